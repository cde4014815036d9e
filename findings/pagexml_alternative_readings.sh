#!/usr/bin/env bash
# pagexml-tools 0.9.0: a line of PAGE XML with two readings has none, and is left out of the text.
# Guess: of a line that a reader of scans gives in two ways the first (index 0) is its text.
# Seen: the line's text is None, and make_text_region_text goes on with the next line: "Ramen är" is missing before
#   "39,5 mnkr". With one reading it is there.
# Hurts: scanned minutes and plans: the lines of which a program was in doubt are gone, and only they.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pagexml-tools==0.9.0
venv/bin/python - <<'PY'
from pathlib import Path

import pagexml.parser
from pagexml.helper.pagexml_helper import make_text_region_text

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator>plan</Creator>
<Created>2021-11-23T00:00:00</Created><LastChange>2021-11-23T00:00:00</LastChange></Metadata>
<Page imageFilename="plan.png" imageWidth="2100" imageHeight="2970"><TextRegion id="r">
<Coords points="0,1000 1000,1000 1000,1200 0,1200"/>"""


def line(top, *readings):
    corners = f"0,{top} 1000,{top} 1000,{top + 90} 0,{top + 90}"
    texts = [f'<TextEquiv index="{n}"><Unicode>{text}</Unicode></TextEquiv>' for n, text in enumerate(readings)]
    place = f'<Coords points="{corners}"/><Baseline points="0,{top + 80} 1000,{top + 80}"/>'
    return f'<TextLine id="l{top}">{place}{"".join(texts)}</TextLine>'


def read(*first):
    tail = line(1100, "39,5 mnkr") + "</TextRegion></Page></PcGts>"
    Path("plan.xml").write_text(HEAD + line(1000, *first) + tail, encoding="utf-8")
    lines = pagexml.parser.parse_pagexml_file("plan.xml").get_lines()
    return [each.text for each in lines], make_text_region_text(lines)[0]


seen = {"one reading": read("Ramen är"), "two readings": read("Ramen är", "Kamen är")}
expected = {
    "one reading": (["Ramen är", "39,5 mnkr"], "Ramen är 39,5 mnkr"),
    "two readings": ([None, "39,5 mnkr"], "39,5 mnkr"),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
