"""The sheets of an OpenDocument workbook, read here rather than by odfpy or calamine, which glue words together or lose
rows (see findings/).
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from helpers.errors import PlanError
from helpers.grid import BOXES, CONTROLS, MARGINS, MOST_CELLS, NOTES, PICTURES, STRUCK, Grid
from helpers.grids.parts import SHRINK, attribute, is_written, name_of, show_number


def read_opendocument(path: Path, archive: ZipFile) -> Iterator[Grid]:
    """The sheets of an OpenDocument workbook: a row or cell that is repeated stands there once with its count."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise PlanError(path, None, "arbetsboken är skyddad med lösenord", "Ta bort lösenordet och spara igen.")
    content = fromstring(archive.read("content.xml"))
    struck = {
        attribute(style, "name")
        for style in content.iter()
        if name_of(style.tag) == "style" and any(_is_through(each) for each in style)
    }
    colours = {
        attribute(style, "name"): colour
        for style in content.iter()
        if name_of(style.tag) == "style" and (colour := "".join(map(_show_colour, style)))
    }
    margins = [1 for text in _list_margins(archive) if is_written(archive, text)][:1]  # said of the first sheet
    for sheet in content.iter():
        if name_of(sheet.tag) == "table":
            place = f"{path.name}, blad {attribute(sheet, 'name')}"
            asides = _find_asides(sheet, struck) | {MARGINS: margins}
            margins = []
            coloured = {line: found for line, _, row in _number_rows(sheet) if (found := _list_colours(row, colours))}
            yield Grid(place, list(_read_repeated(place, sheet)), asides, [*_find_spans(sheet)], coloured)


def _list_margins(archive: ZipFile) -> Iterator[str]:
    """What stands above and below the pages of a workbook, without its fields."""
    data = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b"<none/>"
    for pages in fromstring(data).iter():
        if name_of(pages.tag) == "master-page":
            for text in (each for each in pages.iter() if name_of(each.tag) == "p"):
                fields = {id(each) for each in text.iter() if name_of(each.tag) not in ("p", "span", "s")}
                yield "".join(
                    ("" if id(each) in fields else each.text or "") + (each.tail or "" if each is not text else "")
                    for each in text.iter()
                )


def _is_through(properties: Element) -> bool:
    """Whether the properties of a style strike its text through."""
    return {attribute(properties, f"text-line-through-{each}") for each in ("style", "type")} - {"", "none"} != set()


def _show_colour(properties: Element) -> str:
    """The colour behind the text of a cell, or of the text; nothing for white behind it, and for a black text."""
    kinds = {"table-cell-properties": "background-color", "text-properties": "color"}
    name = kinds.get(name_of(properties.tag))
    colour = attribute(properties, name) if name else ""
    return "" if colour.casefold() in ("transparent", "#ffffff", "#000000") else colour


def _list_colours(row: Element, colours: Mapping[str, str]) -> list[str]:
    return sorted({colours[style] for cell in row if (style := attribute(cell, "style-name")) in colours})


def _find_spans(sheet: Element) -> Iterator[tuple[int, int, int]]:
    """The cells of a sheet that go over several lines, as ``Grid.merged`` has them."""
    for line, _, row in _number_rows(sheet):
        column = 0
        for cell in row:
            lines = int(attribute(cell, "number-rows-spanned") or 1)
            if lines > 1:
                yield column, line, line + lines - 1
            column += int(attribute(cell, "number-columns-repeated") or 1)


def _find_asides(sheet: Element, struck: Collection[str]) -> dict[str, list[int]]:
    """The lines of a sheet with comments, boxes, pictures, form controls that are ticked, text struck through."""
    asides: dict[str, list[int]] = {NOTES: [], BOXES: [], PICTURES: [], STRUCK: [], CONTROLS: []}
    chosen = {attribute(each, "id") for each in sheet.iter() if attribute(each, "id") and _is_chosen(each)}
    for line, row in [(1, each) for each in sheet if name_of(each.tag) == "shapes"] + [
        (line, row) for line, _, row in _number_rows(sheet)
    ]:
        parts = [(name_of(each.tag), each) for each in row.iter()]
        boxes = [each for name, each in parts if name in ("text-box", "custom-shape")]
        through = [each for _, each in parts if attribute(each, "style-name") in struck]
        frames = [{name_of(each.tag) for each in frame} for name, frame in parts if name == "frame"]
        found = {NOTES: [each for name, each in parts if name == "annotation"], BOXES: boxes, STRUCK: through}
        for what, elements in found.items():
            if any("".join(each.itertext()).strip() for each in elements):
                asides[what].append(line)
        if any("image" in frame and "object" not in frame for frame in frames):  # a chart has a picture of itself
            asides[PICTURES].append(line)
        if any(name == "control" and attribute(each, "control") in chosen for name, each in parts):
            asides[CONTROLS].append(line)
    return asides


def _is_chosen(control: Element) -> bool:
    """Whether a form control is ticked, or something is chosen in it, and no cell has what it says."""
    says = {"checked", "true"} & {attribute(each, f"current-{name}") for each in control.iter() for name in _SAYS}
    return bool(says) and not attribute(control, "linked-cell")


_SAYS = ("state", "selected")


def _number_rows(sheet: Element) -> Iterator[tuple[int, int, Element]]:
    """The rows of a sheet, each with its first line and how many times it stands there."""
    number = 1
    for row in sheet.iter():
        if name_of(row.tag) == "table-row":
            times = int(attribute(row, "number-rows-repeated") or 1)
            yield number, times, row
            number += times


def _read_repeated(place: str, sheet: Element) -> Iterator[tuple[int, list[str]]]:
    """The rows that have a value, with their numbers; what is repeated without one only counts."""
    count = 0
    for first, times, row in _number_rows(sheet):
        cells = _unfold(place, first, row)
        for line in range(first, first + times) if cells else ():
            count += len(cells)
            if count > MOST_CELLS:
                raise PlanError(place, line, "bladet har för många celler", SHRINK)
            yield line, cells


def _unfold(place: str, number: int, row: Element) -> list[str]:
    """The cells of a row up to the last that has a value."""
    cells: list[str] = []
    empty = 0
    for cell in row:
        if name_of(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        value, times = _show_cell(cell), int(attribute(cell, "number-columns-repeated") or 1)
        if value.strip():
            if len(cells) + empty + times > 1000:
                raise PlanError(place, number, "bladet har för många celler", SHRINK)
            cells += [""] * empty + [value] * times
            empty = 0
        else:
            empty += times
    return cells


def _show_cell(cell: Element) -> str:
    """The value of a cell: a number as it is kept, all else as it is shown; notes beside it are left out."""
    if attribute(cell, "value-type") in ("float", "percentage", "currency"):
        return show_number(attribute(cell, "value"))
    return "\n".join(_show_text(each) for each in cell if name_of(each.tag) == "p")


def _show_text(element: Element) -> str:
    """What a paragraph shows: spaces, tabs and line breaks have elements of their own."""
    text = element.text or ""
    for child in element:
        name = name_of(child.tag)
        if name == "s":
            text += " " * min(int(attribute(child, "c") or 1), 200)
        elif name in ("tab", "line-break"):
            text += "\t" if name == "tab" else "\n"
        elif name != "annotation":
            text += _show_text(child)
        text += child.tail or ""
    return text
