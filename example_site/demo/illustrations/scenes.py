"""The pictures, one function each: 1500 x 1000, light from the upper left."""

# ruff: noqa: E501 - path data reads best unbroken

from __future__ import annotations

import random
from collections.abc import Callable

from .palette import (
    BLUSH,
    CLAY,
    DUSK,
    GLOW,
    INK,
    LIGHT,
    LINEN,
    MIST,
    NIGHT,
    PAPER,
    PINE,
    ROSE,
    RUST,
    SAGE,
    SAND,
    TEAL,
    TERRA,
    deeper,
    mix,
)
from .parts import (
    alarm_clock,
    apple,
    bag,
    bath_thermometer,
    beam,
    block,
    book,
    boot,
    bowl,
    bowl_back,
    bread_half,
    broccoli,
    bubble,
    bucket,
    car_seat,
    carrot,
    cast,
    chair,
    cloud,
    coat,
    coin_cell,
    cot,
    crib_from_above,
    cup,
    curtain,
    disc,
    drop,
    duck,
    fan,
    five_star,
    flake,
    floor,
    folded,
    fork,
    gate,
    grape,
    grape_cut,
    ground,
    hand,
    hand_print,
    hanger,
    ink_pot,
    knife,
    leaf,
    moon,
    open_book,
    paint_pot,
    paper_boat,
    paper_roll,
    parasol,
    pear,
    pencil,
    pendant,
    potted,
    potty,
    pram,
    rattle,
    remote,
    rolled,
    roofs,
    satchel,
    shoe,
    sleeping_bag,
    smooth_corners,
    socket,
    speech,
    splash,
    spoon,
    sprig,
    stars,
    steam,
    stool,
    sun,
    sun_hat,
    table_lamp,
    tablet,
    tap,
    teether,
    thermometer,
    toothbrush,
    train,
    tub,
    tumbler,
    water_bottle,
    waves,
    window,
)
from .svg import (
    around,
    at,
    box,
    circle,
    corners,
    faint,
    flat,
    form,
    line,
    n,
    oval,
    poly,
    smooth,
    within,
)

Scene = Callable[[], str]


# --- sleep --------------------------------------------------------------------------------


def safe_sleep() -> str:
    sky = (
        at(290, 270, moon(150)) + stars(3, 9, 330, 40, 200, 140) + stars(8, 10, 330, 400, 210, 190)
    )
    return (
        ground(DUSK, "br", 0.6)
        + floor(800, ROSE)
        + at(120, 90, window(560, 620, NIGHT, PAPER, sky))
        + beam([(142, 680), (658, 680), (1260, 1000), (420, 1000)], GLOW, 0.28)
        + flat(poly([(680, 130), (1500, 420), (1500, 800), (1130, 800), (680, 560)]), GLOW, 0.1)
        + cast(950, 918, 860, 64, deeper(ROSE), 0.55)
        + at(990, 920, cot(740, 430))
        + at(-40, 40, curtain(250, 800, TERRA, 3, -40))
    )


def bedtime_routine() -> str:
    return (
        ground(BLUSH, "br", 0.5)
        + flat(poly([(590, 300), (910, 300), (1420, 1000), (80, 1000)]), GLOW, 0.75)
        + disc(1290, 190, 110, MIST)
        + at(1290, 190, moon(74, PAPER))
        + floor(790, TEAL)
        + flat(oval(750, 820, 600, 40), DUSK, 0.9)
        + at(750, 0, pendant(310, 360))
        + cast(360, 826, 330, 34, NIGHT, 0.6)
        + at(360, 826, duck(330))
        + cast(750, 826, 200, 30, NIGHT, 0.6)
        + at(776, 770, toothbrush(360, TERRA), 1, 12)
        + at(726, 770, toothbrush(320, DUSK), 1, -9)
        + at(750, 826, tumbler(180, 230, 0.0, PAPER, SAGE))
        + cast(1130, 826, 380, 34, NIGHT, 0.6)
        + at(1130, 826, book(380, 74, TERRA))
        + at(1118, 752, book(340, 62, DUSK))
        + at(1146, 690, book(290, 54, LIGHT))
    )


def naps_by_age() -> str:
    inside = at(300, 300, disc(0, 0, 190, LIGHT)) + flat(
        poly([(0, 560), (300, 470), (620, 540), (620, 700), (0, 700)]), SAGE
    )
    drawn = curtain(330, 690, CLAY, 5, -60)
    return (
        ground(LINEN, "br", 0.45)
        + floor(830, SAGE)
        + at(130, 110, window(620, 640, MIST, PAPER, inside))
        + beam([(470, 760), (750, 700), (1320, 1000), (700, 1000)], GLOW, 0.6)
        + line("M60 78H830", RUST, 18)
        + flat(circle(60, 78, 20), RUST)
        + flat(circle(830, 78, 20), RUST)
        + faint(at(96, 80, drawn), 0.93)
        + at(690, 80, curtain(130, 690, CLAY, 2, 0))
        + at(
            1150,
            130,
            form(box(-210, -30, 420, 60, 14), CLAY, "r", 0.5) + flat(circle(0, 0, 22), RUST),
        )
        + at(1168, 266, faint(sleeping_bag(565, deeper(LINEN), deeper(LINEN)), 0.45))
        + at(1150, 142, hanger(250, RUST))
        + at(1150, 246, sleeping_bag(565, DUSK))
    )


def clock_change() -> str:
    return (
        ground(BLUSH, "tl", 0.3)
        + form(poly([(890, 0), (1500, 0), (1500, 1000), (610, 1000)]), NIGHT, "r", 0.6)
        + stars(11, 16, 1010, 520, 460, 220)
        + stars(5, 9, 960, 40, 200, 180)
        + at(265, 310, sun(140, LIGHT, 12))
        + at(1265, 300, moon(150))
        + within(poly([(0, 0), (676, 0), (676, 1000), (0, 1000)]), disc(170, 1110, 420, ROSE))
        + form("M0 880Q420 760 700 880T1500 830V1000H0Z", TEAL, "b", 0.6)
        + cast(700, 900, 640, 52, NIGHT, 0.8)
        + at(750, 590, alarm_clock(270))
    )


# --- food ---------------------------------------------------------------------------------


def starting_solids() -> str:
    return (
        ground(MIST, "br", 0.4)
        + disc(760, 520, 420, GLOW)
        + floor(760, BLUSH)
        + cast(760, 890, 560, 60, deeper(BLUSH))
        + at(760, 890, bowl_back(600))
        + at(620, 700, broccoli(300, DUSK, SAGE), 1, -14)
        + at(905, 760, carrot(380), 1, 24)
        + at(770, 700, broccoli(250, PINE, MIST), 1, 6)
        + at(760, 890, bowl(600, TERRA))
        + cast(300, 905, 300, 30, deeper(BLUSH))
        + at(120, 900, spoon(440, SAND), 1, 66)
        + at(1190, 905, broccoli(190, DUSK, SAGE), 1, 30)
        + cast(1270, 925, 200, 26, deeper(BLUSH), 0.4)
    )


