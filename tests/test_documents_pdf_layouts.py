"""PDF in the layouts of real plans: what stands above, beside, between and across columns, and in a table's cells."""

from pathlib import Path

import pikepdf
import pytest
import typst

from helpers.documents.pdf_boxes import take_axes, take_boxes, take_quotes
from helpers.documents.pdf_carried import seat_carried
from helpers.documents.pdf_columns import Frame, Sheet, find_columns
from helpers.documents.pdf_flow import Flow
from helpers.documents.pdf_initials import seat_initials
from helpers.documents.pdf_lines import Line, Word, find_lines
from helpers.documents.pdf_margin import drop_numbers, find_folds, part_pages
from helpers.documents.pdf_marks import seat_marks
from helpers.documents.pdf_page import Glyph, Page, Rule, Turned
from helpers.documents.pdf_tables import Table, find_headed, find_open, find_ruled
from helpers.documents.pdf_turned import seat_turned
from helpers.documents.read import read_document
from helpers.documents.write import import_document
from helpers.plan.propose import write_planfile
from helpers.plan.read import read_plan

PROSE = "Barnen behöver lugn och ro för att lära, och det gäller i alla skolor i kommunen. "


def read(folder: Path, source: str, size: str = "a4") -> list[str]:
    """The texts of what Typst makes of some code."""
    path = folder / "plan.pdf"
    path.write_bytes(typst.compile(f'#set page(paper: "{size}")\n#set text(lang: "sv", size: 10pt)\n{source}'.encode()))
    return [block.text for block in read_document(path).blocks]


def sign(text: str, left: float, base: float, size: float = 10.0, bold: bool = False) -> list[Glyph]:
    """A text, each sign half as wide as high."""
    half = size / 2
    return [Glyph(each, left + half * n, left + half * (n + 1), base, size, bold) for n, each in enumerate(text)]


def line(text: str, left: float, base: float, size: float = 10.0, bold: bool = False) -> Line:
    """A line of words with a space of half a sign's height between."""
    words, at = [], left
    for word in text.split():
        words.append(Word(tuple(sign(word, at, base, size, bold))))
        at += size / 2 * (len(word) + 1)
    return Line(words, 1)


def texts(lines: list[Line]) -> list[str]:
    """What the lines say."""
    return [each.text for each in lines]


# --- above columns ------------------------------------------------------------------------------------------


def part(title: str, *, top: float, pause: float = 40.0) -> list[Line]:
    """A heading that is as short as a column, prose in the left one, a list in the right one, and what is beside."""
    left = [line("i alla skolor som ligger i kommunen", 50, top - 30 - 14 * n) for n in range(4)]
    right = [line(f"– bygga hus nummer {n} åt alla", 300, top - 30 - 14 * n) for n in range(4)]
    return [line(title, 50, top, 17.0, True), *left, *right[:2], *(_lower(each, pause) for each in right[2:])]


def _lower(each: Line, by: float) -> Line:
    return line(each.text, each.left, each.words[0].glyphs[0].base - by)


def frames(lines: list[Line]) -> list[list[str]]:
    """The columns of a page, each as texts."""
    found = find_columns([Sheet(sorted(lines, key=lambda each: -each.base), [], 600.0)])
    return [texts([part for part in frame.parts if isinstance(part, Line)]) for frame in found[0]]


def test_a_short_heading_above_both_columns_begins_them_anew() -> None:
    lines = [*part("Skola", top=700, pause=0), *part("Vård", top=560, pause=0)]
    firsts = [column[0] for column in frames(lines)]
    assert firsts == ["Skola", "– bygga hus nummer 0 åt alla", "Vård", "– bygga hus nummer 0 åt alla"]


def test_a_heading_beside_room_as_wide_as_other_room_is_its_columns_own() -> None:
    lines = [*part("Skola", top=700, pause=80), *part("Vård", top=560, pause=0)]
    assert [column[0] for column in frames(lines)] == ["Skola", "– bygga hus nummer 0 åt alla"]


def test_a_title_across_is_no_room_of_a_column() -> None:
    across = line("Vår plan för hela kommunen och alla som bor i den", 50, 740, 26.0, True)
    lines = [across, *part("Skola", top=700, pause=0), *part("Vård", top=560, pause=0)]
    assert frames(lines)[-2][0] == "Vård"


def test_a_heading_as_large_as_the_one_above_both_columns_ends_them() -> None:
    below = [line(f"– laga vägen som går till by {n}", 50, 450 - 14 * n) for n in range(4)]
    lines = [*part("Skola", top=700, pause=0), line("Vård", 50, 480, 17.0, True), *below]
    assert [column[0] for column in frames(lines)][-2:] == ["– bygga hus nummer 0 åt alla", "Vård"]


@pytest.mark.parametrize(
    ("lower", "order"),
    [
        pytest.param(500, ["a", "c", "b", "d"], id="on one line"),
        pytest.param(489, ["a", "b", "c", "d"], id="each where it comes"),
    ],
)
def test_columns_that_begin_anew_below_columns(lower: int, order: list[str]) -> None:
    """Two columns, one shorter than the other, and below them a heading in each."""

    def fill(left: float, name: str, top: int, count: int) -> list[Line]:
        return [line(f"{name} i alla skolor i hela kommunen", left, top - 14 * n) for n in range(count)]

    heads = [line("Skola", 50, 500, bold=True), line("Vård", 300, lower, bold=True)]
    text = [*fill(50, "a", 700, 6), *fill(300, "c", 700, 11), *fill(50, "b", 484, 5), *fill(300, "d", lower - 16, 5)]
    found = [text[0] for frame in frames([*text, *heads]) for text in frame]
    assert [name for name in dict.fromkeys(found) if name.islower()] == order


def table(rows: list[tuple[str, str]], left: float, top: float) -> list[Line]:
    """Labels with amounts that end 150 points from where the labels begin."""
    return [
        each
        for n, (label, amount) in enumerate(rows)
        for each in (line(label, left, top - 14 * n), line(amount, left + 150 - 5 * len(amount), top - 14 * n))
        if each.text
    ]


ROWS = [("Skolnämnden", "410"), ("Vårdnämnden", "388"), ("Parknämnden", "21")]


