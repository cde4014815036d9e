"""Where this checkout keeps what belongs to no plan: its own data folder and the setting of its public address."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The top of the checkout."""


def read_repository(path: Path = ROOT / "data" / "project.toml") -> str:
    """The repository's public address, empty while it is not decided; captions and README leave the line out then.

    >>> read_repository()
    ''
    """
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["repository"])
