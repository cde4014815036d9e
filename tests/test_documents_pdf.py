"""PDF by its geometry: lines, columns, tables, items, headers and notes, each in a small document typeset for it."""

from pathlib import Path

import pikepdf
import pytest
import typst
from written import Written, read_lines, write_docx, write_odt, write_pdf

from helpers.documents.blocks import Block
from helpers.documents.pages import render_pages
from helpers.documents.pdf_flow import Flow, Part
from helpers.documents.pdf_lines import Line, Word, find_lines
from helpers.documents.pdf_page import Glyph, Page, Rule
from helpers.documents.pdf_tables import Table, find_open, find_ruled, find_texts, split_amounts, take_over
from helpers.documents.read import read_document

ROOT = Path(__file__).resolve().parents[1]
PROSE = (
    "Skolan är viktig för alla barn i kommunen, och därför måste vi satsa mer på den än vad vi gör i dag. Det "
    "gäller inte "
    "minst de små skolorna på landet, där utbudet är mindre och det är svårt att få tag i lärare som vill stanna kvar. "
)


def read(folder: Path, source: str, size: str = "a5") -> tuple[Block, ...]:
    """The blocks of what Typst makes of some code."""
    path = folder / "plan.pdf"
    setup = f'#set page(paper: "{size}")\n#set text(lang: "sv", size: 10pt)\n'
    path.write_bytes(typst.compile((setup + source).encode("utf-8")))
    return read_document(path).blocks


