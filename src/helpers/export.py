"""Writing files: figures as svg, pdf and png, tables as csv. The same input gives the same bytes, and a file is
touched only when its bytes change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pandas as pd
import pikepdf
from fontTools import subset

from helpers.style import PrintFigure, render_png, use_style

LICENCE = "CC BY 4.0 (the quoted words are the party's)"
FORMATS = ("svg", "pdf", "png")


def write_bytes(path: Path, data: bytes) -> bool:
    """Write the file if its bytes are other than these, with the folders above it; True where it was written.

    >>> write_bytes(Path("build/example.txt"), b"x")  # doctest: +SKIP
    True
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def write_table(table: pd.DataFrame, path: Path) -> bool:
    """Write a table as csv: UTF-8, comma, line feeds, empty where a value is missing; True where it was written."""
    return write_bytes(path, table.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def export_figure(figure: PrintFigure, stem: Path, formats: tuple[str, ...] = FORMATS) -> list[Path]:
    """Write a figure as ``<stem>_<size>_<language>.<format>`` and give the paths.

    Raises ValueError where the figure lacks a title, a source or an alt text, or the format is not known.

    >>> export_figure(figure, Path("figures/03_hundra-kronor"))  # doctest: +SKIP
    [PosixPath('figures/03_hundra-kronor_a5_sv.svg'), ...]
    """
    caption = figure.caption
    lacking = [name for name in ("title", "source", "alt", "alt_long") if not getattr(caption, name).strip()]
    if lacking:
        raise ValueError(f"{stem.name}: a figure is not exported without {', '.join(lacking)}")
    paths = []
    for format in formats:
        path = stem.with_name(f"{stem.name}_{figure.sheet.size.name}_{caption.language}.{format}")
        write_bytes(path, render_figure(figure, format))
        paths.append(path)
    return paths


def render_figure(figure: PrintFigure, format: str) -> bytes:
    """The bytes of a figure as svg, pdf or png, with title, source, language and licence in the metadata.

    Raises ValueError for another format.
    """
    caption = figure.caption
    if format == "png":
        texts = {
            "Title": caption.title,
            "Source": caption.source,
            "Copyright": LICENCE,
            "Description": caption.alt_long,
        }
        return render_png(figure, figure.sheet.size.dpi, texts)
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {
            "Title": caption.title,
            "Source": caption.source,
            "Language": caption.language,
            "Rights": LICENCE,
            "Description": caption.alt_long,
            "Date": None,
            "Creator": None,
        },
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    if format not in metadata:
        raise ValueError(f"no format {format!r}: {', '.join(FORMATS)}")
    buffer = BytesIO()
    with use_style(), _lean_fonts():
        figure.savefig(buffer, format=format, metadata=metadata[format])
    return _finish_pdf(buffer, figure) if format == "pdf" else buffer.getvalue()


@contextmanager
def _lean_fonts() -> Iterator[None]:
    """Fonts go into a pdf without their layout tables: the letters are placed already, and reading them takes long."""
    tables = subset.Options._drop_tables_default
    subset.Options._drop_tables_default = [*tables, "GSUB", "GPOS", "GDEF"]
    try:
        yield
    finally:
        subset.Options._drop_tables_default = tables


def _finish_pdf(buffer: BytesIO, figure: PrintFigure) -> bytes:
    """Language and metadata put in, and written so that the bytes do not depend on this machine."""
    caption, out = figure.caption, BytesIO()
    with pikepdf.open(buffer) as pdf:
        pdf.Root.Lang = pikepdf.String(caption.language)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:title"] = caption.title
            xmp["dc:description"] = caption.alt_long
            xmp["dc:language"] = {caption.language}
            xmp["dc:rights"] = LICENCE
            xmp["dc:source"] = caption.source
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
