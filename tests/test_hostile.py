"""A plan whose every text tries to be more than text goes all the way, and what is made of it holds texts only."""

import csv
import re
import shutil
import warnings
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import mistune
import openpyxl
import pandas
import pikepdf
import pytest
from matplotlib.text import Text

from helpers import read_plan
from helpers.build import publish_one
from helpers.crosspage import crossref_page
from helpers.crossref import read_reviewed
from helpers.documentpage import document_page
from helpers.labelling import find_passes, read_passes
from helpers.pamphlet import fit, make_card, render_screen
from helpers.recipes import BOOKS, KITS, TABLES, draw, list_figures
from helpers.settling import write_settled
from helpers.website import make_source
from helpers.words import read_words
from helpers.workbook import is_risky

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "tests" / "plans" / "hostile-2030"
FIGURES = ["01_krav-och-uppdrag", "03_hundra-kronor", "04_kort_ks", "04_kort_xn", "04_tema_a", "04_tema_b"]
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "g", "path", "use", "defs", "style", "metadata", "clipPath", "rect", "text", "tspan", "marker"}
# What a page may consist of: nothing that runs, loads or embeds, but for scripts, which are counted.
PLAIN = {
    *("html", "head", "meta", "link", "title", "style", "script", "body", "header", "nav", "main", "section"),
    *("article", "h1", "h2", "h3", "h4", "h5", "p", "div", "span", "bdi", "a", "strong", "em", "code", "pre"),
    *("blockquote", "br", "hr", "ol", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "img"),
    *("form", "fieldset", "legend", "label", "input", "select", "option", "button", "output"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that build makes of the hostile plan, and the source of a site about it and nothing else."""
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "data" / PLAN.name
    shutil.copytree(PLAN, folder)
    plan = read_plan(folder)
    write_settled(plan, read_passes(plan, find_passes(folder / "passes")), folder)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        for name in [*TABLES, *BOOKS, *KITS, *FIGURES]:
            publish_one(plan, name, root / "made")
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "data" / "project.toml", root / "data")
    make_source(root, root / "source")
    return root


def files(made: Path, pattern: str, least: int) -> list[Path]:
    found = sorted(made.rglob(pattern))
    assert len(found) >= least
    return found


# --- html and Markdown --------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the contents of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def faults(text: str, scripts: int = 0) -> list[str]:
    """What a page must not hold: unknown elements, more scripts than it should, handlers, addresses that run."""
    found = Elements(text).found
    wrong = [tag for tag, _ in found if tag not in PLAIN]
    wrong += ["script"] * (sum(tag == "script" for tag, _ in found) - scripts)
    for tag, attributes in found:
        wrong += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        wrong += [f"{tag} {name}" for name in ("href", "src") if runs(attributes.get(name) or "")]
    return wrong


def runs(address: str) -> bool:
    return bool(re.match(r"\s*(javascript|data|vbscript|file):", address, re.IGNORECASE))


def test_the_faults_are_found() -> None:
    assert faults("<p>x</p><script>1</script>") == ["script"]
    assert faults("<script>1</script>", 1) == []
    assert faults('<svg onload="x"></svg><a href="JavaScript:x">y</a>') == ["svg", "svg onload", "a href"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_hold_the_texts_and_nothing_else(made: Path, language: str) -> None:
    plan = read_plan(made / "data" / PLAN.name)
    words = read_words(language, plan)
    crossref, document = crossref_page(plan, read_reviewed(plan), words), document_page(plan, words)
    assert (faults(crossref, 1), faults(document, 1)) == ([], [])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ska inte köras" in crossref
    assert 'href="javascript' not in document
    for page in (crossref, document):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page)


def test_every_line_of_the_document_is_on_its_page(made: Path) -> None:
    plan = read_plan(made / "data" / PLAN.name)
    page = Elements(document_page(plan, read_words("sv", plan))).found
    assert sum(tag == "li" for tag, _ in page) == len(plan.lines) == 90


def test_tables_in_a_notebook_hold_the_texts(made: Path) -> None:
    plan = read_plan(made / "data" / PLAN.name)
    tables = [plan.lines, plan.themes, plan.demands, plan.committees, plan.missions, plan.budget, plan.find("script")]
    with pandas.option_context("display.max_colwidth", None, "display.max_rows", None):
        shown = [table._repr_html_() for table in tables]
    assert [faults(re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)) for html in shown] == [[]] * len(tables)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ska inte köras" in shown[2]


def test_markdown_renders_as_the_texts(made: Path) -> None:
    render = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])
    sheets = files(made / "made" / "reading", "*.md", 6)
    for path in sheets:
        assert faults(render(path.read_text(encoding="utf-8"))) == [], path.name
    page = render((made / "made" / "reading" / "theme_a.md").read_text(encoding="utf-8"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ska inte köras" in page
    index = render((made / "source" / "index.md").read_text(encoding="utf-8"))
    assert faults(index) == []
    assert "&lt;b&gt;Fientliga&lt;/b&gt; &amp; &quot;partiet&quot;" in index


# --- pictures -----------------------------------------------------------------------------------------------


def test_svg_is_drawing_only(made: Path) -> None:
    for path in files(made, "*.svg", 12):
        tree = ElementTree.parse(path).getroot()
        drawn = [element for element in tree.iter() if element.tag.startswith(SVG)]
        assert {element.tag.removeprefix(SVG) for element in drawn} <= DRAWN
        names = [(name, value) for element in tree.iter() for name, value in element.attrib.items()]
        assert [name for name, _ in names if name.rpartition("}")[2].startswith("on")] == []
        links = [value for name, value in names if name.endswith("href")]
        assert [link for link in links if not link.startswith("#")] == []


def test_the_title_of_a_figure_is_the_text(made: Path) -> None:
    path = made / "made" / "figures" / "04_tema_a_a5_sv.svg"
    title = ElementTree.parse(path).find(f".//{SVG}title")
    said = " ".join(ElementTree.parse(path).getroot().itertext()) if title is None else str(title.text)
    assert "<script>alert('tema')</script>" in said


def actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Names in a pdf that make a viewer do something."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary):
            yield from ({"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles"} & {*each.keys()})


def test_pdf_does_nothing(made: Path) -> None:
    for path in files(made, "*.pdf", 12):
        with pikepdf.open(path) as pdf:
            assert list(actions(pdf)) == []


def test_a_printed_card_holds_the_texts(made: Path) -> None:
    plan = read_plan(made / "data" / PLAN.name)
    for language in ("sv", "en"):
        card = render_screen(fit(make_card(read_words(language, plan), committee="ks")))
        (made / "card.pdf").write_bytes(card)
        with pikepdf.open(made / "card.pdf") as pdf:
            assert (list(actions(pdf)), len(pdf.pages)) == ([], 2)


# --- tables -------------------------------------------------------------------------------------------------


def test_no_cell_of_a_workbook_is_a_formula(made: Path) -> None:
    texts = set()
    for path in files(made, "*.xlsx", 8):
        for sheet in openpyxl.load_workbook(path):
            cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
            assert [cell.value for cell in cells if is_risky(cell.value) and not cell.quotePrefix] == []
            texts |= {cell.value for cell in cells}
        with ZipFile(path) as parts:
            for name in (name for name in parts.namelist() if name.endswith(".xml")):
                tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(parts.read(name)).iter()}
                assert "f" not in tags, f"{path.name}: {name}"
    assert "=cmd|'/C calc'!A0" in texts


def test_the_csv_for_excel_has_no_formula(made: Path) -> None:
    (path,) = files(made, "*_excel.csv", 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert [cell for cell in cells if is_risky(cell) and not cell.startswith("'")] == []
    assert "'=cmd|'/C calc'!A0" in cells


def test_the_plain_tables_give_the_texts_back(made: Path) -> None:
    plan = read_plan(PLAN)
    with (made / "made" / "derived" / "01_demands.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == plan.demands.text.tolist()


@pytest.mark.parametrize("name", ["04_alla-krav", "04_kort_ks", "03_hundra-kronor"])
def test_no_figure_reads_a_text_as_mathematics(made: Path, name: str) -> None:
    plan = read_plan(made / "data" / PLAN.name)
    texts = draw(plan, name, read_words("sv", plan), list_figures(plan)[name].size).findobj(Text)
    assert [text.get_text() for text in texts if "$" in text.get_text() and text.get_parse_math()] == []
    assert any("$" in text.get_text() for text in texts)
