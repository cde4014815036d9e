#!/usr/bin/env bash
# pytablewriter 1.2.1: a text cell 39,5 is written as 395.
# Guess: cells that are text come out as they were put in.
# Seen: "39,5" is written as 395 and "-5,2" as -52, in CSV and in Markdown; "1 098,8" and "−5,2" (U+2212) stay; the
#   municipality code "0180" is 180. One column may hold both kinds. With the columns typed as String all is kept.
# Hurts: budget tables handed on as Markdown, CSV or LaTeX: some amounts are tenfold, those beside them are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pytablewriter==1.2.1
venv/bin/python - <<'PY'
import csv

from pytablewriter import CsvTableWriter, MarkdownTableWriter, String

ROWS = [["Skola", "39,5", "0180"], ["Kultur", "-5,2", "2081"], ["Teknik", "1 098,8", "5"], ["Fritid", "−5,2", "7"]]


def write(writer, types=()):
    return writer(headers=["Nämnd", "Ram", "Kod"], value_matrix=ROWS, type_hints=types).dumps().splitlines()


markdown = [[cell.strip() for cell in line.strip("|").split("|")] for line in write(MarkdownTableWriter)[2:]]
seen = {
    "csv": list(csv.reader(write(CsvTableWriter)))[1:],
    "the same in Markdown": markdown == list(csv.reader(write(CsvTableWriter)))[1:],
    "as String": list(csv.reader(write(CsvTableWriter, [String] * 3)))[1:] == ROWS,
}

expected = {
    "csv": [["Skola", "395", "180"], ["Kultur", "-52", "2081"], ["Teknik", "1 098,8", "5"], ["Fritid", "−5,2", "7"]],
    "the same in Markdown": True,
    "as String": True,
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
