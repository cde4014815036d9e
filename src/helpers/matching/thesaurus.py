"""What is known of municipal Swedish: the thesaurus of data/swedish, and which of its concepts a text speaks of.

A text is met in two ways. ``find_concepts`` looks for the thesaurus's own terms, by dictionary form, phrase and part of
compound; ``weigh_concepts`` measures how much a text looks like each term by its letters, so that a word which no list
foresaw still leans towards the right concept (explicit semantic analysis, Gabrilovich & Markovitch 2007, with the
thesaurus as the collection of texts). Nothing is loaded before it is needed, and everything is loaded once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.errors import PlanError, raise_all
from helpers.grid import fold
from helpers.lemmas import WORD, lemmatise
from helpers.tables import SWEDISH, Table, read_table, small_words

WEIGHTS = {"measure": 1.0, "purpose": 1.0, "area": 0.5, "group": 0.5}
"""What it weighs that a text speaks of a concept, by the concept's sort: a field or a group of people says less."""

BROADER, RELATED = 0.4, 0.6
"""How near a concept is to the one that holds it, and to one that it is related to; to itself it is 1."""

GATE = 0.1
"""A text that is less like a term than this (cosine) is not like it at all."""

_LOOSE, _PART = 0.8, 0.7

_SPREAD = 2

_SHORT, _START = 3, 4

_COLUMNS = {
    "concepts": ["concept_id", "label_sv", "broader", "related", "committee_kinds", "note"],
    "terms": ["concept_id", "term", "kind"],
    "verbs": ["term", "kind", "polarity", "note"],
    "committee_words": ["kind", "term"],
}

_LETTER = re.compile(r"[^\W\d_]")
_UMLAUTS = str.maketrans("äö", "ao")
_NOT_DICTIONARY = ("ande", "ende", "d")


# Small words that may stand within a phrase. Not stopwords.csv, which holds "kvar" and "ny": they carry meaning here.
_SMALL = frozenset(
    """
    att av de den det en ett för från hos i inom med mot och om på sig sin sina sitt som så till under vid åt över
    """.split()  # noqa: SIM905
)


class Met(NamedTuple):
    """A concept that a text speaks of, the term that was met, and how surely: 1, or less for a part or loose phrase."""

    concept_id: str
    term: str
    weight: float


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """The thesaurus as it is looked up in; make it with ``read_thesaurus``.

    ``concepts`` and ``terms`` are the tables as they stand, ``named`` each term with its concept, ``near`` how near
    two concepts are (0 to 1), ``remits`` how much each concept is the matter of each of ``kinds`` of committee.
    """

    concepts: pd.DataFrame
    terms: pd.DataFrame
    named: list[tuple[str, str]]
    near: NDArray[np.float64]
    kinds: tuple[str, ...]
    remits: NDArray[np.float64]
    words: dict[str, list[int]]
    phrases: dict[str, list[tuple[tuple[str, ...], int]]]
    heads: dict[str, list[int]]
    tails: dict[str, list[int]]
    starts: frozenset[str]

    @cached_property
    def place(self) -> dict[str, int]:
        """The row of each concept, by its id."""
        return {concept: number for number, concept in enumerate(self.concepts.concept_id)}

    def met(self, numbers: Sequence[int], weight: float) -> Iterator[Met]:
        """The concepts of some terms, given by their row."""
        for number in numbers:
            yield Met(*self.named[number], weight)


# --- words --------------------------------------------------------------------------------------------------


def split_words(text: str) -> list[str]:
    """The words of a text in small letters; a hyphen, colon or apostrophe inside a word parts nothing.

    >>> split_words("Miljö- och byggnämnden: A-traktorer!")
    ['miljö', 'och', 'byggnämnden', 'a-traktorer']
    """
    return WORD.findall(normalize("NFC", text).lower())


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    """The dictionary form of a word, if it can be trusted: under it the thesaurus's own words are looked up.

    Kept as it is what would turn into another word: a participle into its verb ("gående" into "gå"), a short word into
    a stranger ("it" into "inte"), a word into one that begins otherwise ("komet" into "komma"); "städer" is "stad".
    """
    lemma = lemmatise(word)
    stem = lemma[: max(_SHORT, len(lemma) - 1)].translate(_UMLAUTS)
    strange = not _SHORT < len(word) >= len(lemma) or not word.translate(_UMLAUTS).startswith(stem)
    return word if strange or word.endswith(_NOT_DICTIONARY) else lemma


