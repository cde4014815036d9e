#!/usr/bin/env bash
# tei-reader 0.0.17: a figure and its correction in TEI are one number: 39 and 41 are 3941.
# Guess: of <choice> with an error and its correction one is read, and what was struck out is not.
# Seen: text has both in a row: "3941 mnkr" for 39 corrected to 41, "56 mnkr" for 5 struck out and 6 added. The cells of
#   a row are one word, "Skola39,5". TEI (3.5) calls the two alternative encodings of one point.
# Hurts: whoever counts words and amounts in a plan or minutes edited in TEI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tei-reader==0.0.17
venv/bin/python - <<'PY'
from pathlib import Path

from tei_reader import TeiReader

HEAD = "<teiHeader><fileDesc><titleStmt><title>Plan</title></titleStmt><publicationStmt><p/></publicationStmt>"
HEAD += "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"


def read(body):
    xml = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body>{body}</body></text></TEI>'
    Path("plan.xml").write_text(xml, encoding="utf-8")
    return TeiReader().read_file("plan.xml").text.strip()


seen = {
    "corrected": read("<p>Ramen är <choice><sic>39</sic><corr>41</corr></choice> mnkr.</p>"),
    "struck out": read("<p>Ramen är <del>5</del><add>6</add> mnkr.</p>"),
    "cells": read("<table><row><cell>Skola</cell><cell>39,5</cell></row></table>"),
}
expected = {
    "corrected": "Ramen är 3941 mnkr.",
    "struck out": "Ramen är 56 mnkr.",
    "cells": "Skola39,5",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
