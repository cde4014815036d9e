"""What readers hand in, in every shape that their programs give it: used, or named as not used with file and row."""

import csv
import errno
import io
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from PIL import Image as Picture

from helpers import newplan, read_plan
from helpers.errors import PlanError
from helpers.files import is_filled, list_files, read_text, write_bytes
from helpers.grid import Grid
from helpers.links.decisions import read_decisions, settle_decisions
from helpers.links.intake import settle_passes, tell_passes
from helpers.links.kit import make_sheets, render_form
from helpers.links.labels import read_labels
from helpers.links.numbers import tabulate_numbers
from helpers.links.readings import check_readers, find_passes, read_passes, take_pass
from helpers.links.settle import write_settled
from helpers.links.traces import list_commitments, list_later, list_outside, list_tensions, list_timeline, read_topics
from helpers.newplan import main
from helpers.plan.read import Plan
from helpers.plan.readers import list_committees_read, list_parts, read_who
from helpers.plan.settled_texts import keep_handed, name_edition
from helpers.review import Decision, save_decision
from helpers.tables import write_table
from helpers.words import read_texts, read_words, settle_texts

CASES = Path(__file__).parent / "cases"
BORLANGE = Path(__file__).parents[1] / "data" / "borlange-v-2022"


def copy(source: Path, folder: Path) -> Path:
    """A plan's folder to write in, without what is made of it."""
    return Path(shutil.copytree(source, folder, ignore=shutil.ignore_patterns("derived")))


def settled(case: str, folder: Path) -> Plan:
    """The plan of a case with its passes settled."""
    plan = read_plan(copy(CASES / case, folder / case))
    settle_passes(plan)
    return plan


def key_numbers(plan: Plan) -> dict[str, int]:
    return tabulate_numbers(read_labels(plan)).set_index("key").value.to_dict()


# --- the same file, settled and read again ------------------------------------------------------------------


def test_a_pass_with_semicolons_is_read_again_as_it_was_settled(tmp_path: Path) -> None:
    plan = settled("semicolon-pass-settled-then-refused", tmp_path)
    labels = read_labels(plan)
    assert labels.passes["anna"].relation.tolist() == ["narrower", "narrower"]
    assert labels.leads["anna"].demand_id.tolist() == ["skola-1", "skola-2"] and labels.span() == (2, 2)
    assert key_numbers(plan)["readings"] == 1


@pytest.fixture(scope="module")
def theirs(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], Path]:
    """The key numbers of the plan as it lies here, and where its passes are settled anew."""
    out = tmp_path_factory.mktemp("theirs")
    write_settled(plan, read_passes(plan, find_passes(plan.folder / "passes")), out)
    return key_numbers(plan), out


@pytest.mark.parametrize("ending", ["c_answer.csv", "c.xlsx", "c_answer.md", "c.tsv"])
def test_a_pass_counts_among_the_readings_whatever_file_it_comes_in(
    tmp_path: Path, theirs: tuple[dict[str, int], Path], ending: str
) -> None:
    folder = copy(BORLANGE, tmp_path / "plan")
    tables = [(folder / "passes" / f"c_{name}.csv") for name in ("links", "committees")]
    if ending.endswith(".xlsx"):
        with pd.ExcelWriter(folder / "passes" / ending) as book:
            for table in tables:
                pd.read_csv(table, dtype="str").to_excel(book, sheet_name=table.stem, index=False)
    elif ending.endswith(".tsv"):
        rows = [row for table in tables for row in csv.reader(table.open(encoding="utf-8"))]
        text = io.StringIO()
        csv.writer(text, delimiter="\t").writerows(rows)
        (folder / "passes" / ending).write_text(text.getvalue(), encoding="utf-8")
    else:
        texts = [f"```csv\n{table.read_text(encoding='utf-8')}```\n" for table in tables]
        (folder / "passes" / ending).write_text("\n".join(texts), encoding="utf-8")
    for table in tables:
        table.unlink()
    plan, (numbers, out) = read_plan(folder), theirs
    assert key_numbers(plan) == numbers and numbers["readings"] == 5
    write_settled(plan, read_passes(plan, find_passes(plan.folder / "passes")), tmp_path / "ours")
    for name in ("links.csv", "committees.csv"):
        assert (tmp_path / "ours" / name).read_bytes() == (out / name).read_bytes()
    assert (tmp_path / "ours" / "links.csv").read_bytes() == (BORLANGE / "links.csv").read_bytes()


@pytest.mark.parametrize(
    ("name", "wrong", "read"),
    [
        ("outside", "jamlikhet-1,no-fact,x", lambda labels, words: list_outside(labels)),
        ("later", "jamlikhet-1,no-fact,x", list_later),
        ("timeline", "no-fact,x,y", list_timeline),
        ("topics", "no-topic,5,x", lambda labels, words: read_topics(labels)),
        ("prose_commitments", "5.99,5,x,region,,3,3", list_commitments),
    ],
)
def test_an_error_names_the_line_of_the_file_where_empty_lines_stand_above(tmp_path, name, wrong, read) -> None:  # type: ignore[no-untyped-def]
    folder = copy(BORLANGE, tmp_path / "plan")
    path = folder / f"{name}.csv"
    head, *_ = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head}\n\n\n{wrong}\n", encoding="utf-8")
    plan = read_plan(folder)
    with pytest.raises(PlanError, match=rf"{name}\.csv, rad 4: "):
        read(read_labels(plan), read_words("sv", plan))


def test_a_tension_that_both_of_two_passes_saw_is_shown_first(tmp_path: Path) -> None:
    folder = copy(BORLANGE, tmp_path / "plan")
    for path in (folder / "passes").glob("c_*.csv"):
        path.unlink()
    tensions = pd.read_csv(folder / "tensions.csv", dtype="str").assign(votes="2")
    tensions.to_csv(folder / "tensions.csv", index=False)
    plan = read_plan(folder)
    shown = list_tensions(read_labels(plan), read_words("sv", plan))
    assert shown["first"].sum() == (tensions.strength.astype(int) >= 2).sum() > 0


# --- what other programs write ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "read"),
    [
        ("xlsx-blank-row-above-header", ["anna"]),
        ("xlsx-empty-fill-other-program", ["anna"]),
        ("xlsx-strict-openxml", ["anna"]),
        ("xlsx-slot-column-deleted", ["anna"]),
        ("readers-csv-semicolon", ["anna"]),
        ("empty-form-counted-as-a-reading", ["anna"]),
        ("xlsx-passes-not-compared", ["anna", "bo", "cia"]),
    ],
)
def test_a_form_is_read_whatever_it_went_through(tmp_path: Path, case: str, read: list[str]) -> None:
    plan = settled(case, tmp_path)
    labels = read_labels(plan)
    assert list(labels.passes) == read and list(labels.handed_in.passes) == read
    assert key_numbers(plan)["readings"] == len(read) == len(read_who(plan))


def test_readings_that_differ_have_a_span(tmp_path: Path) -> None:
    labels = read_labels(settled("xlsx-passes-not-compared", tmp_path))
    assert labels.span() == (0, 2)


def test_an_empty_form_is_named_and_counts_as_no_reading(tmp_path: Path) -> None:
    plan = read_plan(CASES / "empty-form-counted-as-a-reading")
    readings = read_passes(plan, find_passes(plan.folder / "passes"))
    assert readings.passes == ["anna"]
    assert "bo.xlsx: inget svar är ifyllt. Det räknas inte som en läsning." in map(str, readings.remarks)


def test_rows_without_a_relation_are_named_in_one_sentence_where_the_column_slot_is_gone() -> None:
    plan = read_plan(CASES / "xlsx-slot-column-deleted")
    taken = take_pass(plan, [plan.folder / "passes" / "anna.xlsx"])
    assert not taken.faults and len(taken.answers) > 0
    assert all("kolumnen slot saknas" in str(remark) for remark in taken.remarks) and len(taken.remarks) < 3


def test_a_workbook_with_bytes_gone_wrong_is_told_in_one_line(tmp_path: Path) -> None:
    source = CASES / "xlsx-empty-fill-other-program" / "passes" / "anna.xlsx"
    data = bytearray(source.read_bytes())
    for seed in range(40):
        damaged, at = bytearray(data), Random(seed).randrange(200, len(data) - 200)
        damaged[at : at + 3] = b"\xff\x00\xff"
        (tmp_path / "anna.xlsx").write_bytes(damaged)
        taken = take_pass(read_plan(source.parents[1]), [tmp_path / "anna.xlsx"])
        assert all(fault.file.startswith("anna.xlsx") for fault in taken.faults)


# --- what is wrong in a pass --------------------------------------------------------------------------------

