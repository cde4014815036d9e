"""The wording: which words set a theme apart, and which verbs the bullets begin with."""

import numpy as np
import pandas as pd
import simplemma

from helpers.text import words_of


def lemma(word: str) -> str:
    """The dictionary form of a Swedish word, in small letters.

    >>> lemma("Parkerna"), lemma("klyftor")
    ('park', 'klyfta')
    """
    return str(simplemma.lemmatize(word.casefold(), lang="sv")).casefold()


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
        (row[part], form, lemma(form))
        for row in texts.to_dict("records")
        for form in map(str.casefold, words_of(row["text"]))
        if form not in stopped and not any(map(str.isdigit, form))
    ]
    used = pd.DataFrame(rows, columns=[part, "form", "word"])
    used = used[~used.word.isin(stopped)]
    counts = used.groupby([part, "word"], sort=False).form.agg(["size", lambda forms: ", ".join(sorted(set(forms)))])
    counts = counts.set_axis(["count", "forms"], axis=1).reset_index()
    return _sort_in_parts(counts, part, "count")


def distinctive_words(counts: pd.DataFrame, part: str = "theme_id") -> pd.DataFrame:
    """How much more often each word is used in a part than in the others, with how sure that is.

    Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words", eq. 16
    and 22). The prior is the whole text's word frequencies, weighing as much as an average part; ``z`` is the
    log-odds ratio over its standard deviation, so a word used twice cannot come far.

    Takes ``part``, word, count; gives the same rows with elsewhere (count in all other parts), log_odds, z (two
    decimals), each part's highest z first.

    >>> counts = pd.DataFrame({"theme_id": ["a", "a", "b"], "word": ["park", "buss", "buss"], "count": [3, 1, 4]})
    >>> distinctive_words(counts).word.tolist()
    ['park', 'buss', 'buss']
    """
    sizes = counts.groupby(part)["count"].sum()
    whole = counts.groupby("word")["count"].sum()
    here, size, everywhere = counts["count"], counts[part].map(sizes), counts.word.map(whole)
    weight = sizes.sum() / len(sizes)
    prior = everywhere / sizes.sum() * weight
    there, rest = everywhere - here, sizes.sum() - size
    ratio = _log_odds(here + prior, size + weight) - _log_odds(there + prior, rest + weight)
    z = ratio / np.sqrt(1 / (here + prior) + 1 / (there + prior))
    table = counts.assign(elsewhere=there, log_odds=ratio.round(2), z=z.round(2))
    return _sort_in_parts(table, part, "z")


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
