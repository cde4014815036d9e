"""A plan whose every text tries to be more than text goes all the way, and what is made of it holds texts only."""

import csv
import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
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
from helpers.escape import make_inert
from helpers.figures.registry import draw, list_figures
from helpers.links.labels import read_labels
from helpers.links.readings import find_passes, read_passes
from helpers.links.settle import write_settled
from helpers.make import list_names, make_index, make_one
from helpers.plan.read import Plan
from helpers.prints.documents import list_documents, publish_document
from helpers.publish.export import TextWarning
from helpers.publish.outputs import TABLES
from helpers.record import INDEX
from helpers.site.build import make_source
from helpers.site.page import crossref_page, document_page, list_document
from helpers.verify.image_diff import list_traits
from helpers.words import read_words
from helpers.workbook import is_formula, unguard

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "tests" / "plans" / "hostile-2030"
FIGURES = list_figures(read_plan(PLAN))
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "g", "path", "use", "defs", "style", "metadata", "clipPath", "rect", "text", "tspan", "marker"}
# What a page may consist of: nothing that runs, loads or embeds, but for scripts, which are counted.
PLAIN = {
    *("html", "head", "meta", "link", "title", "style", "script", "body", "header", "nav", "main", "section"),
    *("article", "h1", "h2", "h3", "h4", "h5", "p", "div", "span", "bdi", "a", "strong", "em", "code", "pre"),
    *("blockquote", "br", "hr", "ol", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "img"),
    *("picture", "source", "form", "fieldset", "legend", "label", "input", "select", "option", "button", "output"),
    *("details", "summary"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that build makes of the hostile plan, and the source of a site about it and nothing else.

    Its texts have no room in the prints, nor the font their letters: those are made of the tamed plan below.
    """
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "data" / PLAN.name
    shutil.copytree(PLAN, folder)
    plan = read_plan(folder)
    write_settled(plan, read_passes(plan, find_passes(folder / "passes")), folder)
    labels = read_labels(plan)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        warnings.simplefilter("ignore", TextWarning)  # texts that are cut, or that have no room
        names = [name for name in list_names(plan) if name not in (*list_documents(plan), INDEX)]
        make_index(plan, root / "made", {name: make_one(labels, name, root / "made") for name in names})
    shutil.copytree(root / "made" / "figures", root / "figures" / PLAN.name)
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
        wrong += [f"{tag} {name}" for name in ("href", "src", "srcset") if runs(attributes.get(name) or "")]
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
    crossref, document = crossref_page(plan, read_labels(plan), words), document_page(plan, words)
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
    tables = [recipe.make(plan) for recipe in TABLES.values() if recipe.possible(plan)]
    tables += [pandas.read_csv(path) for path in files(made / "made", "figures/*_sv.csv", len(FIGURES))]
    with pandas.option_context("display.max_colwidth", None, "display.max_rows", None, "display.max_columns", None):
        shown = [table._repr_html_() for table in [*tables, plan.find("script")]]
    assert [faults(html) for html in shown] == [[]] * len(shown)
    assert [faults(make_inert(html)) for html in shown] == [[]] * len(shown)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ska inte köras" in shown[-1]


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
    gallery = render((made / "made" / "figures" / "README.md").read_text(encoding="utf-8"))
    assert faults(gallery) == []
    assert "&lt;script&gt;alert('tema')&lt;/script&gt;" in gallery


def test_the_page_of_the_pictures_holds_the_texts(made: Path) -> None:
    page = (made / "source" / "bilder" / f"{PLAN.name}.md").read_text(encoding="utf-8")
    _, html, end = page.split("```")
    assert (end, faults(html.removeprefix("{raw} html"))) == ("\n", [])
    assert "&lt;script&gt;alert(&#39;tema&#39;)&lt;/script&gt;" in html


# --- pictures -----------------------------------------------------------------------------------------------


def test_every_figure_is_made(made: Path) -> None:
    sizes = {name: recipe.size for name, recipe in FIGURES.items()}
    wanted = {f"{name}_{size}_sv.{kind}" for name, size in sizes.items() for kind in ("svg", "pdf", "png")}
    assert wanted <= {path.name for path in (made / "made" / "figures").iterdir()}
    assert len(sizes) > 15


def test_svg_is_drawing_only(made: Path) -> None:
    for path in files(made, "*.svg", 2 * len(FIGURES)):
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
    for path in files(made, "*.pdf", 2 * len(FIGURES)):
        with pikepdf.open(path) as pdf:
            assert list(actions(pdf)) == []


def said(path: Path) -> str:
    """What a pdf says, without spaces, which are where lines are broken."""
    return re.sub(r"\s", "", "".join(list_traits(path.read_bytes())["text"]))


def test_the_pdf_of_a_figure_says_the_texts(made: Path) -> None:
    spoken = {path.name: said(path) for path in files(made / "made", "figures/*_sv.pdf", len(FIGURES))}
    party = '<b>Fientliga</b>&"partiet"'
    assert [name for name, text in spoken.items() if party not in text] == []
    whole = spoken["04_alla-krav_a4_sv.pdf"]
    for text in (
        "<script>alert('tema')</script>",
        "=cmd|'/C calc'!A0",
        "'=1+1 efter",
        "{{ 7*7 }} {% raw %}",
        "=HYPERLINK(",
    ):
        assert text.replace(" ", "") in whole, text


@pytest.fixture(scope="module")
def tamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same plan made to fit on paper: few and short bullets, no letters that the font lacks."""
    folder = tmp_path_factory.mktemp("tamed") / PLAN.name
    shutil.copytree(PLAN, folder)
    plan = read_plan(folder)
    kept = plan.demands.groupby("theme_id").head(4).demand_id
    dropped = plan.demands.line[~plan.demands.demand_id.isin(kept)].tolist()
    lines = ["" if line in dropped else text for line, text in zip(plan.lines.line, plan.lines.text, strict=True)]
    short = [
        "".join(each for each in text if each.isascii() or (each.isalpha() and each < "\u0250"))[:48] for text in lines
    ]
    text = "\n".join(new if old.startswith("- ") else old for old, new in zip(lines, short, strict=True))
    (folder / "plan.txt").write_text(text.replace("\x1b", "").replace("\x0c", ""), encoding="utf-8", newline="")
    for path in [*folder.glob("*s.csv"), *folder.glob("passes/*s.csv")]:
        table = pandas.read_csv(path, keep_default_na=False)
        if "demand_id" in table:
            table[table.demand_id.isin(kept)].to_csv(path, index=False, lineterminator="\n")
        elif "topic_id" in table and "line" in table:
            table[~table.line.isin(dropped)].to_csv(path, index=False, lineterminator="\n")
        elif "id" in table:
            own = {*kept, *plan.missions.mission_id}
            table[table.id.isin(own)].to_csv(path, index=False, lineterminator="\n")
    return folder


def test_every_print_holds_the_texts(tamed: Path) -> None:
    plan = read_plan(tamed)
    for name in list_documents(plan):
        for path in publish_document(plan, name, tamed / "prints"):
            with pikepdf.open(path) as pdf:
                assert list(actions(pdf)) == [], path.name
            assert "<b>Fientliga</b>" in said(path), path.name
    folder = said(tamed / "prints" / "07_folder_a5_sv.pdf")
    for text in ("<script>alert('tema')</script>", "=HYPERLINK(", "<img src=x onerror=alert(1)>styrelsen"):
        assert text.replace(" ", "") in folder, text
    assert "@Tekniska" in said(tamed / "prints" / "07_faktablad_a4_sv.pdf")


# --- tables -------------------------------------------------------------------------------------------------


def test_no_cell_of_a_workbook_is_a_formula(made: Path) -> None:
    texts = set()
    for path in files(made, "*.xlsx", 8):
        for sheet in openpyxl.load_workbook(path):
            cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
            assert [cell.value for cell in cells if is_formula(cell.value) and not cell.quotePrefix] == []
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
    assert [cell for cell in cells if is_formula(cell) and not cell.startswith("'")] == []
    assert "'=cmd|'/C calc'!A0" in cells


def read_cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_no_plain_table_calculates(made: Path) -> None:
    for path in files(made / "made", "*/*.csv", 60):
        cells = [cell for row in read_cells(path) for cell in row if not path.name.endswith("_excel.csv")]
        assert [cell for cell in cells if re.match(r"\s*[=+@]", cell)] == [], path.name
        bullets = [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-[\d.]+", cell)]
        assert [cell for cell in bullets if re.match(r"-[\s-]*[\d=+@(]|.*(\||\w\()", cell, re.DOTALL)] == [], path.name


@pytest.mark.parametrize("name", ["01_lines", "01_demands", "01_missions"])
def test_the_plain_tables_give_the_texts_back(made: Path, name: str) -> None:
    head, *rows = read_cells(made / "made" / "derived" / f"{name}.csv")
    found = [unguard(row[head.index("text")]) for row in rows]
    assert found == TABLES[name].make(read_plan(PLAN)).text.tolist()
    assert name != "01_lines" or "\n".join(found) == (PLAN / "plan.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_reads_a_text_as_mathematics(made: Path, name: str) -> None:
    plan = read_plan(made / "data" / PLAN.name)
    texts = draw(plan, name, read_words("sv", plan), list_figures(plan)[name].size).findobj(Text)
    assert [text.get_text() for text in texts if "$" in text.get_text() and text.get_parse_math()] == []
    assert any("$" in text.get_text() for text in texts)


def test_a_line_that_gives_several_missions_leads_to_the_first(plan: Plan) -> None:
    crowded = replace(plan, missions=plan.missions.assign(line=plan.missions.line.min()))
    line = list_document(crowded)[int(plan.missions.line.min()) - 1]
    assert (line.kind, line.item) == ("mission", plan.missions.mission_id[0])
