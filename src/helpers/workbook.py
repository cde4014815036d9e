"""Tables for spreadsheet programs: an Excel workbook as an office wants it, and csv as a Swedish Excel opens it.

A text stays the text that it is: it never becomes a formula, a number or a date, and what a cell cannot hold is shown
to be missing. The same tables give the same bytes.
"""

import csv
import datetime
import re
from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from numbers import Real
from pathlib import Path
from textwrap import shorten, wrap
from typing import Any
from zipfile import ZipFile

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from helpers.colour import make_palette
from helpers.files import FIRST_DAY, LICENCE, write_bytes
from helpers.files import pack as pack_zip

LONGEST_TEXT = 32_767
"""How much text a cell of Excel holds, in UTF-16 code units: most emoji are two."""

WIDEST = 50
"""The greatest width of a column, in characters; longer texts are wrapped."""

_LINE_HEIGHT, _HIGHEST = 15.0, 409.0  # points: a line of 11-point type, and the highest row that Excel knows

_ARROW = 4  # characters that a filter's arrow takes from a heading

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")

_EPOCH = datetime.datetime(*FIRST_DAY)

_PALETTE = make_palette()


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour.lstrip("#").upper())


_HEAD: dict[str, Any] = {
    "font": Font("Calibri", 11, bold=True, color="FFFFFF"),
    "fill": _fill(_PALETTE.accent),
    "alignment": Alignment(wrap_text=True, vertical="center"),
}

_WRAP: dict[str, Any] = {"alignment": Alignment(wrap_text=True, vertical="top")}

_RIGHT = Alignment(horizontal="right", vertical="top", indent=1)  # a number does not touch the text to its right

_BODY = _WRAP | {"border": Border(bottom=Side("thin", _PALETTE.rule.lstrip("#").upper()))}

_LABEL = _WRAP | {"font": Font("Calibri", 11, bold=True, color=_PALETTE.accent.lstrip("#").upper())}


@dataclass(frozen=True)
class Book:
    """What a workbook holds.

    ``sheets``: tables by name. ``notes``: label and text, line by line, for a sheet in front (without a text a
    heading). ``fills``: the colour of every cell whose whole text is the key. ``formats``: the number format by
    heading. ``warning``: what is printed at the top of every page, in 200 characters at most.
    """

    sheets: dict[str, pd.DataFrame]
    notes: list[tuple[str, str]] = field(default_factory=list)
    notes_name: str = "Metod"
    fills: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    warning: str = ""
    title: str = ""
    language: str = "sv"


def write_workbook(book: Book | dict[str, pd.DataFrame], path: Path) -> bool:
    """Write a Book, or plain tables by the names of their sheets, as .xlsx; True where the file was written.

    Raises ValueError as ``render_workbook`` does.

    >>> write_workbook({"Krav": plan.demands}, empty / "krav.xlsx")
    True
    """
    return write_bytes(path, render_workbook(book if isinstance(book, Book) else Book(book)))


def render_workbook(book: Book) -> bytes:
    """The bytes of a workbook: header row and first column frozen, filters, wrapped text, ready to print on A4.

    Numbers, dates and truth values are cells of their kind, all else is text, marked as such for good where it could be
    taken for a formula (``quotePrefix``) and cut as in ``fit_text``. Dates are fixed and the zip is not compressed, so
    that the bytes are the same everywhere. Raises ValueError for a book without sheets, a table without columns, a name
    that Excel refuses.
    """
    _check_names(book)
    workbook = Workbook()
    workbook.remove(workbook.active)
    if book.notes:
        _add_notes(workbook.create_sheet(book.notes_name), book)
    for name, table in book.sheets.items():
        _add_table(workbook.create_sheet(name), table, book)
    for sheet in workbook:
        _prepare_print(sheet, book.warning)
    properties = workbook.properties
    properties.title, properties.language, properties.creator = show_controls(book.title), book.language, ""
    properties.description = LICENCE
    properties.created = properties.modified = _EPOCH
    return pack(workbook)


def _check_names(book: Book) -> None:
    names = ([book.notes_name] if book.notes else []) + list(book.sheets)
    if not book.sheets:
        raise ValueError("a workbook needs at least one table")
    for name in names:
        if not 1 <= len(name) <= 31 or _FORBIDDEN_IN_NAMES.search(name):
            raise ValueError(f"{name!r} as the name of a sheet: 1 to 31 characters without [ ] : * ? / \\ or outer '")
    doubled = [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]
    if doubled:
        raise ValueError(f"two sheets with the name {doubled[0]!r}: capitals make no difference to Excel")
    empty = [name for name, table in book.sheets.items() if not len(table.columns)]
    if empty:
        raise ValueError(f"the table for the sheet {empty[0]!r} has no columns")


