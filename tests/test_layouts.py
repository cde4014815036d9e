"""Single traits of layout, each in a few lines: what a line is by its look, its neighbours and its place."""

from pathlib import Path

import pytest

from helpers.plan.read import Plan, read_plan


def read(folder: Path, text: str, places: str = "") -> Plan:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    if places:
        (folder / "places.csv").write_text(places, encoding="utf-8")
    return read_plan(folder)


def test_contents_without_a_heading(tmp_path: Path) -> None:
    titles = ["Skolan", "Vården", "Gator"]
    listed = "\n".join(f"{title} ........ {page}" for page, title in enumerate(titles, 2))
    text = "\n\n".join(f"{title}\n\nVi vill:\n- bygga mer i {title}" for title in titles)
    plan = read(tmp_path, f"Plan 2027\n\n{listed}\n\n{text}\n")
    assert plan.lines.line[plan.lines.role == "contents"].tolist() == [3, 4, 5]
    assert plan.themes.title.tolist() == titles and len(plan.demands) == 3


def test_bold_and_large_paragraphs_are_headings(tmp_path: Path) -> None:
    text = [
        "Skola",
        "Alla barn ska lyckas.",
        "Förskola",
        "Vi vill:",
        "• bygga två förskolor",
        "Gator",
        "Vi vill:",
        "• laga",
    ]
    looks = [("yes", 16), ("", 11), ("yes", 11), ("", 11), ("", 11), ("yes", 16), ("", 11), ("", 11)]
    kinds = ["item" if line.startswith("•") else "paragraph" for line in text]
    rows = [f"{n},{kind},{bold},{size}" for n, (kind, (bold, size)) in enumerate(zip(kinds, looks, strict=True), 1)]
    plan = read(tmp_path, "\n".join(text), "\n".join(["line,kind,bold,size", *rows, ""]))
    assert plan.themes.values.tolist() == [["forskola", "Förskola", 3], ["gator", "Gator", 6]]


@pytest.mark.parametrize(
    ("list_", "demands", "missions"),
    [
        ("- anställa tio lärare", 0, 1),
        ("- Fler lärare", 0, 1),
        ("- Varje klass ska ha två lärare", 1, 0),
        ("- 214 elever\n- 20 lärare", 0, 0),
    ],
)
def test_a_list_right_under_a_committee(tmp_path: Path, list_: str, demands: int, missions: int) -> None:
    plan = read(
        tmp_path, f"Budget 2027\n\nEkonomi\n\nVi har ordning.\n\nSkolnämnden\n\n{list_}\n\nNamnlista\n\nSlut.\n"
    )
    assert (len(plan.demands), len(plan.missions)) == (demands, missions)


def test_a_heading_in_a_committees_chapter_that_gives_no_missions(tmp_path: Path) -> None:
    rows = ["heading,1", "heading,2", "item,1", "item,1", "heading,1", "heading,2", "item,1"]
    places = "\n".join(["line,kind,level", *(f"{n},{row}" for n, row in enumerate(rows, 1)), ""])
    text = "Skolnämnden\nTrygghet\n• anställa fler vuxna\n• bygga staket\nVårdnämnden\nTid\n• anställa sköterskor\n"
    plan = read(tmp_path, text, places)
    assert plan.missions.mission_id.tolist() == ["sn-01", "sn-02", "vn-01"]
    assert plan.oddities.line[plan.oddities.kind == "list_without_lead"].tolist() == [3, 7]


def test_att_clauses_after_any_colon(tmp_path: Path) -> None:
    text = "Skolan\n\nLärarna är trötta. Det innebär:\n\natt lärare får tid\n\natt alla orkar\n\nomsorgen tar slut.\n"
    plan = read(tmp_path, f"Plan 2027\n\n{text}")
    assert plan.demands.text.tolist() == ["att lärare får tid", "att alla orkar"]
    assert plan.lines.role.tolist()[10] == "prose"


def test_the_same_committee_in_two_places(tmp_path: Path) -> None:
    part = "Skolnämnden får i uppdrag att:\n- {}\n\n"
    between = "Vården\n\nVi vill:\n- anställa\n\n"
    plan = read(tmp_path, f"Plan 2027\n\n{part.format('bygga')}{between}{part.format('riva')}")
    assert plan.committees.values.tolist() == [["sn", "Skolnämnden", 3]]
    assert plan.missions.mission_id.tolist() == ["sn-01", "sn-02"]


