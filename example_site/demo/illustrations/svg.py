"""Small SVG vocabulary: outlines as path data, and marks that fill them.

Everything returns a string of SVG. Gradients, clips and filters are named after their own
content and gathered in ``DEFS``; ``document`` writes only those a picture refers to.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Sequence

from .palette import deeper

Point = tuple[float, float]

DEFS: dict[str, str] = {}

# Where the shade lies: the light comes from the upper left unless a scene says otherwise.
DIRECTIONS: dict[str, tuple[float, float, float, float]] = {
    "r": (0, 0.5, 1, 0.5),
    "l": (1, 0.5, 0, 0.5),
    "b": (0.5, 0, 0.5, 1),
    "t": (0.5, 1, 0.5, 0),
    "br": (0, 0, 1, 1),
    "bl": (1, 0, 0, 1),
    "tr": (0, 1, 1, 0),
    "tl": (1, 1, 0, 0),
}


def n(value: float) -> str:
    """A number, short."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def define(template: str) -> str:
    """Keep a definition (``{id}`` in the template) and return its name."""
    name = "d" + hashlib.sha256(template.encode()).hexdigest()[:10]
    DEFS[name] = template.replace("{id}", name)
    return name


# --- outlines -----------------------------------------------------------------------------


def circle(cx: float, cy: float, r: float) -> str:
    return oval(cx, cy, r, r)


def oval(cx: float, cy: float, rx: float, ry: float) -> str:
    return (
        f"M{n(cx - rx)} {n(cy)}A{n(rx)} {n(ry)} 0 1 1 {n(cx + rx)} {n(cy)}"
        f"A{n(rx)} {n(ry)} 0 1 1 {n(cx - rx)} {n(cy)}Z"
    )


def box(x: float, y: float, w: float, h: float, r: float = 0) -> str:
    """A rectangle with equal rounded corners."""
    return corners(x, y, w, h, r, r, r, r)


def corners(
    x: float, y: float, w: float, h: float, tl: float, tr: float, br: float, bl: float
) -> str:
    """A rectangle with four corner radii of its own."""
    return (
        f"M{n(x + tl)} {n(y)}H{n(x + w - tr)}A{n(tr)} {n(tr)} 0 0 1 {n(x + w)} {n(y + tr)}"
        f"V{n(y + h - br)}A{n(br)} {n(br)} 0 0 1 {n(x + w - br)} {n(y + h)}"
        f"H{n(x + bl)}A{n(bl)} {n(bl)} 0 0 1 {n(x)} {n(y + h - bl)}"
        f"V{n(y + tl)}A{n(tl)} {n(tl)} 0 0 1 {n(x + tl)} {n(y)}Z"
    )


def arch(x: float, y: float, w: float, h: float) -> str:
    """A rectangle with a round top."""
    return corners(x, y, w, h, w / 2, w / 2, 0, 0)


def poly(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def smooth(points: Sequence[Point]) -> str:
    """A closed soft outline through the midpoints of the given corners."""
    mids = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(points, [*points[1:], points[0]], strict=True)
    ]
    d = f"M{n(mids[-1][0])} {n(mids[-1][1])}"
    for corner, mid in zip(points, mids, strict=True):
        d += f"Q{n(corner[0])} {n(corner[1])} {n(mid[0])} {n(mid[1])}"
    return d + "Z"


def around(cx: float, cy: float, r: float, count: int, turn: float = 0) -> list[Point]:
    """Points evenly spread on a circle; 0 degrees points right, clockwise."""
    return [
        (
            cx + r * math.cos(math.radians(turn + 360 * i / count)),
            cy + r * math.sin(math.radians(turn + 360 * i / count)),
        )
        for i in range(count)
    ]


# --- marks --------------------------------------------------------------------------------


def flat(d: str, fill: str, opacity: float = 1) -> str:
    """One outline in one colour."""
    alpha = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<path d="{d}" fill="{fill}"{alpha}/>'


def stipple(color: str) -> str:
    """The filter that turns a soft gradient into grain of one colour."""
    return define(
        '<filter id="{id}" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">'
        '<feTurbulence type="fractalNoise" baseFrequency="0.42" numOctaves="2" seed="7"/>'
        '<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2.6 0 0 0 -0.8" result="n"/>'
        '<feComposite in="SourceAlpha" in2="n" operator="arithmetic" k2="3.2" k3="-3.2"'
        ' result="m"/>'
        f'<feFlood flood-color="{color}"/><feComposite in2="m" operator="in"/></filter>'
    )


def form(
    d: str,
    fill: str,
    to: str = "br",
    amount: float = 0.62,
    start: float = 0.45,
    shade: str | None = None,
    strength: float = 0.62,
) -> str:
    """An outline in one colour with grain gathering on the side ``to``."""
    x1, y1, x2, y2 = DIRECTIONS[to]
    gradient = define(
        f'<linearGradient id="{{id}}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">'
        f'<stop offset="{start:g}" stop-color="#000" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="#000" stop-opacity="{amount:g}"/></linearGradient>'
    )
    grain = stipple(shade or deeper(fill))
    return (
        flat(d, fill)
        + f'<g opacity="{strength:g}"><path d="{d}" fill="url(#{gradient})"'
        + f' filter="url(#{grain})"/></g>'
    )


def line(d: str, color: str, width: float, cap: str = "round", opacity: float = 1) -> str:
    """A stroke."""
    alpha = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
    return (
        f'<path d="{d}" fill="none" stroke="{color}" stroke-width="{n(width)}"'
        f' stroke-linecap="{cap}" stroke-linejoin="round"{alpha}/>'
    )


def at(
    x: float, y: float, content: str, scale: float = 1, turn: float = 0, flip: bool = False
) -> str:
    """Content moved, then turned and scaled about its own origin."""
    sx = -scale if flip else scale
    turned = f" rotate({n(turn)})" if turn else ""
    scaled = f" scale({sx:g} {scale:g})" if scale != 1 or flip else ""
    return f'<g transform="translate({n(x)} {n(y)}){turned}{scaled}">{content}</g>'


def within(d: str, content: str) -> str:
    """Content cut to an outline."""
    name = define(f'<clipPath id="{{id}}"><path d="{d}"/></clipPath>')
    return f'<g clip-path="url(#{name})">{content}</g>'


def faint(content: str, opacity: float) -> str:
    """Content seen through, as one layer."""
    return f'<g opacity="{opacity:g}">{content}</g>'


def document(width: int, height: int, body: str, scale: float = 1) -> str:
    """A whole picture, with the definitions it refers to and no others; ``scale`` shrinks it."""
    names = dict.fromkeys(re.findall(r"url\(#(d[0-9a-f]{10})\)", body))
    defs = "".join(DEFS[name] for name in names)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{round(width * scale)}" height="{round(height * scale)}">'
        f"<defs>{defs}</defs>{body}</svg>"
    )
