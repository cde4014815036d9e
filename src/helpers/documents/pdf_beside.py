"""What a PDF shows over its pages and no text of them holds: filled-in fields of forms, and typed notes."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from helpers.documents.limits import Watch

FIELD, TYPED, OUTSIDE = "text i ett formulärfält", "text som är skriven ovanpå sidan", "text utanför sidans kant"
_FIELDS = ("/Tx", "/Ch")
_UNSEEN = 0b10_0010
_DEEPEST = 8


def leave_beside(data: bytes, watch: Watch) -> None:
    """Name what stands in the fields and the typed notes of a PDF, page by page; nothing where it cannot be told."""
    # Only who brings a PDF waits for its reader.
    import pikepdf

    with suppress(pikepdf.PdfError, RuntimeError), pikepdf.open(BytesIO(data)) as document:
        for number, page in enumerate(document.pages, start=1):
            watch.check_time()
            with suppress(ValueError, TypeError, AttributeError):
                for what, text in _list_beside(page.obj):
                    watch.leave(what, text, number)


def _list_beside(page: Any) -> Iterator[tuple[str, str]]:
    import pikepdf

    notes = page.get("/Annots")
    for note in notes if isinstance(notes, pikepdf.Array) else ():
        if isinstance(note, pikepdf.Dictionary) and not int(note.get("/F", 0)) & _UNSEEN:
            kind = note.get("/Subtype")
            if kind == "/FreeText":
                yield TYPED, _say(note.get("/Contents"))
            elif kind == "/Widget" and _inherit(note, "/FT") in _FIELDS:
                yield FIELD, _say(_inherit(note, "/V"))


def _inherit(field: Any, key: str) -> Any:
    """What a field says, or the one that it is a part of."""
    for _ in range(_DEEPEST):
        if key in field or "/Parent" not in field:
            break
        field = field["/Parent"]
    return field.get(key)


def _say(value: Any) -> str:
    import pikepdf

    return str(value) if isinstance(value, pikepdf.String) else ""
