"""The requirements, uv.lock and environment.yml say the same, for every Python and system that the project is for."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
PYTHONS = ["3.11.2", "3.11.7", "3.12.1", "3.13.0", "3.14.0"]
# A file of requirements holds what the project asks for itself, or what these groups ask for.
FILES: dict[str, list[str]] = {"requirements.txt": [], "requirements-web.txt": ["site", "browser"]}
SYSTEMS = {
    "linux": ("posix", "Linux", "x86_64"),
    "darwin": ("posix", "Darwin", "arm64"),
    "win32": ("nt", "Windows", "AMD64"),
}


def environment(python: str, system: str) -> dict[str, str]:
    """The values of the environment markers for CPython of this version on this system."""
    os_name, platform_system, machine = SYSTEMS[system]
    return default_environment() | {
        "extra": "",
        "implementation_name": "cpython",
        "os_name": os_name,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_system": platform_system,
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": system,
    }


def applies(entry: dict, where: dict[str, str]) -> bool:
    return "marker" not in entry or Marker(entry["marker"]).evaluate(where)


def asked_for(groups: list[str]) -> list[dict]:
    """What uv.lock lists as asked for: by dependency groups, or by the project itself where none is named."""
    own = next(package for package in LOCK if package["name"] == "helpers")
    return [entry for group in groups for entry in own["dev-dependencies"][group]] or own["dependencies"]


def locked(where: dict[str, str], groups: list[str]) -> set[tuple[str, str]]:
    """Name and version of everything that uv.lock installs in this environment, for the project or for groups."""
    seen, waiting = set(), [({"name": "helpers", "version": "", "dependencies": asked_for(groups)}, None)]
    while waiting:
        package, extra = waiting.pop()
        if (package["name"], package["version"], extra) in seen:
            continue
        seen.add((package["name"], package["version"], extra))
        entries = package.get("optional-dependencies", {}).get(extra, []) if extra else package.get("dependencies", [])
        for entry in (entry for entry in entries if applies(entry, where)):
            for found in LOCK:
                if found["name"] == entry["name"] and found["version"] == entry.get("version", found["version"]):
                    waiting += [(found, extra) for extra in (None, *entry.get("extra", []))]
    return {(name, version) for name, version, _ in seen if name != "helpers"}


def required(file: str) -> list[tuple[Requirement, list[str]]]:
    """Every entry of a file of requirements with its hashes."""
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(Requirement(line.split("--hash")[0]), re.findall(r"--hash=(\S+)", line)) for line in entries]


def version_of(requirement: Requirement) -> str:
    (only,) = requirement.specifier
    assert only.operator == "==", f"{requirement} is not pinned"
    return only.version


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("python", "system"), list(product(PYTHONS, SYSTEMS)))
def test_requirements_install_what_the_lock_installs(python: str, system: str, file: str) -> None:
    where = environment(python, system)
    names = {
        (requirement.name, version_of(requirement))
        for requirement, _ in required(file)
        if requirement.marker is None or requirement.marker.evaluate(where)
    }
    assert names == locked(where, FILES[file])


def list_extras() -> list[str]:
    """The packages that only an extra of the project asks for: they are locked, and nobody's to install unasked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(each).name for extra in project["optional-dependencies"].values() for each in extra]


def test_every_package_of_the_lock_is_required_with_its_hashes() -> None:
    files = {
        (package["name"], package["version"]): {
            file["hash"] for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        }
        for package in LOCK
        if package["name"] not in ("helpers", *list_extras())
    }
    found = {(each.name, version_of(each)): set(hashes) for file in FILES for each, hashes in required(file)}
    assert found == files


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (own,) = [package for package in LOCK if package["name"] == "helpers"]
    versions = {package["name"]: package["version"] for package in LOCK}
    assert {Requirement(each).name for each in asked["dependencies"]} == {each["name"] for each in own["dependencies"]}
    wrong = [each for each in map(Requirement, asked["dependencies"]) if versions[each.name] not in each.specifier]
    assert wrong == []


def test_the_conda_environment_takes_all_but_python_from_the_lock() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    entries = re.findall(r"^ +- (.+)$", text.partition("dependencies:\n")[2], flags=re.MULTILINE)
    assert entries[1:] == ["pip", "pip:", "-r requirements.txt"]
    name, _, version = entries[0].partition("=")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert name == "python"
    assert version in SpecifierSet(asked)
    assert any(python.startswith(f"{version}.") for python in PYTHONS)


def test_uv_is_pinned_by_hash() -> None:
    lines = (ROOT / "requirements-uv.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert len(lines) == 1
    assert re.fullmatch(r"uv==\d+\.\d+\.\d+( +--hash=sha256:[0-9a-f]{64})+", lines[0])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("python", PYTHONS)
def test_nothing_has_to_be_compiled(python: str, file: str) -> None:
    """Every package has a wheel for Linux with a glibc as old as 2.28: a set-up, on Binder too, is a download."""
    version = tuple(int(part) for part in python.split(".")[:2])
    platforms = ["manylinux1_x86_64", "manylinux2014_x86_64", *(f"manylinux_2_{n}_x86_64" for n in range(5, 29))]
    tags = {*cpython_tags(version, platforms=platforms), *compatible_tags(version, platforms=platforms)}
    wheels = {
        (package["name"], package["version"]): [each["url"].rpartition("/")[2] for each in package.get("wheels", [])]
        for package in LOCK
    }
    without = [
        name
        for name, number in sorted(locked(environment(python, "linux"), FILES[file]))
        if not any(parse_wheel_filename(wheel)[3] & tags for wheel in wheels[name, number])
    ]
    assert without == []
