#!/usr/bin/env bash
# nltk 3.10.4: weighted_kappa is wrong as soon as it is told how far apart two ranks can be.
# Guess: with distances of 0 to 2, max_distance=2 gives what halved distances give, since kappa is a ratio of
#   distances.
# Seen: 0.17 against 0.59 (scikit-learn: 0.59): max_distance divides the distance expected by chance and not
#   the observed one; left out, kappa is right for any unit.
# Hurts: whoever weights disagreement by ranks and fills in the parameter as it is named.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nltk==3.10.4
venv/bin/python - <<'PY'
from nltk.metrics.agreement import AnnotationTask

first, second = [0, 1, 2, 2, 0, 1, 0, 2], [1, 1, 2, 1, 0, 2, 0, 2]
ratings = [(who, str(unit), rank) for who, ranks in zip("ab", (first, second)) for unit, rank in enumerate(ranks)]


def kappa(unit, **options):
    task = AnnotationTask(ratings, distance=lambda one, other: abs(one - other) * unit)
    return round(task.weighted_kappa(**options), 2)


seen = {
    "whole ranks": kappa(1),
    "half ranks": kappa(0.5),
    "whole ranks, max_distance=2": kappa(1, max_distance=2),
}

expected = {
    "whole ranks": 0.59,
    "half ranks": 0.59,
    "whole ranks, max_distance=2": 0.17,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
