"""The script behind make: what is due, what a finished notebook may hold, what it says when something is missing."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import nbformat
import pytest

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
    "src/helpers/plan.py": "x = 1",
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
    "name", ["src/helpers/plan.py", "data/a/plan.txt", "figures/a/01_lines.pdf", "build/stamps/01_plan.txt"]
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
    assert called[1][-3:] == ["--require-hashes", "-r", "requirements-web.txt"]


# --- tests and help -----------------------------------------------------------------------------------------


def test_work_is_shared_out_by_size(run: ModuleType, tmp_path: Path) -> None:
    for name, size in {"a": 50, "b": 40, "c": 30, "d": 10}.items():
        (tmp_path / name).write_bytes(b"x" * size)
    piles = run.share_out(sorted(tmp_path.iterdir()))
    assert [[path.name for path in pile] for pile in piles] == [["a", "d"], ["b", "c"]]


def test_the_summary_is_pytests_own_last_line(run: ModuleType) -> None:
    result = run.Result(0, "....\n\n===== 4 passed, 1 skipped in 2.03s =====", 2.5)
    assert run.summary_line(result) == "4 passed, 1 skipped in 2.03s"
    assert run.summary_line(run.Result(1, "", 0.1)) == ""


def test_files_that_the_tests_change_are_named(run: ModuleType) -> None:
    before, after = {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}
    assert run.changed_outputs(before, after) == ["b", "c", "d"]
    assert run.changed_outputs(before, before) == []


def test_help_is_the_makefiles_own_words(run: ModuleType) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "run.py"), "help"], capture_output=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    comments = run.targets((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert [line.split()[1] for line in lines] == list(run.COMMANDS) == list(comments)
    assert [line.endswith(comment) for line, comment in zip(lines, comments.values(), strict=True)] == [True] * len(
        lines
    )
