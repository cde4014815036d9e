"""What readers hand in: links and committees, as csv, pasted text or the Excel form; checked, then votes."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import pandas as pd

from helpers.codebook import BASES, COLUMNS, RELATIONS, list_spellings, read_headings, read_value, strip_marks
from helpers.errors import FaultsError, PlanError
from helpers.files import list_files
from helpers.grid import PROSE, Grid, fill_row, fold, fold_heading
from helpers.grids.read import read_grids
from helpers.language import FIRST, list_languages, read_language
from helpers.plan.read import Plan
from helpers.plan.texts import EDITION, fold_text, list_former, name_edition
from helpers.tables import join_runs, tell_beside, tell_columns, tell_lines

OPTIONAL = ("confidence", "reason")
"""The columns that a file may leave out."""

SLOTS = ("proposed", "free")
"""What the form's column ``slot`` begins with: lines with a proposed pair, and empty ones; both may be left so."""

_PARTING = " · "

_SWEDISH = read_language(FIRST)

_ALLOWED = {"links": RELATIONS, "committees": BASES}

_SHEETS = {
    sheet: "|".join(str(read_language(each).phrase(f"kit_form_{sheet}")) for each in list_languages())
    for sheet in ("links", "committees", "codebook", "plan", "lists")
}
"""What the sheets of the form are called in every language; programs name the csv of each of them after it."""

_FILE = re.compile(
    rf"([^\W_][^_.]*?)(?:[ _-]+(?:{'|'.join(_SHEETS.values())})\b[^.]*)?"
    r"(?:(?:_(?:links|committees|answer|länkar|svar)[^.]*)?\.(?:csv|tsv|md|txt)|(?:_[^.]*)?\.(?:xls[xmb]?|ods|numbers))",
    re.IGNORECASE,
)

_NUMBERED = r"(?:\W+(?:\w+ )?\d+\W?)?"
"""How the name of a sheet goes on where it is a copy, or one of several tables on a sheet."""

_OWN_FILE = re.compile(
    rf".*[ _-](?:{'|'.join(_SHEETS[each] for each in ('codebook', 'plan', 'lists'))}){_NUMBERED}", re.IGNORECASE
)
"""How the csv of a sheet is called that nobody answers on."""

LEADS = {"": "0", "0": "0", "nej": "0", "falskt": "0", "false": "0", "no": "0"}
LEADS |= dict.fromkeys(("1", "ja", "x", "sant", "true", "yes", "✓", "✔", "✅", "☑", "☒"), "1")
"""What may stand in the column ``lead``, and what it means."""

_WHOSE = list_spellings(("pass", "reader", "answered_by"))
"""The headings of a column that says whose a row is."""

_BROKEN = re.compile(r"#[A-ZÅÄÖ/0]+[!?]?|(?:Err|Fel):\d+")
"""What a spreadsheet shows where it has taken a text for a formula."""

_WORD = re.compile(r"\w[\w-]*")

_PERCENT = re.compile(r"(\d{1,3}) ?%")


class Answer(NamedTuple):
    """One row as a reader gave it: which table, where it stands, and its cells: ids as the plan writes them."""

    table: str
    place: str
    line: int
    cells: dict[str, str]
    words: Mapping[str, str]  # what a Swedish form calls our columns and values
    slot: str = ""  # what the form says of the line

    @property
    def demand(self) -> str:
        """The demand that the row is about."""
        return self.cells["demand_id"]

    @property
    def item(self) -> str:
        """The mission or committee that the row is about; empty where it says that there is none."""
        return self.cells[COLUMNS[self.table][1]]

    @property
    def value(self) -> str:
        """The relation or the basis."""
        return self.cells[COLUMNS[self.table][2]]

    @property
    def chosen(self) -> bool:
        """Whether anything is said in the row beyond which pair it is about."""
        says = [self.value, self.cells.get("confidence"), self.cells["reason"]]
        return any(says) or self.cells.get("lead", "0") != "0"

    @property
    def acts(self) -> bool:
        """Whether the row says something of a mission or a committee."""
        return bool(self.item or self.value) or self.cells.get("lead", "0") != "0"

    @property
    def formed(self) -> bool:
        """Whether the row is a line of the form."""
        return self.slot.startswith(SLOTS)

    @property
    def proposed(self) -> bool:
        """Whether the form has proposed what the row is about."""
        return self.slot.startswith(SLOTS[0])

    def say(self, *names: str) -> str:
        """Our columns and values in the words of the file that the row is from."""
        return ", ".join(self.words.get(name, name) for name in names)

    def say_nothing(self, demand: str) -> str:
        """What is to be written of a demand for which nothing is found."""
        return f"{self.say('none')} på en rad för {demand}" if self.words else f"{demand},,none"

    def blame(self, found: str, remedy: str) -> PlanError:
        """What is to be said of the row."""
        return PlanError(self.place, self.line, found, remedy)


@dataclass(frozen=True)
class Taken:
    """What is in the files of one pass: the answers that are used, the faults, and what is left out and why."""

    answers: list[Answer] = field(default_factory=list)
    faults: list[PlanError] = field(default_factory=list)
    remarks: list[PlanError] = field(default_factory=list)


def label_unit(unit: str, text: str) -> str:
    """A unit as the form's lists show it.

    >>> label_unit("sn-01", "Anställ fältare")
    'sn-01 · Anställ fältare'
    """
    return f"{unit}{_PARTING}{text}"


# --- whose answer it is: ids and texts ------------------------------------------------------------------------


