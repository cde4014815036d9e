"""What a table is about: the line it stands under, its subject, its unit and the line of its years."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from helpers.plan.amounts import (
    TKR_PER_UNIT,
    Amount,
    count_decimals,
    find_units,
    find_years,
    parse_amount,
    show_signs,
    words,
)
from helpers.plan.cells import Way
from helpers.plan.clean import clean, fold
from helpers.plan.cues import split_sentences
from helpers.plan.text_tables import FindCommittee, Grid, SourceLine
from helpers.tables import read_wordlist

_MARK = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-ZÅÄÖa-zåäö]\))\s+(?=\S)")


class Unit(NamedTuple):
    """The unit of a table, and all units that stand in it or by it."""

    name: str
    line: int | None  # where it stands
    stated: tuple[str, ...]  # all that are stated
    is_near: bool = False  # it stands in the table or by it; else a sentence says it of all tables, or nothing does


def find_heading(
    grid: Grid, texts: Mapping[int, SourceLine], find_committee: FindCommittee, given: str | None
) -> SourceLine | None:
    """The line that a table stands under: the given one, or the nearest short line above it that speaks of a budget."""
    if given:
        starts = [line for line in texts.values() if fold(line.text) == fold(given) and line.number < grid.first]
        return starts[-1] if starts else None
    near = [texts[number] for number in grid.titles[:4]]
    short = [line for line in near if line.kind != "item" and _is_short(line.text)]
    short = [line for line in short if not find_committee(clean(line.text))]
    kinds = ("column_label", "committee_word")
    short = [line for line in short if not any(words(kind).fullmatch(show_signs(line.text)) for kind in kinds)]
    short = [line for line in short if not (_tells_amounts(line.text) and find_units(line.text))]
    named = [line for line in short if line.kind.startswith("heading") or speaks_of_money(line.text)]
    return named[0] if named else None


def _tells_amounts(text: str) -> bool:
    return bool(words("unit_sentence").match(show_signs(text)))


def _is_short(text: str) -> bool:
    """Whether a line is short and no sentence, whatever number it begins with."""
    shown = _MARK.sub("", show_signs(text))
    return len(shown) <= 90 and not shown.endswith((".", ",", ";")) and not re.search(r"[.!?] ", shown)


def _says_unit(text: str) -> bool:
    """Whether the unit that a line by a table names is that of the table: in a heading, in brackets, in a sentence on
    the amounts, or in a short one on the budget.
    """
    shown = show_signs(text)
    if _is_short(text) or words("unit_sentence").search(shown):
        return True
    inside = " ".join(re.findall(r"\(([^()]*)\)", shown))
    return _is_short(shown.rstrip(".")) and bool(find_units(inside) or words("money_word").search(shown))


def speaks_of_money(text: str) -> bool:
    """Whether a text has a word of budgets, or a unit of money.

    >>> speaks_of_money("Driftramar"), speaks_of_money("Belopp i tkr"), speaks_of_money("Skolan")
    (True, True, False)
    """
    shown = show_signs(text)
    return bool(words("money_word").search(shown) or find_units(shown))


def find_subject(grid: Grid, texts: Mapping[int, SourceLine]) -> str:
    """What a table is about, by the nearest line over it that says so: operating where none does."""
    heads = [show_signs(texts[number].text) for number in (*grid.header[:2], *grid.titles[:4])]
    for text in [text for text in heads if _is_short(text)]:
        named = [kind for kind in ("operating", "investment", "result", "other") if words(f"table_{kind}").search(text)]
        if named:
            return named[0]
    return "operating"


def find_year_line(grid: Grid, texts: Mapping[int, SourceLine]) -> int | None:
    """The line of the header that names the years, of a title right above or a head of labels that names the one year,
    or of a row that says of which year it is the frame or the sum.
    """
    if any(find_years(column.text) for column in grid.columns):
        return next((line for line in reversed(grid.header) if find_years(texts[line].text)), grid.header[-1])
    titles = [line for line in (*grid.header, *grid.titles[:2]) if len(set(find_years(texts[line].text))) == 1]
    return next(iter([*titles, *list_frame_lines(grid)]), None)


def list_frame_lines(grid: Grid) -> list[int]:
    """The lines of rows that say that they are the frame or the sum of the year that the table is of."""
    own = {column.year for column in grid.columns}
    rows = (row for row in grid.rows if any(words(kind).match(row.label) for kind in ("sum", "column_budget")))
    return [row.lines[0] for row in rows if {*find_years(row.label)} == own]


def find_unit(
    grid: Grid,
    texts: Mapping[int, SourceLine],
    heading: SourceLine | None,
    ways: Sequence[Way | None],
    given: str | None,
) -> Unit:
    """The unit of a table: the given one, or what its cells, its header, or a line near it says; else what a sentence
    says of all tables, or all sentences on amounts where that is the likeliest; else the likeliest.
    """
    stated = [*_list_units(grid, texts, heading)]
    found = [*_list_amounts(grid, ways)]
    in_cells = Counter(amount.unit for amount in found if amount.unit in TKR_PER_UNIT)
    if in_cells:
        unit = in_cells.most_common(1)[0][0]
        stated = [(unit or "tkr", grid.rows[0].lines[0]), *stated]
    is_near = bool(stated)
    guess = _guess_unit([amount.value for amount in found])
    stated = stated or [*_list_general(texts)] or _list_agreed(texts, guess)
    names = tuple(dict.fromkeys(unit for unit, _ in stated))
    if given:
        line = next((line for unit, line in stated if unit == given), None)
        return Unit(given, line, (given,) if in_cells else names, is_near)
    if stated:
        return Unit(*stated[0], names, is_near)
    return Unit(guess, None, ())


def _list_amounts(grid: Grid, ways: Sequence[Way | None]) -> Iterator[Amount]:
    """The amounts of the columns that hold money."""
    money = [place for place, column in enumerate(grid.columns) if column.series != "aside"]
    cells = [way.cells[place].text for way in ways if way for place in money if place < len(way.cells)]
    yield from (amount for cell in cells if (amount := parse_amount(cell)) is not None and amount.unit != "%")


def _list_units(grid: Grid, texts: Mapping[int, SourceLine], heading: SourceLine | None) -> Iterator[tuple[str, int]]:
    """The units that stand in a table's header, its titles, above it and below it, with their lines."""
    inside = [row.lines[0] for row in grid.rows if not row.ways or words("sum").match(row.label)]
    after = [number for number in sorted(texts) if grid.last < number and texts[number].text.strip()][:3]
    above = [
        number for number in grid.titles if heading is None or number >= heading.number or number in grid.titles[:3]
    ]
    for number in grid.header:
        yield from ((unit, number) for unit in find_units(_strip_asides(texts[number].text)))
    for number in inside:
        yield from ((unit, number) for unit in find_units(texts[number].text))
    for number in [
        *above,
        *([heading.number] if heading and heading.number not in above else []),
        *after,
        *grid.unread,
    ]:
        text = texts[number].text
        if _says_unit(text):
            says = number not in after or words("unit_sentence").search(show_signs(text))
            yield from ((unit, number) for unit in find_units(text) if says)


