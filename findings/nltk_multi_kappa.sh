#!/usr/bin/env bash
# nltk 3.10.4 and statsmodels 0.15.0: Fleiss' kappa is not the one called multi_kappa.
# Guess: nltk's multi_kappa (for any number of raters) equals statsmodels' fleiss_kappa.
# Seen: 0.60 against 0.58: it takes each rater's own habits as chance; Fleiss' kappa is nltk's pi().
# Hurts: reports that name one coefficient and give the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nltk==3.10.4 statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
venv/bin/python - <<'PY'
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

ratings = np.array([[1, 2, 3, 2, 1], [2, 2, 3, 2, 1], [1, 2, 3, 1, 1]])
task = AnnotationTask([(f"r{who}", f"u{unit}", int(rank)) for (who, unit), rank in np.ndenumerate(ratings)])
seen = {
    "nltk multi_kappa": round(task.multi_kappa(), 3),
    "nltk pi": round(task.pi(), 3),
    "statsmodels fleiss_kappa": round(float(fleiss_kappa(aggregate_raters(ratings.T)[0])), 3),
}

expected = {
    "nltk multi_kappa": 0.6,
    "nltk pi": 0.583,
    "statsmodels fleiss_kappa": 0.583,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
