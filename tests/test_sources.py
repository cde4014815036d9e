"""What a figure rests on, beyond the lines that it names (test_sizes.py)."""

from pathlib import Path

from helpers.figures.registry import read_figure
from helpers.links.labels import read_labels
from helpers.plan.read import read_plan
from helpers.words import read_words

OURS = Path(__file__).resolve().parents[1] / "data" / "borlange-v-2022"


def test_a_card_rests_on_the_demands_that_its_missions_answer() -> None:
    plan = read_plan(OURS)
    labels = read_labels(plan)
    card = read_figure(labels, "04_kort_kommunstyrelsen").draw(read_words("sv", plan))
    linked = labels.links[labels.links.mission_id.str.startswith("ks-") & (labels.links.relation == "narrower")]
    assert set(plan.locate(linked.demand_id)) <= set(card.caption.lines)
