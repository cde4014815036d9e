"""Files: where the checkout keeps what belongs to no plan, and writing only when bytes change."""

import tomllib
from io import BytesIO
from pathlib import Path

import pikepdf

from helpers import HERE

ROOT = HERE.parents[1]
"""The top of the checkout."""


def read_repository(path: Path = ROOT / "data" / "project.toml") -> str:
    """The repository's public address, empty while it is not decided; captions and README leave the line out then.

    >>> read_repository()
    ''
    """
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["repository"])


LICENCE = "CC BY 4.0 (the quoted words are the party's)"


LONGEST_ALT = 100
"""How many characters the short alt text has at most: screen readers and web tools cut longer ones."""


def write_bytes(path: Path, data: bytes) -> bool:
    """Write the file if its bytes are other than these, with the folders above it; True where it was written.

    >>> write_bytes(empty / "example.txt", b"x")
    True
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def save_pdf(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a pdf, which do not depend on this machine: compressed, but for its fonts.

    What two files have of a font in common is stored once by git where it is not compressed, and fonts are the larger
    part of a small pdf.

    >>> save_pdf(pikepdf.open(folder / "03_ramar_a5_sv.pdf"))[:5]
    b'%PDF-'
    """
    packed, out = BytesIO(), BytesIO()
    pdf.save(packed, deterministic_id=True)
    with pikepdf.open(packed) as again:
        for each in again.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                for key in {"/FontFile2", "/FontFile3"} & set(each.keys()):
                    each[key].write(each[key].read_bytes())
        kept = pikepdf.StreamDecodeLevel.none
        again.save(out, deterministic_id=True, compress_streams=False, stream_decode_level=kept)
    return out.getvalue()
