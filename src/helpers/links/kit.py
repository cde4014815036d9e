"""What a reader gets: sheets to read a theme or a committee on, and the Excel form to fill in."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from textwrap import shorten

import pandas as pd
from openpyxl import load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.codebook import BASES, COLUMNS, RELATIONS
from helpers.escape import escape_markdown
from helpers.files import ROOT, is_filled, seal, write_bytes
from helpers.language import FIRST as FIRST_LANGUAGE
from helpers.language import Language, list_languages, read_language
from helpers.links.units import label_unit
from helpers.plan.clean import match_key
from helpers.plan.cues import find_committees
from helpers.plan.read import Plan
from helpers.plan.settled_texts import name_edition
from helpers.workbook import Book, pack, render_workbook

CODEBOOK = ROOT / "data" / "codebook.md"
"""The codebook in English; ``codebook.<language>.md`` beside it is the same in another. It knows no particular plan."""


def find_codebook(language: str) -> Path:
    """The codebook in a language; the English one where there is none.

    >>> find_codebook("sv").name, find_codebook("fi").name
    ('codebook.sv.md', 'codebook.md')
    """
    own = CODEBOOK.with_suffix(f".{language}.md")
    return own if own.is_file() else CODEBOOK


def find_language(plan: Plan, language: str | None = None) -> Language:
    """The language that a kit is in: the one that is asked for, else the plan's own, else the first that there is.

    >>> find_language(plan).language, find_language(plan, "en").language
    ('sv', 'en')
    """
    wanted = language or plan.file.document.language
    return read_language(wanted if wanted in list_languages() else FIRST_LANGUAGE)


FIRST = 10
"""How many proposals are shown for each unit: beyond them a reader goes through the rest in the plan's order."""


def order_proposals(plan: Plan, proposals: pd.DataFrame) -> pd.DataFrame:
    """Proposals in the order to read them in: by demand as in the plan, the best score first, then as in the plan.

    Takes and gives demand_id, mission_id, score. Raises ValueError for missing columns, unknown ids, double pairs.
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
    plan: Plan,
    by: str = "theme",
    proposals: pd.DataFrame | None = None,
    first: int = FIRST,
    language: str | None = None,
    whole: bool = True,
) -> dict[str, str]:
    """The sheets of a plan by ``theme`` or ``committee``, as Markdown by the id of the part.

    Takes proposals (demand_id, mission_id, score) as an order to read in, ``first`` of them for each unit, never their
    scores. A ``whole`` sheet needs nothing beside it; one that is not leaves codebook and the other side to
    ``make_pages``. Raises ValueError for another ``by``, and as ``order_proposals`` does.

    >>> list(make_sheets(plan))[0]
    'jamlikhet'
    """
    if by not in ("theme", "committee"):
        raise ValueError(f"no sheets by {by!r}: theme, committee")
    proposed = {} if proposals is None else _group_proposals(plan, by, proposals, first)
    printer = _Printer(plan, by, proposed, find_language(plan, language), whole)
    return {part: printer.print(part) for part in printer.parts}


class KeptWarning(UserWarning):
    """A file was left as it is, since somebody has written in it."""


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
    """Write all sheets as ``theme_<id>.md`` and ``committee_<id>.md``, and the pages of ``make_pages``; gives the
    paths.

    One that somebody has filled in is left as it is, with a KeptWarning.
    """
    pages = make_pages(plan)
    paths = [folder / f"{name}.md" for name in pages]
    for path, text in zip(paths, pages.values(), strict=True):
        _hand_out(path, seal(text.encode("utf-8")))
    for by in ("theme", "committee"):
        for part, text in make_sheets(plan, by, proposals, whole=False).items():
            paths.append(folder / f"{by}_{part}.md")
            _hand_out(paths[-1], seal(text.encode("utf-8")))
    return paths


def _group_proposals(plan: Plan, by: str, proposals: pd.DataFrame, first: int) -> dict[str, list[str]]:
    """For each unit of the sheet's own side the units of the other side to read first, as they are shown."""
    own, other = ("demand_id", "mission_id") if by == "theme" else ("mission_id", "demand_id")
    texts = dict(zip(plan.demands.demand_id, plan.demands.text, strict=True))
    texts |= dict(zip(plan.missions.mission_id, plan.missions.text, strict=True))
    best = order_proposals(plan, proposals).sort_values("score", ascending=False, kind="stable")
    groups = best.groupby(own).head(first).groupby(own)
    return {unit: [f"`{each}` {escape_markdown(texts[each])}" for each in rows[other]] for unit, rows in groups}


