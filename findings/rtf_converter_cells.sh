#!/usr/bin/env bash
# rtf-converter 0.1.22: the cells and rows of a table are one word, and the text of a link goes.
# Guess: the amounts of a table in RTF are parted by something, and a link leaves its words.
# Seen: "Skola" and 39,5 above "Omsorg" and 41 are "Skola39,5Omsorg41", "Se sidan 7." with a link is "Se .", and a
#   hyphen that may not break is dropped: "2022-2023" is 20222023. striprtf 0.0.35 keeps all of it.
# Hurts: readers of budget tables in RTF.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rtf-converter==0.1.22 striprtf==0.0.35
venv/bin/python - <<'PY'
from rtf_converter import rtf_to_txt
from striprtf.striprtf import rtf_to_text

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}"
ROW = r"\trowd\cellx2000\cellx4000 "
PARTS = {
    "table": rf"{ROW}Skola\cell 39,5\cell\row{ROW}Omsorg\cell 41\cell\row\pard",
    "link": r'Se {\field{\*\fldinst HYPERLINK "https://exempel.se"}{\fldrslt sidan 7}}.\par',
    "hyphen": r"2022\_2023\par",
}
seen = {
    name: (rtf_to_txt(f"{HEAD}{part}}}").strip(), rtf_to_text(f"{HEAD}{part}}}").strip())
    for name, part in PARTS.items()
}

expected = {
    "table": ("Skola39,5Omsorg41", "Skola|39,5|\nOmsorg|41|"),
    "link": ("Se .", "Se sidan 7."),
    "hyphen": ("20222023", "2022\u20112023"),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
