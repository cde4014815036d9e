"""Whatever a text holds, with whatever places and corrections: it is read, and no line is lost."""

import csv
import importlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from helpers import PlanError
from helpers.links.intake import tell_passes
from helpers.plan.corrections import GOES_ON, read_corrections, settle_corrections
from helpers.plan.layout import read_places
from helpers.plan.planfile import read_planfile
from helpers.plan.read import read_plan
from helpers.plan.schemas import ROLES

CASES = Path(__file__).parent / "cases"
LINES = sorted({line for path in CASES.glob("*/plan.txt") for line in path.read_text(encoding="utf-8").split("\n")})
KINDS = ["", "heading", "paragraph", "item", "row", "header", "footer", "note", "box", "toc"]
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXT = st.lists(st.sampled_from(LINES) | ANYTHING, max_size=40).map("\n".join)
PLACE = st.tuples(st.sampled_from(KINDS), st.sampled_from(["", "0", "1", "2", "3"]), st.sampled_from(["", "yes"]))
CORRECTION = st.tuples(st.integers(1, 40), st.sampled_from([*ROLES, GOES_ON]))


def write_table(path: Path, header: list[str], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def draw_numbers() -> list[int]:
    """What one seed draws."""
    drawn: list[int] = []

    @seed(0)
    @settings(max_examples=300, deadline=None, database=None)
    @given(st.integers())
    def keep(number: int) -> None:
        drawn.append(number)

    keep()
    return drawn


def test_one_seed_draws_the_same_whatever_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = draw_numbers()
    (tmp_path / "loaded_later.py").write_text("NUMBERS = [421_337, 733_124, 918_273, 546_372]\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert sum(importlib.import_module("loaded_later").NUMBERS) == 2_619_106
    assert draw_numbers() == before


@settings(max_examples=120, deadline=None)
@given(
    TEXT,
    st.lists(PLACE, max_size=40),
    st.dictionaries(st.integers(1, 40), st.sampled_from([*ROLES, GOES_ON]), max_size=5),
)
def test_any_text_is_read(text: str, places: list[tuple[str, str, str]], said: dict[int, str]) -> None:
    count = text.count("\n") + 1
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "plan.txt").write_bytes(text.encode("utf-8"))
        rows = [(n, *each) for n, each in enumerate(places[:count], start=1)]
        write_table(folder / "places.csv", ["line", "kind", "level", "gap"], rows)
        corrections = [(line, role, "") for line, role in said.items() if line <= count]
        write_table(folder / "lines.csv", ["line", "role", "part"], corrections)
        plan = read_plan(folder)
        assert "\n".join(plan.lines.text) == text and plan.lines.line.tolist() == list(range(1, count + 1))
        items = pd.concat([plan.demands.assign(role="demand"), plan.missions.assign(role="mission")])
        roles = plan.lines.set_index("line").role
        assert set(roles[items.line]) <= {"demand", "mission"} and items.text.str.strip().ne("").all()
        assert plan.oddities.kind.notna().all()


FAULTS = {
    "plan.toml": "[documents]\n[[themes]]\nid = 'A'\nheading = 'Skola'\n",
    "lines.csv": "line,role,part\n900,demand,\n1,demands,\n1,prose,\n1,prose,\n",
    "places.csv": "line,kind,level\nett,heading,1\n",
}


def test_all_faults_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes("Skönt för er".encode() + b"\xff")
    for name, text in FAULTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path)
    told = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in told] == [
        "plan.toml, rad 1",
        "plan.toml, rad 3",
        "plan.txt, rad 1",
        "places.csv, rad 2",
        "lines.csv, rad 2",
        "lines.csv, rad 3",
        "lines.csv, rad 5",
    ]


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("party = ”Lista Ekvik”", 'Byt de böjda citattecknen mot raka (").'),
        ("party\u00a0= 'Lista Ekvik'", "Byt det hårda mellanslaget mot ett vanligt."),
        ('url = "C:\\users"', "Skriv två omvända snedstreck (\\\\) för ett."),
        ("year = 2027", "Det står två gånger: behåll det ena."),
        ("party 'Lista Ekvik'", "Mellan nyckel och värde står ett likhetstecken (=)."),
        ("[[document]]", "Teman och nämnder har dubbla klamrar"),
        ("[[themes]", "En rubrik har lika många klamrar"),
        ("years = ['a' 'b']", "En lista har komma mellan texterna"),
        ("år = 2027", "En nyckel har bara bokstäverna a-z"),
        ("party = Lista", "Text står på en rad inom citattecken, tal"),
        ("published = 1 maj", "Text står på en rad inom citattecken, tal"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_a_word_processor_makes_of_plan_toml_is_told(tmp_path: Path, line: str, remedy: str, end: str) -> None:
    text = end.join(["[document]", "year = 2027", line, ""])
    (tmp_path / "plan.toml").write_bytes(f"\ufeff{text}".encode())
    with pytest.raises(PlanError) as caught:
        read_planfile(tmp_path / "plan.toml")
    assert caught.value.line == 3 and caught.value.remedy.startswith(remedy)
    assert caught.value.found == f"går inte att läsa som TOML ({line})"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("3,mission,skolan", "delen 'skolan' för rad 3 finns inte"),
        ("3,demand,ks", "delen 'ks' för rad 3 finns inte"),
    ],
)
def test_a_part_that_there_is_not(tmp_path: Path, rows: str, found: str) -> None:
    (tmp_path / "plan.txt").write_text("Skolan\nVi vill:\n- bygga\n- riva\n", encoding="utf-8")
    (tmp_path / "lines.csv").write_text(f"line,role,part\n{rows}\n", encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path)
    assert caught.value.found == found and (caught.value.file, caught.value.line) == ("lines.csv", 2)


