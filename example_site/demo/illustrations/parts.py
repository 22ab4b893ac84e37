"""The things in the pictures, one function each.

A part is drawn about its own origin: things that stand have it at the middle of their foot,
the others at their centre. ``at`` puts them into a scene.
"""

# ruff: noqa: E501 - path data reads best unbroken

from __future__ import annotations

import math
import random

from .palette import (
    BLUSH,
    CLAY,
    DUSK,
    GLOW,
    INK,
    LIGHT,
    LINEN,
    MIST,
    PAPER,
    PINE,
    RUST,
    SAGE,
    SAND,
    TEAL,
    TERRA,
    deeper,
    mix,
)
from .svg import (
    Point,
    arch,
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

# --- grounds and light --------------------------------------------------------------------


def ground(fill: str, to: str = "br", amount: float = 0.4, w: int = 1500, h: int = 1000) -> str:
    """The whole sheet in one colour, a little darker to one side."""
    return form(box(0, 0, w, h), fill, to, amount, 0.35, strength=0.4)


def floor(y: float, fill: str, amount: float = 0.35) -> str:
    """Everything below a line: a table, a floor."""
    return form(box(0, y, 1500, 1000 - y), fill, "b", amount, 0.3, strength=0.45)


def disc(cx: float, cy: float, r: float, fill: str, to: str = "br", amount: float = 0.5) -> str:
    return form(circle(cx, cy, r), fill, to, amount, 0.5, strength=0.5)


def cast(cx: float, cy: float, w: float, h: float, color: str, opacity: float = 0.5) -> str:
    """A shadow on a table, drawn out to the right."""
    return flat(oval(cx + w * 0.12, cy, w / 2, h / 2), color, opacity)


def beam(points: list[Point], color: str = GLOW, opacity: float = 0.35) -> str:
    """A plane of light."""
    return flat(poly(points), color, opacity)


# --- sky ----------------------------------------------------------------------------------


def moon(r: float, fill: str = GLOW, turn: float = -28) -> str:
    """A crescent, open to the right."""
    t = math.radians(62)
    x, y = r * math.cos(t), r * math.sin(t)
    inner = r * 0.93
    d = (
        f"M{n(x)} {n(-y)}A{n(r)} {n(r)} 0 1 0 {n(x)} {n(y)}"
        f"A{n(inner)} {n(inner)} 0 0 1 {n(x)} {n(-y)}Z"
    )
    return f'<g transform="rotate({n(turn)})">{form(d, fill, "bl", 0.6, 0.4)}</g>'


def sun(r: float, fill: str = LIGHT, rays: int = 0) -> str:
    out = ""
    for (x1, y1), (x2, y2) in zip(
        around(0, 0, r * 1.25, rays or 1, 9), around(0, 0, r * 1.5, rays or 1, 9), strict=True
    ):
        if rays:
            out += line(f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}", fill, r * 0.11)
    return out + form(circle(0, 0, r), fill, "br", 0.5)


def star(r: float, fill: str = GLOW) -> str:
    """A four-pointed star with hollow sides."""
    k = r * 0.16
    d = (
        f"M0 {n(-r)}Q{n(k)} {n(-k)} {n(r)} 0Q{n(k)} {n(k)} 0 {n(r)}"
        f"Q{n(-k)} {n(k)} {n(-r)} 0Q{n(-k)} {n(-k)} 0 {n(-r)}Z"
    )
    return flat(d, fill)


def five_star(r: float, fill: str = LIGHT) -> str:
    """A soft five-pointed star."""
    points: list[Point] = []
    for a, b in zip(around(0, 0, r, 5, -90), around(0, 0, r * 0.5, 5, -54), strict=True):
        points += [a, b]
    return form(poly(points), fill) + line(poly(points), fill, r * 0.16)


def stars(seed: int, count: int, x: float, y: float, w: float, h: float, fill: str = GLOW) -> str:
    """A scatter of small stars, the same every time."""
    rng = random.Random(seed)
    out = ""
    for i in range(count):
        px, py = x + rng.random() * w, y + rng.random() * h
        out += at(px, py, star(16, fill)) if i % 4 == 0 else flat(circle(px, py, 3.6), fill, 0.9)
    return out


def cloud(w: float, fill: str = PAPER, to: str = "b", amount: float = 0.6) -> str:
    """A cloud with a flat foot, centred on its foot."""
    u = w / 10
    d = (
        f"M{n(-4 * u)} 0A{n(1.7 * u)} {n(1.7 * u)} 0 0 1 {n(-3.4 * u)} {n(-3.3 * u)}"
        f"A{n(2.3 * u)} {n(2.3 * u)} 0 0 1 {n(0.6 * u)} {n(-4.6 * u)}"
        f"A{n(2 * u)} {n(2 * u)} 0 0 1 {n(3.4 * u)} {n(-3.1 * u)}"
        f"A{n(1.6 * u)} {n(1.6 * u)} 0 0 1 {n(3.6 * u)} 0Z"
    )
    return form(d, fill, to, amount, 0.35)


def drop(r: float, fill: str = SAGE) -> str:
    """A drop, its tip up, its round belly about the origin."""
    d = (
        f"M0 {n(-2 * r)}C{n(0.35 * r)} {n(-1.25 * r)} {n(r)} {n(-0.75 * r)} {n(r)} 0"
        f"A{n(r)} {n(r)} 0 1 1 {n(-r)} 0C{n(-r)} {n(-0.75 * r)} {n(-0.35 * r)} {n(-1.25 * r)}"
        f" 0 {n(-2 * r)}Z"
    )
    return form(d, fill)


def flake(r: float, color: str = PAPER, width: float = 7) -> str:
    out = ""
    for (x, y), (bx, by) in zip(around(0, 0, r, 6, 30), around(0, 0, r * 0.5, 6, 30), strict=True):
        out += line(f"M0 0L{n(x)} {n(y)}", color, width)
        out += flat(circle(x, y, width * 0.95), color) + flat(circle(bx, by, width * 0.8), color)
    return out + flat(circle(0, 0, width * 1.3), color)


def steam(h: float, color: str = PAPER, width: float = 12, opacity: float = 0.75) -> str:
    """One wisp, rising from the origin."""
    u = h / 4
    d = (
        f"M0 0C{n(-u * 0.9)} {n(-0.7 * u)} {n(-u * 0.6)} {n(-1.3 * u)} 0 {n(-2 * u)}"
        f"S{n(u * 0.7)} {n(-3.4 * u)} {n(-u * 0.1)} {n(-4 * u)}"
    )
    return line(d, color, width, opacity=opacity)


# --- leaves -------------------------------------------------------------------------------


def leaf(length: float, fill: str = DUSK, width: float = 0.36) -> str:
    """A leaf growing up from the origin, one half in shade."""
    w, h = length * width, length
    left = f"M0 0C{n(-w)} {n(-h * 0.25)} {n(-w * 0.9)} {n(-h * 0.72)} 0 {n(-h)}Z"
    right = f"M0 0C{n(w)} {n(-h * 0.25)} {n(w * 0.9)} {n(-h * 0.72)} 0 {n(-h)}Z"
    dark = mix(fill, deeper(fill), 0.55)
    return (
        form(left, fill, "b", 0.5)
        + form(right, dark, "b", 0.5)
        + line(f"M0 {n(length * 0.12)}V{n(-h * 0.82)}", dark, max(3, length * 0.022))
    )


def sprig(length: float, pairs: int = 3, fill: str = DUSK, bend: float = 0.18) -> str:
    """A stem with leaves on both sides, growing up from the origin."""
    ctrl, tip = (length * bend * 1.6, -length * 0.5), (length * bend, -length)
    dark = mix(fill, deeper(fill), 0.5)
    out = line(
        f"M0 0Q{n(ctrl[0])} {n(ctrl[1])} {n(tip[0])} {n(tip[1])}", dark, max(4, length * 0.02)
    )
    size = length * 0.42
    for i in range(pairs):
        t = 0.22 + 0.62 * i / max(1, pairs)
        x = 2 * (1 - t) * t * ctrl[0] + t * t * tip[0]
        y = 2 * (1 - t) * t * ctrl[1] + t * t * tip[1]
        s = 1 - 0.16 * i
        out += at(x, y, leaf(size, fill), s, -58) + at(
            x, y - length * 0.05, leaf(size, fill), s, 62
        )
    return out + at(tip[0], tip[1] + size * 0.15, leaf(size, fill), 0.8, bend * 60)


def potted(fill: str = TERRA, leaves: str = DUSK) -> str:
    """A plant in a pot, about 420 high."""
    out = ""
    for turn, size in ((-52, 210), (52, 200), (-26, 270), (28, 260), (0, 310)):
        out += at(0, -150, leaf(size, leaves, 0.3), 1, turn)
    return (
        out
        + form(poly([(-88, -150), (88, -150), (66, 0), (-66, 0)]), fill, "r")
        + form(box(-100, -182, 200, 46, 8), mix(fill, PAPER, 0.14), "r")
    )


# --- rooms --------------------------------------------------------------------------------


def window(
    w: float, h: float, sky: str, frame: str = PAPER, inside: str = "", round_top: bool = False
) -> str:
    """A window from its upper left corner; ``inside`` is drawn on the sky."""
    f = 22.0
    outer = arch(0, 0, w, h) if round_top else box(0, 0, w, h, 4)
    glass = arch(f, f, w - 2 * f, h - 2 * f) if round_top else box(f, f, w - 2 * f, h - 2 * f)
    bar = 14.0
    return (
        form(outer, frame, "br", 0.5)
        + within(glass, form(box(0, 0, w, h), sky, "t", 0.6, 0.3) + inside)
        + form(box(w / 2 - bar / 2, f, bar, h - 2 * f), frame, "b", 0.3)
        + form(box(f, h * 0.46, w - 2 * f, bar), frame, "r", 0.3)
        + form(box(-30, h - 8, w + 60, 30, 4), frame, "r", 0.6)
    )


def curtain(w: float, h: float, fill: str, folds: int = 5, sway: float = 0) -> str:
    """A hanging curtain from its upper left corner; ``sway`` draws its foot aside."""
    out = ""
    dark = mix(fill, deeper(fill), 0.4)
    step = w / folds
    for i in range(folds):
        x0, x1 = i * step, (i + 1) * step
        k = sway * (1 - (i + 0.5) / folds)
        k1 = sway * (1 - (i + 1.5) / folds)
        d = (
            f"M{n(x0)} 0H{n(x1 + 1)}C{n(x1)} {n(h * 0.5)} {n(x1 + k1)} {n(h * 0.7)} {n(x1 + k1 + 1)} {n(h)}"
            f"Q{n((x0 + x1) / 2 + k)} {n(h + 22)} {n(x0 + k)} {n(h)}"
            f"C{n(x0 + k)} {n(h * 0.7)} {n(x0)} {n(h * 0.5)} {n(x0)} 0Z"
        )
        out += form(d, fill if i % 2 == 0 else dark, "r", 0.6, 0.3)
    return out


def pendant(drop_to: float, w: float = 300, fill: str = TERRA) -> str:
    """A hanging lamp; the origin is the ceiling, ``drop_to`` the rim of the shade."""
    h = w * 0.44
    d = (
        f"M{n(-w / 2)} {n(drop_to)}C{n(-w / 2)} {n(drop_to - h * 0.8)} {n(-w * 0.2)}"
        f" {n(drop_to - h)} 0 {n(drop_to - h)}S{n(w / 2)} {n(drop_to - h * 0.8)} {n(w / 2)} {n(drop_to)}Z"
    )
    return (
        line(f"M0 -20V{n(drop_to - h)}", INK, 7)
        + flat(box(-16, drop_to - h - 26, 32, 34, 8), INK)
        + form(circle(0, drop_to - 4, w * 0.13), GLOW, "b", 0.3)
        + form(d, fill, "br", 0.7)
    )


def table_lamp(fill: str = TERRA, base: str = INK, lit: bool = True) -> str:
    """A lamp standing on the origin, 380 high."""
    shade = poly([(-78, -380), (78, -380), (140, -190), (-140, -190)])
    return (
        form(box(-9, -210, 18, 190), base, "r")
        + form(smooth([(-70, 0), (-70, -90), (70, -90), (70, 0)]), base, "r")
        + flat(box(-62, -14, 124, 14, 6), base)
        + (flat(oval(0, -190, 140, 16), GLOW) if lit else "")
        + form(shade, fill, "r", 0.6)
    )


def cot(w: float = 620, h: float = 400, wood: str = PAPER, sheet: str = MIST) -> str:
    """An empty cot from the side: bars, a flat firm mattress, nothing else."""
    back = mix(wood, deeper(wood), 0.6)
    left = -w / 2
    out = ""
    bars = 11
    for i in range(1, bars):
        out += flat(box(left + w * i / bars - 4, -h + 30, 9, h - 110), back)
    out += form(box(left + 8, -190, w - 16, 62, 12), sheet, "b", 0.6)
    for i in range(1, bars):
        out += form(box(left + w * i / bars - 20, -h + 22, 16, h - 100, 6), wood, "b", 0.4)
    out += form(box(left, -h, w, 34, 14), wood, "r", 0.4)
    out += form(box(left, -118, w, 44, 10), wood, "r", 0.55)
    for x in (left - 22, left + w - 18):
        out += form(box(x, -h - 52, 40, h + 52, 16), wood, "br", 0.6)
        out += form(circle(x + 20, -h - 66, 27), wood, "br", 0.5)
    return out


def chair(fill: str = TERRA, seat: str = CLAY) -> str:
    """A wide armchair standing on the origin, 520 high and wide."""
    wing = mix(fill, deeper(fill), 0.25)
    return (
        "".join(line(f"M{x} -60L{x + k} -4", INK, 20) for x, k in ((-190, -22), (190, 22)))
        + form(corners(-205, -530, 410, 460, 150, 150, 20, 20), fill, "br", 0.6)
        + form(box(-175, -250, 350, 90, 34), seat, "br", 0.6)
        + form(box(-215, -180, 430, 130, 24), fill, "b", 0.6)
        + form(corners(-270, -300, 110, 250, 55, 55, 24, 24), wing, "b", 0.6)
        + form(corners(160, -300, 110, 250, 55, 55, 24, 24), wing, "b", 0.7)
    )


def stool(w: float = 220, h: float = 230, wood: str = SAND) -> str:
    return "".join(
        form(
            poly([(s * w * 0.28, -h), (s * w * 0.36, -h), (s * w * 0.44, 0), (s * w * 0.37, 0)]),
            deeper(wood),
            "b",
        )
        for s in (-1, 1)
    ) + form(box(-w / 2, -h - 6, w, 34, 14), wood, "r")


def roofs(seed: int, w: float, base: float, colors: tuple[str, ...], lit: str = LIGHT) -> str:
    """A row of town houses standing on ``base``, some windows lit."""
    rng = random.Random(seed)
    x, out, i = -30.0, "", 0
    while x < w:
        bw, bh = rng.randint(110, 190), rng.randint(110, 250)
        fill = colors[i % len(colors)]
        top = base - bh
        if i % 3 == 1:
            out += form(box(x, top, bw, bh + 40), fill, "r", 0.4)
            out += flat(box(x + bw * 0.65, top - 44, 26, 50), fill)
        else:
            out += form(
                poly(
                    [
                        (x, top),
                        (x + bw / 2, top - bw * 0.42),
                        (x + bw, top),
                        (x + bw, base + 40),
                        (x, base + 40),
                    ]
                ),
                fill,
                "r",
                0.4,
            )
            out += flat(box(x + bw * 0.7, top - bw * 0.36, 24, 60), fill)
        for row in range(bh // 62):
            for col in range(2):
                if rng.random() < 0.34:
                    out += flat(
                        box(x + bw * (0.22 + 0.36 * col), top + 24 + row * 60, 24, 32, 2), lit
                    )
        x += bw - 2
        i += 1
    return out


def pram(fill: str = TERRA, hood: str = TEAL, metal: str = INK) -> str:
    """A pram standing on the origin, about 560 wide and 520 high, its hood to the left."""
    body = "M-230 -300H230C230 -170 140 -120 60 -120H-80C-170 -120 -230 -190 -230 -300Z"
    out = line("M230 -300C275 -330 290 -380 330 -402", metal, 17)
    out += line("M330 -402H372", TERRA if fill != TERRA else RUST, 24)
    out += line("M-130 -120L110 -56M110 -120L-130 -56", metal, 13)
    hood_d = "M0 -300V-520C-140 -520 -232 -430 -232 -300Z"
    out += form(hood_d, hood, "br", 0.6)
    for x, y in ((-88, -505), (-168, -455)):
        out += line(f"M0 -300L{x} {y}", deeper(hood), 6)
    out += form(body, fill, "br", 0.65)
    out += form(box(-244, -318, 488, 34, 14), mix(fill, PAPER, 0.2), "r")
    for x in (-140, 120):
        out += line(circle(x, -62, 54), metal, 16)
        for a, b in around(x, -62, 46, 6, 15):
            out += line(f"M{x} -62L{n(a)} {n(b)}", metal, 4)
        out += flat(circle(x, -62, 15), LIGHT)
    return out


# --- at the table -------------------------------------------------------------------------


def bowl(w: float = 460, fill: str = TEAL, band: str | None = PAPER) -> str:
    """A bowl from the side, its rim an oval; ``bowl_back`` lies behind the food."""
    h = w * 0.42
    d = (
        f"M{n(-w / 2)} {n(-h)}C{n(-w / 2)} {n(-h * 0.35)} {n(-w * 0.3)} {n(-18)} {n(-w * 0.2)} -18"
        f"V0H{n(w * 0.2)}V-18C{n(w * 0.3)} -18 {n(w / 2)} {n(-h * 0.35)} {n(w / 2)} {n(-h)}"
        f"A{n(w / 2)} {n(w * 0.085)} 0 0 1 {n(-w / 2)} {n(-h)}Z"
    )
    out = form(d, fill, "br", 0.7)
    if band:
        stripe = f"M{n(-w * 0.6)} {n(-h * 0.62)}Q0 {n(-h * 0.34)} {n(w * 0.6)} {n(-h * 0.62)}"
        out += within(d, line(stripe, band, w * 0.035, "butt"))
    return out


def bowl_back(w: float = 460, fill: str = TEAL) -> str:
    """The inside of the bowl, seen over its rim."""
    return form(oval(0, -w * 0.42, w / 2, w * 0.085), deeper(fill), "l", 0.4)


def spoon(length: float = 420, fill: str = SAND, head: float = 0.24) -> str:
    """A spoon standing upright: the head up, the handle's end on the origin."""
    r = length * head / 2
    grip = max(10, length * 0.036)
    cup = oval(0, -length + r * 1.3, r, r * 1.32)
    hollow = oval(-r * 0.08, -length + r * 1.26, r * 0.7, r * 0.98)
    handle = (
        f"M{n(-grip * 0.55)} {n(-length + r * 2.2)}L{n(-grip)} {n(-grip)}"
        f"A{n(grip)} {n(grip)} 0 0 0 {n(grip)} {n(-grip)}L{n(grip * 0.55)} {n(-length + r * 2.2)}Z"
    )
    return (
        form(handle, fill, "r", 0.5)
        + form(cup, fill, "br", 0.4)
        + form(hollow, mix(fill, deeper(fill), 0.5), "tl", 0.6)
    )


def fork(length: float = 420, fill: str = SAND) -> str:
    grip = max(10, length * 0.034)
    w = length * 0.075
    out = form(
        f"M{n(-grip * 0.5)} {n(-length * 0.6)}L{n(-grip)} {n(-grip)}"
        f"A{n(grip)} {n(grip)} 0 0 0 {n(grip)} {n(-grip)}L{n(grip * 0.5)} {n(-length * 0.6)}Z",
        fill,
        "r",
        0.5,
    )
    out += form(corners(-w, -length * 0.76, 2 * w, length * 0.19, 4, 4, w, w), fill, "r", 0.4)
    for i in (-1, 0, 1):
        out += form(
            box(i * w * 0.78 - w * 0.22, -length, w * 0.44, length * 0.28, w * 0.22), fill, "b", 0.3
        )
    return out


def knife(length: float = 420, blade: str = MIST, handle: str = INK) -> str:
    w = length * 0.09
    return form(
        f"M0 {n(-length * 0.42)}H{n(w)}V{n(-length * 0.85)}Q{n(w)} {n(-length)} 0 {n(-length)}Z",
        blade,
        "br",
        0.5,
    ) + form(box(-w * 0.12, -length * 0.44, w * 1.1, length * 0.44, w * 0.5), handle, "r", 0.5)


def cup(w: float = 190, fill: str = PAPER, drink: str | None = None, handle: bool = True) -> str:
    """A cup from the side, its foot on the origin."""
    h = w * 0.86
    out = ""
    if handle:
        out += line(
            f"M{n(w * 0.46)} {n(-h * 0.78)}C{n(w * 0.86)} {n(-h * 0.86)} {n(w * 0.86)} {n(-h * 0.2)}"
            f" {n(w * 0.38)} {n(-h * 0.26)}",
            fill,
            w * 0.095,
        )
    d = (
        f"M{n(-w / 2)} {n(-h)}C{n(-w / 2)} {n(-h * 0.3)} {n(-w * 0.36)} 0 {n(-w * 0.22)} 0"
        f"H{n(w * 0.22)}C{n(w * 0.36)} 0 {n(w / 2)} {n(-h * 0.3)} {n(w / 2)} {n(-h)}Z"
    )
    return (
        out
        + form(d, fill, "br", 0.7)
        + form(oval(0, -h, w / 2, w * 0.1), mix(fill, deeper(fill), 0.55), "l", 0.4)
        + (flat(oval(0, -h + w * 0.025, w * 0.42, w * 0.066), drink) if drink else "")
    )


def tumbler(
    w: float = 170, h: float = 240, level: float = 0.62, glass: str = PAPER, water: str = SAGE
) -> str:
    """A glass of water on the origin."""
    k = w * 0.1
    outer: list[Point] = [(-w / 2, -h), (w / 2, -h), (w / 2 - k, 0), (-w / 2 + k, 0)]
    y = -14 - (h - 30) * level
    t = -y / h
    half = (w / 2 - k) + k * t - 12
    return (
        faint(flat(poly(outer), glass), 0.55)
        + form(
            poly([(-half, y), (half, y), (w / 2 - k - 12, -14), (-w / 2 + k + 12, -14)]),
            water,
            "r",
            0.6,
        )
        + flat(oval(0, y, half, w * 0.075), mix(water, PAPER, 0.5))
        + line(poly(outer), glass, 7)
        + line(
            f"M{n(-w / 2 + 26)} {n(-h + 34)}L{n(-w / 2 + 36)} {n(-h * 0.42)}", PAPER, 9, opacity=0.8
        )
    )


def saucepan(w: float = 300, fill: str = TEAL) -> str:
    h = w * 0.56
    return (
        form(box(w * 0.45, -h * 0.86, w * 0.66, h * 0.16, h * 0.08), INK, "r", 0.4)
        + form(corners(-w / 2, -h, w, h, 6, 6, 40, 40), fill, "br", 0.7)
        + form(box(-w / 2 - 10, -h - 8, w + 20, 26, 13), mix(fill, PAPER, 0.22), "r", 0.5)
    )


def broccoli(size: float = 200, fill: str = DUSK, stem: str = SAGE) -> str:
    """A floret on its stem, the foot on the origin."""
    u = size / 10
    out = form(
        f"M{n(-1 * u)} 0C{n(-0.9 * u)} {n(-3 * u)} {n(-2.6 * u)} {n(-4 * u)} {n(-3.4 * u)} {n(-5 * u)}"
        f"H{n(3.4 * u)}C{n(2.6 * u)} {n(-4 * u)} {n(0.9 * u)} {n(-3 * u)} {n(1 * u)} 0Z",
        stem,
        "r",
    )
    for x, y, r in (
        (-3.1, -5.7, 1.9),
        (3.1, -5.7, 1.9),
        (-1.7, -7.7, 2.1),
        (1.8, -7.7, 2.1),
        (0, -6, 2.3),
    ):
        out += form(circle(x * u, y * u, r * u), fill, "br", 0.6)
    return out


def carrot(length: float = 300, fill: str = TERRA, tops: str = DUSK) -> str:
    """A carrot lying along the vertical, its tip on the origin, leaves up."""
    w = length * 0.15
    out = ""
    for turn in (-26, 24, 0):
        out += at(0, -length + 8, leaf(length * 0.38, tops, 0.26), 1, turn)
    d = (
        f"M0 0C{n(-w * 0.5)} {n(-length * 0.3)} {n(-w)} {n(-length * 0.7)} {n(-w)} {n(-length * 0.88)}"
        f"Q{n(-w)} {n(-length)} 0 {n(-length)}Q{n(w)} {n(-length)} {n(w)} {n(-length * 0.88)}"
        f"C{n(w)} {n(-length * 0.7)} {n(w * 0.5)} {n(-length * 0.3)} 0 0Z"
    )
    out += form(d, fill, "r", 0.65)
    for t, s in ((0.78, -1), (0.62, 1), (0.46, -1)):
        out += line(
            f"M{n(s * w * 0.15)} {n(-length * t)}H{n(s * w * 0.66)}", deeper(fill), 5, opacity=0.6
        )
    return out


def pear(h: float = 230, fill: str = LIGHT) -> str:
    u = h / 10
    d = (
        f"M0 {n(-9 * u)}C{n(1.7 * u)} {n(-9 * u)} {n(1.7 * u)} {n(-6.4 * u)} {n(2.6 * u)} {n(-5 * u)}"
        f"C{n(4.6 * u)} {n(-2 * u)} {n(3 * u)} 0 0 0C{n(-3 * u)} 0 {n(-4.6 * u)} {n(-2 * u)}"
        f" {n(-2.6 * u)} {n(-5 * u)}C{n(-1.7 * u)} {n(-6.4 * u)} {n(-1.7 * u)} {n(-9 * u)} 0 {n(-9 * u)}Z"
    )
    return form(d, fill, "br", 0.6) + line(
        f"M0 {n(-9 * u)}Q{n(0.2 * u)} {n(-10.2 * u)} {n(1 * u)} {n(-10.8 * u)}", INK, 8
    )


def apple(r: float = 90, fill: str = TERRA) -> str:
    d = (
        f"M0 {n(-r * 1.62)}C{n(r * 0.5)} {n(-r * 2)} {n(r * 1.15)} {n(-r * 1.65)} {n(r * 1.1)} {n(-r * 0.95)}"
        f"C{n(r * 1.05)} {n(-r * 0.3)} {n(r * 0.5)} {n(r * 0.12)} 0 {n(-r * 0.06)}"
        f"C{n(-r * 0.5)} {n(r * 0.12)} {n(-r * 1.05)} {n(-r * 0.3)} {n(-r * 1.1)} {n(-r * 0.95)}"
        f"C{n(-r * 1.15)} {n(-r * 1.65)} {n(-r * 0.5)} {n(-r * 2)} 0 {n(-r * 1.62)}Z"
    )
    return (
        form(d, fill, "br", 0.65)
        + line(
            f"M0 {n(-r * 1.6)}Q{n(r * 0.04)} {n(-r * 1.95)} {n(r * 0.22)} {n(-r * 2.15)}", INK, 8
        )
        + at(r * 0.1, -r * 1.85, leaf(r * 0.7, DUSK), 1, 58)
    )


def grape(w: float = 90, fill: str = DUSK) -> str:
    """A whole grape, lying."""
    return form(oval(0, 0, w / 2, w * 0.37), fill, "br", 0.7) + line(
        f"M{n(-w * 0.26)} {n(-w * 0.16)}Q{n(-w * 0.14)} {n(-w * 0.25)} {n(w * 0.02)} {n(-w * 0.25)}",
        mix(fill, PAPER, 0.6),
        w * 0.055,
    )


def grape_cut(w: float = 170, skin: str = DUSK, flesh: str = SAGE, gap: float = 10) -> str:
    """A grape cut lengthwise: two long pieces, their pale cut faces up."""
    h, k = w * 0.36, w * 0.45
    pale = mix(flesh, GLOW, 0.62)
    out = ""
    for s in (-1, 1):
        side = int(s < 0)
        rind = f"M{n(-w / 2)} 0A{n(w / 2)} {n(h)} 0 0 {side} {n(w / 2)} 0Z"
        face = f"M{n(-k)} 0A{n(k)} {n(h * 0.84)} 0 0 {side} {n(k)} 0Z"
        seed = flat(oval(-w * 0.06, s * h * 0.24, w * 0.07, w * 0.026), flesh)
        piece = form(rind, skin, "br", 0.5) + form(face, pale, "br", 0.6, shade=flesh) + seed
        out += at(0, s * gap / 2, piece)
    return out


def bread_half(size: float = 330, filling: str = PINE) -> str:
    """Half a sandwich from above, cut corner to corner; the right angle at the origin."""
    outer = smooth_corners([(0, 0), (size, 0), (0, size)], 26)
    k = size * 0.08
    inner = smooth_corners([(k, k), (size - k * 2.1, k), (k, size - k * 2.1)], 16)
    cut = line(f"M{n(size - 12)} 14L14 {n(size - 12)}", filling, 20)
    return at(10, 14, cut) + form(outer, CLAY, "br", 0.5) + form(inner, PAPER, "br", 0.45)


def hanger(w: float = 330, fill: str = SAND) -> str:
    """A coat hanger, its hook's top on the origin."""
    return line("M0 70V34C0 10 36 12 34 -14S-26 -40 -26 -10", INK, 9) + line(
        f"M0 70L{n(-w / 2)} 150M0 70L{n(w / 2)} 150", fill, 22
    )


def teether(r: float = 230, fill: str = TERRA, leaves: str = DUSK) -> str:
    """A one-piece teething ring with soft ridges and a leaf to hold, its centre on the origin."""
    out = at(-30, -r - 20, leaf(r * 0.85, leaves, 0.4), 1, -32) + at(
        30, -r - 20, leaf(r * 0.85, leaves, 0.4), 1, 34
    )
    ring = oval(0, 0, r + 46, r + 46) + oval(0, 0, r - 46, r - 46)
    out += f'<g fill-rule="evenodd">{form(ring, fill, "br", 0.65)}</g>'
    for i, (x, y) in enumerate(around(0, 0, r, 24, 0)):
        if 4 <= i <= 20 and i % 2 == 0:
            out += flat(circle(x, y, 15), mix(fill, PAPER, 0.3))
    return out + line(
        f"M{n(-r * 0.92)} {n(-r * 0.5)}A{n(r * 1.05)} {n(r * 1.05)} 0 0 1 {n(-r * 0.5)} {n(-r * 0.92)}",
        mix(fill, PAPER, 0.4),
        14,
    )


def rolled(h: float = 300, w: float = 150, fill: str = LIGHT) -> str:
    """A rolled blanket standing on the origin, its coil on top."""
    r = w / 2
    dark = deeper(fill)
    return (
        form(f"M{n(-r)} {n(-h)}V0H{n(r)}V{n(-h)}Z", fill, "r", 0.7)
        + form(oval(0, -h, r, r * 0.42), mix(fill, PAPER, 0.3), "r", 0.3)
        + line(
            f"M{n(r * 0.7)} {n(-h)}A{n(r * 0.7)} {n(r * 0.27)} 0 1 1 0 {n(-h - r * 0.27)}A{n(r * 0.4)} {n(r * 0.15)} 0 1 1 {n(-r * 0.3)} {n(-h)}",
            dark,
            6,
            opacity=0.8,
        )
    )


# --- bath and bed -------------------------------------------------------------------------


def duck(w: float = 240, fill: str = LIGHT, beak: str = TERRA) -> str:
    """A bath duck on the origin, looking to the right."""
    u = w / 10
    body = (
        f"M{n(-5 * u)} {n(-4.6 * u)}C{n(-4.4 * u)} {n(-3.4 * u)} {n(-3.2 * u)} {n(-3.6 * u)} {n(-1.6 * u)} {n(-3.9 * u)}"
        f"H{n(3.2 * u)}C{n(5.2 * u)} {n(-3.4 * u)} {n(4.6 * u)} 0 {n(1.8 * u)} 0H{n(-1.8 * u)}"
        f"C{n(-4.6 * u)} 0 {n(-5.6 * u)} {n(-2.4 * u)} {n(-5 * u)} {n(-4.6 * u)}Z"
    )
    wing = (
        f"M{n(-2.6 * u)} {n(-2.7 * u)}C{n(-1 * u)} {n(-3.4 * u)} {n(1 * u)} {n(-3.2 * u)} {n(1.6 * u)} {n(-2.6 * u)}"
        f"C{n(1.4 * u)} {n(-0.7 * u)} {n(-2 * u)} {n(-0.7 * u)} {n(-2.6 * u)} {n(-2.7 * u)}Z"
    )
    beak_d = (
        f"M{n(3.6 * u)} {n(-6 * u)}Q{n(5.4 * u)} {n(-6.3 * u)} {n(5.5 * u)} {n(-5.4 * u)}"
        f"Q{n(5.2 * u)} {n(-4.7 * u)} {n(3.5 * u)} {n(-4.9 * u)}Z"
    )
    return (
        form(body, fill, "br", 0.6)
        + form(beak_d, beak, "b", 0.5)
        + form(circle(1.9 * u, -5.5 * u, 2.15 * u), fill, "br", 0.35)
        + form(wing, mix(fill, deeper(fill), 0.45), "b", 0.5)
        + flat(circle(2.6 * u, -6 * u, 0.3 * u), INK)
    )


def toothbrush(length: float = 330, fill: str = TEAL) -> str:
    """Upright, the handle's end on the origin, bristles to the right."""
    return (
        form(box(9, -length + 6, 34, 78, 6), PINE, "r", 0.6)
        + form(
            f"M-11 {n(-length)}H11V{n(-length * 0.55)}L17 {n(-length * 0.4)}V-15A17 17 0 0 1 -17 -15"
            f"V{n(-length * 0.4)}L-11 {n(-length * 0.55)}Z",
            fill,
            "r",
            0.5,
        )
        + flat(circle(0, -length, 11), fill)
    )


def book(w: float = 300, h: float = 58, fill: str = TERRA) -> str:
    """A closed book lying, its spine to the left."""
    return (
        form(corners(-w / 2, -h, w, h, 12, 4, 4, 12), fill, "r", 0.5)
        + form(box(-w / 2 + 26, -h + 11, w - 30, h - 22), PAPER, "r", 0.5)
        + line(f"M{n(-w / 2 + 30)} {n(-h / 2)}H{n(w / 2 - 10)}", SAND, 3)
    )


def open_book(w: float = 620, cover: str = TEAL, page: str = PAPER) -> str:
    """An open book seen from the front and above, its spine's foot on the origin."""
    h = w * 0.46

    def half(s: int, grow: float, drop_by: float) -> str:
        x = s * (w / 2 + grow)
        return (
            f"M0 {n(drop_by)}C{n(s * w * 0.14)} {n(-50 + drop_by)} {n(x * 0.7)} {n(-52 + drop_by)} {n(x)} {n(-20 + drop_by)}"
            f"V{n(-h - 20)}C{n(x * 0.7)} {n(-h - 60)} {n(s * w * 0.14)} {n(-h - 56)} 0 {n(-h)}Z"
        )

    return (
        form(half(-1, 16, 22), cover, "b", 0.5)
        + form(half(1, 16, 22), cover, "b", 0.6)
        + form(half(-1, 0, 8), mix(page, deeper(page), 0.4), "b", 0.4)
        + form(half(1, 0, 8), mix(page, deeper(page), 0.4), "b", 0.4)
        + form(half(-1, -6, 0), page, "r", 0.75)
        + form(half(1, -6, 0), page, "br", 0.5)
    )


def folded(
    w: float = 320, layers: int = 3, fill: str = BLUSH, stripe: str | None = None, each: float = 44
) -> str:
    """A folded blanket or a pile of clothes, its foot on the origin."""
    out = ""
    for i in range(layers):
        y = -each * (i + 1)
        k = (i % 2) * 10
        d = corners(-w / 2 + k, y, w - k * 1.4, each + 1, each * 0.48, 8, 8, each * 0.48)
        out += form(d, fill, "b", 0.6, 0.3)
        if stripe:
            out += within(
                d,
                flat(box(w * 0.2, y, w * 0.07, each + 1), stripe)
                + flat(box(w * 0.32, y, w * 0.03, each + 1), stripe),
            )
        if i:
            out += line(
                f"M{n(-w / 2 + 20)} {n(y + each)}H{n(w / 2 - 16)}", deeper(fill), 3, opacity=0.5
            )
    return out


def sleeping_bag(h: float = 520, fill: str = SAGE, trim: str = PAPER) -> str:
    """A baby's sleeping bag hanging from the origin."""
    u = h / 10
    d = (
        f"M{n(-1.5 * u)} {n(0.2 * u)}Q{n(-1.3 * u)} {n(1.5 * u)} 0 {n(1.6 * u)}Q{n(1.3 * u)} {n(1.5 * u)} {n(1.5 * u)} {n(0.2 * u)}"
        f"L{n(2.4 * u)} {n(0.5 * u)}C{n(1.8 * u)} {n(1.6 * u)} {n(2 * u)} {n(2.4 * u)} {n(2.6 * u)} {n(3 * u)}"
        f"L{n(3.3 * u)} {n(8.4 * u)}C{n(3.4 * u)} {n(9.6 * u)} {n(2.6 * u)} {n(10 * u)} {n(1.8 * u)} {n(10 * u)}"
        f"H{n(-1.8 * u)}C{n(-2.6 * u)} {n(10 * u)} {n(-3.4 * u)} {n(9.6 * u)} {n(-3.3 * u)} {n(8.4 * u)}"
        f"L{n(-2.6 * u)} {n(3 * u)}C{n(-2 * u)} {n(2.4 * u)} {n(-1.8 * u)} {n(1.6 * u)} {n(-2.4 * u)} {n(0.5 * u)}Z"
    )
    dots = "".join(
        at(x * u, y * u, star(u * 0.42, trim))
        for x, y in ((-1.7, 4.2), (1.6, 3.6), (-1.2, 6.6), (1.9, 6.1), (-2, 8.7), (1.3, 8.5))
    )
    return (
        form(d, fill, "br", 0.7)
        + dots
        + line(f"M0 {n(1.6 * u)}V{n(9.4 * u)}", trim, 8)
        + flat(box(-10, 1.7 * u, 20, 34, 8), TERRA)
    )


def tub(w: float = 760, h: float = 300, fill: str = PAPER, foot: str = TERRA) -> str:
    """A bath on the origin with a rolled rim."""
    d = (
        f"M{n(-w / 2)} {n(-h)}H{n(w / 2)}C{n(w / 2)} {n(-h * 0.2)} {n(w * 0.36)} -34 {n(w * 0.24)} -34"
        f"H{n(-w * 0.24)}C{n(-w * 0.36)} -34 {n(-w / 2)} {n(-h * 0.2)} {n(-w / 2)} {n(-h)}Z"
    )
    feet = "".join(
        form(smooth([(x - 40, -70), (x + 40, -70), (x + 30, 0), (x - 30, 0)]), foot, "b")
        for x in (-w * 0.26, w * 0.26)
    )
    return (
        feet
        + form(d, fill, "br", 0.75)
        + form(box(-w / 2 - 34, -h - 26, w + 68, 48, 24), mix(fill, PAPER, 0.3), "r", 0.5)
    )


def tap(fill: str = SAND) -> str:
    """A tap coming from the left wall, its mouth on the origin."""
    d = "M-700 -190H-90C10 -190 42 -110 42 0H-42C-42 -70 -62 -106 -110 -106H-700Z"
    return (
        form(box(-232, -270, 44, 90, 8), deeper(fill), "r", 0.4)
        + form(box(-300, -296, 180, 46, 23), TERRA, "r", 0.5)
        + form(d, fill, "br", 0.65)
        + form(box(-54, -8, 108, 26, 8), mix(fill, deeper(fill), 0.5), "r", 0.5)
    )


def bubble(r: float, fill: str = PAPER, opacity: float = 0.55) -> str:
    return (
        flat(circle(0, 0, r), fill, opacity)
        + line(circle(0, 0, r), fill, max(3, r * 0.07))
        + line(
            f"M{n(-r * 0.62)} {n(-r * 0.1)}A{n(r * 0.63)} {n(r * 0.63)} 0 0 1 {n(-r * 0.1)} {n(-r * 0.62)}",
            PAPER,
            max(4, r * 0.13),
        )
    )


def waves(
    y: float, fill: str, step: float = 150, swing: float = 26, w: float = 1500, shift: float = 0
) -> str:
    """Water from a rippled line down to the edge of the sheet."""
    x = -step * 2 + shift
    d = f"M{n(x)} {n(y)}"
    while x < w + step:
        d += f"q{n(step / 4)} {n(-swing)} {n(step / 2)} 0t{n(step / 2)} 0"
        x += step
    return form(d + f"V1010H{n(-step * 2)}Z", fill, "b", 0.45, 0.2)


# --- hands --------------------------------------------------------------------------------


def hand(skin: str = CLAY, cuff: str = PAPER) -> str:
    """An open hand seen from the back: the wrist at the origin, fingers up, thumb right."""
    out = ""
    for x, tip, lean in ((-66, -330, -26), (-23, -372, -8), (22, -362, 10), (64, -318, 28)):
        out += line(f"M{x} -170L{x + lean} {tip}", skin, 45)
    out += line("M58 -120Q118 -150 146 -212", skin, 50)
    out += form(
        "M-90 -190Q-92 -60 -54 -20V70H56V-20Q86 -50 88 -110V-190Q0 -230 -90 -190Z",
        skin,
        "b",
        0.6,
        0.55,
    )
    for x in (-44, 0, 44):
        out += line(f"M{x} -216L{n(x * 1.12)} -246", deeper(skin), 5, opacity=0.5)
    return out + form(box(-76, 30, 152, 110, 16), cuff, "r", 0.6)


def hand_print(fill: str = TERRA) -> str:
    """A small child's print, about 200 high."""
    out = form(smooth([(-62, 74), (-74, -22), (0, -48), (70, -20), (60, 76)]), fill, "br", 0.3)
    for x, y, turn in ((-58, -70, -22), (-22, -100, -7), (20, -102, 8), (56, -76, 24)):
        out += at(x, y, flat(oval(0, 0, 17, 38), fill), 1, turn)
    return out + at(88, 14, flat(oval(0, 0, 17, 38), fill), 1, 62)


# --- toys ---------------------------------------------------------------------------------


def block(size: float, fill: str, mark: str = "") -> str:
    """A wooden block with a plain shape on its face, standing on the origin."""
    k = size * 0.2
    h = size / 2
    light, dark = mix(fill, PAPER, 0.3), mix(fill, deeper(fill), 0.6)
    return (
        form(
            poly([(-h, -size), (-h + k, -size - k), (h + k, -size - k), (h, -size)]),
            light,
            "r",
            0.3,
        )
        + form(poly([(h, -size), (h + k, -size - k), (h + k, -k), (h, 0)]), dark, "b", 0.5)
        + form(box(-h, -size, size, size), fill, "br", 0.5)
        + at(0, -size / 2, mark)
    )


def rattle(fill: str = TERRA) -> str:
    """A rattle along the vertical, 420 high, its centre on the origin."""
    return (
        line(circle(0, 160, 44), TEAL, 26)
        + form(box(-15, -60, 30, 180, 12), PAPER, "r", 0.5)
        + form(circle(0, -120, 104), fill, "br", 0.65)
        + within(
            circle(0, -120, 104),
            line("M-120 -130Q0 -84 120 -130", PAPER, 22, "butt")
            + line("M-120 -92Q0 -46 120 -92", LIGHT, 12, "butt"),
        )
    )


def shoe(length: float = 210, fill: str = TERRA, sole: str = PAPER) -> str:
    """A little shoe from above, the toe up, its centre on the origin (left foot)."""
    u = length / 10
    outline = [(-2.3, -5.3), (2.4, -5.3), (2.3, -0.8), (1.9, 5.2), (-1.9, 5.2), (-2.1, -0.8)]
    outer = smooth([(x * u * 1.08, y * u * 1.05) for x, y in outline])
    inner = smooth([(x * u, y * u) for x, y in outline])
    mouth = smooth(
        [(-1.5 * u, -0.9 * u), (1.5 * u, -0.9 * u), (1.4 * u, 4.5 * u), (-1.4 * u, 4.5 * u)]
    )
    return (
        form(outer, sole, "br", 0.6)
        + form(inner, fill, "br", 0.65)
        + form(mouth, deeper(fill), "tl", 0.5)
        + flat(
            smooth([(-1.1 * u, 1.2 * u), (1.1 * u, 1.2 * u), (1 * u, 4.1 * u), (-1 * u, 4.1 * u)]),
            mix(fill, PAPER, 0.55),
        )
        + line(
            f"M{n(-1.85 * u)} {n(0.5 * u)}Q0 {n(-0.4 * u)} {n(1.85 * u)} {n(0.5 * u)}",
            mix(fill, PAPER, 0.22),
            u * 0.95,
            "butt",
        )
        + flat(circle(1.45 * u, 0.25 * u, u * 0.32), LIGHT)
    )


def train() -> str:
    """A wooden engine with one wagon, standing on the origin, 640 long."""

    def wheel(x: float, r: float) -> str:
        return form(circle(x, -r, r), INK, "br", 0.5) + flat(circle(x, -r, r * 0.4), LIGHT)

    return (
        line("M-70 -66H-20", INK, 14)
        + form(box(-330, -180, 260, 120, 14), LIGHT, "br", 0.6)
        + form(box(-346, -196, 292, 30, 10), mix(LIGHT, PAPER, 0.3), "r", 0.4)
        + form(corners(-16, -150, 330, 90, 10, 30, 30, 10), TERRA, "br", 0.6)
        + form(box(-10, -290, 132, 240, 12), TERRA, "br", 0.5)
        + form(box(20, -258, 72, 78, 10), PAPER, "br", 0.5)
        + form(box(-30, -318, 172, 36, 14), RUST, "r", 0.4)
        + form(corners(118, -206, 180, 110, 4, 55, 55, 4), CLAY, "br", 0.5)
        + form(poly([(196, -206), (256, -206), (272, -282), (180, -282)]), INK, "r", 0.5)
        + wheel(-270, 44)
        + wheel(-132, 44)
        + wheel(54, 58)
        + wheel(184, 44)
        + wheel(276, 44)
    )


def paper_boat(w: float = 260, fill: str = PAPER) -> str:
    u = w / 10
    dark = mix(fill, deeper(fill), 0.6)
    return (
        form(poly([(-2.6 * u, -2.2 * u), (0, -5.4 * u), (0, -1.4 * u)]), fill, "b", 0.4)
        + form(poly([(2.6 * u, -2.2 * u), (0, -5.4 * u), (0, -1.4 * u)]), dark, "b", 0.4)
        + form(
            poly(
                [(-5 * u, -3.1 * u), (0, -1.6 * u), (5 * u, -3.1 * u), (2.8 * u, 0), (-2.8 * u, 0)]
            ),
            fill,
            "br",
            0.6,
        )
    )


# --- clothes ------------------------------------------------------------------------------


def coat(fill: str = TERRA, lining: str = CLAY) -> str:
    """A child's winter coat hanging from the origin, 560 high."""
    sleeve = "M-110 96L-196 150L-246 420Q-206 452 -158 438L-126 250Z"
    other = "M110 96L196 150L246 420Q206 452 158 438L126 250Z"
    body = (
        "M-90 70Q0 110 90 70L160 124C150 260 160 400 186 530Q0 578 -186 530"
        "C-160 400 -150 260 -160 124Z"
    )
    quilts = "".join(
        line(f"M-190 {y}Q0 {y + 34} 190 {y}", deeper(fill), 5, opacity=0.55)
        for y in (210, 310, 410)
    )
    return (
        form(sleeve, mix(fill, deeper(fill), 0.25), "b", 0.5)
        + form(other, mix(fill, deeper(fill), 0.4), "b", 0.6)
        + form("M-110 96C-130 -10 -60 -40 0 -40S130 -10 110 96Q0 150 -110 96Z", lining, "br", 0.6)
        + form("M-74 74C-84 10 -44 -4 0 -4S84 10 74 74Q0 112 -74 74Z", deeper(fill), "b", 0.4)
        + form(body, fill, "br", 0.7)
        + within(body, quilts)
        + line("M0 92V550", PAPER, 9)
        + form(box(-150, 392, 96, 84, 16), mix(fill, PAPER, 0.16), "br", 0.5)
        + form(box(54, 392, 96, 84, 16), mix(fill, PAPER, 0.1), "br", 0.5)
    )


def boot(fill: str = DUSK) -> str:
    """A child's boot from the side, its toe to the right, standing on the origin."""
    return (
        form(corners(-60, -180, 112, 180, 16, 16, 10, 10), fill, "br", 0.6)
        + form(box(-60, -66, 176, 66, 32), fill, "br", 0.6)
        + form(box(-68, -196, 128, 38, 18), PAPER, "r", 0.6)
        + flat(box(-66, -14, 188, 22, 9), INK)
    )


def sun_hat(w: float = 420, fill: str = BLUSH, band: str = TERRA) -> str:
    """A wide-brimmed hat lying, its foot on the origin."""
    crown = (
        f"M{n(-w * 0.25)} {n(-w * 0.1)}C{n(-w * 0.26)} {n(-w * 0.4)} {n(-w * 0.1)} {n(-w * 0.42)} 0 {n(-w * 0.42)}"
        f"S{n(w * 0.26)} {n(-w * 0.4)} {n(w * 0.25)} {n(-w * 0.1)}Q0 {n(-w * 0.02)} {n(-w * 0.25)} {n(-w * 0.1)}Z"
    )
    brim = (
        f"M{n(-w / 2)} {n(-w * 0.05)}Q{n(-w * 0.34)} {n(-w * 0.2)} 0 {n(-w * 0.18)}T{n(w / 2)} {n(-w * 0.05)}"
        f"Q{n(w * 0.3)} {n(w * 0.06)} 0 {n(w * 0.05)}T{n(-w / 2)} {n(-w * 0.05)}Z"
    )
    return (
        form(brim, fill, "br", 0.7)
        + form(crown, fill, "br", 0.6)
        + within(
            crown,
            line(
                f"M{n(-w * 0.3)} {n(-w * 0.14)}Q0 {n(-w * 0.05)} {n(w * 0.3)} {n(-w * 0.14)}",
                band,
                w * 0.07,
                "butt",
            ),
        )
    )


def parasol(w: float = 620, colors: tuple[str, str] = (TERRA, PAPER)) -> str:
    """A parasol, its pole's foot on the origin, 700 high."""
    top = -700.0
    h = w * 0.42
    rim = top + h
    out = form(box(-9, top - 30, 18, 730, 9), SAND, "r", 0.6)
    xs = [-w / 2, -w * 0.34, -w * 0.12, w * 0.12, w * 0.34, w / 2]
    for i in range(5):
        x0, x1 = xs[i], xs[i + 1]
        d = (
            f"M0 {n(top)}C{n(x0 * 0.55)} {n(top + 6)} {n(x0)} {n(top + h * 0.45)} {n(x0)} {n(rim)}"
            f"Q{n((x0 + x1) / 2)} {n(rim - 26)} {n(x1)} {n(rim)}"
            f"C{n(x1)} {n(top + h * 0.45)} {n(x1 * 0.55)} {n(top + 6)} 0 {n(top)}Z"
        )
        out += form(d, colors[i % 2], "br", 0.55)
    return out


def satchel(fill: str = TERRA, strap: str = RUST) -> str:
    """A school bag from the front, standing on the origin, 460 wide and 400 high."""
    return (
        line("M-90 -380C-90 -470 90 -470 90 -380", strap, 26)
        + form(box(-230, -380, 460, 380, 50), fill, "br", 0.6)
        + form(box(-180, -170, 360, 140, 26), mix(fill, deeper(fill), 0.3), "br", 0.5)
        + form(corners(-244, -392, 488, 236, 56, 56, 110, 110), mix(fill, PAPER, 0.16), "br", 0.6)
        + "".join(
            form(box(x - 24, -250, 48, 150, 12), strap, "b", 0.4)
            + form(box(x - 32, -178, 64, 46, 8), LIGHT, "br", 0.5)
            for x in (-128, 128)
        )
    )


def pencil(length: float = 420, fill: str = LIGHT, lead: str = INK) -> str:
    """Along the vertical, the tip on the origin, pointing down."""
    w = length * 0.05
    return (
        form(poly([(-w, -w * 3.4), (w, -w * 3.4), (0, 0)]), BLUSH, "r", 0.5)
        + flat(poly([(-w * 0.36, -w * 1.2), (w * 0.36, -w * 1.2), (0, 0)]), lead)
        + form(box(-w, -length + w * 2, w * 0.72, length - w * 5.4), fill, "b", 0.3)
        + form(
            box(-w * 0.3, -length + w * 2, w * 0.62, length - w * 5.4),
            mix(fill, deeper(fill), 0.35),
            "b",
            0.3,
        )
        + form(
            box(w * 0.3, -length + w * 2, w * 0.7, length - w * 5.4),
            mix(fill, deeper(fill), 0.8),
            "b",
            0.3,
        )
        + form(box(-w, -length + w * 1.2, 2 * w, w), MIST, "r", 0.6)
        + form(
            corners(-w, -length - w * 0.4, 2 * w, w * 1.7, w * 0.8, w * 0.8, 0, 0), CLAY, "r", 0.5
        )
    )


# --- things of the house ------------------------------------------------------------------


def alarm_clock(r: float = 250, fill: str = TERRA, face: str = PAPER) -> str:
    """A clock with two bells, its centre on the origin."""
    out = line(f"M0 {n(-r * 1.12)}V{n(-r * 1.4)}", INK, r * 0.08)
    out += flat(box(-r * 0.13, -r * 1.5, r * 0.26, r * 0.14, r * 0.07), INK)
    for s in (-1, 1):
        out += line(
            f"M{n(s * r * 0.62)} {n(r * 0.8)}L{n(s * r * 0.84)} {n(r * 1.16)}", INK, r * 0.12
        )
        bell = f"M{n(-r * 0.4)} 0C{n(-r * 0.4)} {n(-r * 0.5)} {n(r * 0.4)} {n(-r * 0.5)} {n(r * 0.4)} 0Z"
        out += line(
            f"M{n(s * r * 0.5)} {n(-r * 0.78)}L{n(s * r * 0.66)} {n(-r * 1.04)}", INK, r * 0.07
        )
        out += at(
            s * r * 0.6,
            -r * 0.92,
            form(bell, mix(fill, deeper(fill), 0.3 if s < 0 else 0.5), "br", 0.5),
            1,
            s * 34,
        )
    out += form(circle(0, 0, r), fill, "br", 0.7)
    out += form(circle(0, 0, r * 0.8), face, "tl", 0.5)
    for i, (x, y) in enumerate(around(0, 0, r * 0.66, 12, -90)):
        out += flat(circle(x, y, r * (0.045 if i % 3 == 0 else 0.022)), INK)
    out += line(f"M0 0L{n(-r * 0.26)} {n(-r * 0.3)}", INK, r * 0.075)
    out += line(f"M0 0L{n(r * 0.3)} {n(-r * 0.44)}", INK, r * 0.05)
    return out + flat(circle(0, 0, r * 0.075), TERRA)


def thermometer(length: float = 560, fill: str = PAPER, accent: str = TERRA) -> str:
    """A fever thermometer along the vertical, its tip on the origin, pointing down."""
    w = length * 0.088
    return (
        form(box(-w * 0.24, -w * 1.8, w * 0.48, w * 1.8, w * 0.24), SAND, "r", 0.6)
        + form(
            f"M{n(-w * 0.34)} {n(-w * 1.4)}L{n(-w)} {n(-length * 0.42)}V{n(-length + w)}A{n(w)} {n(w)} 0 0 1 {n(w)} {n(-length + w)}"
            f"V{n(-length * 0.42)}L{n(w * 0.34)} {n(-w * 1.4)}Z",
            fill,
            "r",
            0.6,
        )
        + form(box(-w * 0.56, -length * 0.8, w * 1.12, length * 0.3, w * 0.3), SAGE, "br", 0.5)
        + flat(box(-w * 0.2, -length * 0.72, w * 0.4, length * 0.19, w * 0.2), accent)
        + flat(circle(0, -length + w * 1.15, w * 0.46), accent)
    )


def water_bottle(h: float = 400, fill: str = DUSK, cap: str = TERRA) -> str:
    w = h * 0.36
    return (
        form(box(-w * 0.3, -h, w * 0.6, h * 0.17, 10), cap, "r", 0.5)
        + form(
            f"M{n(-w * 0.24)} {n(-h * 0.84)}H{n(w * 0.24)}C{n(w * 0.26)} {n(-h * 0.74)} {n(w / 2)} {n(-h * 0.74)} {n(w / 2)} {n(-h * 0.6)}"
            f"V-30A30 30 0 0 1 {n(w / 2 - 30)} 0H{n(-w / 2 + 30)}A30 30 0 0 1 {n(-w / 2)} -30V{n(-h * 0.6)}"
            f"C{n(-w / 2)} {n(-h * 0.74)} {n(-w * 0.26)} {n(-h * 0.74)} {n(-w * 0.24)} {n(-h * 0.84)}Z",
            fill,
            "br",
            0.7,
        )
        + form(box(-w / 2, -h * 0.46, w, h * 0.24), PAPER, "r", 0.6)
        + at(0, -h * 0.3, drop(h * 0.05, PINE))
    )


def bucket(w: float = 340, fill: str = TERRA) -> str:
    h = w * 0.86
    k = w * 0.13
    return (
        line(
            f"M{n(-w / 2 + 4)} {n(-h)}C{n(-w * 0.46)} {n(-h - w * 0.52)} {n(w * 0.46)} {n(-h - w * 0.52)} {n(w / 2 - 4)} {n(-h)}",
            INK,
            12,
        )
        + form(oval(0, -h, w / 2, w * 0.1), deeper(fill), "l", 0.5)
        + form(
            f"M{n(-w / 2)} {n(-h)}L{n(-w / 2 + k)} -16Q0 {n(w * 0.06)} {n(w / 2 - k)} -16L{n(w / 2)} {n(-h)}"
            f"A{n(w / 2)} {n(w * 0.1)} 0 0 1 {n(-w / 2)} {n(-h)}Z",
            fill,
            "br",
            0.7,
        )
        + line(
            f"M{n(-w / 2 + 22)} {n(-h * 0.68)}Q0 {n(-h * 0.54)} {n(w / 2 - 22)} {n(-h * 0.68)}",
            mix(fill, PAPER, 0.3),
            14,
            "butt",
        )
    )


def gate(w: float = 620, h: float = 430, wood: str = PAPER) -> str:
    """A stair gate standing on the origin."""
    out = ""
    bars = 9
    for i in range(1, bars):
        out += form(box(-w / 2 + w * i / bars - 10, -h + 20, 20, h - 40), wood, "b", 0.5)
    out += form(box(-w / 2, -h, w, 40, 12), wood, "r", 0.5) + form(
        box(-w / 2, -46, w, 40, 12), wood, "r", 0.6
    )
    for x in (-w / 2 - 30, w / 2 - 14):
        out += form(box(x, -h - 30, 44, h + 30, 10), mix(wood, deeper(wood), 0.3), "br", 0.5)
    return out + form(box(w / 2 - 92, -h - 26, 84, 60, 16), TERRA, "br", 0.5)


def socket(w: float = 130) -> str:
    """A wall socket with a safety cover, its centre on the origin."""
    return (
        form(box(-w / 2, -w / 2, w, w, w * 0.16), PAPER, "br", 0.7)
        + form(circle(0, 0, w * 0.34), LINEN, "tl", 0.6)
        + flat(circle(-w * 0.13, 0, w * 0.055), INK)
        + flat(circle(w * 0.13, 0, w * 0.055), INK)
    )


def car_seat(shell: str = TEAL, pad: str = BLUSH, strap: str = INK) -> str:
    """A child's car seat from the front, standing on the origin, 460 wide and 680 high."""
    shell_d = (
        "M-150 -620C-150 -690 150 -690 150 -620L176 -430C240 -400 236 -300 232 -220V-60Q232 0 170 0"
        "H-170Q-232 0 -232 -60V-220C-236 -300 -240 -400 -176 -430Z"
    )
    back = "M-110 -590C-110 -640 110 -640 110 -590L134 -250H-134Z"
    seat = "M-150 -270Q0 -220 150 -270L168 -80Q0 -30 -168 -80Z"
    out = form(shell_d, shell, "br", 0.7)
    out += form(back, pad, "br", 0.5)
    out += form(box(-168, -600, 70, 170, 32), mix(shell, PAPER, 0.22), "b", 0.5)
    out += form(box(98, -600, 70, 170, 32), mix(shell, PAPER, 0.12), "b", 0.5)
    out += form(box(-84, -604, 168, 96, 40), mix(pad, PAPER, 0.5), "b", 0.5)
    out += form(seat, mix(pad, deeper(pad), 0.3), "b", 0.6)
    out += form(corners(-232, -300, 74, 250, 37, 37, 24, 24), mix(shell, PAPER, 0.18), "b", 0.5)
    out += form(corners(158, -300, 74, 250, 37, 37, 24, 24), mix(shell, PAPER, 0.08), "b", 0.6)
    for s in (-1, 1):
        out += line(f"M{s * 56} -486C{s * 60} -400 {s * 40} -330 {s * 14} -246", strap, 30, "butt")
        out += form(box(s * 56 - 26, -440, 52, 96, 16), TERRA, "b", 0.5)
        out += line(f"M{s * 140} -150Q{s * 80} -190 {s * 20} -222", strap, 30, "butt")
    out += line("M0 -220V-84", strap, 32, "butt")
    return (
        out
        + form(box(-46, -268, 92, 84, 24), TERRA, "br", 0.5)
        + form(box(-20, -246, 40, 40, 12), RUST, "br", 0.4)
    )


def remote(fill: str = INK) -> str:
    """A remote control along the vertical, 560 long, its centre on the origin."""
    out = form(box(-94, -280, 188, 560, 60), fill, "br", 0.6)
    out += form(circle(0, -140, 62), mix(fill, PAPER, 0.18), "br", 0.5) + flat(
        circle(0, -140, 24), fill
    )
    out += flat(circle(-46, -238, 14), TERRA)
    for row in range(3):
        for col in (-1, 0, 1):
            out += flat(circle(col * 48, -26 + row * 56, 16), SAGE if row else LIGHT)
    return out


def coin_cell(r: float = 70) -> str:
    """A button battery seen slightly from above."""
    return (
        form(
            f"M{n(-r)} 0V{n(r * 0.3)}A{n(r)} {n(r * 0.72)} 0 0 0 {n(r)} {n(r * 0.3)}V0Z",
            PINE,
            "r",
            0.7,
        )
        + form(oval(0, 0, r, r * 0.72), MIST, "br", 0.6)
        + line(oval(0, -r * 0.02, r * 0.78, r * 0.54), SAGE, r * 0.06)
        + line(
            f"M{n(-r * 0.2)} {n(-r * 0.02)}H{n(r * 0.2)}M0 {n(-r * 0.17)}V{n(r * 0.13)}",
            PINE,
            r * 0.08,
        )
    )


def speech(w: float, h: float, fill: str, left: bool = True) -> str:
    """An empty speech shape, its centre on the origin."""
    s = -1 if left else 1
    x = s * w * 0.2
    tail = (
        f"M{n(x - s * 70)} {n(h / 2 - 30)}C{n(x - s * 50)} {n(h / 2 + 40)} {n(x + s * 10)} {n(h / 2 + 84)}"
        f" {n(x + s * 70)} {n(h / 2 + 92)}C{n(x + s * 50)} {n(h / 2 + 60)} {n(x + s * 46)} {n(h / 2 + 20)}"
        f" {n(x + s * 60)} {n(h / 2 - 30)}Z"
    )
    return form(tail, fill, "b", 0.5) + form(box(-w / 2, -h / 2, w, h, h * 0.44), fill, "br", 0.55)


def fan() -> str:
    """A table fan standing on the origin, 620 high."""
    r = 225
    cy = -400
    out = form(smooth([(-130, 0), (-120, -70), (120, -70), (130, 0)]), TEAL, "r", 0.5)
    out += form(box(-20, -190, 40, 160), TEAL, "r", 0.5)
    out += flat(circle(0, cy, r), PAPER, 0.6)
    for turn in (10, 130, 250):
        blade = f"M0 0C{r * 0.1} {-r * 0.5} {r * 0.35} {-r * 0.95} {r * 0.62} {-r * 0.6}C{r * 0.72} {-r * 0.36} {r * 0.3} {-r * 0.12} 0 0Z"
        out += at(0, cy, form(blade, TERRA, "tr", 0.5), 1.18, turn)
    for k in (1.0, 0.72, 0.44):
        out += line(circle(0, cy, r * k), TEAL, 12 if k == 1 else 4)
    for x, y in around(0, cy, r, 16, 0):
        out += line(f"M0 {cy}L{n(x)} {n(y)}", TEAL, 3)
    return out + form(circle(0, cy, 42), LIGHT, "br", 0.5)


def potty(w: float = 380, fill: str = TEAL) -> str:
    """A potty on the origin, its high back behind."""
    u = w / 10
    return (
        form(
            f"M{n(-4 * u)} {n(-4.4 * u)}C{n(-4 * u)} {n(-8.6 * u)} {n(4 * u)} {n(-8.6 * u)} {n(4 * u)} {n(-4.4 * u)}Z",
            mix(fill, deeper(fill), 0.35),
            "br",
            0.5,
        )
        + form(oval(0, -4.6 * u, 4.6 * u, 1.5 * u), mix(fill, PAPER, 0.24), "r", 0.5)
        + form(oval(0, -4.55 * u, 3.1 * u, 0.86 * u), deeper(fill), "l", 0.4)
        + form(
            f"M{n(-4.6 * u)} {n(-4.6 * u)}A{n(4.6 * u)} {n(1.5 * u)} 0 0 0 {n(4.6 * u)} {n(-4.6 * u)}"
            f"C{n(4.6 * u)} {n(-2 * u)} {n(3.4 * u)} {n(-1.4 * u)} {n(4.3 * u)} 0Q0 {n(0.7 * u)} {n(-4.3 * u)} 0"
            f"C{n(-3.4 * u)} {n(-1.4 * u)} {n(-4.6 * u)} {n(-2 * u)} {n(-4.6 * u)} {n(-4.6 * u)}Z",
            fill,
            "br",
            0.7,
        )
    )


def paper_roll(w: float = 170) -> str:
    """A roll standing on the origin with a loose end."""
    h = w * 0.95
    r = w / 2
    return (
        form(
            f"M{n(r * 0.6)} {n(-h)}H{n(r)}V-10Q{n(r * 1.1)} 4 {n(r * 1.5)} 6L{n(r * 1.44)} 22Q{n(r * 0.7)} 26 {n(r * 0.6)} 0Z",
            LINEN,
            "b",
            0.5,
        )
        + form(f"M{n(-r)} {n(-h)}V0A{n(r)} {n(r * 0.3)} 0 0 0 {n(r)} 0V{n(-h)}Z", PAPER, "r", 0.75)
        + form(oval(0, -h, r, r * 0.3), PAPER, "l", 0.3)
        + flat(oval(0, -h, r * 0.36, r * 0.11), CLAY)
    )


def bag(w: float = 620, fill: str = TEAL, trim: str = TERRA, filling: str = "") -> str:
    """An open holdall standing on the origin; the filling looks out of it."""
    h = w * 0.52
    body = (
        f"M{n(-w / 2)} {n(-h)}Q0 {n(-h + w * 0.1)} {n(w / 2)} {n(-h)}C{n(w * 0.56)} {n(-h * 0.4)} {n(w * 0.54)} -60 {n(w * 0.49)} -30"
        f"Q{n(w * 0.47)} 0 {n(w * 0.42)} 0H{n(-w * 0.42)}Q{n(-w * 0.47)} 0 {n(-w * 0.49)} -30"
        f"C{n(-w * 0.54)} -60 {n(-w * 0.56)} {n(-h * 0.4)} {n(-w / 2)} {n(-h)}Z"
    )
    strap_x = w * 0.24
    return (
        line(
            f"M{n(-strap_x)} {n(-h)}C{n(-strap_x)} {n(-h - w * 0.44)} {n(strap_x)} {n(-h - w * 0.44)} {n(strap_x)} {n(-h)}",
            mix(trim, deeper(trim), 0.5),
            24,
        )
        + form(oval(0, -h, w / 2, w * 0.07), deeper(fill), "l", 0.4)
        + filling
        + form(body, fill, "br", 0.7)
        + within(
            body,
            "".join(
                form(box(s * strap_x - 19, -h - 20, 38, h + 30), trim, "b", 0.5) for s in (-1, 1)
            ),
        )
        + form(box(-w * 0.14, -h * 0.55, w * 0.28, h * 0.36, 16), mix(fill, PAPER, 0.14), "br", 0.5)
    )


def ink_pot(w: float = 190, fill: str = TEAL) -> str:
    return (
        form(box(-w * 0.5, -w * 0.62, w, w * 0.62, 30), fill, "br", 0.7)
        + form(box(-w * 0.26, -w * 0.86, w * 0.52, w * 0.28, 8), mix(fill, PAPER, 0.2), "r", 0.5)
        + form(oval(0, -w * 0.86, w * 0.3, w * 0.08), INK, "l", 0.3)
        + line(f"M{n(-w * 0.36)} {n(-w * 0.44)}V{n(-w * 0.2)}", mix(fill, PAPER, 0.5), 9)
    )


def paint_pot(fill: str, w: float = 200) -> str:
    """A jar of paint on the origin, the paint running over its rim."""
    h = w * 0.92
    r = w / 2
    run = (
        f"M{n(-r)} {n(-h)}A{n(r)} {n(r * 0.3)} 0 0 0 {n(r)} {n(-h)}V{n(-h * 0.72)}Q{n(r * 0.86)} {n(-h * 0.6)} {n(r * 0.72)} {n(-h * 0.72)}"
        f"V{n(-h * 0.66)}Q{n(r * 0.5)} {n(-h * 0.3)} {n(r * 0.3)} {n(-h * 0.56)}Q{n(0)} {n(-h * 0.66)} {n(-r * 0.3)} {n(-h * 0.56)}"
        f"Q{n(-r * 0.5)} {n(-h * 0.44)} {n(-r * 0.66)} {n(-h * 0.7)}Q{n(-r * 0.85)} {n(-h * 0.78)} {n(-r)} {n(-h * 0.72)}Z"
    )
    return (
        form(f"M{n(-r)} {n(-h)}V-14Q0 {n(r * 0.42)} {n(r)} -14V{n(-h)}Z", PAPER, "r", 0.7)
        + form(run, fill, "r", 0.5)
        + form(oval(0, -h, r, r * 0.3), mix(fill, PAPER, 0.22), "l", 0.3)
    )


def splash(seed: int, r: float, fill: str, arms: int = 9) -> str:
    """A splash of paint with drops flung out."""
    rng = random.Random(seed)
    ring: list[Point] = []
    extra = ""
    for i in range(arms):
        a = 2 * math.pi * i / arms + rng.uniform(-0.12, 0.12)
        far = r * rng.uniform(1.1, 1.6)
        half = math.pi / arms
        ring.append((r * 0.62 * math.cos(a - half), r * 0.62 * math.sin(a - half)))
        for off in (-0.09, 0.09):
            ring.append((far * math.cos(a + off), far * math.sin(a + off)))
        if i % 2 == 0:
            k = far * rng.uniform(1.18, 1.34)
            extra += flat(
                circle(k * math.cos(a), k * math.sin(a), r * rng.uniform(0.06, 0.13)), fill
            )
    return form(smooth(ring), fill, "br", 0.45) + extra


def tablet(w: float = 520) -> str:
    """A tablet lying face down on a table, seen at a slant; its centre on the origin."""
    h = w * 0.34
    k = w * 0.16
    d = smooth_corners(
        [(-w / 2 + k, -h / 2), (w / 2 + k, -h / 2), (w / 2 - k, h / 2), (-w / 2 - k, h / 2)], 34
    )
    return (
        at(0, 20, form(d, INK, "r", 0.5))
        + form(d, PINE, "br", 0.55)
        + flat(oval(-w / 2 + k + 46, -h / 2 + 30, 17, 9), INK)
    )


def smooth_corners(points: list[Point], r: float) -> str:
    """A polygon with rounded corners."""
    d = ""
    count = len(points)
    for i, (x, y) in enumerate(points):
        (px, py), (qx, qy) = points[i - 1], points[(i + 1) % count]
        a, b = math.hypot(px - x, py - y), math.hypot(qx - x, qy - y)
        sx, sy = x + (px - x) * r / a, y + (py - y) * r / a
        ex, ey = x + (qx - x) * r / b, y + (qy - y) * r / b
        d += f"{'M' if i == 0 else 'L'}{n(sx)} {n(sy)}Q{n(x)} {n(y)} {n(ex)} {n(ey)}"
    return d + "Z"


def sunflower(r: float = 120) -> str:
    out = ""
    for turn in range(0, 360, 30):
        out += at(0, 0, leaf(r, LIGHT if turn % 60 else mix(LIGHT, TERRA, 0.35), 0.24), 1, turn)
    return (
        out
        + form(circle(0, 0, r * 0.44), RUST, "br", 0.6)
        + flat(circle(0, 0, r * 0.2), deeper(RUST), 0.6)
    )


def magnifier(r: float = 130, rim: str = TERRA) -> str:
    """A magnifying glass, the lens about the origin, its handle to the lower right."""
    return (
        at(0, 0, form(box(-20, r, 40, r * 1.25, 18), INK, "r", 0.5), 1, -45)
        + flat(circle(0, 0, r), PAPER, 0.12)
        + line(circle(0, 0, r), rim, r * 0.17)
        + line(
            f"M{n(-r * 0.6)} {n(-r * 0.2)}A{n(r * 0.65)} {n(r * 0.65)} 0 0 1 {n(-r * 0.1)} {n(-r * 0.63)}",
            PAPER,
            r * 0.1,
        )
    )


def bath_thermometer(fill: str = TERRA) -> str:
    """A floating bath thermometer, its waterline on the origin."""
    d = "M0 -330C60 -330 80 -270 84 -210L120 20C124 120 70 170 0 170S-124 120 -120 20L-84 -210C-80 -270 -60 -330 0 -330Z"
    return (
        form(d, fill, "br", 0.7)
        + form(box(-38, -240, 76, 330, 38), PAPER, "br", 0.6)
        + flat(box(-12, -60, 24, 110, 12), RUST)
        + flat(circle(0, 46, 26), RUST)
        + "".join(line(f"M18 {y}H32", INK, 5) for y in (-190, -140, -90, -40))
        + flat(circle(0, -284, 16), PAPER)
    )


def crib_from_above(w: float = 420, h: float = 760, wood: str = SAND, sheet: str = PAPER) -> str:
    """A cot from above, its head up: a frame, a flat mattress, its corner posts."""
    x, y = -w / 2, -h / 2
    out = form(box(x - 34, y - 34, w + 68, h + 68, 26), wood, "br", 0.6)
    out += form(box(x, y, w, h, 12), deeper(wood), "tl", 0.4)
    out += form(box(x + 10, y + 10, w - 20, h - 20, 22), sheet, "br", 0.55)
    for i in range(1, 13):
        py = y + h * i / 13
        for px in (x - 25, x + w + 7):
            out += flat(box(px, py - 7, 18, 14, 5), deeper(wood), 0.7)
    for px in (x - 17, x + w + 17):
        for py in (y - 17, y + h + 17):
            out += form(circle(px, py, 30), CLAY, "br", 0.6)
    return out