@dataclass
class _Printer:
    """Prints the sheets of one plan, by theme or by committee."""

    plan: Plan
    by: str
    proposed: dict[str, list[str]]
    words: Language
    whole: bool = True

    def say(self, key: str, **values: object) -> str:
        """A phrase of the kit."""
        return _say(self.words, key, **values)

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
            self.say(f"sheet_{self.by}", number=number, parts=parts, named=named),
            # the codebook with its headings one level down, as a part of a sheet
            re.sub("^#", "##", _read_codebook(self.words).strip(), flags=re.MULTILINE)
            if self.whole
            else self.say(f"beside_{self.by}"),
        ]
        if self.whole or self.by == "theme":
            blocks += [f"## {self.say('demands')}", *self._list_themes(themes)]
        if self.whole or self.by == "committee":
            blocks += [f"## {self.say('missions')}", *self._list_committees(committees)]
        blocks += [
            f"## {self.say('answer')}",
            _ask(self.plan, self.by, self.words),
        ]
        return "\n\n".join(blocks) + "\n"

    def list_side(self, title: str, parts: Iterator[str]) -> str:
        """A page of all demands, or of all missions."""
        return "\n\n".join([f"# {self.say(title)}", *parts]) + "\n"

    def _list_themes(self, themes: pd.DataFrame) -> Iterator[str]:
        for theme in themes.itertuples():
            yield f"### {escape_markdown(theme.title)} (`{theme.theme_id}`)"
            yield from self._list_text(theme.theme_id)
            yield self._list_units(self.plan.demands, "theme", theme.theme_id)

    def _list_text(self, theme: str) -> Iterator[str]:
        """The running text of a theme with the headings in it, in the order of the document."""
        prose, lines = self.plan.prose, self.plan.lines
        said = {row.line: escape_markdown(row.text) for row in prose[prose.theme_id == theme].itertuples()}
        heads = lines[(lines.part_id == theme) & (lines.role == "heading")]
        said |= {row.line: f"**{escape_markdown(row.text.strip())}**" for row in heads.itertuples()}
        yield from (f"> {said[line]} ({self.words.at(line)})" for line in sorted(said))

    def _list_committees(self, committees: pd.DataFrame) -> Iterator[str]:
        for committee in committees.itertuples():
            yield f"### {escape_markdown(committee.name)} (`{committee.committee_id}`)"
            yield self._list_units(self.plan.missions, "committee", committee.committee_id)

    @cached_property
    def repeats(self) -> dict[str, list[str]]:
        """The demands, and the missions, that have the same words, by these."""
        same: dict[str, list[str]] = {}
        for units in (self.plan.demands, self.plan.missions):
            for unit, text in zip(units.iloc[:, 0], units.text, strict=True):
                same.setdefault(match_key(text), []).append(unit)
        return {text: units for text, units in same.items() if len(units) > 1}

    def _list_units(self, units: pd.DataFrame, side: str, part: str) -> str:
        """The units of a part with id, text and line, each followed by what a program proposes to read it against."""
        lines = []
        key = "demand_id" if side == "theme" else "mission_id"
        for row in units[units[f"{side}_id"] == part].to_dict("records"):
            again = [unit for unit in self.repeats.get(match_key(row["text"]), []) if unit != row[key]]
            same = f" ({self.say('same', units=', '.join(f'`{unit}`' for unit in again))})" if again else ""
            lines.append(f"- `{row[key]}` {escape_markdown(row['text'])} ({self.words.at(row['line'])}){same}")
            if row[key] in self.proposed:
                lines.append(f"  - {self.say('read_first')}")
                lines += [f"    {n}. {each}" for n, each in enumerate(self.proposed[row[key]], start=1)]
            elif self.proposed and self.by == "committee":
                lines.append(f"  - {self.say('not_proposed')}")
        return "\n".join(lines)


