"""Frames that stand a line each in the parts of their committees ("Ram 2027: 64 200 tkr"), or in a sentence each
("Skolnämndens ram blir 64,2 mnkr"), read as one table; and the sum that a sentence says.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from helpers.plan.amounts import TKR_PER_UNIT, find_years, parse_amount, to_tkr, words
from helpers.plan.budget_table import BudgetSettings
from helpers.plan.budget_tables import BudgetReading, BudgetRow, read_budget
from helpers.plan.clean import clean
from helpers.plan.columns import OWN
from helpers.plan.cues import FINISHED, SLOT, find_committees, heads_committee, match_frame, split_sentences
from helpers.plan.layout import find_mark
from helpers.plan.sides import name_side
from helpers.plan.text_tables import SourceLine

_LONGEST = 90


class _Stated(NamedTuple):
    """A line that says a frame: its number, whose it is (the line and text of the name), the year (0 where it says
    none), the amount with its unit, and whether the line says nothing else.
    """

    number: int
    owner: SourceLine
    year: int
    amount: str
    is_row: bool = True


def add_part_frames(
    reading: BudgetReading,
    lines: Sequence[SourceLine],
    find_committee: Callable[[str], str | None],
    settings: BudgetSettings,
) -> BudgetReading:
    """What was read of the budget; where no table holds frames, with those that stand in the parts of two committees
    and more, else with those that sentences say.
    """
    ways = (_find_stated, partial(_find_said, party=settings.party)) if not reading.ground else ()
    found_by = (list(find(lines, find_committee)) for find in ways)
    stated = next((each for each in found_by if len({one.owner for one in each}) > 1), [])
    stated = [each._replace(year=each.year or settings.year or 0) for each in stated]
    owners = list(dict.fromkeys(each.owner for each in stated))
    if len(owners) < 2:
        return reading
    found = read_budget(_as_table(stated, owners), find_committee, replace(settings, heading=None, total=None))
    numbers = {each.number for each in stated}
    where = f"rad {', '.join(map(str, sorted(numbers)))}"
    numbers -= {each.number for each in stated if not each.is_row}
    roles = {number: role for number, role in found.roles.items() if number in numbers}
    return replace(
        found,
        roles={**reading.roles, **roles, **dict.fromkeys(numbers - {*roles}, "budget_row")},
        rows=[*reading.rows, *found.rows],
        year_line=stated[0].number,
        ground=f"Ramarna är {len(owners)} rader eller meningar, en för varje nämnd ({where}).",
        oddities=[*reading.oddities, *found.oddities],
    )


def _find_stated(lines: Sequence[SourceLine], find_committee: Callable[[str], str | None]) -> Iterator[_Stated]:
    """The lines that say a frame below a line that names a committee; of several of one year, the first."""
    owner: SourceLine | None = None
    below = False
    seen: set[tuple[SourceLine, int]] = set()
    for line in (line for line in lines if line.text.strip()):
        text = find_mark(clean(line.text))[1]
        parts = [*_split_years(text)] if len(text) <= _LONGEST else []
        hits = [hit for part in parts if (hit := _frame_line().match(part) or (below and _year_line().match(part)))]
        below = bool(hits) or (len(text) <= _LONGEST and bool(find_committee(text)))
        if not hits:
            owner = line if len(text) <= _LONGEST and find_committee(text) else owner
        for hit in hits:
            year = int(hit["year"] or hit["after"] or 0)
            if owner and (hit["of"] or hit["unit"]) and (owner, year) not in seen:
                seen.add((owner, year))
                yield _Stated(line.number, owner, year, f"{hit['amount']} {hit['of'] or hit['unit']}")


def _find_said(
    lines: Sequence[SourceLine], find_committee: Callable[[str], str | None], party: Sequence[str]
) -> Iterator[_Stated]:
    """The sentences that say frames; of several of a committee for one year, the first. One that names another side, or
    two years, says none. "Nämndens ram" is that of the committee whose line stands last above.
    """
    owners: dict[str, SourceLine] = {}
    seen: set[tuple[SourceLine, int]] = set()
    above, headed = "", False
    for line in lines:
        text = clean(line.text)
        named = any(each.kind in ("name", "short") for each in find_committees(text))
        if 0 < len(text) <= _LONGEST and not FINISHED.search(text.rstrip(":")) and not named:
            headed = bool(_frame_word().search(text))
        above = find_mark(text)[1] if len(text) <= _LONGEST and "\t" not in text and find_committee(text) else above
        for sentence in _split_years(text) if "\t" not in line.text else ():
            years = {*find_years(sentence)}
            said = (
                _read_said(sentence, above, headed or _adds_up(sentence, text))
                if len(years) < 2 and name_side(sentence, party) != "majority"
                else []
            )
            is_row = sentence == text and not heads_committee(text, find_committees(text))
            for name, amount in said:
                owner = owners.setdefault(find_committee(name) or name, SourceLine(line.number, name))
                if (owner, max(years, default=0)) not in seen:
                    seen.add((owner, max(years, default=0)))
                    yield _Stated(line.number, owner, max(years, default=0), amount, is_row)


def _split_years(text: str) -> Iterator[str]:
    """The sentences of a text; one that says an amount for each of several years as one for each."""
    for _, sentence in split_sentences(text):
        first, *others = re.split(r"(?:,|\s+och|\s+samt)\s+(?=\d)", sentence)
        head = re.split(r"\d", first, maxsplit=1)[0]
        parts = [first, *(head + each for each in others)]
        yield from parts if others and all(len({*find_years(each)}) == 1 for each in parts) else [sentence]


def _adds_up(sentence: str, text: str) -> bool:
    """Whether the amounts of a sentence make one that its paragraph says beside it."""
    parts = list(_find_amounts(sentence))
    return len(parts) > 1 and sum(parts) in _find_amounts(text.replace(sentence, ""))


def _read_said(sentence: str, above: str, headed: bool) -> list[tuple[str, str]]:
    """The committees that a sentence names, each with the amount that it says of its frame; "nämnden" is ``above``."""
    found = find_committees(sentence)
    named = [each for each in found if each.kind == "name"] or (found[:1] if above else [])
    slotted = sentence
    for each in reversed(named):
        slotted = f"{slotted[: each.start]}{SLOT}{slotted[each.end :]}"
    hits = list(_frame_sentence().finditer(slotted))[:1] if len(named) == 1 else []
    alone = bool(named) and not FINISHED.search(sentence) and heads_committee(sentence, named)
    said = headed or alone or (len(named) > 1 and _frame_word().search(slotted))
    hits = hits or (_find_counted(slotted) if said else [])
    units = [hit["unit"] for hit in hits if hit["unit"]] or re.findall(rf"(?i)\b(?:{match_frame()[1]})\b", slotted)
    if not units or len(hits) != len(named):
        return []
    names = [each.name[0].upper() + each.name[1:] if each.kind == "name" else above for each in named]
    return [(name, f"{hit['amount']} {hit['unit'] or units[0]}") for name, hit in zip(names, hits, strict=True)]


def _find_counted(slotted: str) -> list[re.Match[str]]:
    """What a sentence, not on how frames change, says right after each committee: "Ramar: … 8,1, … 7 mnkr"."""
    unit = match_frame()[1]
    amount = r"(?P<amount>\d{1,3}(?:[ .]?\d{3})*(?:,\d+)?)"
    said = rf"{SLOT}(?: får| ges| tilldelas| på)?[:, ]*[(–-]?\s*{amount}"
    each = rf"{said}(?!\w)(?:\s*(?P<unit>{unit})(?!\w))?(?!\s+{_COMPARED})"
    return [] if words("column_change").search(slotted) else list(re.finditer(each, slotted))


@lru_cache(maxsize=1)
def _frame_word() -> re.Pattern[str]:
    return re.compile(rf"\b\w*(?:{match_frame()[0]})(?:en|et|ar|arna)?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _frame_sentence() -> re.Pattern[str]:
    """What a sentence says that tells a frame, with a slot for the committee: "ramen för … fastställs till 64,2 mnkr",
    "… får en ram på 64,2 mnkr"; not how it differs from another.
    """
    frame, unit = match_frame()
    amount = rf"(?P<amount>\d[\d\s.,]*?)\s*(?P<unit>{unit})(?!\w)"
    compared = rf"(?!\s+{_COMPARED})"
    word = rf"(?<!\w)(?!anslag\s)(?:{frame})(?:en|et)?"  # "ett anslag" may be for anything
    whose = rf"(?:{SLOT}(?:\s\w+){{0,4}}\s{word}|{word}(?:\s\w+){{0,3}}\s(?:för|till)\s{SLOT})"
    text = rf"{whose}(?!\w)(?:\s[^\s:;]+){{0,8}}?\s(?:till|på|är|blir|om)\s+{amount}{compared}"
    return re.compile(text, re.IGNORECASE)


def _as_table(stated: Sequence[_Stated], owners: Sequence[SourceLine]) -> list[SourceLine]:
    """The same as the lines of a table: a committee to a row, a year to a column."""
    years = sorted({each.year for each in stated})
    said = {(each.owner, each.year): each for each in reversed(stated)}
    above = min(owners[0].number, stated[0].number) - 1
    rows = [SourceLine(above, "\t".join(["Nämnd", *(f"Ram {year}" for year in years)]))]
    for owner in owners:
        cells = [said[owner, year].amount if (owner, year) in said else "" for year in years]
        number = next(each.number for each in stated if each.owner == owner)
        rows.append(SourceLine(number, "\t".join([clean(owner.text).rstrip(" :"), *cells])))
    return rows


@lru_cache(maxsize=1)
def _frame_line() -> re.Pattern[str]:
    """A line that says a frame and no more, with its unit: "Budgetram 2027: 64 200 tkr", "Ram (tkr): 64 200"."""
    frame, unit = match_frame()
    year = r"(?:\s+(?:för\s+)?(?:år\s+)?(?P<year>20\d\d))?"
    amount = rf"{_AMOUNT}(?:\s*(?P<unit>{unit}))?(?:\s+(?P<after>20\d\d))?(?:\s*\([^()]+\))?\.?$"
    text = rf"(?:{frame}){year}(?:\s*\((?P<of>{unit})\))?\s*[:–=-]?\s*{amount}"
    return re.compile(text, re.IGNORECASE)


@lru_cache(maxsize=1)
def _year_line() -> re.Pattern[str]:
    """A line that says a year and an amount with its unit, right below a committee: "2027: 64,2 mnkr"."""
    text = rf"(?P<year>20\d\d)\s*[:–=-]?\s+{_AMOUNT}\s*(?P<unit>{match_frame()[1]})(?P<of>)(?P<after>)\.?$"
    return re.compile(text, re.IGNORECASE)


_COMPARED = r"(?:mer|mindre|lägre|högre|större|över|under|än)(?!\w)"
_AMOUNT = r"(?P<amount>[-–−]?\d[\d\s.,]*?)"


def add_said_sum(reading: BudgetReading, lines: Sequence[SourceLine]) -> BudgetReading:
    """What was read of the budget; where no sum stands in its tables, with the one that a sentence says and that the
    frames of a year make to the last figure.
    """
    made = Counter[int]()
    for row in (row for row in reading.rows if row.kind == "frame" and row.series in OWN):
        made[row.year] += row.amount_tkr
    summed = {row.year for row in reading.rows if row.kind == "total" and row.series in OWN}
    said = [(line.number, *sum_) for line in lines for sum_ in _find_sums(clean(line.text))]
    sums = {year: each for year in {*made} - summed for each in said if each[2] == made[year]}
    found = [
        BudgetRow(label, None, year, "budget", "total", tkr, number) for year, (number, label, tkr) in sums.items()
    ]
    kept = [each for each in reading.oddities if each.kind != "no_total" or not {*sums} & {*find_years(each.text)}]
    return replace(reading, rows=[*reading.rows, *found], oddities=kept)


def _find_sums(text: str) -> Iterator[tuple[str, int]]:
    """The amounts that the sentences of a text call a sum: the word for it, and the amount in tkr."""
    for _, sentence in split_sentences(text):
        if word := words("sum_said").search(sentence):
            yield from ((word[0], tkr) for tkr in _find_amounts(sentence))


def _find_amounts(text: str) -> Iterator[int]:
    """The amounts of a text that have a unit, in tkr."""
    for hit in re.finditer(rf"\d[\d\s.,]*(?:{match_frame()[1]})(?!\w)", text, re.IGNORECASE):
        amount = parse_amount(hit[0])
        if amount and amount.unit in TKR_PER_UNIT:
            yield to_tkr(amount.value, amount.unit)[0]
