"""The registry of figures: every figure of a plan by the name of its files, with its chart, its data, what it needs and
the sizes that it is made for.

A figure's words stand in the catalogues under the name of its chart: those of ``03_ramar``, drawn by ``money.frames``,
are ``frames_title``, ``frames_what`` and so on. To add a figure, write its chart, its words, and a row here.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from operator import attrgetter, methodcaller
from typing import Any

import pandas as pd

from helpers.colour import ACCENT, make_palette
from helpers.figures.charts import absences, card, document, effort, leads, matrix, money, poster, quotes, states
from helpers.figures.sheet import LONGEST_ALT, SIZES, PrintFigure, Sheet
from helpers.links.labels import Labels, read_labels
from helpers.links.needs import Output, lacks_missions, lacks_theme
from helpers.links.traces import list_topics, read_trace
from helpers.matching.evaluate import join_pairs
from helpers.matching.propose import propose_links
from helpers.plan.budget import compare_attention, tabulate_frames
from helpers.plan.read import Plan
from helpers.words import Words, shorten

USUAL = tuple(size for size in SIZES if size != "a3")
"""The sizes that a figure is made for as a rule; a3 is for posters."""

SERIES = ("front", "themes", "cards", "traces", "budget", "method")
"""In what order the figures are shown where all of them are: the front row, then what is alike together."""

_WIDE = tuple(size for size in USUAL if size != "column")


@dataclass(frozen=True)
class Figure(Output):
    """How a figure is made: its chart, what the chart takes of the labels, and the sizes that it is made for.

    ``front`` is its place in the front row, those eight that are worth printing by themselves; 0 for the others, which
    stand in their ``kind`` of ``SERIES``. ``about`` is the id of the theme, committee or topic that it is about.
    A size may have no room for the figure of one plan all the same; drawing it then raises RoomError.
    """

    chart: Callable[[Any, Words, Sheet], PrintFigure]
    data: Callable[[Labels], Any] = lambda labels: labels
    sizes: tuple[str, ...] = USUAL
    front: int = 0
    kind: str = "method"
    about: str = ""

    @property
    def size(self) -> str:
        """The size that the figure is shown in: a5, or the first that it has."""
        return "a5" if "a5" in self.sizes else self.sizes[0]

    @property
    def series(self) -> str:
        """Which of ``SERIES`` it is shown in."""
        return SERIES[0] if self.front else self.kind

    @property
    def module(self) -> str:
        """The module that its chart is in.

        >>> FIGURES["03_ramar"].module
        'helpers.figures.money'
        """
        return self._function.__module__

    @property
    def _function(self) -> Callable[..., PrintFigure]:
        return getattr(self.chart, "func", self.chart)

    def search(self, labels: Labels, words: Words) -> str:
        """The words by which somebody would look for it: those of its chart (``search_…`` in the catalogue), and the
        name of what it is about.

        >>> FIGURES["03_ramar"].search(read_labels(plan), words)
        'ramar, budget, nämnder, pengar, miljoner kronor'
        """
        return words.say(f"search_{self._function.__name__}", name=_name_subject(labels, self.about, words))


def _name_subject(labels: Labels, about: str, words: Words) -> str:
    """The name of a theme, a committee or a topic; nothing where a figure is about none of them."""
    if not about or about in words.names:
        return words.names.get(about, "")
    names = labels.read("topic_names").set_index("topic_id")
    return str(names.loc[about, words.choose("title", names.columns)])


def _tabulate_frames(labels: Labels) -> pd.DataFrame:
    return tabulate_frames(labels.plan)


def _join_pairs(labels: Labels) -> pd.DataFrame:
    """Every pair of demand and mission in the order of the proposals, with what was found of it."""
    plan = labels.plan
    proposals = propose_links(plan.demands, plan.missions, top=len(plan.missions))
    return join_pairs(proposals, labels.links, plan.demands, plan.missions)


FIGURES: dict[str, Figure] = {
    "01_dokumentet": Figure(document.ledger, attrgetter("plan.lines")),
    "01_krav-och-uppdrag": Figure(document.counts, attrgetter("plan"), needs=("demands",)),
    "02_gar-att-prova": Figure(document.testable, methodcaller("read", "pledges"), needs=("pledges",)),
    "02_vad-planen-inte-sager": Figure(absences.unsaid, attrgetter("plan"), needs=("swedish",), sizes=_WIDE, front=8),
    "03_ramar": Figure(money.frames, _tabulate_frames, needs=("frames",), front=5),
    "03_hundra-kronor": Figure(money.hundred, _tabulate_frames, needs=("sum",), front=4),
    "03_per-invanare": Figure(money.per_head, _tabulate_frames, needs=("sum", "inhabitants"), kind="budget"),
    "03_uppdrag-och-ramar": Figure(
        money.attention,
        lambda labels: compare_attention(labels.plan).query("missions > 0"),
        needs=("committee frames",),
        kind="budget",
    ),
    "04_bara-beslaktade": Figure(quotes.exceptions, sizes=_WIDE, needs=("read", "unanswered"), front=2),
    "04_ord-mot-ord": Figure(poster.verbatim, sizes=("a3",), needs=("read",), front=3),
    "04_alla-krav": Figure(matrix.matrix, sizes=("a4",), needs=("seen",), kind="themes"),
    "04_krav-med-uppdrag": Figure(states.states, needs=("seen",), front=1, kind="themes"),
    "04_vem-leder": Figure(leads.leads, sizes=_WIDE, needs=("seen",), kind="themes"),
    "06_lasordning": Figure(effort.effort, _join_pairs, sizes=_WIDE, needs=("carried",), heavy=True),
}
"""Every figure that any plan has, by the name of its files."""


def list_figures(plan: Plan | Labels) -> dict[str, Figure]:
    """``FIGURES``, and one for each theme (``04_tema_…``), committee (``04_kort_…``) and topic (``05_spar_…``)."""
    return _list_figures(read_labels(plan))


@lru_cache(maxsize=1)
def _list_figures(labels: Labels) -> dict[str, Figure]:
    plan = labels.plan
    themes = {
        f"04_tema_{theme}": Figure(
            partial(quotes.theme, theme=theme),
            sizes=_WIDE,
            needs=("seen", partial(lacks_theme, theme=theme)),
            kind="themes",
            about=theme,
        )
        for theme in plan.demands.theme_id.unique()
    }
    cards = {
        f"04_{name_card(plan, committee)}": Figure(
            partial(card.card, committee=committee),
            needs=("judged", "frames", partial(lacks_missions, committee=committee)),
            kind="cards",
            about=committee,
        )
        for committee in plan.committees.committee_id
    }
    topics = {
        f"05_spar_{topic}": Figure(
            quotes.trace,
            partial(read_trace, topic_id=topic),
            needs=("traces",),
            sizes=_WIDE,
            front=6 + n if n < 2 else 0,
            kind="traces",
            about=topic,
        )
        for n, topic in enumerate(list_topics(labels))
    }
    return dict(sorted({**FIGURES, **themes, **cards, **topics}.items()))


def list_shown(plan: Plan | Labels) -> list[str]:
    """The names of all figures as they are shown together: by ``SERIES``, the front row in its own order.

    >>> list_shown(plan)[8]
    '04_alla-krav'
    """
    figures = list_figures(plan)
    return sorted(figures, key=lambda name: (SERIES.index(figures[name].series), figures[name].front, name))


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


@dataclass(frozen=True)
class Drawable:
    """A figure of a plan whose data have been read, once for all its sizes and languages."""

    name: str
    figure: Figure
    data: Any

    def draw(
        self,
        words: Words,
        size: str | None = None,
        *,
        headline: bool = True,
        ground: str = "white",
        accent: str = ACCENT,
    ) -> PrintFigure:
        """The figure in the words of a language, at its own size or another.

        ``headline=False`` leaves the headline out, ``ground`` is white, dark or transparent, ``accent`` another colour.
        It is named by its plan and itself, as its files will be; a short alt text that is too long is shortened.
        Raises RoomError where the size has no room for it.
        """
        sheet = Sheet(SIZES[size or self.figure.size], make_palette(accent, ground), headline)
        drawn = self.figure.chart(self.data, words, sheet)
        drawn.caption = replace(drawn.caption, alt=shorten(drawn.caption.alt, LONGEST_ALT))
        drawn.name = f"{words.plan.folder.resolve().name}/{self.name}"
        return drawn


def read_figure(plan: Plan | Labels, name: str) -> Drawable:
    """A figure of a plan by its name, with what it is drawn from; of labels that are read, nothing is read again."""
    labels = read_labels(plan)
    figure = list_figures(labels)[name]
    return Drawable(name, figure, figure.data(labels))


def draw(plan: Plan | Labels, name: str, words: Words, size: str | None = None, **look: Any) -> PrintFigure:
    """One figure of a plan by its name; ``look`` as in ``Drawable.draw``.

    >>> draw(plan, "03_hundra-kronor", words).sheet.size.name
    'a5'
    """
    return read_figure(plan, name).draw(words, size, **look)
