"""Tables as people hand them in, whatever program wrote them: rows of text cells, each with the line it stands on.

Read are csv with commas, semicolons or tabs in every encoding that Excel writes, tables pasted as text (between the
fences of Markdown, or as its tables), and workbooks of Excel and of OpenDocument, of which only the values matter: a
style that another program wrote wrongly, or the namespaces of Strict Open XML, keep nobody's answers from being read.
OpenDocument is read here rather than by odfpy or calamine, which glue words together or lose rows (see findings/).
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from posixpath import normpath
from types import MappingProxyType
from typing import Any, NamedTuple
from unicodedata import normalize
from xml.etree import ElementTree
from zipfile import ZipFile

from helpers.errors import PlanError
from helpers.files import ROOT, is_blank, tell_astray, tell_unreadable

TEXTS = (".csv", ".txt", ".md", ".tsv")
"""How a file with a table as text can end."""


ENDINGS = (*TEXTS, ".xlsx", ".ods")
"""How any file with a table can end."""


MOST_BYTES = 200_000_000
"""The parts of a workbook are not read where they are larger than this when unpacked."""


MOST_CELLS = 500_000
"""So many cells with a value a sheet has at most, and so many rows a text."""


_OTHER_KIND = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!doctype|html|head|meta|table|style)\b|\{\\rtf|%PDF-)", re.IGNORECASE
)
"""How a page of the web, an XML of a spreadsheet, RTF and PDF begin, which some programs name as tables."""


_LOCKED = 1
"""The flag of a part of a zip that is encrypted."""


_OLD_FILE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


_SWEDISH = re.compile("[åäöÅÄÖéÉ–]")


_COLUMN = re.compile("[A-Z]+")


_RULE = re.compile(r"\s*\|[\s|:-]*-[\s|:-]*")


class Grid(NamedTuple):
    """One table as it stands: where (the file, and the sheet of a workbook), and its rows that are not empty.

    A row is the line (in a text the one that it begins on) and its cells, as they stand. ``asides`` are the lines with
    what no cell says by itself, by what it is: ``NOTES``, ``PROSE``, ``BOXES``, ``PICTURES``, ``MARGINS`` (said of the
    first line), ``STRUCK``. ``merged`` are the cells that go over several lines: the column (from 0), the first line,
    the last; only the first line has their value. ``coloured`` are the lines with the colours of their cells.
    """

    place: str
    rows: list[tuple[int, list[str]]]
    asides: Mapping[str, Iterable[int]] = MappingProxyType({})
    merged: Sequence[tuple[int, int, int]] = ()
    coloured: Mapping[int, Collection[str]] = MappingProxyType({})

    def list_covered(self) -> dict[int, dict[int, str]]:
        """The value of cells that are merged, in each line below their first that has cells: by line and column.

        >>> Grid("a.xlsx", [(2, ["jobb-1"]), (3, ["", "ks-02"])], merged=[(0, 2, 3)]).list_covered()
        {3: {0: 'jobb-1'}}
        """
        rows, lines = dict(self.rows), [line for line, _ in self.rows]
        covered: dict[int, dict[int, str]] = {}
        count = 0
        for column, first, last in self.merged:
            for value in rows.get(first, [])[column : column + 1]:
                below = lines[bisect_right(lines, first) : bisect_right(lines, last)]
                count += len(below)
                if count > MOST_CELLS:
                    raise PlanError(self.place, first, "bladet har för många sammanslagna celler", "Dela dem igen.")
                for line in below:
                    covered.setdefault(line, {})[column] = value
        return covered


def fill_row(cells: list[str], covered: Mapping[int, str]) -> list[str]:
    """The cells of a row with those of a line of ``Grid.list_covered`` where they are empty.

    >>> fill_row(["", "ks-02"], {0: "jobb-1"})
    ['jobb-1', 'ks-02']
    """
    row = [*cells, *[""] * (max(covered, default=-1) + 1 - len(cells))]
    return [cell or covered.get(n, "") for n, cell in enumerate(row)]


NOTES, PROSE, BOXES, PICTURES = "kommentarer till celler", "text utanför tabellen", "textrutor", "bilder"
MARGINS, STRUCK = "text i sidhuvud eller sidfot", "överstruken text"


def read_grids(path: str | Path) -> list[Grid]:
    """The tables of a file: one of a text, one for each sheet of a workbook.

    Raises PlanError, naming the file and what to do, for a file that is not there, is empty, or cannot be read.

    >>> read_grids("data/borlange-v-2022/passes/readers.csv")[0].rows[0]
    (1, ['pass', 'kind', 'reader', 'remark'])
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        if found := tell_astray(path):
            raise PlanError(path, None, found, "Flytta den därifrån, och lägg dit filen.") from None
        raise PlanError(path, None, "filen finns inte", "Lägg den där, eller rätta namnet.") from None
    except OSError as error:
        raise tell_unreadable(path, error) from error
    if is_blank(data):
        raise PlanError(path, None, "filen är tom", "Spara den igen, eller ta bort den.")
    if data.startswith(_OLD_FILE):
        locked = _ENCRYPTED in data
        found = "arbetsboken är skyddad med lösenord" if locked else "filen har Excels gamla format (.xls)"
        remedy = "Ta bort lösenordet" if locked else "Öppna den"
        raise PlanError(path, None, found, f"{remedy} och spara som Excel-arbetsbok (.xlsx).")
    if _OTHER_KIND.match(data):
        found, remedy = "filen är en webbsida eller ett dokument och ingen tabell", "Öppna den i ett kalkylprogram"
        raise PlanError(path, None, found, f"{remedy} och spara som Excel-arbetsbok (.xlsx).")
    grids = _read_workbook(path, data) if data.startswith(b"PK") else [_read_text(path, decode(path, data))]
    return [grid._replace(rows=_unpack(grid.rows)) for grid in grids]