class _Units:
    """The ids of one kind with their texts, to find the one that a cell means: by its text before its number."""

    def __init__(self, ids: Iterable[str], texts: Iterable[str], former: Mapping[str, str] | None = None) -> None:
        self.own, self.former = dict(zip(ids, texts, strict=True)), former or {}
        self.texts = {unit: _words(text) for unit, text in self.own.items()}
        self.labels = {unit: _words(f"{unit} {text}") for unit, text in self.own.items()}
        self.spelt = {fold(unit): unit for unit in self.texts}

    def find(self, cell: str, handed: Mapping[str, str]) -> tuple[str, str]:
        """The id that a cell means, and what is to be said of that: "" where it is what stands in the cell.

        ``handed`` are the texts of ids in the plan that the file was made from.
        """
        unit, shown = _split_unit(cell)
        unit = _respell(unit, {*self.spelt, *handed})
        known, whole = self.spelt.get(fold(unit)), handed.get(fold(unit), "")
        text = _words(whole if whole and _is_same(_words(shown or whole), _words(whole)) else shown)
        said = text or _words(cell)
        meant = [each for each, own in self.texts.items() if _is_same(said, own) or said == self.labels[each]]
        meant = meant or [now for name, now in self.former.items() if _words(name) == said]
        if len(meant) > 1 and text.endswith("…"):
            return "", f"{unit!r} har en avkortad text som {', '.join(meant)} alla börjar med"
        if known and (not text or known in meant):
            return known, ""
        if len(meant) == 1:
            return meant[0], f"{unit!r} är nu {meant[0]!r}, som har radens text" if text else ""
        if known:
            return "", f"{unit!r} har en annan text i planen nu än i raden ({shown or handed[fold(unit)]!r})"
        return "", f"{cell!r} finns inte i planen"

    def suggest(self, cell: str, handed: Mapping[str, str]) -> str:
        """What to do with a cell that means no id: the one whose text is nearly the cell's, with its text, or the one
        that stands in the cell or is written nearly as it; each on a row of its own where there are several.
        """
        unit, shown = _split_unit(cell)
        named = self.list_within(cell)
        if len(named) > 1:
            return f"Skriv {', '.join(named)} på var sin rad, var och en med sitt svar."
        text = shown or handed.get(fold(unit), "")
        alike = get_close_matches(_words(text or cell), self.texts.values(), n=1)
        if alike:
            meant = next(unit for unit, own in self.texts.items() if own == alike[0])
            return f"Gäller svaret den texten, skriv ’{label_unit(meant, self.own[meant])}’ i cellen; annars töm raden."
        near = named or [own for each, own in self.spelt.items() if _strip(each, _ALIKE) == _strip(unit, _ALIKE)]
        near = near or [self.spelt[each] for each in get_close_matches(fold(unit), self.spelt, n=1)]
        asked = f"Är det {near[0]}? " if near and not text else ""
        return f"{asked}Sök upp rätt rad i planen och skriv dess id; är raden inget svar, ta bort den."

    def list_within(self, cell: str) -> list[str]:
        """The ids that stand somewhere in a cell."""
        return [unit for each, unit in self.spelt.items() if re.search(_WITHIN.format(re.escape(each)), fold(cell))]


def _split_unit(cell: str) -> tuple[str, str]:
    """The id and the text of a cell as ``label_unit`` joins them; the cell alone where it has no text."""
    unit, _, shown = cell.partition(_PARTING.strip())
    return strip_marks(unit), shown.strip()  # in csv, the sign by which spreadsheets know a text may be left


_WITHIN = r"(?<!\w)(?<![^\W\d]-){}(?!\w)"
"""An id within a cell, and not within another id."""


_ALIKE = str.maketrans("аеорсухікмтвнoil", "ae0pcyx1kmtbh011")
"""Letters that look like others, most of them Cyrillic, or like digits."""


def _strip(unit: str, alike: Mapping[int, int] | None = None) -> str:
    """An id without what people write otherwise: the signs in it, noughts before a number, letters that look alike."""
    return re.sub(r"[\W_]|(?<!\d)0+(?=\d)", "", fold(unit).translate(alike or {}))


def _respell(unit: str, ids: Collection[str]) -> str:
    """The one of some ids that is this one but for signs and noughts; as it stands where none is, or several."""
    meant = [] if fold(unit) in ids else [each for each in ids if _strip(each) == _strip(unit)]
    return meant[0] if len(meant) == 1 else unit


def _words(text: str) -> str:
    """A text as texts are compared: its words alone; an ellipsis at the end says that it is cut."""
    return fold_text(text) + ("…" if text.rstrip().endswith("…") else "")


def _is_same(shown: str, own: str) -> bool:
    return own.startswith(shown[:-1].rstrip()) if shown.endswith("…") and len(shown) > 20 else shown == own


class _Part(NamedTuple):
    """A table within a grid: where it stands, the line and the cells of its header, its rows with their lines."""

    place: str
    line: int
    header: list[str]
    rows: list[tuple[int, list[str]]]


