#!/usr/bin/env python3
"""Draws tests/pictures: one drawing in the forms of AVIF and HEIC that tests/pictures.rs reads.

Needs Pillow (pip install pillow), avifenc and heif-enc (apt-get install libavif-bin libheif-examples).
"""
import pathlib, subprocess, tempfile
from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).resolve().parent.parent / "tests" / "pictures"


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def drawing():
    picture = Image.new("RGB", (240, 160), (236, 232, 222))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 90, 70), fill=(180, 40, 40))
    draw.ellipse((120, 10, 220, 90), fill=(40, 130, 70))
    draw.polygon(((20, 150), (90, 90), (150, 150)), fill=(40, 70, 170))
    for step in range(12):
        draw.line((160 + step * 6, 100, 150 + step * 7, 155), fill=(20, 20 * step, 90), width=2)
    for step in range(9):
        draw.rectangle((6 + step * 9, 8 + step * 5, 12 + step * 9, 20 + step * 5), fill=(250, 20 * step, 90))
    return picture


def main():
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        picture = drawing()
        picture.save(HERE / "drawing.png", optimize=True)
        clear = picture.convert("RGBA")
        # What is transparent is black below, which must not be seen.
        clear.paste((0, 0, 0, 0), (120, 80, 240, 160))
        clear.save(folder / "clear.png")
        Image.new("RGB", picture.size, (9, 9, 9)).save(folder / "second.png")
        base, encode = HERE / "drawing.png", ("avifenc", "-s", "4", "--min", "24", "--max", "34")
        run(*encode, "-y", "420", "-r", "limited", base, HERE / "420-limited.avif")
        run(*encode, "-y", "444", "-r", "full", base, HERE / "444-full.avif")
        run(*encode, "-y", "420", "-d", "10", base, HERE / "10bit.avif")
        run(*encode, "-y", "400", base, HERE / "grey.avif")
        run(*encode, "-y", "420", "--irot", "1", base, HERE / "turned.avif")
        run(*encode, "-y", "420", "--imir", "1", base, HERE / "mirrored.avif")
        run(*encode, "-y", "420", folder / "clear.png", HERE / "clear.avif")
        run(*encode, "-y", "420", "-k", "1", base, folder / "second.png", HERE / "moving.avif")
        run("heif-enc", "-q", "50", base, "-o", HERE / "still.heic")


main()
