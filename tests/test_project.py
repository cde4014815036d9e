"""What holds for the files of the project as a whole."""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from repository import Repository

from tools.processes import CHROMIUMS, START

ROOT = Path(__file__).resolve().parents[1]
HELPERS = ROOT / "src" / "helpers"
PLANS = sorted((ROOT / "data").glob("*/plan.toml"))
# The brackets keep these lines from matching themselves.
ONE_MACHINE = re.compile(r"(^|[^.\w])/(work|farm|root|home|tmp)/\w", re.MULTILINE)
REGISTRY = re.compile(r"python[h]osted|pypi\.org/[s]imple|registry\.[n]pmjs")
TEXTS = (".py", ".toml", ".mplstyle", ".html", ".js", ".css", ".typ")


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """All that is in the project's folder, as a repository of its own."""
    return Repository(tmp_path_factory.mktemp("repository"))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# --- helpers that know no plan ------------------------------------------------------------------------------


def names(plan: dict) -> list[str]:
    """Every name, alias and heading of a plan.toml, and what else is its alone; a bare year is no name."""
    document, marks = plan["document"], plan["marks"]
    keys = ("title", "party", "party_short", "municipality", "publisher", "url", "sha256")
    found = [document[key] for key in keys if key in document]
    found += [text for key in sorted(marks) if isinstance(marks[key], list) and key != "bullets" for text in marks[key]]
    found += [theme["heading"] for theme in plan["themes"]]
    found += [name for committee in plan["committees"] for name in (committee["name"], *committee.get("aliases", []))]
    found += [plan["budget"]["heading"]] if "budget" in plan else []
    return [name for name in found if not name.isdigit()]


def ids(plan: dict) -> list[str]:
    return [part["id"] for part in [*plan["themes"], *plan["committees"]]]


def string_constants(source: str) -> Iterator[str]:
    """Every whole string in Python source: not comments, names, or pieces of f-strings."""
    tree = ast.parse(source)
    pieces = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value


