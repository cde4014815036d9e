"""Tables kept by hand: declared, read with the line of each row, and checked; and tables written alike everywhere."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from unicodedata import normalize

import pandas as pd

from helpers.codebook import list_spellings, read_value
from helpers.errors import PlanError, raise_all
from helpers.files import ROOT, decode, write_bytes
from helpers.grid import ACTIVE, BOXES, CONTROLS, NOTES, PICTURES, STRUCK, Grid, fill_row, fold, fold_heading
from helpers.grids.read import ENDINGS, read_grids
from helpers.language import IN_SWEDISH

SWEDISH = ROOT / "data" / "swedish"
"""Where the words of Swedish stand by which any plan is read."""

BREAK = " ⏎ "
"""What stands between several texts that a row carries: of a demand and a mission; of a line and those above it."""


@dataclass(frozen=True)
class Table:
    """What a table kept by hand must be.

    ``columns``: those it needs. ``key``: those that no two rows share. ``values``: what may stand in a column.
    ``numbers``: columns of whole numbers. ``lists``: columns of several ids, parted by spaces. ``none``: a column whose
    cell may be empty where that other column says ``none``. ``can_be_empty``: whether it may have no row at all.
    ``others``: columns that it may have, to be known under Swedish headings too.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    values: Mapping[str, Collection[str]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    none: tuple[str, str] = ("", "")
    can_be_empty: bool = False
    others: tuple[str, ...] = ()


def find_table(folder: Path, name: str) -> Path:
    """The file of a table by its name: csv, or another kind that ``grids.read`` reads; the csv where none is."""
    found = [path for ending in ENDINGS if (path := folder / f"{name}{ending}").is_file()]
    return found[0] if found else folder / f"{name}.csv"


def read_table(path: str | Path, declared: Table, known: Mapping[str, Iterable[str]] | None = None) -> pd.DataFrame:
    """A table kept by hand as it is declared, each row's index its line; texts, and whole numbers as such.

    ``known`` are the ids (or line numbers) that may stand in a column, however written; the table has them as the plan
    does. Raises PlanError for a file that cannot be read, FaultsError with all faults of its rows.

    >>> read_table("data/borlange-v-2022/later.csv", Table(("item_id",))).index[0].item()
    2
    """
    return check_table(path, read_rows(path, declared.columns, declared.others), declared, known)


def check_table(
    path: str | Path, table: pd.DataFrame, declared: Table, known: Mapping[str, Iterable[str]] | None = None
) -> pd.DataFrame:
    """The rows of a table, as ``read_rows`` gives them, checked and spelt as ``read_table`` says; raises as it does.

    >>> check_table("a.csv", pd.DataFrame({"id": ["Jobb-1"]}, index=[2]), Table(("id",)), {"id": ["jobb-1"]}).id[2]
    'jobb-1'
    """
    missing = [column for column in declared.columns if column not in table]
    if missing:
        raise PlanError(path, 1, f"kolumnen {', '.join(missing)} saknas", f"Den ska ha {', '.join(declared.columns)}.")
    if not len(table) and not declared.can_be_empty:
        raise PlanError(path, 1, "tabellen har inga rader", "En tabell som är läst har minst en rad.")
    allowed = {**{column: list(ids) for column, ids in (known or {}).items()}, **declared.values}
    spelt = {column: {fold(each): each for each in ids} for column, ids in allowed.items() if column in table}
    for column, ids in spelt.items():
        cells = [_spell(cell, ids, column in declared.lists) for cell in table[column]]
        table[column] = pd.Series(cells, table.index, dtype="str")
    faults = [*_find_strange(path, table, declared, spelt), *_find_doubles(path, table, declared)]
    raise_all(sorted(faults, key=lambda fault: fault.line or 0))
    return table.astype(dict.fromkeys([column for column in declared.numbers if column in table], "int64"))


def _spell(cell: str, ids: Mapping[str, str], several: bool) -> str:
    """A cell with its ids as the plan writes them; what is no id as it stands."""
    said = cell.split() if several else [cell]
    return " ".join(ids.get(fold(each)) or ids.get(read_value(each), each) for each in said)


def _find_strange(
    path: str | Path, table: pd.DataFrame, declared: Table, spelt: Mapping[str, Mapping[str, str]]
) -> Iterator[PlanError]:
    """Every cell with what neither plan nor codebook has."""
    item, value = declared.none
    for column, ids in spelt.items():
        known = dict.fromkeys(ids.values())
        choices = f"Det ska vara något av {', '.join(known)}." if column in declared.values else ""
        for line, cell in table[column].items():
            said = cell.split() if column in declared.lists else [cell]
            if not known.keys() >= {*said} and not (column == item and not cell and table.at[line, value] == "none"):
                yield PlanError(path, _line(line), f"{cell!r} som {column}", choices or "Planen har inget sådant.")
    for column in [column for column in declared.numbers if column in table and column not in spelt]:
        for line, cell in table[column].items():
            if not cell.isdecimal():
                yield PlanError(path, _line(line), f"{cell!r} som {column}", "Det ska vara ett heltal.")


def _find_doubles(path: str | Path, table: pd.DataFrame, declared: Table) -> Iterator[PlanError]:
    """Every row with a key that an earlier one has, however written, with that one's line."""
    first: dict[tuple[str, ...], object] = {}
    for line, *key in table[list(declared.key)].itertuples() if declared.key else ():
        before = first.setdefault(tuple(map(fold, key)), line)
        if before != line:
            yield PlanError(path, _line(line), f"{' '.join(key)!r} en andra gång", f"Det står redan på rad {before}.")


def _line(line: object) -> int:
    return int(str(line))


def read_rows(path: str | Path, columns: Iterable[str], others: Iterable[str] = ()) -> pd.DataFrame:
    """The rows of a table in a file as text, each row's index the line that it begins on; an empty cell is empty text.

    ``columns`` are those to look for (``others`` may be there): the header is the first row that has most of them, in
    English or Swedish (headings.csv); empty rows, the header once more and what stands above it are no part. Of a
    workbook the first sheet with such a header. Raises PlanError as ``grids.read`` does, for a column that stands
    twice, for rows of another width.

    >>> read_rows("data/borlange-v-2022/facts.csv", ["key"]).index[0].item()
    2
    """
    wanted = list(columns)
    if not Path(path).is_file():
        raise PlanError(path, None, "filen finns inte", f"Gör den med kolumnerna {', '.join(wanted)}.")
    grid = _choose(read_grids(path), wanted)
    start = find_header(grid.rows, wanted)[1]
    line, header = grid.rows[start] if grid.rows else (1, [])
    covered = grid.list_covered()
    below = [(at, cells) for at, cells in grid.rows[start + 1 :] if not _is_again(cells, header)]
    rows = [(at, fill_row(cells, covered.get(at, {}))) for at, cells in below]
    return _frame(grid, line, name_columns(header, [*wanted, *others]), rows)


def _is_again(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row is the header once more, as on each page of what was printed, or above what was pasted."""
    return all(not cell or fold(cell) == fold(head) for cell, head in zip_longest(cells, header, fillvalue=""))


def _choose(grids: Sequence[Grid], columns: Sequence[str]) -> Grid:
    """The table that names most of the columns, the first of several."""
    return max(grids, key=lambda each: find_header(each.rows, columns)[0])


def tell_unused(path: Path, declared: Table) -> Iterator[PlanError]:
    """What somebody has written in the file of a table that ``read_table`` does not use: other sheets, rows above the
    header, columns of other names, comments on cells, text beside the table; nothing where there is no file.

    >>> list(tell_unused(plan.folder / "passes" / "readers.csv", Table(("pass", "kind", "reader", "remark"))))
    []
    """
    columns = [*declared.columns, *declared.others]
    grids = read_grids(path) if path.is_file() else []
    chosen = _choose(grids, declared.columns) if grids else None
    for grid in grids:
        if grid is chosen:
            yield from _tell_around(grid, columns, find_header(grid.rows, declared.columns)[1])
        elif grid.rows:
            yield PlanError(grid.place, grid.rows[0][0], "ett blad till med text", "Det används inte.")
        yield from tell_beside(grid)


def _tell_around(grid: Grid, columns: Iterable[str], start: int) -> Iterator[PlanError]:
    """What of the sheet with the table is none of its rows, or stands in a column of another name."""
    yield from tell_lines(grid.place, "raderna ovanför rubriken", [line for line, _ in grid.rows[:start]])
    for first, header in grid.rows[start : start + 1]:
        named = name_columns(header, {*columns})
        yield from tell_columns(grid.place, first, named, {*columns}, named, grid.rows[start + 1 :])


def tell_columns(
    place: str,
    first: int,
    header: Sequence[str],
    known: Collection[str],
    columns: Sequence[str],
    rows: Sequence[tuple[int, list[str]]],
) -> Iterator[PlanError]:
    """The columns of a table that are none of the known ones, where somebody has written in them: they are not used.

    ``header`` is what stands above them on the line ``first``, ``columns`` what it means.

    >>> print(*tell_columns("a.csv", 1, ["id", "eget"], {"id"}, ["id", "eget"], [(2, ["x", "y"])]))
    a.csv, rad 1: kolumnen 'eget' (rad 2). Den används inte.
    """
    for n, (head, column) in enumerate(zip(header, columns, strict=True)):
        written = [line for line, cells in rows if cells[n : n + 1] and cells[n].strip()]
        if written and column not in known:
            yield PlanError(
                place, first, f"kolumnen {head.strip() or n + 1!r} (rad {join_runs(written, '–')})", _UNUSED
            )


def tell_beside(grid: Grid) -> Iterator[PlanError]:
    """What of a file no cell says, such as comments, by line: it is not used; what is struck through is asked about.

    >>> print(*tell_beside(Grid("anna.md", [], {"text utanför tabellen": (1, 2, 7)})))
    anna.md, rad 1: text utanför tabellen (rad 1–2, 7). Den används inte.
    """
    for what, lines in grid.asides.items():
        yield from tell_lines(grid.place, what, [*lines], _REMEDIES.get(what, _UNUSED))


def tell_lines(place: str, what: str, lines: Sequence[int], remedy: str = "De används inte.") -> Iterator[PlanError]:
    """Lines that are not used, and what they are; nothing where there are none.

    >>> print(*tell_lines("a.csv", "raderna ovanför rubriken", [1, 2]))
    a.csv, rad 1: raderna ovanför rubriken (rad 1–2). De används inte.
    """
    if lines:
        yield PlanError(place, lines[0], f"{what} (rad {join_runs(lines, '–')})", remedy)


_UNUSED = "Den används inte."
_REMEDIES = dict.fromkeys((NOTES, BOXES, PICTURES), "De används inte.")
_REMEDIES |= dict.fromkeys((ACTIVE, CONTROLS), "De används inte: skriv svaret i radens cell.")
_REMEDIES |= {STRUCK: "Det som står räknas som om det inte vore struket: gäller det inte, töm raden."}


def fill_cells(path: Path, columns: Sequence[str], cells: Mapping[int, Mapping[str, str]]) -> bool:
    """Write cells into a csv that is kept by hand, by line and column; all else stays as it stands, and a new column
    ``text`` comes last; cells of another column that it lacks are left out. True where it was written.

    It gets the mark by which Excel knows the letters of UTF-8, unless it has such letters without.

    >>> fill_cells(ROOT / "data" / "borlange-v-2022" / "later.csv", ["item_id"], {})
    False
    """
    data = path.read_bytes()
    grid, text = read_grids(path)[0], decode(data)
    start = find_header(grid.rows, columns)[1]
    at, header = grid.rows[start]
    heads = [*name_columns(header, columns)]
    new = ["text"] if "text" not in heads and any("text" in told for told in cells.values()) else []
    table = {line: [*row, *[""] * (len([*heads, *new]) - len(row))] for line, row in grid.rows}
    before = {line: [*row] for line, row in table.items()}
    table[at][len(heads) :] = new
    for line, told in cells.items():
        for column, cell in ((column, cell) for column, cell in told.items() if column in [*heads, *new]):
            table[line][[*heads, *new].index(column)] = cell
    if table == before:
        return False
    separator = max(",;\t", key=text.splitlines()[at - 1].count)
    marked = data.startswith(BOM_UTF8) or data.isascii() or text.encode() != data
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(table.values())
    return write_bytes(path, out.getvalue().encode("utf-8-sig" if marked else "utf-8"))


def render_above(path: str | Path, columns: Iterable[str]) -> bytes:
    """The rows above the header of a table (see ``read_rows``) as csv, to be kept where it is written anew.

    >>> render_above("data/borlange-v-2022/facts.csv", ["key"])
    b''
    """
    grid = read_grids(path)[0]
    text = StringIO()
    above = [cells for _, cells in grid.rows[: find_header(grid.rows, columns)[1]]]
    csv.writer(text, lineterminator="\n").writerows(filter(str.strip, cells) for cells in above)
    return text.getvalue().encode("utf-8")


def find_header(rows: Sequence[tuple[int, list[str]]], columns: Iterable[str]) -> tuple[int, int]:
    """How many of the columns the row with most of them names, and which row that is; the first where none does."""
    spelt = list_spellings(tuple(columns))
    best, header, all_ = 0, 0, len({*spelt.values()})
    for row, (_, cells) in enumerate(rows):
        count = len({spelt[said] for said in map(fold_heading, cells) if said in spelt})
        if count > best:
            best, header = count, row
        if best == all_:  # no other row names more
            break
    return best, header


def name_columns(header: Iterable[str], columns: Iterable[str]) -> list[str]:
    """The cells of a header, those of the columns as these are written; the first where several may name one."""
    spelt, cells = list_spellings(tuple(columns)), list(header)
    own = {fold(column): column for column in columns}
    taken = {own[fold(cell)] for cell in cells if fold(cell) in own}
    named = []
    for cell in cells:
        column = own.get(fold(cell)) or spelt.get(fold_heading(cell), "")
        is_free = fold(cell) in own or column not in taken
        named.append(column if column and is_free else cell.strip())
        taken.add(column)
    return named


def _frame(grid: Grid, line: int, header: list[str], rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
    while header and not header[-1]:
        header = header[:-1]
    twice = [column for column in header if column and header.count(column) > 1]
    if twice:
        raise PlanError(grid.place, line, f"kolumnen {twice[0]!r} står två gånger", "Behåll en av dem.")
    width, workbook = len(header), ", blad " in grid.place
    wrong = [(at, cells) for at, cells in rows if (len(cells) < width and not workbook) or any(cells[width:])]
    raise_all(_blame_width(grid.place, at, len(cells), width, at == rows[-1][0]) for at, cells in wrong)
    table = [[normalize("NFC", cell) for cell in [*cells, *[""] * width][:width]] for _, cells in rows]
    frame = pd.DataFrame(table, index=[at for at, _ in rows], columns=header, dtype="str")
    return frame[[column for column in header if column]]


def _blame_width(place: str, line: int, cells: int, width: int, last: bool) -> PlanError:
    """What is to be said of a row with more or fewer cells than the header."""
    short = "Kanske är filen avbruten: spara den igen." if last else "Fyll på, eller sätt citattecken om text."
    remedy = short if cells < width else 'Sätt citattecken (") om en text med skiljetecken i.'
    found = f"raden har {IN_SWEDISH.number(cells):# cell|# celler} och rubriken {width}"
    return PlanError(place, line, found, remedy)


def read_wordlist(name: str | Path, columns: Sequence[str], patterns: Sequence[str] = ()) -> pd.DataFrame:
    """A word list of ``SWEDISH`` (or at a whole path), in the order of the file; an empty cell is an empty text.

    Takes the columns that the file must have, the first its key, and which hold regular expressions. Raises PlanError
    for a missing file, other columns, an empty or double key, and a pattern that is none.

    >>> read_wordlist("stopwords.csv", ["word"]).word[0]
    'alla'
    """
    path = SWEDISH / name
    table = read_table(path, Table(tuple(columns), (columns[0],)))
    if list(table.columns) != list(columns):
        raise PlanError(path, 1, f"kolumnerna {', '.join(table.columns)}", f"De ska vara {', '.join(columns)}.")
    faults = [
        PlanError(path, _line(line), f"{columns[0]} är tom", "Ge varje rad ett eget namn.")
        for line in table.index[table[columns[0]] == ""]
    ]
    for column in patterns:
        faults += _check_patterns(path, table[column])
    raise_all(faults)
    return table.reset_index(drop=True)


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Words that say little by themselves, in small letters; no line ends in one where a sentence or an item ends.

    >>> "för" in small_words(), "månader" in small_words()
    (True, False)
    """
    return frozenset(read_wordlist("stopwords.csv", ["word"]).word)


@lru_cache(maxsize=8)
def demand_words(kind: str) -> tuple[str, ...]:
    """The words of a kind that tell a wish from a statement (``data/swedish/demand_words.csv``), in small letters.

    >>> demand_words("modal")
    ('ska', 'skall', 'bör', 'måste', 'behöver')
    """
    table = read_wordlist("demand_words.csv", ["word", "kind", "note"])
    return tuple(table.word[table.kind == kind])


@lru_cache(maxsize=1)
def budget_words() -> dict[str, str]:
    """What matches the words of a budget's table (``data/swedish/budget_words.csv``), as a regular expression by kind.

    >>> budget_words()["part"]
    'varav|därav|därutav|av vilket|av vilka'
    """
    table = read_wordlist("budget_words.csv", ["kind", "pattern", "note"], ["pattern"])
    return dict(zip(table.kind, table.pattern, strict=True))


@lru_cache(maxsize=1)
def wish_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """The infinitives and the imperatives that demands begin with, in small letters.

    >>> infinitives, imperatives = wish_verbs()
    >>> "utreda" in infinitives, "utred" in imperatives
    (True, True)
    """
    table = read_wordlist("opening_verbs.csv", ["verb", "present", "imperative", "verb_en"])
    return frozenset(table.verb), frozenset(table.imperative)


def _check_patterns(path: str | Path, patterns: "pd.Series[str]") -> Iterator[PlanError]:
    for line, pattern in patterns.items():
        try:
            re.compile(pattern)
        except re.error as error:
            remedy = "Skriv ett reguljärt uttryck, eller ett omvänt snedstreck före dess tecken."
            yield PlanError(path, _line(line), f"mönstret {pattern!r} ({error})", remedy)


def join_runs(lines: Iterable[int], dash: str = "-") -> str:
    """Line numbers in order, neighbours drawn together.

    >>> join_runs([7, 3, 2, 1]), join_runs([338, 339, 56], "–")
    ('1-3, 7', '56, 338–339')
    """
    numbers = sorted({int(line) for line in lines})
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return ", ".join(str(a) if a == b else f"{a}{dash}{b}" for a, b in zip(starts, ends, strict=True))


def render_table(table: pd.DataFrame) -> bytes:
    """A table as csv: UTF-8, comma, line feeds, empty where a value is missing.

    Every text stands in quotation marks where one of them holds a carriage return, which would else end its row.
    """
    text = table.to_csv(index=False, lineterminator="\n")
    if "\r" in text:
        text = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8")


def write_table(table: pd.DataFrame, path: Path) -> bool:
    """Write a table as ``render_table`` gives it; True where it was written."""
    return write_bytes(path, render_table(table))
