"""README's commands exist, its code runs, its links lead somewhere, and its badge follows the one setting."""

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPOSITORY = tomllib.loads((ROOT / "data" / "project.toml").read_text(encoding="utf-8"))["repository"]
PAGES = ["README.md", "CONTRIBUTING.md", "data/README.md"]
FEWEST, MOST = 500, 1200
STORY = ROOT / "data" / "borlange-v-2022"
SPELLED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBER = rf"(\d+|{'|'.join(SPELLED)})"
# What README counts, each with its key in derived/00_numbers.csv; every other number must be one of MENTIONED.
COUNTED = {
    "themes": rf"\b{NUMBER} themes\b",
    "demands": rf"\*\*demands\*\* \({NUMBER} in all\)",
    "missions": rf"\*\*missions\*\* \({NUMBER}\)",
    "committees": rf"\b{NUMBER} committees\b",
}
MENTIONED = {"3.11", "3.13", "4.0", "1.1", "3"}  # versions of Python and of licences, and the font Source Sans 3


@pytest.fixture(scope="module")
def readme() -> str:
    path = ROOT / "README.md"
    if not path.exists():
        pytest.fail("README.md is not there")
    return path.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def code(text: str) -> str:
    """All that stands as code: fenced blocks and code spans, one to a line."""
    return "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`", text, flags=re.DOTALL | re.MULTILINE))


def commands(text: str) -> set[str]:
    """What is asked of make and of run.py; ``all`` where nothing is named."""
    called = re.findall(r"\bmake((?: [A-Z]+=\S+)*)(?: ([a-z][a-z-]*))?", code(text))
    plain = re.findall(r"\bpy(?:thon[\d.]*)?(?: -3)? run\.py(?: ([a-z][a-z-]*))?", code(text))
    return {target or "all" for _, target in called} | {target or "all" for target in plain}


def words(text: str) -> int:
    """The words of prose: no code blocks, tags or link targets."""
    text = re.sub(r"^```.*?^```|<[^>]*>|\]\([^)]*\)", " ", text, flags=re.DOTALL | re.MULTILINE)
    return len(re.findall(r"\w[\w'’.,-]*", text))


def lost_links(text: str, folder: Path) -> list[str]:
    """The relative links and images that lead to no file."""
    targets = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)
    local = [(a or b).split("#")[0] for a, b in targets if not re.match(r"[a-z]+:|#", a or b)]
    return [target for target in local if not (folder / target).exists()]


def badge_fault(text: str, repository: str) -> str:
    """What is wrong with the Binder badge of a text, given the public address (empty: not decided)."""
    if not repository:
        return "a badge, and no public address" if "mybinder.org" in text else ""
    owner_and_name = repository.removeprefix("https://github.com/").rstrip("/")
    launch = f"https://mybinder.org/v2/gh/{owner_and_name}/HEAD?urlpath=lab/tree/notebooks/00_start.ipynb"
    return "" if f"({launch})" in text else f"no badge that leads to {launch}"


def test_readme_is_neither_too_short_nor_too_long(readme: str) -> None:
    assert FEWEST <= words(readme) <= MOST


def test_words_are_counted_without_code() -> None:
    assert words("Två *ord*, [länk](http://x.y) och 3,5.\n```sh\nmake test\n```\n") == 5


def test_every_command_exists(readme: str, run: ModuleType) -> None:
    assert commands(readme) <= set(run.COMMANDS)
    assert {"all", "test"} <= commands(readme)


def test_commands_are_found() -> None:
    text = "`make` and make love\n```sh\nmake PYTHON=python3.12 test\npython run.py lab\npy -3 run.py\n```\n`make typo`"
    assert commands(text) == {"all", "test", "lab", "typo"}


def test_the_code_of_readme_runs(readme: str) -> None:
    source = "\n".join(blocks(readme, "python"))
    assert source, "README shows no Python"
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert not done.returncode, done.stderr
    assert not done.stderr


def test_code_is_found() -> None:
    assert blocks("a\n```python\nx = 1\n```\n```sh\nls\n```\n```python\ny\n```", "python") == ["x = 1\n", "y\n"]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    path = ROOT / page
    assert path.exists(), f"{page} is not there"
    assert lost_links(path.read_text(encoding="utf-8"), path.parent) == []


def test_lost_links_are_found() -> None:
    text = '[a](run.py) [b](gone.md#x) <img src="lost.png"> [c](https://x.y/z) [d](#top)'
    assert lost_links(text, ROOT) == ["gone.md", "lost.png"]


def test_readme_has_a_badge_only_with_a_public_address(readme: str) -> None:
    assert badge_fault(readme, REPOSITORY) == ""


def test_badge_without_and_with_an_address() -> None:
    address = "https://github.com/owner/name"
    launch = "https://mybinder.org/v2/gh/owner/name/HEAD?urlpath=lab/tree/notebooks/00_start.ipynb"
    badge = f"[![Binder](https://mybinder.org/badge_logo.svg)]({launch})"
    assert badge_fault("no badge", "") == ""
    assert badge_fault(badge, "") == "a badge, and no public address"
    assert badge_fault(badge, address) == ""
    assert badge_fault("no badge", address) == f"no badge that leads to {launch}"
    assert badge_fault(badge, "https://github.com/owner/other").startswith("no badge that leads to")


def counted(text: str) -> dict[str, set[int]]:
    """What a text says how many there are of, by the key of the number; each as often as it is said differently."""
    found = {key: re.findall(pattern, text) for key, pattern in COUNTED.items()}
    return {key: {SPELLED.get(each) or int(each) for each in each_of} for key, each_of in found.items()}


def other_numbers(text: str, known: set[str]) -> list[str]:
    """The numbers in prose that nothing stands behind."""
    for pattern in COUNTED.values():
        text = re.sub(pattern, " ", text)
    prose = re.sub(r"^```.*?^```|`[^`\n]+`|\]\([^)]*\)|<[^>]*>", " ", text, flags=re.DOTALL | re.MULTILINE)
    found = re.findall(r"(?<![\w.])\d+(?:[.,\u00a0]\d+)*(?!\w)", prose)
    return [number for number in found if number not in known]


def test_the_numbers_of_readme_are_those_of_the_generated_table(readme: str) -> None:
    with (STORY / "derived" / "00_numbers.csv").open(encoding="utf-8", newline="") as file:
        values = {row["key"]: int(row["value"]) for row in csv.DictReader(file)}
    assert counted(readme) == {key: {values[key]} for key in COUNTED}


def test_readme_tells_no_other_numbers(readme: str) -> None:
    document = tomllib.loads((STORY / "plan.toml").read_text(encoding="utf-8"))["document"]
    assert other_numbers(readme, MENTIONED | {str(document["year"]), str(document["published"].year)}) == []


def test_numbers_are_found() -> None:
    text = (
        "It has seven themes, **demands** (35 in all), **missions** (72), 8 committees; 6 themes of 2022: 3,5 `9` A5."
    )
    assert counted(text) == {"themes": {7, 6}, "demands": {35}, "missions": {72}, "committees": {8}}
    assert other_numbers(text, {"2022"}) == ["3,5"]
