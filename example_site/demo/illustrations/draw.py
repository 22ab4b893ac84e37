"""Draw the demo's pictures and keep them as WebP files.

    python -m example_site.demo.illustrations.draw OUT_DIR [NAME ...]

Without names every picture is drawn; those of entries go into ``OUT_DIR/entries``. Needs
``resvg-py`` and ``Pillow``; the same input gives the same pixels, for the grain has a fixed seed.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from PIL import Image

from .portraits import PORTRAITS
from .scenes import SCENES
from .snapshots import SNAPSHOTS
from .svg import document

QUALITIES = (82, 78, 74, 70, 66, 62)


@dataclass(frozen=True)
class Format:
    """How a kind of picture is kept: drawn on a sheet of ``width`` and ``height``, in pixels."""

    drawings: dict[str, Callable[[], str]]
    width: int
    height: int
    scale: float = 1
    folder: str = "."
    light_bytes: int = 50_000
    """A picture should stay under it; quality gives way first."""
    most_bytes: int = 70_000
    """No picture may pass it."""


FORMATS = (
    Format(SCENES, 1500, 1000),
    Format(PORTRAITS, 800, 800),
    Format(
        SNAPSHOTS, 1500, 1000, scale=0.44, folder="entries", light_bytes=7_500, most_bytes=12_000
    ),
)


def format_of(name: str) -> Format:
    """Raises ``KeyError`` for a picture that is not drawn here."""
    for form in FORMATS:
        if name in form.drawings:
            return form
    raise KeyError(f"There is no picture {name}.")


def render(name: str) -> Image.Image:
    """One picture as pixels."""
    form = format_of(name)
    svg = document(form.width, form.height, form.drawings[name](), form.scale)
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    return Image.open(io.BytesIO(png)).convert("RGB")


def webp(image: Image.Image, light_bytes: int) -> bytes:
    """The picture as WebP, at the first quality that is light enough."""
    data = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=6)
        data = buffer.getvalue()
        if len(data) <= light_bytes:
            break
    return data


def write(name: str, out_dir: Path) -> tuple[str, int]:
    form = format_of(name)
    data = webp(render(name), form.light_bytes)
    if len(data) > form.most_bytes:
        raise ValueError(f"{name}: {len(data)} bytes is more than {form.most_bytes}")
    folder = out_dir / form.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.webp").write_bytes(data)
    return name, len(data)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the demo's pictures.")
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("names", nargs="*", help="only these pictures")
    args = parser.parse_args()
    names: list[str] = args.names or [name for form in FORMATS for name in form.drawings]
    total = 0
    with ProcessPoolExecutor() as pool:
        for name, size in pool.map(write, names, [args.out_dir] * len(names)):
            total += size
            print(f"{size / 1000:7.1f} kB  {name}.webp")
    print(f"{total / 1000:7.1f} kB  {len(names)} pictures")


if __name__ == "__main__":
    main()
