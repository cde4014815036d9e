#!/usr/bin/env bash
# string-grouper 0.8.0: "1,5 miljoner" and "15 miljoner" are the same text, with a similarity of 1.0.
# Guess: two demands that differ by a decimal comma are alike, but not wholly.
# Seen: commas, points, hyphens and slashes are taken out before the texts are compared, and with them what tells 1,5
#   from 15, 2-3 from 23 and 1/2 from 12. group_similar_strings gives both the name of the first: the second amount is
#   replaced. With regex=r"" they differ (0.82).
# Hurts: whoever joins the demands of two versions of a plan, or rows of two budgets, by their texts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check string-grouper==0.8.0 pandas==2.3.3 numpy==2.4.6 \
  scipy==1.17.1 scikit-learn==1.9.1
venv/bin/python - <<'PY'
import pandas as pd
from string_grouper import compute_pairwise_similarities, group_similar_strings

PAIRS = [
    ("Höj anslaget med 1,5 miljoner", "Höj anslaget med 15 miljoner"),
    ("Sänk avgiften med 2-3 tusen", "Sänk avgiften med 23 tusen"),
    ("Minska till 1/2 tjänst", "Minska till 12 tjänst"),
    ("Höj anslaget med 1,5 miljoner", "Höj anslaget med 16 miljoner"),
]
first, second = (pd.Series(side) for side in zip(*PAIRS, strict=True))


def compare(**options):
    return [round(float(value), 2) for value in compute_pairwise_similarities(first, second, **options)]


grouped = group_similar_strings(pd.Series(PAIRS[0]), ignore_index=True)
seen = {"as it is": compare(), "nothing taken out": compare(regex=r""), "grouped": list(grouped)}

expected = {
    "as it is": [1.0, 1.0, 1.0, 0.76],
    "nothing taken out": [0.82, 0.85, 0.82, 0.75],
    "grouped": ["Höj anslaget med 1,5 miljoner", "Höj anslaget med 1,5 miljoner"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
