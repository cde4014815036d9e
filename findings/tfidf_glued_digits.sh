#!/usr/bin/env bash
# string-grouper 0.8.0, tfidf-matcher 0.3.0: "1,5 mnkr" and "15 mnkr" are one and the same text.
# Guess: two demands that differ by a comma or a minus are alike, but less than fully.
# Seen: the similarity is 1.0 and "-5,2" is "52": both take out comma, minus, point and slash before they compare.
#   string-grouper names this default in a list of parameters; tfidf-matcher has no switch for it.
# Hurts: matching of demands: a saving of 5,2 is paired with a grant of 52 and nothing tells them apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check string-grouper==0.8.0 tfidf-matcher==0.3.0 pandas==2.3.3
venv/bin/python - <<'PY'
import pandas as pd
import tfidf_matcher
from string_grouper import compute_pairwise_similarities

ours = ["Höj anslaget med 1,5 mnkr", "Ändra ramen med -5,2 mnkr", "Höj anslaget med 1,6 mnkr"]
theirs = ["Höj anslaget med 15 mnkr", "Ändra ramen med 52 mnkr", "Höj anslaget med 1,5 mnkr"]
alike = compute_pairwise_similarities(pd.Series(ours), pd.Series(theirs))
best = tfidf_matcher.matcher(ours[:2], theirs[:2], k_matches=1)
seen = {
    "string-grouper": dict(zip(("1,5 15", "-5,2 52", "1,6 1,5"), (round(float(each), 6) == 1 for each in alike))),
    "tfidf-matcher": list(zip(best["Lookup 1"], (float(each) for each in best["Lookup 1 Confidence"]))),
}

expected = {
    "string-grouper": {"1,5 15": True, "-5,2 52": True, "1,6 1,5": False},
    "tfidf-matcher": [("Höj anslaget med 15 mnkr", 1.0), ("Ändra ramen med 52 mnkr", 1.0)],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
