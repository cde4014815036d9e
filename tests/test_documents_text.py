"""Web pages, Markdown and text files; broken lines and their hyphens; what all readers have in common."""

from pathlib import Path
from textwrap import fill

import pytest

from helpers.documents.blocks import Block
from helpers.documents.finish import finish
from helpers.documents.joining import join_text, keeps_hyphen
from helpers.documents.read import read_document
from helpers.documents.signs import count_with, show_sign, split_mark, write_bullet
from helpers.errors import PlanError


def read(folder: Path, name: str, data: str | bytes) -> list[tuple[str, str]]:
    """Kind and text of the blocks of a file."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return [(block.kind, block.text) for block in read_document(path).blocks]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<h2>Skola</h2>Vi <b>vill</b>\n ha", [("heading", "Skola"), ("paragraph", "Vi vill ha")]),
        ("<ul><li>bygga<ul><li>hus</li></ul></li><li>riva",
            [("item", "• bygga"), ("item", "• hus"), ("item", "• riva")]),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", [("item", "3. a"), ("item", "7. b"), ("item", "8. c")]),
        ("<ol type=a><li><p>x</p><p>y</p></ol>", [("item", "a. x"), ("paragraph", "y")]),
        ("<ul>x<li>a</li><div>b</div></ul>", [("item", "• a"), ("paragraph", "b")]),
        ("<nav>Meny</nav><header>Topp</header><main><header>Om</header>Text</main><aside>Ruta</aside>"
         "<footer>Fot</footer>",
            [("header", "Meny"), ("header", "Topp"), ("paragraph", "Om"), ("paragraph", "Text"), ("box", "Ruta"),
             ("footer", "Fot")]),
        ("<div role=navigation>Meny</div>Text", [("header", "Meny"), ("paragraph", "Text")]),
        ("<script>x</script><p hidden>y</p><p style='display: none'>z</p><!-- v -->Text", [("paragraph", "Text")]),
        ("<ol><li>a<li hidden>b <s>c</s><li style='text-decoration: line-through'>d<li>e</ol>",
            [("item", "1. a"), ("item", "3. e")]),
        ("<table><tr><td>a<td><del>b</del><td>c<tr hidden><td>d<tr><td>e<td><s>f</s><td>g",
            [("row", "a\t\tc"), ("row", "e\t\tg")]),
        ("<form><h2>Skola</h2><p>Text <s>x</s> mer</p><form>Sök</form></form>",
            [("heading", "Skola"), ("paragraph", "Text mer")]),
        ("<form><p>Sök</p></form>Text", [("paragraph", "Text")]),
        ("<table><tr><th rowspan=2>Nämnd<th colspan=2>Budget<tr><td>2026<td>2027<tr><td>KS<td>1<td>2</table>",
            [("row", "Nämnd\tBudget\t"), ("row", "\t2026\t2027"), ("row", "KS\t1\t2")]),
        ("<table><tr><th>Krav<th>Uppdrag<tr><td><ul><li>bada<li>laga</ul><td><ul><li>riva</ul><tr><td><td>x</table>",
            [("heading", "Krav"), ("item", "• bada"), ("item", "• laga"), ("heading", "Uppdrag"), ("item", "• riva"),
             ("heading", "Uppdrag"), ("paragraph", "x")]),
        ("<table><tr><td>a<td rowspan=2>b<tr><td>c</table>", [("row", "a\tb"), ("row", "c\t")]),
        ("<p>en<br>två.<br>Tre m<sup>2</sup> "
         "hyres\u00adrätt", [("paragraph", "en två."), ("paragraph", "Tre m² hyresrätt")]),
        ("<p>·<span>&nbsp; </span><span>bygga <st1:place>Norrby</st1:place><o:p></o:p></span>",
            [("item", "·\u00a0 bygga Norrby")]),
        ("<button>Dela</button><button>Skola</button><div><p>Vi vill mycket mer.</div><h2><button>Vård</button></h2>",
            [("heading", "Skola"), ("paragraph", "Vi vill mycket mer."), ("heading", "Vård")]),
        ("<p><b>Skola. </b>Alla ska lära.<p><b>Vård.</b> Äldre ska få hjälp.<p><b>Klimat!</b> Nu.<p><b>Vi</b> vill.",
            [("lead", "Skola."), ("paragraph", "Alla ska lära."),
             ("lead", "Vård."), ("paragraph", "Äldre ska få hjälp."), ("lead", "Klimat!"), ("paragraph", "Nu."),
             ("paragraph", "Vi vill.")]),
        ("<p><b>Skola. </b>Alla ska lära.<p><b>Vård.</b> Äldre ska få hjälp.",
            [("paragraph", "Skola. Alla ska lära."), ("paragraph", "Vård. Äldre ska få hjälp.")]),
        (f"<p>Text{'<div>' * 1500}<p>djup", [("paragraph", "Text")]),
        ("<div id=cookie-banner>Kakor</div><div class='main menu'>Hem</div><div class=menu-open>Text</div>",
            [("header", "Kakor"), ("header", "Hem"), ("paragraph", "Text")]),
        ("<div class=menu><main>Text</main></div>", [("paragraph", "Text")]),
        ("<dl><dt>Skolnämnden</dt><dd>Bygga hus.</dd><dd>Riva.</dd><dt>Fråga</dt><dd><p>Ett svar.</dd></dl>",
            [("heading", "Skolnämnden"), ("item", "• Bygga hus."), ("item", "• Riva."), ("heading", "Fråga"),
             ("paragraph", "Ett svar.")]),
        ("<div role=dialog><p>Vi använder kakor.</div><dialog>Ja</dialog>"
         "<table><caption>Ramar, mnkr<tr><td>a<td>b</table>",
            [("header", "Vi använder kakor."), ("header", "Ja"), ("paragraph", "Ramar, mnkr"), ("row", "a\tb")]),
        ("<p>Vi vill: ◆ Bygga: allt • och<p>◆ Riva",
            [("paragraph", "Vi vill:"), ("item", "◆ Bygga: allt • och"), ("item", "◆ Riva")]),
        ("<b><div>Skola</div></b><p>Text text text.", [("heading", "Skola"), ("paragraph", "Text text text.")]),
    ],
)  # fmt: skip
def test_web_pages(tmp_path: Path, html: str, blocks: list[tuple[str, str]]) -> None:
    assert read(tmp_path, "plan.html", f"<!doctype html><meta charset=utf-8><body>{html}") == blocks


@pytest.mark.parametrize(
    ("sheet", "html", "kind"),
    [
        (".c1 { font-weight: 700 }", "<p><span class=c1>Skola</span>", "heading"),
        ("div > p.a, .b { font: bold 12pt/1.4 serif }", "<div><p class=a>Skola</div>", "heading"),
        ("<!-- p.R{font-size:120%} -->", "<p class=R>Skola", "heading"),
        (".R{font-size:large}", "<p class=R>Skola", "heading"),
        (".R{font-size:1.2rem}", "<p class='x R'>Skola", "heading"),
        ("", "<p style='font-size: 18px'>Skola", "heading"),
        ("p{font-size:larger}", "<p>Skola", "paragraph"),
        (
            "@import x; @media print { p { font-weight: bold } } /* .R{font-size:20pt} */",
            "<p class=R>Skola",
            "paragraph",
        ),
        (".R{font-weight:bold} p.R{font-weight:normal}", "<p class=R>Skola", "paragraph"),
        ("p:hover, .R::before, p[{font-weight:bold}", "<p class=R>Skola", "paragraph"),
        (f"p{' p' * 99}, p{' > p' * 9999}{{font-weight:bold}}", "<p>Skola", "paragraph"),
        (".R{color:red}", "<b style='font-weight:normal'><p class=R>Skola</p></b>", "paragraph"),
    ],
)
def test_looks_by_style_sheets(tmp_path: Path, sheet: str, html: str, kind: str) -> None:
    text = f"<style>{sheet}</style>{html}<p>Barnen behöver både lugn och ro."
    assert read(tmp_path, "plan.html", f"<!doctype html><meta charset=utf-8>{text}")[0] == (kind, "Skola")


def test_markdown(tmp_path: Path) -> None:
    text = "# Skola\n\nVi **vill**:\n\n- [ ] bygga\n- [x] riva\n\n**KS**\n: laga\n\n"
    text += "| KS | 2027 |\n|---|---|\n| a | 1 |\n\n<script>x</script>\n"
    assert read(tmp_path, "plan.md", text) == [
        ("heading", "Skola"), ("paragraph", "Vi vill:"), ("item", "• bygga"), ("item", "• riva"),
        ("heading", "KS"), ("item", "• laga"), ("row", "KS\t2027"), ("row", "a\t1"),
        ("paragraph", "<script>x</script>"),
    ]  # fmt: skip


def test_markdown_with_uneven_rows_and_entities(tmp_path: Path) -> None:
    text = "Höj 1&nbsp;098 mnkr, a&b.\n\n| KS | 2027 |\n|---|---:|\n| a |\n| b | 1 | prel. |\n| c \\| d | 2\n| - |\n"
    assert read(tmp_path, "plan.md", text) == [
        ("paragraph", "Höj 1\u00a0098 mnkr, a&b."), ("row", "KS\t2027\t"), ("row", "a\t\t"),
        ("row", "b\t1\tprel."), ("row", "c | d\t2\t"), ("row", "-\t\t"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# Plan\n\n## Skola\n\n- **Bygg** hus\n",
            [("heading", "Plan"), ("heading", "Skola"), ("item", "• Bygg hus")]),
        ("| KS | 2027 |\n|---|---:|\n| a | 1 |\n", [("row", "KS\t2027"), ("row", "a\t1")]),
        ("# 1 av 3\nSkola\n", [("paragraph", "# 1 av 3"), ("paragraph", "Skola")]),
    ],
)  # fmt: skip
def test_markdown_in_a_text_file(tmp_path: Path, text: str, blocks: list[tuple[str, str]]) -> None:
    assert read(tmp_path, "plan.txt", text) == blocks


WRAPPED = """SKOLA

