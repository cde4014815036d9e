"""Lines of a PDF to paragraphs, items and rows: what belongs together, across lines, columns and pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from helpers.documents.blocks import Block, take_start
from helpers.documents.joining import join_text
from helpers.documents.pdf_columns import Frame
from helpers.documents.pdf_lines import Line
from helpers.documents.pdf_tables import Table, take_over
from helpers.tables import small_words

_PITCH = 1.32
_GAP = 1.55
_SAME_SIZE = 0.07
_INDENT = 0.9
_TITLE, _TITLE_LINES = 1.45, 4
_CLAUSE = re.compile(r"att\b")
_ENDS = (".", "!", "?", ":", ";")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁾*"
_FEWEST_FULL = 2
_FEWEST_NARROW, _MOSTLY = 3, 0.85
_LOOSEST, _TIGHT = 2.4, 1.4
_SLACK, _WIDE_SLACK = 0.35, 3.0
_FAR, _ENOUGH_ALIKE, _MOSTLY_ALIKE = 8.0, 6, 0.7


@dataclass
class Part:
    """Lines that are one block, with the right edge that the last could have reached and whether that is sure."""

    lines: list[Line]
    limit: tuple[float, bool]
    kind: str = "paragraph"
    gap: bool = False
    table: Table | None = None

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]


class Flow:
    """What is known of a whole document when its lines are joined: usual distances, sizes, edges, and its words."""

    def __init__(self, frames: list[list[Frame]], known: frozenset[str]) -> None:
        self.known = known
        lines = [line for page in frames for frame in page for line in frame.parts if isinstance(line, Line)]
        counts = Counter(line.size for line in lines)
        self.rare = {size for size, count in counts.items() if count <= _TITLE_LINES}
        self.body = find_usual(lines)
        self.limits = self._find_limits(frames)
        self.pitch = self._find_pitches(frames)
        self.hanging = self._find_hanging(frames)
        self.indent = self._find_indent(frames)

    def _find_pitches(self, frames: list[list[Frame]]) -> dict[float, float]:
        """The distance between lines of a size that is most common; where no line is known to go on with the next, what
        is most common may be that between paragraphs.
        """
        found: dict[float, Counter[float]] = defaultdict(Counter)
        for page in frames:
            for frame in page:
                for one, other in pairwise(frame.parts):
                    if isinstance(one, Line) and isinstance(other, Line) and _is_below(one, other):
                        distance = one.base - other.base
                        if 0.9 * one.size < distance < 2.4 * one.size:
                            found[one.size][round(distance * 2) / 2] += 1
        most = _LOOSEST if any(sure for _, sure in self.limits.values()) else _TIGHT
        return {size: min(_smallest_common(counts), most * size) for size, counts in found.items()}

    def _find_hanging(self, frames: list[list[Frame]]) -> bool:
        """Whether the items' further lines begin below their text, as most often, rather than below their mark."""
        below, under = 0, 0
        for page in frames:
            for frame in page:
                for one, other in pairwise(frame.parts):
                    if isinstance(one, Line) and isinstance(other, Line) and one.mark and not other.mark:
                        below += abs(other.left - one.text_left) < 0.5 * one.size
                        under += abs(other.left - one.left) < 0.3 * one.size and other.text[:1].islower()
        return below > under

    def _find_indent(self, frames: list[list[Frame]]) -> float | None:
        """How far the first line of a paragraph is indented, where the document does so."""
        found = Counter[float]()
        items = set[int]()
        for page in frames:
            for frame in page:
                lines = _list_lines(frame)
                edge = min((line.left for line in lines), default=0.0)
                items |= {round(line.text_left - edge) for line in lines if line.mark}
                for one, other in pairwise(lines):
                    step = one.left - edge
                    if not one.mark and 0.7 < step / one.size < 4 and abs(other.left - edge) < 0.2 * one.size:
                        found[round(step)] += one.text[:1].isupper() and one.size == other.size
        steps = [(count, step) for step, count in found.items() if not items & {step - 1, step, step + 1}]
        count, step = max(steps, default=(0, 0.0))
        return step if count >= _FEWEST_FULL + 1 else None

    def _find_limits(self, frames: list[list[Frame]]) -> dict[int, tuple[float, bool]]:
        """How far to the right the text of a column goes.

        Its own longest lines say so where there are several; else those of columns with the same left edge on other
        pages; else the page, whose right margin is taken to be like its left one, and that is not sure.
        """
        columns = [(frame, _list_lines(frame), len(page) == 1) for page in frames for frame in page]
        columns = [column for column in columns if column[1]]
        proven: dict[int, list[float]] = defaultdict(list)
        ends = {id(frame): _prove_ends(lines, frame.width if alone else 0.0) for frame, lines, alone in columns}
        for frame, lines, _ in columns:
            if rights := ends[id(frame)]:
                proven[_left_key(lines)].append(max(rights))
        limits: dict[int, tuple[float, bool]] = {}
        for frame, lines, alone in columns:
            broken, own = ends[id(frame)], max(line.right for line in lines)
            peers = [right for right in proven[_left_key(lines)] if right >= own - lines[0].size]
            margin = frame.width - min(line.left for line in lines) if alone else own
            if broken or peers:
                limits[id(frame)] = (max(broken) if broken else min(peers), True)
            else:
                limits[id(frame)] = (max(own, margin), False)
        return limits

    # --- paragraphs --------------------------------------------------------------------------------------------

    def split_frame(self, frame: Frame) -> list[Part]:
        """The parts of a column."""
        parts: list[Part] = []
        limit = self.limits.get(id(frame), (0.0, False))
        before: Line | None = None
        edge = min((line.left for line in _list_lines(frame)), default=0.0)
        narrow = self._find_narrow(frame)
        for each in frame.parts:
            if isinstance(each, Table):
                parts.append(Part([], limit, "row", table=each))
                before = None
            elif before is not None and not self._is_first(parts[-1], each, edge) and self.goes_on(parts[-1], each):
                parts[-1].lines.append(each)
                parts[-1].limit = narrow.get(id(each), limit)
                before = each
            else:
                gap = before is not None and self._distance(before, each) > _GAP
                parts.append(Part([each], narrow.get(id(each), limit), "item" if each.mark else "paragraph", gap))
                before = each
        return parts

    def _find_narrow(self, frame: Frame) -> dict[int, tuple[float, bool]]:
        """The right edge of lines that stand in something narrower than the column, such as a frame (by ``id``).

        They are at least three, near each other, and end so that the next one's first word had no room there.
        """
        limits: dict[int, tuple[float, bool]] = {}
        for lines in self._list_runs(frame):
            centred = all(_is_centred(one, other) for one, other in pairwise(lines)) and len({*map(_left, lines)}) > 2
            reach = max(line.right - (line.left if centred else 0.0) for line in lines)
            ends = [
                reach - (one.right - (one.left if centred else 0.0))
                < other.words[0].right - other.left + 0.6 * one.size
                for one, other in pairwise(lines)
            ]
            if sum(ends) >= _MOSTLY * len(ends):
                limits.update((id(line), (0.0 if centred else reach, True)) for line in lines)
        return limits

    def _list_runs(self, frame: Frame) -> list[list[Line]]:
        """Lines of one size without marks or distance between them, three or more."""
        runs: list[list[Line]] = [[]]
        for line in _list_lines(frame):
            before = runs[-1][-1] if runs[-1] else None
            near = before is not None and 0 < self._distance(before, line) <= _PITCH and before.size == line.size
            if line.mark or line.leader or not near:
                runs.append([])
            if not line.mark and not line.leader:
                runs[-1].append(line)
        return [run for run in runs if len(run) >= _FEWEST_NARROW]

    def _is_first(self, part: Part, line: Line, edge: float) -> bool:
        """Whether a line is indented as the first of a paragraph."""
        at = self.indent is not None and abs(line.left - edge - self.indent) < 1.5
        return at and not (part.lines[0].mark and abs(part.lines[0].text_left - line.left) < 1.5)

    def _distance(self, before: Line, line: Line) -> float:
        """The distance to the line before, in usual distances."""
        usual = self.pitch.get(line.size) or self.pitch.get(before.size) or 1.25 * line.size
        return (before.base - line.base) / max(usual, 1.0)

    def goes_on(self, part: Part, line: Line) -> bool:
        """Whether a line goes on with the part that stands above it."""
        last = part.last
        if line.leader or last.leader or not self._looks_alike(part, line) or self._begins(part, line):
            return False
        distance = self._distance(last, line)
        if distance > _PITCH or distance <= 0:
            return False
        if last.size >= _TITLE * self.body and last.size in self.rare and not line.mark:
            return True
        return self._is_placed(part, line) and not self._had_room(part, line)

    def _looks_alike(self, part: Part, line: Line) -> bool:
        last = part.last
        alike = abs(last.size - line.size) <= _SAME_SIZE * max(last.size, line.size)
        whole = all(each.bold for each in part.lines)
        return alike and whole == line.bold

    def _begins(self, part: Part, line: Line) -> bool:
        """Whether a mark begins a new item; a dash where an item's text stands may be a dash of its sentence."""
        if not line.mark:
            return False
        first = part.lines[0]
        inside = first.mark and self.hanging and abs(line.left - first.text_left) < 0.25 * line.size
        dash = line.mark.sign in "–—-−" and line.mark.rest[:1].islower()
        return not (
            inside and dash and abs(first.left - line.left) > 0.5 * line.size and not self._had_room(part, line)
        )

    def _is_placed(self, part: Part, line: Line) -> bool:
        """Whether a line begins where a further line of the part would."""
        first, last, room = part.lines[0], part.last, _INDENT * line.size
        if len(part.lines) > 1:
            return abs(line.left - last.left) < room or _is_centred(last, line)
        if first.mark:
            below = abs(line.left - first.text_left) < room or _is_tabbed(first, line)
            return below or (abs(line.left - first.left) < room and not self._ends_item(last, line))
        return abs(line.left - first.left) < room or _is_outdented(first, line) or _is_centred(first, line)

    def _ends_item(self, last: Line, line: Line) -> bool:
        """Whether a line below an item's mark, not its text, is a new paragraph."""
        return self.hanging or (_ends_sentence(last) and not line.text[:1].islower())

    def _had_room(self, part: Part, line: Line) -> bool:
        """Whether the line's first word would have had room above: then the line above was ended on purpose."""
        last, first = part.last, line.words[0]
        limit, sure = part.limit
        clause = _CLAUSE.match(line.text) and (sure or _is_next_clause(part, line))
        ended = bool(clause) or _ends_sentence(last) or not line.text[:1].islower()
        slack = (_SLACK if ended else _WIDE_SLACK) * line.size
        space = 0.25 * line.size
        if last.text.endswith("-") or not (sure or ended) or self._hangs(part, line, sure):
            return False
        return limit - last.right > first.right - first.left + space + slack

    def _hangs(self, part: Part, line: Line, sure: bool) -> bool:
        """Whether a line goes on with an item, whatever room there was: one that ends in a small word, or one whose
        text the line stands below, going on in small letters or, where nobody knows how far the text goes, in any.
        """
        first, last = part.lines[0], part.last
        if not first.mark:
            return False
        below = self.hanging and abs(line.left - first.text_left) < 0.3 * line.size
        open_ = not sure or (line.text[:1].islower() and not _CLAUSE.match(line.text))
        return _ends_small(last) or (below and open_ and not _ends_sentence(last))

    # --- across columns and pages ------------------------------------------------------------------------------

    def join_parts(self, parts: list[Part]) -> list[Part]:
        """The parts of the whole document: what a column or page breaks is one again."""
        joined: list[Part] = []
        for part in parts:
            before = joined[-1] if joined else None
            if before is not None and before.table and take_over(before.table, part.table, part.lines):
                joined += [part] if part.table else []
            elif before is not None and self._runs_over(before, part):
                before.lines += part.lines
                before.limit = part.limit
            else:
                joined.append(part)
        return joined

    def _runs_over(self, before: Part, part: Part) -> bool:
        if before.table or part.table or not before.lines or part.kind == "item" or before.kind == "note":
            return False
        line = part.lines[0]
        if before.last.size >= _TITLE * self.body and line.page == before.last.page:
            return self.goes_on(before, line)
        broken = line.page != before.last.page or line.base > before.last.base
        if not broken or line.leader or before.last.leader or not self._looks_alike(before, line):
            return False
        if before.last.size >= _TITLE * self.body or self._had_room(before, line) or _is_next_clause(before, line):
            return False
        small = line.text[:1].islower()
        told = small or before.limit[1] or not before.lines[0].mark  # an item goes on with a capital where edges say so
        return told and not _ends_sentence(before.last) and (small or not before.last.bold)


