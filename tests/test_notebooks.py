"""Every notebook was executed from top to bottom, holds nothing of the machine, and its prose agrees with its cells."""

import ast
import html
import json
import re
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from helpers import read_plan
from helpers.plan.quotes import show_claims
from tools.notebooks import normalised

ROOT = Path(__file__).resolve().parents[1]
STORY = sorted((ROOT / "notebooks").glob("*.ipynb"))
MODULES = sorted((ROOT / "tests").glob("test_*.ipynb"))
every_notebook = pytest.mark.parametrize("path", [*STORY, *MODULES], ids=lambda path: path.stem)

LONGEST_CELL = 15
LARGEST = 1_000_000
"""How many bytes a notebook has at most: larger ones are slow to open, and weigh on every clone."""

NO_GROUP = r"(?<!\w)\d+(?:[.,]\d+)?"
GROUPED = rf"(?<!\w)\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?:[.,]\d+)?(?!\d)|{NO_GROUP}"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def code_cells(notebook: dict) -> list[dict]:
    """The code cells that hold code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and joined(cell["source"]).strip()]


def faults(notebook: dict) -> list[str]:
    """What a committed notebook must not show."""
    cells = code_cells(notebook)
    found = []
    counts = [cell["execution_count"] for cell in cells]
    if counts != list(range(1, len(cells) + 1)):
        found.append(f"execution counts {counts}")
    for number, cell in enumerate(cells, 1):
        expected = "raises-exception" in cell["metadata"].get("tags", [])
        if any(output["output_type"] == "error" for output in cell["outputs"]) and not expected:
            found.append(f"code cell {number}: an error")
        if any(output.get("name") == "stderr" for output in cell["outputs"]):
            found.append(f"code cell {number}: stderr")
        lines = [line for line in joined(cell["source"]).splitlines() if line.strip()]
        if len(lines) > LONGEST_CELL:
            found.append(f"code cell {number}: {len(lines)} lines")
    return found


def numbers(text: str, pattern: str = GROUPED) -> list[tuple[str, Decimal]]:
    """Each number in a text as it stands and as a value: grouped by spaces, with a decimal comma or point."""
    found = re.findall(pattern, text)
    return [(each, Decimal(re.sub(r"\s", "", each).replace(",", "."))) for each in found]


def prose(markdown: str) -> str:
    """A Markdown cell without code, link targets, addresses, tags and the numbers of lists."""
    text = re.sub(r"```.*?```|`[^`]*`", " ", markdown, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|https?://\S+", " ", text)
    return html.unescape(re.sub(r"^\s*\d+\.\s", "", text, flags=re.MULTILINE))


def shown(cell: dict) -> str:
    """The source of a code cell and all text that it puts out."""
    texts = [re.sub(r"(?<=\d)_(?=\d)", "", joined(cell["source"]))]
    for output in cell["outputs"]:
        texts.append(joined(output.get("text", "")))
        data = output.get("data", {})
        texts.append(joined(data.get("text/plain", "")))
        texts += [
            html.unescape(re.sub(r"<[^>]*>", " ", joined(data.get(kind, ""))))
            for kind in ("text/html", "text/markdown")
        ]
    return "\n".join(texts)


def unbacked(notebook: dict) -> list[str]:
    """Every number in prose that the next code cell neither holds nor puts out."""
    missing = []
    for index, cell in enumerate(notebook["cells"]):
        told = numbers(prose(joined(cell["source"]))) if cell["cell_type"] == "markdown" else []
        if not told:
            continue
        following = next(iter(code_cells({"cells": notebook["cells"][index:]})), None)
        text = shown(following) if following else ""
        known = {value for pattern in (GROUPED, NO_GROUP) for _, value in numbers(text, pattern)}
        beginning = joined(cell["source"]).strip().splitlines()[0][:60]
        missing += [f"{number} (in: {beginning})" for number, value in told if value not in known]
    return missing


def notebook_of(*cells: tuple[str, str, list[dict]]) -> dict:
    """A small notebook: (type, source, outputs) for each cell, numbered as if executed in order."""
    made, count = [], 0
    for kind, source, outputs in cells:
        count += kind == "code"
        extra = {"execution_count": count, "outputs": outputs} if kind == "code" else {}
        made.append({"cell_type": kind, "source": source, "metadata": {}, "id": f"c{len(made)}"} | extra)
    return {"cells": made}


def test_there_are_notebooks() -> None:
    assert "00_start" in [path.stem for path in STORY] and len(MODULES) > 5


@every_notebook
def test_executed_in_order_without_faults(path: Path) -> None:
    assert faults(read(path)) == []


@every_notebook
def test_kept_as_make_writes_it(path: Path) -> None:
    ids = [cell.get("id") for cell in read(path)["cells"]]
    assert None not in ids and len(ids) == len(set(ids))
    assert path.read_bytes() == normalised(nbformat.read(path, as_version=4))


@every_notebook
def test_small_enough_to_open_and_to_keep(path: Path) -> None:
    assert path.stat().st_size < LARGEST


@pytest.mark.parametrize("path", STORY, ids=lambda path: path.stem)
def test_numbers_in_prose_stand_in_the_next_cell(path: Path) -> None:
    assert unbacked(read(path)) == []


def test_faults_are_found() -> None:
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    stderr = {"output_type": "stream", "name": "stderr", "text": "careful"}
    bad = notebook_of(("code", "1", [error]), ("code", "x = 1\n" * 16, [stderr]))
    assert faults(bad) == ["code cell 1: an error", "code cell 2: stderr", "code cell 2: 16 lines"]
    bad["cells"][1]["execution_count"] = 5
    assert faults(bad)[0] == "execution counts [1, 5]"
    bad["cells"][0]["metadata"]["tags"] = ["raises-exception"]
    assert faults(bad)[1:] == ["code cell 2: stderr", "code cell 2: 16 lines"]


@pytest.mark.parametrize("told", ["3 608 000", "3\u00a0608\u00a0000", "3\u202f608\u2009000"])
def test_a_number_is_backed_however_it_is_grouped(told: str) -> None:
    after = ("code", "assert total == 3_608_000", [])
    assert unbacked(notebook_of(("markdown", f"Tillsammans {told} tkr.", []), after)) == []
    after = ("code", "total", [{"output_type": "execute_result", "data": {"text/plain": ["3607999"]}}])
    assert unbacked(notebook_of(("markdown", f"Tillsammans {told} tkr.", []), after)) == [
        f"{told} (in: Tillsammans {told} tkr.)"
    ]


def test_a_decimal_comma_is_backed_by_a_decimal_point_and_a_table() -> None:
    table = {"output_type": "execute_result", "data": {"text/html": "<td style='width: 7px'>30.45</td><td>31.00</td>"}}
    story = notebook_of(("markdown", "Av hundra kronor 30,45 och 31,00.", []), ("code", "shares", [table]))
    assert unbacked(story) == []
    story["cells"][0]["source"] = "Av hundra kronor 7."
    assert unbacked(story) == ["7 (in: Av hundra kronor 7.)"]


def test_numbers_side_by_side_in_an_output_count_each_by_itself_and_grouped() -> None:
    printed = {"output_type": "stream", "name": "stdout", "text": "12 345 678"}
    story = notebook_of(("markdown", "It is 345, or 12 345 678, not 46.", []), ("code", "p", [printed]))
    assert unbacked(story) == ["46 (in: It is 345, or 12 345 678, not 46.)"]


def test_only_prose_must_be_backed() -> None:
    text = "1. `x[9]` in [here](03_budget.ipynb#8), <a id='7'>A5</a>, https://example.org/6\n\n```\n5\n```"
    assert unbacked(notebook_of(("markdown", text, []))) == []
    assert unbacked(notebook_of(("markdown", "The last word is 42.", []))) == ["42 (in: The last word is 42.)"]


def lines_held(notebook: dict) -> set[int]:
    """The whole numbers that its asserts, and the quotes that are checked, name."""
    trees = [ast.parse(joined(cell["source"])) for cell in code_cells(notebook)]
    checks = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Assert | ast.Call)]
    return {each.value for node in checks for each in ast.walk(node) if type(getattr(each, "value", None)) is int}


@pytest.mark.parametrize("path", STORY, ids=lambda path: path.stem)
def test_every_line_that_the_prose_names_is_held_by_a_check(path: Path) -> None:
    plan, notebook = read_plan(ROOT / "data" / "borlange-v-2022"), read(path)
    prose = "\n\n".join(joined(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    claims = show_claims(plan, prose)
    loose = claims[~claims.line.isin(lines_held(notebook))]
    assert loose.empty, loose.to_string()
