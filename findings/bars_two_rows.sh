#!/usr/bin/env bash
# matplotlib 3.11.2, seaborn 0.13.2, plotnine 0.15.9: of two rows of one committee the bar is 39, 24.5 or 49 high.
# Guess: a committee whose frame stands in two rows, 39 and 10, has two bars, or one of 49, in every library.
# Seen: matplotlib draws two bars in one place, so that the lower is hidden or covers the foot of the higher: they end
#   at 39. seaborn's barplot draws the mean, 24.5, with a line for its uncertainty; bars of seaborn.objects lie upon
#   each other as in matplotlib. plotnine stacks them to 49. None says that a committee comes twice.
# Hurts: charts drawn from a table whose committees have several rows: 20 % or half of a frame is missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check matplotlib==3.11.2 seaborn==0.13.2 plotnine==0.15.9 pandas==3.1.1
venv/bin/python - <<'PY'
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
import plotnine
import seaborn
import seaborn.objects as so

table = pd.DataFrame({"nämnd": ["Skola", "Skola", "Omsorg"], "mnkr": [39.0, 10.0, 41.0]})


def ends(shapes):
    """How high a bar of each place ends, by its left edge."""
    found = {}
    for shape in shapes:
        found[round(shape.x0)] = max(found.get(round(shape.x0), 0), float(shape.y1))
    return [found[place] for place in sorted(found)]


plain, mean = plt.subplots()[1], plt.subplots()[1]
plain.bar(table["nämnd"], table["mnkr"])
seaborn.barplot(table, x="nämnd", y="mnkr", ax=mean)
objects = so.Plot(table, "nämnd", "mnkr").add(so.Bar()).plot()._figure.axes[0]
stacked = plotnine.ggplot(table, plotnine.aes("nämnd", "mnkr")) + plotnine.geom_col()
areas = [path.get_extents() for area in stacked.draw().axes[0].collections for path in area.get_paths()]
seen = {
    "matplotlib": ends(patch.get_bbox() for patch in plain.patches),
    "seaborn.barplot": ends(patch.get_bbox() for patch in mean.patches),
    "seaborn.objects": ends(patch.get_bbox() for patch in objects.patches),
    "plotnine": sorted(ends(areas)),
}
expected = {
    "matplotlib": [39.0, 41.0],
    "seaborn.barplot": [24.5, 41.0],
    "seaborn.objects": [39.0, 41.0],
    "plotnine": [41.0, 49.0],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