@pytest.mark.parametrize("part", ["skolan", "SKOLAN", " Skolan ", "vard", "Vård"])
def test_a_part_is_said_by_its_id_or_its_name(tmp_path: Path, part: str) -> None:
    (tmp_path / "plan.txt").write_text(
        "Plan\n\nSkolan\n\nVi vill:\n\n- bygga\n\nVård\n\nVi vill:\n\n- riva\n", encoding="utf-8"
    )
    (tmp_path / "lines.csv").write_text(f"line,role,part\n7,demand,{part}\n", encoding="utf-8")
    assert read_plan(tmp_path).demands.theme_id[0] == ("vard" if part[0] in "vV" else "skolan")


FOLLOWED = "Skolan\nVi vill:\n- bygga\n- riva\n- bygga\n"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("9,other,,- riva", {4: "other"}),
        (",other,,- riva", {4: "other"}),
        ("2,other,,Vi  vill:", {2: "other"}),
        *((f"{cell},other,,", {2: "other"}) for cell in ("2", "002", '"2,0"', "2.0", "Rad 2")),
        ("1-2,other,", "raden '1-2' finns inte"),
        ("2,ohter,", "rollen 'ohter' finns inte"),
        ("9, Other.,,RIVA", {4: "other"}),
        ("2,Löpande text,", {2: "prose"}),
        ("4,Fortsätter raden ovanför.,", {4: "continued"}),
        ("1,other,,Bygga", "rad 1 har inte längre texten 'Bygga', som står på rad 3, 5"),
        ("1,other,,- bygga", "rad 1 har inte längre texten '- bygga', som står på rad 3, 5"),
        ("1,other,,- måla", "rad 1 har inte längre texten '- måla', som inte står i plan.txt nu"),
        ("4,prose,,\n9,other,,- riva", "rad 4 en andra gång"),
    ],
)
def test_lines_csv_goes_by_the_texts_of_its_lines(tmp_path: Path, row: str, found: object) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(f"line,role,part{',text' * (row.count(',') > 2)}\n{row}\n", encoding="utf-8")
    if isinstance(found, dict):
        assert {line: each.role for line, each in read_corrections(path, FOLLOWED.split("\n")).items()} == found
    else:
        with pytest.raises(PlanError) as caught:
            read_corrections(path, FOLLOWED.split("\n"))
        assert caught.value.found == found


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_texts_of_lines_csv_are_filled_in_and_its_numbers_follow(tmp_path: Path, separator: str) -> None:
    text, path = tmp_path / "plan.txt", tmp_path / "lines.csv"
    text.write_text(FOLLOWED, encoding="utf-8")
    assert settle_corrections(tmp_path) == []
    path.write_text("line,role,part\n4,prose,\n".replace(",", separator), encoding="utf-8")
    assert settle_corrections(tmp_path) == []
    text.write_text("Ny rad\n" + FOLLOWED, encoding="utf-8")
    assert settle_corrections(tmp_path) == ["lines.csv: rad 4 är nu rad 5, som har radens text"]
    told = "line,role,part,text\n5,prose,,- riva\n".replace(",", separator)
    assert path.read_bytes() == told.encode("utf-8-sig") and settle_corrections(tmp_path) == []


