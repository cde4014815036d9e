"""What a plan's folder holds, and the first reading of it: blocks, what they are, the tables of its budget."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import TypeVar

from helpers.errors import FaultsError, PlanError
from helpers.files import read_text
from helpers.plan.budget_tables import BudgetReading, BudgetSettings, SourceLine, read_budget
from helpers.plan.clean import fold
from helpers.plan.corrections import GOES_ON, Correction, read_corrections
from helpers.plan.cues import Cues, abbreviation_of, find_committees, name_key, names_only
from helpers.plan.document import Fact, find_municipality, find_party, find_title, find_titles, find_year
from helpers.plan.layout import Line, find_furniture, read_lines, read_places
from helpers.plan.mission_tables import find_tasks, lists_prices
from helpers.plan.outline import HEADINGS, ITEMS, Block, Told, make_blocks
from helpers.plan.part_frames import add_part_frames, add_said_sum
from helpers.plan.planfile import ToldFile, read_planfile
from helpers.plan.roles import walk
from helpers.plan.sections import Found, Place
from helpers.plan.short_names import find_meanings, name_finder, names_in
from helpers.plan.sides import list_others

_T = TypeVar("_T")
_SHORT = 80


@dataclass(frozen=True)
class Source:
    """The files of a plan's folder, read and checked."""

    told: ToldFile
    lines: Sequence[Line]
    corrections: Mapping[int, Correction]


@dataclass(frozen=True)
class Reading:
    """A document with what each of its lines was found to be, before anything has an id."""

    source: Source
    blocks: Sequence[Block]
    titles: Sequence[Block]
    apart: Mapping[int, str]  # line -> role of what is no part of the text: furniture, tables, corrections
    found: Found
    budget: BudgetReading
    facts: Mapping[str, Fact]  # title, party, party_short, municipality, year
    meanings: Mapping[str, str]  # abbreviation of a committee (as a key) -> its name


def load(folder: Path) -> Source:
    """The files of a folder. Raises PlanError with all faults of all files."""
    faults: list[PlanError] = []
    told = _try(lambda: read_planfile(folder / "plan.toml"), ToldFile(), faults)
    text = _try(lambda: read_text(folder / "plan.txt"), "", faults)
    nowhere: dict[int, dict[str, str]] = {}
    rows = text.split("\n")
    places = _try(lambda: read_places(folder / "places.csv", rows), nowhere, faults)
    nothing: dict[int, Correction] = {}
    corrections = _try(lambda: read_corrections(folder / "lines.csv", rows), nothing, faults)
    if faults:
        raise FaultsError(faults)
    return Source(told, read_lines(text, places, told.marks.bullets), corrections)


def _try(read: Callable[[], _T], otherwise: _T, faults: list[PlanError]) -> _T:
    try:
        return read()
    except PlanError as error:
        faults.append(error)
        return otherwise


