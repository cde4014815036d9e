"""Tables of what is to be done: columns of goals, of missions, of who gets them, by their heads or by their cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from helpers.plan.amounts import show_signs, words
from helpers.plan.cells import is_cell
from helpers.plan.clean import clean
from helpers.plan.cues import Cues, Mention, find_committees, head_kind, match_frame, names_only, opens_wish
from helpers.plan.layout import find_mark

_SIGN = re.compile(r"[xX×✓✔☑●•■▪]|ja", re.IGNORECASE)
"""What says in a committee's column that it gets the mission of the row."""

LONGEST_NAME = 80
"""A cell with more signs is no committee's name."""

_WISHES = ("demand", "goal")
_SIDES = {*_WISHES, "mission", "who", "theme", "problem", "outcome", "facts"}
"""What the first column of a table may say of its rows."""


class Told(NamedTuple):
    """What a cell of a table says: its kind (demand, goal or mission), its text, and the committees over its column."""

    kind: str
    text: str
    committees: tuple[Mention, ...] = ()


class TableRow(NamedTuple):
    """A row of a table: what its cells say, in their order, the committees that it names, whether those stand in the
    row above, where this row is one of its own, and the theme that it is about.
    """

    cells: tuple[Told, ...]
    committees: tuple[Mention, ...]
    above: bool = False
    theme: str = ""


class _Columns(NamedTuple):
    """The kind of each column that is read, the one of committees, the one of themes, and those that are a committee's
    own, where a sign says that it is the one.
    """

    kinds: dict[int, str]
    who: int | None
    theme: int | None = None
    own: Mapping[int, tuple[Mention, ...]] = MappingProxyType({})


def read_table_rows(
    rows: Sequence[str], cues: Cues, owned: bool = False, priced: bool = False
) -> list[TableRow | None] | None:
    """What each row of a table says, None for its header; None at all where it is no table of what is to be done.

    An empty cell in the column of committees or of themes stands for the one above it, also above a repeated head. One
    that stands under a committee (``owned``), or has rows that name one and say nothing else, needs no column of them;
    one that says what something costs (``priced``) holds demands beside nothing but amounts.

    >>> head, *rows = "Nämnd\\tUppdrag", "Fritidsnämnden\\tutreda ett nytt boende", "\\tse över alla avgifter"
    >>> read = read_table_rows([head, rows[0], head, rows[1]], Cues())
    >>> [row and (row.committees[0].name, row.cells[0].text) for row in read]
    [None, ('Fritidsnämnden', 'utreda ett nytt boende'), None, ('Fritidsnämnden', 'se över alla avgifter')]
    >>> read_table_rows([head, rows[0], "Ansvarig nämnd\\tUppdrag", rows[1]], Cues())[3].committees  # of another head
    ()
    >>> read_table_rows(["Mål\\tUppdrag", "Fler bibliotek\\tUtreda ett bibliotek"], Cues())[1].cells[0][:2]
    ('goal', 'Fler bibliotek')
    >>> rows = ["Uppdrag\\tFritidsnämnden\\tSkolnämnden", "se över alla avgifter\\t\\tX"]
    >>> read_table_rows(rows, Cues())[1].committees[0].name
    'Skolnämnden'
    >>> rows = ["Satsning\\tBelopp\\tNämnd", "Fler lärare\\t6 400\\tSkolnämnden", "Summa\\t6 400\\t"]
    >>> [row and [cell.text for cell in row.cells] for row in read_table_rows(rows, Cues())]
    [None, ['Fler lärare'], []]
    >>> read_table_rows(["Satsning\\t2027", "Fler lärare\\t6 400"], Cues(), priced=True)[1].cells[0].text
    'Fler lärare'
    >>> read_table_rows(["Mål\\tUtfall", "öppna fler bibliotek\\tuppnått"], Cues()) is None
    True
    """
    cells = [[clean(cell) for cell in row.split("\t")] for row in rows]
    if len(rows) < 2:
        return None
    if sided := _read_sided(cells, cues):
        return sided
    heads = _name_heads(cells[0])
    if "outcome" in heads.values() and "mission" not in heads.values():
        return None
    owned = owned or any(map(_stands_alone, cells))
    least = 0 if priced or (owned and "mission" in heads.values()) else 1
    columns = (
        _crossed(cells[0], heads)
        or _headed(heads, least, sum(map(bool, cells[0])))
        or _listed(cells)
        or _find_columns(cells, heads)
    )
    return list(_read(cells, columns, cues, least)) if columns else None