def _add_table(sheet: Worksheet, table: pd.DataFrame, book: Book) -> None:
    headings = [str(heading) for heading in table.columns]
    for column, heading in enumerate(headings, start=1):
        _put(sheet.cell(1, column), heading, _HEAD)
    for number, row in enumerate(table.itertuples(index=False, name=None), start=2):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value, _BODY)
            _dress(sheet.cell(number, column), headings[column - 1], book)
    _set_sizes(sheet, [_width(heading, table.iloc[:, n]) for n, heading in enumerate(headings)], _ARROW)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(table) + 1}"
    sheet.print_title_rows = "1:1"


def _add_notes(sheet: Worksheet, book: Book) -> None:
    for number, (label, text) in enumerate(book.notes, start=1):
        _put(sheet.cell(number, 1), label, _WRAP if text else _LABEL)
        _put(sheet.cell(number, 2), text, _WRAP)
        _dress(sheet.cell(number, 1), "", book)
    _set_sizes(sheet, [36, 100], 0)
    sheet.sheet_view.showGridLines = False


def _width(heading: str, values: pd.Series) -> int:
    """A column's width in characters: short texts have room, longer ones are wrapped in a block broader than high."""
    lines = (len(line) for value in values if not _is_missing(value) for line in str(value).split("\n"))
    longest = max(lines, default=0)
    wanted = min(longest + 2, max(24, round(4 * longest**0.5)), WIDEST)
    return min(max(wanted, *(len(word) + _ARROW for word in heading.split()), 6), WIDEST)


def _set_sizes(sheet: Worksheet, widths: list[int], arrow: int) -> None:
    """The widths of the columns, and rows high enough for them: not every program finds the height by itself."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.iter_rows(), start=1):
        room = [width - (arrow if number == 1 else 0) for width in widths]
        lines = max(_count_lines(cell.value, width) for cell, width in zip(row, room, strict=True))
        sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _HIGHEST)


def _count_lines(value: object, width: int) -> int:
    """How many lines a value takes in a column: letters are narrower than the figures that widths are measured in."""
    return sum(len(wrap(line, width + width // 12)) or 1 for line in str(value).split("\n"))


def _put(cell: Cell, value: object, styles: dict[str, Any]) -> None:
    """A value into a cell as what it is: number, date, truth value, text, or nothing where it is missing."""
    _style(cell, styles)
    if _is_missing(value) or value == "":
        return
    if isinstance(value, datetime.date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif _is_number(value):
        cell.value = value
        cell.alignment = _RIGHT
    else:
        text = show_controls(str(value))
        # what stands in a cell like _x0041_ would be read as the character of that number (ECMA-376, ST_Xstring)
        cell.value = fit_text(_ESCAPE.sub("_x005F_", text))
        cell.data_type = "s"
        # a hyphen is no formula as long as nobody edits the cell: the mark keeps it a text then, too
        cell.quotePrefix = is_formula(text) or text.lstrip()[:1] in ("'", "-", "－")


def _style(cell: Cell, styles: dict[str, Any]) -> None:
    """Give a cell its look; that of the first such cell of a workbook is copied, since openpyxl looks each part up."""
    kept = vars(cell.parent.parent).setdefault("looks", {})
    if id(styles) not in kept:
        for name, style in styles.items():
            setattr(cell, name, style)
        kept[id(styles)] = copy(cell._style)
    cell._style = copy(kept[id(styles)])


def _is_missing(value: object) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _is_number(value: object) -> bool:
    """Whether a spreadsheet can hold the value as a number: finite, with at most 15 digits before the comma."""
    return isinstance(value, Real) and abs(float(value)) < 1e15


def _dress(cell: Cell, heading: str, book: Book) -> None:
    """The colour and the number format that the book has for a cell."""
    if cell.value in book.fills:
        cell.fill = _fill(book.fills[cell.value])
    if cell.data_type == "n":
        cell.number_format = book.formats.get(heading, "General")


def _prepare_print(sheet: Worksheet, warning: str) -> None:
    """A4 on its side, as wide as the page, the warning above and the sheet's name and page number below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddHeader.left.text = shorten(warning, 200, placeholder="…").replace("&", "&&") or None
    sheet.oddFooter.center.text = "&A, &P/&N"


