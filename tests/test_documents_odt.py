"""What an OpenDocument text keeps as formatting only, each thing once."""

from pathlib import Path

import pytest
from written import make_odt, pack

from helpers.documents.blocks import Block
from helpers.documents.read import read_document
from helpers.errors import PlanError


def read(folder: Path, body: str, automatic: str = "", styles: str = "", masters: str = "") -> tuple[Block, ...]:
    """The blocks of an OpenDocument text with that body."""
    path = folder / "plan.odt"
    path.write_bytes(make_odt(body, automatic, styles, masters))
    return read_document(path).blocks


NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Källa</text:p>"
    "</text:note-body></text:note>"
)
SPAN = '<style:style style:name="T1" style:family="text"><style:text-properties {0}/></style:style>'


def test_paragraphs_that_open_with_a_heading(tmp_path: Path) -> None:
    body = "".join(
        f"<text:p><text:span text:style-name='T1'>{name}.</text:span> Den är till för alla.</text:p>"
        for name in ("Skola", "Vård", "Kultur")
    )
    blocks = read(tmp_path, body, SPAN.format('fo:font-weight="bold"'))
    assert [(block.kind, block.text) for block in blocks[:2]] == [
        ("lead", "Skola."), ("paragraph", "Den är till för alla.")
    ]  # fmt: skip
    assert [block.kind for block in blocks[2:]] == ["lead", "paragraph"] * 2


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        pytest.param("Vi<text:s text:c='2'/>vill", ["Vi  vill"], id="spaces"),
        pytest.param("Vi \n  vill", ["Vi vill"], id="white space collapses"),
        pytest.param("EN<text:line-break/>SKOLA", ["EN SKOLA"], id="line break"),
        pytest.param("hyres\u00adrätt och S\u2011märkt", ["hyresrätt och S-märkt"], id="hyphens"),
        pytest.param("sidan <text:page-number>7</text:page-number>", ["sidan 7"], id="field"),
        pytest.param(f"Barnen{NOTE} leker", ["Barnen leker", "1 Källa"], id="note once and last"),
        pytest.param("Vår<draw:frame><draw:image/><svg:title>Bild</svg:title></draw:frame> skola", ["Vår skola"],
            id="what a picture is called"),
        pytest.param("\uf0b7 bygga", ["• bygga"], id="private sign"),
        pytest.param("12 m<text:span text:style-name='T1'>2</text:span>", ["12 m²"], id="raised"),
        pytest.param("<text:a>partiet.se</text:a><office:annotation><text:p>nej</text:p></office:annotation>",
            ["partiet.se"], id="link is text, a comment is not"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(tmp_path: Path, content: str, texts: list[str]) -> None:
    raised = SPAN.format('style:text-position="super 58%"')
    assert [block.text for block in read(tmp_path, f"<text:p>{content}</text:p>", raised)] == texts


@pytest.mark.parametrize(
    ("body", "unused"),
    [
        pytest.param("<text:p>Kvar<text:span text:style-name='T1'>39<text:s/></text:span></text:p>",
            "överstruken text används inte: ”39”", id="struck"),
        pytest.param("<text:p>Kvar<text:span text:style-name='T2'>39</text:span></text:p>",
            "dold text används inte: ”39”", id="hidden"),
        pytest.param("<text:section text:display='none'><text:p>Vi vill</text:p><text:p>riva</text:p></text:section>"
            "<text:p>Kvar</text:p>", "dold text används inte: ”Vi vill riva”", id="hidden section"),
        pytest.param("<text:p>Vi vill<text:hidden-paragraph text:is-hidden='true'/></text:p><text:p>Kvar</text:p>",
            "dold text används inte: ”Vi vill”", id="hidden paragraph"),
        pytest.param("<text:p>Kvar<text:hidden-text text:is-hidden='true'>39</text:hidden-text></text:p>",
            "dold text används inte: ”39”", id="hidden field"),
        pytest.param("<text:tracked-changes><text:changed-region><text:deletion><text:p>Nej</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>Kvar</text:p>",
            "borttagen text (spårad ändring) används inte: ”Nej”", id="tracked deletion"),
        pytest.param("<text:p>Kvar<office:annotation><text:p>Stämmer det?</text:p></office:annotation></text:p>",
            "kommentar används inte: ”Stämmer det?”", id="comment"),
        pytest.param("<text:p>Kvar<draw:frame><draw:object><math><mn>39</mn><annotation xmlns='m'>39 over 100"
            "</annotation></math></draw:object></draw:frame></text:p>",
            "formel eller annat inbäddat objekt används inte: ”39 over 100”", id="formula"),
        pytest.param("<text:p>Kvar<draw:frame><draw:object xlink:href='./Object 1' xmlns:xlink="
            "'http://www.w3.org/1999/xlink'/></draw:frame></text:p>",
            "formel eller annat inbäddat objekt används inte: ”Object 1”", id="object"),
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_text_is_left_out_and_named(tmp_path: Path, body: str, unused: str) -> None:
    looks = ['style:text-line-through-style="solid"', 'text:display="none"']
    shown = 'style:text-line-through-style="none" text:display="true"'
    styles = "".join(SPAN.format(look).replace("T1", f"T{n}") for n, look in enumerate([*looks, shown], start=1))
    path = tmp_path / "plan.odt"
    path.write_bytes(make_odt(body.replace("Kvar", "<text:span text:style-name='T3'>Kvar</text:span>"), styles))
    document = read_document(path)
    assert (document.text, document.unused) == ("Kvar\n", (unused,))


def item(text: str, more: str = "", start: str = "") -> str:
    """An item of a list."""
    return f"<text:list-item {start}><text:p>{text}</text:p>{more}</text:list-item>"


def levels(*kinds: str) -> str:
    """A list style ``L`` with these levels: ``•`` and ``–`` are bullets, ``1`` and ``a`` numbers."""
    made = "".join(
        f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="{kind}"/>'
        if kind in "•–\uf0a7"
        else f'<text:list-level-style-number text:level="{n}" style:num-format="{kind}" style:num-suffix="."/>'
        for n, kind in enumerate(kinds, start=1)
    )
    return f'<text:list-style style:name="L">{made}</text:list-style>'


LIST = '<text:list text:style-name="L" {0}>{1}</text:list>'


@pytest.mark.parametrize(
    ("style", "body", "texts"),
    [
        pytest.param(levels("•"), LIST.format("", item("x") + item("y")), ["• x", "• y"], id="bullets"),
        pytest.param(levels("\uf0a7"), LIST.format("", item("x")), ["▪ x"], id="bullet of Wingdings"),
        pytest.param(levels("1"), LIST.format("", item("x") + item("y")) + LIST.format("", item("z")),
            ["1. x", "2. y", "1. z"], id="a new list counts anew"),
        pytest.param(levels("1"),
            LIST.format("xml:id='a'", item("x")) + LIST.format("text:continue-list='a'", item("y")),
            ["1. x", "2. y"], id="a list goes on"),
        pytest.param(levels("1"), LIST.format("", item("x")) + LIST.format("text:continue-numbering='true'", item("y")),
            ["1. x", "2. y"], id="numbering goes on"),
        pytest.param(levels("1"), LIST.format("", item("x", start="text:start-value='5'") + item("y")),
            ["5. x", "6. y"], id="start"),
        pytest.param(levels("1", "a"),
            LIST.format("", item("x", "<text:list>" + item("y") + item("z") + "</text:list>") + item("v")),
            ["1. x", "a. y", "b. z", "2. v"], id="a list in an item"),
        pytest.param(levels("i"), LIST.format("", item("x") * 4), ["i. x", "ii. x", "iii. x", "iv. x"], id="Roman"),
        pytest.param("", LIST.format("", item("x")), ["• x"], id="a style that is not there"),
        pytest.param(levels("1"), LIST.format("", item("x", "<text:p>mer</text:p>") + item("y")),
            ["1. x", "mer", "2. y"], id="a second paragraph has no number"),
        pytest.param(levels("1"), LIST.format("", "<text:list-header><text:p>Först</text:p>"
                                                  "</text:list-header>" + item("")),
            ["Först"], id="a list's heading, and an empty item"),
    ],
)  # fmt: skip
def test_labels_of_a_list(tmp_path: Path, style: str, body: str, texts: list[str]) -> None:
    assert [block.text for block in read(tmp_path, body, style)] == texts


def test_headings_and_looks(tmp_path: Path) -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt"/>'
        "</style:default-style>"
        '<style:style style:name="H" style:family="paragraph"><style:text-properties fo:font-weight="bold"'
        ' fo:font-size="150%"/></style:style><style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Min" style:family="paragraph" style:parent-style-name="Title"/>'
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = (
        '<text:p text:style-name="Min">Plan</text:p><text:h text:outline-level="1" text:style-name="H">Skola</text:h>'
        '<text:h text:outline-level="2">Mat</text:h><text:h text:outline-level="1" '
        'text:is-list-header="true">Slut</text:h>'
    )
    blocks = read(tmp_path, body, styles=styles)
    assert [(block.text, block.level) for block in blocks] == [("Plan", 0), ("1 Skola", 1), ("1.1 Mat", 2), ("Slut", 1)]
    assert (blocks[1].bold, blocks[1].size, blocks[2].size) == (True, 16.5, 11.0)


def test_a_table_with_merged_and_repeated_cells(tmp_path: Path) -> None:
    cell = "<table:table-cell {1}><text:p>{0}</text:p></table:table-cell>".format
    covered = "<table:covered-table-cell/>"
    wide = cell("Budget", "table:number-columns-spanned='2'")
    head = f"<table:table-row>{cell('Nämnd', '')}{wide}{covered}</table:table-row>"
    row = f"<table:table-row>{cell('KS', '')}<table:table-cell table:number-columns-repeated='2'/></table:table-row>"
    body = f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{row}</table:table>"
    assert [(block.kind, block.text) for block in read(tmp_path, body)] == [
        ("row", "Nämnd\tBudget\t"),
        ("row", "KS\t\t"),
    ]


def test_cells_and_rows_that_are_alike_stand_once_in_the_file_with_their_number(tmp_path: Path) -> None:
    cell = "<table:table-cell {1}><text:p>{0}</text:p></table:table-cell>".format
    twice, often = "table:number-columns-repeated='2'", "table:number-columns-repeated='9999'"
    rows = [
        f"<table:table-row>{cell('Miljönämnden', '')}{cell('5,0', twice)}{cell('9,0', '')}</table:table-row>",
        f"<table:table-row table:number-rows-repeated='2'>{cell('Varav bad', '')}{cell('1,0', '')}</table:table-row>",
        "<table:table-row table:number-rows-repeated='9999'><table:table-cell/></table:table-row>",
        f"<table:table-row>{cell('x', often)}</table:table-row>",
    ]
    texts = [block.text for block in read(tmp_path, f"<table:table>{''.join(rows)}</table:table>")]
    assert texts[:3] == ["Miljönämnden\t5,0\t5,0\t9,0", "Varav bad\t1,0", "Varav bad\t1,0"]
    assert texts[-1].split("\t") == ["x"] * 20 and len(texts) == 4


def test_pages_boxes_contents_headers(tmp_path: Path) -> None:
    automatic = (
        '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties '
        'fo:break-before="page"/></style:style>'
    )
    masters = (
        "<style:master-page><style:header><text:p>Partiet</text:p></style:header><style:footer>"
        "<text:p>Sida 1</text:p></style:footer></style:master-page>"
    )
    box = "<draw:frame><draw:text-box><text:p>Ruta</text:p></draw:text-box></draw:frame>"
    body = (
        "<text:table-of-content><text:table-of-content-source/><text:index-body><text:p>Skola<text:tab/>3</text:p>"
        f"</text:index-body></text:table-of-content><text:p>Ett och mer{box}</text:p><text:p>tvåan "
        f"<text:soft-page-break/>går</text:p>"
        f'<text:soft-page-break/><text:p text:style-name="B">fyra</text:p>{box}'
    )
    blocks = read(tmp_path, body, automatic, masters=masters * 2)
    assert [(block.kind, block.page, block.text) for block in blocks] == [
        ("toc", 1, "Skola 3"), ("paragraph", 1, "Ett och mer"), ("box", 1, "Ruta"), ("paragraph", 1, "tvåan går"),
        ("paragraph", 4, "fyra"), ("box", 4, "Ruta"), ("header", None, "Partiet"), ("footer", None, "Sida 1"),
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["custom-shape", "rect", "g"])
def test_drawn_shapes_with_text_and_a_box_in_a_box(tmp_path: Path, shape: str) -> None:
    inner = "<draw:frame><draw:text-box><text:p>inre</text:p></draw:text-box></draw:frame>"
    box = f"<draw:rect><text:p>Vi vill:</text:p><text:p>bygga{inner}</text:p></draw:rect>"
    drawn = f"<draw:{shape}>{box if shape == 'g' else box[11:-12]}</draw:{shape}>"
    blocks = read(tmp_path, f"<text:p>Skola{drawn} är viktigt för alla barn här</text:p>{drawn}")
    boxed = [("box", "Vi vill:"), ("box", "bygga"), ("box", "inre")]
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Skola är viktigt för alla barn här"),
        *boxed * 2,
    ]


def test_pages_that_begin_in_a_list_and_in_a_table(tmp_path: Path) -> None:
    items = "<text:list-item><text:p>ett</text:p><text:soft-page-break/><text:p>två</text:p></text:list-item>"
    row = "<table:table-row><table:table-cell><text:p>{0}</text:p></table:table-cell></table:table-row>".format
    body = f"<text:list>{items}</text:list><table:table>{row('tre')}<text:soft-page-break/>{row('fyra')}</table:table>"
    assert [(block.page, block.text) for block in read(tmp_path, body)] == [
        (1, "• ett"), (2, "två"), (2, "tre"), (3, "fyra"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "x"}, "låst med lösenord"),
        ({"content.xml": "<a/>"}, "utan textdokument"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, parts: dict[str, str], found: str) -> None:
    path = tmp_path / "plan.odt"
    path.write_bytes(pack(parts))
    with pytest.raises(PlanError, match=found):
        read_document(path)
