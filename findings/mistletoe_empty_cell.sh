#!/usr/bin/env bash
# mistletoe 1.6.0: an empty cell of a Markdown table goes, and the amount behind it stands under another year.
# Guess: "| Omsorg || 41 |" has nothing for 2022 and 41 for 2023, as cells are parted by every pipe.
# Seen: two pipes without a space between count as one: 41 stands under 2022, the headings "|| 2022 | 2023 |" begin
#   above the committees, and an empty cell is put in at the end. With a space between the pipes it is right.
#   cmarkgfm, markdown-it-py, Python-Markdown and mistune have 41 under 2023 either way.
# Hurts: budget tables written in Markdown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mistletoe==1.6.0 cmarkgfm==2025.10.22 markdown-it-py==4.3.0 markdown==3.11.3 mistune==3.4.0
venv/bin/python - <<'PY'
import re

import cmarkgfm
import markdown
import mistletoe
import mistune
from markdown_it import MarkdownIt

TIGHT = "|| 2022 | 2023 |\n|---|---|---|\n| Skola | 39,5 | 40,2 |\n| Omsorg || 41 |\n"
readers = {
    "mistletoe": mistletoe.markdown,
    "cmarkgfm": cmarkgfm.github_flavored_markdown_to_html,
    "markdown-it-py": MarkdownIt("commonmark").enable("table").render,
    "markdown": lambda text: markdown.markdown(text, extensions=["tables"]),
    "mistune": mistune.create_markdown(plugins=["table"]),
}


def cut(html):
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall("<tr>.*?</tr>", html, re.DOTALL)]


seen = {name: cut(read(TIGHT)) for name, read in readers.items()}
seen["mistletoe, with spaces"] = cut(mistletoe.markdown(TIGHT.replace("||", "| |")))

RIGHT = [["", "2022", "2023"], ["Skola", "39,5", "40,2"], ["Omsorg", "", "41"]]
expected = {
    "mistletoe": [["2022", "2023", ""], ["Skola", "39,5", "40,2"], ["Omsorg", "41", ""]],
    "cmarkgfm": RIGHT,
    "markdown-it-py": RIGHT,
    "markdown": RIGHT,
    "mistune": RIGHT,
    "mistletoe, with spaces": RIGHT,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
