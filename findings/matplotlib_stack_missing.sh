#!/usr/bin/env bash
# matplotlib 3.11.2: one amount that is missing in a stack of areas takes away every area above it too.
# Guess: where Omsorg has no figure for 2022 (NaN) its area has a gap there, and Kultur above it is drawn.
# Seen: the sums go on with what is missing: of three years, the middle one unknown for Omsorg, there is nothing left of
#   Omsorg and nothing of Kultur, whose figures are all known; only Skola, which lies below, is whole. No error and
#   no warning comes. Of five years the two areas have the first two and the last two.
# Hurts: charts of a budget over the years: a committee's silence removes another's money.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check matplotlib==3.11.2 numpy==2.4.6
venv/bin/python - <<'PY'
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def drawn(years, *amounts):
    """For each area: the years from and to which it has a width, or None where nothing is drawn."""
    areas = plt.subplots()[1].stackplot(years, amounts)
    parts = [[path.get_extents() for path in area.get_paths()] for area in areas]
    parts = [[(int(part.x0), int(part.x1)) for part in each if part.width > 0] for each in parts]
    return dict(zip(["Skola", "Omsorg", "Kultur"], parts, strict=True))


seen = {
    "all known": drawn([2021, 2022, 2023], [1, 1, 1], [2, 2, 2], [3, 3, 3]),
    "one missing": drawn([2021, 2022, 2023], [1, 1, 1], [2, np.nan, 2], [3, 3, 3]),
    "of five years": drawn([2020, 2021, 2022, 2023, 2024], [1] * 5, [2, 2, np.nan, 2, 2], [3] * 5),
}
PARTS = [(2020, 2021), (2023, 2024)]
expected = {
    "all known": {"Skola": [(2021, 2023)], "Omsorg": [(2021, 2023)], "Kultur": [(2021, 2023)]},
    "one missing": {"Skola": [(2021, 2023)], "Omsorg": [], "Kultur": []},
    "of five years": {"Skola": [(2020, 2024)], "Omsorg": PARTS, "Kultur": PARTS},
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
