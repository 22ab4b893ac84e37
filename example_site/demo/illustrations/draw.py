"""Draw the demo's pictures and keep them as WebP files.

    python -m example_site.demo.illustrations.draw OUT_DIR [NAME ...]

Without names every picture is drawn. Needs ``resvg-py`` and ``Pillow``; the same input gives the
same pixels, for the grain has a fixed seed.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import resvg_py
from PIL import Image

from .portraits import PORTRAITS
from .scenes import SCENES
from .svg import document

SCENE_SIZE = (1500, 1000)
PORTRAIT_SIZE = (800, 800)
QUALITIES = (82, 78, 74, 70, 66, 62)
LIGHTEST = 50_000  # bytes a picture should stay under; quality gives way first
LARGEST = 70_000  # bytes no picture may pass


def picture(name: str) -> tuple[tuple[int, int], Callable[[], str]]:
    if name in PORTRAITS:
        return PORTRAIT_SIZE, PORTRAITS[name]
    return SCENE_SIZE, SCENES[name]


def render(name: str) -> Image.Image:
    """One picture as pixels."""
    (width, height), scene = picture(name)
    png = bytes(
        resvg_py.svg_to_bytes(svg_string=document(width, height, scene()), skip_system_fonts=True)
    )
    return Image.open(io.BytesIO(png)).convert("RGB")


def webp(image: Image.Image) -> bytes:
    """The picture as WebP, at the first quality that is light enough."""
    data = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=6)
        data = buffer.getvalue()
        if len(data) <= LIGHTEST:
            break
    return data


def write(name: str, out_dir: Path) -> tuple[str, int]:
    data = webp(render(name))
    if len(data) > LARGEST:
        raise ValueError(f"{name}: {len(data)} bytes is more than {LARGEST}")
    (out_dir / f"{name}.webp").write_bytes(data)
    return name, len(data)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the demo's pictures.")
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("names", nargs="*", help="only these pictures")
    args = parser.parse_args()
    names: list[str] = args.names or [*SCENES, *PORTRAITS]
    args.out_dir.mkdir(parents=True, exist_ok=True)
    total = 0
    with ProcessPoolExecutor() as pool:
        for name, size in pool.map(write, names, [args.out_dir] * len(names)):
            total += size
            print(f"{size / 1000:7.1f} kB  {name}.webp")
    print(f"{total / 1000:7.1f} kB  {len(names)} pictures")


if __name__ == "__main__":
    main()
