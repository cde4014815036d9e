"""Blocks of a document: lines that belong together, each a heading, an item, a row of a table or a paragraph."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile
from statistics import median

from helpers.numbering import read_numbers
from helpers.plan.clean import clean
from helpers.plan.corrections import GOES_ON, Correction
from helpers.plan.cues import (
    FINISHED,
    Cues,
    announces,
    find_committees,
    is_company,
    names_only,
    names_who,
    opens_wish,
    split_sentences,
)
from helpers.plan.layout import Line
from helpers.tables import small_words

_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-ZÅÄÖ])")
Number = tuple[str | int, ...]
"""A number in a list or before a heading, by its parts; what kind of number it is first where it is none in digits."""

HEADINGS = ("theme", "committee", "heading")
"""The roles in lines.csv that make a line a heading."""

ITEMS = ("demand", "mission")
"""The roles in lines.csv that make a line an item."""

LONG = 90
"""No heading has more signs than this."""


@dataclass(frozen=True)
class Block:
    """Lines that are one heading, item, row or paragraph; ``level`` is a heading's (1 the highest) or an item's."""

    kind: str  # heading, item, text, row
    lines: tuple[Line, ...]
    text: str
    level: int = 1
    gap: bool = True  # an empty line, or the beginning, is before it

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]


@dataclass(frozen=True)
class Told:
    """What plan.toml says of headings, as they are compared."""

    themes: Mapping[str, str] = field(default_factory=dict)
    committees: Mapping[str, str] = field(default_factory=dict)  # in small letters
    titles: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    capitals: bool = False

    def knows(self, text: str) -> bool:
        """Whether a line is one of the headings that plan.toml names."""
        return text in self.themes or text in self.within or text in self.between or text.casefold() in self.committees


def make_blocks(
    lines: Sequence[Line],
    apart: Mapping[int, str],
    told: Told,
    cues: Cues,
    fixed: Mapping[int, Correction] | None = None,
) -> list[Block]:
    """The blocks of a document, in its order; lines that are ``apart`` (furniture, tables) are in none."""
    fixed = fixed or {}
    blocks = _join(lines, apart, told, cues, fixed)
    styled = sum(block.first.kind == "heading" for block in blocks) > 2
    sizes = [line.size for line in lines if line.size and line.kind in ("paragraph", "item")]
    usual = median(sizes) if sizes else 0.0
    chapters = _find_starts(blocks, cues) | _find_chapters(blocks, cues) | _find_labels(blocks, cues)
    named = _find_named(blocks, cues)
    found: list[Block] = []
    open_ = 0
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else None
        before = blocks[n - 1] if n else None
        level = _heading_level(block, before, after, told, cues, styled, usual)
        if level is None and n in chapters:
            level = chapters[n]
        if level is None and n in named:
            level = open_ + 1
        elif level is not None:
            open_ = level
        if block.first.number in fixed:
            level = (level or block.level or 1) if fixed[block.first.number].role in HEADINGS else None
        found.append(replace(block, kind="heading", level=level) if level is not None else block)
    return _nest(_unmark_runs(_head_alike(found, cues), cues))


def _head_alike(blocks: Sequence[Block], cues: Cues) -> list[Block]:
    """The blocks, where a short item that stands alone with the sign that several headings have is a heading too."""
    heads = [block.first for block in blocks if block.kind == "heading" and block.first.kind != "heading"]
    signs = Counter(line.mark_class for line in heads if not line.mark[:1].isalnum())
    return [
        replace(block, kind="heading", level=1)
        if block.kind == "item"
        and signs[block.first.mark_class] > 1
        and _may_head(block, cues)
        and _is_alone(blocks, n)
        else block
        for n, block in enumerate(blocks)
    ]


def _join(
    lines: Sequence[Line], apart: Mapping[int, str], told: Told, cues: Cues, fixed: Mapping[int, Correction]
) -> list[Block]:
    width = max((len(line.text) for line in lines), default=0)
    blocks: list[Block] = []
    gap = True
    for line in lines:
        if not line.text or line.number in apart:
            gap = gap or not line.text or apart[line.number] not in ("header", "footer", "page_number", "note")
            continue
        last = blocks[-1] if blocks else None
        said = fixed[line.number].role if line.number in fixed else None
        if last and not said and _is_lone_mark(last) and not line.mark and line.kind in ("", "paragraph", "item"):
            blocks[-1] = replace(last, kind="item", lines=(*last.lines, line), text=line.text)
        elif last and (said == GOES_ON or (not said and not gap and _goes_on(last, line, width, told, cues))):
            body = line.text
            joined = last.text[:-1] + body if _is_cut(last.text, body) else f"{last.text} {body}"
            blocks[-1] = replace(last, lines=(*last.lines, line), text=joined)
        else:
            blocks.append(_block(line, gap or line.gap, said))
        gap = False
    return blocks


def _block(line: Line, gap: bool, said: str | None) -> Block:
    if said:
        is_item = said in ITEMS
        return Block(
            "item" if is_item else "text", (line,), _text_of(line) if is_item else line.text, line.level or 1, gap
        )
    if line.kind == "row" or (not line.kind and not line.mark and "\t" in line.raw.strip()):
        return Block("row", (line,), line.text, 1, gap)
    is_item = bool(line.mark and line.body) and line.kind not in ("heading",)
    return Block("item" if is_item else "text", (line,), line.body if is_item else line.text, line.level or 1, gap)


def _text_of(line: Line) -> str:
    """What an item says, without its mark; of a row of a table, the cell of most words."""
    cells = line.raw.strip().split("\t")
    return clean(max(cells, key=lambda cell: len(cell.split()))) if len(cells) > 1 and not line.mark else line.body


def _is_lone_mark(block: Block) -> bool:
    """Whether a line is a mark that says what is counted, and the item stands on the next line: "Krav 1."."""
    line = block.first
    return (
        block.kind == "text"
        and len(block.lines) == 1
        and bool(line.mark[3:])
        and line.mark[0].isalpha()
        and not line.body
    )


def _is_cut(before: str, after: str) -> bool:
    """Whether a word is divided at the line's end, rather than a hyphen that the word has."""
    return (
        bool(re.search(r"[^\W\d_]-$", before))
        and after[:1].islower()
        and not re.match(r"(?:och|eller|samt|till)\b", after)
    )