def test_a_line_with_the_words_of_others_is_known_by_those_above_it(tmp_path: Path) -> None:
    text, path = tmp_path / "plan.txt", tmp_path / "lines.csv"
    text.write_text("Skolnämnden\nUppdrag:\n- bygga\nVårdnämnden\nUppdrag:\n- laga\n", encoding="utf-8")
    path.write_text("line,role,part\n5,prose,\n", encoding="utf-8")
    assert settle_corrections(tmp_path) == []
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == "5,prose,,Vårdnämnden ⏎ Uppdrag:"
    own = text.read_text(encoding="utf-8")
    text.write_text(f"Kulturnämnden\nUppdrag:\n- måla\n{own}", encoding="utf-8")
    assert settle_corrections(tmp_path) == ["lines.csv: rad 5 är nu rad 8, som har radens text"]


PLACED = "line,page,kind,text\n1,1,heading,Skolan\n2,1,paragraph,Vi vill:\n3,2,item,- bygga\n4,2,item,- riva\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Skolan\nVi vill:\n- bygga\n- riva\n", ["heading", "paragraph", "item", "item", ""]),
        ("Skolan\nVi vill\nju:\n- bygga\n- riva\n", ["heading", "paragraph", "", "item", "item", ""]),
        ("Ny\nSkolan\nVi vill:\n- bygga\n- rivas\n", ["", "heading", "paragraph", "item", "item", ""]),
        ("Skolan\n- riva\n", ["heading", "item", ""]),
    ],
)
def test_places_go_with_the_texts_of_their_lines(tmp_path: Path, text: str, kinds: list[str]) -> None:
    (tmp_path / "places.csv").write_text(PLACED, encoding="utf-8")
    rows = text.split("\n")
    places = read_places(tmp_path / "places.csv", rows)
    assert [places.get(line, {}).get("kind", "") for line in range(1, len(rows) + 1)] == kinds


