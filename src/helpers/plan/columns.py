"""The columns of a table: which year each is for, and whether it is the plan's own budget, a change or another's."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from helpers.plan.amounts import UNITS, find_units, find_years, show_signs, strip_words, words
from helpers.plan.sides import name_side, names_others

OWN = ("budget", "plan")
"""The series that are the plan's own amounts."""

_SERIES = {
    "column_difference": "difference",
    "column_change": "change",
    "column_outcome": "outcome",
    "column_majority": "majority",
    "column_own": "budget",
    "column_plan": "plan",
    "column_budget": "budget",
    "column_revenue": "revenue",
    "column_cost": "cost",
}
_RANGE = re.compile(r"(?:19|20)\d\d\s?[-–]\s?\d\d")
_NAMES_SERIES = ("column_less", *_SERIES)
HEADS = (*_NAMES_SERIES, "column_label")
"""The kinds of words that stand over columns."""

_KINDS = (*HEADS, "column_code", "column_aside", "money_word", "sum", *UNITS)


class Head(NamedTuple):
    """A cell of a header: its text, and where it ends in the line (-1 where that says nothing)."""

    text: str
    end: int = -1


class Column(NamedTuple):
    """A column of amounts: its year (missing where it is not told), its series and the words over it.

    Series: budget, plan, change, majority, difference, outcome, revenue, cost, investment; aside where it holds none of
    a year, undecided where it is one of several for a year and nothing says which is the plan's own, untaken where
    another one is.
    """

    year: int | None
    series: str
    text: str


def is_header(raw: str, is_committee: bool = False) -> bool:
    """Whether a line names the columns of a table: years and words for columns, and no other number.

    >>> is_header("\\tBudget 2027\\tPlan 2028"), is_header("Revision\\t2025"), is_header("2027 2028")
    (True, False, True)
    """
    shown = show_signs("x" + raw)[1:]
    if not shown.strip() or len(shown) > 200 or (re.search(r"[.!?]$", shown.strip()) and "\t" not in shown):
        return False
    first, *others = [cell.strip() for cell in re.split(r"\t|\s{2,}(?=\S)", shown.rstrip())]
    if _has_other_numbers(shown):
        return False
    if is_committee and not (words("column_label").fullmatch(first) and any(map(may_head, others))):
        return False
    years = find_years(shown)
    if not others:
        if _RANGE.search(first):
            return False
        return _is_one_column(first, years) or (not _strip_words(first) and _count_columns(first) > 1)
    heads = [cell for cell in others if re.search(r"\w|%", cell)]
    told = [cell for cell in heads if find_years(cell) or not _strip_words(cell)]
    if not told or (len(told) * 2 < len(heads) and not years):
        return False
    return _heads_labels(first) or len(set(years)) > 1


def may_head(text: str) -> bool:
    """Whether a text may stand over a column: a few words, known or not, and no number but years.

    >>> may_head("Centerpartiet"), may_head("Uppräkning 3 %"), may_head("20 000"), may_head("")
    (True, True, False, False)
    """
    return len(text) <= 40 and bool(re.search(r"[^\W\d_]", text)) and not _has_other_numbers(text)


def _is_one_column(text: str, years: Sequence[int]) -> bool:
    """Whether a text may stand alone over a single column: a year, with a unit or a word for labels, and no more."""
    return len(years) == 1 and _is_only_label(re.sub(r"(?:19|20)\d\d", " ", text))


def _has_other_numbers(text: str) -> bool:
    """Whether a text has a number that is no year, no part of a range of years, and no mark or unit."""
    bare = re.sub(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?(?:\d\)|\*+)?", " ", text)
    bare = re.sub(r"(?:1 ?000-tal|\d\)|\(\d\)|(?<=[^\W\d_])\s+\d+(?:[.,]\d+)?\s?%)", " ", bare)
    bare = re.sub(r"(?<=[A-Za-z])[\s'’-]{0,2}\d\d\b", " ", bare) if find_years(bare) else bare
    return bool(re.search(r"\d", bare))


def _strip_words(text: str) -> str:
    """What is left of a text without years, units and the words for columns."""
    left = re.sub(r"(?:19|20)\d\d(?:\d\))?", " ", text)
    return re.sub(r"\W|\d", "", strip_words(left, _KINDS))


def _count_columns(text: str) -> int:
    return sum(bool(find_years(head)) or _names_series(head) for head, _ in _phrases(text))


def _heads_labels(text: str) -> bool:
    """Whether a text may stand over the labels: nothing, a unit, or a word such as Nämnd, and no committee's name."""
    if words("committee_word").search(words("column_label").sub(" ", text)):
        return False
    if not re.search(r"[^\W\d_]", text) or find_units(text) or words("column_label").match(text) or heads_codes(text):
        return True
    return not _strip_words(text) or (bool(words("money_word").match(text)) and not words("committee_word").match(text))


