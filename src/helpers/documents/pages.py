"""The pages of a PDF as pictures, for a person to look at beside the lines that were read."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from helpers.documents.limits import Limits, Watch
from helpers.documents.pdf import FEWEST_SIGNS, open_pdf
from helpers.documents.pdf_page import holds_picture

_WIDEST = 4000
_TALLEST = 12_000


def render_pages(path: str | Path, pages: list[int] | None = None, width: int = 800) -> Iterator[tuple[int, bytes]]:
    """Each page's number (from 1) and its picture as png bytes, ``width`` pixels wide; the same bytes each time.

    All pages, or those given; numbers that the document does not have are passed over. Raises PlanError as
    ``read_pdf`` for a file that cannot be opened, ValueError for a width that is no number of pixels up to 4000.

    >>> [number for number, picture in render_pages("tests/zoo/stensjoberg/plan.pdf", [1], 400)]
    [1]
    """
    if not 0 < width <= _WIDEST:
        raise ValueError(f"width is {width}; it is a number of pixels from 1 to {_WIDEST}")
    watch = Watch(Path(path), Limits())
    with open_pdf(Path(path).read_bytes(), watch) as document:
        for number in pages if pages is not None else range(1, len(document) + 1):
            if 0 < number <= len(document):
                watch.check_time()
                yield number, _render(document[number - 1], width)


def list_picture_pages(path: str | Path) -> list[int]:
    """The pages of a PDF that are pictures only, by number: what they say no program has read.

    >>> list_picture_pages("tests/zoo/stensjoberg/plan.pdf")
    []
    """
    with open_pdf(Path(path).read_bytes(), Watch(Path(path), Limits())) as document:
        few = (n for n in range(len(document)) if document[n].get_textpage().count_chars() < FEWEST_SIGNS)
        return [number + 1 for number in few if holds_picture(document[number])]


def _render(page: Any, width: int) -> bytes:
    wide, high = page.get_size()
    scale = min(width / max(wide, 1.0), _TALLEST / max(high, 1.0))
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    out = BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
