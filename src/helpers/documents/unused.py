"""What a document holds that is no part of its text: struck, hidden or deleted text, comments; kept and told."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

import pandas as pd

from helpers.tables import Table, read_table, render_table

_MOST_TOLD, _LONGEST = 20, 120


class Unused(NamedTuple):
    """A text that is left out: what it is (in Swedish), the page where one is known, the text."""

    what: str
    page: int | None
    text: str


def tell_unused(unused: Iterable[Unused]) -> Iterator[str]:
    """What was left out, kind by kind, long texts cut short.

    >>> list(tell_unused([Unused("kommentar", None, "39"), Unused("dold text", 2, "utkast")]))
    ['kommentar används inte: ”39”', 'dold text används inte: sidan 2: ”utkast”']
    """
    kinds: dict[str, list[str]] = {}
    for what, page, text in unused:
        told = f"”{shorten(text, _LONGEST, placeholder=' …')}”"
        kinds.setdefault(what, []).append(f"sidan {page}: {told}" if page else told)
    for what, texts in kinds.items():
        yield f"{what} används inte: {', '.join(texts[:_MOST_TOLD])}{' …' if len(texts) > _MOST_TOLD else ''}"


def render_unused(unused: Iterable[Unused]) -> bytes:
    """unused.csv: a row for each text that was left out.

    >>> render_unused([Unused("kommentar", 2, "39")]).decode().splitlines()
    ['what,page,text', 'kommentar,2,39']
    """
    return render_table(pd.DataFrame(unused, columns=list(Unused._fields)).astype({"page": "Int64"}))


def read_unused(folder: Path) -> list[Unused]:
    """What was left out of the document of a plan's folder; nothing where it does not say.

    Raises PlanError for a table that cannot be read.

    >>> read_unused(empty)
    []
    """
    path = folder / FILE
    if not path.is_file():
        return []
    rows = read_table(path, Table(Unused._fields, can_be_empty=True)).itertuples(index=False)
    return [Unused(row.what, int(row.page) if row.page.isdecimal() else None, row.text) for row in rows]


FILE = "unused.csv"
"""The table of a plan's folder in which it is kept."""
