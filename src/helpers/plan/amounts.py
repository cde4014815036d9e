"""One line of a table of budget frames: its label and its amounts in tkr."""

import re
from decimal import Decimal

from helpers.plan.clean import show

TKR_PER_UNIT = {"kr": Decimal("0.001"), "tkr": Decimal(1), "mnkr": Decimal(1000)}
"""How many tkr (thousand kronor) one of each unit is."""


TOO_MUCH = 10**12
"""Amounts (tkr) from here on are slips, such as two amounts that were run together."""


_AMOUNT = re.compile(r"[-−]?(?:0|[1-9][0-9]{0,2}(?: [0-9]{3})+|[1-9][0-9]*)(?:,[0-9]+)?")


_GROUPS = 6  # of digits: more is more money than there is


_NOTHING = re.compile(r"[-–—.…]*")


_YEAR = re.compile(r"\b(?:19|20)[0-9][0-9]\b")


def split_row(raw: str, columns: int) -> tuple[str, list[str]]:
    """The label of a row and its amounts as they are written, "" where a dash is; no amounts if no year has one.

    Tabs part the cells, or else two spaces and more. Where there are neither, the amounts begin with the first word
    that has a digit in it, and are told apart by their groups of three digits. Raises ValueError where that can be
    done in no way or in several.

    >>> split_row("Byggnadsnämnden\t14 120", 1), split_row("Byggnadsnämnden 14 120 14 300", 2)
    (('Byggnadsnämnden', ['14 120']), ('Byggnadsnämnden', ['14 120', '14 300']))
    """
    label, cells = _split_cells(raw)
    if all(_NOTHING.fullmatch(cell) for cell in cells):
        return label, []
    if len(cells) == 1 and columns > 1:
        cells = _part(cells[0], columns)
    if len(cells) != columns:
        raise ValueError(f"amounts in it: {len(cells)}, years of the table: {columns}")
    return label, ["" if _NOTHING.fullmatch(cell) else cell for cell in cells]


def _split_cells(raw: str) -> tuple[str, list[str]]:
    text = show(raw) if "\t" in raw.lstrip() else re.sub(" {2,}", "\t", show(raw))
    if "\t" in raw.lstrip() or "\t" in text:
        label, *cells = [cell.strip() for cell in text.split("\t")]
        return label, [cell for cell in cells if cell]  # several tabs may stand for one: only a dash is a place
    start = re.search(r"(?<!\S)\S*\d", text)
    if start is None:
        return text, []
    label = text[: start.start()].strip()
    if re.search(r"(?<!\S)[-−–—+]$", label):
        raise ValueError("the dash before the amount may be a minus sign")
    return label, [text[start.start() :]]


def _part(cell: str, columns: int) -> list[str]:
    """Several amounts that stand in one cell, parted where their groups of digits allow only one way."""
    groups = cell.split()
    ways: dict[int, list[list[str]]] = {0: [[]]}  # how the groups up to a place can be parted: two ways are enough
    for _ in range(columns):
        longer: dict[int, list[list[str]]] = {}
        for start, begun in ways.items():
            for end in range(start + 1, min(start + _GROUPS, len(groups)) + 1):
                amount = " ".join(groups[start:end])
                if _AMOUNT.fullmatch(amount):
                    longer[end] = [*longer.get(end, []), *([*way, amount] for way in begun)][:2]
        ways = longer
    found = ways.get(len(groups), [])
    if len(found) != 1 or _AMOUNT.fullmatch(cell):
        raise ValueError(f"{cell[:40]!r} cannot be told apart into {columns} amounts")
    return found[0]


def read_amount(text: str, unit: str) -> int:
    """An amount in tkr, from the way it is written: spaces between thousands, decimal comma, minus sign.

    Raises ValueError where it does not parse or is not a whole number of tkr.

    >>> read_amount("1 098 770", "tkr"), read_amount("299,42", "mnkr"), read_amount("−70 000", "kr")
    (1098770, 299420, -70)
    """
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not an amount such as 1 098 770")
    number = Decimal(text.replace(" ", "").replace(",", ".").replace("−", "-")) * TKR_PER_UNIT[unit]
    if abs(number) >= TOO_MUCH:
        raise ValueError(f"{text[:40]!r} {unit} is more money than there is")
    if number != int(number):
        raise ValueError(f"{text!r} {unit} is not a whole number of tkr")
    return int(number)


def read_years(raw: str) -> list[int]:
    """The years of a header row, each once; none where the line has other digits than years, and so is no header.

    >>> read_years("\\t2022\\t2023"), read_years("Revision 2 475")
    ([2022, 2023], [])
    """
    text = show(raw)
    years = [] if re.search(r"\d", _YEAR.sub("", text)) else _YEAR.findall(text)
    return list(dict.fromkeys(int(year) for year in years))
