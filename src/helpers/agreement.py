"""How far readings agree, and who made them: the one is never shown without the other."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal, get_args

import krippendorff
import pandas as pd

from helpers.errors import PlanError
from helpers.labelling import RANKS, ReadingError
from helpers.labels import CARRYING
from helpers.tables import read_rows
from helpers.words import READERS

KINDS = tuple(READERS)
"""Who may have read."""

READER_COLUMNS = ["pass", "kind", "reader", "remark"]
"""The columns of readers.csv."""

Level = Literal["ordinal", "nominal"]
"""How far apart two different relations are: by their ranks, or all alike."""


def measure_alpha(votes: pd.DataFrame, level: Level = "ordinal") -> float:
    """Krippendorff's α of the votes on all pairs, ``ordinal`` (by ``labelling.RANKS``) or ``nominal``.

    Takes ``labelling.list_votes``'s table of links: a column for each pass, a missing vote where a pass has not read.
    1 is perfect agreement, 0 what chance would give; NaN where fewer than two votes are on any pair, or all votes are
    the same. Source: Krippendorff, Content Analysis (4th ed. 2019), ch. 12, by
    the package krippendorff.

    >>> round(measure_alpha(list_votes(plan, readings)), 3)  # doctest: +SKIP
    0.914
    """
    numbers = RANKS if level == "ordinal" else {relation: n for n, relation in enumerate(RANKS)}
    shared = votes[votes.notna().sum(axis=1) > 1]
    codes = shared.apply(lambda column: column.map(numbers)).astype("float64")
    if len(set(codes.stack())) < 2:
        return float("nan")
    return float(krippendorff.alpha(codes.T.to_numpy(), level_of_measurement=level))


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

    >>> compare_passes(list_votes(plan, readings)).carrying.round(2).tolist()  # doctest: +SKIP
    [0.99, 0.96, 0.95]
    """
    rows = [
        (
            one,
            other,
            int(votes[[one, other]].notna().all(axis=1).sum()),
            measure_f1(votes[one], votes[other]),
            measure_f1(votes[one], votes[other], (*CARRYING, "related")),
        )
        for one, other in combinations(votes.columns, 2)
    ]
    return pd.DataFrame(rows, columns=["one", "other", "pairs", "carrying", "with_related"])


def describe_agreement(votes: pd.DataFrame, readers: pd.DataFrame) -> str:
    """All figures of agreement in one paragraph, with who read. Takes votes on links and ``read_readers``'s table.

    Raises ReadingError as ``check_readers`` does.
    """
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
    """Who made the passes: readers.csv of a folder, as text (``READER_COLUMNS``).

    ``kind`` is one of ``KINDS``; ``reader`` is a code such as "reader 1", never a name, and the same wherever the same
    one has read; ``remark`` says what a user of the readings must know. Raises ReadingError as ``check_readers`` does.

    >>> read_readers(plan.folder / "passes", ["a", "b", "c"]).kind.unique().tolist()  # doctest: +SKIP
    ['language model']
    """
    path = folder / "readers.csv"
    try:
        readers = read_rows(path, READER_COLUMNS)
    except PlanError as error:
        raise ReadingError([error]) from None
    check_readers(readers, passes)
    return readers


def check_readers(readers: pd.DataFrame, passes: Iterable[str]) -> None:
    """Raise ReadingError for other columns, a kind that is none of ``KINDS``, a reader without a code, a pass that
    has no row or two.
    """
    if list(readers.columns) != READER_COLUMNS:
        found = f"the columns {', '.join(readers.columns)}"
        raise ReadingError([PlanError("readers.csv", 1, found, f"They must be {', '.join(READER_COLUMNS)}.")])
    faults = list(_find_faults(readers, passes))
    if faults:
        raise ReadingError(faults)


def _find_faults(readers: pd.DataFrame, passes: Iterable[str]) -> Iterator[PlanError]:
    for line, row in enumerate(readers.itertuples(), start=2):
        if row.kind not in KINDS:
            yield PlanError("readers.csv", line, f"the kind {row.kind!r}", f"It must be one of {', '.join(KINDS)}.")
        if not row.reader.strip():
            yield PlanError("readers.csv", line, "a reader without a code", "Give one such as 'reader 1', not a name.")
    counts = readers["pass"].value_counts()
    for name in passes:
        if counts.get(name, 0) != 1:
            yield PlanError("readers.csv", None, f"{counts.get(name, 0)} rows for the pass {name!r}", "Give it one.")


def describe_readers(readers: pd.DataFrame) -> str:
    """Who read, in words, and what their agreement can mean where one reader made several passes.

    >>> table = pd.DataFrame([["a", "person", "reader 1", ""], ["b", "person", "reader 2", ""]], columns=READER_COLUMNS)
    >>> describe_readers(table)
    'Pass a: person (reader 1). Pass b: person (reader 2).'
    """
    said = []
    for (kind, reader), rows in readers.groupby(["kind", "reader"], sort=False):
        remarks = [f"; {remark}" for remark in rows.remark.drop_duplicates() if remark]
        noun = "Pass" if len(rows) == 1 else "Passes"
        one = "" if len(rows) == 1 else "one "
        said.append(f"{noun} {', '.join(rows['pass'])}: {one}{kind} ({reader}){''.join(remarks)}.")
    if readers.duplicated(["kind", "reader"]).any():
        said.append("Passes of one reader say at most how clear the codebook is, never how far people would agree.")
    return " ".join(said)