Skolan är viktig för alla barn i kommunen, och därför måste vi
satsa mer på den än vad vi gör i dag. Det gäller inte minst små
skolor på landet, där kultur- och fritidsutbudet är mindre, och
där det är svårt att få tag i lärare som vill stanna. En hyres-
rätt kan locka någon att flytta hit, liksom en bra förskola och
ett rikt föreningsliv med plats för både unga och gamla, så att
ingen behöver känna sig ensam eller utanför i vår kommun längre
än en enda dag.

Vi vill:
- bygga fler hyresrätter i hela kommunen, särskilt i byarna som
  har en skola
- anställa lärare

Nämnd       2026    2027
KS            12      13
"""


def test_a_text_broken_at_a_width_is_joined(tmp_path: Path) -> None:
    blocks = read(tmp_path, "plan.txt", WRAPPED)
    assert blocks[1][1].startswith("Skolan är viktig för alla barn i kommunen, och därför måste vi satsa mer")
    assert "hyresrätt kan locka" in blocks[1][1] and blocks[1][1].endswith("än en enda dag.")
    assert [kind for kind, _ in blocks] == [
        "heading", "paragraph", "paragraph", "item", "item", "paragraph", "paragraph",
    ]  # fmt: skip
    assert blocks[3][1] == "- bygga fler hyresrätter i hela kommunen, särskilt i byarna som har en skola"


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ("\ufeffVi vill\r\n\r\n• bygga\r\n".encode(), ["Vi vill", "• bygga"]),
        ("Vi vill\n".encode("utf-16"), ["Vi vill"]),
        ("Skola på gården\n".encode("cp1252"), ["Skola på gården"]),
        (b"en\x0ctv\xc3\xa5\n", ["en", "två"]),
        (b"Det blev dyrt. Vi vill att\nalla bor kvar.\n", ["Det blev dyrt. Vi vill att alla bor kvar."]),
        (b"Det blev dyrt. Vi vill\nha kvar\nalla\n", ["Det blev dyrt. Vi vill", "ha kvar", "alla"]),
    ],
)
def test_text_files(tmp_path: Path, data: bytes, texts: list[str]) -> None:
    assert [text for _, text in read(tmp_path, "plan.txt", data)] == texts


def test_a_form_feed_begins_a_page_and_an_empty_line_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("ett\n\ntvå\n\ftre\n", encoding="utf-8")
    assert [(block.page, block.gap) for block in read_document(path).blocks] == [(1, False), (1, True), (2, False)]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="inte är text"):
        read(tmp_path, "plan.txt", b"\x00\x01\x02")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["hyres-", "rätter"], "hyresrätter"),
        (["hyres\u00ad", "rätter"], "hyresrätter"),
        (["hyres\ufffe", "rätter"], "hyresrätter"),
        (["kultur-", "och fritid"], "kultur- och fritid"),
        (["kultur-/och", "fritid"], "kultur-/och fritid"),
        (["S-", "märkt"], "S-märkt"),
        (["VA-", "bolaget"], "VA-bolaget"),
        (["50-", "åringar"], "50-åringar"),
        (["Covid-", "19"], "Covid-19"),
        (["Norra-", "Kvarn"], "Norra-Kvarn"),
        (["UTBILDNINGS-", "NÄMNDEN"], "UTBILDNINGSNÄMNDEN"),
        (["AGEN-", "DA 2030"], "AGENDA 2030"),
        (["KF-", "KS"], "KF-KS"),
        (["epa-", "ungdomar"], "epa-ungdomar"),
        (["åren 2023–", "2025"], "åren 2023–2025"),
        (["en rad –", "och en till"], "en rad – och en till"),
        (["Vi vill", "  bygga"], "Vi vill bygga"),
    ],
)
def test_hyphens_at_the_end_of_a_line(lines: list[str], text: str) -> None:
    assert join_text(lines) == text


def test_the_document_itself_tells_its_hyphens() -> None:
    assert keeps_hyphen("syn", "hjälpmedel", frozenset({"syn-hjälpmedel"}))
    assert not keeps_hyphen("IT", "stöd", frozenset({"itstöd"}))


CALM = Block("Det är inte svårt: alla barn behöver lugn och ro i skolan, och ro på väg dit och hem.", size=9.0)


@pytest.mark.parametrize(
    ("blocks", "kinds"),
    [
        pytest.param([Block("SKOLA"), Block("Barnen behöver lugn.")], ["heading", "paragraph"], id="capitals"),
        pytest.param([Block("Skola", bold=True), Block("Barnen.")], ["heading", "paragraph"], id="weight"),
        pytest.param(
            [Block("Skola", size=14.0), Block("Barnen behöver lugn.", size=10.0)], ["heading", "paragraph"], id="size"
        ),
        pytest.param([Block("Vi vill:", bold=True), Block("Barnen.")], ["paragraph", "paragraph"], id="a bold lead"),
        pytest.param(
            [Block("Vi vill!", bold=True), Block("Barnen.")], ["paragraph", "paragraph"], id="a bold sentence"
        ),
        pytest.param([Block("”Allt är bra.”", size=16.0), Block("Barnen.", size=9.0)], ["paragraph"] * 2, id="a quote"),
        pytest.param([Block("”Alla barn ska ha det bra”", size=16.0), CALM], ["box", "paragraph"], id="pulled"),
        pytest.param(
            [Block("Alla barn behöver lugn och ro för att lära", size=16.0), CALM], ["heading", "paragraph"], id="long"
        ),
        pytest.param(
            [Block("alla barn behöver lugn och ro i skolan", size=16.0), Block("Lugn och ro", size=16.0), CALM],
            ["box", "heading", "paragraph"],
            id="pulled without quotation marks, and a heading",
        ),
        pytest.param(
            [Block("1. Skola\t3", "item"), Block("2. Mat\t4", "item"), Block("3. Vård\t4", "item")],
            ["toc"] * 3,
            id="numbered contents",
        ),
        pytest.param(
            [Block("Not", bold=True, size=8.0), Block("Barnen.", size=10.0)], ["paragraph"] * 2, id="small print"
        ),
        pytest.param([Block("1. Skola", bold=True), Block("Barnen.")], ["heading", "paragraph"], id="a numbered title"),
        pytest.param([Block("1. bygga"), Block("a) riva")], ["item", "item"], id="numbers"),
        pytest.param(
            [Block("• Skola", "item", size=14.0), Block("Text, text.", size=10.0)], ["heading", "paragraph"], id="mark"
        ),
        pytest.param([Block("Skola ..... 3"), Block("Mat ..... 4"), Block("Vård ..... 4")], ["toc"] * 3, id="dots"),
        pytest.param(
            [Block("Innehåll"), Block("Skola\t3"), Block("Mat\t4"), Block("Vård\t4")], ["toc"] * 4, id="contents"
        ),
        pytest.param([Block("KS\t300"), Block("BN\t20"), Block("TN\t40")], ["row"] * 3, id="amounts at tabs"),
        pytest.param([Block("\t2027"), Block("KS\t300")], ["row", "row"], id="a head above amounts"),
        pytest.param([Block("1.\tbygga")], ["item"], id="a tab behind a mark"),
    ],
)
def test_kinds_by_look(blocks: list[Block], kinds: list[str]) -> None:
    assert [block.kind for block in finish(blocks)] == kinds


def test_looks_are_ranked_and_beside_named_headings_by_size() -> None:
    text = Block("Barnen behöver lugn och ro.", size=10.0)
    big, bold = Block("Skola", size=16.0), Block("Mat", bold=True, size=10.0)
    assert [block.level for block in finish([big, bold, text])] == [1, 2, None]
    listed = [Block(f"{n}. Mat", "item", level=n, bold=True) for n in (1, 2)]
    assert [block.level for block in finish([*listed, text])] == [1, 2, None]
    plain = [Block("Ett", "heading", level=1), Block("Två", "heading", level=3), Block("Vi vill", bold=True)]
    assert [block.level for block in finish([*plain, Block("Barnen behöver lugn.")])] == [1, 3, 4, None]
    named = [Block("Ett", "heading", level=1, size=14.0), Block("Två", "heading", level=2, size=12.0)]
    assert [block.level for block in finish([*named, big, bold, text])] == [1, 2, 0, 2, None]


@pytest.mark.parametrize(
    ("text", "sign"),
    [("IV. x", "IV."), ("A. x", None),
     ("• x", "•"), ("\uf0b7x", "\uf0b7"), ("(cid:127) x", "(cid:127)"), ("- x", "-"), ("–x", None), ("-5 200", None),
     ("12) x", "12)"), ("1.x", None), ("iv. x", "iv."), ("2027. x", None), ("o x", "o"), ("och", None), ("* x", "*"),
     ("1.10 Bygga", "1.10"), ("1.1 bygga", "1.1"), ("1.1.2 x", "1.1.2"), ("2.5 miljoner", None),
     ("12.50 kr", None), ("10.Att", "10."), ("1: Bygga", "1:"), ("» x", "»"), ("»Ja« sa", None)],
)  # fmt: skip
def test_marks(text: str, sign: str | None) -> None:
    found = split_mark(text)
    assert (found and found.sign) == sign


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Vi vill\n•\nbygga en skola och\nriva en\n•\nLaga vägen", ["• bygga en skola och riva en", "• Laga vägen"]),
        ("Vi vill\n–\n\nbygga\n\n–\n\nriva", ["– bygga", "– riva"]),
        ("Skolan\n5 000\n–\nVården", ["Skolan", "5 000", "–", "Vården"]),
        ("Vi vill\n- bygga inom social-\ntjänsten\n- riva", ["- bygga inom socialtjänsten", "- riva"]),
        ("Nämnd\tUppdrag\nSkolnämnden\tutreda\nVårdnämnden\tpröva", ["Skolnämnden\tutreda", "Vårdnämnden\tpröva"]),
        ("Ord\n1\tanställa\n2\tbygga\n3\triva", ["1 anställa", "2 bygga", "3 riva"]),
    ],
)
def test_copied_text(tmp_path: Path, text: str, blocks: list[str]) -> None:
    found = [text for _, text in read(tmp_path, "plan.txt", text)]
    assert found[-len(blocks) :] == blocks


@pytest.mark.parametrize(("first", "goes_on"), [("{}", True), ("{}.", False), ("Kort", False)])
def test_items_in_letters_of_different_widths(tmp_path: Path, first: str, goes_on: bool) -> None:
    item = f"• {first.format('Belysa vägen så att alla som bor och verkar här kan')}\nkänna sig trygga"
    blocks = [text for _, text in read(tmp_path, "plan.txt", f"{fill(PROSE * 3, 62)}\n\nVi vill\n{item}\n• Riva")]
    assert ("känna" in blocks[-2] and blocks[-2][0] == "•") == goes_on


def test_rows_at_the_width_of_the_text_are_not_joined(tmp_path: Path) -> None:
    rows = ["Nämnden för kultur, idrott och fritid i kommunen 612 500 634 800", "Skolnämnden 548 300 569 900"]
    text = "\n".join([fill(PROSE * 2, 60), "", *rows])
    assert [text for _, text in read(tmp_path, "plan.txt", text)][-2:] == rows


def test_numbered_rows_are_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "plan.txt", "1.1 Skolan\t500\t600\n1.2 Bygga ut") == [
        ("row", "1.1 Skolan\t500\t600"),
        ("item", "1.2 Bygga ut"),
    ]


def test_signs_and_numbers() -> None:
    assert [show_sign(0xF0D8, "Wingdings"), show_sign(0x7F, ""), show_sign(0xF0FF, "Symbol")] == ["➢", "•", "•"]
    assert [count_with(3, "01"), count_with(27, "a"), count_with(1994, "I"), count_with(0, "a")] == [
        "03",
        "aa",
        "MCMXCIV",
        "0",
    ]
    assert [write_bullet("-"), write_bullet("§")] == ["-", "•"]


PROSE = (
    "Vägarna i Törne är dåliga. Vi har mätt dem själva, och mer än hälften av dem skulle inte klara en besiktning om "
    "det fanns en sådan. Så kan det inte få fortsätta, och det vet alla som kör där."
)
SHORT = f"""1. Vägar och trafik
===================