class _Reader:
    """Reads a pass's files into ``taken``; ``handed`` are texts of ids for files without, ``told`` the file's own."""

    def __init__(self, plan: Plan, handed: Mapping[str, str]) -> None:
        self.plan, self.handed, self.told, self.taken = plan, handed, handed, Taken()

    @cached_property
    def edition(self) -> str:
        """The heading that says which texts the plan has."""
        return name_edition(self.plan)

    @cached_property
    def units(self) -> dict[str, _Units]:
        """The units that the id columns name."""
        plan = self.plan
        return {
            "demand_id": _Units(plan.demands.demand_id, plan.demands.text),
            "mission_id": _Units(plan.missions.mission_id, plan.missions.text),
            "committee_id": _Units(plan.committees.committee_id, plan.committees.name, list_former(plan)),
        }

    def read(self, path: Path) -> None:
        """Take up the answers of one file, with what is wrong or left out in it."""
        taken, demands = self.taken, self.units["demand_id"].spelt
        try:
            grids = read_grids(path)
            tables = [part for grid in grids if _is_ours(grid) != "codebook" for part in _split_tables(grid, demands)]
        except PlanError as error:
            taken.faults.append(error)
            return
        self.told = _list_handed(grids) or self.handed
        read = {part.place for part in tables}
        unused = [grid for grid in grids if grid.rows and not _is_ours(grid) and grid.place not in read]
        said = "ingen rad har rubrikerna demand_id, mission_id, relation (Krav, Uppdrag, Samband), eller committee_id, "
        said += "basis, lead (Nämnd, Grund, Leder)"
        for grid in unused:
            fault = PlanError(grid.place, grid.rows[0][0], said, "Bladet används inte: sätt dem över kolumnerna.")
            (taken.remarks if tables else taken.faults).append(fault)
        if not tables and not unused and not _OWN_FILE.fullmatch(path.stem):
            taken.faults.append(PlanError(path, None, said, "Lämna in formuläret, eller csv med de rubrikerna."))
        for part in tables:
            self._read_table(part)
        for grid in grids:
            mine = [part for part in tables if part.place == grid.place]
            above = [
                line for line, _ in grid.rows for part in mine[:1]
                if line < part.line and line not in {line for line, _ in part.rows}
            ]  # fmt: skip
            taken.remarks.extend(tell_lines(grid.place, "raderna ovanför rubriken", above))
            taken.remarks.extend(_tell_merged(grid, mine))
            answered = {(each.place, each.line) for each in taken.answers}
            blamed = {(each.file, each.line or 0) for each in taken.faults}
            taken.remarks.extend(_tell_colours(grid, mine, answered | blamed))
        taken.remarks.extend(_tell_notes(grids, tables))
        taken.remarks.extend(self._tell_changed(grids))

    def _tell_changed(self, grids: Iterable[Grid]) -> Iterator[PlanError]:
        """The texts on the form's sheet of the plan that the plan has not: somebody has changed one of the two."""
        ids = {unit for units in self.units.values() for unit in units.spelt}
        own = {fold_text(text) for units in self.units.values() for text in units.own.values()}
        for grid in grids:
            told = [(line, [*cells, *[""] * 4]) for line, cells in grid.rows if _is_ours(grid) == "texts"]
            changed = [line for line, cells in told if fold(cells[1]) in ids and fold_text(cells[3]) not in own]
            yield from tell_lines(grid.place, "texter som planen inte har så nu", changed)

    def _read_table(self, part: _Part) -> None:
        columns = read_headings(part.header)
        whole = [kind for kind in COLUMNS if {*_list_needed(kind)} <= {*columns}]
        named = "committees" if {"committee_id", "basis"} & {*columns} else "links"
        for kind in whole or [named]:
            self._read_kind(kind, part, wide=len(whole) > 1)
        if whole == ["links"] and named == "committees":
            words = _list_words(named, part.header)
            missing = [words.get(column, column) for column in _list_needed(named) if column not in columns]
            found = f"nämnderna läses inte, för kolumnen {', '.join(missing)} saknas"
            self.taken.remarks.append(PlanError(part.place, part.line, found, "Raderna räknas som länkar."))

    def _read_kind(self, kind: str, part: _Part, wide: bool) -> None:
        """Read the rows of a table as answers of one kind; of a wide one, which has both, those that say some of it."""
        columns, words = _name_columns(part.header), _list_words(kind, part.header)
        if fault := self._find_unread(kind, part, columns, words):
            self.taken.faults.append(fault)
            return
        answers, marked, prose = list[Answer](), set[int](), list[int]()
        item, value = COLUMNS[kind][1:3]
        for at, cells in part.rows:
            if len(cells) == 1 and len(columns) > 2 and not self._names_unit(cells[0]):
                prose.append(at)
                continue
            if any(map(str.strip, cells[len(columns) :])):
                found = f"raden har {len(cells)} celler och rubriken {len(columns)}"
                remedy = 'Sätt citattecken (") om en text med skiljetecken i.'
                self.taken.faults.append(PlanError(part.place, at, found, remedy))
                continue
            row = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
            told = {column: _tidy(column, row) for column in COLUMNS[kind]}
            if read_value(told[item]) == "none":
                told |= {item: "", value: told[value] or "none"}
            marked |= {at} if any(row[each].strip() and not told[each] for each in (item, value)) else set()
            answer = Answer(kind, part.place, at, told, words, fold(row.get("slot", "")))
            if wide and not answer.acts and any(row[each].strip() for own in COLUMNS.values() for each in own[1:3]):
                continue
            answers.append(answer)
        self.taken.remarks.extend(tell_lines(part.place, PROSE, prose, "Den används inte."))
        strayed = [*self._find_strayed(answers)]
        if fault := _find_ticks(answers) or _find_disorder(part, answers, strayed):
            self.taken.faults.append(fault)
            return
        self.taken.remarks.extend(_doubt_order(answers, strayed))
        self._choose(answers, marked)

    def _find_unread(
        self, kind: str, part: _Part, columns: Sequence[str], words: Mapping[str, str]
    ) -> PlanError | None:
        """Why a table is none of a kind: columns that are missing or stand twice, or ids of another plan."""
        needed = _list_needed(kind)
        missing = [column for column in needed if column not in columns]
        twice = [column for column in COLUMNS[kind] if columns.count(column) > 1]
        if missing or twice:
            heads = dict.fromkeys(head.strip() for head, own in zip(part.header, columns, strict=True) if own in twice)
            wrong = [words.get(each, each) for each in missing] or [*heads]
            found = f"kolumnen {', '.join(wrong)} {'saknas' if missing else 'står två gånger'}"
            all_ = ", ".join(words.get(each, each) for each in needed)
            begun = read_headings(fold_heading(head).partition(" ")[0] for head in part.header)
            several = twice or [each for each in missing if begun.count(each) > 1]
            remedy = f"Tabellen behöver {all_}: återställ dem, eller fyll i formuläret på nytt."
            remedy += f" {_APART}." * bool(several)
            return PlanError(part.place, part.line, found, remedy)
        for n, head in enumerate(part.header):
            named = {fold(cells[n]) for _, cells in part.rows if cells[n:]} if fold_heading(head) in _WHOSE else set()
            if len(named - {""}) > 1:
                return PlanError(part.place, part.line, f"flera läsare i kolumnen {head.strip()!r}", f"{_APART}.")
        edition = next((column for column in columns if column.startswith(EDITION)), "")
        if edition and not self.told and edition != self.edition:
            found = f"raderna är skrivna efter planen som den var förut ({edition}), och den har ändrats sedan dess"
            remedy = f"Se efter att numren ännu gäller samma texter, och skriv {self.edition} i rubriken."
            return PlanError(part.place, part.line, found, remedy)
        return None

    def _names_unit(self, cell: str) -> bool:
        """Whether a cell has an id or a text of the plan within it."""
        units = self.units.values()
        return any(each.find(cell, {})[0] or each.list_within(cell) for each in units)

    def _find_strayed(self, answers: Sequence[Answer]) -> Iterator[Answer]:
        """The rows of the form that have another demand than the form gave them, neither by its id nor by its text."""
        texts = {**self.units["demand_id"].own, **self.told}
        for answer in answers:
            kind, _, own = answer.slot.partition(" ")
            said = _WORD.findall(fold(answer.demand))
            own_text, own_id = _words(texts.get(own, "")), _strip(own)
            is_own = own in said or _words(answer.demand) == own_text or _strip(answer.demand) == own_id
            if kind in SLOTS and own and not is_own:
                yield answer

    def _choose(self, answers: list[Answer], marked: Collection[int]) -> None:
        """The rows that answer something; others are named, as are those that are ``marked`` with what is no answer."""
        left, idle = [], []
        for answer in answers:
            if answer.formed and not answer.chosen and (answer.proposed or not answer.item):
                idle += [answer.line] if answer.line in marked or (answer.demand and answer.slot == "free") else []
            elif not answer.formed and not answer.chosen and _PARTING.strip() in answer.demand:
                left.append(answer.line)
            elif named := self._name_units(answer):
                self.taken.answers.append(named)
        for first in answers[:1]:
            value = first.say(COLUMNS[first.table][2])
            found = f"streck eller krav, och inget i kolumnen {value}"
            remedy = f"De räknas inte som svar; fann du inget, skriv {first.say('none')}."
            self.taken.remarks.extend(tell_lines(first.place, found, idle, remedy))
        if left:
            rows = f"{_SWEDISH.number(len(left)):# rad|# rader}"
            found = f"{rows} utan värde i kolumnen {value} (rad {join_runs(left, '–')}), och kolumnen "
            found += f"{first.say('slot')} saknas"
            self.taken.remarks.append(PlanError(first.place, left[0], found, "De räknas inte som svar."))

    def _name_units(self, answer: Answer) -> Answer | None:
        """The answer with its ids as the plan has them now; None, and a fault, where the plan has none of them."""
        cells, right = dict(answer.cells), True
        for column in COLUMNS[answer.table][:2]:
            if not cells[column]:
                continue
            units = self.units[column]
            unit, said = units.find(cells[column], self.told)
            found = f"{answer.say(column)} {said}"
            if not unit:
                self.taken.faults.append(answer.blame(found, units.suggest(cells[column], self.told)))
                right = False
            elif said:
                self.taken.remarks.append(answer.blame(found, "Svaret hör till texten och följer med."))
            cells[column] = unit
        return answer._replace(cells=cells) if right else None


