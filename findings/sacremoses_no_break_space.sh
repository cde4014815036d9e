#!/usr/bin/env bash
# sacremoses 0.2.0: a no-break space between thousands becomes a point.
# Guess: MosesPunctNormalizer("sv") leaves "1 098" alone or gives it a plain space.
# Seen: "1.098 mnkr", "4.000.000 kr" and "kl. 8.30": between two digits the no-break space U+00A0 is a point for
#   Swedish and a comma for German ("1,098"); U+202F is left. The space of "39,5 %" goes, and "EU:s" is "EU: s" after
#   it has been tokenized and put together again.
# Hurts: texts cleaned before they are compared or translated: 1 098 mnkr reads as 1,098 mnkr, and a quote is not found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sacremoses==0.2.0
venv/bin/python - <<'PY'
from sacremoses import MosesDetokenizer, MosesPunctNormalizer, MosesTokenizer

TEXTS = ["1\u00a0098 mnkr", "4\u00a0000\u00a0000 kr", "kl. 8\u00a030", "1\u202f098 mnkr", "39,5\u00a0%"]
seen = {text: MosesPunctNormalizer("sv").normalize(text) for text in TEXTS}
seen["de"] = MosesPunctNormalizer("de").normalize(TEXTS[0])
tokens = MosesTokenizer("sv").tokenize("EU:s mål")
seen["tokens"] = tokens
seen["back"] = MosesDetokenizer("sv").detokenize(tokens)

expected = {
    "1\u00a0098 mnkr": "1.098 mnkr",
    "4\u00a0000\u00a0000 kr": "4.000.000 kr",
    "kl. 8\u00a030": "kl. 8.30",
    "1\u202f098 mnkr": "1\u202f098 mnkr",
    "39,5\u00a0%": "39,5%",
    "de": "1,098 mnkr",
    "tokens": ["EU", ":", "s", "mål"],
    "back": "EU: s mål",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
