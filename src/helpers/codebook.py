"""What a reader may say, and in which columns: how a mission stands to a demand, and why a committee is named."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from helpers.files import ROOT
from helpers.grid import fold, fold_heading, list_headings
from helpers.grids.read import read_grids

CARRYING = ("exact", "close", "narrower", "broader")
"""The relations in which a mission carries a demand, in whole or in part (SKOS mapping terms; codebook.md)."""

RELATIONS = (*CARRYING, "related", "none")
"""All relations; ``related`` does not carry, and ``none`` is a vote of no."""

DEFINITIONS = {
    "in whole": ("exact", "close", "broader"),
    "in whole or part": CARRYING,
    "related counted too": (*CARRYING, "related"),
}
"""What may count as carrying a demand: a headline that depends on it is shown under each."""

GRADES = {"whole": DEFINITIONS["in whole"], "part": ("narrower",), "related": ("related",)}
"""How much a demand is answered, or a mission answers, at best; ``none`` where there is no link at all."""

UNANSWERED = ("related", "none")
"""The grades of a demand that no mission answers, even in part."""

STATES = (*GRADES, "none", "unread")
"""What can be said of a demand, the most first; that it is unread only where nobody has read it."""

EXCEPTIONS_FIRST = ("none", "related", "part", "whole", "unread")
"""The same in the order that pictures have them."""

BASES = ("mission", "remit", "none")
"""Why a committee has to act: a mission of its own, its ordinary remit, or (outvoted) not at all."""

RANKS = {"none": 0, "related": 1, "narrower": 2, "broader": 2, "close": 3, "exact": 4}
"""How much of a demand a mission carries, by relation: the order that votes are settled and compared in."""

BASIS_RANKS = {"none": 0, "remit": 1, "mission": 2}
"""The same for the basis on which a committee has to act."""

COLUMNS = {
    "links": ["demand_id", "mission_id", "relation", "confidence", "reason"],
    "committees": ["demand_id", "committee_id", "basis", "lead", "reason"],
}
"""The columns of the two tables that a reader hands in, in order."""


@cache
def list_spellings(columns: tuple[str, ...]) -> Mapping[str, str]:
    """What each of these columns may be called in a header, by ``fold_heading``: its name, or one of headings.csv.

    >>> list_spellings(("key", "decision"))["beslut"]
    'decision'
    """
    theirs = {heading: column for heading, column in list_headings() if column in columns}
    return theirs | {fold_heading(column): column for column in columns}


HANDED_IN = tuple(dict.fromkeys([*COLUMNS["links"], *COLUMNS["committees"], "slot"]))
"""Every column that a file of readings may have, with the one that says what the form has proposed."""


@cache
def _list_values() -> dict[str, str]:
    rows = read_grids(ROOT / "data" / "swedish" / "answers.csv")[0].rows[1:]
    return {each: each for each in (*RELATIONS, *BASES)} | {fold(word): value for _, (value, word) in rows}


def strip_marks(cell: str) -> str:
    """A cell without what may stand around an answer: the end of a sentence, quotation marks, or the marks by which
    Markdown sets a word apart; as it stands where there is nothing else in it.

    >>> strip_marks("”exact”."), strip_marks("*")
    ('exact', '*')
    """
    return cell.strip(".,;!*`_ \"'’”“") or cell.strip()


def read_value(cell: str) -> str:
    """A relation, a basis or a kind of reader as we write it, of a cell in capitals or in words (answers.csv); what is
    none of these as it stands.

    >>> read_value("Exact."), read_value("narrower – en del av kravet"), read_value("Kanske?")
    ('exact', 'narrower', 'Kanske?')
    """
    said = fold(cell)
    ways = [
        {_list_values().get(each, each) for each in map(strip_marks, parts) if each}
        for parts in ([said], _AGAIN.split(said))
    ]
    return next(
        (value for way in ways if len(way) == 1 for value in way if value in _list_values().values()), cell.strip()
    )


_AGAIN = re.compile(r"[/()=:]| - ")
"""What parts an answer in one word from the same in another: "narrower – en del av kravet"."""


def suggest_value(cell: str, values: Iterable[str]) -> str:
    """The answer that a cell is nearly written as, as it should be; nothing where it is like none of these values.

    >>> suggest_value("besläktadt", RELATIONS), suggest_value("kanske", RELATIONS)
    ('besläktat', '')
    """
    words = [word for word, value in _list_values().items() if value in {*values}]
    return next(iter(get_close_matches(strip_marks(fold(cell)), words, 1, 0.75)), "")


_LEADS = dict.fromkeys(("", "0", "0.0", "0,0", "nej", "ej", "leder inte", "falskt", "false", "no", "☐", "□"), "0")
_LEADS |= dict.fromkeys(
    ("1", "1.0", "1,0", "ja", "leder", "lead", "x", "sant", "true", "yes", "✓", "✔", "✅", "☑", "☒"), "1"
)


def read_lead(cell: str) -> str:
    """Whether a committee leads, ``1`` or ``0``, of a cell with a word or a tick; what is none of these as it stands.

    >>> read_lead("Ja"), read_lead("☒"), read_lead(""), read_lead("kanske")
    ('1', '1', '0', 'kanske')
    """
    return _LEADS.get(strip_marks(fold(cell)), cell)


def read_decision(cell: str) -> str:
    """A person's decision as the codebook writes it: a relation, or a basis and ``lead`` where the committee leads.

    >>> read_decision("En del av kravet."), read_decision("Ordinarie ansvar, leder"), read_decision("mission lead")
    ('narrower', 'remit lead', 'mission lead')
    """
    said = strip_marks(fold(cell))
    basis, _, last = said.rpartition(" ")
    return f"{read_value(basis)} lead" if last in list_spellings(("lead",)) else read_value(said)


def read_headings(cells: Iterable[str]) -> list[str]:
    """The cells of a header, those that name a column of ours (``COLUMNS``, headings.csv) as we write it.

    >>> read_headings(["Krav-id", "UPPDRAG", "Anteckning"])
    ['demand_id', 'mission_id', 'anteckning']
    """
    return [list_spellings(HANDED_IN).get(fold_heading(cell), fold(cell)) for cell in cells]