@lru_cache(maxsize=1 << 17)
def _forms(word: str) -> tuple[str, ...]:
    """What a word in a text may be a form of; with no other dictionary form, perhaps of a verb ("lär" of "lära")."""
    lemma = lemmatise(word)
    return (word, lemma) if lemma != word else (word, f"{word}a")


def list_content(text: str) -> list[str]:
    """The dictionary forms of the words that say something of the matter, each once, in the text's order.

    Left out are stop words, and the verbs and fillers that verbs.csv calls empty.

    >>> list_content("Verka för att skapa ett hållbart byggande")
    ['hållbar', 'byggande']
    """
    empty = {turn.place + step for turn in find_turns(text) if turn.kind == "empty" for step in range(turn.length)}
    words = [word for place, word in enumerate(split_words(text)) if place not in empty]
    kept = [word for word in words if word not in small_words()]
    return list(dict.fromkeys(_key(word) for word in kept if _LETTER.search(word)))


# --- reading the thesaurus ----------------------------------------------------------------------------------


def _read(name: str, folder: Path) -> pd.DataFrame:
    return read_table(folder / f"{name}.csv", Table(tuple(_COLUMNS[name])))


@lru_cache(maxsize=4)
def read_thesaurus(folder: Path = SWEDISH) -> Thesaurus:
    """The thesaurus of a folder, read once. README.md there says what its files hold.

    Raises PlanError (file, line) for a missing file or column, and for a concept, sort or kind that is not known.

    >>> read_thesaurus().terms.concept_id.nunique() == len(read_thesaurus().concepts)
    True
    """
    concepts, terms = _read("concepts", folder), _read("terms", folder)
    place = {concept: number for number, concept in enumerate(concepts.concept_id)}
    _check(concepts, terms, place, folder)
    concepts, terms = concepts.reset_index(drop=True), terms.reset_index(drop=True)
    near = np.eye(len(concepts), dtype=np.float64)
    for column, value in (("broader", BROADER), ("related", RELATED)):
        for number, others in enumerate(concepts[column].str.split()):
            for other in others:
                near[number, place[other]] = near[place[other], number] = value
    kinds = tuple(sorted({kind for kinds in concepts.committee_kinds for kind in kinds.split()}))
    remits = np.zeros((len(concepts), len(kinds)), dtype=np.float64)
    for number, named in enumerate(concepts.committee_kinds.str.split()):
        for rank, kind in enumerate(named):
            remits[number, kinds.index(kind)] = 1 / (1 + rank)
    named = list(zip(terms.concept_id, terms.term, strict=True))
    words, phrases, heads, tails = _index(terms)
    starts = frozenset(tail[:_START] for tail in tails)
    return Thesaurus(concepts, terms, named, near, kinds, scale_rows(remits), words, phrases, heads, tails, starts)


def _check(concepts: pd.DataFrame, terms: pd.DataFrame, place: dict[str, int], folder: Path) -> None:
    faults = [
        PlanError(folder / f"{name}.csv", int(str(line)), f"begreppet {each!r}", "Lägg till det i concepts.csv.")
        for name, values in (
            ("terms", terms.concept_id.str.split()),
            ("concepts", concepts.broader.str.split() + concepts.related.str.split()),
        )
        for line, ids in values.items()
        for each in ids
        if each not in place
    ]
    remedy = f"En anmärkning (note) börjar med något av {', '.join(WEIGHTS)}."
    faults += [
        PlanError(folder / "concepts.csv", int(str(line)), f"slaget {sort!r}", remedy)
        for line, sort in concepts.note.str.split(r"[;\s]").str[0].items()
        if sort not in WEIGHTS
    ]
    raise_all(faults)


