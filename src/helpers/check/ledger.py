"""Every line of a document as it was read, in Swedish: its role, its part, its place, and why it may be wrong."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.plan.clean import clean
from helpers.plan.corrections import name_roles
from helpers.plan.layout import read_places
from helpers.plan.oddities import KINDS
from helpers.plan.read import Plan

COLUMNS = ("line", "page", "role", "role_sv", "part", "text", "doubt", "noticed")
"""The columns of the ledger."""


@cache
def read_check_words() -> dict[str, dict[str, str]]:
    """What doubts and remarks are called in Swedish, from words.toml.

    >>> read_check_words()["facts"]["year"]
    'året'
    """
    words: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return words


def name_kind(kind: str) -> str:
    """What a kind of oddity is called.

    >>> name_kind("no_total")
    'budgettabellen har ingen summa'
    """
    words = read_check_words()
    return words["doubts"].get(kind) or words["noticed"].get(kind) or KINDS[kind]


def tabulate_lines(plan: Plan) -> pd.DataFrame:
    """Every line that is not blank, in the order of the document.

    Columns: line, page (missing where the file does not say), role (as in lines.csv), role_sv ("2 krav" where a line
    holds two), part (the name of the theme or committee it stands under), text (cleaned), doubt (why the reading may be
    wrong) and noticed (what else was noticed there), both in Swedish and empty where there is nothing.

    >>> tabulate_lines(plan).role_sv.value_counts()["krav"].item()
    35
    """
    lines = plan.lines[plan.lines.role != "blank"]
    names = dict(zip(plan.themes.theme_id, plan.themes.title.str.rstrip(" :"), strict=True))
    names |= dict(zip(plan.committees.committee_id, plan.committees.name, strict=True))
    roles, places = name_roles(), read_places(plan.folder / "places.csv", list(plan.lines.text))
    keys = [*zip(lines.role, lines.line, strict=True)]
    counts = Counter(
        (kind, line)
        for kind, rows in (("demand", plan.demands), ("mission", plan.missions))
        for line in rows.drop_duplicates(["line", "text"]).line
    )
    pages = [places.get(line, {}).get("page") or None for line in lines.line]
    table = pd.DataFrame(
        {
            "line": lines.line,
            "page": pd.array([int(page) if page else pd.NA for page in pages], dtype="Int64"),
            "role": lines.role,
            "role_sv": [f"{counts[each] if counts[each] > 1 else ''} {roles[each[0]]}".strip() for each in keys],
            "part": [_name_part(part, names) for part in lines.part_id],
            "text": lines.text.map(clean),
        }
    )
    for column, group in (("doubt", "doubts"), ("noticed", "noticed")):
        table[column] = table.line.map(_join_remarks(plan, read_check_words()[group])).astype(object).fillna("")
    return table.reset_index(drop=True)[list(COLUMNS)]


def _name_part(part: Any, names: dict[str, str]) -> str:
    return "" if pd.isna(part) else ", ".join(names.get(each, each) for each in str(part).split(", "))


def _join_remarks(plan: Plan, kinds: dict[str, str]) -> "pd.Series[str]":
    """What was noticed on each line, of some kinds."""
    rows = plan.oddities[plan.oddities.kind.isin(kinds) & plan.oddities.line.notna()]
    told = rows.kind.map(kinds)
    return told.groupby(rows.line.astype(int)).agg(lambda found: "; ".join(dict.fromkeys(found)))


def list_remarks(plan: Plan, group: str) -> pd.DataFrame:
    """The doubts or what else was noticed, a row for each kind: kind, text (Swedish), times, lines (in order).

    ``group`` is ``doubts`` or ``noticed``; the kinds stand in the order of words.toml, the weightiest first.

    >>> list_remarks(plan, "noticed").set_index("kind").times["near_repeat"].item()
    3
    """
    words = read_check_words()[group]
    rows = plan.oddities[plan.oddities.kind.isin(words)]
    found = [
        (kind, text, int((rows.kind == kind).sum()), sorted({int(n) for n in rows.line[rows.kind == kind].dropna()}))
        for kind, text in words.items()
        if (rows.kind == kind).any()
    ]
    return pd.DataFrame(found, columns=["kind", "text", "times", "lines"])
