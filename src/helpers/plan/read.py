"""A plan as data: every line gets one role, and nothing is dropped.

The reader knows no particular plan. What tells the roles apart stands in the plan's folder, in plan.toml.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.errors import PlanError
from helpers.plan.amounts import read_amount as budget_rows__read_amount
from helpers.plan.amounts import read_years as budget_rows__read_years
from helpers.plan.amounts import split_row as budget_rows__split_row
from helpers.plan.clean import clean, fold, show
from helpers.plan.oddities import find_oddities
from helpers.plan.planfile import PlanFile, read_planfile, read_text
from helpers.plan.schemas import BUDGET, COMMITTEES, DEMANDS, LINES, MISSIONS, PROSE, THEMES, TOTALS, make_table


@dataclass(frozen=True)
class Plan:
    """A plan as tidy tables (columns in ``helpers.schemas``), with what plan.toml says of it in ``file``.

    Joining ``lines.text`` by line feeds gives plan.txt back.
    """

    folder: Path
    file: PlanFile
    lines: pd.DataFrame
    themes: pd.DataFrame
    prose: pd.DataFrame
    demands: pd.DataFrame
    committees: pd.DataFrame
    missions: pd.DataFrame
    budget: pd.DataFrame
    totals: pd.DataFrame

    @cached_property
    def oddities(self) -> pd.DataFrame:
        """What a reader stumbles over, by rule: columns kind, line, other_line, text (see ``helpers.oddities``)."""
        return find_oddities(self)

    def find(self, word: str) -> pd.DataFrame:
        """Every line that holds the word, capitals or not: columns line, role, part_id, text (cleaned).

        >>> plan.find("flygplats").line.tolist()
        [230]
        """
        text = self.lines.text.map(clean)
        hits = text.map(fold).str.casefold().str.contains(fold(word).casefold(), regex=False)
        return self.lines.assign(text=text)[hits][["line", "role", "part_id", "text"]].reset_index(drop=True)


def read_plan(folder: str | Path) -> Plan:
    """Read plan.txt and plan.toml of a folder into a Plan.

    Raises PlanError (file, line, what was found, what to do) where ids or amounts would be wrong: a missing or
    undecodable file, a bad plan.toml, an unknown or doubled heading, an amount that does not parse. Everything
    else is kept, with role ``other`` or a row in ``Plan.oddities``.

    >>> len(read_plan("data/borlange-v-2022").demands)
    35
    """
    folder = Path(folder)
    planfile = read_planfile(folder / "plan.toml")
    reader = _Reader(folder / "plan.txt", planfile)
    for number, raw in enumerate(read_text(folder / "plan.txt").split("\n"), start=1):
        reader.read(number, raw)
    reader.check_last_row()
    return Plan(
        folder=folder,
        file=planfile,
        lines=make_table(LINES, reader.lines),
        themes=make_table(THEMES, reader.themes),
        prose=make_table(PROSE, reader.prose),
        demands=make_table(DEMANDS, reader.demands),
        committees=make_table(COMMITTEES, reader.committees),
        missions=make_table(MISSIONS, reader.missions),
        budget=make_table(BUDGET, reader.budget),
        totals=make_table(TOTALS, reader.totals),
    )


class _Part(NamedTuple):
    kind: str  # theme, committee, budget, or "" between the parts
    id: str | None


class _Row(NamedTuple):
    label: str
    committee_id: str | None
    year: int
    amount_tkr: int
    line: int


_OTHER_MARK = re.compile(r"[-‐-―−•‣⁃∙·●○◦▪▫■□▶►▸➢➤→✓✔\ue000-\uf8ff](?=\s|[^\W\d_])|(?:[*+o]|\d{1,2}[.)]|[a-z]\))(?=\s)")
"""What an item begins with whose mark is not named in plan.toml."""


def _match_bullets(marks: Iterable[str], gap: str) -> re.Pattern[str]:
    """A pattern for an item's mark and the gap after it; asterisks before the mark are italics that were lost."""
    longest_first = sorted(map(re.escape, marks), key=len, reverse=True)
    return re.compile(rf"\**(?:{'|'.join(longest_first) or '(?!)'}){gap}")


def _match_leads(leads: Iterable[str], before: str) -> re.Pattern[str]:
    """A pattern for a lead that ends a line and has ``before`` before it."""
    texts = sorted((fold(lead) for lead in leads), key=len, reverse=True)
    spaced = "|".join(r"\s+".join(map(re.escape, text.split())) for text in texts)
    return re.compile(rf"{before}(?:{spaced or '(?!)'})$", re.IGNORECASE)