LINKS = "demand_id,mission_id,relation,confidence"
HEAD = f"{LINKS},reason"
SORTED = ["broader"] * 4 + ["close"] * 3 + ["exact"] * 3
"""The relations of ten rows, sorted by themselves."""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("vad,av vem\njobb-1,ks-01\n", 1, "ingen rad har rubrikerna demand_id, mission_id, relation"),
        ("demand_id,mission_id,relation,relation\njobb-1,ks-01,close,exact\n", 1, "kolumnen relation står två gånger"),
        ("demand_id,mission_id,relation\njobb-1,ks-01,close,a,b\n", 2, "raden har 5 celler och rubriken 3"),
        ("slag,id,rad,text\nkrav,jobb-1,111,Stärk\n", None, "ingen rad har rubrikerna demand_id, mission_id, relation"),
        (f"{LINKS}\njobb-1,ks-01,close,högt\n", 2, "confidence 'högt'"),
        ("demand_id,committee_id,basis,lead\njobb-1,ks,mission,2\n", 2, "lead '2'"),
        ("demand_id,committee_id,basis,lead\njobb-1,ks,none,1\n", 2, "en nämnd som leder och inte behöver göra något"),
        (f"{LINKS}\njobb-1,ks-01,close,\njobb-1,ks-01,exact,\n", 3, "'jobb-1 ks-01' en andra gång, och annorlunda"),
        (f"{LINKS}\njobb-1,,none,\njobb-1,ks-01,close,\n", 2, "jobb-1,,none bredvid andra svar om kravet"),
        (f"{LINKS}\n,ks-01,close,\n", 2, "mission_id 'ks-01' utan krav"),
        (f"{LINKS}\njobb-1,,close,\n", 2, "relation 'close' utan mission_id"),
        (f"{LINKS}\njobb-1,ks-01,nära,\n", 2, "relation 'nära'"),
        (
            "demand_id,committee_id,basis,lead\njobb-1,ks,mission,1\njobb-1,sn,mission,1\n",
            3,
            "en andra nämnd som leder 'jobb-1'",
        ),
        (
            f"{LINKS}\n"
            + "".join(f"jobb-{n % 4 + 1},ks-{n + 1:02},{relation},\n" for n, relation in enumerate(SORTED))
            + "jobb-1,ks-11,,\n",
            1,
            "alla värden i kolumnen relation står i bokstavsordning",
        ),
        (
            f'{HEAD}\njobb-1,ks-01,close,,"fler\njobb-2,,none,,\njobb-3,,none,,fem km"\n',
            2,
            "sväljer tabellens egna ('jobb-2,,none",
        ),
        (f"{HEAD}\njobb-1,ks-01,close,0,8\n", 2, "som av ett decimalkomma mellan kommatecken"),
    ],
)
def test_a_fault_of_a_pass_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    (tmp_path / "anna_links.csv").write_text(text, encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna_links.csv"])
    assert [(fault.line, said in fault.found) for fault in taken.faults] == [(line, True)], list(map(str, taken.faults))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"{LINKS}\njobb-1,ks-01,close,\njobb-1,ks-01,close,\n", 3, "samma svar som i anna_links.csv (rad 3)"),
        (f"{LINKS}\njobb-1,ks-01,close,\njobb-1,ks-01,close,1\n", 3, "med annat skäl eller annan säkerhet"),
        (f"Läst av Anna,,,\n{LINKS}\njobb-1,ks-01,close,\n", 1, "raderna ovanför rubriken (rad 1)"),
        (f"{LINKS},Egna ord\njobb-1,ks-01,close,,osäker\n", 1, "kolumnen 'Egna ord' (rad 2)"),
        (f"{LINKS},skäl,kommentar\njobb-1,ks-01,close,,så,osäker\n", 1, "kolumnen 'kommentar' (rad 2)"),
        (f"{LINKS},\njobb-1,ks-01,close,,osäker\n", 1, "kolumnen 5 (rad 2)"),
        (f"{LINKS},slot\njobb-1,ks-01,close,,free vard-1\n", 2, "'jobb-1' på en rad som var ett annat kravs"),
        (f"{LINKS},samband\njobb-1,ks-01,,,close\n", 1, "kolumnen relation står två gånger, och ingen rad säger olika"),
        (f"{LINKS}\nJämlikhet,,,\njobb-1,ks-01,close,\nSida 1 av 1,,,\n", 2, "text utanför tabellen (rad 2, 4)"),
    ],
)
def test_what_is_not_used_of_a_pass_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "anna_links.csv").write_text(text, encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna_links.csv"])
    assert taken.faults == [] and [answer.demand for answer in taken.answers] == ["jobb-1"]
    assert [(remark.line, said in remark.found) for remark in taken.remarks] == [(line, True)], taken.remarks


@pytest.mark.parametrize(("first", "said"), [("ks-01", True), ("", False)])
def test_a_few_values_in_order_at_the_top_of_a_form_are_a_question(tmp_path: Path, first: str, said: bool) -> None:
    values = ["close", "close", "related", ""] if first else ["close", "", "close", "related"]
    rows = [f"jobb-1,ks-{n + 1:02},{value},,proposed jobb-1" for n, value in enumerate(values)]
    (tmp_path / "anna_links.csv").write_text("\n".join([f"{LINKS},slot", *rows, ""]), encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna_links.csv"])
    assert taken.faults == [] and len(taken.answers) == 3
    assert [(each.line, "samlade och i bokstavsordning" in each.found) for each in taken.remarks] == [(2, True)] * said


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("links", ["jobb-1 ks-01,exact", "JOBB-1  ks-01,none"]),
        ("committees", ["jobb-1 ks,remit", "jobb-1 KS,none"]),
    ],
)
def test_two_decisions_on_one_pair_are_a_fault_however_they_are_written(
    tmp_path: Path, table: str, rows: list[str]
) -> None:
    folder = copy(BORLANGE, tmp_path / "plan")
    text = "".join(f"{row},x,l1,2030\n" for row in rows)
    (folder / f"decisions_{table}.csv").write_text(f"key,decision,reason,who,date\n{text}", encoding="utf-8")
    with pytest.raises(PlanError, match=rf"decisions_{table}\.csv, rad 3: .* Det står redan på rad 2"):
        read_labels(read_plan(folder)).read(f"decisions_{table}")


