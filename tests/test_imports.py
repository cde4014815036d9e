"""What is loaded when a helper is imported: nothing slow that it does not use at once."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.inputs import find_module, list_sources

ROOT = Path(__file__).resolve().parents[1]
HELPERS = ROOT / "src" / "helpers"
LIGHT = ("helpers", "helpers.errors", "helpers.inputs", "helpers.record", "tools.processes", "run")
"""What is asked for before anything is made."""

NEVER = ("seaborn", "sklearn", "jupyterlab", "IPython", "hypothesis", "pytest")
"""What draws one line, fits one curve or tests: loaded where that is done."""


def loaded_by(module: str) -> set[str]:
    """The names of all modules that a fresh Python has after importing one, and had not when it had begun (Debian's
    begins with a sitecustomize of its own).
    """
    code = (
        f"import json, sys; begun = set(sys.modules); import {module}; print(json.dumps([*{{*sys.modules}} - begun]))"
    )
    # Where lines are counted, every Python begins with what counts them.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", LIGHT)
def test_what_is_asked_first_needs_the_standard_library_alone(module: str) -> None:
    tops = {name.partition(".")[0] for name in loaded_by(module)} - {"helpers", "tools", "run"}
    assert tops - sys.stdlib_module_names == set()


def test_all_helpers_together_load_nothing_that_only_some_of_them_use() -> None:
    assert {name.partition(".")[0] for name in loaded_by("helpers.make, helpers.newplan")} & {*NEVER} == set()


def test_what_a_notebook_publishes_with_is_light_until_something_is_made() -> None:
    assert {"matplotlib", "typst", "sklearn", "helpers.make"} & loaded_by("helpers.build") == set()


def test_imports_are_found_wherever_they_stand() -> None:
    assert find_module("helpers.make") in list_sources(["helpers.build"])
    assert HELPERS / "catalogue" / "sv.toml" in list_sources(["helpers.errors"])
    assert HELPERS / "figures" / "print.mplstyle" not in list_sources(["helpers.plan.read"])
    assert HELPERS / "figures" / "print.mplstyle" in list_sources(["helpers.figures.money"])


def test_what_is_no_module_of_ours_has_no_source() -> None:
    assert list_sources(["helpers.errors", "pandas", "helpers.nowhere"]) == list_sources(["helpers.errors"])


def room_of(path: Path) -> str:
    """The room that a file is in; a file at the top of helpers is a room of its own."""
    inside = HELPERS in path.parents
    return path.relative_to(HELPERS).with_suffix("").parts[0] if inside else path.parent.name


def public_names() -> set[str]:
    """Every function of helpers that another room or the tools import: what its room hands on."""
    found = set()
    for path in [*HELPERS.rglob("*.py"), *(ROOT / "tools").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            home = str(node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
            if home[:1] == ["helpers"] and home[1:2] != [room_of(path)]:
                found |= {f"{'.'.join(home)}.{alias.name}" for alias in node.names}  # type: ignore[attr-defined]
    return {name for name in found if name.rpartition(".")[2][:1].islower() and find_module(name) is None}


def shown_names() -> set[str]:
    """Every name that the code of a notebook uses."""
    names: set[str] = set()
    for path in [*ROOT.glob("tests/*.ipynb"), *ROOT.glob("notebooks/*.ipynb")]:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            lines = [] if cell["cell_type"] != "code" else "".join(cell["source"]).splitlines()
            code = "\n".join("" if line.startswith(("%", "!")) else line for line in lines)
            for node in ast.walk(ast.parse(code)):
                names |= {node.id} if isinstance(node, ast.Name) else set()
                names |= {node.attr} if isinstance(node, ast.Attribute) else set()
                names |= {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
    return names


def test_what_a_room_hands_on_is_shown_in_a_notebook() -> None:
    shown = shown_names()
    names = public_names()
    assert {"helpers.plan.read.read_plan", "helpers.files.write_bytes", "helpers.figures.registry.read_figure"} <= names
    assert sorted(name for name in names if name.rpartition(".")[2] not in shown) == []
