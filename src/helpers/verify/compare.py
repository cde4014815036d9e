"""A folder against a folder: is what was made anew what was published? What is equal is counted, and what is not is
named: the file, the place in it, what was published there and what was made.

``python -m helpers.verify.compare <published> <made> [<part> …]`` does it for two folders, or for these parts of them.
"""

import csv
import json
import subprocess
import sys
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pandas as pd

from helpers.errors import PlanError
from helpers.files import run_git
from helpers.publish.manifest import NAME, check_folder
from helpers.verify.image_diff import align, compare_pictures
from helpers.words import Words

KINDS = {
    "tables": (".csv", ".xlsx"),
    "notebooks": (".ipynb",),
    "figures": (".svg", ".pdf", ".png"),
    "texts": (".txt", ".md"),
    "manifests": (".json",),
    "others": ("",),
}
"""What files are counted as, by how their names end; the last one takes what is left."""

LONGEST = 80
"""How many characters of a text are shown where texts differ."""

SHOWN = 12
"""How many differences of one file are printed."""


class Difference(NamedTuple):
    """One difference: the file, what it is (below), where in the file, what was published and what was made.

    ``what`` is ``not made``, ``not published``, ``value`` (of a cell), ``row``, ``line``, ``source``, ``output`` (of a
    notebook), ``entry`` (of json), ``text``, ``font``, ``colour``, ``size``, ``metadata``, ``visible`` (of a picture),
    ``manifest`` (it says otherwise), or ``bytes`` where nothing else that is compared differs.
    """

    file: str
    what: str
    place: str = ""
    published: str = ""
    made: str = ""


class Comparison(NamedTuple):
    """The files of both folders by name, and all differences; no difference is byte for byte the same.

    ``source`` is where the published files were taken from: ``git``, or the ``folder`` that they lie in.
    """

    files: tuple[str, ...]
    differences: tuple[Difference, ...]
    source: str = "folder"

    @property
    def unlike(self) -> tuple[str, ...]:
        """The files that are not the same, in order."""
        return tuple(dict.fromkeys(difference.file for difference in self.differences))

    @property
    def table(self) -> pd.DataFrame:
        """The differences: file, what, place, published, made."""
        return pd.DataFrame(self.differences, columns=list(Difference._fields))

    def summary(self) -> pd.DataFrame:
        """How many files of each kind there are, and how many are equal: kind, files, equal."""
        rows = pd.DataFrame({"kind": [name_kind(file) for file in self.files], "file": self.files})
        rows["equal"] = ~rows.file.isin(self.unlike)
        counts = rows.groupby("kind").agg(files=("file", "size"), equal=("equal", "sum"))
        return counts.reindex([kind for kind in KINDS if kind in counts.index]).reset_index()


class Check(NamedTuple):
    """What is published against what lies here: ``tables`` are computed anew, ``files`` only looked at."""

    tables: Comparison
    files: Comparison

    @property
    def table(self) -> pd.DataFrame:
        """All differences: file, what, place, published, made."""
        return pd.concat([self.tables.table, self.files.table], ignore_index=True)


def name_kind(file: str) -> str:
    """What a file is counted as (``KINDS``).

    >>> name_kind("figures/03_ramar_a5_sv.pdf")
    'figures'
    """
    return next(kind for kind, endings in KINDS.items() if file.endswith(endings))


# --- comparing ----------------------------------------------------------------------------------------------


def compare_folders(published: Path, made: Path, parts: Iterable[str] = ("",)) -> Comparison:
    """All files of two folders, or of these parts of them, by their names from the top; caches are left out.

    >>> compare_folders(Path("published"), Path("made"), ["figures"]).differences
    ()
    """
    folders = [[top / part for part in parts] for top in (published, made)]
    ours, theirs = (_read(top, below) for top, below in zip((published, made), folders, strict=True))
    found = compare_files(ours, theirs)
    return found._replace(differences=(*found.differences, *_check_manifests(made, theirs)))


def _check_manifests(top: Path, files: Iterable[str]) -> Iterator[Difference]:
    """What lies in a folder and is not what its manifest says, by checksum."""
    for path in (top / file for file in files if Path(file).name == NAME):
        try:
            rows = check_folder(path.parent)
        except PlanError as error:
            yield Difference(path.relative_to(top).as_posix(), "manifest", str(error))
            continue
        for file, problem in rows.itertuples(index=False):
            yield Difference((path.parent / file).relative_to(top).as_posix(), "manifest", f"{problem} by {NAME}")


