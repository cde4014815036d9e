"""What every test run needs, wherever the test stands: in tests/, in a notebook, or in a docstring."""

import doctest
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent


@pytest.fixture(scope="session", autouse=True)
def _names_in_docstrings(doctest_namespace: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """The names that examples in docstrings take as given: the plan, its words, and what is read for it."""
    if not any(isinstance(item, pytest.DoctestItem) for item in request.session.items):
        return
    from helpers import read_plan
    from helpers.figures.registry import draw
    from helpers.links.crossref import read_reviewed
    from helpers.links.labels import read_committees, read_links
    from helpers.matching.propose import propose_links
    from helpers.words import read_words

    plan = read_plan("data/borlange-v-2022")
    reviewed, words = read_reviewed(plan), read_words("sv", plan)
    names = {"Path": Path, "ROOT": ROOT, "plan": plan, "words": words, "draw": draw, "read_words": read_words}
    names |= {"reviewed": reviewed, "links": read_links(plan), "committees": read_committees(plan)}
    names |= {"proposals": propose_links(plan.demands, plan.missions), "figure": draw(plan, "03_ramar", words)}
    doctest_namespace.update(names)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A cell's last words may take as long to come as the machine needs; nothing in a docstring is left out."""
    for item in items:
        if hasattr(item, "output_timeout"):
            item.output_timeout = 3600
        if isinstance(item, pytest.DoctestItem):
            left_out = [example.source for example in item.dtest.examples if doctest.SKIP in example.options]
            assert not left_out, f"{item.name}: an example that is left out cannot fail: {left_out}"


def _stop_gently(kernel: Any) -> None:
    """Let a kernel end by itself, so that it keeps which lines it has met; nbval would kill it."""
    kernel.km.shutdown_kernel(now=False)
    kernel.kc.stop_channels()


if "nbval" in sys.modules:
    from nbval.kernel import RunningKernel

    RunningKernel.stop = _stop_gently
