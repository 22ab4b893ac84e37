"""The square pictures that stand for the writers: a thing or two on a tinted circle."""

from __future__ import annotations

from collections.abc import Callable

from .palette import (
    BLUSH,
    CLAY,
    DUSK,
    GLOW,
    LINEN,
    MIST,
    PAPER,
    PINE,
    ROSE,
    RUST,
    SAGE,
    TEAL,
    TERRA,
)
from .parts import (
    cast,
    cup,
    disc,
    leaf,
    magnifier,
    moon,
    paper_boat,
    saucepan,
    spoon,
    sprig,
    stars,
    steam,
    sunflower,
)
from .svg import at, box, circle, form, line, within


def _round(paper: str, tint: str, inside: str) -> str:
    whole = circle(400, 400, 350)
    return (
        form(box(0, 0, 800, 800), paper, "br", 0.3, strength=0.4)
        + disc(400, 400, 350, tint)
        + within(whole, inside)
    )


def mara_lindqvist() -> str:
    return _round(
        MIST,
        TEAL,
        (
            stars(31, 12, 90, 90, 620, 330)
            + at(520, 240, moon(130))
            + form(box(0, 590, 800, 220), BLUSH, "b", 0.4)
            + cast(350, 670, 320, 36, CLAY, 0.5)
            + at(350, 670, cup(270, TERRA, RUST))
            + at(320, 415, steam(150, PAPER, 12))
            + at(385, 420, steam(130, PAPER, 12))
        ),
    )


def tom_okafor() -> str:
    return _round(
        BLUSH,
        GLOW,
        (
            form(box(0, 560, 800, 260), TERRA, "b", 0.5)
            + cast(340, 650, 380, 40, RUST, 0.6)
            + at(400, 560, spoon(480, CLAY, 0.28), 1, 20)
            + at(335, 650, saucepan(330, TEAL))
            + at(255, 430, steam(150, PAPER, 13))
            + at(330, 420, steam(180, PAPER, 13))
        ),
    )


def ines_duarte() -> str:
    wave = "M0 560q50 -26 100 0t100 0t100 0t100 0t100 0t100 0t100 0t100 0V800H0Z"
    near = "M-50 640q50 -26 100 0t100 0t100 0t100 0t100 0t100 0t100 0t100 0t100 0V800H-50Z"
    return _round(
        LINEN,
        SAGE,
        (
            line("M300 600C300 500 280 430 290 300", DUSK, 16)
            + at(294, 470, leaf(150, DUSK), 1, 66)
            + at(290, 500, leaf(140, DUSK), 1, -70)
            + at(290, 270, sunflower(165))
            + form(wave, PINE, "b", 0.5)
            + at(470, 640, paper_boat(320), 1, -4)
            + form(near, TEAL, "b", 0.5)
        ),
    )


def ruth_adeyemi() -> str:
    return _round(
        ROSE,
        PAPER,
        (
            at(290, 680, sprig(470, 3, DUSK, 0.06), 1, 2)
            + at(
                470,
                360,
                within(
                    circle(0, 0, 165),
                    form(circle(0, 0, 165), MIST, "br", 0.4)
                    + at(-84, 130, leaf(310, DUSK, 0.42), 1, 34),
                ),
            )
            + at(470, 360, magnifier(165, TERRA))
        ),
    )


PORTRAITS: dict[str, Callable[[], str]] = {
    "person-mara-lindqvist": mara_lindqvist,
    "person-tom-okafor": tom_okafor,
    "person-ines-duarte": ines_duarte,
    "person-ruth-adeyemi": ruth_adeyemi,
}
