#!/usr/bin/env bash
# stop-words 2025.11.4 and stopwordsiso 0.7.1: one direction of a demand is a stop word, the other is not.
# Guess: the lists hold grammar words; of a pair such as fler/färre both are in, or neither.
# Seen: both lists hold fler, högre, inte, noll and hundra, and neither holds färre, lägre or tusen: "högre
#   taxa" is left as "taxa", "lägre taxa" stays whole.
# Hurts: matching and keywords on Swedish plans: demands for more look like no demand, those for less stand
#   out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check stop-words==2025.11.4 stopwordsiso==0.7.1
venv/bin/python - <<'PY'
import stopwordsiso
from stop_words import get_stop_words

lists = {"stop-words": set(get_stop_words("swedish")), "stopwordsiso": stopwordsiso.stopwords("sv")}
words = "fler färre högre lägre inte noll hundra tusen".split()
seen = {name: [word for word in words if word in held] for name, held in lists.items()}

expected = {
    "stop-words": ["fler", "högre", "inte", "noll", "hundra"],
    "stopwordsiso": ["fler", "högre", "inte", "noll", "hundra"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
