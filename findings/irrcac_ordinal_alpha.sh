#!/usr/bin/env bash
# irrCAC 0.4.4: the ordinal weights of Krippendorff's alpha are not Krippendorff's.
# Guess: krippendorff() with weights="ordinal" gives the ordinal alpha, as "identity" gives the nominal one.
# Seen: on the example of Krippendorff's own paper (2011) nominal and interval come out as printed there, 0.743 and
#   0.849; "ordinal" gives 0.834 where the paper has 0.815: the weights are Gwet's, of ranks, not of how many values lie
#   between.
# Hurts: whoever reports how far readings on a scale agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check irrCAC==0.4.4
venv/bin/python - <<'PY'
import numpy as np
import pandas as pd
from irrCAC.raw import CAC

n = np.nan
readers = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
    "C": [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
}
printed = {"identity": 0.743, "ordinal": 0.815, "quadratic": 0.849}
seen = {
    weights: round(float(CAC(pd.DataFrame(readers), weights=weights).krippendorff()["est"]["coefficient_value"]), 3)
    for weights in printed
}
expected = {"identity": 0.743, "ordinal": 0.834, "quadratic": 0.849}
for what, value in seen.items():
    print(what, "->", value, "printed in the paper:", printed[what])
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
