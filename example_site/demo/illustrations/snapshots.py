"""The small pictures beside bloggers' links: 660 x 440, drawn on the sheet of the scenes.

Each composition is drawn in some looks, so that a table with sixty links needs two dozen of them.
"""

# ruff: noqa: E501 - path data reads best unbroken

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    carrot,
    cast,
    cloud,
    coat,
    cup,
    disc,
    duck,
    five_star,
    floor,
    folded,
    ground,
    hand,
    hand_print,
    hanger,
    leaf,
    moon,
    paint_pot,
    paper_boat,
    pear,
    pencil,
    pendant,
    potted,
    pram,
    roofs,
    satchel,
    saucepan,
    shoe,
    spoon,
    sprig,
    stars,
    steam,
    sun,
    sun_hat,
    sunflower,
    table_lamp,
    train,
    tumbler,
    waves,
    window,
)
from .svg import at, box, circle, corners, faint, flat, form, line, oval, poly, within


@dataclass(frozen=True)
class Look:
    """The colours of one drawing: behind, a disc behind the things, below, and of the things."""

    wall: str
    disc: str
    floor: str
    first: str
    second: str
    third: str

    @property
    def is_dark(self) -> bool:
        return self.wall in (DUSK, NIGHT, TEAL, PINE)


MORNING = Look(BLUSH, GLOW, TEAL, TERRA, DUSK, LIGHT)
NOON = Look(MIST, GLOW, BLUSH, TERRA, TEAL, LIGHT)
OATS = Look(LINEN, MIST, DUSK, CLAY, TERRA, LIGHT)
GARDEN = Look(SAGE, GLOW, LINEN, TEAL, TERRA, LIGHT)
DUSKY = Look(PINE, MIST, NIGHT, TERRA, BLUSH, GLOW)
EVENING = Look(DUSK, NIGHT, ROSE, TERRA, BLUSH, LIGHT)
LAMPLIT = Look(TEAL, DUSK, CLAY, LIGHT, BLUSH, TERRA)
ROSY = Look(ROSE, BLUSH, PINE, TEAL, RUST, LIGHT)

Composition = Callable[[Look], str]


def _stage(look: Look, level: float = 760, x: float = 750, y: float = 430, r: float = 390) -> str:
    return (
        ground(look.wall, "br", 0.45)
        + disc(x, y, r, look.disc, "br", 0.35)
        + floor(level, look.floor)
    )


def _shade(look: Look, x: float, y: float, w: float, h: float = 40) -> str:
    return cast(x, y, w, h, deeper(look.floor), 0.6)


def _wisps(x: float, y: float, height: float, look: Look) -> str:
    color = PAPER if look.is_dark else mix(look.wall, PAPER, 0.75)
    return at(x - 34, y, steam(height, color, 14)) + at(
        x + 34, y - 8, steam(height * 0.85, color, 14)
    )


def tea(look: Look) -> str:
    return (
        _stage(look)
        + _shade(look, 560, 900, 380)
        + at(560, 900, book(460, 84, look.second))
        + at(575, 816, cup(300, look.first, RUST))
        + _wisps(570, 560, 200, look)
        + _shade(look, 1080, 900, 330)
        + at(
            1090, 900, potted(look.second, look.first if look.first in (TEAL, DUSK) else PINE), 1.05
        )
    )


def soup(look: Look) -> str:
    return (
        _stage(look)
        + _shade(look, 760, 900, 560, 56)
        + at(750, 900, bowl_back(620, look.first))
        + flat(oval(750, 648, 280, 42), look.third)
        + "".join(
            flat(circle(x, y, 15), PINE)
            for x, y in ((640, 640), (720, 660), (820, 640), (880, 655))
        )
        + at(750, 900, bowl(620, look.first))
        + _wisps(750, 590, 230, look)
        + at(1130, 915, apple(84, look.second if look.second in (TEAL, RUST) else TERRA), 0.9)
        + at(150, 900, spoon(420, SAND), 1, 62)
    )


