"""How good proposals are, held against links that were read: precision and recall, order, calibration, reading effort.

Everything is counted over all pairs of a plan's demands and missions; a pair that is not among the proposals has score
0. A link is a pair whose relation carries (exact, close, narrower, broader); ``related`` is none. Intervals come from
drawing whole demands anew (percentile bootstrap, 95 %), since a demand's pairs stand and fall together.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.codebook import CARRYING, RELATIONS
from helpers.matching.propose import (
    EXCEPTIONS,
    FITTED,
    NEIGHBOURS,
    RANKS,
    measure_pairs,
    propose_links,
    read_model,
    stand_of,
)

MEASURES = ["precision", "recall", "F1", "best F1", "average precision", "recall at 3", "recall at 5", "recall at 10"]
"""What ``evaluate`` measures; the first three of the relations as proposed, the others of the order."""

DEPTHS = (3, 5, 10)
"""How many of a demand's first proposals a recall is given for."""

BINS = (0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0)
"""The bounds of the calibration table's rows; most pairs have a small score."""

TENTHS = tuple(n / 10 for n in range(11))
"""The bounds of tenths, as reliability is shown by as a rule."""

SHARES = (0.9, 0.95, 1.0)
"""The shares of the links that reading effort is given for."""

SEED = 2026
"""The bootstrap's seed."""

PENALTY = 0.3
"""scikit-learn's C in fitting: of six values the one at which two invented plans predict each other best."""

_HUBS = 5

_SATURATION, _LENGTH = 1.2, 0.75

_WORD = r"(?u)\b\w+\b"

Scores = NDArray[np.float64]


def join_pairs(
    proposals: pd.DataFrame, links: pd.DataFrame, demands: pd.DataFrame, missions: pd.DataFrame
) -> pd.DataFrame:
    """Every pair with what was proposed and what was read, in the order of the demands and, within, of the missions.

    Takes proposals (demand_id, mission_id, score and, if there, relation) and links (demand_id, mission_id, relation;
    a row without a mission says that a demand was read, and is no pair).
    Gives demand_id, mission_id, score, proposed, relation (``none`` where nothing was), carries (bool). Raises
    ValueError for missing columns, a pair that stands twice, an id that the plan has not, and links of which none
    carries.

    >>> int(join_pairs(proposals, links, plan.demands, plan.missions).carries.sum())
    53
    """
    pairs = pd.MultiIndex.from_product([demands.demand_id, missions.mission_id], names=["demand_id", "mission_id"])
    scored = _index(proposals, "proposals", ["score"], pairs)
    found = links[links["mission_id"] != ""] if "mission_id" in links else links
    read = _index(found, "links", ["relation"], pairs)
    relation = read.relation.reindex(pairs, fill_value="none")
    if not relation.isin(CARRYING).any():
        raise ValueError("links: none of them carries a demand, so there is nothing to be found.")
    proposed = scored.relation if "relation" in scored else pd.Series("none", index=scored.index)
    table = pd.DataFrame(
        {
            "score": scored.score.reindex(pairs, fill_value=0.0).astype("float64"),
            "proposed": proposed.reindex(pairs, fill_value="none"),
            "relation": relation,
            "carries": relation.isin(CARRYING),
        }
    )
    return table.reset_index()


def _index(table: pd.DataFrame, name: str, columns: list[str], pairs: pd.MultiIndex) -> pd.DataFrame:
    missing = [column for column in ("demand_id", "mission_id", *columns) if column not in table]
    if missing:
        raise ValueError(f"{name}: no column {' and no column '.join(missing)}.")
    indexed = table.set_index(["demand_id", "mission_id"])
    doubled = indexed.index[indexed.index.duplicated()]
    if len(doubled):
        raise ValueError(f"{name}: the pair {' '.join(doubled[0])!r} stands twice.")
    strange = indexed.index.difference(pairs)
    if len(strange):
        raise ValueError(f"{name}: the plan has no pair {' '.join(strange[0])!r}.")
    return indexed


# --- measures -----------------------------------------------------------------------------------------------


