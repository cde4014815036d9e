"""The sheets of an Excel workbook, of which only the values matter: a style that another program wrote wrongly, or the
namespaces of Strict Open XML, keep nobody's answers from being read.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from posixpath import normpath
from types import MappingProxyType
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from helpers.errors import PlanError
from helpers.grid import ACTIVE, BOXES, CONTROLS, MARGINS, MOST_CELLS, NOTES, PICTURES, STRUCK, Grid
from helpers.grids.parts import SHRINK, attribute, is_written, name_of, show_number

_COLUMN = re.compile("[A-Z]+")


def read_excel(path: Path, archive: ZipFile, names: set[str]) -> Iterator[Grid]:
    """The sheets of a workbook with their rows, and what no cell says by itself; each sheet is walked through once."""
    strings = list(_read_strings(archive)) if "xl/sharedStrings.xml" in names else []
    looks = _read_looks(archive, names)
    for title, part in _list_sheets(archive):
        sheet = _Sheet(f"{path.name}, blad {title}", [], set(), {}, [], [], [])
        with archive.open(part) as file:
            _walk(file, sheet, strings, looks)
        asides: dict[str, Iterable[int]] = {NOTES: _find_notes(archive, part, names), STRUCK: sheet.struck}
        asides |= {MARGINS: (1 for text in sheet.margins if is_written(archive, _CODES.sub(" ", text)))}
        asides |= {what: _find_drawn(archive, part, names, what) for what in _DRAWN}
        asides |= {CONTROLS: _find_controls(archive, part, names), ACTIVE: sheet.active}
        told = {what: sorted({*lines}) for what, lines in asides.items()}
        yield Grid(sheet.place, sheet.rows, told, sheet.merged, sheet.coloured)


class _Sheet(NamedTuple):
    """What a sheet says: its rows that have a value, the lines with a value that is struck through, in whole or in
    part, the colours of lines, the cells that are merged (as ``Grid`` has them), what stands in its margins, and the
    lines with ActiveX controls that have no cell.
    """

    place: str
    rows: list[tuple[int, list[str]]]
    struck: set[int]
    coloured: dict[int, list[str]]
    merged: list[tuple[int, int, int]]
    margins: list[str]
    active: list[int]


def _walk(file: IO[bytes], sheet: _Sheet, strings: list[str], looks: "_Looks") -> None:
    """Take up what a sheet says, none of its rows being kept: those that only have a form take no room."""
    number, count, data = 0, 0, Element("sheetData")
    for event, each in iterparse(file, ("start", "end")):
        name = name_of(each.tag)
        if name == "sheetData":
            data = each
        elif event == "end" and name == "row":
            number = int(each.attrib.get("r", number + 1))
            count += _take_row(number, each, sheet, strings, looks)
            if count > MOST_CELLS:
                raise PlanError(sheet.place, number, _TOO_MANY, SHRINK)
            data.clear()
        elif event == "end" and name == "mergeCell":
            ends = _RANGE.fullmatch(each.attrib.get("ref", ""))
            if ends and ends[2] != ends[3]:
                sheet.merged.append((_number(ends[1]), int(ends[2]), int(ends[3])))
        elif event == "end" and name in _MARGINS:
            sheet.margins.append(each.text or "")
        elif event == "end" and name == "control":
            sheet.active.extend(_place_active(each))


def _place_active(control: Element) -> Iterator[int]:
    """The line of a control that is none of the form's own kind (it is drawn as a picture), and is tied to no cell."""
    parts = {name_of(each.tag): each for each in control.iter()}
    own = parts.get("controlPr")
    if own is not None and attribute(own, "id") and not attribute(own, "linkedCell"):
        yield int(parts["row"].text or 0) + 1 if "row" in parts else 1


_RANGE = re.compile(r"([A-Z]+)(\d+):[A-Z]+(\d+)")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
_MARGINS = [f"{page}{place}" for page in ("odd", "even", "first") for place in ("Header", "Footer")]
_TOO_MANY = "bladet har för många celler"


def _take_row(number: int, row: Element, sheet: _Sheet, strings: list[str], looks: "_Looks") -> int:
    """Take up what a row says, and give how many cells have a value."""
    cells = dict(_read_cells(sheet.place, number, row, strings, looks))
    if max(cells, default=0) > 1000:
        raise PlanError(sheet.place, number, _TOO_MANY, SHRINK)
    if cells:
        sheet.rows.append((number, [cells.get(column, "") for column in range(max(cells) + 1)]))
    if any(_is_struck_through(cell, looks) for cell in row):
        sheet.struck.add(number)
    colours = {looks.colours.get(cell.attrib.get("s", "0"), "") for cell in row} - {""}
    if colours:
        sheet.coloured[number] = sorted(colours)
    return len(cells)


