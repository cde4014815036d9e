"""Frames that stand a line each in the parts of their committees, and the headings that those parts begin with."""

from pathlib import Path

import pytest

from helpers.plan.propose import write_planfile
from helpers.plan.read import Plan, read_plan

HEAD = ["Plan 2027", "", "Skola", "", "Vi vill:", "- bygga", "", "Ramar och uppdrag", ""]


def read(folder: Path, *parts: tuple[str, str], after: str = "") -> Plan:
    """A plan where each committee has a line of its frame above its missions."""
    said = "".join(f"{name}\n\n{frame}\n\nUppdrag:\n- utreda detta\n\n" for name, frame in parts)
    (folder / "plan.txt").write_text("\n".join([*HEAD, f"{said}{after}"]), encoding="utf-8")
    return read_plan(folder)


@pytest.mark.parametrize(
    ("frames", "amounts"),
    [
        (("Budgetram 2027: 64 200 tkr", "Budgetram 2027: 8 000 tkr"), [64200, 8000]),
        (("Ram: 64,2 mnkr (–2,1)", "Ram: 8,0 mnkr (oförändrad)"), [64200, 8000]),
        (("Anslag för år 2027 – 64 200 tkr.", "Anslag för år 2027 – 8 000 tkr."), [64200, 8000]),
        (("Kommunbidrag (tkr): 64 200", "Kommunbidrag (tkr): 8 000"), [64200, 8000]),
        (("2027: 64,2 mnkr", "- 2027: 8,0 mnkr"), [64200, 8000]),
        (("Den är stor.\n2027: 64,2 mnkr", "2027: 8,0 mnkr"), []),
        (("Nämndens ram uppgår till 64,2 mnkr.", "Nämndens ram är 8 000 tkr. Den räcker."), [64200, 8000]),
        (("Ram: 64 200", "Ram: 8 000"), []),
        (("Ram: 64 200 tkr", "Ram: oförändrad"), []),
    ],
)
def test_frames_in_the_parts_of_committees(tmp_path: Path, frames: tuple[str, str], amounts: list[int]) -> None:
    plan = read(tmp_path, *zip(("Skolnämnden", "Vårdnämnden"), frames, strict=True))
    assert plan.budget.amount_tkr.tolist() == amounts
    assert len(plan.missions) == 2 and plan.committees.name.tolist() == ["Skolnämnden", "Vårdnämnden"]
    if amounts:
        assert plan.budget.committee_id.tolist() == plan.committees.committee_id.tolist()
        assert plan.budget.line.tolist() == [12, 19]
        write_planfile(tmp_path)
        assert "en för varje nämnd (rad 12, 19)" in (tmp_path / "plan.toml").read_text(encoding="utf-8")
        assert plan.oddities.kind.tolist().count("no_total") == 1


SAID = "Skolnämndens ram för 2027 höjs med 2 mnkr till 64,2 mnkr. Den räcker. {}"


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Vårdnämnden får en ram på 8 mnkr.", [64200, 8000]),
        ("Budgeten för vårdnämnden fastställs till 8 000 tkr.", [64200, 8000]),
        ("Ramen för vårdnämnden blir 7,5 mnkr 2028. Skolnämndens ram blir 65 mnkr.", [64200, 7500]),
        ("Vårdnämndens ram är 8 mnkr lägre än i dag.", []),
        ("Vårdnämndens ram är oförändrad.", []),
        ("Vårdnämnden får ett anslag på 8 mnkr för värdar.", []),
        ("Moderaterna vill att vårdnämndens ram blir 8 mnkr.", []),
        ("Skolnämndens ram blir 8 mnkr för 2028 och 2029.", []),
        ("Vårdnämndens ram är 8 mnkr 2027 och 9 mnkr 2028.", [64200, 8000, 9000]),
        ("Vårdnämnden får 8 mnkr 2027.", [64200, 8000]),
        ("Vårdnämnden och skolnämnden får en ram på 8 mnkr.", []),
        ("Driftramar i mnkr: kommunstyrelsen 20,5, vårdnämnden 8.", [64200, 20500, 8000]),
        ("Så ökar ramarna, en förändring: kommunstyrelsen 2 mnkr, vårdnämnden 8 mnkr.", []),
        ("Kommunstyrelsen: 20 mnkr (+2) Vårdnämnden: 8 mnkr (–1 mot majoriteten)", [64200, 20000, 8000]),
    ],
)
def test_frames_that_sentences_say(tmp_path: Path, sentence: str, amounts: list[int]) -> None:
    text = f"Centerpartiet\n\nPlan 2027\n\nSkola\n\nVi vill:\n- bygga\n\nNämndernas ramar\n\n{SAID.format(sentence)}\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.budget.amount_tkr.tolist() == amounts
    assert set(plan.budget.line) <= {12} and "budget_row" not in set(plan.lines.role)


