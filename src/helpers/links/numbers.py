"""The numbers that are told of a plan wherever it is told of: each once, with how far the readings are apart, its unit,
and where it comes from. A test holds what is told against this table: the numbers of README, those in the findings of
the start notebook, and those in the texts and tables of the pamphlet. What a picture shows has its numbers beside it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from helpers.links.crossref import compare_readings, list_missions
from helpers.links.labels import Labels
from helpers.links.needs import lacks
from helpers.plan.budget import per_inhabitant, read_inhabitants, tabulate_frames, take_frames
from helpers.plan.clean import match_key
from helpers.tables import join_runs


class KeyNumber(NamedTuple):
    """One number: the settled value, the lowest and the highest that a reading gave (the value itself where nothing
    was judged), the unit, the file of the plan's folder that it is counted from, and the lines behind it.
    """

    key: str
    value: int
    low: int
    high: int
    unit: str
    source: str
    lines: str = ""


def tabulate_numbers(labels: Labels) -> pd.DataFrame:
    """All key numbers of a plan that its folder has labels for: key, value, low, high, unit, source, lines.

    Lines are runs (``225-240``); without any, the source lists them. Raises PlanError as the tables' readers do.

    >>> tabulate_numbers(read_labels(plan)).set_index("key").value["demands"].item()
    35
    """
    counts = (_count_parts, _count_money, _count_specific, _count_links, _count_given, _count_leads)
    rows = [row for count in counts for row in count(labels)]
    return pd.DataFrame(rows, columns=list(KeyNumber._fields))


def _exact(key: str, value: int, unit: str, source: str, lines: Iterable[int] = ()) -> KeyNumber:
    return KeyNumber(key, int(value), int(value), int(value), unit, source, join_runs(lines))


def _count_parts(labels: Labels) -> Iterator[KeyNumber]:
    """What the document consists of."""
    plan = labels.plan
    boards = {committee.id for committee in plan.file.committees if committee.board}
    committees = plan.committees[~plan.committees.committee_id.isin(boards)]
    parts = {"themes": plan.themes, "demands": plan.demands, "committees": committees, "missions": plan.missions}
    yield _exact("lines", len(plan.lines), "lines", "derived/01_lines.csv")
    for key, table in parts.items():
        yield _exact(key, len(table), key, f"derived/01_{key}.csv", table.line)
    bullets = [match_key(text) for text in [*plan.demands.text, *plan.missions.text]]
    yield _exact("bullets", len(bullets), "demands and missions", "plan.txt")
    yield _exact("distinct_bullets", len(set(bullets)), "demands and missions", "plan.txt")


def _count_money(labels: Labels) -> Iterator[KeyNumber]:
    """The frames of the plan's year: their sum, the two largest of a hundred kronor, kronor for each inhabitant."""
    plan, rows = labels.plan, _list_frames(labels)
    if not len(rows):
        return
    frames, total = tabulate_frames(plan), int(rows.amount_tkr.sum())
    largest = frames.head(2)
    yield _exact("frames", len(rows), "rows", "derived/03_budget.csv", rows.line)
    yield _exact("frames_total", total, "tkr", "derived/03_budget.csv", rows.line)
    yield _exact(
        "two_largest_frames", largest.hundred_ore.sum(), "öre of 100 kr", "derived/03_frames.csv", largest.line
    )
    if plan.file.inhabitants is not None:
        known, plus_minus = (int(number) for number in read_inhabitants(plan))
        yield KeyNumber("inhabitants", known, known - plus_minus, known + plus_minus, "inhabitants", "facts.csv")
        yield _exact("per_inhabitant", per_inhabitant(total, known, plus_minus), "kr", "facts.csv", rows.line)


def _list_frames(labels: Labels) -> pd.DataFrame:
    """The budget rows of the plan's year; none where they have no shares."""
    rows = take_frames(labels.plan)
    return rows.iloc[:0] if lacks(labels, "frames") else rows


def _count_specific(labels: Labels) -> Iterator[KeyNumber]:
    """How many demands and missions are specific: as settled, and from the lowest reading to the highest."""
    if not labels.has("pledges"):
        return
    readings = [labels.read("pledges"), *labels.read_passes("pledges", "pledges").values()]
    specific = [rows.id[rows.specificity == "specific"] for rows in readings]
    for key, ids in (("demands", labels.plan.demands.demand_id), ("missions", labels.plan.missions.mission_id)):
        settled, *passes = (int(each.isin(ids).sum()) for each in specific)
        passes = passes or [settled]
        yield KeyNumber(f"specific_{key}", settled, min(passes), max(passes), key, "pledges.csv")


def _count_links(labels: Labels) -> Iterator[KeyNumber]:
    """Which demands and missions are linked, by definition and by kind: settled, lowest, highest."""
    if not labels.has("links", "committees"):
        return
    yield _exact("readings", len(labels.passes), "readings", "derived/04_readings.csv")
    for row in compare_readings(labels.plan, labels.readings).to_dict("records"):
        key = f"{row['headline']}, {row['definition']}".replace(", ", "_").replace(" ", "_")
        numbers = [int(row[name]) for name in labels.readings]
        unit = row["headline"].split()[0]
        yield KeyNumber(key, int(row["settled"]), min(numbers), max(numbers), unit, "derived/04_readings.csv")
    plan = labels.plan
    for key, ids, kind in (
        ("demands_answered_in_part_only", plan.demands.demand_id, "part"),
        ("missions_only_related_to_a_demand", plan.missions.mission_id, "related"),
    ):
        settled = int((labels.grade(str(ids.name)) == kind).sum())
        yield KeyNumber(key, settled, *labels.span(kind, among=ids), key.partition("_")[0], "derived/04_links.csv")


def _count_given(labels: Labels) -> Iterator[KeyNumber]:
    """What the plan gives to the board and to every committee: missions, and a frame where the table has one."""
    plan = labels.plan
    frames = _list_frames(labels)
    for committee in plan.committees.committee_id:
        missions = plan.missions[plan.missions.committee_id == committee]
        yield _exact(f"missions_{committee}", len(missions), "missions", "derived/01_missions.csv", missions.line)
        frame = frames[frames.committee_id == committee]
        if len(frame):
            yield _exact(f"frame_{committee}", frame.amount_tkr.sum(), "tkr", "derived/03_budget.csv", frame.line)


def _count_leads(labels: Labels) -> Iterator[KeyNumber]:
    """How many demands each committee leads, how many of its missions answer one: settled, lowest, highest."""
    if not labels.has("links", "committees"):
        return
    passes = [links for name, links in labels.readings.items() if name != "settled"]
    tables = [labels.missions, *(list_missions(labels.plan, links) for links in passes)]
    answers = [missions[missions.carries != ""].committee_id for missions in tables]
    for committee in labels.plan.committees.committee_id:
        answering = [int((each == committee).sum()) for each in answers]
        for key, unit, numbers, source in (
            ("leads", "demands", labels.count_leads(committee), "derived/04_crossref.csv"),
            ("missions_that_answer_a_demand", "missions", answering, "derived/04_missions.csv"),
        ):
            yield KeyNumber(f"{key}_{committee}", numbers[0], min(numbers), max(numbers), unit, source)