@pytest.mark.parametrize(
    ("right", "firsts"),
    [
        pytest.param(
            [("Ny väg", "9"), ("Nytt hus", "8"), ("Summa", "17")], ["Skolnämnden", "Ny väg"], id="its own sum"
        ),
        pytest.param(
            [("Vägnämnden", "9"), ("Husnämnden", "8"), ("Bad", "17")], ["Skolnämnden 410 Vägnämnden"], id="one table"
        ),
    ],
)
def test_tables_beside_each_other(right: list[tuple[str, str]], firsts: list[str]) -> None:
    rows: dict[float, list[Word]] = {}
    for each in (*table([*ROWS, ("Summa", "819")], 50, 700), *table(right, 300, 700)):
        rows.setdefault(each.base, []).extend(each.words)
    found = frames([Line(words, 1) for words in rows.values()])
    assert [" ".join(column[0].split()[:-1]) for column in found][: len(firsts)] == firsts


def test_a_table_beside_running_text() -> None:
    prose = [line("i alla skolor som ligger i kommunen", 300, 705 - 12 * n) for n in range(6)]
    left = table([*ROWS, ("Summa", "819")], 50, 700)
    rows = [Line([*left[2 * n].words, *left[2 * n + 1].words], 1) for n in range(4)]
    assert frames([*rows, *prose]) == [[each.text for each in rows], [each.text for each in prose]]


