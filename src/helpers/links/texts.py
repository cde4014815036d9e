"""The texts that a plan's labels were made of: where the plan has them under other ids later, the labels follow."""

import hashlib
import re

import pandas as pd

from helpers.grids import fold
from helpers.plan.read import Plan
from helpers.tables import Table, find_table, read_table

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
    nothing where the plan has it no more, or several times.

    >>> find_moved(plan)
    {}
    """
    now = {
        kind: dict(zip(rows.id, rows.text.map(fold_text), strict=True))
        for kind, rows in list_texts(plan).groupby("kind")
    }
    moved = {}
    for kind, unit, text in read_texts(plan)[["kind", "id", "text"]].itertuples(index=False):
        own, said = now.get(kind, {}), fold_text(text)
        if own.get(unit) != said:
            meant = [each for each, shown in own.items() if shown == said]
            moved[unit] = meant[0] if len(meant) == 1 else ""
    return moved


def fold_text(text: str) -> str:
    """A text as texts are compared: its words alone.

    >>> fold_text("Bygg fler – hus.")
    'bygg fler hus'
    """
    return " ".join(re.findall(r"\w+", fold(text)))
