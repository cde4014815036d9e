"""plan.toml written for the user: all that was found out, each with the line it stands on, doubtful things marked."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.files import read_text, sum_file, write_bytes
from helpers.language import IN_SWEDISH
from helpers.plan.assemble import assemble
from helpers.plan.infer import describe
from helpers.plan.planfile import Document, PlanFile, Source, ToldBudget, ToldFile
from helpers.plan.schemas import Tables
from helpers.plan.source import Reading, load, read_source

_HEAD = """\
# Det som programmet har läst ut ur dokumentet. Ändra det som är fel: det som står här gäller före det som programmet
# finner. Efter # står raden i plan.txt; "osäkert" betyder att du bör titta efter. En enstaka rad rättas i lines.csv.
"""

_UNSURE = "osäkert, "

_UNLED = ("list_without_lead", "goal_as_demand", "committee_of_row_above")
"""The doubts that make the kind of what stands under a part doubtful."""


_PARTS = ("heading", "name")


class Proposal(NamedTuple):
    """What a document says of itself when nobody has said anything of it yet."""

    file: PlanFile
    text: str  # of plan.toml


def propose_planfile(folder: str | Path) -> Proposal:
    """What plan.toml of a folder would be, found out from plan.txt, places.csv and lines.csv alone.

    Raises PlanError as ``read_plan``.

    >>> propose_planfile("data/borlange-v-2022").file.document.year
    2022
    """
    folder = Path(folder)
    reading = read_source(replace(load(folder), told=ToldFile()))
    tables, parts = assemble(reading)
    file = describe(reading, tables, parts)
    document = file.document.model_copy(update={"sha256": sum_file(folder / "plan.txt")})
    file = file.model_copy(update={"document": document, "source": _find_source(folder)})
    return Proposal(file, "\n".join(_render(file, tables, reading)) + "\n")


def _keeps_rows(reading: Reading, budget: ToldBudget) -> bool:
    """Whether the tables are read as they were when plan.toml says this of them."""
    again = read_source(replace(reading.source, told=ToldFile(budget=budget)))
    return list(again.budget.rows) == list(reading.budget.rows)


def write_planfile(folder: str | Path) -> list[str]:
    """Write plan.toml where there is none; one that is there is kept, and what would be proposed otherwise is told.

    Gives lines of Swedish for the user, none where plan.toml says what would be proposed. Raises PlanError as
    ``read_plan``.

    >>> write_planfile("data/borlange-v-2022")
    ['plan.toml: title är ..., i dokumentet ...']
    """
    folder = Path(folder)
    proposal, path = propose_planfile(folder), Path(folder) / "plan.toml"
    if path.exists():
        return list(_differences(load(folder).told, proposal.file))
    write_bytes(path, proposal.text.encode("utf-8"))
    count, file = IN_SWEDISH.number, proposal.file
    told = f"{count(len(file.themes)):# tema|# teman}, {count(len(file.committees)):# nämnd|# nämnder}"
    return [f"plan.toml är skriven: {told}"]


def _find_source(folder: Path) -> Source | None:
    """The document that plan.txt was made from, where it lies in the folder."""
    for document in sorted(folder.glob("document.*")):
        return Source(file=document.name, sha256=sum_file(document))
    return None


def _render(file: PlanFile, tables: Tables, reading: Reading) -> Iterator[str]:
    yield _HEAD
    yield from _render_document(file, reading)
    yield from _render_marks(file, reading)
    yield from _render_parts(file, tables)
    yield from _render_budget(file, reading)


def _render_document(file: PlanFile, reading: Reading) -> Iterator[str]:
    yield "[document]"
    for key, fact in reading.facts.items():
        value = getattr(file.document, key)
        where = f"rad {fact.line}" if fact.line else "står inte i dokumentet"
        yield f"{key} = {_value(value)}  # {_UNSURE if fact.doubtful else ''}{where}"
    yield f"sha256 = {_value(file.document.sha256)}"
    if file.source:
        yield f"\n[source]\nfile = {_value(file.source.file)}\nsha256 = {_value(file.source.sha256)}"


class Uncertain(NamedTuple):
    """What plan.toml says of the document, or of a theme (``heading``) or committee (``name``), and marks as uncertain:
    the key, its value, and where it was found.
    """

    key: str
    value: str
    where: str


def list_uncertain(folder: str | Path) -> list[Uncertain]:
    """What plan.toml of a folder still marks as uncertain of the document and its parts: the marks are those of
    ``write_planfile``, and whoever has looked takes them away.

    >>> list_uncertain("data/borlange-v-2022")
    []
    """
    path = Path(folder) / "plan.toml"
    text = read_text(path) if path.is_file() else ""
    keys = "|".join((*Document.model_fields, *_PARTS))
    marks = re.finditer(rf"^({keys}) = (.+?)  # {_UNSURE}(.+)$", text.partition("[budget]")[0], re.MULTILINE)
    return [Uncertain(*mark.groups()) for mark in marks]


def _render_marks(file: PlanFile, reading: Reading) -> Iterator[str]:
    yield "\n[marks]"
    yield f"titles = {_value(file.marks.titles)}"
    yield f"bullets = {_value(file.marks.bullets)}"
    yield from _render_list("demand_leads", file.marks.demand_leads, reading)
    yield from _render_list("mission_leads", file.marks.mission_leads, reading)


def _render_list(key: str, texts: Sequence[str], reading: Reading) -> Iterator[str]:
    yield f"{key} = ["
    for text in texts:
        places = [str(line.number) for line in reading.source.lines if line.text.endswith(text)]
        yield f"    {_value(text)},  # rad {', '.join(places)}" if places else f"    {_value(text)},"
    yield "]"


def _render_parts(file: PlanFile, tables: Tables) -> Iterator[str]:
    unled = set(tables.doubts.line[tables.doubts.kind.isin(_UNLED)].dropna())
    lines = dict(zip(tables.themes.theme_id, tables.themes.line, strict=True))
    for theme in file.themes:
        own = tables.demands[tables.demands.theme_id == theme.id]
        yield f"\n[[themes]]\nid = {_value(theme.id)}"
        yield f"heading = {_value(theme.heading)}  # {_where(lines.get(theme.id), own, 'krav', unled)}"
    lines = dict(zip(tables.committees.committee_id, tables.committees.line, strict=True))
    for committee in file.committees:
        own = tables.missions[tables.missions.committee_id == committee.id]
        yield f"\n[[committees]]\nid = {_value(committee.id)}"
        yield f"name = {_value(committee.name)}  # {_where(lines.get(committee.id), own, 'uppdrag', unled)}"
        yield from (["board = true"] if committee.board else [])


def _where(line: object, items: pd.DataFrame, what: str, unled: Iterable[object]) -> str:
    """The line of a heading, how many items stand under it, and whether their kind is doubtful."""
    doubtful = _UNSURE if {*items.line} & {*unled} else ""
    return f"{doubtful}rad {line}: {len(items)} {what}"


def _render_budget(file: PlanFile, reading: Reading) -> Iterator[str]:
    if file.budget is None:
        return
    found, budget = reading.budget, file.budget
    yield "\n[budget]"
    if _keeps_rows(reading, ToldBudget(heading=budget.heading, total=budget.total)):  # not where there are more tables
        yield f"heading = {_value(budget.heading)}" + (f"  # rad {found.heading_line}" if found.heading_line else "")
        yield f"total = {_value(budget.total)}" + ("" if found.total else "  # osäkert, ingen summa funnen")
    if _keeps_rows(reading, ToldBudget(unit=budget.unit)):
        where = f"rad {found.unit_line}" if found.unit_line else "står inte i dokumentet"
        doubtful = not found.unit_line or any(each.kind == "unit_doubtful" for each in found.oddities)
        where = f"osäkert, {where}" if doubtful else where
        yield f"unit = {_value(budget.unit)}  # {where}"
    yield from ([f"# {found.ground}"] if found.ground else [])


def _value(value: object) -> str:
    """A value as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _differences(told: ToldFile, found: PlanFile) -> Iterator[str]:
    """Where plan.toml says something else than what would be proposed now."""
    for key in ("title", "party", "party_short", "municipality", "year"):
        said, now = getattr(told.document, key), getattr(found.document, key)
        if said is not None and said != now:
            yield f"plan.toml: {key} är {_value(said)}, i dokumentet {_value(now)}"
    for what, said, now in (
        ("tema", [each.heading for each in told.themes], [each.heading for each in found.themes]),
        ("nämnd", [each.name for each in told.committees], [each.name for each in found.committees]),
    ):
        yield from (f"plan.toml: {what} {_value(each)} finns inte i förslaget" for each in said if each not in now)
        yield from (f"plan.toml: {what} {_value(each)} föreslås och står inte där" for each in now if each not in said)
    if told.budget and found.budget:
        for key in ("heading", "total", "unit"):
            said, now = getattr(told.budget, key), getattr(found.budget, key)
            if said is not None and said != now:
                yield f"plan.toml: budget.{key} är {_value(said)}, i dokumentet {_value(now)}"
