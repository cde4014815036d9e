"""What a Word file keeps as formatting only, each thing once: lists, tracked changes, fields, notes, merged cells."""

import re
import zipfile
from pathlib import Path

import pytest
from written import R, W, make_docx, pack

from helpers.documents.blocks import Block
from helpers.documents.grid import Cell, list_rows
from helpers.documents.read import read_document
from helpers.errors import PlanError

DRAWN = (
    f'{W} {R} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(folder: Path, body: str, styles: str = "", numbering: str = "", **parts: str) -> tuple[Block, ...]:
    """The blocks of a Word file with that body."""
    path = folder / "plan.docx"
    path.write_bytes(make_docx(body, styles, numbering, **parts))
    return read_document(path).blocks


def para(content: str, look: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>"


def equation(content: str) -> str:
    """An equation; numbers stand for their runs."""
    inner = re.sub(r"(?<=>)[^<>]+(?=<)|^[^<>]+|[^<>]+$", r"<m:r><m:t>\g<0></m:t></m:r>", content)
    return f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inner}</m:oMath>'


def run(text: str, look: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(number: int, style: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText '
        f'w:val="{text}"/>{more}</w:lvl>'
    )


def listed(number: int, depth: int = 0) -> str:
    """The look of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def abstract(number: int, levels: str) -> str:
    """A list and its levels, as list ``number``."""
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'


def use(number: int, which: int, more: str = "") -> str:
    """A list in use."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{which}"/>{more}</w:num>'


FRACTION = "<m:f><m:fPr/><m:num>39<m:ctrlPr/></m:num><m:den>100</m:den></m:f>"
SUPER = '<w:vertAlign w:val="superscript"/>'
SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(f"{run('S')}<w:r><w:noBreakHyphen/></w:r>{run('märkt')}", "S-märkt", id="no-break hyphen"),
        pytest.param(f"{run('hyres')}<w:r><w:softHyphen/></w:r>{run('rätt')}", "hyresrätt", id="soft hyphen"),
        pytest.param(f"{run('Vi ')}<w:ins>{run('vill ')}</w:ins>{run('bygga')}", "Vi vill bygga", id="inserted"),
        pytest.param(
            f"{run('Vi vill')}<w:del><w:r><w:delText> inte</w:delText></w:r></w:del>", "Vi vill", id="deleted"
        ),
        pytest.param(
            f"<w:moveFrom>{run('bygga ')}</w:moveFrom>{run('riva ')}<w:moveTo>{run('bygga')}</w:moveTo>",
            "riva bygga",
            id="moved once",
        ),
        pytest.param(f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>', "7", id="simple field"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("sidan 3")}<w:r><w:fldChar '
            f'w:fldCharType="end"/></w:r>',
            "sidan 3",
            id="field in parts",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{run('valt svar')}</w:sdtContent></w:sdt>", "valt svar", id="content control"
        ),
        pytest.param(
            run("kvar", '<w:strike w:val="0"/><w:vanish w:val="false"/>'), "kvar", id="neither struck nor hidden"
        ),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" klart"), "✓ klart", id="Wingdings"),
        pytest.param('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 30"), "≥ 30", id="Symbol"),
        pytest.param(
            run("à", '<w:rFonts w:ascii="Wingdings"/>') + run(" gata"), "→ gata", id="letters set in Wingdings"
        ),
        pytest.param(f"{run('12 m')}{run('2', SUPER)}", "12 m²", id="raised"),
        pytest.param(f"{run('479 200')}{run('2)', SUPER)}", "479 200²⁾", id="a raised mark is no digit"),
        pytest.param(
            f"{run('Ekbacken')}<w:r><w:footnoteReference w:id='2'/></w:r>", "Ekbacken", id="note's mark left out"
        ),
        pytest.param(f"{run('EN SKOLA')}<w:r><w:br/></w:r>{run('FÖR ALLA')}", "EN SKOLA FÖR ALLA", id="line break"),
        pytest.param(f"<w:hyperlink>{run('partiet.se')}</w:hyperlink>", "partiet.se", id="link is text"),
        pytest.param(
            f"{run('Högst ')}{equation(FRACTION)}{run(' av lönen')}", "Högst 39/100 av lönen", id="a fraction"
        ),
        pytest.param(f"{run('2')}{equation(FRACTION)}", "2 39/100", id="a fraction behind a whole number"),
        pytest.param(equation("<m:sSup><m:e>1,02</m:e><m:sup>4</m:sup></m:sSup>=1,08"), "1,02^4=1,08", id="a power"),
        pytest.param(equation("<m:sSub><m:e>k</m:e><m:sub>n+1</m:sub></m:sSub>"), "k_(n+1)", id="below"),
        pytest.param(
            equation("<m:sSubSup><m:e><m:d><m:e>1+r</m:e></m:d></m:e><m:sub>0</m:sub><m:sup>2</m:sup></m:sSubSup>"),
            "(1+r)_0^2",
            id="below and above brackets",
        ),
    ],
)
def test_text_of_a_paragraph(tmp_path: Path, content: str, text: str) -> None:
    assert [block.text for block in read(tmp_path, para(content))] == [text]


