#!/usr/bin/env bash
# markdownify 1.2.3: a paragraph that begins with a minus becomes a bullet, a year a list number.
# Guess: what is a paragraph in the page is one in the Markdown: signs with a meaning are escaped.
# Seen: only * and _ are; "- 5 mnkr" is rendered as the bullet "5 mnkr", "2022. Ett år" as item 2022 of a
#   list, "# 5" as a heading, and a list item numbered 7 as number 4.
# Hurts: plans taken from a party's web page: a cut becomes a demand, and numbered demands other numbers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check markdownify==1.2.3 markdown-it-py==4.3.0
venv/bin/python - <<'PY'
from markdown_it import MarkdownIt
from markdownify import markdownify

pages = [
    "<p>- 5 mnkr</p>",
    "<p>2022. Ett år</p>",
    "<p># 5</p>",
    '<ol start="3"><li>tre</li><li value="7">sju</li></ol>',
]
seen = {page: MarkdownIt().render(markdownify(page)).replace("\n", "") for page in pages}

expected = {
    "<p>- 5 mnkr</p>": "<ul><li>5 mnkr</li></ul>",
    "<p>2022. Ett år</p>": '<ol start="2022"><li>Ett år</li></ol>',
    "<p># 5</p>": "<h1>5</h1>",
    '<ol start="3"><li>tre</li><li value="7">sju</li></ol>': '<ol start="3"><li>tre</li><li>sju</li></ol>',
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