def told(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Kind and text of blocks."""
    return [(block.kind, block.text) for block in blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("= Skola\nBarnen behöver lugn.",
            [("heading", "Skola"), ("paragraph", "Barnen behöver lugn.")], id="size"),
        pytest.param("#text(tracking: 4pt)[EN SKOLA]\n\nBarnen behöver lugn.",
            [("heading", "EN SKOLA"), ("paragraph", "Barnen behöver lugn.")], id="letter-spaced capitals"),
        pytest.param("#let p(a, b) = par[*#a* #b]\n#p[Skola.][Alla ska lära.]\n#p[Vård.][Alla ska få.]\n"
                     "#p[Gator.][De ska lagas.]",
            [("lead", "Skola."), ("paragraph", "Alla ska lära."), ("lead", "Vård."), ("paragraph", "Alla ska få."),
             ("lead", "Gator."), ("paragraph", "De ska lagas.")], id="headings that paragraphs open with"),
        pytest.param("fi ff ffi fl: finna affisch skaffa "
                     "flera", [("paragraph", "fi ff ffi fl: finna affisch skaffa flera")],
            id="ligatures"),
        pytest.param("Vi vill:\n- bygga\n  - hus\n    - små\n- riva",
            [("paragraph", "Vi vill:"), ("item", "• bygga"), ("item", "‣ hus"), ("item", "– små"), ("item", "• riva")],
            id="levels"),
        pytest.param("+ bygga\n+ riva", [("item", "1. bygga"), ("item", "2. riva")], id="numbers"),
        pytest.param("#enum(numbering: \"1\", body-indent: 1em, [bygga], "
                     "[riva])", [("item", "1. bygga"), ("item", "2. riva")],
            id="a number apart is a mark"),
        pytest.param("#list(marker: circle(radius: 1.5pt, fill: black), [bygga], [riva])",
            [("item", "• bygga"), ("item", "• riva")], id="bullets that are drawn"),
        pytest.param("#enum(numbering: n => \"①\", [bygga])", [("item", "① bygga")], id="a figure in a ring"),
        pytest.param("#list(marker: square(size: 6.8pt, fill: black), body-indent: 0pt, [bygga], [riva])",
            [("item", "• bygga"), ("item", "• riva")], id="pictures that touch the text"),
        pytest.param("#circle(radius: 1.5pt, fill: black)\n#box(circle(radius: 1.5pt)) bygga\n\nriva allt som är här",
            [("paragraph", "bygga"), ("paragraph", "riva allt som är här")], id="a dot alone is none"),
        pytest.param("Fler lärare#box(baseline: -3.4pt, text(size: 8.4pt)[1]) och vuxna i skolan.",
            [("paragraph", "Fler lärare¹ och vuxna i skolan.")], id="a figure that is raised but hardly smaller"),
        pytest.param("Klasser som är små, alltså med högst#linebreak(justify: true)20 elever i alla"
                     "#linebreak(justify: true) skolor.",
            [("paragraph", "Klasser som är små, alltså med högst 20 elever i alla skolor.")],
            id="a number in a justified line is none"),
        pytest.param("#list(marker: [\\u{f0b7}], [bygga], [riva])", [("item", "• bygga"), ("item", "• riva")],
            id="a bullet without a code"),
        pytest.param("#set heading(numbering: \"1.\")\n= Skola\nBarnen behöver lugn.",
            [("heading", "1. Skola"), ("paragraph", "Barnen behöver lugn.")], id="a numbered title is no item"),
        pytest.param("Upp till 12 m#super[2] mark.",
            [("paragraph", "Upp till 12 m² mark.")], id="a raised figure stays"),
        pytest.param("Det kostar 5 200 kr#footnote[Enligt kommunen.] om året.",
            [("paragraph", "Det kostar 5 200 kr om året."), ("note", "¹Enligt kommunen.")], id="a note and its mark"),
        pytest.param("Det kostar mer.\n\n#text(8pt)[1. Bygga hus.]",
            [("paragraph", "Det kostar mer."), ("item", "1. Bygga hus.")], id="a small number that nothing cites"),
        pytest.param("Barnen behöver lugn.#place(right + top, rotate(90deg, reflow: true)[På tvären])",
            [("paragraph", "Barnen behöver lugn."), ("box", "På tvären")], id="turned text"),
    ],
)  # fmt: skip
def test_kinds(tmp_path: Path, source: str, blocks: list[tuple[str, str]]) -> None:
    assert told(read(tmp_path, source)) == blocks


def test_a_note_with_a_full_stop_at_the_end_of_a_column(tmp_path: Path) -> None:
    text = "det kostar mer än vad många tror att gå i skolan i vår kommun, och det ska inte vara så för någon " * 2
    source = f"#columns(2)[{text}i år.#super[1]\n\n#text(8pt)[1. Enligt kommunen.]#colbreak()\n{text}]"
    assert told(read(tmp_path, source)) == [
        ("paragraph", f"{text}i år."), ("paragraph", text.strip()), ("note", "1. Enligt kommunen.")
    ]  # fmt: skip


def test_levels_of_items(tmp_path: Path) -> None:
    blocks = read(tmp_path, "- bygga\n  - hus\n  - torn\n- riva")
    assert [block.level for block in blocks] == [1, 2, 2, 1]


def test_lines_are_joined_and_hyphens_undone(tmp_path: Path) -> None:
    setup = "#set text(hyphenate: true)\n#set par(justify: true)\n"
    source = f"{setup}{PROSE * 2}\n\nVi vill:\n- {PROSE}\n- riva\n"
    texts = [PROSE.strip() + " " + PROSE.strip(), "Vi vill:", f"• {PROSE.strip()}", "• riva"]
    assert [block.text for block in read(tmp_path, source, "a6")] == texts


def test_paragraphs_with_an_indent_and_no_distance(tmp_path: Path) -> None:
    setup = "#set par(first-line-indent: (amount: 1.5em, all: true), spacing: 0.65em, justify: true)\n"
    texts = [f"{word} {PROSE.strip()}" for word in ("Ett", "Två", "Tre", "Fyra")]
    assert [block.text for block in read(tmp_path, setup + "\n\n".join(texts))] == texts


def test_an_item_goes_on_on_the_next_page(tmp_path: Path) -> None:
    source = f'#set page(height: 6cm, numbering: "1", header: [Partiet])\n{PROSE}\n\n- {PROSE * 3}\n- riva'
    blocks = read(tmp_path, source)
    assert [block.text for block in blocks if block.kind == "item"] == [f"• {(PROSE * 3).strip()}", "• riva"]
    assert {block.text for block in blocks if block.kind == "header"} == {"Partiet"}
    assert [block.text for block in blocks if block.kind == "footer"] == ["1", "2"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    setup = '#set page(columns: 2)\n#place(top + center, scope: "parent", float: true)[#text(20pt)[Vår plan]]\n'
    source = f"{setup}= Skola\n{PROSE * 3}\n= Omsorg\n{PROSE * 3}"
    texts = ["Vår plan", "Skola", (PROSE * 3).strip(), "Omsorg", (PROSE * 3).strip()]
    assert [block.text for block in read(tmp_path, source, "a4")] == texts


def test_headings_in_the_margin_stand_before_their_text(tmp_path: Path) -> None:
    head = "#text(14pt)[*{}*] \\\nKort sagt: lugn och ro i varje klass."
    bands = [f"[{head.format(title)}], [{PROSE * 2}\n- bygga\n- riva]" for title in ("Vår skola", "Vård och omsorg")]
    setup = "#set page(height: 18cm)\n#text(20pt)[Partiets hela plan för vår kommun och alla som bor i den]\n"
    source = (
        f"{setup}#grid(columns: (1fr, 3fr), gutter: 14pt, {', '.join(bands)})\nAllt detta finns i kommunens budget."
    )
    told = [block.text for block in read(tmp_path, source, "a4")]
    sub, text, items = "Kort sagt: lugn och ro i varje klass.", (PROSE * 2).strip(), ["• bygga", "• riva"]
    assert told[1:-1] == ["Vår skola", sub, text, *items, "Vård och omsorg", sub, text, *items]


BUDGET = """align: (left, right, right, right), [tkr], [2026], [2027], [Ändring], [Kommunstyrelsen], [1 234],
[−5], [+1,2],
[varav räddningstjänst], [2,0], [], [–], [*Summa*], [*1 236*], [*2*], [*0*])"""
ROWS = [
    "tkr\t2026\t2027\tÄndring",
    "Kommunstyrelsen\t1 234\t−5\t+1,2",
    "varav räddningstjänst\t2,0\t\t–",
    "Summa\t1 236\t2\t0",
]
TASKS = """[Nämnd], [Uppdrag], [Klart], [Kommunstyrelsen], [Ta fram en plan för hur kommunens alla verksamheter ska bli
fossilfria och redovisa den], [2027], [Barn- och utbildningsnämnden], [Minska grupperna], [Löpande])"""
TASK_ROWS = [
    "Nämnd\tUppdrag\tKlart",
    "Kommunstyrelsen\tTa fram en plan för hur kommunens alla verksamheter ska bli fossilfria och redovisa den\t2027",
    "Barn- och utbildningsnämnden\tMinska grupperna\tLöpande",
]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        pytest.param(f"#table(columns: 4, {BUDGET}", ROWS, id="ruled"),
        pytest.param(f"#table(columns: 4, stroke: none, {BUDGET}", ROWS, id="open"),
        pytest.param("Nämnd #h(1fr) 2026 #h(2cm) 2027 \\\nKommunstyrelsen #h(1fr) 76,6- #h(2cm) 79,9- \\\n"
                     "Summa #h(1fr) 1 071,2- #h(1.2cm) 1 117,3-",
            ["Nämnd\t2026\t2027", "Kommunstyrelsen\t76,6-\t79,9-", "Summa\t1 071,2-\t1 117,3-"], id="minus behind"),
        pytest.param(f"#table(columns: 4, stroke: none, column-gutter: -4pt, {BUDGET}", ROWS, id="tight"),
        pytest.param("2.1 Skolan #h(5cm) 500 \\\n2.2 Vården #h(5cm) 600 \\\n2.3 Kulturen #h(4.7cm) 700",
            ["2.1 Skolan\t500", "2.2 Vården\t600", "2.3 Kulturen\t700"], id="numbered rows"),
        pytest.param(f"#table(columns: (3.2cm, 5cm, 2cm), {TASKS}", TASK_ROWS, id="text, ruled"),
        pytest.param(f"#table(columns: (3.2cm, 5cm, 2cm), stroke: none, {TASKS}", TASK_ROWS, id="text, open"),
        pytest.param("#table(columns: (3.2cm, 4cm, 2cm), stroke: none, row-gutter: 6pt, align: (left, left, right), "
                     "[Nämnd], [Uppdrag], [tkr], [Skolnämnden], [laga gator \\ och bygga hus], [250], [], "
                     "[riva \\ husen], [inom ram], [Vårdnämnden], [ge plats], [7])",
            ["Nämnd\tUppdrag\ttkr", "Skolnämnden\tlaga gator och bygga hus\t250", "\triva husen\tinom ram",
             "Vårdnämnden\tge plats\t7"], id="text and amounts, open"),
        pytest.param("#table(columns: (4cm, 3cm, 2cm), stroke: none, inset: (x: 5pt, y: 3.25pt), [*Uppdrag*], [*När*], "
                     "[*tkr*], table.cell(colspan: 3)[*Skolnämnden*], [laga gator \\ och bygga hus], [maj 2027], "
                     "[250], [riva husen], [maj 2027], [1])",
            ["Uppdrag\tNär\ttkr", "Skolnämnden\t\t", "laga gator och bygga hus\tmaj 2027\t250",
             "riva husen\tmaj 2027\t1"], id="text and amounts, line below line"),
        pytest.param("#table(columns: (4cm, 4cm, 2cm), stroke: none, inset: (x: 5pt, y: 3.25pt), "
                     "fill: (x, y) => if calc.odd(y) { luma(230) }, [Nämnd], [Uppdrag], [tkr], [Skolnämnden], "
                     "[laga gator \\ och bygga hus], [], [], [riva husen], [25], [Vårdnämnden], "
                     "[ge \\ plats], [inom ram])",
            ["Nämnd\tUppdrag\ttkr", "Skolnämnden\tlaga gator och bygga hus\t", "\triva husen\t25",
             "Vårdnämnden\tge plats\tinom ram"], id="text and amounts, painted"),
        pytest.param("#table(columns: 2, stroke: none, inset: 2.6pt, align: (left, right), [Nämnd], [2027], "
                     "[Utbildningsnämnden], [145 200], [KS], [91 000], [Vård], [7 100])",
            ["Nämnd\t2027", "Utbildningsnämnden\t145 200", "KS\t91 000", "Vård\t7 100"], id="an amount near its label"),
        pytest.param("#table(columns: (3cm, 4cm, 3cm), stroke: none, align: (left, left, right), [Nämnd], [Ansvar], "
                     "[Budget 2027], [Skolnämnden], [Skola], [5 500], [Vårdnämnden], [Vård och stöd], [600], [KS], "
                     "[Ledning], [70], [Summa], [], [6 170])",
            ["Nämnd\tAnsvar\tBudget 2027", "Skolnämnden\tSkola\t5 500", "Vårdnämnden\tVård och stöd\t600",
             "KS\tLedning\t70", "Summa\t\t6 170"], id="two columns of text"),
        pytest.param("Skola #box(width: 1fr, repeat[.]) 5 500 \\\nVård#box(width: 1fr, repeat[.])– 600",
            ["Skola\t5 500", "Vård\t– 600"], id="dots that lead to amounts"),
        pytest.param("#let n(it) = text(font: \"DejaVu Sans Mono\", it)\n"
                     "Skola #h(4cm) #n[5 500] \\\nVård #h(4cm) #n[  600]",
            ["Skola\t5 500", "Vård\t600"], id="amounts in a font of their own"),
        pytest.param("#table(columns: (3.2cm, 6cm), [Nämnd], [Uppdrag], [KS], [minska klasserna i årskurs tre till "
                     "högst tjugo elever \\ laga alla gator], [BN], [bygga hus \\ ge plats], [SN], [- riva \n - resa])",
            ["Nämnd\tUppdrag", "KS\tminska klasserna i årskurs tre till högst tjugo elever", "\tlaga alla gator",
             "BN\tbygga hus", "\tge plats", "SN\t• riva", "\t• resa"], id="several texts in a cell"),
        pytest.param("#table(columns: 3, [Nämnd], table.cell(colspan: 2)[Budget], [KS], [1], [2], [BN], [3], [4])",
            ["Nämnd\tBudget\t", "KS\t1\t2", "BN\t3\t4"], id="merged"),
        pytest.param("#table(columns: (3cm, 2cm, 2cm), align: center + horizon, table.cell(rowspan: 2)[Nämnd], "
            "table.cell(colspan: 2)[Budget för åren], [2026], [2027], [KS], [1], [2])",
            ["Nämnd\tBudget för åren\t", "\t2026\t2027", "KS\t1\t2"], id="merged, in the middle"),
        pytest.param("#raw(\"Nämnd                2026     2027\\nKommunstyrelsen    12 345   13 456\", block: true)",
            ["Nämnd\t2026\t2027", "Kommunstyrelsen\t12 345\t13 456"], id="columns made with spaces"),
        pytest.param("#table(columns: (3cm, auto, auto), stroke: none, align: (left + bottom, right + bottom, "
                     "right + bottom), "
            "[Nämnd], [2026], [2027], [Gemensam överförmyndar-nämnd], [1], [2], [KS], [3], [4])",
            ["Nämnd\t2026\t2027", "Gemensam överförmyndarnämnd\t1\t2", "KS\t3\t4"], id="a label that ends with "
                "its row"),
        pytest.param("#table(columns: (3cm, auto, auto), stroke: none, align: (left, right, right), [Nämnd], "
                     "[2026], [2027], "
            "[Gemensam överförmyndar-nämnd], [1], [2], [KS], [3], [4])",
            ["Nämnd\t2026\t2027", "Gemensam överförmyndarnämnd\t1\t2", "KS\t3\t4"], id="a label on two lines"),
    ],
)  # fmt: skip
def test_tables(tmp_path: Path, source: str, rows: list[str]) -> None:
    blocks = read(tmp_path, f"{PROSE}\n\n{source}\n\n{PROSE}")
    assert [block.text for block in blocks if block.kind == "row"] == rows
    assert blocks[0].kind == blocks[-1].kind == "paragraph"


@pytest.mark.parametrize(
    ("cells", "rest", "joined"),
    [
        (["Finansförvaltning", "5"], ["en", ""], ["Finansförvaltningen", "5"]),
        (["SN", "Ta fram en handlingspla"], ["", "n för barn"], ["SN", "Ta fram en handlingsplan för barn"]),
        (["SN", "Laga gator"], ["", "Bygga hus"], None),
        (["SN", "Laga gator."], ["", "bygga hus"], None),
        (["SN", ""], ["", "bygga hus"], None),
    ],
)
def test_a_row_over_two_pages(cells: list[str], rest: list[str], joined: list[str] | None) -> None:
    head, end = ["Nämnd", "Uppdrag"], ["BN", "Riva"]
    end_row = [head, rest, end]
    table, after = (Table(rows, 0, 9, 0, 9, n, 9.0, [False] * 3) for n, rows in ((1, [head, cells]), (2, end_row)))
    assert take_over(table, after, []) == (joined is not None)
    assert table.rows[-1] == (joined or cells) and after.rows == [head, *([] if joined else [rest]), end]


def test_a_row_over_two_pages_that_is_all_below_the_heads_there() -> None:
    head, rest = ["Nämnd", "Uppdrag"], ["", "bidragen så att alla gynnas"]
    table, after = (
        Table([head, row], 0, 9, 0, 9, n, 9.0, [False] * 2) for n, row in ((1, ["KN", "Se över"]), (2, rest))
    )
    assert take_over(table, after, []) and after.rows == [head]
    assert table.rows[-1] == ["KN", "Se över bidragen så att alla gynnas"]


def test_two_tables_of_one_page_are_no_cut_row() -> None:
    rows = [["Nämnd", "Uppdrag"], ["SN", "Ta fram en handlingspla"]]
    after = [["", "n för barn"], ["BN", "Riva"]]
    table, below = (Table(each, 0, 9, 0, 9, 1, 9.0, [False] * 2) for each in (rows, after))
    assert not take_over(table, below, []) and table.rows[-1][1] == "Ta fram en handlingspla" and len(below.rows) == 2


def test_what_a_page_cuts_off_a_cell_is_no_paragraph_of_its_own() -> None:
    line = Line([Word((Glyph("kulturnämnden", 0, 9, 0, 9),))], 2)
    table = Table([["Nämnd", "2027"], ["Barn- och", "5"]], 0, 9, 0, 9, 1, 9.0)
    parts = [Part([], (9.0, True), table=table), Part([line], (9.0, True))]
    joined = Flow([], frozenset()).join_parts(parts)
    assert joined == parts[:1] and table.rows[-1] == ["Barn- och kulturnämnden", "5"]


@pytest.mark.parametrize(
    ("label", "page", "joined"), [("Barn- och", 2, True), ("Skolnämnden", 2, False), ("Barn- och", 1, False)]
)
def test_a_label_over_two_pages(label: str, page: int, joined: bool) -> None:
    table = Table([["Nämnd", "2027"], [label, "5"]], 0, 9, 0, 9, 1, 9.0)
    line = Line([Word((Glyph("kulturnämnden", 0, 9, 0, 9),))], page)
    assert take_over(table, None, [line]) == joined
    assert table.rows[-1] == ["Barn- och kulturnämnden" if joined else label, "5"]


def test_painted_rows_of_a_table_over_two_pages(tmp_path: Path) -> None:
    """Rows hardly farther from each other than lines, every other one painted; the same head on both pages."""
    task, who = "utreda hur boendet kan bli bättre för alla", ("Skolnämnden", "", "", "", "Miljönämnden")
    rows = "".join(f"[{each}], [{task}], [i maj]," for each in who)
    table = "columns: (3cm, 4cm, 1.5cm), stroke: none, inset: 4pt, fill: (_, y) => if calc.odd(y) {silver}"
    blocks = read(tmp_path, f"#v(13.5cm)\n#table({table}, table.header([*Nämnd*], [*Uppdrag*], [*När*]), {rows})")
    head, *read_rows = "Nämnd\tUppdrag\tNär", *(f"{each}\t{task}\ti maj" for each in who)
    assert [block.text for block in blocks] == [head, *read_rows[:3], head, *read_rows[3:]]
    assert {(block.page, block.table) for block in blocks} == {(1, 1), (2, 1)}


def test_heads_that_a_table_repeats_are_no_header(tmp_path: Path) -> None:
    """Of the table on its first page as on all others that it goes on to."""
    rows = ",".join(
        f"[Nämnden för {each}], [utreda hur {each} kan bli bättre för alla]" for each in ("vård", "bad") * 8
    )
    table = f"#table(columns: (3cm, 5cm), stroke: none, table.header([Nämnd], [Uppdrag]), {rows})"
    blocks = read(tmp_path, f"{PROSE}\n{table}", "a7")
    heads = [block for block in blocks if block.text == "Nämnd\tUppdrag"]
    assert [(block.kind, block.page) for block in heads] == [("row", page) for page in (1, 2, 3)]


def test_two_pages_that_end_alike_have_no_footer(tmp_path: Path) -> None:
    page = "#v(1fr)\n+ Vi ska bygga ut skolan så att alla får plats när det är #linebreak() dags att börja."
    blocks = read(tmp_path, f"{PROSE}\n{page}\n#pagebreak()\nEn skola.\n{page}", "a6")
    assert [block.text.split()[-1] for block in blocks if block.kind == "item"] == ["börja."] * 2


def test_contents_list(tmp_path: Path) -> None:
    blocks = read(tmp_path, "#outline(title: [Innehåll])\n= Skola\nText.\n= Omsorg\nText.\n= Klimat\nText.")
    assert told(blocks)[:4] == [("toc", "Innehåll"), ("toc", "Skola 1"), ("toc", "Omsorg 1"), ("toc", "Klimat 1")]


def test_contents_list_beside_a_column(tmp_path: Path) -> None:
    """Chapters as LaTeX sets them, without dots above and below those that have them, and text in the next column."""
    names = ["Mat", "Lov", "Bad", "Bok", "Lek", "Sång"]
    led = [f"#h(5mm) 1.{n} {each} #box(width: 1fr, repeat[. ]) #h(3mm) 1" for n, each in enumerate(names, start=1)]
    left = " \\ ".join(["*Innehåll*", "*1 Skola* #h(1fr) *1*", *led, "*2 Budget* #h(1fr) *2*"])
    right = "Barnen behöver lugn och ro för att lära sig läsa, skriva och räkna i skolan. " * 5
    blocks = read(tmp_path, f"#grid(columns: 2, gutter: 8mm, [{left}], [{right}])\n*1 Skola*\n\n*2 Budget*", "a4")
    listed = [f"1.{n} {each} 1" for n, each in enumerate(names, start=1)]
    assert told(blocks)[:9] == [("toc", text) for text in ("Innehåll", "1 Skola 1", *listed, "2 Budget 2")]
    assert blocks[-1].text == right.strip()


def test_a_page_that_lies_on_its_side(tmp_path: Path) -> None:
    source = (
        "#set page(flipped: true)\n#rotate({0}deg, reflow: true)[#block(width: 9cm)[Barnen behöver lugn. \\ – bygga]]"
    )
    for angle in (90, 180, 270):
        assert [block.text for block in read(tmp_path, source.format(angle))] == ["Barnen behöver lugn.", "– bygga"]


def test_a_title_below_two_columns_stands_above_the_table(tmp_path: Path) -> None:
    left, right = (f"Vi vill i {place}:\n" + "- bygga fler hus för alla.\n" * 5 for place in ("nord", "syd"))
    cells = "[Skolnämnden], [12], [34], [Vården], [56], [78]"
    table = f"= Budget\nBeloppen är i tkr.\n#table(columns: (1fr, 1fr, 1fr), {cells})"
    blocks = read(tmp_path, f"#columns(2)[{left}#colbreak()\n{right}]\n{table}", "a4")
    texts = [block.text for block in blocks]
    assert texts[6] == "Vi vill i syd:"
    assert texts[12:] == ["Budget", "Beloppen är i tkr.", "Skolnämnden\t12\t34", "Vården\t56\t78"]


def test_short_lists_beside_each_other_below_a_large_title(tmp_path: Path) -> None:
    lists = [f"Vi vill i {place}\n- bygga hus\n- laga en väg\n- öppna skolan\n" for place in ("nord", "syd")]
    source = f"#text(26pt)[Vår plan för hela kommunen]\n#columns(2, gutter: 16pt)[{lists[0]}#colbreak()\n{lists[1]}]"
    texts = [block.text for block in read(tmp_path, source)]
    assert texts[1:] == [
        "Vi vill i nord", "• bygga hus", "• laga en väg", "• öppna skolan",
        "Vi vill i syd", "• bygga hus", "• laga en väg", "• öppna skolan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["", "", ""], ["\t2027\t2028\t2029", "Skola\t5\t6\t7", "Vård\t8\t9\t10"]),
        (["", "Ny", "Hus"], ["\t2027", "Skola\t5", "Vård\t8", "\t2028\t2029", "Ny\t6\t7", "Hus\t9\t10"]),
    ],
)
def test_columns_on_the_next_page_are_those_of_the_rows_before(
    tmp_path: Path, labels: list[str], rows: list[str]
) -> None:
    first = "#table(columns: (3cm, 2cm), stroke: none, [], [2027], [Skola], [5], [Vård], [8])"
    cells = ", ".join(
        f"[{label}], [{n}], [{m}]" for label, n, m in zip(labels, (2028, 6, 9), (2029, 7, 10), strict=True)
    )
    blocks = read(tmp_path, f"{first}\n#pagebreak()\n#table(columns: (3cm, 2cm, 2cm), stroke: none, {cells})")
    assert [block.text for block in blocks if block.kind == "row"] == rows


def test_a_table_without_rules_that_goes_on_without_its_first_column(tmp_path: Path) -> None:
    wish = "Bygga många hus för alla som vill bo här i byn och i hela kommunen"
    rows = [
        f"[{name}], [{wish}], [{wish} {n}], [Byggnämnden]" for n, name in enumerate(["", "Skola", "", "Vård", "Kultur"])
    ]
    cells = ", ".join(rows)
    table = f"#table(columns: (2.2cm, 4cm, 4cm, 2.6cm), stroke: none, row-gutter: 8pt, {cells})"
    blocks = read(tmp_path, f"#text(26pt)[Handlingsplan]\n{table}", "a4")
    assert [block.text.split("\t")[0] for block in blocks if block.kind == "row"] == ["", "Skola", "", "Vård", "Kultur"]
    assert [block.text.split("\t")[2] for block in blocks if block.kind == "row"] == [f"{wish} {n}" for n in range(5)]


def test_a_longer_left_column_ends_before_what_stands_below_both(tmp_path: Path) -> None:
    items = "- bygga fler hus för alla.\n"
    left = f"== Barn\nDe ska:\n{items * 5}== Gator\nDe ska:\n"
    right = items * 2 + f"== Vård\nDe ska:\n{items * 2}"
    table = "= Budget\n#table(columns: (1fr, 1fr, 1fr), [Skolnämnden], [12], [34], [Vården], [56], [78])"
    blocks = read(tmp_path, f"#columns(2)[{left}#colbreak()\n{right}]\n{table}", "a4")
    texts = [block.text for block in blocks if block.kind != "item"]
    assert texts == ["Barn", "De ska:", "Gator", "De ska:", "Vård", "De ska:", "Budget", *texts[-2:]]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_on_a_page_that_lies_on_its_side(tmp_path: Path, angle: int) -> None:
    table = "#table(columns: 3, [Kommunstyrelsen], [12], [34], [Barnnämnden], [56], [78])"
    blocks = read(tmp_path, f"#rotate({angle}deg, reflow: true)[#block(width: 9cm)[{table}]]")
    assert [block.text for block in blocks] == ["Kommunstyrelsen\t12\t34", "Barnnämnden\t56\t78"]


def test_columns_that_do_not_stand_below_each_other() -> None:
    lines = [
        Line([*words("Nämnd", 0), *words("2026", 60), *words("2027", 100)]),
        Line([*words("Kommunstyrelsen", 0), *words("1", 96), *words("2", 118)]),
        Line([*words("BN", 0), *words("345", 80), *words("6", 105)]),
    ]
    (table,) = find_open(lines)
    assert isinstance(table, Table)
    assert table.rows == [["Nämnd", "2026", "2027"], ["Kommunstyrelsen", "1", "2"], ["BN", "345", "6"]]


def test_a_head_beside_its_column() -> None:
    head = Line([*words("Tkr", 0, 112), *words("År", 150, 112)])
    rows = [
        Line([*words(name, 0, base), *words("10", 80, base), *words("20", 120, base)])
        for name, base in (("A", 100), ("B", 88))
    ]
    (table,) = find_open([head, *rows])
    assert isinstance(table, Table)
    assert table.rows[0] == ["Tkr", "", "År"]


def test_heads_at_the_left_of_columns_whose_amounts_stand_at_the_right() -> None:
    heads = ("Nämnd", 0), ("Ändring", 110), ("Budget", 220)
    head = Line([word for text, left in heads for word in words(text, left, 112)])
    rows = [
        Line([*words(name, 0, base), *words("1", 190, base), *words("2026", 290, base)])
        for name, base in (("A", 100), ("B", 88))
    ]
    (table,) = find_open([head, *rows])
    assert isinstance(table, Table)
    assert table.rows == [["Nämnd", "Ändring", "Budget"], ["A", "1", "2026"], ["B", "1", "2026"]]


def test_the_first_row_of_a_table_that_a_page_cuts_off() -> None:
    """Alone below its heads, its label broken in a narrow column; a row without heads is no table."""
    head = Line([word for text, left in (("Nämnd", 0), ("2026", 80), ("2027", 130)) for word in words(text, left, 112)])
    row, rest = (
        Line([*words("Kommunstyr", 0, 100), *words("1", 85, 100), *words("2", 135, 100)]),
        Line(words("elsen", 0)),
    )
    (table,) = find_open([head, row, rest])
    assert isinstance(table, Table)
    assert table.rows == [["Nämnd", "2026", "2027"], ["Kommunstyrelsen", "1", "2"]]
    assert find_open([row, rest]) == [row, rest]


def test_a_number_that_a_tab_took_far_from_its_text(tmp_path: Path) -> None:
    """The number is too wide for the list, so that the next tab moves the first line and no other."""
    item = "#block(width: 6cm)[#h(0pt)12.#h(1.5cm)bygga om de äldsta av #linebreak() #h(0.7cm)alla skolor i byn]"
    assert read(tmp_path, f"{PROSE}\n{item}")[-1].text == "12. bygga om de äldsta av alla skolor i byn"


def test_a_line_far_below_says_nothing_of_where_cells_begin() -> None:
    first, *rest = lines = [
        Line([*words("Skola", 0, base), *words("Vård", 80, base), *more])
        for base, more in ((300.0, []), (100.0, words("Gator", 160, 100.0)), (88.0, words("Parker", 160, 88.0)))
    ]
    found = find_texts(lines)
    assert found[0] == first
    assert isinstance(found[1], Table)
    assert found[1].rows == [[word.text for word in line.words] for line in rest]


def test_an_amount_in_brackets_without_spaces() -> None:
    line = Line([*words("Finans", 0), *words("(12300000)", 80), *words("(14250000)", 160)])
    assert [[word.text for word in cell] for cell in split_amounts(line) or ()] == [
        ["Finans"],
        ["(12300000)"],
        ["(14250000)"],
    ]


def test_a_lone_amount_is_no_row() -> None:
    assert split_amounts(Line(words("5200", 0))) is None
    assert split_amounts(Line([*words("år", 0), *words("2027", 16)])) is None


def words(text: str, left: float, base: float = 100.0) -> list[Word]:
    """A word of signs, each half as wide as high."""
    return [Word(tuple(glyphs(text, left, base)))]


def test_two_texts_that_are_turned(tmp_path: Path) -> None:
    source = "Barnen behöver lugn och ro. #place(rotate(90deg)[Ett]) #place(dy: 2cm, rotate(270deg)[Två])"
    assert told(read(tmp_path, source))[1:] == [("box", "Ett"), ("box", "Två")]


def test_a_frame_is_no_table_and_centred_lines_are_joined(tmp_path: Path) -> None:
    source = f"#rect(width: 9cm)[#align(center)[{PROSE}]]\n\n5 200\n\n{PROSE}"
    assert told(read(tmp_path, source)) == [("paragraph", text) for text in (PROSE.strip(), "5 200", PROSE.strip())]


def test_a_page_that_does_not_begin_at_nought(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(
        write_pdf([Written("paragraph", "Vi vill bygga."), Written("row", "KS\t1"), Written("row", "BN\t2")])
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].MediaBox = [-50, -50, 600, 850]
        pdf.save(path)
    assert told(read_document(path).blocks)[:3] == [("paragraph", "Vi vill bygga."), ("row", "KS\t1"), ("row", "BN\t2")]


def test_what_is_beyond_the_edge_of_a_page_or_typed_over_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(write_pdf([Written("paragraph", text) for text in ("Utkast ett.", PROSE)]))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page, (left, bottom, right, top) = pdf.pages[0], pdf.pages[0].MediaBox
        page.CropBox = [left, bottom, right, float(top) - 90]
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, V=pikepdf.String("42 mnkr")))
        notes = [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Parent=field),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, V=pikepdf.Name.Off),
            pikepdf.Dictionary(Subtype=pikepdf.Name.FreeText, Contents=pikepdf.String("Ändrat")),
            pikepdf.Dictionary(Subtype=pikepdf.Name.FreeText, Contents=pikepdf.String("Dolt"), F=2),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=pikepdf.String("Kolla siffran")),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Contents=pikepdf.String("Till sidan 2")),
            *(
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Btn, T=pikepdf.String(name), AS=pikepdf.Name(state)
                )
                for name, state in (("Bifall", "/Ja"), ("Avslag", "/Off"))
            ),
        ]
        notes = [pdf.make_indirect(note) for note in notes]
        page.Annots = pikepdf.Array([3, *notes])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(notes[:2]))
        pdf.save(path)
    document = read_document(path)
    assert document.text.startswith("Skolan är viktig")
    assert document.unused == (
        "text i ett formulärfält används inte: sidan 1: ”42 mnkr”",
        "text som är skriven ovanpå sidan används inte: sidan 1: ”Ändrat”",
        "kommentar används inte: sidan 1: ”Kolla siffran”",
        "ikryssad ruta används inte: sidan 1: ”Bifall”",
        "text utanför sidans kant används inte: sidan 1: ”Utkast ett.”",
    )


@pytest.mark.parametrize(
    ("said", "group", "shown"),
    [
        ({"OFF": [0]}, "", "Skolan"),
        ({"BaseState": "/OFF", "ON": [1]}, "", "Skolan"),
        ({"OFF": [1]}, "", "Utkast"),
        ({}, "", "Utkast"),
        ({"OFF": [0]}, "/AnyOn", "Utkast"),
        ({"OFF": [0]}, "/AllOn", "Skolan"),
        ({"OFF": [0]}, "/AnyOff", "Utkast"),
        ({"OFF": [0]}, "/AllOff", "Skolan"),
    ],
)
def test_a_layer_that_is_switched_off_is_left_out(
    tmp_path: Path, said: dict[str, object], group: str, shown: str
) -> None:
    """By itself, or in a group with another one, by the rule that the group has."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(write_pdf([Written("paragraph", text) for text in ("Utkast ett.", PROSE)]))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page, layers = pdf.pages[0], [pdf.make_indirect(pikepdf.Dictionary(Name=name)) for name in ("Äldre", "Ny")]
        told = {
            key: pikepdf.Name(each) if isinstance(each, str) else pikepdf.Array([layers[n] for n in each])
            for key, each in said.items()
        }
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(layers), D=pikepdf.Dictionary(**told))
        groups = pikepdf.Dictionary(
            Type=pikepdf.Name.OCMD, OCGs=pikepdf.Array(layers), P=pikepdf.Name(group or "/AnyOn")
        )
        page.Resources.Properties = pikepdf.Dictionary(old=pdf.make_indirect(groups) if group else layers[0])
        page.contents_coalesce()
        first, rest = page.Contents.read_bytes().split(b"EMC", 1)
        page.Contents = pdf.make_stream(b"/OC /old BDC " + first + b"EMC EMC" + rest)
        pdf.save(path)
    document = read_document(path)
    named = ("text i ett släckt lager används inte: sidan 1: ”Utkast ett.”",) if shown == "Skolan" else ()
    assert (document.text.startswith(shown), document.unused) == (True, named)


