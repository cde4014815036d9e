#!/usr/bin/env bash
# ixbrl-parse 0.11.0: an amount marked as written with a decimal comma is tenfold.
# Guess: "39,5" with the format ixt:numcommadecimal and scale 6 is 39 500 000, as the registry of transformations
#   says (the comma is the decimal sign) and as ixbrlparse, another library, reads it.
# Seen: the rule of numdotdecimal is used: commas are taken out, and "39,5" is 395 000 000; a dot between
#   thousands is then taken as the decimal sign: "1.250,5" is 1 250 500 instead of 1 250 500 000.
# Hurts: whoever compares annual reports; the same statement in a report with dots is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ixbrl-parse==0.11.0 ixbrlparse==0.12.0 lxml==6.1.3
venv/bin/python - <<'PY'
import io

from ixbrl_parse.ixbrl import parse
from ixbrlparse import IXBRL
from lxml import etree

NAMES = {
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26",
    "b": "http://example.org/bokslut",
}
HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" ' + " ".join(f'xmlns:{key}="{uri}"' for key, uri in NAMES.items()) + ">"
    '<head><title>Bokslut</title></head><body><div style="display:none"><ix:header><ix:references>'
    '<link:schemaRef xlink:type="simple" xlink:href="http://example.org/bokslut.xsd"/></ix:references><ix:resources>'
    '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://example.org">1</xbrli:identifier>'
    "</xbrli:entity><xbrli:period><xbrli:instant>2022-12-31</xbrli:instant></xbrli:period></xbrli:context>"
    '<xbrli:unit id="u"><xbrli:measure>iso4217:SEK</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>'
)


def read(format, amount):
    fact = f'<ix:nonFraction name="b:N" contextRef="c" unitRef="u" decimals="-5" scale="6" format="ixt:{format}">'
    report = f"{HEAD}<p>{fact}{amount}</ix:nonFraction> mnkr</p></body></html>"
    one = parse(etree.ElementTree(etree.fromstring(report))).values.values()
    other = IXBRL(io.StringIO(report)).numeric
    return [value.to_value().get_value() for value in one], [value.value for value in other]


seen = {
    amount: read(format, amount)
    for format, amount in (
        ("numdotdecimal", "39.5"),
        ("numcommadecimal", "39,5"),
        ("numcommadecimal", "1 250,5"),
        ("numcommadecimal", "1.250,5"),
    )
}

expected = {
    "39.5": ([39_500_000.0], [39_500_000.0]),
    "39,5": ([395_000_000.0], [39_500_000.0]),
    "1 250,5": ([12_505_000_000.0], [1_250_500_000.0]),
    "1.250,5": ([1_250_500.0], [1_250_500_000.0]),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
