#!/usr/bin/env bash
# mizani 0.14.6: the labels of an axis swap points and commas one after the other.
# Guess: decimal_mark="," turns the point of a number into a comma and leaves words alone, and a point between
#   thousands can be had beside it.
# Seen: the point of "milj. kr" becomes a comma too; with big_mark="." 1098.8 is "1,098,8" and 1 250 000 is "1,250,000":
#   the points that were put in are commas at once.
# Hurts: axes of figures made with plotnine: "1,098" below a bar is a thousandth of it in Swedish.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mizani==0.14.6
venv/bin/python - <<'PY'
from mizani.labels import label_number

amounts = [39.5, 1098.8]
seen = {
    "space": label_number(accuracy=0.1, big_mark=" ", decimal_mark=",")(amounts),
    "words": label_number(accuracy=0.1, decimal_mark=",", suffix=" milj. kr")(amounts),
    "points": label_number(accuracy=0.1, big_mark=".", decimal_mark=",")(amounts),
    "whole": label_number(accuracy=1, big_mark=".", decimal_mark=",")([1098, 1250000]),
}

expected = {
    "space": ["39,5", "1 098,8"],
    "words": ["39,5 milj, kr", "1098,8 milj, kr"],
    "points": ["39,5", "1,098,8"],
    "whole": ["1,098", "1,250,000"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