def find_usual(lines: Iterable[Line]) -> float:
    """The size of most of the text."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _is_next_clause(before: Part, line: Line) -> bool:
    """Whether "att" begins the next of a list of clauses, rather than going on after a small word ("för att")."""
    clauses = all(_CLAUSE.match(each.text) for each in (before.lines[0], line))
    return clauses and not _ends_small(before.last)


def _ends_sentence(line: Line) -> bool:
    """Whether a line ends in a stop or colon, be it before the number of a note."""
    return line.text.rstrip(_RAISED).endswith(_ENDS)


def _ends_small(line: Line) -> bool:
    """Whether a line ends in a word that no item ends in."""
    return line.text.split()[-1].casefold() in small_words()


def _list_lines(frame: Frame) -> list[Line]:
    return [part for part in frame.parts if isinstance(part, Line)]


def _is_below(one: Line, other: Line) -> bool:
    """Whether a line is as large as the one before, and stands below it rather than beside it."""
    return abs(one.size - other.size) < 0.3 and other.left < one.right and one.left < other.right


def _left(line: Line) -> int:
    return round(line.left)


def _left_key(lines: list[Line]) -> int:
    return round(min(line.left for line in lines) / 6)


def _prove_ends(lines: list[Line], width: float) -> list[float]:
    """Where the lines of a column end that end in the middle of a sentence, near the one that goes farthest; none where
    they are too few, or far from the margin of the page (its ``width``, 0 for a column) and do not end alike.
    """
    ends = [
        (one.right, one.size)
        for one, other in pairwise(lines)
        if other.text[:1].islower() and not other.mark and not _ends_sentence(one) and one.size == other.size
    ]
    farthest, size = max(ends, default=(0.0, 0.0))
    near = [right for right, size in ends if right > farthest - 6 * size]
    short = width - min(line.left for line in lines) - farthest > _FAR * size
    alike = len(near) >= _ENOUGH_ALIKE and len(near) >= _MOSTLY_ALIKE * len(ends)
    return near if len(near) >= _FEWEST_FULL and (alike or not short) else []


def _smallest_common(counts: Counter[float]) -> float:
    """The smallest distance that is not rare: lines of one paragraph are nearer than paragraphs."""
    most = max(counts.values())
    return min(distance for distance, count in counts.items() if count >= max(0.08 * most, min(2, most)))


def _is_centred(one: Line, other: Line) -> bool:
    return abs((one.left + one.right) - (other.left + other.right)) < one.size


def _is_tabbed(first: Line, line: Line) -> bool:
    """Whether an item's number was too wide for its list, so that a tab took the first line's text farther."""
    counted = first.mark is not None and first.mark.counts
    return counted and 0.5 * line.size < line.left - first.left and line.left < first.text_left


def _is_outdented(first: Line, line: Line) -> bool:
    """Whether the first line of a paragraph is indented, the next one not."""
    return 0 < first.left - line.left < 4 * line.size


# --- blocks -------------------------------------------------------------------------------------------------


def write_blocks(parts: list[Part], flow: Flow, tables: int) -> list[Block]:
    """The parts as blocks."""
    blocks: list[Block] = []
    lefts: list[tuple[float, str]] = []
    before: Table | None = None
    last: Line | None = None
    for part in parts:
        if part.table:
            tables += not _repeats_head(before, part.table)
            blocks += _write_rows(part.table, tables)
            lefts = []
        else:
            level = None
            if part.kind == "item":
                lefts = _follow(lefts, last, part.lines[0])
                level, last = _find_level(part.lines[0], lefts), part.last
            elif part.kind != "note":
                lefts = []
            blocks.append(_write_block(part, flow, level))
        before = part.table
    return blocks


def _repeats_head(before: Table | None, table: Table) -> bool:
    """Whether a table goes on with the one before it, on another page below the same head."""
    return before is not None and before.page != table.page and before.rows[0] == table.rows[0]


def _follow(lefts: list[tuple[float, str]], last: Line | None, line: Line) -> list[tuple[float, str]]:
    """Where the levels of a list begin in the column of a line, if that is another than the last one's: the outermost
    of its mark, unless one begins there already.
    """
    steps = [line.left - left for left, sign in lefts if sign == _kind_of(line)]
    here = last is None or (last.page == line.page and last.base >= line.base)
    if here or not steps or any(abs(step) <= 0.5 * line.size for step in steps):
        return lefts
    return [(left + steps[0], sign) for left, sign in lefts]


def _kind_of(line: Line) -> str:
    """The mark that a line begins with, whatever it counts to."""
    return re.sub(r"\d+", "1", line.mark.sign) if line.mark else ""


def _find_level(line: Line, lefts: list[tuple[float, str]]) -> int:
    """The level of an item by its indent, among those of the list that it stands in."""
    while lefts and line.left < lefts[-1][0] - 0.5 * line.size:
        lefts.pop()
    if not lefts or line.left > lefts[-1][0] + 0.5 * line.size:
        lefts.append((line.left, _kind_of(line)))
    return len(lefts)


def _write_block(part: Part, flow: Flow, level: int | None) -> Block:
    first = part.lines[0]
    text = join_text([line.text for line in part.lines], flow.known)
    if first.mark and part.kind == "item":
        sign = first.mark.sign
        text = f"{_clean_sign(sign)} {text[len(sign) :].lstrip()}" if text.startswith(sign) else text
    place = (
        min(line.left for line in part.lines), min(line.base for line in part.lines),
        max(line.right for line in part.lines), first.base + first.size,
    )  # fmt: skip
    bold = all(line.bold for line in part.lines)
    start = take_start((f"{word.text} ", word.bold) for line in part.lines[:2] for word in line.words)
    return Block(text, part.kind, first.page, 0, level, bold, first.size, start, part.gap, place=place)


def _clean_sign(sign: str) -> str:
    """A mark as it is written: a bullet for what has no letter of its own, a full stop behind a bare number."""
    if sign.isdecimal():
        return f"{sign}."
    return "•" if sign.startswith("(cid:") or sign in "·\x7fo" or "\ue000" <= sign <= "\uf8ff" else sign


def _write_rows(table: Table, number: int) -> list[Block]:
    place = (table.left, table.bottom, table.right, table.top)
    return [
        Block("\t".join(cells), "row", table.page, bold=bold, size=table.size, table=number, place=place)
        for cells, bold in zip(table.rows, table.bolds, strict=True)
    ]