def _name_heads(line: Sequence[str]) -> dict[int, str]:
    """The kinds of the columns by their heads, for those that say one."""
    return {n: kind for n, cell in enumerate(line) if cell and (kind := head_kind(cell))}


def _headed(heads: dict[int, str], least: int = 1, width: int = 0) -> _Columns | None:
    """The columns of a table by their heads, where two of them, more than ``least``, say what stands below them, and
    one of them what is wanted or to be done; a theme counts where all ``width`` heads do. Beside what is wanted, a goal
    is what it is for.
    """
    taken = ("demand", "mission") if "demand" in heads.values() else ("goal", "mission")
    kinds = {n: kind for n, kind in heads.items() if kind in taken}
    who = next((n for n, kind in heads.items() if kind == "who"), None)
    theme = next((n for n, kind in heads.items() if kind == "theme"), None)
    told = len(heads) - (theme is not None and len(heads) < width)
    return _Columns(kinds, who, theme) if kinds and told > least else None


def _read_sided(cells: Sequence[Sequence[str]], cues: Cues) -> list[TableRow | None]:
    """The rows of a table whose first column says of each what it holds: "Mål", "Vi vill", "Ansvarig nämnd"; none of
    any other.
    """
    sides = [""]
    for side in (line[0] for line in cells):
        sides.append((head_kind(side) or cues.lead_kind(side) or "?") if side else sides[-1])
    del sides[0]
    own = ("demand", "mission") if "demand" in sides else ("goal", "mission")
    if not {*sides} <= _SIDES or len({*sides}) < 2 or not {*sides} & {"demand", "mission"}:
        return []
    rows = [*zip(sides, cells, strict=True)]
    who = tuple(each for side, line in rows if side == "who" for each in find_committees(" ".join(line[1:])))
    told = (tuple(Told(side, find_mark(each)[1]) for each in line[1:] if each and side in own) for side, line in rows)
    return [TableRow(each, who) for each in told]


def _crossed(line: Sequence[str], heads: dict[int, str]) -> _Columns | None:
    """The columns of a table that has one of missions and one for each of several committees."""
    named = {n: tuple(find_committees(cell)) for n, cell in enumerate(line) if n not in heads}
    own = {n: mentions for n, mentions in named.items() if mentions and names_only(line[n], mentions)}
    tasks = {n: kind for n, kind in heads.items() if kind == "mission"}
    return _Columns(tasks, None, None, own) if len(tasks) == 1 and len(own) > 1 else None


def _listed(cells: Sequence[Sequence[str]]) -> _Columns | None:
    """The columns of a table whose heads are all committees, each with what it is to do below it."""
    named = {n: tuple(find_committees(cell)) for n, cell in enumerate(cells[0]) if cell}
    own = {n: mentions for n, mentions in named.items() if mentions and names_only(cells[0][n], mentions)}
    told = [_tells(cell) or opens_wish(cell) for line in cells[1:] for cell in line if cell]
    is_list = 1 < len(own) == len(named) and 2 * sum(told) > len(told)
    return _Columns(dict.fromkeys(own, "mission"), None, None, own) if is_list else None


def find_tasks(heads: Sequence[str], below: Iterable[Sequence[str]] = ()) -> list[int]:
    """The columns of what is to be done, by the heads of a table that also has one of who is to do it, or rows
    (``below``) that say only that.

    >>> find_tasks(["Nämnd", "Uppdrag", "Ram, tkr"]), find_tasks(["Nämnd", "Ram, tkr"])
    ([1], [])
    >>> find_tasks(["Uppdrag", "tkr"], [["Skolnämnden", ""], ["laga gator", "5"]])
    [0]
    """
    columns = _headed(_name_heads([clean(head) for head in heads]), 0)
    owned = columns and (columns.who is not None or any(map(_stands_alone, below)))
    return [*columns.kinds] if columns and owned else []


def lists_prices(rows: Sequence[str]) -> tuple[str, ...]:
    """The kinds of the heads of a table whose rows say what is wanted and what it costs, perhaps by theme or for whom,
    and nothing else; none of any other, as of one with a committee and its frame.

    >>> lists_prices(["Satsning\\t2027", "Fler lärare\\t6 400"]), lists_prices(["Nämnd\\t2027", "Revision\\t900"])
    (('demand',), ())
    >>> rows = ["Satsning\\tNämnd\\t2027", "Fler lärare\\tSkolnämnden\\t6 400"]
    >>> lists_prices(rows), lists_prices([rows[0].replace("2027", "Ram 2027"), rows[1]])
    (('demand', 'who'), ())
    """
    cells = [[clean(cell) for cell in row.split("\t")] for row in rows]
    heads = _name_heads(cells[0])
    others = [cell for line in cells[1:] for n, cell in enumerate(line) if n not in heads]
    named = [cell for line in cells[1:] for n, cell in enumerate(line) if n in heads and cell]
    kinds = tuple(sorted(heads.values()))
    priced = bool(others) and all(map(_is_amount, others)) and not any(map(_is_amount, named))
    framed = "who" in kinds and re.search(rf"(?:{match_frame()[0]})\b", rows[0], re.IGNORECASE)
    wished = (("demand",), ("demand", "theme"), ("demand", "who"))
    return kinds if kinds in wished and priced and not framed else ()