def evaluate(pairs: pd.DataFrame, draws: int = 500) -> pd.DataFrame:
    """``MEASURES`` of the pairs that ``join_pairs`` gives: a row for each with value, low and high (95 % interval).

    Best F1 is that of the best threshold for these very pairs, and so flatters. With ``draws=0`` low and high are
    missing. As proposed, a pair is a link where the proposed relation carries.

    >>> float(evaluate(pairs, draws=0).loc["best F1", "value"].round(2))
    0.72
    """
    table = _Table(pairs)
    values = table.measure(np.arange(len(table.carries)))
    chosen = np.random.default_rng(SEED).integers(len(table.carries), size=(draws, len(table.carries)))
    drawn = [table.measure(rows) for rows in chosen if table.carries[rows].any()]
    bounds = np.percentile(drawn, [2.5, 97.5], axis=0) if drawn else np.full((2, len(MEASURES)), np.nan)
    return pd.DataFrame(
        {"value": values, "low": bounds[0], "high": bounds[1]}, index=pd.Index(MEASURES, name="measure")
    )


class _Table:
    """The pairs as tables with a row for each demand."""

    def __init__(self, pairs: pd.DataFrame) -> None:
        shape = pairs.demand_id.nunique(), -1
        self.scores = pairs.score.to_numpy().reshape(shape)
        self.carries = pairs.carries.to_numpy(dtype=bool).reshape(shape)
        self.proposed = pairs.proposed.isin(CARRYING).to_numpy(dtype=bool).reshape(shape)
        order = np.argsort(-self.scores, axis=1, kind="stable")
        self.ranks = np.argsort(order, axis=1, kind="stable")

    def measure(self, rows: NDArray[np.int64]) -> list[float]:
        """``MEASURES`` of some demands."""
        from sklearn.metrics import average_precision_score, precision_recall_curve, precision_recall_fscore_support

        carries, scores, ranks = self.carries[rows].ravel(), self.scores[rows].ravel(), self.ranks[rows].ravel()
        as_proposed = precision_recall_fscore_support(
            carries, self.proposed[rows].ravel(), average="binary", zero_division=0.0
        )
        precision, recall, _ = precision_recall_curve(carries, scores)
        best = (2 * precision * recall / np.maximum(precision + recall, 1e-12)).max()
        at_depth = [float((ranks[carries] < depth).mean()) for depth in DEPTHS]
        return [*map(float, as_proposed[:3]), float(best), float(average_precision_score(carries, scores)), *at_depth]


def confuse_relations(pairs: pd.DataFrame) -> pd.DataFrame:
    """How many pairs (``join_pairs``) were read as one relation (rows) and proposed as another (columns)."""
    from sklearn.metrics import confusion_matrix

    counts = confusion_matrix(pairs.relation, pairs.proposed, labels=list(RELATIONS))
    names = pd.Index(RELATIONS, name="read"), pd.Index(RELATIONS, name="proposed")
    return pd.DataFrame(counts, index=names[0], columns=names[1])


def calibrate(pairs: pd.DataFrame, bins: Sequence[float] = BINS) -> pd.DataFrame:
    """Whether a score means what it says: from, to (``bins``), pairs, score (mean), share (of them that are links).

    Of ``join_pairs``, a row for each bin with a pair; with score above share, the proposals promise too much.
    """
    places = pd.cut(pairs.score, bins, labels=range(len(bins) - 1), include_lowest=True).astype("int64")
    table = pairs.groupby(places).agg(pairs=("score", "size"), score=("score", "mean"), share=("carries", "mean"))
    bounds = pd.DataFrame({"from": bins[:-1], "to": bins[1:]}).loc[table.index]
    return pd.concat([bounds, table], axis=1).reset_index(drop=True)


def measure_calibration(pairs: pd.DataFrame, least: float = 0.0) -> float:
    """The expected calibration error by tenths: how far score and share of links are apart, on average over the pairs.

    Takes what ``join_pairs`` gives; with ``least`` only pairs with such a score (most have next to none).

    >>> measure_calibration(pairs) < measure_calibration(pairs, 0.05)
    True
    """
    table = calibrate(pairs[pairs.score >= least], TENTHS)
    return float(((table.score - table.share).abs() * table.pairs).sum() / table.pairs.sum())


def trace_effort(pairs: pd.DataFrame) -> pd.DataFrame:
    """How many of the links are found when so many pairs have been read, the best first: pairs, found (share).

    Takes what ``join_pairs`` gives; a row for each pair. Pairs of one score are read in the order of the table.

    >>> float(trace_effort(pairs).found.iloc[-1])
    1.0
    """
    order = np.argsort(-pairs.score.to_numpy(), kind="stable")
    found = np.cumsum(pairs.carries.to_numpy(dtype=bool)[order])
    return pd.DataFrame({"pairs": np.arange(1, len(found) + 1), "found": found / found[-1]})