def heads_codes(text: str) -> bool:
    """Whether a head stands over what only numbers the rows.

    >>> heads_codes("Nr"), heads_codes("Nr 2027")
    (True, False)
    """
    return words("column_code").fullmatch(show_signs(text)) is not None


def cut_header(raw: str, width: int, labels: int = 1) -> tuple[str, list[Head]]:
    """The words over the labels, and those over each column of amounts.

    ``width`` is the number of amounts that the rows have, ``labels`` the number of cells before them.

    >>> label, heads = cut_header("Nämnd (tkr)\\tBudget\\t\\tPlan\\t", 4)
    >>> label, [head.text for head in heads]
    ('Nämnd (tkr)', ['Budget', '', 'Plan', ''])
    """
    shown = show_signs("x" + raw.rstrip(" \r\n"))[1:]
    if "\t" in shown:
        return _cut_tabs("x" + raw, width, labels)
    label, heads = "", [Head(text, end) for text, end in _phrases(raw.rstrip())]
    is_first = len(raw) - len(raw.lstrip()) < 3 or (heads and _is_only_label(heads[0].text))
    is_first = is_first and (len(heads) != width or _is_only_label(heads[0].text))
    if heads and is_first and not find_years(heads[0].text) and _is_label(heads[0].text):
        label, heads = heads[0].text, heads[1:]
    while heads and heads_codes(label) and _is_only_label(heads[0].text):
        label, heads = heads[0].text, heads[1:]
    parted = [each for head in heads for each in _part_year(head)]
    return label, parted if len(heads) < width == len(parted) else heads


def _part_year(head: Head) -> list[Head]:
    """A word for a change and a year as the heads of two columns, as they are where there are columns enough."""
    found = re.fullmatch(r"(.*\S)\s+((?:19|20)\d\d)", head.text)
    if not found or find_years(found[1]) or not words("column_change").search(found[1]):
        return [head]
    return [Head(found[1], head.end - len(found[2]) - 1), Head(found[2], head.end)]


def _cut_tabs(raw: str, width: int, labels: int) -> tuple[str, list[Head]]:
    cells = [show_signs(cell) for cell in raw[1:].split("\t")]
    while len(cells) > width + labels and not cells[-1]:
        cells.pop()
    if labels > 1 and len(cells) >= width + labels:
        return " ".join(filter(None, cells[:labels])), [Head(head) for head in cells[labels:]]
    has_label = not cells[0] or not (len(cells) == width and (find_years(cells[0]) or not _is_label(cells[0])))
    label, heads = (cells[0], cells[1:]) if has_label else ("", cells)
    filled = [head for head in heads if head]
    if len(heads) != width and len(filled) == width:
        heads = filled
    return label, [Head(head) for head in heads]


def _is_label(text: str) -> bool:
    series = [kind for kind in _SERIES if words(kind).search(text)]
    return bool(words("column_label").match(text) or find_units(text) or not series) and not (
        words("column_plan").fullmatch(text) or words("column_budget").fullmatch(text)
    )


def _phrases(text: str) -> list[tuple[str, int]]:
    """The words over each column of a header without tabs, with their ends: a year ends one, a word for a series
    begins one.
    """
    found: list[tuple[str, int]] = []
    for piece in re.finditer(r"\S+(?:\s\S+)*", text):
        begins = piece.start()
        place, open_text = 0, ""
        for token in re.finditer(r"\S+", piece[0]):
            starts = bool(open_text) and _starts_column(open_text, token[0])
            if starts:
                found.append((open_text, begins + place))
                open_text = ""
            open_text, place = f"{open_text} {token[0]}".strip(), token.end()
        found.append((open_text, begins + place))
    return found


def _starts_column(before: str, token: str) -> bool:
    """Whether a word begins another column than the words before it."""
    if find_years(token):
        is_range = before.endswith(("-", "–"))
        return not is_range and bool(find_years(before) or _is_only_label(before))
    if find_years(before) or (_is_only_label(before) and _names_series(token)):
        return not _is_only_unit(token)
    return (
        _names_series(token)
        and _names_series(before)
        and not words("column_own").fullmatch(before)
        and not (
            re.fullmatch(r"(?:ks|kf|kommun\w+|majoritet\w+s|budget\w*)", before, re.IGNORECASE)
            and re.fullmatch(r"(?:budget)?förslag", token, re.IGNORECASE)
        )
    )


def _is_only_unit(text: str) -> bool:
    return bool(find_units(text)) and not _names_series(text)


def _is_only_label(text: str) -> bool:
    """Whether a text is no more than a word over the labels, and perhaps a unit."""
    return not re.search(r"\w", strip_words(text, ("column_label", "column_code", *UNITS)))


