"""What lies in a plan's folder: passes are settled once; what of it is used and what is not is told, file by file."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from helpers.codebook import COLUMNS
from helpers.errors import PlanError
from helpers.files import list_files, read_text, tell_astray
from helpers.grid import fold
from helpers.grids.read import ENDINGS, find_format
from helpers.language import IN_SWEDISH
from helpers.links.labels import TABLES, Labels, read_labels
from helpers.links.readings import (
    BESIDE,
    OTHER_TABLES,
    Taken,
    find_passes,
    list_unread,
    read_passes,
    read_readers,
    take_passes,
)
from helpers.links.settle import settle_committees, write_settled
from helpers.plan import corrections
from helpers.plan.planfile import find_line, read_planfile
from helpers.plan.read import Plan
from helpers.plan.readers import TABLE as READER_TABLE
from helpers.plan.readers import list_parts, read_reader_rows
from helpers.plan.settled_texts import FILE, list_former, name_texts, read_texts
from helpers.tables import Table, find_table, tell_unused


def settle_passes(plan: Plan) -> list[Path]:
    """Settle the readings in the plan's ``passes/`` into links.csv and committees.csv, if it has answers and no links.

    Gives the paths written; a links.csv that is there is a person's to change, and is never written. Raises
    ``FaultsError`` where a pass has a fault or readers.csv does not say who made it, PlanError where there is a
    committees.csv already that they do not give.

    >>> settle_passes(plan)
    []
    """
    passes = plan.folder / "passes"
    if find_table(plan.folder, "links").is_file():
        return []
    readings = read_passes(plan, find_passes(passes))
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
    return f"{IN_SWEDISH.number(len(answers)):# rad|# rader} om {what} ({read} av {len(plan.demands)} krav lästa)"


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
            since = f"{IN_SWEDISH.number(len(unread)):# krav är läst|# krav är lästa} sedan dess"
            late += [f"{name} ({since})"] if unread and not changed else []
    changed = _count_leads_changed(labels, whole)
    if changed:
        rows = f"{IN_SWEDISH.number(changed):# rad|# rader}"
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
        said = f"{IN_SWEDISH.number(followed):# text|# texter} har fått andra nummer sedan dess"
        yield f"links.csv: {said}; svar och beslut följer med"
    for unit in (unit for unit, now in moved.items() if not now):
        remedy = f"är den bara omskriven, skriv den nya texten på raden {unit} i {FILE}.csv"
        gone = f"räknas inte, för ”{texts[unit]}” står inte så i planen nu"
        yield f"links.csv: svar och beslut om {unit} {gone}; {remedy}"