@dataclass
class _Reader:
    """Goes down the lines once, knowing under which part it stands and whether a list is open."""

    path: Path
    planfile: PlanFile
    part: _Part = field(default_factory=lambda: _Part("", None))
    opened: set[_Part] = field(default_factory=set)
    listed: bool = False  # a lead has been read under this part
    listing: bool = False  # and its list is still open
    items: int = 0  # bullets read under this part
    years: list[int] = field(default_factory=list)
    lines: list[tuple[int, str, str, str | None]] = field(default_factory=list)
    themes: list[tuple[str, str, int]] = field(default_factory=list)
    prose: list[tuple[str | None, int, str]] = field(default_factory=list)
    demands: list[tuple[str, str | None, int, str]] = field(default_factory=list)
    committees: list[tuple[str, str, int]] = field(default_factory=list)
    missions: list[tuple[str, str | None, int, str]] = field(default_factory=list)
    budget: list[_Row] = field(default_factory=list)
    totals: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        marks, budget = self.planfile.marks, self.planfile.budget
        self.theme_ids = {fold(theme.heading): theme.id for theme in self.planfile.themes}
        self.committee_ids = {
            fold(name).casefold(): committee.id
            for committee in self.planfile.committees
            for name in (committee.name, *committee.aliases)
        }
        self.titles = {fold(title) for title in marks.titles}
        self.within = {fold(heading) for heading in marks.headings_within}
        self.between = {fold(heading) for heading in marks.headings_between}
        self.budget_heading = fold(budget.heading) if budget else None
        self.budget_total = fold(budget.total).casefold().rstrip(" :") if budget else None
        self.unit = budget.unit if budget else "tkr"
        self.bullet = _match_bullets(marks.bullets, r"(?:\s+|$)")
        self.tight_bullet = _match_bullets(marks.bullets, r"(?<!\w)(?=\*?[^\W\d_])")
        self.demand_lead = _match_leads(marks.demand_leads, r"(?:^|(?<=\W))")
        self.mission_lead = _match_leads(marks.mission_leads, "^")

    def read(self, number: int, raw: str) -> None:
        """Give the line its role, and its place in the tables."""
        role = self._role(number, raw)
        self.lines.append((number, raw, role, self.part.id))

    def check_last_row(self) -> None:
        """Raise PlanError where the table's last row is the sum of those above it and was taken for one of them."""
        lines = sorted({row.line for row in self.budget})
        last = [row for row in self.budget if row.line == lines[-1]]
        if self.totals or len(lines) < 3 or last[0].committee_id:
            return
        sums = {row.year: sum(each.amount_tkr for each in self.budget if each.year == row.year) for row in last}
        if all(sums[row.year] == 2 * row.amount_tkr for row in last):
            found = f"the row {last[0].label!r}, as much as all rows above it together"
            remedy = "If it is the sum, give its label to plan.toml as the budget's total."
            raise PlanError(self.path, lines[-1], found, remedy)

    def _role(self, number: int, raw: str) -> str:
        if not show(raw):
            return "blank"
        if self.part.kind == "budget":
            return self._heading(number, raw) or self._lead(number, raw) or self._budget_role(number, raw)
        return (
            self._item(number, raw) or self._heading(number, raw) or self._lead(number, raw) or self._text(number, raw)
        )

    def _item(self, number: int, raw: str) -> str | None:
        shown = show(raw)
        mark = self.bullet.match(shown) or (self.tight_bullet.match(shown) if self.listing else None)
        if mark is None:
            return None
        text = clean(shown[mark.end() :])
        if not self.listing or not text:
            return "other"
        self.items += 1
        if self.part.kind == "theme":
            self.demands.append((f"{self.part.id}-{self.items}", self.part.id, number, text))
            return "demand"
        self.missions.append((f"{self.part.id}-{self.items:02d}", self.part.id, number, text))
        return "mission"

    def _heading(self, number: int, raw: str) -> str | None:
        text = fold(raw)
        if text == self.budget_heading:
            self._open(_Part("budget", None), number, text)
            return "budget_heading"
        if theme := self.theme_ids.get(text):
            self._open(_Part("theme", theme), number, text)
            self.themes.append((theme, clean(raw), number))
            return "theme"
        committee = self.committee_ids.get(text.casefold())
        if committee and self.part.kind != "budget":  # where it is the label of a row
            self._open(_Part("committee", committee), number, text)
            self.committees.append((committee, clean(raw), number))
            return "committee"
        if text in self.between:
            self._enter(_Part("", None))
        return "heading" if text in self.between or text in self.within else None

    def _lead(self, number: int, raw: str) -> str | None:
        text = clean(raw)
        if self.mission_lead.match(text):
            self._open_list("committee", number, text)
            return "mission_lead"
        lead = self.demand_lead.search(text)
        if lead is None:
            return None
        self._open_list("theme", number, text)
        if before := clean(text[: lead.start()]):
            self.prose.append((self.part.id, number, before))
        return "demand_lead"

    def _text(self, number: int, raw: str) -> str:
        text = fold(raw)
        if text in self.titles and not self.opened:
            return "title"
        if self.planfile.marks.headings_in_capitals and text.isupper() and len(text) > 2:
            remedy = "Add it to plan.toml as a theme or under headings_within or headings_between."
            raise PlanError(self.path, number, f"the unknown heading {text[:60]!r}", remedy)
        if not re.search(r"[^\W\d_]", text):  # a page number, a rule: it neither is prose nor ends a list
            return "other"
        is_prose = self.part.kind == "theme" and (not self.listed or self._is_paragraph(raw))
        if is_prose:
            self.prose.append((self.part.id, number, clean(raw)))
        if self.listing and (self.lines[-1][2] == "blank" or _OTHER_MARK.match(show(raw))):
            self.listing = False  # what stands by itself ends a list: whose the bullets after it are is not known
        return "prose" if is_prose else "other"

    def _is_paragraph(self, raw: str) -> bool:
        """Whether a line after a theme's list is prose, rather than the rest of an item or one with another mark."""
        text = fold(raw).lstrip("\"”“»«'’([")
        begins = text[:1].isupper() or text[:1].isdigit()
        ends = text.endswith((".", "!", "?", ":", "…", '"', "”"))
        whole = begins and ends and not _OTHER_MARK.match(show(raw))
        return whole and self.items > 0 and self.lines[-1][2] == "blank"

    def _enter(self, part: _Part) -> None:
        self.part, self.listed, self.listing, self.items = part, False, False, 0

    def _open(self, part: _Part, number: int, heading: str) -> None:
        if part in self.opened:
            remedy = "A part may begin only once: remove one."
            raise PlanError(self.path, number, f"the heading {heading!r} a second time", remedy)
        self.opened.add(part)
        self._enter(part)

    def _open_list(self, kind: str, number: int, lead: str) -> None:
        """Open the list of a part; an error where the bullets to come would get another part's ids."""
        if self.part.kind != kind or self.items:
            before = next((fold(row[1]) for row in reversed(self.lines) if row[2] != "blank"), "the beginning")
            found = f"the lead {lead[-60:]!r} under no {kind} of its own (the line before it: {before[-60:]!r})"
            remedy = (
                f"If that line names a {kind}, add it to plan.toml as a {kind}; if a heading is missing, restore it."
            )
            raise PlanError(self.path, number, found, remedy)
        self.listed = self.listing = True

    def _budget_role(self, number: int, raw: str) -> str:
        if not self.budget and self._is_header(raw):
            self.years = budget_rows__read_years(raw)
            return "budget_header"
        label, amounts = self._row(number, raw)
        if not label or not amounts:
            return "other"
        name = fold(label).casefold()
        if name.rstrip(" :") == self.budget_total:
            self.totals += [(year, amount, number) for year, amount in amounts]
            self._enter(_Part("", None))
            return "budget_total"
        committee = self.committee_ids.get(name)
        self.budget += [_Row(clean(label), committee, year, amount, number) for year, amount in amounts]
        return "budget_row"

    def _is_header(self, raw: str) -> bool:
        """Whether a line names the years of the columns, rather than amounts that look like years."""
        years, year = budget_rows__read_years(raw), self.planfile.document.year
        if not years or max(abs(each - year) for each in years) > 10:
            return False
        label = re.sub(r"[\d\W]+$", "", fold(raw))
        is_row = label.casefold() in self.committee_ids or (self.years and not {*years} & {*self.years})
        return not label or not is_row

    def _row(self, number: int, raw: str) -> tuple[str, list[tuple[int, int]]]:
        """The label of a budget row, and its years with their amounts in tkr."""
        years = self.years or [self.planfile.document.year]
        try:
            label, cells = budget_rows__split_row(raw, len(years))
            amounts = [budget_rows__read_amount(cell, self.unit) if cell else None for cell in cells]
        except ValueError as error:
            remedy = "Write the amounts in digits, with tabs between the cells and a dash where there is none."
            raise PlanError(self.path, number, f"the budget row {show(raw)[:60]!r} ({error})", remedy) from None
        return label, [(year, amount) for year, amount in zip(years, amounts, strict=False) if amount is not None]