def _read(top: Path, folders: list[Path]) -> dict[str, bytes]:
    paths = sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()})
    hidden = ("__pycache__", ".ipynb_checkpoints")
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in paths if path.parent.name not in hidden}


def copy_staged(top: Path, paths: Iterable[Path], copy: Path) -> Path | None:
    """Write what git holds of these paths in a checkout into an empty folder; the checkout's top in it.

    That is what git's index holds: what was committed, or put there with ``git add`` for the next commit, whatever lies
    in the checkout itself. None where there is no git, no clone, or nothing of these paths in it.

    >>> copy_staged(ROOT, [ROOT / "README.md"], empty / "kept").name
    'kept'
    """
    try:
        names = run_git(top, "ls-files", "-z", "--", *map(str, paths))
        if not names:
            return None
        run_git(top, "checkout-index", "-z", "--stdin", f"--prefix={copy.as_posix()}/", given=names)
        return copy / run_git(top, "rev-parse", "--show-prefix").decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def check_files(top: Path, folder: Path, beside: Iterable[Path] = (), source: str = "git") -> Comparison:
    """The files of a folder with a manifest, and those beside it, against git's and the manifest's checksums.

    Nothing is made, and nothing read but the files that lie here. With ``source`` folder, git is not asked.

    >>> check_files(ROOT, ROOT / "figures" / "borlange-v-2022").differences
    ()
    """
    places = [path for path in (folder, *beside) if path.exists()]
    here = {path.relative_to(top).as_posix() for place in places for path in _list_files(place)}
    found = list(_check_manifests(top, [(folder / NAME).relative_to(top).as_posix()]))
    if source == "git":
        names = [str(path) for path in (folder, *beside)]
        changed = run_git(
            top, "diff", "--no-ext-diff", "--relative", "--name-status", "--no-renames", "-z", "--", *names
        )
        parts = changed.decode().split("\0")[:-1]
        kinds = {"D": "not made", "A": "not published"}
        found += [
            Difference(name, kinds.get(kind, "bytes")) for kind, name in zip(parts[::2], parts[1::2], strict=True)
        ]
        new = run_git(top, "ls-files", "--others", "--exclude-standard", "-z", "--", *names).decode().split("\0")[:-1]
        found += [Difference(name, "not published") for name in new]
    first = {difference.file: difference for difference in reversed(found)}
    return Comparison(tuple(sorted({*here, *first})), tuple(first[name] for name in sorted(first)), source)


def _list_files(place: Path) -> Iterator[Path]:
    paths = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    return (path for path in paths if not any(part.startswith(".") for part in path.relative_to(place.parent).parts))


def compare_files(published: Mapping[str, bytes], made: Mapping[str, bytes], source: str = "folder") -> Comparison:
    """The same for files at hand: contents by name, and where the published ones were taken from.

    >>> compare_files({"a.csv": b"x\\n1\\n"}, {"a.csv": b"x\\n2\\n"}).differences
    (Difference(file='a.csv', what='value', place='line 2, x', published='1', made='2'),)
    """
    names = tuple(sorted({*published, *made}))
    differences = (_compare(name, published.get(name), made.get(name)) for name in names)
    return Comparison(names, tuple(difference for found in differences for difference in found), source)


def _compare(name: str, published: bytes | None, made: bytes | None) -> list[Difference]:
    if published is None:
        return [Difference(name, "not published")]
    if made is None:
        return [Difference(name, "not made")]
    if published == made:
        return []
    try:
        found = list(_find_reader(name)(published, made))
    except Exception as error:  # a broken file is a difference, whatever breaks on it
        found = [("bytes", f"cannot be read ({type(error).__name__})", _count(published), _count(made))]
    same = [("bytes", "nothing else that is compared differs", _count(published), _count(made))]
    return [Difference(name, what, place, *_cut(old, new)) for what, place, old, new in found or same]


def _count(data: bytes) -> str:
    return f"{len(data)} bytes"


def _cut(published: str, made: str) -> tuple[str, str]:
    """Two texts, long ones from shortly before the place where they part, and as much of them as is shown."""
    pairs = enumerate(zip(published, made, strict=False))
    begin = next((n for n, (old, new) in pairs if old != new), min(len(published), len(made))) - LONGEST // 2
    if begin > 0 and max(len(published), len(made)) > LONGEST:
        published, made = f"…{published[begin:]}", f"…{made[begin:]}"
    return _shorten(published), _shorten(made)


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


