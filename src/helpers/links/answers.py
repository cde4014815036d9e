"""What stands in a file of readings: its tables found, each row an answer with its ids as the plan has them now, and
what is wrong, doubtful or not used.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from helpers.codebook import BASES, COLUMNS, HANDED_IN, RELATIONS, list_spellings, read_headings, read_lead, read_value
from helpers.errors import PlanError
from helpers.grid import PROSE, Grid, fill_row, fold, fold_heading
from helpers.grids.read import read_grids
from helpers.language import IN_SWEDISH, list_languages, read_language
from helpers.links.units import PARTING, Units, bare_unit, bare_words, split_unit
from helpers.plan.read import Plan
from helpers.plan.settled_texts import EDITION, fold_text, list_changed, list_former, name_edition
from helpers.tables import join_runs, tell_beside, tell_columns, tell_lines

OPTIONAL = ("confidence", "reason")
"""The columns that a file may leave out."""

APART = "Är det två läsare, ge dem var sin fil, med var sitt namn utan understreck (anna.xlsx, bo.xlsx)"
"""What is to be done with a file that holds the rows of several readers."""

_WHOSE = list_spellings(("pass", "reader", "answered_by"))
"""The headings of a column that says whose a row is."""

SLOTS = ("proposed", "free")
"""What the form's column ``slot`` begins with: lines with a proposed pair, and empty ones; both may be left so."""


ALLOWED = {"links": RELATIONS, "committees": BASES}

SHEETS = {
    sheet: "|".join(str(read_language(each).phrase(f"kit_form_{sheet}")) for each in list_languages())
    for sheet in ("links", "committees", "codebook", "plan", "lists")
}
"""What the sheets of the form are called in every language; programs name the csv of each of them after it."""

NUMBERED = r"(?:\W+(?:\w+ )?\d+\W?)?"
"""How the name of a sheet goes on where it is a copy, or one of several tables on a sheet."""

_OWN_FILE = re.compile(
    rf".*[ _-](?:{'|'.join(SHEETS[each] for each in ('codebook', 'plan', 'lists'))}){NUMBERED}", re.IGNORECASE
)
"""How the csv of a sheet is called that nobody answers on."""

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


class _Part(NamedTuple):
    """A table within a grid: where it stands, the line and the cells of its header, its rows with their lines."""

    place: str
    line: int
    header: list[str]
    rows: list[tuple[int, list[str]]]


