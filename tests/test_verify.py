"""The same result again: what is verified, what is left before all is made anew, which differences are told and how."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.text import Text
from test_due import FILES

from helpers import read_plan
from helpers.figures.registry import draw
from helpers.publish.export import render_figure
from helpers.publish.pictures import inspect
from helpers.words import read_words
from tools import notebooks, processes, verify
from tools.processes import RunError, git

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A small repository with a committed result of every kind."""
    cell = {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 1, "outputs": [{"x": 1}], "source": "1"}
    files = {**FILES, "README.md": "read", "data/a/derived/01_lines.csv": "line\n1\n", ".gitignore": "/build/\n"}
    files["notebooks/01_plan.ipynb"] = json.dumps({"cells": [{"cell_type": "markdown", "source": "a"}, cell]})
    folder = tmp_path / "project"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    git("init", "--quiet", folder=folder)
    git("add", "--all", folder=folder)
    git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "all", folder=folder)
    return folder


def test_only_what_is_committed_is_verified(committed: Path) -> None:
    verify.refuse_dirty_tree(committed)
    (committed / "README.md").write_text("changed", encoding="utf-8")
    (committed / "å b.txt").touch()
    (committed / "build").mkdir()
    (committed / "build" / "ignored").touch()
    with pytest.raises(RunError, match=r"2 files are not as they were committed \(README\.md, å b\.txt\)"):
        verify.refuse_dirty_tree(committed)


def test_a_folder_that_is_no_clone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RunError, match="this folder is no clone"):
        verify.refuse_dirty_tree(tmp_path)
    (tmp_path / ".git").mkdir()
    with pytest.raises(RunError, match="git status failed in "):
        verify.refuse_dirty_tree(tmp_path)
    monkeypatch.setattr(processes.subprocess, "run", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError))
    with pytest.raises(RunError, match="sudo apt install git"):
        verify.refuse_dirty_tree(tmp_path)


def test_no_result_is_left_before_all_is_made_anew(committed: Path) -> None:
    verify.forget_results(committed)
    assert notebooks.made_files(committed) == []
    prose, code = json.loads((committed / "notebooks/01_plan.ipynb").read_text(encoding="utf-8"))["cells"]
    assert (prose["source"], code["source"], code["outputs"], code["execution_count"]) == ("a", "1", [], None)
    gone = {name for name in FILES if name.startswith("figures/") or "/derived/" in name}
    assert set(verify.uncommitted(committed)) == {*gone, "notebooks/01_plan.ipynb"}


def test_a_plan_beside_that_of_the_notebooks_is_made_anew_too(tmp_path: Path) -> None:
    published, made = tmp_path / "published", tmp_path / "made"
    for folder, name in ((published, "a"), (published, "b"), (made, "a")):
        table = folder / "data" / name / "derived" / "01_lines.csv"
        table.parent.mkdir(parents=True)
        table.touch()
    (made / "data" / "b" / "derived").mkdir(parents=True)
    assert verify.plans_left(published, made) == ["data/b"]