def _unpack(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows of a table, also where a spreadsheet has put each of them whole into one cell."""
    lines = [cells[0] for _, cells in rows if not any(map(str.strip, cells[1:]))]
    header = next(filter(_is_header, lines), "")
    separator = _find_separator([header])
    if len(lines) < len(rows) or _count_heads(header, separator) < 2:
        return rows
    return [(line, next(csv.reader([cells[0]], delimiter=separator), [])) for line, cells in rows]


def fold(text: str) -> str:
    """A text as names and ids are compared: composed letters, small ones, single spaces, one kind of hyphen, and no
    signs that nobody sees.

    >>> fold("  A\u030angfart "), fold("skola–1\u200b") == "skola-1"
    ('ångfart', True)
    """
    return " ".join(normalize("NFC", text).translate(_LOOKALIKES).split()).casefold()


def fold_heading(cell: str) -> str:
    """A heading as headings are compared: ``fold``, without the signs that people put at its end.

    >>> fold_heading(' "Samband*:"')
    'samband'
    """
    return fold(cell.strip(' "*:?.'))


_LOOKALIKES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff")
)


# --- text ---------------------------------------------------------------------------------------------------


def decode(path: Path, data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16, or else what gives most Swedish letters of all that Excel writes.

    >>> decode(Path("a.csv"), "ö".encode("cp1252"))
    'ö'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise PlanError(path, None, "filen är ingen tabell", "Spara tabellen som csv (UTF-8) eller .xlsx.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        tries = [data.decode(encoding, "replace") for encoding in ("cp1252", "mac_roman", "cp850")]
        return max(tries, key=lambda text: len(_SWEDISH.findall(text)) - text.count("\ufffd"))


def _read_text(path: Path, text: str) -> Grid:
    """The rows of a text, by the separator that its first line names (``sep=;``), or its header shows."""
    lines = text.splitlines()
    named = re.fullmatch(r'"?sep=(.)"?', lines[0].strip()) if lines else None
    separator = named[1] if named else _find_separator(lines)
    prose: list[int] = []
    if separator == "|" or sum(map(_is_fence, lines)) > 1:  # prose around the tables of Markdown is no table
        rows = list(_keep_rows(lines, separator))
        prose = [n for n, line in enumerate(lines, start=1) if not rows[n - 1] and not _is_drawn(line)]
        text = "\n".join(rows)
    return Grid(path.name, list(_part_rows(path, text, separator, bool(named))), {PROSE: prose})


def _part_rows(path: Path, text: str, separator: str, named: bool) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text with their cells; its first line is none of them where it names the separator."""
    reader, begin = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=separator != "|"), 1
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if separator == "|":
                cells = [] if _RULE.fullmatch("|".join(cells)) else _trim(cells)
            if fault := _find_swallowed(path, line, cells, separator):
                raise fault
            if any(map(str.strip, cells)) and not (named and line == 1):
                yield line, cells
            if line > MOST_CELLS:
                raise PlanError(path, line, f"mer än {MOST_CELLS} rader", "Spara bara tabellens egna rader.")
    except csv.Error:
        found = "ett citattecken som inte avslutas"
        raise PlanError(path, begin, found, 'Ta bort det, eller skriv två (""), om det hör till texten.') from None


