"""What has been made of a plan, kept in build/made: what is as it was made is not made again.

A record holds who made each thing and from which state of what that maker rests on (``inputs``), and a checksum for
every file. It is written after every single thing, so that a run which was cut off goes on where it stopped. What git
holds of a published plan has its record beside it in figures/: in a clone nothing of that is made again, until its
sources change.
"""

import hashlib
import itertools
import json
import os
import subprocess
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from helpers.files import ROOT, list_filled, read_published, run_git, sum_file, write_bytes
from helpers.inputs import Reading, digest_inputs, list_imports, list_sources

INDEX = "00_index"
"""The name under which the list of all figures is made: their manifest and the gallery."""

SHARED = ".made.json"
"""How the record is called that git holds beside the folder of a published plan's figures."""

KIT = "kit"
"""The kind of what a plan is read with, which is no part of what is published."""

CHARTS = "helpers.figures.charts"
"""The module that names all charts."""

LISTS = ("helpers.make", CHARTS)
"""The modules that only name what there is to make: what makes one thing rests on nothing that they import, unless it
is a list itself, whose things may be any."""

MAKERS: dict[str, tuple[str, ...]] = {
    "table": ("helpers.publish.outputs",),
    "book": ("helpers.publish.outputs",),
    KIT: ("helpers.publish.outputs",),
    "pamphlet": ("helpers.prints.documents", CHARTS),
    "index": LISTS,
}
"""The modules that make the things of a kind; a figure is made by the module of its chart, with ``SETS``."""

SETS = "helpers.publish.sets"

_BEGUN = time.time()


class Made(NamedTuple):
    """What was made under a name: its kind, its files with their checksums.

    For a figure ``rows`` are those of the manifest, for sizes without room too; for the index ``sources`` is one number
    for all that it rests on. ``maker`` is one of ``MAKERS`` or the module of a chart.
    """

    name: str
    kind: str
    files: Mapping[str, str] = MappingProxyType({})
    rows: tuple[dict[str, Any], ...] = ()
    sources: str = ""
    maker: str = ""

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


def digest_makers(folder: Path) -> dict[str, str]:
    """For each that makes things of a plan's folder one number: for its modules, all that they import, and the data.

    >>> digest_makers(plan.folder)["table"] == digest_makers(plan.folder)["pamphlet"]
    False
    """
    reading = Reading()
    makers = list_makers().items()
    return {maker: digest_inputs(modules, [folder], without, reading) for maker, (modules, without) in makers}


def list_makers() -> dict[str, tuple[set[str], set[str]]]:
    """All that make things: the modules that each rests on with what they import, and those whose imports do not count.

    >>> modules, lists = list_makers()["table"]
    >>> sorted(modules)
    ['helpers.make', 'helpers.publish.outputs']
    """
    charts = list_imports(CHARTS) - {"helpers.figures"}
    makers = MAKERS | {chart: (SETS, chart) for chart in sorted(charts)}
    return {maker: ({LISTS[0], *modules}, {*LISTS} - {*modules}) for maker, modules in makers.items()}


def sum_files(paths: Iterable[Path]) -> dict[str, str]:
    """The checksums of files by their whole paths, in order."""
    return {str(path): sum_file(path) for path in sorted(path.absolute() for path in paths)}


def place_build(folder: Path) -> Path:
    """Where below build/ a plan has its place: under its folder's name or, where another plan's folder of that name
    has it, under that and a number of its own.

    >>> place_build(plan.folder).name
    'borlange-v-2022'
    """
    folder = folder.resolve()
    place = ROOT / "build" / folder.name
    apart = place.with_name(_name(folder))
    if apart.is_dir():
        return apart
    own = (folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder).as_posix()
    mark = place / ".plan"
    if not any((ROOT / owner).is_dir() for owner in _read_lines(mark)):
        write_bytes(mark, own.encode())
    return place if own in _read_lines(mark) else apart


def place_outputs(folder: Path, out: Path | None = None) -> tuple[Path, Path, Path]:
    """The folders of a plan's tables, of its figures, and of what it is read with."""
    folder = folder.resolve()
    base = out or place_build(folder)
    if out is None and folder.parent == ROOT / "data":
        return folder / "derived", ROOT / "figures" / folder.name, base / "reading"
    return base / "derived", base / "figures", base / "reading"


def place_gallery(folder: Path) -> Path:
    """Beside the folders of the plans that the project publishes; any other plan has one of its own."""
    published = folder.parent == ROOT / "figures" and folder.name in read_published()
    return (folder.parent if published else folder) / "README.md"