def strings_below(value: object) -> Iterator[str]:
    """Every key and text in a parsed toml file."""
    if isinstance(value, dict):
        yield from (text for pair in value.items() for each in pair for text in strings_below(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in strings_below(each))
    elif isinstance(value, str):
        yield value


def known_names(text: str, plan: dict) -> set[str]:
    return {name for name in names(plan) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


def known_ids(path: Path, plan: dict) -> set[str]:
    strings = string_constants(read(path)) if path.suffix == ".py" else strings_below(tomllib.loads(read(path)))
    return set(ids(plan)) & set(strings)


@pytest.mark.parametrize("plan_file", PLANS, ids=lambda path: path.parent.name)
def test_no_helper_knows_a_plan(plan_file: Path) -> None:
    plan = tomllib.loads(read(plan_file))
    files = [path for path in sorted(HELPERS.rglob("*.*")) if path.suffix in TEXTS]
    assert {
        HELPERS / "plan" / "read.py",
        HELPERS / "site" / "web" / "page.css",
        HELPERS / "prints" / "typst" / "card.typ",
    } <= {*files}
    known = {path: known_names(read(path), plan) for path in files}
    for path in files:
        known[path] |= known_ids(path, plan) if path.suffix in (".py", ".toml") else set()
    assert {path.name: sorted(found) for path, found in known.items() if found} == {}


def test_names_and_ids_are_found(tmp_path: Path) -> None:
    plan = tomllib.loads(read(PLANS[0]))
    theme, committee = plan["themes"][0], plan["committees"][0]
    assert known_names(f"# {theme['heading']} and {committee['name']}.", plan) == {theme["heading"], committee["name"]}
    assert known_names(f"{theme['heading']}X", plan) == set()
    module, catalogue = tmp_path / "m.py", tmp_path / "c.toml"
    module.write_text(f"x = {committee['id']!r}\ny = f'{{x}}{theme['id']}'\nz = 'a {theme['id']}'\n", encoding="utf-8")
    catalogue.write_text(f"[a]\n{theme['id']} = ['b']\n", encoding="utf-8")
    assert known_ids(module, plan) == {committee["id"]}
    assert known_ids(catalogue, plan) == {theme["id"]}


@pytest.mark.parametrize("plan_file", PLANS, ids=lambda path: path.parent.name)
def test_a_plan_is_the_file_that_was_published(plan_file: Path) -> None:
    digest = hashlib.sha256((plan_file.parent / "plan.txt").read_bytes()).hexdigest()
    stated = tomllib.loads(read(plan_file))["document"].get("sha256")
    if stated is None:
        pytest.skip("its plan.toml states no checksum")
    assert digest == stated


# --- files --------------------------------------------------------------------------------------------------


def test_no_file_speaks_of_one_machine_or_a_registry(repository: Repository) -> None:
    found = []
    for name in repository.files():
        content = (ROOT / name).read_bytes()
        if name == "uv.lock" or b"\0" in content:
            continue
        text = content.decode("utf-8", errors="replace")
        found += [f"{name}: {match[0].strip()}" for regex in (ONE_MACHINE, REGISTRY) for match in regex.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("see /{}/x", True), ("\n/{}/x", True), ("https://example.org/{}/x", False), ("./{}/x", False), ("/{}", False)],
)
def test_paths_of_one_machine_are_found(text: str, found: bool) -> None:
    assert bool(ONE_MACHINE.search(text.format("home"))) is found


def test_registries_are_found() -> None:
    assert REGISTRY.search("https://files.{}hosted.org/packages".format("python"))
    assert not REGISTRY.search("https://pypi.org/project/uv")


def test_a_clone_with_autocrlf_has_the_same_bytes(repository: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "-c", "core.autocrlf=true", str(repository.folder), str(clone), here=True)
    different = [name for name in repository.files() if (clone / name).read_bytes() != (ROOT / name).read_bytes()]
    assert different == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
@pytest.mark.parametrize("name", ["postBuild", ".ci/run"])
def test_scripts_are_executable_in_git(name: str, repository: Repository) -> None:
    assert repository.git("ls-files", "--stage", name).split()[0] == "100755"


def test_what_is_made_is_ignored(repository: Repository) -> None:
    made = ("build/", ".venv/", "src/helpers.egg-info/")
    assert [name for name in repository.files() if name.startswith(made) or "__pycache__" in name] == []


# --- commands -----------------------------------------------------------------------------------------------


def test_every_target_is_the_same_plain_command(run: ModuleType) -> None:
    recipes = dict(re.findall(r"^([a-z-]+): ## .+\n\t(.+)$", read(ROOT / "Makefile"), flags=re.MULTILINE))
    assert recipes == {name: f"@$(PYTHON) run.py {name}" for name in run.COMMANDS} | {
        name: f"@$(PYTHON) run.py {name} $(PLAN)" for name in ("plan", "review")
    }
    (phony,) = re.findall(r"^\.PHONY: (.+)$", read(ROOT / "Makefile"), flags=re.MULTILINE)
    assert phony.split() == list(run.COMMANDS)


def test_ci_calls_commands_of_readme(run: ModuleType) -> None:
    text = read(ROOT / ".ci" / "run")
    called = re.findall(r"^ *make (\S+)(?: &)?$", text, flags=re.MULTILINE)
    assert called == ["test", "verify", "test-browser"]
    assert [name for name in called if f"make {name}" not in read(ROOT / "README.md")] == []
    assert f"if command -v {' '.join(CHROMIUMS)} > /dev/null; then\n    make test-browser\nelse\n    echo " in text


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
@pytest.mark.parametrize(
    ("there", "fails", "code"),
    [(True, "", 0), (False, "", 0), (True, "test", 1), (True, "verify", 1), (True, "test-browser", 1)],
)
def test_ci_says_what_it_does_and_fails_as_any_of_it(tmp_path: Path, there: bool, fails: str, code: int) -> None:
    called = f'#!/bin/sh\necho "make $1"\ntest "$1" != "{fails}"\n'
    for name in ("make", "chromium")[: 1 + there]:
        (tmp_path / name).write_text(called, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    for tool in ("bash", "dirname", "sh"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    script = [str(tmp_path / "bash"), str(ROOT / ".ci" / "run")]
    done = subprocess.run(script, env={"PATH": str(tmp_path)}, capture_output=True, encoding="utf-8")
    last = "make test-browser" if there else "The browser tests were not run: Chromium is missing."
    # One that was ended may not have said anything.
    told = {*done.stdout.splitlines()} | ({"make verify"} if fails == "test-browser" else set())
    assert (told, done.returncode) == ({"make test"} if fails == "test" else {"make test", "make verify", last}, code)
    assert code or done.stderr == ""


def test_hooks_are_local_and_call_a_command_that_exists(run: ModuleType) -> None:
    text = read(ROOT / ".pre-commit-config.yaml")
    assert re.findall(r"- repo: (\S+)", text) == ["local"]
    assert [command in run.COMMANDS for command in re.findall(r"entry: python3 run\.py (\S+)", text)] == [True]


def test_post_build_calls_what_exists(run: ModuleType) -> None:
    commands = [line for line in read(ROOT / "postBuild").splitlines() if line.startswith("python")]
    assert commands == ["python -m pip install --no-deps -e .", "python run.py quiet-lab"]
    assert START == "notebooks/00_start.ipynb"
    assert (ROOT / START).exists()
