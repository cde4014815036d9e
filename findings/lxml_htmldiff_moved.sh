#!/usr/bin/env bash
# lxml 6.1.3: an amount moved to another year, or a line drawn through one, is no difference.
# Guess: htmldiff marks what a reader of the two pages sees to differ.
# Seen: only words are compared: 39 moved from 2023 to 2022 is not marked, and neither is a demand that is number 8
#   and was 7. A line drawn through an amount (del) is taken away from both pages first: "39" struck out is 39 in the
#   result, as if it held. The docstring says that markup is generally ignored.
# Hurts: whoever shows what changed between a draft and a plan: the table looks the same in red and green.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lxml==6.1.3
venv/bin/python - <<'PY'
from lxml.html.diff import htmldiff


def row(*amounts):
    return "<table><tr><td>Skola</td>" + "".join(f"<td>{amount}</td>" for amount in amounts) + "</tr></table>"


seen = {
    "another year": htmldiff(row("", 39), row(39, "")),
    "another number": htmldiff("<ol start='7'><li>Fler bussar</li></ol>", "<ol start='8'><li>Fler bussar</li></ol>"),
    "struck out": htmldiff("<p>Ram 39 <del>41</del> mnkr</p>", "<p>Ram <del>39</del> 41 mnkr</p>"),
    "another amount": htmldiff("<p>Ram 39 mnkr</p>", "<p>Ram 41 mnkr</p>"),
}
expected = {
    "another year": "<table><tr><td>Skola</td><td>39</td><td></td></tr></table>",
    "another number": '<ol start="8"><li>Fler bussar</li></ol>',
    "struck out": "<p>Ram 39 41 mnkr</p>",
    "another amount": "<p>Ram <ins>41</ins> <del>39</del> mnkr</p>",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
