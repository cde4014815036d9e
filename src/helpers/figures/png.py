"""A picture in few colours: a small png whose plain surfaces keep the very colours that they were drawn in."""

import numpy as np
from PIL import Image

COLOURS = 32
"""How many colours a png has: the plain ones of a figure, and steps between them at the edges of letters and marks."""


_DRAWN = 1 << 16  # a picture of more colours is a photograph, and gets a palette of mixed ones


def reduce_colours(image: Image.Image, count: int = COLOURS) -> Image.Image:
    """The picture with a palette of its most frequent colours, every rarer one as the nearest of them in sRGB.

    Unlike the usual ways of choosing a palette it mixes no colours: what is white stays #ffffff. No dots are scattered
    to make up for a colour that is missing. The transparency of the picture is left out of account.

    >>> reduce_colours(Image.new("RGB", (2, 2), "#0b6070")).getpalette()[:3]
    [11, 96, 112]
    """
    solid = image.convert("RGB")
    found = solid.getcolors(_DRAWN)
    if found is None:
        return solid.quantize(count)
    counted = sorted(found, key=lambda each: (-each[0], each[1]))
    colours = np.array([colour for _, colour in counted], dtype=np.int64)
    nearest = ((colours[:, None] - colours[None, :count]) ** 2).sum(axis=2).argmin(axis=1)
    table = np.zeros(1 << 24, dtype=np.uint8)
    table[colours @ (1, 1 << 8, 1 << 16)] = nearest
    pixels = np.frombuffer(solid.convert("RGBA").tobytes(), dtype="<u4") & 0xFFFFFF
    few = Image.frombytes("P", solid.size, table[pixels].tobytes())
    few.putpalette(colours[:count].astype(np.uint8).tobytes())
    return few
