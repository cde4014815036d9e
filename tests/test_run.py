"""The script behind make: what is due, what a finished notebook may hold, what it says when something is missing."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import nbformat
import pytest
from matplotlib.text import Text

from helpers import read_plan
from helpers.figures.registry import draw
from helpers.publish.export import render_figure
from helpers.words import read_words

ROOT = Path(__file__).resolve().parents[1]


# --- set-up -------------------------------------------------------------------------------------------------


def test_the_interpreter_stands_elsewhere_on_windows(run: ModuleType) -> None:
    assert run.venv_python(Path(".venv"), "nt").as_posix() == ".venv/Scripts/python.exe"
    assert run.venv_python(Path(".venv"), "posix").as_posix() == ".venv/bin/python"


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 2), (3, 10, 13)])
def test_an_old_python_is_told_which_one_is_needed(run: ModuleType, version: tuple[int, ...]) -> None:
    found = f"{version[0]}.{version[1]}"
    assert run.too_old(version) == (f"Python 3.11 or newer is needed, and this is {found}. Try: make PYTHON=python3.11")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_python_will_do(run: ModuleType, version: tuple[int, ...]) -> None:
    assert run.too_old(version) == ""


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_the_package_to_install_is_named(run: ModuleType, missing: str) -> None:
    said = run.missing_venv(lambda name: None if name == missing else object(), (3, 12))
    assert "sudo apt install python3.12-venv\n" in said
    assert run.missing_venv(lambda name: object(), (3, 12)) == ""


def test_why_uv_did_not_work_is_said_in_one_line(run: ModuleType) -> None:
    assert run.reason("x\nerror: no route\n  Caused by: y\nhint: z") == "error: no route"
    assert run.reason("This command failed: uv\nno space left") == "no space left"


def test_the_users_settings_stay_outside(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = [
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "JUPYTER_PATH",
        "IPYTHONDIR",
        "MPLBACKEND",
        "PYTEST_ADDOPTS",
        "GIT_DIR",
        "COLUMNS",
    ]
    for name in [*foreign, "LINES_KEPT", "PIP_INDEX_URL"]:
        monkeypatch.setenv(name, "x")
    env = run.own_environment()
    assert [name for name in foreign if name in env] == []
    assert (env["LINES_KEPT"], env["PIP_INDEX_URL"], env["PYTHONUTF8"]) == ("x", "x", "1")


def test_lab_is_quiet_by_settings_that_it_knows(run: ModuleType, tmp_path: Path) -> None:
    run.quiet_lab(tmp_path)
    overrides = json.loads((tmp_path / "share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8"))
    assert list(overrides) == ["@jupyterlab/apputils-extension:notification"]
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas" / "@jupyterlab"
    known = json.loads((schemas / "apputils-extension" / "notification.json").read_text(encoding="utf-8"))["properties"]
    assert overrides.popitem()[1] == {"fetchNews": "false", "checkForUpdates": False}
    assert "false" in [choice["const"] for choice in known["fetchNews"]["oneOf"]]
    assert known["checkForUpdates"]["type"] == "boolean"


# --- what is due --------------------------------------------------------------------------------------------

FILES = {
    "uv.lock": "1",
    "src/helpers/plan/read.py": "x = 1",
    "data/a/plan.txt": "A",
    "data/a/derived/01_lines.csv": "line",
    "data/a/derived/02_text.csv": "text",
    "figures/a/01_lines.pdf": "pdf",
    "notebooks/01_plan.ipynb": "{}",
}


@pytest.fixture
def project(tmp_path: Path, run: ModuleType) -> tuple[Path, Callable[[], bool]]:
    """A small project whose notebook 01 is up to date, and the question whether it is."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    notebook = tmp_path / "notebooks/01_plan.ipynb"

    def inputs() -> str:
        return run.digest_of(run.input_files(tmp_path), tmp_path)

    stamp = run.stamp_of(notebook, tmp_path)
    stamp.parent.mkdir(parents=True)
    stamp.write_text(run.state_of(notebook, inputs(), tmp_path), encoding="utf-8")
    return tmp_path, lambda: run.is_up_to_date(notebook, inputs(), tmp_path)