def _is_struck_through(cell: Element, looks: "_Looks") -> bool:
    """Whether a cell has a value that is struck through, in whole or in part."""
    value = next((each.text for each in cell.iter() if name_of(each.tag) in ("v", "t") and each.text), "")
    own = cell.attrib.get("t") == "s" and value in looks.texts
    return bool(value) and (own or cell.attrib.get("s") in looks.struck or _is_struck(cell))


def _read_related(archive: ZipFile, part: str, kind: str, names: Collection[str]) -> Iterator[bytes]:
    """The parts of a kind that a sheet names, such as that with its comments."""
    folder, _, name = part.rpartition("/")
    related = f"{folder}/_rels/{name}.rels"
    for relation in fromstring(archive.read(related)) if related in names else ():
        target = relation.attrib["Target"]
        noted = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")
        if relation.attrib["Type"].endswith(kind) and noted in names:
            yield archive.read(noted)


def _find_notes(archive: ZipFile, part: str, names: Collection[str]) -> Iterator[int]:
    """The line of every comment on a cell of a sheet."""
    for kind in ("/comments", "/threadedComment"):
        for comments in _read_related(archive, part, kind, names):
            for each in fromstring(comments).iter():
                if name_of(each.tag) in ("comment", "threadedComment"):
                    yield int(_COLUMN.sub("", each.attrib["ref"]))


_DRAWN = {BOXES: ("t",), PICTURES: ("pic", "contentPart")}
"""The elements by which a drawing has a text, or a picture (also one that is drawn by hand)."""


def _find_drawn(archive: ZipFile, part: str, names: Collection[str], what: str) -> Iterator[int]:
    """The line that every box with text on a sheet begins on, or every picture."""
    for drawing in _read_related(archive, part, "/drawing", names):
        for anchor in fromstring(drawing):
            parts = [(name_of(each.tag), each.text or "") for each in anchor.iter()]
            if any(name in _DRAWN[what] and (name != "t" or text.strip()) for name, text in parts):
                yield next((int(text) + 1 for name, text in parts if name == "row"), 1)


def _find_controls(archive: ZipFile, part: str, names: Collection[str]) -> Iterator[int]:
    """The line of every ticked or chosen form control without a cell: drawn by Excel, in parts by LibreOffice."""
    drawn = [each for data in _read_related(archive, part, "/vmlDrawing", names) for each in _CONTROL.findall(data)]
    ticked = [n for n, each in enumerate(drawn) if _TICKED.search(each) and b"FmlaLink" not in each]
    parts = [fromstring(each).attrib for each in _read_related(archive, part, "/ctrlProp", names)]
    for n in ticked or [n for n, own in enumerate(parts) if "checked" in own and "fmlaLink" not in own]:
        placed = [_ANCHOR.search(each) for each in drawn[n : n + 1]]
        yield next((int(each[1]) + 1 for each in placed if each), 1)


_CONTROL = re.compile(rb'<x:ClientData ObjectType="(?!Note|Pict)\w+">.*?</x:ClientData>', re.DOTALL)
_TICKED = re.compile(rb"<x:(?:Checked|Sel)>\s*[1-9]")
_ANCHOR = re.compile(rb"<x:Anchor>[^,]*,[^,]*,\s*(\d+)")


class _Looks(NamedTuple):
    """What the styles of a workbook say by their numbers: which are struck through, which show a date, and colours."""

    struck: Collection[str] = ()
    dates: Collection[str] = ()
    colours: Mapping[str, str] = MappingProxyType({})
    begin: datetime = datetime(1899, 12, 30)
    texts: Collection[str] = ()  # the numbers of the shared texts with a part that is struck through