def test_a_table_in_one_of_two_columns(tmp_path: Path) -> None:
    source = f"#set page(columns: 2)\n{PROSE * 9}\n#table(columns: 3, [KS], [1], [2], [BN], [3], [4])\n{PROSE * 2}"
    blocks = read(tmp_path, source, "a5")
    assert [block.text for block in blocks if block.kind == "row"] == ["KS\t1\t2", "BN\t3\t4"]
    assert " ".join(block.text for block in blocks if block.kind == "paragraph") == (PROSE * 11).strip()


def test_no_header_far_above_a_table_and_no_leader_in_one(tmp_path: Path) -> None:
    source = (
        "#align(right)[Rubrik]\n#v(2cm)\n#table(columns: 3, stroke: none, [KS], [100], [200], [BN], [300], "
        "[400])\n#v(3cm)\n"
        "#grid(columns: (3cm, 3cm), row-gutter: 5pt, [Ett], [Två], [Tre #repeat[.]], [Fyra])"
    )
    texts = [block.text for block in read(tmp_path, source) if block.kind == "row"]
    assert texts == ["KS\t100\t200", "BN\t300\t400"]


def glyphs(text: str, left: float, base: float, size: float = 10.0) -> list[Glyph]:
    """Signs of a line, each half as wide as high."""
    return [Glyph(sign, left + n * size / 2, left + (n + 1) * size / 2, base, size) for n, sign in enumerate(text)]