@pytest.mark.parametrize("name", sorted({*FILES} - {"data/a/derived/02_text.csv"}))
def test_a_change_makes_a_notebook_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    assert up_to_date()
    (folder / name).write_text("changed", encoding="utf-8")
    assert not up_to_date()


@pytest.mark.parametrize(
    "name", ["src/helpers/plan/read.py", "data/a/plan.txt", "figures/a/01_lines.pdf", "build/stamps/01_plan.txt"]
)
def test_a_lost_file_makes_a_notebook_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    (folder / name).unlink()
    assert not up_to_date()


@pytest.mark.parametrize(
    "name", ["src/helpers/new.py", "data/b/plan.toml", "figures/a/01_new.svg", "data/a/derived/01_new.csv"]
)
def test_a_new_file_makes_a_notebook_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()
    assert not up_to_date()


@pytest.mark.parametrize(
    "name", ["data/a/derived/02_text.csv", "figures/a/02_x.pdf", "src/helpers/__pycache__/a.pyc", "README.md"]
)
def test_what_others_make_does_not_make_it_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("new", encoding="utf-8")
    assert up_to_date()


def test_the_start_notebook_is_due_when_other_files_are_published(run: ModuleType, tmp_path: Path) -> None:
    """What git holds counts, not what lies there; and for no other notebook."""
    start, other = tmp_path / run.START, tmp_path / "notebooks/01_plan.ipynb"
    figure = tmp_path / "figures/a/01_lines.pdf"
    for path in (start, other, figure):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    states = []
    for step in ("", "init", "add"):
        if step:
            run.git(step, *(["--all"] if step == "add" else ["--quiet"]), folder=tmp_path)
        states.append([run.state_of(path, "inputs", tmp_path) for path in (start, other)])
    nowhere, empty, added = states
    assert nowhere[1] == empty[1] == added[1]
    assert len({nowhere[0], empty[0], added[0]}) == 3
    figure.write_text("changed", encoding="utf-8")
    assert run.published_state(tmp_path) in added[0]


def test_what_has_no_number_belongs_to_the_start_notebook(tmp_path: Path, run: ModuleType) -> None:
    for name in ("figures/README.md", "figures/a/manifest.json", "figures/a/00_x.pdf", "figures/a/01_lines.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    made = {
        name: [path.name for path in run.output_files(Path(name), tmp_path)]
        for name in ("00_start.ipynb", "01_plan.ipynb")
    }
    assert made == {"00_start.ipynb": ["README.md", "00_x.pdf", "manifest.json"], "01_plan.ipynb": ["01_lines.pdf"]}


def test_clean_removes_what_was_made_and_nothing_else(
    project: tuple[Path, Callable[[], bool]], run: ModuleType
) -> None:
    folder, _ = project
    (folder / "src/helpers/__pycache__").mkdir()
    run.clean(folder)
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == sorted(FILES)


# --- running a notebook -------------------------------------------------------------------------------------