def cup_drinking() -> str:
    def handle(s: int) -> str:
        return line(f"M{s * 200} -350C{s * 380} -390 {s * 380} -110 {s * 170} -150", TERRA, 46)

    body = "M-230 -440C-230 -160 -190 0 -120 0H120C190 0 230 -160 230 -440Z"
    big = (
        handle(-1)
        + handle(1)
        + form(body, TERRA, "br", 0.7)
        + within(
            body,
            line("M-260 -190Q0 -120 260 -190", PAPER, 26, "butt")
            + line("M-260 -140Q0 -70 260 -140", LIGHT, 12, "butt"),
        )
        + form(oval(0, -440, 230, 52), deeper(TERRA), "l", 0.4)
        + form(oval(0, -428, 200, 38), SAGE, "r", 0.6)
        + line("M-110 -436Q-40 -450 40 -446", PAPER, 8, opacity=0.8)
    )
    return (
        ground(LINEN, "br", 0.4)
        + disc(820, 430, 390, MIST)
        + floor(770, DUSK)
        + flat(oval(1120, 880, 190, 26), SAGE, 0.9)
        + flat(oval(1330, 910, 70, 12), SAGE, 0.9)
        + cast(720, 880, 440, 54, NIGHT, 0.7)
        + at(690, 880, big)
        + at(1000, 340, drop(36, PINE), 1, 32)
        + at(1100, 250, drop(46, DUSK), 1, 18)
        + at(1190, 420, drop(30, PINE), 1, -10)
        + at(1050, 560, drop(26, PINE), 1, -4)
        + at(930, 210, drop(26, PINE), 1, 40)
    )


def fussy_eaters() -> str:
    peas = ""
    for r, count, turn in ((64, 6, 0), (128, 12, 8), (196, 18, 3)):
        for i, (x, y) in enumerate(around(0, 0, r, count, turn)):
            if r == 196 and i in (16, 17):
                continue
            peas += flat(oval(x + 6, y + 8, 25, 23), deeper(PAPER), 0.7) + form(
                circle(x, y, 24), PINE if (i + r) % 3 else DUSK, "br", 0.6
            )
    stripes = "".join(flat(box(x, 0, 46, 1000), PAPER, 0.3) for x in range(30, 1500, 150))
    stripes += "".join(flat(box(0, y, 1500, 46), PAPER, 0.3) for y in range(20, 1000, 150))
    return (
        ground(CLAY, "br", 0.5)
        + stripes
        + flat(circle(782, 540, 400), RUST, 0.35)
        + form(circle(750, 500, 400), PAPER, "br", 0.55)
        + line(circle(750, 500, 372), TEAL, 12)
        + form(circle(750, 500, 300), LINEN, "tl", 0.5)
        + at(750, 500, peas)
        + flat(circle(756, 508, 40), deeper(PAPER), 0.7)
        + form(circle(750, 500, 38), TERRA, "br", 0.6)
        + line(circle(750, 500, 22), CLAY, 5)
        + at(222, 842, faint(fork(680, RUST), 0.4))
        + at(205, 830, fork(680, MIST))
        + at(1312, 842, faint(spoon(680, RUST, 0.22), 0.4))
        + at(1295, 830, spoon(680, MIST, 0.22))
        + form(circle(1010, 880, 24), PINE, "br", 0.6)
        + form(circle(1120, 830, 24), DUSK, "br", 0.6)
    )


def packed_lunches() -> str:
    def slot(x: float, y: float, w: float, h: float) -> str:
        return form(box(x, y, w, h, 34), MIST, "tl", 0.5, 0.6)

    sticks = "".join(
        at(
            808 + i * 52,
            350 + (i % 2) * 8,
            form(box(-20, -94, 40, 188, 14), TERRA if i % 2 else CLAY, "r", 0.6),
            1,
            turn,
        )
        for i, turn in enumerate((-4, 3, -2, 5))
    )
    rounds = "".join(
        at(
            x,
            y,
            flat(circle(6, 8, 56), PINE, 0.5)
            + flat(circle(0, 0, 56), DUSK)
            + form(circle(0, 0, 47), mix(SAGE, PAPER, 0.5), "br", 0.4)
            + "".join(flat(circle(px, py, 5), PINE) for px, py in around(0, 0, 22, 6)),
        )
        for x, y in ((826, 580), (912, 636), (828, 692))
    )
    wedges = "".join(
        at(
            x,
            y,
            form("M-74 0Q0 104 74 0Q0 -34 -74 0Z", TERRA, "br", 0.5)
            + flat("M-62 2Q0 78 62 2Q0 -24 -62 2Z", PAPER),
            1,
            turn,
        )
        for x, y, turn in ((1036, 560, -14), (1044, 640, 8), (1030, 716, -6))
    )
    lid = smooth_corners([(300, 30), (1120, 30), (1176, 190), (244, 190)], 46)
    inner = smooth_corners([(330, 56), (1090, 56), (1128, 190), (292, 190)], 30)
    return (
        ground(BLUSH, "br", 0.35)
        + disc(1290, 130, 250, ROSE)
        + flat(box(300, 206, 920, 660, 80), deeper(BLUSH), 0.6)
        + form(lid, DUSK, "b", 0.6)
        + form(inner, PINE, "b", 0.6)
        + form(box(250, 170, 920, 660, 76), TEAL, "br", 0.6)
        + flat(box(640, 814, 140, 46, 16), LIGHT)
        + slot(296, 216, 420, 568)
        + slot(752, 216, 372, 262)
        + slot(752, 514, 372, 270)
        + at(336, 276, bread_half(336), 1, 0)
        + at(684, 732, bread_half(336), 1, 180)
        + sticks
        + form(circle(1060, 346, 56), LIGHT, "br", 0.5)
        + flat(circle(1060, 346, 18), mix(LIGHT, PAPER, 0.5))
        + rounds
        + wedges
        + at(1330, 860, apple(120))
        + at(105, 950, sprig(330, 3, DUSK), 1, -2)
    )


def eating_in_pregnancy() -> str:
    return (
        ground(MIST, "br", 0.4)
        + form("M300 1000V470A450 450 0 0 1 1200 470V1000Z", BLUSH, "br", 0.5)
        + at(390, 800, sprig(600, 4, DUSK, -0.16), 1, -14)
        + at(1120, 800, sprig(640, 4, TEAL, 0.16), 1, 14)
        + at(1060, 780, sprig(420, 3, PINE, 0.1), 1, 42)
        + floor(800, TERRA)
        + cast(750, 920, 640, 60, RUST, 0.6)
        + at(750, 920, bowl_back(680, PAPER))
        + at(
            960, 650, form(circle(0, -20, 120), CLAY, "br", 0.6) + flat(circle(-20, -90, 10), RUST)
        )
        + at(560, 690, apple(120, TERRA), 1, -8)
        + at(745, 690, pear(330, LIGHT), 1, 8)
        + at(750, 920, bowl(680, PAPER, TEAL))
    )


