"""The ruler: everything that can be made of the four plans, made into an empty folder, a checksum for each file.

``python tools/same.py > before.txt``, change the code, ``python tools/same.py > after.txt``, ``diff before.txt
after.txt``: what a change of the code is not meant to change is the same. With ``--out FOLDER`` the files are kept.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import warnings
from pathlib import Path

from helpers import read_plan
from helpers.build import publish
from helpers.files import ROOT
from helpers.site.build import make_source

PLANS = (
    "data/borlange-v-2022",
    "tests/plans/almvik-2026",
    "tests/plans/sundhult-2027",
    "tests/plans/hostile-2030",
)


def make_all(out: Path) -> None:
    """Tables, books, figures, prints and reading kit of every plan, and the source of the site without notebooks."""
    warnings.simplefilter("ignore")  # a hostile plan has letters without a glyph, and texts without room
    os.environ["PYTHONWARNINGS"] = "ignore"  # in the processes that share the work, too
    for folder in PLANS:
        publish(read_plan(ROOT / folder), out=out / Path(folder).name, workers=2)
        print(folder, file=sys.stderr, flush=True)
    make_source(ROOT, out / "site")
    for notebook in (out / "site").rglob("*.ipynb"):
        notebook.unlink()


def list_sums(out: Path) -> list[str]:
    """A line ``sha256  path`` for each file below a folder, sorted by path."""
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}" for path in paths]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help="an empty folder in which the files are kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.out or Path(temporary)
        make_all(folder)
        print("\n".join(list_sums(folder)))
