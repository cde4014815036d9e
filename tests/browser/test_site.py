"""The site in Chromium: every link and anchor, keyboard, accessibility, a phone's width, print, without JavaScript."""

import os
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from shutil import copy, copytree
from urllib.parse import unquote, urljoin, urlsplit

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
    return page.locator("tbody tr[data-state]:visible").count()


def test_the_cross_reference_is_searched_and_filtered_by_keyboard(address: str, open_page: Callable) -> None:
    watch = open_page()
    page = watch.page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    everything = shown(page)
    page.locator("#word").focus()
    order = []
    for _ in range(5):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.type"))
    assert order == ["theme", "committee", "relation", "state", "reset"]
    page.locator("#state").focus()
    page.keyboard.press("ArrowDown")
    assert 0 < shown(page) < everything
    assert page.locator("#count").inner_text().startswith(f"{shown(page)} av {everything} ")
    chosen = page.url
    page.locator("button[type=reset]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('tbody tr[data-state]:not([hidden])').length === {everything}")
    page.goto("about:blank")
    page.goto(chosen)
    assert 0 < shown(page) < everything, "what was chosen stands in the address"
    page.locator("#word").fill("finnsinte")
    assert (shown(page), watch.problems) == (0, [])


def test_a_quote_leads_to_its_line_and_back(address: str, open_page: Callable) -> None:
    page = open_page().page
    page.goto(f"{address}/{PLANS[0]}/korsreferens.html")
    place = page.locator("td.mission .place a").first
    quote = page.locator("td.mission bdi").first.inner_text()
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


# --- without JavaScript, and on paper -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["korsreferens", "dokumentet"])
def test_readable_without_javascript(name: str, address: str, open_page: Callable) -> None:
    page = open_page(java_script_enabled=False).page
    page.goto(f"{address}/{PLANS[0]}/{name}.html")
    assert page.locator("form").is_hidden()
    rows = page.locator("tbody tr[data-state], ol.lines li")
    assert rows.count() > 100
    assert rows.first.is_visible() and rows.last.is_visible()


def test_the_menu_works_without_javascript(address: str, open_page: Callable) -> None:
    page = open_page(java_script_enabled=False).page
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="Så är det gjort", exact=True).last.click()
    assert page.url.endswith("/metod.html")


@pytest.mark.parametrize("page", [page for page in KINDS if page != "search.html"])
def test_paper_holds_the_text_and_no_menus(page: str, address: str, open_page: Callable, screenshots: Path) -> None:
    opened = open_page().page
    opened.goto(f"{address}/{page}")
    opened.emulate_media(media="print")
    assert opened.locator("h1").first.is_visible()
    for menu in ("form[role=search]", ".skip-to-content", ".skip", ".sidebar-drawer", "a.button", "nav[aria-label]"):
        assert opened.locator(menu).first.is_hidden(), menu
    assert opened.pdf(path=screenshots / f"print_{page.replace('/', '_')}.pdf")[:5] == b"%PDF-"


# --- a plan that no page should trust -----------------------------------------------------------------------


def test_a_hostile_plan_is_text(tmp_path: Path, serve: Callable[[Path], str], open_page: Callable) -> None:
    copytree(ROOT / "tests" / "plans" / "hostile-2030", tmp_path / "data" / "hostile-2030")
    copytree(ROOT / "site", tmp_path / "site")
    copy(ROOT / "data" / "project.toml", tmp_path / "data")
    command = [os.environ["PROJECT_PYTHON"], "-m", "helpers.website", str(tmp_path), str(tmp_path / "out")]
    subprocess.run(command, check=True, cwd=ROOT)
    start = serve(tmp_path / "out" / "_extra" / "hostile-2030")
    for name, word in (("korsreferens", "<script>alert(1)"), ("dokumentet", "<img src=x")):
        watch: Watch = open_page(360)
        watch.page.goto(f"{start}/{name}.html", wait_until="networkidle")
        watch.page.locator("#word").fill(word)
        assert watch.page.locator("bdi:visible", has_text=word).count() > 0
        assert (watch.outside, watch.problems) == ([], [])
        assert watch.page.locator("script").count() == 1
        wide, room = watch.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= room
