"""Sheets to read a plan with: self-contained Markdown, to hand out on paper or to paste, one for each part of the plan.

A sheet by theme shows its demands with the prose around them, and all missions; a sheet by committee shows its
missions, and all themes. Either set covers every pair once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.answers import COLUMNS
from helpers.escaping import escape_markdown
from helpers.export import write_bytes
from helpers.plan import Plan
from helpers.project import ROOT

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

    >>> list(make_sheets(plan))[0]  # doctest: +SKIP
    'jamlikhet'
    """
    if by not in ("theme", "committee"):
        raise ValueError(f"no sheets by {by!r}: theme, committee")
    proposed = {} if proposals is None else _group_proposals(plan, by, proposals, first)
    printer = _Printer(plan, by, proposed, codebook.read_text(encoding="utf-8"))
    return {part: printer.print(part) for part in printer.parts}


def write_sheets(plan: Plan, folder: Path, proposals: pd.DataFrame | None = None) -> list[Path]:
    """Write all sheets of a plan as ``theme_<id>.md`` and ``committee_<id>.md`` into a folder; gives the paths."""
    paths = []
    for by in ("theme", "committee"):
        for part, text in make_sheets(plan, by, proposals).items():
            paths.append(folder / f"{by}_{part}.md")
            write_bytes(paths[-1], text.encode("utf-8"))
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
        for unit, _, line, text in units[units[f"{side}_id"] == part].itertuples(index=False):
            lines.append(f"- `{unit}` {escape_markdown(text)} (line {line})")
            if unit in self.proposed:
                lines.append("  - Read first, in this order (a program's proposal and no answer); then all others:")
                lines += [f"    {n}. {each}" for n, each in enumerate(self.proposed[unit], start=1)]
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