def reading(look: Look) -> str:
    return (
        _stage(look, 780)
        + at(1190, 800, table_lamp(look.first, INK), 1.4)
        + _shade(look, 560, 905, 620, 50)
        + at(560, 905, book(620, 92, look.second))
        + at(600, 813, book(540, 80, look.third))
        + at(540, 733, book(580, 86, look.first))
        + at(570, 647, book(470, 70, PAPER if look.second != PAPER else SAND))
        + at(560, 577, leaf(170, PINE), 1, -38)
    )


def tower(look: Look) -> str:
    return (
        _stage(look)
        + _shade(look, 760, 900, 560)
        + at(600, 900, block(230, look.first, five_star(60, PAPER)))
        + at(880, 900, block(230, look.second, moon(52, GLOW)))
        + at(740, 668, block(230, look.third, at(0, 62, leaf(128, PINE))))
        + at(745, 436, block(200, look.second, disc(0, 0, 46, PAPER)))
        + at(1190, 905, block(180, look.third, disc(0, 0, 40, TERRA)), 1, 14)
        + _shade(look, 330, 905, 170, 30)
        + at(
            320,
            830,
            form(circle(0, 0, 78), look.first, "br", 0.6)
            + within(circle(0, 0, 78), line("M-90 -10Q0 40 90 -10", PAPER, 20, "butt")),
        )
    )


def puddles(look: Look) -> str:
    drops = "".join(
        line(f"M{x} {y}l-22 74", PAPER, 9, opacity=0.75)
        for x, y in (
            (180, 120),
            (330, 330),
            (520, 90),
            (980, 120),
            (1130, 340),
            (1330, 160),
            (250, 560),
            (1260, 520),
        )
    )
    return (
        _stage(look, 770)
        + drops
        + flat(oval(690, 905, 560, 52), mix(look.floor, PAPER, 0.35))
        + flat(oval(760, 915, 330, 26), mix(look.floor, PAPER, 0.6))
        + at(500, 890, boot(look.first), 1.5)
        + at(720, 905, boot(look.first), 1.5)
        + at(1010, 900, boot(look.third), 1.0)
        + at(1160, 910, boot(look.third), 1.0)
    )


def walk(look: Look) -> str:
    return (
        ground(look.wall, "br", 0.4)
        + at(1180, 260, disc(0, 0, 150, look.third, "br", 0.3))
        + at(330, 260, cloud(330, PAPER))
        + form("M0 640Q400 470 800 600T1500 540V1000H0Z", mix(look.second, PAPER, 0.45), "b", 0.4)
        + form("M0 790Q500 690 900 760T1500 720V1000H0Z", look.floor, "b", 0.5)
        + _shade(look, 760, 925, 620, 46)
        + at(720, 925, pram(look.first, look.second, INK), 1.15)
        + at(150, 990, sprig(430, 3, PINE), 1, 6)
        + at(1370, 985, sprig(340, 3, DUSK, -0.16), 1, -10)
    )


def drawing(look: Look) -> str:
    sheet = box(0, 0, 720, 520, 10)
    drawn = (
        at(170, 170, sun(66, LIGHT, 10))
        + form("M0 420Q220 300 420 380T720 340V520H0Z", SAGE, "b", 0.3)
        + form(poly([(380, 400), (380, 280), (470, 200), (560, 280), (560, 400)]), TERRA, "br", 0.4)
        + flat(box(445, 320, 50, 80), RUST)
    )
    return (
        ground(look.floor if look.is_dark else look.second, "br", 0.5)
        + at(346, 262, faint(flat(sheet, INK), 0.25), 1, -5)
        + at(330, 240, form(sheet, PAPER, "br", 0.3) + within(sheet, drawn), 1, -5)
        + at(1210, 250, pencil(480, look.third), 1, 28)
        + at(1330, 340, pencil(430, look.first), 1, 12)
        + at(240, 910, pencil(360, SAGE), 1, 80)
        + disc(1200, 860, 62, look.third)
    )


