"""The chart of leads of a large plan: counts of three digits and many small ones, a mark for each demand."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from matplotlib.patches import Ellipse

from helpers import read_plan
from helpers.figures.leads import leads
from helpers.figures.preflight import find_faults
from helpers.figures.sheet import A5, SIZES, PrintFigure, RoomError, Sheet
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
    return leads(labels, replace(read_words("sv", PLAN), plan=plan), sheet)


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
def test_every_demand_has_its_mark_and_every_row_its_count(counts: dict[tuple[str, str], int], sheet: str) -> None:
    led = pd.Series(counts).groupby(level=1).sum()
    if led.max() > 150:
        with pytest.raises(RoomError, match="too narrow for"):
            draw(counts, SHEETS[sheet])
        return
    figure = draw(counts, SHEETS[sheet])
    assert find_faults(figure) == []
    said = [int(text.get_text().split()[0]) for text in figure.axes[0].texts if text.get_weight() == "semibold"]
    own = sorted((int(led.get(each, 0)) for each in PLAN.committees.committee_id), reverse=True)
    assert said == own + [int(each) for each in [led.get("", 0)] if each]
    dots = list(figure.axes[0].findobj(Ellipse))
    assert len(dots) == sum(own) + 1, "and one in the key"
