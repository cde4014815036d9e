"""The chart of quotes: whose words stand where, what is marked, and what is said where there is nothing to quote."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.figures.preflight import find_faults
from helpers.figures.quotes import exceptions, pair, theme, verbatim
from helpers.figures.registry import FIGURES, read_figure
from helpers.figures.sheet import SIZES, PrintFigure, Sheet
from helpers.links.labels import Labels
from helpers.plan.read import Plan
from helpers.words import Words, read_words

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def words(plan: Plan) -> Words:
    return read_words("sv", plan)


def read_all(figure: PrintFigure) -> str:
    return " ".join(text.get_text() for text in figure.axes[0].texts)


def test_the_six_are_quoted_with_their_related_missions(plan: Plan, labels: Labels, words: Words) -> None:
    figure = exceptions(labels, words, Sheet(SIZES["a4"]))
    said = read_all(figure)
    without = plan.demands[labels.grade("demand_id").isin(["related", "none"]).to_numpy()]
    assert len(without) == figure.numbers.demand_id.nunique() == 6
    assert all(f"rad {line}" in said for line in without.line)
    assert "”utlysa klimatnödläge i Borlänge kommun”" in said and find_faults(figure) == []
    assert not figure.axes[0].patches, "all missions are of one kind: no mark is needed"


def test_a_small_sheet_counts_what_it_cannot_quote(labels: Labels, words: Words) -> None:
    figure = exceptions(labels, words, Sheet(SIZES["square"]))
    counts = [text.get_text() for text in figure.axes[0].texts if text.get_text().isdigit()]
    assert sum(map(int, counts)) == len(figure.numbers) and len(counts) == 6


def test_those_that_answer_best_come_first(labels: Labels) -> None:
    pairs = pair(labels, ["skola-1", "klimat-5"])
    assert pairs.demand_id.iloc[0] == "klimat-5"
    assert pairs[pairs.demand_id == "skola-1"].kind.tolist() == sorted(pairs.kind[1:], reverse=True)


def test_a_demand_without_any_link_says_so(labels: Labels, words: Words) -> None:
    gone = labels.links.demand_id == "klimat-5"
    none = labels.replace(links=labels.links.assign(relation=labels.links.relation.mask(gone, "none")))
    figure = exceptions(none, words, Sheet(SIZES["a4"]))
    assert figure.caption.headline == "Sex krav motsvaras inte av något uppdrag"
    assert "inget uppdrag, inte ens ett besläktat" in read_all(figure)


def test_an_unread_theme_is_told_as_unread(plan: Plan, labels: Labels, words: Words) -> None:
    mine = plan.demands.demand_id[plan.demands.theme_id == "bostad"]
    links, committees = (rows[~rows.demand_id.isin(mine)] for rows in (labels.links, labels.committees))
    unread = labels.replace(links=links, committees=committees, table=labels.table[~labels.table.demand_id.isin(mine)])
    figure = theme(unread, words, theme="bostad")
    assert figure.caption.headline == "0 av 0 lästa krav motsvaras av uppdrag"


def test_the_poster_has_every_demand(plan: Plan, labels: Labels, words: Words) -> None:
    figure = verbatim(labels, words, Sheet(SIZES["a3"]))
    assert figure.numbers.demand_id.nunique() == len(plan.demands) == 35
    assert len({patch.get_facecolor() for patch in figure.axes[0].patches}) > 1 and find_faults(figure) == []


def test_what_every_demand_has_needs_no_list_of_exceptions(plan: Plan, labels: Labels) -> None:
    answered = labels.replace(links=labels.links.assign(relation="exact"))
    assert FIGURES["04_bara-beslaktade"].lacks(answered) == "varje läst krav motsvaras av uppdrag, helt eller delvis"
    assert FIGURES["04_bara-beslaktade"].lacks(labels) == ""


def test_two_largest_frames_share_the_headline(plan: Plan, words: Words) -> None:
    drawable = read_figure(plan, "03_ramar")
    frames = drawable.data.assign(amount_tkr=1000, hundred_ore=1000)
    figure = drawable.figure.chart(frames, words, Sheet(SIZES["a5"]))
    assert figure.caption.said == "Så fördelas ramarna"
    whole = read_figure(plan, "03_hundra-kronor").figure.chart(frames, words, Sheet(SIZES["a5"]))
    said = [text.get_text() for text in whole.axes[0].texts]
    assert said.count("10 kr") == 10, "no frame is less than a krona: none are drawn together"
    assert isinstance(frames, pd.DataFrame)
