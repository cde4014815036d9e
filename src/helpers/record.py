"""What has been made of a plan, kept in build/made: what is as it was made is not made again.

A record is for one state of all that things are made from (``inputs``), and holds a checksum for every file. It is
written after every single thing, so that a run which was cut off goes on where it stopped.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from helpers.inputs import ROOT, digest_inputs, list_sources

INDEX = "00_index"
"""The name under which the list of all figures is made: their manifest and the gallery."""

MAKER = "helpers.make"
"""The module that makes things: what it imports is what they are made by."""

_BEGUN = time.time()


class Made(NamedTuple):
    """What was made under a name: its kind, its files with their checksums.

    For a figure ``rows`` are those of the manifest, for sizes without room too; for the index ``sources`` is one number
    for all that it rests on.
    """

    name: str
    kind: str
    files: Mapping[str, str] = MappingProxyType({})
    rows: tuple[dict[str, Any], ...] = ()
    sources: str = ""

    def __str__(self) -> str:
        """What was made in a line, with the sizes that are missing.

        >>> print(Made("03_ramar", "figure", {"a.pdf": ""}, ({"size": "square", "language": "sv"},)))
        03_ramar: figure (1), no room on square (sv)
        """
        gone = [f"{row['size']} ({row['language']})" for row in self.rows if "file" not in row]
        return f"{self.name}: {self.kind} ({len(self.files)})" + (f", no room on {', '.join(gone)}" if gone else "")

    @property
    def is_there(self) -> bool:
        """Whether all its files are as they were made."""
        return all(sum_file(Path(file)) == checksum for file, checksum in self.files.items())


def sum_files(paths: Iterable[Path]) -> dict[str, str]:
    """The checksums of files by their whole paths, in order."""
    return {str(path): sum_file(path) for path in sorted(path.absolute() for path in paths)}


def sum_file(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none.

    >>> sum_file(Path("no-such-file"))
    ''
    """
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


class Record:
    """The record of one plan's folder: all names that are to be made, what has been made of them, and the files that
    earlier states of the sources had made (``earlier``).
    """

    def __init__(self, folder: Path) -> None:
        folder = folder.resolve()
        short = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
        self.path = ROOT / "build" / "made" / f"{folder.name}-{short}.json"
        self.inputs = digest_inputs([MAKER], [folder])
        kept = self._read()
        made = {row["name"]: Made(**{**row, "rows": tuple(row["rows"])}) for row in kept.get("made", ())}
        self.names: list[str] = kept.get("names", []) if kept.get("inputs") == self.inputs else []
        self.made: dict[str, Made] = made if kept.get("inputs") == self.inputs else {}
        self.earlier: dict[str, str] = kept.get("earlier", {}) | ({} if self.made else _list_files(made))

    def _read(self) -> dict[str, Any]:
        """What is kept; nothing where there is nothing that can be read."""
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def holds(self, name: str) -> bool:
        """Whether this was made from the sources as they are, and all its files are as they were made."""
        return name in self.made and self.made[name].is_there

    def keep(self, made: Made) -> None:
        """Add what was made, unless a source has changed since this process began: what was loaded may be older."""
        self.made[made.name] = made
        if all(path.stat().st_mtime < _BEGUN for path in list_sources([MAKER])):
            self._write()

    def drop_stale(self) -> list[Path]:
        """Remove the files that an earlier state had made and this one has not, where nobody has changed them."""
        now = _list_files(self.made)
        stale = [Path(file) for file, checksum in self.earlier.items() if file not in now]
        stale = [path for path in stale if sum_file(path) == self.earlier[str(path)]]
        for path in stale:
            path.unlink()
        self.earlier = {}
        return stale

    def _write(self) -> None:
        rows = [made._asdict() for made in self.made.values()]
        kept = {"inputs": self.inputs, "names": self.names, "earlier": self.earlier, "made": rows}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8", newline="\n")
        beside.replace(self.path)


def _list_files(made: dict[str, Made]) -> dict[str, str]:
    return {file: checksum for each in made.values() for file, checksum in each.files.items()}
