"""What something is made from, as one number: the helpers that it reaches by its imports, the data, the lock.

What was made is made again when that number is another one, and only then. Imports are read off the sources, wherever
in them they stand, so that nothing has to be imported to be asked.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from helpers import _HOMES, HERE
from helpers.files import NOBODYS, ROOT, sum_file


def find_imports(source: str) -> set[str]:
    """The modules of ``helpers`` that a text of Python names in its imports, wherever in it they stand.

    >>> sorted(find_imports("from helpers import read_plan\\nfrom helpers.plan import clean"))
    ['helpers', 'helpers.plan', 'helpers.plan.clean', 'helpers.plan.read']
    """
    found: set[str] = set()
    for module, names in _FROM.findall(source):
        named = [name.split()[0] for name in re.sub(r"[()]|#.*", "", names).split(",") if name.strip()]
        found |= {module, *(f"{module}.{name}" for name in named)}
        if module == "helpers":
            found |= {_HOMES[name] for name in named if name in _HOMES}
    found |= {name for names in _IMPORT.findall(source) for name in re.findall(r"\bhelpers[\w.]*", names)}
    return {name for name in found if find_module(name)}


_BEGIN = r"(?:^|[:;])[ \t]*"
_FROM = re.compile(rf"{_BEGIN}from[ \t]+(helpers[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n;]*)", re.MULTILINE)
_IMPORT = re.compile(rf"{_BEGIN}import[ \t]+([\w., \t]*\bhelpers\b[^\n;]*)", re.MULTILINE)
"""Where statements of import begin. To parse all of the source for them takes ten times as long, at every start."""


def find_module(name: str) -> Path | None:
    """The file of a module of ``helpers`` by its name; None where there is none.

    >>> find_module("helpers.plan.read").name, find_module("helpers.Plan"), find_module("pandas")
    ('read.py', None, None)
    """
    first, *rest = name.split(".")
    if first != HERE.name:
        return None
    place = HERE.joinpath(*rest)
    paths = (place / "__init__.py", place.with_suffix(".py") if rest else place / "__init__.py")
    return next((path for path in paths if path.is_file()), None)


class Reading:
    """The sources as they are when first asked for: each module is looked up, and each file read, once."""

    def __init__(self) -> None:
        self.look_up, self.sum_file, self.list_beside = cache(_look_up), cache(sum_file), cache(_list_beside)


def list_sources(modules: Iterable[str], without: Iterable[str] = (), reading: Reading | None = None) -> list[Path]:
    """The files of these modules and of all that they import, at whatever remove, sorted.

    Fonts, templates and other files in a room count where one of its modules does; those in a folder without modules
    (the catalogue) always. What the modules ``without`` import does not count through them. Where much is asked of the
    same state, one ``reading`` serves all.

    >>> [path.name for path in list_sources(["helpers.errors"])][:2]
    ['__init__.py', 'en.toml']
    """
    reading = reading or Reading()
    reached: set[Path] = set()
    open_ends = {"helpers", *modules}
    seen: set[str] = set()
    while open_ends:
        name = open_ends.pop()
        seen.add(name)
        files, imports = reading.look_up(name)
        reached |= files
        if name not in without:
            open_ends |= imports - seen
    rooms = {path.parent for path in reached} - {HERE}
    rooms |= {path for path in HERE.iterdir() if not (path / "__init__.py").is_file()}
    return sorted(reached | {path for path, room in reading.list_beside() if room in rooms})


def _look_up(name: str) -> tuple[set[Path], frozenset[str]]:
    """The files that count where a module does, its own and those of the rooms around it, and what it imports."""
    path = find_module(name)
    around = path.parents if path else ()
    rooms = {parent / "__init__.py" for parent in around if HERE in parent.parents}
    return {*rooms, *([path] if path else [])}, list_imports(name)


def _list_beside() -> list[tuple[Path, Path]]:
    """The files that are no modules, each with its room."""
    beside = [path for path in HERE.rglob("*") if path.suffix not in (".py", ".pyc") and path.is_file()]
    return [(path, HERE / path.relative_to(HERE).parts[0]) for path in beside]


def list_imports(module: str) -> frozenset[str]:
    """The modules of ``helpers`` that one of them imports.

    >>> sorted(list_imports("helpers.plan.clean"))
    []
    """
    path = find_module(module)
    return _parse_imports(path.read_bytes().decode("utf-8")) if path else frozenset()


@cache
def _parse_imports(source: str) -> frozenset[str]:
    return frozenset(find_imports(source))


def list_data(plan: Path) -> list[Path]:
    """What is read for a plan: all that lies in its folder, but what is derived or hidden, and what all plans share.

    >>> "plan.txt" in [path.name for path in list_data(ROOT / "data" / "borlange-v-2022")]
    True
    """
    own = [path for path in plan.rglob("*") if path.is_file() and _is_read(path.relative_to(plan))]
    shared = [path for path in (ROOT / "data" / "swedish").rglob("*") if path.is_file()]
    return sorted([*own, *shared, ROOT / "data" / "project.toml"])


def _is_read(path: Path) -> bool:
    return path.parts[0] != "derived" and not any(map(NOBODYS.match, path.parts))


def digest_files(paths: Iterable[Path], top: Path = ROOT, reading: Reading | None = None) -> str:
    """One number for the names and contents of files, as SHA-256; one that another program has locked has none.

    In whatever order they come: paths are not sorted alike on every system.

    >>> len(digest_files([ROOT / "uv.lock"]))
    64
    """
    sum_one = reading.sum_file if reading else sum_file
    names = [(path.relative_to(top) if path.is_relative_to(top) else path, path) for path in paths]
    lines = [f"{name.as_posix()} {sum_one(path)}\n" for name, path in names]
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def digest_inputs(
    modules: Iterable[str], plans: Iterable[Path] = (), without: Iterable[str] = (), reading: Reading | None = None
) -> str:
    """One number for what is made by these modules from these plans' folders, with this lock: on every Python the same.

    >>> digest_inputs(["helpers.plan.read"]) == digest_inputs(["helpers.plan.budget"])
    False
    """
    data = {path for plan in plans for path in list_data(plan)}
    return digest_files([*list_sources(modules, without, reading), *sorted(data), ROOT / "uv.lock"], ROOT, reading)
