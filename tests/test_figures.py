"""The published figures, computed from the files themselves: complete, the size that they say, readable in print."""

import re
from pathlib import Path

import pytest

from helpers.colour import find_colour_faults, make_palette
from helpers.figures.registry import draw, list_figures, read_figure
from helpers.figures.sheet import LONGEST_ALT, RoomError
from helpers.links.labels import read_labels
from helpers.plan.read import read_plan
from helpers.prints.documents import list_documents, name_print
from helpers.publish.checks import find_file_faults
from helpers.publish.export import Variant, read_owner
from helpers.publish.gallery import make_gallery
from helpers.publish.manifest import Document, Entry, File, LeftOut, Manifest, Missing, check_folder, read_manifest
from helpers.publish.pictures import inspect
from helpers.publish.sets import Part, list_beside, list_published, write_set
from helpers.words import LANGUAGES, read_words

ROOT = Path(__file__).resolve().parents[1]
MANIFESTS = sorted((ROOT / "figures").glob("*/manifest.json"))
FIGURES = [(path.parent, name) for path in MANIFESTS for name in sorted({f.figure for f in read_manifest(path).files})]
NAME = re.compile(
    rf"\d\d_[a-z0-9]+([_-][a-z0-9]+)*_({'|'.join(LANGUAGES)})(_[a-z0-9-]+)*(_text)?\.(svg|pdf|png|txt|csv|xlsx)"
)


# --- the set ------------------------------------------------------------------------------------------------


def test_there_are_figures() -> None:
    assert MANIFESTS
    formats = {file.format for path in MANIFESTS for file in read_manifest(path).files if file.kind == "picture"}
    assert formats == {"svg", "pdf", "png"}


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_file_is_in_the_manifest_with_its_checksum(path: Path) -> None:
    assert check_folder(path.parent).values.tolist() == []


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_names_sort_and_explain_themselves(path: Path) -> None:
    names = [file.file for file in read_manifest(path).files]
    assert names == sorted(names)
    assert [name for name in names if not (name.isascii() and NAME.fullmatch(name))] == []


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_each_figure_has_its_set(path: Path) -> None:
    """Each published size that a figure has room on is there; the others are said to be missing."""
    manifest, plan = read_manifest(path), read_plan(ROOT / "data" / path.parent.name)
    labels, figures = read_labels(plan), list_figures(plan)
    expected, without_room = set(), [(row.figure, row.size, row.language) for row in manifest.missing]
    for name, recipe in figures.items():
        if recipe.possible(labels):
            stem = path.parent / name
            parts = [part for part in list_published(recipe) if (name, part.size, part.language) not in without_room]
            expected |= {file.name for part in parts for file in part.list_pictures(stem)}
            expected |= {file.name for language in LANGUAGES for file in list_beside(stem, language)}
    own_texts = {file.file for file in manifest.files if file.kind == "text" and file.size}
    assert {file.file for file in manifest.files} - own_texts == expected
    for name, size, language in without_room:
        if size in figures[name].sizes:
            with pytest.raises(RoomError):
                draw(labels, name, read_words(language, plan), size)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_a_size_that_is_another_chart_has_texts_of_its_own(path: Path) -> None:
    files = read_manifest(path).files
    said = {(row.figure, row.language): row.alt for row in files if row.kind == "text" and not row.size}
    own = {(row.figure, row.language, row.size): row.alt for row in files if row.kind == "text" and row.size}
    for row in files:
        if row.kind == "picture":
            pasted = own.get((row.figure, row.language, row.size), said[row.figure, row.language])
            assert row.alt == pasted, row.file


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_finished_print_is_listed(path: Path) -> None:
    documents = read_manifest(path).documents
    known = [(row.document, row.language, row.use) for row in documents]
    made = list_documents(read_plan(ROOT / "data" / path.parent.name))
    assert known == [
        (name, language, use)
        for name in made
        for language in LANGUAGES
        for use in made[name].uses
        if (path.parent / "pamphlet" / name_print(name, language, use)).is_file()
    ]