def _index(terms: pd.DataFrame) -> tuple[dict, dict, dict, dict]:
    """Whole words, phrases by their first word, first parts and last parts of compounds: each with its terms' rows."""
    words: dict[str, list[int]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    parts: dict[str, dict[str, list[int]]] = {"prefix": {}, "suffix": {}}
    for number, (term, kind) in enumerate(zip(terms.term, terms.kind, strict=True)):
        if kind in parts:
            parts[kind].setdefault(term, []).append(number)
            continue
        keys = tuple(_key(word) for word in _trim(split_words(term)))
        if len(keys) == 1:
            words.setdefault(keys[0], []).append(number)
        else:
            phrases.setdefault(keys[0], []).append((keys, number))
    return words, phrases, parts["prefix"], parts["suffix"]


def _trim(words: list[str]) -> list[str]:
    """A phrase without its small words, unless fewer than two words would be left."""
    content = [word for word in words if word not in _SMALL]
    return content if len(content) > 1 else words


def scale_rows(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows made one long; a row of zeros stays."""
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table / np.where(lengths == 0, 1, lengths), dtype=np.float64)


# --- concepts that a text speaks of -------------------------------------------------------------------------


def find_concepts(text: str, thesaurus: Thesaurus | None = None) -> list[Met]:
    """The concepts whose terms stand in a text, each once with its best term; the surest first, then by id.

    The longest term wins. A phrase may have small words in it, and counts a little less (0.8) with its words in another
    order or a word between. A word that is no term is split at a listed part of compounds (0.7).

    >>> [met.concept_id for met in find_concepts("Anlägg trottoarer längs infarterna")]
    ['trottoar']
    """
    thesaurus = thesaurus or read_thesaurus()
    words = split_words(text)
    found: dict[str, Met] = {}
    taken: set[int] = set()
    hits = sorted(_find_phrases(words, thesaurus), key=lambda hit: (-hit[2], -len(hit[0]), hit[0], hit[1]))
    for places, number, weight in hits:
        if weight == 1 and not taken.intersection(places):
            taken.update(places)
            _keep(found, thesaurus.met([number], weight))
    for place, word in enumerate(words):
        if place not in taken and word not in _SMALL:
            numbers = next((thesaurus.words[form] for form in _forms(word) if form in thesaurus.words), None)
            _keep(found, thesaurus.met(numbers, 1.0) if numbers else split_compound(word, thesaurus))
    _keep(found, (met for _, number, weight in hits if weight < 1 for met in thesaurus.met([number], weight)))
    return sorted(found.values(), key=lambda met: (-met.weight, met.concept_id))


def _keep(found: dict[str, Met], mets: Iterable[Met]) -> None:
    for met in mets:
        if met.concept_id not in found or found[met.concept_id].weight < met.weight:
            found[met.concept_id] = met


def _find_phrases(words: list[str], thesaurus: Thesaurus) -> Iterator[tuple[tuple[int, ...], int, float]]:
    """Every phrase in a list of words: the places of its words, its term's row, its weight."""
    places: dict[str, list[int]] = {}
    rank, content = [], 0
    for place, word in enumerate(words):
        rank.append(content)
        content += word not in _SMALL
        for form in _forms(word):
            places.setdefault(form, []).append(place)
    for first in places:
        for keys, number in thesaurus.phrases.get(first, ()):
            if all(key in places for key in keys):
                yield from _place_phrase(keys, number, places, rank)


def _place_phrase(
    keys: tuple[str, ...], number: int, places: dict[str, list[int]], rank: list[int]
) -> Iterator[tuple[tuple[int, ...], int, float]]:
    strict = any(key in _SMALL for key in keys)
    for start in places[keys[0]]:
        at = [min(places[key], key=lambda place: abs(place - start)) for key in keys]
        if len(set(at)) < len(keys):
            continue
        steps = [after - before for before, after in pairwise(at)]
        ranks = [rank[place] for place in at]
        close = [after - before == 1 for before, after in pairwise(ranks)]
        if all(step == 1 for step in steps) or (not strict and all(close)):
            yield tuple(at), number, 1.0
        elif not strict and max(ranks) - min(ranks) < len(keys) + _SPREAD:
            yield tuple(at), number, _LOOSE


@lru_cache(maxsize=1 << 17)
def split_compound(word: str, thesaurus: Thesaurus | None = None) -> tuple[Met, ...]:
    """The concepts of a compound's first and last part, where they are among the thesaurus's own.

    The longest part wins. A part of three letters counts only where the rest is listed too.

    >>> [met.term for met in split_compound("cykelparkeringarna")]
    ['cykel', 'parkering']
    """
    thesaurus = thesaurus or read_thesaurus()
    cuts = range(2, len(word) - 1)
    head = next((cut for cut in reversed(cuts) if _is_head(word, cut, thesaurus)), None)
    tail = next((cut for cut in cuts if _is_tail(word, cut, thesaurus)), None)
    first = thesaurus.met(thesaurus.heads[word[:head]], _PART) if head else ()
    last = thesaurus.met(thesaurus.tails[_tail(word[tail:], thesaurus)], _PART) if tail else ()
    return (*first, *last)


def _tail(rest: str, thesaurus: Thesaurus) -> str:
    """The last part that the end of a word is a form of, or empty: "ska" is no form of "skola" here."""
    if not (rest[:_START] in thesaurus.starts or rest[:_SHORT] in thesaurus.starts):
        return ""
    fitting = (form for form in _forms(rest) if form in thesaurus.tails and rest.startswith(form[:_START]))
    return next(fitting, "")


def _is_head(word: str, cut: int, thesaurus: Thesaurus) -> bool:
    head, rest = word[:cut], word[cut:]
    if head not in thesaurus.heads or len(rest) < _SHORT:
        return False
    return len(head) > _SHORT or bool(_tail(rest, thesaurus)) or any(form in thesaurus.words for form in _forms(rest))


def _is_tail(word: str, cut: int, thesaurus: Thesaurus) -> bool:
    tail = _tail(word[cut:], thesaurus)
    return bool(tail) and (len(tail) > _SHORT or word[:cut] in thesaurus.heads)


class Weighed(NamedTuple):
    """How much texts lean towards concepts (``values``, texts × concepts), and the row of the best term, or -1."""

    values: NDArray[np.float64]
    terms: NDArray[np.int32]


def weigh_concepts(texts: Sequence[str], thesaurus: Thesaurus | None = None) -> Weighed:
    """How much each text looks like each concept, by the letters of its most similar term.

    The square of the cosine of TF-IDF vectors over 3 to 5 letters within words, nothing below ``GATE``; the square
    makes one close term count for more than many distant ones. Areas and groups weigh half (``WEIGHTS``).

    >>> weighed = weigh_concepts(["Bygg gångbanor"])
    >>> bool(weighed.values.max() > 0.1)
    True
    """
    thesaurus = thesaurus or read_thesaurus()
    shape = (len(texts), len(thesaurus.concepts))
    values, best = np.zeros(shape, dtype=np.float64), np.full(shape, -1, dtype=np.int32)
    for start in range(0, len(texts), 256):
        part = slice(start, start + 256)
        values[part], best[part] = _weigh(texts[part], thesaurus)
    return Weighed(values * sort_weights(thesaurus), best)


def _weigh(texts: Sequence[str], thesaurus: Thesaurus) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    vectorizer, vectors, concepts = _letters(thesaurus)
    alike = (vectorizer.transform(texts) @ vectors).tocoo()
    met = alike.data >= GATE
    rows, terms, values = alike.row[met], alike.col[met], alike.data[met].round(9)
    # The best term is written last; of two as good the first, rounded so that processors agree on what is as good.
    order = np.lexsort((-terms, values))
    where, shape = (rows[order], concepts[terms[order]]), (len(texts), len(thesaurus.concepts))
    weights, best = np.zeros(shape), np.full(shape, -1, dtype=np.int32)
    weights[where], best[where] = values[order] ** 2, terms[order]
    return weights, best


@lru_cache(maxsize=4)
def _letters(thesaurus: Thesaurus) -> tuple[Any, Any, NDArray[np.int64]]:
    """The vectors of all terms, and each one's concept."""
    # scikit-learn takes a second to import; who only splits words need not wait for it.
    from sklearn.feature_extraction.text import TfidfVectorizer

    concepts = thesaurus.terms.concept_id.map(thesaurus.place).to_numpy()
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = vectorizer.fit_transform(thesaurus.terms.term).T.tocsr()
    return vectorizer, vectors, concepts


def sort_weights(thesaurus: Thesaurus) -> NDArray[np.float64]:
    """The weight of every concept's sort, in the order of the concepts."""
    sorts = thesaurus.concepts.note.str.split(r"[;\s]").str[0]
    return sorts.map(WEIGHTS).to_numpy(dtype=np.float64)


# --- verbs and committees -----------------------------------------------------------------------------------


class Turn(NamedTuple):
    """A verb or filler of verbs.csv in a text: the first word's place (from 0), how many words, kind, and whether it
    takes away whatever it governs ("avskaffa"), which "minska" does not when its object is an evil.
    """

    place: int
    length: int
    kind: str
    away: bool


@lru_cache(maxsize=1 << 15)
def find_turns(text: str) -> tuple[Turn, ...]:
    """The verbs and fillers of verbs.csv in a text (kinds ``empty``, ``turn``, ``inquire``), the longest at each place.

    >>> [turn.kind for turn in find_turns("Utred en nedläggning")]
    ['inquire', 'turn']
    """
    words, found = split_words(text), []
    place = 0
    while place < len(words):
        options = [entry for form in _verb_forms(words[place]) for entry in _verbs().get(form, ())]
        fitting = [entry for entry in options if _stands_at(entry[0], words, place)]
        best = max(fitting, key=lambda entry: len(entry[0]), default=None)
        if best:
            found.append(Turn(place, len(best[0]), *best[1:]))
        place += len(best[0]) if best else 1
    return tuple(found)


def _stands_at(keys: tuple[str, ...], words: list[str], place: int) -> bool:
    there = words[place : place + len(keys)]
    return len(there) == len(keys) and all(key in _verb_forms(word) for key, word in zip(keys, there, strict=True))


def _verb_forms(word: str) -> tuple[str, ...]:
    """As ``_forms``, but "byggande" is no form of "bygga": a noun or a participle says what, not what to do."""
    return (word,) if word.endswith(_NOT_DICTIONARY[:2]) else _forms(word)


@lru_cache(maxsize=1)
def _verbs() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    entries: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for row in _read("verbs", SWEDISH).itertuples():
        keys = tuple(_key(word) for word in split_words(row.term))
        away = row.polarity == "-1" and not row.note.startswith("with an evil")
        entries.setdefault(keys[0], []).append((keys, row.kind, away))
    return entries


@lru_cache(maxsize=1)
def _committee_words() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = []
    for row in _read("committee_words", SWEDISH).itertuples():
        end = r"(?!\w)" if len(row.term) <= _SHORT else ""
        rows.append((row.kind, row.term, re.compile(rf"(?<!\w){re.escape(row.term)}{end}")))
    return tuple(rows)


def find_kinds(name: str) -> dict[str, int]:
    """The kinds of committee that a committee's name points to, and by how many words; empty where it points nowhere.

    A word inside a longer one that was found too does not count.

    >>> find_kinds("Kultur- och idrottsnämnden")
    {'kultur-fritid': 2}
    """
    folded = fold(name)
    met = [(kind, term) for kind, term, pattern in _committee_words() if pattern.search(folded)]
    whole = [(kind, term) for kind, term in met if not any(term != other and term in other for _, other in met)]
    return {kind: sum(each == kind for each, _ in whole) for kind in sorted({kind for kind, _ in whole})}
