"""What a reader gets: sheets to read a theme or a committee on, and the Excel form to fill in."""

import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from zipfile import BadZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.codebook import BASES, COLUMNS, RELATIONS
from helpers.escape import escape_markdown
from helpers.files import ROOT, write_bytes
from helpers.links.readings import label_unit
from helpers.plan.read import Plan
from helpers.workbook import Book, is_packed, pack, render_workbook

CODEBOOK = ROOT / "data" / "codebook.md"
"""The codebook that goes into every sheet and form: it knows no particular plan."""


FIRST = 10
"""How many proposals are shown for each unit: beyond them a reader goes through the rest in the plan's order."""


def order_proposals(plan: Plan, proposals: pd.DataFrame) -> pd.DataFrame:
    """Proposals in the order to read them in: by demand as in the plan, the best score first, then as in the plan.

    Takes and gives demand_id, mission_id, score. Raises ValueError for missing columns, ids that the plan has not, and
    a pair that stands twice.
    """
    columns = ["demand_id", "mission_id", "score"]
    missing = [column for column in columns if column not in proposals]
    if missing:
        raise ValueError(f"the proposals have no column {', '.join(missing)}")
    demands = {unit: n for n, unit in enumerate(plan.demands.demand_id)}
    missions = {unit: n for n, unit in enumerate(plan.missions.mission_id)}
    strange = [*sorted({*proposals.demand_id} - {*demands}), *sorted({*proposals.mission_id} - {*missions})]
    if strange:
        raise ValueError(f"the plan has no {strange[0]!r}, which is proposed")
    if proposals.duplicated(columns[:2]).any():
        raise ValueError("a pair is proposed twice")
    places = {"d": proposals.demand_id.map(demands), "m": proposals.mission_id.map(missions)}
    order = proposals.assign(**places).sort_values(["d", "score", "m"], ascending=[True, False, True])
    return order[columns].reset_index(drop=True)


def make_sheets(
    plan: Plan, by: str = "theme", proposals: pd.DataFrame | None = None, first: int = FIRST, codebook: Path = CODEBOOK
) -> dict[str, str]:
    """The sheets of a plan by ``theme`` or ``committee``, as Markdown by the id of the part.

    Takes proposals (demand_id, mission_id, score) as an order to read in, ``first`` of them for each unit; without
    them no order is shown. Scores are never shown. Raises ValueError for another ``by``, and as ``order_proposals``
    does.

    >>> list(make_sheets(plan))[0]
    'jamlikhet'
    """
    if by not in ("theme", "committee"):
        raise ValueError(f"no sheets by {by!r}: theme, committee")
    proposed = {} if proposals is None else _group_proposals(plan, by, proposals, first)
    printer = _Printer(plan, by, proposed, codebook.read_text(encoding="utf-8"))
    return {part: printer.print(part) for part in printer.parts}


class KeptWarning(UserWarning):
    """A file was left as it is, since somebody has written in it."""


def is_filled(path: Path) -> bool:
    """Whether somebody has written in a sheet or a form that was handed out.

    A sheet is then no longer what its last line was made of, and a form has been saved by another program.
    """
    if not path.is_file() or not path.stat().st_size:
        return False
    if path.suffix == ".xlsx":
        try:
            return not is_packed(path)
        except BadZipFile:
            return True
    data = path.read_bytes()
    return _seal(data.rpartition(_SEAL)[0]) != data


_SEAL = b"\n<!-- "


def _seal(sheet: bytes) -> bytes:
    """A sheet with a last line by which it shows when somebody has written in it; Markdown does not show that line."""
    return sheet + _SEAL + hashlib.sha256(sheet).hexdigest()[:16].encode() + b" -->\n"


def _hand_out(path: Path, data: bytes) -> bool:
    """Write a sheet or a form, unless somebody has written in it: then it is kept, with a KeptWarning."""
    if not is_filled(path):
        return write_bytes(path, data)
    warnings.warn(tell_kept(path), KeptWarning, stacklevel=3)
    return False


def tell_kept(path: Path) -> str:
    """What to do with a sheet or a form that somebody has filled in.

    >>> tell_kept(Path("form.xlsx"))
    'form.xlsx är ifylld och lämnas som den är: lägg den i planens mapp passes/ under läsarens kod, som anna.xlsx'
    """
    where = f"lägg den i planens mapp passes/ under läsarens kod, som anna{path.suffix}"
    return f"{path.name} är ifylld och lämnas som den är: {where}"


def write_sheets(plan: Plan, folder: Path, proposals: pd.DataFrame | None = None) -> list[Path]:
    """Write all sheets of a plan as ``theme_<id>.md`` and ``committee_<id>.md`` into a folder; gives the paths.

    One that somebody has filled in is left as it is, with a KeptWarning.
    """
    paths = []
    for by in ("theme", "committee"):
        for part, text in make_sheets(plan, by, proposals).items():
            paths.append(folder / f"{by}_{part}.md")
            _hand_out(paths[-1], _seal(text.encode("utf-8")))
    return paths