def test_the_heads_of_a_table_are_none_of_places(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(f"{PLACED}5,2,row,Nr\tUppdrag\tAnsvarig\tKlart\n", encoding="utf-8")
    assert read_places(tmp_path / "places.csv", ["Skolan"])[1]["kind"] == "heading"


def test_what_plan_toml_names_and_the_document_has_not_is_told(tmp_path: Path) -> None:
    text = (CASES / "base" / "plan.toml").read_text(encoding="utf-8")
    for old, new in (
        ("Gator och parker", "Gator"), ("Tekniska nämnden", "Teknik"), ("Vi vill:", "Vi kräver:"), ("Summa", "Totalt")
    ):  # fmt: skip
        assert old in text
        text = text.replace(f'"{old}"', f'"{new}"')
    (tmp_path / "plan.txt").write_bytes((CASES / "base" / "plan.txt").read_bytes())
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    told = [each.partition(" står inte i plan.txt. Skriv")[0] for each in tell_passes(read_plan(tmp_path))]
    assert told == [
        "plan.toml, rad 33: 'Teknik'", "plan.toml, rad 13: 'Vi kräver:'", "plan.toml, rad 39: 'Totalt'"
    ]  # fmt: skip


def test_lines_csv_of_other_columns(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Skolan\n", encoding="utf-8")
    (tmp_path / "lines.csv").write_text("line,part\n1,prose\n", encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path)
    assert caught.value.found == "kolumnerna line, part"
    (tmp_path / "lines.csv").write_text("Rad;Roll;Anm\n1;prose;x\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.lines.role[0] == "prose" and "lines.csv, rad 1: kolumnen 'Anm' (rad 2)." in "".join(tell_passes(plan))


@pytest.mark.parametrize(
    ("row", "role", "said"),
    [
        ("1,prose", "prose", ""),
        ("2,heading", "theme", "lines.csv, rad 2: rad 2 läses som theme och inte som heading; som raderna omkring"),
        ("4,mission", "other", "lines.csv, rad 2: rad 4 läses som other och inte som mission; som raderna omkring"),
        ("5,continued", "demand", ""),
    ],
)
def test_a_line_is_what_lines_csv_says_or_it_is_told(tmp_path: Path, row: str, role: str, said: str) -> None:
    (tmp_path / "plan.txt").write_text("Vårt program\nHär står mer.\nVi vill:\n- bygga\n- riva\n", encoding="utf-8")
    (tmp_path / "lines.csv").write_text(f"line,role\n{row}\n", encoding="utf-8")
    plan, line = read_plan(tmp_path), int(row.partition(",")[0])
    told = [each for each in tell_passes(plan) if each.startswith("lines.csv")]
    assert plan.lines.role[line - 1] == role
    assert [each.startswith(said) for each in told] == [True] * bool(said), told


TOLD = """[[themes]]
id = "bo"
heading = "Bostäder"

[[committees]]
id = "bn"
name = "Bostadsnämnden"
"""


def test_lines_csv_gives_to_parts_that_only_plan_toml_names(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Skolan\n\nVi vill:\n\n- bygga\n- riva\n- lära\n", encoding="utf-8")
    (tmp_path / "plan.toml").write_text(TOLD, encoding="utf-8")
    (tmp_path / "lines.csv").write_text("line,role,part\n5,demand,bo\n6,mission,bn\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.demands[["demand_id", "line"]].values.tolist() == [["bo-1", 5], ["skolan-1", 7]]
    assert plan.missions[["mission_id", "line"]].values.tolist() == [["bn-01", 6]]
    assert plan.committees.values.tolist() == [["bn", "Bostadsnämnden", 6]]


WORD = """Vi och framtiden
Skolan
Skolan är viktig. Vi vill höra av er
alla som bor här.
Fler lärare
i varje klass
Socialnämnden ska finna bostäder
Stadens råd
minska kostnaderna
"""
SAID = """line,role,part
1,title,
2,theme,skola
3,prose,
4,continued,
5,demand,
6,continued,
7,mission,
8,committee,rad
9,mission,rad
"""


def test_lines_csv_is_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(WORD, encoding="utf-8")
    (tmp_path / "lines.csv").write_text(SAID, encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.themes.values.tolist() == [["skola", "Skolan", 2]]
    assert plan.demands.values.tolist() == [["skola-1", "skola", 5, "Fler lärare i varje klass"]]
    assert plan.missions.text.tolist() == ["Socialnämnden ska finna bostäder", "minska kostnaderna"]
    assert plan.committees.name.tolist() == ["Socialnämnden", "Stadens råd"]
    assert plan.missions.committee_id.tolist() == ["sn", "rad"]
    assert plan.lines.role.tolist()[2:6] == ["prose", "prose", "demand", "demand"]


def test_a_row_of_a_table_by_lines_csv_is_its_cell_of_most_words(tmp_path: Path) -> None:
    rows = "Skola\tAnställa fler lärare\t1,5\nVård\tHöja bemanningen\tVårdnämnden\nSumma\t\t3\n"
    (tmp_path / "plan.txt").write_text(f"Plan 2027\n\nSkolan\n\nVi vill:\n- bygga\n\n{rows}", encoding="utf-8")
    (tmp_path / "lines.csv").write_text("line,role,part\n8,demand,\n9,mission,\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.demands.text.tolist() == ["bygga", "Anställa fler lärare"]
    assert plan.missions[["text", "committee_id"]].values.tolist() == [["Höja bemanningen", "vn"]]


def test_a_mission_by_lines_csv_that_no_committee_can_have_is_a_doubt(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Skolan\n\nVi vill:\n\n- bygga en skola\n- laga taket\n", encoding="utf-8")
    (tmp_path / "lines.csv").write_text("line,role,part\n6,mission,\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.missions.empty and plan.demands.line.tolist() == [5]
    odd = plan.oddities[plan.oddities.kind == "mission_without_committee"]
    assert odd.line.tolist() == [6]


def test_items_without_any_heading_stand_under_the_title(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Vi går fram med:\n- Oförändrad skatt\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.demands.text.tolist() == ["Oförändrad skatt"]
    assert plan.themes.title.tolist() == [plan.file.document.title]
