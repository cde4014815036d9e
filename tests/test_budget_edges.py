"""Lines of tables that are odd in one way each: what is read of them, and what is no table of a budget."""

from pathlib import Path

import pytest

from helpers import read_plan
from helpers.plan.budget import read_inhabitants
from helpers.plan.budget_tables import BudgetReading, BudgetSettings, SourceLine, read_budget

COMMITTEES = {"Kommunstyrelsen": "ks", "Skolnämnden": "sn", "Tekniska nämnden": "tn", "Skolutskottet": "skolutskott"}


def read(text: str, kinds: dict[int, str] | None = None) -> BudgetReading:
    lines = [SourceLine(n, line, (kinds or {}).get(n, "")) for n, line in enumerate(text.split("\n"), start=1)]
    return read_budget(lines, COMMITTEES.get, BudgetSettings(year=2027))


def list_amounts(text: str) -> dict[str, list[int]]:
    """The amounts of each label, in the order of the columns."""
    amounts: dict[str, list[int]] = {}
    for row in read(text).rows:
        amounts.setdefault(row.label, []).append(row.amount_tkr)
    return amounts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ramar\nNämnd\t2027\nKommunstyrelsen\t20,5\nSkolnämnden\t300,5\nSumma\t321,0",
            {"Kommunstyrelsen": [20_500], "Skolnämnden": [300_500], "Summa": [321_000]},
            id="decimals without a unit are millions",
        ),
        pytest.param(
            "Ramar, tkr\nÅr\tKommunstyrelsen\tSkolnämnden\tSumma\n2027\t20\t300\t320\n2028\t21\t310\t331",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [300, 310], "Summa": [320, 331]},
            id="years before the rows, under a head of their own",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\t2027\t2028\nSkolnämnden\tF-9\t\t5\nKommunstyrelsen\t4\t6\nSumma\t4\t11",
            {"Skolnämnden F-9": [5], "Kommunstyrelsen": [4, 6], "Summa": [4, 11]},
            id="a label in two cells before an empty one",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\t\t2027\t2028\nKommunstyrelsen\t20\t21\nSkolnämnden\t\t300\t310\nSumma\t320\t331",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [300, 310], "Summa": [320, 331]},
            id="a doubled tab where the cells are as many as the columns",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\t2026\t2027\t2028\t\t\nKommunstyrelsen\t20\t21\t22\nSkolnämnden\t\t5\nSumma\t20\t26\t22",
            {"Kommunstyrelsen": [20, 21, 22], "Skolnämnden": [5], "Summa": [20, 26, 22]},
            id="a row whose last cells are missing",
        ),
        pytest.param(
            "Ramar, tkr\n"
            "                      Budget               Plan\n"
            "                 2026    2027    2028    2029\n"
            "Kommunstyrelsen    20      21      22      23\n"
            "Skolnämnden       300     310     320     330\n"
            "Summa             320     331     342     353",
            {"Kommunstyrelsen": [20, 21, 22, 23], "Skolnämnden": [300, 310, 320, 330], "Summa": [320, 331, 342, 353]},
            id="heads that stand over the middle of two columns",
        ),
        pytest.param(
            "Tekniska nämnden\n70 000\n–\nSkolnämnden\n300 000\n306 000\nSumma\n370 000\n306 000\nUPPDRAG 2027",
            {"Tekniska nämnden": [70_000], "Skolnämnden": [300_000, 306_000], "Summa": [370_000, 306_000]},
            id="a cell to a line without heads, and a line without a cell behind",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\t2027\nKommunstyrelsen\t20\nSkolnämnden 300\nEnligt bilaga 7\nPott\t5\nSumma\t325",
            {"Kommunstyrelsen": [20], "Skolnämnden": [300], "Pott": [5], "Summa": [325]},
            id="a row that lost its tab, and a line that is no row",
        ),
        pytest.param(
            "Ramar, tkr\nBudget\nPlan\n2027\n2028\nKommunstyrelsen\n20\n21\nSkolnämnden\n300\n310",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [300, 310]},
            id="two rows of heads, a cell to a line",
        ),
        pytest.param(
            "Ramar, tkr\nKommunstyrelsen\nStab\n20\nRäddning\n10\nSumma\n30\nSkolnämnden\nSkola\n300\nSumma\n300",
            {"Stab": [20], "Räddning": [10], "Summa": [30, 300], "Skola": [300]},
            id="blocks, a cell to a line",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd 2027 2028\nKommunstyrelsen 5 100 200 300\nSkolnämnden 7 100 300 500\nSumma 12 200500800",
            {"Kommunstyrelsen": [5, 100_200_300], "Skolnämnden": [7, 100_300_500], "Summa": [12, 200_500_800]},
            id="what the sums say is right, however unlikely",
        ),
        pytest.param(
            "Ramar, tkr\nNr\tNämnd\t2026\t2027\n1\tKommunstyrelsen\t20\t21\n2\tSkolnämnden\t5\t6\n\tSumma\t25\t27",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [5, 6], "Summa": [25, 27]},
            id="a column that numbers the rows",
        ),
        pytest.param(
            "Ramar, tkr\nNr\tNämnd\t2027\n1\tKommunstyrelsen\t20\n2\tSkolnämnden\t5\nSumma\t\t25",
            {"Kommunstyrelsen": [20], "Skolnämnden": [5], "Summa": [25]},
            id="a column that numbers the rows, before a single year",
        ),
        pytest.param(
            "Ramar, tkr\nNr Nämnd 2026 2027\n1 Kommunstyrelsen 20 21\n2 Skolnämnden 5 6\nSumma 25 27",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [5, 6], "Summa": [25, 27]},
            id="a column that numbers the rows, parted by spaces",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\tKod\t2026\t2027\nSkolnämnden\t100\t5\t6\nKommunstyrelsen\t200\t\t9\nSumma\t\t5\t15",
            {"Skolnämnden": [5, 6], "Kommunstyrelsen": [9], "Summa": [5, 15]},
            id="a column of codes after the labels",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\tDel\t2026\t2027\nSkolnämnden\tÅk 1\t5\t6\n\tÅk 2\t\t9\nSumma\t\t5\t15",
            {"Skolnämnden, Åk 1": [5, 6], "Åk 2": [9], "Summa": [5, 15]},
            id="two columns of labels",
        ),
        pytest.param(
            "Satsningar, tkr\n\t2027\n10 nya lärare\t20\n5 kuratorer till skolnämnden\t5\nSumma\t25",
            {"10 nya lärare": [20], "5 kuratorer till skolnämnden": [5], "Summa": [25]},
            id="numbers that count what is bought",
        ),
        pytest.param(
            "Ramar, tkr\nNämnd\t2026\t2027\n1\tKommunstyrelsen\t20\t21\n2\tSkolnämnden\t5\t6\nSumma\t25\t27",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [5, 6], "Summa": [25, 27]},
            id="numbers without a head, and a sum without a cell for one",
        ),
        pytest.param(
            "Ramar, tkr\n"
            "Nr   Nämnd            2026   2027\n"
            "1    Kommunstyrelsen    20     21\n"
            "2    Skolnämnden         5      6\n"
            "     Summa              25     27",
            {"Kommunstyrelsen": [20, 21], "Skolnämnden": [5, 6], "Summa": [25, 27]},
            id="a column that numbers the rows, in a table made with spaces",
        ),
    ],
)
def test_amounts_stand_under_their_columns(text: str, expected: dict[str, list[int]]) -> None:
    assert list_amounts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Innehåll\nKommunstyrelsen\t3\nSkolnämnden\t5\nTekniska nämnden\t5",
        "Nyckeltal\nNämnd\t2026\t2027\nKommunstyrelsen\t12\t13\nSkolnämnden\t440\t450",
        "Nämnd\tUppdrag\tKlart\nKommunstyrelsen\tta fram en plan\t2027\nSkolnämnden\tbygga\t2028",
        "Vi har 3 skolor.\nVi vill ha 4.",
        "Nämnd\tBudget 2027",
        "Pott            2027    2028\nLokaler           20      21",
        "Ramar, tkr\nKommunstyrelsen 1 1 1 1 1 1 1 1 1 1",
    ],
)
def test_what_is_no_budget_has_no_rows(text: str) -> None:
    assert read(text) == BudgetReading()


