"""OpenDocument (.odt): a walk over content.xml, with the lists and styles of styles.xml.

What is deleted, struck through, hidden, a comment or an object is left out and named, what fields show is
given, a note comes once and at the end, merged cells stand on the grid, and a list item begins with the mark or number
that its list shows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from helpers.documents.blocks import Block, Run, join_runs, take_start, tell_once
from helpers.documents.grid import Cell, list_rows
from helpers.documents.limits import DELETED, HIDDEN, OBJECT, REMARK, Watch
from helpers.documents.package import Package, locked
from helpers.documents.signs import count_with, show_private, write_bullet
from helpers.grid import STRUCK

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE, _DRAW = (f"{_OASIS}{name}:1.0}}" for name in ("text", "table", "style", "drawing"))
_OFFICE, _FO = f"{_OASIS}office:1.0}}", f"{_OASIS}xsl-fo-compatible:1.0}}"
_SKIPPED = {f"{_TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "sequence-decls")} | {
    f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_OFFICE}forms"}  # fmt: skip
_BOXES = {f"{_DRAW}{name}" for name in ("text-box", "custom-shape", "rect", "ellipse", "circle", "caption", "polygon",
    "polyline", "path", "line", "connector", "regular-polygon")}  # fmt: skip
_OBJECT = f"{_DRAW}object"
_UNSEEN = {_OBJECT, *(f"{_OASIS}svg-compatible:1.0}}{name}" for name in ("title", "desc"))}  # read aloud, not shown
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_LENGTH = re.compile(r"([\d.]+)(pt|cm|mm|in|px)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75}
_MOST_SPACES = 200
_MOST_REPEATED = 1000
_MOST_COPIED = 20  # times that a cell or a row with words in it is repeated: a few alike, and no file that grows


class _Look(NamedTuple):
    bold: bool = False
    size: float | None = 12.0
    raised: bool = False
    left: str = ""


@dataclass
class _List:
    """A list that is open: its style, its level from 1, and how far each level has been counted."""

    style: str
    level: int = 1
    counts: dict[int, int] = field(default_factory=dict)


def read_opendocument(data: bytes, watch: Watch) -> list[Block]:
    """The blocks of an .odt file: the body, then the notes, then each header and footer once.

    Raises PlanError for a file that is locked, damaged, too large, or no text document.
    """
    package = Package(data, watch)
    if b"encryption-data" in (
        package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    ):
        raise locked(watch)
    text = package.parse("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise watch.fault("en fil utan textdokument i", "Spara dokumentet som .odt i ett ordbehandlingsprogram.")
    return list(_Walk(package).read(text))


def _count(part: Element, what: str, most: int) -> int:
    """How many rows or columns a row or a cell stands for, up to so many."""
    return min(int(part.get(f"{_TABLE}number-{what}-repeated", "1")), most)


class _Walk:
    def __init__(self, package: Package) -> None:
        roots = [package.parse("styles.xml"), package.parse("content.xml")]
        self.styles = {_key(each): each for root in roots for each in root.iter(f"{_STYLE}style")}
        self.defaults = [each for each in roots[0].iter(f"{_STYLE}default-style") if _family(each) == "paragraph"]
        self.lists = {each.get(f"{_STYLE}name", ""): each for root in roots for each in root.iter(f"{_TEXT}list-style")}
        self.outline = next(roots[0].iter(f"{_TEXT}outline-style"), Element("none"))
        self.package = package
        self.masters = roots[0].find(f"{_OFFICE}master-styles")
        self.page, self.tables, self.watch = 1, 0, package.watch
        self.notes: list[Block] = []
        self.counted: dict[str, dict[int, int]] = {}
        self.last: dict[str, dict[int, int]] = {}
        self.headings: dict[int, int] = {}

    def read(self, body: Element) -> Iterator[Block]:
        yield from self.walk(body)
        yield from self.notes
        for kind in ("header", "footer"):
            sheets = self.masters.iter(f"{_STYLE}{kind}") if self.masters is not None else ()
            yield from tell_once((block for sheet in sheets for block in self.walk(sheet)), kind)

    # --- paragraphs, lists and tables --------------------------------------------------------------------------

    def walk(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element, in order."""
        for child in parent:
            if _is_hidden(child):
                self.watch.leave(HIDDEN, _tell(child))
            elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self.read_paragraph(child)
            elif child.tag == f"{_TEXT}list":
                yield from self.read_list(child, None)
            elif child.tag == f"{_TABLE}table":
                yield from self.read_table(child)
            elif child.tag.endswith(("-index", "table-of-content", "bibliography")):
                yield from (replace(block, kind="toc") for block in self.walk(child))
            elif child.tag == f"{_TEXT}soft-page-break":
                self.page += 1
            elif child.tag == f"{_TEXT}tracked-changes":
                for each in child.iter(f"{_TEXT}deletion"):
                    self.watch.leave(DELETED, _tell(each))
            elif child.tag.startswith(_DRAW):
                yield from self.read_boxes([child])
            elif child.tag not in _SKIPPED and not child.tag.endswith("-source"):
                yield from self.walk(child)

    def read_paragraph(self, paragraph: Element, label: str = "", level: int | None = None) -> Iterator[Block]:
        style = paragraph.get(f"{_TEXT}style-name", "")
        if self._breaks_before(style):
            self.page += 1
        page = self.page
        hidden = any(_is_hidden(each) for each in paragraph.iter(f"{_TEXT}hidden-paragraph"))
        look = self._look(style, "paragraph", _Look(left=HIDDEN if hidden else ""))
        runs = list(self.read_runs(paragraph, look))
        text, bold, size = join_runs(runs)
        kind = "item" if label else "paragraph"
        outline = paragraph.get(f"{_TEXT}outline-level") if paragraph.tag == f"{_TEXT}h" else None
        if outline is not None:
            kind, level = "heading", int(outline)
            label = label or (self._count_heading(level) if text.strip() and _is_listed(paragraph) else "")
        elif not label and self._is_title(style):
            kind, level = "heading", 0
        text = f"{label} {text.strip()}" if label and text.strip() else text
        start = take_start((run.text, run.bold) for run in runs)
        yield Block(text, kind, page, level=level, bold=bold, size=size, start=start)
        yield from self.read_boxes(paragraph)

    def read_boxes(self, parent: Iterable[Element]) -> Iterator[Block]:
        """The text of frames and of drawn shapes; what a box in a box says comes with the outer one."""
        for child in parent:
            if child.tag in _BOXES:
                yield from (replace(block, kind="box") for block in self.walk(child))
            elif child.tag == _OBJECT:
                self.watch.leave(OBJECT, self._tell_object(child))
            else:
                yield from self.read_boxes(child)

    def _tell_object(self, tag: Element) -> str:
        """What an embedded object says, a formula as its writer typed it; its name where it says nothing."""
        name = tag.get("{http://www.w3.org/1999/xlink}href", "").removeprefix("./")
        part = self.package.parse(f"{name}/content.xml") if name else tag
        typed = [each.text for each in part.iter() if each.tag.endswith("}annotation") and each.text]
        return " ".join(typed) or _tell(part) or name

    def read_list(self, element: Element, outer: _List | None) -> Iterator[Block]:
        style = element.get(f"{_TEXT}style-name", "") or (outer.style if outer else "")
        counts = outer.counts if outer else self._begin(element, style)
        inner = _List(style, outer.level + 1 if outer else 1, counts)
        if outer:
            counts.pop(inner.level, None)
        for item in element:
            if item.tag == f"{_TEXT}list-item":
                yield from self.read_item(item, inner)
            elif item.tag == f"{_TEXT}list-header":
                yield from self.walk(item)
        for key in (element.get("{http://www.w3.org/XML/1998/namespace}id", ""), f"style {style}"):
            self.last[key] = counts

    def read_item(self, item: Element, inner: _List) -> Iterator[Block]:
        """An item: its first paragraph has the label, further ones have none; a list in it is one level below."""
        begun = False
        for child in item:
            if child.tag == f"{_TEXT}list":
                yield from self.read_list(child, inner)
            elif child.tag in (f"{_TEXT}p", f"{_TEXT}h") and not begun:
                begun = True
                start = item.get(f"{_TEXT}start-value")
                if start is not None:
                    inner.counts[inner.level] = int(start) - 1
                yield from self.read_paragraph(child, self._label(inner, child), inner.level)
            elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self.read_paragraph(child)
            elif child.tag == f"{_TEXT}soft-page-break":
                self.page += 1

    def _begin(self, element: Element, style: str) -> dict[int, int]:
        """Where a list begins to count: anew, or where the list that it continues has come to."""
        before = element.get(f"{_TEXT}continue-list")
        if before is not None:
            return self.last.get(before, {})
        if element.get(f"{_TEXT}continue-numbering") == "true":
            return self.last.get(f"style {style}", {})
        return {}

    def _label(self, inner: _List, paragraph: Element) -> str:
        if not "".join(paragraph.itertext()).strip():
            return ""
        for deeper in [level for level in inner.counts if level > inner.level]:
            del inner.counts[deeper]
        style = self.lists.get(inner.style)
        shown = _level(style, inner.level) if style is not None else None
        if shown is not None and shown.tag.endswith("-bullet"):
            sign = shown.get(f"{_TEXT}bullet-char", "")
            return write_bullet(show_private(sign))
        if shown is None or style is None:
            return write_bullet("")
        return _number(style, shown, inner.level, inner.counts)

    def _count_heading(self, level: int) -> str:
        for deeper in [each for each in self.headings if each > level]:
            del self.headings[deeper]
        shown = _level(self.outline, level)
        return _number(self.outline, shown, level, self.headings) if shown is not None else ""

    def read_table(self, table: Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        rows = [cells for row in self._rows(table) for cells in self._copy(row, list(self.read_cells(row)))]
        yield from list_rows(rows, number)

    def _copy(self, row: Element, cells: list[Cell]) -> list[list[Cell]]:
        """A row as often as it stands there: of several alike the file keeps one, with their number."""
        told = any(cell.blocks for cell in cells)
        return [cells] * _count(row, "rows", _MOST_COPIED if told else 1)

    def _rows(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag == f"{_TABLE}table-row":
                yield child
            elif child.tag.startswith(f"{_TABLE}table-") and child.tag.endswith(("rows", "row-group")):
                yield from self._rows(child)
            elif child.tag == f"{_TEXT}soft-page-break":
                self.page += 1

    def read_cells(self, row: Element) -> Iterator[Cell]:
        for cell in row:
            if cell.tag == f"{_TABLE}table-cell":
                blocks = list(self.walk(cell))
                yield from [Cell(blocks)] * _count(cell, "columns", _MOST_COPIED if blocks else _MOST_REPEATED)
            elif cell.tag == f"{_TABLE}covered-table-cell":
                yield from [Cell([])] * _count(cell, "columns", _MOST_REPEATED)

    # --- text --------------------------------------------------------------------------------------------------

    def read_runs(self, element: Element, look: _Look) -> Iterator[Run]:
        """What an element shows: white space as the format collapses it, fields as they are shown."""
        yield from self._show(element.text, look)
        for child in element:
            if child.tag == f"{_TEXT}note":
                self._keep_note(child)
            elif child.tag == f"{_TEXT}soft-page-break":
                self.page += 1
            elif child.tag == f"{_TEXT}s":
                yield from self._give(" " * min(int(child.get(f"{_TEXT}c", "1")), _MOST_SPACES), look)
            elif child.tag in _SIGNS:
                yield from self._give(_SIGNS[child.tag], look)
            elif _is_hidden(child) or child.tag == f"{_OFFICE}annotation":
                self.watch.leave(HIDDEN if _is_hidden(child) else REMARK, _tell(child))
            elif child.tag not in _SKIPPED | _BOXES | _UNSEEN:
                inner = self._look(child.get(f"{_TEXT}style-name", ""), "text", look)
                yield from self.read_runs(child, inner if child.tag == f"{_TEXT}span" else look)
            yield from self._show(child.tail, look)

    def _show(self, text: str | None, look: _Look) -> Iterator[Run]:
        if text:
            shown = show_private(re.sub(r"[ \t\r\n]+", " ", text)).replace("\u00ad", "").replace("\u2011", "-")
            yield from self._give(shown, look)

    def _give(self, text: str, look: _Look) -> Iterator[Run]:
        """A text; what is struck through or hidden is left out, and named."""
        if look.left:
            self.watch.leave(look.left, text)
        else:
            yield Run(text, *look[:3])

    def _keep_note(self, note: Element) -> None:
        body = note.find(f"{_TEXT}note-body")
        mark = "".join(part for each in note.iter(f"{_TEXT}note-citation") for part in each.itertext())
        texts = [block.text.strip() for block in self.walk(body)] if body is not None else []
        self.notes.append(Block(" ".join([mark, *texts]).strip(), "note", self.page))

    # --- styles ------------------------------------------------------------------------------------------------

    def _chain(self, name: str, family: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name and (family, name) in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[family, name]
            name = self.styles[family, name].get(f"{_STYLE}parent-style-name", "")

    def _look(self, name: str, family: str, look: _Look) -> _Look:
        chain = [*self._chain(name, family), *(self.defaults if family == "paragraph" else ())]
        for style in reversed(chain):
            for properties in style.findall(f"{_STYLE}text-properties"):
                look = _apply(properties, look)
        return look

    def _breaks_before(self, name: str) -> bool:
        for style in self._chain(name, "paragraph"):
            for properties in style.findall(f"{_STYLE}paragraph-properties"):
                if properties.get(f"{_FO}break-before") is not None:
                    return properties.get(f"{_FO}break-before") == "page"
        return False

    def _is_title(self, name: str) -> bool:
        names = [each.get(f"{_STYLE}name", "") for each in self._chain(name, "paragraph")]
        return any(each in ("Title", "Rubrik") for each in names)


def _is_hidden(part: Element) -> bool:
    return part.get(f"{_TEXT}is-hidden") == "true" or part.get(f"{_TEXT}display") == "none"


def _tell(part: Element) -> str:
    paragraphs = [each for each in part.iter() if each.tag in (f"{_TEXT}p", f"{_TEXT}h")] or [part]
    return " ".join("".join(each.itertext()) for each in paragraphs)


def _apply(properties: Element, look: _Look) -> _Look:
    weight, size = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-size", "")
    position = properties.get(f"{_STYLE}text-position", "")
    bold = look.bold if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600)
    raised = position.startswith("super") or (position[:1].isdigit() and not position.startswith("0"))
    line, display = properties.get(f"{_STYLE}text-line-through-style"), properties.get(f"{_TEXT}display")
    left = look.left
    for said, seen, what in ((line, "none", STRUCK), (display, "true", HIDDEN)):
        if said is not None:
            left = what if said != seen else "" if left == what else left
    if size.endswith("%") and look.size:
        return _Look(bold, look.size * float(size[:-1]) / 100, raised, left)
    found = _LENGTH.fullmatch(size)
    points = round(float(found[1]) * _POINTS[found[2]], 1) if found else look.size
    return _Look(bold, points, raised if position else look.raised, left)


def _number(style: Element, shown: Element, level: int, counts: dict[int, int]) -> str:
    """Count one on a level, and the number that the list shows there."""
    counts[level] = counts.get(level, int(shown.get(f"{_TEXT}start-value", "1")) - 1) + 1
    if not shown.get(f"{_STYLE}num-format"):
        return ""
    depth = int(shown.get(f"{_TEXT}display-levels", "1"))
    parts = []
    for each in range(level - depth + 1, level + 1):
        other = _level(style, each)
        if other is not None and other.get(f"{_STYLE}num-format"):
            parts.append(count_with(counts.get(each, 1), other.get(f"{_STYLE}num-format", "1")))
    return f"{shown.get(f'{_STYLE}num-prefix', '')}{'.'.join(parts)}{shown.get(f'{_STYLE}num-suffix', '')}".strip()


def _level(style: Element, level: int) -> Element | None:
    return next((each for each in style if each.get(f"{_TEXT}level") == str(level)), None)


def _is_listed(heading: Element) -> bool:
    return heading.get(f"{_TEXT}is-list-header") != "true"


def _key(style: Element) -> tuple[str, str]:
    return _family(style), style.get(f"{_STYLE}name", "")


def _family(style: Element) -> str:
    return style.get(f"{_STYLE}family", "")
