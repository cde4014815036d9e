"""What a run leaves: files whole, nothing that a person wrote gone, nothing stale, whatever cut the run off."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import BinaryIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from helpers import build, files, make, newplan, record
from helpers.plan.read import read_plan
from helpers.plan.text import join_broken, lix, split_sentences

CASES = Path(__file__).parent / "cases"
NAMES = ["00_numbers", "01_demands", "04_links", "04_readings", "04_korsreferens", "03_ramar", "06_reading", "00_index"]
"""A few of each kind of what is made, so that many runs take seconds."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for all that is written, in which little is made of each plan."""
    for module in (build, make, newplan, record):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(make, "list_names", lambda plan: NAMES)
    return tmp_path


def bring(case: str, folder: Path) -> Path:
    return Path(shutil.copytree(CASES / case, folder))


def read_all(folder: Path) -> dict[str, bytes]:
    """All files below a folder but hidden ones and the records, by name."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and "made" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if not path.name.startswith(".")}


# --- a run that is cut off ------------------------------------------------------------------------------------


class Cut(BaseException):
    """The end of a run in the middle of a file, as of one that is killed."""


@contextmanager
def failing(left: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After so many files, one is written half, and then comes the error; counted wherever files are written."""
    whole = files.open_new

    @contextmanager
    def open_new(path: Path) -> Iterator[BinaryIO]:
        nonlocal left
        left -= 1
        with whole(path) as file:
            yield file
            if left < 0:
                file.truncate(file.tell() // 2)
                raise error

    with monkeypatch.context() as patched:
        patched.setattr(files, "open_new", open_new)
        yield


_DECISION = "key,decision,reason,who,date\nskola-1 bn-01,exact,läst,läsare 1,2026-01-01\n"


def write_by_hand(project: Path) -> Path:
    """A plan with all that people write into its folder and into what they are handed, and a source that has changed
    since all was made.
    """
    plan = bring("xlsx-passes-not-compared", project / "data" / "plan")
    assert newplan.main([str(plan)]) == 0
    links = plan / "links.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("narrower", "close", 1), encoding="utf-8")
    (plan / "decisions_links.csv").write_text(_DECISION, encoding="utf-8")
    form = project / "build" / "plan" / "reading" / "form.xlsx"
    book = load_workbook(form)
    book["Links"]["C2"] = "exact"
    book.save(form)
    sheet = form.with_name("theme_skola.md")
    sheet.write_text("Min anteckning\n" + sheet.read_text(encoding="utf-8"), encoding="utf-8")
    (plan / "texts.csv").write_text("id,short_sv\nskola-1,fler lärare\n", encoding="utf-8")
    return plan


def list_by_hand(project: Path) -> dict[str, bytes]:
    """What of it people have written."""
    derived = ("derived", "figures", "committee_", "kontroll")
    return {name: data for name, data in read_all(project).items() if not any(part in name for part in derived)}


@pytest.mark.parametrize("seed", range(5))
def test_a_run_that_is_cut_off_anywhere_loses_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    """Ten times each: a full disk, or an end in the middle of a file; what stands at the end is what one run makes."""
    plan, random = write_by_hand(project), Random(seed)
    hand, before = list_by_hand(project), read_all(project)
    for number in range(10):
        error = random.choice([Cut(), OSError(errno.ENOSPC, "No space left on device")])
        capsys.readouterr()
        with failing(random.randrange(3 * number + 1), error, monkeypatch):
            try:
                code = newplan.main([str(plan)])
                said = capsys.readouterr().out
                assert (code, "No space left" in said) in ((1, True), (0, False))
            except Cut:
                pass
        assert list_by_hand(project) == hand
        assert before.keys() <= read_all(project).keys(), "the old file or the new one is there"
    assert newplan.main([str(plan)]) == 0
    at_last = read_all(project)
    shutil.rmtree(project / "build" / "made")
    assert newplan.main([str(plan)]) == 0
    assert read_all(project) == at_last and list_by_hand(project) == hand
