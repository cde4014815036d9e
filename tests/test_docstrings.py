"""The examples in the docstrings of src/helpers give what they say, but for those that are skipped (``+SKIP``).

They know ``plan``, the first plan of data/, and ``words``, its words in Swedish.
"""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from helpers.plan.read import read_plan
from helpers.words import read_words

ROOT = Path(__file__).resolve().parents[1]
HELPERS = ROOT / "src" / "helpers"
MODULES = sorted(
    ".".join(path.relative_to(HELPERS).with_suffix("").parts)
    for path in HELPERS.rglob("*.py")
    if path.stem != "__init__"
)


@pytest.fixture(scope="module")
def known() -> dict[str, object]:
    plan = read_plan(ROOT / "data" / "borlange-v-2022")
    return {"plan": plan, "words": read_words("sv", plan)}


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name: str, known: dict[str, object]) -> None:
    assert doctest.testmod(import_module(f"helpers.{name}"), extraglobs=known).failed == 0


def test_a_wrong_example_is_found() -> None:
    example = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, None)
    assert doctest.DocTestRunner(verbose=False).run(example, out=lambda text: None).failed == 1