def _goes_on(last: Block, line: Line, width: int, told: Told, cues: Cues) -> bool:
    """Whether a line without a mark is the next line of the block before it, in a text whose lines are broken."""
    counted = last.kind == "text" and _counts_on(last.text, line.mark)
    if line.kind or last.kind == "row" or "\t" in line.raw.strip() or told.knows(line.text):
        return False
    if (line.mark and not counted) or (line.text.endswith(":") and _names_committee(line.text.rstrip(":"))):
        return False
    before = last.lines[-1].text
    if FINISHED.search(before) or told.knows(before) or re.match(r"att\b", line.text) or names_who(line.text):
        return False
    unfinished = before.endswith((",", "-")) or before.split()[-1].casefold() in small_words()
    lower = line.text[:1].islower() or counted
    if last.kind == "item":
        return lower or unfinished or line.indent > last.first.indent or (width <= 130 and len(before) > 0.75 * width)
    return width <= 130 and len(before) > 50 and (lower or unfinished or len(before) > 0.75 * width)


def _counts_on(text: str, mark: str) -> bool:
    """Whether a mark is the next of those that count up what a sentence says: "3)" after "… 1) …, 2) …"."""
    sign = mark.strip("()")
    return mark.endswith(")") and len(sign) == 1 and bool(re.search(rf"\s\(?{chr(ord(sign) - 1)}\)\s", text))


