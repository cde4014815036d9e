"""A document into a plan's folder: the original byte for byte, its text, and where each line of it stood."""

import csv
import hashlib
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from helpers.documents.blocks import Block, Document
from helpers.documents.read import read_document
from helpers.documents.unused import FILE, render_unused
from helpers.files import read_text, write_bytes

COLUMNS = ("line", "page", "paragraph", "kind", "level", "bold", "size", "gap", "table", "text")
"""The columns of places.csv; a cell is empty where the file does not say. By its text a place follows its line."""


class Imported(NamedTuple):
    """What was brought: the document, the name of its copy, the copy's sha256, and the lines of a plan.txt that was
    kept since somebody has changed it.
    """

    document: Document
    file: str
    sha256: str
    changed: tuple[int, ...] = ()


def import_document(path: str | Path, folder: str | Path) -> Imported:
    """Write ``document.<ending>``, ``plan.txt``, ``places.csv`` and, of what is no part of the text,
    ``unused.csv`` into a folder, and give what was read.

    Line n of plan.txt is block n. The same document gives the same bytes. A plan.txt with another text is a person's,
    and is kept with its places.csv. Nothing is written where the document cannot be read: raises PlanError as
    ``read_document``.

    >>> import_document("tests/zoo/alvsunda/plan.docx", empty / "alvsunda").file
    'document.docx'
    """
    path, folder = Path(path), Path(folder)
    document = read_document(path)
    data = path.read_bytes()
    name = f"document.{document.format}"
    write_bytes(folder / name, data)
    write_bytes(folder / FILE, render_unused(document.left))
    changed = _find_changed(folder / "plan.txt", document.text)
    if not changed:
        write_bytes(folder / "plan.txt", document.text.encode("utf-8"))
        write_bytes(folder / "places.csv", render_places(document.blocks).encode("utf-8"))
    return Imported(document, name, hashlib.sha256(data).hexdigest(), changed)


def _find_changed(path: Path, text: str) -> tuple[int, ...]:
    """The lines of a plan.txt that the document has otherwise; the first, where lines of the document are not there."""
    own = read_text(path).replace("\r\n", "\n") if path.is_file() else ""
    if not own.strip() or own == text:
        return ()
    parts = SequenceMatcher(None, text.split("\n"), own.split("\n"), autojunk=False).get_opcodes()
    return tuple(n + 1 for tag, _, _, c, d in parts if tag != "equal" for n in range(c, max(d, c + 1)))


def render_places(blocks: tuple[Block, ...]) -> str:
    """places.csv: a row for each line of plan.txt.

    >>> print(render_places((Block("Trygghet", "heading", 2, 1, 1, True, 14.0),)).splitlines()[1])
    1,2,1,heading,1,yes,14,,,Trygghet
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([line, *_cells(block)] for line, block in enumerate(blocks, start=1))
    return out.getvalue()


def _cells(block: Block) -> list[object]:
    size = "" if block.size is None else f"{block.size:g}"
    marks = ["yes" if flag else "" for flag in (block.bold, block.gap)]
    return [block.page, block.paragraph, block.kind, block.level, marks[0], size, marks[1], block.table, block.text]