def choking() -> str:
    whole = "".join(
        at(x, y, grape(150, f), 1, t)
        for x, y, f, t in (
            (1130, 330, TERRA, 10),
            (1240, 410, RUST, -24),
            (1110, 440, RUST, 30),
            (1220, 520, TERRA, 12),
            (1110, 545, TERRA, -14),
        )
    )
    pieces = "".join(
        at(x, y, flat(oval(12, 24, 116, 60), deeper(SAND), 0.5) + grape_cut(220, f), 1, t)
        for x, y, f, t in (
            (440, 380, RUST, -14),
            (740, 350, TERRA, 10),
            (560, 545, TERRA, 8),
            (830, 560, RUST, -18),
            (420, 700, RUST, 12),
            (720, 720, TERRA, -6),
        )
    )
    board = box(250, 210, 740, 640, 70)
    grain = "".join(
        line(f"M250 {y}Q620 {y + k} 990 {y}", deeper(SAND), 4, opacity=0.35)
        for y, k in ((290, 30), (460, -24), (630, 26), (790, -20))
    )
    return (
        ground(MIST, "br", 0.5)
        + flat(poly([(0, 700), (1500, 380), (1500, 1000), (0, 1000)]), PAPER, 0.45)
        + flat(box(276, 246, 740, 640, 70), PINE, 0.45)
        + form(box(110, 460, 240, 130, 60), SAND, "b", 0.5)
        + form(board, SAND, "br", 0.6)
        + flat(circle(180, 525, 30), MIST)
        + within(board, grain)
        + pieces
        + flat(oval(1190, 590, 170, 36), PINE, 0.25)
        + line("M1150 300Q1170 190 1270 150", INK, 12)
        + whole
        + at(1260, 155, leaf(190, DUSK), 1, 70)
        + at(1060, 946, faint(knife(460, PINE, PINE), 0.4), 1, 66)
        + at(1048, 930, knife(460, PAPER, INK), 1, 66)
    )


def first_foods() -> str:
    toast = form(corners(-62, -320, 124, 320, 56, 56, 16, 16), CLAY, "br", 0.6) + form(
        corners(-46, -302, 92, 286, 42, 42, 10, 10), mix(LIGHT, PAPER, 0.55), "br", 0.5
    )
    banana = (
        form(
            "M-70 0C-150 -130 -120 -290 10 -340Q40 -330 30 -300C-30 -240 -20 -120 60 -40Q10 20 -70 0Z",
            LIGHT,
            "br",
            0.6,
        )
        + flat(oval(-4, -8, 66, 30), PAPER)
        + flat(circle(-4, -8, 7), SAND)
    )
    avocado = form(
        "M-40 0C-150 -60 -170 -270 -20 -330Q50 -340 70 -300C0 -230 0 -110 70 -40Q30 10 -40 0Z",
        DUSK,
        "br",
        0.5,
    ) + form(
        "M-24 -16C-118 -76 -130 -260 -8 -310Q40 -318 62 -296C-14 -230 -14 -104 60 -42Q20 -8 -24 -16Z",
        mix(SAGE, GLOW, 0.6),
        "r",
        0.6,
        shade=SAGE,
    )
    stick = form(box(-44, -320, 88, 320, 34), TERRA, "r", 0.6) + form(
        box(-44, -320, 50, 320, 25), CLAY, "b", 0.4
    )
    pieces = (
        (190, avocado, 0),
        (460, stick, 5),
        (760, broccoli(310, DUSK, SAGE), -3),
        (1050, toast, 5),
        (1310, banana, 0),
    )
    out = ground(LINEN, "br", 0.4) + disc(1130, 350, 310, BLUSH) + disc(420, 360, 270, MIST)
    out += floor(650, TEAL)
    out += flat(box(-40, 720, 1580, 200, 40), NIGHT, 0.5)
    out += form(box(-40, 700, 1580, 190, 40), PAPER, "b", 0.6)
    for x, piece, turn in pieces:
        out += cast(x + 20, 796, 230, 40, deeper(PAPER), 0.8) + at(x, 796, piece, 1.24, turn)
    return out


# --- health -------------------------------------------------------------------------------


def fever() -> str:
    return (
        ground(TEAL, "br", 0.5)
        + disc(370, 330, 260, NIGHT)
        + at(370, 330, moon(150))
        + stars(21, 10, 170, 130, 420, 400)
        + floor(720, BLUSH)
        + flat(poly([(760, 720), (1130, 720), (1420, 1000), (900, 1000)]), PAPER, 0.5)
        + cast(1170, 850, 330, 46, deeper(BLUSH), 0.6)
        + at(1150, 850, tumbler(290, 450, 0.66, PAPER, SAGE))
        + at(560, 930, folded(560, 2, MIST, PINE, 56))
        + at(270, 800, faint(thermometer(680, PINE, PINE), 0.4), 1, 74)
        + at(260, 784, thermometer(680), 1, 72)
    )


def teething() -> str:
    cloth = "M190 250Q520 200 790 236T1290 170Q1310 420 1276 560T1330 850Q1000 872 760 848T170 900Q200 640 178 520T190 250Z"
    hem = "M236 292Q520 246 790 280T1246 218Q1262 420 1232 560T1280 808Q1000 826 760 804T218 852Q246 640 224 520T236 292Z"
    dots = "".join(
        flat(circle(150 + x * 124 + (y % 2) * 62, 190 + y * 104, 13), CLAY, 0.7)
        for x in range(11)
        for y in range(8)
    )
    folds = "".join(
        line(d, deeper(BLUSH), 7, opacity=0.45)
        for d in ("M300 330Q420 420 400 640", "M1210 700Q1120 640 1130 470")
    )
    return (
        ground(DUSK, "br", 0.6)
        + disc(180, 140, 300, TEAL)
        + at(22, 28, flat(cloth, NIGHT, 0.5))
        + form(cloth, BLUSH, "br", 0.6)
        + within(cloth, dots + folds)
        + line(hem, PAPER, 12)
        + at(770, 604, faint(teether(220, RUST, RUST), 0.3), 1, 24)
        + at(745, 570, teether(220, TERRA, DUSK), 1, 24)
    )


def tummy_bugs() -> str:
    return (
        ground(LINEN, "br", 0.4)
        + form("M120 780V420A300 300 0 0 1 720 420V780Z", MIST, "br", 0.5)
        + at(1260, 250, moon(100, LIGHT))
        + floor(780, DUSK)
        + cast(460, 900, 400, 56, NIGHT, 0.6)
        + at(440, 900, bucket(420))
        + cast(840, 900, 230, 44, NIGHT, 0.6)
        + at(820, 900, water_bottle(480, PINE, TERRA))
        + cast(1190, 900, 430, 50, NIGHT, 0.6)
        + at(1180, 900, folded(430, 4, BLUSH, TERRA, 66))
    )


