"""What is made again after a change: what rests on the module that changed, and nothing else."""

import ast
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from helpers import _HOMES, inputs, record
from helpers.figures.registry import list_figures
from helpers.inputs import HERE
from helpers.plan.read import Plan

NOWHERE = HERE / "no-plan"
MODULES = sorted(".".join(path.relative_to(HERE.parent).with_suffix("").parts) for path in HERE.rglob("*.py"))


@cache
def parse(module: str) -> frozenset[str]:
    """The modules of helpers that one imports, as Python reads it; a name of the package itself by its home."""
    path = inputs.find_module(module)
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())) if path else ():
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            found |= {_HOMES.get(alias.name, "") for alias in node.names if node.module == "helpers"}
    return frozenset(name for name in found if name.startswith("helpers") and inputs.find_module(name))


def walk(modules: Iterable[str], lists: Iterable[str]) -> set[str]:
    """These modules, what they import at whatever remove, and the packages that they are in; lists lead no further."""
    reached: set[str] = set()
    ends = {*modules}
    while ends:
        module = ends.pop()
        reached.add(module)
        parents = {module.rpartition(".")[0]} - {""}
        ends |= (parents | (set() if module in lists else parse(module))) - reached
    return reached


def list_resting() -> dict[str, set[str]]:
    """For every maker the modules that its things rest on, found by walking the imports in another way."""
    charts = {name for name in parse("helpers.figures.charts") if name != "helpers.figures"}
    lists = {"helpers.make", "helpers.figures.charts"}
    resting = {chart: walk(["helpers.make", "helpers.publish.sets", chart], lists) for chart in charts}
    for kind in ("table", "book", "kit"):
        resting[kind] = walk(["helpers.make", "helpers.publish.outputs"], lists)
    resting["pamphlet"] = walk(["helpers.make", "helpers.prints.documents"], {"helpers.make"})
    return resting | {"index": walk(["helpers.make"], ())}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """The helpers in another place, where one can be changed and are looked for, and what is known of makers there."""
    place = tmp_path_factory.mktemp("copied") / "helpers"
    shutil.copytree(HERE, place, ignore=shutil.ignore_patterns("__pycache__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "HERE", place)
        yield place, record.digest_makers(NOWHERE)


def name_file(module: str) -> Path:
    """The file of a module below the folder of the helpers."""
    path = inputs.find_module(module)
    assert path
    return path.relative_to(HERE)


PATHS = {module.removesuffix(".__init__"): name_file(module.removesuffix(".__init__")) for module in MODULES}
RESTING = list_resting()
KINDS = sorted({tuple(sorted(maker for maker in RESTING if module in RESTING[maker])) for module in PATHS})


def test_every_maker_rests_on_what_it_imports() -> None:
    """Every module once: who is called stale, and who rests on it."""
    found = {
        maker: {*inputs.list_sources(modules, without)} for maker, (modules, without) in record.list_makers().items()
    }
    assert {module: {maker for maker in found if HERE / path in found[maker]} for module, path in PATHS.items()} == {
        module: {maker for maker in RESTING if module in RESTING[maker]} for module in PATHS
    }


@pytest.mark.parametrize("makers", KINDS, ids=lambda makers: f"{len(makers)} {' '.join(makers)}"[:60])
def test_a_change_makes_stale_what_rests_on_it(copied: tuple[Path, dict[str, str]], makers: tuple[str, ...]) -> None:
    """A module of each kind, told apart by who rests on it, is changed on disk."""
    module = next(each for each in PATHS if {*makers} == {maker for maker in RESTING if each in RESTING[maker]})
    folder, before = copied
    path = folder / PATHS[module]
    text = path.read_bytes()
    path.write_bytes(text + b"\n# changed\n")
    after = record.digest_makers(NOWHERE)
    path.write_bytes(text)
    assert {maker for maker in before if before[maker] != after[maker]} == {*makers}


@pytest.mark.parametrize(
    ("module", "stale", "kept"),
    [
        ("helpers.prints.press", {"pamphlet", "index"}, {"table", "kit", "helpers.figures.money"}),
        ("helpers.figures.leads", {"helpers.figures.leads", "pamphlet", "index"}, {"table", "helpers.figures.money"}),
        ("helpers.links.traces", {"table", "helpers.figures.money", "pamphlet", "index"}, set()),
        ("helpers.figures.registry", {*RESTING} - {"table", "book", "kit"}, {"table", "book", "kit"}),
        ("helpers.build", set(), {*RESTING}),
        ("helpers.check.page", set(), {*RESTING}),
    ],
)
def test_who_rests_on_what(module: str, stale: set[str], kept: set[str]) -> None:
    resting = {maker for maker in RESTING if module in RESTING[maker]}
    assert stale <= resting and not kept & resting


def test_every_figure_is_drawn_by_a_maker(plan: Plan) -> None:
    figures = list_figures(plan)
    assert {figure.module for figure in figures.values()} == {
        maker for maker in RESTING if maker.startswith("helpers.")
    }
    assert figures["04_vem-leder"].module == "helpers.figures.leads"
