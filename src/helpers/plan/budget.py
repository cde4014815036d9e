"""The budget frames: do the rows add up, what part is each, what is that of a hundred kronor or per inhabitant."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from helpers.errors import PlanError
from helpers.language import round_half
from helpers.plan.read import Plan
from helpers.tables import read_rows


def check_totals(budget: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """The rows against the stated sums, both ways: years with rows and no sum are there, and with a sum and no rows.

    Takes budget (year, amount_tkr) and totals (year, amount_tkr); gives year, rows_tkr, stated_tkr, difference_tkr
    (rows less stated; missing where either is), agrees (bool).

    >>> rows = pd.DataFrame({"year": [2022, 2022], "amount_tkr": [1, 2]})
    >>> check_totals(rows, pd.DataFrame({"year": [2022], "amount_tkr": [3]})).agrees.item()
    True
    """
    rows = budget.groupby("year").amount_tkr.sum().rename("rows_tkr")
    stated = totals.groupby("year").amount_tkr.first().rename("stated_tkr")
    check = pd.concat([rows, stated], axis=1).astype("Int64").rename_axis("year").reset_index()
    difference = check.rows_tkr - check.stated_tkr
    return check.assign(difference_tkr=difference, agrees=(difference == 0).fillna(False).astype(bool))


def apportion(amounts: Sequence[int], whole: int) -> list[int]:
    """Whole numbers in proportion to the amounts that add up to ``whole`` exactly: the method of largest remainders.

    Hamilton's method (Balinski & Young 1982, *Fair Representation*), in exact fractions; of equal remainders the
    earlier one is served first. Raises ValueError where an amount is negative or all are zero.

    >>> apportion([1, 1, 1], 100)
    [34, 33, 33]
    """
    if min(amounts, default=-1) < 0 or sum(amounts) == 0:
        raise ValueError(f"only amounts of 0 or more, and not all 0, can be apportioned; found {list(amounts)}")
    quotas = [Fraction(int(amount) * whole, int(sum(amounts))) for amount in amounts]
    parts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda n: parts[n] - quotas[n])
    for n in by_remainder[: whole - sum(parts)]:
        parts[n] += 1
    return parts


def take_frames(plan: Plan, year: int | None = None) -> pd.DataFrame:
    """The rows of ``plan.budget`` for the plan's year or another one, costs without a sign: where no amount is above
    zero, the table writes its costs with a minus.

    >>> len(take_frames(plan))
    10
    """
    rows = plan.budget[plan.budget.year == (year or plan.file.document.year)]
    return rows.assign(amount_tkr=-rows.amount_tkr) if len(rows) and rows.amount_tkr.max() <= 0 else rows


def tabulate_frames(plan: Plan, year: int | None = None) -> pd.DataFrame:
    """Amount, share and place of every frame, the largest first, for the plan's year or another one of the table.

    Gives label, committee_id, amount_tkr, share_percent (one decimal, each rounded by itself), hundred_ore (öre of a
    hundred kronor, apportioned by largest remainder: they add up to 10 000), line.

    >>> tabulate_frames(plan).share_percent.tolist()[:2]
    [31.0, 30.5]
    """
    rows = take_frames(plan, year)
    frames = rows.sort_values(["amount_tkr", "line"], ascending=[False, True]).reset_index(drop=True)
    amounts = [int(amount) for amount in frames.amount_tkr]
    frames["share_percent"] = [float(round_half(Decimal(100 * part) / sum(amounts), 1)) for part in amounts]
    frames["hundred_ore"] = apportion(amounts, 10_000)
    return frames[["label", "committee_id", "amount_tkr", "share_percent", "hundred_ore", "line"]]


def adds_up(frames: pd.DataFrame) -> bool:
    """Whether what is printed of the frames, each rounded by itself, adds up as printed: millions and shares.

    Takes ``tabulate_frames``.

    >>> adds_up(tabulate_frames(plan))
    False
    """
    millions = [round_half(amount / 1000, 1) for amount in frames.amount_tkr]
    shares = [round_half(share, 1) for share in frames.share_percent]
    return sum(millions) == round_half(int(frames.amount_tkr.sum()) / 1000, 1) and sum(shares) == 100


def round_safely(low: float, high: float) -> int:
    """The one value that both bounds round to, at the finest power of ten where they do.

    What is printed is then the same wherever between the bounds the truth lies.

    >>> round_safely(69_039.4, 69_065.8), round_safely(7_979.3, 7_982.4)
    (69000, 7980)
    """
    step = 1
    while _round(low, step) != _round(high, step):
        step *= 10
    return _round(low, step)


def _round(value: float, step: int) -> int:
    return int(round_half(value / step)) * step


def per_inhabitant(amount_tkr: int, inhabitants: int, plus_minus: int) -> int:
    """Kronor per inhabitant, rounded until the uncertainty of the number of inhabitants cannot show.

    >>> per_inhabitant(3_608_000, 52_250, 10)
    69000
    """
    kronor = amount_tkr * 1000
    return round_safely(kronor / (inhabitants + plus_minus), kronor / (inhabitants - plus_minus))


def compare_attention(plan: Plan) -> pd.DataFrame:
    """Missions beside money: how many missions each committee is given, and its frame.

    Gives committee_id, missions, amount_tkr (missing where the table has no row for it; added up where it has
    several), in the plan's order.

    >>> compare_attention(plan).set_index("committee_id").missions["ks"].item()
    19
    """
    frames = tabulate_frames(plan).groupby("committee_id").amount_tkr.sum()
    missions = plan.missions.committee_id.value_counts()
    table = plan.committees[["committee_id"]].copy()
    table["missions"] = table.committee_id.map(missions).fillna(0).astype("int64")
    table["amount_tkr"] = table.committee_id.map(frames).astype("Int64")
    return table


STATUSES = ("exact", "derived", "approximate", "inference")
"""How sure a fact is: stated by its source, computed from what sources state, estimated, concluded by us."""

COLUMNS = ["key", "value", "unit", "as_of", "source_url", "status", "note"]


def read_facts(folder: str | Path) -> pd.DataFrame:
    """The facts of a plan's folder, indexed by key: columns value (text), unit, as_of, source_url, status, note.

    Raises PlanError as ``read_rows`` does, and for other columns, a doubled key, a fact without a source, a status that
    is not one of ``STATUSES``.

    >>> read_facts("data/borlange-v-2022").value["majority_bun_increase"]
    '39'
    """
    path = Path(folder) / "facts.csv"
    facts = read_rows(path, COLUMNS)
    if list(facts.columns) != COLUMNS:
        raise PlanError(path, 1, f"kolumnerna {', '.join(facts.columns)}", f"De ska vara {', '.join(COLUMNS)}.")
    doubled, bare = facts.key[facts.key.duplicated()], facts.key[facts.source_url == ""]
    strange = facts.status[~facts.status.isin(STATUSES)]
    for found, keys, remedy in (
        ("en andra gång nyckeln", doubled, "Behåll en."),
        ("ingen source_url för", bare, "Ange varifrån uppgiften kommer."),
        ("fel status för", strange, f"Den ska vara något av {', '.join(STATUSES)}."),
    ):
        if len(keys):
            raise PlanError(path, int(str(keys.index[0])), f"{found} {keys.iloc[0]!r}", remedy)
    return facts.set_index("key")


def list_hosts(facts: pd.DataFrame, key: str) -> list[str]:
    """The sites that a fact comes from: those of the facts that its note names by their keys and its own, each once and
    without ``www.``. Takes ``read_facts``. Raises KeyError for a key that is not there.

    >>> list_hosts(read_facts("data/borlange-v-2022"), "population_2021")
    ['borlange.se', 'hurvibor.se', 'fastighetsvarlden.se']
    """
    named = [other for other in re.findall(r"\w+", facts.note[key]) if other in facts.index]
    hosts = [urlsplit(url).hostname or url for url in facts.source_url[[*named, key]]]
    return list(dict.fromkeys(host.removeprefix("www.") for host in hosts))


def read_inhabitants(plan: Plan) -> tuple[int, int]:
    """The number of inhabitants and how far it may be off, as plan.toml names them.

    Raises PlanError where plan.toml names no fact, or one that facts.csv has not or that is no whole number.

    >>> read_inhabitants(plan)
    (52254, 10)
    """
    named = plan.file.inhabitants
    if named is None:
        raise PlanError(
            "plan.toml", None, "tabellen [inhabitants] saknas", "Ange den rad i facts.csv som har invånarna."
        )
    facts = read_facts(plan.folder)
    if named.fact not in facts.index:
        raise PlanError(
            "facts.csv", None, f"raden {named.fact!r} saknas", "plan.toml [inhabitants] anger den, så den ska finnas."
        )
    value = str(facts.value[named.fact])
    number = "".join(value.split())
    if not number.isdecimal() or int(number) <= named.plus_minus:
        remedy = f"Skriv ett heltal med siffror, större än plus_minus i plan.toml ({named.plus_minus})."
        lines = read_rows(plan.folder / "facts.csv", COLUMNS).index
        found = f"{value!r} för {named.fact!r}"
        raise PlanError("facts.csv", int(lines[facts.index.get_loc(named.fact)]), found, remedy)
    return int(number), named.plus_minus
