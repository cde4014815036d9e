"""Whatever is done to a plan's files: no line is lost, no id or amount is wrong in silence, and only PlanError comes.

500 documents and 150 plan.toml are made at random from the real ones; from one seed, which
``run.py test --seed`` changes; a failure prints the example.
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.errors import PlanError
from helpers.plan.clean import fold, show
from helpers.plan.oddities import KINDS
from helpers.plan.planfile import read_planfile
from helpers.plan.read import Plan, read_plan
from helpers.plan.schemas import ROLES

SOURCE = Path(__file__).parents[1] / "data" / "borlange-v-2022"
TOML = (SOURCE / "plan.toml").read_text(encoding="utf-8")
LINES = (SOURCE / "plan.txt").read_text(encoding="utf-8").split("\n")
ORIGINAL = read_plan(SOURCE)
FILE = read_planfile(SOURCE / "plan.toml")
BARE = {"prose", "demand", "mission", "blank"}
STRUCTURE = (ORIGINAL.lines.line[~ORIGINAL.lines.role.isin(BARE)] - 1).tolist()
TABLE = (ORIGINAL.lines.line[ORIGINAL.lines.role.str.startswith("budget_")] - 1).tolist()
TABLES = {
    "theme": "themes",
    "demand": "demands",
    "committee": "committees",
    "mission": "missions",
    "budget_row": "budget",
    "budget_total": "totals",
}

SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\u3000", "\u2028", "\r", "\f", "\x0b", "\x85"]
HIDDEN = ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200e", "\x00", "\x1b"]
NOISE = [*SPACES, *HIDDEN, *"\t\n*-–:,0Å\u0301\ufffd", "  ", "\n\n", "**", "• ", "7 "]
ANYTHING = st.characters(exclude_categories=["Cs"])
KINDS_OF_EDIT = ["delete", "double", "swap", "move", "cut", "halve", "insert", "put", "capitals", "decompose", "mark"]
YEARS = range(FILE.document.year, FILE.document.year + 3)
EDIT = st.tuples(
    st.sampled_from(KINDS_OF_EDIT),
    st.sampled_from(STRUCTURE) | st.integers(0, len(LINES) - 1),
    st.sampled_from(STRUCTURE) | st.integers(0, len(LINES) - 1),
    st.integers(0, 60),
    st.sampled_from(NOISE) | ANYTHING,
)


def edit(lines: list[str], what: str, here: int, there: int, column: int, noise: str) -> list[str]:
    """The lines after one edit of the line ``here``."""
    here, there = here % len(lines), there % len(lines)
    raw, before, after = lines[here], lines[:here], lines[here + 1 :]
    column = min(column, len(raw))
    match what:
        case "delete":
            return [*before, *after] or [""]
        case "double":
            return [*lines[:there], raw, *lines[there:]]
        case "swap":
            lines = lines.copy()
            lines[here], lines[there] = lines[there], lines[here]
            return lines
        case "move":
            rest = [*before, *after]
            return [*rest[:there], raw, *rest[there:]]
        case "cut":
            return lines[: here + 1] if noise < "a" else [*before, *lines[max(here, there) :]]
    changed = {
        "halve": raw[:column],
        "insert": raw[:column] + noise + raw[column:],
        "put": raw[:column] + noise + raw[column + 1 :],
        "capitals": raw.swapcase(),
        "decompose": unicodedata.normalize("NFD", raw),
        "mark": noise + raw.removeprefix("-"),
    }
    return [*before, changed[what], *after]


def edited(edits: list[tuple[str, int, int, int, str]]) -> str:
    lines = LINES
    for each in edits:
        lines = edit(lines, *each)
    return "\n".join(lines)


def write_and_read(folder: Path, text: str, toml: str = TOML) -> Plan | PlanError:
    """The plan, or the error if it is one that says where and what."""
    (folder / "plan.txt").write_bytes(text.encode())
    (folder / "plan.toml").write_bytes(toml.encode())
    try:
        return read_plan(folder)
    except PlanError as error:
        assert error.file in ("plan.txt", "plan.toml")
        count = len((text if error.file == "plan.txt" else toml).split("\n"))
        assert error.line is None or 1 <= error.line <= count
        assert error.found and error.remedy.endswith((".", "?"))
        return error


def check_lines(plan: Plan, text: str) -> None:
    """Every line is there once, with one role, and stands in a table, among the oddities or holds the rest together."""
    raws, roles = plan.lines.text.tolist(), plan.lines.role.tolist()
    assert "\n".join(raws) == text
    assert plan.lines.line.tolist() == list(range(1, len(raws) + 1))
    assert set(roles) <= set(ROLES)
    assert [show(raw) == "" for raw in raws] == [role == "blank" for role in roles]
    lines: dict[str, set[int]] = {role: set() for role in ROLES}
    for line, role in enumerate(roles, 1):
        lines[role].add(line)
    for role, name in TABLES.items():
        named = {"committee": ["theme", "mission"], "theme": ["demand"]}.get(role, [])
        allowed = lines[role].union(*(lines[other] for other in named))
        assert set(getattr(plan, name).line) <= allowed, role
    assert set(plan.prose.line) <= lines["prose"] | lines["demand_lead"] | lines["mission_lead"] | lines["demand"] | (
        lines["mission"] | lines["committee"]
    )
    assert set(plan.oddities.kind) <= set(KINDS)
    assert set(plan.oddities.line[plan.oddities.kind == "unplaced"]) == lines["other"]


def check_ids(plan: Plan) -> None:
    """Ids count from 1 in the order of the lines, no item is without its part, and the texts are the lines'."""
    raws = plan.lines.text.map(fold).tolist()
    for table, parts, digits in ((plan.demands, plan.themes, 1), (plan.missions, plan.committees, 2)):
        counts: Counter[str] = Counter()
        for item_id, part, line, text in table.iloc[:, :4].itertuples(index=False):
            counts[part] += 1
            assert item_id == f"{part}-{counts[part]:0{digits}d}"
            assert fold(text).split()[0] in raws[line - 1]
        assert table.iloc[:, 0].is_unique and table.line.is_monotonic_increasing
        assert set(table.iloc[:, 1]) <= set(parts.iloc[:, 0]) and parts.iloc[:, 0].is_unique