def test_no_committee_at_all(tmp_path: Path) -> None:
    plan = read(tmp_path, "Plan 2027\n\nSkolan\n\nSkolan är bra.\n\nUppdrag:\n- bygga\n- riva\n")
    assert plan.demands.text.tolist() == ["bygga", "riva"] and plan.missions.empty


def test_a_mission_of_nobody_is_told(tmp_path: Path) -> None:
    text = "Plan 2027\n\nSkolan\n\nUppdrag:\n- bygga\n\nSkolnämnden\n\nUppdrag:\n- riva\n"
    plan = read(tmp_path, text)
    assert plan.missions.values.tolist() == [["sn-01", "sn", 11, "riva"]]
    assert plan.oddities.line[plan.oddities.kind == "mission_without_committee"].tolist() == [6]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- bygga en kommunöver-\n  gripande plan", ["bygga en kommunövergripande plan"]),
        ("- bygga gång-\n  och cykelvägar", ["bygga gång- och cykelvägar"]),
        ("* *bygga* mer\n* riva", ["bygga mer", "riva"]),
        ("a) bygga\nb) riva", ["bygga", "riva"]),
        ("1) bygga\n   i) i norr\n   ii) i söder\n2) riva", ["bygga", "i norr", "i söder", "riva"]),
        ("\uf0b7 bygga\n\uf0b7 riva", ["bygga", "riva"]),
        ("o bygga\no riva", ["bygga", "riva"]),
    ],
)
def test_marks_and_broken_lines(tmp_path: Path, text: str, items: list[str]) -> None:
    assert read(tmp_path, f"Plan 2027\n\nSkolan\n\nVi vill:\n\n{text}\n").demands.text.tolist() == items


@pytest.mark.parametrize(
    ("rows", "demands", "missions", "doubts"),
    [
        (["Mål|Uppdrag|Ansvarig nämnd", "Fler lärare|Anställa lärare|Skolnämnden"], 1, ["Skolnämnden"], [6]),
        (["Ansvarig|Mål|Uppdrag", "Skolnämnden|Lugn|Riva", "|Fler hus|Bygga"], 2, ["Skolnämnden"], [6, 7, 7]),
        (["Mål|Uppdrag", "Fler hus|Skolnämnden ska bygga hus"], 1, ["Skolnämnden"], [6]),
        (["Krav|Uppdrag|Klart", "Fler hus||2028"], 1, [], []),
        (["Mål|Utfall", "Fler hus|Två hus"], 0, [], []),
        (["Nämnd|Uppdrag", "Vårdnämnden|bygga ett hus", "|riva alla hus"], 0, ["Vårdnämnden"], []),
    ],
)
def test_heads_say_what_a_table_holds(
    tmp_path: Path, rows: list[str], demands: int, missions: list[str], doubts: list[int]
) -> None:
    table = "\n".join(rows).replace("|", "\t")
    plan = read(tmp_path, f"Plan 2027\n\nSkolan\n\n{table}\n")
    told = plan.oddities.line[plan.oddities.kind.isin(("goal_as_demand", "committee_of_row_above"))]
    assert (len(plan.demands), plan.committees.name.tolist(), sorted(told)) == (demands, missions, doubts)


@pytest.mark.parametrize(
    ("paragraph", "missions"),
    [
        ("Uppdrag till skolnämnden: Att bygga hus. Att riva bron.", ["Att bygga hus.", "Att riva bron."]),
        ("Skolnämnden: Bygga hus. Renovera bron. Den är gammal.", ["Skolnämnden: Bygga hus.", "Renovera bron."]),
        ("Skolnämnden ska bygga hus. Renovera är dyrt.", ["Skolnämnden ska bygga hus."]),
        ("Skolnämnden får i uppdrag att:", []),
    ],
)
def test_missions_that_run_on_in_a_paragraph(tmp_path: Path, paragraph: str, missions: list[str]) -> None:
    plan = read(tmp_path, f"Plan 2027\n\nUppdrag till nämnderna\n\n{paragraph}\n\n—\n\nbygga\n")
    assert plan.missions.text.tolist() == missions
    assert ("lead_without_list" in set(plan.oddities.kind)) == (not missions)


def test_a_committee_among_the_missions_that_gets_none_is_told(tmp_path: Path) -> None:
    chapters = "Skolnämnden\n\n- bygga en skola\n\nVårdnämnden\n\nVården är viktig. Den är bra."
    plan = read(tmp_path, f"Plan 2027\n\nVård\n\nVi vill:\n\nDet är bra.\n\nUppdrag till nämnderna\n\n{chapters}\n")
    assert plan.oddities.line[plan.oddities.kind == "lead_without_list"].tolist() == [5, 15]
