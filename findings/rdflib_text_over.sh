#!/usr/bin/env bash
# rdflib 7.6.0: a text amount of "5,2" is over 40, and the greatest of all.
# Guess: FILTER(?v > 40) leaves out amounts that are text, as SPARQL has it: comparing a text with a number is an
#   error.
# Seen: every text is greater than every number: "5,2" and "12" are over 40, and not under it; MAX gives "5,2". SUM
#   stops with an error.
# Hurts: whoever asks linked data for the frames above an amount: publishers often leave an amount with a comma as
#   text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rdflib==7.6.0
venv/bin/python - <<'PY'
from rdflib import Graph

PLAN = ':Skola :ram 39.5 . :Omsorg :ram 41.0 . :Kultur :ram "5,2" . :Fritid :ram "12" .'
graph = Graph().parse(data=f"@prefix : <http://example.org/> . {PLAN}", format="turtle")


def over(test):
    found = graph.query(f"SELECT ?n WHERE {{ ?n <http://example.org/ram> ?v FILTER({test}) }}")
    return sorted(str(row.n).rsplit("/", 1)[1] for row in found)


(greatest,) = graph.query("SELECT (MAX(?v) AS ?m) WHERE { ?n <http://example.org/ram> ?v }")
seen = {test: over(test) for test in ("?v > 40", "?v < 40")} | {"MAX": str(greatest.m)}
try:
    list(graph.query("SELECT (SUM(?v) AS ?s) WHERE { ?n <http://example.org/ram> ?v }"))
except Exception as error:
    seen["SUM"] = type(error).__name__

expected = {
    "?v > 40": ["Fritid", "Kultur", "Omsorg"],
    "?v < 40": ["Skola"],
    "MAX": "5,2",
    "SUM": "SPARQLTypeError",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
