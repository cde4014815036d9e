"""``manifest.json``: every file of a folder of figures, what it shows and what it rests on, with its checksum; what was
to be published and has no room; and the finished prints in the folder beside them.

The fields are those of ``File``, ``Missing`` and ``Document``, and described in data/README.md.
"""

import hashlib
import json
from itertools import groupby
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from helpers.errors import PlanError
from helpers.figures.sheet import Caption
from helpers.files import LICENCE, sum_file
from helpers.publish.pictures import Pdf, Png, inspect

Use = Literal["screen", "press", "office"]
"""What a print is for: to be read on a screen, for a printer, or to be printed on an office printer and folded."""

NAME = "manifest.json"
"""How the manifest's own file is called."""

_INDEX = (NAME, "README.md")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class File(_Row):
    """One file: what it is, what it is called and how large, what it shows, and the lines that it rests on.

    ``kind`` is picture, text or numbers. A picture has a ``size``, a ``variant`` (empty where it is the plain one),
    ``width`` and ``height`` in its ``unit``, and the file that holds its ``numbers``; texts and numbers have none. Only
    a text that speaks of one size alone, where that is another chart, names it.
    """

    file: str
    figure: str
    kind: Literal["picture", "text", "numbers"]
    language: str
    format: str
    size: str = ""
    variant: str = ""
    width: float | None = None
    height: float | None = None
    unit: Literal["mm", "px", ""] = ""
    headline: str
    alt: str
    lines: tuple[int, ...]
    numbers: str = ""
    sha256: str


class Entry(_Row):
    """A figure among all: its series (``registry.SERIES``), and the words to search for it, by language."""

    figure: str
    series: str
    search: dict[str, str] = {}


class Missing(_Row):
    """A size that a figure does not have in a language, since what it shows has no room there."""

    figure: str
    size: str
    language: str
    variant: str = ""


class Document(_Row):
    """A finished print: its file from the folder on, its name without language, and what it is for."""

    file: str
    document: str
    language: str
    title: str
    pages: int
    use: Use
    sha256: str


class LeftOut(_Row):
    """A figure or a print that is not made of the plan, and why, in words (``links.needs``)."""

    name: str
    reason: str