def test_a_unit_that_all_sentences_on_amounts_say() -> None:
    rows = (
        9 * "Nu är det vår i hela kommunen igen.\n\n"
        + "Ramar\n\nNämnd\t2027\nKommunstyrelsen\t20\nSkolnämnden\t5\nSumma\t25"
    )
    assert [read(f"Skatt. Belopp i {unit}.\n\n{rows}").unit_line for unit in ("tkr", "mnkr")] == [1, None]


def test_a_year_over_the_labels_is_that_of_the_amounts() -> None:
    found = read("Ramar\n\nTkr, 2028\tVår ram\nKommunstyrelsen\t20\nSkolnämnden\t5\nSumma\t25")
    assert {row.year for row in found.rows} == {2028} and found.year_line == 3


def test_a_table_of_no_year_gives_no_frames_beside_the_frames() -> None:
    costs = "Kostnader\n\nReform\tNämnd\tKostnad (tkr)\nBuss\tKommunstyrelsen\t3\nMat\tSkolnämnden\t2"
    found = read(f"{costs}\n\nRamar 2027\n\nNämnd\tTkr\nKommunstyrelsen\t20\nSkolnämnden\t5\nSumma\t25")
    assert [row.line for row in found.rows if row.series == "budget"] == [10, 11, 12] and found.heading_line == 7