def _read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _name(folder: Path) -> str:
    """The name of a plan's folder, told apart from others of the name."""
    return f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"


def list_forsaken() -> Iterator[tuple[Path, str]]:
    """What somebody has filled in or saved below build/ for plans whose folders are gone, each with that folder.

    >>> [path.name for path, folder in list_forsaken() if Path(folder).is_dir()]
    []
    """
    for path in list_filled(ROOT / "build"):
        owners = _read_lines(ROOT / "build" / path.relative_to(ROOT / "build").parts[0] / ".plan")
        if owners and not any((ROOT / owner).is_dir() for owner in owners):
            yield path, owners[0]


def drop_orphans() -> list[Path]:
    """Remove what was made of plans whose folders are gone, but files that somebody has changed; gives the files."""
    gone: list[Path] = []
    for path in _list_own():
        kept = _read(path)
        if "folder" in kept and not Path(kept["folder"]).is_dir():
            files = kept["earlier"] | _list_files(_read_made(kept))
            gone += _remove(files)
            path.unlink()
    return gone


def _remove(files: Mapping[str, str]) -> Iterator[Path]:
    """Remove those of the files that are as they were made, and the folders that this leaves empty."""
    for path in [Path(file) for file, checksum in files.items() if checksum and sum_file(Path(file)) == checksum]:
        path.unlink()
        with suppress(OSError):
            for folder in path.parents:
                folder.rmdir()
        yield path


def _list_own() -> list[Path]:
    """The records of what was made here."""
    return sorted((ROOT / "build" / "made").glob("*.json"))


def _read(path: Path) -> dict[str, Any]:
    """What is kept in a record; nothing where there is nothing that can be read."""
    try:
        kept = dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
    return kept | {"earlier": _find(kept.get("earlier", {}))}


def _read_made(kept: Mapping[str, Any]) -> dict[str, Made]:
    """What was made, by its name."""
    rows = (row | {"files": _find(row["files"]), "rows": tuple(row["rows"])} for row in kept.get("made", ()))
    return {row["name"]: Made(**row) for row in rows}


def _show(made: Made) -> dict[str, Any]:
    """What was made, as a record holds it."""
    return made._asdict() | {"files": name_files(made.files)}


def _find(files: Mapping[str, str]) -> dict[str, str]:
    """Checksums by the files' whole paths, of those by their names from the top."""
    return {str(ROOT / file): checksum for file, checksum in files.items()}


def name_files(files: Mapping[str, str]) -> dict[str, str]:
    """The other way round: checksums by the files' names from the top of the checkout, in any place the same.

    >>> name_files({str(ROOT / "uv.lock"): "1f"})
    {'uv.lock': '1f'}
    """
    top = f"{ROOT.as_posix()}/"
    return {file.replace(os.sep, "/").removeprefix(top): checksum for file, checksum in files.items()}


