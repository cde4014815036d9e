"""The ten lines and the page to check, over all small documents: every doubt has its words, and what is told is so."""

import re
import shutil
from pathlib import Path

import pytest
import typst
from openpyxl import load_workbook
from written import make_docx

from helpers.check.ledger import read_check_words, tabulate_lines
from helpers.check.page import make_book, render_check, write_check
from helpers.check.summary import is_sure, summarise, tell_sum
from helpers.documents.write import import_document
from helpers.figures.registry import draw
from helpers.newplan import bring_document, main, tell_replaced
from helpers.plan.oddities import KINDS
from helpers.plan.propose import write_planfile
from helpers.plan.read import read_plan
from helpers.words import read_words

CASES = Path(__file__).parent / "cases"
ZOO = Path(__file__).parent / "zoo"
DOCUMENTS = sorted(path.parent.name for path in CASES.glob("*/plan.txt"))


def test_every_kind_of_oddity_has_its_swedish_words_once() -> None:
    words = read_check_words()
    assert sorted([*words["doubts"], *words["noticed"]]) == sorted(KINDS)


def test_a_document_that_was_replaced_and_a_folder_without_its_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "ekvik.txt").write_text("Skolan\n\nVi vill:\n\n- bygga\n- riva\n", encoding="utf-8")
    folder = bring_document(tmp_path / "ekvik.txt", tmp_path).folder
    assert list(tell_replaced(read_plan(folder))) == []
    (folder / "document.txt").write_text("Skolan\n\nVi vill:\n\n- måla\n", encoding="utf-8")
    (said,) = tell_replaced(read_plan(folder))
    assert said.startswith("document.txt: ett annat dokument än det som plan.txt gjordes av: ta bort plan.txt och kör")
    toml = (folder / "plan.toml").read_text(encoding="utf-8")
    told = re.sub(
        r'(?<=\[source\]\nfile = "document.txt"\nsha256 = )"\w+"', said.split("sha256 = ")[1].split(" ")[0], toml
    )
    (folder / "plan.toml").write_text(told, encoding="utf-8")
    assert list(tell_replaced(read_plan(folder))) == []


@pytest.mark.parametrize(("files", "said"), [(["a.docx", "b.xlsx"], "(a.docx)"), ([], "(som .docx, .odt eller .pdf)")])
def test_a_folder_without_plan_txt_says_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: list[str], said: str
) -> None:
    for name in files:
        (tmp_path / name).write_bytes(b"x")
    assert main([str(tmp_path)]) == 1
    assert f"mappen har ingen plan.txt. Kör ditt dokument i stället för mappen {said}." in capsys.readouterr().out


@pytest.mark.parametrize("name", DOCUMENTS)
def test_told_of_every_document(name: str, tmp_path: Path) -> None:
    folder = shutil.copytree(CASES / name, tmp_path / name)
    plan = read_plan(folder)
    told, page = summarise(plan), render_check(plan)
    assert len(told) <= 10 + 2 and told[0].startswith(f"Dokumentet: ”{plan.file.document.title}”")
    assert told[1].split("krav")[0].split()[-1] == str(len(plan.demands))
    assert all(f'id="rad-{line}"' in page for line in tabulate_lines(plan).line)


