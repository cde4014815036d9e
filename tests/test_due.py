"""Which notebooks are due, how one is run, and what it leaves behind."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from helpers import inputs
from tools import notebooks, processes
from tools.processes import START, RunError, git, isolated

ROOT = Path(__file__).resolve().parents[1]

CODE = "from helpers.plan.read import read_plan\nread_plan('../data/a')"
READ = json.dumps({"cells": [{"cell_type": "code", "source": CODE.splitlines(keepends=True)}]})
FILES = {
    "uv.lock": "1",
    "data/project.toml": "repository = ''",
    "data/swedish/stopwords.csv": "word",
    "src/helpers/__init__.py": "",
    "src/helpers/plan/__init__.py": "",
    "src/helpers/plan/read.py": "from helpers.errors import PlanError",
    "src/helpers/errors.py": "x = 1",
    "src/helpers/catalogue/sv.toml": "a = 'b'",
    "data/a/plan.txt": "A",
    "data/a/plan.toml": "",
    "data/a/derived/01_lines.csv": "line",
    "data/a/derived/02_text.csv": "text",
    "figures/a/01_lines.pdf": "pdf",
    "notebooks/01_plan.ipynb": READ,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Callable[[], bool]]:
    """A small project whose notebook 01 is up to date, and the question whether it is."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for module in (inputs, notebooks):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(inputs, "HERE", tmp_path / "src" / "helpers")
    notebook = tmp_path / "notebooks/01_plan.ipynb"
    stamp = notebooks.stamp_of(notebook)
    stamp.parent.mkdir(parents=True)
    stamp.write_text(notebooks.state_of(notebook, []), encoding="utf-8")
    return tmp_path, lambda: notebooks.is_up_to_date(notebook)


@pytest.mark.parametrize("name", sorted({*FILES} - {"data/a/derived/02_text.csv"}))
def test_a_change_makes_a_notebook_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    assert up_to_date()
    (folder / name).write_text(READ.replace("cells", "cells ") if "ipynb" in name else "x = 2", encoding="utf-8")
    assert not up_to_date()


@pytest.mark.parametrize(
    "name", ["src/helpers/plan/read.py", "data/a/plan.txt", "figures/a/01_lines.pdf", "build/stamps/01_plan.txt"]
)
def test_a_lost_file_makes_a_notebook_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    (folder / name).unlink()
    assert not up_to_date()


@pytest.mark.parametrize(
    "name", ["src/helpers/catalogue/en.toml", "data/a/links.csv", "figures/a/01_new.svg", "data/a/derived/01_new.csv"]
)
def test_a_new_file_makes_a_notebook_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()
    assert not up_to_date()


@pytest.mark.parametrize(
    "name",
    [
        *("data/a/derived/02_text.csv", "figures/a/02_x.pdf", "src/helpers/__pycache__/a.pyc", "README.md"),
        *("figures/a.made.json", "src/helpers/plan/text.py", "src/helpers/figures/money.py", "data/b/plan.toml"),
    ],
)
def test_what_it_does_not_read_does_not_make_it_due(project: tuple[Path, Callable[[], bool]], name: str) -> None:
    folder, up_to_date = project
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("new", encoding="utf-8")
    assert up_to_date()


