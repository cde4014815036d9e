"""What was read of a plan in ten lines of Swedish, what matters most first."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from helpers.check.ledger import list_remarks, read_check_words
from helpers.documents.pages import list_picture_pages
from helpers.documents.unused import read_unused
from helpers.language import IN_SWEDISH
from helpers.plan.budget import check_totals
from helpers.plan.budget_oddities import read_head
from helpers.plan.cues import is_every
from helpers.plan.propose import list_uncertain
from helpers.plan.read import Plan
from helpers.tables import join_runs

MOST_REMARKS = 5
"""How many kinds of doubt are told; the page to check has them all."""

_MOST_LINES = 5


def summarise(plan: Plan) -> list[str]:
    """What was read, whether the budget adds up, and what a person should look at, in at most ten lines.

    >>> summarise(plan)[1]
    'Läst: 7 teman med 35 krav, 8 nämnder med 72 uppdrag, 10 ramar för 2022.'
    """
    return [
        tell_document(plan),
        tell_counts(plan),
        *tell_warnings(plan),
        *tell_pictures(plan),
        *tell_left(plan),
        tell_sum(plan),
        *_tell_uncertain(plan),
        *_tell_doubts(plan),
        *_tell_empty(plan),
    ]


def is_sure(plan: Plan) -> bool:
    """Whether nothing at all of the reading asks for a look.

    >>> is_sure(plan)
    False
    """
    doubts = list_remarks(plan, "doubts")
    return not len(doubts) and not tell_warnings(plan) and not tell_pictures(plan) and not list_uncertain(plan.folder)


def tell_document(plan: Plan) -> str:
    """What the document is taken to be.

    >>> tell_document(plan)
    'Dokumentet: ..., 2022.'
    """
    document = plan.file.document
    place = document.municipality or "kommunen är inte funnen"
    return f"Dokumentet: ”{document.title}”, {document.party}, {place}, {document.year}."


def tell_counts(plan: Plan) -> str:
    """How much of each kind was read; all committees together are no committee."""
    years = IN_SWEDISH.listing([str(year) for year in sorted(set(plan.budget.year))]) if len(plan.budget) else ""
    frames = len(plan.budget[["label", "line"]].drop_duplicates())
    bodies = sum(not is_every(name) for name in plan.committees.name)
    told = [
        f"{IN_SWEDISH.number(len(plan.themes)):# tema|# teman} med {len(plan.demands)} krav",
        f"{IN_SWEDISH.number(bodies):# nämnd|# nämnder} med {len(plan.missions)} uppdrag",
        f"{IN_SWEDISH.number(frames):# ram|# ramar} för {years}" if frames else "ingen budgettabell",
    ]
    return f"Läst: {', '.join(told)}."


def tell_warnings(plan: Plan) -> list[str]:
    """What says that the reading as a whole may be wrong: nothing was found, or no demand where there is something
    else, or fewer demands and missions than lines that belong to nothing.

    >>> tell_warnings(plan)
    []
    """
    demands, missions = len(plan.demands), len(plan.missions)
    astray = int((plan.oddities.kind == "unplaced").sum())
    if not demands and not missions:
        return ["OBS! Inga krav och inga uppdrag är funna: säg i lines.csv vilka rader som är det."]
    if not demands:
        return ["OBS! Inga krav är funna: har dokumentet några, säg i lines.csv vilka rader som är det."]
    if astray > demands + missions:
        told = IN_SWEDISH.number(astray)
        return [f"OBS! {told:# rad hör|# rader hör} inte till något, fler än kraven och uppdragen: se lines.csv."]
    return []


def tell_pictures(plan: Plan) -> list[str]:
    """Which pages of a PDF are pictures only, so that nothing of what they say is read.

    >>> tell_pictures(plan)
    []
    """
    document = plan.folder / "document.pdf"
    pages = list_picture_pages(document) if document.is_file() else []
    which = f"Sidan {pages[0]} är en bild" if len(pages) == 1 else f"Sidorna {join_runs(pages, '–')} är bilder"
    told = f"OBS! {which} utan text: står där krav, uppdrag eller ramar, skriv in dem i plan.txt."
    return [told] if pages else []


def tell_left(plan: Plan) -> list[str]:
    """How much of the document is no part of its text, by kind; the page to check has it all.

    >>> tell_left(plan)
    []
    """
    kinds = Counter(each.what for each in read_unused(plan.folder))
    told = ", ".join(f"{kind} ({count})" for kind, count in kinds.items())
    return [f"Inte med i texten: {told}; det står på sidan att kontrollera."] if kinds else []


def tell_sum(plan: Plan) -> str:
    """Whether the frames add up to the stated sum, year by year.

    >>> tell_sum(plan)
    'Budgeten: raderna blir den summa som står, 3\xa0608\xa0000 tkr (2022).'
    """
    looks = "; ".join(_tell_columns(plan))
    look = f"OBS! se efter att rätt kolumn är läst: {looks}; " if looks else ""
    if not len(plan.budget):
        return f"Budgeten: {f'OBS! {looks}; ' if looks else ''}ingen tabell med ramar är funnen."
    if not len(plan.totals):
        return f"Budgeten: {look}tabellen har ingen summa att räkna mot."
    checked = check_totals(plan.budget, plan.totals)
    wrong = [told for row in checked.itertuples() if (told := _tell_difference(row))]
    right = checked[checked.agrees]
    if len(right):
        sums = ", ".join(f"{_tkr(row.stated_tkr)} tkr ({row.year})" for row in right.itertuples())
        wrong.append(f"{'raderna blir' if len(plan.budget) > len(checked) else 'raden är'} den summa som står, {sums}")
    return f"Budgeten: {look}{'; '.join(wrong)}."


def _tell_columns(plan: Plan) -> Iterator[str]:
    """What makes it doubtful that the amounts are of the right column, which a sum says nothing about."""
    for kind, told in read_check_words()["budget"].items():
        found = plan.oddities.text[plan.oddities.kind == kind]
        heads = [f"”{head}”" for text in found if (head := read_head(text))]
        if len(found):
            yield told.format(heads=f": {', '.join(heads)}" if heads else "")


def _tell_difference(row: Any) -> str:
    """What is wrong with the sum of a year, empty where it agrees with its rows."""
    if row.agrees:
        return ""
    if pd.isna(row.rows_tkr) or pd.isna(row.stated_tkr):
        return f"för {row.year} finns {'ingen summa' if pd.isna(row.stated_tkr) else 'bara en summa'} att räkna mot"
    return (
        f"OBS! för {row.year} blir raderna {_tkr(row.rows_tkr)} tkr, och summan som står är {_tkr(row.stated_tkr)} tkr"
    )


def _tell_uncertain(plan: Plan) -> Iterator[str]:
    """What plan.toml marks as uncertain of the document, and the parts whose lists have no lead."""
    names, uncertain = read_check_words()["facts"], list_uncertain(plan.folder)
    told = [f"{names[each.key]} är {_quote(each.value)} ({each.where})" for each in uncertain if each.key in names]
    parts = [f"{_quote(each.value)} ({each.where})" for each in uncertain if each.key not in names]
    if parts:
        told.append(f"vad som står under {', '.join(parts[:_MOST_LINES])}{' …' * (len(parts) > _MOST_LINES)}")
    if told:
        yield f"Osäkert i plan.toml: {'; '.join(told)}."


def _quote(value: str) -> str:
    """A value of plan.toml as running text has it: a text in the quotation marks of the language, without its colon.

    >>> _quote('"Gator och vägar:"'), _quote("2027")
    ('”Gator och vägar”', '2027')
    """
    text = value.removeprefix('"').removesuffix('"')
    return value if text == value else f"”{text.rstrip(' :')}”"


def _tell_doubts(plan: Plan) -> Iterator[str]:
    """The first kinds of doubt, each with its lines."""
    doubts = list_remarks(plan, "doubts")
    doubts = doubts[~doubts.kind.isin(("sum_differs", "empty_list"))]
    for row in doubts.head(MOST_REMARKS).itertuples():
        yield f"Osäkert ({row.times}): {row.text}{_tell_lines(row.lines)}."
    if len(doubts) > MOST_REMARKS:
        yield f"Och {len(doubts) - MOST_REMARKS} slag till: se sidan att kontrollera."
    if is_sure(plan):
        yield "Inget är osäkert läst."


def _tell_empty(plan: Plan) -> Iterator[str]:
    """The themes without a demand and the committees without a mission, in a line each."""
    themes = plan.themes.title[~plan.themes.theme_id.isin(plan.demands.theme_id)]
    if len(themes):
        yield f"Teman utan krav ({len(themes)}): {', '.join(themes[:_MOST_LINES])}{' …' * (len(themes) > _MOST_LINES)}."
    receiving = plan.missions.get("committee_ids", plan.missions.committee_id)
    held = {each for ids in receiving for each in ids.split(", ")}
    idle = plan.committees.name[~plan.committees.committee_id.isin(held)]
    if len(idle):
        yield f"Nämnder utan uppdrag ({len(idle)}): {', '.join(idle[:_MOST_LINES])}{' …' * (len(idle) > _MOST_LINES)}."


def _tell_lines(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:_MOST_LINES])) + (" …" if len(lines) > _MOST_LINES else "")
    return f" (rad {shown})" if lines else ""


def _tkr(amount: int) -> str:
    return IN_SWEDISH.number(amount)
