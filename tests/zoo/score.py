"""How well a document was read, against answers made by reading: precision and recall of items, committees, frames.

    python tests/zoo/score.py FOLDER_WITH_GOLD PLAN_FOLDER

Texts are compared after NFC, without soft hyphens, white space collapsed, a final full stop left out. Equal is exact; a
difflib ratio from 0.9 is damaged: found, and not fit to quote. Sub-items of the gold are optional.
"""

import csv
import difflib
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.plan.read import Plan, read_plan

ALIKE = 0.9
Row = dict[str, str]


class Score(NamedTuple):
    """How many the gold has, how many were given, how many of them are right, and how many only nearly."""

    gold: int
    given: int
    right: int
    damaged: int = 0

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 1 where nothing was."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0


def score_plan(folder: Path, plan: Plan) -> dict[str, Score]:
    """The scores of a plan: demands, missions, committees (pairs of mission and committee), frames."""
    gold, given = _read(folder / "gold_items.csv"), list(_list_items(plan))
    pairs = {kind: _match(_of(gold, kind), _of(given, kind)) for kind in ("demand", "mission")}
    return {
        "demands": _score_items(_of(gold, "demand"), _of(given, "demand"), pairs["demand"]),
        "missions": _score_items(_of(gold, "mission"), _of(given, "mission"), pairs["mission"]),
        "committees": _score_committees(_of(gold, "mission"), _of(given, "mission"), pairs["mission"]),
        "frames": _score_frames(_read(folder / "gold_budget.csv"), plan),
    }


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of(rows: Iterable[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["kind"] == kind]


def _list_items(plan: Plan) -> Iterator[Row]:
    names = dict(zip(plan.committees.committee_id, plan.committees.name, strict=True))
    for text in plan.demands.text:
        yield {"kind": "demand", "committee": "", "text": text}
    for ids, text in zip(
        plan.missions.get("committee_ids", plan.missions.committee_id), plan.missions.text, strict=True
    ):
        yield {"kind": "mission", "committee": "; ".join(names[each] for each in ids.split(", ")), "text": text}


def _norm(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())
    return plain.removesuffix(".").rstrip()


def _match(gold: Sequence[Row], given: Sequence[Row]) -> dict[int, tuple[int, float]]:
    """Each gold row with the given one that is nearest to it, one to one: place in the gold -> place, likeness."""
    near = [
        (ratio, n, m)
        for n, row in enumerate(gold)
        for m, other in enumerate(given)
        if (ratio := _ratio(_norm(row["text"]), _norm(other["text"]))) >= ALIKE
    ]
    pairs: dict[int, tuple[int, float]] = {}
    for ratio, n, m in sorted(near, key=lambda each: (-each[0], each[1], each[2])):
        if n not in pairs and m not in {taken for taken, _ in pairs.values()}:
            pairs[n] = (m, ratio)
    return pairs


def _ratio(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _score_items(gold: Sequence[Row], given: Sequence[Row], pairs: dict[int, tuple[int, float]]) -> Score:
    main = [n for n, row in enumerate(gold) if row["level"] != "2"]
    sub_items = sum(gold[n]["level"] == "2" for n in pairs)
    right = sum(n in pairs and pairs[n][1] == 1 for n in main)
    return Score(len(main), len(given) - sub_items, right, sum(n in pairs for n in main) - right)


def _names(row: Row) -> set[str]:
    return {_norm(name).casefold() for name in row["committee"].split(";") if name.strip()}


def _score_committees(gold: Sequence[Row], given: Sequence[Row], pairs: dict[int, tuple[int, float]]) -> Score:
    counted = [row for n, row in enumerate(gold) if row["level"] != "2" or n in pairs]
    right = sum(len(_names(gold[n]) & _names(given[m])) for n, (m, _) in pairs.items())
    return Score(sum(map(len, map(_names, counted))), sum(map(len, map(_names, given))), right)


def _label(text: str) -> str:
    return re.sub(r"(?:\*+|[¹²³⁾]+|\s*\d\))$", "", _norm(text)).strip().casefold()


def _score_frames(gold: Iterable[Row], plan: Plan) -> Score:
    """Frames of the document's own proposal: rows of kind frame, and a subtotal that is one committee's frame."""
    own = [row for row in gold if row["series"] in ("budget", "plan")]
    kept = [row for row in own if row["kind"] == "frame" or (row["kind"] == "subtotal" and row["committee"])]
    wanted = Counter((_label(row["label"]), int(row["year"][-4:]), int(row["amount_tkr"])) for row in kept)
    rows = zip(plan.budget.label, plan.budget.year, plan.budget.amount_tkr, strict=True)
    found = Counter((_label(label), year, amount) for label, year, amount in rows)
    return Score(wanted.total(), found.total(), (wanted & found).total())


def main(folder: str, plan_folder: str) -> None:
    """Print the scores of a plan's folder."""
    for name, score in score_plan(Path(folder), read_plan(plan_folder)).items():
        print(f"{name:<11}{score}  precision {score.precision:.3f}  recall {score.recall:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