def test_signs_become_words_with_and_without_spaces() -> None:
    row = [*glyphs("Vi", 0, 100), *glyphs("vill", 13, 100.5), *glyphs("2)", 33.5, 104, 6.0)]
    assert [line.text for line in find_lines(row, 1)] == ["Vi vill²⁾"]


def test_rules_that_make_no_table() -> None:
    frame = [Rule(0, 0, 100, 0), Rule(0, 50, 100, 50), Rule(0, 0, 0, 50), Rule(100, 0, 100, 50), Rule(0, 25, 100, 25)]
    page = Page(1, 200, 200, glyphs("Ruta", 10, 30), [], frame)
    assert find_ruled(page)[0] == []
    empty = Page(1, 200, 200, [], [], [*frame, Rule(50, 0, 50, 50)])
    assert find_ruled(empty)[0] == []


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Kommunstyrelse", "n"], "Kommunstyrelsen"),
        (["Barn- och", "utbildningsnäm", "nden"], "Barn- och utbildningsnämnden"),
        (["Fritidsnämnden", "och bad"], "Fritidsnämnden och bad"),
        (["Teknisk", "nämnd"], "Teknisk nämnd"),
        (["Tekniska", "nämnden"], "Tekniska nämnden"),
    ],
)
def test_a_word_that_is_too_long_for_its_cell(lines: list[str], text: str) -> None:
    lying = [Rule(0, y, 120, y) for y in (0, 50, 100)]
    standing = [Rule(x, 0, x, 100) for x in (0, 80, 120)]
    label = [sign for n, line in enumerate(lines) for sign in glyphs(line, 5, 38 - 12 * n)]
    page = Page(1, 200, 200, [*glyphs("Nr", 5, 80), *label, *glyphs("5", 90, 38)], [], [*lying, *standing])
    assert find_ruled(page)[0][0].rows == [["Nr", ""], [text, "5"]]