@pytest.mark.parametrize(("whole", "frames"), [("1,014,000", [514000, 500000]), ("1014", [514, 500])])
def test_commas_part_thousands_where_an_amount_has_two(whole: str, frames: list[int]) -> None:
    rows = read(f"Ramar, tkr\nNämnd\t2027\nKommunstyrelsen\t514,000\nSkolnämnden\t500,000\nSumma\t{whole}").rows
    assert [row.amount_tkr for row in rows if row.kind == "frame"] == frames


def test_a_list_of_costs_holds_no_frames() -> None:
    reading = read("Så finansierar vi vår politik\nPost\tBelopp per år\nFärre resor\t8,5 mnkr\nLägre hyror\t2,0 mnkr")
    assert [(row.series, row.amount_tkr) for row in reading.rows] == [("other", 8500), ("other", 2000)]
    assert [each.kind for each in reading.oddities] == ["table_aside"]


def test_an_item_above_a_table_is_not_its_heading() -> None:
    found = read("Sänka nettobudget\nRamar\nNämnd\t2027\nKommunstyrelsen\t20\nSkolnämnden\t5", {1: "item"})
    assert found.heading_line == 2


def test_a_balance_sheet_is_a_table_aside() -> None:
    frames = "Ramar, tkr\nNämnd\t2027\nKommunstyrelsen\t20\nSkolnämnden\t300\nSumma\t320"
    found = read(f"Balansbudget\n\t2027\nTillgångar\t90\nSkulder\t70\n\n{frames}")
    assert {row.series for row in found.rows[:2]} == {"other"}
    assert [row.amount_tkr for row in found.rows if row.series == "budget"] == [20, 300, 320]
    assert [each.line for each in found.oddities if each.kind == "table_aside"] == [2]
    assert not any(row.series == "budget" for row in read("Balansbudget\n\t2027\nTillgångar\t90\nSkulder\t70").rows)


