"""A table as it stands, whatever program wrote it, and how its names and headings are compared."""

import csv
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from io import StringIO
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from helpers.errors import PlanError
from helpers.files import ROOT

MOST_CELLS = 500_000
"""So many cells with a value a sheet has at most, and so many rows a text."""


class Grid(NamedTuple):
    """One table as it stands: where (the file, and the sheet of a workbook), and its rows that are not empty.

    A row is the line (in a text the one that it begins on) and its cells. ``asides`` are the lines with what no cell
    says, by what it is (``NOTES`` …). ``merged`` are cells over several lines: column (from 0), first line, which has
    their value, last. ``coloured`` are the lines with the colours of their cells.
    """

    place: str
    rows: list[tuple[int, list[str]]]
    asides: Mapping[str, Iterable[int]] = MappingProxyType({})
    merged: Sequence[tuple[int, int, int]] = ()
    coloured: Mapping[int, Collection[str]] = MappingProxyType({})

    def list_covered(self) -> dict[int, dict[int, str]]:
        """The value of cells that are merged, in each line below their first that has cells: by line and column.

        >>> Grid("a.xlsx", [(2, ["jobb-1"]), (3, ["", "ks-02"])], merged=[(0, 2, 3)]).list_covered()
        {3: {0: 'jobb-1'}}
        """
        rows, lines = dict(self.rows), [line for line, _ in self.rows]
        covered: dict[int, dict[int, str]] = {}
        count = 0
        for column, first, last in self.merged:
            for value in rows.get(first, [])[column : column + 1]:
                below = lines[bisect_right(lines, first) : bisect_right(lines, last)]
                count += len(below)
                if count > MOST_CELLS:
                    raise PlanError(self.place, first, "bladet har för många sammanslagna celler", "Dela dem igen.")
                for line in below:
                    covered.setdefault(line, {})[column] = value
        return covered


def fill_row(cells: list[str], covered: Mapping[int, str]) -> list[str]:
    """The cells of a row with those of a line of ``Grid.list_covered`` where they are empty.

    >>> fill_row(["", "ks-02"], {0: "jobb-1"})
    ['jobb-1', 'ks-02']
    """
    row = [*cells, *[""] * (max(covered, default=-1) + 1 - len(cells))]
    return [cell or covered.get(n, "") for n, cell in enumerate(row)]


NOTES, PROSE, BOXES, PICTURES = "kommentarer till celler", "text utanför tabellen", "textrutor", "bilder"
CONTROLS = "ikryssade rutor och val i listor som inte hör till någon cell"
ACTIVE = "ActiveX-kontroller, i vilka det inte går att läsa vad som är valt"
MARGINS, STRUCK = "text i sidhuvud eller sidfot", "överstruken text"


@lru_cache(maxsize=2**14)  # of a file the same few headings, names and ids are asked for again and again
def fold(text: str) -> str:
    """A text as names and ids are compared: composed letters, small ones, single spaces, one kind of hyphen, and no
    signs that nobody sees.

    >>> fold("  A\u030angfart "), fold("skola–1\u200b") == "skola-1"
    ('ångfart', True)
    """
    return " ".join(normalize("NFC", text).translate(_LOOKALIKES).split()).casefold()


def fold_heading(cell: str) -> str:
    """A heading as headings are compared: its words alone, without the signs that people put about and between them,
    and without what they say of it in parentheses behind.

    >>> fold_heading(' "Samband*:"'), fold_heading("Krav_id ▼"), fold_heading("Säkerhet\\n(0–1)")
    ('samband', 'krav id', 'säkerhet')
    """
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=\w)\s*\(.*", "", fold(cell))))


_LOOKALIKES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff")
)


@cache
def list_headings() -> list[tuple[str, str]]:
    """What a column may be called in a header, as ``fold_heading`` has it, and how we write it (headings.csv).

    >>> list_headings()[0]
    ('krav', 'demand_id')
    """
    text = (ROOT / "data" / "swedish" / "headings.csv").read_text(encoding="utf-8")
    return [(fold_heading(heading), column) for column, heading in list(csv.reader(StringIO(text)))[1:]]