class Record:
    """The record of one plan's folder: all names that are to be made, what has been made of them by makers that are as
    they were (``inputs``), and the files that earlier states of the sources had made (``earlier``).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.path = ROOT / "build" / "made" / f"{_name(self.folder)}.json"
        self.inputs = digest_makers(self.folder)
        self.sources = list_sources(LISTS)
        self.shared = ROOT / "figures" / f"{self.folder.name}{SHARED}"
        own, shared = _read(self.path), _read(self.shared) if self._is_published() else {}
        self.names: list[str] = next((kept["names"] for kept in (own, shared) if self._fits(kept, "index")), [])
        self.made, self.earlier = dict[str, Made](), dict[str, str]()
        for kept in (shared, own):
            self.earlier |= kept.get("earlier", {})
            for made in _read_made(kept).values():
                if self._fits(kept, made.maker):
                    self.made[made.name] = made
                else:
                    self.earlier |= made.files

    def _fits(self, kept: Mapping[str, Any], maker: str) -> bool:
        """Whether a record was written with all that a maker rests on as it is now."""
        return maker in self.inputs and kept.get("makers", {}).get(maker) == self.inputs[maker]

    def holds(self, name: str) -> bool:
        """Whether this was made from the sources as they are, and all its files are as they were made."""
        return name in self.made and self.made[name].is_there

    def keep(self, made: Made) -> None:
        """Add what was made; where a source has changed since this process began, what was loaded may be older, and all
        is made anew the next time.
        """
        self.made[made.name] = made
        if any(path.stat().st_mtime >= _BEGUN for path in self.sources):
            self.inputs = {}  # of no state that the sources will have again: only that it was written is known
        self._write()

    def drop_stale(self) -> list[Path]:
        """Remove the files that an earlier state had made and this one has not, where nobody has changed them."""
        now = _list_files(self.made)
        stale = list(_remove({file: checksum for file, checksum in self.earlier.items() if file not in now}))
        self.earlier = {}
        return stale

    def note_written(self, since: float) -> None:
        """Note what a run that is cut off has written anew since a time, of things that it did not finish."""
        own = [Path(file) for file in {*self.earlier, *_list_files(self.made)}]
        self.earlier |= sum_files(path for path in own if path.is_file() and path.stat().st_mtime >= since)
        self._write()

    def list_edited(self) -> list[Path]:
        """The files of the plan that somebody has edited: their bytes are neither what a run wrote (of any plan, since
        a gallery is one for several) nor what git holds; where no run is known, what git holds otherwise.
        """
        written: dict[str, set[str]] = {}
        for kept in map(_read, [*_list_own(), *(ROOT / "figures").glob(f"*{SHARED}")]):
            for file, checksum in [*kept.get("earlier", {}).items(), *_list_files(_read_made(kept)).items()]:
                written.setdefault(file, set()).add(checksum)
        own = self.earlier | _list_files(self.made)
        changed = {file for file in own if sum_file(Path(file)) not in {"", *written.get(file, ())}}
        figures = ROOT / "figures"  # with the gallery, which is one for all published plans
        places = [self.folder / "derived", figures / self.folder.name, figures / "README.md"]
        places = [path for path in places if path.is_relative_to(ROOT)]
        held, modified = (_ask_git(places, *how) for how in ([], ["--modified"]))
        edited = map(Path, (changed - (held - modified)) | (modified - written.keys()))
        return sorted(path for path in edited if path.is_file() and path.stat().st_size)

    def share(self) -> None:
        """Write the record of a published plan for git, once all is made; what it is read with is no part of it."""
        if self._is_published() and self.inputs and self.made.keys() >= {*self.names}:
            made = [_show(self.made[name]._replace(rows=())) for name in self.names if self.made[name].kind != KIT]
            kept: dict[str, Any] = {"makers": self.inputs, "names": self.names, "made": made}
            write_bytes(self.shared, f"{json.dumps(kept, indent=1)}\n".encode())

    def _is_published(self) -> bool:
        return self.folder.parent == ROOT / "data" and self.folder.name in read_published()

    def _write(self) -> None:
        rows = [*map(_show, self.made.values())]
        kept: dict[str, Any] = {"folder": str(self.folder), "makers": self.inputs, "names": self.names}
        kept |= {"earlier": name_files(self.earlier), "made": rows}
        write_bytes(self.path, json.dumps(kept, ensure_ascii=False).encode())


def _ask_git(places: Iterable[Path], *how: str) -> set[str]:
    """The whole paths of the files of some places that git lists; none where there is no git."""
    with suppress(OSError, subprocess.CalledProcessError):
        names = run_git(ROOT, "ls-files", "-z", *how, "--", *map(str, places)).decode().split("\0")[:-1]
        return {str(ROOT / name) for name in names}
    return set()


@contextmanager
def keep_edited(record: Record) -> Iterator[None]:
    """Keep what somebody has edited of a plan's files beside them, where the ``with`` writes them anew, and warn of it
    at its end. What stays as it is, such as a form that was filled in, needs no copy.
    """
    begun = time.time()
    copies = [(path, *_copy_beside(path, path.read_bytes())) for path in record.list_edited()]
    try:
        yield
    except BaseException:
        record.note_written(begun)
        raise
    finally:
        for path, copy, new in copies:
            if not path.read_bytes().startswith(copy.read_bytes()):
                said = f"{path.name} var ändrad av någon och är gjord på nytt; det ändrade är kvar som {copy.name}"
                warnings.warn(said, UserWarning, stacklevel=3)
            elif new:  # it stays as it is, or is no more than the beginning of what is made: a full disk has cut it
                copy.unlink()


def _copy_beside(path: Path, data: bytes) -> tuple[Path, bool]:
    """A copy of a file beside it, under a name that none has which says something else, and whether it is new."""
    names = (path.with_stem(f"{path.stem} (egen{f' {n}' if n > 1 else ''})") for n in itertools.count(1))
    copy = next(each for each in names if not each.exists() or each.read_bytes() == data)
    return copy, write_bytes(copy, data)


def _list_files(made: dict[str, Made]) -> dict[str, str]:
    return {file: checksum for each in made.values() for file, checksum in each.files.items()}
