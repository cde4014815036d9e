"""Settling what several readings say: majority and median, what is disputed, and the tables that the plan keeps."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from helpers.agreement import check_readers
from helpers.answers import COLUMNS
from helpers.export import render_table, write_table
from helpers.labelling import BASIS_RANKS, RANKS, Readings, list_votes
from helpers.labels import CARRYING
from helpers.plan import Plan

DISPUTES = ("carries or not", "how it carries", "related or not")
"""What readings can be at odds about, the weightiest first."""


def settle_vote(votes: Sequence[str], ranks: Mapping[str, int] = RANKS) -> tuple[str, int]:
    """The value that votes settle on, and how many of them are for it. The votes stand in the order of the passes.

    It is the median by rank, the lower of the two in the middle where their number is even; what more than half of
    the votes are for is that median. Among values of the same rank it is the one with the most votes, and where they
    are as many, that of the earliest pass.

    >>> settle_vote(["none", "exact", "related"]), settle_vote(["broader", "none", "narrower"])
    (('related', 1), ('broader', 1))
    """
    middle = sorted(ranks[vote] for vote in votes)[(len(votes) - 1) // 2]
    alike = [vote for vote in votes if ranks[vote] == middle]
    settled = max(alike, key=alike.count)
    return settled, alike.count(settled)


def settle_links(plan: Plan, readings: Readings) -> pd.DataFrame:
    """One row for each pair that at least one pass links, in the plan's order, as links.csv holds them.

    Gives demand_id, mission_id, relation (``settle_vote``; ``none`` where outvoted), a column pass_… for each pass
    (empty where it has not read the demand), votes for the relation, reason (of the earliest pass that is for it). A
    demand that was read and that nobody links to anything has one row, without a mission.

    >>> settle_links(plan, readings).relation.value_counts()["exact"].item()  # doctest: +SKIP
    18
    """
    return _settle(readings, list_votes(plan, readings), "links", RANKS)


def settle_committees(plan: Plan, readings: Readings) -> pd.DataFrame:
    """One row for each demand and committee that at least one pass names, as committees.csv holds them.

    Gives demand_id, committee_id, basis, lead (1 where more than half of the passes that have read the demand say
    so), pass_… for each pass, votes for the basis, reason. A demand that was read and that
    needs no committee has one row, without a committee.
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
        rows += [_settle_pair(pair, list(each), ranks, reasons, readings.passes) for pair, *each in named.itertuples()]
        read = cast.notna().any().tolist()
        if any(read) and not len(named):
            rows.append((demand, "", "none", *("none" if each else "" for each in read), sum(read), ""))
    columns = [*COLUMNS[table][:3], *(f"pass_{name}" for name in readings.passes), "votes", "reason"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns, "str") | {"votes": "int64"})


def _settle_pair(
    pair: tuple[str, str],
    cast: list[str],
    ranks: Mapping[str, int],
    reasons: Mapping[tuple[str, ...], str],
    passes: list[str],
) -> tuple[object, ...]:
    """The row of one pair, with the reason of the earliest pass that is for what the votes settle on."""
    settled, count = settle_vote([vote for vote in cast if pd.notna(vote)], ranks)
    first = passes[cast.index(settled)]
    return (*pair, settled, *("" if pd.isna(vote) else vote for vote in cast), count, reasons.get((first, *pair), ""))


def list_disputed(plan: Plan, readings: Readings) -> pd.DataFrame:
    """The pairs on which the passes that read them are not of one mind, the weightiest dispute first.

    Gives key ("demand mission", as a person's decision names it), dispute (one of ``DISPUTES``), relation (what the
    votes settle on), pass_… for each pass, demand and mission (their texts), reasons (each pass's own).

    >>> len(list_disputed(plan, readings))  # doctest: +SKIP
    45
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


def write_passes(readings: Readings, readers: pd.DataFrame, folder: Path, replace: bool = False) -> list[Path]:
    """Write every pass as ``<pass>_links.csv`` and ``<pass>_committees.csv`` and who made them as ``readers.csv``.

    Takes ``agreement.read_readers``'s table. Gives the paths; a table without rows is not written. Raises ReadingError
    where not every pass has its reader, and FileExistsError as ``write_settled`` does.
    """
    check_readers(readers, readings.passes)
    tables = {"readers.csv": readers}
    for name in readings.passes:
        for table, rows in (("links", readings.links), ("committees", readings.committees)):
            tables[f"{name}_{table}.csv"] = rows[rows["pass"] == name].drop(columns="pass")
    return _write(tables, folder, replace)


def write_settled(plan: Plan, readings: Readings, folder: Path, replace: bool = False) -> list[Path]:
    """Write links.csv and committees.csv, as the readings settle them, into a folder; gives the paths.

    A table without rows is not written.

    Raises FileExistsError, before anything is written, where a file is there already and is another one: settled
    tables are a person's to change, unless ``replace`` says otherwise.

    >>> write_settled(plan, readings, plan.folder)  # doctest: +SKIP
    """
    return _write(
        {"links.csv": settle_links(plan, readings), "committees.csv": settle_committees(plan, readings)},
        folder,
        replace,
    )


def _write(tables: dict[str, pd.DataFrame], folder: Path, replace: bool) -> list[Path]:
    tables = {name: table for name, table in tables.items() if len(table)}
    taken = [name for name, table in tables.items() if not replace and _differs(table, folder / name)]
    if taken:
        raise FileExistsError(f"{', '.join(taken)}: there already, and not the same; say replace=True to write anew")
    for name, table in tables.items():
        write_table(table, folder / name)
    return [folder / name for name in tables]


def _differs(table: pd.DataFrame, path: Path) -> bool:
    return path.is_file() and path.read_bytes() != render_table(table)
