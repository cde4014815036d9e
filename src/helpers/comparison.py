"""A folder against a folder: is what was made anew what was published? What is equal is counted, and what is not is
named: the file, the place in it, what was published there and what was made.

``python -m helpers.comparison <published> <made> [<part> …]`` does it for two folders, or for these parts of them.
"""

import csv
import json
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
from helpers.likeness import align, compare_pictures
from helpers.manifest import NAME, check_folder
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

    ``what`` is ``not made``, ``not published``, ``value`` (of a cell), ``row``, ``line``, ``source`` and ``output`` (of
    a notebook), ``entry`` (of json), ``text``, ``font``, ``colour``, ``size``, ``metadata`` and ``visible`` (of a
    picture), ``manifest`` (what was made is not what its manifest says), or ``bytes`` where the same is held in other
    bytes.
    """

    file: str
    what: str
    place: str = ""
    published: str = ""
    made: str = ""


class Comparison(NamedTuple):
    """The files of both folders by name, and all differences; no difference is byte for byte the same."""

    files: tuple[str, ...]
    differences: tuple[Difference, ...]

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


def name_kind(file: str) -> str:
    """What a file is counted as (``KINDS``).

    >>> name_kind("figures/03_ramar_a5_sv.pdf")
    'figures'
    """
    return next(kind for kind, endings in KINDS.items() if file.endswith(endings))


# --- comparing ----------------------------------------------------------------------------------------------


def compare_folders(published: Path, made: Path, parts: Iterable[str] = ("",)) -> Comparison:
    """All files of two folders, or of these parts of them, by their names from the top; caches are left out.

    >>> compare_folders(Path("published"), Path("made"), ["figures"]).differences  # doctest: +SKIP
    ()
    """
    folders = [[top / part for part in parts] for top in (published, made)]
    ours, theirs = (_read(top, below) for top, below in zip((published, made), folders, strict=True))
    files, differences = compare_files(ours, theirs)
    return Comparison(files, (*differences, *_check_manifests(made, theirs)))


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


def compare_files(published: Mapping[str, bytes], made: Mapping[str, bytes]) -> Comparison:
    """The same for files at hand: contents by name.

    >>> compare_files({"a.csv": b"x\\n1\\n"}, {"a.csv": b"x\\n2\\n"}).differences
    (Difference(file='a.csv', what='value', place='line 2, x', published='1', made='2'),)
    """
    names = tuple(sorted({*published, *made}))
    differences = (_compare(name, published.get(name), made.get(name)) for name in names)
    return Comparison(names, tuple(difference for found in differences for difference in found))


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
    same = [("bytes", "holds the same", _count(published), _count(made))]
    return [Difference(name, what, place, _cut(old), _cut(new)) for what, place, old, new in found or same]


def _count(data: bytes) -> str:
    return f"{len(data)} bytes"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


Found = Iterator[tuple[str, str, str, str]]
"""Differences inside one file: what, place, published, made."""


def _find_reader(name: str) -> Callable[[bytes, bytes], Found]:
    readers: dict[str, Callable[[bytes, bytes], Found]] = {
        "csv": _compare_csv,
        "xlsx": _compare_xlsx,
        "ipynb": _compare_notebooks,
        "json": _compare_json,
        "zip": _compare_zip,
        **dict.fromkeys(("svg", "pdf", "png"), _compare_looks),
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
    """Cell by cell: the source, then every output, pictures among them."""
    ours, theirs = ([json.dumps(cell) for cell in json.loads(data)["cells"]] for data in (published, made))
    for number, *both in align(ours, theirs):
        old, new = (json.loads(cell or "{}") for cell in both)
        was, now = ("".join(cell.get("source", "")) for cell in (old, new))
        yield from _compare_lines("source", f"cell {number}", was, now)
        yield from _compare_outputs(f"cell {number}", _read_outputs(old), _read_outputs(new))


def _read_outputs(cell: Mapping[str, Any]) -> dict[str, str]:
    """What a cell puts out, by kind and number; of a table the plain text alone, the rest says the same of it."""
    found: dict[str, str] = {}
    for number, output in enumerate(cell.get("outputs", []), 1):
        data = {"text": output.get("text", output.get("evalue", "")), **output.get("data", {})}
        if "text/plain" in data and "<table" in "".join(data.get("text/html", "")):
            del data["text/html"]
        found |= {f"output {number} ({kind})": "".join(text) for kind, text in data.items() if text}
    return found


def _compare_outputs(place: str, published: dict[str, str], made: dict[str, str]) -> Found:
    for name in dict.fromkeys([*published, *made]):
        old, new = published.get(name, ""), made.get(name, "")
        if old == new:
            continue
        if name.endswith("(image/png)") and old and new:
            for what, where, *sides in _compare_looks(b64decode(old), b64decode(new)):
                yield "output", f"{place}, {name}, {what} {where}".rstrip(), sides[0], sides[1]
        else:
            yield from _compare_lines("output", f"{place}, {name}", old, new)


def _compare_texts(published: bytes, made: bytes) -> Found:
    yield from _compare_lines("line", "", published.decode("utf-8-sig"), made.decode("utf-8-sig"))


def _compare_lines(what: str, place: str, published: str, made: str) -> Found:
    for number, old, new in align(published.splitlines(), made.splitlines()):
        yield what, f"{place}, line {number}".lstrip(", "), old or "", new or ""


def _compare_json(published: bytes, made: bytes) -> Found:
    """Entry by entry; in a list of files each goes by its name."""
    ours, theirs = (dict(_flatten(json.loads(data))) for data in (published, made))
    for key in dict.fromkeys([*ours, *theirs]):
        if ours.get(key) != theirs.get(key):
            yield "entry", key, ours.get(key, ""), theirs.get(key, "")


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
    for difference in compare_files(*map(_unpack, (published, made))).differences:
        yield difference.what, f"{difference.file}: {difference.place}", difference.published, difference.made


def _unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# --- pictures -----------------------------------------------------------------------------------------------


def _compare_looks(published: bytes, made: bytes) -> Found:
    """What the files hold otherwise, then how large the difference looks; nothing where neither differs."""
    traits, seen = compare_pictures(published, made)
    yield from ((trait.what, "", trait.published, trait.made) for trait in traits)
    for each in seen:
        yield "visible", f"{each.percent} % of the surface, {each.where}", each.published, each.made
    if traits and not seen:
        yield "visible", "nothing that is seen differs", "", ""


# --- saying it ----------------------------------------------------------------------------------------------


def say_result(comparison: Comparison, words: Words) -> str:
    """One line for the reader: yes, all is as published, with how many there are of each; or no, and which is not.

    >>> say_result(compare_published(plan), read_words("sv", plan))  # doctest: +SKIP
    'Ja: alla tabeller (43) och figurfiler (150) är byte för byte desamma som de publicerade.'
    """
    if not comparison.differences:
        counts = comparison.summary()
        each = [
            words.say(f"same_{kind}", count=words.number(files))
            for kind, files in zip(counts.kind, counts.files, strict=True)
        ]
        return words.say("same_yes", all=words.listing(each))
    known = {"unlike": words.number(len(comparison.unlike)), "all": words.number(len(comparison.files))}
    return words.say("same_no", **known, first=_say_difference(comparison.differences[0], words))


def _say_difference(difference: Difference, words: Words) -> str:
    key = {"not made": "same_not_made", "not published": "same_not_published"}.get(difference.what, "same_place")
    sides = {"published": difference.published or "–", "made": difference.made or "–"}
    return words.say(key, file=difference.file, place=difference.place or difference.what, **sides)


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
    return f"{said}: published {difference.published or 'nothing'!r}, made {difference.made or 'nothing'!r}"


def main(arguments: list[str]) -> int:
    """Compare two folders, or parts of them, and print the result.

    Gives 0 where all is equal, 1 where something is not or there is no file at all, 2 where no folders were given.
    """
    if len(arguments) < 2:
        print("usage: python -m helpers.comparison <published> <made> [<part> …]")
        return 2
    published, made, *parts = arguments
    comparison = compare_folders(Path(published), Path(made), parts or [""])
    print("\n".join(report(comparison)))
    return int(bool(comparison.differences) or not comparison.files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
