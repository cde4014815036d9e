#!/usr/bin/env bash
# bluebell-akn 3.1.1: two web addresses in one paragraph lose their slashes, and what is between them is in italics.
# Guess: plain text becomes Akoma Ntoso with all its signs; a mark counts where it stands around words.
# Seen: // begins and ends italics wherever it stands: of "https://exempel.se/plan och https://exempel.se/budget" there
#   is "https:exempel.se/plan och https:exempel.se/budget". A paragraph with one address is whole, and a
#   backslash before each // keeps both. 5.0.0, which needs Python 3.12, does the same.
# Hurts: decisions and plans that name their sources: the addresses lead nowhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check bluebell-akn==3.1.1 cobalt==9.0.1
venv/bin/python - <<'PY'
from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri
from lxml import etree


def paragraph(text):
    """The paragraph that a line of a statement becomes: its words and its elements."""
    uri = FrbrUri.parse("/akn/se/statement/2021/plan")
    uri.default_language = "swe"
    made = AkomaNtosoParser(uri).parse_to_xml(text + "\n", "statement")
    made = etree.fromstring(made) if isinstance(made, str | bytes) else made
    found = made.find(".//{*}mainBody//{*}p")
    return "".join(found.itertext()), [etree.QName(child).localname for child in found]


ONE, TWO = "Se https://exempel.se/plan.", "Se https://exempel.se/plan och https://exempel.se/budget."
seen = {"one address": paragraph(ONE), "two addresses": paragraph(TWO), "marked": paragraph(TWO.replace("//", "\\//"))}
expected = {
    "one address": (ONE, []),
    "two addresses": ("Se https:exempel.se/plan och https:exempel.se/budget.", ["i"]),
    "marked": (TWO, []),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
