"""Tables as people hand them in, whatever program wrote them: rows of text cells, each with the line it stands on."""

import csv
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from helpers.errors import PlanError
from helpers.files import ROOT, is_blank, tell_astray, tell_unreadable
from helpers.grid import Grid
from helpers.grids.excel import read_excel
from helpers.grids.opendocument import read_opendocument
from helpers.grids.parts import SHRINK
from helpers.grids.text import TEXTS, read_text, unpack

ENDINGS = (*TEXTS, ".xlsx", ".ods")
"""How any file with a table can end."""

MOST_BYTES = 200_000_000
"""The parts of a workbook are not read where they are larger than this when unpacked."""

_OTHER_KIND = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!doctype|html|head|meta|table|style)\b|\{\\rtf|%PDF-|\[?\s*\{\s*\")",
    re.IGNORECASE,
)
"""How a page of the web, an XML of a spreadsheet, RTF and PDF begin, which some programs name as tables."""

_LOCKED = 1
"""The flag of a part of a zip that is encrypted."""

_OLD_FILE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


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
    if _OTHER_KIND.match(data) and (kind := find_format(content=data.lstrip()[:200].decode("latin-1"))):
        raise PlanError(path, None, f"filen är {kind[0]}", kind[1])
    grids = _read_workbook(path, data) if data.startswith(b"PK") else [read_text(path, data)]
    return [grid._replace(rows=unpack(grid.rows)) for grid in grids]


@cache
def _list_formats() -> list[dict[str, str]]:
    with (ROOT / "data" / "swedish" / "formats.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find_format(ending: str = "", content: str = "") -> tuple[str, str] | None:
    """What a file without our tables is, and what to do with it, by its ending or by content (formats.csv); or None.

    >>> find_format(".pdf")[0], find_format(content="word/document.xml")[0], find_format(".csv")
    ('en pdf', 'ett textdokument', None)
    """
    ends = ending.removeprefix(".").casefold()
    told = (
        (row["is"], row["remedy"])
        for row in _list_formats()
        if row["is"] and (ends in row["endings"].split() or any(sign in content for sign in row["signs"].split()))
    )
    return next(told, None)


def tell_unread(ending: str) -> str:
    """What to do with a file brought as a plan that is of a kind that is not read (formats.csv); nothing for another.

    >>> tell_unread("epub"), tell_unread("docx")
    ('Spara den som PDF eller text.', '')
    """
    return next((row["document"] for row in _list_formats() if ending in row["endings"].split()), "")


def _read_workbook(path: Path, data: bytes) -> list[Grid]:
    """The sheets of a workbook as their values stand in its parts: styles are never read, so none can be wrong."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise PlanError(path, None, "arbetsboken är för stor", SHRINK)
            if any(part.flag_bits & _LOCKED for part in parts):
                raise PlanError(path, None, "arbetsboken är skyddad med lösenord", "Ta bort lösenordet och spara igen.")
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return list(read_excel(path, archive, names))
            if "mimetype" in names and b"spreadsheet" in archive.read("mimetype"):
                return list(read_opendocument(path, archive))
            said = archive.read("mimetype").decode("latin-1") if "mimetype" in names else ""
            kind = find_format(content="\n".join([said, *names]))
            found, remedy = kind or ("ingen arbetsbok", "Spara den som .xlsx, .ods eller csv.")
            raise PlanError(path, None, f"filen är {found}", remedy)
    except PlanError:
        raise
    except Exception as error:  # whatever a zip, its packing or its XML is wrong in: other programs wrote them
        found = f"arbetsboken går inte att läsa ({type(error).__name__})"
        raise PlanError(path, None, found, "Öppna den, spara den igen som .xlsx, eller spara bladen som csv.") from None
