"""The published pamphlets, read back from the files themselves: complete, every page as large as it says, in inks that
a printer has, with type that is inside, readable by a screen reader, and no paragraph ends in a short word alone. And
that there is room for longer words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from bad_plans import edited
from test_sizes import speak_longer

from helpers import make
from helpers.colour import make_palette
from helpers.figures.sheet import RoomError
from helpers.figures.type import MM_PER_PT
from helpers.files import LICENCE, read_repository
from helpers.links.labels import Labels
from helpers.plan.budget import per_inhabitant, read_inhabitants
from helpers.plan.read import read_plan
from helpers.prints.contents import read_story, write_asks, write_finding
from helpers.prints.documents import (
    BLEED,
    ENDINGS,
    PAGES,
    PageError,
    fit,
    list_documents,
    make_card,
    make_factsheet,
    name_print,
    render_office,
    render_pages,
    render_screen,
)
from helpers.prints.press import BLACK, INKS
from helpers.publish.export import TextWarning
from helpers.publish.pictures import Pdf, name_colour
from helpers.words import LANGUAGES, read_words

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = sorted((ROOT / "figures").glob("*/pamphlet"))
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("*.pdf"))]
PAPER = {"folder": (148.0, 210.0), "faktablad": (210.0, 297.0), "kort": (105.0, 148.0)}
LENGTH = {"folder": {PAGES["folder"]}, "faktablad": {PAGES["factsheet"]}, "kort": {PAGES["card"], 2 * PAGES["card"]}}
FONTS = {f"SourceSans3-{weight}" for weight in ("Regular", "SemiBold", "Bold")}

SMALL = 8.0
"""The smallest type (pt). It is black, grey or white, and of several inks in kickers and headings alone."""

SHORT = 14
"""A word of no more characters than this makes no last line alone."""


def kind(path: Path) -> str:
    return path.name.split("_")[1]


def boxes(path: Path) -> Iterator[list[list[float]]]:
    """The edges (mm) of each page's media, bleed and trim box."""
    with pikepdf.open(path) as document:
        for page in document.pages:
            yield [[float(edge) * MM_PER_PT for edge in box] for box in (page.mediabox, page.bleedbox, page.trimbox)]


USES = {path: max(ENDINGS, key=lambda use: len(ENDINGS[use]) * path.stem.endswith(ENDINGS[use])) for path in FILES}
SCREEN, PRESS, OFFICE = (
    [pytest.param(path, id=path.name) for path, own in USES.items() if own == use] for use in ENDINGS
)


# --- the files ----------------------------------------------------------------------------------------------


def test_there_are_pamphlets() -> None:
    assert FOLDERS and len(SCREEN) == len(PRESS) > 0 and len(OFFICE) >= len(FOLDERS) * len(LANGUAGES)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_document_is_there_in_every_language_and_no_other(folder: Path) -> None:
    documents = list_documents(read_plan(ROOT / "data" / folder.parent.name)).items()
    expected = {
        name_print(name, language, use)
        for name, each in documents
        for language in LANGUAGES
        for use in each.uses
        if use != "office" or len([*boxes(folder / name_print(name, language, "screen"))]) == 4
    }
    assert {path.name for path in folder.iterdir()} == expected


@pytest.mark.parametrize("path", SCREEN)
def test_every_page_for_the_screen_is_the_paper(path: Path) -> None:
    width, height = PAPER[kind(path)]
    pages = list(boxes(path))
    assert len(pages) in LENGTH[kind(path)] and Pdf(path.read_bytes()).alike
    for page in pages:
        assert all(box == pytest.approx([0, 0, width, height], abs=0.02) for box in page)


@pytest.mark.parametrize("path", PRESS)
def test_every_page_for_the_press_has_its_bleed_on_all_sides(path: Path) -> None:
    width, height = PAPER[kind(path)]
    pages = list(boxes(path))
    assert len(pages) in LENGTH[kind(path)] and Pdf(path.read_bytes()).alike
    for media, bleed, trim in pages:
        assert media == bleed == pytest.approx([0, 0, width + 2 * BLEED, height + 2 * BLEED], abs=0.02)
        assert trim == pytest.approx([BLEED, BLEED, BLEED + width, BLEED + height], abs=0.02)


@pytest.mark.parametrize("path", OFFICE)
def test_the_folded_sheet_is_a4_with_its_pages_in_the_order_of_folding(path: Path) -> None:
    screen = FILES[FILES.index(path.with_name(path.name.replace(ENDINGS["office"], "")))]
    check_folded(path.read_bytes(), screen.read_bytes())


