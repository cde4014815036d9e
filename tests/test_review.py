"""A person's decisions: what is asked first, how each is written, what the table in JupyterLab does."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from helpers import files
from helpers.colour import make_palette
from helpers.errors import PlanError
from helpers.figures.captions import say_reviewed
from helpers.figures.registry import read_figure
from helpers.links import decisions
from helpers.links.decisions import read_decisions
from helpers.links.intake import settle_passes
from helpers.links.labels import all_reviewed, count_signed, find_resting, read_labels
from helpers.plan.read import Plan, read_plan
from helpers.prints.contents import read_story, write_notes
from helpers.review import Decision, Session, list_tasks, review, save_decision
from helpers.words import read_words
from tests.half_made import SLIPS, make
from tools import lab
from tools.processes import RunError

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2030, 5, 17)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    copytree(ROOT / "data" / "borlange-v-2022", tmp_path / "plan")
    return read_plan(tmp_path / "plan")


@pytest.fixture
def small(tmp_path: Path) -> Plan:
    """A plan that one person has read whole, and another in part."""
    plan = read_plan(
        make(next(slip for slip in SLIPS if slip.name == "one pass whole and one half"), tmp_path / "small")
    )
    settle_passes(plan)
    return plan


def start(plan: Plan, who: str = "A1", table: str = "links") -> Session:
    return Session(plan, who, table, today=lambda: DAY)


def decide(plan: Plan, key: str, choice: str, table: str = "links") -> list[str]:
    return save_decision(plan, Decision(key, choice, "", "A1", "2030-05-17"), table)


def test_what_a_headline_hangs_on_comes_first(plan: Plan) -> None:
    tasks = list_tasks(plan)
    assert tasks.weight.is_monotonic_decreasing and 0 < (tasks.weight > 0).sum() < 15
    assert tasks.rests.sum() == find_resting(read_labels(plan).links).sum() > 40
    differ = tasks[tasks.weight > 0].readings.str.findall(r": (\w+)").map(lambda votes: len({*votes}))
    assert (differ > 1).all(), "readings that agree leave nothing open"


def test_when_they_are_decided_no_headline_can_move(plan: Plan) -> None:
    """Whatever the readings say of all that is left, each headline's count is the same for every one of them."""
    session = start(plan)
    while (session.tasks.weight > 0).any():
        session.decide("narrower")
    labels = read_labels(plan)
    decided = {row.key: row.decision for row in read_decisions(plan).itertuples()}
    key = labels.links.demand_id + " " + labels.links.mission_id
    for values in (("exact", "close", "narrower", "broader"), ("exact", "close", "broader")):
        found = set()
        for name in labels.links.filter(regex="^pass_"):
            said = key.map(decided).fillna(labels.links[name])
            found.add(labels.links.demand_id[said.isin(values)].nunique())
        assert len(found) == 1


def test_a_decision_is_signed_and_kept_at_once(plan: Plan) -> None:
    session = start(plan)
    first = session.view()["task"]["key"]
    session.decide("close", " samma plats ")
    path = plan.folder / "decisions_links.csv"
    written = path.read_text(encoding="utf-8").splitlines()
    assert written[0] == "key,decision,reason,who,date,text" and " ⏎ " in written[1]
    assert written[1].startswith(f"{first},close,samma plats,A1,2030-05-17,")
    assert session.view()["said"] == "Sparat." and session.view()["decided"] == 1
    assert start(plan).view()["place"] == 2, "taken up where it was left"
    assert read_labels(plan).links.origin.value_counts()["decision"] == 1


def test_undo_brings_back_what_was_there(plan: Plan) -> None:
    session = start(plan)
    session.undo()
    assert session.said == "Det finns inget att ångra."
    session.decide("close", "först")
    session.move(-1)
    session.place = session.keys.index(session.done[0][1])
    session.decide("none", "sedan")
    assert read_decisions(plan).reason.tolist() == ["sedan"]
    session.undo()
    assert read_decisions(plan).reason.tolist() == ["först"] and session.said == "Ångrat."
    session.undo()
    assert len(read_decisions(plan)) == 0 and session.view()["task"]["decided"] == ""


