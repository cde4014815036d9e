#!/usr/bin/env bash
# Whoosh-Reloaded 2.7.5: "5 bussar" and "7 bussar" are one in the index, "1 098,8" is "098", and "inte" is not there.
# Guess: the analyzer for Swedish keeps the numbers of a text as whole as its words.
# Seen: what has one sign is dropped, and a comma or space parts a number: of "5,2 procent" and "−7,8 procent" there is
#   "procent", a search for 7 bussar finds those with 5. "inte" is a stop word: "inte bygga" finds who wants to build.
# Hurts: whoever searches the texts of plans for an amount or for what a party does not want.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check whoosh-reloaded==2.7.5
venv/bin/python - <<'PY'
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

PLANS = ("5 bussar", "1 098,8 mnkr", "−7,8 procent", "Vi vill bygga skolan")
analyze = LanguageAnalyzer("sv")
index = RamStorage().create_index(Schema(plan=ID(stored=True), text=TEXT(analyzer=analyze)))
with index.writer() as writer:
    for plan in PLANS:
        writer.add_document(plan=plan, text=plan)


def find(words):
    with index.searcher() as searcher:
        return [hit["plan"] for hit in searcher.search(QueryParser("text", index.schema).parse(words))]


seen = {plan: [token.text for token in analyze(plan)] for plan in PLANS}
seen |= {f"find {words}": find(words) for words in ("7 bussar", "5,2 procent", "inte bygga", "1098")}

expected = {
    "5 bussar": ["buss"],
    "1 098,8 mnkr": ["098", "mnkr"],
    "−7,8 procent": ["procent"],
    "Vi vill bygga skolan": ["vill", "bygg", "skolan"],
    "find 7 bussar": ["5 bussar"],
    "find 5,2 procent": ["−7,8 procent"],
    "find inte bygga": ["Vi vill bygga skolan"],
    "find 1098": [],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
