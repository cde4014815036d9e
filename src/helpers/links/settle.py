"""Readings settled into one: what their votes come to, what they disagree about, and the tables written of it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from helpers.codebook import BASIS_RANKS, CARRYING, COLUMNS, RANKS
from helpers.files import write_bytes
from helpers.links.readings import Readings, list_votes
from helpers.plan.read import Plan
from helpers.plan.settled_texts import FILE, list_texts
from helpers.tables import render_table

DISPUTES = ("carries or not", "how it carries", "related or not")
"""What readings can disagree about, the most serious first."""


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