{fill(PROSE, 54)}

Till sist
---------

* bygga en rondell vid Coop
  2028
  - med belysning
* sänka hastigheten förbi alla skolor, för-
  skolor och äldreboenden
---
"""


def test_a_short_text_with_broken_lines_and_underlined_headings(tmp_path: Path) -> None:
    """A line behind an item's mark goes on with it, lines that end at one width are joined, and rules are no text."""
    path = tmp_path / "plan.txt"
    path.write_text(SHORT, encoding="utf-8")
    blocks = read_document(path).blocks
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("heading", 1, "1. Vägar och trafik"),
        ("paragraph", None, PROSE),
        ("heading", 2, "Till sist"),
        ("item", 1, "* bygga en rondell vid Coop 2028"),
        ("item", 2, "- med belysning"),
        ("item", 1, "* sänka hastigheten förbi alla skolor, förskolor och äldreboenden"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("plan.html", "<p>Högst <s>39</s>42</p>", "överstruken"),
        ("plan.html", "<p>Högst <del>39</del>42</p>", "överstruken"),
        ("plan.html", '<p>Högst <span style="text-decoration: line-through">39</span>42</p>', "överstruken"),
        ("plan.md", "Högst ~~39~~42\n", "överstruken"),
        ("plan.html", "<p>Högst <span hidden>39</span>42</p>", "dold"),
        ("plan.html", '<p>Högst 42</p><div style="display: none"><p>39</p></div>', "dold"),
    ],
)
def test_what_is_struck_through_or_hidden_is_left_out_and_named(
    tmp_path: Path, name: str, text: str, what: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    document = read_document(tmp_path / name)
    assert (document.text, document.unused) == ("Högst 42\n", (f"{what} text används inte: ”39”",))
