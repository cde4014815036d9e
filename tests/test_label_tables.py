"""Tables that people keep by hand, each wrong in one way: told with file and line, all at once, and never more."""

import pickle
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from helpers import read_plan
from helpers.errors import FaultsError, PlanError
from helpers.grid import CONTROLS as TICKED
from helpers.grid import MARGINS, PICTURES, STRUCK
from helpers.grids.read import read_grids
from helpers.links.labels import read_labels
from helpers.links.needs import QUESTIONS, lacks
from helpers.plan.read import Plan
from helpers.tables import Table, read_rows, read_table, read_wordlist, render_table, tell_beside

BORLANGE = Path(__file__).parents[1] / "data" / "borlange-v-2022"
GRANVIK = Path(__file__).parent / "cases" / "granvik"

LINKS = "demand_id,mission_id,relation\n"
GOOD = "jobb-1,gan-01,exact\n"
COMMITTEES = "demand_id,committee_id,basis,lead\n"
TENSIONS = "line_a,line_b,matter,how,strength,votes\n"
DECISIONS = "key,decision,reason,who,date\n"
SIGNED = "klimat-1 ks-01,exact,a new link,A. Reader,2026-01-31\n"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A copy of the source plan to write in."""
    return read_plan(shutil.copytree(BORLANGE, tmp_path / "plan", ignore=shutil.ignore_patterns("derived")))


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("links", "", [None]),
        ("links", "demand_id,relation\njobb-1,exact\n", [1]),
        ("links", "demand_id,mission_id,relation,relation\njobb-1,gan-01,exact,exact\n", [1]),
        ("links", LINKS, [1]),
        ("links", LINKS + "jobb-1,gan-01\n", [2]),
        ("links", LINKS + "jobb-1,gan-01,exact,,x\n", [2]),
        ("links", LINKS + 'jobb-1,gan-01,"exact\n', [2]),
        ("links", LINKS + "job-1,gan-01,exact\n", [2]),
        ("links", LINKS + GOOD + "\n\njobb-2,gan-01,same\n", [5]),
        ("links", LINKS + GOOD + "jobb-2,,related\n", [3]),
        ("links", LINKS + GOOD + "jobb-2,gan-99,same\njobb-1,gan-01,close\n", [3, 3, 4]),
        ("committees", COMMITTEES + "jobb-1,gan,mission,1\njobb-1,ks,remit,1\n", [3]),
        ("committees", COMMITTEES + "jobb-1,gan,duty,yes\n", [2, 2]),
        ("tensions", TENSIONS + "25,5600,x,y,strong,three\n", [2, 2, 2]),
        ("pledges", "id,form,specificity,specificity_votes,direction\njobb-1,action,specific,3,upwards\n", [2]),
        ("verbs", "demand_id,mission_id,strength,words\njobb-1,gan-01,2,x\n", [2]),
        ("outside", "item_id,fact_key,why\njobb-1,x,y\njobb-1,x,y\n", [3]),
        ("topics", "topic_id,line,why\nx,1,y\nx,1,z\n", [3]),
        (
            "prose_commitments",
            "sentence_id,line,commitment,level,same_as,votes,level_votes\n1,21,x,state,jobb-9 jobb-1,3,3\n",
            [2],
        ),
    ],
)
def test_a_wrong_table_is_told_with_its_lines(plan: Plan, name: str, text: str, lines: list[int | None]) -> None:
    (plan.folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=rf"^{name}\.csv") as caught:
        read_labels(plan).read(name)
    assert [fault.line for fault in getattr(caught.value, "faults", [caught.value])] == lines


@pytest.mark.parametrize(
    "row",
    [
        "klimat-1 ks-99,exact,x,A. Reader,2026-01-31\n",
        "klimat-1,exact,x,A. Reader,2026-01-31\n",
        "klimat-1 ks-02,exactly,x,A. Reader,2026-01-31\n",
        "klimat-1 ks-02,exact,x,,2026-01-31\n",
        "klimat-1 ks-01,none,x,A. Reader,2026-01-31\n",
    ],
)
def test_a_decision_that_cannot_be_is_told_with_its_line(plan: Plan, row: str) -> None:
    (plan.folder / "decisions_links.csv").write_text(DECISIONS + SIGNED + row, encoding="utf-8")
    with pytest.raises(PlanError, match=r"^decisions_links\.csv, rad 3: "):
        _ = read_labels(plan).links


@pytest.mark.parametrize(
    "row", ["jobb-1 mn,mission lead", "jamlikhet-1 kfn,remit", "jamlikhet-1 sn,remit lead", "jamlikhet-1 nn,remit"]
)
def test_a_decision_on_a_committee_that_the_links_contradict_is_told(plan: Plan, row: str) -> None:
    first = "jamlikhet-1 ks,remit lead,x,A. Reader,2026-01-31\n"
    text = f"{DECISIONS}{first}{row},x,A. Reader,2026-01-31\n"
    (plan.folder / "decisions_committees.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=r"^decisions_committees\.csv, rad 3: "):
        _ = read_labels(plan).committees


def test_decisions_are_read_as_a_swedish_excel_saves_them(plan: Plan) -> None:
    text = "\ufeffKey;Decision;Reason;Who;Date\nKLIMAT-1  ks-01;Broader;en ny länk;A. Reader;2026-01-31\n"
    (plan.folder / "decisions_links.csv").write_bytes(text.encode())
    decided = read_labels(plan).links.query("origin == 'decision'")
    assert decided[["demand_id", "mission_id", "relation"]].to_numpy().tolist() == [["klimat-1", "ks-01", "broader"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "skyddad med lösenord"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "gamla format"),
        (b"PK\x03\x04 broken", "går inte att läsa"),
        (b"a\0b", "ingen tabell"),
        (b'[\n {"krav": "jobb-1"}]', "en datafil"),
        (b"\n \n", "tom"),
        (b'id,name\na,"b\n', "citattecken"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "anna.xlsx"
    path.write_bytes(data)
    with pytest.raises(PlanError, match=said) as caught:
        read_grids(path)
    assert (caught.value.file == "anna.xlsx" and "spara" in str(caught.value).lower()) or said == "citattecken"


def make_book(path: Path, sheet: str, **parts: str) -> Path:
    """A workbook of the fewest parts, with one sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with ZipFile(path, "w") as archive:
        sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns:r="{office}">{sheets}</workbook>')
        target = '<Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/>'
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{target}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
        for name, text in parts.items():
            archive.writestr(f"xl/{name}.xml", text)
    return path