def test_the_start_notebook_is_due_when_other_files_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git holds counts, not what lies there; and for no other notebook."""
    monkeypatch.setattr(notebooks, "ROOT", tmp_path)
    start, other = tmp_path / START, tmp_path / "notebooks/01_plan.ipynb"
    figure = tmp_path / "figures/a/01_lines.pdf"
    for path in (start, other, figure):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"cells": []}', encoding="utf-8")
    states = []
    for step in ("", "init", "add"):
        if step:
            git(step, *(["--all"] if step == "add" else ["--quiet"]), folder=tmp_path)
        states.append([notebooks.state_of(path, []) for path in (start, other)])
    nowhere, empty, added = states
    assert nowhere[1] == empty[1] == added[1]
    assert len({nowhere[0], empty[0], added[0]}) == 3
    figure.write_text("changed", encoding="utf-8")
    assert notebooks.published_state() in added[0]


def test_everything_belongs_to_the_start_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "ROOT", tmp_path)
    for name in (
        "figures/README.md",
        "figures/a.made.json",
        "figures/a/manifest.json",
        "figures/a/00_x.pdf",
        "figures/a/01_lines.pdf",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    made = {
        name: [path.name for path in notebooks.output_files(Path(name))] for name in ("00_start.ipynb", "01_plan.ipynb")
    }
    everything = ["README.md", "00_x.pdf", "01_lines.pdf", "manifest.json"]
    assert made == {"00_start.ipynb": everything, "01_plan.ipynb": ["01_lines.pdf"]}


DRAWS = (
    "from helpers.figures.registry import draw\nfrom helpers.build import publish\n"
    'draw(plan, "01_lines", words)\npublish(plan, "01")'
)
DRAWN = FILES | {
    "src/helpers/build.py": "from helpers import make",
    "src/helpers/make.py": "from helpers.figures import registry",
    "src/helpers/figures/__init__.py": "",
    "src/helpers/figures/registry.py": "from helpers.figures.charts import money, leads",
    "src/helpers/figures/charts.py": "from helpers.figures import money, leads",
    "src/helpers/figures/leads.py": "from helpers.figures import captions",
    "src/helpers/figures/money.py": "from helpers.figures import sums",
    "src/helpers/figures/sums.py": "",
    "src/helpers/figures/captions.py": "",
    "notebooks/01_plan.ipynb": READ.replace("\"read_plan('../data/a')\"", json.dumps(DRAWS)),
}


@pytest.mark.parametrize(
    ("makers", "changed", "due"),
    [
        ({"01_lines": "helpers.figures.money"}, ("money", "sums", "registry", "charts"), True),
        ({"01_lines": "helpers.figures.money"}, ("leads", "captions"), False),
        ({"01_lines": "helpers.figures.leads"}, ("money", "sums"), False),
        ({}, ("money", "sums", "leads", "captions"), True),
    ],
)
def test_a_notebook_that_draws_figures_by_name_rests_on_their_charts_alone(
    project: tuple[Path, Callable[[], bool]],
    monkeypatch: pytest.MonkeyPatch,
    makers: dict[str, str],
    changed: tuple[str, ...],
    due: bool,
) -> None:
    """Where it is not known who makes a figure, all charts count."""
    folder, up_to_date = project
    for name, text in DRAWN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    made = {name: SimpleNamespace(maker=maker) for name, maker in makers.items()}
    monkeypatch.setattr(notebooks, "Record", lambda plan: SimpleNamespace(made=made))
    notebook = folder / "notebooks/01_plan.ipynb"
    charts = notebooks.charts_in(notebooks.code_of(notebook), folder / "data/a")
    notebooks.stamp_of(notebook).write_text(notebooks.state_of(notebook, charts), encoding="utf-8")
    assert up_to_date()
    for name in changed:
        path = folder / f"src/helpers/figures/{name}.py"
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}\nx = 1", encoding="utf-8")
        assert up_to_date() != due, name
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    "more",
    [
        "draw(plan, name, words)",
        "pictures = map(draw, names)",
        "from helpers.figures.registry import list_figures",
        "from helpers.prints.documents import fit",
    ],
)
def test_a_notebook_that_does_more_than_to_draw_by_name_rests_on_every_chart(
    monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    made = {"01_lines": SimpleNamespace(maker="helpers.figures.money")}
    monkeypatch.setattr(notebooks, "Record", lambda plan: SimpleNamespace(made=made))
    assert notebooks.charts_in(DRAWS, ROOT) == {"helpers.figures.money"}
    assert notebooks.charts_in(f"{DRAWS}\n{more}", ROOT) == set()


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


RUN = """
import asyncio, json, pathlib, sys
from tools.notebooks import execute
print(json.dumps(asyncio.run(execute(pathlib.Path(sys.argv[1])))))
"""


def execute(path: Path, **extra: str) -> tuple[str, str]:
    """What went wrong, in a line and in full, when a notebook was run as make runs it."""
    with isolated() as env:
        command = [sys.executable, "-c", RUN, str(path)]
        done = subprocess.run(command, cwd=ROOT, env=env | extra, capture_output=True, encoding="utf-8", check=True)
    short, whole = json.loads(done.stdout)
    return short, whole


def test_a_notebook_is_written_back_without_traces_of_the_run(tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    notebook_at(path, "import os, sys\nprint('å', end='')\nprint('ä')", "os.path.basename(os.getcwd())", "sys.prefix")
    assert execute(path) == ("", "")
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
    assert execute(path) == ("", "")
    assert path.read_bytes() == first


def test_the_users_kernels_and_start_up_files_change_nothing(tmp_path: Path) -> None:
    kernel = tmp_path / ".local/share/jupyter/kernels/python3/kernel.json"
    startup = tmp_path / ".ipython/profile_default/startup/00.py"
    for file, text in ((kernel, '{"argv": ["false"], "display_name": "mine"}'), (startup, "mine = 1")):
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    path = tmp_path / "01_a.ipynb"
    notebook_at(path, "'mine' in globals()")
    assert execute(path, HOME=str(tmp_path), USERPROFILE=str(tmp_path)) == ("", "")
    assert json.loads(path.read_bytes())["cells"][0]["outputs"][0]["data"]["text/plain"] == ["False"]


@pytest.mark.parametrize(
    ("source", "short", "said"),
    [
        ("1 / 0", "code cell 2 failed: ZeroDivisionError: division by zero", "1 / 0"),
        ("import warnings\nwarnings.warn('careful')", "code cell 2 wrote to stderr: ", "UserWarning: careful"),
    ],
)
def test_a_fault_is_told_in_a_line_and_in_full_and_the_notebook_left_alone(
    tmp_path: Path, source: str, short: str, said: str
) -> None:
    path = tmp_path / "01_a.ipynb"
    before = notebook_at(path, "x = 1", source, "'never reached'")
    line, whole = execute(path)
    assert line.startswith(short) and "\n" not in line
    assert said in whole and whole.startswith("code cell 2 ") and "\x1b" not in whole
    assert path.read_bytes() == before


def test_an_error_that_is_meant_is_no_fault() -> None:
    error = SimpleNamespace(output_type="error", ename="E", evalue="no", traceback=["Oops"], get=lambda name: None)
    cell = SimpleNamespace(metadata={"tags": ["raises-exception"]}, outputs=[error], source="oops()")
    assert notebooks.cell_problem(3, cell) == ("", "")
    cell.metadata = {}
    assert notebooks.cell_problem(3, cell) == ("code cell 3 failed: E: no", "code cell 3 failed:\noops()\n\nOops")


@pytest.fixture
def two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """A project of two notebooks, and what is said when those that are due are run in it."""
    for name in ("data/a/plan.toml", "data/project.toml", "uv.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "notebooks").mkdir()
    for module in (inputs, notebooks, processes):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(notebooks, "publish_for", lambda notebooks: None)
    monkeypatch.setattr(notebooks, "Record", lambda plan: SimpleNamespace(names=["a"], made={"a": 1}))

    def run() -> list[str]:
        try:
            notebooks.run_notebooks()
        except RunError as error:
            print(error)
        return capsys.readouterr().out.splitlines()

    return run


def test_a_notebook_that_was_done_is_not_run_again_because_another_failed(
    two: Callable[..., list[str]], tmp_path: Path
) -> None:
    notebook_at(tmp_path / "notebooks/00_start.ipynb", "1")
    notebook_at(tmp_path / "notebooks/01_plan.ipynb", "1 / 0")
    said = two()
    assert said[-4:] == [
        "notebooks/01_plan.ipynb: code cell 1 failed: ZeroDivisionError: division by zero",
        "  The whole trace: build/logs/01_plan.txt",
        "1 of 2 notebooks failed and were left as they are; 1 are done.",
        "Put right what is named, then the same command again.",
    ]
    assert "ZeroDivisionError" in (tmp_path / "build/logs/01_plan.txt").read_text(encoding="utf-8")
    notebook_at(tmp_path / "notebooks/01_plan.ipynb", "1 / 1")
    again = two()
    assert "Running 1 of 2 notebooks, 2 at a time:" in again and not any("00_start" in line for line in again)
    assert two() == ["Nothing to do: 2 notebooks and what they make are up to date."]


@pytest.mark.parametrize(
    ("names", "said"), [(["a"], "Nothing to do:"), (["a", "b"], "Tables, figures"), ([], "Tables, figures")]
)
def test_what_no_notebook_reads_is_made_too(
    two: Callable[..., list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], said: str
) -> None:
    """The record has no names where its index is of other sources."""
    notebook_at(tmp_path / "notebooks/00_start.ipynb", "1")
    two()
    monkeypatch.setattr(notebooks, "Record", lambda plan: SimpleNamespace(names=names, made={"a": 1}))
    assert two()[0].startswith(said)
