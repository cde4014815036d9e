"""The kit as people get it: in their language, what is the same for all once, repeats marked, parts asked about."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.codebook import BASES, RELATIONS
from helpers.links.intake import settle_passes, tell_passes
from helpers.links.kit import find_codebook, find_language, make_pages, make_sheets, render_form, write_sheets
from helpers.links.readings import find_passes, read_passes, read_readers, take_pass
from helpers.matching.propose import propose_links
from helpers.plan.read import Plan, read_plan
from tests.half_made import LINKS, SLIPS, make

ROOT = Path(__file__).resolve().parents[1]
ALMVIK = ROOT / "tests" / "plans" / "almvik-2026"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return read_plan(make(SLIPS[1], tmp_path / "plan"))


def test_what_is_the_same_for_all_sheets_stands_once(tmp_path: Path) -> None:
    plan = read_plan(ALMVIK)
    written = write_sheets(plan, tmp_path)
    assert [path.stem for path in written[:4]] == ["start", "codebook", "demands", "missions"]
    size = sum(path.stat().st_size for path in written)
    whole = sum(len(text.encode()) for by in ("theme", "committee") for text in make_sheets(plan, by).values())
    assert size < whole / 4
    longest = max(plan.missions.text, key=len)
    assert sum(longest in path.read_text(encoding="utf-8") for path in written) == 2, (
        "once, and on its committee's sheet"
    )


@pytest.mark.parametrize(("language", "said"), [("sv", "Läs planen: börja här"), ("en", "Read the plan: start here")])
def test_the_start_page_says_what_to_use_and_how_to_hand_in(plan: Plan, language: str, said: str) -> None:
    start = make_pages(plan, language)["start"]
    assert start.startswith(f"# {said}\n")
    assert all(each in start for each in ("form.xlsx", "theme_", "committee_", "passes/", "readers.csv", "4 "))


def test_the_plans_own_words_on_who_does_what_are_on_the_start_page(tmp_path: Path) -> None:
    duties = "Utbildningsnämnden ansvarar för skolan."
    slip = SLIPS[1]._replace(edits=(("Barnen behöver lugn.", duties),))
    assert f"> {duties}" in make_pages(read_plan(make(slip, tmp_path / "duties")))["start"]


def test_repeats_are_marked(tmp_path: Path) -> None:
    slip = SLIPS[1]._replace(edits=(("- plantera nya träd", "- Anställa fler speciallärare"),))
    sheets = make_sheets(read_plan(make(slip, tmp_path / "twice")), whole=False)
    assert "(samma ord som `gator-2`)" in sheets["skola"] and "(samma ord som `skola-1`)" in sheets["gator"]
    assert sheets["skola"].count("samma ord") == 1


def test_a_theme_is_read_with_the_headings_in_it() -> None:
    sheet = make_sheets(read_plan(ALMVIK), whole=False)["bygga"]
    lines = [int(line) for line in re.findall(r"^> .*\(rad (\d+)\)$", sheet, re.MULTILINE)]
    assert lines == [56, 58, 60, 62]
    assert "> **Hem för livets alla skeden** (rad 58)" in sheet


def test_a_mission_that_is_proposed_for_no_demand_says_so(plan: Plan) -> None:
    proposals = propose_links(plan.demands, plan.missions, top=1)
    proposals = proposals[proposals.mission_id != "ks-01"]
    sheets = make_sheets(plan, "committee", proposals, whole=False)
    unit = re.compile(r"^- `([^`]+)`.*\n  - (Läs först|Inget förslag)", re.MULTILINE)
    said = dict(pair for sheet in sheets.values() for pair in unit.findall(sheet))
    assert {unit for unit, first in said.items() if first == "Läs först"} == {*proposals.mission_id}
    assert {unit for unit, first in said.items() if first == "Inget förslag"} == {"ks-01"}
    assert "Inget förslag" not in "".join(make_sheets(plan, "committee", whole=False).values())


def test_a_demand_without_an_answer_is_yellow() -> None:
    for sheet in (load_workbook(BytesIO(render_form(read_plan(ALMVIK))))[name] for name in ("Samband", "Nämnder")):
        ((area, (rule,)),) = ((area.sqref, rules) for area, rules in sheet.conditional_formatting._cf_rules.items())
        last = sheet.max_row
        assert str(area) == f"A2:A{last}"
        assert rule.formula == [f'AND($A2<>"",COUNTIFS($A$2:$A${last},$A2,$C$2:$C${last},"?*")=0)']
        assert sheet["C1"].value in ("Samband", "Grund")


def test_the_swedish_codebook_has_the_forms_word_beside_each_code() -> None:
    text, words = find_codebook("sv").read_text(encoding="utf-8"), find_language(read_plan(ALMVIK))
    codes = [("relation", RELATIONS), ("basis", BASES)]
    shown = [f"{words.phrase(f'kit_{kind}_{code}')} (`{code}`)" for kind, listed in codes for code in listed]
    assert len(shown) == 9 and [each for each in shown if each not in text] == []


@pytest.mark.parametrize("kind", ["människa", "språkmodell"])
def test_a_reader_is_said_in_the_words_of_the_start_page(plan: Plan, kind: str) -> None:
    assert kind in make_pages(plan)["start"]
    passes = plan.folder / "passes"
    passes.mkdir()
    (passes / "readers.csv").write_text(f"pass,kind,reader,remark\na1,{kind},läsare 1,\n", encoding="utf-8")
    assert read_readers(passes, ["a1"]).kind.tolist() == [{"människa": "person", "språkmodell": "language model"}[kind]]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_codebook_settles_twelve_points_with_an_example_each(language: str) -> None:
    text = find_codebook(language).read_text(encoding="utf-8")
    points = re.findall(r"^(\d+)\. (.+)$", text, re.MULTILINE)
    assert [int(number) for number, _ in points] == list(range(1, 13))
    for number, point in points[:-1]:
        assert point.count('"') >= 2 and any(f"`{each}`" in point for each in (*RELATIONS, "lead")), number
    assert {*re.findall(r"^- `(\w+)`", text, re.MULTILINE)} == {*RELATIONS, *BASES}


def fill(plan: Plan, demands: list[str]) -> bytes:
    """The Swedish form with answers on these demands, in its own words."""
    book = load_workbook(BytesIO(render_form(plan)))
    links, committees = book["Samband"], book["Nämnder"]
    texts = dict(zip(plan.missions.mission_id, plan.missions.text, strict=True))
    relations = {"narrower": "en del av kravet", "related": "besläktat", "none": "inget samband"}
    for demand in demands:
        mission, relation = LINKS[demand]
        row = next(
            row for row in links.iter_rows(min_row=2) if str(row[0].value).startswith(demand) and not row[2].value
        )
        row[1].value, row[2].value = (f"{mission} · {texts[mission]}" if mission else None), relations[relation]
        row = next(row for row in committees.iter_rows(min_row=2) if str(row[0].value).startswith(demand))
        row[1].value, row[2].value, row[3].value = "un · Utbildningsnämnden", "ordinarie ansvar", "ja"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def hand_in(plan: Plan, demands: list[str], part: str = "") -> None:
    folder = plan.folder / "passes"
    folder.mkdir()
    (folder / "a1.xlsx").write_bytes(fill(plan, demands))
    readers = f"pass,kind,reader,remark,part\na1,person,läsare 1,,{part}\n"
    (folder / "readers.csv").write_text(readers, encoding="utf-8")


def test_the_swedish_form_is_in_swedish_and_is_read_back(plan: Plan) -> None:
    book = load_workbook(BytesIO(render_form(plan)))
    assert book.sheetnames == ["Kodbok", "Samband", "Nämnder", "Planen", "Listor"]
    assert [cell.value for cell in book["Samband"][1]] == ["Krav", "Uppdrag", "Samband", "Säkerhet", "Skäl", "Plats"]
    hand_in(plan, list(LINKS))
    taken = take_pass(plan, [plan.folder / "passes" / "a1.xlsx"])
    assert (taken.faults, taken.remarks) == ([], [])
    links = read_passes(plan, find_passes(plan.folder / "passes")).links
    found = {row.demand_id: (row.mission_id, row.relation) for row in links.itertuples()}
    assert found == LINKS
    assert [said for said in tell_passes(plan) if "olästa" in said] == []


def test_a_form_that_is_half_filled_is_asked_about(plan: Plan) -> None:
    hand_in(plan, ["skola-1", "gator-1"])
    assert [said for said in tell_passes(plan) if "har inget svar" in said] == [
        "läsningen a1: 2 av 4 krav har inget svar (skola-2, gator-2): olästa? Är de lästa utan samband, skriv "
        "inget samband på en rad för skola-2; läste du med avsikt bara en del, skriv ja under part i readers.csv"
    ]


def test_one_that_is_half_filled_on_purpose_is_a_part(plan: Plan) -> None:
    hand_in(plan, ["skola-1", "gator-1"], "ja")
    said = [each for each in tell_passes(plan) if "har inget svar" in each]
    assert said == ["läsningen a1: 2 av 4 krav har inget svar, med avsikt"]
    assert settle_passes(plan)


def test_a_plan_in_a_language_without_a_catalogue_has_the_kit_in_the_first(tmp_path: Path, plan: Plan) -> None:
    toml = plan.folder / "plan.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace("[document]", '[document]\nlanguage = "fi"'), encoding="utf-8"
    )
    assert make_pages(read_plan(plan.folder))["start"].startswith("# Läs planen")
    assert make_pages(plan, "en")["codebook"].startswith("# The codebook")