ACTS = "demand_id,committee_id,basis,lead\njobb-1,ks,remit,1\n"
PIPES = "| demand_id | mission_id | relation |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("text", "count", "prose"),
    [
        (f"Här, som avtalat, är:\n```csv\n{HEAD}\njobb-1,ks-01,close,,\n```\nOch nämnderna:\n\n{ACTS}", 2, "1, 6"),
        (f"```\n{HEAD}\njobb-1,ks-01,close,,\n```\nEn till:\njobb-2, ks-02, close,,\n```\n{ACTS}```\n", 3, "5"),
        (f"```csv\n{HEAD}\n```\njobb-1,ks-01,close,,\njobb-2,,none,,\n", 2, ""),
        (f"~~~\n{HEAD}\njobb-1,ks-01,close,,\n~~~\n  ```\n{ACTS}  ```\nKlart, tack, och hej.\n", 2, "9"),
        (f"```\n{HEAD}\njobb-1,ks-01,close,,\n```\n\n> jobb-2,,none,,\n>> - jobb-3,,none,,\n1. jobb-4,,none,,", 4, ""),
        (f"```\n{HEAD}\njobb-1,ks-01,close,,\n```\nOBS: vard läste jag inte.\n- nej, inte, alls.\n", 1, "5–6"),
        ("| demand_id | mission_id | relation\n|---|---|---\n| jobb-1 | ks-01 | close\n", 1, ""),
        (f"\n{PIPES}| jobb-1 | ks-01 | close |\n\n \n{PIPES}| jobb-2 | ks-01 | close |\njobb-3 | | none\n", 3, ""),
        (f"Här:\n```\n{PIPES}| jobb-1 | ks-01 | close |\nKlart.\n```\n> | jobb-2 | | none |\n", 2, "1, 6"),
        (f'{HEAD}\njobb-1,ks-01,close,,"fler, och\nbättre, skolor, bad, hus"\n', 1, ""),
        ("| demand_id | mission_id | relation | reason |\n|-|-|-|-|\n| jobb-1 | ks-01 | close | a \\| b |\n", 1, ""),
        ("Hej, Bo skrev:\n> krav;uppdrag;samband\n> jobb-1;ks-01;close\n", 1, None),
    ],
)
def test_every_row_of_a_pasted_answer_is_read_and_all_else_told(
    tmp_path: Path, text: str, count: int, prose: str | None
) -> None:
    (tmp_path / "anna_answer.md").write_text(text, encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna_answer.md"])
    assert not taken.faults, [*map(str, taken.faults)]
    said = "raderna ovanför rubriken (rad 1)" if prose is None else f"text utanför tabellen (rad {prose})"
    assert [each.found for each in taken.remarks] == [said] * (prose != "")
    assert len(taken.answers) == count and taken.answers[0].value == "close"


WIDE = "krav;uppdrag;samband;nämnd;grund;leder"
FORMED = "krav;uppdrag;samband;plats\n"


@pytest.mark.parametrize(
    ("text", "counts", "said"),
    [
        (f"{WIDE}\njobb-1;ks-01;samma sak;ks;genom uppdrag;Ja.\njobb-2;ks-02;besläktat;;;\n", (2, 1), ""),
        ("krav;nämnd;uppdrag;samband\njobb-1;ks;ks-01;samma sak\n", (1, 0), "nämnderna läses inte, för kolumnen Grund"),
        ("krav;uppdrag;samband;säkerhet\njobb-1;ks-01;samma sak;80 %\n", (1, 0), ""),
        ("krav;uppdrag;samband\njobb-1;;samma sak\n", (1, 0), "Samband 'samma sak' utan Uppdrag"),
        (
            "Läst av Anna, 3 maj, kväll\nkrav;uppdrag;samband\njobb-1;ks-01;samma sak\n",
            (1, 0),
            "ovanför rubriken (rad 1)",
        ),
        (
            "Läst, 3 maj\n\n| krav | uppdrag | samband |\n| jobb-1 | ks-01 | samma sak |\n",
            (1, 0),
            "utanför tabellen (rad 1)",
        ),
        ("krav;uppdrag\njobb-1;ks-01\n", (0, 0), "kolumnen Samband saknas"),
        (
            "tid;jobb-1;jobb-2 · verka för att fler unga får jobb\n10:00;ks-01;ingen\n",
            (0, 0),
            "ingen rad har rubrikerna",
        ),
        ("krav;uppdrag;samband;namn\njobb-1;ks-01;exakt;A\njobb-2;;ingen;B\n", (2, 0), "kolumnen 'namn' (rad 2–3)"),
        ("Krav;Nämnd;Grund;Leder\njobb-1;ks;hej;\n", (0, 1), "Grund 'hej'"),
        (f"{WIDE}\njobb-1;ks-01;;ks;genom uppdrag;1\n", (1, 1), "samband ''"),
        ("krav|uppdrag|samband\njobb-1|ks-01|samma sak\njobb-2||inget samband\n", (2, 0), ""),
        (f"{FORMED}stärka rätten till ett arbete i Borlänge;ks-01;samma sak;free jobb-1\n", (1, 0), ""),
        (f"{FORMED}jobb-2: Verka för att fler unga får jobb.;ks-01;samma sak;free jobb-2\n", (1, 0), ""),
        (f"{FORMED}jobb 01;ks_1;samma sak;free jobb-1\n", (1, 0), ""),
        (f"{FORMED}jobb-1 – verka för att fler unga får jobb;ks-01;samma sak;free jobb-1\n", (0, 0), "finns inte i"),
    ],
)
def test_a_swedish_table_is_read_and_told_in_its_own_words(
    tmp_path: Path, text: str, counts: tuple[int, int], said: str
) -> None:
    (tmp_path / "anna.csv").write_text(text, encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna.csv"])
    tables = [answer.table for answer in taken.answers]
    assert (tables.count("links"), tables.count("committees")) == counts
    told = [each.found for each in [*taken.faults, *taken.remarks]]
    assert len(told) == bool(said) and all(said.casefold() in each.casefold() for each in told), told


@pytest.mark.parametrize(
    ("text", "counts", "said"),
    [
        ("jobb–1;ks‑01;samma sak;;", (1, 0), ""),  # hyphens that Word and Excel have put in
        ("jobb-1\u200b;ks\u00ad-01;samma sak;;", (1, 0), ""),  # signs that come with a text from a web page
        ("jobb - 1;KS 1;del av kravet;;", (1, 0), ""),
        ("'jobb-1;'ks-01;samma sak;;", (1, 0), ""),  # by which a spreadsheet knows a text
        ("jobb-1;ks-01;samma sak;#NAMN?;", (1, 0), "som när en text tas för en formel"),
        ("jobb-1;ks-01;samma sak;Err:509;", (1, 0), "som när en text tas för en formel"),
        ("jobb-1;ks-01;helt/delvis;;", (0, 1), "samband 'helt/delvis'"),
        ("jobb-1;ks-01;delv.;;", (1, 0), ""),
        ("jobb-1;ks-01;narrower – en del av kravet;;", (1, 0), ""),
        ("jobb-1;ks-01;exakt/samma sak;;", (1, 0), ""),
        ("jobb-1;ks-01;;exakt;", (0, 1), "skäl 'samma sak', som hör till kolumnen samband"),
        ("jobb-1;samma sak;ks-01;;", (0, 1), "uppdrag 'samma sak', som hör till kolumnen samband"),
        ("ks-01;jobb-1;exakt;;", (0, 1), "krav 'ks-01', som hör till kolumnen uppdrag"),
        ("jobb-1;Kommunstyrelsen;exakt;;", (0, 1), "uppdrag 'Kommunstyrelsen', som hör till kolumnen nämnd"),
        ("jobb-1;ks-01;samma sak?;;", (0, 1), "samband 'samma sak?'"),
        ("jobb-1;ks-01;samma sak;;\njobb-2;ks-02;samma som ovan;;", (1, 1), "samband 'samma som ovan'"),
        ('jobb-1;ks-01;samma sak;;\n"""";ks-02;samma sak;;', (1, 1), "krav '\"' finns inte i planen"),
        ("jobb-1;ks-01;samma sak;;\n;ks-02;samma sak;;", (1, 1), "utan krav"),  # cells that are merged
        ("jobb-1;ks-01, ks-02;samma sak;;", (0, 1), "'ks-01, ks-02' finns inte i planen"),
        ("46082;ks-01;samma sak;;", (0, 1), "'46082' finns inte i planen"),  # an id that became a date
        ("2026-03-01;ks-01;samma sak;;", (0, 1), "'2026-03-01' finns inte i planen"),
        ("jobb-1;ks-01;samma sak;;08-jan", (0, 1), "säkerhet '08-jan'"),  # 0.8 in a Swedish Excel
        ("jobb-1;ks-01;x;;", (0, 1), "samband 'x'"),
        ("jobb-1;ks-01;*;;", (0, 1), "samband '*'"),
        ("jobb-1;inget;;;\njobb-2;Inget uppdrag.;inget samband;;", (2, 0), ""),
        ('”jobb-1”;ks-01.;"""samma sak""";;', (1, 0), ""),
        ("jobb-1;ks-01;samma sak;;\n;;Klart! /L1;;", (1, 1), "en rad utan krav"),
        ("Tabell 1\n;;;;\njobb-1;ks-01;samma sak;;", (1, 0), "text utanför tabellen (rad 2)"),
        (
            "jobb-1;ks-01;exakt;;\nSumma;;14;;\nAntal svar: 14;;;;\n;;14 st;;\njobb-1 Antal;;3;;",
            (1, 0),
            "summor (rad 3, 5–6)",
        ),
        ("jobb-1;ks-01;samma sak;;\nSumma;;besläktat;;", (1, 1), "'Summa' finns inte"),
        ("jobb-1;ks-01;samma sak;;\n\nHälsningar\nAnna", (1, 0), "text utanför tabellen (rad 4–5)"),
        ("jobb-1;ks-01;samma sak;;\njobb-2 ks-02 samma sak", (1, 1), "'jobb-2 ks-02 samma sak' finns inte"),
        (
            "\n".join(f"jobb-{n};ks-01;{n % 2};;" for n in range(1, 9)),
            (0, 1),
            "kryss i kolumnen Samband (rad 2, 4, 6, 8)",
        ),
    ],
)
def test_what_programs_and_people_make_of_cells_is_used_or_named(
    tmp_path: Path, text: str, counts: tuple[int, int], said: str
) -> None:
    """How many rows are used, and how many stop the pass; what is said."""
    (tmp_path / "anna.csv").write_text(f"krav;uppdrag;samband;skäl;säkerhet\n{text}\n", encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna.csv"])
    stopped = {fault.line for fault in taken.faults}
    assert (len([each for each in taken.answers if each.line not in stopped]), len(stopped)) == counts
    told = [each.found for each in [*taken.faults, *taken.remarks]]
    assert any(said.casefold() in each.casefold() for each in told) == bool(said), told


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_whose_rows_stand_in_one_cell_each_is_read(tmp_path: Path, separator: str, ending: str) -> None:
    rows = ["Krav,Uppdrag,Samband,Skäl", 'jobb-1,ks-01,samma sak,"fler, och bättre"', "jobb-2,,inget samband,"]
    rows = [row.replace(",", separator).replace("fler;", "fler,") for row in rows]
    if ending == "xlsx":
        save_book(tmp_path / "anna.xlsx", Blad1=[[row] for row in rows])
    else:
        quoted = "".join('"' + row.replace('"', '""') + '"\n' for row in rows)
        (tmp_path / "anna.csv").write_text(quoted, encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / f"anna.{ending}"])
    told = [(each.line, each.demand, each.value, each.cells["reason"]) for each in taken.answers]
    assert told == [(2, "jobb-1", "exact", "fler, och bättre"), (3, "jobb-2", "none", "")] and not taken.faults


@pytest.mark.parametrize(
    ("files", "same"),
    [
        ({"lasare_1.xlsx": ["Samband"], "lasare_2.xlsx": ["Samband"]}, True),
        ({"lasare_1.xlsx": ["Samband"], "lasare_2.xlsx": ["Samband"]}, False),
        ({"lasare.xlsx": ["Anna", "Bo"]}, True),
        ({"lasare.xlsx": ["Anna", "Bo"]}, False),
        ({"lasare.xlsx": ["Samband"], "lasare_links.csv": []}, True),
    ],
)
def test_two_readers_under_one_name_are_asked_for(tmp_path: Path, files: dict[str, list[str]], same: bool) -> None:
    rows = [["Krav", "Uppdrag", "Samband"], ["jobb-1", "ks-01", "samma sak"]]
    places = []
    for name, sheets in files.items():
        book = Workbook()
        for sheet in sheets:
            own = book.create_sheet(sheet)
            for row in rows if same or not places else [rows[0], ["jobb-1", "ks-01", "besläktat"]]:
                own.append(row)
            places.append(f"{name}, blad {sheet}")
        if sheets:
            book.save(tmp_path / name)
        else:
            places.append(name)
            (tmp_path / name).write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    ((_, paths),) = find_passes(tmp_path).items()
    taken = take_pass(read_plan(BORLANGE), paths)
    asked = f"{places[0]}, rad 2: läses som en läsning med {places[1]}. Är det två läsare, ge dem var sin fil"
    assert any(str(each).startswith(asked) for each in taken.remarks)
    assert ["Är det två läsare" in each.remedy for each in taken.faults] == [True] * (not same)


@pytest.mark.parametrize("head", ["krav;uppdrag;samband;plats", "demand_id;mission_id;relation;slot"])
@pytest.mark.parametrize("alone", [True, False])
def test_relations_sorted_by_themselves_in_a_form_with_proposals(tmp_path: Path, head: str, alone: bool) -> None:
    words = ["samma sak", "besläktat", "mer än kravet"] if "krav" in head else ["exact", "related", "broader"]
    lines = [[f"jobb-{n // 7 + 1}", f"ks-{n % 7 + 1:02}" if n % 7 < 5 else "", ""] for n in range(28)]
    rows = [[*line, f"{'proposed' if line[1] else 'free'} {line[0]}"] for line in lines]
    for n, row in enumerate([row for row in rows if row[1]][::2]):
        row[2] = words[n % 3]
    order = sorted(rows, key=lambda row: (not row[2], row[2]))
    if alone:
        order = [[*row[:2], other[2], row[3]] for row, other in zip(rows, order, strict=True)]
    (tmp_path / "anna.csv").write_text("\n".join([head, *map(";".join, order)]), encoding="utf-8")
    taken = take_pass(read_plan(BORLANGE), [tmp_path / "anna.csv"])
    assert ["i bokstavsordning" in each.found for each in taken.faults] == [True] * alone, [*map(str, taken.faults)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("ks; UN", {"ks", "un"}),
        ("Utbildningsnämnden, ks", {"ks", "un"}),
        ("ks och Utbildningsnämnden", {"ks", "un"}),
        ("Tekniska nämnden", {"tn"}),
        ("", None),
        ("UN;hopp", "readers.csv, rad 2: 'hopp' som nämnd (committees). Planen har ks, un, tn; en tom cell är alla."),
    ],
)
def test_readers_csv_in_swedish_names_committees_as_people_do(tmp_path: Path, cell: str, found: object) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / "passes").mkdir(exist_ok=True)
    text = f'Läsning;Slag;Läsare;Anmärkning;Nämnder;Del\nanna.csv.csv;Människa.;läsare 1;;"{cell}";Nej.\n'
    (folder / "passes" / "readers.csv").write_text(text, encoding="utf-8")
    (folder / "passes" / "anna.csv").write_text(
        f"{WIDE}\nskola-1;un-01;samma sak;un;genom uppdrag;1\n", encoding="utf-8"
    )
    settle_passes(plan := read_plan(folder))
    assert read_who(plan) == (("person", "läsare 1"),) and list_parts(folder / "passes") == (
        {"anna"} if cell else set()
    )
    if isinstance(found, str):
        with pytest.raises(PlanError) as told:
            list_committees_read(plan)
        assert str(told.value) == found
    else:
        assert list_committees_read(plan) == found


@pytest.mark.parametrize(("name", "said"), [("anna del 3", "anna"), ("anna2", "anna"), ("annas", "")])
def test_a_file_named_as_a_part_of_a_reading_is_asked_about(name: str, said: str) -> None:
    readers = pd.DataFrame([["anna", "person", "l1", "ja"]], columns=["pass", "kind", "reader", "part"])
    with pytest.raises(PlanError) as told:
        check_readers(readers, ["anna", name])
    asked = f" (är den en kopia av {said}, behåll den av dem som gäller; är den en del, börja namnet med {said}_svar)"
    assert told.value.remedy == f"Ge den en: {name},person,läsare 1,{asked if said else ''}"


def test_what_a_word_is_nearly_is_asked(tmp_path: Path) -> None:
    (tmp_path / "anna.csv").write_text("krav;uppdrag;samband\njobb-1;ks-01;besläktadt\n", encoding="utf-8")
    (fault,) = take_pass(read_plan(BORLANGE), [tmp_path / "anna.csv"]).faults
    assert fault.remedy.startswith("Är det 'besläktat'? Det ska vara något av samma sak, ")


def test_decisions_in_swedish_are_read_as_forms_are(tmp_path: Path) -> None:
    folder = copy(BORLANGE, tmp_path / "plan")
    text = "Nyckel;Beslut;Skäl;Vem;Datum;Kommentar\njobb-1 ks-01;Samma sak.;x;l1;2030;y\n"
    (folder / "decisions_links.csv").write_text(text, encoding="utf-8")
    links = read_labels(read_plan(folder)).links
    assert links[links.origin == "decision"][["relation", "reason"]].to_numpy().tolist() == [["exact", "x"]]


PARTED = "Krav;Uppdrag;Samband;Skäl;Vem;Datum\n"
KEYED = "Nyckel;Beslut;Skäl;Vem;Datum\n"
LED = "Krav;Nämnd;Grund;Leder;Skäl;Vem;Datum\n"


