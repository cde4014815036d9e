"""PDF: pypdfium2 reads signs and their places; here they become lines, columns, tables, paragraphs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Any

from helpers.documents.blocks import Block
from helpers.documents.joining import close_words, list_known
from helpers.documents.limits import Watch
from helpers.documents.package import locked
from helpers.documents.pdf_beside import leave_beside
from helpers.documents.pdf_boxes import take_axes, take_boxes, take_quotes
from helpers.documents.pdf_carried import seat_carried
from helpers.documents.pdf_columns import Frame, Sheet, find_columns
from helpers.documents.pdf_dots import seat_dots
from helpers.documents.pdf_edges import find_edges
from helpers.documents.pdf_flow import Flow, Part, find_usual, write_blocks
from helpers.documents.pdf_initials import seat_initials
from helpers.documents.pdf_lines import Line, find_lines
from helpers.documents.pdf_margin import drop_numbers, find_folds, part_pages
from helpers.documents.pdf_marks import seat_marks
from helpers.documents.pdf_page import Page, Rule, even_sizes, read_page
from helpers.documents.pdf_tables import Table, find_headed, find_open, find_ruled, join_columns, open_leaders
from helpers.documents.pdf_turned import seat_turned

FEWEST_SIGNS = 20
"""A page with a picture and fewer signs is a picture only."""

_NOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*]|\d{1,2}[.)]? ?(?=[A-ZÅÄÖ])")
_CITED = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹⁰]+|\d{1,2})[⁾)]?")
_RAISED = re.compile(r"(?<![\dkc]m)(?<!\bm)([¹²³⁴⁵⁶⁷⁸⁹⁰]+)⁾?")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SMALLER = 0.93


def read_pdf(data: bytes, watch: Watch) -> list[Block]:
    """The blocks of a PDF, page by page: headers, text, notes, footers.

    Raises PlanError for a file that is locked, damaged or too large, and for a scan: pages that are pictures only.
    """
    pages = list(_read_pages(data, watch))
    for page in pages:
        for why, glyphs in page.left.items():
            for line in find_lines(glyphs, page.number):
                watch.leave(why, line.text, page.number)
    pictured = sum(page.pictured and len(page.glyphs) < FEWEST_SIGNS for page in pages)
    if not any(page.glyphs for page in pages) or pictured > len(pages) / 2:
        raise watch.fault(
            "en PDF utan text, troligen inskannad",
            "Ta med originalet (Word eller PDF sparad ur Word), eller kör texttolkning (OCR) på den först.",
        )
    even_sizes(pages)
    seat_dots(pages)
    for page in pages:
        seat_turned(page)
        seat_initials(page)
    seat_marks(pages)
    ruled = [find_ruled(page) for page in pages]
    lines = drop_numbers([find_lines(glyphs, page.number) for page, (_, glyphs) in zip(pages, ruled, strict=True)])
    lines, beside = part_pages([*map(open_leaders, lines)])
    edges = find_edges(pages, lines) | beside
    body = [[line for line in each if id(line) not in edges] for each in lines]
    drawn = [take_axes(each) for each in body]
    body = [rest for rest, _ in drawn]
    usual = find_usual(line for each in body for line in each)
    split = [take_boxes(page, each, usual) for page, each in zip(pages, body, strict=True)]
    quoted = [take_quotes(rest, usual) for rest, _ in split]
    boxes = {
        page.number: [frame for _, frames in taken for frame in frames]
        for page, *taken in zip(pages, drawn, split, quoted, strict=True)
    }
    body = [rest for rest, _ in quoted]
    sheets = [
        Sheet(each, tables, page.width, page.boxes, page.rules, fold)
        for page, each, (tables, _), fold in zip(pages, body, ruled, find_folds(pages, lines), strict=True)
    ]
    frames = find_columns(sheets)
    for page, side in zip(pages, frames, strict=True):
        for frame in side:
            _open_tables(frame, page.rules)
    carried = join_columns(
        [part for side in frames for frame in side for part in frame.parts if isinstance(part, Table)]
    )
    for frame in (frame for side in frames for frame in side):
        frame.parts = [part for part in frame.parts if not any(part is table for table in carried)]
    seat_carried(frames)
    known = list_known(line.text for each in lines for line in each if id(line) not in edges)
    flow = Flow([*frames, *([frame] for found in boxes.values() for frame in found)], known)
    return _write(pages, lines, edges, frames, boxes, flow)


@contextmanager
def open_pdf(data: bytes, watch: Watch) -> Iterator[Any]:
    """A PDF (``pypdfium2.PdfDocument``) for as long as it is needed.

    Raises PlanError where it is locked, damaged or has more pages than the limit.
    """
    # Only who brings a PDF waits for its reader.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise locked(watch) from None
        raise watch.fault("en skadad PDF", "Spara eller ladda ned den igen.") from None
    try:
        watch.check_pages(len(document))
        yield document
    finally:
        document.close()


def _read_pages(data: bytes, watch: Watch) -> Iterator[Page]:
    with open_pdf(data, watch):
        off, data = leave_beside(data, watch)
    with open_pdf(data, watch) as document:
        for number in range(len(document)):
            page = document[number]
            yield read_page(page, number + 1, watch, off)
            page.close()


def _open_tables(frame: Frame, rules: list[Rule]) -> None:
    """Find the tables that no standing rules make among the lines of a column."""
    for find in (find_headed, find_open):
        parts: list[Line | Table] = []
        for _, run in groupby(frame.parts, key=type):
            each = [*run]
            lines = [part for part in each if isinstance(part, Line)]
            parts += find(lines, rules) if lines else each
        frame.parts = parts


def _write(
    pages: list[Page],
    lines: list[list[Line]],
    edges: dict[int, str],
    frames: list[list[Frame]],
    boxes: dict[int, list[Frame]],
    flow: Flow,
) -> list[Block]:
    """All blocks in order: of each page its header, what begins on it, its notes, its boxes and its footer."""
    running: list[Part] = []
    aside: dict[int, list[Part]] = {}
    told = " ".join(line.text for on_page in lines for line in on_page)
    raised = {found[1].translate(_LOWERED) for found in _RAISED.finditer(told)}
    for page, each in zip(pages, frames, strict=True):
        parts = [part for frame in each for part in flow.split_frame(frame)]
        notes = _find_notes(parts, flow, raised)
        aside[page.number] = notes
        running += [part for part in parts if not any(part is note for note in notes)]
    cited = {
        found[1].translate(_LOWERED)
        for each in aside.values()
        for note in each
        if (found := _CITED.match(note.lines[0].text))
    }
    blocks = [_drop_citations(block, cited) for block in write_blocks(flow.join_parts(running), flow, 0)]
    closed = close_words([block.text for block in blocks])
    blocks = [replace(b, text=text) if b.kind == "row" else b for b, text in zip(blocks, closed, strict=True)]
    written: list[Block] = []
    # a block that was carried to a column of the page before stands there, before what has that page's own number
    homes = [*accumulate((block.page or 0 for block in reversed(blocks)), min)][::-1]
    for page, on_page in zip(pages, lines, strict=True):
        written += [_edge(line, "header") for line in on_page if edges.get(id(line)) == "header"]
        written += [block for block, home in zip(blocks, homes, strict=True) if home == page.number]
        written += write_blocks(aside[page.number], flow, 0)
        boxed = [part for frame in boxes[page.number] for part in flow.split_frame(frame)]
        written += [replace(block, kind="box") for block in write_blocks(boxed, flow, 0)]
        written += [Block(each.text, "box", page.number) for each in page.turned]
        written += [_edge(line, "footer") for line in on_page if edges.get(id(line)) == "footer"]
    return written


def _drop_citations(block: Block, cited: set[str]) -> Block:
    """The block without raised numbers that a note below answers; those behind a unit (m²) and others stay."""
    if not cited or not _RAISED.search(block.text):
        return block
    kept = _RAISED.sub(lambda found: "" if found[1].translate(_LOWERED) in cited else found[0], block.text)
    return replace(block, text=kept)


def _edge(line: Line, kind: str) -> Block:
    return Block(line.text, kind, line.page, size=line.size)


def _find_notes(parts: list[Part], flow: Flow, raised: set[str]) -> list[Part]:
    """The small print below a column or a table that begins with a number, an asterisk or a raised sign; with a number
    and a full stop where the text has that number ``raised``.
    """
    notes: list[Part] = []
    small = [bool(part.lines) and part.lines[0].size <= _SMALLER * flow.body for part in parts]
    for place, part in enumerate(parts):
        below = place and (parts[place - 1].table is not None or parts[place - 1] in notes)
        last = all(little or not _stands_below(other, part) for other, little in zip(parts, small, strict=True))
        found = small[place] and _NOTE.match(part.lines[0].text)
        marked = found and (not found[0].strip().endswith(".") or found[0].strip(" .") in raised)
        if small[place] and (below or last) and (marked or (last and notes and below)):
            notes.append(part)
    for note in notes:
        note.kind = "note"
    return notes


def _stands_below(other: Part, part: Part) -> bool:
    """Whether a part stands lower on the page than another one, in the same column."""
    left, right, base = _find_sides(part)
    at_left, at_right, at = _find_sides(other)
    return at < base and at_left < right and left < at_right


def _find_sides(part: Part) -> tuple[float, float, float]:
    """Where a part begins and ends, and the line that it ends on."""
    if part.table:
        return part.table.left, part.table.right, part.table.bottom
    return min(line.left for line in part.lines), max(line.right for line in part.lines), part.last.base
