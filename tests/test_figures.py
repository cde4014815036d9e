"""The published figures, computed from the files themselves: complete, the size that they say, readable in print."""

import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from helpers.export import LICENCE, LONGEST_ALT, read_owner
from helpers.gallery import make_gallery
from helpers.manifest import File, check_folder, read_manifest
from helpers.plan import read_plan
from helpers.proof import LEAST_PT, find_colour_faults
from helpers.style import MM_PER_PT, SIZES, make_palette
from helpers.words import LANGUAGES, read_words

ROOT = Path(__file__).resolve().parents[1]
MANIFESTS = sorted((ROOT / "figures").glob("*/manifest.json"))
PICTURES = [(path.parent, file) for path in MANIFESTS for file in read_manifest(path).files if file.kind == "picture"]
NAME = re.compile(r"\d\d_[a-z0-9]+([_-][a-z0-9]+)*_(sv|en)(_[a-z0-9-]+)*(_text)?\.(svg|pdf|png|txt|csv|xlsx)")
FONT = re.compile(rb"/F\d+-[\w-]* ([\d.]+) Tf|/F\d+ ([\d.]+) Tf")


def pictures(format: str) -> list[object]:
    return [pytest.param(folder, file, id=file.file) for folder, file in PICTURES if file.format == format]


# --- the set ------------------------------------------------------------------------------------------------


def test_there_are_figures() -> None:
    assert MANIFESTS
    assert {file.format for _, file in PICTURES} == {"svg", "pdf", "png"}


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
    files = read_manifest(path).files
    for figure in {file.figure for file in files}:
        own = [file for file in files if file.figure == figure]
        print_sizes = {file.size for file in own if file.unit == "mm"}
        assert len(print_sizes) == 1, figure
        (size,) = print_sizes
        expected = {f"{figure}_{size}_{end}" for end in ("sv.svg", "sv.pdf", "sv.png", "en.svg", "en.pdf")}
        expected |= {f"{figure}_{language}{end}" for language in LANGUAGES for end in ("_text.txt", ".csv", ".xlsx")}
        assert {file.file for file in own} - {f"{figure}_square_sv.png"} == expected


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


@pytest.mark.parametrize(("folder", "file"), pictures("pdf"))
def test_a_pdf_has_its_size_and_its_fonts(folder: Path, file: File) -> None:
    size = SIZES[file.size]
    with pikepdf.open(folder / file.file) as pdf:
        box = [float(edge) * MM_PER_PT for edge in pdf.pages[0].MediaBox]
        assert len(pdf.pages) == 1 and str(pdf.Root.Lang) == file.language
        assert box[:3] == pytest.approx([0, 0, size.width], abs=0.1) and box[3] <= size.height + 0.1
        assert box[3] == pytest.approx(file.height, abs=0.1)
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in found if each.get("/Type") == "/FontDescriptor"]
        assert fonts and all("/FontFile2" in font for font in fonts)
        sizes = [float(a or b) for a, b in FONT.findall(pdf.pages[0].Contents.read_bytes())]
        assert sizes and min(sizes) >= LEAST_PT - 0.01
        with pdf.open_metadata() as said:
            assert (said["dc:title"], said["dc:rights"], said["dc:language"]) == (
                file.headline,
                LICENCE,
                {file.language},
            )
            assert said["dc:source"].strip() and said["dc:description"].strip()


@pytest.mark.parametrize(("folder", "file"), pictures("png"))
def test_a_png_has_its_pixels(folder: Path, file: File) -> None:
    size, picture = SIZES[file.size], Image.open(folder / file.file)
    pixels = (size.width * size.dpi / 25.4, size.height * size.dpi / 25.4)
    assert picture.size == (file.width, file.height)
    assert picture.width == pytest.approx(pixels[0], abs=1) and picture.height <= pixels[1] + 1
    assert not size.fixed or picture.height == pytest.approx(pixels[1], abs=1)
    assert picture.info["dpi"] == pytest.approx((size.dpi, size.dpi), abs=0.1)
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert (picture.text["Title"], picture.text["Copyright"], picture.text["Language"]) == (
        file.headline,
        LICENCE,
        file.language,
    )


@pytest.mark.parametrize(("folder", "file"), pictures("svg"))
def test_an_svg_has_its_size_and_needs_no_font(folder: Path, file: File) -> None:
    text = (folder / file.file).read_text(encoding="utf-8")
    width = float(re.search(r'<svg [^>]*?width="([\d.]+)pt"', text)[1]) * MM_PER_PT
    assert width == pytest.approx(SIZES[file.size].width, abs=0.1)
    assert "<text" not in text and f"<dc:language>{file.language}<" in text and LICENCE in text


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_picture_says_whose_it_is(path: Path) -> None:
    for file in read_manifest(path).files:
        if file.kind == "picture":
            assert read_owner(path.parent / file.file) == f"{path.parent.name}/{file.figure}"
