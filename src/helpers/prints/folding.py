"""A folded print for an office printer: two of its pages side by side on each side of a sheet."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from helpers.figures.type import MM_PER_PT
from helpers.files import sign_pdf

SHEET = (297.0, 210.0)
"""Width and height (mm) of the sheet: A4 on its side."""

ORDER = ((4, 1), (2, 3))
"""Which pages stand left and right, on the one side of the sheet and on the other, so that it can be folded once."""

EDGE = 0.5
"""How far (mm) colour goes beyond a page of 148 mm at most, since half a sheet is that much wider."""


def fold(pdf: bytes, about: dict[str, str]) -> bytes:
    """The pages of a pdf on a ``SHEET`` that is printed on both sides, turned on its short edge, and folded once.

    Takes a pdf of four pages without tags, that are larger than the folded paper by ``EDGE`` (mm) on every side. Pages
    meet in the fold; where the sheet is wider than both, their colour goes on. The pdf asks the printer for both sides,
    short edge and true size, and says of itself what ``about`` has by the names of Dublin Core (``files.sign_pdf``). It
    has no tags: it is nothing for a screen reader. Raises ValueError for another number of pages, and where there are
    tags, which would be lost.
    """
    with pikepdf.open(BytesIO(pdf)) as pages, pikepdf.new() as sheets:
        if len(pages.pages) != sum(map(len, ORDER)):
            raise ValueError(f"a folded sheet has {sum(map(len, ORDER))} pages, and this pdf {len(pages.pages)}")
        if "/StructTreeRoot" in pages.Root:
            raise ValueError("the tags of a pdf do not outlast the folding; make it without")
        for side in ORDER:
            _add_side(sheets, [pages.pages[number - 1] for number in side], EDGE / MM_PER_PT)
        sheets.Root.Version = pikepdf.Name("/1.7")
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
        )
        sheets.Root.Lang = about["Language"]
        return sign_pdf(sheets, about)


def _add_side(sheets: pikepdf.Pdf, pages: Sequence[pikepdf.Page], cut: float) -> None:
    """Add one side of the sheet: the left page ends in the middle, the right one begins there (``cut`` in points)."""
    width, height = (edge / MM_PER_PT for edge in SHEET)
    side = sheets.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    end = float(pages[0].mediabox[2]) - cut
    begins = {"/Left": end - width / 2, "/Right": cut}
    halves = {
        name: _take(sheets, page, (begins[name], cut, begins[name] + width / 2, cut + height))
        for name, page in zip(begins, pages, strict=True)
    }
    shifts = {"/Left": -begins["/Left"], "/Right": width / 2 - cut}
    steps = (f"q 1 0 0 1 {shifts[name]:.3f} {-cut:.3f} cm {name} Do Q\n" for name in halves)
    side.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(halves))
    side.Contents = pikepdf.Stream(sheets, "".join(steps).encode())


def _take(sheets: pikepdf.Pdf, page: pikepdf.Page, edges: tuple[float, float, float, float]) -> pikepdf.Object:
    """What is on a page within a box (left, low, right, high, in points), for another pdf; packed as it was."""
    packed, form = page.obj.Contents, page.as_form_xobject()
    form.write(packed.read_raw_bytes(), filter=pikepdf.Name(str(packed.Filter)))
    form.BBox = pikepdf.Array([round(edge, 3) for edge in edges])
    return sheets.copy_foreign(form)