Found = Iterator[tuple[str, str, str, str]]
"""Differences inside one file: what, place, published, made."""


def _find_reader(name: str) -> Callable[[bytes, bytes], Found]:
    readers: dict[str, Callable[[bytes, bytes], Found]] = {
        "csv": _compare_csv,
        "xlsx": _compare_xlsx,
        "ipynb": _compare_notebooks,
        "json": lambda published, made: _compare_entries(json.loads(published), json.loads(made)),
        "zip": _compare_zip,
        **dict.fromkeys(("svg", "pdf", "png"), compare_pictures),
    }
    return readers.get(name.rpartition(".")[2], _compare_texts)


# --- tables -------------------------------------------------------------------------------------------------


def _compare_csv(published: bytes, made: bytes) -> Found:
    ours, theirs = (_read_csv(data.decode("utf-8-sig")) for data in (published, made))
    yield from _compare_rows(ours, theirs)


def _read_csv(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    return list(csv.reader(StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","))


def _compare_xlsx(published: bytes, made: bytes) -> Found:
    """Cell by cell; what a book looks like is left to its bytes."""
    ours, theirs = (openpyxl.load_workbook(BytesIO(data)) for data in (published, made))
    for sheet in dict.fromkeys([*ours.sheetnames, *theirs.sheetnames]):
        old, new = (_read_sheet(book[sheet]) if sheet in book.sheetnames else [] for book in (ours, theirs))
        yield from _compare_rows(old, new, f"sheet {sheet}, ")


def _read_sheet(sheet: Any) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in sheet.values]


def _compare_rows(published: list[list[str]], made: list[list[str]], place: str = "") -> Found:
    """Rows side by side, the first one being the header; a row that only one table has is named as a whole."""
    header = next(iter(published or made), [])
    for number, old, new in align([*map(tuple, published)], [*map(tuple, made)]):
        line = f"{place}line {number}"
        if old is None or new is None:
            yield "row", line, ", ".join(old or []), ", ".join(new or [])
            continue
        for n, (one, other) in enumerate(zip_longest(old, new, fillvalue="")):
            if one != other:
                column = header[n] if n < len(header) else f"column {n + 1}"
                yield "value", f"{line}, {column}", one, other


# --- notebooks and other text -------------------------------------------------------------------------------


def _compare_notebooks(published: bytes, made: bytes) -> Found:
    """Cell by cell: source, outputs, and all else; one that only one notebook has is named as a whole."""
    ours, theirs = (json.loads(data) for data in (published, made))
    rows = ([json.dumps(cell) for cell in notebook.pop("cells")] for notebook in (ours, theirs))
    for number, *both in align(*rows):
        old, new = (json.loads(cell or "{}") for cell in both)
        was, now = ("".join(cell.pop("source", "")) for cell in (old, new))
        if None in both:
            yield "source", f"cell {number}", was, now
            continue
        yield from _compare_lines("source", f"cell {number}", was, now)
        yield from _compare_outputs(f"cell {number}", old.pop("outputs", []), new.pop("outputs", []))
        yield from _compare_entries(old, new, f"cell {number}, ")
    yield from _compare_entries(ours, theirs)


def _compare_outputs(place: str, published: list[Any], made: list[Any]) -> Found:
    for number, (old, new) in enumerate(zip_longest(published, made), 1):
        where = f"{place}, output {number}"
        if old is None or new is None:
            yield "output", where, (old or {}).get("output_type", ""), (new or {}).get("output_type", "")
            continue
        (ours, was), (theirs, now) = _split_output(old), _split_output(new)
        plain_differs = ours.get("text/plain") != theirs.get("text/plain")
        for kind in dict.fromkeys([*ours, *theirs]):
            if not (kind == "text/html" and plain_differs):  # a table's plain text says the same of it
                yield from _compare_shown(f"{where} ({kind})", ours.get(kind, ""), theirs.get(kind, ""))
        yield from _compare_entries(was, now, f"{where}, ")