def _heading_level(
    block: Block, before: Block | None, after: Block | None, told: Told, cues: Cues, styled: bool, usual: float
) -> int | None:
    """The level of a heading, None where the block is none."""
    line, text = block.first, block.text
    if told.knows(line.text) and not _is_between_rows(block, before, after, told):
        return line.level or _level_of(line)
    if line.kind == "heading":
        return 1 if line.level is None else line.level
    if block.kind == "row" or (len(block.lines) > 1 and not line.kind) or len(text) > LONG or line.text in told.titles:
        return None
    if told.capitals and block.kind == "text" and is_capitals(text):
        return _level_of(line)
    if line.kind == "paragraph" and _stands_out(line, usual) and re.search(r"(?:[^.!?:…\"”»')*]|\?)$", text):
        return 1 if line.size and line.size > usual * 1.3 else 2
    may_head = line.kind == "item" and not line.mark[:1].isalnum() and _may_head(block, cues)
    if styled or (line.kind not in ("", "paragraph") and not may_head):
        return None
    return _level_of(line) if _looks_like_heading(block, before, after, cues) else None


def _is_between_rows(block: Block, before: Block | None, after: Block | None, told: Told) -> bool:
    """Whether a row of a table names a committee for the rows below it: that is the table's, and heads no part."""
    rows = [each for each in (before, block, after) if each is not None and each.kind == "row"]
    return len(rows) == len((before, block, after)) and block.first.text.casefold() in told.committees


def _stands_out(line: Line, usual: float) -> bool:
    return line.bold or bool(line.size and usual and line.size > usual * 1.15)


def _level_of(line: Line) -> int:
    """How high a heading in plain text is: by its number where it has one."""
    number = _NUMBER.match(line.text)
    return number[0].strip(" .").count(".") + 1 if number else 1


def is_capitals(text: str) -> bool:
    """Whether a line is in capitals, and more than an abbreviation.

    >>> is_capitals("SKOLAN FÖRST"), is_capitals("NPF")
    (True, False)
    """
    return text.isupper() and sum(each.isalpha() for each in text) > 3


def _looks_like_heading(block: Block, before: Block | None, after: Block | None, cues: Cues) -> bool:
    text = block.text
    loose = block.gap or before is None or before.kind == "item" or bool(FINISHED.search(before.text))
    if after is None or not (loose or is_capitals(text)) or names_who(text):
        return False
    if block.kind == "item":
        return not names_who(after.text) and _is_marked_heading(block, before, after, cues)
    if not re.match(r"[\"”»(]?[A-ZÅÄÖ0-9]", text) or re.search(r"[.,;!…][\"”»)]*$", text) or text.endswith(("–", "-")):
        return False
    if text.endswith(":") or (trails_off(text) and cues.lead_kind(text) in ITEMS):
        return text.endswith(":") and after.kind == "text" and cues.lead_kind(text) is None and len(text.split()) < 5
    if is_capitals(text) or _NUMBER.match(text):
        return True
    if find_committees(text) and len(text.split()) < 9:
        return True
    return len(text.split()) < 9 and len(text) <= 60


def trails_off(text: str) -> bool:
    """Whether a line without a colon leads on to what follows: "Vi säger ja till", "Därför vill vi"."""
    return text.split()[-1].casefold() in {"vill", *small_words()}


def leads_on(text: str) -> bool:
    """Whether a line or a sentence leads on to what follows: by a colon, a word, or by saying that a list comes."""
    return text.endswith(":") or trails_off(text) or announces(text)


def _is_marked_heading(block: Block, before: Block | None, after: Block, cues: Cues) -> bool:
    """A heading that carries a mark: alone, short, beginning with a capital, and prose or a lead after it."""
    short = len(block.text.split()) < 9 and block.text[:1].isupper() and not re.search(r"[.,;:]$", block.text)
    sentence = after.text[:1].isupper() and bool(FINISHED.search(after.text))
    leads = any(cues.lead_kind(each.text) in ITEMS for each in (block, after))
    follows = after.kind == "text" and (sentence or leads)
    alone = before is None or before.kind != "item" or before.first.mark_class != block.first.mark_class or block.gap
    led = (
        before is not None and before.kind == "text" and bool(cues.lead_kind(before.text)) and before.text.endswith(":")
    )
    return short and follows and alone and not led