@pytest.mark.parametrize(
    ("table", "text", "found"),
    [
        ("links", f"{PARTED}skola-1;un-01;besläktat;x;l1;2030", ("skola-1", "un-01", "related")),
        ("links", f"{PARTED}skola-2 · anställa fler speciallärare;UN-01;x;x;l1;2030", "beslutet 'x'"),
        (
            "links",
            f"{PARTED}skola-2 · anställa fler speciallärare;UN-01;exakt;x;l1;2030",
            ("skola-1", "un-01", "exact"),
        ),
        ("links", f"{KEYED}skola-1, un-01;besläktat;x;l1;2030", ("skola-1", "un-01", "related")),
        ("links", f"{KEYED}un-01->skola-1;besläktat;x;l1;2030", ("skola-1", "un-01", "related")),
        (
            "links",
            f"Nyckel;{PARTED}skola-1 un-01;skola-2;un-01;exakt;x;l1;2030",
            "nyckeln 'skola-1 un-01 skola-2 un-01'",
        ),
        ("links", "Krav;Beslut;Skäl;Vem;Datum\nskola-1;exakt;x;l1;2030", "kolumnen key saknas"),
        ("links", f"{PARTED}skola-1;;inget samband;x;l1;2030", "nyckeln 'skola-1'"),
        ("links", f"{PARTED}skola-1;un-01;besläktat;x;l1;2030\n{PARTED}", ("skola-1", "un-01", "related")),
        ("links", f"{PARTED}skola-1;un-01;exakt;x;–;2030", "rad 2: ett beslut som ingen har skrivit under"),
        ("links", f"{PARTED}skola-1;un-01;exakt;x;l1;igår", "rad 2: ett beslut som ingen har skrivit under"),
        ("links", f"{KEYED[:-1]};Text\nskola-1 un-09;exakt;x;l1;2030;en text som är borta", "nyckeln 'skola-1 un-09'"),
        ("committees", f"{LED}skola-1;un;genom uppdrag;ja;x;l1;2030", ("skola-1", "un", "mission lead")),
        ("committees", f"{LED}skola-1;un;genom uppdrag, leder;;x;l1;2030", ("skola-1", "un", "mission lead")),
        ("committees", f"{LED}skola-2;un;ordinarie ansvar;Nej;x;l1;2030", ("skola-2", "un", "remit")),
        ("committees", f"{LED}skola-1;un;genom uppdrag leder;nej;x;l1;2030", "beslutet 'genom uppdrag leder nej'"),
    ],
)
def test_a_decision_says_its_pair_in_a_key_or_in_columns(
    tmp_path: Path, table: str, text: str, found: tuple[str, str, str] | str
) -> None:
    plan = read_and_edit(tmp_path, "xyz", "")
    path = plan.folder / f"decisions_{table}.csv"
    path.write_text(text + "\n", encoding="utf-8")
    if isinstance(found, str):
        with pytest.raises(PlanError, match=found):
            getattr(read_labels(plan), table)
        return
    settle_decisions(plan)
    (row,) = read_decisions(plan, table).to_dict("records")
    assert (*row["key"].split(), row["decision"]) == found
    assert path.read_text(encoding="utf-8-sig").startswith(text.partition("\n")[0])


def save_book(path: Path, **sheets: list[list[str]]) -> None:
    """Save a workbook with these sheets, and a comment on the second cell of the first."""
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.worksheets[0]["B1"].comment = Comment("osäkert", "l2")
    book.create_sheet("Tomt")
    book.save(path)


def test_what_is_not_used_of_decisions_and_readers_is_told(tmp_path: Path) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / "passes").mkdir()
    keys = ["Nyckel", "Beslut", "reason", "who", "date", "", "Notis"]
    row = ["skola-1 un-01", "exact", "x", "l1", "2030"]
    save_book(folder / "decisions_links.xlsx", A=[["OBS"], keys, [*row, "!", "Bo?"], [*row]], B=[keys, row])
    readers = "Läst i maj,,\npass,kind,reader,remark,part,,mer\nanna,person,l1,,ja,,\n"
    (folder / "passes" / "readers.csv").write_text(readers, encoding="utf-8")
    (folder / "decisions_committees.md").write_text("Beslutat:\n\n| key | decision |\n", encoding="utf-8")
    told = [each for each in tell_passes(read_plan(folder)) if "använd" in each]
    assert told == [
        "decisions_links.xlsx, blad A, rad 1: raderna ovanför rubriken (rad 1). De används inte.",
        "decisions_links.xlsx, blad A, rad 2: kolumnen 6 (rad 3). Den används inte.",
        "decisions_links.xlsx, blad A, rad 2: kolumnen 'Notis' (rad 3). Den används inte.",
        "decisions_links.xlsx, blad A, rad 1: kommentarer till celler (rad 1). De används inte.",
        "decisions_links.xlsx, blad B, rad 1: ett blad till med text. Det används inte.",
        "decisions_committees.md, rad 1: text utanför tabellen (rad 1). Den används inte.",
        "passes/readers.csv, rad 1: raderna ovanför rubriken (rad 1). De används inte.",
    ]


# --- what is told of the folder of passes -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "said", "unsaid"),
    [
        (("links", "committees"), "skriv inget samband på en rad för skola-2;", "lämnas som den är"),
        (("links",), "skriv inget samband på en rad för skola-2;", "lämnas som den är"),
        (("committees",), "0 rader om samband (0 av 4 krav lästa), 1 rad om nämnder", "olästa"),
    ],
)
def test_what_is_unread_is_asked_in_the_words_of_the_links(
    tmp_path: Path, files: tuple[str, ...], said: str, unsaid: str
) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / "passes").mkdir()
    (folder / "passes" / "readers.csv").write_text("pass,kind,reader,remark\na1,AI,l1,\n", encoding="utf-8")
    links, acts = "krav;uppdrag;samband\nskola-1;un-01;exakt\n", "krav;nämnd;grund;leder\nskola-1;un;genom uppdrag;1\n"
    for name in files:
        text = links if name == "links" else acts
        (folder / "passes" / f"a1_{name}.csv").write_text(text, encoding="utf-8")
    plan = read_plan(folder)
    settle_passes(plan)
    told = "\n".join(tell_passes(plan))
    assert said in told and unsaid not in told


def test_a_file_of_another_name_than_its_reader_s_is_asked_about(tmp_path: Path) -> None:
    readers = pd.DataFrame([["a1", "person", "l1", ""]], columns=["pass", "kind", "reader", "remark"])
    told = "readers.csv: 0 rader för läsningen 'a1 (1)'. Ge den en: a1 (1),person,läsare 1,"
    with pytest.raises(PlanError) as error:
        check_readers(readers, ["a1 (1)"])
    assert str(error.value) == f"{told} (eller ge filen namnet a1, som står där utan svar)"
    with pytest.raises(PlanError, match=r"2 rader för läsningen 'a1'\. Behåll en\."):
        check_readers(pd.concat([readers, readers]), ["a1"])
    with pytest.raises(PlanError, match=r"'a1-PC7'.*\(är den en kopia av a1, behåll den av dem som gäller; är"):
        check_readers(readers, ["a1", "a1-PC7"])


def test_a_committees_csv_that_the_passes_do_not_give_is_left_alone(tmp_path: Path) -> None:
    folder = copy(CASES / "xlsx-passes-not-compared", tmp_path / "plan")
    (folder / "committees.csv").write_text("demand_id,committee_id,basis,lead\n", encoding="utf-8")
    with pytest.raises(PlanError, match=r"committees\.csv: .* Ta bort eller flytta den och kör om\."):
        settle_passes(read_plan(folder))
    assert not (folder / "links.csv").exists()


def test_files_of_other_names_and_readers_without_answers_are_told(tmp_path: Path) -> None:
    folder = copy(CASES / "xlsx-passes-not-compared", tmp_path / "plan")
    (folder / "passes" / "minnen.dat").write_bytes(b"x")
    readers = folder / "passes" / "readers.csv"
    readers.write_text(readers.read_text(encoding="utf-8").rstrip("\n") + "\ndora,person,r4,\n", encoding="utf-8")
    told = list(tell_passes(read_plan(folder)))
    names = "<läsning>_links.csv, <läsning>_committees.csv, <läsning>.csv eller <läsning>.xlsx"
    assert f"passes/minnen.dat: läses inte, för den heter inte {names}; är den en läsning, döp om den" in told
    assert "passes/readers.csv: dora står där, och har inte lämnat något svar" in told


def test_what_lies_beside_the_plan_under_nearly_the_right_name_is_told(tmp_path: Path) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / "decisions_link.csv").write_text("key\n", encoding="utf-8")
    (folder / "decisions_committees.csv").write_text("key,decision\nskola-1 un,none\n", encoding="utf-8")
    (folder / "Passes").mkdir()
    assert list(tell_passes(read_plan(folder))) == [
        "Passes: läses inte; menar du passes, så döp om (har du redan en, lägg ihop dem)",
        "decisions_link.csv: läses inte; menar du decisions_links.csv, så döp om (har du redan en, lägg ihop dem)",
        "decisions_committees: räknas först när det finns läsningar, i passes/ eller links.csv",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("decisions_links.CSV", "decisions_links.csv, så spara den så"),
        ("decisions_links.xlsm", "decisions_links.csv, så spara den så"),
        ("Beslut_links.csv", "decisions_links.csv, så döp om"),
        ("besluten_committees.csv", "decisions_committees.csv, så döp om"),
        ("committees.XLSX", "committees.csv, så spara den så"),
        ("links2.csv", "links.csv, så döp om"),
        ("lines.xlsx", "lines.csv, så spara den så"),
        ("Lines.csv", "lines.csv, så döp om"),
        ("texts (1).csv", "texts.csv, så döp om"),
        ("later.csv.txt", "later.csv, så spara den så"),
        ("plan.toml.txt", "plan.toml, så spara den så"),
        ("plan (1).toml", "plan.toml, så döp om"),
        ("readers.csv", "passes/readers.csv, så flytta den dit"),
        ("anna_links.csv", "passes/anna_links.csv, så flytta den dit"),
        ("planering.xlsx", ""),
        ("plan.pdf", ""),
        ("facts.csv", ""),
        ("verbs.ods", ""),
        ("decisions_links.docx", "decisions_links.csv, så spara den så"),
        ("passes/bo_pledges.docx", "läses inte, för den är ett textdokument. Kopiera tabellen därifrån"),
        ("passes/anna.PDF", "läses inte, för den är en pdf. Lägg hit formuläret som det fylldes i"),
        ("passes/anna.gsheet", "läses inte, för den är en genväg och inte filen själv. Öppna den, hämta"),
        ("passes/.anna.xlsx.icloud", "läses inte, för den är inte hämtad i sin helhet. Hämta den igen."),
        ("passes/anna_tensions.xlsx", "läses inte, för den heter inte <läsning>_links.csv"),
        ("passes/lines.csv", "läses inte, för den hör hemma bredvid plan.txt: flytta den dit, som lines.csv"),
        (
            "passes/Beslut_links (1).csv",
            "läses inte, för den hör hemma bredvid plan.txt: flytta den dit, som decisions",
        ),
        ("passes/bo_svar.csv", ""),
        ("passes/bo.gnumeric", "läses inte, för den är en webbsida eller något annat som ett kalkylprogram kan öppna"),
        ("passes/Samband-Tabell 1.csv", "läses inte, för den heter inte <läsning>_links.csv"),
        ("passes/readers (1).csv", "läses inte, för den heter nästan som readers.csv: är det den som gäller, döp om"),
        ("passes/~ed_links.csv", "läses inte, för den heter inte <läsning>_links.csv"),
        ("passes/anna_tensions.csv", ""),
    ],
)
def test_no_file_of_a_name_that_is_nearly_right_is_passed_over(tmp_path: Path, name: str, said: str) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / "passes").mkdir()
    (folder / name).write_bytes(b"x")
    told = [each for each in tell_passes(read_plan(folder)) if name in each]
    assert len(told) == bool(said) and all(said in each for each in told), told


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [("anna_committees.csv", "skola-2,un,remit", "skola-2,ks,remit", "utan anna (2 svar har ändrats)"),
     ("anna_links.csv", "close", "exact", "utan anna (1 svar har ändrats)"),
     ("anna_links.csv", None, "", "rösterna av anna räknas, men passes/ har inga svar av dem")],
)  # fmt: skip
def test_what_has_changed_since_it_was_settled_is_told(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    plan = read_and_edit(tmp_path, "xyz", "")
    path = plan.folder / "passes" / file
    if old is None:
        for each in path.parent.glob("anna_*"):
            each.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(said in each for each in tell_passes(plan)), list(tell_passes(plan))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("anna .xlsx", "anna.xlsx, blad Links, rad 2: samma svar som i anna .xlsx, blad Links (rad 2"),
        ("Anna.xlsx", "anna.xlsx, blad Links, rad 2: samma svar som i Anna.xlsx, blad Links (rad 2"),
        ("anna (1).xlsx", "anna (1).xlsx: samma svar som i anna.xlsx. De räknas en gång."),
        ("anna-DESKTOP-4K2.xlsx", "anna-DESKTOP-4K2.xlsx: samma svar som i anna.xlsx. De räknas en gång."),
        (
            "anna (Bos konfliktkopia 2026-05-03).xlsx",
            "anna (Bos konfliktkopia 2026-05-03).xlsx: samma svar som i anna.xlsx. De räknas en gång.",
        ),
        ("anna - kopia.xlsx", "anna - kopia.xlsx: samma svar som i anna.xlsx. De räknas en gång."),
        ("Kopia av anna.xlsx", "Kopia av anna.xlsx: samma svar som i anna.xlsx. De räknas en gång."),
    ],
)
def test_a_copy_beside_a_pass_is_no_reading_of_its_own(tmp_path: Path, name: str, said: str) -> None:
    folder = copy(CASES / "xlsx-slot-column-deleted", tmp_path / "plan")
    shutil.copy(folder / "passes" / "anna.xlsx", folder / "passes" / name)
    plan = read_plan(folder)
    assert any(said in each for each in tell_passes(plan)), list(tell_passes(plan))
    settle_passes(plan)
    assert len(read_who(plan)) == key_numbers(plan)["readings"] == len(read_labels(plan).handed_in.passes) == 1