def test_what_stands_on_a_page_s_edge_is_no_row() -> None:
    text = "Ramar, tkr\nNämnd\t2027\nKommunstyrelsen\t20\nSamling för Hällmo\t11\nSkolnämnden\t300\nSumma\t320"
    assert [row.line for row in read(text, {4: "footer"}).rows] == [3, 5, 6]


@pytest.mark.parametrize(
    ("first", "second", "frames"),
    [
        ("Skolnämnden\t\nLokaler\t4\nLön\t5\nSumma skolnämnden\t9", "Kommunstyrelsen\t\n", ["sn", "ks"]),
        ("Skolnämnden\t\nLokaler\t4\nLön\t5\nSumma skolnämnden\t9\nKommunstyrelsen\t", "", ["sn", "ks"]),
        ("Skolnämnden\t\nLokaler\t4\nLön\t5\nSumma skol", "nämnden\t\nKommunstyrelsen\t\n", ["sn", "ks"]),
        ("Skolnämnden\t\nSkolutskottet\t4\nLön\t5\nSumma skolnämnden\t9", "Kommunstyrelsen\t\n", ["sn", "ks"]),
        ("Revision\t\nLokaler\t4\nLön\t5\nSumma revision\t9", "Kommunstyrelsen\t\n", [None, "ks"]),
    ],
)
def test_a_table_of_blocks_goes_on_over_a_page(first: str, second: str, frames: list[str | None]) -> None:
    head, whole = "Nämnd\t2027", first if first[-1].isdigit() or first[-1] == "\t" else f"{first}\t9"
    text = (
        f"Ramar, tkr\n{head}\n{whole}\nSidfot\n{head}\n{second}Lön\t7\nLokaler\t2\nSumma kommunstyrelsen\t9\nTotalt\t18"
    )
    rows = read(text, {text.split("\n").index("Sidfot") + 1: "footer"}).rows
    assert [(row.committee_id, row.amount_tkr) for row in rows if row.kind == "frame"] == [(each, 9) for each in frames]
    assert [row.amount_tkr for row in rows if row.kind == "total"] == [18]


@pytest.mark.parametrize(("heading", "count"), [("Ramar (forts.)", 3), ("Ramar, fortsättning", 3), ("Nya ramar", 2)])
def test_a_heading_may_say_that_a_table_goes_on(heading: str, count: int) -> None:
    head = "Nämnd, tkr\t2027"
    text = f"Ramar\n{head}\nSkolnämnden\t9\nVårdnämnden\t8\n{heading}\n{head}\nParknämnden\t7\nSumma\t24"
    assert sum(row.series == "budget" and row.kind == "frame" for row in read(text, {5: "heading 2"}).rows) == count


def test_a_table_for_each_committee_without_sums() -> None:
    first = "Kommunstyrelsen\n\nBudget 2027, tkr\nStab\t20\nKansli\t10\n\nDet är nog.\n\n"
    text = f"{first}Skolnämnden\n\nBudget 2027, tkr\nSkola\t300\nFörskola\t90"
    rows = read(text).rows
    assert [(row.label, row.committee_id, row.kind) for row in rows] == [
        ("Stab", "ks", "frame"),
        ("Kansli", "ks", "frame"),
        ("Skola", "sn", "frame"),
        ("Förskola", "sn", "frame"),
    ]
    rows = read(
        "Skolnämnden\n\nRam\ntkr\t2027\nKostnad\t-20\nVarav mat\t-2\n\nKommunstyrelsen\n\nRam\ntkr\t2027\nKostnad\t-7"
    ).rows
    assert [(row.committee_id, row.amount_tkr) for row in rows if row.kind == "frame"] == [("sn", -20), ("ks", -7)]


@pytest.mark.parametrize("unit", ["", ", mnkr"])
def test_a_unit_is_told_by_amounts_and_not_by_percentages(unit: str) -> None:
    rows = "Kommunstyrelsen\t96 000\t2,5 %\nSkolnämnden\t850 000\t2,6\nSumma\t946 000\t"
    text = f"Ramar{unit}\nNämnd\t2027\tProcent\n{rows}"
    found = read(text)
    assert found.unit == ("mnkr" if unit else "tkr")
    assert [each.line for each in found.oddities if each.kind == "unit_doubtful"] == ([2] if unit else [])


