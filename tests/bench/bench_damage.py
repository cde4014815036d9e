"""10,000 damaged plans: no line is lost, and nothing but PlanError comes of any.

    python tests/bench/bench_damage.py                         # all of them (half an hour on two cores)
    python tests/bench/bench_damage.py --count 500 --first 900 # those from number 900 on

Each is a folder of tests/cases, tests/plans or data/ of which one to three files are damaged as disks, editors and
people damage them; its number says which and how, so that one that fails can be made again. What is read is all that a
run reads before it draws anything. The exit code is 1 where one has failed.
"""

import argparse
import shutil
import sys
import warnings
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from traceback import extract_tb
from unicodedata import normalize

from joblib import Parallel, delayed

from helpers.check.summary import summarise
from helpers.errors import PlanError
from helpers.figures.registry import list_figures
from helpers.links.intake import settle_passes, tell_passes
from helpers.links.labels import TABLES, read_labels
from helpers.links.readings import find_passes, read_passes
from helpers.plan.read import read_plan
from helpers.words import LANGUAGES, read_words

ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted(path.parent for top in ("tests/cases", "tests/plans", "data") for path in ROOT.glob(f"{top}/*/plan.txt"))
NOISE = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"=",
    b"[",
    b"]",
    b"\xc3",
    b"\xe5",
]
NOISE += [text.encode() for text in ("\u00a0", "\u2028", "\u202e", "\ufffd", "-1", "9" * 40, "none", "𝟙", "e\u0301")]
NOISE += [b"\xc3", b"\xe5"]


def damage(data: bytes, random: Random) -> bytes:
    """The bytes of a file after one thing that happens to files."""
    lines = data.split(b"\n")
    here, there = random.randrange(len(lines)), random.randrange(len(lines))
    at = random.randrange(len(data) + 1)
    noise = random.choice(NOISE)
    swapped = [*lines]
    swapped[here], swapped[there] = lines[there], lines[here]
    return random.choice(
        [
            data[:at],
            data[at:],
            data[:at] + noise + data[at:],
            data[:at] + noise + data[at + len(noise) :],
            b"\n".join(swapped),
            b"\n".join([*lines[:here], *lines[here + 1 :]]),
            b"\n".join([*lines[:here], lines[here], *lines[here:]]),
            b"\n".join([*lines[:here], lines[there], *lines[here:]]),
            data.replace(b",", random.choice([b";", b"\t", b", "])),
            data.replace(b"\n", random.choice([b"\r\n", b"\r", b"\n\n"])),
            data.replace(bytes([random.choice(data or b"-")]), noise),
            normalize("NFD", data.decode("utf-8", "replace")).encode(),
            data.decode("utf-8", "replace").encode(random.choice(["cp1252", "utf-16", "mac_roman"]), "replace"),
            data.upper(),
            b"",
        ]
    )


def read_all(folder: Path) -> None:
    """Read of a plan's folder what a run reads; AssertionError where a line is lost."""
    plan = read_plan(folder)
    text = (folder / "plan.txt").read_bytes().decode("utf-8")
    assert "\n".join(plan.lines.text) == text, "a line is lost"
    summarise(plan)
    for language in LANGUAGES:
        read_words(language, plan)
    labels = read_labels(plan)
    for name in TABLES:
        if labels.has(name):
            labels.read(name)
    [*tell_passes(plan)]
    read_passes(plan, find_passes(folder / "passes"))
    settle_passes(plan)
    list_figures(plan)


def try_one(number: int) -> str:
    """What came of one damaged plan: nothing, PlanError, or the fault with its place."""
    random = Random(number)
    source = random.choice(PLANS)
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(source, Path(place, source.name), ignore=shutil.ignore_patterns("derived")))
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in (".md", ".pdf")]
        for path in random.choices(paths, k=random.randint(1, 3)):
            path.write_bytes(damage(path.read_bytes(), random))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                read_all(folder)
        except PlanError:
            return "PlanError"
        except Exception as error:
            last = [
                each
                for each in extract_tb(error.__traceback__)
                if "helpers" in each.filename or __file__ in each.filename
            ]
            where = f"{Path(last[-1].filename).name}:{last[-1].lineno}"
            return f"{type(error).__name__} at {where} ({str(error)[:80]!r})"
    return "read"


def main() -> int:
    """Try them, and say what came of them."""
    parser = argparse.ArgumentParser(description="Damaged plans: no lost line, no foreign exception")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    numbers = range(given.first, given.first + given.count)
    results = dict(zip(numbers, Parallel(2)(delayed(try_one)(number) for number in numbers), strict=True))
    for result, times in Counter(results.values()).most_common():
        first = next(number for number, each in results.items() if each == result)
        print(f"{times:6}  {result}, first number {first}")
    return int(any(result not in ("read", "PlanError") for result in results.values()))


if __name__ == "__main__":
    sys.exit(main())