def _ask(plan: Plan, by: str, words: Language) -> str:
    """What to hand in for a sheet, with headers to fill rows under; the last heading says which texts are meant."""
    links, committees = (",".join([*columns, name_edition(plan)]) for columns in COLUMNS.values())
    return f"{_say(words, f'ask_{by}')}\n\n```csv\n{links}\n```\n\n```csv\n{committees}\n```"


def _say(words: Language, key: str, **values: object) -> str:
    return words.fill(str(words.phrase(f"kit_{key}")), values)


def _read_codebook(words: Language) -> str:
    return find_codebook(words.language).read_text(encoding="utf-8")


def make_pages(plan: Plan, language: str | None = None) -> dict[str, str]:
    """The pages of a kit that stand once for all sheets, by their names: ``start`` (what to use, how to hand in, how
    long it takes, what the plan itself says of who does what), ``codebook``, ``demands`` and ``missions``.

    >>> list(make_pages(plan))
    ['start', 'codebook', 'demands', 'missions']
    """
    words = find_language(plan, language)
    printer = _Printer(plan, "theme", {}, words)
    return {
        "start": _write_start(plan, words),
        "codebook": _read_codebook(words).strip() + "\n",
        "demands": printer.list_side("demands", printer._list_themes(plan.themes)),
        "missions": printer.list_side("missions", printer._list_committees(plan.committees)),
    }


def _write_start(plan: Plan, words: Language) -> str:
    """The page to begin with; the plan says who does what in running text that names a committee."""
    document = plan.file.document
    counts = {"demands": len(plan.demands), "missions": len(plan.missions), "themes": len(plan.themes)}
    prose = plan.lines.text[plan.lines.role.isin(["prose", "unplaced"])]
    said = [f"> {escape_markdown(text)}" for text in prose if find_committees(text)]
    blocks = [
        f"# {_say(words, 'start_title')}",
        _say(words, "start", named=escape_markdown(f"{document.title}, {document.party}"), **counts).strip(),
        f"## {_say(words, 'duties')}",
        "\n>\n".join(said) or _say(words, "no_duties"),
        f"## {_say(words, 'hand_back')}",
        _say(words, "hand_back_how").strip(),
    ]
    return "\n\n".join(blocks) + "\n"


FREE = {"links": 6, "committees": 4}
"""How many empty lines the form has for each demand, in each table."""

SPARE = 30
"""How many more there are at the end, for any demand."""

_WORDS: dict[str, tuple[str, ...]] = {"relation": RELATIONS, "basis": BASES, "lead": ("1", "0")}

_WIDTHS = {"A": 45, "B": 55, "C": 12, "D": 12, "E": 45}  # in characters: most cells are empty as yet

_UNANSWERED = "FFF4CC"

_LONGEST = 120  # characters of a unit's text in a list: the whole text stands in a sheet of its own

_ITEM = re.compile(r"- `([^`]+)`: (.+)")


def render_form(
    plan: Plan, proposals: pd.DataFrame | None = None, first: int = FIRST, language: str | None = None
) -> bytes:
    """The bytes of the form: the codebook, Links and Committees to fill in, the plan's texts, and the lists (hidden).

    Takes proposals (demand_id, mission_id, score): the ``first`` of them for each demand stand in its lines, best
    first, and have no relation until a reader gives one. Raises ValueError as ``order_proposals`` does.

    >>> len(render_form(plan)) > 100_000
    True
    """
    demands = _label(plan.demands.demand_id, plan.demands.text)
    words = find_language(plan, language)
    lists = {
        "demand_id": list(demands.values()),
        "mission_id": list(_label(plan.missions.mission_id, plan.missions.text).values()),
        "committee_id": list(_label(plan.committees.committee_id, plan.committees.name).values()),
    }
    units = {_say(words, f"list_{name}"): pd.Series(values, dtype="str") for name, values in lists.items()}
    named = {table: _say(words, f"form_{table}") for table in ("links", "committees", "plan", "lists")}
    sheets = {
        named["links"]: _head(_lay_out_links(plan, demands, proposals, first), words),
        named["committees"]: _head(_lay_out("committees", demands, {}), words),
        named["plan"]: _list_texts(plan, words),
        named["lists"]: pd.DataFrame(units),
    }
    document = plan.file.document
    title = _say(words, "form_title", named=f"{document.title}, {document.party}")
    notes = _list_notes(_read_codebook(words))
    book = Book(
        sheets,
        notes=notes,
        notes_name=_say(words, "form_codebook"),
        warning=title,
        title=title,
        language=words.language,
    )
    workbook = load_workbook(BytesIO(render_workbook(book)))
    for name in (named["links"], named["committees"]):
        _add_lists(workbook[name], lists, named["lists"], words)
        _mark_unanswered(workbook[name])
        for column, width in _WIDTHS.items():
            workbook[name].column_dimensions[column].width = width
    workbook[named["lists"]].sheet_state = "hidden"
    return pack(workbook)


