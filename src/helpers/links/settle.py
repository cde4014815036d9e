"""How far readings agree, who made them, how they are settled into one; what of them is used, and what is not, told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.codebook import BASIS_RANKS, CARRYING, COLUMNS, RANKS
from helpers.errors import FaultsError, PlanError
from helpers.files import list_files, tell_astray, write_bytes
from helpers.grid import fold
from helpers.grids.read import ENDINGS, TEXTS, find_format
from helpers.language import FIRST, read_language
from helpers.links.labels import TABLES, Labels, read_labels
from helpers.links.readings import (
    BESIDE,
    OTHER_TABLES,
    Readings,
    Taken,
    find_original,
    find_passes,
    list_unread,
    list_votes,
    read_passes,
    take_passes,
)
from helpers.plan import corrections
from helpers.plan.planfile import find_line, read_planfile, read_text
from helpers.plan.read import Plan
from helpers.plan.readers import TABLE as READER_TABLE
from helpers.plan.readers import list_parts, read_reader_rows
from helpers.plan.settled_texts import FILE, find_moved, list_former, list_texts, name_texts, read_texts
from helpers.tables import Table, find_table, render_table, tell_unused

_SWEDISH = read_language(FIRST)

Level = Literal["ordinal", "nominal"]
"""How far apart two different relations are: by their ranks, or all alike."""


# --- how far readings agree -----------------------------------------------------------------------------------


def measure_alpha(votes: pd.DataFrame, level: Level = "ordinal") -> float:
    """Krippendorff's α of the votes on all pairs, ``ordinal`` (by ``codebook.RANKS``) or ``nominal``.

    Takes ``readings.list_votes``'s table of links. 1 is perfect agreement, 0 what chance would give; NaN where no two
    votes are on a pair, or all are the same. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
    https://repository.upenn.edu/handle/20.500.14332/2089.

    >>> round(measure_alpha(list_votes(plan, readings)), 3)
    0.907
    """
    ranks = RANKS if level == "ordinal" else {relation: n for n, relation in enumerate(RANKS)}
    codes = votes.apply(lambda column: column.map(ranks)).to_numpy(dtype="float64", na_value=np.nan)
    return compute_alpha(codes, level)


def compute_alpha(codes: NDArray[np.float64], level: Level) -> float:
    """Krippendorff's α of numbers: a row for each thing, a column for each judge, NaN where one has not judged; or NaN.

    >>> round(compute_alpha(np.array([[1.0, 1.0], [2.0, 2.0], [1.0, 2.0]]), "nominal"), 3)
    0.444
    """
    values = np.unique(codes[~np.isnan(codes)])
    counts = (codes[:, :, None] == values).sum(axis=1)  # how many judges gave each value to each thing
    shared = counts[counts.sum(axis=1) > 1]
    judges = shared.sum(axis=1, keepdims=True)
    together = (shared.T @ (shared / (judges - 1))) - np.diag((shared / (judges - 1)).sum(axis=0))
    totals = together.sum(axis=0)
    distance = 1.0 - np.eye(len(values))
    if level == "ordinal":  # the square of the number of values from one to the other, half of these two counted
        upto = np.cumsum(totals) - totals / 2
        distance = (upto[:, None] - upto) ** 2
    expected = (np.outer(totals, totals) * distance).sum()
    return float(1 - (totals.sum() - 1) * (together * distance).sum() / expected) if expected else float("nan")


def measure_f1(one: pd.Series, other: pd.Series, relations: Iterable[str] = CARRYING) -> float:
    """F1 of two passes as to which pairs have one of the relations: 2 · both / (one + other).

    Takes two columns of votes; counts pairs that both have read. NaN where neither has such a pair.

    >>> measure_f1(pd.Series(["exact", "none"]), pd.Series(["close", "narrower"]))
    0.6666666666666666
    """
    both = one.notna() & other.notna()
    first, second = (votes[both].isin(list(relations)) for votes in (one, other))
    found = int(first.sum() + second.sum())
    return 2 * int((first & second).sum()) / found if found else float("nan")


def compare_passes(votes: pd.DataFrame) -> pd.DataFrame:
    """F1 of every two passes: on the relations that carry, and with ``related`` counted too.

    Gives one, other, pairs (read by both), carrying, with_related.

    >>> compare_passes(list_votes(plan, readings)).carrying.round(2).tolist()
    [0.99, 0.96, 0.98, 0.96, 0.95, 0.97, 0.95, 0.96, 0.94, 0.98]
    """
    rows = []
    for one, other in combinations(votes.columns, 2):
        both, pair = votes[[one, other]].notna().all(axis=1).sum(), (votes[one], votes[other])
        rows.append((one, other, int(both), measure_f1(*pair), measure_f1(*pair, (*CARRYING, "related"))))
    return pd.DataFrame(rows, columns=["one", "other", "pairs", "carrying", "with_related"])


def describe_agreement(votes: pd.DataFrame, readers: pd.DataFrame) -> str:
    """All figures of agreement in one paragraph, with who read; raises as ``check_readers`` does."""
    check_readers(readers, votes.columns)
    pairs = compare_passes(votes)
    spans = [f"{pairs[column].min():.2f}–{pairs[column].max():.2f}" for column in ("carrying", "with_related")]
    levels: tuple[Level, ...] = get_args(Level)
    alphas = [f"{measure_alpha(votes, level):.3f} ({level})" for level in levels]
    return (
        f"Krippendorff's α over {len(votes):,} pairs: {', '.join(alphas)}. F1 between passes: {spans[0]} on the "
        f"relations that carry, {spans[1]} with related. {describe_readers(readers)}"
    )


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
            own = find_original(name, names)
            own = own or next((each for each in names if re.match(rf"{re.escape(fold(each))}[\W\d]", fold(name))), "")
            asked = (
                f" (är den en kopia av {own}, behåll den av dem som gäller; är den en del, börja namnet med {own}_svar)"
                if own
                else idly
            )
            remedy = f"Ge den en: {name},person,läsare 1{',' * (len(readers.columns) - 3)}"
            faults.append(PlanError(file, None, found, "Behåll en." if fold(name) in counts else remedy + asked))
    if faults:
        raise FaultsError(faults)


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


DISPUTES = ("carries or not", "how it carries", "related or not")
"""What readings can disagree about, the most serious first."""


# --- settled into one -----------------------------------------------------------------------------------------


def settle_vote(votes: Sequence[str], ranks: Mapping[str, int] = RANKS) -> tuple[str, int]:
    """The value that votes settle on, and how many of them are for it. The votes stand in the order of the passes.

    What more than half of the votes are for; else the median by rank, the lower of two in the middle. Among values of
    the same rank it is the one with the most votes, and of as many that of the earliest pass.

    >>> settle_vote(["none", "exact", "related"]), settle_vote(["broader", "none", "narrower"])
    (('related', 1), ('broader', 1))
    >>> settle_vote(["exact", "none", "exact", "narrower", "none"])
    ('narrower', 1)
    """
    middle = sorted(ranks[vote] for vote in votes)[(len(votes) - 1) // 2]
    alike = [vote for vote in votes if ranks[vote] == middle]
    settled = max(alike, key=alike.count)
    return settled, alike.count(settled)


def settle_links(plan: Plan, readings: Readings) -> pd.DataFrame:
    """One row for each pair that at least one pass links, in the plan's order, as links.csv holds them.

    Gives demand_id, mission_id, relation (``settle_vote``; ``none`` where outvoted), pass_… (empty where it has not
    read the demand), votes, reason (of the earliest pass for it). A demand that was read without a link has one row,
    without a mission.

    >>> settle_links(plan, readings).relation.value_counts()["exact"].item()
    13
    """
    return _settle(readings, list_votes(plan, readings), "links", RANKS)


def settle_committees(plan: Plan, readings: Readings) -> pd.DataFrame:
    """One row for each demand and committee that a pass names, as committees.csv holds them: demand_id, committee_id,
    basis, lead (1 where more than half of the passes that read the demand say so), pass_…, votes for the basis, reason;
    one without a committee for a demand that was read and needs none.
    """
    votes = list_votes(plan, readings, "committees")
    settled = _settle(readings, votes, "committees", BASIS_RANKS)
    pairs = pd.MultiIndex.from_frame(settled[["demand_id", "committee_id"]])
    leads = readings.committees.groupby(["demand_id", "committee_id"]).lead.sum().reindex(pairs).to_numpy()
    more = 2 * leads > votes.notna().sum(axis=1).reindex(pairs).to_numpy()
    settled.insert(3, "lead", more.astype("int64"))
    return settled


def _settle(readings: Readings, votes: pd.DataFrame, table: str, ranks: Mapping[str, int]) -> pd.DataFrame:
    """The settled rows, demand by demand: its pairs that a pass has named, or that it was read and has none."""
    answers = readings.links if table == "links" else readings.committees
    reasons = answers.set_index(["pass", *COLUMNS[table][:2]]).reason.to_dict()
    rows: list[tuple[object, ...]] = []
    for demand, cast in votes.groupby(level="demand_id", sort=False):
        named = cast[(cast.notna() & (cast != "none")).any(axis=1)]
        for pair, *each in named.itertuples():
            settled, count = settle_vote([vote for vote in each if pd.notna(vote)], ranks)
            first = readings.passes[each.index(settled)]
            said = ("" if pd.isna(vote) else vote for vote in each)
            rows.append((*pair, settled, *said, count, reasons.get((first, *pair), "")))
        read = cast.notna().any().tolist()
        if any(read) and not len(named):
            rows.append((demand, "", "none", *("none" if each else "" for each in read), sum(read), ""))
    columns = [*COLUMNS[table][:3], *(f"pass_{name}" for name in readings.passes), "votes", "reason"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns, "str") | {"votes": "int64"})


def list_disputed(plan: Plan, readings: Readings) -> pd.DataFrame:
    """The pairs on which the passes that read them disagree, the most serious dispute first.

    Gives key ("demand mission"), dispute (one of ``DISPUTES``), relation (what the votes settle on), pass_…, demand and
    mission (their texts), reasons (each pass's own).

    >>> len(list_disputed(plan, readings))
    65
    """
    links = settle_links(plan, readings)
    passes = [f"pass_{name}" for name in readings.passes]
    disputed = links[[len({*row} - {""}) > 1 for row in links[passes].itertuples(index=False)]]
    reasons = readings.links.set_index(["pass", "demand_id", "mission_id"]).reason.to_dict()
    said = [
        "; ".join(f"{name}: {reasons[name, *pair]}" for name in readings.passes if reasons.get((name, *pair)))
        for pair in zip(disputed.demand_id, disputed.mission_id, strict=True)
    ]
    table = disputed.assign(
        key=disputed.demand_id + " " + disputed.mission_id,
        dispute=[_name_dispute(row) for row in disputed[passes].itertuples(index=False)],
        demand=disputed.demand_id.map(plan.demands.set_index("demand_id").text),
        mission=disputed.mission_id.map(plan.missions.set_index("mission_id").text),
        reasons=said,
    )
    table = table.sort_values("dispute", key=lambda each: each.map(DISPUTES.index), kind="stable", ignore_index=True)
    return table[["key", "dispute", "relation", *passes, "demand", "mission", "reasons"]]


def _name_dispute(votes: Iterable[str]) -> str:
    carries = {vote in CARRYING for vote in votes if vote}
    return DISPUTES[0] if len(carries) > 1 else DISPUTES[1] if carries == {True} else DISPUTES[2]


def write_settled(plan: Plan, readings: Readings, folder: Path, replace: bool = False) -> list[Path]:
    """Write links.csv and committees.csv, as the readings settle them, and settled_texts.csv into a folder; the paths.

    A table without rows is not written.

    Raises FileExistsError, before anything is written, where a file is there already and is another one: settled
    tables are a person's to change, unless ``replace`` says otherwise.

    >>> [path.name for path in write_settled(plan, readings, empty)]
    ['links.csv', 'committees.csv', 'settled_texts.csv']
    """
    # links.csv last: a run that is cut off before it settles again the next time
    tables = {"committees": settle_committees(plan, readings), "links": settle_links(plan, readings)}
    files = {folder / f"{name}.csv": render_table(table) for name, table in tables.items() if len(table)}
    taken = [path.name for path, data in files.items() if path.is_file() and path.read_bytes() != data]
    if taken and not replace:
        raise FileExistsError(f"{', '.join(taken)} finns redan, med annat innehåll; replace=True skriver över")
    files = {folder / f"{FILE}.csv": render_table(list_texts(plan)), **files} if files else {}
    for path, data in files.items():
        write_bytes(path, data)
    return [*files][::-1]


# --- what lies in a plan's folder ------------------------------------------------------------------------------


def settle_passes(plan: Plan) -> list[Path]:
    """Settle the readings in the plan's ``passes/`` into links.csv and committees.csv, if it has answers and no links.

    Gives the paths written; a links.csv that is there is a person's to change, and is never written. Raises
    ``FaultsError`` where a pass has a fault or readers.csv does not say who made it, PlanError where there is a
    committees.csv already that they do not give, or passes with ids alone of a plan that was edited since.

    >>> settle_passes(plan)
    []
    """
    passes = plan.folder / "passes"
    if find_table(plan.folder, "links").is_file():
        return []
    files = find_passes(passes)
    bare = [path.name for each in files.values() for path in each if path.suffix.casefold() in TEXTS]
    if bare and find_moved(plan):
        found = f"läsningar med bara nummer ({', '.join(bare)}), gjorda av andra texter än planens nu"
        remedy = f"Rätta numren i dem efter planen som den är nu, ta bort {FILE}.csv och kör om."
        raise PlanError("passes", None, found, remedy)
    readings = read_passes(plan, files)
    if not readings.passes:
        return []
    read_readers(passes, readings.passes)
    try:
        return write_settled(plan, readings, plan.folder)
    except FileExistsError:
        found = "den finns redan, med annat innehåll än läsningarna ger"
        raise PlanError("committees.csv", None, found, "Ta bort eller flytta den och kör om.") from None


def tell_passes(plan: Plan) -> Iterator[str]:
    """What of the plan's ``passes/`` is used and what is not, file by file, and whether links.csv has it."""
    yield from _tell_astray(plan)
    folder = plan.folder / "passes"
    for name in ("decisions_links", "decisions_committees"):
        yield from map(str, tell_unused(find_table(plan.folder, name), TABLES[name]))
    yield from (f"passes/{said}" for said in tell_unused(find_table(folder, "readers"), READER_TABLE))
    yield from map(str, _tell_planfile(plan))
    yield from _tell_corrections(plan)
    passes = find_passes(folder)
    taken = {path.name for files in passes.values() for path in files} | {find_table(folder, "readers").name}
    for path in list_files(folder):
        by_hand = path.stem.partition("_")[2] in OTHER_TABLES and path.suffix.casefold() == ".csv"
        if path.name not in taken and not by_hand:
            yield f"passes/{path.name}: läses inte, för den {_tell_why(path)}"
    labels = read_labels(plan)
    settled = labels.has("links")  # else ``settle_passes`` says what is wrong, and stops there
    whole = take_passes(plan, passes, labels.handed if settled else {})
    for name, each in whole.items():
        yield from (f"passes/{said}" for said in [*(each.faults if settled else []), *each.remarks])
        if each.answers:
            yield f"läsningen {name}: {_tell_counts(plan, each, 'links')}, {_tell_counts(plan, each, 'committees')}"
    yield from _ask_unread(plan, folder, whole)
    handed_in = [name for name, each in whole.items() if each.answers]
    yield from _tell_missing_readers(folder, handed_in, labels.passes if settled else ())
    yield from _tell_late(plan, {name: each for name, each in whole.items() if each.answers})


def _tell_corrections(plan: Plan) -> Iterator[str]:
    """What of lines.csv is not used, and which of its lines have another role than it gives them."""
    path = plan.folder / "lines.csv"
    yield from map(str, tell_unused(path, Table(corrections.COLUMNS)))
    for line, said in corrections.read_corrections(path, plan.lines.text.tolist()).items():
        role = plan.lines.role[line - 1]
        if role != said.role != corrections.GOES_ON:
            remedy = "som raderna omkring läses kan den inte vara det; se efter dem i kontroll.html"
            yield f"lines.csv, rad {said.at}: rad {line} läses som {role} och inte som {said.role}; {remedy}"


def _tell_planfile(plan: Plan) -> Iterator[PlanError]:
    """What plan.toml says of the document that is not in it, and so tells nothing apart."""
    path, text = plan.folder / "plan.toml", fold(" ".join(plan.lines.text))
    told, held = read_planfile(path), {*plan.themes.theme_id, *plan.committees.committee_id}
    parts = [("themes", n, each.id, each.heading) for n, each in enumerate(told.themes)]
    parts += [("committees", n, each.id, each.name) for n, each in enumerate(told.committees)]
    marks: list[tuple[str, str | int, str, str]]
    marks = [("marks", key, "", said) for key, texts in told.marks if isinstance(texts, list) for said in texts]
    marks += [("budget", key, "", said) for key, said in told.budget or () if key in ("heading", "total") and said]
    for table, key, id_, said in [*parts, *marks]:
        if id_ not in held and fold(said) not in text:
            line = find_line(read_text(path), (table, key))
            yield PlanError(
                path, line, f"{said!r} står inte i plan.txt", "Skriv det som det står där, eller ta bort det."
            )


def _tell_why(path: Path) -> str:
    """Why a file among the passes is none, and what to do about it where that is known."""
    names = "<läsning>_links.csv, <läsning>_committees.csv, <läsning>.csv eller <läsning>.xlsx"
    found = tell_astray(path)
    meant = "" if found else _guess_name(path)
    if meant and fold(path.stem).startswith(BESIDE):
        return f"hör hemma bredvid plan.txt: flytta den dit, som {meant}"
    if Path(meant).stem == "readers":
        return f"heter nästan som {Path(meant).name}: är det den som gäller, döp om den"
    if path.is_dir():
        return f"{found}: lägg det som är i den direkt i passes/, med läsningens namn först (anna-Samband.csv)"
    format_ = None if found else find_format(path.suffix)
    return found or (
        f"är {format_[0]}. {format_[1]}" if format_ else f"heter inte {names}; är den en läsning, döp om den"
    )


def _tell_counts(plan: Plan, taken: Taken, table: str) -> str:
    """How many rows of a table a pass has, and how many of the demands it has read for it."""
    answers = [answer for answer in taken.answers if answer.table == table]
    read, what = len({answer.demand for answer in answers} - {""}), "samband" if table == "links" else "nämnder"
    return f"{_SWEDISH.number(len(answers)):# rad|# rader} om {what} ({read} av {len(plan.demands)} krav lästa)"


def _ask_unread(plan: Plan, folder: Path, whole: dict[str, Taken]) -> Iterator[str]:
    """Whether the demands that a pass has no answer on are unread, unless readers.csv says that it is a part."""
    part = list_parts(folder)
    for name, taken in whole.items():
        unread = [demand for table, demand in list_unread(plan, taken.answers) if table == "links"]
        if taken.answers and unread:
            said = f"läsningen {name}: {len(unread)} av {len(plan.demands)} krav har inget svar"
            first = ", ".join(unread[:3]) + (" …" if len(unread) > 3 else "")
            links = (answer for answer in taken.answers if answer.table == "links")
            nothing = next(links).say_nothing(unread[0])
            asked = f"({first}): olästa? Är de lästa utan samband, skriv {nothing}; läste du med avsikt bara en"
            yield (
                f"{said}, med avsikt"
                if fold(name) in part
                else f"{said} {asked} del, skriv ja under part i readers.csv"
            )


def _tell_missing_readers(folder: Path, handed_in: list[str], settled: Iterable[str]) -> Iterator[str]:
    """The readers in readers.csv who have handed in nothing, and the settled passes that it does not list."""
    there = find_table(folder, "readers").is_file()
    listed = read_reader_rows(folder)["pass"] if there else pd.Series(dtype="str")
    for name in listed[~listed.map(fold).isin([*map(fold, handed_in)])]:
        yield f"passes/readers.csv: {name} står där, och har inte lämnat något svar"
    if unlisted := [name for name in settled if fold(name) not in {*listed.map(fold)}]:
        yield f"passes/readers.csv: {', '.join(unlisted)} står inte där, så inget säger vem som har läst"


_ANEW = "ta bort links.csv och committees.csv och kör om, så görs de av alla läsningar"


def _tell_astray(plan: Plan) -> Iterator[str]:
    """Files and folders that are named almost as those that are read; and decisions without links."""
    yield from _tell_no_files(plan.folder)
    read = [plan.folder / name for name in (*_FILES, "passes")]
    read += [find_table(plan.folder, name) for name in (*TABLES, FILE)]
    for path in list_files(plan.folder):
        meant = _guess_name(path)
        if meant and path.exists() and not any(each.exists() and each.samefile(path) for each in read):
            how = "döp om" if Path(meant).suffix == path.suffix else "spara den så"
            how = "flytta den dit" if Path(meant).name == path.name else how
            yield f"{path.name}: läses inte; menar du {meant}, så {how} (har du redan en, lägg ihop dem)"
    decided = [name for name in ("decisions_links", "decisions_committees") if _has_rows(plan.folder, name)]
    if decided and not find_table(plan.folder, "links").is_file() and not find_passes(plan.folder / "passes"):
        yield f"{', '.join(decided)}: räknas först när det finns läsningar, i passes/ eller links.csv"


def _tell_no_files(folder: Path) -> Iterator[str]:
    """What lies under the name of a file that is read, and is no file, or under that of the folder, and is none."""
    for path in list_files(folder) + list_files(folder / "passes"):
        place, name = path.relative_to(folder).as_posix(), fold(path.name)
        found = tell_astray(path, folder=name == "passes")
        if found and ((path.stem.casefold() in _STEMS and path.suffix) or name == "passes"):
            yield f"{place}: läses inte, för den {found}; flytta den därifrån, och lägg dit det som ska läsas"


_FILES = ("plan.txt", "plan.toml", "places.csv", "lines.csv", "texts.csv", "quotes.csv", "facts.csv")
_NAMES = (*_FILES, *(f"{name}.csv" for name in (*TABLES, FILE, "passes/readers")))
_STEMS = {Path(name).stem for name in _NAMES}
_WRITTEN = (*ENDINGS, ".xls", ".xlsm", ".xlsb", ".numbers", ".toml")
_OPEN = ("links", "committees", "readers", FILE)  # whatever follows in the name


def _guess_name(path: Path) -> str:
    """Which of the files and folders that are read this one may be meant as; nothing where its name is like none."""
    name = fold(path.name)
    if path.is_dir():
        return "passes" if name == "passes" else ""
    decided = name.startswith(BESIDE[:2])
    if not decided and path.suffix.casefold() not in _WRITTEN:
        return ""
    if decided or name.startswith(_OPEN) or re.split("[. (]", name)[0] in _STEMS:
        names = [each for each in _NAMES if each.startswith("decision") == decided]
        return get_close_matches(name, names, 1, 0)[0]
    return f"passes/{path.name}" if fold(path.stem).endswith(("_links", "_committees", "_answer")) else ""


def _has_rows(folder: Path, name: str) -> bool:
    path = find_table(folder, name)
    return path.is_file() and sum(bool(line.strip()) for line in path.read_bytes().splitlines()) > 1


def _tell_late(plan: Plan, whole: dict[str, Taken]) -> Iterator[str]:
    """The passes that links.csv was not settled from, or that say something else now than when it was."""
    labels = read_labels(plan)
    if not labels.has("links"):
        return
    yield from _tell_moved(plan, labels.moved)
    yield from labels.decisions.tell_moved()
    known = {fold(name): name for name in labels.passes}
    late = [name for name in whole if fold(name) not in known]
    acts = any(answer.table == "committees" for each in whole.values() for answer in each.answers)
    late += ["nämnder (committees.csv)"] if acts and not labels.has("committees") else []
    for name, each in whole.items():
        if own := known.get(fold(name)):
            changed = sum(_count_changed(labels, own, each, table) for table in COLUMNS if labels.has(table))
            links = {answer.demand for answer in each.answers if answer.table == "links"}
            unread = links - {*labels.passes[own].demand_id}
            late += [f"{name} ({changed} svar har ändrats)"] if changed else []
            since = f"{_SWEDISH.number(len(unread)):# krav är läst|# krav är lästa} sedan dess"
            late += [f"{name} ({since})"] if unread and not changed else []
    changed = _count_leads_changed(labels, whole)
    if changed:
        rows = f"{_SWEDISH.number(changed):# rad|# rader}"
        yield f"committees.csv: {rows} säger annat om vem som leder än läsningarna gör nu; {_ANEW}"
    if late:
        yield f"links.csv: lämnas som den är, utan {', '.join(late)}; {_ANEW}"
    gone = [name for name in labels.passes if fold(name) not in {*map(fold, whole)}]
    if gone:
        yield f"links.csv: rösterna av {', '.join(gone)} räknas, men passes/ har inga svar av dem; {_ANEW}"


def _count_changed(labels: Labels, name: str, taken: Taken, table: str) -> int:
    """How many answers of a pass links.csv or committees.csv has otherwise than the pass has them now."""
    demand, item, _ = COLUMNS[table][:3]
    rows = labels.read(table)
    votes = rows[f"pass_{name}"] if f"pass_{name}" in rows else pd.Series("", rows.index)
    held = {(a, b): vote for a, b, vote in zip(rows[demand], rows[item], votes, strict=True) if b}
    answers = [answer for answer in taken.answers if answer.table == table and answer.item]
    now = {(answer.demand, answer.item): answer.value for answer in answers}
    nothing = ("", "none")
    return sum(
        held.get(pair, "") != now.get(pair, "") and {held.get(pair, ""), now.get(pair, "")} - {*nothing} != set()
        for pair in held.keys() | now.keys()
    )


def _count_leads_changed(labels: Labels, whole: dict[str, Taken]) -> int:
    """In how many rows committees.csv gives the lead otherwise than the readings that it was settled from do now."""
    if not labels.has("committees") or any(each.faults for each in whole.values()):
        return 0
    pair = ["demand_id", "committee_id"]
    now = settle_committees(labels.plan, labels.handed_in).set_index(pair).lead
    held = labels.read("committees").set_index(pair).lead
    return int((now.reindex(held.index, fill_value=0) != held).sum())


def _tell_moved(plan: Plan, moved: dict[str, str]) -> Iterator[str]:
    """What has become of the texts that links.csv was settled from: how many have another id, which are gone."""
    texts = read_texts(plan).set_index("id").text
    former, names = list_former(plan), name_texts(plan).get("committee", {})
    for name, now in former.items():
        yield f"links.csv: ”{name}” heter nu ”{names[now]}”, som har dess uppdrag; svaren följer med"
    followed = sum(bool(now) for now in moved.values()) - len(former)
    if followed:
        said = (
            f"{_SWEDISH.number(followed):# text|# texter} har fått andra nummer sedan dess; svar och beslut följer med"
        )
        yield f"links.csv: {said}"
    for unit in (unit for unit, now in moved.items() if not now):
        remedy = f"är den bara omskriven, skriv den nya texten på raden {unit} i {FILE}.csv"
        gone = f"räknas inte, för ”{texts[unit]}” står inte så i planen nu"
        yield f"links.csv: svar och beslut om {unit} {gone}; {remedy}"
