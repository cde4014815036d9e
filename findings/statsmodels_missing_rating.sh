#!/usr/bin/env bash
# statsmodels 0.15.0: what nobody has rated counts as agreement.
# Guess: aggregate_raters drops or refuses a missing rating (NaN).
# Seen: NaN becomes a category of its own: two units that both readers left out raise Fleiss' kappa from 0 to
#   0.5.
# Hurts: whoever measures agreement where not everybody has read everything.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
venv/bin/python - <<'PY'
import numpy as np
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

read = np.array([[1.0, 1.0], [2.0, 1.0], [1.0, 2.0], [2.0, 2.0]])
unread = np.array([[np.nan, np.nan], [np.nan, np.nan]])


def measure(ratings):
    table, categories = aggregate_raters(ratings)
    return round(float(fleiss_kappa(table)), 2), categories.size


seen = {"read": measure(read), "with two that nobody read": measure(np.vstack([read, unread]))}

expected = {
    "read": (0.0, 2),
    "with two that nobody read": (0.5, 3),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
