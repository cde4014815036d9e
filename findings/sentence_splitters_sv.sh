#!/usr/bin/env bash
# sentencex 1.0.32 and sentence-splitter 1.4: Swedish sentences end within "t.ex." and do not end before a
# number.
# Guess: both have a Swedish list and leave t.ex., m.m. and "1 jan. 2022" whole.
# Seen: sentencex ends a sentence after t.ex. (not after bl.a.) and even before the small letter after pers.;
#   sentence-splitter keeps those, ends one after "1 jan.", and finds no end where the next begins with a
#   digit or a dash.
# Hurts: counts of sentences, readability figures, and quotes cut to a sentence.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sentencex==1.0.32 sentence-splitter==1.4
venv/bin/python - <<'PY'
import sentencex
from sentence_splitter import SentenceSplitter

texts = [
    "Kommunen ska t.ex. höja ramen.",
    "Kommunen ska bl.a. höja ramen.",
    "Då ska ca. 40 pers. anställas.",
    "Det gäller från 1 jan. 2022.",
    "Vad kostar det? 39 mnkr.",
]
splitter = SentenceSplitter(language="sv")
seen = {text: (len(list(sentencex.segment("sv", text))), len(splitter.split(text))) for text in texts}

expected = {
    "Kommunen ska t.ex. höja ramen.": (2, 1),
    "Kommunen ska bl.a. höja ramen.": (1, 1),
    "Då ska ca. 40 pers. anställas.": (2, 1),
    "Det gäller från 1 jan. 2022.": (1, 2),
    "Vad kostar det? 39 mnkr.": (2, 1),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
