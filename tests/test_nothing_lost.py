"""What a run leaves: files whole, nothing that a person wrote gone, nothing stale, whatever cut the run off."""

import errno
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import BinaryIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from helpers import build, files, make, newplan, record
from helpers.newplan import bring_document
from helpers.plan import cues
from helpers.plan.read import read_plan
from helpers.plan.text import join_broken, lix, split_sentences
from helpers.publish.gallery import make_gallery
from helpers.publish.manifest import read_manifest
from helpers.publish.outputs import TABLES
from helpers.words import LANGUAGES, read_words

CASES = Path(__file__).parent / "cases"
PLAN = Path(__file__).parents[1] / "data" / "borlange-v-2022"
BORLANGE = Path(__file__).parents[1] / "figures" / "borlange-v-2022"
NAMES = ["01_themes", "01_demands", "01_missions", "02_sentences", "03_totals", "04_links", "00_index"]
"""What is quickly made, so that many runs take seconds."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for all that is written, in which little is made of each plan."""
    for module in (build, newplan, record):
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


@contextmanager
def failing(left: int, fail: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After so many files, one is written half, and then it fails; counted wherever files are written."""
    whole = files.open_new

    @contextmanager
    def open_new(path: Path) -> Iterator[BinaryIO]:
        nonlocal left
        left -= 1
        with whole(path) as file:
            yield file
            if left < 0:
                file.truncate(file.tell() // 2)
                fail()

    with monkeypatch.context() as patched:
        patched.setattr(files, "open_new", open_new)
        yield


def fill_disk() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupt() -> None:
    raise KeyboardInterrupt


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run_to_fault(plan: Path, left: int, fail: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> int:
    """Make a plan until it fails; its code, 130 where it was interrupted, and -9 where its process was killed."""
    with failing(left, fail, monkeypatch):
        if fail is not kill:
            try:
                return newplan.main([str(plan)])
            except KeyboardInterrupt:
                return 130
        child = os.fork()
        if not child:
            try:
                os._exit(newplan.main([str(plan)]))
            finally:
                os._exit(99)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


_DECISION = "key,decision,reason,who,date\nskola-1 bn-01,exact,läst,läsare 1,2026-01-01\n"


def write_by_hand(project: Path) -> Path:
    """A plan that has been made, with all that people write into its folder."""
    plan = bring("semicolon-pass-settled-then-refused", project / "data" / "plan")
    assert newplan.main([str(plan)]) == 0
    links = plan / "links.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("narrower", "close", 1), encoding="utf-8")
    (plan / "decisions_links.csv").write_text(_DECISION, encoding="utf-8")
    (plan / "texts.csv").write_text("id,short_sv\nskola-1,fler lärare\n", encoding="utf-8")
    assert newplan.main([str(plan)]) == 0  # it fills in what decisions and texts.csv are about
    return plan


def list_by_hand(project: Path) -> dict[str, bytes]:
    """What of it people have written."""
    derived = ("derived", "figures", "committee_", "kontroll", "handed_texts")
    return {name: data for name, data in read_all(project).items() if not any(part in name for part in derived)}


def test_a_run_that_is_cut_off_anywhere_loses_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At fifty places: a full disk, or an end in the middle of a file; what stands at last is what one run makes."""
    plan, random, codes = write_by_hand(project), Random(1), []
    text = (plan / "plan.txt").read_text(encoding="utf-8")
    faults = [fill_disk, interrupt] * 4 + [fill_disk, kill if hasattr(os, "fork") else interrupt]
    for number in range(50):
        (plan / "plan.txt").write_text(
            text.replace("Vi", f"Vi {number}").replace("\n- ", f"\n- {number} "), encoding="utf-8"
        )
        hand, before = list_by_hand(project), read_all(project)
        fail = faults[number % len(faults)]
        capsys.readouterr()
        codes.append(run_to_fault(plan, random.randrange(14), fail, monkeypatch))
        assert (codes[-1] == 1) == ("No space left" in capsys.readouterr().out)
        assert list_by_hand(project) == hand
        assert before.keys() <= read_all(project).keys(), "the old file or the new one is there"
    assert {*codes} == {0, 1, 130, -9 if hasattr(os, "fork") else 130} and codes.count(0) < 10
    assert newplan.main([str(plan)]) == 0
    at_last = read_all(project)
    shutil.rmtree(project / "build" / "made")
    assert newplan.main([str(plan)]) == 0
    assert read_all(project) == at_last and list_by_hand(project) == hand


def test_an_empty_or_cut_picture_is_written_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "list_names", lambda plan: ["03_ramar"])
    plan = bring("two-plans-one-folder-name/x1/plan", project / "data" / "plan")
    assert newplan.main([str(plan)]) == 0
    made = read_all(project / "figures")
    (project / "figures" / "plan" / "03_ramar_a5_sv.svg").write_bytes(b"")
    cut = project / "figures" / "plan" / "03_ramar_a5_sv.png"
    cut.write_bytes(cut.read_bytes()[:20])
    assert newplan.main([str(plan)]) == 0
    assert read_all(project / "figures") == made


