"""From a file to its blocks: which reader a file needs, and what is said of one that nobody can read."""

from collections.abc import Callable
from pathlib import Path

from helpers.documents.blocks import Block, Document
from helpers.documents.finish import finish
from helpers.documents.limits import Limits, Watch
from helpers.documents.opendocument import read_opendocument
from helpers.documents.pdf import read_pdf
from helpers.documents.plaintext import is_markdown, read_characters, read_text
from helpers.documents.webpage import read_markdown, read_webpage
from helpers.documents.word import read_word
from helpers.errors import PlanError
from helpers.grids.read import tell_unread

Reader = Callable[[bytes, Watch], list[Block]]


def _read_plain(data: bytes, watch: Watch) -> list[Block]:
    """The blocks of a text file, which may be in Markdown, whatever its ending says."""
    text = read_characters(data, watch)
    return read_markdown(text, watch) if is_markdown(text) else read_text(text)


READERS: dict[str, Reader] = {
    "docx": read_word,
    "docm": read_word,
    "dotx": read_word,
    "odt": read_opendocument,
    "ott": read_opendocument,
    "pdf": read_pdf,
    "html": lambda data, watch: read_webpage(data, watch),
    "htm": lambda data, watch: read_webpage(data, watch),
    "md": lambda data, watch: read_markdown(read_characters(data, watch), watch),
    "txt": _read_plain,
}
"""The reader of each kind of file, by its ending."""

_BEGINNINGS = {b"%PDF-": "pdf", b"{\\rtf": "rtf"}


def read_document(path: str | Path, limits: Limits | None = None) -> Document:
    """The blocks of a document: .docx, .odt, .pdf, .html, .md or .txt.

    Raises PlanError for a file that is not there, is locked, damaged, not what its ending says, larger than ``limits``
    or takes longer, for a scan without text, and for a kind that is not read, with what to do then.

    >>> read_document("data/borlange-v-2022/plan.txt").blocks[0].kind
    'paragraph'
    """
    path = Path(path)
    watch = Watch(path, limits or Limits())
    data = _load(path, watch)
    kind = _find_kind(path, data, watch)
    blocks = finish(READERS[kind](data, watch))
    if not blocks:
        raise watch.fault("ett dokument utan text", "Ta med ett dokument vars text går att markera och kopiera.")
    pages = max((block.page or 0 for block in blocks), default=0)
    return Document(blocks, kind, pages or None, tuple(watch.unused))


def _load(path: Path, watch: Watch) -> bytes:
    try:
        watch.check_size(path.stat().st_size)
        return path.read_bytes()
    except PlanError:
        raise
    except OSError as error:
        raise watch.fault(f"ingen fil som går att läsa ({error.strerror})", "Kontrollera namn och mapp.") from None


def _find_kind(path: Path, data: bytes, watch: Watch) -> str:
    ending = path.suffix.lower().lstrip(".")
    begun = next((kind for start, kind in _BEGINNINGS.items() if data.lstrip()[:8].startswith(start)), ending)
    if remedy := tell_unread(begun):
        raise watch.fault(f"en fil av slaget .{begun}, som inte läses", remedy)
    if begun not in READERS:
        known = ", ".join(f".{kind}" for kind in ("docx", "odt", "pdf", "html", "md", "txt"))
        raise watch.fault(f"en fil av slaget .{ending}", f"Spara dokumentet som något av {known}.")
    if ending == "pdf" and begun == "pdf" and b"%PDF-" not in data[:1024]:
        raise watch.fault("en fil som inte är en PDF", "Spara eller ladda ned dokumentet igen.")
    return begun