def colds() -> str:
    bubbles = "".join(
        at(x, y, bubble(r))
        for x, y, r in (
            (860, 300, 64),
            (1010, 190, 44),
            (1180, 330, 88),
            (1330, 180, 56),
            (980, 430, 36),
            (1360, 440, 40),
            (1130, 130, 26),
        )
    )
    foam = "".join(
        disc(x, y, r, PAPER)
        for x, y, r in ((960, 690, 60), (1050, 650, 76), (1150, 668, 64), (1220, 700, 46))
    )
    return (
        ground(PINE, "br", 0.5)
        + disc(1100, 420, 420, SAGE)
        + form("M0 720H1500V1000H0Z", PAPER, "b", 0.5)
        + form(oval(420, 800, 430, 110), MIST, "tl", 0.8, shade=PINE)
        + form(oval(440, 830, 300, 62), SAGE, "b", 0.4)
        + form("M452 380H528V800Q490 850 452 800Z", MIST, "r", 0.5)
        + line("M476 400V790M504 420V770", PAPER, 7, opacity=0.8)
        + at(490, 392, tap(SAND), 1.2)
        + "".join(line(oval(490, 822, r, r * 0.2), PAPER, 6, opacity=0.8) for r in (80, 140))
        + cast(1100, 880, 480, 60, deeper(PAPER))
        + form(box(880, 790, 430, 96, 40), TEAL, "br", 0.5)
        + foam
        + form(box(910, 690, 360, 120, 54), CLAY, "br", 0.6)
        + line("M960 724Q1080 704 1190 724", BLUSH, 12)
        + disc(930, 700, 34, PAPER)
        + disc(1240, 716, 40, PAPER)
        + bubbles
    )


def handwash() -> str:
    return (
        ground(MIST, "br", 0.4)
        + disc(750, 560, 440, SAGE)
        + form("M706 0H794V620Q750 660 706 620Z", PAPER, "r", 0.6, shade=SAGE)
        + line("M735 0V560M765 0V520", MIST, 8)
        + at(420, 960, hand(CLAY, TERRA), 1.25, 42)
        + at(1080, 960, hand(RUST, LIGHT), 1.25, -42, True)
        + "".join(
            at(x, y, bubble(r))
            for x, y, r in (
                (560, 430, 56),
                (950, 400, 70),
                (860, 560, 40),
                (655, 560, 46),
                (470, 320, 30),
                (1070, 270, 36),
                (750, 640, 62),
                (380, 470, 36),
                (1130, 500, 30),
            )
        )
        + waves(900, DUSK, 180, 30)
        + waves(945, TEAL, 180, 26, shift=70)
    )


def sun_safety() -> str:
    return (
        ground(GLOW, "tr", 0.4)
        + at(300, 250, disc(0, 0, 150, LIGHT))
        + form(box(0, 480, 1500, 240), PINE, "b", 0.5)
        + "".join(
            line(f"M{x} {y}q30 -14 60 0t60 0", MIST, 7)
            for x, y in ((120, 540), (420, 590), (1260, 550), (260, 650), (1180, 640))
        )
        + form("M0 690Q420 600 820 670T1500 650V1000H0Z", BLUSH, "b", 0.5)
        + flat(oval(980, 860, 520, 70), CLAY, 0.55)
        + at(900, 850, parasol(1000), 1.08, 9)
        + form(poly([(640, 820), (1130, 820), (1230, 910), (560, 910)]), DUSK, "r", 0.5)
        + "".join(
            form(
                poly(
                    [
                        (640 + i * 140, 820),
                        (686 + i * 140, 820),
                        (676 + i * 158, 910),
                        (618 + i * 158, 910),
                    ]
                ),
                MIST,
                "b",
                0.4,
            )
            for i in range(4)
        )
        + cast(340, 912, 430, 50, CLAY, 0.6)
        + at(330, 900, sun_hat(500, PAPER, TERRA))
    )


def tummy_time() -> str:
    sectors = ""
    colors = (SAGE, BLUSH, PINE, GLOW, SAGE, CLAY)
    for i in range(6):
        (x1, y1), (x2, y2) = (
            around(750, 520, 900, 6, i * 60 - 20)[0],
            around(750, 520, 900, 6, i * 60 + 40)[0],
        )
        sectors += form(poly([(750, 520), (x1, y1), (x2, y2)]), colors[i], "br", 0.35)
    mirror = (
        flat(circle(16, 20, 170), TEAL, 0.4)
        + form(circle(0, 0, 170), TERRA, "br", 0.6)
        + form(circle(0, 0, 132), MIST, "br", 0.6)
        + within(
            circle(0, 0, 132),
            flat(poly([(-150, 40), (60, -150), (110, -150), (-150, 100)]), PAPER, 0.8)
            + flat(poly([(-110, 120), (140, -120), (150, -100), (-90, 140)]), PAPER, 0.8),
        )
    )
    return (
        ground(LINEN, "br", 0.5)
        + "".join(line(f"M0 {y}H1500", SAND, 5, opacity=0.7) for y in (170, 340, 510, 680, 850))
        + flat(circle(772, 546, 456), deeper(LINEN), 0.6)
        + form(circle(750, 520, 456), TEAL, "br", 0.5)
        + within(circle(750, 520, 428), sectors)
        + flat(circle(750, 520, 70), PAPER)
        + at(560, 400, mirror)
        + at(980, 690, faint(rattle(INK), 0.25), 1, 50)
        + at(966, 670, rattle(TERRA), 1, 48)
        + at(930, 330, five_star(90, LIGHT), 1, 14)
        + at(560, 740, at(0, 60, leaf(190, TEAL), 1, -30) + at(0, 60, leaf(190, DUSK), 1, 30))
        + at(
            1300,
            190,
            disc(12, 16, 90, SAND)
            + disc(0, 0, 90, TERRA)
            + within(circle(0, 0, 90), line("M-100 -10Q0 40 100 -10", PAPER, 22, "butt")),
        )
    )


def bath_time() -> str:
    tiles = "".join(line(f"M0 {y}H1500", mix(MIST, SAGE, 0.7), 5) for y in (110, 270, 430, 590))
    tiles += "".join(line(f"M{x} 0V750", mix(MIST, SAGE, 0.7), 5) for x in range(70, 1500, 200))
    foam = "".join(
        disc(x, y, r, PAPER)
        for x, y, r in (
            (350, 480, 62),
            (440, 450, 78),
            (540, 476, 60),
            (1010, 480, 64),
            (1100, 456, 76),
            (1180, 484, 54),
        )
    )
    return (
        ground(MIST, "br", 0.4)
        + tiles
        + at(1230, 230, form(circle(0, 0, 140), GLOW, "br", 0.5))
        + floor(780, TEAL)
        + form(oval(780, 930, 620, 60), DUSK, "b", 0.5)
        + foam
        + at(760, 498, duck(340))
        + at(760, 930, tub(1020, 430, TERRA, INK))
        + at(300, 400, steam(300))
        + at(520, 360, steam(330))
        + at(1010, 380, steam(310))
        + at(1180, 390, steam(240))
        + at(900, 190, bubble(46))
        + at(640, 200, bubble(30))
        + at(985, 110, bubble(24))
    )


def bath_thermometer_scene() -> str:
    return (
        ground(BLUSH, "br", 0.4)
        + disc(1080, 330, 300, GLOW)
        + waves(560, SAGE, 300, 44)
        + at(700, 580, bath_thermometer(), 1.3, -11)
        + faint(waves(660, PINE, 300, 44, shift=120), 0.82)
        + waves(800, DUSK, 300, 44, shift=20)
        + at(1090, 590, paper_boat(330), 1, 5)
        + "".join(
            at(x, y, bubble(r))
            for x, y, r in ((330, 420, 60), (420, 300, 36), (250, 300, 24), (900, 250, 30))
        )
    )


# --- house and safety ---------------------------------------------------------------------