def test_cells_on_lines_of_the_left_side_are_of_its_table() -> None:
    """Two cells on every second line; where they are text of a column, there is one."""
    tasks = [line(f"– laga vägen till by nummer {n}", 50, 700 - 14 * n) for n in range(12)]
    cells = [(line("i maj 2027 eller nu", 300, 700 - 28 * n), line("i tid", 450, 700 - 28 * n)) for n in range(6)]
    rows = [
        Line([*task.words, *(word for each in cells[n // 2] if n % 2 == 0 for word in each.words)], 1)
        for n, task in enumerate(tasks)
    ]
    assert [len(frames(rows)), len(frames([*tasks, *(first for first, _ in cells)]))] == [1, 2]


def test_amounts_are_in_the_column_of_their_labels() -> None:
    """Right of them there is a list."""
    list_ = [line(f"– bygga hus nummer {n} åt alla", 300, 700 - 14 * n) for n in range(12)]
    left = [line(f"– laga vägen till by {n}", 50, 700 - 14 * n) for n in range(6)]
    found = frames([*list_, *left, *table(ROWS, 50, 590)])
    assert [column[-1] for column in found] == ["Parknämnden 21", "– bygga hus nummer 11 åt alla"]


def test_a_heading_of_a_table_ends_the_columns_above_it() -> None:
    """The amounts and their years alone stand right of the heading and below it."""
    heads = Line([*line("2027", 300, 560).words, *line("2028", 400, 560).words], 1)
    lines = [*part("Skola", top=700, pause=0), line("Budget", 50, 590, 21.0), heads]
    across = [line(f"Nämnden för skola och kultur i hela vår kommun {n}", 50, 540 - 14 * n, 10.0) for n in range(3)]
    assert frames([*lines, *across])[-1][:2] == ["Budget", "2027 2028"]


def test_text_above_columns_is_no_heading_of_theirs() -> None:
    """So a heading in one of them ends neither."""
    lines = [*part("Skola", top=700, pause=0), line("Vård", 50, 560, 17.0), line("– laga vägen till vår by", 50, 540)]
    lines[0] = line("Hem", 50, 700)
    assert [column[-1] for column in frames(lines)] == ["– laga vägen till vår by", "– bygga hus nummer 3 åt alla"]


@pytest.mark.parametrize(
    ("numbers", "step", "found"),
    [
        pytest.param("300 200 100 0", 30, ["300 200 100 0"], id="an axis"),
        pytest.param("1,0 0,5 0,0", 30, [], id="three"),
        pytest.param("400 300 200 100", 30, [], id="not to nought"),
        pytest.param("400 200 100 0", 30, [], id="uneven"),
        pytest.param("0 0 0 0", 30, [], id="nothing"),
    ],
)
def test_the_numbers_of_an_upright_axis_are_no_text(numbers: str, step: int, found: list[str]) -> None:
    words = numbers.split()
    lines = [
        Line(
            [*line("Skolnämnden", 50, 700 - step * n).words, *line(each, 300 - 5 * len(each), 700 - step * n).words], 1
        )
        for n, each in enumerate(words)
    ]
    rest, axes = take_axes(lines)
    assert [each.text for frame in axes for each in frame.parts if isinstance(each, Line)] == found
    assert [len(each.words) for each in rest] == [1 if found else 2] * len(words)


def test_a_list_that_goes_on_in_the_next_column_keeps_its_levels(tmp_path: Path) -> None:
    items = "- bygga hus\n  - laga taken\n#colbreak()\n- riva hus\n  - laga vägar\n- bada"
    path = tmp_path / "plan.pdf"
    path.write_bytes(typst.compile(f"#columns(2)[{PROSE * 6}\n\n{items}\n\n{PROSE * 6}]".encode()))
    levels = [(block.level, block.text[2:]) for block in read_document(path).blocks if block.kind == "item"]
    assert levels == [(1, "bygga hus"), (2, "laga taken"), (1, "riva hus"), (2, "laga vägar"), (1, "bada")]


def test_headings_on_one_line_below_text_on_one_side() -> None:
    """What goes across above is in no column, and so begins none anew."""
    across = line("Skolan är till för alla barn och unga i hela vår kommun i dag", 50, 560, 16.0)
    heads = [line("Skola", 50, 500, bold=True), line("Vård", 300, 500, bold=True)]
    sides = [(50, top, count) for top, count in ((546, 2), (484, 6))] + [(300, 484, 6)]
    text = [line("i alla skolor i hela kommunen", x, top - 14 * n) for x, top, count in sides for n in range(count)]
    assert sum(map(len, frames([across, *heads, *text]))) == 17


def test_a_title_of_which_a_line_goes_across_columns_is_one(tmp_path: Path) -> None:
    title = '#text(34pt, weight: "bold")[Ordning och reda i hela Åsnäs]'
    found = read(tmp_path, f"#set par(leading: 3mm)\n{title}\n\n#columns(2)[{PROSE * 4}]")
    assert found == ["Ordning och reda i hela Åsnäs", (PROSE * 4).strip()]


def test_columns_too_short_to_tell_begin_where_others_do(tmp_path: Path) -> None:
    list_ = "- bygga fler hus\n- öppna en skola\n- laga en väg\n"
    first = f"#columns(2)[{PROSE * 6}\n\n{list_}#colbreak()\n{PROSE * 6}\n\n{list_}]"
    second = "#columns(2)[- bygga fler hus för alla som behöver ett och vill bo i byn\n#colbreak()\n- laga en väg]"
    found = read(tmp_path, f"#set par(spacing: 2em)\n{first}\n#pagebreak()\n{second}")
    assert found[-2:] == ["• bygga fler hus för alla som behöver ett och vill bo i byn", "• laga en väg"]


def test_lines_beside_each_other_say_nothing_of_the_distance_between_lines() -> None:
    """Two notes that no gutter parts from the text beside them, each a little above a line of it."""
    text = [line("Barnen behöver lugn och ro", 50, 700 - 14 * n) for n in range(4)]
    notes = [line("en not", 300, 691 - 14 * n) for n in range(4)]
    flow = Flow([[Frame(sorted([*text, *notes], key=lambda each: -each.base), 595.0)]], frozenset())
    assert flow.pitch == {}
    assert Flow([[Frame([*text], 595.0)]], frozenset()).pitch == {10.0: 14.0}


def test_an_empty_page_beside_one_with_columns() -> None:
    page = [*part("Skola", top=700, pause=0)]
    assert find_columns([Sheet(page, [], 600.0), Sheet([], [], 600.0)])[1] == []


def test_a_column_of_amounts_is_none_that_begins_where_others_do() -> None:
    amounts = [line(each, x, 500 - 14 * n) for n in range(3) for each, x in (("Gator och parker", 50), ("500", 300))]
    found = find_columns([Sheet(part("Skola", top=700, pause=0), [], 600.0), Sheet(amounts, [], 600.0)])
    assert len(found[1]) == 1


def test_what_is_read_off_a_picture_has_the_usual_sizes(tmp_path: Path) -> None:
    """Text that is not shown, each line a little larger or smaller than the one before."""
    lines = ["Barnen behöver lugn och ro för att lära sig läsa i skolan och", "räkna, och så ska det vara i hela byn."]
    seen = f"#set par(leading: 7pt)\n#text(10.4pt)[{lines[0]}] \\ #text(11.4pt)[{lines[1]}]\n\n#text(15pt)[Skola]"
    assert len(read(tmp_path, f"#set page(width: 12cm)\n{seen}")) == 3
    document = pikepdf.open(tmp_path / "plan.pdf")
    page = document.pages[0]
    page.Contents = document.make_stream(page.Contents.read_bytes().replace(b"0 Tr", b"3 Tr"))
    document.save(tmp_path / "scan.pdf")
    blocks = read_document(tmp_path / "scan.pdf").blocks
    assert [(block.text, block.kind) for block in blocks] == [(" ".join(lines), "paragraph"), ("Skola", "heading")]


FACTS = "*Fakta om skolan* \\ Det finns elva skolor i kommunen, och fyra av dem har fritids."


@pytest.mark.parametrize(
    ("inside", "boxed"),
    [
        pytest.param(f"#text(8pt)[{FACTS}]", FACTS.replace("*", "").split(" \\ "), id="facts"),
        pytest.param(f"{FACTS}", [], id="as large as the text"),
        pytest.param("#text(8pt)[Mer lugn i skolan\n- bygga hus\n- laga en väg]", [], id="a list"),
    ],
)
def test_small_print_in_a_box_beside_the_text(tmp_path: Path, inside: str, boxed: list[str]) -> None:
    inside = f"#set par(leading: 4pt)\n#set align(left)\n{inside}"
    box = f"#place(right, dx: 4.6cm, rect(fill: silver, width: 4.4cm)[{inside}])"
    read(tmp_path, f"#set page(margin: (right: 6cm))\n#v(3pt)\n{box}\n{PROSE * 3}\n\n- bygga skolor")
    blocks = read_document(tmp_path / "plan.pdf").blocks
    assert [block.text for block in blocks if block.kind == "box"] == boxed
    assert not boxed or [block.text for block in blocks[:2]] == [(PROSE * 3).strip(), "• bygga skolor"]


def test_small_print_in_a_narrow_box_between_the_columns_of_a_list(tmp_path: Path) -> None:
    box = f"#block(fill: silver, inset: 6pt)[#set par(leading: 4pt)\n#text(8pt)[{FACTS}]]\n#v(8cm)"
    items = [f"bygga fler hus i by nummer {n} och laga vägen dit" for n in range(8)]
    lists = ["\n".join(f"- {item}" for item in side) for side in (items[:4], items[4:])]
    read(tmp_path, f"#columns(2)[#v(3cm)\n{PROSE * 4}\n\n{lists[0]}#colbreak()\n{box}\n{lists[1]}]")
    blocks = read_document(tmp_path / "plan.pdf").blocks
    assert [block.text for block in blocks if block.kind == "item"] == [f"• {item}" for item in items]
    assert [block.text for block in blocks if block.kind == "box"] == FACTS.replace("*", "").split(" \\ ")
    assert [block.kind for block in blocks].index("box") > 8


@pytest.mark.parametrize(
    ("said", "size", "boxed"),
    [
        pytest.param(["”Ingen ska behöva välja", "mellan jobbet och barnen.”"], 19.0, True, id="a quote"),
        pytest.param(["Ingen ska behöva välja", "mellan jobbet och barnen"], 19.0, False, id="a title"),
        pytest.param(["”Ingen ska behöva välja", "mellan jobbet och barnen.”"], 10.0, False, id="as large as the text"),
        pytest.param(["”Alla med”"], 19.0, False, id="a short one"),
        pytest.param(["."], 19.0, False, id="a full stop"),
    ],
)
def test_a_large_quote_across_columns_is_no_part_of_them(said: list[str], size: float, boxed: bool) -> None:
    """On the line of one of them stands text of a third column."""
    quote = [line(text, 60, 400 - 22 * n, size) for n, text in enumerate(said)]
    beside = line("de boende", 450, 400)
    lines = [line("bygga", 50, 440), Line([*quote[0].words, *beside.words], 1), *quote[1:], line("hus", 50, 340)]
    rest, frames = take_quotes(lines, 10.0)
    assert [texts([each for each in frame.parts if isinstance(each, Line)]) for frame in frames] == [said] * boxed
    assert texts(rest) == (["bygga", "de boende", "hus"] if boxed else texts(lines))
    assert take_quotes(lines[1:], 10.0) == (lines[1:], [])


def test_labels_in_a_painted_column_are_no_box() -> None:
    labels = [line(text, 50, 700 - 20 * n, 8.0) for n, text in enumerate(("Skolnämnden", "Miljönämnden"))]
    rows = [Line([*each.words, *line("Bygga hus", 200, each.base).words], 1) for each in labels]
    page = Page(1, 600, 800, [], [], [], [], [Rule(40, 600, 140, 720)])
    assert take_boxes(page, rows, 10.0) == (rows, [])


def test_a_table_beside_a_list_where_columns_of_other_pages_begin(tmp_path: Path) -> None:
    items = "\n".join(f"- bygga fler hus i by nummer {n} och laga vägen dit" for n in range(6))
    rows = ", ".join(f"[{name}], [84 {n}00], [85 {n}00]" for n, name in enumerate(("Skolnämnden", "Summa"), start=1))
    table = f"*Budget*\n#table(columns: (4cm, 2cm, 2cm), stroke: none, [], [2027], [2028], {rows})"
    pages = (f"#columns(2)[{PROSE * 6}\n\n{items}#colbreak()\n{each}]" for each in (f"{PROSE * 6}\n\n{items}", table))
    found = read(tmp_path, "#pagebreak()".join(pages))
    assert found[-3:] == ["\t2027\t2028", "Skolnämnden\t84 100\t85 100", "Summa\t84 200\t85 200"]
    assert found[-5:-3] == ["• bygga fler hus i by nummer 5 och laga vägen dit", "Budget"]


@pytest.mark.parametrize(("size", "bands"), [(14.0, 4), (12.0, 1)])
def test_headings_beside_their_texts_are_of_one_size(size: float, bands: int) -> None:
    """A cover has its title and a smaller line below it, whatever begins beside them."""
    heads = [line("Skola", 50, 700, 14.0), line("Budget", 50, 620, size)]
    text = [line("i alla skolor som ligger i kommunen", 150, top - 14 * n) for top in (700, 620) for n in range(4)]
    assert len(frames([*heads, *text])) == bands


def test_a_letter_that_reaches_back_begins_its_own_word(tmp_path: Path) -> None:
    assert read(tmp_path, "Barn- och att#h(2pt)jaga#h(2pt)jord") == ["Barn- och att jaga jord"]


def test_a_page_that_is_set_on_another_has_its_rules_and_hyphens(tmp_path: Path) -> None:
    """Two pages on a sheet, as a folder for print has them: each is a form."""
    rows = "[Nämnd], [2027], [Barn- och utbildningsnämnden], [500], [Kultur- och fritidsnämnden], [70]"
    source = f"#table(columns: (2.6cm, 2cm), {rows})"
    right = ["Nämnd\t2027", "Barn- och utbildningsnämnden\t500", "Kultur- och fritidsnämnden\t70"]
    assert read(tmp_path, source, "a5") == right
    sheet = pikepdf.new()
    sheet.add_blank_page(page_size=(842, 595))
    with pikepdf.open(tmp_path / "plan.pdf") as one:
        sheet.pages[0].add_overlay(one.pages[0], pikepdf.Rectangle(421, 0, 842, 595))
        sheet.save(tmp_path / "sheet.pdf")
    assert [block.text for block in read_document(tmp_path / "sheet.pdf").blocks] == right


# --- carried to the next page -------------------------------------------------------------------------------


def column(left: float, ends: float, text: str = "– bygga hus") -> Frame:
    """A column of items from the height 700 down to where it ends."""
    return Frame([line(text, left, base) for base in range(700, int(ends) - 1, -20)], 600.0)


def test_a_column_goes_on_by_itself_where_the_last_one_ends_early() -> None:
    page, after = (
        [column(50, 60), column(350, 400)],
        [Frame([line("– riva hus", 50, 700), line("Vård", 50, 670, 16)], 600.0)],
    )
    seat_carried([page, after])
    assert texts(page[0].parts)[-1] == "– riva hus" and texts(after[0].parts) == ["Vård"]


@pytest.mark.parametrize(
    ("page", "first"),
    [
        pytest.param([column(50, 60), column(350, 60)], line("– riva hus", 50, 700), id="the last column is full"),
        pytest.param([column(50, 60), column(350, 400)], line("– riva " + "hus " * 20, 50, 700), id="as wide as both"),
        pytest.param([column(50, 60), column(350, 400)], line("– riva hus", 90, 700), id="begins elsewhere"),
        pytest.param([column(50, 60), column(350, 400)], line("Vård", 50, 700, 16.0), id="a heading"),
        pytest.param([column(50, 60), column(50, 400)], line("– riva hus", 50, 700), id="nothing beside"),
        pytest.param([], line("– riva hus", 50, 700), id="an empty page"),
    ],
)  # fmt: skip
def test_what_stands_on_the_next_page_is_its_own(page: list[Frame], first: Line) -> None:
    after = [Frame([first], 600.0)]
    seat_carried([[Frame([*each.parts], each.width) for each in page], after])
    assert after[0].parts == [first]


def test_a_table_at_the_end_of_a_column_goes_on_as_no_text() -> None:
    table = Table([["a", "b"]], 50, 300, 60, 90, 1, 10.0)
    page = [Frame([*column(50, 100).parts, table], 600.0), column(350, 400)]
    after = [Frame([line("– riva hus", 50, 700)], 600.0)]
    seat_carried([page, after])
    assert len(after[0].parts) == 1


def test_a_list_beside_others_goes_on_on_the_next_page(tmp_path: Path) -> None:
    heads = ["Kommunstyrelsen", "Skolnämnden"]
    lists = [
        f"[*{head}*\n" + "".join(f"- {head[:3]} {n} plan\n" for n in range(count)) + "]"
        for head, count in zip(heads, (9, 3), strict=True)
    ]
    found = read(tmp_path, f"#set page(height: 6.2cm, margin: 1cm)\n#grid(columns: (1fr, 1fr), {', '.join(lists)})")
    assert found.index("• Kom 8 plan") < found.index("Skolnämnden")


# --- heads of tables ----------------------------------------------------------------------------------------


def test_a_header_that_ends_in_a_year_is_cut_into_its_cells(tmp_path: Path) -> None:
    cells = (
        "[*Styrelse*], [*2025*], [*Ändring*], [*2026*], [Skola], [79,9], [+2,5], [82,4], [Vård], [4,3], [+1,0], [5,3]"
    )
    table = f"#table(columns: (3fr, 1fr, 1fr, 1fr), align: right, stroke: none, {cells})"
    assert read(tmp_path, table)[0] == "Styrelse\t2025\tÄndring\t2026"


TURNED = """#let t(a, b) = rotate({angle}deg, reflow: true)[*#a \\ #b*]
#table(columns: (3fr, 1fr, 1fr), align: (left + bottom, right, right), stroke: {stroke}, [*{label}*],
t([Budget], [2026]), t([Plan], [2027]), [Skolnämnden], [76 632], [79 928], [Vårdnämnden], [6 632], [9 928])"""


@pytest.mark.parametrize("angle", [90, -90])
@pytest.mark.parametrize("stroke", ["none", "1pt"])
def test_heads_on_their_side_stand_above_their_columns(tmp_path: Path, angle: int, stroke: str) -> None:
    found = read(tmp_path, PROSE + TURNED.format(angle=angle, stroke=stroke, label="Nämnd"))
    assert found[1:] == ["Nämnd\tBudget 2026\tPlan 2027", "Skolnämnden\t76 632\t79 928", "Vårdnämnden\t6 632\t9 928"]


def test_what_lies_on_a_page_whose_text_is_turned(tmp_path: Path) -> None:
    source = f"#rotate(90deg, reflow: true)[#block(width: 9cm)[{PROSE}]] #place(bottom, dx: 9cm)[Partiet]"
    assert read(tmp_path, source) == [PROSE.strip(), "Partiet"]


def turned(text: str, left: float, bottom: float = 100.0) -> Turned:
    """A turned text, 40 points high."""
    return Turned(text, Rule(left, bottom, left + 10, bottom + 40), 10.0)


@pytest.mark.parametrize(
    ("heads", "left"),
    [
        pytest.param([turned("2026", 100), turned("2027", 160)], 0, id="heads"),
        pytest.param([turned("2026", 100)], 1, id="a text alone"),
        pytest.param([turned("2026", 100), turned("2027", 160, 10)], 2, id="not beside each other"),
        pytest.param([turned("Partiet", 300), turned("Plan", 400)], 2, id="no amounts below"),
    ],
)
def test_turned_texts_that_head_amounts(heads: list[Turned], left: int) -> None:
    page = Page(1, 600, 800, [*sign("500", 95, 85), *sign("600", 155, 85), *sign("7", 160, 5)], [*heads])
    seat_turned(page)
    assert len(page.turned) == left


def test_two_lines_beside_turned_heads_stay_where_they_are() -> None:
    beside = [*sign("Nämnd", 10, 130), *sign("tkr", 10, 115)]
    page = Page(
        1, 600, 800, [*beside, *sign("500", 95, 85), *sign("600", 155, 85)], [turned("A", 100), turned("B", 160)]
    )
    seat_turned(page)
    assert texts(find_lines(page.glyphs, 1)) == ["Nämnd", "tkr", "A B", "500 600"]


MISSIONS = """= Trygghet
Vi vill:
- anställa fler vakter
= Uppdrag
#table(columns: (1fr, 6fr, 3fr), [Nr], [Uppdrag], [Klart], table.cell(colspan: 3)[*Kommunstyrelsen*],
[1], [Ta fram en plan för lokaler], [mars], [2], [Se över alla avtal], [juni],
table.cell(colspan: 3)[*Skolnämnden*], [3], [Utreda en ny skola], [mars])"""


def test_rows_of_a_table_that_name_a_committee_are_over_those_below(tmp_path: Path) -> None:
    """With the plan.toml that is written of it as without: there the row is no heading of the text."""
    read(tmp_path, MISSIONS)
    import_document(tmp_path / "plan.pdf", tmp_path / "plan")
    write_planfile(tmp_path / "plan")
    plan = read_plan(tmp_path / "plan")
    names = dict(zip(plan.committees.committee_id, plan.committees.name, strict=True))
    assert [names[each] for each in plan.missions.committee_id] == ["Kommunstyrelsen"] * 2 + ["Skolnämnden"]


def test_a_lead_whose_list_stands_elsewhere_asks_for_a_look(tmp_path: Path) -> None:
    part = "{}\n\nAlla ska vara med.\n\nVåra förslag:\n{}\n"
    lists = ["", "- bygga en skola\n- riva ett hus\n", "- laga en väg\n- öppna en park\n"]
    heads = ["Skola för alla", "Vård för alla", "Gator för alla"]
    (tmp_path / "plan.txt").write_text(
        "Vår plan 2027\n\n" + "\n".join(map(part.format, heads, lists)), encoding="utf-8"
    )
    oddities = read_plan(tmp_path).oddities
    assert oddities.line[oddities.kind == "lead_without_list"].tolist() == [7]


# --- tasks in a cell ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "several"),
    [
        pytest.param(["utreda rätt till heltid", "öppna flera bibliotek"], True, id="two tasks"),
        pytest.param(["Utreda rätt till heltid", "Öppna flera bibliotek"], True, id="two in capitals"),
        pytest.param(["Utred rätten till heltid", "Öppna flera bibliotek"], True, id="two that are told"),
        pytest.param(["utreda alla heltider och", "öppna flera bibliotek"], False, id="a small word before"),
        pytest.param(["utreda hur alla ska rätt", "öppna flera bibliotek"], False, id="a word that leads on"),
        pytest.param(["utreda rätt till heltid,", "öppna flera bibliotek"], False, id="a comma before"),
        pytest.param(["ge elever bättre lugn o", "stöd i alla skolor här"], False, id="a noun"),
        pytest.param(["utreda rätt till heltid", "Öppna flera bibliotek"], False, id="written otherwise"),
        pytest.param(["planen för rätt till ny", "öppna flera bibliotek"], False, id="no task before"),
    ],
)
def test_a_line_of_a_cell_that_begins_another_task(lines: list[str], several: bool) -> None:
    """The lines are so full that no word of the next one had room above."""
    lying = [Rule(0, y, 240, y) for y in (0, 50, 70, 90, 110)]
    standing = [Rule(x, 0, x, 110) for x in (0, 110, 240)]
    names = [each for n, name in enumerate(("Nämnd", "Skolnämnd", "Gatunämnd")) for each in sign(name, 5, 98 - 20 * n)]
    cell = [each for n, text in enumerate(lines) for each in sign(text, 115, 30 - 12 * n)]
    page = Page(
        1, 300, 200, [*names, *sign("Vårdnämnd", 5, 30), *sign("Uppdrag", 115, 98), *cell], [], [*lying, *standing]
    )
    assert (len(find_ruled(page)[0][0].rows) > 4) == several


# --- marks, initials, raised figures, numbers of lines -------------------------------------------------------------


@pytest.mark.parametrize(
    ("initial", "first", "text"),
    [("A", "lla", "Alla"), ("I", "skolan", "I skolan"), ("I", "Åsmark", "I Åsmark"), ("Ö", "ppna", "Öppna")],
)
def test_a_large_initial_is_a_letter_of_its_first_line(initial: str, first: str, text: str) -> None:
    rows = [sign(first, 76, 120), sign("ska lära", 76, 108), sign("i lugn", 50, 96)]
    page = Page(1, 600, 800, [*sign(initial, 50, 108, 30.0), *(each for row in rows for each in row)])
    seat_initials(page)
    found = find_lines(page.glyphs, 1)
    assert texts(found) == [text, "ska lära", "i lugn"] and {each.left for each in found} == {50}


def test_lines_below_a_large_initial_that_begin_where_those_beside_it_do_are_its_own() -> None:
    rows = [sign("en som", 76, 120), sign("ska lära", 76, 108), sign("i lugn", 76, 96), sign("och ro", 50, 84)]
    page = Page(1, 600, 800, [*sign("D", 50, 108, 30.0), *(each for row in rows for each in row)])
    seat_initials(page)
    assert {each.left for each in find_lines(page.glyphs, 1)} == {50}


@pytest.mark.parametrize(
    ("marks", "size", "base", "seen"),
    [
        pytest.param("❖❖", 7.0, 3.0, "❖❖", id="a small sign that stands high"),
        pytest.param("12", 15.0, -3.0, "12", id="large figures that stand low"),
        pytest.param("12", 10.0, 0.5, "12", id="figures hardly higher, with the text of another column below"),
        pytest.param("12", 7.0, 3.0, "", id="small figures, as notes have them"),
        pytest.param("❖7", 7.0, 3.0, "", id="each another"),
        pytest.param("❖❖", 7.0, 9.0, "", id="above their line"),
    ],
)
def test_marks_that_hang_beside_their_line(marks: str, size: float, base: float, seen: str) -> None:
    glyphs = [
        each
        for n, mark in enumerate(marks)
        for each in (*sign(mark, 50, 100 - 30 * n + base, size), *sign("bygga hus", 70, 100 - 30 * n))
    ]
    page = Page(1, 600, 800, glyphs)
    seat_marks([page])
    found = [each.mark.sign for each in find_lines(page.glyphs, 1) if each.mark and each.mark.rest]
    assert "".join(found) == seen


def test_bold_numbers_of_items_are_no_headings_beside_the_text() -> None:
    """Two lists of numbers in badges, each below a bold lead."""
    rows = [
        [line(f"{n}", 50, 700 - 14 * n - 60 * part, bold=True), line(text, 70, 700 - 14 * n - 60 * part)]
        for part in (0, 1)
        for n, text in enumerate(("bygga ett bad åt alla i byn", "laga vägen dit så fort det går"), start=1)
    ]
    lines = [Line([word for each in row for word in each.words], 1) for row in rows]
    (frames,) = find_columns([Sheet(lines, [], 600)])
    assert [texts([part for part in frame.parts if isinstance(part, Line)]) for frame in frames] == [texts(lines)]


def test_an_item_goes_on_below_its_text_whatever_room_there_was(tmp_path: Path) -> None:
    """In a narrow list, where another page has text across."""
    item = "bygga om de äldsta av kommunens skolor med fler salar"
    items = f"#block(width: 7cm)[- {item}\n- laga en väg]"
    assert read(tmp_path, f"#page[{PROSE * 12}]\n{items}")[-2:] == [f"• {item}", "• laga en väg"]


def test_a_large_sign_in_a_line_takes_no_spaces_of_other_lines() -> None:
    """The space between two lines above is not one of the words that are beside a large sign."""
    row = [*sign("V", 20, 100, 34.0), *(each._replace(right=each.right - 0.3) for each in sign("kraftfull", 50, 100))]
    space = Glyph(" ", 69, 71, 108, 10.0)
    assert texts(find_lines([*row, space], 1)) == ["V kraftfull"]


def test_a_heading_on_a_band_goes_across_both_columns() -> None:
    """Short, at the left, above a list that is shorter on the right."""
    heads = [line("Skola", 50, 700, 14.0), line("Vård", 50, 500, 14.0)]
    left = [line(f"– bygga hus nummer {n} åt alla", 50, top - 14 * n) for top in (660, 460) for n in range(6)]
    right = [line(f"– laga väg nummer {n} åt alla", 300, top - 14 * n) for top in (660, 460) for n in range(4)]
    lines = sorted([*heads, *left, *right], key=lambda each: -each.base)
    bands = [Rule(40, base - 10, 560, base + 30) for base in (700, 500)]
    (frames,) = find_columns([Sheet(lines, [], 600, bands)])
    read = [part.text for frame in frames for part in frame.parts if isinstance(part, Line)]
    assert read == [*texts(heads[:1]), *texts(left[:6] + right[:4]), *texts(heads[1:]), *texts(left[6:] + right[4:])]


def test_a_heading_above_a_large_initial_stands_beside_no_part_of_it() -> None:
    rows = [sign("Skola", 50, 135, 14.0), sign("lla", 76, 120), sign("ska lära", 76, 108)]
    page = Page(1, 600, 800, [*sign("A", 50, 108, 32.0), *(each for row in rows for each in row)])
    seat_initials(page)
    assert texts(find_lines(page.glyphs, 1)) == ["Skola", "Alla", "ska lära"]


@pytest.mark.parametrize(
    ("drawn", "typed"),
    [
        (["föreTag", "oCh jobb"], "Företag och jobb"),
        (["SKOLA", "OCH FÖRSKOLA"], "Skola och förskola"),
        (["vi", "VILL"], "vi VILL"),
    ],
)
def test_small_capitals_are_read_as_they_were_typed(drawn: list[str], typed: str) -> None:
    """Beside a column with text as large as these."""
    first, rest = drawn
    beside = sign("I Borås", 300, 100, 12.0)
    word = [*sign(first[:1], 50, 100, 15.0), *sign(first[1:], 57.5, 100, 12.0)]
    found = find_lines([*word, *sign(rest, 60 + 6 * len(first), 100, 12.0), *beside], 1)
    assert texts(found) == [f"{typed} I Borås"]


def test_texts_that_are_printed_over_each_other_are_lines_of_their_own() -> None:
    """With the spaces of both of them; the letters of a ligature have one place, and are one word."""
    one = [Glyph(" ", 80, 85, 100, 10.0) if each.text == " " else each for each in sign("bygga fler hus", 50, 100)]
    other = [each._replace(left=each.left + 2, right=each.right + 2) for each in sign("laga en väg", 50, 99.5)]
    assert texts(find_lines([*one, *other], 1)) == ["bygga fler hus", "laga en väg"]
    ligatures = [Glyph(each, 50 + 0.01 * n, 60, 100, 10.0) for n, each in enumerate("ffiffi")]
    assert texts(find_lines(ligatures, 1)) == ["ffiffi"]


def test_letters_of_a_large_word_and_letters_beside_one_line_are_no_initials() -> None:
    word = Page(1, 600, 800, [*sign("VI", 50, 108, 30.0), *sign("vill mycket", 90, 120), *sign("här", 90, 108)])
    alone = Page(1, 600, 800, [*sign("A", 50, 108, 30.0), *sign("vill mycket", 76, 108)])
    for page in (word, alone, Page(1, 600, 800)):
        before = [*page.glyphs]
        seat_initials(page)
        assert page.glyphs == before


def test_figures_in_another_column_are_not_raised() -> None:
    row = [*sign("bygga", 50, 100.8), *sign("400", 80, 100.8), *sign("Skola", 300, 100, 13.0)]
    assert texts(find_lines(row, 1)) == ["bygga 400 Skola"]


def numbered(*rows: str, first: int = 1, step: int = 1) -> list[Line]:
    """Lines with numbers in the margin, the first and every ``step``:th."""
    margin = {n: str(first + n) for n in range(0, len(rows), step)}
    found = []
    for n, row in enumerate(rows):
        number = [Word(tuple(sign(margin[n], 40 - 5 * len(margin[n]), 700 - 14 * n)))] if n in margin else []
        found.append(Line([*number, *(line(row, 60, 700 - 14 * n).words if row else [])], 1))
    return found


def test_numbers_in_the_margin_are_no_text() -> None:
    page = numbered(*["bygga hus"] * 11, "")
    last = numbered("riva", "öppna", first=13)
    footer = line("Partiet", 60, 20)
    assert [texts(each) for each in drop_numbers([page, [*last, footer]])] == [
        ["bygga hus"] * 11, ["riva", "öppna", "Partiet"]
    ]  # fmt: skip


def test_every_fifth_line_may_have_a_number() -> None:
    pages = [numbered(*["bygga hus"] * 16, first=5, step=5) for _ in range(3)]
    assert {text for page in drop_numbers(pages) for text in texts(page)} == {"bygga hus"}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(numbered("bygga", "riva", "öppna"), id="few"),
        pytest.param([*numbered(*["bygga"] * 12), line("Krav", 30, 720)], id="something begins left of them"),
        pytest.param([*numbered(*["bygga"] * 12), *(line("och mer", 60, 400 - n) for n in range(9))], id="a list"),
        pytest.param([line("bygga", 60, 700)], id="none"),
    ],
)
def test_numbers_of_other_kinds_stay(lines: list[Line]) -> None:
    assert drop_numbers([lines]) == [lines]


def test_numbers_stay_on_a_page_that_has_text_left_of_them() -> None:
    other = [*numbered("riva"), line("Bilaga", 20, 720)]
    assert drop_numbers([numbered(*["bygga hus"] * 12), other])[1] == other


def test_numbers_of_pages_beside_the_text_are_footers() -> None:
    """On the last line's height, and alone; a number that no other page counts on from is text."""
    pages = [
        [line("bygga hus", 60, 700), Line([*line("riva ett hus", 60, 60).words, *line("3", 300, 60).words], 1)],
        [line("4", 300, 500), line("öppna", 60, 400)],
        [line("laga", 60, 700), line("12", 20, 400)],
        [line("13", 60, 700)],
    ]
    parted, beside = part_pages(pages)
    assert [texts(each) for each in parted] == [
        ["bygga hus", "riva ett hus", "3"],
        ["4", "öppna"],
        ["laga", "12"],
        ["13"],
    ]
    assert {each.text: beside[id(each)] for page in parted for each in page if id(each) in beside} == {
        "3": "footer", "4": "footer",
    }  # fmt: skip


# --- two pages side by side, rows that rules part -----------------------------------------------------------------


def halves(number: int, width: float = 1200.0, step: int = 1) -> tuple[Page, list[Line]]:
    """A page with a number in each half of its last line, and nothing else in columns."""
    last = Line([*line(str(number), 300, 40).words, *line(str(number + step), 900, 40).words], 1)
    return Page(1, width, 800), [line("Skola", 60, 700), last]


@pytest.mark.parametrize(
    ("pages", "folds"),
    [
        pytest.param([halves(2), halves(4)], [600.0, 600.0], id="counted by two"),
        pytest.param([halves(2)], [0.0], id="on one page only"),
        pytest.param([halves(2), halves(7)], [0.0, 0.0], id="not counted on"),
        pytest.param([halves(2, step=3), halves(4, step=3)], [0.0, 0.0], id="not next to each other"),
        pytest.param([halves(2), halves(4), halves(6, 500.0)], [600.0, 600.0, 0.0], id="a page that is no wide one"),
    ],
)
def test_numbers_in_both_halves_of_pages_tell_where_they_are_folded(
    pages: list[tuple[Page, list[Line]]], folds: list[float]
) -> None:
    assert find_folds([page for page, _ in pages], [lines for _, lines in pages]) == folds


@pytest.mark.parametrize(
    ("across", "found"),
    [
        pytest.param([], [["Skola", "Läs mer."], ["Vård", "Mät allt."]], id="nothing across"),
        pytest.param(
            [line("plan " * 40, 60, 750)], [["plan " * 39 + "plan", "Skola Vård", "Läs mer. Mät allt."]], id="a title"
        ),
    ],
)
def test_the_halves_of_a_folded_page_are_read_one_after_the_other(across: list[Line], found: list[list[str]]) -> None:
    rows = [
        Line([*line(one, 60, base).words, *line(other, 660, base).words], 1)
        for one, other, base in (("Skola", "Vård", 700.0), ("Läs mer.", "Mät allt.", 680.0))
    ]
    (frames,) = find_columns([Sheet([*across, *rows], [], 1200.0, fold=600.0)])
    assert [[part.text for part in frame.parts if isinstance(part, Line)] for frame in frames] == found


@pytest.mark.parametrize(
    ("mark", "gap", "columns"),
    [
        pytest.param("", 24.0, 1, id="cells"),
        pytest.param("– ", 24.0, 2, id="items"),
        pytest.param("", 90.0, 2, id="rules too far apart"),
        pytest.param("", 6.0, 2, id="rules too near"),
    ],
)
def test_what_lying_rules_part_in_rows_is_no_columns(mark: str, gap: float, columns: int) -> None:
    """Text of two columns, as cells that go on in small letters have it; a rule may go below some cells only."""
    rows = [
        (line("nämnden för alla skolor", 50, 700 - 12 * n), line(f"{mark}bygga hus vid ån i byn", 220, 700 - 12 * n))
        for n in range(8)
    ]
    beside = Line(line("mer", 20, 676).words + line("här", 480, 676).words, 1)
    lines = [Line([*one.words, *other.words], 1) for one, other in rows]
    rules = [Rule(50 if n % 2 else 210, 712 - gap * n, 400, 712 - gap * n) for n in range(5)]
    parts = [Rule(50, 712, 211, 712), *rules, Rule(50, 714, 400, 714), Rule(0, 0, 4, 300)]
    (frames,) = find_columns([Sheet(lines, [], 600.0, rules=parts)])
    assert len(frames) == columns
    assert not find_columns([Sheet([beside], [], 600.0, rules=parts)])[0][1:]


# --- cells of tables without standing rules -----------------------------------------------------------------------


def cells(base: float, *parts: tuple[float, str]) -> Line:
    """A line of cells, each with where it begins."""
    return Line([word for left, text in parts for word in line(text, left, base).words], 1)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(
            [
                cells(700, (50, "Nämnd"), (200, "2027"), (250, "2028"), (320, "Not")),
                cells(680, (50, "Skola"), (200, "5 000"), (250, "6 000"), (320, "Ny lokal")),
                cells(670, (320, "i byn.")),
                cells(660, (50, "Vård"), (200, "7 000"), (250, "8 000")),
            ],
            ["Nämnd|2027|2028|Not", "Skola|5 000|6 000|Ny lokal i byn.", "Vård|7 000|8 000|"],
            id="notes behind the amounts",
        ),
        pytest.param(
            [
                cells(700, (50, "Nämnd"), (150, "Uppdrag"), (350, "Tid")),
                cells(680, (50, "Skolnämnden"), (150, "bygga hus vid ån i hela"), (350, "2027")),
                cells(668, (150, "kommunen")),
                cells(648, (50, "Miljötillsynsnämnd"), (150, "mäta allt i alla byar som"), (350, "2028")),
                cells(636, (150, "finns")),
            ],
            [
                "Nämnd|Uppdrag|Tid",
                "Skolnämnden|bygga hus vid ån i hela kommunen|2027",
                "Miljötillsynsnämnd|mäta allt i alla byar som finns|2028",
            ],
            id="a label that nearly reaches the column below the next head",
        ),
        pytest.param(
            [
                cells(700, (50, "Skolnämnden"), (200, "Starta en skola i hela byn")),
                cells(688, (200, "Pröva läxor i skolan")),
                cells(668, (50, "Vård- och"), (200, "Utveckla allt")),
                cells(656, (50, "omsorgsnämnden"), (200, "Pröva nytt i vården")),
                cells(644, (200, "Planera om")),
            ],
            [
                "Skolnämnden|Starta en skola i hela byn",
                "|Pröva läxor i skolan",
                "Vård- och omsorgsnämnden|Utveckla allt",
                "|Pröva nytt i vården",
                "|Planera om",
            ],
            id="several tasks in a cell",
        ),
    ],
)
def test_cells_of_tables_that_nothing_but_white_parts(lines: list[Line], rows: list[str]) -> None:
    for find in (find_headed, find_open):
        parts = find(lines)
        if isinstance(parts[0], Table):
            break
    assert [["|".join(row) for row in part.rows] for part in parts if isinstance(part, Table)] == [rows]


def test_tables_beside_each_other_with_the_same_labels_are_two() -> None:
    lines = [
        cells(700 - 14 * n, (50, name), (200, f"{n} 100"), (300, name), (450, f"{n} 200"))
        for n, name in enumerate(("Skolnämnden", "Vårdnämnden", "Miljönämnden", "Kulturnämnden", "Valnämnden"), 1)
    ]
    assert [column[0] for column in frames(lines)] == ["Skolnämnden 1 100", "Skolnämnden 1 200"]