@pytest.mark.parametrize(
    ("table", "text", "key", "choice"),
    [
        ("links", "SKOLA-1  UN-01,Samma sak,läst,l1,2026-11-01\n", "skola-1 un-01", "close"),
        ("links", "", "skola-1 un-01", "none"),
        ("committees", "", "skola-1 un", "acts"),
    ],
)
def test_undo_leaves_both_files_as_they_were(small: Plan, table: str, text: str, key: str, choice: str) -> None:
    """What was written by hand, below a title, in other letters; and the lead that a decision on links takes back."""
    head = "key,decision,reason,who,date"
    written = {"links": f"Beslut av gruppen; protokoll 12\n{head}\n{text}", "committees": f"{head},not\nskola-1 UN,"}
    written["committees"] += "Genom uppdrag leder,läst,l1,2026-11-01,fråga Bo\n"
    for name, each in written.items():
        (small.folder / f"decisions_{name}.csv").write_text(each, encoding="utf-8")
    session = start(small, table=table)
    session.place = session.keys.index(key)
    session.decide(choice)
    assert session.said.startswith("Sparat.") and len(read_decisions(small, table)) == 1
    session.undo()
    for name, each in written.items():
        assert (small.folder / f"decisions_{name}.csv").read_text(encoding="utf-8") == each


def test_what_somebody_else_has_decided_since_is_not_undone(small: Plan) -> None:
    session = start(small)
    session.decide("close")
    decide(small, "skola-2 un", "lead", "committees")
    session.undo()
    assert session.said.startswith("Inget är ångrat") and len(read_decisions(small, "committees")) == 1