def check_amounts(plan: Plan) -> None:
    """An amount of the frames has the digits of its line and no others, or it is told that they do not add up."""
    raws = plan.lines.text.tolist()
    rows = pd.concat([plan.budget, plan.totals])
    for amount, line in rows[["amount_tkr", "line"]].itertuples(index=False):
        assert str(abs(amount)).rstrip("0") in digits(show(raws[line - 1])), raws[line - 1]
    told = {"sum_differs", "no_total", "missing_budget"} & set(plan.oddities.kind)
    assert told or plan.budget.amount_tkr.sum() == plan.totals.amount_tkr.sum()


def digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def check(plan: Plan | PlanError, text: str) -> None:
    if isinstance(plan, Plan) and set(plan.budget.year) <= {FILE.document.year}:
        check_amounts(plan)
    if isinstance(plan, Plan):
        check_lines(plan, text)
        check_ids(plan)


def examples(number: int) -> settings:
    return settings(max_examples=number, deadline=None, database=None, print_blob=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plan")


@examples(250)
@given(edits=st.lists(EDIT, min_size=1, max_size=6))
@example(edits=[("swap", 10, 334, 0, " ")])  # the budget's heading heads a theme as well
@example(edits=[("double", 10, 323, 0, " ")])  # the budget's heading ends a theme's prose
@example(edits=[("double", 55, 338, 0, " ")])  # an item stands between the budget's rows
@example(edits=[("mark", 334, 0, 0, "- ")])  # the budget's heading is an item
@example(edits=[("delete", 335, 0, 0, " "), ("double", 22, 335, 0, " ")])  # and prose goes on right below it
def test_no_line_is_lost_and_no_id_is_wrong(folder: Path, edits: list[tuple[str, int, int, int, str]]) -> None:
    text = edited(edits)
    check(write_and_read(folder, text), text)


@examples(150)
@given(
    column=st.integers(0, 40),
    here=st.sampled_from(TABLE),
    what=st.sampled_from(["insert", "put", "halve", "swap", "double", "delete"]),
    noise=st.sampled_from([*NOISE, *"0123456789,.−O "]),
    there=st.sampled_from(TABLE),
)
def test_no_amount_is_wrong(folder: Path, column: int, here: int, what: str, noise: str, there: int) -> None:
    text = "\n".join(edit(LINES, what, here, there, column, noise))
    check(write_and_read(folder, text), text)


@examples(120)
@given(st.lists(st.sampled_from(sorted({*LINES, "•", "- ", "\t1 2", "***"})) | st.text(ANYTHING), max_size=25))
def test_any_lines_in_any_order_are_kept(folder: Path, lines: list[str]) -> None:
    text = "\n".join(lines)
    check(write_and_read(folder, text), text)


@examples(120)
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 200), st.sampled_from([*SPACES, *HIDDEN, "NFD"])),
        min_size=1,
        max_size=20,
    )
)
def test_what_a_reader_does_not_see_changes_nothing(folder: Path, changes: list[tuple[int, int, str]]) -> None:
    lines = LINES.copy()
    for here, column, noise in changes:
        raw = lines[here]
        if noise == "NFD":
            lines[here] = unicodedata.normalize("NFD", raw)
        elif noise in HIDDEN:
            lines[here] = raw[:column] + noise + raw[column:]
        else:
            lines[here] = raw[:column] + raw[column:].replace(" ", noise, 1) + noise
    text = "\n".join(lines)
    plan = write_and_read(folder, text)
    assert isinstance(plan, Plan), plan
    check_lines(plan, text)
    assert plan.lines.role.equals(ORIGINAL.lines.role)
    for name in ("themes", "prose", "demands", "committees", "missions", "budget", "totals"):
        assert getattr(plan, name).equals(getattr(ORIGINAL, name)), name


@examples(150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["delete", "double", "swap", "move", "halve", "insert", "put"]),
            st.integers(0, TOML.count("\n")),
            st.integers(0, TOML.count("\n")),
            st.integers(0, 60),
            st.sampled_from([*NOISE, '"', "[", "]", "=", "#", "\\", "x"]) | ANYTHING,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_plan_toml_is_read_or_refused(folder: Path, edits: list[tuple[str, int, int, int, str]]) -> None:
    lines = TOML.split("\n")
    for each in edits:
        lines = edit(lines, *each)
    plan = write_and_read(folder, "\n".join(LINES), "\n".join(lines))
    if isinstance(plan, Plan):
        check_lines(plan, "\n".join(LINES))
