"""Which committees a text names, by the words of data/swedish."""

from pathlib import Path

import pytest

from helpers.plan.cues import Cues, find_committees, heads_committee
from helpers.plan.mission_tables import read_table_rows
from helpers.plan.read import read_plan
from helpers.plan.short_names import name_finder


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nämnden för kultur, idrott och fritid", ["Nämnden för kultur, idrott och fritid"]),
        ("Nämnden för kultur, idrott och fritid får i uppdrag att", ["Nämnden för kultur, idrott och fritid"]),
        ("ge nämnden för barn & utbildning i uppdrag att", ["nämnden för barn & utbildning"]),
        ("nämnden för personer med funktionsnedsättning ska", ["nämnden för personer med funktionsnedsättning"]),
        ("nämnden för vård och omsorg kartlägger behovet", ["nämnden för vård och omsorg"]),
        ("nämnden för vård, kommunstyrelsen och Skolnämnden", ["nämnden för vård", "kommunstyrelsen", "Skolnämnden"]),
        ("Nämnden för teknik byter ut pannor", ["Nämnden för teknik"]),
        ("Nämndens ram", ["Nämnden"]),
        ("nämnden för skola och tekniska nämnden", ["nämnden för skola", "tekniska nämnden"]),
        ("KS, BUN och Vårdnämnden (VN)", ["KS", "BUN", "Vårdnämnden"]),
        ("FN:s barnkonvention och NPF, kn", []),
        ("nämnden för skola och bygga fler hem", ["nämnden för skola"]),
        ("ge nämnden för arbete och kompetens i uppdrag", ["nämnden för arbete och kompetens"]),
        ("Kommunstyrelsens utskott för lärande", ["Kommunstyrelsens utskott för lärande"]),
        ("Socialnämnden och kommunstyrelsens arbetsutskott", ["Socialnämnden", "kommunstyrelsens arbetsutskott"]),
        ("Norra och Södra: Norra kommundelsnämndens plan", ["Norra kommundelsnämnden"]),
        ("Södra skol- och kulturnämnden", ["Södra skol- och kulturnämnden"]),
        ("ge teknik, fritid och kulturnämnden i uppdrag", ["teknik, fritid och kulturnämnden"]),
        ("Jobb och tillväxtnämnden", ["Jobb och tillväxtnämnden"]),
        ("Revisionen, Teknisk nämnd och valnämnden", ["Teknisk nämnd", "valnämnden"]),
        ("Skolstyrelsen, Kulturberedningen och Länsstyrelsen", ["Skolstyrelsen", "Kulturberedningen"]),
        ("Socialstyrelsen, partistyrelsen och valberedningen", []),
    ],
)
def test_committees_that_a_text_names(text: str, names: list[str]) -> None:
    assert [each.name for each in find_committees(text)] == names