def measure_effort(pairs: pd.DataFrame, shares: Sequence[float] = SHARES) -> pd.DataFrame:
    """How many pairs somebody reads, the best first, until some share of the links is found.

    Of ``join_pairs``: found (share of the links), pairs (to be read), of_all (their share of all pairs).

    >>> measure_effort(pairs).of_all.round(2).tolist()
    [0.09, 0.18, 0.22]
    """
    found = trace_effort(pairs).found.to_numpy()
    needed = [int(np.searchsorted(found, share - 1e-9) + 1) for share in shares]
    return pd.DataFrame({"found": shares, "pairs": needed, "of_all": [number / len(pairs) for number in needed]})


def list_errors(pairs: pd.DataFrame, demands: pd.DataFrame, missions: pd.DataFrame, count: int = 5) -> pd.DataFrame:
    """The errors that hurt most: ``count`` links that stand lowest, ``count`` pairs that are none and stand highest.

    Takes what ``join_pairs`` gives and the texts. Gives error (``missed``, ``false``), demand_id, mission_id, score,
    rank (among the demand's missions, from 1), relation (as read), demand, mission (texts).
    """
    rank = pairs.groupby("demand_id", sort=False).score.rank(method="first", ascending=False).astype("int64")
    table = pairs.assign(
        rank=rank,
        demand=pairs.demand_id.map(demands.set_index("demand_id").text),
        mission=pairs.mission_id.map(missions.set_index("mission_id").text),
    )
    missed = table[table.carries].sort_values(["rank", "score"], ascending=[False, True], kind="stable").head(count)
    false = table[~table.carries].sort_values("score", ascending=False, kind="stable").head(count)
    worst = pd.concat([missed.assign(error="missed"), false.assign(error="false")], ignore_index=True)
    return worst[["error", "demand_id", "mission_id", "score", "rank", "relation", "demand", "mission"]]


# --- the model ----------------------------------------------------------------------------------------------


def fit_model(plans: Sequence[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]]) -> dict[str, float]:
    """A model fitted on plans that were read (demands, missions, links of each), as ``read_model`` gives one.

    Logistic regression over all pairs without an exception, with an L2 penalty (``PENALTY``) on standardised features;
    the factors of the exceptions are kept. Two decimals. Raises ValueError as ``join_pairs``.

    >>> fit_model([(plan.demands, plan.missions, links)])["missions"]
    72.0
    """
    from sklearn.linear_model import LogisticRegression

    pairs = pd.concat([_measure_read(*plan).assign(plan=number) for number, plan in enumerate(plans)])
    plain = pairs[(pairs[EXCEPTIONS] == 0).all(axis=1)]
    mean, spread = plain[FITTED].mean(), plain[FITTED].std()
    fitted = LogisticRegression(C=PENALTY).fit((plain[FITTED] - mean) / spread, plain.carries)
    weights = pd.Series(fitted.coef_[0], FITTED) / spread
    values = {"intercept": fitted.intercept_[0] - (weights * mean).sum(), **weights}
    values |= {
        "missions": len(pairs) / sum(len(demands) for demands, _, _ in plans),
        "neighbour": _average_nearest(pairs, "alike", NEIGHBOURS),
        "rival": _average_nearest(pairs, "stand", RANKS),
    }
    return read_model() | {name: round(float(value), 2) for name, value in values.items()}