def _list_general(texts: Mapping[int, SourceLine]) -> Iterator[tuple[str, int]]:
    """The units that sentences say of all amounts, wherever they stand, with their lines."""
    said = (line for line in texts.values() if words("unit_everywhere").search(show_signs(line.text)))
    return ((unit, line.number) for line in said for unit in find_units(line.text))


def _list_agreed(texts: Mapping[int, SourceLine], guess: str) -> list[tuple[str, int]]:
    """The unit that every sentence on amounts or frames says, with the first line, where it also is the likeliest."""
    sentences = ((line.number, said) for line in texts.values() for _, said in split_sentences(line.text))
    plain = [(number, show_signs(said)) for number, said in sentences if not re.search(r"\d", said)]
    speaking = [each for each in plain if any(words(kind).search(each[1]) for kind in ("unit_sentence", "money_word"))]
    said = [(unit, number) for number, text in speaking for unit in find_units(text)]
    return said[:1] if {unit for unit, _ in said} == {guess} else []


def _strip_asides(text: str) -> str:
    """A header without the heads of the columns that hold no amounts of a year: their units are their own."""
    heads = re.split(r"\t|\s{2,}(?=\S)", text)
    return "\t".join(head for head in heads if "%" not in head and not words("column_aside").search(show_signs(head)))


def _guess_unit(values: Sequence[Decimal]) -> str:
    """The likeliest unit of amounts that state none: decimals are of millions, where no amount then is too large for
    the largest municipality; what is too large in thousands is in kronor.
    """
    units = ("mnkr", "tkr") if any(count_decimals(value) for value in values) else ("tkr",)
    most = max((abs(value) for value in values), default=Decimal(0))
    return next((unit for unit in units if most * TKR_PER_UNIT[unit] < read_bound("likely_tkr")), "kr")


def read_bound(name: str) -> int:
    """How large an amount (tkr) may be, by a row of data/swedish/budget_bounds.csv, which says where that comes from.

    >>> read_bound("likely_tkr") < read_bound("most_tkr")
    True
    """
    return _read_bounds()[name]


@cache
def _read_bounds() -> dict[str, int]:
    columns = ["name", "value", "unit", "as_of", "source_url", "status", "note"]
    table = read_wordlist("budget_bounds.csv", columns)
    return {name: int(value) for name, value in zip(table.name, table.value, strict=True)}