def laundry(look: Look) -> str:
    return (
        _stage(look, 790)
        + _shade(look, 540, 910, 560)
        + at(540, 910, folded(560, 4, look.second, look.first, 78))
        + at(560, 598, folded(440, 2, PAPER, look.first, 70))
        + _shade(look, 1120, 910, 360)
        + at(1120, 910, bucket(390, look.first), 1.05)
        + at(1120, 560, faint(bubble(60), 0.9))
        + at(1230, 470, bubble(42))
        + at(1010, 450, bubble(32))
    )


def rain(look: Look) -> str:
    sky = "".join(
        line(f"M{x} {y}l-26 92", PAPER, 7, opacity=0.7)
        for x, y in (
            (90, 60),
            (220, 190),
            (360, 40),
            (470, 230),
            (600, 80),
            (140, 380),
            (420, 440),
            (660, 330),
            (290, 560),
        )
    )
    return (
        ground(look.wall, "br", 0.45)
        + floor(800, look.floor)
        + at(
            390,
            90,
            window(720, 640, mix(PINE, MIST, 0.4) if not look.is_dark else NIGHT, PAPER, sky),
        )
        + _shade(look, 300, 900, 320)
        + at(260, 900, potted(look.first, PINE), 1.25)
        + _shade(look, 1210, 900, 260)
        + at(1220, 900, cup(220, look.second, RUST))
        + _wisps(1225, 680, 150, look)
    )


def boats(look: Look) -> str:
    return (
        ground(look.wall, "br", 0.4)
        + at(1130, 280, disc(0, 0, 170, look.third, "br", 0.3))
        + waves(560, SAGE if look.is_dark else mix(PINE, MIST, 0.5))
        + at(460, 620, paper_boat(460, PAPER), 1, -5)
        + at(1040, 690, paper_boat(340, look.second), 1, 6)
        + waves(720, PINE)
        + at(700, 800, paper_boat(240, look.first), 1, -3)
        + waves(850, TEAL)
    )


def hall(look: Look) -> str:
    mat = box(190, 190, 1120, 620, 24)
    return (
        ground(look.floor, "br", 0.5)
        + flat(box(206, 214, 1120, 620, 24), INK, 0.25)
        + form(mat, look.wall, "br", 0.4)
        + line(box(240, 240, 1020, 520, 14), look.first, 12)
        + at(450, 500, shoe(430, look.first))
        + at(650, 500, shoe(430, look.first), 1, 4, flip=True)
        + at(900, 540, shoe(300, look.second))
        + at(1050, 530, shoe(300, look.second), 1, -6, flip=True)
        + at(1190, 320, shoe(170, look.third), 1, 40)
    )


def alarm(look: Look) -> str:
    night = at(1180, 270, moon(110)) + stars(9, 12, 950, 80, 460, 380)
    return (
        ground(look.wall, "br", 0.5)
        + (night if look.is_dark else at(1170, 270, sun(120, LIGHT, 12)))
        + disc(620, 480, 400, look.disc, "br", 0.4)
        + floor(790, look.floor)
        + _shade(look, 620, 905, 560, 50)
        + at(620, 600, alarm_clock(290, look.first))
        + _shade(look, 1160, 900, 240)
        + at(1160, 900, tumbler(200, 270, 0.6, PAPER, SAGE))
    )


def snack(look: Look) -> str:
    board = corners(250, 300, 1000, 520, 60, 60, 60, 60)
    return (
        ground(look.floor, "br", 0.45)
        + flat(corners(266, 326, 1000, 520, 60, 60, 60, 60), INK, 0.22)
        + form(board, SAND, "br", 0.45)
        + at(340, 370, bread_half(300, look.second), 1, 4)
        + at(740, 760, bread_half(300, look.second), 1, 178)
        + at(930, 600, apple(120, look.first))
        + at(1110, 760, pear(280, look.third), 1, 8)
        + at(1120, 470, broccoli(180, DUSK, SAGE), 1, 14)
        + at(140, 880, sprig(380, 3, PINE), 1, 20)
    )