def test_the_cells_of_a_workbook_are_read_in_every_way_that_they_are_written(tmp_path: Path) -> None:
    row = '<row r="3"><c r="B3" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>å</t></r><t>_x0041_</t></is></c>'
    row += '<c r="E3"><v>1.0</v></c><c r="F3" t="str"><f>A1</f><v>x</v></c><c r="G3" t="b"><v>1</v></c></row><row/>'
    book = make_book(tmp_path / "a.xlsx", row, sharedStrings="<sst><si><t>id</t><rPh><t>no</t></rPh></si></sst>")
    assert read_grids(book)[0].rows == [(3, ["", "id", "åA", "", "1", "x", "1"])]


def test_a_formula_without_a_value_is_told_with_its_cell(tmp_path: Path) -> None:
    book = make_book(tmp_path / "a.xlsx", '<row r="2"><c r="C2"><f>A1</f></c></row>')
    with pytest.raises(PlanError, match=r"a\.xlsx, blad A, rad 2: cellen C2 har en formel utan värde"):
        read_grids(book)


def test_a_sheet_with_a_form_to_its_last_row_is_read_and_one_with_values_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    formed = "".join(f'<row r="{n}"><c r="XFD{n}" s="1"/></row>' for n in range(2, 60_000))
    row = '<row r="1"><c r="A1"><v>5</v></c></row>'
    assert read_grids(make_book(tmp_path / "a.xlsx", row + formed))[0].rows == [(1, ["5"])]
    with pytest.raises(PlanError, match="för många celler"):
        read_grids(make_book(tmp_path / "b.xlsx", '<row r="1"><c r="XFD1"><v>5</v></c></row>'))
    monkeypatch.setattr("helpers.grids.excel.MOST_CELLS", 1)
    with pytest.raises(PlanError, match="rad 2: bladet har för många celler"):
        read_grids(make_book(tmp_path / "c.xlsx", row + row.replace("1", "2")))