def _measure_read(demands: pd.DataFrame, missions: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """What each pair is judged by, and whether it carries."""
    pairs = measure_pairs(demands, missions)
    carries = join_pairs(pairs.assign(score=0.0), links, demands, missions).carries
    return pairs.assign(carries=carries, alike=pairs.form + pairs.meaning, stand=stand_of(pairs))


def _average_nearest(pairs: pd.DataFrame, column: str, count: int) -> float:
    """How near the nearest texts of the other side are on average."""
    sides = (pairs.groupby(["plan", side])[column] for side in ("demand_id", "mission_id"))
    return float(np.mean([side.nlargest(count).mean() for side in sides]))


# --- what proposals are compared with -----------------------------------------------------------------------


def compare_methods(demands: pd.DataFrame, missions: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The proposals beside every baseline: a row for each measure that does not need a proposed relation, per method.

    Takes links (demand_id, mission_id, relation). Gives method, measure, value. Raises ValueError as ``join_pairs``.
    """
    tables = []
    for name, scores in score_methods(demands, missions):
        scored = pd.DataFrame(scores, index=demands.demand_id, columns=missions.mission_id).rename_axis(
            columns="mission_id"
        )
        pairs = join_pairs(scored.stack().rename("score").reset_index(), links, demands, missions)
        tables.append(evaluate(pairs, draws=0).loc[MEASURES[3:]].reset_index().assign(method=name))
    return pd.concat(tables, ignore_index=True)[["method", "measure", "value"]]


def score_methods(demands: pd.DataFrame, missions: pd.DataFrame) -> Iterator[tuple[str, Scores]]:
    """The proposals' scores and those of each baseline, by name: tables of demands × missions.

    Baselines: all to the committee with most missions (where committee_id is there), shared words (Jaccard),
    token_set_ratio of rapidfuzz, BM25 (Robertson & Zaragoza 2009, a demand as the query), TF-IDF over words and over 3
    to 5 letters, and the last corrected for hubs (CSLS, Conneau et al. 2018, five neighbours).
    """
    proposals = propose_links(demands, missions, top=len(missions))
    wide = proposals.pivot(index="demand_id", columns="mission_id", values="score")
    yield "proposals", wide.loc[demands.demand_id, missions.mission_id].to_numpy()
    if "committee_id" in missions:
        largest = missions.committee_id == missions.committee_id.mode()[0]
        yield "largest committee", np.tile(largest.to_numpy(dtype="float64"), (len(demands), 1))
    for name, method in _METHODS.items():
        yield name, method(demands.text.tolist(), missions.text.tolist())


def _share_words(demands: list[str], missions: list[str]) -> Scores:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.metrics import pairwise_distances

    has = CountVectorizer(token_pattern=_WORD, binary=True).fit_transform([*demands, *missions]).toarray().astype(bool)
    return 1 - np.asarray(pairwise_distances(has[: len(demands)], has[len(demands) :], metric="jaccard"))


def _compare_tokens(demands: list[str], missions: list[str]) -> Scores:
    from rapidfuzz import fuzz, process, utils

    ratios = process.cdist(demands, missions, scorer=fuzz.token_set_ratio, processor=utils.default_process)
    return np.asarray(ratios, dtype=np.float64) / 100


def _rank_bm25(demands: list[str], missions: list[str]) -> Scores:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(token_pattern=_WORD)
    counts = vectorizer.fit_transform(missions).toarray()
    lengths = counts.sum(axis=1, keepdims=True)
    having = (counts > 0).sum(axis=0)
    rarity = np.log(1 + (len(missions) - having + 0.5) / (having + 0.5))
    damped = counts + _SATURATION * (1 - _LENGTH + _LENGTH * lengths / lengths.mean())
    weights = rarity * counts * (_SATURATION + 1) / damped
    return np.asarray(vectorizer.transform(demands) @ weights.T)


def _compare_tfidf(demands: list[str], missions: list[str], **settings: Any) -> Scores:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    vectors = TfidfVectorizer(sublinear_tf=True, **settings).fit_transform([*demands, *missions])
    return np.asarray(cosine_similarity(vectors[: len(demands)], vectors[len(demands) :]))


_compare_letters = partial(_compare_tfidf, analyzer="char_wb", ngram_range=(3, 5))


def _correct_hubs(demands: list[str], missions: list[str]) -> Scores:
    alike = _compare_letters(demands, missions)
    near = [np.sort(alike, axis=axis) for axis in (0, 1)]
    return 2 * alike - near[0][-_HUBS:].mean(axis=0) - near[1][:, -_HUBS:].mean(axis=1, keepdims=True)


_METHODS: dict[str, Callable[[list[str], list[str]], Scores]] = {
    "shared words": _share_words,
    "rapidfuzz token_set_ratio": _compare_tokens,
    "BM25": _rank_bm25,
    "word TF-IDF": partial(_compare_tfidf, token_pattern=_WORD),
    "character TF-IDF": _compare_letters,
    "character TF-IDF, CSLS": _correct_hubs,
}