def crawling_home() -> str:
    steps = "".join(
        form(
            poly(
                [
                    (820 + i * 95, 800 - i * 112),
                    (1500, 800 - i * 112),
                    (1500, 912 - i * 112),
                    (820 + i * 95, 912 - i * 112),
                ]
            ),
            (ROSE, CLAY)[i % 2],
            "r",
            0.5,
        )
        + flat(box(808 + i * 95, 786 - i * 112, 720, 22, 6), PAPER)
        for i in range(6)
    )
    return (
        ground(MIST, "br", 0.4)
        + disc(480, 330, 270, GLOW)
        + steps
        + form(box(0, 880, 1500, 120), TEAL, "b", 0.5)
        + flat(box(0, 850, 820, 30), PAPER)
        + at(480, 690, socket(150))
        + cast(210, 918, 260, 40, NIGHT, 0.6)
        + at(200, 918, potted(TERRA, DUSK), 1.45)
        + cast(1080, 940, 800, 40, NIGHT, 0.6)
        + at(1070, 940, gate(760, 520))
    )


def car_seats() -> str:
    hills = (
        flat("M0 330Q220 200 460 300T960 250V600H0Z", SAGE)
        + flat("M0 420Q300 320 620 400T1000 360V600H0Z", PINE)
        + at(160, 130, disc(0, 0, 70, LIGHT))
    )
    return (
        ground(BLUSH, "br", 0.4)
        + form(corners(0, 640, 1500, 400, 90, 90, 0, 0), NIGHT, "b", 0.5)
        + form(corners(420, 190, 660, 560, 130, 130, 0, 0), ROSE, "br", 0.5)
        + within(
            box(40, 90, 330, 420, 60),
            form(box(0, 0, 500, 600), MIST, "b", 0.4) + at(-20, 60, hills),
        )
        + line(box(40, 90, 330, 420, 60), INK, 20)
        + within(
            box(1130, 90, 330, 420, 60),
            form(box(1100, 0, 500, 600), MIST, "b", 0.4) + at(900, 90, hills),
        )
        + line(box(1130, 90, 330, 420, 60), INK, 20)
        + form(box(-60, 690, 1620, 400, 90), DUSK, "b", 0.6)
        + line("M390 760V1000M1110 760V1000", TEAL, 10)
        + cast(770, 930, 620, 70, NIGHT, 0.7)
        + at(750, 930, car_seat(TERRA, BLUSH, INK), 1.24)
    )


def button_batteries() -> str:
    cells = "".join(
        at(x, y, flat(oval(16, 40, 84, 56), deeper(BLUSH), 0.6) + coin_cell(84), s)
        for x, y, s in ((980, 380, 1.2), (1190, 520, 1), (940, 660, 0.9), (1230, 300, 0.8))
    )
    return (
        ground(BLUSH, "br", 0.5)
        + form(poly([(0, 0), (620, 0), (260, 1000), (0, 1000)]), MIST, "r", 0.5)
        + disc(1060, 480, 380, mix(BLUSH, PAPER, 0.6))
        + at(516, 536, faint(remote(RUST), 0.35), 1.38, 24)
        + at(490, 505, remote(TEAL), 1.38, 24)
        + cells
        + at(
            1200,
            810,
            flat(box(-118, -56, 260, 136, 30), deeper(BLUSH), 0.6)
            + form(box(-130, -68, 260, 136, 30), TEAL, "br", 0.5)
            + "".join(line(f"M{x} -34V34", PINE, 9) for x in (-66, -40, -14))
            + form(circle(86, 0, 22), SAND, "br", 0.6)
            + line("M74 0H98", INK, 6),
            1,
            -14,
        )
    )


def screens() -> str:
    return (
        ground(MIST, "br", 0.4)
        + disc(1060, 380, 350, GLOW)
        + at(70, 470, sprig(420, 3, PINE), 1, 16)
        + floor(560, SAND)
        + flat(oval(520, 800, 420, 100), deeper(SAND), 0.4)
        + at(500, 760, tablet(650))
        + cast(1120, 880, 620, 60, deeper(SAND), 0.6)
        + at(960, 860, block(210, TERRA, moon(62, PAPER)))
        + at(1215, 890, block(210, TEAL, five_star(58, LIGHT)))
        + at(1070, 640, block(190, LIGHT, at(0, 56, leaf(112, DUSK))))
        + at(700, 935, block(150, PINE, flat(circle(0, 0, 40), PAPER)))
        + at(
            1100,
            410,
            form(poly([(-110, 0), (126, 0), (8, -130)]), CLAY, "br", 0.6)
            + form(poly([(126, 0), (8, -130), (46, -146), (160, -30)]), RUST, "b", 0.4),
        )
    )


def potty_training() -> str:
    return (
        ground(BLUSH, "br", 0.4)
        + form("M360 790V470A360 360 0 0 1 1080 470V790Z", GLOW, "br", 0.4)
        + "".join(
            at(x, y, five_star(r, c), 1, t)
            for x, y, r, c, t in (
                (230, 250, 76, LIGHT, -10),
                (500, 130, 54, TERRA, 12),
                (990, 140, 66, LIGHT, 8),
                (1270, 270, 90, TERRA, -8),
                (1200, 520, 44, LIGHT, 16),
                (190, 520, 44, TERRA, 10),
            )
        )
        + form(box(0, 780, 1500, 220), PINE, "b", 0.4)
        + form(
            smooth([(140, 900), (200, 820), (1180, 820), (1260, 900), (1200, 980), (180, 980)]),
            MIST,
            "br",
            0.5,
        )
        + cast(690, 910, 560, 50, PINE, 0.7)
        + at(680, 910, potty(640, TEAL))
        + cast(1190, 900, 230, 34, PINE, 0.7)
        + at(1180, 890, paper_roll(240))
    )


def summer_heat() -> str:
    inside = at(370, 250, disc(0, 0, 150, TERRA))
    return (
        ground(GLOW, "br", 0.4)
        + at(90, 90, window(740, 640, LIGHT, PAPER, inside))
        + faint(at(88, 60, curtain(420, 720, CLAY, 6, 0)), 0.9)
        + faint(at(560, 60, curtain(290, 720, CLAY, 4, 0)), 0.9)
        + line("M40 62H890", RUST, 20)
        + flat(circle(40, 62, 22), RUST)
        + flat(circle(890, 62, 22), RUST)
        + flat(poly([(508, 90), (560, 90), (560, 780), (508, 780)]), PAPER, 0.35)
        + floor(800, PINE)
        + flat(poly([(500, 800), (570, 800), (760, 1000), (560, 1000)]), GLOW, 0.5)
        + cast(1120, 896, 420, 50, TEAL, 0.7)
        + at(1120, 900, fan(), 1.18)
        + "".join(
            line(d, PAPER, 12, opacity=0.85)
            for d in (
                "M830 330Q760 310 700 340T580 330",
                "M820 430Q740 410 660 440T500 430",
                "M830 530Q770 510 710 540T600 530",
            )
        )
        + cast(480, 900, 190, 34, TEAL, 0.7)
        + at(470, 900, tumbler(180, 250, 0.62, PAPER, SAGE))
    )