def test_a_workbook_that_is_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.grids.read.MOST_BYTES", 10)
    with pytest.raises(PlanError, match="för stor"):
        read_grids(make_book(tmp_path / "a.xlsx", ""))
    monkeypatch.setattr("helpers.grids.text.MOST_CELLS", 2)
    (tmp_path / "a.csv").write_text("a\n1\n2\n3\n", encoding="utf-8")
    with pytest.raises(PlanError, match="mer än 2 rader"):
        read_grids(tmp_path / "a.csv")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"gone.csv: filen finns inte. Lägg den där, eller rätta namnet"):
        read_grids(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [(6, 1, "skyddad med lösenord"), (8, 9, r"går inte att läsa \(NotImplementedError\)")],  # encrypted; Deflate64
)
def test_a_workbook_that_is_packed_strangely_is_told(tmp_path: Path, at: int, value: int, said: str) -> None:
    path = make_book(tmp_path / "a.xlsx", "")
    data = bytearray(path.read_bytes())
    for mark, further in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        for found in re.finditer(mark, bytes(data)):
            data[found.start() + at + further] = value
    path.write_bytes(data)
    with pytest.raises(PlanError, match=said):
        read_grids(path)


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Put other bytes into the parts of a workbook."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(before, after) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_workbook_whose_parts_lack_something_is_read_or_told(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", '<row r="2"><c><v>5</v></c></row><row><c><v>6</v></c></row>')
    rewrite(path, b"sheetData", b"otherData")
    assert read_grids(path)[0].rows == [(2, ["5"]), (3, ["6"])]
    rewrite(path, b"r:id", b"r:other")
    with pytest.raises(PlanError, match=r"går inte att läsa \(KeyError\)"):
        read_grids(path)


BAD_TABLES = {
    "id,value,id\na,b,c\n": "a.csv, rad 1: kolumnen 'id' står två gånger. Behåll en av dem.",
    "id,value\na,b\nc\n": "a.csv, rad 3: raden har 1 cell och rubriken 2. Kanske är filen avbruten: spara den igen.",
    "id,value\na\nc,d\n": "a.csv, rad 2: raden har 1 cell och rubriken 2. Fyll på, eller sätt citattecken om text.",
    "id,value\na,b, c\n": 'a.csv, rad 2: raden har 3 celler och rubriken 2. Sätt citattecken (") om en text med '
    "skiljetecken i.",
}


@pytest.mark.parametrize("text", BAD_TABLES)
def test_a_row_of_another_width_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        read_table(tmp_path / "a.csv", Table(("id", "value")))
    assert str(caught.value) == BAD_TABLES[text]


BAD_WORDLISTS = {
    "word,pattern,more\nbarn,b,c\n": "w.csv, rad 1: kolumnerna word, pattern, more. De ska vara word, pattern.",
    "word,pattern\n,sk\nbarn,barn(\n": "w.csv, rad 2: word är tom. Ge varje rad ett eget namn.\nw.csv, rad 3: mönstret "
    "'barn(' (missing ), unterminated subpattern at position 4). Skriv ett reguljärt uttryck, eller ett omvänt "
    "snedstreck före dess tecken.",
}


def test_empty_columns_behind_the_header_are_no_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,value,,\na,b,,\n", encoding="utf-8")
    assert read_table(tmp_path / "a.csv", Table(("id", "value"))).to_dict("records") == [{"id": "a", "value": "b"}]


def test_faults_come_whole_from_another_process() -> None:
    alike = FaultsError([PlanError("a.csv", line, "x", "Y.") for line in range(1, 40)])
    faults = FaultsError([alike, *(PlanError("a.csv", line, f"x{line}", "Y.") for line in range(1, 40))])
    again = pickle.loads(pickle.dumps(faults))
    assert str(again) == str(faults) and again.faults[-1].line == 39 and str(again).endswith("\n… och 20 fel till.")
    assert str(again).startswith("a.csv, rad 1, 2, 3, 4, 5, 6, 7, 8 och 31 till: x. Y.\na.csv, rad 1: x1. Y.\n")


def test_a_text_with_a_carriage_return_stands_in_quotation_marks() -> None:
    assert render_table(pd.DataFrame({"a": ["x", "y"], "b": [1, 2]})) == b"a,b\nx,1\ny,2\n"
    assert render_table(pd.DataFrame({"a": ["x\ry"], "b": [1]})) == b'"a","b"\n"x\ry",1\n'


