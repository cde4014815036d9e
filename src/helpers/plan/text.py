"""The words of a plan: sentences, lines that name something, and which words set a part apart."""

import re

import numpy as np
import pandas as pd

from helpers.lemmas import WORD, lemmatise
from helpers.plan import cues
from helpers.plan.clean import clean, fold, show
from helpers.plan.read import Plan


def search_lines(lines: pd.DataFrame, terms: pd.DataFrame, pattern: str = "pattern") -> pd.DataFrame:
    """Every line in which a term's pattern occurs, capitals or not.

    Takes lines (line, text, role, part_id) and terms (the first column names the term; the column ``pattern``
    holds a regular expression, an empty one finds nothing). Gives term, line, role, part_id, words (what was
    found, as written, each once, joined by ", "), text (cleaned); in the order of the terms, then of the lines.

    >>> terms = pd.DataFrame({"term": ["elever"], "pattern": [r"elev(?:er|erna)?"]})
    >>> search_lines(plan.lines, terms).line.head(2).tolist()
    [119, 123]
    """
    folded = [(line, fold(str(line.text))) for line in lines.itertuples()]
    rows = [
        (name, line.line, line.role, line.part_id, words, clean(str(line.text)))
        for name, expression in zip(terms.iloc[:, 0], terms[pattern], strict=True)
        for line, text in folded
        if (words := _find(str(expression), text))
    ]
    return pd.DataFrame(rows, columns=["term", "line", "role", "part_id", "words", "text"])


def _find(expression: str, text: str) -> str:
    hits = [hit.group() for hit in re.finditer(expression, text, re.IGNORECASE) if hit.group()]
    return ", ".join(dict.fromkeys(hits))


