"""How far readings agree, who made them, and how they are settled into one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.codebook import BASIS_RANKS, CARRYING, COLUMNS, RANKS
from helpers.errors import FaultsError, PlanError
from helpers.files import write_bytes
from helpers.grid import fold
from helpers.links.readings import Readings, find_original, list_votes
from helpers.plan.read import Plan
from helpers.plan.readers import read_reader_rows
from helpers.plan.settled_texts import FILE, list_texts
from helpers.tables import render_table

Level = Literal["ordinal", "nominal"]
"""How far apart two different relations are: by their ranks, or all alike."""


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