@pytest.mark.parametrize("text", BAD_WORDLISTS)
def test_a_word_list_that_is_not_one_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "w.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        read_wordlist(tmp_path / "w.csv", ["word", "pattern"], ["pattern"])
    assert str(caught.value) == BAD_WORDLISTS[text]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.text", "ett textdokument. Kopiera tabellen"),
        ("word/document.xml", "x", "ett textdokument. Kopiera tabellen"),
        ("Index/Tables/DataList.iwa", "x", "ett dokument från Numbers eller Pages. Öppna det, exportera"),
        ("xl/workbook.bin", "x", r"en binär arbetsbok \(.xlsb\). Öppna den"),
        ("svar/bo.xlsx", "x", "ett packat arkiv. Packa upp det"),
        ("other", "x", "ingen arbetsbok. Spara den"),
    ],
)
def test_another_kind_of_file_in_a_zip_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(name, text)
    with pytest.raises(PlanError, match=f"a.xlsx: filen är {said}"):
        read_grids(tmp_path / "a.xlsx")


SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("table", "office", "text", "form", "draw", "style", "fo")
)


def write_ods(path: Path, rows: str, manifest: str | None = "", looks: str = "", **parts: str) -> Path:
    """A workbook of OpenDocument with one sheet of these rows, in these looks, with other parts."""
    body = f'<office:document{SPACES}>{looks}<table:table table:name="Svar">{rows}</table:table></office:document>'
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        if manifest is not None:
            archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", body)
        for name, data in parts.items():
            archive.writestr(f"{name}.xml", f"<office:document{SPACES}>{data}</office:document>")
    return path


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(inner: str = "", **attributes: str) -> str:
    told = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{each}"' for name, each in attributes.items())
    return f"<table:table-cell{told}>{inner}</table:table-cell>"


