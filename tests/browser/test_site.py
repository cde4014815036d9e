"""The site in Chromium: every link and anchor, keyboard, accessibility, a phone's width, print, without JavaScript."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from shutil import copy, copytree
from urllib.parse import quote, unquote, urljoin, urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import ROOT, SITE, Watch

PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
PLANS = sorted(path.parent.name for path in (ROOT / "data").glob("*/plan.toml"))
# One page of each kind; the rest differ from these in their words only.
KINDS = [
    "index.html",
    "metod.html",
    "anvand-bilden.html",
    "notebooks/00_start.html",
    "notebooks/04_cross_reference.html",
    "data/README.html",
    "search.html",
    *(f"bilder/{plan}.html" for plan in PLANS),
    *(f"{plan}/{page}.html" for plan in PLANS for page in ("korsreferens", "dokumentet", "korsreferens_en")),
]
LIGHTEST = 300_000
every_page = pytest.mark.parametrize("page", PAGES)
every_kind = pytest.mark.parametrize("page", KINDS)


class Links(HTMLParser):
    """The ids of a page, and all that it refers to with the tag that does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src") and value is not None:
                self.links.append((tag, value))


@pytest.fixture(scope="session")
def parsed() -> dict[str, Links]:
    return {page: Links((SITE / page).read_text(encoding="utf-8")) for page in PAGES}


def fault(page: str, tag: str, link: str, parsed: dict[str, Links]) -> str:
    """What is wrong with a link of a page: nothing where its file and its anchor exist."""
    parts = urlsplit(link)
    if parts.scheme in ("http", "https"):
        return "" if tag == "a" else "fetched from elsewhere"
    if parts.scheme:
        return "" if link.startswith("data:image/") else "of another kind"
    target = unquote(urlsplit(urljoin(f"/{page}", link)).path).lstrip("/") if parts.path else page
    if not (SITE / target).is_file():
        return "no such file"
    anchor = unquote(parts.fragment)
    return "no such anchor" if anchor and target in parsed and anchor not in parsed[target].ids else ""


@every_page
def test_every_link_and_anchor_leads_somewhere(page: str, parsed: dict[str, Links]) -> None:
    faults = {link: fault(page, tag, link, parsed) for tag, link in parsed[page].links}
    assert {link: found for link, found in faults.items() if found} == {}


def test_faults_of_links_are_found(parsed: dict[str, Links]) -> None:
    found = [
        fault("index.html", tag, link, parsed)
        for tag, link in (
            ("a", "metod.html"),
            ("a", "https://example.org"),
            ("script", "https://example.org/x.js"),
            ("a", "nowhere.html"),
            ("a", "metod.html#nowhere"),
            ("a", "javascript:x"),
        )
    ]
    assert found == ["", "", "fetched from elsewhere", "no such file", "no such anchor", "of another kind"]


def find_markdown(html: str) -> list[str]:
    """Bold words and links of Markdown that a page shows as they were written, outside of code."""
    shown = re.sub(r"<(pre|code|script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.findall(r"\*\*\w[^*<]*\*\*|\[[^\]<]+\]\([^)\s]+\)", shown)


@every_page
def test_no_markdown_is_left_as_it_was_written(page: str) -> None:
    assert find_markdown((SITE / page).read_text(encoding="utf-8")) == []


def test_markdown_that_is_left_is_found() -> None:
    assert find_markdown("<ul></ul>\n**Vad som hände** [källa](x.html) <code>**a**</code>") == [
        "**Vad som hände**",
        "[källa](x.html)",
    ]


@every_page
def test_a_page_opens_quietly_and_fits_a_phone(page: str, address: str, open_page: Callable, screenshots: Path) -> None:
    for width in (360, 1280):
        watch = open_page(width)
        watch.page.goto(f"{address}/{page}", wait_until="networkidle")
        wide, room = watch.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= room, f"{wide} pixels at a width of {width}"
        assert (watch.outside, watch.problems) == ([], [])
        assert [each.url for each in watch.loaded if each.status >= 400] == []
        watch.page.screenshot(path=screenshots / f"site_{page.replace('/', '_')}_{width}.png")