def winter_coats() -> str:
    sky = "".join(
        at(x, y, flake(r))
        for x, y, r in (
            (90, 110, 36),
            (260, 200, 50),
            (120, 330, 30),
            (330, 400, 38),
            (210, 520, 44),
            (330, 70, 26),
            (70, 560, 26),
            (70, 220, 18),
        )
    )
    sky += flat("M0 640Q160 560 430 630V760H0Z", PAPER)
    strap = (
        line("M1450 -20C1450 200 1410 360 1350 520", INK, 70, "butt")
        + line("M1450 -20C1450 200 1410 360 1350 520", PINE, 8, "butt")
        + at(
            1322,
            562,
            form(box(-52, -20, 104, 110, 14), MIST, "br", 0.6)
            + form(box(-30, 60, 60, 84, 8), SAND, "br", 0.6)
            + flat(box(-16, 84, 32, 34, 6), INK),
            1,
            30,
        )
    )
    return (
        ground(BLUSH, "br", 0.4)
        + at(70, 110, window(430, 660, DUSK, PAPER, sky))
        + form(box(0, 860, 1500, 140), TEAL, "b", 0.5)
        + form(box(570, 120, 560, 56, 14), SAND, "r", 0.5)
        + "".join(flat(circle(x, 160, 22), RUST) for x in (640, 820, 1000))
        + at(848, 238, faint(coat(deeper(BLUSH), deeper(BLUSH)), 0.4), 1.08)
        + line("M820 160V196", RUST, 12)
        + at(820, 222, coat(), 1.08)
        + strap
        + cast(1150, 938, 360, 34, NIGHT, 0.6)
        + at(1070, 930, boot(DUSK))
        + at(1200, 944, boot(DUSK))
    )


# --- play and feelings --------------------------------------------------------------------


def talking() -> str:
    def hang(x: float, length: float, thing: str) -> str:
        return line(f"M{x} 150V{150 + length}", INK, 5) + at(x, 150 + length, thing)

    mobile = (
        line("M750 -10V104", INK, 7)
        + line("M400 150Q750 60 1100 150", SAND, 20)
        + flat(circle(750, 104, 20), TERRA)
        + hang(400, 30, at(-6, 76, moon(78, LIGHT)))
        + hang(750, 40, at(0, 74, cloud(180, PAPER)))
        + hang(1100, 50, at(0, 180, leaf(180, TERRA)))
    )
    return (
        ground(MIST, "br", 0.45)
        + form("M0 1000V820Q380 640 760 760T1500 700V1000Z", SAGE, "b", 0.4)
        + disc(1230, 260, 230, mix(MIST, PAPER, 0.5))
        + mobile
        + at(540, 590, speech(680, 350, TERRA, True))
        + at(1010, 720, speech(540, 290, TEAL, False))
        + "".join(flat(circle(x, 590, 27), BLUSH) for x in (440, 530, 620))
        + line("M880 720q43 -70 86 0t86 0t86 0", MIST, 22)
    )


def messy_play() -> str:
    return (
        ground(SAND, "br", 0.5)
        + at(0, 0, flat(poly([(84, 120), (1120, 54), (1180, 790), (140, 850)]), deeper(SAND), 0.5))
        + form(poly([(60, 92), (1096, 26), (1156, 764), (116, 824)]), PAPER, "br", 0.5)
        + at(330, 330, splash(5, 150, LIGHT, 9))
        + at(880, 250, splash(8, 130, SAGE, 8))
        + at(470, 560, hand_print(TERRA), 1.5, -14)
        + at(790, 560, hand_print(DUSK), 1.5, 12)
        + at(1260, 320, splash(2, 96, TERRA, 8))
        + cast(1030, 930, 240, 44, deeper(SAND), 0.7)
        + at(1010, 930, paint_pot(TERRA, 270))
        + cast(1330, 930, 240, 44, deeper(SAND), 0.7)
        + at(1310, 930, paint_pot(DUSK, 270))
        + cast(1190, 970, 240, 44, deeper(SAND), 0.7)
        + at(1165, 985, paint_pot(LIGHT, 250))
        + at(
            290,
            920,
            at(
                0,
                0,
                form(box(-16, -330, 32, 330, 14), TERRA, "r", 0.5)
                + form(box(-24, -400, 48, 90, 6), MIST, "r", 0.6)
                + form(
                    "M-26 -400C-50 -470 -20 -520 0 -560C20 -520 50 -470 26 -400Z", DUSK, "r", 0.5
                ),
            ),
            1,
            76,
        )
    )


def reading_together() -> str:
    return (
        ground(TEAL, "br", 0.5)
        + flat(circle(1190, 520, 390), GLOW, 0.14)
        + flat(circle(1190, 520, 270), GLOW, 0.16)
        + at(
            120,
            80,
            window(400, 500, NIGHT, PAPER, at(170, 180, moon(90)) + stars(9, 9, 40, 40, 320, 400)),
        )
        + floor(760, CLAY)
        + flat(
            poly([(1015, 562), (1365, 562), (1500, 800), (1560, 1000), (760, 1000), (900, 800)]),
            GLOW,
            0.4,
        )
        + cast(1200, 800, 300, 34, RUST, 0.6)
        + at(1190, 800, table_lamp(TERRA, INK), 1.25)
        + form(
            "M120 1000C150 860 240 790 380 800C560 820 620 780 760 800C940 820 1080 850 1130 1000Z",
            BLUSH,
            "b",
            0.5,
        )
        + "".join(
            line(d, PAPER, 16, opacity=0.7)
            for d in ("M190 930Q420 860 640 900T1070 930", "M170 970Q420 900 640 940T1090 970")
        )
        + at(640, 880, open_book(840, TERRA))
        + at(478, 620, moon(62, LIGHT))
        + at(800, 690, at(0, 60, leaf(150, DUSK), 1, -24) + at(0, 60, leaf(130, PINE), 1, 32))
    )


def low_mood() -> str:
    rng = random.Random(4)
    rain = "".join(
        line(f"M{n(x)} {n(y)}l-14 46", MIST, 7, opacity=0.85)
        for x, y in ((rng.random() * 560, rng.random() * 600) for _ in range(34))
    )
    sky = rain + flat(poly([(380, 0), (600, 0), (600, 260)]), GLOW, 0.75)
    return (
        ground(SAGE, "br", 0.45)
        + floor(800, DUSK)
        + at(150, 80, window(600, 640, PINE, PAPER, sky))
        + flat(
            poly([(520, 102), (730, 102), (1500, 760), (1500, 1000), (900, 1000), (560, 690)]),
            GLOW,
            0.42,
        )
        + cast(1050, 900, 660, 66, NIGHT, 0.6)
        + at(1040, 900, chair(TERRA, CLAY), 1.2)
        + cast(560, 910, 300, 40, NIGHT, 0.6)
        + at(540, 910, stool(290, 250, SAND))
        + at(530, 654, cup(160, PAPER, RUST))
        + at(510, 500, steam(130, PAPER, 9))
        + at(550, 505, steam(110, PAPER, 9))
    )