def pegs(look: Look) -> str:
    rail = form(box(160, 120, 1180, 56, 16), SAND, "r", 0.4)
    knobs = "".join(form(circle(x, 150, 22), RUST, "br", 0.4) for x in (320, 620, 930, 1200))
    return (
        ground(look.wall, "br", 0.4)
        + floor(840, look.floor)
        + rail
        + knobs
        + at(470, 180, coat(look.first, deeper(look.first)), 1.08)
        + at(930, 160, hanger(240, RUST))
        + at(930, 270, coat(look.third, mix(look.third, PAPER, 0.4)), 0.78)
        + _shade(look, 1210, 920, 260)
        + at(1180, 920, boot(look.second), 1.0)
        + at(1290, 930, boot(look.second), 1.0)
    )


def school(look: Look) -> str:
    return (
        _stage(look)
        + _shade(look, 700, 905, 560)
        + at(680, 905, satchel(look.first), 1.25)
        + at(1200, 900, pencil(460, look.third), 1, -14)
        + at(1080, 905, apple(95, look.second if look.second in (TERRA, RUST) else TERRA))
        + at(280, 880, leaf(190, look.third), 1, -58)
        + at(250, 700, leaf(150, CLAY), 1, -20)
    )


def engine(look: Look) -> str:
    track = line("M-20 872H1520", RUST, 20) + "".join(
        form(box(x, 884, 90, 26, 8), SAND, "r", 0.3) for x in range(20, 1500, 150)
    )
    return (
        ground(look.wall, "br", 0.4)
        + at(330, 300, cloud(340, PAPER))
        + disc(1150, 300, 170, look.disc)
        + form(
            "M0 660Q380 520 760 620T1500 560V1000H0Z", mix(look.second, look.wall, 0.35), "b", 0.4
        )
        + floor(830, look.floor)
        + track
        + at(720, 870, train(), 1.35)
        + at(1010, 400, cloud(190, mix(PAPER, look.wall, 0.3)))
    )


def prints(look: Look) -> str:
    sheet = box(0, 0, 860, 700, 10)
    hands = (
        at(230, 250, hand_print(TERRA), 1.35, -12)
        + at(520, 240, hand_print(DUSK), 1.35, 8)
        + at(330, 530, hand_print(LIGHT), 1.35, 14)
        + at(660, 510, hand_print(PINE), 1.2, -6)
    )
    return (
        ground(look.floor, "br", 0.45)
        + at(196, 146, faint(flat(sheet, INK), 0.22), 1, -3)
        + at(180, 120, form(sheet, PAPER, "br", 0.3) + within(sheet, hands), 1, -3)
        + at(1230, 560, paint_pot(look.first, 250))
        + at(1110, 860, paint_pot(look.third, 250))
        + at(1370, 870, paint_pot(SAGE, 230))
    )


def town(look: Look) -> str:
    back = (DUSK, mix(DUSK, PINE, 0.35), mix(DUSK, TEAL, 0.4))
    front = (mix(NIGHT, INK, 0.4), mix(NIGHT, INK, 0.7), NIGHT)
    return (
        ground(look.wall, "t", 0.5)
        + at(1050, 300, moon(150, GLOW))
        + stars(31, 22, 60, 40, 1380, 420)
        + roofs(5, 1500, 720, back)
        + roofs(12, 1500, 880, front, look.third)
        + form(box(0, 920, 1500, 90), mix(NIGHT, INK, 0.8), "b", 0.3)
    )


def bath(look: Look) -> str:
    return (
        ground(look.wall, "br", 0.4)
        + disc(1080, 330, 210, look.disc)
        + waves(620, mix(SAGE, MIST, 0.5))
        + at(650, 700, duck(520, look.third, TERRA))
        + waves(760, PINE)
        + at(320, 330, bubble(80))
        + at(440, 220, bubble(46))
        + at(230, 500, bubble(38))
        + at(1180, 560, bubble(56))
        + at(1080, 880, paper_boat(230, PAPER), 1, 5)
    )