class AnswerReader:
    """Reads a pass's files into ``taken``; ``handed`` are texts of ids for files without, ``told`` the file's own."""

    def __init__(self, plan: Plan, handed: Mapping[str, str]) -> None:
        self.plan, self.handed, self.told, self.taken = plan, handed, handed, Taken()

    @cached_property
    def edition(self) -> str:
        """The heading that says which texts the plan has."""
        return name_edition(self.plan)

    @cached_property
    def numbers(self) -> set[str]:
        """All ids of the plan, as ``bare_unit`` has them."""
        return {bare_unit(unit) for units in self.units.values() for unit in units.own}

    @cached_property
    def changed(self) -> set[str]:
        """The ids that have stood for several texts, as ``bare_unit`` has them."""
        return {*map(bare_unit, list_changed(self.plan))}

    @cached_property
    def units(self) -> dict[str, Units]:
        """The units that the id columns name."""
        plan = self.plan
        return {
            "demand_id": Units(plan.demands.demand_id, plan.demands.text),
            "mission_id": Units(plan.missions.mission_id, plan.missions.text),
            "committee_id": Units(plan.committees.committee_id, plan.committees.name, list_former(plan)),
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
            remedy, own = "sätt dem över kolumnerna", self.units["demand_id"]
            if any(sum(bool(own.find(cell, {})[0]) for cell in cells) > 1 for _, cells in grid.rows[:3]):
                remedy = "kraven är rubriker, så vänd det till en rad för varje svar, med krav, uppdrag och samband"
            fault = PlanError(grid.place, grid.rows[0][0], said, f"Bladet används inte: {remedy}.")
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
        part, doubled = _join_doubles(part)
        if doubled:
            found = f"kolumnen {', '.join(doubled)} står två gånger, och ingen rad säger olika i dem"
            self.taken.remarks.append(PlanError(part.place, part.line, found, "De läses som en."))
        columns = read_headings(part.header)
        whole = [kind for kind in COLUMNS if {*_list_needed(kind)} <= {*columns}]
        named = "committees" if {"committee_id", "basis"} & {*columns} else "links"
        for kind in whole or [named]:
            self._read_kind(kind, part, wide=len(whole) > 1)
        if whole == ["links"] and named == "committees":
            words = _list_words(named, part.header)
            missing = [words.get(column, column) for column in _list_needed(named) if column not in columns]
            found = f"nämnderna läses inte, för kolumnen {', '.join(missing)} saknas"
            self.taken.remarks.append(PlanError(part.place, part.line, found, "Raderna räknas som samband."))

    def _read_kind(self, kind: str, part: _Part, wide: bool) -> None:
        """Read the rows of a table as answers of one kind; of a wide one, which has both, those that say some of it."""
        columns, words = _name_columns(part.header), _list_words(kind, part.header)
        if fault := self._find_unread(kind, part, columns, words):
            self.taken.faults.append(fault)
            return
        answers, marked, prose, sums = list[Answer](), set[int](), list[int](), list[int]()
        item, value = COLUMNS[kind][1:3]
        for at, cells in part.rows:
            if not any(map(str.strip, cells[1:])) and len(columns) > 2 and not self._names_unit(cells[0]):
                prose.append(at)
                continue
            if any(map(str.strip, cells[len(columns) :])):
                found = f"raden har {len(cells)} celler och rubriken {len(columns)}"
                remedy = 'Sätt citattecken (") om en text med skiljetecken i.'
                self.taken.faults.append(PlanError(part.place, at, found, remedy))
                continue
            row = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
            if _adds_up(row):
                sums.append(at)
                continue
            told = {column: _tidy(column, row) for column in COLUMNS[kind]}
            if read_value(told[item]) == "none":
                told |= {item: "", value: told[value] or "none"}
            marked |= {at} if any(row[each].strip() and not told[each] for each in (item, value)) else set()
            answer = Answer(kind, part.place, at, told, words, fold(row.get("slot", "")))
            if wide and not answer.acts and any(row[each].strip() for own in COLUMNS.values() for each in own[1:3]):
                continue
            answers.append(answer)
        self.taken.remarks.extend(tell_lines(part.place, PROSE, prose, "Den används inte."))
        self.taken.remarks.extend(tell_lines(part.place, "summor", sums, "De är inga svar."))
        strayed = [*self._find_strayed(answers)]
        if fault := _find_ticks(answers) or _find_disorder(part, answers, strayed):
            self.taken.faults.append(fault)
            return
        self.taken.remarks.extend(_doubt_order(answers, [each for each in strayed if self._names_unit(each.demand)]))
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
            remedy += f" {APART}." * bool(several)
            return PlanError(part.place, part.line, found, remedy)
        called = [*map(fold_heading, part.header)]
        named_in = {*_WHOSE, *(["namn", "name"] if {*_WHOSE} & {*called} else [])}  # alone it may be that of anything
        for n, head in enumerate(part.header):
            named = {fold(cells[n]) for _, cells in part.rows if cells[n:]} if called[n] in named_in else set()
            if len(named - {""}) > 1:
                return PlanError(part.place, part.line, f"flera läsare i kolumnen {head.strip()!r}", f"{APART}.")
        return self._find_outdated(kind, part, columns)

    def _find_outdated(self, kind: str, part: _Part, columns: Sequence[str]) -> PlanError | None:
        """Why numbers without texts may be those of another plan: its heading says so, or they have had other texts."""
        edition = next((column for column in columns if column.startswith(EDITION)), "")
        own = [n for n, column in enumerate(columns) if column in COLUMNS[kind][:2]]
        bare = [(line, bare_unit(cells[n])) for line, cells in part.rows for n in own if cells[n:] and cells[n].strip()]
        if self.told or edition == self.edition:
            return None
        if edition and any(unit in self.numbers for _, unit in bare):
            found = f"raderna är skrivna efter planen som den var förut ({edition}), och den har ändrats sedan dess"
            remedy = f"Se efter att numren ännu gäller samma texter, och skriv {self.edition} i rubriken."
            return PlanError(part.place, part.line, found, remedy)
        changed = [line for line, unit in bare if unit in self.changed]
        if not changed:
            return None
        found = f"bara nummer, som har gällt olika texter sedan planen först lästes (rad {join_runs(changed, '–')})"
        remedy = f"Gäller de texterna som de är nu, skriv {self.edition} som rubrik över en tom kolumn."
        return PlanError(part.place, changed[0], found, remedy)

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
            own_text, own_id = bare_words(texts.get(own, "")), bare_unit(own)
            is_own = own in said or bare_words(answer.demand) == own_text or bare_unit(answer.demand) == own_id
            if kind in SLOTS and own and not is_own:
                yield answer

    def _choose(self, answers: list[Answer], marked: Collection[int]) -> None:
        """The rows that answer something; others are named, as are those that are ``marked`` with what is no answer."""
        left, idle = [], []
        for answer in answers:
            if answer.formed and not answer.chosen and (answer.proposed or not answer.item):
                idle += [answer.line] if answer.line in marked or (answer.demand and answer.slot == "free") else []
            elif not answer.formed and not answer.chosen and PARTING in answer.demand:
                left.append(answer.line)
            elif named := self._name_units(answer):
                self.taken.answers.append(named)
        for first in answers[:1]:
            value = first.say(COLUMNS[first.table][2])
            found = f"streck eller krav, och inget i kolumnen {value}"
            remedy = f"De räknas inte som svar; fann du inget, skriv {first.say('none')}."
            self.taken.remarks.extend(tell_lines(first.place, found, idle, remedy))
        if left:
            rows = f"{IN_SWEDISH.number(len(left)):# rad|# rader}"
            found = f"{rows} utan värde i kolumnen {value} (rad {join_runs(left, '–')}), och kolumnen "
            found += f"{first.say('slot')} saknas"
            self.taken.remarks.append(PlanError(first.place, left[0], found, "De räknas inte som svar."))

    def _name_units(self, answer: Answer) -> Answer | None:
        """The answer with its ids as the plan has them now; None, and a fault, where the plan has none of them."""
        cells = dict(answer.cells)
        for column in COLUMNS[answer.table][:2]:
            if not cells[column]:
                continue
            units = self.units[column]
            unit, said = units.find(cells[column], self.told)
            found, other = f"{answer.say(column)} {said}", "" if unit else self._find_column(answer, column)
            if other:
                found = f"{answer.say(column)} {cells[column]!r}, som hör till kolumnen {other}"
                self.taken.faults.append(answer.blame(found, "Flytta det dit."))
            elif not unit:
                self.taken.faults.append(answer.blame(found, units.suggest(cells[column], self.told)))
            elif said:
                self.taken.remarks.append(answer.blame(found, "Svaret hör till texten och följer med."))
            cells[column] = unit
        return answer._replace(cells=cells) if all(cells[each] or not answer.cells[each] for each in cells) else None

    def _find_column(self, answer: Answer, column: str) -> str:
        """The column that a cell belongs to which stands in another one; nothing where it belongs to none."""
        cell, (*_, value) = answer.cells[column], COLUMNS[answer.table][:3]
        found = [each for each, units in self.units.items() if each != column and units.find(cell, self.told)[0]]
        found += [value] if read_value(cell) in ALLOWED[answer.table] else []
        return answer.say(*found[:1])


def _tell_notes(grids: Iterable[Grid], tables: Iterable[_Part]) -> Iterator[PlanError]:
    """What a reader has written that is no answer: in columns of another name, beside tables, as comments on cells."""
    for part in tables:
        columns = _name_columns(part.header)
        known = {*HANDED_IN, *(column for column in columns if column.startswith(EDITION))}
        yield from tell_columns(part.place, part.line, part.header, known, columns, part.rows)
    for grid in grids:
        own = _is_ours(grid)
        width = (
            0 if own == "codebook" and ", blad " not in grid.place else _OWN_WIDTH[own]
        )  # prose, with any sign in it
        beyond = [line for line, cells in grid.rows if width and any(map(str.strip, cells[width:]))]
        yield from tell_lines(grid.place, "celler till höger på formulärets eget blad", beyond)
        yield from tell_beside(grid)


_TEXTS = (["kind", "id", "line", "text"], ["slag", "id", "rad", "text"])
_LISTS = (["demands", "missions", "committees"], ["kravlista", "uppdragslista", "nämndlista"])
_CODEBOOK = re.compile(rf".*(?:, blad |[ _-])(?:{SHEETS['codebook']}){NUMBERED}(?:\.csv)?", re.IGNORECASE)


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
        astray = [row for row in above if any(fold(split_unit(cell)[0]) in demands for cell in row[1])]
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


def _join_doubles(part: _Part) -> tuple[_Part, list[str]]:
    """A table in which columns of ours that never say different things in a row are one, and which those were."""
    columns, doubled = read_headings(part.header), list[str]()
    for n, column in enumerate(columns):
        first = columns.index(column)
        pairs = [(cells[first : first + 1], cells[n : n + 1]) for _, cells in part.rows]
        if column in HANDED_IN[:-1] and first < n and all(len({*map(fold, a + b)} - {""}) < 2 for a, b in pairs):
            joined = [(line, fill_row(cells, {first: "".join(cells[n : n + 1])})) for line, cells in part.rows]
            part = part._replace(header=[*part.header[:n], "", *part.header[n + 1 :]], rows=joined)
            doubled.append(part.header[first].strip())
    return part, doubled


def _list_words(kind: str, header: Sequence[str]) -> dict[str, str]:
    """What a header in Swedish calls our columns, with the form's words for the values; nothing for another one."""
    own = {column: str(IN_SWEDISH.phrase(f"kit_column_{column}")) for column in HANDED_IN}
    if not {*map(fold, own.values())} & {*map(fold, header)}:
        return {}
    value = COLUMNS[kind][2]
    words = {each: str(IN_SWEDISH.phrase(f"kit_{value}_{each}")) for each in ALLOWED[kind]}
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
        return read_lead(cell)
    if column == "confidence" and (percent := _PERCENT.fullmatch(cell)):
        return f"{int(percent[1]) / 100:g}"
    if column in ("relation", "basis"):
        return read_value(cell)
    return cell.replace(",", ".") if column == "confidence" else cell


def _adds_up(row: Mapping[str, str]) -> bool:
    """Whether a row only counts or adds up those above it, as readers and the subtotals of a spreadsheet do: words for
    a sum (answers.csv), and numbers where an answer would have a word.
    """
    cells = {column: cell.strip() for column, cell in row.items() if cell.strip() and column != "slot"}
    words = [cell for cell in cells.values() if not _NUMBER.fullmatch(cell)]
    counted = any(_NUMBER.fullmatch(cells.get(name, "")) for names in COLUMNS.values() for name in names[1:3])
    summed = all("sum" in map(read_value, (word, word.split()[0], word.split()[-1])) for word in words)
    return summed and (bool(words) or (counted and "demand_id" not in cells))


_NUMBER = re.compile(r"\d[\d\s.,/]*(?:%|st|av \d+)?")


def _find_ticks(answers: list[Answer]) -> PlanError | None:
    """The fault of a table whose rows are ticked, where a word should say what the tick means."""
    ticked = [answer for answer in answers if answer.value not in ("", *ALLOWED[answer.table])]
    if len(ticked) < 6 or not all(read_lead(answer.value) in ("0", "1") for answer in ticked):
        return None
    own = [answer for answer in ticked if read_lead(answer.value) == "1"] or ticked
    table, say = own[0].table, own[0].say
    found = f"kryss i kolumnen {say(COLUMNS[table][2])} (rad {join_runs([each.line for each in own], '–')})"
    return own[0].blame(found, f"Ett kryss säger inte vilket: skriv något av {say(*ALLOWED[table])}.")


def _find_disorder(part: _Part, answers: list[Answer], strayed: list[Answer]) -> PlanError | None:
    """The fault of a table in which a column was sorted or moved by itself, so that no row is what a reader wrote."""
    formed = [answer for answer in answers if answer.formed]
    touched = [answer for answer in formed if answer.item or answer.value or answer.proposed]
    torn = [
        answer
        for answer in touched
        if (not answer.item and (answer.proposed or answer.value in ALLOWED[answer.table][:-1]))
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