def write_plan(folder: Path, *lines: str) -> Path:
    (folder / "plan.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


TABLE = ("Budget", "Belopp i tkr", "Nämnd\t2027\t2028", "Socialnämnden\t100\t110", "Skolnämnden\t200\t210")
SUMS = {
    "Summa\t300\t320": "Budgeten: raderna blir den summa som står, 300 tkr (2027), 320 tkr (2028).",
    "Summa\t300\t325": "Budgeten: OBS! för 2028 blir raderna 320 tkr, och summan som står är 325 tkr; "
    "raderna blir den summa som står, 300 tkr (2027).",
    "Summa\t300\t": "Budgeten: för 2028 finns ingen summa att räkna mot; "
    "raderna blir den summa som står, 300 tkr (2027).",
    "": "Budgeten: tabellen har ingen summa att räkna mot.",
}


@pytest.mark.parametrize("total", SUMS)
def test_whether_the_frames_add_up(total: str, tmp_path: Path) -> None:
    assert tell_sum(read_plan(write_plan(tmp_path, "Vår plan 2027", *TABLE, total))) == SUMS[total]


LOOK = "Budgeten: OBS! se efter att rätt kolumn är läst: "
COLUMNS = {
    "Nämnd\tNuvarande ram\tVårt förslag": f"{LOOK}kolumn som inte är tagen: ”Nuvarande ram”; "
    "raderna blir den summa som står, 320 tkr (2027).",
    "Nämnd\tStyret\tVårt förslag": "Budgeten: raderna blir den summa som står, 320 tkr (2027).",
    "Nämnd\tAlfa\tBeta": "Budgeten: OBS! inget säger vilken kolumn som är partiets: ”Alfa”, ”Beta”; "
    "ingen tabell med ramar är funnen.",
    "": "Budgeten: OBS! inget säger vilken kolumn som är partiets; ingen tabell med ramar är funnen.",
}


@pytest.mark.parametrize("heads", COLUMNS)
def test_whether_the_right_column_is_read(heads: str, tmp_path: Path) -> None:
    lines = ("Vår plan 2027", "Budget 2027, tkr", *filter(None, [heads]), *TABLE[3:], "Summa\t300\t320")
    assert tell_sum(read_plan(write_plan(tmp_path, *lines))) == COLUMNS[heads]


def test_what_is_empty_is_told(tmp_path: Path) -> None:
    text = (
        *(
            "Vår plan 2027",
            "",
            "Skola",
            "Vi vill:",
            "- bygga en skola",
            "- laga en skola",
            "",
            "Uppdrag till nämnderna",
        ),
        *(
            "",
            "Socialnämnden",
            "- utreda hemtjänsten",
            "- öppna ett hem",
            "",
            "Kulturnämnden",
            "",
            "Den gör som förut.",
        ),
    )
    names = ("Socialnämnden", "Kulturnämnden")
    told = "\n".join(f'[[committees]]\nid = "{name[:2].lower()}"\nname = "{name}"\n' for name in names)
    (tmp_path / "plan.toml").write_text(told, encoding="utf-8")
    plan = read_plan(write_plan(tmp_path, *text))
    assert summarise(plan)[-1] == "Nämnder utan uppdrag (1): Kulturnämnden."


def test_of_many_kinds_of_doubt_the_first_are_told_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = read_plan(CASES / "budget-no-budget")
    doubtful = [said for said in summarise(plan) if said.startswith("Osäkert")]
    monkeypatch.setattr("helpers.check.summary.MOST_REMARKS", len(doubtful) - 3)
    told = summarise(plan)
    assert [said for said in told if said.startswith("Osäkert")] == doubtful[:-3] and len(doubtful) == 5
    assert "Och 3 slag till: se sidan att kontrollera." in told


def test_a_pdf_has_its_pages_as_pictures(tmp_path: Path) -> None:
    plan = read_plan(bring_document(ZOO / "stensjoberg" / "plan.pdf", tmp_path).folder)
    assert render_check(plan).count("data:image/png;base64,") == 6  # its last page says "Sida 6 (6)"


def test_what_is_no_part_of_the_text_is_said_every_time(tmp_path: Path) -> None:
    document = tmp_path / "plan.docx"
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>39</w:t></w:r><w:r><w:t>42 mnkr</w:t></w:r>"
    document.write_bytes(make_docx(f"<w:p>{struck}</w:p>"))
    brought = bring_document(document, tmp_path)
    assert brought.said[1] == "plan.docx: överstruken text används inte: ”39”"
    assert (brought.folder / "plan.txt").read_text(encoding="utf-8") == "42 mnkr\n"
    (tmp_path / "plan.docx").unlink()
    plan = read_plan(brought.folder)
    said = "Inte med i texten: överstruken text (1); det står på sidan att kontrollera."
    assert said in summarise(plan) and "<td>överstruken text</td><td></td><td>39</td>" in render_check(plan)
    assert make_book(plan).sheets["Inte med"].astype(object).fillna("").values.tolist() == [
        ["överstruken text", "", "39"]
    ]


def test_what_a_person_has_written_is_kept_and_what_would_be_proposed_is_told(tmp_path: Path) -> None:
    document = ZOO / "kvarnholma" / "plan.odt"
    path = bring_document(document, tmp_path).folder / "plan.toml"
    own = path.read_text(encoding="utf-8").replace('unit = "tkr"', 'unit = "kr"')
    path.write_text(own, encoding="utf-8")
    assert bring_document(document, tmp_path).said[1:] == ['plan.toml: budget.unit är "kr", i dokumentet "tkr"']
    assert path.read_text(encoding="utf-8") == own


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_is_said_of_a_date_that_is_not_known(language: str, tmp_path: Path) -> None:
    text = ("Vår plan 2027", "", "Skola", "Vi vill:", "- bygga en skola", "- laga en skola", "", "Uppdrag", "")
    missions = (
        "Socialnämnden",
        "- utreda hemtjänsten",
        "- öppna ett hem",
        "",
        "Kulturnämnden",
        "- ge bidrag",
        "- måla",
    )
    plan = read_plan(write_plan(tmp_path, *text, *missions))
    what = draw(plan, "01_krav-och-uppdrag", read_words(language, plan)).caption.what
    assert what.partition("2027")[2][0] == ";"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Uppdrag\n\nSkolnämnden\n- bygga en skola", "OBS! Inga krav är funna: har dokumentet några,"),
        ("Skola\n\nVi vill:\n- bygga en skola\n\nX\tY\na\tb\nc\td", "OBS! 3 rader hör inte till något, fler än kraven"),
    ],
)
def test_a_reading_that_may_be_wrong_as_a_whole_is_not_called_sure(tmp_path: Path, text: str, said: str) -> None:
    plan = read_plan(write_plan(tmp_path, "Vår plan 2027", "", text))
    assert summarise(plan)[2].startswith(said) and not is_sure(plan)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([0, 1, 0], "OBS! Sidan 2 är en bild utan text: står där krav, uppdrag eller ramar, skriv in dem i plan.txt."),
        ([0, 0, 1, 0, 1], "OBS! Sidorna 3, 5 är bilder utan text: "),
    ],
)
def test_pages_that_are_pictures_are_named_and_shown(tmp_path: Path, pages: list[int], said: str) -> None:
    picture = '#image(bytes((9, 9, 9)), format: (encoding: "rgb8", width: 1, height: 1), width: 5cm)'
    source = "\n#pagebreak()\n".join(picture if each else "Skola\n\nVi vill:\n- bygga en skola" for each in pages)
    (tmp_path / "skiss.pdf").write_bytes(typst.compile(source.encode()))
    import_document(tmp_path / "skiss.pdf", tmp_path)
    plan = read_plan(tmp_path)
    assert [told for told in summarise(plan) if told.startswith(said)] and not is_sure(plan)
    assert render_check(plan).count("data:image/png") == len(pages)


