"""Missions in a table: a column of committees, a column of what they are to do, perhaps one of when."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpers.plan.clean import clean
from helpers.plan.cues import Cues, Mention, find_committees
from helpers.plan.layout import find_mark

LONGEST_NAME = 80
"""A cell with more signs is no committee's name."""


class MissionRow(NamedTuple):
    """A row of the table: what is to be done and by whom."""

    text: str
    committees: tuple[Mention, ...]


def read_mission_rows(rows: Sequence[str], cues: Cues) -> list[MissionRow | None] | None:
    """What each row of a table gives to whom, None for its header; None at all where it is no table of missions.

    An empty cell in the column of committees stands for the one above it.

    >>> rows = ["Nämnd\\tUppdrag", "Fritidsnämnden\\tutreda ett nytt boende", "\\tse över alla avgifter"]
    >>> [row and (row.committees[0].name, row.text) for row in read_mission_rows(rows, Cues())]
    [None, ('Fritidsnämnden', 'utreda ett nytt boende'), ('Fritidsnämnden', 'se över alla avgifter')]
    >>> read_mission_rows(["Mål\\tUtfall", "öppna fler bibliotek\\tuppnått"], Cues()) is None
    True
    """
    cells = [[clean(cell) for cell in row.split("\t")] for row in rows]
    columns = _find_columns(cells) if len(rows) > 1 else None
    return list(_read(cells, *columns, cues)) if columns else None


def _read(cells: Sequence[Sequence[str]], who: int, what: int, cues: Cues) -> Iterator[MissionRow | None]:
    committees: tuple[Mention, ...] = ()
    for line in cells:
        committees = tuple(find_committees(_cell(line, who))) or committees
        text = _cell(line, what)
        is_header = len(text.split()) < 3 and cues.lead_kind(text) == "mission"
        yield MissionRow(find_mark(text)[1], committees) if committees and text and not is_header else None


def _cell(line: Sequence[str], column: int) -> str:
    return line[column] if column < len(line) else ""


def _find_columns(cells: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The column of committees, and the column of what they are to do."""
    width = max(len(line) for line in cells)
    columns = [[line[n] for line in cells if n < len(line) and line[n]] for n in range(width)]
    named = [sum(_names_committee(cell) for cell in column) for column in columns]
    told = [sum(_tells(cell) for cell in column) for column in columns]
    who = max(range(width), key=lambda n: named[n])
    rest = [n for n in range(width) if n != who]
    if not rest or not named[who] or 2 * named[who] < len(columns[who]):
        return None
    what = max(rest, key=lambda n: told[n])
    return (who, what) if told[what] and 2 * told[what] >= len(columns[what]) else None


def _names_committee(cell: str) -> bool:
    return len(cell) < LONGEST_NAME and bool(find_committees(cell))


def _tells(cell: str) -> bool:
    """Whether a cell tells something in words, rather than an amount or a date."""
    return len(cell.split()) > 2 and not re.search(r"\d{3}.?$", cell)