def test_an_undo_that_cannot_be_written_is_told_and_can_be_done_again(
    small: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(small)
    session.decide("close")
    session.decide("related")
    with monkeypatch.context() as full:
        full.setattr(decisions, "write_bytes", lambda path, data: files.write_bytes(path / "no folder", data))
        session.undo()
    assert "decisions_links.csv: går inte att skriva, för den är en fil" in session.said
    assert read_decisions(small).decision.tolist() == ["close", "related"]
    session.undo()
    assert read_decisions(small).decision.tolist() == ["close"]


def test_a_title_above_the_decisions_stays(small: Plan) -> None:
    path = small.folder / "decisions_links.csv"
    path.write_text("Beslut av gruppen; protokoll 12;;\n;;\nkey;decision;reason;who;date\n", encoding="utf-8")
    decide(small, "skola-1 un-01", "exact")
    about = "anställa fler speciallärare ⏎ anställ tre speciallärare"
    text = f"key,decision,reason,who,date,text\nskola-1 un-01,exact,,A1,2030-05-17,{about}\n"
    assert path.read_text(encoding="utf-8") == f"Beslut av gruppen, protokoll 12\n{text}"


def test_undo_goes_back_to_the_table_of_the_last_decision(plan: Plan) -> None:
    session = start(plan)
    session.decide("narrower")
    session.open("committees")
    session.undo()
    assert session.table == "links" and len(read_decisions(plan)) == 0


def test_committees_and_leads_are_decided_the_same_way(plan: Plan) -> None:
    session = start(plan, table="committees")
    shown = session.view()
    assert shown["choices"][0]["label"] == "skulle leda"
    assert shown["task"]["missions"] and not shown["task"]["mission"]
    key = shown["task"]["key"]
    session.decide("lead")
    assert read_decisions(plan, "committees").iloc[0].tolist()[:5] == [key, "remit lead", "", "A1", "2030-05-17"]
    session.place = session.keys.index(key)
    assert session.view()["task"]["decided"] == "skulle leda (A1, 2030-05-17)"


def test_one_lead_for_each_demand(plan: Plan) -> None:
    decide(plan, "jamlikhet-4 kfn", "lead", "committees")
    assert decide(plan, "jamlikhet-4 ks", "lead", "committees") == ["jamlikhet-4 kfn"]
    assert read_decisions(plan, "committees").key.tolist() == ["jamlikhet-4 ks"]


def test_a_lead_that_the_links_contradict_now_is_asked_for_again(small: Plan) -> None:
    decide(small, "skola-1 un", "lead", "committees")
    session = start(small)
    session.place = session.keys.index("skola-1 un-01")
    session.decide("none")
    assert session.said == "Sparat. Ett tidigare beslut gäller inte längre, och frågas om igen: skola-1 un."
    assert len(read_decisions(small, "committees")) == 0


@pytest.mark.parametrize(
    ("decision", "table", "said"),
    [
        (Decision("skola-1", "exact", "", "A1", "2030"), "links", "nyckeln 'skola-1'"),
        (Decision("skola-1 un-01", "exakt", "", "A1", "2030"), "links", "beslutet 'exakt'"),
        (Decision("skola-1 un-01", "exact", "", " ", "2030"), "links", "ett beslut som ingen har skrivit under"),
        (Decision("skola-1 un", "none", "", "A1", "2030"), "committees", "som sambanden motsäger"),
    ],
)
def test_what_cannot_be_decided_is_said(small: Plan, decision: Decision, table: str, said: str) -> None:
    with pytest.raises(PlanError, match=said):
        save_decision(small, decision, table)
    assert not (small.folder / f"decisions_{table}.csv").is_file()


def test_nobody_decides_without_a_code(small: Plan) -> None:
    session = start(small, who=" ")
    session.decide("exact")
    assert "ett beslut som ingen har skrivit under" in session.view()["said"] and session.place == 0


def test_a_decision_that_cannot_stand_is_not_written(small: Plan) -> None:
    path = small.folder / "decisions_committees.csv"
    kept = "key,decision,reason,who,date\nskola-1 tn,mission lead,,A1,2030\n"
    path.write_text(kept, encoding="utf-8")
    with pytest.raises(PlanError, match="sambanden motsäger"):
        decide(small, "skola-2 un", "lead", "committees")
    assert path.read_text(encoding="utf-8") == kept
    path.unlink()
    (small.folder / "decisions_links.csv").write_text("key,decision,reason,who,date\nx,y,,,\n", encoding="utf-8")
    with pytest.raises(PlanError):
        start(small)


def test_the_first_decision_that_cannot_stand_leaves_no_file(small: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    links = small.folder / "links.csv"
    monkeypatch.setattr("helpers.review._check", lambda *_: links.write_text("demand_id\n", encoding="utf-8"))
    with pytest.raises(PlanError):
        decide(small, "skola-1 un-01", "exact")
    assert not (small.folder / "decisions_links.csv").is_file()


def test_decisions_in_another_kind_of_file_are_left_alone(small: Plan) -> None:
    path = small.folder / "decisions_links.tsv"
    path.write_text("key\tdecision\treason\twho\tdate\n", encoding="utf-8")
    with pytest.raises(PlanError, match=r"Spara den som decisions_links\.csv"):
        decide(small, "skola-1 un-01", "exact")


def test_a_plan_that_nobody_has_read_cannot_be_reviewed(tmp_path: Path) -> None:
    plan = read_plan(make(SLIPS[1], tmp_path / "unread"))
    with pytest.raises(PlanError, match=r"ingen läsning är införd än.*Läs planen först"):
        review(plan)


def test_the_widget_does_what_is_pressed_and_holds_only_what_is_shown(small: Plan) -> None:
    widget = review(small)
    assert widget.shown["who"] == ""
    for message in (
        {"do": "who", "who": " A1 "},
        {"do": "next"},
        {"do": "back"},
        {"do": "decide", "choice": "exact", "reason": "ordagrant"},
        {"do": "undo"},
        {"do": "decide", "choice": "close"},
        {"do": "table", "table": "committees"},
        {"do": "?"},
    ):
        widget.take(message)
    assert widget.shown["who"] == "A1" and widget.shown["table"] == "committees"
    assert read_decisions(small).decision.tolist() == ["close"]
    widget._take(widget, {"do": "table", "table": "links"}, [])
    assert widget.shown["decided"] == 1
    assert {name for name, trait in widget.traits(sync=True).items() if not name.startswith("_")} == {
        *("shown", "layout", "tabbable", "tooltip")
    } - ({"layout", "tabbable", "tooltip"} - {*widget.traits(sync=True)})


def test_an_empty_table_says_so(small: Plan) -> None:
    for name in ("links", "committees"):
        text = (small.folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        item = "mission_id" if name == "links" else "committee_id"
        keep = [line for line in text[1:] if line.split(",")[1] == ""][:1] or ["skola-1,,none,none,none,2,"]
        (small.folder / f"{name}.csv").write_text("\n".join([text[0], keep[0], ""]), encoding="utf-8")
        assert item in text[0]
    session = start(small)
    assert session.view()["task"] is None and session.view()["count"] == 0


# --- pictures say it ----------------------------------------------------------------------------------------------


def sign_all(plan: Plan, table: str, most: int = 10_000) -> None:
    tasks = list_tasks(plan, table)
    for row in tasks[tasks.rests].head(most).itertuples():
        choice = row.settled if table == "links" else "lead"
        decide(plan, row.key, choice, table)


def test_a_picture_says_how_much_of_what_it_rests_on_is_signed(small: Plan) -> None:
    words = read_words("sv", small)
    note = lambda name: read_figure(small, name).draw(words).caption.note  # noqa: E731
    brief = words.say("who_read_brief")
    assert note("04_krav-med-uppdrag").startswith(brief)
    sign_all(small, "links", 1)
    assert "Granskat av människa: 1 av 2 omdömen. Övriga: " in note("04_krav-med-uppdrag")
    sign_all(small, "links")
    assert brief not in note("04_krav-med-uppdrag") and "Granskat" not in note("04_krav-med-uppdrag")
    assert "Granskat av människa: 2 av 6 omdömen." in note("04_vem-leder"), "who leads is not signed"
    assert all_reviewed(read_labels(small).links)
    story = read_story(words, make_palette())
    assert "En person har granskat 2 av 6 omdömen." in str(write_notes(story))
    sign_all(small, "committees")
    labels = read_labels(small)
    assert count_signed(labels.links, labels.committees) == (6, 6)
    assert say_reviewed(words, labels.links, labels.committees) == "" == note("04_vem-leder")[:0]
    assert "undertecknat" in str(write_notes(read_story(words, make_palette())))


def test_a_theme_rests_on_its_own_demands_alone(small: Plan) -> None:
    decide(small, "skola-1 un-01", "narrower")
    for demand in ("skola-1", "skola-2"):
        decide(small, f"{demand} un", "lead", "committees")
    words = read_words("sv", small)
    notes = {theme: read_figure(small, f"04_tema_{theme}").draw(words).caption.note for theme in ("skola", "gator")}
    assert "Bedömt" not in notes["skola"] and notes["gator"].startswith(words.say("who_read_brief"))


def test_a_lead_that_is_signed_signs_nothing_of_the_missions(small: Plan) -> None:
    decide(small, "gator-2 ks", "lead", "committees")
    note = read_figure(small, "04_kort_kommunstyrelsen").draw(read_words("sv", small)).caption.note
    assert note.startswith("Granskat av människa: 1 av 2 omdömen.")


# --- the command --------------------------------------------------------------------------------------------------


def test_review_opens_a_notebook_for_the_plan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: Plan) -> None:
    opened: list[str] = []
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    monkeypatch.setattr(lab, "run_lab", opened.append)
    lab.run_review([str(small.folder)])
    assert opened == ["build/review/small.ipynb"]
    assert "review(read_plan(ROOT / 'small'))" in (tmp_path / opened[0]).read_text(encoding="utf-8")
    for folders in ([], [str(tmp_path / "nowhere")]):
        with pytest.raises(RunError, match="say which plan"):
            lab.run_review(folders)