@pytest.mark.parametrize("locked", ["anna.xlsx", "readers.csv", "passes"])
def test_what_a_program_has_locked_is_told_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locked: str
) -> None:
    folder = copy(CASES / "xlsx-passes-not-compared", tmp_path / "plan")
    plain = {name: getattr(Path, name) for name in ("read_bytes", "iterdir")}

    def refuse(name: str, path: Path) -> object:
        if path.name == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return plain[name](path)

    for name in plain:
        monkeypatch.setattr(Path, name, lambda path, name=name: refuse(name, path))
    assert main([str(folder)]) == 1
    assert f"{locked}: går inte att läsa (Permission denied). Stäng den där den är öppen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "dead", "said"),
    [
        ("decisions_links.csv", False, "decisions_links.csv: läses inte, för den är en mapp; flytta den"),
        ("texts.xlsx", False, "texts.xlsx: läses inte, för den är en mapp; flytta den"),
        ("decisions_links.csv", True, "decisions_links.csv: läses inte, för den är en länk som inte leder någonstans;"),
        ("links.csv", True, "links.csv: läses inte, för den är en länk som inte leder någonstans;"),
        ("passes/readers.csv", False, "passes/readers.csv: läses inte, för den är en mapp; flytta den"),
        ("passes/anna.xlsx", True, "anna.xlsx: är en länk som inte leder någonstans. Flytta den därifrån, och lägg"),
        ("passes/anna.xlsx", False, "anna.xlsx: är en mapp. Flytta den därifrån, och lägg dit filen."),
        ("passes/svar", False, "passes/svar: läses inte, för den är en mapp: lägg det som är i den direkt i passes/"),
        ("passes", None, "passes: läses inte, för den är en fil; flytta den"),
        ("passes", True, "passes: läses inte, för den är en länk som inte leder någonstans;"),
        ("Passes", True, ""),
    ],
)
def test_a_folder_or_a_dead_link_where_a_file_should_be_is_named(
    tmp_path: Path, name: str, dead: bool | None, said: str
) -> None:
    """A folder, a dead link, or (``None``) a file where the folder should be."""
    folder = copy(CASES / "granvik", tmp_path / "plan")
    path = folder / name
    if dead is False:
        path.mkdir(parents=True)
    elif dead:
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(tmp_path / "none")
    else:
        path.write_text("x", encoding="utf-8")
    plan = read_plan(folder)
    told = [*tell_passes(plan), *map(str, take_pass(plan, find_passes(folder / "passes").get("anna", [])).faults)]
    assert any(each.startswith(said) for each in told), told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("derived", "derived: går inte att skriva, för den är en fil, och 01_demands.csv ska ligga i en mapp där."),
        ("derived/01_demands.csv", "01_demands.csv: går inte att skriva, för den är en mapp. Flytta den därifrån."),
    ],
)
def test_what_lies_where_something_is_to_be_written_is_named(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / "derived" / "01_demands.csv"
    if name == "derived":
        path.parent.write_text("x", encoding="utf-8")
    else:
        path.mkdir(parents=True)
    with pytest.raises(PlanError) as told:
        write_table(pd.DataFrame({"a": ["b"]}), path)
    assert str(told.value).startswith(said)


@pytest.mark.parametrize("name", ["plan.txt", "plan.toml"])
@pytest.mark.parametrize("data", [b"", b"\0\0", b"\n \n"])
def test_a_plan_whose_file_has_been_emptied_is_not_read_as_an_empty_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / name).write_bytes(data)
    assert main([str(folder)]) == 1
    assert f"{name}: filen är tom. Lägg tillbaka den som den var." in capsys.readouterr().out


@pytest.mark.parametrize("code", ["utf-16", "utf-16-be", "cp1252", "mac_roman"])
def test_a_plan_that_another_program_has_saved_is_read_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    folder, own = copy(CASES / "granvik", tmp_path / "plan"), read_plan(CASES / "granvik").lines
    for path in (folder / "plan.txt", folder / "plan.toml"):
        path.write_bytes(path.read_bytes().decode("utf-8").replace("\n", "\r\n").encode(code))
    plan = read_plan(folder)
    assert plan.lines[["role", "part_id"]].equals(own[["role", "part_id"]])
    assert plan.lines.text.str.rstrip("\r").equals(own.text)
    monkeypatch.setattr(newplan, "read_plan", lambda folder: {}[folder])
    with pytest.raises(KeyError):
        main([str(folder)])
    assert "plan.txt: läses, fast den inte är sparad som UTF-8" in capsys.readouterr().out


@pytest.mark.parametrize(("old", "new"), [(b"\xc3\xa5", b"\xe5"), (b"l", b"\0\xe5")])
def test_a_byte_that_has_gone_wrong_in_a_plan_is_named_with_its_line(tmp_path: Path, old: bytes, new: bytes) -> None:
    data = (CASES / "granvik" / "plan.txt").read_bytes()
    (tmp_path / "plan.txt").write_bytes(data.replace(old, new, 1))
    with pytest.raises(PlanError, match=rf"txt, rad {data[: data.index(old)].count(10) + 1}: ett tecken som inte går"):
        read_text(tmp_path / "plan.txt")


