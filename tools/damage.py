"""Damaged plans, many of them: ``python -m tools.damage 10000 [SEED]`` reads each and says what was lost or came as a
foreign exception. Where something did, the text is kept in build/damage and the exit code is 1.

The texts are those of the small documents and plans that are here, cut, doubled, moved, joined with another one, spoilt
letter by letter.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from joblib import Parallel, delayed

from helpers.errors import PlanError
from helpers.plan.read import read_plan
from tools.processes import ROOT, say

FOLDERS = ("data/*", "tests/plans/*", "tests/cases/*", "tests/zoo/*")
BATCH = 250
LONGEST = 400
"""How many lines of a text are taken at the most: what is damaged is seldom far from what it breaks."""

NOISE = "\t\n\r\f\u00ad\u200b\u00a0\u2028\ufeff\x00 *-–:,.0()Å\u0301"


def list_texts() -> list[list[str]]:
    """The lines of every plan.txt that is here."""
    paths = sorted(path for folder in FOLDERS for path in ROOT.glob(f"{folder}/plan.txt"))
    return [path.read_text(encoding="utf-8").split("\n")[:LONGEST] for path in paths]


def damage(texts: list[list[str]], random: Random) -> str:
    """One of the texts, perhaps with a part of another, after one to eight acts of damage."""
    lines = [*random.choice(texts), *(random.choice(texts) if random.random() < 0.4 else ())]
    for _ in range(random.randint(1, 8)):
        here, there = random.randrange(len(lines)), random.randrange(len(lines))
        column = random.randint(0, len(lines[here]))
        match random.randrange(9):
            case 0:
                del lines[here]
            case 1:
                lines.insert(there, lines[here])
            case 2:
                lines[here], lines[there] = lines[there], lines[here]
            case 3:
                lines.insert(here, "")
            case 4:
                lines = lines[min(here, there) : max(here, there)]
            case 5:
                lines[here] = lines[here].upper()
            case 6:
                lines[here] = lines[here][:column]
            case 7:
                lines[here] = lines[here][:column] + random.choice(NOISE) + lines[here][column:]
            case 8 if here + 1 < len(lines):
                lines[here : here + 2] = [f"{lines[here]} {lines[here + 1]}"]
        lines = lines or [""]
    return "\n".join(lines)


def read(folder: Path, text: str) -> str:
    """What came of a text: ``read``, ``refused``, or in words what went wrong."""
    (folder / "plan.txt").write_bytes(text.encode())
    try:
        plan = read_plan(folder)
    except PlanError as error:
        return "refused" if error.found and error.remedy else f"an error without remedy: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    kept = "\n".join(plan.lines.text) == text and plan.lines.role.notna().all()
    unique = all(table.iloc[:, 0].is_unique for table in (plan.themes, plan.demands, plan.committees, plan.missions))
    return "a line was lost" if not kept else "read" if unique else "an id stands twice"


def read_batch(seed: int, number: int) -> list[tuple[str, str]]:
    """What came of so many texts made from one seed, with the text where something went wrong."""
    random, texts = Random(seed), list_texts()
    with tempfile.TemporaryDirectory() as folder:
        made = [damage(texts, random) for _ in range(number)]
        came = [read(Path(folder), text) for text in made]
    return [(said, "" if said in ("read", "refused") else text) for said, text in zip(came, made, strict=True)]


def batches(number: int, seed: int) -> Iterator[tuple[int, int]]:
    """The seed and the size of each batch."""
    for start in range(0, number, BATCH):
        yield seed * 1_000_000 + start, min(BATCH, number - start)


def main(number: int, seed: int) -> int:
    """Read so many damaged plans side by side and tell what came of them."""
    counts: Counter[str] = Counter()
    kept = ROOT / "build" / "damage"
    done = Parallel(n_jobs=-1, return_as="generator")(delayed(read_batch)(*batch) for batch in batches(number, seed))
    for batch in done:
        for said, text in batch:
            counts[said] += 1
            if text:
                kept.mkdir(parents=True, exist_ok=True)
                (kept / f"{counts[said]}-{said.partition(':')[0]}.txt").write_bytes(text.encode())
        say(f"{counts.total()} of {number}: " + ", ".join(f"{count} {said}" for said, count in counts.most_common()))
    return int(bool(set(counts) - {"read", "refused"}))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