@pytest.mark.parametrize(
    ("text", "is_head"),
    [
        ("Kommunstyrelsen inkl. räddningstjänst", True),
        ("6.2 Socialnämnden (inklusive LSS och hemtjänst)", True),
        ("Samhällsbyggnadsnämnden, va-verksamhet", True),
        ("Uppdrag till Socialnämnden (SN)", True),
        ("Socialnämnden ska, inkl. LSS, växa", False),
        ("Socialnämnden (468,2 mnkr)", True),
        ("Socialnämnden, ram: 468 200 tkr", True),
        ("Kommunstyrelsen och vårt ansvar", False),
        ("Kommunstyrelsen 2027-11-24", False),
        ("Kommunstyrelsen 2027", True),
        ("Socialnämnden – trygghet hela livet", False),
    ],
)
def test_headings_of_committees(text: str, is_head: bool) -> None:
    assert heads_committee(text, find_committees(text)) == is_head


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Kommunstyrelsen uppdras att", ["Kommunstyrelsen"]),
        ("Vårdnämnden och Skolnämnden får i uppdrag", ["Vårdnämnden", "Skolnämnden"]),
        ("Vi ger kulturnämnden i uppdrag att", ["Kulturnämnden"]),
        ("Vårdnämnden ska", ["Vårdnämnden"]),
        ("En kommunstyrelse som vågar", []),
    ],
)
def test_a_heading_that_leads_opens_its_committees(tmp_path: Path, heading: str, names: list[str]) -> None:
    lines = ["Plan 2027", "Skola", "Vi vill", "bygga", heading, "utreda bad", "Torg", "laga"]
    (tmp_path / "plan.txt").write_text("\n".join(lines), encoding="utf-8")
    kinds = ["heading", "heading", "paragraph", "item", "heading", "item", "heading", "item"]
    rows = "".join(f"{n},{kind},1\n" for n, kind in enumerate(kinds, 1))
    (tmp_path / "places.csv").write_text(f"line,kind,level\n{rows}", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.committees.name.tolist() == names and len(plan.missions) == len(names[:1])


@pytest.mark.parametrize(
    ("above", "body", "row", "committees", "kinds"),
    [
        ("Uppdrag till nämnderna", "Sektor omsorg", "Sektor omsorg", ["Kommunstyrelsen", "Sektor omsorg"], set()),
        ("Uppdrag", "Tuna AB", "Revision", ["Kommunstyrelsen", "Tuna AB"], {"committee_by_place"}),
        ("Stad", "Sektor omsorg", "Sektor omsorg", ["Kommunstyrelsen"], {"theme_is_budget_row"}),
    ],
)
def test_who_gets_missions_by_where_it_stands(
    tmp_path: Path, above: str, body: str, row: str, committees: list[str], kinds: set[str]
) -> None:
    money = f"Budget (tkr)\nNämnd\t2027\nKommunstyrelsen\t7 000\n{row}\t1 000\nSumma\t8 000\n"
    text = f"Plan 2027\n{above}\nKommunstyrelsen\n- utreda bad\n{body}\n- laga tak\n{money}"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    rows = "1,heading,0\n2,heading,1\n3,heading,2\n4,item,1\n5,heading,2\n6,item,1\n"
    (tmp_path / "places.csv").write_text(f"line,kind,level\n{rows}", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.committees.name.tolist() == committees
    assert {"committee_by_place", "theme_is_budget_row"} & {*plan.oddities.kind} == kinds
    assert plan.budget.committee_id.notna().all() == (row == body and len(committees) > 1)


@pytest.mark.parametrize("body", ["Tuna Bostäder AB", "Räddningstjänstens kommunalförbund", "Energibolaget"])
def test_a_company_beside_the_committees_gets_its_missions(tmp_path: Path, body: str) -> None:
    lines = ["Plan 2027", "Skola", "Vi vill", "- bygga", "Uppdrag", "Skolnämnden", "- utreda bad", body, "- laga tak"]
    (tmp_path / "plan.txt").write_text("\n\n".join([*lines, "Övrigt", "- riva"]), encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.committees.name.tolist() == ["Skolnämnden", body]
    assert plan.missions.text.tolist() == ["utreda bad", "laga tak"] and plan.demands.text.tolist()[0] == "bygga"
    assert plan.oddities.text[plan.oddities.kind == "committee_by_place"].tolist() == [body]


@pytest.mark.parametrize(
    "text",
    [
        "Kommunstyrelsen inkl. räddningstjänst får i uppdrag att öva",
        "att ge nämnden för vård och omsorg i uppdrag att införa heltid",
        "Nämnden för kultur, idrott och fritid har i uppdrag att se över avgiften",
        "Vi vill uppdra åt nämnden för barn och ungdom att införa läxhjälp",
        "att det åligger skolnämnden att bygga",
        "Vidare uppdras åt skolnämnden att bygga",
        "Skolnämnden har att bygga en skola",
        "Skolnämnden och vårdnämnden får ett gemensamt uppdrag att bygga",
    ],
)
def test_sentences_that_give_a_mission(text: str) -> None:
    assert Cues().sentence_kind(text) == "mission"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vi kristdemokrater vill bygga", "demand"),
        ("Vi i KD vill bygga", "demand"),
        ("C/KD vill bygga", "demand"),
        ("Moderaterna och KD föreslår en skola", "demand"),
        ("M vill bygga", None),
        ("Vi tycker att kommunen ska bygga mer", "demand"),
        ("Partiet anser att fler lärare måste anställas", "demand"),
        ("Vår uppfattning är att kommunen bör bygga", "demand"),
        ("Vi tycker att det är bra", None),
        ("Vi anser att skolan ska vara trygg", None),
    ],
)
def test_who_wants_something(text: str, kind: str | None) -> None:
    assert Cues(("Kristdemokraterna",)).sentence_kind(text) == kind


@pytest.mark.parametrize(
    ("row", "said", "kind"),
    [
        ("Vårdnämnden", "Vårdnämnden gör det bra.", "row_of_idle_committee"),
        ("Valnämnden", "", "budget_row_without_missions"),
        ("Finansiering", "Finansiering finns.", "budget_row_without_missions"),
        ("BUN", "", ""),
    ],
)
def test_a_committee_of_the_text_with_money_alone_is_a_doubt(tmp_path: Path, row: str, said: str, kind: str) -> None:
    money = f"Budget (tkr)\nNämnd\t2027\nKommunstyrelsen\t7 000\n{row}\t1 000\nSumma\t8 000\n"
    lists = "Vi vill:\n- bygga\n\nUppdrag\n\nKommunstyrelsen\n- utreda\n\nBUN\n- laga"
    (tmp_path / "plan.txt").write_text(f"Plan 2027\n\nSkola\n\n{said}\n\n{lists}\n\n{money}", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert ["".join(plan.oddities.kind[plan.oddities.text.str.contains("has a row")])] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("att fastställa nämndernas ramar enligt tabellen", "formal"),
        ("att skattesatsen för 2027 ska vara oförändrad", "formal"),
        ("Anta en koldioxidbudget för hela kommunen", None),
    ],
)
def test_what_a_council_decides_of_its_budget_is_a_demand_in_doubt(tmp_path: Path, text: str, kind: str | None) -> None:
    assert Cues().sentence_kind(text) == kind
    (tmp_path / "plan.txt").write_text(f"Plan 2027\n\nBeslut\n\nVi yrkar:\n- {text}\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert len(plan.demands) == 1 and ("decision_as_demand" in set(plan.oddities.kind)) == (kind == "formal")


@pytest.mark.parametrize(
    ("heading", "told"), [("Gruppledarens förord", True), ("1. Inledning", True), ("Skola", False)]
)
def test_a_demand_in_a_preface_is_in_doubt(tmp_path: Path, heading: str, told: bool) -> None:
    text = f"Plan 2027\n\n{heading}\n\nVåra viktigaste löften:\n- mindre klasser\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    plan = read_plan(tmp_path)
    assert len(plan.demands) == 1 and ("demand_in_introduction" in set(plan.oddities.kind)) == told


def test_missions_that_semicolons_part(tmp_path: Path) -> None:
    text = "Plan 2027\n\nUppdrag\n\nSkolnämnden: utreda ett bad; teckna avtal.\n\nVårdnämnden: laga tak; och sedan?\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    texts = read_plan(tmp_path).missions.text.tolist()
    assert texts == ["utreda ett bad", "teckna avtal.", "Vårdnämnden: laga tak; och sedan?"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hela kommunen ska leva", None),
        ("Kommunen ska vara:", "demand"),
        ("Därför ska kommunen", "demand"),
        ("Vi vill att kommunen ska", "demand"),
    ],
)
def test_how_a_municipality_is_to_be_is_no_lead(text: str, kind: str | None) -> None:
    assert Cues().lead_kind(text) == kind


