"""How like two pictures are: what texts, fonts and colours their files hold, and how much of what is seen differs.

What a file holds is read by ``publish.pictures``; a svg and a pdf are drawn to be looked at, a png is what it is.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple, TypeVar

import numpy as np
from PIL import Image

from helpers.publish.pictures import Png, inspect, name_colour

T = TypeVar("T", bound=Hashable)

VISIBLE = 24
"""How many of 255 steps a pixel's red, green or blue must differ by to count: less is the rounding at edges."""


class Trait(NamedTuple):
    """Something that two pictures have not in common: what it is, where, and what each has instead of the other."""

    what: str
    place: str
    published: str
    made: str


def compare_pictures(published: bytes, made: bytes) -> Iterator[Trait]:
    """What two svg, pdf or png files of the same kind hold otherwise; then how large the difference looks, by page.

    >>> swedish, english = ((folder / f"03_ramar_a5_{each}.svg").read_bytes() for each in ("sv", "en"))
    >>> "miljoner kronor" in {trait.published for trait in compare_pictures(swedish, english) if trait.what == "text"}
    True
    """
    ours, theirs = list_traits(published), list_traits(made)
    for what in ours:
        yield from _compare_lists(what, ours[what], theirs[what])
    pages = zip(inspect(published).paint(), inspect(made).paint(), strict=False)
    seen = [difference for pair in pages if (difference := measure_difference(*pair))]
    yield from seen or [Trait("visible", "nothing that is seen differs", "", "")]


def _compare_lists(what: str, published: list[str], made: list[str]) -> Iterator[Trait]:
    """Colours by how often each is there; texts and the rest by their order, each beside what stands in its place."""
    if what == "colour":
        ours, theirs = Counter(published), Counter(made)
        gone, new = (", ".join(dict.fromkeys((a - b).elements())) for a, b in ((ours, theirs), (theirs, ours)))
        if gone or new:
            yield Trait(what, "", gone, new)
        return
    for _, was, now in align(published, made):
        yield Trait(what, "", was or "", now or "")


def align(published: Sequence[T], made: Sequence[T]) -> Iterator[tuple[int, T | None, T | None]]:
    """Where two sequences differ: the place, from 1, and what stands there in each, or None where one has nothing.

    The place is that in the published one, or in what was made where nothing of it was published.

    >>> list(align("abcd", "axd"))
    [(2, 'b', 'x'), (3, 'c', None)]
    """
    for tag, a, b, c, d in SequenceMatcher(None, published, made, autojunk=False).get_opcodes():
        for old, new in zip_longest(range(a, b), range(c, d)) if tag != "equal" else ():
            place = (new if old is None else old) + 1
            yield place, None if old is None else published[old], None if new is None else made[new]


def list_traits(data: bytes) -> dict[str, list[str]]:
    """The texts, fonts, colours, size and metadata of a picture. A png knows its size and metadata only.

    >>> list_traits((folder / "03_ramar_a5_sv.svg").read_bytes())["font"]
    ['SourceSans3-Bold', 'SourceSans3-Regular', 'SourceSans3-SemiBold']
    """
    facts = inspect(data)
    size = facts.image.size if isinstance(facts, Png) else tuple(round(side, 2) for side in facts.size)
    return {
        "text": facts.texts,
        "font": facts.fonts,
        "colour": facts.colours,
        "size": [" x ".join(f"{side:g}" for side in size) + (" px" if isinstance(facts, Png) else " mm")],
        "metadata": [f"{key}: {text}" for key, text in sorted(facts.about.items())],
    }


def measure_difference(published: Image.Image, made: Image.Image) -> Trait | None:
    """The percent of the surface that looks different (``VISIBLE``), where, and the commonest colours there; or None.

    Pictures of different size are laid on each other at the upper left corner.

    >>> measure_difference(Image.new("RGB", (2, 2), "#fff"), Image.new("RGB", (2, 2), "#000")).place
    '100.0 % of the surface, 0-100 % from the left, 0-100 % from the top'
    """
    size = max(published.width, made.width), max(published.height, made.height)
    one, other = (_lay_out(image, size) for image in (published, made))
    unlike = np.abs(one.astype(np.int16) - other.astype(np.int16)).max(axis=2) > VISIBLE
    if not unlike.any():
        return None
    pairs = Counter(zip(map(tuple, one[unlike].tolist()), map(tuple, other[unlike].tolist()), strict=True))
    old, new = max(pairs, key=lambda pair: (pairs[pair], pair))
    percent = max(round(100 * float(unlike.mean()), 2), 0.01)
    place = f"{percent} % of the surface, {_say_where(unlike)}"
    return Trait("visible", place, name_colour(old), name_colour(new))


def _lay_out(image: Image.Image, size: tuple[int, int]) -> Any:
    paper = Image.new("RGB", size, "white")
    paper.paste(image)
    return np.asarray(paper)


def _say_where(unlike: Any) -> str:
    across, down = (_span(np.flatnonzero(unlike.any(axis=axis)), unlike.shape[1 - axis]) for axis in (0, 1))
    return f"{across} % from the left, {down} % from the top"


def _span(places: Any, length: int) -> str:
    return f"{100 * int(places[0]) // length}-{-(-100 * (int(places[-1]) + 1) // length)}"