def test_pages_as_pictures(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(write_pdf([Written("paragraph", "Vi vill bygga.")]))
    (number, first), *rest = render_pages(path, [1, 9], 200)
    assert (number, first[:8], rest) == (1, b"\x89PNG\r\n\x1a\n", [])
    assert next(render_pages(path, width=200)) == (1, first)
    with pytest.raises(ValueError, match="width is 0"):
        next(render_pages(path, width=0))


LAYOUTS = {
    "plain": "",
    "two columns": "#set page(columns: 2)\n",
    "justified, two columns": "#set page(columns: 2, margin: 1.5cm)\n#set par(justify: true)\n#set "
    "text(hyphenate: true)\n",
    "narrow": "#set page(margin: (right: 9cm))\n#set text(hyphenate: true)\n",
    "no rules, a header": "#set table(stroke: none)\n#set page(header: [Vänsterpartiet Borlänge #h(1fr) 2022])\n",
    "large": "#set text(size: 14pt)\n#set list(indent: 1em)\n",
}
BORLANGE = read_lines(ROOT / "data" / "borlange-v-2022" / "plan.txt")


def spaced(text: str) -> str:
    """A text as it is compared: one space where there is any, none after what opens."""
    return " ".join(text.split(" ")).replace("\u00a0", " ").strip(" ")


WANTED = [spaced(f"{block.mark} {block.text}" if block.mark else block.text) for block in BORLANGE]


@pytest.mark.parametrize("setup", LAYOUTS.values(), ids=LAYOUTS)
def test_borlange_comes_back_from_pdf(tmp_path: Path, setup: str) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(write_pdf(BORLANGE, setup))
    blocks = [block for block in read_document(path).blocks if block.kind not in ("header", "footer")]
    assert [spaced(block.text) for block in blocks] == WANTED


@pytest.mark.parametrize(("name", "write"), [("plan.docx", write_docx), ("plan.odt", write_odt)])
def test_borlange_comes_back_from_word_processors(tmp_path: Path, name: str, write: object) -> None:
    path = tmp_path / name
    path.write_bytes(write(BORLANGE))  # type: ignore[operator]
    assert [spaced(block.text) for block in read_document(path).blocks] == WANTED


CLAUSES = (
    "#set page(columns: 2, height: 9cm)\nDärför vill vi\n\natt varje skola med fler än sextio elever ska ha en egen "
    "specialpedagog\n\natt bussen går dygnet runt\n\natt alla {end}\n\n#colbreak()\natt mötena hålls i en annan "
    "kommundel två gånger om året"
)


@pytest.mark.parametrize(
    ("end", "clauses"),
    [
        pytest.param("förslag tas upp i kommunfullmäktige inom tre månader", 4, id="a list of clauses"),
        pytest.param("förslag tas upp i kommunfullmäktige så", 3, id="a small word before"),
    ],
)
def test_clauses_over_the_end_of_a_column(tmp_path: Path, end: str, clauses: int) -> None:
    """The next "att" begins another clause at the top of a column, but for "så att" and the like."""
    blocks = read(tmp_path, CLAUSES.format(end=end), "a6")
    assert sum(block.text.startswith("att ") for block in blocks) == clauses


def test_paragraphs_of_one_line_are_no_broken_lines(tmp_path: Path) -> None:
    """The most common distance may be that between paragraphs; then short lines are none that go on."""
    lines = [
        "Därför vill vi",
        "bygga bort bostadskön",
        "stoppa rivningen av Folkets hus",
        "öppna stadshuset på lördagar",
    ]
    assert [text for _, text in told(read(tmp_path, "\n\n".join(lines)))] == lines


def test_an_item_goes_on_where_nobody_knows_how_far_text_goes(tmp_path: Path) -> None:
    items = ["inrätta en jobbgaranti tillsammans med \\ Arbetsförmedlingen", "bygga en rondell före \\ 2028", "riva"]
    blocks = read(tmp_path, "Vi vill:\n" + "\n".join(f"- {item}" for item in items))
    assert [text for kind, text in told(blocks) if kind == "item"] == [
        "• inrätta en jobbgaranti tillsammans med Arbetsförmedlingen",
        "• bygga en rondell före 2028",
        "• riva",
    ]


CARDS = """#let card(title, text, ..items) = block(fill: luma(240), inset: 8pt, width: 100%)[#strong(title)

#text

Vi vill:
#list(..items)]
#grid(columns: (1fr, 1fr), gutter: 1.2em,
  card("Jobb", [Företagen ska bli fler. Orten behöver nya arbetsgivare, och de som finns här ska vilja stanna kvar.],
    [sänka tomtpriset], [inrätta en lots som svarar samma dag]),
  card("Skola", [Kunskap är viktigast. Resultaten på orten har sjunkit tre år i rad.], [ha mobilfria skolor],
    [testa alla elevers läsning i årskurs 1 och följa upp i årskurs 3]),
  card("Trygghet", [Alla ska våga gå hem på kvällen.], [anställa vakter], [ha kameror vid stationen]),
  card("Vård", [Vårdcentralen ska vara kvar.], [erbjuda lokaler till regionen]))
"""


def test_cards_side_by_side_are_columns(tmp_path: Path) -> None:
    """Where both sides of an empty strip have items, their lines may be short."""
    assert [text for kind, text in told(read(tmp_path, CARDS, "a4")) if kind == "item"] == [
        "• sänka tomtpriset",
        "• inrätta en lots som svarar samma dag",
        "• anställa vakter",
        "• ha kameror vid stationen",
        "• ha mobilfria skolor",
        "• testa alla elevers läsning i årskurs 1 och följa upp i årskurs 3",
        "• erbjuda lokaler till regionen",
    ]
