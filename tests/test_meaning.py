"""What a sentence model adds to the proposals, and that they need none: any function from texts to vectors will do."""

import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from helpers import propose_links
from helpers.matching.evaluate import TENTHS, calibrate, join_pairs, measure_calibration
from helpers.matching.propose import PACKAGE, embed_texts

DEMANDS = pd.DataFrame({"demand_id": ["a", "b"], "text": ["tryggt att bo i byn", "fler träd i staden"]})
MISSIONS = pd.DataFrame(
    {"mission_id": ["m", "n", "o"], "text": ["Inför en fixartjänst", "Plantera träd på torget", "Köp nya datorer"]}
)
TOPICS = {"tryggt": 0, "fixartjänst": 0, "träd": 1, "datorer": 2}


def embed(texts: list[str]) -> np.ndarray:
    """A model that knows what these texts are about."""
    rows = [
        [float(any(word in text and at == place for word, at in TOPICS.items())) for place in range(3)]
        for text in texts
    ]
    return np.array(rows)


def test_what_a_model_sees_moves_a_mission_up() -> None:
    plain, seen = propose_links(DEMANDS, MISSIONS), propose_links(DEMANDS, MISSIONS, embed=embed)
    score = {
        name: table.set_index(["demand_id", "mission_id"]).score for name, table in (("plain", plain), ("seen", seen))
    }
    assert [table[table.demand_id == "a"].mission_id.iloc[0] for table in (plain, seen)] == ["n", "m"]
    assert score["seen"]["a", "m"] > score["plain"]["a", "m"] and score["seen"]["a", "n"] < score["plain"]["a", "n"]
    assert seen.columns.tolist() == plain.columns.tolist() and seen.score.between(0, 1).all()


def test_a_model_that_sees_nothing_changes_nothing() -> None:
    pd.testing.assert_frame_equal(
        propose_links(DEMANDS, MISSIONS, embed=lambda texts: np.ones((len(texts), 4))), propose_links(DEMANDS, MISSIONS)
    )


def test_an_empty_plan_asks_no_model() -> None:
    assert propose_links(DEMANDS.iloc[:0], MISSIONS, embed=lambda texts: 1 / 0).empty
    assert propose_links(DEMANDS, MISSIONS.iloc[:0], embed=lambda texts: 1 / 0).empty


@pytest.mark.parametrize("vectors", [np.ones(5), np.ones((4, 3)), np.full((5, 3), np.nan)])
def test_what_is_no_row_for_each_text_is_refused(vectors: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"for 5 texts: a row of numbers for each"):
        propose_links(DEMANDS, MISSIONS, embed=lambda texts: vectors)


def test_the_small_model_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, SimpleNamespace(encode=embed))
    assert propose_links(DEMANDS, MISSIONS, embed=embed_texts).equals(propose_links(DEMANDS, MISSIONS, embed=embed))


def test_where_it_is_not_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    with pytest.raises(ImportError, match=r"pip install 'helpers\[meaning\]'"):
        propose_links(DEMANDS, MISSIONS, embed=embed_texts)


def test_reliability_is_told_by_tenths() -> None:
    links = pd.DataFrame({"demand_id": ["a", "b"], "mission_id": ["m", "n"], "relation": ["exact", "exact"]})
    scores = pd.DataFrame({"demand_id": list("aabb"), "mission_id": list("mnmn"), "score": [0.95, 0.85, 0.02, 0.45]})
    pairs = join_pairs(scores, links, DEMANDS, MISSIONS.head(2))
    table = calibrate(pairs, TENTHS)
    assert table[["from", "to", "pairs", "share"]].values.tolist() == [
        [0.0, 0.1, 1.0, 0.0], [0.4, 0.5, 1.0, 1.0], [0.8, 0.9, 1.0, 0.0], [0.9, 1.0, 1.0, 1.0],
    ]  # fmt: skip
    assert measure_calibration(pairs) == pytest.approx((0.02 + 0.55 + 0.85 + 0.05) / 4)
    assert measure_calibration(pairs, 0.05) == pytest.approx((0.55 + 0.85 + 0.05) / 3)
