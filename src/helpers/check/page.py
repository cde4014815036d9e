"""The page to check: every line with its role beside its page, the doubtful ones first; and the same as xlsx."""

import base64
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.check.ledger import list_remarks, tabulate_lines
from helpers.check.summary import is_sure, summarise
from helpers.colour import make_palette, mix
from helpers.documents.pages import render_pages
from helpers.documents.unused import read_unused
from helpers.errors import PlanError
from helpers.files import is_saved, write_bytes
from helpers.grids.read import read_grids
from helpers.plan.corrections import name_roles
from helpers.plan.read import Plan
from helpers.tables import join_runs
from helpers.workbook import Book, write_workbook

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
    book = make_book(plan)
    short = f"{path.name}, blad {book.notes_name}"
    sheets = {f"{path.name}, blad {name}": _list_rows(table) for name, table in book.sheets.items()}
    said = [each for place, own in sheets.items() for each in _list_changed(place, grids.get(place, []), own)]
    own = [at for at, cells in grids.get(short, []) if at > len(book.notes) or any(map(str.strip, cells[1:]))]
    said += [f"{short}, rad {join_runs(own, '–')}: räknas inte"] if own else []
    said += [f"{place}: bladet räknas inte" for place, rows in grids.items() if rows and place not in (*sheets, short)]
    yield from said[:_MOST_CHANGED]
    if len(said) > _MOST_CHANGED:
        yield f"… och mer: {len(said) - _MOST_CHANGED}"
    yield f"{path.name} har sparats av någon och lämnas som den är: skriv roller i lines.csv, ta bort den och kör om"


_MOST_CHANGED = 20


def _list_changed(place: str, rows: list[tuple[int, list[str]]], own: list[list[str]]) -> Iterator[str]:
    """The rows of a sheet that are none of ``own``, whatever their numbers, with what the most similar has not."""
    known = {tuple(row[1:]) for row in own}
    for at, cells in rows:
        shown = [*map(_show, cells), *[""] * len(own[0])][: max(len(cells), len(own[0]))]
        if tuple(shown[1:]) not in known:
            near = max(own, key=lambda row: sum(a == b != "" for a, b in zip(shown[1:], row[1:], strict=False)))
            changed = [a for a, b in zip_longest(shown[1:], near[1:], fillvalue="") if a and a != b]
            said = ", ".join(f"’{cell}’" for cell in changed) or "det som är borttaget"
            yield f"{place}, rad {at}: {said} räknas inte"


def _list_rows(table: pd.DataFrame) -> list[list[str]]:
    return [[*map(_show, row)] for row in [tuple(table.columns), *table.itertuples(index=False)]]


def _show(cell: Any) -> str:
    return "" if cell is None or pd.isna(cell) else " ".join(str(cell).split())


def render_check(plan: Plan) -> str:
    """The page as html.

    >>> "Vad som lästes" in render_check(plan)
    True
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
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
        unused=read_unused(plan.folder),
        roles=name_roles(),
        counts=lines.role.value_counts().to_dict(),
        parts={**dict(plan.themes[["theme_id", "title"]].values), **dict(plan.committees.values[:, :2])},
        colours=_colours(),
    )


def _list_sheets(plan: Plan, lines: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The lines page by page, each page with its picture where there is one, also one without a line; all in one where
    no page is known.
    """
    pictures = dict(_draw_pages(plan))
    bare = [page for page in pictures if page not in set(lines.page.dropna())]
    rows = lines.assign(page=lines.page.ffill()).astype(object).where(lines.notna(), None).to_dict("records")
    for page, own in groupby(rows, key=lambda row: None if pd.isna(row["page"]) else int(row["page"])):
        while bare and bare[0] < (page or 0):
            yield {"page": bare[0], "picture": pictures[bare.pop(0)], "lines": []}
        yield {"page": page, "picture": pictures.get(page or 0, ""), "lines": list(own)}
    yield from ({"page": page, "picture": pictures[page], "lines": []} for page in bare)


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
    """The same as a workbook: what was read in short, all lines, the lines to look at first, and what is no part of
    the text where something is.

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
    unused = pd.DataFrame(read_unused(plan.folder), columns=["vad", "sida", "text"]).astype({"sida": "Int64"})
    return Book(
        {"Rader": shown, "Osäkert": shown[lines.doubt != ""]} | ({"Inte med": unused} if len(unused) else {}),
        notes=[(NAME.capitalize(), ""), *[(text, " ") for text in summarise(plan)]],
        notes_name="Kort",
        title=plan.file.document.title,
    )
