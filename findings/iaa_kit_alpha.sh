#!/usr/bin/env bash
# iaa-kit 0.1.2: Krippendorff's alpha is not his, and "ordinal" is "interval".
# Guess: on the example of Krippendorff's own paper (2011) the three scales give 0.743, 0.815 and 0.849, as printed.
# Seen: 0.72, 0.832 and 0.832: the expected disagreement counts readings that pair with nothing, an item with more
#   readings weighs more, and ranks are subtracted as if they were amounts. krippendorff 0.9.0 gives what is printed.
# Hurts: whoever reports how far readings of a plan agree, with some of them missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check iaa-kit==0.1.2 krippendorff==0.9.0 numpy==2.4.6
venv/bin/python - <<'PY'
import iaa_kit
import krippendorff

n = None
readers = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
    [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
]
items = [list(item) for item in zip(*readers)]
table = [[float("nan") if value is n else value for value in reader] for reader in readers]
seen = {
    scale: (
        round(iaa_kit.krippendorff_alpha(items, scale=scale, n_boot=10)[0], 3),
        round(float(krippendorff.alpha(reliability_data=table, level_of_measurement=scale)), 3),
    )
    for scale in ("nominal", "ordinal", "interval")
}

expected = {"nominal": (0.72, 0.743), "ordinal": (0.832, 0.815), "interval": (0.832, 0.849)}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
