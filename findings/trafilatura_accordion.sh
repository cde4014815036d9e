#!/usr/bin/env bash
# trafilatura 2.3.1: the heading of an accordion goes, and what stands in it comes under the heading before.
# Guess: the words of a heading are kept, whether they are a button (as WAI-ARIA's accordion has it) or not.
# Seen: <h2><button>Klimat</button></h2> is left out without a word, its paragraph is kept and stands under
#   "Skola"; the same heading without a button is there.
# Hurts: plans taken from a party's web page: the demands of one theme are read as those of another.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
venv/bin/python - <<'PY'
from trafilatura import extract

LONG = "Kommunen ska under året ta fram en plan för hur det här ska gå till, och berätta om den för alla."


def read(heading):
    body = f"<h1>Plan</h1><p>{LONG}</p><h2>Skola</h2><p>Skolan. {LONG}</p><h2>{heading}</h2><p>Klimatet. {LONG}</p>"
    text = extract(f"<html lang='sv'><body><main>{body}</main></body></html>", output_format="markdown")
    return [line.split(".")[0] for line in text.splitlines() if line]


seen = {
    "plain": read("Klimat"),
    "button": read('<button aria-expanded="false">Klimat</button>'),
}

expected = {
    "plain": ["# Plan", LONG[:-1], "## Skola", "Skolan", "## Klimat", "Klimatet"],
    "button": ["# Plan", LONG[:-1], "## Skola", "Skolan", "Klimatet"],
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