def change(path: Path, old: str, new: str) -> None:
    """Another text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "1 of 1 figures equal"),
        ("data/a/derived/01_lines.csv", "value: line 2, line: published '1', made '2'"),
        ("README.md", "files changed that no notebook makes: README.md"),
    ],
)
def test_clones_are_compared(
    committed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    said: str,
) -> None:
    monkeypatch.setattr(verify, "ROOT", committed)
    monkeypatch.setattr(verify, "venv_python", lambda _: Path(sys.executable))
    made = committed.with_name("made")
    git("clone", "--quiet", str(committed), str(made), folder=committed)
    if name:
        change(made / name, "read" if name == "README.md" else "1", "2")
    assert verify.compare_clones(committed, made) is (name == "")
    assert said in capsys.readouterr().out
    kept = committed / "build/verify/data/a/derived/01_lines.csv"
    assert kept.is_file() is (name != "")


TABLE, STORY, EXTRA = "data/a/derived/03_budget.csv", "notebooks/03_budget.ipynb", "figures/a/03_extra.csv"
SVG, PDF, PNG = (f"figures/a/03_ramar.{format}" for format in ("svg", "pdf", "png"))
TEXTS = ["text"] * 2  # the headline and the label itself
METADATA = ["metadata"] * 3  # the headline, the short alt text and the long one
# What each act of sabotage does to which files, by the kinds of difference; and one line that has to be told.
SABOTAGE = {
    "number": ({TABLE: ["value"]}, "value: line 2, amount_tkr: published '299420', made '299421'"),
    "label": (
        {PDF: [*TEXTS, *METADATA, "visible"], PNG: [*METADATA, "visible"], SVG: [*TEXTS, *METADATA, "visible"]},
        "text: published 'Omsorgsnämnden', made 'Omsorgen'",
    ),
    "colour": (
        {PDF: ["colour", "visible"], PNG: ["visible"], SVG: ["colour", "visible"]},
        "colour: published '#0b6070, #6399a3', made '#8a1c3b, #b46e82'",
    ),
    "font": (
        {PDF: ["font", "visible"], PNG: ["visible"], SVG: ["font", "visible"]},
        "font: published nothing, made 'SourceSans3-Italic'",
    ),
    "output": ({STORY: ["output"]}, "output: cell 1, output 1 (text), line 1: published 'summan stämmer', made 'nej'"),
    "missing": ({TABLE: ["not made"]}, "not made"),
    "extra": ({EXTRA: ["not published"]}, "not published"),
}


@pytest.fixture(scope="module")
def pictures() -> dict[str, dict[str, bytes]]:
    """One figure as published, and with another label, another colour, another font in one text; in three formats."""
    plan = read_plan(ROOT / "data" / "borlange-v-2022")
    words = read_words("sv", plan)
    figures = {
        "": draw(plan, "03_ramar", words),
        "label": draw(plan, "03_ramar", replace(words, names={**words.names, "on": "Omsorgen"})),
        "colour": draw(plan, "03_ramar", words, accent="#8a1c3b"),
        "font": draw(plan, "03_ramar", words),
    }
    label = next(text for text in figures["font"].findobj(Text) if text.get_text() == "Omsorgsnämnden")
    label.set_fontstyle("italic")
    return {
        name: {path: render_figure(figure, path.rpartition(".")[2]) for path in (SVG, PDF, PNG)}
        for name, figure in figures.items()
    }


def published_files(pictures: dict[str, bytes]) -> dict[str, bytes]:
    """A small result of every kind: table, notebook, pictures."""
    output = {"output_type": "stream", "name": "stdout", "text": ["summan stämmer\n"]}
    cell = {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 1, "outputs": [output], "source": "1"}
    table = b"committee_id,amount_tkr\nks,299420\nbun,1088231\n"
    return {TABLE: table, STORY: json.dumps({"cells": [cell]}, ensure_ascii=False).encode(), **pictures}


def spoil(name: str, files: dict[str, bytes], pictures: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    """The same result after one act of sabotage."""
    if name == "missing":
        return {path: data for path, data in files.items() if path != TABLE}
    changes = {
        "number": {TABLE: files[TABLE].replace(b"299420", b"299421")},
        "output": {STORY: files[STORY].replace("summan stämmer".encode(), b"nej")},
        "extra": {EXTRA: b"x\n"},
    }
    return files | changes.get(name, pictures.get(name, {}))


def write_files(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def told(output: str) -> dict[str, list[str]]:
    """The files that a report names, with the kinds of their differences."""
    found: dict[str, list[str]] = {}
    for line in output.splitlines():
        if re.match(r"  \S.*\.\w+$", line):
            found[line.strip()] = []
        elif line.startswith("    "):
            found[[*found][-1]].append(line.strip().split(":")[0])
    return found


@pytest.mark.parametrize("name", SABOTAGE)
def test_sabotage_is_named_and_nothing_else(
    pictures: dict[str, dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    """On disk, by the way that verify goes."""
    files = published_files(pictures[""])
    published = write_files(tmp_path / "published", files)
    made = write_files(tmp_path / "made", spoil(name, files, pictures))
    git("init", "--quiet", folder=made)
    monkeypatch.setattr(verify, "ROOT", tmp_path)
    monkeypatch.setattr(verify, "venv_python", lambda _: Path(sys.executable))
    assert verify.compare_clones(published, made) is False
    output = capsys.readouterr().out
    kinds, line = SABOTAGE[name]
    assert told(output) == kinds
    assert f"    {line}" in output.splitlines()
    assert {path.name for path in (tmp_path / "build/verify").iterdir()} >= {"figures", "notebooks"}


@pytest.mark.parametrize(
    ("name", "parts", "code"),
    [("", ["figures", "data/a/derived", "notebooks"], 0), ("number", [], 1), ("", ["nowhere"], 1), ("", None, 2)],
)
def test_the_comparison_ends_with_a_code(
    pictures: dict[str, dict[str, bytes]], tmp_path: Path, name: str, parts: list[str] | None, code: int
) -> None:
    files = published_files(pictures[""])
    published = write_files(tmp_path / "published", files)
    made = write_files(tmp_path / "made", spoil(name, files, pictures))
    folders = [] if parts is None else [str(published), str(made), *parts]
    done = subprocess.run(
        [sys.executable, "-m", "helpers.verify.compare", *folders], capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (code, "")


def test_a_clone_holds_no_result_when_its_run_begins(
    committed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The clone's own run.py is called; here it says what it finds, and fails."""
    tell = "import pathlib, sys\npathlib.Path('found').write_text(str([*pathlib.Path('figures').rglob('*.pdf')]))\n"
    (committed / "run.py").write_text(f"{tell}sys.exit(sys.argv[1:] != ['all'] or 3)\n", encoding="utf-8")
    git("add", "--all", folder=committed)
    git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "run", folder=committed)
    monkeypatch.setattr(verify, "ROOT", committed)
    with pytest.raises(RunError, match="not everything could be made"):
        verify.make_anew(tmp_path / "clones")
    assert (tmp_path / "clones/made/found").read_text(encoding="utf-8") == "[]"
    assert (tmp_path / "clones/published/figures/a/01_lines.pdf").is_file()


@pytest.mark.parametrize("data", [b"", b"<?xml ver"])
def test_a_picture_that_was_never_begun_holds_nothing(data: bytes) -> None:
    facts = inspect(data, "svg")
    assert (facts.whole, facts.about, facts.size, facts.paint()) == (False, {}, (0.0, 0.0), [])
    assert (facts.texts, facts.fonts, facts.colours) == ([], [], [])
