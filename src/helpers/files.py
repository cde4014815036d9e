"""Files: where the checkout keeps what belongs to no plan, and writing only when bytes change."""

import errno
import hashlib
import os
import re
import subprocess
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from helpers import HERE
from helpers.errors import PlanError

ROOT = HERE.parents[1]
"""The top of the checkout."""

NOBODYS = re.compile(r"\.(?!.*\.icloud$)|~\$|~.*\.tmp$|(?:thumbs\.db|desktop\.ini|icon\r?)$", re.IGNORECASE)
"""What programs leave in a folder beside the files of people, by name: locks, previews, a folder's own settings; what
stands for a file that iCloud has not fetched is somebody's."""


def read_repository(path: Path = ROOT / "data" / "project.toml") -> str:
    """The repository's public address, empty while it is not decided; captions and README leave the line out then.

    >>> read_repository()
    ''
    """
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["repository"])


def read_published() -> list[str]:
    """The plans, by their folders, whose figures stand in the gallery of all; any other has one of its own.

    >>> read_published()
    ['borlange-v-2022']
    """
    text = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    return [str(name) for name in tomllib.loads(text)["published"]]


CREDIT = "From plan to print"
"""Who is to be named where something of ours is used (CC BY 4.0): the project, as LICENSE and CITATION.cff name it."""

LICENCE = f"{CREDIT}, CC BY 4.0 (the quoted words are the party's)"


def list_files(folder: Path) -> list[Path]:
    """What people have laid in a folder, by name, without what programs leave there; nothing where there is none.

    Raises PlanError for a folder that cannot be read.

    >>> [path.name for path in list_files(ROOT / "data" / "borlange-v-2022" / "passes")][-1]
    'readers.csv'
    """
    try:
        return sorted(path for path in folder.iterdir() if not NOBODYS.match(path.name))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise tell_unreadable(folder, error) from error


def is_blank(data: bytes) -> bool:
    """Whether the bytes of a file are nothing but spaces, or what a disk that fails leaves of it.

    >>> is_blank(b"\\0\\0"), is_blank(b" a")
    (True, False)
    """
    return not data.strip(b"\0\r\n\t \xef\xbb\xbf")


