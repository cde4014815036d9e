"""Who has read a plan, as its folder says: a language model, people, both, or nobody says."""

from pathlib import Path

import pandas as pd

from helpers.grids import fold
from helpers.plan.read import Plan
from helpers.tables import Table, find_table, read_rows, read_table

READERS = {"person": "people", "language model": "machine"}
"""Who may have read (``kind`` in readers.csv), and which variant of a phrase says so."""


TABLE = Table(("pass", "kind", "reader", "remark"), ("pass",), {"kind": tuple(READERS)})
"""What readers.csv must be."""


def read_reader_rows(folder: Path) -> pd.DataFrame:
    """readers.csv of a folder of passes, each row's index its line; raises PlanError as ``tables.read_table`` does."""
    return read_table(find_table(folder, "readers"), TABLE)


def read_kinds(plan: Plan) -> tuple[str, ...]:
    """Who made each pass that has been settled, by ``kind`` in passes/readers.csv; nothing where there is no such file.

    A reader who is listed, and whose pass has no vote in links.csv, has not read yet. Where nothing has been settled,
    all that are listed count.
    """
    folder = plan.folder / "passes"
    if not find_table(folder, "readers").is_file():
        return ()
    readers = read_reader_rows(folder)
    read = _list_settled(plan)
    return tuple(readers.kind if read is None else readers.kind[readers["pass"].map(fold).isin(read)])


def _list_settled(plan: Plan) -> set[str] | None:
    """The passes that have a vote in links.csv; None where it says nothing of passes."""
    path = find_table(plan.folder, "links")
    votes = read_rows(path, ["demand_id"]).filter(regex="^pass_") if path.is_file() else pd.DataFrame()
    return {fold(name.removeprefix("pass_")) for name in votes if (votes[name] != "").any()} if len(votes) else None


def list_committees_read(plan: Plan) -> set[str] | None:
    """The ids (folded) of the committees whose missions have been read, where every settled pass names some of them in
    readers.csv (``committees``, parted by spaces); None where one does not, which has then read all.

    >>> list_committees_read(plan) is None
    True
    """
    folder = plan.folder / "passes"
    rows = read_reader_rows(folder) if find_table(folder, "readers").is_file() else pd.DataFrame()
    named = rows.get("committees")
    read = _list_settled(plan)
    if named is None or read is None:
        return None
    mine = [fold(each) for each in named[rows["pass"].map(fold).isin(read)]]
    return {each for cell in mine for each in cell.split()} if mine and all(mine) else None


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
    return {fold(name) for each in said for name in rows["pass"][~each.map(fold).isin(["", "nej", "no", "0"])]}
