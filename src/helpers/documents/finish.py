"""What all readers have in common, last: one line to a block, headings by their look, items by their typed mark,
contents lists, and the numbers of the paragraphs.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from helpers.documents.blocks import Block
from helpers.documents.signs import BULLETS, drop_controls, split_mark
from helpers.numbering import is_decimal

_Look = tuple[float, bool, bool, int]

_LED = re.compile(rf"(?<=\w:)[ \u00a0]+(?=[{re.escape(BULLETS)}][ \u00a0]*\w)")
_TOC = re.compile(r"^(?P<title>.*?\S)(?:[\s.·…_⋅‥]{4,}|\t+)(?P<page>\d{1,3})$")
_BARE = re.compile(r"^(?P<title>.*[^\W\d]) (?P<page>\d{1,3})$")
_CONTENTS = re.compile(r"^(?:innehåll(?:sförteckning)?|contents|table of contents)\W*$", re.IGNORECASE)
_AMOUNT = re.compile(r"[-–−+±]?\s?\d[\d\s.,]*(?:%|kr|tkr|mnkr|mkr)?|[-–−]")
_SENTENCE = (".", ",", ";", "!", "?")
_STOP = (".", "!", "?")
_QUOTES = "\"”»’'"
_MOST_SIGNS = 140
_MOST_WORDS, _FEWEST_QUOTED = 7, 4
_LARGER = 1.08
_FEWEST_TOC, _FEWEST_ROWS, _FEWEST_LEADS = 3, 3, 3
_MOSTLY = 0.5
_CAPITALS = 4


def finish(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as they are given out: no empty ones, one line each, numbered from 1.

    >>> [block.kind for block in finish([Block("Trygghet", bold=True), Block("Vi vill"), Block("– bygga\\n– riva")])]
    ['heading', 'paragraph', 'item', 'item']
    """
    found = list(_drop_empty(_split_lines(_open_boxes(list(blocks)))))
    found = _find_rows(found)
    body = _body_size(found)
    found = [_find_item(block, body) for block in found]
    found = _part_leads(_find_contents(_find_pulled(found, body)))
    found = _find_headings(found)
    return tuple(replace(block, paragraph=number) for number, block in enumerate(found, start=1))


def _open_boxes(blocks: list[Block]) -> list[Block]:
    """A document that is set in text boxes throughout has no boxes beside its text: they are its text."""
    boxed = sum(len(block.text) for block in blocks if block.kind == "box")
    if boxed <= _MOSTLY * sum(len(block.text) for block in blocks):
        return blocks
    return [replace(block, kind="paragraph") if block.kind == "box" else block for block in blocks]


def _split_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """A paragraph with line breaks: as many lines where they are a list or whole sentences, else one. A bullet behind
    the colon of a lead begins a line.
    """
    for block in blocks:
        text = block.text if block.kind == "row" else _LED.sub("\n", block.text)
        lines = [line.strip(" \u00a0") for line in drop_controls(text).split("\n")]
        if block.kind != "row":
            lines = [line for line in lines if line.strip()] or [""]
        kept = lines[:1]
        for line in lines[1:]:
            if block.kind != "heading" and (split_mark(line.strip()) or kept[-1].endswith((".", ":", "!", "?"))):
                kept.append(line)
            else:
                kept[-1] = f"{kept[-1]} {line}"
        yield replace(block, text=kept[0])
        follow = "paragraph" if block.kind == "item" else block.kind
        yield from (replace(block, text=line, kind=follow, gap=False) for line in kept[1:])


def _drop_empty(blocks: Iterable[Block]) -> Iterator[Block]:
    gap = False
    for block in blocks:
        if block.text.strip():
            yield replace(block, gap=block.gap or gap)
            gap = False
        else:
            gap = True


def _find_rows(blocks: list[Block]) -> list[Block]:
    """Paragraphs whose amounts stand at tabs are rows; a tab anywhere else is a space."""
    tables = _list_tables(blocks)
    rows = [block.kind == "row" or _is_row(block) or place in tables for place, block in enumerate(blocks)]
    beside = [any(rows[max(place - 1, 0) : place + 2]) and "\t" in block.text for place, block in enumerate(blocks)]
    last = max((block.table or 0 for block in blocks), default=0)
    found, before = [], False
    for block, row, near in zip(blocks, rows, beside, strict=True):
        tabbed = block.kind == "paragraph" and (row or near)
        if tabbed:
            last += not before
            block = replace(block, kind="row", table=last)
        before = tabbed
        kept = block.kind in ("row", "toc") or _page_of(block) is not None
        found.append(block if kept else replace(block, text=_drop_tabs(block.text)))
    return found