def test_a_card_of_four_pages_is_twice_on_its_sheet(labels: Labels) -> None:
    contents = fit(make_card(labels.speak(), labels=labels, committee="ks"))
    office = render_office(contents)
    check_folded(office, render_screen(contents))
    with pikepdf.open(BytesIO(office)) as document:
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert [str(page.Contents.read_bytes()).count(" Do Q") for page in document.pages] == [4, 4]
    assert "två kort, att klippa isär" in Pdf(office).about["description"]


def check_folded(office: bytes, screen: bytes) -> None:
    """Whether a sheet for an office printer has its pages side by side, in the order of folding."""
    width = Pdf(screen).media[0]
    pages = [text for page in read_boxes(screen, [(0, width)]) for text in page]
    wide, high = (297, 210) if width > 105.1 else (210, 297)
    assert Pdf(office).media == pytest.approx((wide, high), abs=0.02) and Pdf(office).alike
    said = read_boxes(office, [(0, wide / 2), (wide / 2, wide)], high - 148.5 if high > wide else 0)
    assert said == [[pages[3], pages[0]], [pages[1], pages[2]]]


def read_boxes(pdf: bytes, parts: list[tuple[float, float]], low: float = 0) -> list[list[str]]:
    """What each page says between two heights of its width (mm), part by part, from so high on."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage() for page in document]
        edges = [tuple(edge / MM_PER_PT for edge in part) for part in parts]
        bottom = low / MM_PER_PT
        return [[text.get_text_bounded(left=a, right=b, bottom=bottom) for a, b in edges] for text in texts]


@pytest.mark.parametrize("path", OFFICE)
def test_the_folded_sheet_is_no_file_for_a_screen_reader_and_says_so_outside_the_page(path: Path) -> None:
    facts = Pdf(path.read_bytes())
    language = "en" if "_en_" in path.name else "sv"
    said = {
        "sv": "Inte för skärmläsare: läs filen för skärm.",
        "en": "Not for screen readers: read the file for the screen.",
    }
    assert not facts.tagged and facts.claims == "" and b"pdfuaid" not in facts.data
    assert said[language] in facts.about["description"] and said[language] not in " ".join(facts.texts)
    wishes = facts.file.Root.ViewerPreferences
    turned = "/DuplexFlipShortEdge" if kind(path) == "folder" else "/DuplexFlipLongEdge"
    assert (wishes.Duplex, wishes.PrintScaling) == (turned, "/None")


@pytest.mark.parametrize("path", OFFICE)
def test_colour_goes_on_to_the_edges_of_the_sheet_and_stops_at_the_fold(path: Path) -> None:
    front, back = (page.convert("RGB") for page in Pdf(path.read_bytes()).paint(254))
    edge, fold, accent = front.width - 1, front.width // 2, make_palette().accent
    assert front.size == back.size == ((2970, 2100) if kind(path) == "folder" else (2100, 2970))
    assert [name_colour(front.getpixel((x, 2))) for x in (fold - 2, fold + 2, edge)] == ["#ffffff", accent, accent]


@pytest.mark.parametrize("path", [*SCREEN, *PRESS, *OFFICE])
def test_fonts_are_inside_and_the_file_says_what_it_is(path: Path) -> None:
    facts = Pdf(path.read_bytes())
    assert facts.embedded and set(facts.fonts) <= FONTS and len(facts.fonts) >= 2
    assert facts.language == path.stem.removesuffix(ENDINGS[USES[path]]).rpartition("_")[2] and facts.title
    with pikepdf.open(path) as document, document.open_metadata() as said:
        assert (said["dc:rights"], "xmp:CreatorTool" in said, "/Creator" in document.docinfo) == (LICENCE, False, False)
        assert said["dc:source"].strip()


@pytest.mark.parametrize("path", SCREEN)
def test_a_screen_reader_is_told_everything(path: Path) -> None:
    facts = Pdf(path.read_bytes())
    assert facts.tagged and facts.claims == "1"
    assert len(facts.alts) == {"folder": 3, "faktablad": 2, "kort": 0}[kind(path)]
    assert all(alt.strip() for alt in facts.alts)


@pytest.mark.parametrize("path", SCREEN)
def test_no_picture_is_there_twice_no_line_is_left_to_fill_in_and_no_table_is_named(path: Path) -> None:
    alts, said = Pdf(path.read_bytes()).alts, read_text(path)
    assert len(set(alts)) == len(alts) and not re.search(r"__|\.\.\.\.|\.csv", said)
    assert said.count("://") == (1 if read_repository() else 0)


@pytest.mark.parametrize(("language", "sentence"), [
    ("sv", "av 35 krav har bara besläktade uppdrag"), ("en", "of 35 demands have only related missions")
])  # fmt: skip
def test_the_folder_opens_with_a_sentence_and_names_all_that_it_is_about(
    labels: Labels, language: str, sentence: str
) -> None:
    said = read_text(ROOT / "figures" / "borlange-v-2022" / "pamphlet" / f"07_folder_a5_{language}.pdf")
    words = labels.speak(language)
    without = labels.grade("demand_id").isin(["related", "none"])
    texts = [words.name(key) for key in without.index[without]]
    assert len(texts) == 6 and said.index(sentence) < said.index(texts[1])
    assert [text for text in texts if text not in said] == []
    assert words.number(per_inhabitant(3_608_000, *read_inhabitants(labels.plan))).replace("\xa0", " ") in said


def test_the_fact_sheet_lists_every_demand_by_name(labels: Labels) -> None:
    said = read_text(ROOT / "figures" / "borlange-v-2022" / "pamphlet" / "07_faktablad_a4_sv.pdf")
    names = [labels.speak().name(demand) for demand in labels.plan.demands.demand_id]
    assert len(names) == 35 and [name for name in names if name not in said] == []


def read_text(path: Path) -> str:
    """All that a file says, as one line, with plain spaces."""
    return " ".join(line for paragraph in read_paragraphs(path) for line in paragraph).replace("\xa0", " ")


# --- inks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PRESS)
def test_every_colour_is_ink_and_every_grey_is_black_alone(path: Path) -> None:
    facts = Pdf(path.read_bytes())
    assert facts.operators in (("K", "k"), ("k",)) and (0.0, 0.0, 0.0, 1.0) in facts.inks
    for cyan, magenta, yellow, black in facts.inks:
        assert all(0 <= part <= 1 for part in (cyan, magenta, yellow, black))
        assert yellow == 0 or cyan or magenta
        assert cyan + magenta + yellow + black <= max(sum(ink) for ink in INKS.values()) + 0.001


@pytest.mark.parametrize("path", [*SCREEN, *PRESS, *OFFICE])
def test_no_type_is_smaller_than_print_should_have_it(path: Path) -> None:
    assert Pdf(path.read_bytes()).least >= SMALL - 0.01


@pytest.mark.parametrize("path", PRESS)
def test_the_smallest_type_is_black_ink_or_the_accent(path: Path) -> None:
    with pikepdf.open(path) as document:
        small = {ink for page in document.pages for size, ink, _ in find_type(page) if size <= SMALL + 0.01}
    greys = {ink for ink in small if ink[:3] == (0, 0, 0)}
    assert greys and {ink[3] for ink in greys} <= {0.0, 0.75, 1.0}
    assert small - greys <= {INKS[make_palette().accent]}


@pytest.mark.parametrize("path", PRESS)
def test_black_type_is_printed_over_other_inks_and_no_other_type_is(path: Path) -> None:
    with pikepdf.open(path) as document:
        found = {(ink == BLACK, over) for page in document.pages for _, ink, over in find_type(page)}
    assert found == {(True, True), (False, False)}


def find_type(page: Any) -> Iterator[tuple[float, tuple[float, ...], bool]]:
    """The size (pt) and the ink of all type on a page, and whether it is printed over others, in its order."""
    size, ink, over, kept = 0.0, BLACK, False, []
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name == "q":
            kept.append((ink, over))
        elif name == "Q":
            ink, over = kept.pop()
        elif name == "k":
            ink = tuple(float(part) for part in step.operands)
        elif name == "gs":
            state = page.Resources.ExtGState[str(step.operands[0])]
            over = bool(state["/op"]) and state["/OPM"] == 1
        elif name == "Tf":
            size = float(step.operands[1])
        elif name in ("Tj", "TJ"):
            yield size, ink, over


# --- lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SCREEN)
def test_no_paragraph_ends_in_a_short_word_alone(path: Path) -> None:
    paragraphs = read_paragraphs(path)
    assert sum(len(lines) > 1 for lines in paragraphs) >= 4
    assert [lines for lines in paragraphs if ends_in_widow(lines)] == []


@pytest.mark.parametrize("path", SCREEN)
def test_no_word_and_no_name_of_a_website_is_parted(path: Path) -> None:
    lines = [line for paragraph in read_paragraphs(path) for line in paragraph]
    assert [line for line in lines if line.endswith("-") and "://" not in line] == []
    assert [line for line in lines if "://" in line and not re.search(r"://[\w.-]+/", line)] == []


def test_a_last_line_alone_is_found() -> None:
    assert is_widow("nämnd.") and is_widow("326–333") and is_widow("finns” 252") and is_widow("translation)")
    assert ends_in_widow(["”i sin", "nämnd”", "330"]) and ends_in_widow(["på rad", "330"])
    assert not ends_in_widow(["”i sin nämnd”", "330"]) and not ends_in_widow(["nämnd”"])
    assert not is_widow("sin nämnd.") and not is_widow("befolkningsutvecklingen_i_Dalarna")


def ends_in_widow(lines: list[str]) -> bool:
    """Whether the last of several lines is one short word; the line reference below a quote is no word of it."""
    said = lines[:-1] if len(lines) > 1 and lines[-1].isdigit() and lines[-2][-1] in '”"' else lines
    return len(said) > 1 and is_widow(said[-1])


def is_widow(line: str) -> bool:
    """Whether a line is one short word; the number at the right edge of a list is not counted."""
    words = [word for word in line.split() if not word.isdigit()]
    return len(words) < 2 and len("".join(words)) <= SHORT


def read_paragraphs(path: Path) -> list[list[str]]:
    """The lines of every paragraph, heading, caption, item and cell, as the tags of the file hold them together; not
    of the heads of columns, which are set word by word.
    """
    with pikepdf.open(path) as document:
        runs = {page.obj.objgen: read_runs(page) for page in document.pages}
        blocks: list[list[tuple[Any, int]]] = []
        collect_runs(document.Root.StructTreeRoot, None, blocks, [])
        placed = [[(page, *runs[page][number]) for page, number in block if number in runs[page]] for block in blocks]
    return [join_lines(block) for block in placed if block]


INLINE = {"/Span", "/Strong", "/Em", "/Link"}
"""Tags that do not part lines from what stands around them."""


def collect_runs(element: Any, page: Any, blocks: list[list[tuple[Any, int]]], block: list[tuple[Any, int]]) -> None:
    """The numbers of the runs of text in each block, block by block; what is inline belongs to the block around it."""
    if isinstance(element, int):
        block.append((page, element))
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            collect_runs(kid, page, blocks, block)
    else:
        page = element.Pg.objgen if "/Pg" in element else page
        if "/S" in element and element.S not in INLINE:
            block = []
            if element.S != "/TH":
                blocks.append(block)
        for key in ("/K", "/MCID"):
            if key in element:
                collect_runs(element[key], page, blocks, block)


def read_runs(page: Any) -> dict[int, tuple[float, float, str]]:
    """Every tagged run of text on a page by its number: how high and how far right it begins (pt), and what it says."""
    fonts = {name: read_characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    runs: dict[int, tuple[float, float, str]] = {}
    open_tags: list[int] = []
    place, font = (0.0, 0.0), ""
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name == "BDC":
            inherited = open_tags[-1] if open_tags else -1
            open_tags.append(int(step.operands[1].get("/MCID", inherited)))
        elif name == "BMC":
            open_tags.append(-1)
        elif name == "EMC":
            open_tags.pop()
        elif name == "cm":
            place = (round(float(step.operands[5]), 1), float(step.operands[4]))
        elif name == "Tf":
            font = str(step.operands[0])
        elif name in ("Tj", "TJ"):
            parts = step.operands[0] if name == "TJ" else step.operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            said = "".join(fonts[font][codes[n : n + 2]] for n in range(0, len(codes), 2))
            height, left, before = runs.get(open_tags[-1], (*place, ""))
            runs[open_tags[-1]] = (height, left, before + said)
    return runs


def read_characters(font: Any) -> dict[bytes, str]:
    """What each glyph of a font stands for."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes().partition(b"beginbfchar")[2])
    return {bytes.fromhex(code.decode()): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in pairs}