def seedlings(look: Look) -> str:
    return (
        _stage(look, 800)
        + _shade(look, 380, 910, 260)
        + at(360, 910, potted(look.first, PINE), 1.2)
        + _shade(look, 770, 910, 260)
        + line("M745 700C745 560 750 480 748 380", PINE, 18)
        + at(747, 600, leaf(150, PINE), 1, 64)
        + at(747, 560, leaf(140, DUSK), 1, -66)
        + at(748, 330, sunflower(170))
        + at(
            750,
            910,
            form(poly([(-110, -230), (110, -230), (80, 0), (-80, 0)]), look.second, "br", 0.5),
        )
        + at(750, 910, form(box(-124, -256, 248, 52, 10), mix(look.second, PAPER, 0.2), "r", 0.4))
        + _shade(look, 1170, 910, 260)
        + at(1160, 910, sprig(360, 4, DUSK), 1, 4)
        + at(
            1160,
            910,
            form(poly([(-90, -160), (90, -160), (64, 0), (-64, 0)]), look.third, "br", 0.5),
        )
    )


def pancakes(look: Look) -> str:
    stack = ""
    for number in range(5):
        y = 840 - number * 58
        shift = (0, 14, -12, 8, -6)[number]
        stack += form(oval(750 + shift, y, 330 - number * 8, 66), CLAY, "b", 0.5)
        stack += form(
            oval(750 + shift, y - 16, 326 - number * 8, 60), mix(LIGHT, PAPER, 0.25), "br", 0.4
        )
    return (
        _stage(look, 770)
        + flat(oval(760, 900, 520, 54), deeper(look.floor), 0.7)
        + form(oval(750, 880, 500, 62), PAPER, "br", 0.4)
        + stack
        + form(
            "M560 590C600 560 900 560 950 596C970 640 920 640 916 700C900 730 880 700 880 664C800 690 700 690 640 660C630 700 600 700 598 656C560 640 540 620 560 590Z",
            look.first,
            "br",
            0.4,
        )
        + at(745, 596, form(box(-62, -64, 124, 74, 14), GLOW, "br", 0.5))
        + _wisps(750, 470, 180, look)
    )


def stove(look: Look) -> str:
    return (
        _stage(look, 800)
        + at(750, 0, pendant(230, 380, look.third))
        + _shade(look, 640, 910, 520)
        + at(640, 910, saucepan(520, look.first))
        + _wisps(600, 560, 220, look)
        + at(1200, 905, broccoli(230, DUSK, SAGE), 1, 16)
        + at(1060, 905, carrot(260), 1, 76)
        + at(250, 905, apple(90, look.second))
    )


def fort(look: Look) -> str:
    return (
        ground(look.wall, "br", 0.5)
        + stars(17, 14, 80, 60, 1340, 260, GLOW if look.is_dark else look.third)
        + floor(820, look.floor)
        + flat(poly([(540, 900), (750, 420), (980, 900)]), GLOW)
        + flat(poly([(620, 900), (750, 560), (880, 900)]), mix(GLOW, PAPER, 0.5))
        + form(poly([(740, 200), (780, 200), (600, 920), (180, 920)]), look.first, "bl", 0.5)
        + form(poly([(740, 200), (780, 200), (1320, 920), (900, 920)]), look.second, "br", 0.5)
        + line("M744 210L330 915M760 220L450 915", mix(look.first, PAPER, 0.35), 14)
        + line("M776 210L1170 915M766 220L1050 915", mix(look.second, PAPER, 0.35), 14)
        + at(750, 916, book(190, 44, TERRA))
        + form(circle(760, 190, 30), look.third, "br", 0.4)
    )