def _names_series(text: str) -> bool:
    return any(words(kind).search(text) for kind in _NAMES_SERIES)


def join_headers(lines: Sequence[Sequence[Head]], width: int, edges: Sequence[float] = ()) -> list[str]:
    """The words over each column, from headers on one line or several: what stands over several columns is each one's.

    >>> join_headers([[Head("Budget"), Head(""), Head("Plan"), Head("")], [Head(y) for y in "6789"]], 4)
    ['Budget 6', 'Budget 7', 'Plan 8', 'Plan 9']

    A word for a change is no other column's that says itself what it holds.

    >>> join_headers([[Head(""), Head("Ökning"), Head("")], [Head("2027"), Head("i år"), Head("Plan 2028")]], 3)
    ['2027', 'Ökning i år', 'Plan 2028']
    """
    spread = [_spread(heads, width, edges, fill=number + 1 < len(lines)) for number, heads in enumerate(lines)]
    columns = [[*column] for column in zip(*spread, strict=True)]
    for before, column in [*pairwise(columns)][::-1]:
        if column[0] == before[0] and words("column_change").search(column[0]) and _is_told(column[-1]):
            column[0] = ""
    return [" ".join(filter(None, column)) for column in columns]


def _is_told(text: str) -> bool:
    return bool(find_years(text) and (words("column_plan").search(text) or words("column_budget").search(text)))


