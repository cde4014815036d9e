"""Away with what was made here: the next run runs every notebook anew."""

import shutil
import sys
from collections.abc import Collection
from pathlib import Path

from tools.processes import ROOT, say


def clean(root: Path = ROOT) -> None:
    """Remove build/ and the caches, not .venv, not what is in git, and not what somebody has filled in or saved, which
    is named; the next run runs every notebook anew, and makes what git does not hold of the same sources.
    """
    kept = _list_filled(root / "build")
    for path in kept:
        say(f"{path.relative_to(root)}: ifylld eller sparad av någon, lämnas (filled in or saved by somebody, kept)")
    marks = [folder / ".plan" for path in kept for folder in path.parents if (folder / ".plan").is_file()]
    for name in ("build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        _remove(root / name, [*kept, *marks])
    for folder in ("src", "tools", "tests", "notebooks"):
        for path in [*root.glob(f"{folder}/**/__pycache__"), *root.glob(f"{folder}/**/.ipynb_checkpoints")]:
            shutil.rmtree(path, ignore_errors=True)


def _list_filled(build: Path) -> list[Path]:
    """The files that somebody has written in: helpers tell, which need no environment for that."""
    sys.path.append(str(ROOT / "src"))
    from helpers.files import list_filled

    return list_filled(build)


def _remove(path: Path, kept: Collection[Path]) -> None:
    """Remove a file or a folder, but what is to be kept and the folders that hold it."""
    if path in kept:
        return
    if any(each.is_relative_to(path) for each in kept):
        for each in [*path.iterdir()]:
            _remove(each, kept)
    elif path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def clean_all() -> None:
    """Remove .venv too."""
    clean()
    shutil.rmtree(ROOT / ".venv", ignore_errors=True)