def test_a_workbook_of_opendocument_is_read_as_its_cells_show(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>en anteckning</text:p></office:annotation>"
    rows = [
        ods_row(ods_cell("<text:p>key</text:p>"), "<text:soft-page-break/>", ods_cell("<text:p>value</text:p>")),
        ods_row(ods_cell(), repeated=3),
        ods_row(
            ods_cell(
                f'{note}<text:p>Kultur<text:line-break/>och<text:s text:c="2"/><text:span>fritid</text:span></text:p>'
            ),
            ods_cell(table_number_columns_repeated="2"),
            ods_cell("<text:p>3<text:tab/>a</text:p><text:p>b</text:p>"),
        ),
        ods_row(ods_cell("<text:p>80 %</text:p>", office_value_type="percentage", office_value="0.8"), repeated=2),
        ods_row(ods_cell("<text:p>1 234</text:p>", office_value_type="float", office_value="1234"), ods_cell()),
        ods_row(ods_cell(table_number_columns_repeated="1024"), repeated=1048000),
    ]
    (grid,) = read_grids(write_ods(tmp_path / "a.ods", "".join(rows), None))  # without manifest, as some write it
    assert grid.place == "a.ods, blad Svar"
    assert grid.rows == [
        (1, ["key", "value"]), (5, ["Kultur\noch  fritid", "", "", "3\ta\nb"]),
        (6, ["0.8"]), (7, ["0.8"]), (8, ["1234"]),
    ]  # fmt: skip
    assert grid.asides["kommentarer till celler"] == [5]


STYLES = (
    '<style:style style:name="a"><style:table-cell-properties fo:background-color="#FFFF00"/></style:style>'
    '<style:style style:name="b"><style:table-cell-properties fo:background-color="#ffffff"/>'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="c"><style:text-properties fo:color="#ff0000" style:text-line-through-style="none"/>'
    "</style:style>"
)


def test_what_a_workbook_of_opendocument_shows_beside_its_values_is_found(tmp_path: Path) -> None:
    rows = "".join(ods_row(ods_cell("<text:p>x</text:p>", table_style_name=each)) for each in "abc")
    picture, chart = (f"<draw:frame><draw:image/>{each}</draw:frame>" for each in ("", "<draw:object/>"))
    rows += ods_row(
        ods_cell(table_number_columns_repeated="2"), ods_cell("<text:p>y</text:p>", table_number_rows_spanned="2")
    )
    rows += ods_row(ods_cell(picture)) + ods_row(ods_cell(chart))
    margin = "<text:p>Ring <text:span>mig</text:span> <text:page-number>1</text:page-number></text:p>"
    pages = f"<style:master-page><style:header>{margin}</style:header></style:master-page>"
    (grid,) = read_grids(write_ods(tmp_path / "a.ods", rows, "", STYLES, styles=pages))
    assert grid.coloured == {1: ["#FFFF00"], 3: ["#ff0000"]}
    assert grid.merged == [(2, 4, 5)]
    assert {what: lines for what, lines in grid.asides.items() if lines} == {STRUCK: [2], PICTURES: [5], MARGINS: [1]}


CONTROLS = (
    '<form:checkbox form:id="a" form:current-state="checked"/><form:checkbox form:id="b" form:current-state="un"/>'
    '<form:checkbox form:id="c" form:current-state="checked" form:linked-cell="A.B2"/><form:listbox form:id="d">'
    '<form:option/><form:option form:current-selected="true"/></form:listbox><form:radio form:id="e"/>'
)


def test_controls_of_opendocument_that_are_ticked_are_found(tmp_path: Path) -> None:
    rows = [ods_row(ods_cell("<text:p>x</text:p>" + f'<draw:control draw:control="{each}"/>')) for each in "abcde"]
    forms = f"<office:forms><form:form>{CONTROLS}</form:form></office:forms>"
    (grid,) = read_grids(write_ods(tmp_path / "a.ods", forms + "".join(rows)))
    assert {what: lines for what, lines in grid.asides.items() if lines} == {TICKED: [1, 4]}


@pytest.mark.parametrize("related", [b"/xl/comments/comment1.xml", b"../comments/comment1.xml"])
def test_comments_on_cells_are_found(tmp_path: Path, related: bytes) -> None:
    book, path = Workbook(), tmp_path / "a.xlsx"
    for cell in ("B3", "A12"):
        book.active[cell].comment = Comment("osäker", "en läsare")
    book.create_sheet("Annat")["A1"] = "x"
    book.save(path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"/xl/comments/comment1.xml", related) if "_rels" in name else data)
    assert [grid.asides["kommentarer till celler"] for grid in read_grids(path)] == [[3, 12], []]