@pytest.mark.parametrize(
    ("content", "unused"),
    [
        pytest.param(
            equation("<m:rad><m:e>16</m:e></m:rad>"), "ekvation som inte går att skriva på en rad används inte: ”16”",
            id="root",
        ),
        pytest.param(
            run("39", "<w:strike/>") + run("41", "<w:dstrike/>"),
            "överstruken text används inte: ”39”, ”41”",
            id="struck",
        ),
        pytest.param(
            "<w:del><w:r><w:delText>inte </w:delText></w:r></w:del>",
            "borttagen text (spårad ändring) används inte: ”inte”",
            id="deleted",
        ),
        pytest.param(run("utkast", "<w:vanish/>"), "dold text används inte: ”utkast”", id="hidden"),
        pytest.param(
            equation('<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>5</m:num><m:den>2</m:den></m:f>'),
            "ekvation som inte går att skriva på en rad används inte: ”52”",
            id="no fraction",
        ),
        pytest.param(
            equation("<m:d><m:e><m:f><m:num>1</m:num></m:f></m:e></m:d>"),
            "ekvation som inte går att skriva på en rad används inte: ”1”",
            id="half a fraction",
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_paragraph_is_named(tmp_path: Path, content: str, unused: str) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(make_docx(para(f"{run('Högst ')}{content}{run('42')}")))
    document = read_document(path)
    assert (document.text, document.unused) == ("Högst 42\n", (unused,))


@pytest.mark.parametrize(
    ("levels", "depths", "labels"),
    [
        pytest.param(level(0, "bullet", "\uf0b7", SYMBOL), [0, 0], ["•", "•"], id="bullet of Symbol"),
        pytest.param(level(0, "bullet", "–"), [0], ["–"], id="dash"),
        pytest.param(level(0, "decimal", "%1."), [0, 0, 0], ["1.", "2.", "3."], id="numbers"),
        pytest.param(level(0, "lowerLetter", "%1)"), [0, 0], ["a)", "b)"], id="letters"),
        pytest.param(level(0, "upperRoman", "%1."), [0, 0, 0, 0], ["I.", "II.", "III.", "IV."], id="Roman numerals"),
        pytest.param(
            level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"), [0, 1, 1, 0, 1],
            ["1.", "1.1", "1.2", "2.", "2.1"],
            id="levels count anew",
        ),
        pytest.param(
            level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"), [0, 1], ["I", "1.1"], id="legal"
        ),
        pytest.param(level(0, "none", ""), [0], [""], id="no label"),
    ],
)  # fmt: skip
def test_labels_of_a_list(tmp_path: Path, levels: str, depths: list[int], labels: list[str]) -> None:
    body = "".join(para(run("bygga"), listed(1, depth)) for depth in depths)
    blocks = read(tmp_path, body, numbering=abstract(0, levels) + use(1, 0))
    assert [block.text for block in blocks] == [f"{label} bygga".strip() for label in labels]
    assert [block.level for block in blocks] == [
        depth + 1 if label else None for depth, label in zip(depths, labels, strict=True)
    ]


def test_a_list_told_to_start_again(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = abstract(0, level(0, "decimal", "%1.")) + use(1, 0) + use(2, 0, override) + use(3, 0)
    body = "".join(para(run("x"), listed(number)) for number in (1, 1, 2, 2, 3))
    assert [block.text for block in read(tmp_path, body, numbering=lists)] == ["1. x", "2. x", "5. x", "6. x", "7. x"]


def test_a_level_replaced_for_one_list(tmp_path: Path) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "bullet", "→")}</w:lvlOverride>'
    lists = abstract(0, level(0, "decimal", "%1.")) + use(1, 0, override)
    assert read(tmp_path, para(run("x"), listed(1)), numbering=lists)[0].text == "→ x"


def test_a_list_that_another_one_stands_for(tmp_path: Path) -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Punkter"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Punkter"/>{level(0, "bullet", "■")}</w:abstractNum>'
    )
    assert read(tmp_path, para(run("x"), listed(1)), numbering=lists + use(1, 0))[0].text == "■ x"


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
  <w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Egen rubrik"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik4"><w:name w:val="Rubrik 4"/></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punkt2"><w:name w:val="Punkt 2"/><w:basedOn w:val="Punkt"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""
BULLETS = abstract(0, level(0, "bullet", "•") + level(1, "bullet", "–")) + use(1, 0)


@pytest.mark.parametrize(
    ("style", "more", "kind", "depth", "text"),
    [
        pytest.param("Rubrik1", "", "heading", 1, "Skola", id="outline level"),
        pytest.param("Egen", "", "heading", 1, "Skola", id="style based on a heading"),
        pytest.param("Rubrik", "", "heading", 0, "Skola", id="title"),
        pytest.param("Rubrik4", "", "heading", 4, "Skola", id="heading by its name"),
        pytest.param("Normal", '<w:outlineLvl w:val="2"/>', "heading", 3, "Skola", id="level of the paragraph"),
        pytest.param("Rubrik1", '<w:outlineLvl w:val="9"/>', "paragraph", None, "Skola", id="made body text"),
        pytest.param("Punkt", "", "item", 1, "• Skola", id="bullet of the style"),
        pytest.param("Punkt2", "", "item", 2, "– Skola", id="level of the style, list of its base"),
        pytest.param("Punkt", '<w:numPr><w:numId w:val="0"/></w:numPr>', "paragraph", None, "Skola", id="bullet off"),
        pytest.param("Toc1", "", "toc", None, "Skola", id="contents"),
    ],
)
def test_kind_by_style(tmp_path: Path, style: str, more: str, kind: str, depth: int | None, text: str) -> None:
    body = para(run("Skola"), f'<w:pStyle w:val="{style}"/>{more}') + para(run("Vi vill ha en bra skola. " * 9))
    block = read(tmp_path, body, STYLES, BULLETS)[0]
    plain = {"paragraph": "heading"}.get(kind, kind) if style == "Rubrik1" else kind
    assert (block.kind, block.text) == (plain, text)
    assert block.level == (depth if kind == plain else 1)


def test_look_of_a_paragraph(tmp_path: Path) -> None:
    body = para(run("Vi vill", '<w:rStyle w:val="Stark"/>') + run(":", "<w:b w:val='0'/>")) + para(run("Text " * 40))
    lead, text = read(tmp_path, body, STYLES)
    assert (lead.kind, lead.bold, lead.size) == ("paragraph", True, 11.0)
    assert (text.bold, text.size) == (False, 11.0)


def test_paragraphs_that_open_with_a_heading(tmp_path: Path) -> None:
    body = "".join(
        para(run(f"{name}. ", "<w:b/>") + run("Den är till för alla.")) for name in ("Skola", "Vård", "Kultur")
    )
    blocks = read(tmp_path, body)
    assert [(block.kind, block.level, block.text) for block in blocks[:2]] == [
        ("lead", 1, "Skola."), ("paragraph", None, "Den är till för alla.")
    ]  # fmt: skip
    assert [block.kind for block in blocks[2:]] == ["lead", "paragraph"] * 2


def test_a_large_initial_in_a_frame_is_a_letter_of_its_paragraph(tmp_path: Path) -> None:
    frame = '<w:framePr w:{0}="{1}" w:lines="3"/>'
    initial = para(run("V", '<w:sz w:val="80"/>'), frame.format("dropCap", "drop"))
    other = para(run("Fakta"), frame.format("wrap", "around"))
    blocks = read(tmp_path, initial + para(run("i vill bygga.", '<w:sz w:val="22"/>')) + other + para(run("Slut.")))
    assert [(block.text, block.size) for block in blocks] == [
        ("Vi vill bygga.", 11.0),
        ("Fakta", 10.0),
        ("Slut.", 10.0),
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    body = para(run("Vi vill "), "<w:rPr><w:del/></w:rPr>") + para(run("bygga")) + para("", "<w:rPr><w:del/></w:rPr>")
    assert [block.text for block in read(tmp_path, body)] == ["Vi vill bygga"]


def test_a_text_box_comes_once(tmp_path: Path) -> None:
    inner = para(run("Visste du?"))
    box = (
        f"<mc:AlternateContent {DRAWN}><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{inner}</w:txbxContent>"
        f"</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    blocks = read(tmp_path, para(f"{run('Barnen behöver lugn och ro.')}<w:r>{box}</w:r>"))
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Barnen behöver lugn och ro."),
        ("box", "Visste du?"),
    ]


def test_a_document_set_in_boxes_is_its_text(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{para(run('Vi vill'))}{para(run('– bygga'))}</w:txbxContent></w:pict></w:r>"
    assert [block.kind for block in read(tmp_path, para(box))] == ["paragraph", "item"]


def cell(text: str, look: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{para(run(text))}</w:tc>"


def test_merged_cells_stand_on_the_grid(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    down, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = f"<w:tr>{cell('Nämnd', down)}{cell('Budget', wide)}{cell('Plan')}</w:tr>"
    years = f"<w:tr>{cell('', below)}{cell('2026')}{cell('2027')}{cell('2028')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Struken')}{cell('1')}{cell('2')}{cell('3')}</w:tr>"
    short = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('1')}{cell('x', wide)}</w:tr>"
    control = (
        f"<w:sdt><w:sdtContent><w:tr>{cell('KS')}{cell('10')}{cell('20')}{cell('30')}</w:tr></w:sdtContent></w:sdt>"
    )
    blocks = read(tmp_path, f"<w:tbl>{head}{years}{gone}{control}{short}</w:tbl>")
    texts = ["Nämnd\tBudget\t\tPlan", "\t2026\t2027\t2028", "KS\t10\t20\t30", "\t1\tx\t"]
    assert [(block.kind, block.table, block.text) for block in blocks] == [("row", 1, text) for text in texts]


def test_a_table_that_lays_out_lists_is_text(tmp_path: Path) -> None:
    items = "".join(para(run(text), listed(1)) for text in ("bygga", "riva"))
    body = f"<w:tbl><w:tr>{cell('Kommunstyrelsen')}<w:tc>{items}</w:tc></w:tr></w:tbl>"
    blocks = read(tmp_path, body, numbering=BULLETS)
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Kommunstyrelsen"),
        ("item", "• bygga"),
        ("item", "• riva"),
    ]


def test_lists_in_the_rows_of_a_table_are_rows(tmp_path: Path) -> None:
    """Where each row has a name of its own, what a cell lists is of that row; two lists in a row stay as they are."""
    cells = {
        "Nämnd": ["Uppdrag", "Klart"],
        "Skolnämnden": ["Bygg en ny skola", "vår"],
        "Kulturnämnden": [para(run("Håll öppet på söndagar")) + para(run("Ta fram regler för lokaler")), "höst"],
        "Vårdnämnden": [para(run("en lång")) + para(run("cell")), "vår"],
    }
    rows = [[name, *(cell if "<w:p>" in cell else para(run(cell)) for cell in row)] for name, row in cells.items()]
    body = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in (para(run(name)), *row))}</w:tr>" for name, *row in rows
    )
    assert [block.text for block in read(tmp_path, f"<w:tbl>{body}</w:tbl>")] == [
        "Nämnd\tUppdrag\tKlart",
        "Skolnämnden\tBygg en ny skola\tvår",
        "Kulturnämnden\tHåll öppet på söndagar\thöst",
        "\tTa fram regler för lokaler\t",
        "Vårdnämnden\ten lång cell\tvår",
    ]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["ta fram en plan", "utreda behovet"], ["ta fram en plan", "utreda behovet"]),
        (["Ta fram en plan", "Utred alla behov"], ["Ta fram en plan", "Utred alla behov"]),
        (["ta fram en plan för", "bygga nytt"], ["ta fram en plan för bygga nytt"]),
        (["ta fram en plan", "som håller"], ["ta fram en plan som håller"]),
        (["- fler lärare", "- mat"], ["- fler lärare", "- mat"]),
        (["- 5 000", "- 3 000"], ["- 5 000 - 3 000"]),
    ],
)
def test_paragraphs_of_a_cell_that_each_begin_with_a_verb(texts: list[str], rows: list[str]) -> None:
    named = [[Cell([Block(name)]), Cell([Block("bygga")])] for name in ("Byggnämnden", "Skolnämnden")]
    several = [Cell([Block("Vårdnämnden")]), Cell([Block(text) for text in texts])]
    assert [block.text.split("\t")[1] for block in list_rows([*named, several], 1)][2:] == rows