def test_the_manifest_is_described_field_by_field() -> None:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    head, *tables = text.partition("`manifest.json` holds ")[2].partition("\n## ")[0].split("| field of ")
    assert re.findall(r"`(\w+)`", head) == list(Manifest.model_fields)
    described = {}
    for table in tables:
        first = [row.split("|")[1] for row in table.splitlines()[1:] if row.startswith("| `")]
        described[table.split("`")[1]] = {field for cell in first for field in re.findall(r"`(\w+)`", cell)}
    rows = {"files": File, "missing": Missing, "documents": Document, "left_out": LeftOut, "figures": Entry}
    assert described == {name: set(row.model_fields) for name, row in rows.items()}


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_texts_to_paste_say_what_the_manifest_says(path: Path) -> None:
    for file in read_manifest(path).files:
        if file.kind == "text":
            text = (path.parent / file.file).read_text(encoding="utf-8")
            assert file.headline in text and file.alt in text and "CC BY 4.0" in text
            assert 0 < len(file.alt) <= LONGEST_ALT


def test_the_gallery_is_the_one_that_is_made() -> None:
    manifests = {path.parent.name: read_manifest(path) for path in MANIFESTS}
    plan = read_plan(ROOT / "data" / next(iter(manifests)))
    words = {language: read_words(language, plan) for language in LANGUAGES}
    page = (ROOT / "figures" / "README.md").read_text(encoding="utf-8")
    assert page == make_gallery(manifests, words)
    links = re.findall(r'\]\(([^)]+)\)|<img src="([^"]+)"', page)
    assert [link for pair in links for link in pair if link and not (ROOT / "figures" / link).is_file()] == []


def test_colours_hold_on_every_ground() -> None:
    """Contrast, grey print and three kinds of colour blindness, as computed from the palette that all are drawn in."""
    assert [
        fault
        for ground in ("white", "dark", "transparent")
        for fault in find_colour_faults(make_palette(ground=ground))
    ] == []


# --- pictures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "figure"), FIGURES, ids=[f"{folder.name}-{name}" for folder, name in FIGURES])
def test_the_files_of_a_figure_are_as_they_should_be(folder: Path, figure: str) -> None:
    """Sizes, fonts, words and colours of every svg, pdf and png, and the formats against each other."""
    rows = [file for file in read_manifest(folder / "manifest.json").files if file.figure == figure]
    assert find_file_faults(folder, rows) == []


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_picture_says_whose_it_is(path: Path) -> None:
    for file in read_manifest(path).files:
        if file.kind == "picture":
            assert read_owner(path.parent / file.file) == f"{path.parent.name}/{file.figure}"


# --- variants ------------------------------------------------------------------------------------------------


def test_an_accent_in_the_colour_of_the_text_is_told_from_it_on_a_dark_ground(tmp_path: Path) -> None:
    """One colour cannot be mapped to two, so the dark one is drawn anew: its bars are in its own accent."""
    plan, ink = read_plan(ROOT / "data" / "borlange-v-2022"), make_palette().ink
    grounds = [Variant(ground, accent=ink) for ground in ("white", "dark")]
    rows = list(write_set(plan, "03_ramar", tmp_path, [Part("a5", "sv", ("svg",), each) for each in grounds]))
    pictures = [row.file for row in rows if row.kind == "picture"]
    white, dark = (inspect((tmp_path / name).read_bytes()).colours for name in pictures)
    assert {grounds[1].palette.ink, grounds[1].palette.accent} <= {*dark} and grounds[1].palette.accent not in white


def test_a_card_rests_on_the_demands_that_its_missions_answer() -> None:
    plan = read_plan(ROOT / "data" / "borlange-v-2022")
    labels = read_labels(plan)
    card = read_figure(labels, "04_kort_kommunstyrelsen").draw(read_words("sv", plan))
    linked = labels.links[labels.links.mission_id.str.startswith("ks-") & (labels.links.relation == "narrower")]
    assert set(plan.locate(linked.demand_id)) <= set(card.caption.lines)
