#!/usr/bin/env bash
# pyreadstat 1.3.7: two answers of a survey become one.
# Guess: an answer too long for the format is refused or warned about when the file is written.
# Seen: it is cut at 120 bytes, without a word; two answers that differ after that have the same text, and
#   apply_value_formats, with categories as its own default, counts them as one. å, ä and ö take two bytes each. A
#   question is cut at 256 bytes. That the format has such limits is told; that answers meet is not.
# Hurts: whoever stores a consultation on a plan as .sav: for and against are added up.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==2.3.3
venv/bin/python - <<'PY'
import warnings

import pandas as pd
import pyreadstat

warnings.simplefilter("error")
start = "Förslaget att höja anslaget till de öppna förskolorna så att åtgärder på fritiden också får pengar bör kommunen "
answers = {1.0: start + "bifalla", 2.0: start + "avslå"}
question = "Vad bör kommunen göra? " + start * 3
pyreadstat.write_sav(
    pd.DataFrame({"svar": [1.0, 1.0, 1.0, 2.0]}),
    "svar.sav",
    column_labels={"svar": question},
    variable_value_labels={"svar": answers},
)
codes, _ = pyreadstat.read_sav("svar.sav")
table, told = pyreadstat.read_sav("svar.sav", apply_value_formats=True)
seen = {
    "codes": codes["svar"].value_counts().tolist(),
    "answers": table["svar"].value_counts().tolist(),
    "bytes": [len(text.encode()) for text in told.variable_value_labels["svar"].values()],
    "question": (len(question.encode()), len(told.column_names_to_labels["svar"].encode())),
}

expected = {"codes": [3, 1], "answers": [4], "bytes": [120, 120], "question": (394, 256)}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
