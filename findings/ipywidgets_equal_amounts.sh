#!/usr/bin/env bash
# ipywidgets 8.1.9: of two committees with the same amount the second cannot be chosen in a list.
# Guess: an option is its words and its value; who marks "Omsorg" has "Omsorg" marked.
# Seen: SelectMultiple finds the mark again by its value: marking Omsorg and Kultur marks Skola and Kultur, since Skola
#   stands before Omsorg and has the same 5 mnkr. Dropdown and Select keep what was chosen, until the value is set.
# Hurts: notebooks in which committees are chosen by a list of name and amount: the figure shows another committee.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ipywidgets==8.1.9
venv/bin/python - <<'PY'
from ipywidgets import Dropdown, SelectMultiple

OPTIONS = [("Skola", 5), ("Omsorg", 5), ("Kultur", 3)]
several = SelectMultiple(options=OPTIONS)
several.index = (1, 2)  # what the browser sends when somebody marks the second and the third
one = Dropdown(options=OPTIONS)
one.index = 1
apart = SelectMultiple(options=[("Skola", 5), ("Omsorg", 6), ("Kultur", 3)])
apart.index = (1, 2)
seen = {"several": several.label, "one": one.label, "other amounts": apart.label}
expected = {"several": ("Skola", "Kultur"), "one": "Omsorg", "other amounts": ("Omsorg", "Kultur")}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