def new_sibling() -> str:
    def pair(size: float, gap: float, fill: str, sole: str) -> str:
        return at(-gap, 0, shoe(size, fill, sole), 1, -5) + at(
            gap, 0, shoe(size, fill, sole), 1, 5, True
        )

    def dark(size: float, gap: float) -> str:
        return faint(pair(size, gap, RUST, RUST), 0.35)

    fringe = "".join(
        line(f"M{x} {y}v{k}", PAPER, 8)
        for x in range(190, 1330, 40)
        for y, k in ((190, -36), (850, 36))
    )
    return (
        ground(DUSK, "br", 0.5)
        + "".join(line(f"M0 {y}H1500", TEAL, 6) for y in (120, 330, 540, 750, 960))
        + at(14, 20, flat(box(170, 180, 1160, 670, 16), NIGHT, 0.5))
        + fringe
        + form(box(170, 180, 1160, 670, 16), BLUSH, "br", 0.5)
        + "".join(
            form(box(x, 180, w, 670), c, "b", 0.4)
            for x, w, c in ((220, 40, CLAY), (280, 14, CLAY), (1240, 40, CLAY), (1206, 14, CLAY))
        )
        + at(610, 540, dark(480, 132))
        + at(590, 516, pair(480, 132, TERRA, PAPER))
        + at(1016, 654, dark(250, 74))
        + at(1004, 640, pair(250, 74, TEAL, PAPER))
    )


def tantrums() -> str:
    bolt = form(
        poly([(20, 0), (-70, 150), (-6, 150), (-50, 290), (92, 104), (24, 104), (76, 0)]),
        LIGHT,
        "br",
        0.5,
    )
    rain = "".join(
        line(f"M{x} {y}l-22 60", PINE, 12)
        for x, y in (
            (450, 450),
            (740, 470),
            (700, 580),
            (930, 450),
            (1020, 530),
            (1110, 450),
            (390, 540),
            (1180, 540),
        )
    )
    return (
        ground(BLUSH, "br", 0.4)
        + disc(1180, 250, 190, GLOW)
        + at(1000, 350, cloud(520, PINE))
        + at(690, 436, cloud(700, NIGHT, "b", 0.5))
        + at(560, 412, bolt, 1)
        + rain
        + form("M0 820Q500 760 900 800T1500 770V1000H0Z", SAGE, "b", 0.5)
        + line("M-20 908H1520", RUST, 14)
        + "".join(form(box(x, 914, 46, 40, 6), CLAY, "b", 0.4) for x in range(20, 1500, 110))
        + at(770, 902, train(), 1.16)
    )


def starting_school() -> str:
    return (
        ground(MIST, "br", 0.4)
        + disc(780, 470, 400, LIGHT)
        + form("M0 820Q420 730 820 800T1500 790V1000H0Z", DUSK, "b", 0.5)
        + cast(760, 900, 620, 60, NIGHT, 0.6)
        + at(560, 520, pencil(430, DUSK), 1, -12)
        + at(600, 520, pencil(400, RUST), 1, 4)
        + at(720, 900, satchel(TERRA, RUST), 1.42)
        + at(1330, 910, pencil(600, LIGHT), 1, -13)
        + at(210, 860, leaf(330, CLAY), 1, -22)
        + at(240, 880, leaf(260, LIGHT), 1, 34)
        + at(1240, 240, leaf(170, TERRA), 1, 120)
        + at(300, 240, leaf(140, CLAY), 1, -130)
        + at(1080, 930, leaf(150, CLAY), 1, 76)
    )


def birth_bag() -> str:
    clothes = (
        at(-170, -330, folded(250, 3, BLUSH, TERRA, 50), 1, -3)
        + at(120, -330, folded(300, 4, MIST, PINE, 48), 1, 2)
        + at(-30, -300, rolled(230, 130, LIGHT))
    )
    return (
        ground(LINEN, "br", 0.4)
        + form("M250 800V500A430 430 0 0 1 1110 500V800Z", ROSE, "br", 0.4)
        + floor(790, SAND)
        + cast(700, 910, 900, 66, deeper(SAND), 0.7)
        + at(680, 910, bag(860, TEAL, TERRA, at(0, 30, clothes, 1.15)))
        + cast(1290, 910, 250, 40, deeper(SAND), 0.7)
        + at(1280, 910, folded(250, 2, PAPER, SAGE, 46))
        + at(
            1280,
            818,
            form("M-100 0C-104 -120 -50 -160 0 -160S104 -120 100 0Z", CLAY, "br", 0.6)
            + form(box(-112, -38, 224, 46, 20), BLUSH, "r", 0.5)
            + form(circle(0, -172, 28), PAPER, "br", 0.5),
        )
    )


def house_style() -> str:
    sheet = [(-300.0, -400.0), (300.0, -400.0), (300.0, 400.0), (-300.0, 400.0)]
    return (
        ground(DUSK, "br", 0.5)
        + disc(1220, 780, 420, TEAL)
        + at(
            560,
            540,
            flat(poly([(x + 20, y + 26) for x, y in sheet]), NIGHT, 0.5)
            + form(poly(sheet), BLUSH, "br", 0.5),
            1.06,
            -13,
        )
        + at(
            620,
            530,
            flat(poly([(x + 16, y + 22) for x, y in sheet]), NIGHT, 0.4)
            + form(poly(sheet), PAPER, "br", 0.5)
            + "".join(
                line(f"M-220 {y}H{w}", SAND, 12)
                for y, w in ((-180, 220), (-110, 190), (-40, 220), (30, 60))
            )
            + flat(box(-220, -310, 250, 34, 17), TERRA)
            + line("M-220 130Q-160 80 -110 130T0 130T90 120", TEAL, 10),
            1.06,
            4,
        )
        + at(740, 690, faint(pencil(640, NIGHT, NIGHT), 0.3), 1, 48)
        + at(712, 664, pencil(640, LIGHT), 1, 46)
        + cast(1250, 892, 300, 50, NIGHT, 0.7)
        + at(1230, 890, ink_pot(290, TERRA))
        + at(1260, 420, leaf(250, SAGE), 1, -12)
        + at(1260, 420, leaf(210, PINE), 1, 46)
    )


# --- inline and lead pictures -------------------------------------------------------------


def cot_layout() -> str:
    """From above, the head end up: bare mattress, the blanket folded and tucked below."""
    blanket = (
        form(box(-222, -20, 444, 386, 12), SAGE, "br", 0.6)
        + form(box(-222, -20, 444, 84, 12), TERRA, "r", 0.4)
        + "".join(flat(box(-222, y, 444, 12), PAPER, 0.8) for y in (104, 134, 300, 330))
        + line("M-120 180Q-60 220 -80 280M110 150Q70 200 96 262", deeper(SAGE), 6, opacity=0.6)
    )
    slippers = at(-46, 0, shoe(190, TEAL, PAPER), 1, -8) + at(
        46, 6, shoe(190, TEAL, PAPER), 1, 6, True
    )
    return (
        ground(BLUSH, "br", 0.45)
        + "".join(line(f"M{x} 0V1000", ROSE, 5) for x in (130, 380, 630, 880, 1130, 1380))
        + form(oval(750, 520, 560, 440), MIST, "br", 0.5)
        + line(oval(750, 520, 520, 400), PAPER, 10)
        + flat(box(512, 126, 536, 836, 26), PINE, 0.5)
        + at(750, 500, crib_from_above(460, 760) + blanket)
        + at(1170, 660, slippers, 1, 14)
        + at(200, 990, sprig(360, 3, DUSK), 1, -10)
        + at(60, 1010, sprig(330, 3, TEAL), 1, 4)
    )


