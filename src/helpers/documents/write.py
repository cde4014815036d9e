"""A document into a plan's folder: the original byte for byte, its text, and where each line of it stood."""

import csv
import hashlib
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from helpers.documents.blocks import Block, Document
from helpers.documents.limits import Limits
from helpers.documents.read import read_document
from helpers.files import write_bytes

COLUMNS = ("line", "page", "paragraph", "kind", "level", "bold", "size", "gap", "table")
"""The columns of places.csv; a cell is empty where the file does not say."""


class Imported(NamedTuple):
    """What was brought: the document, the name of its copy, and the copy's sha256."""

    document: Document
    file: str
    sha256: str


def import_document(path: str | Path, folder: str | Path, limits: Limits | None = None) -> Imported:
    """Write ``document.<ending>``, ``plan.txt`` and ``places.csv`` into a folder, and give what was read.

    Line n of plan.txt is block n. The same document gives the same bytes. Nothing is written where the document cannot
    be read: raises PlanError as ``read_document``.

    >>> import_document("tests/zoo/alvsunda/plan.docx", empty / "alvsunda").file
    'document.docx'
    """
    path, folder = Path(path), Path(folder)
    document = read_document(path, limits)
    data = path.read_bytes()
    name = f"document.{document.format}"
    write_bytes(folder / name, data)
    write_bytes(folder / "plan.txt", document.text.encode("utf-8"))
    write_bytes(folder / "places.csv", render_places(document.blocks).encode("utf-8"))
    return Imported(document, name, hashlib.sha256(data).hexdigest())


def render_places(blocks: tuple[Block, ...]) -> str:
    """places.csv: a row for each line of plan.txt.

    >>> print(render_places((Block("Trygghet", "heading", 2, 1, 1, True, 14.0),)).splitlines()[1])
    1,2,1,heading,1,yes,14,,
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([line, *_cells(block)] for line, block in enumerate(blocks, start=1))
    return out.getvalue()


def _cells(block: Block) -> list[object]:
    size = "" if block.size is None else f"{block.size:g}"
    marks = ["yes" if flag else "" for flag in (block.bold, block.gap)]
    return [block.page, block.paragraph, block.kind, block.level, marks[0], size, marks[1], block.table]
