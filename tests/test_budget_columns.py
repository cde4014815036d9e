"""Which column of a table is the plan's own, by the words over it: the frames of the first row, and what is said."""

import pytest

from helpers.plan.amounts import parse_amount
from helpers.plan.budget_tables import BudgetReading, BudgetSettings, SourceLine, read_budget
from helpers.plan.cells import clean_label

PARTY = ("Centerpartiet i Almvik", "Centerpartiet")


ROWS = "Kommunstyrelsen 20 30 50|Skolnämnden 70 80 150|Summa 90 110 200"


def read(title: str, heads: str, rows: str = ROWS) -> BudgetReading:
    """A table under a title; its heads and the cells of its rows are parted by slashes and spaces."""
    width = heads.count("/") + 2
    cells = ["\t".join(row.split(" ")[:width]) for row in rows.split("|")]
    lines = [title, *(["Nämnd\t" + heads.replace("/", "\t")] if heads else []), *cells]
    committees = {"Kommunstyrelsen": "ks", "Skolnämnden": "sn", "Utskott": "u"}
    numbered = [SourceLine(n, line) for n, line in enumerate(lines, 1)]
    return read_budget(numbered, committees.get, BudgetSettings(year=2027, party=PARTY))


def list_frames(reading: BudgetReading) -> dict[int, int]:
    """The frame of the first row, for each year."""
    own = [row for row in reading.rows if row.series in ("budget", "plan")]
    return {row.year: row.amount_tkr for row in own if row.label.startswith("Kommunstyrelsen")}


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("Centerpartiet/Styret", 20),
        ("Styret/Centerpartiet", 30),
        ("C/S+M", 20),
        ("S+C/M", 20),
        ("Centerpartiet/Socialdemokraterna", 20),
        ("C/KS", 20),
        ("Centerpartiets budget/KS-majoritetens budget", 20),
        ("C-förslag/Liggande förslag", 20),
        ("Centerpartiet 2027/Alliansen 2027", 20),
        ("C 2027/KSAU 2027", 20),
        ("Almvikslistan/Styret", 20),
        ("Majoriteten (S, C)/Oppositionen", 20),
        ("Löner/Totalt", 30),
        ("Nuvarande ram/Vårt förslag", 30),
        ("I dag/Vårt förslag", 30),
        ("Vårt förslag 2027/Vårt förslag Förändring", 20),
    ],
)  # fmt: skip
def test_the_own_column_is_the_partys(heads: str, expected: int) -> None:
    assert list_frames(read("Ramar 2027, tkr", heads)) == {2027: expected}


@pytest.mark.parametrize(
    "heads", ["Majoritetens budget/Våra förändringar", "Socialdemokraterna 2027/C: tillskott", "Styret/Avvikelse"]
)
def test_changes_to_anothers_budget_make_it_no_frames(heads: str) -> None:
    assert not list_frames(read("Ramar 2027, tkr", heads))


@pytest.mark.parametrize("heads", ["Budget/Ram", "Alfa/Beta", "Budget 2027/Ram 2027", ""])
def test_columns_that_nothing_tells_apart_are_no_frames(heads: str) -> None:
    cells = "Kommunstyrelsen 20 30|Skolnämnden 70 80|Summa 90 110"
    reading = read("Ramar, tkr", heads, cells) if heads else read("Ramar, tkr", "/", cells)
    assert not list_frames(reading)
    assert [each.kind for each in reading.oddities].count("column_undecided") == 2


@pytest.mark.parametrize(
    "heads",
    [
        "Budget 2026/Förändring/Vårt förslag",
        "Ram 2026/Förändring/Ny ram",
        "Budget 2026/Satsning/Totalt",
        "Budget 2026/Ökning 3 %/C-budget",
        "2026/Förändring/Resultat",
        "Budget 2026/Tillskott/Budgetram",
    ],
)
def test_what_a_change_leads_to_is_of_the_plans_year(heads: str) -> None:
    assert list_frames(read("Ramar 2027, tkr", heads)) == {2026: 20, 2027: 50}


@pytest.mark.parametrize(
    "heads", ["Drift/Investering", "Investeringar/Driftbudget", "Investeringsbudget 2027/Budget 2027"]
)
def test_investments_beside_running_costs_are_no_frames(heads: str) -> None:
    expected = 20 if heads.startswith("Drift") else 30
    assert list_frames(read("Drift och investeringar 2027, tkr", heads)) == {2027: expected}


@pytest.mark.parametrize("head", ["Kr per invånare", "Kr per elev", "Andel i kr", "Procent (kr)", "Index (kr)"])
def test_the_head_of_a_column_aside_states_no_unit(head: str) -> None:
    reading = read("Ramar", f"Budget 2027/{head}")
    assert (reading.unit, reading.unit_line) == ("tkr", None)