def _trim(cells: list[str]) -> list[str]:
    """The cells of a row of Markdown, which may begin and end with the line that parts them."""
    begin, end = (bool(cells) and not cells[at].strip() for at in (0, -1))
    return cells[begin : len(cells) - end]


def _keep_rows(lines: Iterable[str], separator: str) -> Iterator[str]:
    """The lines between fences, and the rows of tables that stand outside them or are those of Markdown, without the
    marks of a list or of a mail's reply before them; an empty line for every other.
    """
    within = False
    for line in lines:
        fence, bare = _is_fence(line), _MARKS.sub("", line)
        within ^= fence
        if within and separator != "|":
            yield "" if fence else line
        else:
            yield bare if _is_row(bare, separator) else ""


def _is_fence(line: str) -> bool:
    return line.lstrip().startswith(("```", "~~~"))


_MARKS = re.compile(r"^\s*(?:>\s*)*(?:(?:[-*+•–]|\d+[.)])\s+)?")


def _is_drawn(line: str) -> bool:
    """Whether a line only shapes a text: it is empty, a fence, or the rule under the header of a table."""
    return not line.strip() or _is_fence(line) or bool(_RULE.fullmatch(line))


def _is_row(line: str, separator: str) -> bool:
    """Whether a line is the row of a table and no prose: it begins with one word (an id, or one with its text), and no
    space parts it from the next cell, as it does from a clause; or that word is an id with a number.
    """
    pipes = separator == "|"
    if pipes and line.startswith("|"):
        return True
    first, *others = (line.strip().strip("|") if pipes else line).split(separator)
    word = first.partition(" · ")[0].strip(" \"'`*")
    parted = pipes or word[-1:].isdecimal() or not "".join(others).startswith(" ")
    return len(others) > 1 and bool(_WORD.fullmatch(word)) and parted


_WORD = re.compile(r"[^\W\d][\w-]*")


def _find_swallowed(path: Path, line: int, cells: list[str], separator: str) -> PlanError | None:
    """The fault of a row with other rows of its table within a cell: a quotation mark that is closed too late."""
    inner = [each for cell in cells for each in cell.splitlines()[1:]]
    rows = [each for each in inner if _is_row(each, separator) and each.count(separator) >= len(cells) - 1]
    if not rows:
        return None
    found = f"en cell som går över flera rader och sväljer tabellens egna ({rows[0][:40]!r})"
    return PlanError(path, line, found, 'Ett citattecken avslutas för sent: ta bort det, eller skriv två ("").')


def _find_separator(lines: list[str]) -> str:
    """What parts the cells: what stands most often in the line that names columns of ours, else in the first."""
    first = next(filter(_is_header, lines), "")
    first = first or next((line for line in lines if line.strip() and not line.startswith("```")), "")
    if first.lstrip().startswith("|"):
        return "|"
    return max(_SEPARATORS, key=lambda each: (_count_heads(first, each), first.count(each)))


_SEPARATORS = ",;\t"


def _is_header(line: str) -> bool:
    """Whether a line names a column of ours by an id, or two by what they are called in a header."""
    return bool(_ID.search(line)) or any(_count_heads(line, each) > 1 for each in (*_SEPARATORS, "|"))


