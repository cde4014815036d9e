"""A picture in few colours: a small png whose plain surfaces keep the very colours that they were drawn in."""

from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray
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
    solid = image if image.mode == "RGBA" else image.convert("RGBA")
    found = solid.getcolors(_DRAWN)
    if found is None:
        return image.convert("RGB").quantize(count)
    counted = Counter[tuple[int, ...]]()
    for number, colour in found:
        counted[tuple(colour)[:3]] += number  # type: ignore[arg-type]
    common = sorted(counted, key=lambda colour: (-counted[colour], colour))
    colours = np.array(common, dtype=np.int64)
    nearest = ((colours[:, None] - colours[None, :count]) ** 2).sum(axis=2).argmin(axis=1)
    table = _make_table()
    table[colours @ (1, 1 << 8, 1 << 16)] = nearest
    pixels = np.frombuffer(solid.tobytes(), dtype="<u4") & 0xFFFFFF
    few = Image.frombytes("P", solid.size, table.take(pixels).tobytes())
    few.putpalette(colours[:count].astype(np.uint8).tobytes())
    return few


@cache
def _make_table() -> NDArray[np.uint8]:
    """Room for what each of all colours becomes; only those of the picture at hand are filled in and looked up."""
    return np.zeros(1 << 24, dtype=np.uint8)
