#!/usr/bin/env bash
# csvmedic 0.1.3: the headings of a table with decimal commas become a row of missing amounts.
# Guess: a table of amounts with ";" between its cells keeps its headings, and "−5,2" is −5.2 or stays a text.
# Seen: since every cell is a text before it is converted, the headings count as a row: the columns are 0, 1 and 2,
#   and Ram and Diff become missing amounts. "−5,2" (U+2212) becomes missing too, beside "-1,5" that is read. With a
#   column of whole numbers the headings are kept.
# Hurts: whoever lets a tool heal the files of a municipality: a cut is gone, and the columns have no names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check csvmedic==0.1.3 pandas==3.1.1 numpy==2.4.6
venv/bin/python - <<'PY'
import csvmedic


def read(text):
    with open("ramar.csv", "w", encoding="utf-8") as file:
        file.write(text)
    table = csvmedic.read("ramar.csv").astype(object)
    return [list(table.columns), *table.where(table.notna(), None).values.tolist()]


seen = {
    "decimals": read("Nämnd;Ram;Diff\nSkola;39,5;-1,5\nVård;40,2;−5,2\nKultur;5,0;1,4\nTeknik;5,0;2,4\n"),
    "with a year": read("År;Ram\n2022;39,5\n2023;40,2\n2024;5,0\n"),
}

expected = {
    "decimals": [
        [0, 1, 2],
        ["Nämnd", None, None],
        ["Skola", 39.5, -1.5],
        ["Vård", 40.2, None],
        ["Kultur", 5.0, 1.4],
        ["Teknik", 5.0, 2.4],
    ],
    "with a year": [["År", "Ram"], [2022, 39.5], [2023, 40.2], [2024, 5.0]],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
