"""Away with what was made: the next run does everything anew."""

import shutil
from pathlib import Path

from tools.processes import ROOT


def clean(root: Path = ROOT) -> None:
    """Remove build/ and the caches, not .venv, not what is in git; the next run does everything anew."""
    for name in ("build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(root / name, ignore_errors=True)
    for folder in ("src", "tools", "tests", "notebooks"):
        for path in [*root.glob(f"{folder}/**/__pycache__"), *root.glob(f"{folder}/**/.ipynb_checkpoints")]:
            shutil.rmtree(path, ignore_errors=True)


def clean_all() -> None:
    """Remove .venv too."""
    clean()
    shutil.rmtree(ROOT / ".venv", ignore_errors=True)
