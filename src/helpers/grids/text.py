"""A table as text: csv with any separator, in every encoding that Excel writes, and tables pasted as Markdown."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from pathlib import Path

from helpers.errors import PlanError
from helpers.files import decode
from helpers.grid import MOST_CELLS, PROSE, Grid, fold_heading, list_headings

_RULE = re.compile(r"\s*\|[\s|:-]*-[\s|:-]*")

TEXTS = (".csv", ".txt", ".md", ".tsv")
"""How a file with a table as text can end."""


def read_text(path: Path, data: bytes) -> Grid:
    """The rows of a text, by the separator that its first line names (``sep=;``), or its header shows."""
    try:
        text = decode(data)
    except ValueError:
        raise PlanError(path, None, "filen är ingen tabell", "Spara tabellen som csv (UTF-8) eller .xlsx.") from None
    if next(filter(_is_header, text.splitlines()), "").lstrip().startswith(">"):  # of a mail that was replied to
        text = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", text, flags=re.MULTILINE)
    lines = text.splitlines()
    named = re.fullmatch(r'"?sep=(.)"?', lines[0].strip()) if lines else None
    separator = named[1] if named else _find_separator(lines, text)
    prose: list[int] = []
    if separator == "|" or sum(map(_is_fence, lines)) > 1:  # prose around the tables of Markdown is no table
        rows = list(_keep_rows(lines, separator))
        prose = [n for n, line in enumerate(lines, start=1) if not rows[n - 1] and not _is_drawn(line)]
        text = "\n".join(rows)
    text = text.replace("\\|", _BAR) if separator == "|" else text
    return Grid(path.name, list(_part_rows(path, text, separator, bool(named))), {PROSE: prose})


def _part_rows(path: Path, text: str, separator: str, named: bool) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text with their cells; its first line is none of them where it names the separator."""
    reader, begin = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=separator != "|"), 1
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if separator == "|":
                cells = [] if _RULE.fullmatch("|".join(cells)) else _trim(cells)
            if fault := _find_swallowed(path, line, cells, separator):
                raise fault
            if any(map(str.strip, cells)) and not (named and line == 1):
                yield line, cells
            if line > MOST_CELLS:
                raise PlanError(path, line, f"mer än {MOST_CELLS} rader", "Spara bara tabellens egna rader.")
    except csv.Error:
        found = "ett citattecken som inte avslutas"
        raise PlanError(path, begin, found, 'Ta bort det, eller skriv två (""), om det hör till texten.') from None


def _trim(cells: list[str]) -> list[str]:
    """The cells of a row of Markdown, which may begin and end with the line that parts them."""
    begin, end = (bool(cells) and not cells[at].strip() for at in (0, -1))
    return [cell.replace(_BAR, "|") for cell in cells[begin : len(cells) - end]]


_BAR = "\x1f"
"""What stands for a bar that is text and parts no cells, which Markdown writes ``\\|``, while the cells are parted."""


def _keep_rows(lines: Iterable[str], separator: str) -> Iterator[str]:
    """The lines between fences, and the rows of tables that stand outside them or are those of Markdown, without the
    marks of a list or of a mail's reply before them; an empty line for every other.
    """
    within = False
    for line in lines:
        fence, bare = _is_fence(line), _MARKS.sub("", line)
        within ^= fence
        if within and separator != "|":
            yield "" if fence else line
        else:
            yield bare if _is_row(bare, separator) else ""


def _is_fence(line: str) -> bool:
    return line.lstrip().startswith(("```", "~~~"))


_MARKS = re.compile(r"^\s*(?:>\s*)*(?:(?:[-*+•–]|\d+[.)])\s+)?")


def _is_drawn(line: str) -> bool:
    """Whether a line only shapes a text: it is empty, a fence, or the rule under the header of a table."""
    return not line.strip() or _is_fence(line) or bool(_RULE.fullmatch(line))


def _is_row(line: str, separator: str) -> bool:
    """Whether a line is the row of a table and no prose: it begins with one word (an id, or one with its text), and no
    space parts it from the next cell, as it does from a clause; or that word is an id with a number.
    """
    pipes = separator == "|"
    if pipes and line.startswith("|"):
        return True
    first, *others = (line.strip().strip("|") if pipes else line).split(separator)
    word = first.partition(" · ")[0].strip(" \"'`*")
    parted = pipes or word[-1:].isdecimal() or not "".join(others).startswith(" ")
    return len(others) > 1 and bool(_WORD.fullmatch(word)) and parted


_WORD = re.compile(r"[^\W\d][\w-]*")


def _find_swallowed(path: Path, line: int, cells: list[str], separator: str) -> PlanError | None:
    """The fault of a row with other rows of its table within a cell: a quotation mark that is closed too late."""
    inner = [each for cell in cells for each in cell.splitlines()[1:]]
    rows = [each for each in inner if _is_row(each, separator) and each.count(separator) >= len(cells) - 1]
    if not rows:
        return None
    found = f"en cell som går över flera rader och sväljer tabellens egna ({rows[0][:40]!r})"
    return PlanError(path, line, found, 'Ett citattecken avslutas för sent: ta bort det, eller skriv två ("").')


def unpack(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows of a table, also where a spreadsheet has put each of them whole into one cell."""
    lines = [cells[0] for _, cells in rows if not any(map(str.strip, cells[1:]))]
    header = next(filter(_is_header, lines), "")
    separator = _find_separator([header])
    if len(lines) < len(rows) or _count_heads(header, separator) < 2:
        return rows
    return [(line, next(csv.reader([cells[0]], delimiter=separator), [])) for line, cells in rows]


def _find_separator(lines: list[str], text: str = "") -> str:
    """What parts the cells: what stands most often in the line that names columns of ours, or in the row of the whole
    ``text`` that does (headings may go over several lines), else in the first line.
    """
    if text and not any(map(_is_header, lines)):
        heads = {each: _count_best(text, each) for each in _SEPARATORS}
        if max(heads.values()) > 1:
            return max(heads, key=lambda each: heads[each])
    first = next(filter(_is_header, lines), "")
    first = first or next((line for line in lines if line.strip() and not line.startswith("```")), "")
    if first.lstrip().startswith("|"):
        return "|"
    return max(_SEPARATORS, key=lambda each: (_count_heads(first, each), first.count(each)))


_SEPARATORS = ",;\t|"


def _is_header(line: str) -> bool:
    """Whether a line names a column of ours by an id, or nothing but columns, a word each; or two by what they are
    called in a header.
    """
    return bool(_ID.search(line)) or any(_count_heads(line, each) > 1 for each in _SEPARATORS)


_ID = re.compile(r"_id\b|\bpass\b|\bkey\b|^[a-z_]+(?:[,;\t][a-z_]+)+$", re.IGNORECASE)


def _count_heads(line: str, separator: str) -> int:
    """How many cells of a line are headings of ours."""
    return _count_known(line.split(separator))


def _count_best(text: str, separator: str) -> int:
    """How many headings of ours the best of the first rows of a text has."""
    return max(map(_count_known, csv.reader(StringIO(text[:_TOP], newline=""), delimiter=separator)), default=0)


_TOP = 100_000
"""So many characters of a text are looked through for its header; no cell of so many is more than ``csv`` takes."""


def _count_known(cells: Iterable[str]) -> int:
    return sum(fold_heading(cell) in _list_heads() for cell in cells)


@cache
def _list_heads() -> frozenset[str]:
    return frozenset(fold_heading(each) for heading in list_headings() for each in heading)
