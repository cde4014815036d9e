#!/usr/bin/env bash
# scikit-learn 1.9.1: weighted kappa goes by the order of the labels that occur, not by their values.
# Guess: with weights="linear" the ranks 0, 1 and 5 are 1 and 4 apart, and words are refused for want of an
#   order.
# Seen: 0, 1, 5 counts as 0, 1, 2: a step of the scale that nobody used changes kappa (0.68; 0.52 with
#   labels=range(6)); words are ranked by the alphabet (high < low < medium: 0.31 where the scale has 0.59).
# Hurts: whoever reports agreement on graded relations (exact, close, narrower, …).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
venv/bin/python - <<'PY'
from sklearn.metrics import cohen_kappa_score

one, other = [0, 1, 5, 5, 0, 1, 5], [0, 5, 5, 1, 0, 1, 5]
scale = ["low", "medium", "high"]
first = ["low", "medium", "high", "high", "low", "medium", "low", "high"]
second = ["medium", "medium", "high", "medium", "low", "high", "low", "high"]


def kappa(a, b, labels=None):
    return round(float(cohen_kappa_score(a, b, weights="linear", labels=labels)), 2)


seen = {
    "0, 1, 5": kappa(one, other),
    "as 0, 1, 2": kappa([min(rank, 2) for rank in one], [min(rank, 2) for rank in other]),
    "0, 1, 5 of 0 to 5": kappa(one, other, range(6)),
    "words": kappa(first, second),
    "words, labels in order": kappa(first, second, scale),
}

expected = {
    "0, 1, 5": 0.68,
    "as 0, 1, 2": 0.68,
    "0, 1, 5 of 0 to 5": 0.52,
    "words": 0.31,
    "words, labels in order": 0.59,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