def test_paragraphs_in_content_controls_and_alternatives(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent>{para(run('ett'))}</w:sdtContent></w:sdt>"
    either = f"<mc:AlternateContent {DRAWN}><mc:Fallback>{para(run('två'))}</mc:Fallback></mc:AlternateContent>"
    empty = f"<w:tbl><w:tr>{cell('')}{cell('')}</w:tr></w:tbl>"
    assert [block.text for block in read(tmp_path, control + either + empty)] == ["ett", "två"]


def test_a_level_that_belongs_to_a_style_and_a_list_that_is_not_there(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = abstract(0, level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", '<w:pStyle w:val="P"/>')) + use(1, 0)
    body = para(run("x"), '<w:pStyle w:val="P"/>') + para(run("y"), listed(9)) + para(run("z"), listed(1, 7))
    assert [block.text for block in read(tmp_path, body, styles, lists)] == ["1.1 x", "y", "z"]


def test_notes_headers_and_footers_come_last_and_once(tmp_path: Path) -> None:
    body = (
        para(run("Barnen."))
        + "<w:sectPr><w:headerReference r:id='header1'/><w:footerReference r:id='footer1'/></w:sectPr>"
    )
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator'>{para('')}</w:footnote>"
        f"<w:footnote>{para(run('Källa'))}</w:footnote></w:footnotes>"
    )
    header, footer = f"<w:hdr {W}>{para(run('Partiet'))}</w:hdr>", f"<w:ftr {W}>{para(run('Sida 1'))}</w:ftr>"
    blocks = read(tmp_path, body + body, footnotes=notes, header1=header, footer1=footer)
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        ("paragraph", "Barnen."),
        ("note", "1 Källa"),
        ("header", "Partiet"),
        ("footer", "Sida 1"),
    ]


def test_pages_where_word_has_told_them(tmp_path: Path) -> None:
    body = para(run("ett")) + para("<w:r><w:lastRenderedPageBreak/></w:r>" + run("två"))
    assert [block.page for block in read(tmp_path, body)] == [1, 2]
    assert read(tmp_path, para(run("ett")))[0].page is None


def test_the_contents_field_is_contents(tmp_path: Path) -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    field += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Skola")}<w:r><w:tab/></w:r>{run("3")}'
    body = para(run("Innehåll")) + para(field) + para(run("Omsorg 4") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    blocks = read(tmp_path, body + para(run("Barnen.")))
    assert [(block.kind, block.text) for block in blocks] == [
        ("toc", "Innehåll"), ("toc", "Skola 3"), ("toc", "Omsorg 4"), ("paragraph", "Barnen."),
    ]  # fmt: skip


def test_comments_and_deleted_rows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('Struken')}</w:tr></w:tbl>"
    comments = f"<w:comments {W}><w:comment>{para(run('Stämmer det?'))}</w:comment></w:comments>"
    path.write_bytes(make_docx(para(run("Barnen.")) + gone, comments=comments))
    document = read_document(path)
    assert (document.text, document.unused) == (
        "Barnen.\n",
        ("borttagen text (spårad ändring) används inte: ”Struken”", "kommentar används inte: ”Stämmer det?”"),
    )


def test_diagrams_and_objects_of_other_programs_are_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    drawn = {"diagramData": "<d xmlns:a='a'><a:t>Skola</a:t><a:t>Vård</a:t></d>", "oleObject": "<o/>"}
    path.write_bytes(make_docx(para(run("Barnen.")), **drawn))
    document = read_document(path)
    assert document.unused == ("formel eller annat inbäddat objekt används inte: ”Skola Vård”, ”oleObject.xml”",)


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    path = tmp_path / "plan.docx"
    path.write_bytes(make_docx(para(run("Barnen."))))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(usual.encode(), strict.encode()) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert read_document(path).text == "Barnen.\n"


def test_a_part_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(pack({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))
    with pytest.raises(PlanError, match=r"skadad del \(word/document.xml"):
        read_document(path)