def _read(cells: Sequence[Sequence[str]], columns: _Columns, cues: Cues, least: int) -> Iterator[TableRow | None]:
    committees: tuple[Mention, ...] = ()
    theme = ""
    for line in cells:
        named_heads = _name_heads(line)
        if heads := _crossed(line, named_heads) or _headed(named_heads, least):
            if line != cells[0]:  # a head that a page repeats ends nothing
                committees, theme = (), ""
            columns = heads
            yield None
        elif columns.own and columns.own.keys() == columns.kinds.keys():
            told = (Told("mission", _cell(line, n), own) for n, own in columns.own.items() if _cell(line, n))
            yield TableRow(tuple(told), ()) if line is not cells[0] else None
        elif columns.own:
            signed = (mentions for n, mentions in columns.own.items() if _SIGN.fullmatch(_cell(line, n)))
            yield _read_row(line, columns, tuple(chain.from_iterable(signed)), True, cues)
        elif _adds_up(line):
            yield TableRow((), ())
        elif alone := _stands_alone(line):
            committees = alone
            yield None
        else:
            named = tuple(find_committees(_cell(line, columns.who)))
            committees, theme = named or committees, _cell(line, columns.theme) or theme
            row = _read_row(line, columns, committees, bool(named), cues)
            yield row and row._replace(theme=theme)


def _is_amount(cell: str) -> bool:
    return is_cell(show_signs(cell))


def _adds_up(line: Sequence[str]) -> bool:
    """Whether a row is the sum of amounts beside what is wanted: a word for a sum first, and an amount."""
    first, *others = [cell for cell in line if cell] or [""]
    return bool(words("sum").match(first)) and any(map(_is_amount, others))


def _stands_alone(line: Sequence[str]) -> tuple[Mention, ...]:
    """The committees of a row that names them and says nothing else: those of the rows below it."""
    texts = [cell for cell in line if cell]
    mentions = tuple(find_committees(texts[0])) if len(texts) == 1 < len(line) else ()
    return mentions if mentions and names_only(texts[0], mentions) else ()


def _read_row(
    line: Sequence[str], columns: _Columns, committees: tuple[Mention, ...], is_named: bool, cues: Cues
) -> TableRow | None:
    """A row by its columns, None where it is a header that no other rule knows."""
    told = tuple(Told(kind, find_mark(text)[1]) for n, kind in columns.kinds.items() if (text := _cell(line, n)))
    if told and all(len(each.text.split()) < 3 and cues.lead_kind(each.text) == "mission" for each in told):
        return None
    is_own = any(each.kind in _WISHES for each in told)
    return TableRow(told, committees, above=columns.who is not None and is_own and not is_named)


def _cell(line: Sequence[str], column: int | None) -> str:
    return line[column] if column is not None and column < len(line) else ""


def _find_columns(cells: Sequence[Sequence[str]], heads: Mapping[int, str]) -> _Columns | None:
    """The column of committees, and the column of what they are to do, in a table whose heads do not say it."""
    width = max(len(line) for line in cells)
    columns = [[line[n] for line in cells if n < len(line) and line[n]] for n in range(width)]
    named = [sum(_names_committee(cell) for cell in column) for column in columns]
    told = [sum(_tells(cell) for cell in column) for column in columns]
    who = max(range(width), key=lambda n: named[n])
    rest = [n for n in range(width) if n != who and heads.get(n) not in _WISHES]
    if not rest or not named[who] or 2 * named[who] < len(columns[who]):
        return None
    what = max(rest, key=lambda n: told[n])
    return _Columns({what: "mission"}, who) if told[what] and 2 * told[what] >= len(columns[what]) else None


def _names_committee(cell: str) -> bool:
    return len(cell) < LONGEST_NAME and bool(find_committees(cell))


def _tells(cell: str) -> bool:
    """Whether a cell tells something in words, rather than an amount or a date."""
    return len(cell.split()) > 2 and not re.search(r"\d{3}.?$", cell)