# --- what people have written in ------------------------------------------------------------------------------


def test_a_form_and_a_sheet_that_were_filled_in_where_they_lie_are_kept_and_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At every run, also when the plan has changed since, and when nothing can be made to read it with."""
    monkeypatch.setattr(make, "list_names", lambda plan: ["06_reading"])
    plan = bring("two-plans-one-folder-name/x1/plan", project / "data" / "plan")
    assert newplan.main([str(plan)]) == 0 and "ifylld" not in capsys.readouterr().out
    form = project / "build" / "plan" / "reading" / "form.xlsx"
    book = load_workbook(form)
    book["Samband"]["C2"] = "exact"
    book.save(form)
    sheet = form.with_name("theme_skola.md")
    sheet.write_text(f"Min anteckning\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    check = form.parents[1] / "kontroll.xlsx"
    load_workbook(check).save(check)
    hand = form.read_bytes(), sheet.read_bytes()
    text = (plan / "plan.txt").read_text(encoding="utf-8")
    for changed in (text, text.replace("lärare", "vuxna"), text.partition("Kommunstyrelsen")[0]):
        (plan / "plan.txt").write_text(changed, encoding="utf-8")
        assert newplan.main([str(plan)]) == 0
        said = capsys.readouterr().out
        assert all(f"{path.name} är ifylld och lämnas som den är" in said for path in (form, sheet))
        assert "  kontroll.xlsx har sparats av någon och lämnas som den är: skriv roller i lines.csv" in said
        assert (form.read_bytes(), sheet.read_bytes()) == hand
        assert ("läs planen, som" in said) == sheet.with_name("start.md").exists()
    assert "  Görs inte, för planen har inga uppdrag: 06_reading.\n" in said
    assert [path.name for path in sorted(form.parent.iterdir())] == ["form.xlsx", "theme_skola.md"]


@pytest.mark.parametrize("folder", ["data", "elsewhere"])
@pytest.mark.parametrize("changed", [True, False])
def test_what_somebody_has_edited_of_what_was_made_is_kept_beside_it_and_named(
    project: Path, capsys: pytest.CaptureFixture[str], folder: str, changed: bool
) -> None:
    """Whether the plan has changed since or not; what nobody has edited has no copy."""
    plan = bring("links-cut-by-full-disk", project / folder / "plan")
    (plan / "links.csv").unlink()
    assert newplan.main([str(plan)]) == 0
    before = read_all(project)
    edited = [project / name for name in before if Path(name).name in ("01_demands.csv", "04_links.csv", "README.md")]
    for path in edited:
        path.write_text(f"{path.read_text(encoding='utf-8')}egen rad\n", encoding="utf-8")
    if changed:
        text = (plan / "plan.txt").read_text(encoding="utf-8")
        (plan / "plan.txt").write_text(text.replace("\n- ", "\n- genast ", 1), encoding="utf-8")
    capsys.readouterr()
    assert newplan.main([str(plan)]) == 0
    said = capsys.readouterr().out
    assert len(edited) == 3
    for path in edited:
        copy = path.with_stem(f"{path.stem} (egen)")
        assert copy.read_text(encoding="utf-8").endswith("egen rad\n")
        assert "egen rad" not in path.read_text(encoding="utf-8")
        assert f"  {path.name} var ändrad av någon och är gjord på nytt; det ändrade är kvar som {copy.name}" in said
    assert len(read_all(project)) == len(before) + 3
    assert newplan.main([str(plan)]) == 0 and "var ändrad" not in capsys.readouterr().out
    edited[0].write_text("annan", encoding="utf-8")
    assert newplan.main([str(plan)]) == 0 and f"{edited[0].stem} (egen 2)" in capsys.readouterr().out


def test_a_run_that_is_cut_off_and_what_git_holds_are_nobody_s_edits(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = bring("two-plans-one-folder-name/x1/plan", project / "data" / "plan")
    assert newplan.main([str(plan)]) == 0
    text = (plan / "plan.txt").read_text(encoding="utf-8")
    monkeypatch.setattr(make, "list_names", lambda plan: ["04_korsreferens", *NAMES])
    for number in range(6):
        (plan / "plan.txt").write_text(text.replace("\n- ", f"\n- {number} "), encoding="utf-8")
        assert run_to_fault(plan, number, interrupt, monkeypatch) == 130
    table = plan / "derived" / "01_demands.csv"
    (plan / "plan.txt").write_text(text, encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-A"]):
        files.run_git(project, *arguments)
    shutil.rmtree(project / "build" / "made")
    assert newplan.main([str(plan)]) == 0 and "var ändrad" not in capsys.readouterr().out
    files.run_git(project, "add", "-A")
    shutil.rmtree(project / "build" / "made")
    table.write_text("x", encoding="utf-8")
    assert newplan.main([str(plan)]) == 0 and "01_demands.csv var ändrad" in capsys.readouterr().out
    table.write_text("y", encoding="utf-8")
    files.run_git(project, "add", "-A")
    assert newplan.main([str(plan)]) == 0 and "var ändrad" not in capsys.readouterr().out


# --- nothing stale ----------------------------------------------------------------------------------------------


def test_what_was_made_of_sources_that_are_gone_goes_with_them(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = bring("links-cut-by-full-disk", project / "data" / "plan")
    (plan / "links.csv").unlink()
    assert newplan.main([str(plan)]) == 0 and (plan / "derived" / "04_links.csv").is_file()
    for path in [plan / "links.csv", plan / "committees.csv", *(plan / "passes").iterdir()]:
        path.unlink()
    (plan / "derived" / "05_own.csv").write_text("x", encoding="utf-8")
    capsys.readouterr()
    assert newplan.main([str(plan)]) == 0 and not (plan / "derived" / "04_links.csv").exists()
    said = capsys.readouterr().out
    assert "data/plan/derived: 1 fil hör inte till planen som den är nu (05_own.csv)" in said
    other = bring("two-plans-one-folder-name/x1/plan", project / "data" / "other")
    shutil.rmtree(plan)
    assert newplan.main([str(other)]) == 0
    assert not (project / "figures" / "plan").exists() and (project / "figures" / "other" / "README.md").is_file()


def test_what_stays_of_a_plan_that_cannot_be_read_is_named_as_old(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = bring("two-plans-one-folder-name/x1/plan", project / "data" / "plan")
    (plan / "plan.toml").write_text("x =", encoding="utf-8")
    assert newplan.main([str(plan)]) == 1 and "förra gången" not in capsys.readouterr().out
    shutil.copy(CASES / "two-plans-one-folder-name" / "x1" / "plan" / "plan.toml", plan)
    assert newplan.main([str(plan)]) == 0
    (plan / "plan.toml").write_text("x =", encoding="utf-8")
    capsys.readouterr()
    assert newplan.main([str(plan)]) == 1 == newplan.main([str(plan / "no-such.pdf")])
    said = capsys.readouterr().out.splitlines()[1]
    assert said == (
        "  Det som ligger i build/plan, data/plan/derived, figures/plan är från förra gången och visar inte planen som "
        "den är nu."
    )


def test_what_was_filled_in_for_a_plan_whose_folder_has_another_name_is_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = bring("two-plans-one-folder-name/x1/plan", project / "data" / "plan")
    assert newplan.main([str(plan)]) == 0
    form = project / "build" / "plan" / "reading" / "theme_1.md"
    form.parent.mkdir(parents=True, exist_ok=True)
    form.write_bytes(files.seal(b"x") + b"svar")
    assert newplan.main([str(plan)]) == 0 and "finns inte" not in capsys.readouterr().out
    assert newplan.main([str(plan.rename(project / "data" / "plan-2027"))]) == 0
    said = capsys.readouterr().out.splitlines()[0]
    assert said.startswith(
        "  build/plan/reading/theme_1.md är ifylld eller sparad av någon, och mappen data/plan finns inte: har planen"
    )


# --- where it goes ----------------------------------------------------------------------------------------------


def test_two_plans_of_one_name_have_a_place_each(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = [bring(f"two-plans-one-folder-name/{one}/plan", project / one / "min plan") for one in ("x1", "x2")]
    assert newplan.main([*map(str, plans)]) == 0
    said = capsys.readouterr().out.splitlines()
    places = [line.removeprefix("Kontrollera rad för rad: ") for line in said if line.startswith("Kontrollera")]
    assert places[0] == "build/min plan/kontroll.html" != places[1]
    parties = [("Testlistan" in (project / place).read_text(encoding="utf-8")) for place in places]
    assert parties == [True, False]
    shutil.rmtree(plans[0])
    third = bring("two-plans-one-folder-name/x1/plan", project / "x3" / "min plan")
    assert newplan.main([str(third)]) == 0 and newplan.main([str(plans[1])]) == 0
    assert [record.place_build(each).name == "min plan" for each in (third, plans[1])] == [True, False]
    assert (project / "build" / "min plan" / "derived" / "01_demands.csv").is_file(), (
        "a place whose plan is gone is free"
    )


def test_links_to_a_folder_with_a_space_in_its_name_hold() -> None:
    manifest = read_manifest(BORLANGE / "manifest.json")
    words = {language: read_words(language, read_plan(PLAN)) for language in LANGUAGES}
    page = make_gallery({"min plan": manifest}, words)
    linked = {*re.findall(r"\]\(([^)#]+)\)", page), *re.findall(r'<img src="([^"]+)"', page)}
    listed = {f"min%20plan/{each.file}" for each in [*manifest.files, *manifest.documents]}
    assert {link for link in linked if "min" in link} == listed and not any(" " in link for link in linked)


# --- sentences --------------------------------------------------------------------------------------------------


def test_no_abbreviation_ends_a_sentence(project: Path) -> None:
    plan = read_plan(CASES / "lix-abbreviations")
    measured = lix(join_broken(split_sentences(plan.prose)))
    assert measured[["sentences", "lix"]].values.tolist() == [[2, 20.1]]
    pd.testing.assert_frame_equal(TABLES["02_readability"].make(plan), measured)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lugn bl. a. Borlänge i skolan.", 1),
        ("Mer (t. ex. Lek) d. v. s. Tid.", 1),
        ("Den 3 jan. 2027 enligt prop. 12 av dr. Ek.", 1),
        ("Unga m.fl. Vi vill mer.", 2),
        ("Vägar i kl. a. Vi vill mer.", 2),
    ],
)
def test_abbreviations_are_known_with_and_without_spaces(text: str, count: int) -> None:
    assert len(cues.split_sentences(text)) == count


def test_what_a_run_that_died_left_half_written_goes_when_its_folder_is_written_again(tmp_path: Path) -> None:
    old, new = tmp_path / ".a.csv.1.part", tmp_path / ".b.csv.2.part"
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    hours_ago = new.stat().st_mtime - 2 * 3600
    os.utime(old, (hours_ago, hours_ago))
    with files.open_new(tmp_path / "c.csv") as file:
        file.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, "c.csv"]


def test_a_document_is_brought_and_made_in_one(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(newplan, "bring_document", partial(bring_document, data=project / "data"))
    assert newplan.main([str(Path(__file__).parent / "zoo" / "kvarnholma" / "plan.odt")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["  plan.odt → data/plan/", "  plan.toml är skriven: 7 teman, 6 nämnder"]
    assert len(pd.read_csv(project / "data" / "plan" / "derived" / "01_demands.csv")) == 28


def test_what_older_sources_may_have_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "ROOT", tmp_path)
    (tmp_path / "plan").mkdir()
    for begun, known in ((time.time() + 60, ["01_demands"]), (0.0, [])):  # a source has changed since the second began
        monkeypatch.setattr(record, "_BEGUN", begun)
        record.Record(tmp_path / "plan").keep(record.Made("01_demands", "table", {}, maker="table"))
        assert [*record.Record(tmp_path / "plan").made] == known


def test_what_git_holds_of_the_same_sources_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone there is no record but the one beside the figures; with other sources it only names what is old."""
    monkeypatch.setattr(record, "ROOT", tmp_path)
    monkeypatch.setattr(record, "read_published", lambda: ["plan"])
    monkeypatch.setattr(record, "_BEGUN", time.time() + 60)
    folder, figure, sheet = (
        tmp_path / "data" / "plan",
        tmp_path / "figures" / "plan" / "a.svg",
        tmp_path / "build" / "b",
    )
    for path in (folder, figure.parent, sheet.parent):
        path.mkdir(parents=True)
    figure.write_text("<svg/>")
    sheet.write_text("ark")
    first = record.Record(folder)
    first.names = ["a", "b"]
    first.keep(record.Made("a", "figure", record.sum_files([figure]), ({"file": "a.svg"},), maker="index"))
    first.share()
    assert not first.shared.exists()  # not all is made
    first.keep(record.Made("b", "kit", record.sum_files([sheet]), maker="kit"))
    first.share()
    assert json.loads(first.shared.read_bytes())["made"] == [
        {
            "name": "a",
            "kind": "figure",
            "files": {"figures/plan/a.svg": record.sum_file(figure)},
            "rows": [],
            "sources": "",
            "maker": "index",
        }
    ]
    first.path.unlink()
    clone = record.Record(folder)
    assert (clone.names, clone.holds("a"), clone.holds("b"), clone.earlier) == (["a", "b"], True, False, {})
    monkeypatch.setattr(record, "digest_inputs", lambda *_: "another")
    other = record.Record(folder)
    assert (other.names, other.made, other.earlier) == ([], {}, record.sum_files([figure]))
    assert other.drop_stale() == [figure] and not figure.exists()
