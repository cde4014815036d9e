#!/usr/bin/env bash
# mdformat 1.0.0: "+ 5 mnkr" becomes "- 5 mnkr", and "- 3 mnkr" below it "* 3 mnkr".
# Guess: a formatter leaves the signs before amounts, or escapes them, and sets only spaces and line breaks.
# Seen: both are bullets to it, whose sign is set by a rule: - for a first list and * for one that follows at once. The
#   page made of it is the same, without any sign; the text itself, which people read too, says less where it said more.
#   "−3 mnkr" and "±0" are paragraphs and stay.
# Hurts: notes on a budget kept as Markdown: an increase reads as a saving after a commit hook has run.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mdformat==1.0.0 markdown-it-py==4.3.0
venv/bin/python - <<'PY'
import mdformat
from markdown_it import MarkdownIt

seen = {
    text: mdformat.text(text)
    for text in ("+ 5 mnkr till skolan\n", "+ 5 mnkr till skolan\n- 3 mnkr till vägar\n", "−3 mnkr till vägar\n")
}
seen["same page"] = [MarkdownIt().render(before) == MarkdownIt().render(after) for before, after in seen.items()]
expected = {
    "+ 5 mnkr till skolan\n": "- 5 mnkr till skolan\n",
    "+ 5 mnkr till skolan\n- 3 mnkr till vägar\n": "- 5 mnkr till skolan\n\n* 3 mnkr till vägar\n",
    "−3 mnkr till vägar\n": "−3 mnkr till vägar\n",
    "same page": [True, True, True],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
