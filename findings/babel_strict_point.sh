#!/usr/bin/env bash
# babel 2.19.0: with strict=True "1.098" is read as a Swedish number, one and a tenth.
# Guess: in Swedish a point parts neither thousands nor decimals: parse_decimal with strict=True refuses "1.098" and
#   "12.5".
# Seen: both are read, as 1.098 and 12.5; in old accounts 1.098 is a thousand and more. "1.098,8" is refused, and so
#   is "1 098,8" with a common space. In German, where a point parts thousands, strict=True refuses "12.5".
# Hurts: whoever checks amounts of a municipality with strict=True: a thousandth passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
venv/bin/python - <<'PY'
from babel.numbers import NumberFormatError, parse_decimal


def read(text, locale="sv"):
    try:
        return str(parse_decimal(text, locale=locale, strict=True))
    except NumberFormatError:
        return "refused"


seen = {text: read(text) for text in ("1.098", "12.5", "1.098,8", "1 098,8", "1\u00a0098,8")}
seen["12.5 in German"] = read("12.5", "de")

expected = {
    "1.098": "1.098",
    "12.5": "12.5",
    "1.098,8": "refused",
    "1 098,8": "refused",
    "1\u00a0098,8": "1098.8",
    "12.5 in German": "refused",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