def fridge(look: Look) -> str:
    def note(x: float, y: float, w: float, h: float, turn: float, magnet: str, rows: int) -> str:
        words = "".join(
            line(f"M40 {110 + row * 62}H{w - (50 if row % 2 else 110)}", SAND, 16)
            for row in range(rows)
        )
        return at(
            x,
            y,
            faint(at(12, 16, flat(box(0, 0, w, h, 8), INK)), 0.18)
            + form(box(0, 0, w, h, 8), PAPER, "br", 0.3)
            + words
            + form(circle(w / 2, 34, 30), magnet, "br", 0.6),
            1,
            turn,
        )

    return (
        ground(look.wall, "br", 0.4)
        + form(box(110, -40, 1180, 1100, 50), mix(look.wall, PAPER, 0.45), "br", 0.4)
        + form(box(1160, 220, 44, 480, 20), look.second, "br", 0.5)
        + note(240, 140, 380, 470, -3, look.first, 5)
        + note(700, 220, 360, 300, 4, look.third, 3)
        + note(640, 590, 400, 320, -2, look.second, 3)
        + at(400, 800, five_star(80, look.third), 1, 10)
    )


def shadows(look: Look) -> str:
    return (
        ground(look.wall, "r", 0.5)
        + beam([(330, 560), (1500, 60), (1500, 940)], GLOW, 0.6)
        + disc(1130, 480, 330, mix(GLOW, PAPER, 0.4), "br", 0.2)
        + at(1130, 660, hand(mix(look.wall, INK, 0.3), mix(look.wall, INK, 0.3)), 0.95, -14)
        + floor(860, look.floor)
        + at(260, 880, table_lamp(look.first, INK), 1.35)
        + at(690, 900, hand(CLAY, look.second), 0.75, 10)
    )


def away(look: Look) -> str:
    filling = (
        at(-150, -300, folded(230, 3, BLUSH, TERRA, 54))
        + at(70, -310, book(220, 50, look.third))
        + at(180, -330, duck(150))
    )
    return (
        _stage(look)
        + _shade(look, 700, 905, 660, 50)
        + at(690, 905, bag(700, look.first, look.second, filling), 1.05)
        + at(1230, 905, sun_hat(400, BLUSH, look.second), 0.95)
    )


#: Which composition is drawn in which looks: ``tea-1``, ``tea-2`` …
_DRAWN: dict[Composition, tuple[Look, ...]] = {
    tea: (MORNING, DUSKY, OATS),
    soup: (NOON, LAMPLIT, ROSY),
    reading: (EVENING, NOON, OATS),
    tower: (NOON, MORNING),
    puddles: (OATS, DUSKY),
    walk: (NOON, MORNING, ROSY),
    drawing: (MORNING, LAMPLIT),
    laundry: (NOON, GARDEN, ROSY),
    rain: (MORNING, EVENING),
    boats: (NOON, OATS),
    hall: (MORNING, NOON),
    alarm: (EVENING, MORNING, GARDEN),
    snack: (MORNING, NOON, LAMPLIT),
    pegs: (NOON, OATS),
    school: (MORNING, GARDEN),
    engine: (NOON, OATS),
    prints: (LAMPLIT, NOON),
    town: (EVENING, LAMPLIT),
    bath: (NOON, MORNING),
    seedlings: (NOON, MORNING),
    pancakes: (OATS, DUSKY),
    stove: (MORNING, GARDEN, ROSY),
    fort: (EVENING, OATS, LAMPLIT),
    fridge: (NOON, MORNING, GARDEN),
    shadows: (EVENING, LAMPLIT),
    away: (NOON, OATS, GARDEN),
}


def _drawn(composition: Composition, look: Look) -> Callable[[], str]:
    return lambda: composition(look)


SNAPSHOTS: dict[str, Callable[[], str]] = {
    f"{composition.__name__}-{number}": _drawn(composition, look)
    for composition, looks in _DRAWN.items()
    for number, look in enumerate(looks, start=1)
}