@pytest.mark.parametrize("word", ["Mer", "En"])
def test_a_word_before_kommun_is_no_place(tmp_path: Path, word: str) -> None:
    text = f"Valprogram 2027\n{word} kommun för pengarna\n\nSkola\n\nVi vill:\n- bygga bad i Granhults kommun\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    assert read_plan(tmp_path).file.document.municipality == "Granhults"


def test_a_party_by_its_letters_before_a_place(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("SD Ekeby – budget 2027\n\nSkola\n\n- bygga\n", encoding="utf-8")
    document = read_plan(tmp_path).file.document
    assert (document.party, document.party_short, document.municipality) == ("SD Ekeby", "SD", "Ekeby")


def test_a_place_after_the_party_in_a_footer(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Plan 2027\nVi vill:\n- bada\nCenterpartiet Hed · sid 1\n", encoding="utf-8")
    (tmp_path / "places.csv").write_text("line,kind\n1,heading\n2,paragraph\n3,item\n4,footer\n", encoding="utf-8")
    assert read_plan(tmp_path).file.document.municipality == "Hed"


def test_a_head_that_is_repeated_is_no_row_and_one_row_no_table() -> None:
    rows = read_table_rows(["Nämnd\tUppdrag", "SN\tbygga hus", "Nämnd\tUppdrag", "VN\triva hus"], Cues())
    assert rows is not None and [row and row.cells[0].text for row in rows] == [None, "bygga hus", None, "riva hus"]
    rows = read_table_rows(["Organ\tUppdraget är", "Vårdnämnden\triva alla hus"], Cues())
    assert rows is not None and [row and row.cells[0].text for row in rows] == [None, "riva alla hus"]
    assert read_table_rows(["Skolnämnden\tbygga hus"], Cues()) is None


def test_a_table_of_reforms_by_theme_gives_demands_and_no_missions(tmp_path: Path) -> None:
    heads, rows = "Område\tReform\tKostnad\tNämnd", ["Skola\tBygga hus\t1,5\tSN", "\tRiva skjul\t2,5\tSN"]
    text = "\n".join(["Plan 2027", "", "Våra reformer", "", heads, *rows, "Torg\tLaga tak\t3,5\tVN", ""])
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.themes.title.tolist() == ["Skola", "Torg"] and not len(plan.missions)
    assert plan.demands.theme_id.tolist() == ["skola", "skola", "torg"]


def test_a_row_that_names_a_committee_alone_is_for_the_rows_below() -> None:
    rows = read_table_rows(["Mål\tÅtgärd", "Kommunstyrelsen\t", "Fler hus\tBygga hus"], Cues())
    assert rows is not None and rows[1] is None and rows[2] is not None
    assert [each.name for each in rows[2].committees] == ["Kommunstyrelsen"] and not rows[2].above


@pytest.mark.parametrize(
    ("said", "name", "doubtful"),
    [
        ("", "BUN", ["committee_by_abbreviation"]),
        ("BUN = barn- och utbildningsnämnden.", "Barn- och utbildningsnämnden", []),
        ("Barn- och ungdomsnämnden arbetar bra.", "Barn- och ungdomsnämnden", []),
    ],
)
def test_an_abbreviation_is_a_committee_by_what_the_document_says(
    tmp_path: Path, said: str, name: str, doubtful: list[str]
) -> None:
    money = "Budget (tkr)\nNämnd\t2027\nBUN\t7 000\nRevision\t1 000\nSumma\t8 000\n"
    text = f"Plan 2027\n\nSkola\n\n{said}\n\nVi vill:\n- bygga\n\nUppdrag\n\nBUN\n- utreda\n\n{money}"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.committees.committee_id.tolist() == plan.missions.committee_id.tolist() == ["bun"]
    assert plan.committees.name.tolist() == [name] and plan.budget.committee_id[0] == "bun"
    assert [kind for kind in plan.oddities.kind if kind == "committee_by_abbreviation"] == doubtful


def test_a_label_may_say_what_is_counted_with_a_committee() -> None:
    labels = ["Kommunstyrelsen inkl. räddningstjänst", "Kommunstyrelsens vision", "Skolnämnden (inkl. särskola)"]
    told = name_finder({"kommunstyrelse": "ks"}, is_closed=True)
    assert [told(label) for label in labels] == ["ks", None, None]
    assert name_finder({}, is_closed=False)(labels[2]) == "skolnämnd"
    assert name_finder({"snämnd": "sn"}, is_closed=False)("Nämnd/ verksamhet") is None  # of a word that is broken


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("att kommunstyrelsen uppdras att förhandla om bussar", "mission"),
        ("att skolnämnden under 2027 ska redovisa maten", "order"),
        ("Den kommunala skolan ska rustas upp.", "statement"),
        ("Kommunen anställer fler lärare", "statement"),
        ("Kommunen rekryterar fler lärare", "promise"),
        ("15 miljoner mer till skolan", "promise"),
        ("15 miljoner i underskott", None),
        ("Vi ger skolnämnden följande uppdrag: sy och laga.", "mission"),
        ("Dessutom ska kommunen bygga bostäder.", "demand"),
        ("Vi fördelar 20 miljoner kronor.", None),
        ("Kommunen ska göra sin del.", None),
        ("Skolnämnden tar fram en plan", "order"),
        ("Skolnämnden har i uppdrag att bygga", "mission"),
        ("Skolnämnden har redan i uppdrag att bygga", None),
        ("Skolnämnden har fått i uppdrag att bygga", None),
        ("Skolnämnden ansvarar för skolan", None),
        ("Partiet satsar 3 mnkr på skolan.", "demand"),
        ("Vi föreslår tre mål för perioden.", "lead"),
        ("Vi föreslår tre nya lekplatser.", "demand"),
        ("Vi föreslår fem nya reformer, alla i skolan.", "demand"),
    ],
)
def test_what_a_sentence_is(text: str, kind: str) -> None:
    assert Cues().sentence_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Skolan i siffror", "facts"),
        ("Våra satsningar i siffror", "demand"),
        ("Indikatorer:", "facts"),
        ("Några av våra förslag:", "demand"),
        ("Vi yrkade i skolnämnden:", "demand"),
        ("Vi har fem löften:", "demand"),
        ("Vänsterpartiets viktigaste frågor är:", "demand"),
        ("Vad nämnderna ska göra", "mission"),
        ("Yrkande från skolnämnden:", "mission"),
        ("Det här jobbar vi för:", "demand"),
        ("Så arbetar vi", None),
        ("Brev från gruppledaren", "intro"),
        ("Gruppledaren har ordet", "intro"),
        ("Vi är för", "demand"),
        ("Så får nämnderna jobba", "mission"),
        ("Så arbetar vi i nämnderna", None),
        ("Ekonomi:", "intro"),
        ("Ekonomi och skatt", None),
    ],
)
def test_what_a_lead_is(text: str, kind: str | None) -> None:
    assert Cues().lead_kind(text) == kind