@pytest.mark.parametrize(
    "name", ["~$anna.xlsx", "~WRL0001.tmp", ".~lock.anna.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini"]
)
def test_what_programs_leave_in_a_folder_is_nobodys(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert list_files(tmp_path) == [] == list_files(tmp_path / "none") == list_files(tmp_path / name)


def test_a_form_that_is_no_workbook_any_more_is_somebodys(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(b"PK but cut off")
    assert is_filled(form)
    form.write_bytes(b"")
    assert not is_filled(form) and not is_filled(tmp_path / "none.xlsx")


# --- a plan that is edited after it was read ----------------------------------------------------------------


def read_and_edit(folder: Path, old: str, new: str, decision: str = "") -> Plan:
    """A small plan, read by anna, with its passes settled, whose text is edited afterwards."""
    source = copy(CASES / "granvik", folder / "granvik")
    (source / "passes").mkdir()
    links = f"{LINKS}\nskola-1,un-01,close,\nskola-2,,none,\n"
    (source / "passes" / "anna_links.csv").write_text(links, encoding="utf-8")
    acts = "demand_id,committee_id,basis,lead,reason\nskola-1,un,mission,1,\nskola-2,un,remit,0,\n"
    (source / "passes" / "anna_committees.csv").write_text(acts, encoding="utf-8")
    (source / "passes" / "readers.csv").write_text("pass,kind,reader,remark\nanna,person,r1,\n", encoding="utf-8")
    settle_passes(read_plan(source))
    if decision:
        keys = "key,decision,reason,who,date\n"
        (source / "decisions_links.csv").write_text(f"{keys}{decision},,r1,2026-11-29\n", encoding="utf-8")
    text = source / "plan.txt"
    text.write_text(text.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return read_plan(source)


FIRST = "- anställa fler speciallärare"


def test_answers_and_decisions_follow_their_texts(tmp_path: Path) -> None:
    plan = read_and_edit(tmp_path, FIRST, f"- lägga ned två skolor\n{FIRST}", "skola-1 un-01,exact")
    labels = read_labels(plan)
    assert labels.moved == {"skola-1": "skola-2", "skola-2": "skola-3"}
    assert labels.links[["demand_id", "mission_id", "relation"]].values.tolist() == [
        ["skola-2", "un-01", "exact"], ["skola-3", "", "none"]
    ]  # fmt: skip
    assert labels.committees.demand_id.tolist() == ["skola-2", "skola-3"]
    assert "skola-1" in labels.unread and labels.handed_in.links.demand_id.tolist() == ["skola-2", "skola-3"]
    told = list(tell_passes(plan))
    assert "links.csv: 2 texter har fått andra nummer sedan dess; svar och beslut följer med" in told
    about = "anställa fler speciallärare ⏎ anställ tre speciallärare"
    said = f"beslutet följer sin text (skola-1 un-01 är nu skola-2 un-01, ”{about}”)"
    assert f"decisions_links.csv, rad 2: {said}" in told
    (written,) = settle_decisions(plan)
    assert written.read_text(encoding="utf-8-sig").splitlines()[1] == f"skola-2 un-01,exact,,r1,2026-11-29,{about}"
    assert read_labels(plan).links.equals(labels.links) and settle_decisions(plan) == []
    assert not any("beslutet" in each for each in tell_passes(plan))
    assert not any("lämnas som den är, utan anna" in each for each in told)


def test_answers_on_texts_that_are_gone_are_named_and_not_counted(tmp_path: Path) -> None:
    plan = read_and_edit(tmp_path, FIRST, "- anställa flera speciallärare", "skola-1 un-01,exact")
    labels = read_labels(plan)
    assert labels.moved == {"skola-1": ""} and labels.links.demand_id.tolist() == ["skola-2"]
    assert labels.unread == [each for each in plan.demands.demand_id if each != "skola-2"]
    said, own = (each for each in tell_passes(plan) if "räknas inte" in each)
    assert "svar och beslut om skola-1 räknas inte, för ”anställa fler speciallärare” står inte så" in said
    assert own == "decisions_links.csv, rad 2: beslutet räknas inte, för planen har inte längre den text som det gäller"
    settle_decisions(plan)
    assert read_labels(plan).links.equals(labels.links), "its row has the text now that it is about"
    with pytest.raises(PlanError, match="texter i planen som har ändrats sedan den lästes"):
        save_decision(plan, Decision("skola-2 un-01", "exact", "", "r1", "2026-11-29"))


ABOUT = "anställa fler speciallärare ⏎ anställ tre speciallärare"


@pytest.mark.parametrize(
    ("name", "row", "found"),
    [
        ("links", f"skola-1 un-01,exact,,r1,2026,{ABOUT}", ("skola-2", "un-01")),
        ("links", f"skola-2 un-01,exact,,r1,2026,{ABOUT}", ("skola-2", "un-01")),
        ("links", f"skola-9 un-01,exact,,r1,2026,{ABOUT}", ("skola-2", "un-01")),
        ("links", "skola-1 un-01,exact,,r1,2026,anställa fler speciallärare", ("skola-2", "un-01")),
        ("links", "skola-1 un-01,exact,,r1,2026,anställa färre ⏎ anställ tre speciallärare", ("", "un-01")),
        ("links", "skola-1 un-01,exact,,r1,2026,", "då ”anställa fler speciallärare”, nu ”lägga ned två skolor”"),
        ("links", "gator-1 tn-01,exact,,r1,2026,", ("gator-1", "tn-01")),
        ("committees", "skola-1 un,mission,,r1,2026,anställa fler speciallärare ⏎ Barnnämnden", ("skola-2", "")),
    ],
)
def test_a_decision_belongs_to_the_text_that_its_row_carries(
    tmp_path: Path, name: str, row: str, found: tuple[str, str] | str
) -> None:
    """A row without one may be of before or after the plan was edited, where the file has such texts: it is asked."""
    plan = read_and_edit(tmp_path, FIRST, f"- lägga ned två skolor\n{FIRST}")
    path = plan.folder / f"decisions_{name}.csv"
    path.write_text(f"key,decision,reason,who,date,text\n{row}\n", encoding="utf-8")
    labels = read_labels(plan)
    if isinstance(found, str):
        assert settle_decisions(plan) == []
        with pytest.raises(PlanError, match=rf"rad 2: .*{found}.*Skriv i kolumnen text"):
            len(labels.links)
    else:
        decided = getattr(labels, name)
        decided = decided[decided.origin == "decision"].iloc[:, :2].itertuples(index=False, name=None)
        assert labels.decisions.find_pair(name, row.split(",")[0], row.split(",")[5]) == found
        assert [*decided] == [found] * ("" not in found)
        assert any("beslutet räknas inte" in each for each in tell_passes(plan)) == ("" in found)


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("Utbildningsnämnden", "Barn- och skolnämnden", {"un": "bsn"}),
        ("Tekniska nämnden", "Gatunämnden", {"tn": "gn"}),
        ("Utbildningsnämnden\n\nUppdrag:\n\n- anställ tre", "Barnnämnden\n\nUppdrag:\n\n- köp in tre", {"un": ""}),
    ],
)
def test_what_is_said_of_a_committee_follows_its_missions_to_a_new_name(
    tmp_path: Path, old: str, new: str, moved: dict[str, str]
) -> None:
    plan = read_and_edit(tmp_path, old, new)
    labels = read_labels(plan)
    now, (name, title) = next(iter(moved.values())), (old.partition("\n")[0], new.partition("\n")[0])
    assert {key: to for key, to in labels.moved.items() if "-" not in key} == moved
    assert labels.committees.committee_id.tolist() == {"bsn": ["bsn"] * 2, "gn": ["un"] * 2, "": []}[now]
    if now:
        assert labels.leads["anna"].committee_id.tolist() == labels.leads["settled"].committee_id.tolist()
    told = f"links.csv: ”{name}” heter nu ”{title}”, som har dess uppdrag; svaren följer med"
    assert (told in tell_passes(plan)) == bool(now)


@pytest.mark.parametrize(
    ("text", "rows", "said"),
    [
        ("anställa fler speciallärare", ["skola-2"], "'skola-1' är nu 'skola-2', som har radens text"),
        ("Lägga ned  två skolor.", ["skola-1"], ""),
        ("anställa färre", [], "används inte, för planen har inte radens text så nu; gäller raden ännu, töm"),
        ("", ["skola-1"], ""),
    ],
)
def test_short_names_and_translations_belong_to_the_text_of_their_row(
    tmp_path: Path, text: str, rows: list[str], said: str
) -> None:
    plan = read_and_edit(tmp_path, FIRST, f"- lägga ned två skolor\n{FIRST}")
    path = plan.folder / "texts.csv"
    path.write_text(f"id;short_sv;text\nskola-1;kort;{text}\n", encoding="utf-8")
    told = settle_texts(plan)
    assert [f"texts.csv, rad 2: {said}" in each for each in told] == [True] * bool(said)
    assert [*read_texts(plan).index] == rows and read_words("sv", plan).names.get("".join(rows), "kort") == "kort"
    if rows:
        (own,) = plan.demands.text[plan.demands.demand_id == rows[0]]
        assert path.read_text(encoding="utf-8-sig").splitlines()[1] == f"{rows[0]};kort;{own}"
        assert settle_texts(plan) == []


def test_short_names_are_read_in_any_capitals_and_without_line_breaks(tmp_path: Path) -> None:
    plan = read_plan(copy(CASES / "granvik", tmp_path / "granvik"))
    path = plan.folder / "texts.csv"
    path.write_text('id;short_sv\nSkola-1;"Fler\n lärare "\nUN;Skolan\n', encoding="utf-8")
    assert read_texts(plan).short_sv.to_dict() == {"skola-1": "Fler lärare", "un": "Skolan"}
    assert len(settle_texts(plan)) == 2 and settle_texts(read_plan(plan.folder)) == []
    path.write_text("id;short_sv\nskola-1;  \n", encoding="utf-8")
    with pytest.raises(PlanError, match=r"texts\.csv, rad 2: en tom text för"):
        read_texts(plan)


def test_a_plan_that_was_edited_is_settled_anew_from_texts_alone(tmp_path: Path) -> None:
    plan = read_and_edit(tmp_path, FIRST, f"- lägga ned två skolor\n{FIRST}")
    for name in ("links.csv", "committees.csv"):
        (plan.folder / name).unlink(missing_ok=True)
    with pytest.raises(PlanError, match=r"anna_.*\.csv, rad 2: bara nummer, som har gällt olika texter.* \(rad 2–3\)"):
        settle_passes(plan)
    assert not (plan.folder / "links.csv").exists()
    (plan.folder / "settled_texts.csv").unlink()
    settle_passes(plan)
    assert read_labels(plan).links.demand_id.tolist() == ["skola-1", "skola-2"]


def test_numbers_that_have_had_other_texts_since_the_first_run_are_asked_about(tmp_path: Path) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    keep_handed(read_plan(folder))
    text = (folder / "plan.txt").read_text(encoding="utf-8")
    (folder / "plan.txt").write_text(text.replace(FIRST, f"{FIRST}\n- bygga"), encoding="utf-8")
    plan = read_plan(folder)
    keep_handed(plan)
    path = tmp_path / "anna_links.csv"
    path.write_text(f"{LINKS}\nskola-1,un-01,close,\nskola 02,un-01,close,\n", encoding="utf-8")
    (fault,) = take_pass(plan, [path]).faults
    assert fault.line == 3 and "olika texter sedan planen först lästes (rad 3)" in fault.found
    path.write_text(f"{LINKS},{name_edition(plan)}\nskola-1,un-01,close,\nskola-2,un-01,close,\n", encoding="utf-8")
    assert [answer.demand for answer in take_pass(plan, [path]).answers] == ["skola-1", "skola-2"]
    path.write_text(f"{LINKS}\nskola-2 · servera frukost i skolan,un-01,close,\n", encoding="utf-8")
    assert [answer.demand for answer in take_pass(plan, [path]).answers] == ["skola-3"]
    keep_handed(read_plan(BORLANGE))  # nothing is kept of what was settled before there was such a table
    assert not (BORLANGE / "handed_texts.csv").exists()


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("skola-1 · anställa flera speciallärare", "skriv ’skola-1 · anställa fler speciallärare’ i cellen"),
        (
            "skola-1 · något helt annat",
            "Sök upp rätt rad i planen och skriv dess id; är raden inget svar, ta bort den.",
        ),
        ("skola-2/skola-1", "Skriv skola-1, skola-2 på var sin rad, var och en med sitt svar."),
        ("skola-1–skola-2", "Skriv skola-1, skola-2 på var sin rad, var och en med sitt svar."),
        ("skola-2: frukost åt barn", "Är det skola-2? Sök upp rätt rad"),
        ("skola-2: servera frukost", "skriv ’skola-2 · servera frukost i skolan’ i cellen"),
        ("servera frukst i skolan", "skriv ’skola-2 · servera frukost i skolan’ i cellen"),
        ("gatоr-l", "Är det gator-1? Sök upp rätt rad"),  # a Cyrillic o, and a letter for a digit
        ("skola-9", "Är det skola-2? Sök upp rätt rad i planen och skriv dess id; är raden inget svar, ta bort den."),
    ],
)
def test_what_to_do_with_a_text_that_is_not_in_the_plan(tmp_path: Path, cell: str, remedy: str) -> None:
    plan = read_plan(CASES / "granvik")
    (tmp_path / "anna_links.csv").write_text(f"{LINKS}\n{cell},un-01,exact,\n", encoding="utf-8")
    (fault,) = take_pass(plan, [tmp_path / "anna_links.csv"]).faults
    assert remedy in fault.remedy and "Är det skola-1?" not in fault.remedy


LONG = "- anställa fler speciallärare, " + "och göra det i god tid före läsårets början så att alla får plats, " * 2


def test_an_answer_to_a_text_that_the_form_has_cut_belongs_to_the_whole_of_it(tmp_path: Path) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    text = (folder / "plan.txt").read_text(encoding="utf-8").replace(FIRST, f"{LONG}i norr")
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    book = load_workbook(io.BytesIO(render_form(read_plan(folder))))
    row = next(row for row in book["Samband"].iter_rows(min_row=2) if row[0].value.startswith("skola-1"))
    row[1].value, row[2].value = "un-01", "samma sak"
    book.save(tmp_path / "anna.xlsx")
    (folder / "plan.txt").write_text(text.replace(LONG, f"{LONG}i söder\n{LONG}"), encoding="utf-8")
    taken = take_pass(read_plan(folder), [tmp_path / "anna.xlsx"])
    assert [answer.demand for answer in taken.answers] == ["skola-2"] and not taken.faults
    del book["Planen"]
    book.save(tmp_path / "anna.xlsx")
    (fault,) = take_pass(read_plan(folder), [tmp_path / "anna.xlsx"]).faults
    assert "'skola-1' har en avkortad text som skola-1, skola-2 alla börjar med" in fault.found


