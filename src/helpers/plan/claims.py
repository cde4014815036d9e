"""Sentences of ours that name lines of a document, beside the words that stand there."""

import re
from collections.abc import Iterator

import pandas as pd

from helpers.errors import PlanError
from helpers.plan.clean import show
from helpers.plan.read import Plan

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”*(])|\n\s*\n|\n(?=[-|] |\d+\. )")
_NAMED = re.compile(r"\b(?:rad(?:en|erna)?|lines?)\s+(\d+(?:(?:,\s+|\s*–\s*|\s+(?:to|till|och|and)\s+)\d+)*)")
_RANGE = re.compile(r"(\d+)(?:\s*–\s*|\s+(?:to|till)\s+)(\d+)|(\d+)")


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
