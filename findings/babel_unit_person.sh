#!/usr/bin/env bash
# babel 2.19.0: five persons are "5 dygn", and five tons "5 engelska korta ton".
# Guess: a unit that the tables of the languages (CLDR) do not have is refused, as "inhabitant" and "student" are.
# Seen: a name is looked up as the end of any other: "person" is found in "duration-day-person", days of a person's
#   age, and printed as days: "5 dygn", in English "5 days". "scandinavian" is a mile, "metric" a cup, "force" a
#   pound-force. "ton" is the short ton, as CLDR has it; the Swedish ton is "tonne".
# Hurts: texts that set a unit behind a figure: 12,5 per person becomes so many days.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
venv/bin/python - <<'PY'
from babel.units import UnknownUnitError, format_unit


def said(unit, locale="sv"):
    try:
        return format_unit(5, unit, locale=locale)
    except UnknownUnitError:
        return "unknown"


UNITS = ("person", "scandinavian", "metric", "force", "ton", "tonne", "inhabitant", "student")
seen = {unit: said(unit) for unit in UNITS} | {"person, in English": said("person", "en")}
expected = {
    "person": "5 dygn",
    "scandinavian": "5 mil",
    "metric": "5 metriska koppar",
    "force": "5 pounds of force",
    "ton": "5 engelska korta ton",
    "tonne": "5 ton",
    "inhabitant": "unknown",
    "student": "unknown",
    "person, in English": "5 days",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
