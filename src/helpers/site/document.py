"""The whole document as a page: every line with its number and its role, its own address, and a box to search it."""

from typing import NamedTuple

import pandas as pd

from helpers.plan.clean import show
from helpers.plan.read import Plan
from helpers.plan.schemas import APART, ROLES
from helpers.site.page import render_page
from helpers.words import Words

KINDS = {
    "theme": "heading",
    "committee": "heading",
    "title": "heading",
    "heading": "heading",
    "prose": "prose",
    "demand_lead": "lead",
    "demand": "demand",
    "mission_lead": "lead",
    "mission": "mission",
    **dict.fromkeys(("budget_heading", "budget_header", "budget_row", "budget_total"), "budget"),
    "blank": "blank",
    **dict.fromkeys(APART, "other"),
}
"""What a reader has to tell apart, by role: fewer kinds than there are roles."""


class Line(NamedTuple):
    """A line as the page shows it: its number, its kind, the text as it looks, its id if it is a demand or mission."""

    number: int
    kind: str
    text: str
    item: str


def list_document(plan: Plan) -> list[Line]:
    """Every line of the document for the page; a budget row's tabs stay.

    >>> list_document(plan)[267].item
    'sbn-06'
    """
    assert set(KINDS) == set(ROLES)
    items = pd.concat([plan.demands.set_index("line").demand_id, plan.missions.set_index("line").mission_id])
    return [Line(row.line, KINDS[row.role], show(row.text), items.get(row.line, "")) for row in plan.lines.itertuples()]


def document_page(plan: Plan, words: Words, home: str = "", *, crossref: bool = True) -> str:
    """The page: readable without its script, which adds the search. Line n has the address ``#rad-n``.

    With ``crossref`` every demand and mission has a link into the page of the cross-reference beside it.

    >>> '<li id="rad-1"' in document_page(plan, words)
    True
    """
    lines = list_document(plan)
    kinds = [kind for kind in dict.fromkeys(KINDS.values()) if kind in {line.kind for line in lines} - {"blank"}]
    return render_page("dokumentet", words, home, lines=lines, kinds=kinds, crossref=crossref)
