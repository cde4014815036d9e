#!/usr/bin/env bash
# pywaffle 1.2.0: six equal shares are drawn as 17, 17, 17, 17, 17 and 15 squares of a hundred.
# Guess: equal amounts have equal numbers of squares, at most one apart, and a hundred squares are drawn.
# Seen: each share is rounded by itself, and what is too much is cut off the last: of six equal frames the last has two
#   squares less. Where small shares are rounded away too little is drawn: of 92.4, 0.4, 0.4, 0.4 and 6.4 per cent only
#   98 squares, and nothing is said. In another order another committee has 15.
# Hurts: pictures of "of a hundred kronor": who comes last gets less, or a krona or two are nowhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pywaffle==1.2.0 matplotlib==3.11.2
venv/bin/python - <<'PY'
from collections import Counter

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from pywaffle import Waffle


def squares(shares):
    """How many squares of a field of ten by ten each share has, in the order of the shares."""
    figure = plt.figure(FigureClass=Waffle, rows=10, columns=10, values=shares)
    return list(Counter(patch.get_facecolor() for patch in figure.axes[0].patches).values())


seen = {
    "six equal": squares([50, 50, 50, 50, 50, 50]),
    "three small": squares([92.4, 0.4, 0.4, 0.4, 6.4]),
    "halves": squares([24.5, 24.5, 25.5, 25.5]),
}
expected = {"six equal": [17, 17, 17, 17, 17, 15], "three small": [92, 6], "halves": [24, 24, 26, 26]}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
