#!/usr/bin/env python3
"""Draws the portrait of the cases about the same portrait: nobody's, a shaded head of ellipses that the detector takes for a
face. Needs Pillow (pip install pillow). Writes the pictures into the cases."""
import pathlib
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

CASES = pathlib.Path(__file__).resolve().parent.parent / "tests" / "cases"
STOLEN = CASES / "p-same-portrait-under-another-name-hostile"
AGAIN = CASES / "p-same-portrait-same-person-moved-honest"

def soft(size, box, fill, blur):
    layer = Image.new("L", size, 0)
    ImageDraw.Draw(layer).ellipse(box, fill=fill)
    return layer.filter(ImageFilter.GaussianBlur(blur))

def portrait(width=400, height=440):
    S = 2
    W, H = width * S, height * S
    im = Image.new("RGB", (W, H))
    px = ImageDraw.Draw(im)
    for y in range(H):
        c = int(70 + 60 * y / H)
        px.line([(0, y), (W, y)], fill=(c, c + 14, c + 26))
    def paste(color, mask):
        im.paste(Image.new("RGB", (W, H), color), (0, 0), mask)
    def e(cx, cy, rx, ry):
        return (cx - rx, cy - ry, cx + rx, cy + ry)

    cx, cy = W / 2, H * 0.46
    # shoulders, jacket, neck
    paste((38, 44, 60), soft((W, H), e(cx, H * 1.12, W * .48, H * .34), 255, 3))
    paste((225, 228, 232), soft((W, H), e(cx, H * .93, W * .12, H * .12), 255, 2))
    paste((178, 128, 104), soft((W, H), e(cx, H * .76, W * .115, H * .15), 255, 4))
    # hair behind
    paste((52, 36, 28), soft((W, H), e(cx, cy - H * .06, W * .262, H * .31), 255, 6))
    # face
    face = soft((W, H), e(cx, cy + H * .015, W * .205, H * .285), 255, 4)
    paste((214, 164, 136), face)
    shade = ImageChops.multiply(face, soft((W, H), e(cx + W * .2, cy + H * .05, W * .13, H * .3), 150, 40))
    paste((150, 98, 76), shade)
    light = ImageChops.multiply(face, soft((W, H), e(cx - W * .06, cy - H * .07, W * .1, H * .12), 120, 50))
    paste((240, 200, 172), light)
    # ears
    for s in (-1, 1):
        paste((196, 142, 114), soft((W, H), e(cx + s * W * .207, cy + H * .03, W * .022, H * .05), 255, 4))
    # hair in front
    fringe = ImageChops.subtract(soft((W, H), e(cx, cy - H * .1, W * .235, H * .23), 255, 5), soft((W, H), e(cx - W * .01, cy + H * .07, W * .21, H * .24), 255, 8))
    paste((58, 40, 30), fringe)
    # cheeks
    for s in (-1, 1):
        paste((208, 128, 108), ImageChops.multiply(face, soft((W, H), e(cx + s * W * .11, cy + H * .09, W * .05, H * .04), 110, 22)))
    ey = cy - H * .005
    for s in (-1, 1):
        ex = cx + s * W * .088
        paste((160, 108, 86), soft((W, H), e(ex, ey - H * .012, W * .056, H * .034), 170, 12))     # socket
        eye = soft((W, H), e(ex, ey, W * .041, H * .017), 255, 2)
        paste((236, 232, 228), eye)
        paste((74, 52, 36), ImageChops.multiply(eye, soft((W, H), e(ex, ey, W * .0185, H * .0185), 255, 2)))
        paste((14, 10, 9), ImageChops.multiply(eye, soft((W, H), e(ex, ey, W * .009, H * .009), 255, 1)))
        paste((255, 255, 255), soft((W, H), e(ex - W * .006, ey - H * .006, W * .004, H * .0035), 255, 1))
        d = ImageDraw.Draw(im)
        d.arc(e(ex, ey + H * .004, W * .045, H * .024), 195, 345, fill=(48, 28, 22), width=6)
        d.arc(e(ex, ey - H * .006, W * .041, H * .023), 25, 155, fill=(150, 98, 80), width=3)
        d.arc(e(ex, ey - H * .02, W * .052, H * .034), 205, 335, fill=(54, 36, 28), width=13)      # brow
    # nose
    paste((176, 122, 98), ImageChops.multiply(face, soft((W, H), e(cx + W * .022, cy + H * .055, W * .017, H * .07), 150, 14)))
    paste((236, 194, 166), soft((W, H), e(cx - W * .004, cy + H * .05, W * .01, H * .05), 130, 12))
    paste((182, 124, 102), soft((W, H), e(cx, cy + H * .118, W * .042, H * .016), 170, 8))
    paste((226, 176, 150), soft((W, H), e(cx, cy + H * .104, W * .026, H * .018), 200, 8))
    for s in (-1, 1):
        paste((84, 46, 38), soft((W, H), e(cx + s * W * .02, cy + H * .121, W * .009, H * .0055), 255, 3))
    # mouth
    my = cy + H * .178
    paste((186, 96, 92), soft((W, H), e(cx, my - H * .006, W * .062, H * .012), 255, 3))
    paste((200, 108, 102), soft((W, H), e(cx, my + H * .01, W * .054, H * .0145), 255, 3))
    ImageDraw.Draw(im).arc(e(cx, my - H * .03, W * .075, H * .034), 35, 145, fill=(96, 40, 40), width=5)
    paste((170, 116, 94), soft((W, H), e(cx, my + H * .04, W * .04, H * .008), 120, 9))
    # chin's shadow on the neck
    paste((120, 78, 62), ImageChops.subtract(soft((W, H), e(cx, cy + H * .3, W * .115, H * .045), 190, 10), face))
    im = im.filter(ImageFilter.GaussianBlur(1.2))
    noise = Image.effect_noise((W, H), 14).convert("RGB")
    im = ImageChops.add(im, noise, scale=1, offset=-128)
    return im.resize((width, height), Image.LANCZOS)

def stolen(picture):
    """What a thief does to a portrait: cut, mirrored, smaller, warmer."""
    cut = ImageOps.mirror(picture.crop((48, 60, 360, 380))).resize((240, 246), Image.LANCZOS)
    red, green, blue = cut.split()
    return Image.merge("RGB", (red.point(lambda v: min(255, int(v * 1.06))), green, blue.point(lambda v: int(v * .95))))


if __name__ == "__main__":
    drawn = portrait()
    drawn.save(STOLEN / "earlier" / "01-helen-ashworth" / "portrait.jpg", quality=88)
    stolen(drawn).save(STOLEN / "profile-photo.jpg", quality=72)
    drawn.save(AGAIN / "earlier" / "01-the-first-letter" / "portrait.jpg", quality=88)
    drawn.crop((30, 30, 370, 400)).resize((300, 326), Image.LANCZOS).save(AGAIN / "portrait.jpg", quality=80)