_ID = re.compile(r"_id\b|\bpass\b|\bkey\b", re.IGNORECASE)


def _count_heads(line: str, separator: str) -> int:
    """How many cells of a line are headings of ours."""
    return sum(fold_heading(cell) in _list_heads() for cell in line.split(separator))


@cache
def _list_heads() -> frozenset[str]:
    return frozenset(each for heading in list_headings() for each in heading)


@cache
def list_headings() -> list[tuple[str, str]]:
    """What a column may be called in a header, folded, and how we write it (headings.csv).

    >>> list_headings()[0]
    ('krav', 'demand_id')
    """
    text = (ROOT / "data" / "swedish" / "headings.csv").read_text(encoding="utf-8")
    return [(fold(heading), column) for column, heading in list(csv.reader(StringIO(text)))[1:]]


# --- workbooks ----------------------------------------------------------------------------------------------


def _read_workbook(path: Path, data: bytes) -> list[Grid]:
    """The sheets of a workbook as their values stand in its parts: styles are never read, so none can be wrong."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise PlanError(path, None, "arbetsboken är för stor", _SHRINK)
            if any(part.flag_bits & _LOCKED for part in parts):
                raise PlanError(path, None, "arbetsboken är skyddad med lösenord", "Ta bort lösenordet och spara igen.")
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return list(_read_excel(path, archive, names))
            if "mimetype" in names and b"spreadsheet" in archive.read("mimetype"):
                return list(_read_opendocument(path, archive))
            raise PlanError(path, None, "filen är ingen arbetsbok", "Spara den som .xlsx, .ods eller csv.")
    except PlanError:
        raise
    except Exception as error:  # whatever a zip, its packing or its XML is wrong in: other programs wrote them
        found = f"arbetsboken går inte att läsa ({type(error).__name__})"
        raise PlanError(path, None, found, "Öppna den, spara den igen som .xlsx, eller spara bladen som csv.") from None


def _read_excel(path: Path, archive: ZipFile, names: set[str]) -> Iterator[Grid]:
    strings = list(_read_strings(archive)) if "xl/sharedStrings.xml" in names else []
    looks = _read_looks(archive, names)
    for title, part in _list_sheets(archive):
        place = f"{path.name}, blad {title}"
        rows = list(_read_sheet(place, archive, part, strings, looks))
        asides = {NOTES: _find_notes(archive, part, names), MARGINS: _find_margins(archive, part)}
        asides |= {what: _find_drawn(archive, part, names, what) for what in _DRAWN}
        asides |= {STRUCK: _find_struck(archive, part, looks)}
        told = {what: sorted({*lines}) for what, lines in asides.items()}
        coloured = dict(_find_coloured(archive, part, looks))
        yield Grid(place, rows, told, [*_find_merged(archive, part)], coloured)


def _read_related(archive: ZipFile, part: str, kind: str, names: Collection[str]) -> Iterator[ElementTree.Element]:
    """The parts of a kind that a sheet names, such as that with its comments."""
    folder, _, name = part.rpartition("/")
    related = f"{folder}/_rels/{name}.rels"
    for relation in ElementTree.fromstring(archive.read(related)) if related in names else ():
        target = relation.attrib["Target"]
        noted = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")
        if relation.attrib["Type"].endswith(kind) and noted in names:
            yield ElementTree.fromstring(archive.read(noted))


def _find_notes(archive: ZipFile, part: str, names: Collection[str]) -> Iterator[int]:
    """The line of every comment on a cell of a sheet."""
    for kind in ("/comments", "/threadedComment"):
        for comments in _read_related(archive, part, kind, names):
            for each in comments.iter():
                if _name(each.tag) in ("comment", "threadedComment"):
                    yield int(_COLUMN.sub("", each.attrib["ref"]))


_DRAWN = {BOXES: ("t",), PICTURES: ("pic", "contentPart")}
"""The elements by which a drawing has a text, or a picture (also one that is drawn by hand)."""


def _find_drawn(archive: ZipFile, part: str, names: Collection[str], what: str) -> Iterator[int]:
    """The line that every box with text on a sheet begins on, or every picture."""
    for drawing in _read_related(archive, part, "/drawing", names):
        for anchor in drawing:
            parts = [(_name(each.tag), each.text or "") for each in anchor.iter()]
            if any(name in _DRAWN[what] and (name != "t" or text.strip()) for name, text in parts):
                yield next((int(text) + 1 for name, text in parts if name == "row"), 1)


def _find_merged(archive: ZipFile, part: str) -> Iterator[tuple[int, int, int]]:
    """The cells of a sheet that go over several lines, as ``Grid.merged`` has them."""
    with archive.open(part) as file:
        for _, each in ElementTree.iterparse(file):
            ends = _RANGE.fullmatch(each.attrib.get("ref", "")) if _name(each.tag) == "mergeCell" else None
            if ends and ends[2] != ends[3]:
                yield _number(ends[1]), int(ends[2]), int(ends[3])
            if _name(each.tag) == "row":
                each.clear()


_RANGE = re.compile(r"([A-Z]+)(\d+):[A-Z]+(\d+)")


_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
_COUNTED = re.compile(r"\b(?:sida|sidan|page|av|of)\b|[\W\d_]+", re.IGNORECASE)


def _find_margins(archive: ZipFile, part: str) -> Iterator[int]:
    """The first line where somebody has written above or below a sheet's pages: more than fields, and another text than
    the title of the workbook, which we put there.
    """
    with archive.open(part) as file:
        for _, each in ElementTree.iterparse(file):
            if _name(each.tag) in _MARGINS and _is_written(archive, _CODES.sub(" ", each.text or "")):
                yield 1


def _is_written(archive: ZipFile, text: str) -> bool:
    """Whether the text of a margin is somebody's, and neither a count of pages nor the title of the workbook."""
    said = " ".join(text.split()).removesuffix("…").rstrip()
    parts = [archive.read(name) for name in {"docProps/core.xml", "meta.xml"} & {*archive.namelist()}]
    titles = [
        each.text or "" for data in parts for each in ElementTree.fromstring(data).iter() if _name(each.tag) == "title"
    ]
    return bool(_COUNTED.sub("", said)) and not any(said and title.startswith(said) for title in titles)