def test_rows_with_ids_alone_say_by_their_heading_which_texts_they_are_about(tmp_path: Path) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    sheet = make_sheets(read_plan(folder))["skola"]
    head = next(line for line in sheet.splitlines() if line.startswith("demand_id,mission_id"))
    (folder / "passes").mkdir()
    answers = folder / "passes" / "anna_links.csv"
    answers.write_text(f"{head}\nskola-1,un-01,close,,\n", encoding="utf-8")
    (folder / "passes" / "readers.csv").write_text("pass,kind,reader,remark\nanna,person,r1,\n", encoding="utf-8")
    text = (folder / "plan.txt").read_text(encoding="utf-8")
    (folder / "plan.txt").write_text(text.replace(FIRST, f"- bygga\n{FIRST}"), encoding="utf-8")
    plan = read_plan(folder)
    with pytest.raises(PlanError, match=r"anna_links\.csv, rad 1: raderna är skrivna efter planen som den var förut"):
        settle_passes(plan)
    now = name_edition(plan)
    bare = answers.read_text(encoding="utf-8")
    answers.write_text(bare.replace("skola-1,un-01", "skola-1 · servera frukost i skolan,"), encoding="utf-8")
    assert [each.demand for each in take_pass(plan, [answers]).answers] == ["skola-3"]  # the text says which it is
    answers.write_text(bare.replace(head.split(",")[-1], now), encoding="utf-8")
    settle_passes(plan)
    (folder / "plan.txt").write_text(text.replace(FIRST, f"- bygga\n- laga\n{FIRST}"), encoding="utf-8")
    labels = read_labels(read_plan(folder))  # what is settled follows its texts
    assert labels.links.demand_id.tolist() == ["skola-1"] and labels.handed_in.links.demand_id.tolist() == ["skola-1"]


def test_nothing_is_settled_where_nothing_was_handed_in(tmp_path: Path) -> None:
    plan = read_plan(CASES / "granvik")
    assert write_settled(plan, read_passes(plan, {}), tmp_path) == [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "Stäng den där den är öppen (Excel låser sina filer), och ",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), "Det finns ingen plats kvar: gör plats på disken, och kör "),
        (OSError(errno.EROFS, "Read-only file system"), "Där går det bara att läsa: kopiera mappen till en plats där"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "Ge filen eller mapparna ovanför den kortare namn."),
        (FileNotFoundError(errno.ENOENT, "No such file"), "Ge filen eller mapparna ovanför den kortare namn. Windows "),
    ],
)
def test_a_file_that_cannot_be_written_is_named_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: OSError, remedy: str
) -> None:
    def refuse(part: Path, target: Path) -> None:
        raise reason

    write_bytes(tmp_path / "links.csv", b"1")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PlanError) as caught:
        write_bytes(tmp_path / "links.csv", b"2")
    assert str(caught.value).startswith(f"links.csv: går inte att skriva ({reason.strerror}). {remedy}")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("links.csv", b"1")]


def test_a_file_that_another_program_holds_for_a_moment_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, held = Path.replace, [1, 2]

    def hold(part: Path, target: Path) -> Path:
        if held:
            held.pop()
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", hold)
    write_bytes(tmp_path / "links.csv", b"2")
    assert held == [] and [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("links.csv", b"2")]


def test_texts_are_kept_before_what_is_settled_from_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, written = copy(CASES / "xlsx-passes-not-compared", tmp_path / "plan"), list[str]()

    def write(path: Path, data: bytes) -> bool:
        written.append(path.name)
        return write_bytes(path, data)

    monkeypatch.setattr("helpers.links.settle.write_bytes", write)
    assert [path.name for path in settle_passes(read_plan(folder))] == written[::-1]
    assert written[0] == "settled_texts.csv" and written[-1] == "links.csv"


def test_a_lead_that_was_changed_and_a_reader_who_is_not_listed_are_told(tmp_path: Path) -> None:
    plan = read_and_edit(tmp_path, "xyz", "")
    acts = plan.folder / "passes" / "anna_committees.csv"
    acts.write_text(acts.read_text(encoding="utf-8").replace("skola-1,un,mission,1", "skola-1,un,mission,0"))
    (plan.folder / "passes" / "readers.csv").unlink()
    told = list(tell_passes(plan))
    assert any(each.startswith("committees.csv: 1 rad säger annat om vem som leder än läsningarna") for each in told)
    assert "passes/readers.csv: anna står inte där, så inget säger vem som har läst" in told
    (plan.folder / "passes" / "readers.csv").write_text("pass,kind,reader,remark\nbo,person,r2,\n", encoding="utf-8")
    assert read_who(plan) == ()
    acts.write_text("demand_id,committee_id,basis,lead,reason\nskola-1,un,hej,0,\n", encoding="utf-8")
    assert not any("vem som leder" in each for each in tell_passes(plan))


def test_no_pass_can_have_the_name_of_what_is_settled(tmp_path: Path) -> None:
    for name in ("settled_links.csv", "readers.xlsx", "anna.xlsx"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [*find_passes(tmp_path)] == ["anna"]


def test_what_stands_beside_a_table_and_on_the_form_s_own_sheets_is_told(tmp_path: Path) -> None:
    plan = read_plan(CASES / "granvik")
    book = load_workbook(io.BytesIO(render_form(plan)))
    row = next(row for row in book["Samband"].iter_rows(min_row=2) if row[0].value.startswith("skola-1"))
    row[1].value, row[2].value = "un-01", "samma sak"
    book["Samband"].cell(5, 9).value = "ring mig"
    book["Samband"].cell(6, 2).comment = Comment("osäker", "r1")
    book["Samband"].cell(9, 2).value, book["Samband"].cell(book["Samband"].max_row, 1).value = "–", "Klart!"
    book["Planen"].cell(4, 4).value = "en annan text"
    book["Listor"].insert_rows(1)
    book["Listor"].cell(1, 1).value = "Tabell 1"
    book["Planen"].cell(3, 6).value = book["Kodbok"].cell(2, 4).value = book["Listor"].cell(2, 5).value = "redan gjort"
    book.save(tmp_path / "anna.xlsx")
    taken = take_pass(plan, [tmp_path / "anna.xlsx"])
    assert len(taken.answers) == 1 and not taken.faults
    said = [(each.file.rpartition(" ")[2], each.line, each.found.partition(" (")[0]) for each in taken.remarks]
    beside = "celler till höger på formulärets eget blad"
    assert sorted(said) == [
        ("Kodbok", 2, beside), ("Listor", 2, beside), ("Planen", 3, beside),
        ("Planen", 4, "texter som planen inte har så nu"),
        ("Samband", 1, "kolumnen 9"), ("Samband", 6, "kommentarer till celler"),
        ("Samband", 9, "streck eller krav, och inget i kolumnen Samband"),
    ]  # fmt: skip


def save_form(path: Path) -> None:
    """A form as people fill it in: cells merged over lines, lines coloured, a day as a reason, a picture pasted in."""
    book = load_workbook(io.BytesIO(render_form(read_plan(CASES / "granvik"))))
    sheet = book["Samband"]
    for line, (mission, relation) in enumerate([("un-01", "samma sak"), ("ks-01", "besläktat"), ("tn-01", "")], 2):
        sheet.cell(line, 2, mission)
        sheet.cell(line, 3, relation)
    sheet["E2"], sheet["D8"], sheet["E3"] = date(2026, 5, 3), "–", datetime(2026, 5, 3, 12, 30)
    sheet["C8"], sheet["E8"] = "*inget samband*", "allt om skolan"
    for cells in ("A2:A5", "C3:C4", "C8:C10", "E8:E13", "A26:B26"):
        sheet.merge_cells(cells)
    for line in (2, 5, 14, 15):
        sheet.cell(line, 4).fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A17"].font = Font(color="00AA00")
    Picture.new("RGB", (20, 20)).save(path.with_suffix(".png"))
    sheet.add_image(Image(str(path.with_suffix(".png"))), "H7")
    book.save(path)


def convert(path: Path, kind: str) -> Path:
    """The workbook as LibreOffice saves it."""
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    profile, out = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", path.parent / "out"
    told = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(told, check=True, capture_output=True)
    return out / f"{path.stem}.{kind}"


@pytest.mark.parametrize("kind", ["", "xlsx", "ods"])
def test_merged_cells_count_for_each_line_and_colours_and_pictures_are_named(tmp_path: Path, kind: str) -> None:
    save_form(tmp_path / "anna.xlsx")
    path = convert(tmp_path / "anna.xlsx", kind) if kind else tmp_path / "anna.xlsx"
    taken = take_pass(read_plan(CASES / "granvik"), [path])
    assert not taken.faults, [*map(str, taken.faults)]
    said = [(each.line, *[*each.cells.values()][:3], each.cells["reason"][:10]) for each in taken.answers]
    assert said == [
        (2, "skola-1", "un-01", "exact", "2026-05-03"), (3, "skola-1", "ks-01", "related", "2026-05-03"),
        (4, "skola-1", "tn-01", "related", ""), (8, "skola-2", "", "none", "allt om sk")
    ]  # fmt: skip
    assert sorted((each.line, each.found, each.remedy[:24]) for each in taken.remarks) == [
        (3, "sammanslagna celler (rad 3–4)", "Deras värde räknas för v"),
        (5, "färgade rader utan svar (rad 5, 14–15, 17)", "En färg räknas inte som "),
        (7, "bilder (rad 7)", "De används inte."),
    ]


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        ("Krav:;Uppdrag *;Samband?", "skola-1;un-01;samma sak", ""),
        ("Krav (id);Uppdrags-id;Samband ▼", "skola-1;un-01;exakt", ""),
        ('"Krav\n(välj)";"Uppdrag\n(välj)";"Samband (ur listan)"', "skola-1;un-01;exakt", ""),
        ("krav;uppdrag;samband Anna;samband Bo", "skola-1;un-01;exakt;besläktat", "Samband saknas"),
        ("krav;uppdrag;samband;samband", "skola-1;un-01;exakt;besläktat", "Är det två läsare"),
        ("krav;uppdrag;samband Anna;samband Bo", "skola-1;un-01;exakt;besläktat", "Är det två läsare"),
        ("e-post;krav;uppdrag;samband", "a@x;skola-1;un-01;exakt\nb@x;skola-2;un-01;exakt", "flera läsare i kolumnen"),
        (
            "namn;krav;uppdrag;samband;e-post",
            "A;skola-1;un-01;exakt;x\nB;skola-2;un-01;exakt;x",
            "flera läsare i kolumnen",
        ),
        ("e-post;krav;uppdrag;samband", "a@x;skola-1;un-01;exakt", ""),
        ("Demands;Missions;Relationship", "skola-1;un-01;exact", "ingen rad har rubrikerna demand_id"),
        ("krav;uppdrag;samband", "**skola-1**;`un-01`;**Samma sak!**", ""),
        ("krav;nämnd;grund;leder", "skola-1;un;ordinarie ansvar;✔️", ""),
        ("krav;nämnd;grund;leder", "skola-1;un;ordinarie ansvar;✅", ""),
        ("krav;uppdrag;samband", "skola-1;un-01;exactMatch", ""),
        ("krav;uppdrag;samband", "skola-1;n/a;", ""),
        ("krav;uppdrag;samband", "skola-1;-;inget samband", ""),
        ("krav;uppdrag;samband", "skola-1;un-01;-", "samband ''"),
    ],
)
def test_headings_and_answers_with_signs_about_them(tmp_path: Path, head: str, row: str, said: str) -> None:
    (tmp_path / "anna.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    taken = take_pass(read_plan(CASES / "granvik"), [tmp_path / "anna.csv"])
    assert [said in str(each) for each in taken.faults] == [True] * bool(said)
    assert len(taken.answers) == 1 or said


def test_a_sheet_of_answers_under_other_headings_is_none_of_the_form_s_own(tmp_path: Path) -> None:
    rows = [["Demands", "Missions", "Relationship"], ["skola-1", "un-01", "exact"]]
    save_book(tmp_path / "anna.xlsx", A=[["krav", "nämnd", "grund"], ["skola-1", "un", "ordinarie ansvar"]], B=rows)
    taken = take_pass(read_plan(CASES / "granvik"), [tmp_path / "anna.xlsx"])
    assert any(str(each).startswith("anna.xlsx, blad B, rad 1: ingen rad har") for each in taken.remarks)


def test_days_and_merged_cells_of_decisions_are_read_as_they_are_seen(tmp_path: Path) -> None:
    folder = copy(CASES / "granvik", tmp_path / "plan")
    (folder / "passes").mkdir()
    (folder / "passes" / "anna.csv").write_text("krav;uppdrag;samband\nskola-1;un-01;samma sak\n", encoding="utf-8")
    (folder / "passes" / "readers.csv").write_text("pass,kind,reader,remark\nanna,person,l1,\n", encoding="utf-8")
    settle_passes(read_plan(folder))
    book, rows = (
        Workbook(),
        [["skola-1 un-01", "exact", "x", "l1", date(2026, 5, 3)], ["skola-2 ks-01", "related", "y"]],
    )
    for row in [["Nyckel", "Beslut", "Skäl", "Vem", "Datum"], *rows]:
        book.active.append(row)
    for cells in ("D2:D3", "E2:E3"):
        book.active.merge_cells(cells)
    book.save(folder / "decisions_links.xlsx")
    decided = read_decisions(read_plan(folder))
    assert decided[["who", "date"]].to_numpy().tolist() == [["l1", "2026-05-03"]] * 2


@pytest.mark.parametrize(
    "name", ["anna.xlsx.xlsx", "anna.xlsx.txt", "anna_links.csv.txt", "anna_svar.csv.csv", " anna .ods", "anna_2.xlsx"]
)
def test_an_ending_that_was_hidden_and_a_space_name_no_other_reading(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert find_passes(tmp_path) == {"anna": [tmp_path / name]}


@pytest.mark.parametrize("parted", ["-", "_", " ", ".xlsx - "])
@pytest.mark.parametrize("sheets", [["Samband", "Nämnder"], ["Links", "Committees"], ["samband", "nämnder 2"]])
def test_the_csv_of_each_sheet_of_a_form_is_one_reading(tmp_path: Path, parted: str, sheets: list[str]) -> None:
    texts = ["krav;uppdrag;samband\nskola-1;un-01;exact\n", "krav;nämnd;grund;leder\nskola-1;un;mission;1\n"]
    texts += ["Kodboken;\n;Länkar: demand_id, mission_id, relation, reason\n", "Slag;Id;Rad;Text\nkrav;skola-1;9;x\n"]
    texts += ["Kravlista;Uppdragslista;Nämndlista\nskola-1;un-01;un\n"]
    for sheet, text in zip([*sheets, "Kodbok-Tabell 1", "Planen", "Listor-Tabell 1"], texts, strict=True):
        (tmp_path / f"anna{parted}{sheet}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "anna nämnderson.csv").write_text(texts[0], encoding="utf-8")
    passes = find_passes(tmp_path)
    assert [*passes] == ["anna", "anna nämnderson"]
    taken = take_pass(read_plan(CASES / "granvik"), passes["anna"])
    assert [answer.table for answer in taken.answers] in (["links", "committees"], ["committees", "links"])
    assert not taken.faults and not any("till höger" in each.found for each in taken.remarks), taken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<html><table><tr><td>krav</td>",
            "en webbsida eller något annat som ett kalkylprogram kan öppna. Öppna den i",
        ),
        ('\ufeff<?xml version="1.0"?>', "en webbsida eller något annat som ett kalkylprogram kan öppna. Öppna den i"),
        (r"{\rtf1 krav;uppdrag", "ett textdokument. Kopiera tabellen därifrån"),
        ("%PDF-1.7 krav", "en pdf. Lägg hit formuläret"),
    ],
)
def test_a_page_or_a_document_named_as_a_workbook_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "anna.xls").write_text(f"{text}\ndemand_id;mission_id;relation\n", encoding="utf-8")
    (fault,) = take_pass(read_plan(CASES / "granvik"), [tmp_path / "anna.xls"]).faults
    assert str(fault).startswith(f"anna.xls: filen är {said}")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="[$-41D]d mmmm yyyy;@"/><numFmt '
    'numFmtId="171" formatCode="0.0&quot;dagar&quot;"/></numFmts><fills><fill/><fill><patternFill patternType="solid">'
    '<fgColor theme="0"/></patternFill></fill></fills><cellXfs><xf/><xf numFmtId="170" fillId="1"/><xf numFmtId="171"/>'
    "</cellXfs></styleSheet>"
)


