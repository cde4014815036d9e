#!/usr/bin/env bash
# humanize 4.17.0: in Swedish the words are Swedish and the numbers English; "1098,8" is tenfold.
# Guess: after activate("sv_SE") 1098.8 is "1 098,8" and a milliard "1,1 miljarder", as German is given.
# Seen: "1,098.8" and "1.1 miljarder"; the text "1098,8" is taken for 10988 and printed "10,988". In German all three
#   are right: "1.098,8", "1,1 Milliarden" and "1.098,8".
# Hurts: Swedish texts made of amounts: 1,098 is read as one and a tenth.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check humanize==4.17.0
venv/bin/python - <<'PY'
import humanize

seen = {}
for locale in ("sv_SE", "de_DE"):
    humanize.activate(locale)
    seen[locale] = humanize.intcomma(1098.8), humanize.intword(1_098_800_000), humanize.intcomma("1098,8")

expected = {
    "sv_SE": ("1,098.8", "1.1 miljarder", "10,988"),
    "de_DE": ("1.098,8", "1,1 Milliarden", "1.098,8"),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
