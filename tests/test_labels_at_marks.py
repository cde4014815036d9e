"""Labels at their marks: each stands beside its own bar, dots or part, in every figure and size that has them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from matplotlib.patches import Ellipse, Patch, Rectangle
from matplotlib.text import Text

from helpers.figures import money
from helpers.figures.marks import LEAST_PITCH, MIDDLE
from helpers.figures.registry import list_figures, read_figure
from helpers.figures.sheet import PrintFigure, RoomError
from helpers.figures.type import MM_PER_PT
from helpers.links.labels import Labels, read_labels
from helpers.plan.read import read_plan
from helpers.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [ROOT / "data" / "borlange-v-2022", ROOT / "tests" / "plans" / "almvik-2026"]
Spans = list[tuple[float, float]]


def find_middle(text: Text) -> float:
    """Where the middle of a text is on the way down (mm): it is set by its baseline."""
    return float(text.get_position()[1]) - text.get_fontsize() * MIDDLE * MM_PER_PT


def find_span(mark: Patch) -> tuple[float, float]:
    """Where a mark begins and ends on the way down (mm)."""
    if isinstance(mark, Ellipse):
        return mark.center[1] - mark.height / 2, mark.center[1] + mark.height / 2
    assert isinstance(mark, Rectangle)
    return mark.get_y(), mark.get_y() + mark.get_height()


def find_strays(labels: Iterable[Text], marks: Spans) -> list[str]:
    """The labels that are more than half a line away from the mark of their place: the first's is the first."""
    ordered = sorted(labels, key=find_middle)
    return [
        text.get_text()
        for text, (top, bottom) in zip(ordered, sorted(marks), strict=True)
        if not top - text.get_fontsize() * MM_PER_PT / 2
        < find_middle(text)
        < bottom + text.get_fontsize() * MM_PER_PT / 2
    ]


def pick(figure: PrintFigure, weight: str) -> list[Text]:
    return [text for text in figure.axes[0].texts if text.get_weight() == weight]


def pick_spans(figure: PrintFigure, kind: type[Patch] = Rectangle) -> Spans:
    return [find_span(patch) for patch in figure.axes[0].patches if isinstance(patch, kind)]


def check_bars(figure: PrintFigure) -> list[str]:
    """Every amount stands at its own bar; that of the sum at none."""
    said, bars = sorted(pick(figure, "semibold"), key=find_middle), pick_spans(figure)
    return find_strays([text for text in said if find_middle(text) < max(bars)[1]], bars)


def check_pairs(figure: PrintFigure) -> list[str]:
    """Both amounts of each pair stand at their own bars."""
    bars = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    split = max(bar.get_x() for bar in bars)
    sides = [[find_span(bar) for bar in bars if (bar.get_x() < split) == left] for left in (True, False)]
    said = [[t for t in pick(figure, "semibold") if (t.get_position()[0] < split) == left] for left in (True, False)]
    return [stray for texts, spans in zip(said, sides, strict=True) for stray in find_strays(texts, spans)]


def check_parts(figure: PrintFigure) -> list[str]:
    """The labels that stand all above their own part, and those of high parts that are not level with it."""
    amounts, parts = sorted(pick(figure, "bold"), key=find_middle), pick_spans(figure)
    line = 0.65 * amounts[0].get_fontsize() * MM_PER_PT
    return [
        text.get_text()
        for text, (top, bottom) in zip(amounts, parts, strict=True)
        if find_middle(text) < top - line or (bottom - top > 2 * line and find_middle(text) > bottom + line)
    ]


def check_rows(figure: PrintFigure) -> list[str]:
    """Every count stands at its own row of dots."""
    return find_strays(pick(figure, "semibold"), sorted(set(pick_spans(figure, Ellipse))))


def check_leads(figure: PrintFigure) -> list[str]:
    """Every count stands at its own row of marks; one of none has no mark."""
    counts = [text for text in pick(figure, "semibold") if not text.get_text().startswith("0")]
    spans = [find_span(patch) for patch in figure.axes[0].patches if isinstance(patch, Ellipse | Rectangle)]
    middles = sorted({round((top + bottom) / 2, 3) for top, bottom in spans})[-len(counts) :]  # above them the key
    return find_strays(counts, [(middle, middle) for middle in middles])


CHECKS: dict[str, Callable[[PrintFigure], list[str]]] = {
    "01_krav-och-uppdrag": check_rows,
    "03_hundra-kronor": check_parts,
    "03_per-invanare": check_bars,
    "03_ramar": check_bars,
    "03_uppdrag-och-ramar": check_pairs,
    "04_vem-leder": check_leads,
}
"""How the labels of each figure that has them at its marks are checked."""


@cache
def read(folder: Path) -> Labels:
    """A plan with its labels, read once for every figure and language."""
    return read_labels(read_plan(folder))


@cache
def draw_all(name: str, folder: Path, language: str) -> dict[str, PrintFigure]:
    """A figure of a plan at every size that has room for it."""
    labels, drawn = read(folder), dict[str, PrintFigure]()
    figure = list_figures(labels)[name]
    for size in figure.sizes if figure.possible(labels) else ():
        with suppress(RoomError):
            drawn[size] = read_figure(labels, name).draw(labels.speak(language), size)
    return drawn


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_label_stands_beside_anothers_mark(name: str, language: str, folder: Path) -> None:
    drawn = draw_all(name, folder, language)
    strays = {size: CHECKS[name](figure) for size, figure in drawn.items()}
    assert {size: found for size, found in strays.items() if found} == {}
    assert len(drawn) > 4 or (name, folder) == ("03_per-invanare", FOLDERS[1])


@pytest.mark.parametrize("size", ["a5", "landscape", "square"])
def test_labels_of_the_hundred_kronor_stand_within_their_parts(size: str) -> None:
    figure = draw_all("03_hundra-kronor", FOLDERS[0], "sv")[size]
    amounts = sorted(pick(figure, "bold"), key=find_middle)
    high = amounts[0].get_fontsize() * LEAST_PITCH
    apart = [
        text.get_text()
        for text, (top, bottom) in zip(amounts, pick_spans(figure), strict=True)
        if bottom - top >= high and not top <= find_middle(text) <= bottom
    ]
    assert apart == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_stray_label_is_found(name: str) -> None:
    figure = read_figure(read(FOLDERS[0]), name).draw(read(FOLDERS[0]).speak())
    bold = "bold" if name == "03_hundra-kronor" else "semibold"
    said = [text for text in pick(figure, bold) if text.get_color() != figure.sheet.palette.accent]
    lowest, *_ = sorted(said, key=find_middle)
    x, y = lowest.get_position()
    lowest.set_position((x, y + 30 if name != "03_hundra-kronor" else y - 30))
    assert CHECKS[name](figure)


def test_where_labels_cannot_stand_at_their_marks_it_is_refused() -> None:
    with pytest.raises(RoomError, match="too low for 3 labels"):
        money._stand_beside([2, 2, 96], [10.0, 10.0, 10.0], 12, "a5")
