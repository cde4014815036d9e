"""The workflow files are what they should be: readable, with pinned actions, calling commands that README names."""

import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def steps(path: Path) -> list[dict]:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_there_is_one_for_the_tests_and_one_for_the_site() -> None:
    assert [path.stem for path in FILES] == ["site", "test"]


@every_file
def test_actions_are_pinned_to_a_version(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used[:2] == ["actions/checkout@v4", "actions/setup-python@v5"]
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)] == []


@every_file
def test_steps_are_commands_of_the_project(path: Path, run: ModuleType) -> None:
    called = [re.fullmatch(r"make ([a-z-]+)", step["run"]) for step in steps(path) if "run" in step]
    assert called and all(called)
    names = [found[1] for found in called if found]
    assert [name for name in names if name not in run.COMMANDS] == []
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if f"make {name}" not in readme] == []


@every_file
def test_a_workflow_may_write_no_more_than_it_needs(path: Path) -> None:
    given = yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"]
    needed = {"pages": "write", "id-token": "write"} if path.stem == "site" else {}
    assert given == {"contents": "read", **needed}


def test_the_tests_run_on_every_python_that_results_are_promised_for() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