def read_source(source: Source) -> Reading:
    """Find out what every line is."""
    told, lines = source.told, source.lines
    headings = _told_headings(told)
    parties = tuple(name for name in (told.document.party, told.document.party_short) if name)
    cues = Cues(parties)
    furniture = find_furniture(lines, cues) | _told_apart(source)
    blocks = make_blocks(lines, furniture, headings, cues, source.corrections)
    titles = find_titles(blocks)
    facts = _find_facts(told, lines, titles)
    names = tuple(dict.fromkeys((*parties, facts["party_short"].value)))
    cues = Cues(names, list_others(names, [block.text for block in titles]))
    rows, finder, settings = _budget_input(source, furniture, blocks, facts)
    wished = _find_priced(rows, least=2)
    rows = [row for row in rows if row.number not in wished]
    budget = read_budget(rows, finder, settings)
    shared = _split_tasks(rows, budget.roles)
    if shared:
        rows = [row._replace(text=shared.get(row.number, row.text)) for row in rows if shared.get(row.number) != ""]
        budget = read_budget(rows, finder, settings)
    budget = add_said_sum(add_part_frames(budget, rows, finder, settings), rows)
    apart = {**dict.fromkeys(_between_rows(lines, budget.roles), "other"), **furniture, **budget.roles}
    headed = _find_headed(lines, budget.roles)
    kept = {*shared, *headed}
    text = {number: role for number, role in apart.items() if number not in kept and role != "budget_heading"}
    blocks = make_blocks(lines, text, headings, cues, source.corrections)
    page = frozenset[int]() if told.marks.titles else frozenset(block.first.number for block in titles)
    framed = frozenset(name_key(row.label) for row in budget.rows if row.kind == "frame")
    found = walk(Place(headings, cues, source.corrections, framed, wished), blocks, _told_leads(told), page)
    held = {*source.corrections, *wished}
    own = [each for each in found.entries if each.kind == "demand" and each.lines[0].number not in held]
    tables = frozenset[int]() if own else _find_priced(rows, least=1)
    if priced := tables - {number for number, role in budget.roles.items() if role == "budget_total"}:
        budget = replace(budget, rows=[row for row in budget.rows if row.line not in tables])
        text, apart = ({n: role for n, role in each.items() if n not in priced} for each in (text, apart))
        blocks = make_blocks(lines, text, headings, cues, source.corrections)
        found = walk(
            Place(headings, cues, source.corrections, framed, wished | priced), blocks, _told_leads(told), page
        )
    longer = {block.first.number for block in blocks if len(block.lines) > 1}
    heading = {number for number, role in apart.items() if role == "budget_heading"}
    taken = {number for number in (*shared, *heading) if found.roles.get(number) in ITEMS} | heading & longer | headed
    apart = {number: role for number, role in apart.items() if number not in taken}
    return Reading(source, blocks, titles, apart, found, budget, facts, find_meanings(line.text for line in lines))


def _find_headed(lines: Sequence[Line], roles: Mapping[int, str]) -> set[int]:
    """The rows of a budget that head a part: headings, and lines of text that a list stands below."""
    full = [line for line in lines if line.text]
    rows = [(line, after) for line, after in pairwise(full) if roles.get(line.number) == "budget_row"]
    plain = [(line, after) for line, after in rows if not line.mark and "\t" not in line.raw]
    listed = {line.number for line, after in plain if after.mark and after.number not in roles}
    return listed | {line.number for line, _ in rows if line.kind == "heading"}


def _find_priced(rows: Sequence[SourceLine], least: int) -> frozenset[int]:
    """The rows of tables that say what is wanted and what it costs, in as many columns as ``least`` beside amounts, and
    nothing else: none of them is a frame.
    """
    tables = [list(run) for is_row, run in groupby(rows, key=lambda row: "\t" in row.text) if is_row]
    priced = [table for table in tables if len(lists_prices([row.text for row in table])) >= least]
    return frozenset(row.number for table in priced for row in table)


def _split_tasks(rows: Sequence[SourceLine], roles: Mapping[int, str]) -> dict[int, str]:
    """The rows of budget tables that also say in words what is to be done, without that; empty where no more stands
    there.
    """
    found: dict[int, str] = {}
    for is_row, run in groupby(rows, key=lambda row: "\t" in row.text):
        table = [(row.number, row.text.split("\t")) for row in run] if is_row else []
        every = [cells for _, cells in table]
        heads = next((n for n, cells in enumerate(every) if find_tasks(cells, every)), len(table))
        below = table[heads:]
        tasks = (
            [n for n in find_tasks(below[0][1], every) if _is_told(cells[n:] for _, cells in below[1:])]
            if below
            else []
        )
        if tasks and any(number in roles for number, _ in below):
            rest = ((number, [cell for n, cell in enumerate(cells) if n not in tasks]) for number, cells in below)
            found |= {number: "\t".join(cells) if any(map(str.strip, cells)) else "" for number, cells in rest}
    return found


def _is_told(cells: Iterable[Sequence[str]]) -> bool:
    """Whether a column, each cell first of its row, holds words rather than amounts: most begin with a letter."""
    begun = [row[0].strip()[0].isalpha() for row in cells if row and row[0].strip()]
    return 2 * sum(begun) > len(begun)


def _between_rows(lines: Sequence[Line], roles: Mapping[int, str]) -> list[int]:
    """Lines between two rows of a table that were read as no row of it, and are no sentences."""
    content = [line for line in lines if line.text]
    pairs = zip(content, content[1:], content[2:], strict=False)
    short = [(a, b, c) for a, b, c in pairs if len(b.text) <= _SHORT and not (b.mark or b.text.endswith((".", ":")))]
    return [line.number for before, line, after in short if _in_table(before, roles) and _in_table(after, roles)]


