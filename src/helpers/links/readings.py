"""What readers hand in: the passes in a plan's folder, each pass's answers checked, every pass's votes, who read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import pandas as pd

from helpers.codebook import COLUMNS, read_value, suggest_value
from helpers.errors import PlanError, raise_all
from helpers.files import list_files
from helpers.grid import fold
from helpers.links.answers import ALLOWED, APART, NUMBERED, SHEETS, Answer, AnswerReader, Taken
from helpers.plan.read import Plan
from helpers.plan.readers import read_reader_rows
from helpers.tables import join_runs

_TEXT, _BOOK = r"\.(?:csv|tsv|md|txt)", r"\.(?:xls[xmb]?|ods|numbers)"
"""How files end, some of them twice: Windows hides the ending that it knows, and people write it once more."""

_FILE = re.compile(
    rf"\s*([^\W_][^_.]*?)(?:(?:{_BOOK})?[ _-]+(?:{'|'.join(SHEETS.values())})\b[^.]*)?"
    rf"(?:(?:_(?:links|committees|answer|länkar|svar)[^.]*)?(?:{_TEXT})+|(?:_[^.]*)?(?:{_BOOK})+(?:{_TEXT})*)",
    re.IGNORECASE,
)

_BROKEN = re.compile(r"#[A-ZÅÄÖ/0]+[!?]?|(?:Err|Fel):\d+")
"""What a spreadsheet shows where it has taken a text for a formula."""


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

_NOBODYS = re.compile(rf"(?:{'|'.join([*RESERVED, *SHEETS.values()])}){NUMBERED}", re.IGNORECASE)

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
    raise_all(fault for each in taken.values() for fault in each.faults)
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
    reader, files = AnswerReader(plan, handed or {}), list(files)
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
            yield PlanError(first, lines[first], f"läses som en läsning med {', '.join(others)}", f"{APART}.")


def take_passes(plan: Plan, passes: Mapping[str, Iterable[Path]], handed: Handed | None = None) -> dict[str, Taken]:
    """What each pass's files hold (``take_pass``); a copy beside one that says the same counts with it.

    >>> len(take_passes(plan, find_passes(plan.folder / "passes"))["a"].answers)
    184
    """
    files = {name: list(paths) for name, paths in passes.items()}
    taken = {name: take_pass(plan, paths, (handed or {}).get(name)) for name, paths in files.items()}
    for name, each in taken.items():
        own = find_original(name, [*taken])
        if own and each.answers and _list_said(each) == _list_said(taken[own]):
            copy, first = (", ".join(path.name for path in files[each]) for each in (name, own))
            said = PlanError(copy, None, f"samma svar som i {first}", "De räknas en gång.")
            taken[name] = Taken([], each.faults, [*each.remarks, said])
    return taken


def _list_said(taken: Taken) -> list[tuple[str, ...]]:
    return sorted((answer.table, *answer.cells.values()) for answer in taken.answers)


def find_original(name: str, names: Sequence[str], part: bool = False) -> str:
    """The pass that one is a copy of by its name, as browsers, systems and clouds call copies; or nothing.

    With ``part`` it may also be one that the name begins with, before a sign or a number.

    >>> find_original("anna (1)", ["anna", "bo"]), find_original("bo-DESKTOP-4K2", ["Bo"]), find_original("bo", ["bo"])
    ('anna', 'Bo', '')
    >>> find_original("bo2", ["bo"]), find_original("bo2", ["bo"], part=True)
    ('', 'bo')
    """
    match = _COPY.fullmatch(name)
    meant = fold(match[1] or match[2]) if match else None
    copied = [each for each in names if fold(each) == meant]
    begun = [each for each in names if part and re.match(rf"{re.escape(fold(each))}[\W\d]", fold(name))]
    return next(iter([*copied, *begun]), "")


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
    elif not answer.value and (said := read_value(answer.cells["reason"])) in ALLOWED[answer.table]:
        yield f"{say('reason')} {say(said)!r}, som hör till kolumnen {say(value)}", "Flytta det dit."
    elif answer.value not in ALLOWED[answer.table]:
        near = suggest_value(answer.value, ALLOWED[answer.table])
        asked = f"Är det {near!r}? " if near else ""
        yield f"{say(value)} {answer.value!r}", f"{asked}Det ska vara något av {say(*ALLOWED[answer.table])}."
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
            taken.faults.append(answer.blame(found, remedy + f" {APART}." * (answer.place != before.place)))
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


def read_readers(folder: Path, passes: Iterable[str]) -> pd.DataFrame:
    """Who made the passes: readers.csv of a folder, as text (``plan.readers.TABLE``).

    ``kind`` is person or language model; ``reader`` is a code such as "reader 1", never a name, the same for the same
    one; ``remark`` is what users must know. Raises FaultsError as ``check_readers`` does.

    >>> read_readers(plan.folder / "passes", ["a", "b", "c"]).kind.unique().tolist()
    ['language model']
    """
    readers = read_reader_rows(folder)
    check_readers(readers, passes)
    return readers


def check_readers(readers: pd.DataFrame, passes: Iterable[str]) -> None:
    """Raise FaultsError for a reader without a code, a pass that has no row or two."""
    file = "readers.csv"
    faults = [
        PlanError(file, int(str(line)), "en läsare utan kod", "Ge den en sådan som 'läsare 1', inte ett namn.")
        for line in readers.index[readers.reader.str.strip() == ""]
    ]
    names = [*passes]
    counts = readers["pass"].map(fold).value_counts()
    idle = [name for name in readers["pass"] if fold(name) not in {*map(fold, names)}]
    idly = f" (eller ge filen namnet {' eller '.join(idle)}, som står där utan svar)" if idle else ""
    for name in names:
        if counts.get(fold(name), 0) != 1:
            found = f"{counts.get(fold(name), 0)} rader för läsningen {name!r}"
            own = find_original(name, names, part=True)
            asked = (
                f" (är den en kopia av {own}, behåll den av dem som gäller; är den en del, börja namnet med {own}_svar)"
                if own
                else idly
            )
            remedy = f"Ge den en: {name},person,läsare 1{',' * (len(readers.columns) - 3)}"
            faults.append(PlanError(file, None, found, "Behåll en." if fold(name) in counts else remedy + asked))
    raise_all(faults)


def describe_readers(readers: pd.DataFrame) -> str:
    """Who read, in words, and what their agreement can mean where one reader made several passes.

    >>> rows = [["a", "person", "reader 1", ""], ["b", "person", "reader 2", ""]]
    >>> describe_readers(pd.DataFrame(rows, columns=["pass", "kind", "reader", "remark"]))
    'Pass a: person (reader 1). Pass b: person (reader 2).'
    """
    said = []
    for (kind, reader), rows in readers.groupby(["kind", "reader"], sort=False):
        remarks = [f"; {remark}" for remark in rows.get("remark", pd.Series()).drop_duplicates() if remark]
        noun = "Pass" if len(rows) == 1 else "Passes"
        one = "" if len(rows) == 1 else "one "
        said.append(f"{noun} {', '.join(rows['pass'])}: {one}{kind} ({reader}){''.join(remarks)}.")
    if readers.duplicated(["kind", "reader"]).any():
        said.append("Passes of one reader say at most how clear the codebook is, never how far people would agree.")
    return " ".join(said)