def _head(table: pd.DataFrame, words: Language) -> pd.DataFrame:
    """The table under the language's own headings."""
    return table.set_axis([_say(words, f"column_{column}") for column in table.columns], axis=1)


def write_form(plan: Plan, path: Path, proposals: pd.DataFrame | None = None, language: str | None = None) -> bool:
    """Write the form as .xlsx, unless somebody has saved it since (KeptWarning); True where it was written.

    >>> write_form(plan, empty / "form.xlsx")
    True
    """
    return _hand_out(path, render_form(plan, proposals, language=language))


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
    """Lines for every demand, proposed and free, at the end spare ones; ``slot`` says which a line is, and whose."""
    rows = []
    for demand, label in demands.items():
        rows += [(label, each, f"proposed {demand}") for each in proposed.get(demand, [])]
        rows += [(label, "", f"free {demand}")] * FREE[table]
    rows += [("", "", "free")] * SPARE
    first, second, *others = COLUMNS[table]
    lines = pd.DataFrame(rows, columns=[first, second, "slot"], dtype="str")
    return lines.assign(**dict.fromkeys(others, ""))[[*COLUMNS[table], "slot"]]


def _list_texts(plan: Plan, words: Language) -> pd.DataFrame:
    """The plan's themes, running text, demands, committees and missions, in the order of the document."""
    parts = [
        ("theme", plan.themes.theme_id, plan.themes.line, plan.themes.title),
        ("running_text", plan.prose.theme_id, plan.prose.line, plan.prose.text),
        ("demand", plan.demands.demand_id, plan.demands.line, plan.demands.text),
        ("committee", plan.committees.committee_id, plan.committees.line, plan.committees.name),
        ("mission", plan.missions.mission_id, plan.missions.line, plan.missions.text),
    ]
    tables = [
        pd.DataFrame({"kind": _say(words, f"kind_{kind}"), "id": ids, "line": lines, "text": texts})
        for kind, ids, lines, texts in parts
    ]
    table = pd.concat(tables).sort_values("line", kind="stable", ignore_index=True)
    return table.set_axis([_say(words, f"text_{column}") for column in table.columns], axis=1)


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


def _mark_unanswered(sheet: Worksheet) -> None:
    """Tint the demands that have no answer yet, so that a reader sees what is left; the tint goes with an answer."""
    last = sheet.max_row
    rule = f'AND($A2<>"",COUNTIFS($A$2:$A${last},$A2,$C$2:$C${last},"?*")=0)'
    sheet.conditional_formatting.add(f"A2:A{last}", FormulaRule([rule], fill=PatternFill(bgColor=_UNANSWERED)))


def _add_lists(sheet: Worksheet, lists: dict[str, list[str]], hidden: str, words: Language) -> None:
    """Drop-down lists for the columns of a sheet: units from the hidden sheet, answers in the language's words."""
    choices = {
        column: f'"{",".join(_say(words, f"{column}_{value}") for value in values)}"'
        for column, values in _WORDS.items()
    }
    for letter, (column, units) in zip("ABC", lists.items(), strict=True):
        choices[column] = f"{hidden}!${letter}$2:${letter}${len(units) + 1}"
    named = {_say(words, f"column_{column}"): choice for column, choice in choices.items()}
    for cell in [cell for cell in sheet[1] if cell.value in named]:
        rule = DataValidation("list", named[str(cell.value)], allow_blank=True, showErrorMessage=True)
        rule.errorTitle = _say(words, "not_listed")
        rule.error = _say(words, "choose", column=cell.value)
        rule.add(f"{cell.column_letter}2:{cell.column_letter}{sheet.max_row}")
        sheet.add_data_validation(rule)