def home() -> str:
    city = (
        at(650, 150, moon(96))
        + stars(14, 16, 20, 30, 380, 190)
        + stars(23, 7, 770, 30, 100, 210)
        + roofs(6, 900, 610, (DUSK, mix(DUSK, PINE, 0.3), mix(DUSK, TEAL, 0.4)))
        + roofs(17, 900, 740, (mix(NIGHT, INK, 0.4), mix(NIGHT, INK, 0.7), mix(NIGHT, INK, 0.15)))
    )
    pane = box(110, 90, 860, 660)
    return (
        ground(TERRA, "br", 0.5)
        + flat(poly([(1130, 380), (1450, 380), (1760, 1000), (820, 1000)]), GLOW, 0.22)
        + form(box(80, 60, 920, 720, 6), PAPER, "br", 0.5)
        + within(pane, form(pane, NIGHT, "t", 0.6) + at(110, 60, city))
        + form(box(531, 90, 18, 660), PAPER, "b", 0.3)
        + form(box(110, 350, 860, 16), PAPER, "r", 0.3)
        + form(box(40, 762, 1000, 40, 6), PAPER, "r", 0.6)
        + form(box(0, 850, 1500, 150), NIGHT, "b", 0.4)
        + flat(poly([(895, 850), (1685, 850), (1760, 1000), (820, 1000)]), GLOW, 0.3)
        + at(1290, 0, pendant(380, 330, LIGHT))
        + at(210, 764, potted(CLAY, DUSK), 0.78)
        + at(420, 764, cup(120, TERRA, RUST))
        + cast(1000, 944, 620, 56, INK, 0.6)
        + at(1010, 944, pram(BLUSH, CLAY, INK), 1.06)
    )


def what_worked() -> str:
    """Notes pegged to a washing line: a link-up."""

    def note(x: float, y: float, turn: float, fill: str, drawn: str) -> str:
        paper = box(-105, 0, 210, 270, 8)
        peg = form(box(-13, -34, 26, 76, 8), SAND, "r", 0.5)
        return at(
            x,
            y,
            faint(at(10, 14, flat(paper, INK)), 0.25)
            + form(paper, fill, "br", 0.35)
            + at(0, 145, drawn)
            + peg,
            1,
            turn,
        )

    house = form(poly([(-66, 60), (-66, -20), (0, -78), (66, -20), (66, 60)]), TERRA, "br", 0.5)
    return (
        ground(DUSK, "t", 0.6)
        + stars(29, 20, 60, 40, 1000, 220)
        + at(1250, 210, moon(120))
        + roofs(8, 1500, 790, (mix(TEAL, DUSK, 0.4), mix(TEAL, NIGHT, 0.3), mix(TEAL, NIGHT, 0.6)))
        + form("M0 770Q420 690 820 760T1500 720V1000H0Z", NIGHT, "b", 0.5)
        + form("M0 880Q520 810 1000 870T1500 850V1000H0Z", mix(NIGHT, INK, 0.5), "b", 0.4)
        + form(box(84, 250, 30, 640, 8), RUST, "r", 0.5)
        + form(box(40, 280, 118, 24, 8), RUST, "r", 0.5)
        + form(box(1392, 330, 30, 560, 8), RUST, "r", 0.5)
        + form(box(1348, 350, 118, 24, 8), RUST, "r", 0.5)
        + line("M99 292Q760 470 1407 362", PAPER, 7)
        + note(290, 342, 5, PAPER, at(0, 10, disc(0, 0, 52, LIGHT)))
        + note(545, 387, -4, BLUSH, house)
        + note(785, 406, 3, GLOW, at(0, 84, leaf(170, DUSK)))
        + note(1022, 404, -5, MIST, at(-4, 0, moon(58, TERRA)))
        + note(1272, 384, 4, PAPER, at(0, 62, cup(100, TEAL, RUST)))
        + at(40, 1000, sprig(330, 3, DUSK), 1, 8)
        + at(1450, 1000, sprig(300, 3, DUSK, -0.16), 1, -10)
    )


def second_site() -> str:
    return (
        ground(GLOW, "tr", 0.3)
        + at(1110, 300, disc(0, 0, 190, LIGHT))
        + at(380, 260, cloud(330, PAPER))
        + at(760, 160, cloud(220, PAPER))
        + form("M0 600Q380 440 760 560T1500 500V1000H0Z", SAGE, "b", 0.4)
        + form("M0 720Q500 600 900 700T1500 640V1000H0Z", PINE, "b", 0.4)
        + at(
            1290,
            720,
            form(box(-22, -330, 44, 330, 12), RUST, "r", 0.5)
            + form(circle(0, -400, 190), DUSK, "br", 0.6)
            + form(circle(-130, -300, 120), TEAL, "br", 0.6)
            + form(circle(130, -310, 110), DUSK, "br", 0.6),
        )
        + form("M0 880Q520 790 1000 860T1500 830V1000H0Z", BLUSH, "b", 0.5)
        + cast(640, 930, 600, 50, deeper(BLUSH), 0.6)
        + at(600, 930, pram(TERRA, TEAL, INK), 1.12)
        + at(60, 980, sprig(460, 3, TEAL), 1, -4)
        + at(150, 1010, sprig(280, 3, DUSK), 1, 22)
        + at(1390, 990, sprig(300, 3, DUSK, -0.16), 1, -14)
    )


SCENES: dict[str, Scene] = {
    "safe-sleep": safe_sleep,
    "bedtime-routine": bedtime_routine,
    "naps-by-age": naps_by_age,
    "clock-change": clock_change,
    "starting-solids": starting_solids,
    "cup-drinking": cup_drinking,
    "fussy-eaters": fussy_eaters,
    "packed-lunches": packed_lunches,
    "eating-in-pregnancy": eating_in_pregnancy,
    "fever": fever,
    "teething": teething,
    "tummy-bugs": tummy_bugs,
    "colds-and-handwashing": colds,
    "sun-safety": sun_safety,
    "choking": choking,
    "bath-time": bath_time,
    "crawling-home": crawling_home,
    "car-seats": car_seats,
    "button-batteries": button_batteries,
    "talking-with-babies": talking,
    "tummy-time": tummy_time,
    "messy-play": messy_play,
    "screens": screens,
    "reading-together": reading_together,
    "low-mood-after-birth": low_mood,
    "new-sibling": new_sibling,
    "tantrums": tantrums,
    "starting-school": starting_school,
    "birth-bag": birth_bag,
    "summer-heat": summer_heat,
    "potty-training": potty_training,
    "winter-coats": winter_coats,
    "house-style": house_style,
    "inline-cot-layout": cot_layout,
    "inline-first-foods": first_foods,
    "inline-handwash": handwash,
    "inline-bath-thermometer": bath_thermometer_scene,
    "home": home,
    "second-site": second_site,
    "what-worked": what_worked,
}
