"""``manifest.json``: every file of a folder of figures, what it shows and what it rests on, with its checksum.

The columns are those of ``File``, and described in data/README.md.
"""

import hashlib
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Literal

import pandas as pd
import pikepdf
from PIL import Image
from pydantic import BaseModel, ConfigDict, ValidationError

from helpers.errors import PlanError
from helpers.export import LICENCE
from helpers.style import MM_PER_PT, Caption

NAME = "manifest.json"
"""How the manifest's own file is called."""

_INDEX = (NAME, "README.md")
_SVG_SIZE = re.compile(rb'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class File(_Row):
    """One file: what it is, what it is called and how large, what it shows, and the lines that it rests on.

    ``kind`` is picture, text or numbers. A picture has a ``size``, a ``variant`` (empty where it is the plain one),
    ``width`` and ``height`` in its ``unit``, and the file that holds its ``numbers``; texts and numbers have none.
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


class Manifest(_Row):
    """All files of one plan's figures, sorted by name."""

    plan: str
    title: str
    party: str
    licence: str = LICENCE
    files: tuple[File, ...]


def describe_file(path: Path, figure: str, caption: Caption, size: str = "", variant: str = "") -> File:
    """The row for one file, read off the file itself and the words of its figure.

    >>> describe_file(Path("figures/x/03_ramar_a5_sv.pdf"), "03_ramar", caption, "a5").unit  # doctest: +SKIP
    'mm'
    """
    data = path.read_bytes()
    format = path.suffix.lstrip(".")
    kind: Literal["picture", "text", "numbers"] = "picture" if size else "text" if format == "txt" else "numbers"
    width, height = _measure(data) if size else (None, None)
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
        unit="" if not size else "px" if format == "png" else "mm",
        headline=caption.title,
        alt=caption.alt,
        lines=tuple(sorted(set(caption.lines))),
        numbers=f"{figure}_{caption.language}.csv" if size else "",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _measure(data: bytes) -> tuple[float, float]:
    """Width and height of a picture: pixels of a png, millimetres (to a tenth) of a svg or of a pdf's page."""
    if data.startswith(b"\x89PNG"):
        wide, high = Image.open(BytesIO(data)).size
        return float(wide), float(high)
    if data.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(data)) as pdf:
            left, bottom, right, top = (float(edge) for edge in pdf.pages[0].MediaBox)
        points = right - left, top - bottom
    else:
        found = _SVG_SIZE.search(data)
        points = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return round(points[0] * MM_PER_PT, 1), round(points[1] * MM_PER_PT, 1)


def render_manifest(manifest: Manifest) -> bytes:
    """The bytes of a manifest: JSON with one line for each file, so that a change is seen where it is."""
    head = manifest.model_dump_json(exclude={"files"}, indent=1).removesuffix("\n}")
    rows = (json.dumps(file.model_dump(mode="json"), ensure_ascii=False) for file in manifest.files)
    listed = ",\n".join(f"  {row}" for row in rows)
    return f'{head},\n "files": [\n{listed}\n ]\n}}\n'.encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest at a path. Raises PlanError where it is not there, or not as it should be.

    >>> read_manifest(Path("figures/borlange-v-2022/manifest.json")).files[0].file  # doctest: +SKIP
    '01_dokumentet_a5_en.pdf'
    """
    if not path.is_file():
        raise PlanError(path, None, "no manifest", "Run: python -m helpers.build data/<plan>")
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PlanError(path, None, f"{place}: {first['msg']}", "Make it anew: python -m helpers.build") from None


def check_folder(folder: Path) -> pd.DataFrame:
    """The files of a folder against its manifest: file and problem (``missing``, ``unlisted``, ``changed``), or empty.

    The manifest itself and a gallery are left out, and subfolders: a pamphlet made of the figures is not one of them.

    >>> check_folder(Path("figures/borlange-v-2022")).empty  # doctest: +SKIP
    True
    """
    listed = {file.file: file.sha256 for file in read_manifest(folder / NAME).files}
    there = {path.name: path for path in folder.iterdir() if path.is_file() and path.name not in _INDEX}
    rows = []
    for name in sorted({*listed, *there}):
        if name not in there:
            rows.append((name, "missing"))
        elif name not in listed:
            rows.append((name, "unlisted"))
        elif hashlib.sha256(there[name].read_bytes()).hexdigest() != listed[name]:
            rows.append((name, "changed"))
    return pd.DataFrame(rows, columns=["file", "problem"])
