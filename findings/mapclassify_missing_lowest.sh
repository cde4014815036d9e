#!/usr/bin/env bash
# mapclassify 2.10.0: a municipality without a figure is in the lowest class, or all are in one.
# Guess: a missing figure (NaN) is left out or refused.
# Seen: EqualInterval and UserDefined count it in the lowest class; with FisherJenks and MaximumBreaks every
#   municipality is in one class, as the missing figure is a bound. NaturalBreaks refuses it.
# Hurts: maps of key figures: who has not answered has the palest colour, as who spends least.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mapclassify==2.10.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1
venv/bin/python - <<'PY'
import warnings

import mapclassify
import numpy as np

warnings.simplefilter("ignore")
FIGURES = np.array([5.0, 6.0, 21.0, 22.0, 40.0, np.nan])


def classes(name, **options):
    try:
        return getattr(mapclassify, name)(FIGURES, **options).yb.tolist()
    except ValueError as error:
        return type(error).__name__


seen = {name: classes(name, k=3) for name in ("EqualInterval", "MaximumBreaks", "FisherJenks", "NaturalBreaks")}
seen["UserDefined"] = classes("UserDefined", bins=[10, 30, 50])

expected = {
    "EqualInterval": [0, 0, 1, 1, 2, 0],
    "MaximumBreaks": [0, 0, 0, 0, 0, 0],
    "FisherJenks": [0, 0, 0, 0, 0, 0],
    "NaturalBreaks": "ValueError",
    "UserDefined": [0, 0, 1, 1, 2, 0],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
