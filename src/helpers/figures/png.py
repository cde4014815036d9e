"""A picture in few colours: a small png whose plain surfaces, and small coloured type, keep the very colours that they
were drawn in.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray
from PIL import Image

COLOURS = 32
"""How many colours a png has: the plain ones of a figure, and steps between them at the edges of letters and marks."""


_DRAWN = 1 << 16  # a picture of more colours is a photograph, and gets a palette of mixed ones


_NEAR = 10
"""How far (0 to 255, in each of red, green and blue) a pixel may be from a colour that is kept, to be taken for it."""


def reduce_colours(image: Image.Image, count: int = COLOURS, kept: Iterable[str] = ()) -> Image.Image:
    """The picture with a palette of its most frequent colours, every rarer one as the nearest of them in sRGB.

    Of the colours ``kept``, those that occur come first, however rare: letters in a colour are a few pixels, and all
    their edges are other colours. Unlike the usual ways of choosing a palette it mixes no colours: what is white stays
    #ffffff. No dots are scattered to make up for a colour that is missing. The transparency of the picture is left out
    of account.

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
    palette = _choose(colours, kept, count)
    nearest = ((colours[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
    table = _make_table()
    table[colours @ (1, 1 << 8, 1 << 16)] = nearest
    pixels = np.frombuffer(solid.tobytes(), dtype="<u4") & 0xFFFFFF
    few = Image.frombytes("P", solid.size, table.take(pixels).tobytes())
    few.putpalette(palette.astype(np.uint8).tobytes())
    return few


def _choose(colours: NDArray[np.int64], kept: Iterable[str], count: int) -> NDArray[np.int64]:
    """So many of the colours of a picture, which are given by frequency: those that are kept, then the first."""
    wanted = [tuple(round(255 * part) for part in to_rgb(colour)) for colour in kept]
    near = [colour for colour in wanted if (abs(colours - colour).max(axis=1) <= _NEAR).any()]
    return np.array([*dict.fromkeys([*near, *map(tuple, colours[:count].tolist())])][:count])


@cache
def _make_table() -> NDArray[np.uint8]:
    """Room for what each of all colours becomes; only those of the picture at hand are filled in and looked up."""
    return np.zeros(1 << 24, dtype=np.uint8)
