#!/usr/bin/env bash
# striprtf 0.0.35: WordPad's bullets and all footnotes go, struck-out text stays.
# Guess: a bullet is kept whoever wrote the file, a footnote stands somewhere, and text marked as deleted
#   goes.
# Seen: the bullet of a \listtext group (Word) is kept, that of a \pntext group (WordPad) is dropped; a
#   footnote is dropped; deleted text is kept, glued to what stands around it.
# Hurts: plans handed in as RTF: demands without bullets are prose, and "39" struck out beside "41" is 3941.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check striprtf==0.0.35
venv/bin/python - <<'PY'
from striprtf.striprtf import rtf_to_text

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}}\f0 "
parts = {
    "Word's bullet": r"{\listtext\f1\'b7\tab}Fler jobb\par",
    "WordPad's bullet": r"{\pntext\f1\'b7\tab}Fler jobb\par",
    "footnote": r"Ramen{\super 1}{\footnote Utan lokaler.} h\'f6js\par",
    "deleted": r"Ramen {\deleted 39}{\revised 41} mnkr\par",
    }
seen = {name: rtf_to_text(HEAD + part + "}") for name, part in parts.items()}

expected = {
    "Word's bullet": "\u00b7\tFler jobb\n",
    "WordPad's bullet": "Fler jobb\n",
    "footnote": "Ramen1 höjs\n",
    "deleted": "Ramen 3941 mnkr\n",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
