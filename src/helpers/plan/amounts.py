"""Amounts, units and years as they are written in a Swedish budget: one cell at a time, exactly, in no layout."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from helpers.language import round_half
from helpers.plan.clean import show
from helpers.tables import budget_words

MOST_DIGITS = 12
"""So many digits an amount has at most before its decimals; more of them are no amount."""

TKR_PER_UNIT = {"kr": Decimal("0.001"), "tkr": Decimal(1), "mnkr": Decimal(1000), "mdkr": Decimal(1_000_000)}
"""How many tkr (thousand kronor) one of each unit is."""

TOO_MUCH = 10**12
"""Amounts (tkr) from here on are slips, such as two amounts that were run together."""

UNITS = tuple(f"unit_{unit}" for unit in TKR_PER_UNIT)
"""The kinds of words that name a unit."""

MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
"""The signs that stand for a minus."""

_LOST_MINUS = re.compile(r"[\u00ad\ufffe](?=\s?\d)")  # a typed hyphen that a pdf gives as a soft one
_NOTHING = re.compile(rf"[{MINUS}_.…/*\s]*|±|n/?a|saknas", re.IGNORECASE)
_MARK = r"(?:\s*(?:\*+|⁽?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[)⁾]?|\[\d{1,2}\]|\((?:\d|[a-z])\)|(?<=\d)\d\)|\s[a-z\d]\)))"
_GROUPED = r"[1-9]\d{0,2}(?:[ .'’]\d{3})+|0|[1-9]\d*"
_NUMBER = re.compile(rf"(?P<whole>{_GROUPED})(?:[.,](?P<decimals>\d+))?")
_ENGLISH = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+(?=\.))(?:\.(?P<decimals>\d+))?")
_YEAR = re.compile(r"(?<!\d)(?<!(?<!\S)[-−–])(?:19|20)\d\d(?=\d\)|(?!\d))")
_COUNTED = re.compile(
    r"(?<![\d-])(?!(?:19|20)\d\d\b)(?:\d[\d ,.]*)?\d\s?"
    r"(?:mi?lj\w*\.?|mdr?kr|tusen|[mtk]n?kr)?\s?(?:kronor|kr)?\b(?!-tal)",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"(?:budget|plan|förslag|ram|utfall|bokslut|prognos|\bb|\bp|\bvp|\bf)\s?[-'’ ]?(\d\d)(?!\d)", re.IGNORECASE
)


class Amount(NamedTuple):
    """A number as it is written: its value in the unit it is written in."""

    value: Decimal
    unit: str | None = None  # kr, tkr, mnkr, mdkr, or % where the cell says so
    mark: str = ""  # of a footnote


@cache
def words(kind: str) -> re.Pattern[str]:
    """What matches the words of one kind in data/swedish/budget_words.csv, capitals or not, as whole words.

    >>> from helpers.plan.amounts import words
    >>> bool(words("part").match("varav gymnasieskola")), words("sum").match("Summary")
    (True, None)
    """
    return re.compile(rf"(?<!\w)(?:{budget_words()[kind]})(?!\w)", re.IGNORECASE)


def strip_words(text: str, kinds: Iterable[str]) -> str:
    """The text without the words of some kinds.

    >>> strip_words("Nämnd, tkr", ["column_label", "unit_tkr"]).strip()
    ','
    """
    for kind in kinds:
        text = words(kind).sub(" ", text)
    return text


def show_signs(raw: str) -> str:
    """The text as it looks, where a soft hyphen or a lost character before a digit is the minus that it stands for.

    >>> show_signs("Finansnetto\\t\\u00ad5,2")
    'Finansnetto\\t-5,2'
    """
    return show(_LOST_MINUS.sub("-", raw))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no amount: empty, or a dash.

    >>> is_nothing("–"), is_nothing(""), is_nothing("0")
    (True, True, False)
    """
    return bool(_NOTHING.fullmatch(show_signs(text)))


