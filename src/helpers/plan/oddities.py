"""What a reader of a plan stumbles over, found by rule and described, never repaired.

An oddity says what is there ("repeats line 156"). Which of two is out of place is a reading, and is left to the reader.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
from rapidfuzz import fuzz, process

from helpers.plan.budget_oddities import KINDS as BUDGET_KINDS
from helpers.plan.clean import clean, fold, match_key, name_unseen
from helpers.plan.cues import FINISHED, Mention, find_committees, match_frame, name_key, names_only
from helpers.plan.schemas import ODDITIES, PlanTables, make_table

NEAR = 90
"""From this similarity (0 to 100, rapidfuzz's normalised indel ratio) two different texts count as nearly the same."""

KINDS = {
    "repeat_in_list": "the same text earlier in the same list",
    "repeat_across_themes": "the same text under another theme",
    "repeat_across_committees": "the same text under another committee",
    "near_repeat": f"a text that is nearly the same (similarity {NEAR} of 100 or more)",
    "committee_without_budget_row": "a committee with missions, and no row in the table of frames",
    "budget_row_without_missions": "a row in the table of frames, and no committee with missions",
    "row_of_idle_committee": "a committee that the text names, with a row of its own, and missions for others only",
    "doubled_budget_row": "a second row for the same label or committee and year",
    "name_differs": "another name in the table of frames than over the missions",
    **BUDGET_KINDS,
    "missing_budget": "a table of frames that plan.toml names and the document has not",
    "empty_list": "a theme or committee without bullets",
    "missing_part": "a theme or committee that plan.toml names and the document has not",
    "order_differs": "themes or committees in another order than in plan.toml",
    "prose_after_list": "a paragraph after the bullets of its theme",
    "mission_without_committee": "a mission that stands under no committee and names none",
    "committee_by_abbreviation": "an abbreviation read as a committee, and nothing says of which",
    "committee_by_place": "a heading read as a committee because it stands beside those of committees",
    "committee_by_lead": "whom a lead gives missions to, read as a committee, though its words do not say that",
    "theme_is_budget_row": "a theme that is called as a row in the table of frames, and may be a committee",
    "committee_of_row_above": "a mission in a table with no committee in its row, given to that of the row above",
    "goal_as_demand": "a goal in a table of missions, read as a demand",
    "demand_in_introduction": "a demand in a preface or the like, and may be named there in short only",
    "decision_as_demand": "what a council decides of its budget or tax, read as a demand",
    "demand_names_committee": "a demand that names a committee, and may be meant as its mission",
    "lead_without_list": "a lead, or a committee's heading where missions are given, below which no list was read",
    "order_as_mission": "a sentence on what a committee is to do, outside the parts that give missions: read as one",
    "order_in_prose": "a sentence on what a committee is to do, where no sentence gives missions: kept as prose",
    "statement_as_demand": "a sentence on what is to be, read as a demand of a part that says none in another way",
    "statement_beside_wish": "a sentence on what is to be, in a part that says what the party wants: kept as prose",
    "wish_beside_list": "a sentence on what the party wants, in a part that has a list of it: kept as prose",
    "wish_of_others": "a sentence on what another party wants: kept as prose",
    "heading_as_demand": "a heading that says what is wanted, below one that says that demands follow",
    "list_without_lead": "a list that no lead says the kind of, read by what its items say",
    "list_against": "a list of what the party is against or wants to end, which its items say only with their lead",
    "fact_doubtful": "something about the document that it does not say clearly",
    "broken_sentence": "a line of prose that ends in the middle of a sentence",
    "unbalanced_asterisks": "an odd number of asterisks",
    "invisible_characters": "characters that a reader does not see",
    "lost_characters": "the sign for characters that were lost in an earlier conversion",
    "unplaced": "a line with text that is neither heading, prose nor in a list",
}
"""Every kind of oddity, with what it means."""

Row = tuple[str, Any, Any, str]


class _Item(NamedTuple):
    line: int
    part: str
    text: str
    key: str


def find_oddities(plan: PlanTables) -> pd.DataFrame:
    """All oddities of a plan, in the order of ``KINDS`` and then of the lines.

    Columns: kind, line, other_line (the earlier of two; missing where one line is all), text (what was found).

    >>> find_oddities(plan).kind.value_counts()["repeat_across_themes"].item()
    1
    """
    rows = [*_repeats(plan), *_near_repeats(plan), *_budget(plan), *_parts(plan), *_lines(plan), *_characters(plan)]
    rows += [*_rows(plan.doubts.astype(object).where(plan.doubts.notna(), None), *ODDITIES.columns)]
    order = list(KINDS)
    return make_table(ODDITIES, sorted(rows, key=lambda row: (order.index(row[0]), row[1] or 0, row[2] or 0)))


def _rows(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns, as plain Python values."""
    return zip(*(table[column].tolist() for column in columns), strict=True)


def _lists(plan: PlanTables) -> Iterator[tuple[str, list[_Item]]]:
    """The demands and the missions, with what repeats are told by."""
    for kind, table, part in (("themes", plan.demands, "theme_id"), ("committees", plan.missions, "committee_id")):
        rows = _rows(table, "line", part, "text")
        yield kind, [_Item(line, part_id, text, match_key(text)) for line, part_id, text in rows]


def _repeats(plan: PlanTables) -> Iterator[Row]:
    for across, items in _lists(plan):
        seen: dict[str, list[_Item]] = {}
        for item in items:
            earlier = seen.setdefault(item.key, [])
            inside = [other for other in earlier if other.part == item.part]
            kind = "repeat_in_list" if inside else f"repeat_across_{across}"
            for other in (inside or earlier)[:1]:
                yield kind, item.line, other.line, f"{item.text!r} stands on line {other.line} too"
            earlier.append(item)


def _near_repeats(plan: PlanTables) -> Iterator[Row]:
    for _, items in _lists(plan):
        distinct: dict[str, _Item] = {}
        for one in items:
            if one.key in distinct:
                continue
            near = process.extract(one.key, [*distinct], scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
            for key, score, _ in near:
                other = distinct[key]
                said = f"{one.text!r} is nearly {other.text!r} (similarity {score:.0f})"
                yield "near_repeat", one.line, other.line, said
            distinct[one.key] = one


def _budget(plan: PlanTables) -> Iterator[Row]:
    if plan.file.budget is None:
        return
    if not len(plan.budget):
        yield "missing_budget", None, None, f"no row under {plan.file.budget.heading!r}"
        return
    yield from _names(plan)
    yield from _doubled(plan)


def _names(plan: PlanTables) -> Iterator[Row]:
    """The committees of the table against those of the missions."""
    given = plan.missions.get("committee_ids", plan.missions.committee_id)
    with_missions, framed = {each for ids in given for each in ids.split(", ")}, {*plan.budget.committee_id}
    over_missions = {part: (name, line) for part, name, line in _rows(plan.committees, "committee_id", "name", "line")}
    for committee, (name, line) in over_missions.items():
        if committee in with_missions and committee not in framed:
            yield "committee_without_budget_row", line, None, f"{name!r} has missions and no row"
    said = {name_key(each.name) for each in _named_in_text(plan)} if with_missions else set()
    for label, committee, line in _rows(plan.budget.drop_duplicates("line"), "label", "committee_id", "line"):
        if committee not in with_missions:
            kind = (
                "row_of_idle_committee"
                if _is_name(label) and name_key(label) in said
                else "budget_row_without_missions"
            )
            yield kind, line, None, f"{label!r} has a row and no missions"
        name, other = over_missions.get(committee, (label, None))
        if label != name and not _names_sum(label):
            yield "name_differs", line, other, f"{label!r} here, {name!r} over the missions"


def _named_in_text(plan: PlanTables) -> Iterator[Mention]:
    """The committees that lines outside the table of frames name."""
    for text, role in _rows(plan.lines, "text", "role"):
        if not role.startswith("budget"):
            yield from find_committees(fold(text))


def _names_sum(label: str) -> bool:
    """Whether the label of a row is no committee's but that of the sum of its own table: "Budgetram 2027"."""
    frame, _ = match_frame()
    return re.fullmatch(rf"(?:{frame})(?:\s+20\d\d)?", label, re.IGNORECASE) is not None


def _is_name(text: str) -> bool:
    """Whether a text is the name of a committee and nothing more."""
    mentions = find_committees(text)
    return len(mentions) == 1 and mentions[0].kind == "name" and names_only(text, mentions)


def _doubled(plan: PlanTables) -> Iterator[Row]:
    seen: dict[tuple[str, int], int] = {}
    table = plan.budget.assign(key=plan.budget.committee_id.fillna(plan.budget.label.map(match_key)))
    for label, key, year, line in _rows(table, "label", "key", "year", "line"):
        if (key, year) in seen:
            yield "doubled_budget_row", line, seen[key, year], f"{label!r} has a row for {year} already"
        seen.setdefault((key, year), line)


def _parts(plan: PlanTables) -> Iterator[Row]:
    """The themes and the committees against their lists and against plan.toml."""
    themes = [*_rows(plan.themes, "theme_id", "title", "line")]
    named = [(theme.id, theme.heading) for theme in plan.file.themes]
    yield from _compare_parts(plan, themes, {*plan.demands.theme_id}, named)
    committees = [*_rows(plan.committees, "committee_id", "name", "line")]
    named = [(committee.id, committee.name) for committee in plan.file.committees]
    receiving = plan.missions.get("committee_ids", plan.missions.committee_id)
    yield from _compare_parts(plan, committees, {id_ for each in receiving for id_ in each.split(", ")}, named)


def _compare_parts(
    plan: PlanTables, found: list[tuple[Any, ...]], filled: set[str], named: list[tuple[str, str]]
) -> Iterator[Row]:
    here = {part for part, _, _ in found}
    for part, name, line in found:
        if part not in filled:
            yield "empty_list", line, None, f"no bullets under {name!r}"
    for part, name in named:
        if part not in here:
            line = _first_line(plan, name)
            where = (
                "is named in the document, and nothing stands under it"
                if line
                else "is in plan.toml and not in the document"
            )
            yield "missing_part", line, None, f"{name!r} ({part}) {where}"
    expected = [(part, name) for part, name in named if part in here]
    pairs = zip(found, expected, strict=True)
    moved = [(line, name, other) for (part, name, line), (wanted, other) in pairs if part != wanted]
    for line, name, other in moved[:1]:
        yield "order_differs", line, None, f"{name!r} stands where plan.toml has {other!r}"


def _first_line(plan: PlanTables, name: str) -> int | None:
    """The first line that names a committee, capitals aside; a theme's heading may be any word."""
    if not find_committees(name):
        return None
    wanted = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)", re.IGNORECASE)
    return next((line for line, raw in _rows(plan.lines, "line", "text") if wanted.search(fold(raw))), None)


def _lines(plan: PlanTables) -> Iterator[Row]:
    """Lines in a place that a reader does not expect."""
    listed: set[str] = set()  # the parts of which an item has been read
    for line, raw, role, part in _rows(plan.lines, "line", "text", "role", "part_id"):
        text = clean(raw)
        if role in ("demand", "mission"):
            listed.add(part)
        if role == "prose" and part in listed:
            yield "prose_after_list", line, None, text[:120]
        if role == "prose" and not FINISHED.search(text):
            yield "broken_sentence", line, None, f"ends in {text[-40:]!r}"


def _characters(plan: PlanTables) -> Iterator[Row]:
    marks = {mark for mark in plan.file.marks.bullets if "*" in mark}
    unseen: dict[str, list[int]] = {}
    for line, raw in _rows(plan.lines, "line", "text"):
        bare = raw.split(maxsplit=1)[-1] if {*raw.split()[:1]} & marks else raw
        if bare.count("*") % 2:
            yield "unbalanced_asterisks", line, None, clean(raw)[:120]
        if "\ufffd" in raw:
            yield "lost_characters", line, None, clean(raw)[:120]
        for name in name_unseen(raw):
            unseen.setdefault(name, []).append(line)
    for name, lines in sorted(unseen.items()):
        yield "invisible_characters", lines[0], None, f"{name} on {len(lines)} lines, from this one on"