def _read_looks(archive: ZipFile, names: Collection[str]) -> _Looks:
    """How the cells of a workbook look; plain where its styles cannot be read."""
    shared = fromstring(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else ()
    looks = _Looks(texts={str(n) for n, text in enumerate(shared) if _is_struck(text)})
    if any(attribute(each, "date1904") in ("1", "true") for each in fromstring(archive.read(_BOOK))):
        looks = looks._replace(begin=datetime(1904, 1, 1))
    try:
        return looks._replace(**_read_styles(archive)) if "xl/styles.xml" in names else looks
    except (KeyError, ValueError, ParseError):
        return looks


def _read_styles(archive: ZipFile) -> dict[str, Any]:
    """Of the styles that cells have, by their numbers: those struck through, those of dates, and their colours."""
    sheet = {name_of(each.tag): [*each] for each in fromstring(archive.read("xl/styles.xml"))}
    fonts = {str(n) for n, font in enumerate(sheet.get("fonts", ())) if _is_struck(font)}
    fills = {str(n): colour for n, fill in enumerate(sheet.get("fills", ())) if (colour := _find_colour(fill))}
    inks = {str(n): ink for n, font in enumerate(sheet.get("fonts", ())) if (ink := _find_ink(font))}
    formats = {each.attrib["numFmtId"] for each in sheet.get("numFmts", ()) if _is_date(each.attrib["formatCode"])}
    dates = {*formats, *map(str, [*range(14, 18), 22])}
    styles = [(str(n), style.attrib) for n, style in enumerate(sheet.get("cellXfs", ()))]
    return {
        "struck": {n for n, own in styles if own.get("fontId") in fonts},
        "dates": {n for n, own in styles if own.get("numFmtId") in dates},
        "colours": {
            n: colour
            for n, own in styles
            if (colour := fills.get(own.get("fillId", ""), "") + inks.get(own.get("fontId", ""), ""))
        },
    }


def _find_colour(fill: Element) -> str:
    """The colour of a fill, as it is written; nothing for none, and for white."""
    pattern = next((each for each in fill.iter() if attribute(each, "patternType") not in ("", "none", "gray125")), ())
    colours = [str(sorted(each.attrib.items())) for each in pattern if name_of(each.tag) == "fgColor"]
    return next((each for each in colours if "FFFFFF'" not in each and each != _WHITE), "")


_WHITE = str([("theme", "0")])


def _find_ink(font: Element) -> str:
    """The colour of a font, as it is written; nothing for black."""
    colours = [each.attrib for each in font if name_of(each.tag) == "color"]
    return "".join(str(sorted(each.items())) for each in colours if not {*each.items()} & _BLACK)


_BLACK = {("theme", "1"), ("auto", "1"), ("indexed", "8"), ("indexed", "64"), ("rgb", "FF000000"), ("rgb", "00000000")}


def _is_date(code: str) -> bool:
    """Whether a number's format shows a day: a year or a day in it, outside texts and conditions."""
    return bool(re.search("[yåd]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code), re.IGNORECASE))


def _is_struck(element: Element) -> bool:
    marks = (each for each in element.iter() if name_of(each.tag) == "strike")
    return any(attribute(each, "val") not in ("0", "false") for each in marks)


_BOOK = "xl/workbook.xml"


def _list_sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """The title and the part of every sheet with cells, in the order of the workbook."""
    relations = {
        each.attrib["Id"]: each.attrib["Target"] for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in fromstring(archive.read(_BOOK)).iter():
        if name_of(sheet.tag) == "sheet":
            target = relations[attribute(sheet, "id")]
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in part:
                yield sheet.attrib["name"], part


def _join_text(item: Element) -> str:
    """The text of a cell, of all its runs; how East Asian signs are read (``rPh``) is left out."""
    runs = (each for part in item if name_of(part.tag) != "rPh" for each in part.iter())
    text = "".join(each.text or "" for each in runs if name_of(each.tag) == "t")
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _read_strings(archive: ZipFile) -> Iterator[str]:
    with archive.open("xl/sharedStrings.xml") as file:
        for _, item in iterparse(file):
            if name_of(item.tag) == "si":
                yield _join_text(item)
                item.clear()


def _read_cells(
    place: str, number: int, row: Iterable[Element], strings: list[str], looks: _Looks
) -> Iterator[tuple[int, str]]:
    """The cells of a row that have a value: the number of the column (from 0), and the value as text."""
    column = -1
    for cell in row:
        named = _COLUMN.match(cell.attrib.get("r", ""))
        column = _number(named[0]) if named else column + 1
        parts = {name_of(each.tag): each for each in cell}
        value, kind = parts["v"].text or "" if "v" in parts else "", cell.attrib.get("t", "n")
        if "f" in parts and not value and kind != "str":
            remedy = "Öppna filen i ett kalkylprogram och spara den, eller skriv värdet i cellen."
            raise PlanError(place, number, f"cellen {cell.attrib.get('r', '')} har en formel utan värde", remedy)
        if kind == "s":
            value = strings[int(value)] if value else ""
        elif kind == "inlineStr":
            value = _join_text(parts["is"]) if "is" in parts else ""
        elif kind == "n":
            value = _show_day(value, looks) if cell.attrib.get("s") in looks.dates else show_number(value)
        if value.strip():
            yield column, value


def _show_day(value: str, looks: _Looks) -> str:
    """A day as it is written, of the number of days that a sheet keeps it as; a number that is none as it stands."""
    with suppress(ValueError, OverflowError):
        return (looks.begin + timedelta(float(value))).isoformat(" ", "minutes").removesuffix(" 00:00")
    return value


def _number(letters: str) -> int:
    """The number of a column by its letters, A being 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