class Manifest(_Row):
    """All files of one plan's figures, sorted by name, the sizes that are missing, the finished prints, what is not
    made; ``figures`` names them in the order in which they are shown, the front row first.
    """

    plan: str
    title: str
    party: str
    licence: str = LICENCE
    files: tuple[File, ...]
    missing: tuple[Missing, ...] = ()
    documents: tuple[Document, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    figures: tuple[Entry, ...] = ()


_LISTS = ("files", "missing", "documents")
_SOMETIMES = ("left_out", "figures")  # lists that are written where there is something in them


def describe_file(
    path: Path, figure: str, caption: Caption, size: str = "", variant: str = "", data: bytes | None = None
) -> File:
    """The row for one file, read off the file itself (or its ``data``, where they are at hand) and the words of its
    figure; ``size`` is that of a picture, or of the one that a text speaks of.

    >>> describe_file(folder / "03_ramar_a5_sv.pdf", "03_ramar", figure.caption, "a5").unit
    'mm'
    """
    data = path.read_bytes() if data is None else data
    format = path.suffix.lstrip(".")
    kinds: dict[str, Literal["text", "numbers"]] = {"txt": "text", "csv": "numbers", "xlsx": "numbers"}
    kind: Literal["picture", "text", "numbers"] = kinds.get(format, "picture")
    width, height = _measure(data) if kind == "picture" else (None, None)
    return File(
        file=path.name,
        figure=figure,
        kind=kind,
        language=caption.language,
        format=format,
        size=size,
        variant=variant,
        width=width,
        height=height,
        unit="" if kind != "picture" else "px" if format == "png" else "mm",
        headline=caption.alone,
        alt=caption.alt,
        lines=tuple(sorted(set(caption.lines))),
        numbers=f"{figure}_{caption.language}.csv" if kind == "picture" else "",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def group_entries(manifest: Manifest) -> dict[str, list[Entry]]:
    """The figures of a manifest by series, as they are shown; those that ``figures`` does not name last, as others.

    >>> list(group_entries(read_manifest(Path("figures/borlange-v-2022/manifest.json"))))
    ['front', 'themes', 'cards', 'traces', 'budget', 'method']
    """
    named = {entry.figure for entry in manifest.figures}
    others = sorted({file.figure for file in manifest.files} - named)
    entries = [*manifest.figures, *(Entry(figure=name, series="others") for name in others)]
    return {series: list(group) for series, group in groupby(entries, key=lambda entry: entry.series)}


def describe_document(folder: Path, path: Path, document: str, language: str, use: Use) -> Document:
    """The row for one finished print of a folder, read off the file itself.

    >>> describe_document(folder, folder / "pamphlet" / "07_folder_a5_sv.pdf", "07_folder_a5", "sv", "screen").pages
    4
    """
    data = path.read_bytes()
    pdf = Pdf(data)
    return Document(
        file=path.relative_to(folder).as_posix(),
        document=document,
        language=language,
        title=pdf.title,
        pages=pdf.pages,
        use=use,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _measure(data: bytes) -> tuple[float, float]:
    """Width and height of a picture: pixels of a png, millimetres (to a tenth) of a svg or of a pdf's page."""
    facts = inspect(data)
    if isinstance(facts, Png):
        return float(facts.image.width), float(facts.image.height)
    return round(facts.size[0], 1), round(facts.size[1], 1)


def render_manifest(manifest: Manifest) -> bytes:
    """The bytes of a manifest: JSON with one line for each file, so that a change is seen where it is."""
    head = manifest.model_dump_json(exclude={*_LISTS, *_SOMETIMES}, indent=1).removesuffix("\n}")
    names = (*_LISTS, *(name for name in _SOMETIMES if getattr(manifest, name)))
    lists = (f' "{name}": [{_list_rows(getattr(manifest, name))}]' for name in names)
    return (",\n".join([head, *lists]) + "\n}\n").encode()


def _list_rows(rows: tuple[_Row, ...]) -> str:
    """A line for each row, and nothing where there is none."""
    listed = ",\n".join(f"  {json.dumps(row.model_dump(mode='json'), ensure_ascii=False)}" for row in rows)
    return f"\n{listed}\n " if listed else ""


_REMEDY = "Gör den på nytt: python run.py plan data/<plan>"


def read_manifest(path: Path) -> Manifest:
    """The manifest at a path. Raises PlanError where it is not there, or not as it should be.

    >>> read_manifest(Path("figures/borlange-v-2022/manifest.json")).files[0].file
    '01_dokumentet_a5_en.pdf'
    """
    if not path.is_file():
        raise PlanError(path, None, "finns inte", _REMEDY)
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        found = f"fältet {place} är inte som det ska ({first['msg']})"
        raise PlanError(path, None, found, _REMEDY) from None


def check_folder(folder: Path) -> pd.DataFrame:
    """The files of a folder against its manifest: file and problem (``missing``, ``unlisted``, ``changed``), or empty.

    Files go by their names from the folder on; the manifest, a gallery and hidden files are left out.

    >>> check_folder(Path("figures/borlange-v-2022")).empty
    True
    """
    manifest = read_manifest(folder / NAME)
    listed = {file.file: file.sha256 for file in manifest.files}
    listed |= {document.file: document.sha256 for document in manifest.documents}
    paths = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    shown = {name: path for name, path in paths.items() if not any(part.startswith(".") for part in name.parts)}
    there = {name.as_posix(): path for name, path in shown.items() if name.as_posix() not in _INDEX}
    rows = []
    for name in sorted({*listed, *there}):
        if name not in there:
            rows.append((name, "missing"))
        elif name not in listed:
            rows.append((name, "unlisted"))
        elif sum_file(there[name]) != listed[name]:
            rows.append((name, "changed"))
    return pd.DataFrame(rows, columns=["file", "problem"])