def _tell_notes(grids: Iterable[Grid], tables: Iterable[_Part]) -> Iterator[PlanError]:
    """What a reader has written that is no answer: in columns of another name, beside tables, as comments on cells."""
    ours = {"slot", *(column for columns in COLUMNS.values() for column in columns)}
    for part in tables:
        columns = _name_columns(part.header)
        known = {*ours, *(column for column in columns if column.startswith(EDITION))}
        yield from tell_columns(part.place, part.line, part.header, known, columns, part.rows)
    for grid in grids:
        width = _OWN_WIDTH[_is_ours(grid)]
        beyond = [line for line, cells in grid.rows if width and any(map(str.strip, cells[width:]))]
        yield from tell_lines(grid.place, "celler till höger på formulärets eget blad", beyond)
        yield from tell_beside(grid)


_TEXTS = (["kind", "id", "line", "text"], ["slag", "id", "rad", "text"])
_LISTS = (["demands", "missions", "committees"], ["kravlista", "uppdragslista", "nämndlista"])
_CODEBOOK = re.compile(rf".*(?:, blad |[ _-])(?:{_SHEETS['codebook']}){_NUMBERED}(?:\.csv)?", re.IGNORECASE)


def _list_handed(grids: list[Grid]) -> dict[str, str]:
    """The texts of all ids in the plan that a form was made from: its sheet with Kind, Id, Line and Text."""
    for grid in grids:
        if _is_ours(grid) == "texts":
            return {fold(cells[1]): cells[3] for _, cells in grid.rows if len(cells) > 3}
    return {}


def _is_ours(grid: Grid) -> str:
    """Which of the sheets of the form that nobody answers on a sheet is; nothing where it is another."""
    heads = [[*map(fold, cells), "", "", "", ""] for _, cells in grid.rows[:2]]  # its name may stand above a table
    kinds = {
        "texts": any(each[:4] in _TEXTS for each in heads),
        "lists": any(each[:3] in _LISTS for each in heads),
        "codebook": bool(_CODEBOOK.fullmatch(grid.place)),
    }
    return next((kind for kind, is_ in kinds.items() if is_), "")


_OWN_WIDTH = {"": 0, "texts": 4, "lists": 3, "codebook": 2}  # how many columns they have