def join_lines(runs: list[tuple[Any, float, float, str]]) -> list[str]:
    """Runs of text at the same height as one line, from left to right and from the top down."""
    lines: dict[tuple[Any, float], list[tuple[float, str]]] = {}
    for page, height, left, said in runs:
        lines.setdefault((page, height), []).append((left, said))
    return ["".join(said for _, said in sorted(parts)).strip() for parts in lines.values()]


# --- longer words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["07_folder_a5", "07_faktablad_a4", "07_kort_kommunstyrelsen_a6", "07_kort_kultur-och-fritidsnamnden_a6"]
)
def test_longer_words_find_room(labels: Labels, name: str) -> None:
    contents = fit(list_documents(labels.plan)[name].make(speak_longer(labels.speak()), labels=labels))
    assert len(render_pages(contents, 10)) in LENGTH[name.split("_")[1]]
    assert "uppdragningen" in str(contents) and Pdf(render_screen(contents)).claims == "1"


# --- whose words, and what is described ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_what_it_describes_and_whose_words_it_has(labels: Labels, language: str) -> None:
    words = labels.speak(language)
    for name, document in list_documents(words.plan).items():
        if name.endswith("_a6"):
            card = fit(document.make(words, labels=labels))
            what, meaning, *_ = [note["body"] for note in card["notes"]]
            quotes = "”" if language == "sv" else "“"
            quoted = any(quotes in each["text"] for part in card["front"] + card["back"] for each in part["entries"])
            said = words.say("quotes_own" if words.is_own else "quotes_ours")
            assert words.outcome in what and "opposition" in what and (said in meaning) == quoted, (name, what, meaning)
            assert words.plan.file.document.party in card["cover"]["kicker"]
            assert card["own"] or not words.is_own, f"{name}: there is room for the plan's words"


