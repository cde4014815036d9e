"""What stands where: lines that name something, lists of what is named and what is not, and quotes checked."""

import re
from collections.abc import Mapping

import pandas as pd

from helpers.cleaning import clean, fold
from helpers.errors import PlanError
from helpers.plan import Plan


def search_lines(lines: pd.DataFrame, terms: pd.DataFrame, pattern: str = "pattern") -> pd.DataFrame:
    """Every line in which a term's pattern occurs, capitals or not.

    Takes lines (line, text, role, part_id) and terms (the first column names the term; the column ``pattern``
    holds a regular expression, an empty one finds nothing). Gives term, line, role, part_id, words (what was
    found, as written, each once, joined by ", "), text (cleaned); in the order of the terms, then of the lines.

    >>> terms = pd.DataFrame({"term": ["elever"], "pattern": [r"elev(?:er|erna)?"]})
    >>> search_lines(plan.lines, terms).line.head(2).tolist()  # doctest: +SKIP
    [119, 123]
    """
    rows = [
        (name, line.line, line.role, line.part_id, words, clean(str(line.text)))
        for name, expression in zip(terms.iloc[:, 0], terms[pattern], strict=True)
        for line in lines.itertuples()
        if (words := _find(str(expression), str(line.text)))
    ]
    return pd.DataFrame(rows, columns=["term", "line", "role", "part_id", "words", "text"])


def _find(expression: str, text: str) -> str:
    hits = [hit.group() for hit in re.finditer(expression, fold(text), re.IGNORECASE) if hit.group()]
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


def check_quotes(plan: Plan, quotes: Mapping[int, str]) -> pd.DataFrame:
    """The quotes as a table, each found word for word on its line.

    White space, stray asterisks and Unicode composition do not count; everything else does. Takes line: words;
    gives line, role, part_id, quote. Raises PlanError where a line does not hold the words.

    >>> check_quotes(plan, {207: "ett fossilfritt samhälle senast år 2040"}).role.item()  # doctest: +SKIP
    'prose'
    """
    lines = plan.lines.set_index("line")
    for line, words in quotes.items():
        text = fold(lines.text.get(line, ""))
        if fold(words) not in text:
            remedy = f"The line reads {text[:60]!r}: quote it as it stands, or give the right line."
            raise PlanError(plan.folder / "plan.txt", line, f"no {words!r}", remedy)
    table = lines.loc[list(quotes), ["role", "part_id"]].assign(quote=list(quotes.values()))
    return table.reset_index()