def _list_tables(blocks: list[Block]) -> set[int]:
    """The places of paragraphs that stand together and have as many cells between tabs, three and more in a run."""
    found: set[int] = set()
    counted = [_count_tabs(block) for block in blocks]
    for tabs, run in groupby(range(len(blocks)), key=lambda place: counted[place]):
        places = list(run)
        starts = [places[0], *(place for place in places[1:] if blocks[place].gap), places[-1] + 1]
        for start, end in pairwise(starts):
            found |= set(range(start, end)) if tabs and end - start >= _FEWEST_ROWS else set()
    return found


def _count_tabs(block: Block) -> int:
    """How many tabs a paragraph has between its cells; none where it is an item or leads to a page."""
    first, *cells = block.text.rstrip().split("\t")
    numbered = first.strip().isdigit() and len(cells) == 1
    other = block.kind != "paragraph" or split_mark(block.text) or _page_of(block) is not None
    return 0 if other or numbered or not first.strip() else len(cells)


def _is_row(block: Block) -> bool:
    label, *cells = block.text.strip("\t ").split("\t")
    cells = [cell.strip() for cell in cells if cell.strip()]
    mark = split_mark(f"{label}\t{cells[0]}" if cells else label)
    return (
        block.kind == "paragraph"
        and (not mark or is_decimal(mark.sign))
        and bool(cells)
        and all(_AMOUNT.fullmatch(cell) for cell in cells)
        and not _TOC_LEADER.search(block.text)
    )


_TOC_LEADER = re.compile(r"(?:[.·…_⋅‥][ \u00a0\u2060]?){4,}")
_LEADERS = re.compile(r"\s*(?:[.·…_⋅‥]\s?){4,}")


def _drop_tabs(text: str) -> str:
    return re.sub(r" *\t[\t ]*", " ", text.strip())


def _find_item(block: Block, body: float | None) -> Block:
    """A paragraph that begins with a typed mark is an item; a number before a title is none, nor a large one."""
    mark = split_mark(block.text)
    if block.kind == "item" and _stands_out(block, body) and (_is_larger(block, body) or (mark and mark.counts)):
        return replace(block, kind="paragraph")
    if block.kind != "paragraph" or not mark or (mark.counts and block.bold) or _is_larger(block, body):
        return block
    return replace(block, kind="item", level=block.level or 1)


def _find_pulled(blocks: list[Block], body: float | None) -> list[Block]:
    """Quotations set larger than the text, in quotation marks or longer than a heading and said in the text too, stand
    beside it.
    """
    text = (block.text for block in blocks if block.kind in ("paragraph", "item") and not _is_larger(block, body))
    told = " ".join(text).casefold()
    return [
        replace(block, kind="box")
        if block.kind == "paragraph" and _is_larger(block, body) and _is_pulled(block.text.strip(), told)
        else block
        for block in blocks
    ]


def _is_pulled(text: str, told: str) -> bool:
    said = text.strip(_QUOTES + "«“ .!?…")
    quoted = text[0] in _QUOTES + "«“" and text.rstrip(".")[-1] in _QUOTES + "«“"
    words = len(said.split())
    return (quoted and words >= _FEWEST_QUOTED) or (words > _MOST_WORDS and said.casefold() in told)


def _find_contents(blocks: list[Block]) -> list[Block]:
    """Lines of text, dots or a tab, and a page number, at least three in a run with rising pages; and their heading.
    Where there is such a heading, so is a line without dots that says what another block does, and a number.
    """
    found = list(blocks)
    headed = any(_CONTENTS.match(block.text) for block in blocks)
    titles = {_drop_number(block.text) for block in blocks if headed}
    candidates = [_page_of(block, titles) for block in blocks]
    for is_page, run in groupby(range(len(blocks)), key=lambda place: candidates[place] is not None):
        places = list(run)
        pages = [candidates[place] or 0 for place in places]
        dotted = sum(bool(_TOC_LEADER.search(blocks[place].text)) for place in places)
        if is_page and len(places) >= _FEWEST_TOC and pages == sorted(pages) and (dotted or pages[-1] < _MOST_PAGES):
            for place in places:
                found[place] = replace(blocks[place], kind="toc", level=None, table=None)
    for place, block in enumerate(found):
        if block.kind == "toc":
            found[place] = replace(block, text=_drop_tabs(_LEADERS.sub("\t", block.text.replace("\u2060", ""))))
            before = found[place - 1] if place else block
            if _CONTENTS.match(before.text) and before.kind in ("heading", "paragraph"):
                found[place - 1] = replace(before, kind="toc", level=None)
        elif block.kind != "row":
            found[place] = replace(block, text=_drop_tabs(block.text))
    return found