@pytest.mark.parametrize(
    ("rows", "manifest", "said"),
    [
        (ods_row(ods_cell("<text:p>x</text:p>", table_number_columns_repeated="2000")), "", "blad Svar, rad 1: bladet"),
        (ods_row(ods_cell("<text:p>x</text:p>"), repeated=600_000), "", "blad Svar, rad 500001: bladet har för många"),
        ("", "<encryption-data/>", "a.ods: arbetsboken är skyddad med lösenord"),
    ],
)
def test_a_workbook_of_opendocument_has_limits(tmp_path: Path, rows: str, manifest: str, said: str) -> None:
    with pytest.raises(PlanError, match=said):
        read_grids(write_ods(tmp_path / "a.ods", rows, manifest))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_is_read_in_every_encoding_that_excel_writes(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    for end in (b"", b"\0" * 8):  # which a disk puts behind a file that it had no time to end
        path.write_bytes(f"key{separator}value\r\nåäö{separator}Åsa är på ön\r\n".encode(encoding) + end)
        assert read_rows(path, ["key", "value"]).to_numpy().tolist() == [["åäö", "Åsa är på ön"]]


def test_a_table_of_markdown_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("| key | value |\n|---|---|\n| a | b |\n", encoding="utf-8")
    assert read_rows(tmp_path / "a.md", ["key", "value"]).map(str.strip).to_numpy().tolist() == [["a", "b"]]


@pytest.mark.parametrize("name", [*QUESTIONS, "pledges"])
def test_what_a_plan_lacks_is_said_by_name(name: str) -> None:
    bare = read_plan(GRANVIK)
    without = {"links", "seen", "read", "judged", "carried", "traces", "pledges", "unanswered", "inhabitants"}
    assert bool(lacks(bare, name)) == (name in without)
    assert lacks(read_plan(BORLANGE), name) == ""


def test_what_only_a_part_of_a_plan_lacks_is_said(plan: Plan) -> None:
    labels = read_labels(plan)
    none = labels.read("links").assign(relation="related")
    none.to_csv(plan.folder / "links.csv", index=False)
    assert lacks(plan, "carried") == "läsningarna fann inget uppdrag som bär ett krav"
    poor = read_labels(plan)
    poor.plan = plan_without(plan, plan.budget.committee_id[plan.budget.amount_tkr.idxmax()])
    assert lacks(poor, "committee frames") == "den största ramen hör inte till någon nämnd med uppdrag"
    poor.plan = plan_without(plan, *plan.committees.committee_id)
    assert lacks(poor, "committee frames") == "ingen nämnd med uppdrag har en ram i budgettabellen"
    poor.plan = plan_without(plan, *plan.budget.committee_id, None)
    assert lacks(poor, "committee frames") == "planen har ingen budgettabell"


def plan_without(plan: Plan, *committees: object) -> Plan:
    """A plan whose table of frames lacks these committees, beside the largest frame of a row without one."""
    kept = plan.budget if None not in committees else plan.budget.iloc[:0]
    named = kept.committee_id.isin([each for each in committees if each])
    return replace(plan, budget=kept.assign(committee_id=kept.committee_id.mask(named)))


_BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Ruta"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
    '<xdr:spPr><a:xfrm><a:off x="1800000" y="1100000"/><a:ext cx="1200000" cy="500000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Ring mig</a:t>'
    "</a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)
_DRAWING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"


def write_asides(path: Path) -> None:
    """A workbook with what no cell says: struck through in whole and in part, a header, a box with text."""
    book = Workbook()
    sheet = book.active
    for row in (["krav", "uppdrag"], ["a-1", "b-1"], ["a-2", "b-2"], ["a-3", "b-3"]):
        sheet.append(row)
    sheet["B2"].font = Font(strike=True)
    sheet["B3"] = CellRichText("b-2 ", TextBlock(InlineFont(strike=True), "fel"))
    sheet["B4"].font = Font(strike=False)
    sheet.oddHeader.left.text = "Anna, osäker"
    plain = book.create_sheet("Annat")
    plain["A1"], plain.oddFooter.center.text, plain.oddHeader.left.text = "x", "&A, sida &P av &N", "Plan: att läsa"
    plain["A2"].font = Font(strike=True)
    book.properties.title = "Plan: att läsa med"
    book.save(path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name, tag = (
        "xl/worksheets/sheet1.xml",
        f'<drawing r:id="rId9" xmlns:r="{_DRAWING.rpartition("/")[0]}"/></worksheet>',
    )
    parts[name] = parts[name].replace(b"</worksheet>", tag.encode())
    parts["xl/drawings/drawing1.xml"] = _BOX.encode()
    types, kind = "[Content_Types].xml", "application/vnd.openxmlformats-officedocument.drawing+xml"
    told = f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{kind}"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", told.encode())
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{_DRAWING}" Target="/xl/drawings/drawing1.xml"/></Relationships>'
    ).encode()
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize("kind", ["", "xlsx", "ods"])
def test_what_no_cell_of_a_workbook_says_is_found(tmp_path: Path, kind: str) -> None:
    """As it was written, and as LibreOffice saves it."""
    path = tmp_path / "a.xlsx"
    write_asides(path)
    if kind:
        if not (office := shutil.which("soffice")):
            pytest.skip("LibreOffice is not installed")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        told = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out"), str(path)]
        subprocess.run(told, check=True, capture_output=True)
        path = tmp_path / "out" / f"a.{kind}"
    first, second = read_grids(path)
    assert {what: lines for what, lines in first.asides.items() if lines} == {
        "textrutor": [7], "text i sidhuvud eller sidfot": [1], "överstruken text": [2, 3]
    }  # fmt: skip
    assert not any(second.asides.values())
    said = [f"{each.found}. {each.remedy}" for each in tell_beside(first)]
    assert (
        "överstruken text (rad 2–3). Det som står räknas som om det inte vore struket: gäller det inte, töm raden."
        in said
    )


def test_a_workbook_whose_styles_cannot_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_asides(path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, b"<styles" if name == "xl/styles.xml" else data)
    assert read_grids(path)[0].asides["överstruken text"] == [3]