def notebook_at(path: Path, *sources: str) -> bytes:
    """Write a notebook with these code cells, with the metadata that a JupyterLab leaves; its bytes."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    cells[0].metadata = {"tags": ["kept"], "execution": {"iopub.execute_input": "now"}, "trusted": True}
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "other", "display_name": "Other"}}
    )
    nbformat.write(notebook, path)
    return path.read_bytes()


def execute(run: ModuleType, path: Path, **extra: str) -> tuple[int, str]:
    """Exit code and words of the command that make runs for each notebook."""
    with run.isolated() as env:
        command = [sys.executable, str(ROOT / "run.py"), "execute-notebook", str(path)]
        done = subprocess.run(command, env=env | extra, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout


def test_a_notebook_is_written_back_without_traces_of_the_run(run: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    notebook_at(path, "import os, sys\nprint('å', end='')\nprint('ä')", "os.path.basename(os.getcwd())", "sys.prefix")
    assert execute(run, path) == (0, "\n")
    first = path.read_bytes()
    notebook = json.loads(first)
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert [cell["metadata"] for cell in notebook["cells"]] == [{"tags": ["kept"]}, {}, {}]
    assert [cell["id"] for cell in notebook["cells"]] == ["cell-0", "cell-1", "cell-2"]
    printed, folder, prefix = (cell["outputs"][0] for cell in notebook["cells"])
    assert printed["text"] == ["åä\n"]
    assert folder["data"]["text/plain"] == [repr(tmp_path.name)]
    assert prefix["data"]["text/plain"] == [repr(sys.prefix)]
    assert "å".encode() in first and first.endswith(b"}\n") and b"\r" not in first
    assert execute(run, path) == (0, "\n")
    assert path.read_bytes() == first


def test_the_users_kernels_and_start_up_files_change_nothing(run: ModuleType, tmp_path: Path) -> None:
    kernel = tmp_path / ".local/share/jupyter/kernels/python3/kernel.json"
    startup = tmp_path / ".ipython/profile_default/startup/00.py"
    for file, text in ((kernel, '{"argv": ["false"], "display_name": "mine"}'), (startup, "mine = 1")):
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    path = tmp_path / "01_a.ipynb"
    notebook_at(path, "'mine' in globals()")
    assert execute(run, path, HOME=str(tmp_path), USERPROFILE=str(tmp_path)) == (0, "\n")
    assert json.loads(path.read_bytes())["cells"][0]["outputs"][0]["data"]["text/plain"] == ["False"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", ["code cell 2 failed:", "1 / 0", "ZeroDivisionError: division by zero"]),
        ("import warnings\nwarnings.warn('careful')", ["code cell 2 wrote to stderr:", "UserWarning: careful"]),
    ],
)
def test_a_fault_is_shown_and_the_notebook_left_alone(
    run: ModuleType, tmp_path: Path, source: str, said: list[str]
) -> None:
    path = tmp_path / "01_a.ipynb"
    before = notebook_at(path, "x = 1", source, "'never reached'")
    code, words = execute(run, path)
    assert code == 1
    assert [text for text in said if text not in words] == []
    assert "\x1b" not in words
    assert path.read_bytes() == before


def test_an_error_that_is_meant_is_no_fault(run: ModuleType) -> None:
    error = SimpleNamespace(output_type="error", traceback=["Oops"], get=lambda name: None)
    cell = SimpleNamespace(metadata={"tags": ["raises-exception"]}, outputs=[error], source="oops()")
    assert run.cell_problem(3, cell) == ""
    cell.metadata = {}
    assert run.cell_problem(3, cell) == "code cell 3 failed:\noops()\n\nOops"


# --- the same result again ----------------------------------------------------------------------------------


@pytest.fixture
def committed(tmp_path: Path, run: ModuleType) -> Path:
    """A small repository with a committed result of every kind."""
    cell = {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 1, "outputs": [{"x": 1}], "source": "1"}
    files = {**FILES, "README.md": "read", "data/a/derived/01_lines.csv": "line\n1\n", ".gitignore": "/build/\n"}
    files["notebooks/01_plan.ipynb"] = json.dumps({"cells": [{"cell_type": "markdown", "source": "a"}, cell]})
    folder = tmp_path / "project"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    run.git("init", "--quiet", folder=folder)
    run.git("add", "--all", folder=folder)
    run.git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "all", folder=folder)
    return folder


def test_only_what_is_committed_is_verified(run: ModuleType, committed: Path) -> None:
    run.refuse_dirty_tree(committed)
    (committed / "README.md").write_text("changed", encoding="utf-8")
    (committed / "å b.txt").touch()
    (committed / "build").mkdir()
    (committed / "build" / "ignored").touch()
    with pytest.raises(run.RunError, match=r"2 files are not as they were committed \(README\.md, å b\.txt\)"):
        run.refuse_dirty_tree(committed)


def test_a_folder_that_is_no_clone_is_told(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(run.RunError, match="this folder is no clone"):
        run.refuse_dirty_tree(tmp_path)
    (tmp_path / ".git").mkdir()
    with pytest.raises(run.RunError, match="git status failed in "):
        run.refuse_dirty_tree(tmp_path)
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError))
    with pytest.raises(run.RunError, match="sudo apt install git"):
        run.refuse_dirty_tree(tmp_path)


def test_no_result_is_left_before_all_is_made_anew(run: ModuleType, committed: Path) -> None:
    run.forget_results(committed)
    assert run.made_files(committed) == []
    prose, code = json.loads((committed / "notebooks/01_plan.ipynb").read_text(encoding="utf-8"))["cells"]
    assert (prose["source"], code["source"], code["outputs"], code["execution_count"]) == ("a", "1", [], None)
    gone = {name for name in FILES if name.startswith("figures/") or "/derived/" in name}
    assert set(run.uncommitted(committed)) == {*gone, "notebooks/01_plan.ipynb"}


def test_a_plan_beside_that_of_the_notebooks_is_made_anew_too(run: ModuleType, tmp_path: Path) -> None:
    published, made = tmp_path / "published", tmp_path / "made"
    for folder, name in ((published, "a"), (published, "b"), (made, "a")):
        table = folder / "data" / name / "derived" / "01_lines.csv"
        table.parent.mkdir(parents=True)
        table.touch()
    (made / "data" / "b" / "derived").mkdir(parents=True)
    assert run.plans_left(published, made) == ["data/b"]


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
    run: ModuleType,
    committed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    said: str,
) -> None:
    monkeypatch.setattr(run, "ROOT", committed)
    monkeypatch.setattr(run, "venv_python", lambda _: Path(sys.executable))
    made = committed.with_name("made")
    run.git("clone", "--quiet", str(committed), str(made), folder=committed)
    if name:
        change(made / name, "read" if name == "README.md" else "1", "2")
    assert run.compare_clones(committed, made) is (name == "")
    assert said in capsys.readouterr().out
    kept = committed / "build/verify/data/a/derived/01_lines.csv"
    assert kept.is_file() is (name != "")


TABLE, STORY, EXTRA = "data/a/derived/03_budget.csv", "notebooks/03_budget.ipynb", "figures/a/03_extra.csv"
SVG, PDF, PNG = (f"figures/a/03_ramar.{format}" for format in ("svg", "pdf", "png"))
# What each act of sabotage does to which files, by the kinds of difference; and one line that has to be told.
SABOTAGE = {
    "number": ({TABLE: ["value"]}, "value: line 2, amount_tkr: published '299420', made '299421'"),
    "label": (
        {PDF: ["text", "metadata", "visible"], PNG: ["metadata", "visible"], SVG: ["text", "metadata", "visible"]},
        "text: published 'Omsorgsnämnden', made 'Omsorgen'",
    ),
    "colour": (
        {PDF: ["colour", "visible"], PNG: ["visible"], SVG: ["colour", "visible"]},
        "colour: published '#0b6070, #6399a3', made '#8a1c3b, #b46e82'",
    ),
    "font": (
        {PDF: ["font", "visible"], PNG: ["visible"], SVG: ["font", "visible"]},
        "font: published nothing, made 'DejaVuSans'",
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
    label.set_fontfamily("DejaVu Sans")
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
    run: ModuleType,
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
    run.git("init", "--quiet", folder=made)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "venv_python", lambda _: Path(sys.executable))
    assert run.compare_clones(published, made) is False
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
    run: ModuleType, committed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The clone's own run.py is called; here it says what it finds, and fails."""
    tell = "import pathlib, sys\npathlib.Path('found').write_text(str([*pathlib.Path('figures').rglob('*.pdf')]))\n"
    (committed / "run.py").write_text(f"{tell}sys.exit(sys.argv[1:] != ['all'] or 3)\n", encoding="utf-8")
    run.git("add", "--all", folder=committed)
    run.git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "run", folder=committed)
    monkeypatch.setattr(run, "ROOT", committed)
    with pytest.raises(run.RunError, match="not everything could be made"):
        run.make_anew(tmp_path / "clones")
    assert (tmp_path / "clones/made/found").read_text(encoding="utf-8") == "[]"
    assert (tmp_path / "clones/published/figures/a/01_lines.pdf").is_file()


