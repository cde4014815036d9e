"""Word (.docx): a walk over its parts; no library gives list labels, tracked changes and places at once.

What the walk takes care of: styles that are based on others, labels that lists and styles set, moved and inserted text
once and deleted text not, paragraph marks that are deleted, content controls, what fields show, text boxes once, merged
cells on the grid, notes, signs of Symbol and Wingdings, headers and footers. Text that is struck through or hidden is
left out, and named; so are diagrams, charts and what another program put into the file.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from helpers.documents.blocks import Block, Run, join_runs, take_start, tell_once
from helpers.documents.equation import M, write_equation
from helpers.documents.grid import Cell, list_rows
from helpers.documents.limits import DELETED, HIDDEN, OBJECT, REMARK, Watch
from helpers.documents.numbering import Numbering, W, find, value
from helpers.documents.package import Package, locked
from helpers.documents.signs import show_private, show_sign
from helpers.grid import STRUCK

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SKIPPED = {W + name for name in ("del", "moveFrom", "delText", "pPr", "rPr", "txbxContent", "footnoteReference",
    "endnoteReference", "annotationRef", "footnoteRef", "endnoteRef", "tbl")}  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SHOWN = {"t", "sym", *_SIGNS}
_WITHIN = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")} | {f"{_MC}Choice"}
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"(?:heading|rubrik) ?([1-9])$")
_TITLES = ("title", "rubrik")
_LEFT = {"strike": STRUCK, "dstrike": STRUCK, "vanish": HIDDEN}
_SHEETS = ("header", "footer")
_DRAWN = ("diagramData", "chart")
_OBJECTS = (*_DRAWN, "chartEx", "oleObject", "package", "aFChunk")
"""What a document may hold beside its text: SmartArt, charts, objects of other programs, whole files."""


class _Look(NamedTuple):
    bold: bool
    size: float | None
    raised: bool
    font: str
    left: frozenset[str] = frozenset()


def read_word(data: bytes, watch: Watch) -> list[Block]:
    """The blocks of a .docx file: the body, then the notes, then each header and footer once.

    Raises PlanError for a file that is locked, damaged, too large, or no Word document.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise locked(watch)
    package = Package(data, watch)
    main = _find_main(package)
    if main is None:
        raise watch.fault("en fil utan Word-dokument i", "Spara dokumentet som .docx i Word och försök igen.")
    return list(_Walk(package, main).read())


def _find_main(package: Package) -> str | None:
    for each in package.parse("_rels/.rels"):
        if each.get("Type", "").endswith("/officeDocument"):
            return each.get("Target", "").lstrip("/")
    return "word/document.xml" if "word/document.xml" in package.names else None


