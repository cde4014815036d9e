"""The page to check: every line with its role beside its page, the doubtful ones first; and the same as xlsx."""

import base64
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers import HERE
from helpers.check.ledger import list_remarks, read_check_words, tabulate_lines
from helpers.check.summary import is_sure, summarise
from helpers.colour import make_palette, mix
from helpers.documents.pages import render_pages
from helpers.errors import PlanError
from helpers.files import write_bytes
from helpers.grids import read_grids
from helpers.plan.read import Plan
from helpers.workbook import Book, is_saved, write_workbook

NAME = "kontroll"
"""The name of both files, without their endings."""

PICTURE_WIDTH = 700
"""How wide a page's picture is, in pixels."""

_TINTS = {"demand": "accent", "mission": "second", "theme": "accent", "committee": "second"}


def write_check(plan: Plan, folder: Path) -> list[str]:
    """Write kontroll.html and kontroll.xlsx into a folder, and give what is to be said of them.

    Both are in Swedish and stand by themselves: nothing is fetched. Where the plan was brought as a PDF, the page
    shows each of its pages beside the lines that were read there. A workbook that somebody has saved since is kept, and
    the rows that were changed in it are named: what it says counts only in lines.csv.

    >>> write_check(plan, Path("build/borlange-v-2022"))
    []
    """
    write_bytes(folder / f"{NAME}.html", render_check(plan).encode("utf-8"))
    path = folder / f"{NAME}.xlsx"
    if is_saved(path):
        return list(_tell_changed(plan, path))
    write_workbook(make_book(plan), path)
    return []


def _tell_changed(plan: Plan, path: Path) -> Iterator[str]:
    """What a person has changed in the workbook, row by row, and how it comes to count."""
    try:
        grids = {grid.place: grid.rows for grid in read_grids(path)}
    except PlanError as error:
        yield str(error)
        return
    sheets = {f"{path.name}, blad {name}": table for name, table in make_book(plan).sheets.items()}
    said = [each for place, table in sheets.items() for each in _list_changed(place, grids.get(place, []), table)]
    yield from said[:_MOST_CHANGED]
    if len(said) > _MOST_CHANGED:
        yield f"… och {len(said) - _MOST_CHANGED} rader till"
    yield f"{path.name} har sparats av någon och lämnas som den är: skriv roller i lines.csv, ta bort den och kör om"


_MOST_CHANGED = 20


def _list_changed(place: str, rows: list[tuple[int, list[str]]], table: pd.DataFrame) -> Iterator[str]:
    """The rows of a sheet with cells that its table has otherwise; a row is known by the line it is about."""
    own = {str(row[0]): [*map(_show, row)] for row in [tuple(table.columns), *table.itertuples(index=False)]}
    for at, cells in rows:
        pairs = zip_longest(map(_show, cells), own.get(cells[0], []), fillvalue="")
        changed = ", ".join(f"’{cell}’" for cell, before in pairs if cell != before)
        if changed:
            yield f"{place}, rad {at}: {changed} räknas inte"


def _show(cell: Any) -> str:
    return "" if cell is None or pd.isna(cell) else " ".join(str(cell).split())


def render_check(plan: Plan) -> str:
    """The page as html.

    >>> "Vad som lästes" in render_check(plan)
    True
    """
    environment = Environment(
        loader=FileSystemLoader(HERE / "check"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    lines = tabulate_lines(plan)
    return environment.get_template("kontroll.html").render(
        document=plan.file.document,
        folder=plan.folder.resolve().name,
        summary=summarise(plan),
        is_sure=is_sure(plan),
        doubts=list_remarks(plan, "doubts").to_dict("records"),
        noticed=list_remarks(plan, "noticed").to_dict("records"),
        sheets=list(_list_sheets(plan, lines)),
        roles=read_check_words()["roles"],
        counts=lines.role.value_counts().to_dict(),
        parts={**dict(plan.themes[["theme_id", "title"]].values), **dict(plan.committees.values[:, :2])},
        colours=_colours(),
    )


def _list_sheets(plan: Plan, lines: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The lines page by page, each page with its picture where there is one; all in one where no page is known."""
    pictures = dict(_draw_pages(plan))
    rows = lines.assign(page=lines.page.ffill()).astype(object).where(lines.notna(), None).to_dict("records")
    for page, own in groupby(rows, key=lambda row: None if pd.isna(row["page"]) else int(row["page"])):
        yield {"page": page, "picture": pictures.get(page or 0, ""), "lines": list(own)}


def _draw_pages(plan: Plan) -> Iterator[tuple[int, str]]:
    """The pages of the plan's PDF as addresses that hold the picture itself."""
    document = plan.folder / "document.pdf"
    if document.is_file():
        for number, picture in render_pages(document, width=PICTURE_WIDTH):
            yield number, "data:image/png;base64," + base64.b64encode(picture).decode("ascii")


def _colours() -> dict[str, str]:
    palette = make_palette()
    tints = {role: mix("#ffffff", getattr(palette, name), 0.14) for role, name in _TINTS.items()}
    return {"ink": palette.ink, "muted": palette.muted, "rule": palette.rule, "accent": palette.accent} | tints


def make_book(plan: Plan) -> Book:
    """The same as a workbook: what was read in short, the lines to look at first, and all lines.

    >>> list(make_book(plan).sheets)
    ['Rader', 'Osäkert']
    """
    lines = tabulate_lines(plan)
    headings = {
        "line": "rad",
        "page": "sida",
        "role": "role (i lines.csv)",
        "role_sv": "roll",
        "part": "tema eller nämnd",
        "text": "text",
        "doubt": "osäkert",
        "noticed": "märkt",
    }
    shown = lines.rename(columns=headings)
    return Book(
        {"Rader": shown, "Osäkert": shown[lines.doubt != ""]},
        notes=[(NAME.capitalize(), ""), *[(text, " ") for text in summarise(plan)]],
        notes_name="Kort",
        title=plan.file.document.title,
    )
