"""The texts that a plan's labels were made of: where the plan has them under other ids later, the labels follow."""

import hashlib
import re
from collections.abc import Iterator, Mapping

import pandas as pd

from helpers.files import write_bytes
from helpers.grid import fold
from helpers.plan.read import Plan
from helpers.tables import Table, find_table, read_rows, read_table, render_table

FILE = "settled_texts"
"""The table beside links.csv, written with it: kind (demand, mission, committee), id, text."""

TABLE = Table(("kind", "id", "text"), ("id",), {"kind": ("demand", "mission", "committee")})


def list_texts(plan: Plan) -> pd.DataFrame:
    """The text of every demand and mission and the name of every committee: kind, id, text.

    >>> list_texts(plan).kind.value_counts().to_dict()
    {'mission': 72, 'demand': 35, 'committee': 8}
    """
    kinds = {
        "demand": (plan.demands.demand_id, plan.demands.text),
        "mission": (plan.missions.mission_id, plan.missions.text),
        "committee": (plan.committees.committee_id, plan.committees.name),
    }
    rows = [(kind, *row) for kind, columns in kinds.items() for row in zip(*columns, strict=True)]
    return pd.DataFrame(rows, columns=["kind", "id", "text"], dtype="str")


def read_texts(plan: Plan) -> pd.DataFrame:
    """The texts that the labels in a plan's folder were settled from; no rows where nobody kept them.

    >>> len(read_texts(plan))
    0
    """
    path = find_table(plan.folder, FILE)
    return read_table(path, TABLE, {}) if path.is_file() else list_texts(plan).iloc[:0]


def list_ids(plan: Plan) -> dict[str, list[str]]:
    """The ids of a plan by the column that they stand in, those from when the labels were settled too.

    >>> {column: len(ids) for column, ids in list_ids(plan).items()}
    {'demand_id': 35, 'mission_id': 72, 'committee_id': 8}
    """
    known = pd.concat([list_texts(plan), read_texts(plan)])
    return {f"{kind}_id": known.id[known.kind == kind].tolist() for kind in ("demand", "mission", "committee")}


HANDED = "handed_texts"
"""The table of all texts that the ids of a plan which is not yet settled have had at any run: kind, id, text."""


def keep_handed(plan: Plan) -> None:
    """Add the texts of a plan to those that its ids have had (``HANDED``), from before it is settled on.

    >>> keep_handed(plan)
    """
    path = find_table(plan.folder, HANDED)
    if path.is_file() or not find_table(plan.folder, "links").is_file():
        write_bytes(path, render_table(pd.concat([_read_handed(plan), list_texts(plan)]).drop_duplicates()))


def _read_handed(plan: Plan) -> pd.DataFrame:
    path = find_table(plan.folder, HANDED)
    return read_rows(path, TABLE.columns)[[*TABLE.columns]] if path.is_file() else list_texts(plan).iloc[:0]


def list_changed(plan: Plan) -> set[str]:
    """The ids (folded) that have stood for several texts: of a number alone, nobody knows which of them it means.

    >>> list_changed(plan)
    set()
    """
    known = pd.concat([_read_handed(plan), read_texts(plan), list_texts(plan)])
    counts = known.text.map(fold_text).groupby(known.id.map(fold)).nunique()
    return {*counts.index[counts > 1]}


EDITION = "plan_"
"""What a heading begins with that says which texts a file with ids alone was made of."""


def name_edition(plan: Plan) -> str:
    """The heading that says which ids and texts a plan has: another one where one of them is another.

    >>> name_edition(plan)
    'plan_9148c3'
    """
    table = list_texts(plan)
    said = "\n".join(f"{unit} {fold_text(text)}" for unit, text in zip(table.id, table.text, strict=True))
    return EDITION + hashlib.sha256(said.encode("utf-8")).hexdigest()[:6]


def find_moved(plan: Plan) -> dict[str, str]:
    """The ids whose text is another now than when the labels were settled: with the id that has it now, or with
    nothing where the plan has it no more, or several times. A committee goes with its missions to a new name.

    >>> find_moved(plan)
    {}
    """
    now = name_texts(plan)
    moved, texts = {}, read_texts(plan)
    for kind, unit, text in texts[["kind", "id", "text"]].itertuples(index=False):
        if (meant := follow(unit, text, now.get(kind, {}))) != unit:
            moved[unit] = meant
    return moved | dict(_find_renamed(plan, texts, moved))


def _find_renamed(plan: Plan, texts: pd.DataFrame, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The committees whose names are gone, each with the one of a new name that has all the missions which it had, and
    no other's.
    """
    owners = dict(zip(plan.missions.mission_id, plan.missions.committee_id, strict=True))
    had: dict[str, set[str]] = {unit: set() for unit in texts.id[texts.kind == "committee"]}
    for mission in texts.id[texts.kind == "mission"]:
        had.setdefault(mission.rpartition("-")[0], set()).add(owners.get(moved.get(mission, mission), ""))
    named = {moved.get(unit, unit) for unit in had}
    for unit, having in had.items():
        (*_, now) = sorted(having) or [""]
        others = set().union(*(each for other, each in had.items() if other != unit))
        if moved.get(unit) == "" and having - {""} == {now} and now not in named | others:
            yield unit, now


def list_former(plan: Plan) -> dict[str, str]:
    """The names of committees that had others when the labels were settled, each with its id now.

    >>> list_former(plan)
    {}
    """
    texts, names = read_texts(plan), name_texts(plan).get("committee", {})
    old = dict(zip(texts.id, texts.text, strict=True))
    renamed = ((old[unit], now) for unit, now in find_moved(plan).items() if now in names)
    return {name: now for name, now in renamed if fold_text(name) != fold_text(names[now])}


def name_texts(plan: Plan) -> dict[str, dict[str, str]]:
    """The texts of a plan by kind and id.

    >>> name_texts(plan)["demand"]["jobb-2"]
    'verka för att fler unga får jobb'
    """
    return {kind: dict(zip(rows.id, rows.text, strict=True)) for kind, rows in list_texts(plan).groupby("kind")}


def follow(unit: str, text: str, own: Mapping[str, str]) -> str:
    """The id that a row is about by the text that it carries, whatever its id; "" where none has it, or several.

    >>> follow("skola-1", "Bygg fler hus", {"skola-1": "Lugn i skolan", "bostad-1": "Bygg fler hus."})
    'bostad-1'
    """
    said = fold_text(text)
    if fold_text(own.get(unit, "")) == said:
        return unit
    meant = [each for each, shown in own.items() if fold_text(shown) == said]
    return meant[0] if len(meant) == 1 else ""


def fold_text(text: str) -> str:
    """A text as texts are compared: its words alone.

    >>> fold_text("Bygg fler – hus.")
    'bygg fler hus'
    """
    return " ".join(re.findall(r"\w+", fold(text)))