def test_what_planfile_marks_as_uncertain_is_told(tmp_path: Path) -> None:
    write_plan(tmp_path, "Vår plan 2027", "", "Skola", "Vi vill:", "- bygga en skola i Sund", "- laga skolan i Sund")
    write_planfile(tmp_path)
    told = summarise(read_plan(tmp_path))
    assert "Osäkert i plan.toml: partiet är ”Partiet” (står inte i dokumentet); " in "\n".join(told)
    assert "Inget är osäkert läst." not in told and "kommunen är ”Sund” (rad 5)" in "\n".join(told)


def test_parts_whose_lists_have_no_lead_are_told(tmp_path: Path) -> None:
    write_plan(tmp_path, "Vår plan 2027", "", "Skola", "- bygga en skola", "- laga skolan")
    write_planfile(tmp_path)
    plan = read_plan(tmp_path)
    assert "vad som står under ”Skola” (rad 3: 2 krav)." in "\n".join(summarise(plan)) and not is_sure(plan)


def test_a_line_that_holds_several_says_how_many(tmp_path: Path) -> None:
    write_plan(tmp_path, "Vår plan 2027", "", "Skola", "Vi yrkar: att bygga, att laga.", "Bad", "Vi vill:", "- bada")
    write_planfile(tmp_path)
    assert tabulate_lines(read_plan(tmp_path)).role_sv.tolist()[1:] == [
        *("tema", "2 krav", "tema", "inledning till krav", "krav"),
    ]


def test_a_workbook_that_was_changed_is_kept_and_its_changes_are_named(tmp_path: Path) -> None:
    plan, path = read_plan(write_plan(tmp_path, "Skolan", "Vi vill:", "- bygga", "- riva")), tmp_path / "kontroll.xlsx"
    assert write_check(plan, tmp_path) == [] == write_check(plan, tmp_path)
    book = load_workbook(path)
    book["Rader"]["C4"], book["Rader"]["I5"] = "prose", "min  anteckning"
    book["Osäkert"].append([None, "se sidan 3"])
    book["Kort"]["B2"] = book["Kort"]["A40"] = "Vi ses på torsdag"
    book.create_sheet("Eget")["A1"] = "kom ihåg"
    book.save(path)
    changed, kept = path.read_bytes(), "kontroll.xlsx har sparats av någon och lämnas som den är: "
    (tmp_path / "plan.txt").write_text("Skolan\nVi vill:\n- måla\n- bygga\n- riva\n", encoding="utf-8")
    *said, last = write_check(read_plan(tmp_path), tmp_path)  # a row that has moved is none that was changed
    assert path.read_bytes() == changed and last.startswith(kept)
    assert said == [
        "kontroll.xlsx, blad Rader, rad 4: ’prose’ räknas inte",
        "kontroll.xlsx, blad Rader, rad 5: ’min anteckning’ räknas inte",
        "kontroll.xlsx, blad Osäkert, rad 2: ’se sidan 3’ räknas inte",
        "kontroll.xlsx, blad Kort, rad 2, 40: räknas inte",
        "kontroll.xlsx, blad Eget: bladet räknas inte",
    ]
    for row in range(2, 60):
        book["Rader"][f"J{row}"] = "x"
    book.save(path)
    assert len(write_check(plan, tmp_path)) == 22 and "… och mer: 41" in write_check(plan, tmp_path)
    path.write_bytes(b"PK, and then no more")
    assert write_check(plan, tmp_path)[0].startswith("kontroll.xlsx: arbetsboken går inte att läsa")