def rewrite(path: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Replace a text in parts of a workbook; nothing as the old text stands for the whole part."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, (old, new) in changes.items():
        assert old in parts.get(name, "")
        parts[name] = parts[name].replace(old, new) if old else new
    with ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


@pytest.mark.parametrize(
    ("style", "value", "base", "styles", "reason"),
    [
        (1, "46145", "", STYLES, "2026-05-03"),
        (1, "44683", ' date1904="1"', STYLES, "2026-05-03"),
        (1, "46145.5", "", STYLES, "2026-05-03 12:00"),
        (1, "1e12", "", STYLES, "1e12"),
        (0, "0.8000000000000000444", "", STYLES, "0.8"),
        (2, "46145", "", STYLES, "46145"),
        (1, "46145", "", "<styleSheet>", "46145"),
        (1, "46145", "", f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt/></numFmts></styleSheet>', "46145"),
    ],
)
def test_a_day_is_read_as_it_is_seen_and_no_style_keeps_a_row_from_being_read(
    tmp_path: Path, style: int, value: str, base: str, styles: str, reason: str
) -> None:
    book = Workbook()
    for row in (["krav", "uppdrag", "samband", "skäl"], ["skola-1", "un-01", "samma sak", 7]):
        book.active.append(row)
    book.save(tmp_path / "anna.xlsx")
    changes = {
        "xl/worksheets/sheet1.xml": ('<c r="D2" t="n"><v>7</v>', f'<c r="D2" s="{style}"><v>{value}</v>'),
        "xl/workbook.xml": ("<workbookPr/", f"<workbookPr{base}/"),
        "xl/styles.xml": ("", styles),
    }
    rewrite(tmp_path / "anna.xlsx", changes)
    taken = take_pass(read_plan(CASES / "granvik"), [tmp_path / "anna.xlsx"])
    assert [each.cells["reason"] for each in taken.answers] == [reason]
    assert not taken.faults and not taken.remarks


KINDS = {
    "threadedComment": "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
    "vmlDrawing": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing",
    "ctrlProp": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp",
}
ACTIVE = (
    '<controls xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><control r:id="r2">'
    '<controlPr {}="x"><anchor><from><row>4</row></from></anchor></controlPr></control></controls></worksheet>'
)
THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="C2"><text>Bo tvekar</text></threadedComment></ThreadedComments>'
)
BOX = '<x:ClientData ObjectType="{}"><x:Anchor>2, 4, {}, 4, 3, 8, 2, 5</x:Anchor><br>{}</x:ClientData>'
PROP = '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" {}/>'


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"threadedComment": [THREAD]}, "rad 2: kommentarer till celler (rad 2). De används inte."),
        (
            {"vmlDrawing": [BOX.format("Checkbox", 1, "") + BOX.format("Checkbox", 4, "<x:Checked>1</x:Checked>")]},
            "rad 5: ikryssade rutor och val i listor som inte hör till någon cell (rad 5). De används inte: skriv",
        ),
        (
            {"vmlDrawing": [BOX.format("Drop", 2, "<x:Sel>2</x:Sel>") + BOX.format("Note", 3, "")]},
            "rad 3: ikryssade rutor och val i listor som inte hör till någon cell (rad 3)",
        ),
        (
            {
                "vmlDrawing": [BOX.format("Checkbox", 1, "") + BOX.format("Checkbox", 3, "")],
                "ctrlProp": [PROP.format(""), PROP.format('checked="Checked"')],
            },
            "rad 4: ikryssade rutor",
        ),
        ({"ctrlProp": [PROP.format('checked="Checked"')]}, "rad 1: ikryssade rutor"),
        ({"ctrlProp": [PROP.format('checked="Checked" fmlaLink="$C$2"')]}, ""),
        ({"vmlDrawing": [BOX.format("Radio", 1, "<x:Checked>1</x:Checked><x:FmlaLink>$C$2</x:FmlaLink>")]}, ""),
    ],
)
def test_what_a_workbook_keeps_beside_its_cells_is_named(
    tmp_path: Path, parts: dict[str, list[str]], said: str
) -> None:
    save_book(tmp_path / "anna.xlsx", A=[["krav", "uppdrag", "samband"], ["skola-1", "un-01", "samma sak"]])
    named = [(kind, f"{kind}{n}.xml", text) for kind, texts in parts.items() for n, text in enumerate(texts)]
    related = "".join(
        f'<Relationship Id="{name}" Type="{KINDS[kind]}" Target="../own/{name}"/>' for kind, name, _ in named
    )
    spaces = "http://schemas.openxmlformats.org/package/2006/relationships"
    related = f'<Relationships xmlns="{spaces}">{related}</Relationships>'
    changes = {f"xl/own/{name}": ("", text) for _, name, text in named}
    rewrite(tmp_path / "anna.xlsx", {"xl/worksheets/_rels/sheet1.xml.rels": ("", related), **changes})
    remarks = take_pass(read_plan(CASES / "granvik"), [tmp_path / "anna.xlsx"]).remarks
    assert [str(each).startswith(f"anna.xlsx, blad A, {said}") for each in remarks] == [True] * bool(said), remarks


@pytest.mark.parametrize(("tied", "lines"), [("r:id", [5]), ('r:id="x" linkedCell', []), ("macro", [])])
def test_a_control_of_activex_without_a_cell_is_named(tmp_path: Path, tied: str, lines: list[int]) -> None:
    save_book(tmp_path / "anna.xlsx", A=[["krav", "uppdrag", "samband"], ["skola-1", "un-01", "samma sak"]])
    rewrite(tmp_path / "anna.xlsx", {"xl/worksheets/sheet1.xml": ("</worksheet>", ACTIVE.format(tied))})
    remarks = take_pass(read_plan(CASES / "granvik"), [tmp_path / "anna.xlsx"]).remarks
    said = "ActiveX-kontroller, i vilka det inte går att läsa vad som är valt (rad 5)"
    assert [(each.line, each.found) for each in remarks if "ActiveX" in each.found] == [(line, said) for line in lines]


def test_too_many_merged_cells_are_told_and_not_walked_through() -> None:
    grid = Grid("anna.xlsx, blad A", [(n, ["x"]) for n in range(1, 2001)], merged=[(0, 1, 1_048_576)] * 9_000)
    with pytest.raises(PlanError, match=r"rad 1: bladet har för många sammanslagna celler\. Dela dem igen"):
        grid.list_covered()
