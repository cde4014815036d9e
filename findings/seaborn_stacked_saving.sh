#!/usr/bin/env bash
# seaborn 0.13.2: in a stack of seaborn.objects a saving of −5 is drawn from 5 to 10, over the frame it lies on.
# Guess: Stack() sets a saving below nought, as plotnine does, or refuses it.
# Seen: frames of 10 and 3 and a saving of −5 are drawn at 0 to 10, 5 to 10 and 5 to 8: all above nought, one on top
#   of the other. The column ends at 10, though all is 8 and the frames are 13; half of the frame of 10 is covered.
#   plotnine 0.15.9 draws −5 to 0, 0 to 10 and 10 to 13.
# Hurts: charts of a budget with savings: no part has its length, and the sign of none can be seen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check seaborn==0.13.2 plotnine==0.15.9 matplotlib==3.11.2 pandas==3.1.1
venv/bin/python - <<'PY'
import matplotlib

matplotlib.use("Agg")
import pandas as pd
import plotnine
import seaborn.objects as so

table = pd.DataFrame({"år": ["2022"] * 3, "mnkr": [10, -5, 3], "nämnd": ["Skola", "Omsorg", "Kultur"]})
drawn = so.Plot(table, "år", "mnkr", color="nämnd").add(so.Bar(), so.Stack()).plot()._figure.axes[0]
bars = [sorted((patch.get_y(), patch.get_y() + patch.get_height())) for patch in drawn.patches]
chart = plotnine.ggplot(table, plotnine.aes("år", "mnkr", fill="nämnd")) + plotnine.geom_col()
areas = [path.get_extents() for area in chart.draw().axes[0].collections for path in area.get_paths()]
seen = {
    "seaborn.objects": [[float(end) for end in bar] for bar in bars],
    "plotnine": sorted([float(area.ymin), float(area.ymax)] for area in areas),
}
expected = {
    "seaborn.objects": [[0.0, 10.0], [5.0, 10.0], [5.0, 8.0]],
    "plotnine": [[-5.0, 0.0], [0.0, 10.0], [10.0, 13.0]],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