def parse_amount(text: str) -> Amount | None:
    """The amount in a cell, or None where the whole cell is none.

    Spaces of all kinds, points and apostrophes part thousands; a comma, or a point before other than three digits,
    begins the decimals. A minus is any dash before or after, the word, or parentheses. A footnote's mark is left out.

    >>> parse_amount("1 098 770").value, parse_amount("(5,2)").value, parse_amount("20,0 miljoner")
    (Decimal('1098770'), Decimal('-5.2'), Amount(value=Decimal('20.0'), unit='mnkr', mark=''))
    """
    shown = re.sub(r"\s+", " ", show_signs(text)).strip()
    shown, unit = _take_unit(shown)
    negative, shown = _take_sign(shown)
    shown, mark = _take_mark(shown)
    if mark and not negative:
        negative, shown = _take_sign(shown)
    shown, late_unit = _take_unit(shown) if unit is None else (shown, unit)
    value = _parse_number(shown)
    if value is None:
        return None
    return Amount(-value if negative else value, late_unit, mark)


def _take_unit(text: str) -> tuple[str, str | None]:
    """The text without the unit that it ends in."""
    for unit in ("mdkr", "mnkr", "tkr", "kr"):
        pattern = rf"(?<=[\d)\s,*¹²³{MINUS}])\s*(?:{words('unit_' + unit).pattern})(?:\s?(?:kr|kronor)\b)?\.?$"
        found = re.search(pattern, text, re.IGNORECASE)
        if found and found.start():
            return text[: found.start()].strip(), unit
    if text.endswith((":-", ",-", "%")):
        return text.rstrip(":,-% "), "%" if text.endswith("%") else "kr"
    return text, None


def _take_sign(text: str) -> tuple[bool, str]:
    """Whether the number is negative, and the text without its sign."""
    if inside := re.fullmatch(r"\(\s*([^()]*\d[^()]*)\)", text):
        return True, inside[1].strip().lstrip(MINUS + " ")
    if before := re.match(rf"(?:[{MINUS}]|minus)\s*(?=\d)", text, re.IGNORECASE):
        return True, text[before.end() :]
    if after := re.search(rf"(?<=\d)\s?[{MINUS}]$", text):
        return True, text[: after.start()]
    return False, re.sub(r"^[+±]\s*(?=\d)|^plus\s+", "", text)


def _take_mark(text: str) -> tuple[str, str]:
    """The text without the mark of a footnote that it ends in."""
    found = re.search(rf"(?<=[\w)]){_MARK}$", text)
    return (text[: found.start()].strip(), found[0].strip()) if found else (text, "")


def _parse_number(text: str) -> Decimal | None:
    found = _ENGLISH.fullmatch(text) or _NUMBER.fullmatch(text)
    whole, decimals = (re.sub(r"\D", "", found["whole"]), found["decimals"]) if found else ("", "")
    if not 0 < len(whole) <= MOST_DIGITS:
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def count_decimals(value: Decimal) -> int:
    """How many decimals a number is written with.

    >>> count_decimals(Decimal("300.50"))
    2
    """
    return max(0, -int(value.as_tuple().exponent))


def to_tkr(value: Decimal, unit: str) -> tuple[int, bool]:
    """Whole tkr, rounded half away from zero, and whether the number is exactly that.

    >>> to_tkr(Decimal("299.42"), "mnkr"), to_tkr(Decimal("-500"), "kr")
    ((299420, True), (-1, False))
    """
    exact = value * TKR_PER_UNIT[unit]
    whole = round_half(exact)
    return int(whole), whole == exact


def find_units(text: str) -> list[str]:
    """The units that a text names, other than as the unit of a number in it; thousands of kronor are no kronor.

    >>> find_units("Belopp i tusental kronor"), find_units("satsa 20 miljoner kronor")
    (['tkr'], [])
    """
    bare = _COUNTED.sub(" ", show(text))
    found = [unit for unit in TKR_PER_UNIT if words("unit_" + unit).search(bare)]
    return [unit for unit in found if unit != "kr"] or found


def find_years(text: str) -> list[int]:
    """The years that a text names, in its order, each as often as it stands there.

    >>> find_years("Budget 2027 Plan 28"), find_years("Revision 2 475"), find_years("2027–2029"), find_years("-2027")
    ([2027, 2028], [], [2027, 2029], [])
    """
    shown = show(text)
    places = [(each.start(), int(each[0])) for each in _YEAR.finditer(shown)]
    short = [(each.start(1), 2000 + int(each[1])) for each in _SHORT_YEAR.finditer(shown)]
    taken = {place + shift for place, _ in places for shift in range(4)}
    return [year for _, year in sorted(places + [each for each in short if each[0] not in taken])]
