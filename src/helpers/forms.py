"""The Excel form to read a plan in: lines to fill with drop-down lists, beside the codebook and the plan's own texts.

It has the columns of ``helpers.answers``, which reads it back. The same plan gives the same bytes.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from textwrap import shorten

import pandas as pd
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.answers import COLUMNS, label_unit
from helpers.export import write_bytes
from helpers.labels import BASES, RELATIONS
from helpers.plan import Plan
from helpers.sheets import CODEBOOK, FIRST, order_proposals
from helpers.workbook import Book, pack, render_workbook

FREE = {"links": 6, "committees": 4}
"""How many empty lines the form has for each demand, in each table."""

SPARE = 30
"""How many more there are at the end, for any demand."""

_WORDS = {"relation": RELATIONS, "basis": BASES, "lead": ("1", "0")}
_WIDTHS = {"A": 45, "B": 55, "C": 12, "D": 12, "E": 45}  # in characters: most cells are empty as yet
_LONGEST = 120  # characters of a unit's text in a list: the whole text stands in a sheet of its own
_ITEM = re.compile(r"- `([^`]+)`: (.+)")


def render_form(
    plan: Plan, proposals: pd.DataFrame | None = None, first: int = FIRST, codebook: Path = CODEBOOK
) -> bytes:
    """The bytes of the form: the codebook, Links and Committees to fill in, the plan's texts, and the lists (hidden).

    Takes proposals (demand_id, mission_id, score): the ``first`` of them for each demand stand in its lines, best
    first, and have no relation until a reader gives one. Raises ValueError as ``sheets.order_proposals`` does.

    >>> len(render_form(plan)) > 100_000  # doctest: +SKIP
    True
    """
    demands = _label(plan.demands.demand_id, plan.demands.text)
    lists = {
        "Demands": list(demands.values()),
        "Missions": list(_label(plan.missions.mission_id, plan.missions.text).values()),
        "Committees": list(_label(plan.committees.committee_id, plan.committees.name).values()),
    }
    sheets = {
        "Links": _lay_out_links(plan, demands, proposals, first),
        "Committees": _lay_out("committees", demands, {}),
        "Plan": _list_texts(plan),
        "Lists": pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in lists.items()}),
    }
    document = plan.file.document
    title = f"{document.title}, {document.party}: reading form"
    notes = _list_notes(codebook.read_text(encoding="utf-8"))
    book = Book(sheets, notes=notes, notes_name="Codebook", warning=title, title=title, language=document.language)
    workbook = load_workbook(BytesIO(render_workbook(book)))
    for name in ("Links", "Committees"):
        _add_lists(workbook[name], lists)
        for column, width in _WIDTHS.items():
            workbook[name].column_dimensions[column].width = width
    workbook["Lists"].sheet_state = "hidden"
    return pack(workbook)


def write_form(plan: Plan, path: Path, proposals: pd.DataFrame | None = None) -> bool:
    """Write the form as .xlsx; True where the file was written.

    >>> write_form(plan, Path("build/form.xlsx"))  # doctest: +SKIP
    True
    """
    return write_bytes(path, render_form(plan, proposals))


def _label(ids: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """Units as the lists show them, by id."""
    pairs = zip(ids, texts, strict=True)
    return {unit: label_unit(unit, shorten(text, _LONGEST, placeholder=" …")) for unit, text in pairs}


def _lay_out_links(plan: Plan, demands: dict[str, str], proposals: pd.DataFrame | None, first: int) -> pd.DataFrame:
    """The lines of the sheet of links: what is proposed for each demand, then empty ones."""
    if proposals is None:
        return _lay_out("links", demands, {})
    missions = _label(plan.missions.mission_id, plan.missions.text)
    best = order_proposals(plan, proposals).groupby("demand_id").head(first)
    proposed = {demand: [missions[each] for each in rows.mission_id] for demand, rows in best.groupby("demand_id")}
    return _lay_out("links", demands, proposed)


def _lay_out(table: str, demands: dict[str, str], proposed: dict[str, list[str]]) -> pd.DataFrame:
    """Lines for every demand: proposed ones, free ones; at the end spare ones without a demand."""
    rows = []
    for demand, label in demands.items():
        rows += [(label, each, "proposed") for each in proposed.get(demand, [])]
        rows += [(label, "", "free")] * FREE[table]
    rows += [("", "", "free")] * SPARE
    first, second, *others = COLUMNS[table]
    lines = pd.DataFrame(rows, columns=[first, second, "slot"], dtype="str")
    return lines.assign(**dict.fromkeys(others, ""))[[*COLUMNS[table], "slot"]]


def _list_texts(plan: Plan) -> pd.DataFrame:
    """The plan's themes, running text, demands, committees and missions, in the order of the document."""
    parts = [
        ("theme", plan.themes.theme_id, plan.themes.line, plan.themes.title),
        ("running text", plan.prose.theme_id, plan.prose.line, plan.prose.text),
        ("demand", plan.demands.demand_id, plan.demands.line, plan.demands.text),
        ("committee", plan.committees.committee_id, plan.committees.line, plan.committees.name),
        ("mission", plan.missions.mission_id, plan.missions.line, plan.missions.text),
    ]
    tables = [
        pd.DataFrame({"Kind": kind, "Id": ids, "Line": lines, "Text": texts}) for kind, ids, lines, texts in parts
    ]
    return pd.concat(tables).sort_values("Line", kind="stable", ignore_index=True)


def _list_notes(codebook: str) -> list[tuple[str, str]]:
    """The codebook's Markdown as label and text: headings, items by what they begin with, paragraphs."""
    notes = []
    for line in filter(None, codebook.split("\n")):
        item = _ITEM.fullmatch(line)
        if line.startswith("#"):
            notes.append((line.lstrip("# "), ""))
        elif item:
            notes.append((item[1], _unmark(item[2])))
        else:
            notes.append(("", _unmark(line)))
    return notes


def _unmark(text: str) -> str:
    return text.replace("`", "").replace("**", "")


def _add_lists(sheet: Worksheet, lists: dict[str, list[str]]) -> None:
    """Drop-down lists for the columns of a sheet: units from the sheet Lists, words of the codebook as they are."""
    choices = {name: f'"{",".join(words)}"' for name, words in _WORDS.items()}
    for letter, (name, units) in zip("ABC", lists.items(), strict=True):
        choices[f"{name.lower()[:-1]}_id"] = f"Lists!${letter}$2:${letter}${len(units) + 1}"
    for cell in [cell for cell in sheet[1] if cell.value in choices]:
        rule = DataValidation("list", choices[cell.value], allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = (
            "Not in the list",
            f"Choose a {cell.value} from the list, or leave the cell empty.",
        )
        rule.add(f"{cell.column_letter}2:{cell.column_letter}{sheet.max_row}")
        sheet.add_data_validation(rule)