_MARGINS = [f"{page}{place}" for page in ("odd", "even", "first") for place in ("Header", "Footer")]


class _Looks(NamedTuple):
    """What the styles of a workbook say by their numbers: which are struck through, which show a date, and colours."""

    struck: Collection[str] = ()
    dates: Collection[str] = ()
    colours: Mapping[str, str] = MappingProxyType({})
    begin: datetime = datetime(1899, 12, 30)
    texts: Collection[str] = ()  # the numbers of the shared texts with a part that is struck through


def _read_looks(archive: ZipFile, names: Collection[str]) -> _Looks:
    """How the cells of a workbook look; plain where its styles cannot be read."""
    shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else ()
    looks = _Looks(texts={str(n) for n, text in enumerate(shared) if _is_struck(text)})
    if any(_attribute(each, "date1904") in ("1", "true") for each in ElementTree.fromstring(archive.read(_BOOK))):
        looks = looks._replace(begin=datetime(1904, 1, 1))
    try:
        return looks._replace(**_read_styles(archive)) if "xl/styles.xml" in names else looks
    except (KeyError, ValueError, ElementTree.ParseError):
        return looks


def _read_styles(archive: ZipFile) -> dict[str, Any]:
    """Of the styles that cells have, by their numbers: those struck through, those of dates, and their colours."""
    sheet = {_name(each.tag): [*each] for each in ElementTree.fromstring(archive.read("xl/styles.xml"))}
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


def _find_colour(fill: ElementTree.Element) -> str:
    """The colour of a fill, as it is written; nothing for none, and for white."""
    pattern = next((each for each in fill.iter() if _attribute(each, "patternType") not in ("", "none", "gray125")), ())
    colours = [str(sorted(each.attrib.items())) for each in pattern if _name(each.tag) == "fgColor"]
    return next((each for each in colours if "FFFFFF'" not in each and each != _WHITE), "")


