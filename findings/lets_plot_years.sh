#!/usr/bin/env bash
# lets-plot 4.11.0: the years below a curve are "2,021", "2,021.5" and "2,022".
# Guess: a column of whole years is labelled 2021, 2022 and 2023, as by plotnine or matplotlib.
# Seen: a year is an amount: it has a comma between its thousands, and marks stand at half years. In Swedish, where a
#   comma is for decimals, "2,021" is about two. Only a format for the axis, or years made text, helps.
# Hurts: curves of a budget over the years.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lets-plot==4.11.0 pandas==3.1.1
venv/bin/python - <<'PY'
import re

import pandas as pd
from lets_plot import aes, geom_line, ggplot, scale_x_continuous
from lets_plot._kbridge import _generate_svg


def marks(years, *more):
    """The words of the picture that are digits, in their order."""
    chart = ggplot(pd.DataFrame({"år": years, "mnkr": [10, 30, 20]}), aes("år", "mnkr")) + geom_line()
    for each in more:
        chart += each
    words = re.findall(r"<tspan[^>]*>([^<]*)", _generate_svg(chart.as_dict()))
    return [word for word in words if word.startswith("2") and len(word) > 2]


YEARS = [2021, 2022, 2023]
seen = {
    "numbers": marks(YEARS),
    "with a format": marks(YEARS, scale_x_continuous(breaks=YEARS, format="d")),
    "texts": marks([str(year) for year in YEARS]),
}
expected = {
    "numbers": ["2,021", "2,021.5", "2,022", "2,022.5", "2,023"],
    "with a format": ["2021", "2022", "2023"],
    "texts": ["2021", "2022", "2023"],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