def _split_tables(grid: Grid, demands: Collection[str]) -> Iterator[_Part]:
    """The tables of a grid, each with its header: a row that names columns of ours, whatever stands above the first.

    Rows above it that name a demand belong to it: somebody has sorted the header with the rest.
    """
    ours = {column for columns in COLUMNS.values() for column in columns}
    heads = [n for n, (_, cells) in enumerate(grid.rows) if len(ours & {*read_headings(cells)}) > 1]
    for begin, end in zip(heads, [*heads, len(grid.rows)][1:], strict=True):
        above = grid.rows[:begin] if begin == heads[0] else []
        astray = [row for row in above if any(fold(_split_unit(cell)[0]) in demands for cell in row[1])]
        line, header = grid.rows[begin]
        rows = [*astray, *_fill_merged(grid, read_headings(header), grid.rows[begin + 1 : end])]
        # what stands beside a table of a workbook is a note in a column without a head, and no torn row
        wide = max(len(cells) for _, cells in [*rows, (line, header)]) if ", blad " in grid.place else 0
        yield _Part(grid.place, line, header + [""] * (wide - len(header)), rows)


def _fill_merged(
    grid: Grid, columns: Sequence[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    """The rows with what stands in cells that are merged over several lines: all of it where that makes an answer, the
    demand alone where the row has a part of one; where it has none, such cells say nothing of it.
    """
    kinds, covered = [names[1:3] for names in COLUMNS.values()], grid.list_covered()
    for line, cells in rows:
        full = fill_row(cells, covered.get(line, {}))
        own, said = (dict(zip(columns, each, strict=False)) for each in (cells, full))
        begun = {"demand_id"} if any(own.get(name) for kind in kinds for name in kind) else set()
        filled = {*columns} if any(all(map(said.get, kind)) for kind in kinds) else begun
        each = zip_longest(columns, cells, full, fillvalue="")
        yield line, [new if column in filled else old for column, old, new in each] if full != cells else cells


def _tell_merged(grid: Grid, parts: Iterable[_Part]) -> Iterator[PlanError]:
    """The lines of a sheet that have gained a value of cells that are merged."""
    before = dict(grid.rows)
    rows = [row for part in parts for row in part.rows]
    gained = [line for line, cells in rows if sum(map(bool, cells)) > sum(map(bool, before[line]))]
    yield from tell_lines(grid.place, "sammanslagna celler", gained, "Deras värde räknas för var och en av raderna.")


def _tell_colours(grid: Grid, parts: Iterable[_Part], answered: Collection[tuple[str, int]]) -> Iterator[PlanError]:
    """The lines of a sheet's tables that are coloured otherwise than most, and have no answer."""
    looks = {line: " ".join(grid.coloured.get(line, ())) for part in parts for line, _ in part.rows}
    usual = {"", *(look for look, _ in Counter(looks.values()).most_common(1))}
    said = [line for line, look in looks.items() if look not in usual and (grid.place, line) not in answered]
    remedy = "En färg räknas inte som svar: är den ett, skriv det i raden."
    yield from tell_lines(grid.place, "färgade rader utan svar", said, remedy)


def _list_words(kind: str, header: Sequence[str]) -> dict[str, str]:
    """What a header in Swedish calls our columns, with the form's words for the values; nothing for another one."""
    own = {column: str(_SWEDISH.phrase(f"kit_column_{column}")) for column in [*COLUMNS[kind], "slot"]}
    if not {*map(fold, own.values())} & {*map(fold, header)}:
        return {}
    value = COLUMNS[kind][2]
    words = {each: str(_SWEDISH.phrase(f"kit_{value}_{each}")) for each in _ALLOWED[kind]}
    return {**own, **words, **dict(zip(read_headings(header), map(str.strip, header), strict=True))}


def _name_columns(header: Sequence[str]) -> list[str]:
    """What ``read_headings`` gives, but nothing for a further reason or confidence: that column is a reader's own."""
    columns = read_headings(header)
    return ["" if column in OPTIONAL and column in columns[:n] else column for n, column in enumerate(columns)]


def _list_needed(kind: str) -> list[str]:
    return [column for column in COLUMNS[kind] if column not in OPTIONAL]


def _tidy(column: str, row: Mapping[str, str]) -> str:
    cell = normalize("NFC", " ".join(row.get(column, "").split()))
    if fold(cell) == "-":  # which people write for nothing
        cell = ""
    if column == "lead":
        return LEADS.get(strip_marks(fold(cell)), cell)
    if column == "confidence" and (percent := _PERCENT.fullmatch(cell)):
        return f"{int(percent[1]) / 100:g}"
    if column in ("relation", "basis"):
        return read_value(cell)
    return cell.replace(",", ".") if column == "confidence" else cell


def _find_ticks(answers: list[Answer]) -> PlanError | None:
    """The fault of a table whose rows are ticked, where a word should say what the tick means."""
    ticked = [answer for answer in answers if answer.value not in ("", *_ALLOWED[answer.table])]
    if len(ticked) < 6 or not all(fold(answer.value) in LEADS for answer in ticked):
        return None
    own = [answer for answer in ticked if LEADS[fold(answer.value)] == "1"] or ticked
    table, say = own[0].table, own[0].say
    found = f"kryss i kolumnen {say(COLUMNS[table][2])} (rad {join_runs([each.line for each in own], '–')})"
    return own[0].blame(found, f"Ett kryss säger inte vilket: skriv något av {say(*_ALLOWED[table])}.")


def _find_disorder(part: _Part, answers: list[Answer], strayed: list[Answer]) -> PlanError | None:
    """The fault of a table in which a column was sorted or moved by itself, so that no row is what a reader wrote."""
    formed = [answer for answer in answers if answer.formed]
    touched = [answer for answer in formed if answer.item or answer.value or answer.proposed]
    torn = [
        answer
        for answer in touched
        if (not answer.item and (answer.proposed or answer.value in _ALLOWED[answer.table][:-1]))
        or (answer.item and not answer.chosen and not answer.proposed)
    ]
    said = [answer for answer in answers if answer.value]
    many = (len(said) > 9 and len({answer.demand for answer in said}) > 2) or (len(said) > 5 and bool(torn))
    if len(strayed) > max(5, len(formed) // 5):
        column = strayed[0].say("demand_id")
        found = f"kolumnen {column} hör inte till de andra: i {len(strayed)} rader är det inte radens eget krav"
    elif len(torn) > max(5, len(touched) // 3):
        column = torn[0].say(COLUMNS[torn[0].table][1])
        found = f"kolumnen {column} hör inte till de andra: i {len(torn)} rader står den mot formulärets egna rader"
    elif many and len({answer.value for answer in said}) > 2 and _is_sorted(answers):
        found = f"alla värden i kolumnen {answers[0].say(COLUMNS[answers[0].table][2])} står i bokstavsordning"
    else:
        return None
    remedy = "Ångra det, eller fyll i formuläret på nytt; sortera bara hela tabellen."
    return PlanError(part.place, part.line, f"{found}, som när en kolumn sorteras för sig", remedy)


def _is_sorted(answers: list[Answer]) -> bool:
    """Whether the values stand in the order of the alphabet, with no empty cell between them, in rows that do not."""
    values = [fold(answer.say(answer.value)) for answer in answers]  # in the words that a program sorts them by
    said = [value for value in values if value]
    runs = [demand for demand, _ in groupby(each.slot.split()[-1] for each in answers if " " in each.slot)]
    return (
        said in (sorted(said), sorted(said, reverse=True))
        and len(said) < len(values)
        and said in (values[: len(said)], values[-len(said) :])
        and len(runs) == len({*runs})  # a whole form that is sorted has its lines in another order
    )


def _doubt_order(answers: list[Answer], strayed: list[Answer]) -> Iterator[PlanError]:
    """What may come of a column that was sorted or moved by itself, in a form with too few answers to be sure of it."""
    said, slots = [answer for answer in answers if answer.value], any(answer.slot for answer in answers)
    if slots and len(said) > 2 and len({answer.value for answer in said}) > 1 and _is_sorted(answers):
        found = f"värdena i kolumnen {said[0].say(COLUMNS[said[0].table][2])} står samlade och i bokstavsordning"
        yield said[0].blame(found, "De räknas; har kolumnen sorterats för sig, ångra det.")
    for answer in (each for each in strayed if each.chosen and each.demand):
        found = f"{answer.demand!r} på en rad som var ett annat kravs"
        yield answer.blame(found, "Svaret räknas för kravet som står där.")


# --- passes ---------------------------------------------------------------------------------------------------


class Readings(NamedTuple):
    """What readers have handed in, row by row as they gave it.

    ``passes``: the names of those with an answer, the earliest first. ``links``: pass, demand_id, mission_id, relation,
    confidence, reason. ``committees``: pass, demand_id, committee_id, basis, lead (0 or 1), reason. Rows
    ``demand,,none`` are in them. ``remarks``: what of the files is not used, or was found under another id.
    """

    passes: list[str]
    links: pd.DataFrame
    committees: pd.DataFrame
    remarks: tuple[PlanError, ...] = ()


def find_passes(folder: Path) -> dict[str, list[Path]]:
    """The files of every pass in a folder; a pass is named by what stands before the first underscore.

    Taken are ``<pass>``, ``<pass>_links…``, ``<pass>_committees…`` and ``<pass>_answer…`` as text (.csv, .tsv, .txt,
    .md), and ``<pass>….xlsx`` or what another program makes of it: a reading may come in parts, also as the csv of each
    sheet of the form (``<pass>-Samband.csv``, as programs name them). Names that differ in
    capitals or spaces alone are one. The first in the alphabet counts as the earliest.

    >>> from pathlib import Path
    >>> list(find_passes(Path("data/borlange-v-2022/passes")))
    ['a', 'b', 'c', 'd', 'e']
    """
    passes: dict[str, list[Path]] = {}
    for path in list_files(folder):
        match = _FILE.fullmatch(normalize("NFC", path.name))
        name = match[1].strip() if match else ""
        if name and not _NOBODYS.fullmatch(fold(name)) and path.stem.partition("_")[2] not in OTHER_TABLES:
            own = next((each for each in passes if fold(each) == fold(name)), name)
            passes.setdefault(own, []).append(path)
    return dict(sorted(passes.items()))


BESIDE = ("decisions", "beslut", "lines", "texts", "quotes", "facts")
"""What files are called that lie beside the plan's text, and not among the passes."""


RESERVED = ("readers", "settled", *BESIDE)
"""What no pass can be called; nor as a sheet of the form is."""

_NOBODYS = re.compile(rf"(?:{'|'.join([*RESERVED, *_SHEETS.values()])}){_NUMBERED}", re.IGNORECASE)

OTHER_TABLES = ("commitments", "pledges", "tensions", "verbs")
"""What a pass may hold beside links and committees; settled by hand."""

Handed = Mapping[str, Mapping[str, str]]
"""Of passes the texts that ids stood for when they were handed out."""


def read_passes(plan: Plan, passes: Mapping[str, Iterable[Path]], handed: Handed | None = None) -> Readings:
    """Read the files of each pass; one without any answer is none, and is in ``remarks``; ``handed`` as in
    ``take_pass``.

    Raises FaultsError with every fault of every file (see ``check_passes``). Unread demands are no fault.

    >>> len(read_passes(plan, find_passes(plan.folder / "passes")).links)
    598
    """
    taken = take_passes(plan, passes, handed)
    faults = [fault for each in taken.values() for fault in each.faults]
    if faults:
        raise FaultsError(faults)
    remarks = [remark for each in taken.values() for remark in each.remarks]
    tables = {}
    for table, columns in COLUMNS.items():
        rows = [
            (name, *answer.cells.values()) for name, each in taken.items() for answer in each.answers
            if answer.table == table
        ]  # fmt: skip
        tables[table] = pd.DataFrame(rows, columns=["pass", *columns], dtype="str")
    names = [name for name, each in taken.items() if each.answers]
    return Readings(names, tables["links"], tables["committees"].astype({"lead": "int64"}), tuple(remarks))


def check_passes(plan: Plan, passes: Mapping[str, Iterable[Path]]) -> pd.DataFrame:
    """All that is to be said of the files: faults, what is not used, then each demand that a pass leaves unread.

    Faults are what ``grids.read`` cannot read; ids and texts that the plan has not, a mission or committee
    without a demand, a relation or basis that the codebook has not or without its mission or committee, a confidence
    that is not from 0 to 1, a lead that is not 0 or 1, or of a committee that need not act; a pair that is answered
    twice and differently, a demand with ``demand,,none`` and another answer, or with two leads.

    Gives pass, file, row (or missing), found, remedy, stops (whether ``read_passes`` refuses it).

    >>> len(check_passes(plan, find_passes(plan.folder / "passes")))
    0
    """
    rows: list[tuple[object, ...]] = []
    for name, taken in take_passes(plan, passes).items():
        for stops, said in ((True, taken.faults), (False, taken.remarks)):
            rows += [(name, each.file, each.line, each.found, each.remedy, stops) for each in said]
        rows += [
            (name, table, None, f"inget om {demand!r}", f"Om inget fanns, skriv {demand},,none.", False)
            for table, demand in list_unread(plan, taken.answers)
        ]
    table = pd.DataFrame(rows, columns=["pass", "file", "row", "found", "remedy", "stops"])
    return table.astype({"row": "Int64", "stops": "bool"})


def list_votes(plan: Plan, readings: Readings, table: str = "links") -> pd.DataFrame:
    """The vote of every pass on every pair: of a demand and a mission, or a committee where ``table`` is committees.

    Gives a column for each pass and the pairs as index, in the plan's order. A vote is ``none`` where the pass has
    read the demand and does not name the pair, and missing where it has not read the demand.

    >>> list_votes(plan, readings).shape
    (2520, 5)
    """
    item, value = COLUMNS[table][1:3]
    items = plan.missions.mission_id if table == "links" else plan.committees.committee_id
    pairs = pd.MultiIndex.from_product([plan.demands.demand_id, items], names=["demand_id", item])
    answers = readings.links if table == "links" else readings.committees
    votes = {}
    for name in readings.passes:
        mine = answers[answers["pass"] == name]
        said = mine.set_index(["demand_id", item])[value].reindex(pairs)
        read = pairs.get_level_values("demand_id").isin(mine.demand_id)
        votes[name] = said.mask(said.isna() & read, "none")
    return pd.DataFrame(votes, index=pairs, dtype="str")


def take_pass(plan: Plan, files: Iterable[Path], handed: Mapping[str, str] | None = None) -> Taken:
    """The answers in the files of one pass, every fault of them, and what is not used, file by file and row by row.

    csv may have commas, semicolons or tabs; a file may hold both tables, each with its header, and the fences (```)
    that Markdown puts around them. In a workbook every sheet counts that has a header of ours. A table with a basis or
    a committee_id is one of committees, any other one of links. A cell of the form such as "sn-01 · Anställ fältare" is
    read by its text: where the plan has that text under another id now, the answer goes with it; and so is an id alone
    where the file, or ``handed``, says which text it stood for.

    >>> taken = take_pass(plan, [plan.folder / "passes" / "a_links.csv"])
    >>> taken.answers[0].line, taken.answers[0].value, taken.faults
    (2, 'narrower', [])
    """
    reader, files = _Reader(plan, handed or {}), list(files)
    for path in files:
        reader.read(path)
    whole = reader.taken
    for answer in whole.answers:
        whole.faults.extend(answer.blame(*fault) for fault in _check_row(answer))
        if _BROKEN.fullmatch(answer.cells["reason"]):
            found = f"{answer.say('reason')} {answer.cells['reason']!r}, som när en text tas för en formel"
            whole.remarks.append(answer.blame(found, "Svaret räknas; skriv skälet igen, med ett ord först."))
    whole.remarks.extend(_ask_readers(whole.answers))
    answers = list(_drop_doubles(whole))
    whole.faults.extend([*_check_nothing(answers), *_check_leads(answers)])
    if not answers and not whole.faults:
        names = ", ".join(path.name for path in files)
        whole.remarks.append(PlanError(names, None, "inget svar är ifyllt", "Det räknas inte som en läsning."))
    whole.faults.sort(key=lambda fault: (fault.file, fault.line or 0))
    return Taken(answers, whole.faults, whole.remarks)


def _ask_readers(answers: Sequence[Answer]) -> Iterator[PlanError]:
    """Whether a table that stands in several files or sheets is one reader's, or another's too."""
    for table in COLUMNS:
        lines = {each.place: each.line for each in reversed(answers) if each.table == table}
        first, *others = [*lines][::-1] or [""]
        if others:
            yield PlanError(first, lines[first], f"läses som en läsning med {', '.join(others)}", f"{_APART}.")


_APART = "Är det två läsare, ge dem var sin fil, med var sitt namn utan understreck (anna.xlsx, bo.xlsx)"


def take_passes(plan: Plan, passes: Mapping[str, Iterable[Path]], handed: Handed | None = None) -> dict[str, Taken]:
    """What each pass's files hold (``take_pass``); a copy beside one that says the same counts with it.

    >>> len(take_passes(plan, find_passes(plan.folder / "passes"))["a"].answers)
    184
    """
    files = {name: list(paths) for name, paths in passes.items()}
    taken = {name: take_pass(plan, paths, (handed or {}).get(name)) for name, paths in files.items()}
    for name, each in taken.items():
        own = find_original(name, taken)
        if own and each.answers and _list_said(each) == _list_said(taken[own]):
            copy, first = (", ".join(path.name for path in files[each]) for each in (name, own))
            said = PlanError(copy, None, f"samma svar som i {first}", "De räknas en gång.")
            taken[name] = Taken([], each.faults, [*each.remarks, said])
    return taken


def _list_said(taken: Taken) -> list[tuple[str, ...]]:
    return sorted((answer.table, *answer.cells.values()) for answer in taken.answers)


def find_original(name: str, names: Iterable[str]) -> str:
    """The pass that one is a copy of by its name, as browsers, systems and clouds call copies; or nothing.

    >>> find_original("anna (1)", ["anna", "bo"]), find_original("bo-DESKTOP-4K2", ["Bo"]), find_original("bo", ["bo"])
    ('anna', 'Bo', '')
    """
    match = _COPY.fullmatch(name)
    meant = fold(match[1] or match[2]) if match else None
    return next((each for each in names if fold(each) == meant), "")


_COPY = re.compile(
    r"(?:kopia av|copy of) (.+)|(.+?)\s*(?:\(\d+\)|[- ]+(?:kopia|copy)(?: ?\(\d+\)| \d+)?"
    r"|\([^)]*(?:konflikt|conflict)[^)]*\)|-(?=\w*\d|\w+-\w*\d)[\w-]+)",
    re.IGNORECASE,
)


def _check_row(answer: Answer) -> Iterator[tuple[str, str]]:
    """What is wrong in a row by itself: what was found, and what to do."""
    (item, value), say = COLUMNS[answer.table][1:3], answer.say
    if not answer.demand:
        found = f"{say(item)} {answer.item!r}" if answer.item else "en rad"
        yield f"{found} utan krav", "Skriv vilket krav raden gäller, och dela celler som går ihop."
    elif answer.value not in _ALLOWED[answer.table]:
        yield f"{say(value)} {answer.value!r}", f"Det ska vara något av {say(*_ALLOWED[answer.table])}."
    elif answer.value != "none" and not answer.item:
        remedy = f"Skriv till vilket, eller {answer.say_nothing(answer.demand)} om inget finns."
        yield f"{say(value)} {say(answer.value)!r} utan {say(item)}", remedy
    confidence, lead = answer.cells.get("confidence", ""), answer.cells.get("lead", "0")
    if confidence in ("0", "1") and answer.cells["reason"].isdecimal():
        found = f"{confidence} som säkerhet och {answer.cells['reason']} som skäl"
        yield f"{found}, som av ett decimalkomma mellan kommatecken", "Skriv säkerheten med punkt (0.8)."
    if confidence and not re.fullmatch(r"0?\.\d+|[01](\.0*)?", confidence):
        yield f"{say('confidence')} {confidence!r}", "Det ska vara ett tal från 0 till 1, eller tomt."
    if lead not in ("0", "1"):
        yield f"{say('lead')} {lead!r}", "Det ska vara 1 eller 0."
    elif lead == "1" and answer.value == "none":
        yield "en nämnd som leder och inte behöver göra något", f"Ge den {say('basis')}, eller 0 som {say('lead')}."


def _drop_doubles(taken: Taken) -> Iterator[Answer]:
    """The answers without those that say again what another has said; one that says otherwise is a fault."""
    first: dict[tuple[str, str, str], Answer] = {}
    again: dict[tuple[str, str], list[int]] = {}
    for answer in taken.answers:
        before = first.setdefault((answer.table, answer.demand, answer.item), answer)
        if before is answer:
            yield answer
        elif (before.value, before.cells.get("lead")) == (answer.value, answer.cells.get("lead")):
            if answer.cells == before.cells:
                again.setdefault((answer.place, before.place), []).append(answer.line)
                continue
            remedy = f"Det används inte: det i {before.place}, rad {before.line}, gör det."
            taken.remarks.append(answer.blame("samma svar en gång till, med annat skäl eller annan säkerhet", remedy))
        else:
            pair = f"{answer.demand} {answer.item}" if answer.item else answer.say_nothing(answer.demand)
            found = f"{pair!r} en andra gång, och annorlunda"
            remedy = f"Behåll en: den andra står i {before.place}, rad {before.line}."
            taken.faults.append(answer.blame(found, remedy + f" {_APART}." * (answer.place != before.place)))
    for (place, other), lines in again.items():
        found = f"samma svar som i {other} (rad {join_runs(lines, '–')})"
        taken.remarks.append(PlanError(place, lines[0], found, "De räknas en gång."))


def _check_nothing(answers: Sequence[Answer]) -> Iterator[PlanError]:
    """A row ``demand,,none`` of a demand for which the pass has found something."""
    found = {(answer.table, answer.demand) for answer in answers if answer.item and answer.value != "none"}
    for answer in answers:
        if not answer.item and answer.value == "none" and (answer.table, answer.demand) in found:
            nothing = answer.say_nothing(answer.demand)
            yield answer.blame(f"{nothing} bredvid andra svar om kravet", "Behåll det ena eller de andra.")


def _check_leads(answers: Sequence[Answer]) -> Iterator[PlanError]:
    """A second committee that leads the same demand."""
    leading: set[str] = set()
    for answer in answers:
        if answer.cells.get("lead") == "1" and answer.demand in leading:
            yield answer.blame(f"en andra nämnd som leder {answer.demand!r}", "Låt en leda, eller ingen.")
        leading |= {answer.demand} if answer.cells.get("lead") == "1" else set()


def list_unread(plan: Plan, answers: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    """The demands that the answers never mention, for each table that they belong to; links where there are none."""
    for table in [table for table in COLUMNS if table in {answer.table for answer in answers}] or ["links"]:
        mentioned = {answer.demand for answer in answers if answer.table == table}
        yield from ((table, demand) for demand in plan.demands.demand_id if demand not in mentioned)