class _Walk:
    def __init__(self, package: Package, main: str) -> None:
        self.package, self.folder, self.main = package, main.rpartition("/")[0], main
        root = package.parse("word/styles.xml" if "word/styles.xml" in package.names else f"{self.folder}/styles.xml")
        self.styles = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
        self.relations = package.parse(f"{self.folder}/_rels/{main.rpartition('/')[2]}.rels")
        self.default = next((key for key, each in self.styles.items() if _is_default(each)), "")
        self.defaults = find(root, "docDefaults/rPrDefault/rPr")
        self.numbering = Numbering(package.parse(f"{self.folder}/numbering.xml"), self.styles)
        self.fields: list[list[str]] = []
        self.page, self.paged, self.tables = 1, False, 0
        self.pending: list[Run] = []

    def read(self) -> Iterator[Block]:
        body = find(self.package.parse(self.main), "body")
        blocks = list(self.walk(body)) if body is not None else []
        paged = self.paged
        yield from (block if paged else replace(block, page=None) for block in blocks)
        for name in ("footnotes", "endnotes"):
            yield from self.read_notes(name)
        yield from self.read_sheets(body)
        for each in self.package.parse(f"{self.folder}/comments.xml"):
            self.package.watch.leave(REMARK, _tell(each, "t"))
        self.leave_objects()

    def leave_objects(self) -> None:
        """Name what is no text of the document, by what it says, else by the name of its part."""
        for each in self.relations:
            kind, name = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            if kind in _OBJECTS:
                path = name.lstrip("/") if name.startswith("/") else f"{self.folder}/{name}"
                part = self.package.parse(path) if kind in _DRAWN else Element("none")
                said = [child.text for child in part.iter() if child.tag.endswith(("}t", "}v")) and child.text]
                self.package.watch.leave(OBJECT, " ".join(said) or name.rpartition("/")[2])

    def read_notes(self, name: str) -> Iterator[Block]:
        root = self.package.parse(f"{self.folder}/{name}.xml")
        for number, note in enumerate((each for each in root if each.get(f"{W}type") in (None, "normal")), start=1):
            texts = [block.text.strip() for block in self.walk(note) if block.text.strip()]
            if texts:
                yield Block(f"{number} {' '.join(texts)}", "note")

    def read_sheets(self, body: Element | None) -> Iterator[Block]:
        """The headers and footers that a section names, each text once."""
        targets = {each.get("Id"): each.get("Target", "") for each in self.relations}
        for kind in _SHEETS:
            named = body.iter(f"{W}{kind}Reference") if body is not None else ()
            parts = (self.package.parse(f"{self.folder}/{targets.get(each.get(f'{_R}id'), '')}") for each in named)
            yield from tell_once((block for part in parts for block in self.walk(part)), kind)

    # --- paragraphs and tables ---------------------------------------------------------------------------------

    def walk(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.read_paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.read_table(child)
            elif child.tag in _WITHIN:
                yield from self.walk(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self.walk(_choose(child))

    def read_paragraph(self, paragraph: Element) -> Iterator[Block]:
        page, toc, runs = self.page, self._in_contents(), self.pending
        for each in self.read_runs(paragraph, self._look(paragraph)):
            page = page if any(run.text.strip() for run in runs) else self.page
            runs = [*runs, each]
        toc = toc or self._in_contents()
        joined = any(find(paragraph, f"pPr/rPr/{name}") is not None for name in ("del", "moveFrom"))
        frame = find(paragraph, "pPr/framePr")
        if joined or (frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")):
            self.pending = runs
        else:
            self.pending = []
            yield self.make_block(paragraph, runs, page, toc)
        for box in _find_boxes(paragraph):
            yield from (replace(block, kind="box") for block in self.walk(box))

    def make_block(self, paragraph: Element, runs: list[Run], page: int, toc: bool) -> Block:
        text, bold, size = join_runs(runs)
        start = take_start((run.text, run.bold) for run in runs)
        shown = Block(text, "paragraph", page if text.strip() else self.page, bold=bold, size=size, start=start)
        name = self._name(paragraph)
        if toc or name.startswith(("toc ", "toc", "innehåll")):
            return replace(shown, kind="toc")
        level = self._heading(paragraph, name)
        label, depth = self._label(paragraph) if text.strip() else ("", 0)
        if label:
            shown = replace(shown, text=f"{label} {text.strip()}")
        if level is not None:
            return replace(shown, kind="heading", level=level)
        return replace(shown, kind="item", level=depth + 1) if label else shown

    def read_table(self, table: Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        rows = []
        for row in _find(table, "tr"):
            if find(row, "trPr/del") is None:
                rows.append(list(self.read_cells(row)))
            else:
                self.package.watch.leave(DELETED, _tell(row, "t", "delText"))
        yield from list_rows(rows, number)

    def read_cells(self, row: Element) -> Iterator[Cell]:
        for _ in range(int(value(row, "trPr/gridBefore") or 0)):
            yield Cell([], 1)
        for cell in _find(row, "tc"):
            merged = find(cell, "tcPr/vMerge")
            above = merged is not None and merged.get(f"{W}val") != "restart"
            blocks = list(self.walk(cell))
            yield Cell([] if above else blocks, int(value(cell, "tcPr/gridSpan") or 1))

    # --- text --------------------------------------------------------------------------------------------------

    def read_runs(self, element: Element, look: _Look) -> Iterator[Run]:
        """What an element shows, run by run; the code of a field is passed over, what it shows is not."""
        if element.tag == f"{W}del":
            self.package.watch.leave(DELETED, _tell(element, "delText"))
        if element.tag in _SKIPPED:
            return
        if element.tag == f"{_MC}AlternateContent":
            yield from self.read_runs(_choose(element), look)
            return
        if element.tag == f"{M}oMath":
            yield from self._give(self.read_equation(element, look), look)
            return
        name = element.tag.rpartition("}")[2]
        if name == "r" and element.tag == f"{W}r":
            look = self._run_look(element, look)
        if name == "fldChar":
            self._turn_field(element)
        elif name == "instrText":
            if self.fields:
                self.fields[-1][1] += element.text or ""
        elif name == "lastRenderedPageBreak":
            self.page, self.paged = self.page + 1, True
        elif name not in _SHOWN:
            for child in element:
                yield from self.read_runs(child, look)
        elif not self._in_code():
            yield from self._give(self._show(element, name, look), look)

    def _give(self, runs: Iterator[Run], look: _Look) -> Iterator[Run]:
        """The runs of a look; what is struck through or hidden is left out, and named."""
        for run in runs:
            if look.left:
                self.package.watch.leave(_LEFT[min(look.left)], run.text)
            else:
                yield run

    def read_equation(self, equation: Element, look: _Look) -> Iterator[Run]:
        """An equation as text; one that cannot be written so is left out, and named."""
        text = write_equation(equation)
        if text is None:
            signs = "".join(each.text or "" for each in equation.iter(f"{M}t"))
            self.package.watch.leave("ekvation som inte går att skriva på en rad", signs)
        else:
            yield Run(text, look.bold, look.size, apart=True)

    def _show(self, element: Element, name: str, look: _Look) -> Iterator[Run]:
        if name == "t":
            yield Run(_show_text(element.text or "", look.font), look.bold, look.size, look.raised)
        elif name == "sym":
            font = element.get(f"{W}font", "")
            yield Run(show_sign(int(element.get(f"{W}char", "2022"), 16), font), look.bold, look.size)
        elif element.get(f"{W}type") not in ("page", "column"):
            yield Run(_SIGNS[name], look.bold, look.size)

    def _turn_field(self, element: Element) -> None:
        turn = element.get(f"{W}fldCharType")
        if turn == "begin":
            self.fields.append(["code", ""])
        elif turn == "separate" and self.fields:
            self.fields[-1][0] = "shown"
        elif turn == "end" and self.fields:
            self.fields.pop()

    def _in_code(self) -> bool:
        return any(state == "code" for state, _ in self.fields)

    def _in_contents(self) -> bool:
        return any(code.strip().upper().startswith("TOC") for _, code in self.fields)

    # --- styles ------------------------------------------------------------------------------------------------

    def _chain(self, style: str | None) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while style and style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style], "basedOn")

    def _style(self, paragraph: Element) -> str:
        return value(paragraph, "pPr/pStyle") or self.default

    def _name(self, paragraph: Element) -> str:
        return (value(self.styles.get(self._style(paragraph)), "name") or "").casefold()

    def _heading(self, paragraph: Element, name: str) -> int | None:
        chain = list(self._chain(self._style(paragraph)))
        for source in (paragraph, *chain):
            outline = value(source, "pPr/outlineLvl")
            if outline is not None:
                return int(outline) + 1 if outline.isdigit() and int(outline) < 9 else None
        names = [name, *((value(each, "name") or "").casefold() for each in chain)]
        for each in names:
            if found := _HEADING.match(each):
                return int(found[1])
        return 0 if any(each in _TITLES for each in names) else None

    def _label(self, paragraph: Element) -> tuple[str, int]:
        """The label of a paragraph and its level from 0."""
        style = self._style(paragraph)
        number, level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        for each in self._chain(style) if number is None else ():
            number = value(each, "pPr/numPr/numId")
            level = level or value(each, "pPr/numPr/ilvl")
            if number is not None:
                style = each.get(f"{W}styleId", "")
                break
        if number is None or number == "0":
            return "", 0
        depth = int(level) if level is not None else self.numbering.level_of_style(number, style)
        return self.numbering.label(number, depth), depth

    def _look(self, paragraph: Element) -> _Look:
        sources = [find(each, "rPr") for each in self._chain(self._style(paragraph))]
        return _resolve([*sources, self.defaults], _Look(False, 10.0, False, ""))

    def _run_look(self, run: Element, look: _Look) -> _Look:
        own = find(run, "rPr")
        if own is None:
            return look
        sources = [find(each, "rPr") for each in self._chain(value(own, "rStyle"))]
        return _resolve([own, *sources], look)


def _resolve(sources: list[Element | None], look: _Look) -> _Look:
    """The look that properties give, the first that say something first."""
    bold, size, raised, font, left = look
    for source in reversed(sources):
        if source is None:
            continue
        mark, points = find(source, "b"), value(source, "sz")
        bold = bold if mark is None else mark.get(f"{W}val", "1") not in _OFF
        size = int(points) / 2 if points and points.isdigit() else size
        raised = (value(source, "vertAlign") or ("superscript" if raised else "")) == "superscript"
        font = value(source, "rFonts", "ascii") or font
        told = {each: mark.get(f"{W}val", "1") for each in _LEFT if (mark := find(source, each)) is not None}
        left = left.difference(told) | {each for each, said in told.items() if said not in _OFF}
    return _Look(bold, size, raised, font, left)


def _tell(element: Element, *names: str) -> str:
    tags = [W + name for name in names]
    return "".join(each.text or "" for each in element.iter() if each.tag in tags)


def _show_text(text: str, font: str) -> str:
    if font.casefold().startswith(("symbol", "wingdings")):
        return "".join(show_sign(ord(each), font) if not each.isspace() else each for each in text)
    return show_private(text)


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in ("0", "false", "off")


def _choose(alternatives: Element) -> Element:
    """What Word shows of alternatives: the first choice, or what older programs show where there is none."""
    choice = alternatives.find(f"{_MC}Choice")
    fallback = alternatives.find(f"{_MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else Element("none")


def _find_boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, each once; those inside a box come with the box."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _find_boxes(_choose(child))
        elif child.tag not in (f"{W}del", f"{W}moveFrom"):
            yield from _find_boxes(child)


def _find(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those in content controls; not those that are deleted."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _WITHIN:
            yield from _find(child, name)
