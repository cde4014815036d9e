"""The registry of figures: every figure of a plan by the name of its files, with the sizes that it has room for."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import pandas as pd

from helpers.codebook import CARRYING
from helpers.colour import ACCENT, make_palette
from helpers.figures.card import committee_card
from helpers.figures.document import bullets_by_part, line_ledger, testability
from helpers.figures.effort import reading_effort
from helpers.figures.flow import lead_flow
from helpers.figures.matrix import list_cells, matrix
from helpers.figures.money import attention_and_money, frames_by_committee, hundred_kronor
from helpers.figures.sheet import SIZES, PrintFigure, Sheet
from helpers.figures.states import state_dots
from helpers.figures.traces import trace_topic
from helpers.files import LONGEST_ALT
from helpers.links.crossref import read_reviewed
from helpers.links.labels import read_labels, read_links
from helpers.links.traces import list_topics, read_trace
from helpers.matching.evaluate import join_pairs
from helpers.matching.propose import propose_links
from helpers.plan.budget import compare_attention, tabulate_frames
from helpers.plan.read import Plan
from helpers.words import Words, shorten


def _has_frames(plan: Plan) -> bool:
    """Whether the plan's year has frames, none of them below zero, so that they can be shown as parts of a whole."""
    amounts = plan.budget.amount_tkr[plan.budget.year == plan.file.document.year]
    return bool(amounts.sum() > 0 and amounts.min() >= 0)


def _has_committee_frames(plan: Plan) -> bool:
    """Whether committees with missions have frames to set beside them, the largest frame of the plan among these."""
    if not (_has_frames(plan) and len(plan.missions)):
        return False
    frames = compare_attention(plan).amount_tkr.dropna()
    return len(frames) > 0 and bool(frames.max() >= tabulate_frames(plan).amount_tkr.max())


def _has(*files: str) -> Callable[[Plan], bool]:
    """A test whether a plan's folder has all of these files."""
    return lambda plan: all((plan.folder / file).is_file() for file in files)


_has_links = _has("links.csv", "committees.csv")


def _has_links_and_frames(plan: Plan) -> bool:
    return _has_links(plan) and _has_frames(plan)


def _always(what: object) -> bool:
    return True


@dataclass(frozen=True)
class Recipe:
    """How a table or a figure is made, whether a plan has what it needs, and the sizes that a figure can be drawn for.

    ``size`` is the one that it is shown in: a5, or the first that it has. ``kind`` are the sizes that figures of its
    kind are made for; ``fits`` says of one of them whether this figure has room there.
    """

    make: Callable[..., Any]
    possible: Callable[[Plan], bool] = _always
    kind: tuple[str, ...] = tuple(SIZES)
    fits: Callable[[str], bool] = _always

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that the figure can be drawn for."""
        return tuple(size for size in self.kind if self.fits(size))

    @property
    def size(self) -> str:
        """The size that the figure is shown in."""
        return "a5" if "a5" in self.kind else self.kind[0]


def read_once(read: Callable[[Plan], Any]) -> Callable[[Plan], Any]:
    """A reader that reads again only where the plan or a table of its folder is another: a figure has many sizes."""
    kept: list[Any] = [None, None, None]

    def reread(plan: Plan) -> Any:
        files = sorted([*plan.folder.glob("*.csv"), *plan.folder.glob("passes/*.csv")])
        state = [(file, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
        if kept[0] is not plan or kept[1] != state:
            kept[:] = [plan, state, read(plan)]
        return kept[2]

    return reread


_reviewed = read_once(read_reviewed)


_topics = read_once(list_topics)


def _of(chart: Callable[..., PrintFigure], **which: str) -> Callable[[Plan, Words, Sheet], PrintFigure]:
    """A recipe for a chart of the cross-reference."""
    return lambda plan, words, sheet: chart(_reviewed(plan), words, sheet, **which)


_has_traces = _has("topics.csv", "topic_names.csv", "links.csv", "committees.csv", "verbs.csv")


def _has_demands(plan: Plan) -> bool:
    return len(plan.demands) > 0


def has_pairs(plan: Plan) -> bool:
    """Whether there is a demand and a mission, without which nothing can be cross-referenced or printed."""
    return len(plan.demands) > 0 and len(plan.missions) > 0


def _testability(plan: Plan, words: Words, sheet: Sheet) -> PrintFigure:
    """What every pass calls specific is drawn as such; where one differs the bullet counts as disputed."""
    pledges = read_labels(plan, "pledges")
    agreed = pledges.specificity_votes == pledges.specificity_votes.max()
    return testability(pledges.assign(specificity=pledges.specificity.where(agreed, "disputed")), words, sheet)


def _has_carried(plan: Plan) -> bool:
    """Whether the plan has been read, and a link found that carries."""
    return _has_links(plan) and bool(read_links(plan).relation.isin(CARRYING).any())


def _join_pairs(plan: Plan) -> pd.DataFrame:
    proposals = propose_links(plan.demands, plan.missions, top=len(plan.missions))
    return join_pairs(proposals, read_links(plan), plan.demands, plan.missions)


_pairs = read_once(_join_pairs)


def _reading_effort(plan: Plan, words: Words, sheet: Sheet) -> PrintFigure:
    return reading_effort(_pairs(plan), words, sheet)


FIGURES: dict[str, Recipe] = {
    "01_dokumentet": Recipe(lambda plan, words, sheet: line_ledger(plan.lines, words, sheet)),
    "01_krav-och-uppdrag": Recipe(
        lambda plan, words, sheet: bullets_by_part(plan.demands, plan.missions, words, sheet), _has_demands
    ),
    "02_gar-att-prova": Recipe(_testability, _has("pledges.csv")),
    "03_ramar": Recipe(
        lambda plan, words, sheet: frames_by_committee(tabulate_frames(plan), words, sheet), _has_frames
    ),
    "03_hundra-kronor": Recipe(
        lambda plan, words, sheet: hundred_kronor(tabulate_frames(plan), words, sheet), _has_frames
    ),
    "03_uppdrag-och-ramar": Recipe(
        lambda plan, words, sheet: attention_and_money(compare_attention(plan), words, sheet),
        _has_committee_frames,
    ),
    "04_alla-krav": Recipe(_of(matrix), _has_links, ("a4",)),
    "04_krav-med-uppdrag": Recipe(_of(state_dots), _has_links),
    "04_vem-leder": Recipe(_of(lead_flow), _has_links, tuple(size for size in SIZES if size != "column")),
    "06_lasordning": Recipe(_reading_effort, _has_carried, tuple(size for size in SIZES if size != "column")),
}
"""Every figure that any plan has, by the name of its files; each recipe takes the plan, the words and the sheet."""


def name_card(plan: Plan, committee: str) -> str:
    """What the card about a committee is called, in the names of files: by the committee's own name in ASCII, or by its
    id where that leaves nothing or what another committee is called too.

    >>> name_card(plan, "bun")
    'kort_barn-och-utbildningsnamnden'
    """
    names = plan.committees.set_index("committee_id").name.map(_to_ascii)
    own = names[committee]
    return f"kort_{own if own and (names == own).sum() == 1 else committee}"


def _to_ascii(name: str) -> str:
    """Small letters and digits with hyphens between the words."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def list_figures(plan: Plan) -> dict[str, Recipe]:
    """``FIGURES``, and one for each theme (``04_tema_…``), committee (``04_kort_…``) and topic (``05_spar_…``)."""
    themes = {
        f"04_tema_{theme}": Recipe(_of(matrix, theme=theme), _has_links, fits=_fits_ties(plan, theme))
        for theme in plan.demands.theme_id.unique()
    }
    cards = {
        f"04_{name_card(plan, committee)}": Recipe(
            _card(committee), _has_links_and_frames, fits=_fits_card(plan, committee)
        )
        for committee in plan.committees.committee_id
    }
    topics = {
        f"05_spar_{topic}": Recipe(_trace(topic), _has_traces, fits=_fits_trace(plan, topic)) for topic in _topics(plan)
    }
    return dict(sorted({**FIGURES, **themes, **cards, **topics}.items()))


