"""What we quote of a document, or say that stands on a line of it, held against that line."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from helpers.errors import PlanError
from helpers.plan.clean import fold, show
from helpers.plan.read import Plan
from helpers.tables import read_rows

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”*(])|\n\s*\n|\n(?=[-|] |\d+\. )")
_NAMED = re.compile(r"\b(?:rad(?:en|erna)?|lines?)\s+(\d+(?:(?:,\s+|\s*–\s*|\s+(?:to|till|och|and)\s+)\d+)*)")
_RANGE = re.compile(r"(\d+)(?:\s*–\s*|\s+(?:to|till)\s+)(\d+)|(\d+)")


def check_quotes(plan: Plan, quotes: Mapping[int, str]) -> pd.DataFrame:
    """The quotes as a table, each found word for word on its line.

    White space, stray asterisks and Unicode composition do not count; everything else does. Takes line: words;
    gives line, role, part_id, quote. Raises PlanError where a line does not hold the words.

    >>> check_quotes(plan, {207: "ett fossilfritt samhälle senast år 2040"}).role.item()
    'prose'
    """
    lines = plan.lines.set_index("line")
    for line, words in quotes.items():
        text = fold(lines.text.get(line, ""))
        if fold(words) not in text:
            remedy = f"Raden lyder {text[:60]!r}: citera den som den står, eller ange rätt rad."
            raise PlanError(plan.folder / "plan.txt", line, f"där står inte {words!r}", remedy)
    table = lines.loc[list(quotes), ["role", "part_id"]].assign(quote=list(quotes.values()))
    return table.reset_index()


def show_quotes(plan: Plan, part: str) -> pd.DataFrame:
    """The quotes that quotes.csv has from one part of the plan, each found on its line, with our translation.

    Takes the id of a theme or committee; gives line, words, text_en, in the order of the document. Raises PlanError
    as ``check_quotes`` does.

    >>> show_quotes(plan, "klimat").line.tolist()
    [191, 197, 207]
    """
    quotes = read_rows(plan.folder / "quotes.csv", ["line", "words", "text_en"]).astype({"line": int})
    parts = plan.lines.set_index("line").part_id
    own = quotes[quotes.line.map(parts) == part].sort_values("line").reset_index(drop=True)
    check_quotes(plan, dict(zip(own.line, own.words, strict=True)))
    return own


def find_claims(text: str) -> list[tuple[str, list[int]]]:
    """The sentences of a text that name lines, as "rad 56", "lines 236 and 268" or "rad 338–340", with those lines.

    >>> find_claims("Inget här. Partiet vill det på rad 56, 84 och 216. Two (lines 12 to 14).")
    [('Partiet vill det på rad 56, 84 och 216.', [56, 84, 216]), ('Two (lines 12 to 14).', [12, 13, 14])]
    """
    sentences = [" ".join(each.split()) for each in _SENTENCE.split(text)]
    claims = [(each, [line for found in _NAMED.finditer(each) for line in _count(found[1])]) for each in sentences]
    return [(each, list(dict.fromkeys(lines))) for each, lines in claims if lines]


def _count(named: str) -> Iterator[int]:
    for first, last, alone in _RANGE.findall(named):
        yield from range(int(first), int(last) + 1) if first else [int(alone)]


def show_claims(plan: Plan, text: str) -> pd.DataFrame:
    """Each sentence of a text that names lines of the plan, beside what stands on each of them, to be compared by eye.

    Gives claim, line, role, quote: a row for each line. Raises PlanError for a line that the document has not or that
    is blank.

    >>> show_claims(plan, "Partiet vill att fler unga får jobb (rad 112).").quote.item()
    '- *verka för att fler unga får jobb*'
    """
    lines = plan.lines.set_index("line")
    rows = [(claim, line) for claim, named in find_claims(text) for line in named]
    for claim, line in rows:
        if line not in lines.index or lines.role[line] == "blank":
            raise PlanError(plan.folder / "plan.txt", line, "där står ingenting", f"Rätta raden i meningen {claim!r}.")
    table = pd.DataFrame(rows, columns=["claim", "line"])
    return table.assign(role=table.line.map(lines.role), quote=table.line.map(lines.text).map(show))