def _part_leads(blocks: list[Block]) -> list[Block]:
    """Paragraphs that open with a heading of their own, short, in bold, with a stop: parted from it, where some do."""
    if sum(_is_led(block) for block in blocks) < _FEWEST_LEADS:
        return blocks
    level = max((block.level or 0 for block in blocks if block.kind == "heading"), default=0) + 1
    found: list[Block] = []
    for block in blocks:
        if _is_led(block):
            found.append(replace(block, text=block.start, kind="lead", level=level, bold=True))
            block = replace(block, text=block.text.removeprefix(block.start).strip(), gap=False)
        found.append(block)
    return found


def _is_led(block: Block) -> bool:
    short = block.start.endswith(_STOP) and len(block.start.split()) <= _MOST_WORDS and block.start[:1].isupper()
    below = block.text.removeprefix(block.start).strip()
    return block.kind == "paragraph" and short and below != block.text and below[:1].isupper()


_MOST_PAGES = 400


def _drop_number(text: str) -> str:
    """A title without the number of its chapter."""
    return re.sub(r"[\d.\s]+", "", text, count=1) if text[:1].isdigit() else text.strip()


def _page_of(block: Block, titles: Container[str] = ()) -> int | None:
    if block.kind not in ("paragraph", "row", "item", "heading"):
        return None
    bare = _BARE.match(block.text.strip())
    if bare and _drop_number(bare["title"]) in titles:
        return int(bare["page"])
    line = _TOC.match(block.text.replace("\u2060", "").strip())
    spaced = line and (_TOC_LEADER.search(block.text) or "\t" in block.text)
    return int(line["page"]) if line and spaced and block.text.count("\t") <= 2 else None


def _find_headings(blocks: list[Block]) -> list[Block]:
    """Headings that no style names: short lines all in bold, larger than the text, or in capitals."""
    body = _body_size(blocks)
    looks = {_rank(block, body) for block in blocks if block.kind == "paragraph" and _stands_out(block, body)}
    levels = _rank_looks(looks, [block for block in blocks if block.kind == "heading"])
    return [
        replace(block, kind="heading", level=levels[_rank(block, body)])
        if block.kind == "paragraph" and _stands_out(block, body)
        else block
        for block in blocks
    ]


def _rank_looks(looks: set[_Look], named: list[Block]) -> dict[_Look, int]:
    """The level of each look, the largest first; beside headings that a style names, by their sizes."""
    if not named:
        return {look: number for number, look in enumerate(sorted(looks, reverse=True), start=1)}
    levels = [(block.size or 0.0, block.level or 0) for block in named]
    last = max(level for _, level in levels) + 1
    above = {look: [level for size, level in levels if size >= look[0]] for look in looks}
    return {look: min(max(found, default=0), last) if look[0] else last for look, found in above.items()}


def _body_size(blocks: list[Block]) -> float | None:
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.size is not None and block.kind in ("paragraph", "item"):
            sizes[block.size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _rank(block: Block, body: float | None) -> _Look:
    """How high a heading stands by its look; of two that look alike, by the level of the list that it heads."""
    return (block.size or body or 0.0, block.bold, _is_capitals(block.text), -(block.level or 1))


def _stands_out(block: Block, body: float | None) -> bool:
    text = block.text.strip()
    if len(text) > _MOST_SIGNS or not any(each.isalpha() for each in text):
        return False
    larger = _is_larger(block, body)
    smaller = body is not None and block.size is not None and block.size * _LARGER < body
    if smaller or text.rstrip(_QUOTES).endswith(_SENTENCE) or (text.endswith(":") and not larger):
        return False
    return larger or block.bold or _is_capitals(text)


def _is_larger(block: Block, body: float | None) -> bool:
    return body is not None and block.size is not None and block.size >= body * _LARGER


def _is_capitals(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) >= _CAPITALS and all(each.isupper() for each in letters) and " " in text.strip() + " "