def count_lines(hits: pd.DataFrame, terms: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """On how many lines each term occurs, in all and by part; 0 says "not found by this pattern", and nothing more.

    Takes what search_lines gives, its terms, and the ids of the parts to count; gives term, lines, one column per part.
    """
    names = terms.iloc[:, 0].tolist()
    table = pd.crosstab(hits.term, hits.part_id).reindex(index=names, columns=parts, fill_value=0)
    table.insert(0, "lines", [int((hits.term == name).sum()) for name in names])
    return table.rename_axis(index="term", columns=None).reset_index()


def list_places(hits: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Where each term occurs and in which words: a row for every term, empty texts where it was not found.

    Takes what search_lines gives, and its terms; gives term, lines (how many), places (line numbers, joined by ", "),
    words (as written, each once, joined by ", ").
    """
    rows = []
    for name in terms.iloc[:, 0]:
        own = hits[hits.term == name]
        words = dict.fromkeys(word for found in own.words for word in found.split(", "))
        rows.append((name, len(own), ", ".join(map(str, own.line)), ", ".join(words)))
    return pd.DataFrame(rows, columns=["term", "lines", "places", "words"])


SENTENCES = {"theme_id": "str", "line": "int64", "number": "int64", "text": "str"}
"""The columns of a table of sentences, with their dtypes; ``number`` counts within the line, from 1."""

LONG = 6
"""A word with more letters than this is long (Björnsson 1968)."""

RESAMPLES = 10_000
"""How often the sentences of a theme are drawn anew for the interval of its readability."""


def running_text(plan: Plan) -> pd.DataFrame:
    """The lines of prose as they stand, each with the lead of a list that follows on the same line.

    ``plan.prose`` leaves such a lead out, and stray asterisks too. Gives theme_id, line, text.

    >>> int(running_text(plan).text.str.endswith(":*").sum())
    1
    """
    lines = plan.lines[plan.lines.line.isin(plan.prose.line)]
    texts = lines.text.map(show)
    table = pd.DataFrame({"theme_id": lines.part_id, "line": lines.line, "text": texts})
    return table.reset_index(drop=True)


def split_sentences(prose: pd.DataFrame) -> pd.DataFrame:
    """One row per sentence of each line, as ``cues.split_sentences`` has it.

    One that runs on over the next line is two rows. Takes theme_id, line, text; gives theme_id, line, number (within
    the line), text.

    >>> prose = pd.DataFrame({"theme_id": ["vatten"], "line": [7], "text": ["Bra, t.ex. Lingon. Så blir det!"]})
    >>> split_sentences(prose).text.tolist()
    ['Bra, t.ex. Lingon.', 'Så blir det!']
    """
    rows = [
        (row.theme_id, row.line, number, text)
        for row in prose.itertuples()
        for number, (_, text) in enumerate(cues.split_sentences(str(row.text)), start=1)
    ]
    return pd.DataFrame(rows, columns=list(SENTENCES)).astype(SENTENCES)


def join_broken(sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences made whole: a row that no sign ends is joined with the next one of the same theme.

    Takes and gives theme_id, line, number, text; line and number are those of the beginning.

    >>> rows = [("vatten", 1, 1, "Det är inget"), ("vatten", 3, 1, "vi är emot.")]
    >>> join_broken(pd.DataFrame(rows, columns=["theme_id", "line", "number", "text"])).text.item()
    'Det är inget vi är emot.'
    """
    ended = sentences.text.str.contains(cues.FINISHED.pattern)
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
    return WORD.findall(text)


def is_long(word: str) -> bool:
    """Whether a word has more than six letters.

    >>> is_long("kommun"), is_long("kommunen"), is_long("COVID-19")
    (False, True, False)
    """
    return sum(letter.isalpha() for letter in word) > LONG


def lix(sentences: pd.DataFrame, seed: int = 1968) -> pd.DataFrame:
    """Readability by theme: LIX, words per sentence plus the percentage of long words (Björnsson 1968, *Läsbarhet*).

    The interval holds the middle 95 per cent of the values that resampled sentences of the theme give (percentile
    bootstrap, Efron & Tibshirani 1993): how far so few sentences can tell; missing where there is only one.

    Takes theme_id, text; gives theme_id, words, sentences, long_words, lix, low, high (one decimal), in the order
    in which the themes come.

    >>> lix(pd.DataFrame({"theme_id": ["a", "a"], "text": ["Kommunen växer.", "Vi bor kvar."]})).lix.item()
    22.5
    """
    rows = [(theme, *_measure(group, seed)) for theme, group in sentences.groupby("theme_id", sort=False)]
    columns = ["theme_id", "words", "sentences", "long_words", "lix", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _measure(group: pd.DataFrame, seed: int) -> tuple[int, int, int, float, float, float]:
    found = group.text.map(words_of)
    words = found.map(len).to_numpy()
    long_words = found.map(lambda each: sum(map(is_long, each))).to_numpy()
    value = _index(words, long_words)
    low, high = _interval(words, long_words, seed)
    return int(words.sum()), len(group), int(long_words.sum()), round(float(value), 1), low, high


def _index(words: np.ndarray, long_words: np.ndarray) -> np.ndarray:
    """LIX along the last axis, which runs over the sentences."""
    total = words.sum(axis=-1)
    return np.asarray(total / words.shape[-1] + 100 * long_words.sum(axis=-1) / total)


def _interval(words: np.ndarray, long_words: np.ndarray, seed: int) -> tuple[float, float]:
    count = len(words)
    if count < 2:
        return float("nan"), float("nan")
    # RandomState, for its stream is promised to stay the same in every version of numpy
    drawn = np.random.RandomState(seed).randint(0, count, size=(RESAMPLES, count))
    low, high = np.percentile(_index(words[drawn], long_words[drawn]), [2.5, 97.5])
    return round(float(low), 1), round(float(high), 1)


def count_words(texts: pd.DataFrame, stopwords: pd.DataFrame, part: str = "theme_id") -> pd.DataFrame:
    """How often each word is used in each part, by dictionary form; numbers and stop words (either form) are left out.

    Takes ``part`` and text, and stop words (word); gives ``part``, word, count, forms (as written, in small letters,
    joined by ", "), the parts in the order in which they come, the most frequent word first.

    >>> texts = pd.DataFrame({"theme_id": ["park"], "text": ["Parken och parkerna"]})
    >>> count_words(texts, pd.DataFrame({"word": ["och"]})).values.tolist()
    [['park', 'park', 2, 'parken, parkerna']]
    """
    stopped = set(stopwords.word)
    rows = [
        (row[part], form, lemmatise(form))
        for row in texts.to_dict("records")
        for form in map(str.casefold, words_of(row["text"]))
        if form not in stopped and not any(map(str.isdigit, form))
    ]
    used = pd.DataFrame(rows, columns=[part, "form", "word"])
    used = used[~used.word.isin(stopped)]
    counts = used.groupby([part, "word"], sort=False).form.agg(["size", lambda forms: ", ".join(sorted(set(forms)))])
    counts = counts.set_axis(["count", "forms"], axis=1).reset_index()
    return _sort_in_parts(counts, part, "count")


def distinctive_words(counts: pd.DataFrame) -> pd.DataFrame:
    """How much more often each word is used in a part than in the others, with how sure that is.

    Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words", eq. 16
    and 22). The prior is the whole text's word frequencies, weighing as much as an average part; ``z`` is the
    log-odds ratio over its standard deviation, so a word used twice cannot come far.

    Takes theme_id, word, count; gives the same rows with elsewhere (count in all other parts), log_odds, z (two
    decimals), each part's highest z first.

    >>> counts = pd.DataFrame({"theme_id": ["a", "a", "b"], "word": ["park", "buss", "buss"], "count": [3, 1, 4]})
    >>> distinctive_words(counts).word.tolist()
    ['park', 'buss', 'buss']
    """
    sizes = counts.groupby("theme_id")["count"].sum()
    whole = counts.groupby("word")["count"].sum()
    here, size, everywhere = counts["count"], counts.theme_id.map(sizes), counts.word.map(whole)
    weight = sizes.sum() / len(sizes)
    prior = everywhere / sizes.sum() * weight
    there, rest = everywhere - here, sizes.sum() - size
    ratio = _log_odds(here + prior, size + weight) - _log_odds(there + prior, rest + weight)
    z = ratio / np.sqrt(1 / (here + prior) + 1 / (there + prior))
    table = counts.assign(elsewhere=there, log_odds=ratio.round(2), z=z.round(2))
    return _sort_in_parts(table, "theme_id", "z")


def _sort_in_parts(table: pd.DataFrame, part: str, by: str) -> pd.DataFrame:
    """The parts in the order in which they come, in each of them the highest value first."""
    nth = {name: n for n, name in enumerate(table[part].unique())}
    order = table.assign(nth=table[part].map(nth)).sort_values(["nth", by, "word"], ascending=[True, False, True])
    return order.drop(columns="nth").reset_index(drop=True)


def _log_odds(uses: pd.Series, size: pd.Series) -> pd.Series:
    return np.log(uses / (size - uses))


def opening_verbs(bullets: pd.DataFrame, verbs: pd.DataFrame) -> pd.DataFrame:
    """The bullets with their first word and its verb.

    A bullet opens with a verb when its first word is the infinitive, present or imperative of one in the list;
    anything else (a noun, an adjective, "att", a slip of the pen) is no verb, and is left to the reader.

    Takes text, and verbs (verb, present, imperative); gives the bullets with opening (as written) and verb (the
    infinitive; missing where there is none).

    >>> verbs = pd.DataFrame({"verb": ["stärka"], "present": ["stärker"], "imperative": ["stärk"]})
    >>> opening_verbs(pd.DataFrame({"text": ["Stärk vården", "Fler lärare"]}), verbs).verb.fillna("–").tolist()
    ['stärka', '–']
    """
    forms = verbs.melt(id_vars="verb", value_vars=["present", "imperative"], value_name="form")
    known = {verb: verb for verb in verbs.verb} | dict(zip(forms.form, forms.verb, strict=True))
    opening = bullets.text.map(lambda text: (words_of(text) or [""])[0]).astype("str")
    return bullets.assign(opening=opening, verb=opening.str.casefold().map(known).astype("str"))
