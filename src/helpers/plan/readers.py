"""Who has read a plan, as its folder says: a language model, people, both, or nobody says."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers.errors import FaultsError, PlanError
from helpers.grid import fold
from helpers.plan.read import Plan
from helpers.tables import Table, find_table, read_rows, read_table

READERS = {"person": "people", "language model": "machine"}
"""Who may have read (``kind`` in readers.csv), and which variant of a phrase says so."""

TABLE = Table(("pass", "kind", "reader"), ("pass",), {"kind": tuple(READERS)}, others=("remark", "part", "committees"))
"""What readers.csv must be."""


_FILED = re.compile(r"(?:_.*)?(?:\.(?:csv|tsv|txt|md|xls\w?|ods|numbers))+$", re.IGNORECASE)


def read_reader_rows(folder: Path) -> pd.DataFrame:
    """readers.csv of a folder of passes, each row's index its line; raises PlanError as ``tables.read_table`` does.

    A pass may be named by one of its files, with the ending.
    """
    rows = read_table(find_table(folder, "readers"), TABLE)
    return rows.assign(**{"pass": [_FILED.sub("", name) for name in rows["pass"]]})


def read_who(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Who made each pass that has been settled, by ``kind`` and ``reader`` in passes/readers.csv; nothing where that
    does not say it of all of them.

    A reader who is listed, and whose pass has no vote in links.csv, has not read yet. Where nothing has been settled,
    all that are listed count.
    """
    folder = plan.folder / "passes"
    if not find_table(folder, "readers").is_file():
        return ()
    readers = read_reader_rows(folder)
    read, listed = _list_settled(plan), readers["pass"].map(fold)
    who = [*zip(readers.kind, readers.reader.map(fold), strict=True)]
    if read is None:
        return tuple(who)
    return tuple(each for each, name in zip(who, listed, strict=True) if name in read) if read <= {*listed} else ()


def _list_settled(plan: Plan) -> set[str] | None:
    """The passes that have a vote in links.csv; None where it says nothing of passes."""
    path = find_table(plan.folder, "links")
    votes = read_rows(path, ["demand_id"]).filter(regex="^pass_") if path.is_file() else pd.DataFrame()
    return {fold(name.removeprefix("pass_")) for name in votes if (votes[name] != "").any()} if len(votes) else None


def list_committees_read(plan: Plan) -> set[str] | None:
    """The ids of the committees whose missions have been read, where every settled pass names some of them in
    readers.csv (``committees``: ids or names, parted by spaces, commas or semicolons); None where one does not, which
    has then read all. Raises FaultsError for what is no committee of the plan's.

    >>> list_committees_read(plan) is None
    True
    """
    folder = plan.folder / "passes"
    rows = read_reader_rows(folder) if find_table(folder, "readers").is_file() else pd.DataFrame()
    if "committees" not in rows:
        return None
    names = _list_names(plan)
    named = [_find_committees(cell, names) for cell in rows.committees]
    remedy = f"Planen har {', '.join(plan.committees.committee_id)}; en tom cell är alla."
    faults = [
        PlanError("readers.csv", int(str(line)), f"{name!r} som nämnd (committees)", remedy)
        for line, found in zip(rows.index, named, strict=True)
        for name, committee in found.items()
        if not committee
    ]
    if faults:
        raise FaultsError(faults)
    read = _list_settled(plan)
    mine = [set(found.values()) for found, each in zip(named, rows["pass"], strict=True) if fold(each) in (read or ())]
    return set().union(*mine) if mine and all(mine) else None


def _list_names(plan: Plan) -> dict[str, str]:
    """The committees' ids by all that they are called, folded: id, name, and the names that plan.toml gives them."""
    told = [(name, each.id) for each in plan.file.committees for name in (each.name, *each.aliases)]
    own = plan.committees[["name", "committee_id"]].itertuples(index=False, name=None)
    ids = zip(plan.committees.committee_id, plan.committees.committee_id, strict=True)
    return {fold(name): committee for name, committee in [*told, *own, *ids]}


def _find_committees(cell: str, names: Mapping[str, str]) -> dict[str, str]:
    """What a cell names, each with its committee's id ("" for none): the whole of it, or the parts between signs."""
    said = fold(cell).strip(".,;")
    if said in names or not said:
        return {said: names[said]} if said else {}
    parts = next((parts for sign in (";", ",", " och ", None) if len(parts := said.split(sign)) > 1), None)
    if parts is None:
        return {said: ""}
    return {name: committee for part in parts for name, committee in _find_committees(part, names).items()}


def is_part(plan: Plan) -> bool:
    """Whether a pass that has been settled has not read every demand, or not the missions of every committee.

    >>> is_part(plan)
    False
    """
    paths = [path for name in ("committees", "links") if (path := find_table(plan.folder, name)).is_file()]
    tables = [table for path in paths if "demand_id" in (table := read_rows(path, ["demand_id"]))]
    empty = [table.filter(regex="^pass_") == "" for table in tables]
    unread = any((each.any() & ~each.all()).any() for each in empty)  # a pass without any vote is none
    read = {fold(demand) for table in tables[:1] for demand in table.demand_id}
    all_ = {*map(fold, plan.demands.demand_id)}
    return bool(tables) and (unread or not all_ <= read or list_committees_read(plan) is not None)


def list_parts(folder: Path) -> set[str]:
    """The passes (folded) that readers.csv of a folder calls a part on purpose (``part``, or ``committees`` named).

    >>> list_parts(plan.folder / "passes")
    set()
    """
    rows = read_reader_rows(folder) if find_table(folder, "readers").is_file() else pd.DataFrame()
    said = [rows[column].str.strip() for column in ("part", "committees") if column in rows]
    unsaid = ["", "-", "nej", "no", "0"]
    return {
        fold(name)
        for each in said
        for name, cell in zip(rows["pass"], each, strict=True)
        if fold(cell).strip(".,;") not in unsaid
    }
