"""How far readings agree: Krippendorff's α of all, F1 of every two."""

from collections.abc import Iterable
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.codebook import CARRYING, RANKS
from helpers.links.readings import check_readers, describe_readers

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