def is_utf8(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8.

    >>> is_utf8("ö".encode()), is_utf8("ö".encode("cp1252")), is_utf8("ja".encode("utf-16-le"))
    (True, False, False)
    """
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return not _find_bare(data)
    return False


def _find_bare(data: bytes) -> str:
    """UTF-16 without its mark, told by its noughts beside nearly every letter; else nothing."""
    return next((name for name, at in _BARE.items() if 0 < len(data) <= 4 * data.rstrip(b"\0")[at::2].count(0)), "")


_SWEDISH = re.compile("[åäöÅÄÖéÉ–]")


def decode(data: bytes) -> str:
    """The text of bytes: UTF-8, UTF-16 with or without its mark, or what gives most Swedish letters of all that
    programs write; without the noughts that a disk may have put behind it.

    Raises ValueError for bytes that are no text.

    >>> decode("ö".encode("cp1252")), decode("skolan är vår".encode("cp850")), decode("ja".encode("utf-16-le"))
    ('ö', 'skolan är vår', 'ja')
    """
    bare = _find_bare(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif bare and len(data) % 2 == 0:
        text = data.decode(bare, "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:  # of UTF-8 with a byte gone wrong too, of which all other signs are kept
            tries = [data.decode(encoding, "replace") for encoding in ("utf-8-sig", "cp1252", "mac_roman", "cp850")]
            text = max(tries, key=lambda each: len(_SWEDISH.findall(each)) - each.count("\ufffd"))
    if "\0" in (text := text.rstrip("\0")):
        raise ValueError("no text")
    return text


_BARE = {"utf-16-le": 1, "utf-16-be": 0}
"""UTF-16 without its mark, by where its noughts stand: beside nearly every letter."""


def read_text(path: Path) -> str:
    """The text of plan.txt or plan.toml, line ends as they are, whatever program wrote it (``decode``). Raises
    PlanError where it is missing, or has a sign in it that is none in any encoding.

    >>> read_text(ROOT / "data" / "borlange-v-2022" / "plan.txt").count("\\n")
    347
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        found = f"{Path(*path.parts[-2:]).as_posix()} är ingen fil som går att läsa ({error.strerror})"
        raise PlanError(path, None, found, "En plans mapp har plan.txt och plan.toml.") from None
    if is_utf8(data):
        return data.decode("utf-8")
    try:
        text = decode(data)
    except ValueError:
        text = data.decode("latin-1").replace("\0", "\ufffd")
    before, wrong, _ = text.partition("\ufffd")
    if wrong:
        found = "ett tecken som inte går att läsa, i den kodning som resten har"
        raise PlanError(path, before.count("\n") + 1, found, "Skriv om det, och spara filen som UTF-8.")
    return text


def tell_unreadable(path: Path, error: OSError) -> PlanError:
    """What to do about a file or a folder that is there and cannot be read: locked by a program, or somebody else's."""
    remedy = "Stäng den där den är öppen (Excel låser sina filer), och se till att du har rätt att läsa den."
    return PlanError(path, None, f"går inte att läsa ({error.strerror})", remedy)


PART = ".part"
"""How the name of a file ends that is being written; it is hidden, and gets its own name when it is whole."""

_ABANDONED = 3600  # seconds after which such a file is that of a run that has died


def write_bytes(path: Path, data: bytes) -> bool:
    """Write the file if its bytes are other than these, with the folders above it; True where it was written.

    It is written beside and renamed: a run that dies leaves the old or the new. Raises PlanError where it cannot be.

    >>> write_bytes(scratch / "example.txt", b"x")
    True
    """
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    with open_new(path) as file:
        file.write(data)
    return True


@contextmanager
def open_new(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of the one at the path at the end of the ``with``; after an error nothing has
    changed. Raises PlanError where the place cannot be written: read-only, on a full disk, locked by a program.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        with part.open("wb") as file:
            yield file
        _put_in_place(part, path)
    except OSError as error:
        raise _tell_unwritable(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _put_in_place(part: Path, path: Path) -> None:
    """Rename, again after a while: on Windows a virus scanner or OneDrive holds a file for a moment."""
    for pause in _PAUSES:
        with suppress(PermissionError):
            part.replace(path)
            return
        time.sleep(pause)
    part.replace(path)


_PAUSES = (0.05, 0.2, 0.8)


def _tell_unwritable(path: Path, error: OSError) -> PlanError:
    """What to do about a file that cannot be written: something else lies where it, or a folder above it, is to be."""
    above = next((each for each in path.parents if tell_astray(each, folder=True)), path)
    if found := tell_astray(above, folder=above != path):
        within = f", och {path.name} ska ligga i en mapp där" if above != path else ""
        return PlanError(above, None, f"går inte att skriva, för den {found}{within}", "Flytta den därifrån.")
    remedy = "Stäng den där den är öppen (Excel låser sina filer), och se till att det går att skriva i mappen."
    remedy = _REMEDIES.get(error.errno or 0, remedy)
    return PlanError(path, None, f"går inte att skriva ({error.strerror})", remedy)


_SHORTER = "Ge filen eller mapparna ovanför den kortare namn."
_FULL = "Det finns ingen plats kvar: gör plats på disken, och kör igen."
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "Där går det bara att läsa: kopiera mappen till en plats där det går att skriva, och kör den.",
    errno.ENAMETOOLONG: _SHORTER,
    errno.ENOENT: f"{_SHORTER} Windows tillåter 260 tecken i hela sökvägen.",
}


def tell_astray(path: Path, folder: bool = False) -> str:
    """What lies where a file, or a folder, is to be, and is none; nothing where it is one, or where nothing is.

    >>> tell_astray(ROOT / "data"), tell_astray(ROOT / "data", folder=True), tell_astray(ROOT / "LICENSE", folder=True)
    ('är en mapp', '', 'är en fil')
    """
    if path.is_symlink() and not path.exists():
        return "är en länk som inte leder någonstans"
    if path.is_dir() == folder or not path.exists():
        return ""
    return "är en fil" if folder else "är en mapp"


@cache
def _sweep(folder: Path) -> None:
    """Remove what runs that have died have left half written in a folder."""
    for part in folder.glob(f".*{PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers in a folder; raises OSError where there is no git, CalledProcessError where it refuses.

    >>> run_git(ROOT, "ls-files", "LICENSE")
    b'LICENSE\\n'
    """
    return subprocess.run(["git", *arguments], cwd=folder, input=given, capture_output=True, check=True).stdout


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file knows: that of all parts of what ``pack`` writes."""

_UNIX = 3


def pack(parts: Iterable[tuple[str, bytes]], target: BinaryIO, method: int = ZIP_STORED, system: int = _UNIX) -> None:
    """Write a zip of names and bytes in order, of one date, system and rights (deflated ones differ by machine)."""
    with ZipFile(target, "w", method) as archive:
        for name, data in parts:
            part = ZipInfo(name, FIRST_DAY)
            part.create_system, part.compress_type = system, method
            part.external_attr = 0o100644 << 16 if system == _UNIX else 0
            archive.writestr(part, data)


def is_saved(path: Path) -> bool:
    """Whether there is a workbook that is not as ``workbook.pack`` wrote it: others compress its parts or date them."""
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        with ZipFile(path) as archive:
            return not all(
                part.compress_type == ZIP_STORED and part.create_system == 0 and part.date_time == FIRST_DAY
                for part in archive.infolist()
            )
    except BadZipFile:
        return True


def is_filled(path: Path) -> bool:
    """Whether somebody has written in a sheet or a form that was handed out.

    A sheet is then no longer what its last line was made of (``seal``), and a form has been saved by another program.
    """
    if path.suffix == ".xlsx":
        return is_saved(path)
    if not path.is_file() or not path.stat().st_size:
        return False
    data = path.read_bytes()
    return seal(data.rpartition(_SEAL)[0]) != data


_SEAL = b"\n<!-- "


def seal(sheet: bytes) -> bytes:
    """A sheet with a last line by which it shows when somebody has written in it; Markdown does not show that line.

    >>> len(seal(b"# Skola"))
    34
    """
    return sheet + _SEAL + hashlib.sha256(sheet).hexdigest()[:16].encode() + b" -->\n"


def list_filled(build: Path) -> list[Path]:
    """What somebody has written in of all that was handed out below build/: forms, sheets, and the workbook to check.

    >>> list_filled(empty)
    []
    """
    handed = [*build.glob("*/reading/*"), *build.glob("*/kontroll.xlsx")]
    return sorted(path for path in handed if not NOBODYS.match(path.name) and is_filled(path))


def sum_file(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none, or another program has locked it.

    >>> sum_file(Path("no-such-file"))
    ''
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except PermissionError:
        return ""