# --- a plan that nobody has read ----------------------------------------------------------------------------


def test_nobody_is_said_to_have_most_missions_where_several_have() -> None:
    with edited(ROOT / "tests" / "plans" / "sundhult-2027", "Öppna Sundhult", "Öppna Sundhult") as copy:
        found = write_finding(read_story(read_words("sv", read_plan(copy)), make_palette()), 124, 9)
    assert (found["value"], found["head"]) == ("48", "uppdrag till kommunstyrelsen och sex nämnder")


def test_a_short_card_is_not_parted_and_has_no_frame_that_is_none() -> None:
    own = "Räddningsnämnden\t19 700"
    with edited(ROOT / "tests" / "plans" / "sundhult-2027", own, own.replace("nämnden", "tjänsten")) as copy:
        plan = read_plan(copy)
        card = fit(list_documents(plan)["07_kort_raddningsnamnden_a6"].make(read_words("sv", plan)))
    front, back = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(render_screen(card)))
    assert [stat["value"] for stat in card["cover"]["stats"]] == ["3"]
    assert all(entry["text"].split()[0] in front for entry in card["front"][0]["entries"]) and "forts." not in back
    assert "Uppdrag:" in back and "Besläktat" not in back


# --- a card that is folded ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_with_too_much_for_two_sides_is_folded_and_names_demands(labels: Labels, language: str) -> None:
    words, documents = labels.speak(language), list_documents(labels.plan)
    card = fit(documents["07_kort_kommunstyrelsen_a6"].make(words, labels=labels))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(render_screen(card))]
    said = re.sub(r"\s+", " ", " ".join(pages))
    assert card["folded"] and len(pages) == 4 and words.name("jobb-5") in said
    *_, others = card["back"]
    assert [int(each["place"]) for each in others["entries"]] == [42, 43, 56, 87, 153, 185, 215]
    assert others["head"].endswith(": 7 (6–7)") and words.name("omsorg-3") in pages[2]
    assert all(entry["text"] in said for side in ("front", "back") for each in card[side] for entry in each["entries"])
    assert not fit(documents["07_kort_miljonamnden_a6"].make(words, labels=labels))["folded"]


def test_demands_without_names_of_ours_stand_in_as_many_words_as_there_is_room_for() -> None:
    plan = read_plan(ROOT / "tests" / "plans" / "almvik-2026")
    bare = replace(read_words("sv", plan), named=frozenset())
    story = read_story(bare, make_palette())
    assert "Orden är planens, långa punkter avkortade;" in write_asks(story)["intro"]
    assert "Orden är planens; siffran är" in write_asks(story, 1000)["intro"]
    asked = fit(make_factsheet(bare, labels=story.labels))["asks"]
    entries = [entry["text"] for part in asked["parts"] for entry in part["entries"]]
    assert max(map(len, entries)) > 60 and all(each.startswith("”") for each in entries)


@pytest.mark.parametrize("error", [PageError, RoomError])
def test_a_print_without_room_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type) -> None:
    def refuse(*_: object) -> None:
        raise error("no room")

    monkeypatch.setattr(make, "publish_document", refuse)
    plan = read_plan(Path(__file__).parents[1] / "data" / "borlange-v-2022")
    with pytest.warns(TextWarning, match="07_folder_a5 is left out: no room"):
        assert make.make_one(plan, "07_folder_a5", tmp_path).kind == make.LEFT_OUT
