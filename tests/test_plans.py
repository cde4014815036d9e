"""Several plans side by side, by this machine's processes or by others."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from joblib import parallel_config

from helpers import newplan
from helpers.build import publish
from helpers.plan.read import Plan
from tools import plans
from tools.processes import RunError

ROOT = Path(__file__).resolve().parents[1]
SMALL = {
    "plan.txt": "Skola\n\nVi vill:\n- ha fler böcker\n\nKommunstyrelsen\n\nUppdrag:\n- köpa böcker\n",
    "plan.toml": """
themes = [{ id = "skola", heading = "Skola" }]
committees = [{ id = "ks", name = "Kommunstyrelsen", board = true }]
document = { title = "Ett program", party = "Läsarna", party_short = "Läsarna", municipality = "Boköping", year = 2030 }
marks = { bullets = ["-"], demand_leads = ["Vi vill:"], mission_leads = ["Uppdrag:"] }
""",
}
FAULTY = SMALL | {"texts.csv": "id,kort\nskola,Skola\n"}


@pytest.fixture
def three(tmp_path: Path) -> list[str]:
    """Two plans that stop at their own fault, and between them a folder that is not there."""
    for name in ("a", "c"):
        (tmp_path / name).mkdir()
        for file, text in FAULTY.items():
            (tmp_path / name / file).write_text(text, encoding="utf-8", newline="\n")
    return [str(tmp_path / name) for name in ("a", "b", "c")]


def check(done: list[tuple[int, str]]) -> None:
    """Each plan's own words, in the order that they were asked for."""
    assert [code for code, _ in done] == [1, 1, 1]
    assert "texts.csv, rad 1: kolumnerna id, kort. " in done[0][1]
    assert "texts.csv" not in done[1][1] and done[2][1] == done[0][1]


def test_plans_side_by_side_say_each_their_own(three: list[str]) -> None:
    check(list(newplan.make_side_by_side(three, 2)))


def test_a_cluster_makes_them_where_there_is_one(three: list[str]) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster),
        parallel_config(backend="dask"),
    ):
        check(list(newplan.make_side_by_side(three, 2)))


def test_two_processes_make_what_one_makes(plan: Plan, tmp_path: Path) -> None:
    one, two = (publish(plan, "01_", tmp_path / str(count), workers=count) for count in (1, 2))
    assert one.equals(two) and one.kind.tolist() == 7 * ["table"] + 2 * ["figure"]
    made = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in "12"]
    assert made[0] == made[1] and len(made[0]) > 30


def test_one_that_fails_lets_the_others_be_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = [(0, "Ett program, Läsarna\n"), (1, "plan.txt: tom\n")]
    monkeypatch.setattr(newplan, "make_side_by_side", lambda names, workers: iter(made))
    with pytest.raises(RunError, match="vad som hindrar står ovan"):
        plans.make_plans([Path("a"), Path("b")], 2)
    assert capsys.readouterr().out.splitlines() == ["Ett program, Läsarna", "plan.txt: tom"]


def test_a_plan_has_to_be_named() -> None:
    with pytest.raises(RunError, match=r"say which plan\): make plan PLAN="):
        plans.make_plans([])


def test_figures_that_cannot_be_made_are_three_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tools import processes

    monkeypatch.setattr(processes, "ROOT", tmp_path)
    failed = SimpleNamespace(returncode=1, stderr="Traceback …\nOSError: full")
    monkeypatch.setattr(plans.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(RunError) as caught:
        plans.make_figures()
    assert str(caught.value).splitlines() == [
        "Not every figure could be made; what was made stays.",
        "The whole trace: build/logs/figures-all.txt",
    ]
    assert "OSError: full" in (tmp_path / "build/logs/figures-all.txt").read_text(encoding="utf-8")
