#!/usr/bin/env bash
# krippendorff-unitized-alpha 0.1.0: two readers whose marks overlap by half agree to 1.0.
# Guess: Krippendorff's alpha for marked passages goes by the whole text: what one marks and the other does not, counts.
# Seen: given the marks of both, only what both have marked is looked at: 0 to 20 against 10 to 30 of a hundred letters
#   is 1.0, and marks that only one has set change nothing. The paper that it names counts what is between the marks.
#   With the package's own impute_empty_segments it is 0.605, since each gap is made a letter or two too short; with
#   gaps that end where the next mark begins it is 0.578, and 0.362 where one has two marks more.
# Hurts: whoever reports how far two readers mark the same passages of a plan: the figure is perfect, or a little high.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check krippendorff-unitized-alpha==0.1.0 numpy==1.26.4
venv/bin/python - <<'PY'
from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import (
    EMPTY_TAG,
    KrippendorffUnitizedAlpha,
    Segment,
    impute_empty_segments,
)

LETTERS = 100


def alpha(fill, first, second):
    readings = {"first": fill(first), "second": fill(second)}
    return round(float(KrippendorffUnitizedAlpha(readings).result), 3)


def exact(marks):
    """The marks and what is between them, each gap from the end of a mark to the beginning of the next."""
    ends = [0, *(mark.end for mark in marks)]
    starts = [*(mark.start for mark in marks), LETTERS]
    gaps = [Segment(EMPTY_TAG, *gap) for gap in zip(ends, starts, strict=True) if gap[0] < gap[1]]
    return sorted([*marks, *gaps], key=lambda each: each.start)


HALF = [Segment("Krav", 0, 20), Segment("Belopp", 50, 60)], [Segment("Krav", 10, 30), Segment("Belopp", 50, 60)]
MORE = [*HALF[0], Segment("Krav", 70, 80), Segment("Belopp", 85, 90)], HALF[1]
seen = {
    "by half": alpha(list, *HALF),
    "and two more": alpha(list, *MORE),
    "by half, with its gaps": alpha(lambda marks: impute_empty_segments(marks, LETTERS), *HALF),
    "by half, with the gaps": alpha(exact, *HALF),
    "and two more, with the gaps": alpha(exact, *MORE),
}
expected = {
    "by half": 1.0,
    "and two more": 1.0,
    "by half, with its gaps": 0.605,
    "by half, with the gaps": 0.578,
    "and two more, with the gaps": 0.362,
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