def pack(workbook: Workbook) -> bytes:
    """The workbook's bytes, with its parts in a fixed order, of a fixed date, and not compressed.

    >>> pack(openpyxl.Workbook())[:2]
    b'PK'
    """
    drawn, packed = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(drawn, "w")).save()
    with ZipFile(drawn) as parts:
        # the list of contents first, as programs tell by it what kind of file it is
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        pack_zip(((name, parts.read(name)) for name in names), packed, system=0)
    return packed.getvalue()


def show_controls(text: str) -> str:
    """The text with what no xlsx can hold made visible: control characters by their pictures, broken ones as �.

    Line ends become line feeds, which are line breaks within a cell.

    >>> show_controls("a\\x07b\\r\\nc")
    'a␇b\\nc'
    """
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNHOLDABLE.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 32 else "\ufffd", even)


def fit_text(text: str) -> str:
    """The text as long as a cell can be; one that is cut ends with how much a cell holds and how long the text was.

    >>> fit_text("x" * 40_000)[-21:]
    'x … [✂ 32767 / 40000]'
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    mark = f" … [✂ {LONGEST_TEXT} / {len(units) // 2}]"
    return units[: 2 * (LONGEST_TEXT - len(mark))].decode("utf-16-le", "ignore") + mark


def write_swedish_csv(table: pd.DataFrame, path: Path) -> bool:
    """Write a table as csv that a Swedish Excel opens by a double click; True where the file was written.

    UTF-8 with a byte order mark (else Excel reads å, ä and ö wrongly), semicolons, decimal commas, SANT and FALSKT,
    empty where a value is missing; lines end in a line feed, which git gives back as it is. A text that could be taken
    for a formula gets an apostrophe in front (``guard_formula``), which is seen; numbers below zero get none.
    """
    rows = [table.columns, *table.itertuples(index=False, name=None)]
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([_spell(value) for value in row] for row in rows)
    return write_bytes(path, text.getvalue().encode("utf-8-sig"))


def _spell(value: object) -> str:
    """A value as a Swedish Excel reads it from csv."""
    if _is_missing(value):
        return ""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    return str(value).replace(".", ",") if _is_number(value) else fit_text(guard_formula(show_controls(str(value))))


# --- texts that a spreadsheet would calculate ------------------------------------------------------------------

_FORMULA = re.compile(
    r"""
    '*\s*[=+@＝＋＠]                       # what begins a formula, also behind spaces and apostrophes
    | \s*[-－][\s－-]*[\d=+@＝＋＠(]         # a minus before a number, another sign, a bracket
    | \s*[-－].*(?: \w\( | \| | ![\w$] )   # a minus, and then a function, a program, a cell of another sheet
    | '+(?: \s*[-－] | [\t\r\n] )          # what would else look as if it had been guarded
    """,
    re.VERBOSE | re.DOTALL,
)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens the text from csv could calculate something by it, or show it as guarded.

    That is a text which begins with = + @ (or their full-width forms), also behind spaces and apostrophes, or with a
    minus before what can be calculated. A bullet, a hyphen before words, is none. The danger and the remedy are those
    of OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection).

    >>> is_formula("=1+1"), is_formula("+46 70"), is_formula("-5"), is_formula("- bygga fler (minst tio) lägenheter")
    (True, True, True, False)
    """
    return bool(_FORMULA.match(text))


def guard_formula(text: str) -> str:
    """The text with an apostrophe in front if it ``is_formula``, which is seen: csv has no way to say "this is text".

    >>> guard_formula("=1+1"), guard_formula("'-5"), guard_formula("krav")
    ("'=1+1", "''-5", 'krav')
    """
    return f"'{text}" if is_formula(text) else text


def unguard(text: str) -> str:
    """The text as it was before ``guard_formula``.

    >>> unguard("'=1+1"), unguard("''-5"), unguard("'tis")
    ('=1+1', "'-5", "'tis")
    """
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def guard_table(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text guarded (``guard_formula``), and all else as it is.

    >>> guard_table(pd.DataFrame({"text": ["=1+1", None], "line": [1, 2]})).text[0]
    "'=1+1"
    """
    texts = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    guarded = table.copy()
    for name in texts:
        guarded[name] = table[name].map(lambda value: guard_formula(value) if isinstance(value, str) else value)
    return guarded
