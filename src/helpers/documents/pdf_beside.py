"""What a PDF shows over its pages and their text does not hold, fields and boxes of forms and notes; and its layers."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from helpers.documents.limits import REMARK, Watch

FIELD, TYPED, TICKED = "text i ett formulärfält", "text som är skriven ovanpå sidan", "ikryssad ruta"
_NO_TEXT = ("/Link", "/Popup")
_FIELDS = ("/Tx", "/Ch")
_UNSEEN = 0b10_0010
_DEEPEST = 8
_GROUP = "grupp av lager som inte visas"


def leave_beside(data: bytes, watch: Watch) -> tuple[frozenset[bytes], bytes]:
    """Name what stands in the fields and the notes of a PDF, page by page; nothing where it cannot be told.

    Gives the names of the layers that are switched off, and the file, in which groups of layers that are not shown
    have one such name too.
    """
    # Only who brings a PDF waits for its reader.
    import pikepdf

    off: frozenset[bytes] = frozenset()
    with suppress(pikepdf.PdfError, RuntimeError), pikepdf.open(BytesIO(data)) as document:
        for number, page in enumerate(document.pages, start=1):
            watch.check_time()
            notes = page.obj.get("/Annots")
            for note in notes if isinstance(notes, pikepdf.Array) else ():
                with suppress(ValueError, TypeError, AttributeError):
                    watch.leave(*_read_note(note), number)
        shown, off = _list_layers(document.Root)
        hidden = [each for each in document.objects if _is_hidden(each, shown)] if shown is not None else []
        for group in hidden:
            group["/Name"] = pikepdf.String(_GROUP)
        if hidden:
            off |= {_GROUP.encode()}
            saved = BytesIO()
            document.save(saved)
            data = saved.getvalue()
    return off, data


def _list_layers(root: Any) -> tuple[dict[Any, bool] | None, frozenset[bytes]]:
    """Whether each layer is shown, none where it cannot be told; and the names of those that are switched off, but
    those that another one has that is not.
    """
    with suppress(KeyError, ValueError, TypeError, AttributeError):
        default, layers = root["/OCProperties"]["/D"], [*root["/OCProperties"]["/OCGs"]]
        on, off = ({each.objgen for each in default.get(key, ())} for key in ("/ON", "/OFF"))
        usual = default.get("/BaseState") != "/OFF"
        shown = {each.objgen: each.objgen in on or (usual and each.objgen not in off) for each in layers}
        names = [bytes(each["/Name"]) for each in layers]
        seen = {name for name, is_shown in zip(names, shown.values(), strict=True) if is_shown}
        return shown, frozenset(names) - seen
    return None, frozenset()


def _is_hidden(group: Any, shown: dict[Any, bool]) -> bool:
    """Whether an object is a group of layers, and not shown as these are switched."""
    import pikepdf

    if not isinstance(group, pikepdf.Dictionary) or group.get("/Type") != "/OCMD" or "/OCGs" not in group:
        return False
    layers = group["/OCGs"]
    states = [shown.get(each.objgen, True) for each in (layers if isinstance(layers, pikepdf.Array) else [layers])]
    rule = str(group.get("/P", "/AnyOn"))
    told = all(states) if rule.startswith("/All") == rule.endswith("On") else any(states)
    return bool(states) and told != rule.endswith("On")


def _read_note(note: Any) -> tuple[str, str]:
    """What one sees where a field or a note is put on a page, or in the box that opens there: its kind and its text."""
    kind, unseen = note.get("/Subtype"), int(note.get("/F", 0)) & _UNSEEN
    if unseen:
        return "", ""
    if kind != "/Widget":
        return TYPED if kind == "/FreeText" else REMARK, "" if kind in _NO_TEXT else _say(note.get("/Contents"))
    if _inherit(note, "/FT") in _FIELDS:
        return FIELD, _say(_inherit(note, "/V"))
    ticked = note.get("/AS", "/Off") != "/Off"
    return TICKED, _say(_inherit(note, "/TU")) or _say(_inherit(note, "/T")) if ticked else ""


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