_WHITE = str([("theme", "0")])


def _find_ink(font: ElementTree.Element) -> str:
    """The colour of a font, as it is written; nothing for black."""
    colours = [each.attrib for each in font if _name(each.tag) == "color"]
    return "".join(str(sorted(each.items())) for each in colours if not {*each.items()} & _BLACK)


_BLACK = {("theme", "1"), ("auto", "1"), ("indexed", "8"), ("indexed", "64"), ("rgb", "FF000000"), ("rgb", "00000000")}


def _is_date(code: str) -> bool:
    """Whether a number's format shows a day: a year or a day in it, outside texts and conditions."""
    return bool(re.search("[yåd]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code), re.IGNORECASE))


def _find_struck(archive: ZipFile, part: str, looks: _Looks) -> Iterator[int]:
    """The lines with a value that is struck through, in whole or in part."""
    if not looks.struck and not looks.texts and b"strike" not in archive.read(part):
        return
    for number, row in _walk_rows(archive, part):
        for cell in row:
            value = next((each.text for each in cell.iter() if _name(each.tag) in ("v", "t") and each.text), "")
            own = cell.attrib.get("t") == "s" and value in looks.texts
            if value and (own or cell.attrib.get("s") in looks.struck or _is_struck(cell)):
                yield number


def _find_coloured(archive: ZipFile, part: str, looks: _Looks) -> Iterator[tuple[int, list[str]]]:
    """The colours of the cells of every line that has one."""
    for number, row in _walk_rows(archive, part) if looks.colours else ():
        colours = [looks.colours[style] for cell in row if (style := cell.attrib.get("s", "0")) in looks.colours]
        if colours:
            yield number, sorted({*colours})


def _is_struck(element: ElementTree.Element) -> bool:
    marks = (each for each in element.iter() if _name(each.tag) == "strike")
    return any(_attribute(each, "val") not in ("0", "false") for each in marks)


_BOOK = "xl/workbook.xml"
_SHRINK = "Ta bort de tomma raderna under tabellen och kolumnerna till höger om den, och spara igen."


def _list_sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """The title and the part of every sheet with cells, in the order of the workbook."""
    relations = {
        each.attrib["Id"]: each.attrib["Target"]
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in ElementTree.fromstring(archive.read(_BOOK)).iter():
        if _name(sheet.tag) == "sheet":
            target = relations[_attribute(sheet, "id")]
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in part:
                yield sheet.attrib["name"], part


def _name(tag: str) -> str:
    """The name of an element or attribute without its namespace, which Strict Open XML has another of."""
    return tag.rpartition("}")[2]


def _join_text(item: ElementTree.Element) -> str:
    """The text of a cell, of all its runs; how East Asian signs are read (``rPh``) is left out."""
    runs = (each for part in item if _name(part.tag) != "rPh" for each in part.iter())
    text = "".join(each.text or "" for each in runs if _name(each.tag) == "t")
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _read_strings(archive: ZipFile) -> Iterator[str]:
    with archive.open("xl/sharedStrings.xml") as file:
        for _, item in ElementTree.iterparse(file):
            if _name(item.tag) == "si":
                yield _join_text(item)
                item.clear()


def _walk_rows(archive: ZipFile, part: str) -> Iterator[tuple[int, ElementTree.Element]]:
    """The rows of a sheet with their numbers, of which none is kept: those that only have a form take no room."""
    number, sheet = 0, ElementTree.Element("sheetData")
    with archive.open(part) as file:
        for event, row in ElementTree.iterparse(file, ("start", "end")):
            if _name(row.tag) == "sheetData":
                sheet = row
            elif event == "end" and _name(row.tag) == "row":
                number = int(row.attrib.get("r", number + 1))
                yield number, row
                sheet.clear()


def _read_sheet(
    place: str, archive: ZipFile, part: str, strings: list[str], looks: _Looks
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that have a value; cells and rows that only have a form take neither time nor room."""
    count = 0
    for number, row in _walk_rows(archive, part):
        cells = dict(_read_cells(place, number, row, strings, looks))
        count += len(cells)
        if count > MOST_CELLS or max(cells, default=0) > 1000:
            raise PlanError(place, number, "bladet har för många celler", _SHRINK)
        if cells:
            yield number, [cells.get(column, "") for column in range(max(cells) + 1)]


def _read_cells(
    place: str, number: int, row: Iterable[ElementTree.Element], strings: list[str], looks: _Looks
) -> Iterator[tuple[int, str]]:
    """The cells of a row that have a value: the number of the column (from 0), and the value as text."""
    column = -1
    for cell in row:
        named = _COLUMN.match(cell.attrib.get("r", ""))
        column = _number(named[0]) if named else column + 1
        parts = {_name(each.tag): each for each in cell}
        value, kind = parts["v"].text or "" if "v" in parts else "", cell.attrib.get("t", "n")
        if "f" in parts and not value and kind != "str":
            remedy = "Öppna filen i ett kalkylprogram och spara den, eller skriv värdet i cellen."
            raise PlanError(place, number, f"cellen {cell.attrib.get('r', '')} har en formel utan värde", remedy)
        if kind == "s":
            value = strings[int(value)] if value else ""
        elif kind == "inlineStr":
            value = _join_text(parts["is"]) if "is" in parts else ""
        elif kind == "n":
            value = _show_day(value, looks) if cell.attrib.get("s") in looks.dates else value.removesuffix(".0")
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


# --- OpenDocument -------------------------------------------------------------------------------------------


def _read_opendocument(path: Path, archive: ZipFile) -> Iterator[Grid]:
    """The sheets of an OpenDocument workbook: a row or cell that is repeated stands there once with its count."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise PlanError(path, None, "arbetsboken är skyddad med lösenord", "Ta bort lösenordet och spara igen.")
    content = ElementTree.fromstring(archive.read("content.xml"))
    struck = {
        _attribute(style, "name")
        for style in content.iter()
        if _name(style.tag) == "style" and any(_is_through(each) for each in style)
    }
    colours = {
        _attribute(style, "name"): colour
        for style in content.iter()
        if _name(style.tag) == "style" and (colour := "".join(map(_show_colour, style)))
    }
    margins = [1 for text in _list_margins(archive) if _is_written(archive, text)][:1]  # said of the first sheet
    for sheet in content.iter():
        if _name(sheet.tag) == "table":
            place = f"{path.name}, blad {_attribute(sheet, 'name')}"
            asides = _find_asides(sheet, struck) | {MARGINS: margins}
            margins = []
            coloured = {line: found for line, _, row in _number_rows(sheet) if (found := _list_colours(row, colours))}
            yield Grid(place, list(_read_repeated(place, sheet)), asides, [*_find_spans(sheet)], coloured)


def _list_margins(archive: ZipFile) -> Iterator[str]:
    """What stands above and below the pages of a workbook, without its fields."""
    data = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b"<none/>"
    for pages in ElementTree.fromstring(data).iter():
        if _name(pages.tag) == "master-page":
            for text in (each for each in pages.iter() if _name(each.tag) == "p"):
                fields = {id(each) for each in text.iter() if _name(each.tag) not in ("p", "span", "s")}
                yield "".join(
                    ("" if id(each) in fields else each.text or "") + (each.tail or "" if each is not text else "")
                    for each in text.iter()
                )


def _is_through(properties: ElementTree.Element) -> bool:
    """Whether the properties of a style strike its text through."""
    return {_attribute(properties, f"text-line-through-{each}") for each in ("style", "type")} - {"", "none"} != set()


def _show_colour(properties: ElementTree.Element) -> str:
    """The colour behind the text of a cell, or of the text; nothing for white behind it, and for a black text."""
    kinds = {"table-cell-properties": "background-color", "text-properties": "color"}
    name = kinds.get(_name(properties.tag))
    colour = _attribute(properties, name) if name else ""
    return "" if colour.casefold() in ("transparent", "#ffffff", "#000000") else colour


def _list_colours(row: ElementTree.Element, colours: Mapping[str, str]) -> list[str]:
    return sorted({colours[style] for cell in row if (style := _attribute(cell, "style-name")) in colours})


def _find_spans(sheet: ElementTree.Element) -> Iterator[tuple[int, int, int]]:
    """The cells of a sheet that go over several lines, as ``Grid.merged`` has them."""
    for line, _, row in _number_rows(sheet):
        column = 0
        for cell in row:
            lines = int(_attribute(cell, "number-rows-spanned") or 1)
            if lines > 1:
                yield column, line, line + lines - 1
            column += int(_attribute(cell, "number-columns-repeated") or 1)


def _find_asides(sheet: ElementTree.Element, struck: Collection[str]) -> dict[str, list[int]]:
    """The lines of a sheet with comments, boxes with text, pictures, and text in styles that are struck through."""
    asides: dict[str, list[int]] = {NOTES: [], BOXES: [], PICTURES: [], STRUCK: []}
    for line, row in [(1, each) for each in sheet if _name(each.tag) == "shapes"] + [
        (line, row) for line, _, row in _number_rows(sheet)
    ]:
        parts = [(_name(each.tag), each) for each in row.iter()]
        boxes = [each for name, each in parts if name in ("text-box", "custom-shape")]
        through = [each for _, each in parts if _attribute(each, "style-name") in struck]
        frames = [{_name(each.tag) for each in frame} for name, frame in parts if name == "frame"]
        found = {NOTES: [each for name, each in parts if name == "annotation"], BOXES: boxes, STRUCK: through}
        for what, elements in found.items():
            if any("".join(each.itertext()).strip() for each in elements):
                asides[what].append(line)
        if any("image" in frame and "object" not in frame for frame in frames):  # a chart has a picture of itself
            asides[PICTURES].append(line)
    return asides


def _number_rows(sheet: ElementTree.Element) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """The rows of a sheet, each with its first line and how many times it stands there."""
    number = 1
    for row in sheet.iter():
        if _name(row.tag) == "table-row":
            times = int(_attribute(row, "number-rows-repeated") or 1)
            yield number, times, row
            number += times


def _read_repeated(place: str, sheet: ElementTree.Element) -> Iterator[tuple[int, list[str]]]:
    """The rows that have a value, with their numbers; what is repeated without one only counts."""
    count = 0
    for first, times, row in _number_rows(sheet):
        cells = _unfold(place, first, row)
        for line in range(first, first + times) if cells else ():
            count += len(cells)
            if count > MOST_CELLS:
                raise PlanError(place, line, "bladet har för många celler", _SHRINK)
            yield line, cells


def _unfold(place: str, number: int, row: ElementTree.Element) -> list[str]:
    """The cells of a row up to the last that has a value."""
    cells: list[str] = []
    empty = 0
    for cell in row:
        if _name(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        value, times = _show_cell(cell), int(_attribute(cell, "number-columns-repeated") or 1)
        if value.strip():
            if len(cells) + empty + times > 1000:
                raise PlanError(place, number, "bladet har för många celler", _SHRINK)
            cells += [""] * empty + [value] * times
            empty = 0
        else:
            empty += times
    return cells


def _show_cell(cell: ElementTree.Element) -> str:
    """The value of a cell: a number as it is kept, all else as it is shown; notes beside it are left out."""
    if _attribute(cell, "value-type") in ("float", "percentage", "currency"):
        return _attribute(cell, "value").removesuffix(".0")
    return "\n".join(_show_text(each) for each in cell if _name(each.tag) == "p")


def _show_text(element: ElementTree.Element) -> str:
    """What a paragraph shows: spaces, tabs and line breaks have elements of their own."""
    text = element.text or ""
    for child in element:
        name = _name(child.tag)
        if name == "s":
            text += " " * min(int(_attribute(child, "c") or 1), 200)
        elif name in ("tab", "line-break"):
            text += "\t" if name == "tab" else "\n"
        elif name != "annotation":
            text += _show_text(child)
        text += child.tail or ""
    return text


def _attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute's value by its name without the namespace; nothing where it is not there."""
    return next((value for key, value in element.attrib.items() if _name(key) == name), "")
