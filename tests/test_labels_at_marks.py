"""Labels at their marks: none stands beside a part of the hundred kronor that is another's."""

from itertools import pairwise
from pathlib import Path

import pytest

from helpers.figures.registry import read_figure
from helpers.figures.sheet import PrintFigure, RoomError
from helpers.figures.type import MM_PER_PT
from helpers.plan.read import read_plan
from helpers.words import LANGUAGES, read_words

ROOT = Path(__file__).resolve().parents[1]
SIZES = ("a6", "a5", "landscape", "a4", "square", "portrait", "story")
LEAST = 0.6
"""How high a part is at the least, against the type of its label, for the label to have to be level with it."""


def find_strays(figure: PrintFigure) -> list[str]:
    """The labels that stand above their own part, and those of high parts that are not level with it."""
    (axes,) = figure.axes
    amounts = sorted(
        (text for text in axes.texts if text.get_weight() == "bold"), key=lambda text: text.get_position()[1]
    )
    drops = [text.get_position()[1] - 0.33 * text.get_fontsize() * MM_PER_PT for text in amounts]
    parts = [(bar.get_y(), bar.get_y() + bar.get_height()) for bar in axes.patches]
    high = LEAST * figure.sheet.size.text * MM_PER_PT
    return [
        text.get_text()
        for text, y, (top, bottom) in zip(amounts, drops, parts, strict=True)
        if y < top - 0.3 or (bottom - top > 2 * high and y > bottom + high)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_stands_beside_another_part(language: str) -> None:
    plan = read_plan(ROOT / "data" / "borlange-v-2022")
    drawable, words = read_figure(plan, "03_hundra-kronor"), read_words(language, plan)
    strays, drawn = {}, 0
    for size in SIZES:
        try:
            figure = drawable.draw(words, size)
        except RoomError:
            continue
        strays[size], drawn = find_strays(figure), drawn + 1
    assert {size: found for size, found in strays.items() if found} == {} and drawn > 4


def test_a_stray_label_is_found() -> None:
    plan = read_plan(ROOT / "data" / "borlange-v-2022")
    figure = read_figure(plan, "03_hundra-kronor").draw(read_words("sv", plan))
    bars = figure.axes[0].patches
    lower = [bar.get_y() + 12 for bar in bars]
    for bar, y in zip(bars, lower, strict=True):
        bar.set_y(y)
    assert find_strays(figure) and all(one < other for one, other in pairwise(lower))
