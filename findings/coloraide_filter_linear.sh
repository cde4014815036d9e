#!/usr/bin/env bash
# coloraide 8.13.1: a colour as a colour-blind reader sees it comes back in linear light.
# Guess: filter("deutan") of an sRGB colour is an sRGB colour; to_string(hex=True) gives its hex.
# Seen: it is in srgb-linear, and hex=True is passed over: its coordinates taken for sRGB make a red far
#   darker (67, 52, 1 for 140, 124, 17). After convert("srgb") the method machado agrees with colorspacious.
# Hurts: checks of a palette: contrasts are measured on colours that nobody sees.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check coloraide==8.13.1 colorspacious==1.1.2 numpy==2.4.6
venv/bin/python - <<'PY'
from coloraide import Color
from colorspacious import cspace_convert

RED = "#d52b1e"
filtered = Color(RED).filter("deutan", method="machado")
space = {"name": "sRGB1+CVD", "cvd_type": "deuteranomaly", "severity": 100}
other = cspace_convert([part for part in Color(RED).coords()], space, "sRGB1")


def bytes_of(parts):
    return [round(255 * float(part)) for part in parts]


seen = {
    "space": filtered.space(),
    "hex": filtered.to_string(hex=True).startswith("#"),
    "as it comes": bytes_of(filtered.coords()),
    "as srgb": bytes_of(filtered.convert("srgb").coords()),
    "colorspacious": bytes_of(other),
}

expected = {
    "space": "srgb-linear",
    "hex": False,
    "as it comes": [67, 52, 1],
    "as srgb": [140, 124, 17],
    "colorspacious": [140, 124, 17],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