@every_kind
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_serious_fault(page: str, width: int, address: str, open_page: Callable) -> None:
    watch = open_page(width)
    watch.page.goto(f"{address}/{page}")
    found = Axe().run(watch.page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"][:200], len(each["nodes"])) for each in grave] == []


def test_the_front_page_is_light(address: str, open_page: Callable) -> None:
    watch = open_page()
    watch.page.goto(f"{address}/index.html", wait_until="networkidle")
    sizes = {each.url: len(each.body()) for each in watch.loaded if not each.url.endswith((".png", ".svg"))}
    assert sum(sizes.values()) < LIGHTEST, sizes


def test_a_picture_is_two_clicks_away(address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="Bilderna", exact=True).last.click()
    with page.expect_download() as download:
        page.locator(".picture").first.get_by_role("link").first.click()
    assert download.value.suggested_filename.endswith(".png")
    with page.expect_download() as download:
        page.locator(".downloads").first.get_by_role("link").first.click()
    assert download.value.suggested_filename.endswith("_sv.zip")


# --- by keyboard --------------------------------------------------------------------------------------------


def focused(page: object) -> str:
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")


@pytest.mark.parametrize("name", ["index.html", f"{PLANS[0]}/korsreferens.html", f"{PLANS[0]}/dokumentet.html"])
def test_the_first_tab_is_to_the_content(name: str, address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{name}")
    page.keyboard.press("Tab")
    assert focused(page) == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") != ""


def shown(page: object) -> int:
    return page.locator("li[data-state]:visible").count()


def test_the_cross_reference_is_searched_and_filtered_by_keyboard(address: str, open_page: Callable) -> None:
    watch = open_page()
    page = watch.page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    everything = shown(page)
    page.locator("#word").focus()
    order = []
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.type"))
    assert order == ["filters", "theme", "committee", "relation", "state", "reset"]
    page.locator("#state").focus()
    page.keyboard.press("ArrowDown")
    assert 0 < shown(page) < everything
    assert page.locator("#count").inner_text().startswith(f"{shown(page)} av {everything} ")
    chosen = page.url
    page.locator("button[type=reset]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('li[data-state]:not([hidden])').length === {everything}")
    page.goto("about:blank")
    page.goto(chosen)
    assert 0 < shown(page) < everything, "what was chosen stands in the address"
    page.locator("#word").fill("finnsinte")
    assert (shown(page), watch.problems) == (0, [])


@pytest.mark.parametrize("name", ["theme", "committee", "relation", "state"])
def test_a_filter_shows_the_rows_that_it_names(name: str, address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    everything = page.locator("li[data-state]")
    values = everything.evaluate_all(f"rows => rows.map((row) => row.dataset.{name})")
    offered = page.locator(f"#{name} option").evaluate_all("options => options.map((option) => option.value)")
    assert {*offered} - {""} == {*values} - {""}
    for value in offered[1:]:
        page.locator(f"#{name}").select_option(value)
        found = page.locator("li[data-state]:visible").evaluate_all(f"rows => rows.map((row) => row.dataset.{name})")
        assert found == [value] * values.count(value)
        assert page.locator("#count").inner_text().startswith(f"{len(found)} av {len(values)} ")


def test_a_word_and_two_filters_are_asked_for_together(address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    page.locator("#word").fill("BARN")
    page.locator("#relation").select_option("related")
    page.locator("#state").select_option("part")
    rows = page.locator("li[data-state]:visible")
    found = rows.evaluate_all("rows => rows.map((row) => [row.dataset.relation, row.dataset.state])")
    assert len(found) > 0 and found == [["related", "part"]] * len(found)
    about = rows.evaluate_all("rows => rows.map((row) => row.closest('article').textContent)")
    assert all("barn" in text.lower() for text in about)
    assert page.locator("article:visible .demand").count() == len({*about}), "the words of each demand stand above"


STOPS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")];
  const seen = (each) => each.checkVisibility({visibilityProperty: true});
  window.stops = all.filter((each) => each.tabIndex >= 0 && !each.disabled && seen(each));
  return window.stops.map((each) => each.outerHTML.slice(0, 120));
}"""
STOP = """() => {
  const each = document.activeElement;
  return [window.stops.indexOf(each), getComputedStyle(each).outlineStyle !== "none"];
}"""


@every_kind
def test_every_part_of_a_page_is_reached_by_keyboard(page: str, address: str, open_page: Callable) -> None:
    opened = open_page().page
    opened.goto(f"{address}/{page}")
    stops, reached, unseen = opened.evaluate(STOPS), [], []
    for _ in range(2 * len(stops)):
        opened.keyboard.press("Tab")
        number, outlined = opened.evaluate(STOP)
        if number >= 0:  # else it is a box that scrolls, which the browser adds by itself
            reached.append(number)
            unseen += [] if outlined else [stops[number]]
        if number == len(stops) - 1:
            break
    assert (reached, unseen) == ([*range(len(stops))], [])


def test_a_quote_leads_to_its_line_and_back(address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    place = page.locator(".mission .place a").first
    quote = page.locator(".mission bdi").first.inner_text()
    place.focus()
    page.keyboard.press("Enter")
    line = page.locator("li:target")
    line.wait_for()
    assert quote in line.locator(".text").inner_text()
    line.locator(".kind a").click()
    page.locator(":target").first.wait_for()
    assert quote in page.locator(":target").first.inner_text()


def test_the_document_is_searched(address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{PLANS[0]}/dokumentet.html")
    lines = page.locator("ol.lines li")
    everything = lines.count()
    page.locator("#word").fill("barn")
    found = page.locator("ol.lines li:visible")
    assert 0 < found.count() < everything
    assert all("barn" in text.lower() for text in found.locator(".text").all_inner_texts())
    assert page.locator("mark:visible").count() == found.count()
    page.evaluate("location.hash = '#rad-1'")
    page.wait_for_function("!document.getElementById('rad-1').hidden")
    assert page.locator("ol.lines li:not([hidden])").count() == everything


def test_the_site_is_searched(address: str, open_page: Callable) -> None:
    watch: Watch = open_page()
    watch.page.goto(f"{address}/search.html?q=barn", wait_until="networkidle")
    summary = watch.page.locator("#search-results p.search-summary")
    summary.wait_for()
    assert re.search(r"\b\d+ sidor", summary.inner_text()), summary.inner_text()
    assert watch.page.locator("#search-results li a").count() > 2
    assert (watch.outside, watch.problems) == ([], [])


# --- without JavaScript, and on paper -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["korsreferens", "dokumentet"])
def test_readable_without_javascript(name: str, address: str, open_page: Callable) -> None:
    page = open_page(java_script_enabled=False).page
    page.goto(f"{address}/{PLANS[0]}/{name}.html")
    assert page.locator("form").is_hidden()
    rows = page.locator("li[data-state], ol.lines li")
    assert rows.count() > 100
    assert rows.first.is_visible() and rows.last.is_visible()


def test_the_menu_works_without_javascript(address: str, open_page: Callable) -> None:
    page = open_page(java_script_enabled=False).page
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="Så är det gjort", exact=True).last.click()
    assert page.url.endswith("/metod.html")


MENUS = {
    "sphinx": (".skip-to-content", ".sidebar-drawer", ".mobile-header", "footer"),
    "alone": ("form[role=search]", ".skip", "header nav"),
}
"""What is not printed: on the pages that Sphinx makes, and on those that stand by themselves."""
TEXTS = "h1, article h2, article p, .quote bdi, ol.lines bdi"
"""What is printed."""
LINES = """all => all.map((each) => {
  const range = document.createRange();
  range.selectNodeContents(each);
  return range.getClientRects().length;
})"""
PRINTED = "all => all.filter((each) => each.checkVisibility()).map((each) => each.innerText)"


def said(pdf: Path) -> str:
    """What a pdf says, without spaces, which are where lines are broken."""
    read = "import sys; from pathlib import Path; from helpers.verify.image_diff import list_traits as f"
    read += "; sys.stdout.buffer.write(''.join(f(Path(sys.argv[1]).read_bytes())['text']).encode())"
    command = [os.environ["PROJECT_PYTHON"], "-c", read, str(pdf)]
    return bare(subprocess.run(command, check=True, capture_output=True).stdout.decode())


def bare(text: str) -> str:
    """A text without spaces, and without what asks only where a line may be broken."""
    return re.sub("[\\s\u00ad\u200b]", "", text)


@pytest.mark.parametrize("page", [page for page in KINDS if page != "search.html"])
def test_paper_holds_the_text_and_no_menus(page: str, address: str, open_page: Callable, screenshots: Path) -> None:
    opened = open_page().page
    opened.goto(f"{address}/{page}")
    opened.emulate_media(media="print")
    for menu in MENUS["alone" if page.startswith((*PLANS,)) else "sphinx"]:
        assert opened.locator(menu).count() > 0, f"{menu} is not there to be hidden"
        assert opened.locator(f"{menu} >> visible=true").count() == 0, menu
    path = screenshots / f"print_{page.replace('/', '_')}.pdf"
    opened.pdf(path=path, format="A4", prefer_css_page_size=True)
    paper = said(path)
    texts = opened.locator(TEXTS).evaluate_all(PRINTED)
    assert len(texts) > (100 if page.startswith((*PLANS,)) else 2)
    assert [text for text in texts if bare(text) not in paper] == []
    assert "Furo" not in paper


@pytest.mark.parametrize("page", [page for page in KINDS if page.startswith("bilder/") or page == "index.html"])
def test_buttons_are_not_printed(page: str, address: str, open_page: Callable) -> None:
    opened = open_page().page
    opened.goto(f"{address}/{page}")
    assert opened.locator("a.button >> visible=true").count() > 1
    opened.emulate_media(media="print")
    assert opened.locator("a.button >> visible=true").count() == 0


def test_on_paper_what_is_folded_is_printed(address: str, open_page: Callable, tmp_path: Path) -> None:
    page = open_page(390).page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    quotes = page.locator(".mission .quote bdi")
    assert quotes.count() > 100 and page.locator(".mission .quote bdi >> visible=true").count() == 0
    page.pdf(path=tmp_path / "crossref.pdf", format="A4", prefer_css_page_size=True)
    paper = said(tmp_path / "crossref.pdf")
    assert [text for text in quotes.all_text_contents() if bare(text) not in paper] == []


HIGHEST = 4_690
"""Pixels, of the cross-reference on a phone: a tenth of what it was as a list of all links."""


def test_on_a_phone_each_demand_is_seen_and_its_missions_are_folded(address: str, open_page: Callable) -> None:
    page = open_page(390).page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    assert page.evaluate("document.documentElement.scrollHeight") <= HIGHEST
    demands = page.locator(".demand")
    assert demands.count() > 30 and demands.evaluate_all("all => all.every((each) => each.checkVisibility())")
    assert shown(page) == 0 and page.locator("li[data-state]").count() > 100
    first = page.locator("article").filter(has=page.locator("details details")).first
    first.locator("summary").first.click()
    answered, everything = first.locator("li:visible").count(), first.locator("li").count()
    assert 0 < answered < everything
    first.locator("summary").nth(1).click()
    assert first.locator("li:visible").count() == everything
    assert "" not in [text.strip() for text in page.locator("li, summary, h2, .demand").all_text_contents()]


def test_on_a_phone_a_filter_and_an_address_unfold_what_they_find(address: str, open_page: Callable) -> None:
    page = open_page(390).page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    mission = page.locator("details details .mission[id]").first.get_attribute("id")
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html#{mission}")
    page.locator(f"#{mission}").wait_for()
    page.locator("form summary").click()
    page.locator("#relation").select_option("related")
    assert shown(page) == page.locator("li[data-relation=related]").count()
    page.locator("button[type=reset]").click()
    page.wait_for_function("!document.querySelector('section details[open]')")
    assert shown(page) == 0


def test_each_kind_of_line_has_a_look_of_its_own(address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{PLANS[0]}/dokumentet.html")
    bar = "(each) => { const s = getComputedStyle(each); return `${s.borderLeftStyle} ${s.borderLeftColor}`; }"
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        kinds = page.locator("[name=kind]").evaluate_all("all => all.map((each) => each.value)")
        bars = [page.locator(f"ol.lines .k-{kind}").first.evaluate(bar) for kind in kinds]
        assert len({*bars}) == len(kinds) > 5, media


# --- a plan that no page should trust -----------------------------------------------------------------------

HOSTILE = "hostile-2030"
MAKE = """
import json, sys, warnings
from pathlib import Path
from helpers import read_plan
from helpers.make import make_index, make_one
from helpers.publish.outputs import TABLES
from helpers.figures.registry import list_figures
warnings.simplefilter("ignore")
root = Path(sys.argv[1])
plan = read_plan(root / "data" / "hostile-2030")
names = [*list_figures(plan), "04_korsreferens"]
make_index(plan, root / "made", {name: make_one(plan, name, root / "made") for name in names})
(root / "made" / "figures").rename(root / "figures" / "hostile-2030")
tables = [recipe.make(plan)._repr_html_() for recipe in TABLES.values() if recipe.possible(plan)]
(root / "tables.json").write_text(json.dumps(tables), encoding="utf-8")
"""
"""Makes every figure of the hostile plan, and its tables as a notebook shows them."""
LIVE = (
    "<script>alert(9)</script> <img src=x onerror=alert(9)> <a href='javascript:alert(9)'>a</a> "
    "[b](javascript:alert(9))"
)


def write_notebooks(root: Path) -> None:
    """Notebooks by the names that the pages lead to; the first shows the tables, and what no output should hold."""
    shown = [{"text/html": html} for html in json.loads((root / "tables.json").read_text(encoding="utf-8"))]
    shown += [{"text/html": f"<div onclick='alert(9)'>{LIVE}</div>"}, {"application/javascript": "alert(9)"}]
    shown += [
        {"text/markdown": f"**fet** {LIVE}\n\n<div>\n{LIVE}\n</div>"},
        {"image/svg+xml": "<svg onload='alert(9)'/>"},
    ]
    outputs = [nbformat.v4.new_output("display_data", data) for data in shown]
    outputs.append(nbformat.v4.new_output("stream", text=LIVE))
    for name in ("00_start", "03_budget", "04_cross_reference"):
        code = nbformat.v4.new_code_cell("1", outputs=outputs, execution_count=1)
        cells = [nbformat.v4.new_markdown_cell(f"# {name}"), *([code] if name == "00_start" else [])]
        (root / "notebooks").mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks" / f"{name}.ipynb")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile plan, made as the project's own is."""
    root = tmp_path_factory.mktemp("hostile")
    copytree(ROOT / "tests" / "plans" / HOSTILE, root / "data" / HOSTILE)
    copytree(ROOT / "site", root / "site")
    for name in ("project.toml", "README.md", "codebook.md"):
        copy(ROOT / "data" / name, root / "data")
    (root / "data" / HOSTILE / "codebook.md").write_text("# Codebook\n")
    (root / "figures").mkdir()
    python = os.environ["PROJECT_PYTHON"]
    subprocess.run([python, "-c", MAKE, str(root)], check=True, cwd=ROOT)
    write_notebooks(root)
    subprocess.run([python, "-m", "helpers.site.build", str(root), str(root / "source")], check=True, cwd=ROOT)
    sphinx = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-E", str(root / "source"), str(root / "out")]
    subprocess.run(sphinx, check=True, cwd=ROOT)
    return root / "out"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and what its scripts hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.scripts += [data] if self.cdata_elem == "script" else []


def live(text: str) -> list[str]:
    """What on a page could run, load or embed something, but for the theme's own scripts."""
    page = Elements(text)
    wrong = [script for script in page.scripts if "alert(" in script]
    for tag, attributes in page.found:
        wrong += [f"{tag} {name}" for name in attributes if name.startswith("on") or name == "srcdoc"]
        addresses = [(attributes.get(name) or "").strip().lower() for name in ("href", "src", "action", "data")]
        wrong += [f"{tag} {each}" for each in addresses if re.match(r"(javascript|vbscript|data:text|//)", each)]
        wrong += [tag] if tag in ("iframe", "object", "embed", "base", "frame") else []
        source = attributes.get("src") or ""
        wrong += (
            [f"{tag} {source}"]
            if tag in ("script", "img") and source and not re.search(r"\.(js|png)(\?|$)", source)
            else []
        )
    return wrong


def test_what_is_live_is_found() -> None:
    assert live("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><script src='a.js?v=1'></script>") == []
    found = live(
        "<script>alert(1)</script><img src=x onerror=y><a href=' JavaScript:z'>a</a><iframe srcdoc=x></iframe>"
    )
    assert found == ["alert(1)", "img onerror", "img x", "a javascript:z", "iframe srcdoc", "iframe"]


def test_no_page_of_a_hostile_plan_is_live(hostile: Path) -> None:
    pages = {path.relative_to(hostile).as_posix(): path.read_text(encoding="utf-8") for path in hostile.rglob("*.html")}
    assert {f"bilder/{HOSTILE}.html", f"{HOSTILE}/korsreferens.html", "notebooks/00_start.html", "index.html"} <= {
        *pages
    }
    assert {name: live(text) for name, text in pages.items() if live(text)} == {}
    for name, text in (
        ("index.html", "&lt;b&gt;Fientliga&lt;/b&gt;"),
        (f"bilder/{HOSTILE}.html", "&lt;script&gt;alert(&#39;tema&#39;)&lt;/script&gt;"),
        ("notebooks/00_start.html", "&lt;script&gt;alert(9)&lt;/script&gt;"),
        ("notebooks/00_start.html", "&lt;script&gt;alert(1)&lt;/script&gt; ska inte köras"),
    ):
        assert text in pages[name], name


def test_every_page_of_a_hostile_plan_opens_quietly(hostile: Path, serve: Callable, open_page: Callable) -> None:
    start = serve(hostile)
    for path in sorted(hostile.rglob("*.html")):
        watch: Watch = open_page(360)
        watch.page.goto(f"{start}/{path.relative_to(hostile).as_posix()}", wait_until="networkidle")
        assert (watch.outside, watch.problems) == ([], []), path.name
        assert [each.url for each in watch.loaded if each.status >= 400] == [], path.name
        wide, room = watch.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= room, path.name
        watch.page.close()


@pytest.mark.parametrize(("name", "word"), [("korsreferens", "<script>alert(1)"), ("dokumentet", "<img src=x")])
def test_a_hostile_text_is_searched_as_text(
    name: str, word: str, hostile: Path, serve: Callable, open_page: Callable
) -> None:
    watch: Watch = open_page(360)
    watch.page.goto(f"{serve(hostile)}/{HOSTILE}/{name}.html", wait_until="networkidle")
    watch.page.locator("#word").fill(word)
    assert watch.page.locator("bdi:visible", has_text=word).count() > 0
    assert (watch.outside, watch.problems) == ([], [])
    assert watch.page.locator("script").count() == 1


@pytest.mark.parametrize("word", ["fientliga", "plan", "alert", "<img src=x onerror=alert(9)>"])
def test_the_search_of_the_site_finds_hostile_texts_as_text(
    word: str, hostile: Path, serve: Callable, open_page: Callable
) -> None:
    watch: Watch = open_page()
    watch.page.goto(f"{serve(hostile)}/search.html?q={quote(word)}", wait_until="networkidle")
    watch.page.locator("#search-results p.search-summary").wait_for()
    watch.page.wait_for_timeout(500)
    assert (watch.outside, watch.problems) == ([], [])
    assert watch.page.locator("#search-results img, #search-results script").count() == 0