@pytest.mark.parametrize("code", [0, 1])
def test_a_bench_that_fails_is_told(run: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=code))
    if code:
        with pytest.raises(run.RunError, match="Not everything could be measured"):
            run.bench()
    else:
        run.bench()


# --- the site, and a real browser ---------------------------------------------------------------------------


def test_chromium_is_found_by_any_of_its_names(run: ModuleType) -> None:
    there = {"google-chrome": "bin/google-chrome", "chrome": "bin/chrome"}
    assert run.chromium(there.get) == "bin/google-chrome"


def test_the_package_is_named_where_chromium_is_missing(run: ModuleType) -> None:
    with pytest.raises(run.RunError, match="sudo apt install chromium"):
        run.chromium(lambda _: None)


def test_without_chromium_nothing_else_is_begun(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    find = run.chromium
    monkeypatch.setattr(run, "chromium", lambda: find(lambda _: None))
    monkeypatch.setattr(run, "make_site", lambda: pytest.fail("made"))
    with pytest.raises(run.RunError, match="Chromium is missing"):
        run.run_browser_tests()


def test_the_packages_are_installed_with_pip_where_uv_cannot_be_had(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[tuple[str, ...]] = []

    def pip_install(*arguments: str) -> None:
        called.append(arguments)
        if "requirements-uv.txt" in arguments:
            raise run.RunError("Collecting uv\nERROR: No matching distribution found for uv")

    monkeypatch.setattr(run, "pip_install", pip_install)
    run.install()
    assert "not with uv (ERROR: No matching distribution found for uv), so with pip" in capsys.readouterr().out
    assert called[1:] == [("--no-deps", "--require-hashes", "-r", "requirements.txt"), ("--no-deps", "-e", ".")]


def test_the_site_is_installed_with_pip_where_uv_does_not_get_through(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []

    def fail(*_: str, **__: object) -> None:
        raise run.RunError("error: no network")

    monkeypatch.setattr(run, "uv", fail)
    monkeypatch.setattr(run, "quietly", lambda command: called.append(command))
    run.install_web()
    assert "not with uv (error: no network), so with pip" in capsys.readouterr().out
    assert called[0][1:3] == ["-m", "venv"] and called[0][-1].endswith("web-venv")
    assert called[1][-4:] == ["--no-deps", "--require-hashes", "-r", "requirements-web.txt"]


# --- tests and help -----------------------------------------------------------------------------------------


def test_work_is_shared_out_by_size(run: ModuleType, tmp_path: Path) -> None:
    for name, size in {"a": 50, "b": 40, "c": 30, "d": 10}.items():
        (tmp_path / name).write_bytes(b"x" * size)
    piles = run.share_out(sorted(tmp_path.iterdir()), 2)
    assert [[path.name for path in pile] for pile in piles] == [["a", "d"], ["b", "c"]]


def test_the_summary_is_pytests_own_last_line(run: ModuleType) -> None:
    result = run.Result(0, "....\n\n===== 4 passed, 1 skipped in 2.03s =====", 2.5)
    assert run.summary_line(result) == "4 passed, 1 skipped in 2.03s"
    assert run.summary_line(run.Result(1, "", 0.1)) == ""


def test_files_that_the_tests_change_are_named(run: ModuleType) -> None:
    before, after = {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}
    assert run.changed_outputs(before, after) == ["b", "c", "d"]
    assert run.changed_outputs(before, before) == []


def test_a_plan_is_made_by_its_folder_as_the_user_stands(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text("", encoding="utf-8")
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(run, "python", lambda: sys.executable)
    monkeypatch.chdir(tmp_path)
    assert run.main(["plan", "."]) == 1
    said = capfd.readouterr().out
    assert f"{tmp_path.name}/plan.txt" in said and said.endswith("what stands in the way is said above.\n")
    assert run.main(["plan"]) == 1 and "Say which plan: make plan PLAN=" in capfd.readouterr().out


def test_what_a_command_does_not_take_is_refused(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["help", "data/my-plan"])
    assert "help takes nothing more, and was given data/my-plan" in capsys.readouterr().err


def test_help_is_the_makefiles_own_words(run: ModuleType) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "run.py"), "help"], capture_output=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    comments = run.targets((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert [line.split()[1] for line in lines] == list(run.COMMANDS) == list(comments)
    assert [line.endswith(comment) for line, comment in zip(lines, comments.values(), strict=True)] == [True] * len(
        lines
    )