def _find_starts(blocks: Sequence[Block], cues: Cues) -> dict[int, int]:
    """The places of bold beginnings of paragraphs, with their levels, where no more than half of them are something
    wanted.
    """
    starts = [n for n, block in enumerate(blocks) if block.first.kind == "lead" and not block.first.mark]
    wanted = [n for n in starts if opens_wish(blocks[n].text) or cues.sentence_kind(blocks[n].text)]
    return {} if 2 * len(wanted) > len(starts) else {n: blocks[n].first.level or 1 for n in starts}


def _find_named(blocks: Sequence[Block], cues: Cues) -> set[int]:
    """The places of paragraphs that name a committee and say no more, where a lead to missions stands between them and
    the next list, and of items that do, above items with another mark: such a one is a heading, whatever the others
    look like.
    """
    named = [n for n, block in enumerate(blocks) if _names_committee(block.text) or is_company(block.text)]
    plain = (n for n in named if blocks[n].kind == "text" and blocks[n].first.kind in ("", "paragraph"))
    led = {n for n in plain if _leads_to_missions(blocks[n + 1 :], cues)}
    items = (n for n in named if blocks[n].kind == "item")
    return led | {n for n in items if any(_heads_item(*two) for two in pairwise(blocks[n : n + 2]))}


def _names_committee(text: str) -> bool:
    mentions = find_committees(text)
    return (
        any(each.kind in ("name", "short") for each in mentions)
        and names_only(text, mentions)
        and not FINISHED.search(text)
    )


def _leads_to_missions(after: Sequence[Block], cues: Cues) -> bool:
    """Whether a lead to missions, that names no committee itself, stands above the first list of what comes after."""
    above = list(takewhile(lambda block: block.kind == "text" and not _names_committee(block.text), after))
    listed = len(above) < len(after) and after[len(above)].kind == "item"
    lead = above[-1].text if above and listed else ""
    return bool(lead) and not find_committees(lead) and cues.lead_kind(lead) == "mission"


def _find_chapters(blocks: Sequence[Block], cues: Cues) -> dict[int, int]:
    """The places of items whose numbers are a heading's, with their levels: they count others below them (3 above 3.1),
    or prose, a lead or a committee's list stands below, or below each of them a list with other marks; and those that
    such a series goes on to. What a lead opens is a list.
    """
    numbers = _read_numbers(blocks)
    places = list(numbers)
    above = {n for n, m in pairwise(places) if numbers[m] == (*numbers[n], 1)}
    found: set[int] = set()
    for series in _list_series(numbers):
        heads = [n for n in series if _may_head(blocks[n], cues) and _is_alone(blocks, n)]
        led = series[0] > 0 and _is_lead(blocks[series[0] - 1], cues)
        listed = heads == series and _head_lists(blocks, series, cues)
        if not led and (listed or any(n in above or _heads_part(blocks, n, cues) for n in heads)):
            found |= set(heads)
    kinds = list(dict.fromkeys(_kind_of(numbers[n]) for n in sorted(found)))
    return {n: _chapter_level(blocks[n].first, kinds.index(_kind_of(numbers[n]))) for n in found}


def _find_labels(blocks: Sequence[Block], cues: Cues) -> dict[int, int]:
    """The places of bulleted items that are labels of the lists within them, with their levels: of the outer items of a
    list each is a word or two, none is wanted itself, and below each stands an inner list, mostly of what is wanted.
    """
    found: dict[int, int] = {}
    above = 1
    for is_item, run in groupby(enumerate(blocks), lambda each: each[1].kind == "item"):
        places, own = zip(*run, strict=True)
        if not is_item:
            above = next((each.first.level or 1 for each in reversed(own) if each.first.kind == "heading"), above)
            continue
        outer = [n for n, block in zip(places, _nest(own), strict=True) if block.level == 1]
        if all(_may_label(blocks[n], cues) for n in outer) and _head_lists(blocks, outer, cues):
            found |= dict.fromkeys(outer, above + 1)
    return found