def _spread(heads: Sequence[Head], width: int, edges: Sequence[float], fill: bool) -> list[str]:
    texts = [head.text for head in heads]
    if len(texts) < width and edges and all(head.end >= 0 for head in heads):
        texts = _align(heads, edges, fill)
    elif 0 < len(texts) < width and width % len(texts) == 0 and all(texts) and fill:
        texts = [text for text in texts for _ in range(width // len(texts))]
    texts = [*texts, *[""] * (width - len(texts))][:width]
    for number in range(1, width if fill else 0):
        texts[number] = texts[number] or texts[number - 1]
    return texts


def _align(heads: Sequence[Head], edges: Sequence[float], fill: bool) -> list[str]:
    """Each head over the column whose right edge is nearest to its own."""
    texts = [""] * len(edges)
    for head in heads:
        place = min(range(len(edges)), key=lambda n: abs(edges[n] - head.end))
        texts[place] = f"{texts[place]} {head.text}".strip()
    if fill and texts and not texts[0]:
        first = next((text for text in texts if text), "")
        texts[0] = first
    return texts


def name_columns(
    texts: Sequence[str], year: int | None, default: Sequence[int] = (), party: Sequence[str] = ()
) -> list[Column]:
    """The columns, told by the words over them; ``year`` is the document's, ``default`` what the heading names, and
    ``party`` what the plan's party is called.

    >>> [column[:2] for column in name_columns(["Budget 2026", "Förändring", "Förslag 2027"], 2027)]
    [(2026, 'budget'), (2027, 'change'), (2027, 'budget')]
    """
    columns = [_name_column(text, party) for text in texts]
    if any(column.year for column in columns):
        columns = [_name_unknown(column, party) for column in columns]
    told = default[0] if len(default) == 1 else year
    if not any(column.year for column in columns):
        columns = _count_years(columns, told)
    columns = [*_lead_on(columns, told)]
    columns = [
        column._replace(year=column.year or _borrow_year(columns, place)) for place, column in enumerate(columns)
    ]
    return _settle_sides(columns, party)


def _name_unknown(column: Column, party: Sequence[str]) -> Column:
    """A column with words of its own and no year, beside columns with years: what is added, such as Löner."""
    is_unknown = not column.year and column.series == "budget" and not words("column_budget").search(column.text)
    if not is_unknown or _is_own(column.text, party):
        return column
    return column._replace(series="change" if re.search(r"[^\W\d]", column.text) else "aside")


def _is_own(text: str, party: Sequence[str]) -> bool:
    return bool(words("column_own").search(text)) or name_side(text, party) == "own"


def _name_column(text: str, party: Sequence[str]) -> Column:
    years = find_years(text)
    year = years[-1] if years else None
    if (
        "%" in text
        or words("column_aside").search(text)
        or (len(set(years)) > 1 and re.search(r"\d\s?[-–]\s?\d", text))
    ):
        return Column(year, "aside", text)
    kinds = [kind for kind in _NAMES_SERIES if words(kind).search(text)]
    if "column_less" in kinds:
        return Column(year, "less", text)
    if words("table_investment").search(text) and not words("table_operating").search(text):
        return Column(year, "investment", text)
    is_change = "column_difference" in kinds or ("column_change" in kinds and "column_budget" not in kinds)
    is_change = is_change or _is_change_of(text)
    side = name_side(text, party)
    if ("column_own" in kinds and not is_change) or (side == "own" and kinds[:1] == ["column_majority"]):
        return Column(year, "plan" if "column_plan" in kinds else "budget", text)
    if (not kinds or _SERIES[kinds[0]] in OWN) and side == "majority":
        return Column(year, "majority", text)
    return Column(year, _SERIES[kinds[0]] if kinds else "budget", text)


def _is_change_of(text: str) -> bool:
    """Whether words over a column are those for a budget, and below them a word for a change: "Vårt förslag Ökning"."""
    *before, last = text.split() or [""]
    said = bool(before) and words("column_budget").fullmatch(before[-1])
    return bool(said) and words("column_change").fullmatch(last) is not None


def _count_years(columns: Sequence[Column], year: int | None) -> list[Column]:
    """Years for columns that name none: the budget's is the document's, and each plan the next one."""
    plans = 0
    counted = []
    for column in columns:
        plans += column.series == "plan"
        counted.append(column._replace(year=year + plans if year and column.series in (*OWN, "majority") else None))
    return counted


def _lead_on(columns: Sequence[Column], year: int | None) -> Iterator[Column]:
    """The columns, where one without a year after those of years before the plan's is what they lead to, in its year:
    an own one, or a sum of the one before and its changes.
    """
    for place, column in enumerate(columns):
        series = [other.series for other in columns[:place]]
        before = [other.year for other in columns[:place] if other.year and other.series in OWN]
        after = [other.year for other in columns[place:] if other.year]
        follows = year and before and max(before) < year < min(after, default=year + 1) and not column.year
        is_made = "change" in series and words("sum").fullmatch(column.text.strip())
        if follows and (column.series in OWN or is_made):
            yield column._replace(year=year, series="budget")
        else:
            yield column


def _borrow_year(columns: Sequence[Column], place: int) -> int | None:
    """The year of the column before, or for a change the later one of its neighbours."""
    before = next((column.year for column in columns[:place][::-1] if column.year and column.series != "aside"), None)
    after = next((column.year for column in columns[place + 1 :] if column.year and column.series != "aside"), None)
    if columns[place].series == "change" and after:
        return max(after, before or 0)
    return before or after


def _settle_sides(columns: Sequence[Column], party: Sequence[str]) -> list[Column]:
    """Which of several columns for a year is the plan's own."""
    has_majority = any(column.series == "majority" for column in columns)
    settled = [
        column._replace(series="difference" if has_majority else "change") if column.series == "less" else column
        for column in columns
    ]
    for year in {column.year for column in settled}:
        places = [n for n, column in enumerate(settled) if column.year == year]
        own = [n for n in places if settled[n].series in OWN]
        other = [n for n in places if settled[n].series == "majority"]
        if not own and len(other) == 1 and _may_be_plans(settled, places, other[0], party):
            settled[other[0]] = settled[other[0]]._replace(series="budget")
        if len(own) > 1:
            kept = _choose_own(settled, own, party)
            for n in own:
                series = settled[n].series if [n] == kept else _name_untaken(settled[n].text, n in kept)
                settled[n] = settled[n]._replace(series=series)
    return settled


def _may_be_plans(columns: Sequence[Column], places: Sequence[int], other: int, party: Sequence[str]) -> bool:
    """Whether the only proposal for a year may be the plan's own though it is called another's: it is not another
    party's, and no changes to it are the plan's.
    """
    if names_others(columns[other].text, party) or any(columns[n].series == "difference" for n in places):
        return False
    return not any(_is_own(columns[n].text, party) for n in places)


def _name_untaken(text: str, is_kept: bool) -> str:
    """The series of a column that is one of several for a year, and is not taken."""
    if is_kept:
        return "undecided"
    kinds = ("column_revenue", "column_cost")
    return next((_SERIES[kind] for kind in kinds if words(kind).search(text)), "untaken")


def _choose_own(columns: Sequence[Column], own: Sequence[int], party: Sequence[str]) -> list[int]:
    """The column of a year whose words say most that it is the plan's own, or all that say it as much; where one has a
    change between it and another, it is what the change leads to.
    """
    ranks = {n: _rank_own(columns[n].text, party) for n in own}
    best = [n for n in own if ranks[n] == max(ranks.values())]
    between = columns[best[0] + 1 : best[-1]]
    return best[-1:] if len(best) == 2 and any(column.series == "change" for column in between) else best


def _rank_own(text: str, party: Sequence[str]) -> tuple[bool, ...]:
    """How much the words over a column say that it is the plan's own; revenue and costs are less than what is left."""
    return (
        _is_own(text, party),
        "förslag" in text.casefold(),
        not (words("column_revenue").search(text) or words("column_cost").search(text)),
        bool(words("column_budget").search(text) or words("column_plan").search(text)),
        bool(words("sum").fullmatch(text)),
    )
