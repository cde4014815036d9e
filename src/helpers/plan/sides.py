"""Whose amounts a column holds, by the words over it: the plan's own party, or another side."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from helpers.plan.amounts import UNITS, strip_words, words
from helpers.plan.clean import fold
from helpers.plan.cues import known_parties


def name_side(text: str, party: Sequence[str] = ()) -> str:
    """``own`` where a head names the party (by one of its names or by its letter, alone or with others), ``majority``
    where it names only other parties or those who govern, else nothing. ``party`` is what the plan's party is called.

    >>> name_side("C-förslag 2027", ["Centerpartiet"]), name_side("S+M", ["Centerpartiet"]), name_side("Styret 2027")
    ('own', 'majority', 'majority')
    """
    names = tuple(fold(name) for name in party if fold(name))
    if _find_letters(names) & _find_parties(text) or any(_whole(name).search(text) for name in names):
        return "own"
    others = names_others(text, party) or words("column_side").fullmatch(_strip_budget(text))
    return "majority" if others else ""


def names_others(text: str, party: Sequence[str]) -> bool:
    """Whether a text names parties, and the plan's, where that is known, is not among them.

    >>> names_others("S+M", ["Centerpartiet"]), names_others("S+M", ["Moderaterna"]), names_others("S+M", [])
    (True, False, False)
    """
    found = _find_parties(text)
    return bool(party) and bool(found) and not _find_letters(party) & found


def list_others(party: Sequence[str], titles: Iterable[str]) -> tuple[str, ...]:
    """The names and letters of the parties whose plan it is not: neither the party's nor in its titles; none where the
    party is not known.

    >>> "Moderaterna" in list_others(["Centerpartiet"], []), list_others(["Granviklistan"], [])
    (True, ())
    >>> "Moderaterna" in list_others(["Centerpartiet"], ["Budget för C och M"])
    False
    """
    own = _find_letters(party)
    named = own.union(*map(_find_parties, titles))
    others = [(name, short) for name, short in _read_parties() if own and short not in named]
    return tuple(dict.fromkeys(each for names in zip(*others, strict=True) for each in names))


def _strip_budget(text: str) -> str:
    """A head without its year and the words for a budget."""
    bare = strip_words(re.sub(r"(?:19|20)\d\d", " ", text), ("column_budget", "column_plan", *UNITS))
    return bare.strip(" -–(),:")


def _find_parties(text: str) -> set[str]:
    """The letters of the parties that a text names."""
    named = {short for name, short in _read_parties() if _whole(name).search(text)}
    return named | {short for _, short in _read_parties() if _letter(short).search(text)}


def _find_letters(names: Sequence[str]) -> set[str]:
    """The letters of the party that has these names: a branch is called as its party and a place; some are joined."""
    return {short for name, short in _read_parties() for own in names if own == short or _whole(name).search(own)}


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)", re.IGNORECASE)


@cache
def _letter(short: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w:]){re.escape(short)}(?!\w|:a\b)")


@cache
def _read_parties() -> tuple[tuple[str, str], ...]:
    parties = known_parties()
    return tuple(zip(parties.name, parties.short, strict=True))
