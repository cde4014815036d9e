"""What proposals cost beside rapidfuzz's and scikit-learn's own pairings, and how good each is, in one run.

    python tests/bench/bench_matching.py            # 100 x 1,000 and 1,000 x 1,000
    python tests/bench/bench_matching.py --large    # 5,000 x 5,000 too (some minutes)

Texts are made up from the thesaurus's terms with a fixed seed. Every method runs in a process of its own, which has
loaded what it needs and paired two texts before the clock starts; memory is the process's highest, libraries and all.
Each gives its 50 best missions for every demand. Quality (average precision, recall at 5 and 10) is that on
data/borlange-v-2022 and tests/plans/almvik-2026; the model was fitted on the latter, among others. Nothing is asserted.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import read_plan
from helpers.links.labels import read_labels
from helpers.matching.evaluate import compare_methods
from helpers.matching.propose import TOP, propose_links
from helpers.matching.thesaurus import read_thesaurus

ROOT = Path(__file__).resolve().parents[2]
PLANS = [ROOT / "data" / "borlange-v-2022", ROOT / "tests" / "plans" / "almvik-2026"]
SIZES = [(100, 1000), (1000, 1000)]
LARGE = (5000, 5000)
OPENINGS = ["Utveckla", "Bygg", "Inför", "Stärk", "Se till att det finns", "Utred", "Ge fler", "Skapa"]
Method = Callable[[pd.DataFrame, pd.DataFrame], object]


def invent(count: int, key: str, seed: int) -> pd.DataFrame:
    """A table of texts of two to four terms each, in eight groups."""
    draw = np.random.default_rng(seed)
    terms = read_thesaurus().terms.term.to_numpy()
    texts = [f"{draw.choice(OPENINGS)} {' '.join(draw.choice(terms, draw.integers(2, 5)))}" for _ in range(count)]
    group = {"demand": "theme_id", "mission": "committee_id"}[key]
    numbers = range(count)
    return pd.DataFrame(
        {f"{key}_id": [f"{key}-{n}" for n in numbers], group: [f"g{n % 8}" for n in numbers], "text": texts}
    )


def propose(demands: pd.DataFrame, missions: pd.DataFrame) -> object:
    """The proposals, with evidence."""
    return propose_links(demands, missions)


def pair_rapidfuzz(demands: pd.DataFrame, missions: pd.DataFrame) -> object:
    """rapidfuzz: all pairs by token_set_ratio, then each demand's best."""
    from rapidfuzz import fuzz, process, utils

    ratios = process.cdist(demands.text, missions.text, scorer=fuzz.token_set_ratio, processor=utils.default_process)
    return np.argsort(-ratios, axis=1, kind="stable")[:, :TOP]


def pair_neighbours(demands: pd.DataFrame, missions: pd.DataFrame) -> object:
    """scikit-learn: nearest neighbours by cosine of character TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = vectorizer.fit_transform([*demands.text, *missions.text])
    nearest = NearestNeighbors(n_neighbors=min(TOP, len(missions)), metric="cosine").fit(vectors[len(demands) :])
    return nearest.kneighbors(vectors[: len(demands)])


METHODS: dict[str, Method] = {
    "proposals": propose,
    "rapidfuzz token_set_ratio": pair_rapidfuzz,
    "character TF-IDF": pair_neighbours,
}


def measure(name: str, demands: int, missions: int) -> dict[str, float]:
    """Seconds and megabytes of one method, in this process."""
    tables = invent(demands, "demand", 1), invent(missions, "mission", 2)
    METHODS[name](tables[0].head(2), tables[1].head(2))
    begun = time.perf_counter()
    METHODS[name](*tables)
    seconds = time.perf_counter() - begun
    unit = 1 if sys.platform == "darwin" else 1024
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6}


def measure_apart(name: str, demands: int, missions: int) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--one", name, str(demands), str(missions)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout))


def judge(folder: Path) -> pd.DataFrame:
    """Quality of all methods on one plan."""
    plan = read_plan(folder)
    table = compare_methods(plan.demands, plan.missions, read_labels(plan).links)
    wide = table[table.method.isin(METHODS)].pivot(index="method", columns="measure", values="value")
    return wide.loc[list(METHODS), ["average precision", "recall at 5", "recall at 10"]]


def main() -> None:
    """Measure all, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="5,000 x 5,000 too")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one[0], int(asked.one[1]), int(asked.one[2]))))
        return
    rows = [
        {"demands": size[0], "missions": size[1], "method": name, **measure_apart(name, *size)}
        for size in [*SIZES, *([LARGE] if asked.large else [])]
        for name in METHODS
    ]
    print(pd.DataFrame(rows).round({"seconds": 2, "megabytes": 0}).to_string(index=False))
    for folder in PLANS:
        print(f"\n{folder.name}\n{judge(folder).round(3).to_string()}")


if __name__ == "__main__":
    main()