def _may_label(block: Block, cues: Cues) -> bool:
    return _may_head(block, cues) and len(block.text.split()) < 3 and not block.first.mark[:1].isalnum()


def _chapter_level(line: Line, outer: int) -> int:
    """How high a chapter is: by the level of its list, else by its number and how many kinds of numbers are outside."""
    return max(line.level or 1, _level_of(line) + outer)


def _read_numbers(blocks: Sequence[Block]) -> dict[int, Number]:
    """The numbers that items begin with, by their places; of what may be a letter or Roman, that which goes on."""
    found: dict[int, Number] = {}
    awaited: set[Number] = set()
    for n, block in enumerate(blocks):
        if numbers := read_numbers(block.first.mark) if block.kind == "item" else []:
            first = [number for number in numbers if number[-1] == 1]
            found[n] = next((number for number in numbers if number in awaited), (first or numbers)[0])
            awaited.add(_next_of(found[n]))
    return found


def _kind_of(number: Number) -> str:
    return str(number[0]) if isinstance(number[0], str) else "1"


def _next_of(number: Number) -> Number:
    return (*number[:-1], int(number[-1]) + 1)


def _list_series(numbers: Mapping[int, Number]) -> list[list[int]]:
    """Places whose numbers go on with each other (1., 2., 3.), with whatever stands between them."""
    series: list[list[int]] = []
    open_: dict[Number, list[int]] = {}  # by the number that comes next
    for n, number in numbers.items():
        own = open_.pop(number, [])
        series += [] if own else [own]
        own.append(n)
        open_[_next_of(number)] = own
    return series


def _may_head(block: Block, cues: Cues) -> bool:
    """Whether an item is short, in one line without a stop, and nothing that is wanted."""
    plain = not re.search(r"[.,;:!?]$", block.text) and len(block.lines) == 1 and block.text[:1].isupper()
    wanted = opens_wish(block.text) or cues.sentence_kind(block.text) is not None
    return plain and len(block.text.split()) < 9 and not wanted


def _is_alone(blocks: Sequence[Block], n: int) -> bool:
    """Whether no item of the same list stands beside an item."""
    beside = [each for each in (*blocks[max(n - 1, 0) : n], *blocks[n + 1 : n + 2]) if each.kind == "item"]
    return all(each.first.mark_class != blocks[n].first.mark_class for each in beside)


def _head_lists(blocks: Sequence[Block], series: Sequence[int], cues: Cues) -> bool:
    """Whether items with another mark stand right below every item of a series, most of them something wanted."""
    below = [blocks[n + 1] for n in series if n + 1 < len(blocks) and _heads_item(blocks[n], blocks[n + 1])]
    wanted = sum(opens_wish(each.text) or cues.sentence_kind(each.text) is not None for each in below)
    return len(below) == len(series) > 1 and 2 * wanted > len(series)


def _heads_item(block: Block, after: Block) -> bool:
    return after.kind == "item" and (after.first.mark_class != block.first.mark_class or after.level > block.level)