@pytest.mark.parametrize(
    ("sentence", "sums"),
    [("Sammanlagt 72,2 miljoner kronor.", [72200]), ("Totalt 72 200 tkr av 80 000 tkr.", [72200]),
     ("Totalt 72 miljoner kronor.", []), ("Skatten ger 72,2 mnkr.", [])],
)  # fmt: skip
def test_a_sum_that_a_sentence_says(tmp_path: Path, sentence: str, sums: list[int]) -> None:
    parts = (("Skolnämnden", "Ram: 64,2 mnkr"), ("Vårdnämnden", "Ram: 8,0 mnkr"))
    plan = read(tmp_path, *parts, after=f"Ekonomi\n\n{sentence}\n")
    assert plan.totals.amount_tkr.tolist() == sums
    assert plan.oddities.kind.tolist().count("no_total") == 1 - len(sums)


def test_frames_of_several_years_in_the_parts_of_committees(tmp_path: Path) -> None:
    years = "Ram 2027: {} mnkr\nRam 2028: {} mnkr\nRam 2027: 9 mnkr"
    plan = read(tmp_path, ("Skolnämnden", years.format(70, 71)), ("Vårdnämnden", "Ram 2027: 8 mnkr"))
    assert list(zip(plan.budget.year, plan.budget.amount_tkr, strict=True)) == [
        (2027, 70000), (2028, 71000), (2027, 8000),
    ]  # fmt: skip


def test_a_table_of_frames_comes_before_lines_of_them(tmp_path: Path) -> None:
    table = "Ramar, tkr\n\nNämnd\t2027\nSkolnämnden\t90\nVårdnämnden\t8\nSumma\t98\n"
    plan = read(tmp_path, ("Skolnämnden", "Ram: 91 tkr"), ("Vårdnämnden", "Ram: 9 tkr"), after=table)
    assert plan.budget.amount_tkr.tolist() == [90, 8]


def test_lines_of_committees_among_headings_that_look_otherwise(tmp_path: Path) -> None:
    told = [
        *[("heading", title) for title in ("Plan 2027", "Skola")], ("paragraph", "Vi vill:"), ("item", "• bygga"),
        ("heading", "Ramar"), ("paragraph", "Skolnämnden"), ("paragraph", "Den är stor."), ("paragraph", "Uppdrag:"),
        ("item", "• utreda detta"), ("paragraph", "Vårdnämnden"), ("paragraph", "Uppdrag:"), ("item", "• pröva detta"),
        ("heading", "Ledamöter"), ("paragraph", "Parknämnden"), ("item", "• Anna Ek"),
    ]  # fmt: skip
    (tmp_path / "plan.txt").write_text("\n".join(text for _, text in told), encoding="utf-8")
    places = ["line,kind", *(f"{n},{kind}" for n, (kind, _) in enumerate(told, start=1)), ""]
    (tmp_path / "places.csv").write_text("\n".join(places), encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.committees.name.tolist() == ["Skolnämnden", "Vårdnämnden"]
    assert plan.missions.text.tolist() == ["utreda detta", "pröva detta"] and len(plan.demands) == 1


@pytest.mark.parametrize(("whole", "amounts"), [("28", [20000, 7000]), ("29", [])])
def test_amounts_that_make_what_the_paragraph_says_are_frames(tmp_path: Path, whole: str, amounts: list[int]) -> None:
    parts = "Skolnämnden får 20 miljoner kronor, vårdnämnden 7 miljoner kronor och övriga 1 miljoner kronor."
    text = f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\nResurser\n\nVi delar {whole} miljoner kronor. {parts}\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    assert read_plan(tmp_path).budget.amount_tkr.tolist() == amounts


def test_a_heading_may_say_the_frame_of_its_committee(tmp_path: Path) -> None:
    plan = read(tmp_path, ("Skolnämnden, 64 200 tkr", "Den är stor."), ("Vårdnämnden, 8 000 tkr", "Den är liten."))
    assert plan.budget.amount_tkr.tolist() == [64200, 8000] and len(plan.missions) == 2


def test_frames_of_two_years_on_one_line(tmp_path: Path) -> None:
    plan = read(tmp_path, ("Skolnämnden", "Ram: 64,2 mnkr 2027, 66 mnkr 2028"), ("Vårdnämnden", "Ram: 8,0 mnkr 2027"))
    assert sorted(plan.budget.amount_tkr) == [8000, 64200, 66000] and sorted(plan.budget.year) == [2027, 2027, 2028]
