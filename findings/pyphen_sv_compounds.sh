#!/usr/bin/env bash
# pyphen 0.18.1: Swedish compounds are parted in the middle of a word.
# Guess: a compound is parted where its words meet, or within one of them between syllables.
# Seen: where the second word begins with a vowel, the consonant before goes with it, and the place where the words meet
#   is no place: klima-tomställning, vår-dinsatser, kommu-nanställda, budge-tunderskott, sko-linspektionen.
# Hurts: narrow columns of printed text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyphen==0.18.1
venv/bin/python - <<'PY'
import pyphen

words = ("klimat|omställning", "kommun|anställda", "budget|underskott", "skol|inspektionen", "barn|äktenskap")
swedish = pyphen.Pyphen(lang="sv")
seen = {}
for parts in words:
    first, second = parts.split("|")
    places = swedish.positions(first + second)
    before = max(place for place in places if place < len(first))
    seen[parts] = (len(first) in places, f"{(first + second)[:before]}-{(first + second)[before:]}")
expected = {
    "klimat|omställning": (False, "klima-tomställning"),
    "kommun|anställda": (False, "kommu-nanställda"),
    "budget|underskott": (False, "budge-tunderskott"),
    "skol|inspektionen": (False, "sko-linspektionen"),
    "barn|äktenskap": (False, "bar-näktenskap"),
}
for what, value in seen.items():
    print(what, "-> parted there:", value[0], "and nearest before:", value[1])
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
