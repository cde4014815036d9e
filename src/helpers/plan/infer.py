"""What is known of a document: what plan.toml says, and what was found out where it says nothing."""

from typing import Literal, cast

from helpers.plan.assemble import Parts
from helpers.plan.clean import clean
from helpers.plan.columns import OWN
from helpers.plan.planfile import Budget, Committee, Document, Marks, PlanFile, Theme, ToldFile
from helpers.plan.schemas import Tables
from helpers.plan.source import Reading


def describe(reading: Reading, tables: Tables, parts: Parts) -> PlanFile:
    """All that is known of a document, in the form of a complete plan.toml."""
    told = reading.source.told
    return PlanFile(
        document=_document(reading),
        marks=_marks(reading, tables),
        themes=[*told.themes, *_new_themes(told, tables)],
        committees=[*told.committees, *_new_committees(told, tables)],
        budget=_budget(reading),
        inhabitants=told.inhabitants,
        source=told.source,
    )


def _document(reading: Reading) -> Document:
    said = reading.source.told.document.model_dump(exclude_none=True)
    found = {key: fact.value for key, fact in reading.facts.items()}
    return Document(**{**found, **said, "year": int(found["year"])})


def _marks(reading: Reading, tables: Tables) -> Marks:
    told = reading.source.told.marks
    lines = {line.number: line for line in reading.source.lines}
    used = [lines[number] for number in tables.lines.line[tables.lines.role.isin(["demand", "mission"])]]
    signs = dict.fromkeys(line.mark for line in used if line.mark and " " not in line.mark)  # "Krav 1:" is no sign
    bullets = told.bullets or list(signs)
    titles = [clean(raw) for raw in tables.lines.text[tables.lines.role == "title"]]
    return told.model_copy(
        update={
            "bullets": bullets,
            "demand_leads": told.demand_leads or _leads(reading, "demand"),
            "mission_leads": told.mission_leads or _leads(reading, "mission"),
            "titles": told.titles or titles,
        }
    )


def _leads(reading: Reading, kind: str) -> list[str]:
    return list(dict.fromkeys(reading.found.leads.get(kind, [])))


def _new_themes(told: ToldFile, tables: Tables) -> list[Theme]:
    known = {theme.id for theme in told.themes}
    rows = zip(tables.themes.theme_id, tables.themes.title, strict=True)
    return [Theme(id=id_, heading=title) for id_, title in rows if id_ not in known]


def _new_committees(told: ToldFile, tables: Tables) -> list[Committee]:
    known, led = {each.id for each in told.committees}, any(each.board for each in told.committees)
    rows = zip(tables.committees.committee_id, tables.committees.name, strict=True)
    return [
        Committee(id=id_, name=name, board=not led and name.casefold().startswith("kommunstyrelse"))
        for id_, name in rows
        if id_ not in known
    ]


def _budget(reading: Reading) -> Budget | None:
    """The table of frames: what plan.toml says of it, else what was read; None where the document has none."""
    told, found = reading.source.told.budget, reading.budget
    if told is None and not any(row.series in OWN for row in found.rows):
        return None
    heading = (told.heading if told else None) or found.heading or "Budget"
    total = (told.total if told else None) or found.total or "Summa"
    unit = cast(Literal["kr", "tkr", "mnkr"], (told.unit if told else None) or found.unit)
    return Budget(heading=heading, total=total, unit=unit, unit_reason=told.unit_reason if told else "")