def test_two_units_and_amounts_that_are_no_thousands_are_a_doubt() -> None:
    reading = read("Ramar, tkr", "Budget 2027 (kr)", "Kommunstyrelsen 2500|Skolnämnden 7000|Summa 9500")
    assert "unit_doubtful" in [each.kind for each in reading.oddities]


@pytest.mark.parametrize(
    ("title", "heads", "rows"),
    [
        ("Investeringar per nämnd, tkr", "2027/2028", ROWS),
        ("Förändringar mot majoritetens budget, tkr", "2027/2028", ROWS),
        ("Centerpartiets satsningar 2027, tkr", "2027/2028", ROWS),
        ("Mer till skolan 2027, tkr", "2027/2028", "Kommunstyrelsen +2 +3|Skolnämnden -1 +4|Summa +1 +7"),
    ],
)
def test_investments_and_changes_alone_are_no_frames(title: str, heads: str, rows: str) -> None:
    reading = read(title, heads, rows)
    assert reading.rows and not list_frames(reading)
    assert [each.kind for each in reading.oddities] == ["table_aside"]


@pytest.mark.parametrize("title", ["Satsningar inom driftramarna, tkr", "Våra ramar, tkr"])
def test_frames_with_changes_are_frames(title: str) -> None:
    assert list_frames(read(title, "2027/2028")) == {2027: 20, 2028: 30}
    assert list_frames(read("Våra satsningar, tkr", "Budget 2027/Plan 2028")) == {2027: 20, 2028: 30}


@pytest.mark.parametrize("mark", ["¹⁾", "¹ ²", "¹,²", " ⁽¹⁾", "*)", "1) 2)", " *"])
def test_the_marks_of_footnotes_are_no_part_of_a_label_or_an_amount(mark: str) -> None:
    assert clean_label(f"Kommunstyrelsen{mark}") == "Kommunstyrelsen"
    amount = parse_amount("20 000¹⁾")
    assert amount and amount.value == 20_000


def test_heads_in_two_lines_or_parted_by_spaces_say_whose_a_column_is() -> None:
    two = "Kommunstyrelsen 20 30|Skolnämnden 70 80"
    lines = ["Nämnd            Centerpartiet    Styret", "Kommunstyrelsen             20        30",
             "Skolnämnden                 70        80"]  # fmt: skip
    numbered = [SourceLine(n, line) for n, line in enumerate(["Ramar 2027, tkr", *lines], 1)]
    assert list_frames(read_budget(numbered, settings=BudgetSettings(2027, party=PARTY))) == {2027: 20}
    assert list_frames(read("Ramar, tkr", "Budget 2027/Budget 2027", f"\tStyret\tC|{two}")) == {2027: 30}


def test_a_heading_with_as_many_heads_as_columns_is_their_header() -> None:
    texts = ["2026 Förändring 2027", *("\t".join(row.split()) for row in ROWS.split("|"))]
    lines = [SourceLine(n, text, "" if n > 1 else "heading") for n, text in enumerate(texts, 1)]
    assert list_frames(read_budget(lines, settings=BudgetSettings(2027))) == {2026: 20, 2027: 50}


def test_a_table_begins_after_a_sum_and_at_a_heading_with_years() -> None:
    texts = ["Budget, tkr", "Nämnd\t2026\t2027", "Kommunstyrelsen\t20\t30", "Skolnämnden\t70\t80", "Summa\t90\t110"]
    after_sum = ["Nämnd\tCenterpartiet\tStyret", "Kommunstyrelsen\t21\t31", "Skolnämnden\t71\t81"]
    lines = [SourceLine(n, text) for n, text in enumerate([*texts, *after_sum], 1)]
    committees = {"Kommunstyrelsen": "ks", "Skolnämnden": "sn"}
    reading = read_budget(lines, committees.get, BudgetSettings(year=2027, party=PARTY))
    assert [row.amount_tkr for row in reading.rows if row.label == "Kommunstyrelsen"][:2] == [20, 30]
    headed = [*texts, "Nämnd\t2028\t2029", "Kommunstyrelsen\t40\t50", "Skolnämnden\t60\t70"]
    lines = [SourceLine(n, text, "heading" if n == 6 else "") for n, text in enumerate(headed, 1)]
    reading = read_budget(lines, committees.get, BudgetSettings(year=2027, party=PARTY))
    own = {row.year: row.amount_tkr for row in reading.rows if row.label == "Kommunstyrelsen"}
    assert own == {2026: 20, 2027: 30, 2028: 40, 2029: 50}
