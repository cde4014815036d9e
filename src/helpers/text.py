"""The running text: its sentences, its words, and how heavy it is to read."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.cleaning import show
from helpers.plan import Plan

SENTENCES = {"theme_id": "str", "line": "int64", "number": "int64", "text": "str"}
"""The columns of a table of sentences, with their dtypes; ``number`` counts within the line, from 1."""

LONG = 6
"""A word with more letters than this is long (Björnsson 1968)."""

_END = re.compile(r"[.!?…]+[\"”»')*]*(?=\s+[\"“”«»'(*–-]*\s*[A-ZÅÄÖÉÜ0-9])")
_FINISHED = r"[.!?…:][\"”»')*]*$"
_WORD = re.compile(r"\w+(?:[-:’']\w+)*")


def running_text(plan: Plan) -> pd.DataFrame:
    """The lines of prose as they stand, each with the lead of a list that follows on the same line.

    ``plan.prose`` leaves such a lead out, and stray asterisks too. Gives theme_id, line, text.

    >>> running_text(plan).text.str.endswith(":*").sum()  # doctest: +SKIP
    1
    """
    lines = plan.lines[plan.lines.line.isin(plan.prose.line)]
    texts = lines.text.map(show)
    table = pd.DataFrame({"theme_id": lines.part_id, "line": lines.line, "text": texts})
    return table.reset_index(drop=True)


def split_sentences(prose: pd.DataFrame, abbreviations: Iterable[str] = ()) -> pd.DataFrame:
    """One row per sentence of each line; a sentence that runs on over the next line is two rows.

    A sentence ends in ``.``, ``!``, ``?`` or ``…`` (and a closing sign), when white space and a capital or a digit
    follow and it is no abbreviation. Takes theme_id, line, text; gives theme_id, line, number (within the line), text.

    >>> prose = pd.DataFrame({"theme_id": ["vatten"], "line": [7], "text": ["Bra, t.ex. Lingon. Så blir det!"]})
    >>> split_sentences(prose, ["t.ex."]).text.tolist()
    ['Bra, t.ex. Lingon.', 'Så blir det!']
    """
    known = {abbreviation.casefold() for abbreviation in abbreviations}
    rows = [
        (row.theme_id, row.line, number, text)
        for row in prose.itertuples()
        for number, text in enumerate(_split(str(row.text), known), start=1)
    ]
    return pd.DataFrame(rows, columns=list(SENTENCES)).astype(SENTENCES)


def _split(text: str, abbreviations: set[str]) -> list[str]:
    ends = [end.end() for end in _END.finditer(text)]
    ends = [end for end in ends if text[:end].split()[-1].casefold().lstrip("(\"“”'") not in abbreviations]
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [piece for piece in pieces if piece]


def join_broken(sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences made whole: a row that no sign ends is joined with the next one of the same theme.

    Takes and gives theme_id, line, number, text; line and number are those of the beginning.

    >>> rows = [("vatten", 1, 1, "Det är inget"), ("vatten", 3, 1, "vi är emot.")]
    >>> join_broken(pd.DataFrame(rows, columns=["theme_id", "line", "number", "text"])).text.item()
    'Det är inget vi är emot.'
    """
    ended = sentences.text.str.contains(_FINISHED)
    nth = ended.astype("int64").cumsum() - ended.astype("int64")
    groups = sentences.assign(nth=nth).groupby(["theme_id", "nth"], sort=False)
    whole = groups.agg(line=("line", "first"), number=("number", "first"), text=("text", " ".join))
    return whole.reset_index()[list(SENTENCES)].astype(SENTENCES)


def bullets_as_sentences(bullets: pd.DataFrame) -> pd.DataFrame:
    """Every bullet as one sentence, to be counted with the prose or not.

    Takes theme_id, line, text (such as ``plan.demands``); gives theme_id, line, number (always 1), text.
    """
    return bullets.assign(number=1)[list(SENTENCES)].astype(SENTENCES)


def words_of(text: str) -> list[str]:
    """The words of a text, numbers too, as written; what a hyphen holds together is one word.

    >>> words_of("Inför 6 timmars arbetsdag, barn- och ungdomsvård efter COVID-19.")
    ['Inför', '6', 'timmars', 'arbetsdag', 'barn', 'och', 'ungdomsvård', 'efter', 'COVID-19']
    """
    return _WORD.findall(text)


def is_long(word: str) -> bool:
    """Whether a word has more than six letters.

    >>> is_long("kommun"), is_long("kommunen"), is_long("COVID-19")
    (False, True, False)
    """
    return sum(letter.isalpha() for letter in word) > LONG


def lix(sentences: pd.DataFrame, resamples: int = 10_000, seed: int = 1968) -> pd.DataFrame:
    """Readability by theme: LIX, words per sentence plus the percentage of long words (Björnsson 1968, *Läsbarhet*).

    The interval holds the middle 95 per cent of the values that resampled sentences of the theme give (percentile
    bootstrap, Efron & Tibshirani 1993): how far so few sentences can tell; missing where there is only one.

    Takes theme_id, text; gives theme_id, words, sentences, long_words, lix, low, high (one decimal), in the order
    in which the themes come.

    >>> lix(pd.DataFrame({"theme_id": ["a", "a"], "text": ["Kommunen växer.", "Vi bor kvar."]})).lix.item()
    22.5
    """
    rows = [(theme, *_measure(group, resamples, seed)) for theme, group in sentences.groupby("theme_id", sort=False)]
    columns = ["theme_id", "words", "sentences", "long_words", "lix", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _measure(group: pd.DataFrame, resamples: int, seed: int) -> tuple[int, int, int, float, float, float]:
    found = group.text.map(words_of)
    words = found.map(len).to_numpy()
    long_words = found.map(lambda each: sum(map(is_long, each))).to_numpy()
    value = _index(words, long_words)
    low, high = _interval(words, long_words, resamples, seed)
    return int(words.sum()), len(group), int(long_words.sum()), round(float(value), 1), low, high


def _index(words: np.ndarray, long_words: np.ndarray) -> np.ndarray:
    """LIX along the last axis, which runs over the sentences."""
    total = words.sum(axis=-1)
    return np.asarray(total / words.shape[-1] + 100 * long_words.sum(axis=-1) / total)


def _interval(words: np.ndarray, long_words: np.ndarray, resamples: int, seed: int) -> tuple[float, float]:
    count = len(words)
    if count < 2:
        return float("nan"), float("nan")
    # RandomState, for its stream is promised to stay the same in every version of numpy
    drawn = np.random.RandomState(seed).randint(0, count, size=(resamples, count))
    low, high = np.percentile(_index(words[drawn], long_words[drawn]), [2.5, 97.5])
    return round(float(low), 1), round(float(high), 1)
