"""Small documents, each showing one thing of real ones, are read right: as they stand, and with nobody's help."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.plan.propose import write_planfile
from helpers.plan.read import Plan, read_plan

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/items.csv"))
NAMES = [case.name for case in CASES]
TOLD = [case for case in CASES if (case / "plan.toml").exists()]
TABLES = ("lines", "themes", "prose", "demands", "committees", "missions", "budget", "totals", "amounts")


def read_items(plan: Plan) -> pd.DataFrame:
    """The demands and missions of a plan in the form of items.csv."""
    themes = dict(zip(plan.themes.theme_id, plan.themes.title, strict=True))
    names = dict(zip(plan.committees.committee_id, plan.committees.name, strict=True))
    receivers = plan.missions.get("committee_ids", plan.missions.committee_id)
    demands = plan.demands.assign(id=plan.demands.demand_id, kind="demand", part=plan.demands.theme_id.map(themes))
    who = ["; ".join(names[each] for each in ids.split(", ")) for ids in receivers]
    missions = plan.missions.assign(id=plan.missions.mission_id, kind="mission", part=who)
    items = pd.concat([demands, missions]).assign(parent=lambda table: table.get("parent_id", ""))
    return items[["id", "kind", "line", "part", "text", "parent"]].fillna("").reset_index(drop=True)


def expect_items(case: Path) -> pd.DataFrame:
    """What is right, from items.csv."""
    return pd.read_csv(case / "items.csv", keep_default_na=False)


def copy_bare(case: Path, folder: Path) -> Path:
    """The document alone, in a folder of its own."""
    (folder / case.name).mkdir()
    for name in ("plan.txt", "places.csv"):
        if (case / name).exists():
            shutil.copy(case / name, folder / case.name)
    return folder / case.name


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_read_as_it_stands(case: Path) -> None:
    assert read_items(read_plan(case)).to_dict("records") == expect_items(case).to_dict("records")


@pytest.mark.parametrize("case", TOLD, ids=[case.name for case in TOLD])
def test_read_without_planfile(case: Path, tmp_path: Path) -> None:
    items, right = read_items(read_plan(copy_bare(case, tmp_path))), expect_items(case)
    assert items.drop(columns=["id", "parent"]).to_dict("records") == right.drop(columns=["id", "parent"]).to_dict(
        "records"
    )
    assert (items.parent != "").tolist() == (right.parent != "").tolist()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_written_planfile_changes_nothing(case: Path, tmp_path: Path) -> None:
    folder = copy_bare(case, tmp_path)
    before = read_plan(folder)
    assert len(write_planfile(folder)) == 1 and (folder / "plan.toml").exists()
    after = read_plan(folder)
    assert [name for name in TABLES if not getattr(before, name).equals(getattr(after, name))] == []
    assert write_planfile(folder) == []


@pytest.mark.parametrize(
    ("case", "role", "lines"),
    [
        ("table-of-contents", "contents", [3, 5, 6, 7, 8]),
        ("wrapped-over-pages", "page_number", [4, 16, 34]),
        ("wrapped-over-pages", "header", [6, 18, 36]),
        ("missions-in-table", "mission_lead", [6]),
        ("committee-lead-inline", "committee", [21, 25]),
        ("leads-without-colon", "other", [23, 24]),
    ],
)
def test_roles_of_what_is_no_item(case: str, role: str, lines: list[int]) -> None:
    table = read_plan(Path(__file__).parent / "cases" / case).lines
    assert table.line[table.role == role].tolist() == lines


@pytest.mark.parametrize(
    ("case", "title", "party", "municipality", "year"),
    [
        ("leads-without-colon", "Valmanifest 2026", "Sverigedemokraterna Lövstaby", "Lövstaby", 2026),
        (
            "chapters-of-committees",
            "Moderaternas budgetförslag för Björkköping 2027",
            "Moderaterna",
            "Björkköping",
            2027,
        ),
        ("numbered-headings", "Kommunprogram 2026–2030", "Kristdemokraterna i Ekeby kommun", "Ekeby", 2026),
        ("leads-in-capitals", "VÅR POLITIK FÖR TALLINGE 2026-2030", "LIBERALERNA I TALLINGE", "Tallinge", 2026),
        ("sentences-of-a-local-party", "Program för Sjöberga 2026", "Framtidslistan", "Sjöberga", 2026),
        (
            "headings-in-every-chapter",
            "Alliansens förslag till Budget 2027 för Norrvik kommun",
            "Alliansen",
            "Norrvik",
            2027,
        ),
        ("base", "Plan för Granvik 2027", "Lista Granvik", "Granvik", 2027),
    ],
)
def test_what_a_document_says_of_itself(case: str, title: str, party: str, municipality: str, year: int) -> None:
    document = read_plan(Path(__file__).parent / "cases" / case).file.document
    assert (document.title, document.party, document.municipality, document.year) == (title, party, municipality, year)


def test_a_budget_for_two_years_is_of_the_first() -> None:
    """Also where no title says so, but a line at the edge of a page does, and both years stand as often."""
    document = read_plan(Path(__file__).parent / "cases" / "budget-over-two-pages").file.document
    assert document.year == 2026


def test_a_committee_named_in_a_demand_is_asked_about() -> None:
    oddities = read_plan(Path(__file__).parent / "cases" / "committee-as-subject").oddities
    assert oddities.line[oddities.kind == "demand_names_committee"].tolist() == [9]
    missing = oddities[oddities.kind == "missing_part"]
    assert missing.line.tolist() == [9] and "is named in the document" in missing.text.item()


@pytest.mark.parametrize(
    ("case", "frames"),
    [
        (
            "sums-named-by-what-a-committee-does",
            [
                ("Kommunstyrelsen", "ks"),
                ("Summa utbildning", "un"),
                ("Summa bygg och teknik", "btn"),
                ("Revision", None),
            ],
        ),
        ("labels-cut-short", [("KS", "ks"), ("Barn/utb", "bun"), ("Samh.bygg", "sn"), ("Soc", None)]),
    ],
)
def test_a_frame_is_the_committee_s_that_its_label_means(case: str, frames: list[tuple[str, str | None]]) -> None:
    """By what the committee does, its initials, or the beginnings of its words: one that the document names."""
    budget = read_plan(Path(__file__).parent / "cases" / case).budget
    found = budget[budget.year == 2027][["label", "committee_id"]]
    assert list(found.astype(object).where(found.notna(), None).itertuples(index=False, name=None)) == frames


def test_a_note_below_a_table_is_no_item() -> None:
    lines = read_plan(Path(__file__).parent / "cases" / "note-below-a-table").lines
    assert lines.line[lines.role == "note"].tolist() == [16, 17]


@pytest.mark.parametrize(
    ("text", "municipality", "year"),
    [
        pytest.param("Valplattform 2026 och budget 2027", "Kommunen", 2027, id="the year of the budget"),
        pytest.param("Reservation den 23 november 2026\n\nBudget 2027 är svag.", "Kommunen", 2027, id="a date is none"),
        pytest.param("Budget för Granhults kommun 2027\n\nVi i Granhult vill mer.", "Granhult", 2027, id="a genitive"),
        pytest.param("Budget för Borås kommun 2027\n\nVi i Borås vill mer.", "Borås", 2027, id="a name that ends in s"),
        pytest.param("Plan 2027\n\nI Hed är det fint, i Sverige med. Vi i Hed vill mer.", "Hed", 2027, id="by use"),
        pytest.param("Rättvis kommun 2027\nCenterpartiet Hed", "Hed", 2027, id="not an adjective"),
        pytest.param("Program för Centerpartiet Hed 2027", "Hed", 2027, id="after the party's name"),
        pytest.param("Plan 2027\n\nVi i Hed vill mer.", "Kommunen", 2027, id="named once is too little"),
    ],
)
def test_year_and_municipality(tmp_path: Path, text: str, municipality: str, year: int) -> None:
    (tmp_path / "plan.txt").write_text(text + "\n", encoding="utf-8")
    document = read_plan(tmp_path).file.document
    assert (document.municipality, document.year) == (municipality, year)


@pytest.mark.parametrize(
    ("text", "party", "doubtful"),
    [
        (
            "Budget 2027\nModeraterna, Liberalerna och Centerpartiet i Hed",
            "Moderaterna, Liberalerna och Centerpartiet",
            0,
        ),
        ("Vår budget 2027\n\nLiberalerna sa ja.\n\nModeraterna sa nej.", "Liberalerna", 2),
        ("Rätt väg\nHedpartiets budget 2027\n\nSkolan är bra.", "Hedpartiet", 2),
        ("Vår budget 2027\n\nLiberalerna sa ja.\n\nLiberalerna är rika.", "Liberalerna", 0),
        ("Mål 2027\nByarnas väl i Hällsta kommun\nAntagen hösten 2026\n\nSkolan är bra.", "Byarnas väl", 2),
    ],
)
def test_whose_document_it_is(tmp_path: Path, text: str, party: str, doubtful: int) -> None:
    (tmp_path / "plan.txt").write_text(text + "\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    said = plan.oddities.text[plan.oddities.kind == "fact_doubtful"]
    assert plan.file.document.party_short == party and said.str.startswith("party").sum() == doubtful


def test_what_the_party_calls_its_own_is_a_part_and_no_title(tmp_path: Path) -> None:
    text = "Budget 2027\nCenterpartiet i Sund\nVåra förslag\n- bygga\n- laga\n\nSkola\n- läsa\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    (tmp_path / "places.csv").write_text(
        "line,kind\n1,heading\n2,paragraph\n3,heading\n4,item\n5,item\n7,heading\n8,item\n"
    )
    plan = read_plan(tmp_path)
    assert plan.themes.title.tolist()[0] == "Våra förslag" and len(plan.demands) == 3


def test_what_stands_above_the_title_of_a_motion_is_none(tmp_path: Path) -> None:
    head = "2026-09-14\nTill kommunfullmäktige i Hed\nMotion om budget för barnen 2027\nCenterpartiet i Hed"
    (tmp_path / "plan.txt").write_text(f"{head}\n\nVi vill ha mer.\n", encoding="utf-8")
    assert read_plan(tmp_path).file.document.title == "Motion om budget för barnen 2027"