@pytest.mark.parametrize(
    "above",
    [
        "3. Budget (tkr)",
        "Ramar\n\nDriftbudget per nämnd, tusen kronor.",
        "Ramar\n\nDriftbudget i tkr per nämnd.",
        "Ramar\n\nSå här fördelar vi pengarna (tkr).",
        "Ramar\n\nNettoramar i tusental kronor.",
    ],
)
def test_a_unit_in_a_sentence_or_a_numbered_heading_above(above: str) -> None:
    found = read(f"{above}\n\nNämnd\t2027\nKommunstyrelsen\t20\nSkolnämnden\t5\nSumma\t25")
    assert (found.unit, found.unit_line) == ("tkr", len(above.split("\n")))


@pytest.mark.parametrize(
    "row", ["Skolnämnden: 5,2 mkr (+1,5)", "Skolnämnden 5,2 mkr (-1,5 mkr)", "Skolnämnden\t5,2 (+1,5 %)"]
)
def test_a_change_in_brackets_after_an_amount(row: str) -> None:
    mark = "\t" if "\t" in row else ": " if ":" in row else " "
    found = read(f"Ramar 2027, mnkr\nKommunstyrelsen{mark}20,0\n{row}\nTotalt{mark}25,2")
    assert [(each.label, each.amount_tkr) for each in found.rows][1] == ("Skolnämnden", 5_200)
    assert [each.line for each in found.oddities if each.kind == "change_aside"] == [3]


def test_a_committee_in_any_of_the_columns_of_labels() -> None:
    rows = "Fler lärare\tSkolnämnden\t5\t6\nNytt system\tKommunstyrelsen\t1\t2\nSumma\t\t6\t8"
    found = read(f"Satsningar, tkr\nSatsning\tNämnd\t2026\t2027\n{rows}").rows
    assert [row.committee_id for row in found] == ["sn", "sn", "ks", "ks", None, None]
    assert [row.year for row in found] == [2026, 2027] * 3


@pytest.mark.parametrize("years", ["2027", "2026\t2027\t2028"])
def test_heads_that_are_not_as_many_as_the_amounts_are_told(years: str) -> None:
    text = f"Ramar, tkr\nNämnd\t{years}\nKommunstyrelsen\t20\t21\nSkolnämnden\t5\t6\nSumma\t25\t27"
    told = read(text).oddities
    assert [each.line for each in told if each.kind == "heads_differ"] == [2]


def test_no_sum_is_missed_of_a_year_without_frames() -> None:
    first = "Satsningar, mnkr\nSatsning\t2027\t2028\nFler lärare\t5\t6\nSumma satsningar\t5\t6"
    found = read(f"{first}\nSkatt\t-3\t-2\nSkolnämnden\t20\nKommunstyrelsen\t10\nSumma\t30")
    assert "no_total" not in [each.kind for each in found.oddities]


def test_inhabitants_may_be_written_with_spaces(tmp_path: Path) -> None:
    base = Path(__file__).parent / "cases" / "base"
    (tmp_path / "plan.txt").write_bytes((base / "plan.txt").read_bytes())
    told = '\n[inhabitants]\nfact = "pop"\nplus_minus = 10\nreason = "x"\n'
    (tmp_path / "plan.toml").write_text((base / "plan.toml").read_text(encoding="utf-8") + told, encoding="utf-8")
    row = "pop,5\u00a0 000,inhabitants,2027,https://example.org,exact,"
    (tmp_path / "facts.csv").write_text(f"key,value,unit,as_of,source_url,status,note\n{row}\n", encoding="utf-8")
    assert read_inhabitants(read_plan(tmp_path)) == (5000, 10)