def _group_proposals(plan: Plan, by: str, proposals: pd.DataFrame, first: int) -> dict[str, list[str]]:
    """For each unit of the sheet's own side the units of the other side to read first, as they are shown."""
    own, other = ("demand_id", "mission_id") if by == "theme" else ("mission_id", "demand_id")
    texts = dict(zip(plan.demands.demand_id, plan.demands.text, strict=True))
    texts |= dict(zip(plan.missions.mission_id, plan.missions.text, strict=True))
    best = order_proposals(plan, proposals).sort_values("score", ascending=False, kind="stable")
    groups = best.groupby(own).head(first).groupby(own)
    return {unit: [f"`{each}` {escape_markdown(texts[each])}" for each in rows[other]] for unit, rows in groups}


@dataclass(frozen=True)
class _Printer:
    """Prints the sheets of one plan, by theme or by committee."""

    plan: Plan
    by: str
    proposed: dict[str, list[str]]
    codebook: str

    @property
    def parts(self) -> list[str]:
        """The ids of the parts that have a sheet each."""
        themes, committees = self.plan.themes.theme_id, self.plan.committees.committee_id
        return (themes if self.by == "theme" else committees).tolist()

    def print(self, part: str) -> str:
        """One sheet: what it is, the codebook, the units of both sides, the heads of the tables to hand in."""
        themes, committees, document = self.plan.themes, self.plan.committees, self.plan.file.document
        if self.by == "theme":
            themes = themes[themes.theme_id == part]
        else:
            committees = committees[committees.committee_id == part]
        title = (themes.title if self.by == "theme" else committees.name).item()
        number, parts = self.parts.index(part) + 1, len(self.parts)
        named = escape_markdown(f"{document.title}, {document.party}")
        blocks = [
            f"# {escape_markdown(title)}",
            f"Reading sheet {number} of {parts}, by {self.by}: {named}.",
            _lower_headings(self.codebook),
            "## The demands, with the running text of their theme",
            *self._list_themes(themes),
            "## The missions",
            *self._list_committees(committees),
            "## Your answer",
            _ask(self.by),
        ]
        return "\n\n".join(blocks) + "\n"

    def _list_themes(self, themes: pd.DataFrame) -> Iterator[str]:
        for theme in themes.itertuples():
            yield f"### {escape_markdown(theme.title)} (`{theme.theme_id}`)"
            for row in self.plan.prose[self.plan.prose.theme_id == theme.theme_id].itertuples():
                yield f"> {escape_markdown(row.text)} (line {row.line})"
            yield self._list_units(self.plan.demands, "theme", theme.theme_id)

    def _list_committees(self, committees: pd.DataFrame) -> Iterator[str]:
        for committee in committees.itertuples():
            yield f"### {escape_markdown(committee.name)} (`{committee.committee_id}`)"
            yield self._list_units(self.plan.missions, "committee", committee.committee_id)

    def _list_units(self, units: pd.DataFrame, side: str, part: str) -> str:
        """The units of a part with id, text and line, each followed by what a program proposes to read it against."""
        lines = []
        key = "demand_id" if side == "theme" else "mission_id"
        for row in units[units[f"{side}_id"] == part].to_dict("records"):
            lines.append(f"- `{row[key]}` {escape_markdown(row['text'])} (line {row['line']})")
            if row[key] in self.proposed:
                lines.append("  - Read first, in this order (a program's proposal and no answer); then all others:")
                lines += [f"    {n}. {each}" for n, each in enumerate(self.proposed[row[key]], start=1)]
        return "\n".join(lines)


def _lower_headings(codebook: str) -> str:
    """The codebook with its headings one level down, as a part of a sheet."""
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in codebook.strip().split("\n"))


def _ask(by: str) -> str:
    """What to hand in for a sheet, with the headers to fill rows under."""
    links, committees = (",".join(columns) for columns in COLUMNS.values())
    if by == "theme":
        last = "A demand that no mission has a relation to gets the row `demand,,none`."
        tables = f"```csv\n{links}\n```\n\n```csv\n{committees}\n```"
        return f"Two tables and no other text; give every demand above at least one row in each. {last}\n\n{tables}"
    last = "Leave out demands without a link to these missions; name this committee only where it has to act."
    return f"Two tables and no other text. {last}\n\n```csv\n{links}\n```\n\n```csv\n{committees}\n```"


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

    >>> len(render_form(plan)) > 100_000
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
    """Write the form as .xlsx; True where the file was written. One that somebody has saved since is left as it is,
    with a KeptWarning.

    >>> write_form(plan, empty / "form.xlsx")
    True
    """
    return _hand_out(path, render_form(plan, proposals))


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
    """Lines for every demand: proposed ones, free ones; at the end spare ones without a demand.

    The column slot says which kind a line is, and of which demand: so it shows when one column is sorted by itself.
    """
    rows = []
    for demand, label in demands.items():
        rows += [(label, each, f"proposed {demand}") for each in proposed.get(demand, [])]
        rows += [(label, "", f"free {demand}")] * FREE[table]
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