def _split_output(output: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """What an output shows, by kind; and the rest of it: its type and name, its metadata, what an error is called."""
    shown = {"text": output.get("text", ""), **output.get("data", {})}
    rest = {key: value for key, value in output.items() if key not in ("text", "data")}
    return {kind: _join(text) for kind, text in shown.items() if text}, rest


def _join(text: Any) -> str:
    """A text as a notebook keeps it, in one piece or by lines; what is no text, as json."""
    return "".join(text) if isinstance(text, str | list) else json.dumps(text, sort_keys=True)


def _compare_shown(place: str, published: str, made: str) -> Found:
    """One kind of an output: a picture by what is seen, all else by lines."""
    if published == made:
        return
    if place.endswith("(image/png)") and published and made:
        for what, where, old, new in compare_pictures(b64decode(published), b64decode(made)):
            yield "output", f"{place}, {what} {where}".rstrip(), old, new
    else:
        yield from _compare_lines("output", place, published, made)


def _compare_texts(published: bytes, made: bytes) -> Found:
    yield from _compare_lines("line", "", published.decode("utf-8-sig"), made.decode("utf-8-sig"))


def _compare_lines(what: str, place: str, published: str, made: str) -> Found:
    for number, old, new in align(published.splitlines(), made.splitlines()):
        yield what, f"{place}, line {number}".lstrip(", "), old or "", new or ""


def _compare_entries(published: Any, made: Any, place: str = "") -> Found:
    """Entry by entry; in a list of files each goes by its name."""
    ours, theirs = (dict(_flatten(value)) for value in (published, made))
    for key in dict.fromkeys([*ours, *theirs]):
        if ours.get(key) != theirs.get(key):
            yield "entry", f"{place}{key}", ours.get(key, ""), theirs.get(key, "")


def _flatten(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _flatten(below, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, each in enumerate(value):
            name = each.get("file", number) if isinstance(each, dict) else number
            yield from _flatten(each, f"{key}[{name}]")
    else:
        yield key, json.dumps(value, ensure_ascii=False)


def _compare_zip(published: bytes, made: bytes) -> Found:
    for difference in compare_files(_unpack(published), _unpack(made)).differences:
        yield difference.what, f"{difference.file}: {difference.place}", difference.published, difference.made


def _unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# --- saying it ----------------------------------------------------------------------------------------------


def say_check(check: Check, words: Words) -> str:
    """One line for the reader: yes, what lies here is what is published; or no, how much is not, and what comes first.

    >>> say_check(check_published(plan), read_words("en", plan))[:4]
    'Yes:'
    """
    against = words.say(f"same_as_{check.tables.source}")
    files, differences = {*check.tables.files, *check.files.files}, check.table
    if differences.empty:
        counts = {"tables": words.number(len(check.tables.files)), "files": words.number(len(check.files.files))}
        return words.say(f"here_yes_{check.tables.source}", **counts)
    first = differences.iloc[0]
    key = {"not made": "same_not_made", "not published": "same_not_published"}.get(first.what, "same_place")
    sides = {"published": first.published or "–", "made": first.made or "–"}
    said = words.say(key, file=first.file, place=first.place or first.what, **sides)
    unlike, all_ = words.number(differences.file.nunique()), words.number(len(files))
    return words.say("same_no", unlike=unlike, all=all_, against=against, first=said)


def report(comparison: Comparison) -> Iterator[str]:
    """The whole result, line by line: what is equal by kind, then every file that is not, with its differences."""
    for row in comparison.summary().itertuples():
        yield f"  {row.equal} of {row.files} {row.kind} equal, byte for byte"
    for file in comparison.unlike:
        found = [difference for difference in comparison.differences if difference.file == file]
        yield f"  {file}"
        yield from (f"    {_describe(difference)}" for difference in found[:SHOWN])
        if len(found) > SHOWN:
            yield f"    and {len(found) - SHOWN} more"


def _describe(difference: Difference) -> str:
    said = f"{difference.what}: {difference.place}".rstrip(": ")
    if not (difference.published or difference.made):
        return said
    published, made = (repr(side) if side else "nothing" for side in (difference.published, difference.made))
    return f"{said}: published {published}, made {made}"


def main(arguments: list[str]) -> int:
    """Compare two folders, or parts of them, and print the result.

    Gives 0 where all is equal, 1 where something is not or there is no file at all, 2 where no folders were given.
    """
    if len(arguments) < 2:
        print("usage: python -m helpers.verify.compare <published> <made> [<part> …]")
        return 2
    published, made, *parts = arguments
    comparison = compare_folders(Path(published), Path(made), parts or [""])
    print("\n".join(report(comparison)))
    return int(bool(comparison.differences) or not comparison.files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