def _heads_part(blocks: Sequence[Block], n: int, cues: Cues) -> bool:
    """Whether what an item's heading would stand above comes after it."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    mentions = find_committees(block.text)
    if after is None or (mentions and names_only(block.text, mentions)):
        return after is not None
    return _is_marked_heading(block, blocks[n - 1] if n else None, after, cues)


def _unmark_runs(blocks: Sequence[Block], cues: Cues) -> list[Block]:
    """Items without marks: "att" clauses after a colon or a lead, lines that go on from a lead in small letters, and
    short lines that begin as something wanted does, below a lead or a committee that a heading gives missions to.
    """
    found = list(blocks)
    gives = False
    for n, block in enumerate(blocks):
        addressed = block.kind in ("text", "heading") and _names_committee(block.text)
        if found[n].kind == "heading" and not addressed:
            gives = cues.lead_kind(block.text) == "mission"
        leads = _is_lead(block, cues) or _leads_to_clause(blocks[n : n + 2], cues) or (gives and addressed)
        for m in _run_after(blocks, n + 1) if leads or (block.kind == "text" and block.text.endswith(":")) else ():
            if not leads and not _is_clause(blocks[m]):
                break
            found[m] = replace(blocks[m], kind="item", level=1)
        wished = _run_of_wishes(blocks, n + 1) if leads else []
        found[n + 1 : n + 1 + len(wished)] = wished
    return found


def _run_of_wishes(blocks: Sequence[Block], start: int) -> list[Block]:
    """Short lines below a lead that each begin as something wanted does, or between two that do: a list that lost its
    marks. One alone is a list where a heading or nothing follows, for then it is none itself.
    """
    plain = takewhile(_is_plain, blocks[start:])
    run = [replace(block, kind="item", level=1) for block in plain]
    wished = [opens_wish(block.text) for block in run]
    while wished and not wished[-1]:
        wished.pop()
    run = run[: len(wished)] if 3 * sum(wished) >= 2 * len(wished) and wished[:1] == [True] else []
    after = blocks[start + len(run) : start + len(run) + 1]
    return run if len(run) > 1 or all(block.kind == "heading" for block in after) else []


def _is_plain(block: Block) -> bool:
    is_plain = block.kind in ("text", "heading") and block.first.kind != "heading"
    return is_plain and not FINISHED.search(block.text) and not _names_committee(block.text)


def _is_lead(block: Block, cues: Cues) -> bool:
    last = split_sentences(block.text)[-1][1]
    mentions = find_committees(last)
    addressed = bool(mentions) and names_only(last, mentions)
    ends = block.kind == "heading" or last.endswith(":") or trails_off(last) or addressed
    return block.kind in ("text", "heading") and ends and cues.lead_kind(last) in ITEMS


def _leads_to_clause(blocks: Sequence[Block], cues: Cues) -> bool:
    """Whether a line that no sign ends goes on in the "att" clauses below it: "Vi yrkar", "… föreslår fullmäktige"."""
    lead, *below = blocks
    open_ = lead.kind == "text" and not FINISHED.search(lead.text)
    return open_ and any(map(_is_clause, below)) and cues.lead_kind(split_sentences(lead.text)[-1][1]) in ITEMS


def _is_clause(block: Block) -> bool:
    return block.kind == "text" and bool(re.match(r"att\s", block.text))


def _run_after(blocks: Sequence[Block], start: int) -> list[int]:
    """The blocks from ``start`` on that are items without marks, by what they begin with; where items with marks
    follow, those are the list.
    """
    run: list[int] = []
    for n in range(start, len(blocks)):
        goes_on = blocks[n].kind == "text" and blocks[n].text[:1].islower()
        ended = bool(run) and bool(FINISHED.search(blocks[n - 1].text))
        if not _is_clause(blocks[n]) and (not goes_on or ended):
            break
        run.append(n)
    marked = bool(run) and blocks[run[-1] + 1 : run[-1] + 2] and blocks[run[-1] + 1].kind == "item"
    return [] if marked and not _is_clause(blocks[start]) else run


def _nest(blocks: Sequence[Block]) -> list[Block]:
    """The levels of items: those of places.csv, else by indent and by a mark of another kind."""
    found: list[Block] = []
    open_: list[tuple[int, str]] = []  # indent and mark of each level
    for block in blocks:
        if block.kind != "item":
            open_ = []
        elif not block.first.kind:
            key = (block.first.indent, block.first.mark_class)
            open_ = _reopen(open_, key)
            block = replace(block, level=len(open_))
        found.append(block)
    return found


def _reopen(open_: list[tuple[int, str]], key: tuple[int, str]) -> list[tuple[int, str]]:
    if key in open_:
        return open_[: open_.index(key) + 1]
    deeper = (
        not open_
        or key[0] > open_[-1][0] + 1
        or (key[1] != open_[-1][1] and key[0] >= open_[-1][0] and key[1] in "a○◦o▫□–-")
    )
    if deeper:
        return [*open_, key]
    outer = [each for each in open_ if each[0] < key[0]]
    return [*outer, key]
