"""Whole documents as people bring them are read right with nobody's help: scores against answers made by reading."""

import csv
import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest

from helpers.documents.write import import_document
from helpers.plan.propose import write_planfile
from helpers.plan.read import Plan, read_plan

ZOO = Path(__file__).parent / "zoo"
sys.path.insert(0, str(ZOO))
score_plan = import_module("score").score_plan
TEXTS = sorted(path.parent.name for path in ZOO.glob("*/plan.txt"))
DOCUMENTS = sorted(path.parent.name for path in ZOO.glob("*/plan.*") if path.suffix != ".txt")


def bring(name: str, folder: Path) -> Path:
    """The document in a plan's folder of its own."""
    [document] = (ZOO / name).glob("plan.*")
    folder = folder / name
    folder.mkdir()
    if document.suffix == ".txt":
        shutil.copy(document, folder)
    else:
        import_document(document, folder)
    return folder


@pytest.fixture(params=[*TEXTS, *DOCUMENTS])
def brought(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """Each document, brought into a folder."""
    return request.param, bring(request.param, tmp_path)


def test_scores(brought: tuple[str, Path]) -> None:
    name, folder = brought
    scores = score_plan(ZOO / name, read_plan(folder))
    for what, score in scores.items():
        assert (score.precision, score.recall, score.damaged) == (1, 1, 0), what


def test_a_written_planfile_changes_no_item(brought: tuple[str, Path]) -> None:
    name, folder = brought
    before = read_plan(folder)
    write_planfile(folder)
    after = read_plan(folder)
    assert [
        each for each in ("demands", "missions", "committees", "themes", "prose") if differ(before, after, each)
    ] == []
    assert (after.file.source is None) == (name in TEXTS)


def differ(one: Plan, other: Plan, table: str) -> bool:
    return not getattr(one, table).equals(getattr(other, table))


def test_what_a_document_says_of_itself(brought: tuple[str, Path]) -> None:
    name, folder = brought
    document = read_plan(folder).file.document
    with (ZOO / name / "gold_meta.csv").open(encoding="utf-8", newline="") as file:
        gold = {row["key"]: row["value"] for row in csv.DictReader(file)}
    assert str(document.year) == gold["year"]
    assert document.title.casefold() == gold.get("title", document.title).casefold()
    assert document.municipality == gold.get("municipality", document.municipality)


def test_score_tells_what_is_wrong(tmp_path: Path) -> None:
    """A demand cut short is missed and false, one with a slip damaged, a mission of another committee no pair."""
    folder = bring("ronnhamra", tmp_path)
    text = (folder / "plan.txt").read_text(encoding="utf-8")
    text = text.replace(" på alla kommunala tak som är större än 200 kvadratmeter", "")
    text = text.replace("med ekologiskt", "").replace("fossilfria arbetsmaskiner", "fosilfria arbetsmaskiner")
    (folder / "plan.txt").write_text(text.replace("ge omsorgsnämnden", "ge socialnämnden"), encoding="utf-8")
    scores = score_plan(ZOO / "ronnhamra", read_plan(folder))
    assert scores["demands"] == (30, 30, 28, 1)
    assert scores["missions"] == (6, 6, 5, 1) and scores["committees"] == (7, 7, 6, 0)