def _fits(limits: dict[str, int], count: Callable[[], int]) -> Callable[[str], bool]:
    """A test whether a size has room for so many rows; they are counted once, and when somebody asks."""
    counted = cache(count)
    return lambda size: size not in limits or counted() <= limits[size]


def _fits_ties(plan: Plan, theme: str) -> Callable[[str], bool]:
    """Whether a theme's demands, two rows for each, and their ties to committees have room."""

    def count() -> int:
        demands = plan.demands.demand_id[plan.demands.theme_id == theme]
        cells = list_cells(_reviewed(plan).table, _reviewed(plan).links, plan.missions)
        return 2 * len(demands) + int(cells.demand_id.isin(demands).sum())

    return _fits({"square": 23, "portrait": 28, "story": 28}, count)


def _fits_card(plan: Plan, committee: str) -> Callable[[str], bool]:
    """Whether a committee's missions and the demands that it leads have room on a card."""

    def count() -> int:
        missions, table = _reviewed(plan).missions, _reviewed(plan).table
        return int((missions.committee_id == committee).sum() + table.lead[table.committee_id == committee].sum())

    return _fits({"a6": 20, "square": 11, "portrait": 15, "story": 15}, count)


def _fits_trace(plan: Plan, topic: str) -> Callable[[str], bool]:
    """Whether a topic's demands, its links and its missions without a link have room."""

    def count() -> int:
        rows = read_trace(plan, topic)[1]
        return len(rows) + int(rows.demand_id[(rows.demand_id != "") & (rows.mission_id != "")].nunique())

    return _fits({"column": 12, "a6": 8, "square": 4, "portrait": 7, "story": 8}, count)


def _trace(topic: str) -> Callable[[Plan, Words, Sheet], PrintFigure]:
    return lambda plan, words, sheet: trace_topic(*read_trace(plan, topic), words, sheet)


def _card(committee: str) -> Callable[[Plan, Words, Sheet], PrintFigure]:
    return lambda plan, words, sheet: committee_card(
        _reviewed(plan), words, sheet, committee=committee, frames=tabulate_frames(plan)
    )


def draw(
    plan: Plan,
    name: str,
    words: Words,
    size: str | None = None,
    *,
    headline: bool = True,
    ground: str = "white",
    accent: str = ACCENT,
) -> PrintFigure:
    """One figure of a plan by its name, in the words of a language, at its own size or another.

    ``headline=False`` leaves the headline out, ``ground`` is white, dark or transparent, ``accent`` another colour. The
    figure's label says which plan and figure it is, as its files will; a short alt text that is too long is shortened.

    >>> draw(plan, "03_hundra-kronor", read_words("sv", plan)).sheet.size.name
    'a5'
    """
    recipe = list_figures(plan)[name]
    sheet = Sheet(SIZES[size or recipe.size], make_palette(accent, ground), headline)
    figure = recipe.make(plan, words, sheet)
    assert isinstance(figure, PrintFigure)
    figure.caption = replace(figure.caption, alt=shorten(figure.caption.alt, LONGEST_ALT))
    figure.set_label(f"{plan.folder.resolve().name}/{name}")
    return figure
