"""The flow chart of a large plan: counts of three digits and many small ends, each label by its own bar."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from helpers import read_plan
from helpers.figures.flow import flow
from helpers.figures.marks import MIDDLE
from helpers.figures.preflight import find_faults
from helpers.figures.rows import A5
from helpers.figures.sheet import SIZES, PrintFigure, RoomError, Sheet
from helpers.figures.type import MM_PER_PT
from helpers.links.labels import Labels, read_labels
from helpers.words import read_words

PLAN = read_plan(Path(__file__).parents[1] / "data" / "borlange-v-2022")
LABELS = read_labels(PLAN)
SHEETS = {"a5": A5, "square": Sheet(SIZES["square"])}


def draw(counts: dict[tuple[str, str], int], sheet: Sheet) -> PrintFigure:
    """The chart of a plan with so many demands of each theme for each committee; "" leads nobody."""
    rows = [(theme, who, n) for (theme, who), count in counts.items() for n in range(count)]
    ids = [f"{theme}-{who}-{n}" for theme, who, n in rows]
    themes, who = [theme for theme, _, _ in rows], [who for _, who, _ in rows]
    demands = pd.DataFrame({"demand_id": ids, "theme_id": themes, "line": range(1, len(ids) + 1)}).assign(text=ids)
    led = pd.DataFrame({"demand_id": ids, "committee_id": who, "lead": True, "basis": "mission"})
    plan = replace(PLAN, demands=demands)
    plan.__dict__["oddities"] = PLAN.oddities.head(0)
    labels = Labels(PLAN)
    labels.__dict__["table"] = led[led.committee_id != ""]
    return flow(labels, replace(read_words("sv", PLAN), plan=plan), sheet)


def spread(random: Random, themes: int, committees: int, most: int) -> dict[tuple[str, str], int]:
    pairs = product(PLAN.themes.theme_id[:themes], [*PLAN.committees.committee_id[:committees], ""])
    return {pair: random.choice([0, 0, 1, 1, most]) for pair in pairs} | {(PLAN.themes.theme_id[0], ""): 1}


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(
    "counts",
    [
        *(spread(Random(seed), 7, 8, most) for seed, most in ((1, 1), (2, 20), (3, 150))),
        dict.fromkeys(zip(PLAN.themes.theme_id, PLAN.committees.committee_id, strict=False), 1)
        | {(PLAN.themes.theme_id[0], ""): 400},
        {(PLAN.themes.theme_id[0], who): 1 + 300 * (n == 3) for n, who in enumerate(PLAN.committees.committee_id)},
    ],
    ids=["ones", "some large", "three digits", "a great one and small ends", "one theme, small ends"],
)
def test_no_label_lies_over_another_or_beside_anothers_bar(counts: dict[tuple[str, str], int], sheet: str) -> None:
    try:
        figure = draw(counts, SHEETS[sheet])
    except RoomError:
        assert sheet == "square", "on a small sheet it is refused rather than drawn over itself"
        return
    assert [fault for fault in find_faults(figure) if "overlap" in fault or "outside" in fault] == []
    axes = figure.axes[0]
    numbers = [text for text in axes.texts if text.get_text().isdecimal()]
    bars = [each for each in axes.findobj(Rectangle) if each.get_width() == 1 and each is not axes.patch]
    for left in (True, False):
        own = [each for each in numbers if (each.get_horizontalalignment() == "right") == left]
        sides = sorted({bar.get_x() for bar in bars})
        stacked = sorted((bar.get_y(), bar.get_height()) for bar in bars if bar.get_x() == sides[0 if left else -1])
        assert len(own) == len(stacked) > 0
        middles = sorted(_middle(each) for each in own)
        assert middles == pytest.approx([y + high / 2 for y, high in stacked], abs=0.01)
    units = [each.get_height() for each in bars]
    sums = [sum(high for bar, high in zip(bars, units, strict=True) if bar.get_x() == x) for x in (sides[0], sides[-1])]
    assert sums[0] == pytest.approx(sums[1]), "a demand is as high on both sides"


def _middle(text: Text) -> float:
    """Where the middle of a number is on the way down (mm): it is set by its baseline."""
    return float(text.get_position()[1]) - text.get_fontsize() * MIDDLE * MM_PER_PT
