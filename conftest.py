"""What every test run needs, wherever the test stands: in tests/, in a notebook, or in a docstring."""

import doctest
import importlib
import shutil
import sys
from collections.abc import Generator, Iterator
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent


@pytest.fixture(scope="session", autouse=True)
def _names_in_docstrings(
    doctest_namespace: dict[str, Any], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The names that examples in docstrings take as given: a plan, its words, what is read for it and made of it."""
    if any(isinstance(item, pytest.DoctestItem) for item in request.session.items):
        doctest_namespace.update(_list_names())
        doctest_namespace["empty"] = tmp_path_factory.mktemp("empty")
        doctest_namespace["scratch"] = tmp_path_factory.mktemp("scratch")
        doctest_namespace["project"] = cache(partial(_make_project, tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="session", autouse=True)
def _same_examples() -> Iterator[None]:
    """From one seed the same random documents, whatever has run before: Hypothesis (6.170) also draws numbers and words
    that stand in the modules loaded so far, and which test files one worker has run differs from run to run.
    """
    with pytest.MonkeyPatch.context() as patch:
        if "hypothesis" in sys.modules:  # the browser tests do without it
            from hypothesis.internal.constants_ast import Constants

            patch.setattr("hypothesis.internal.conjecture.providers._get_local_constants", Constants)
        yield


def _make_project(root: Path) -> Path:
    """A project of one small plan, without figures."""
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copytree(ROOT / "tests" / "plans" / "sundhult-2027", root / "data" / "sundhult-2027")
    shutil.copy(ROOT / "data" / "project.toml", root / "data")
    return root


def _list_names() -> dict[str, Any]:
    import openpyxl
    import pikepdf

    from helpers import read_plan, words
    from helpers.colour import make_palette
    from helpers.figures.registry import FIGURES, draw
    from helpers.figures.sheet import SIZES, Sheet
    from helpers.links import labels, readings, traces
    from helpers.matching.evaluate import join_pairs
    from helpers.matching.propose import propose_links
    from helpers.plan.budget import read_facts, tabulate_frames
    from helpers.plan.text import split_sentences
    from helpers.publish.manifest import read_manifest
    from helpers.site.pictures import make_files
    from helpers.verify import published
    from helpers.verify.compare import say_check

    plan, folder = read_plan("data/borlange-v-2022"), ROOT / "figures" / "borlange-v-2022"
    manifest = read_manifest(folder / "manifest.json")
    swedish, settled = words.read_words("sv", plan), labels.read_labels(plan)
    every = propose_links(plan.demands, plan.missions, top=len(plan.missions))
    modules = {"Path": Path, "ROOT": ROOT, "openpyxl": openpyxl, "pikepdf": pikepdf}
    functions = [read_plan, words.read_words, draw, make_palette, Sheet, tabulate_frames, read_facts, propose_links]
    functions += [labels.read_labels, traces.read_trace, traces.list_topics, readings.find_passes, readings.list_votes]
    functions += [published.check_published, say_check]
    values = {
        "plan": plan,
        "words": swedish,
        "in_languages": {language: words.read_words(language, plan) for language in words.LANGUAGES},
        "labels": settled,
        "links": settled.links,
        "committees": settled.committees,
        "readings": readings.read_passes(plan, readings.find_passes(plan.folder / "passes")),
        "rows": traces.read_trace(settled, "fri-kollektivtrafik")[1],
        "sentences": split_sentences(plan.prose),
        "proposals": every,
        "pairs": join_pairs(every, settled.links, plan.demands, plan.missions),
        "figure": draw(plan, "03_ramar", swedish),
        "folder": folder,
        "manifest": manifest,
        "site_files": cache(partial(make_files, folder, manifest.model_copy(update={"files": manifest.files[:9]}))),
    }
    named = {function.__name__: function for function in functions}
    return {**modules, **named, **values, "FIGURES": FIGURES, "SIZES": SIZES}


@pytest.fixture(scope="session")
def plan() -> Any:
    """The plan that the notebooks are about; a test file with a smaller one of its own calls that plan."""
    from helpers import read_plan

    return read_plan(ROOT / "data" / "borlange-v-2022")


@pytest.fixture(scope="session")
def labels(plan: Any) -> Any:
    """Its settled labels."""
    from helpers.links.labels import read_labels

    return read_labels(plan)


LONGEST = (
    *("test_sizes.py", "test_plan_properties.py", "07_pamphlet.ipynb", "test_prints.ipynb", "test_hostile.py"),
    *("test_nothing_lost.py", "test_build.ipynb", "test_half_made.py", "04_cross_reference.ipynb"),
)
"""The files that take longest: they are begun first, so that none is left to one worker when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; a cell's last words may take as long as the machine needs; nothing in a docstring
    is left out.
    """
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    for item in items:
        if hasattr(item, "output_timeout"):
            item.output_timeout = 3600
        if isinstance(item, pytest.DoctestItem):
            left_out = [example.source for example in item.dtest.examples if doctest.SKIP in example.options]
            assert not left_out, f"{item.name}: an example that is left out cannot fail: {left_out}"


MANY = ("test_sizes.py", "test_hostile.py")
"""The files that do the same for every figure and print; other tests meet every line that these meet."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """While the same is done very many times, with random documents or every figure in every size, lines are not
    counted: that takes nearly as long again.
    """
    many = item.path.name in MANY or getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    running = sys.modules["coverage"].Coverage.current() if many and "coverage" in sys.modules else None
    if running:
        running.stop()
    try:
        return (yield)
    finally:
        if running:
            running.start()


def _stop_gently(kernel: Any) -> None:
    """Let a kernel end by itself, so that it keeps which lines it has met; nbval would kill it."""
    kernel.km.shutdown_kernel(now=False)
    kernel.kc.stop_channels()


if "nbval" in sys.modules:
    from nbval.kernel import RunningKernel

    _begin = RunningKernel.__init__

    def _begin_uncounted(kernel: Any, name: str, cwd: str | None = None, **how: Any) -> None:
        """In the kernels of the published notebooks lines are not counted, nor in what these begin: they make all that
        is published, which tests do on a smaller scale.
        """
        with pytest.MonkeyPatch.context() as surroundings:
            if cwd == str(ROOT / "notebooks"):
                surroundings.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
            _begin(kernel, name, cwd, **how)

    RunningKernel.__init__ = _begin_uncounted
    RunningKernel.stop = _stop_gently


@pytest.fixture(scope="session")
def run() -> ModuleType:
    """The script run.py as a module."""
    return importlib.import_module("run")
