"""The colours every picture is made of: four named ones and their tints."""

from __future__ import annotations

PAPER = "#f7f1e6"
INK = "#23302f"
TERRA = "#c4623f"
TEAL = "#1f5c5c"

BLUSH = "#f0d9c8"
MIST = "#cfe0dc"
LIGHT = "#e9c46a"

# Tints between the named colours.
LINEN = "#eee2cd"
SAND = "#e2cfb3"
ROSE = "#e6bfa6"
CLAY = "#d98f6c"
RUST = "#9a472b"
SAGE = "#a3c4bd"
PINE = "#5f938d"
DUSK = "#2f7170"
NIGHT = "#184448"
GLOW = "#f5e2b0"

# What each colour turns into on the side away from the light.
DEEPER: dict[str, str] = {
    PAPER: "#dcc4a4",
    LINEN: "#d3b893",
    SAND: "#c39f78",
    BLUSH: "#d9a78a",
    ROSE: "#cb8465",
    CLAY: "#b5613f",
    TERRA: "#8d3f25",
    RUST: "#66301f",
    MIST: "#94bbb3",
    SAGE: "#6b9d96",
    PINE: "#326a67",
    DUSK: "#174a4b",
    TEAL: "#123c3f",
    NIGHT: "#0e2c30",
    INK: "#121b1b",
    LIGHT: "#d0943f",
    GLOW: "#e9c46a",
}


def mix(a: str, b: str, t: float) -> str:
    """The colour a share ``t`` of the way from ``a`` to ``b``."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in pairs)


def deeper(fill: str) -> str:
    """The shade of a colour: looked up, or mixed with ink or, if it is warm, with rust."""
    warm = int(fill[1:3], 16) > int(fill[5:7], 16)
    return DEEPER.get(fill) or (mix(fill, RUST, 0.42) if warm else mix(fill, INK, 0.35))
