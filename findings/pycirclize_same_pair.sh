#!/usr/bin/env bash
# pyCirclize 1.10.1: of two rows with the same two ends, the chord diagram keeps the last alone.
# Guess: flows between the same two (two posts from one theme to one committee) are added, as sankeyflow 0.4.1 does.
# Seen: parse_fromto_table makes 3 of 5 and 3; the diagram's sector of the committee is 3 long. Nothing is said.
# Hurts: a flow of demands or money kept one row for each link: the picture shows fewer than the table.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pycirclize==1.10.1 sankeyflow==0.4.1 pandas==2.2.3 matplotlib==3.10.8
MPLBACKEND=Agg venv/bin/python - <<'PY'
import pandas as pd
from pycirclize import Circos
from pycirclize.parser import Matrix
from sankeyflow import Sankey

rows = [("Skola", "Kultur", 5), ("Skola", "Kultur", 3), ("Vård", "Kultur", 2)]
matrix = Matrix.parse_fromto_table(pd.DataFrame(rows, columns=["from", "to", "value"]))
chord = Circos.chord_diagram(matrix)
sankey = Sankey(flows=rows)
seen = {
    "matrix": int(matrix.dataframe.loc["Skola", "Kultur"]),
    "chord": {sector.name: float(sector.size) for sector in chord.sectors},
    "sankey": {node.name: node.value for level in sankey.nodes for node in level},
}

expected = {
    "matrix": 3,
    "chord": {"Skola": 3.0, "Kultur": 5.0, "Vård": 2.0},
    "sankey": {"Skola": 8, "Vård": 2, "Kultur": 10},
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