def _in_table(line: Line, roles: Mapping[int, str]) -> bool:
    return roles.get(line.number) in ("budget_header", "budget_row", "budget_total")


def _told_apart(source: Source) -> dict[int, str]:
    """The lines that lines.csv sets apart from the text."""
    kept = (*HEADINGS, *ITEMS, "demand_lead", "mission_lead", "prose", "title", GOES_ON)
    return {line: each.role for line, each in source.corrections.items() if each.role not in kept}


def _told_headings(told: ToldFile) -> Told:
    names = {name: each.id for each in told.committees for name in (each.name, *each.aliases)}
    return Told(
        themes={fold(theme.heading): theme.id for theme in told.themes},
        committees={fold(name).casefold(): id_ for name, id_ in names.items()},
        titles=frozenset(map(fold, told.marks.titles)),
        within=frozenset(map(fold, told.marks.headings_within)),
        between=frozenset(map(fold, told.marks.headings_between)),
        capitals=told.marks.headings_in_capitals,
    )


def _told_leads(told: ToldFile) -> dict[str, list[re.Pattern[str]]]:
    return {
        "demand": [_match_lead(lead) for lead in _longest(told.marks.demand_leads)],
        "mission": [_match_lead(lead) for lead in _longest(told.marks.mission_leads)],
    }


def _longest(texts: Iterable[str]) -> list[str]:
    return sorted((fold(text) for text in texts), key=len, reverse=True)


def _match_lead(text: str) -> re.Pattern[str]:
    """A pattern for a lead that ends a line."""
    return re.compile(r"(?:^|(?<=\W))" + r"\s+".join(map(re.escape, text.split())) + "$", re.IGNORECASE)


def _find_facts(told: ToldFile, lines: Sequence[Line], titles: Sequence[Block]) -> dict[str, Fact]:
    """What the document says of itself, where plan.toml does not say it."""
    party, short = find_party(lines, titles)
    party = Fact(told.document.party) if told.document.party else party
    short = Fact(told.document.party_short) if told.document.party_short else short
    place, year = find_municipality(lines, titles, party, short), find_year(lines, titles)
    title = Fact(told.document.title) if told.document.title else find_title(titles, party, lines)
    return {
        "title": title,
        "party": party,
        "party_short": short,
        "municipality": Fact(told.document.municipality) if told.document.municipality else place,
        "year": Fact(str(told.document.year)) if told.document.year else year,
    }


def _budget_input(
    source: Source, furniture: Mapping[int, str], blocks: Sequence[Block], facts: Mapping[str, Fact]
) -> tuple[list[SourceLine], Callable[[str], str | None], BudgetSettings]:
    budget = source.told.budget
    rows = [SourceLine(line.number, line.raw, line.kind) for line in source.lines if line.number not in furniture]
    settings = BudgetSettings(
        year=int(facts["year"].value),
        unit=budget.unit if budget else None,
        heading=budget.heading if budget else None,
        total=budget.total if budget else None,
        party=tuple(dict.fromkeys(each.value for each in (facts["party"], facts["party_short"]) if _is_known(each))),
    )
    return rows, _committee_finder(source.told, blocks), settings


def _is_known(fact: Fact) -> bool:
    return fact.line is not None or not fact.doubtful


def _committee_finder(told: ToldFile, blocks: Sequence[Block]) -> Callable[[str], str | None]:
    """Finds the key of the committee that a label names: one of those that plan.toml or any line of the text names."""
    names = [(name, name_key(each.name)) for each in told.committees for name in (each.name, *each.aliases)]
    keys = {form: key for name, key in names for form in (name_key(name), fold(name).casefold())}
    headings = [block.text for block in blocks if block.kind == "heading"]
    for text in headings:
        mentions = find_committees(text)
        if (short := abbreviation_of(text)) and mentions and names_only(text, mentions):
            keys.setdefault(short.casefold(), name_key(mentions[0].name))
    named = names_in(headings if told.committees else (block.text for block in blocks))
    return name_finder({**named, **keys}, is_closed=bool(told.committees))
