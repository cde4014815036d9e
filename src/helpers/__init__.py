"""From a party's plan and budget to figures fit for print, every claim about it led back to its line.

The names that other people's notebooks rely on are handed on from here when they are first used, so that
``import helpers`` costs nothing; everything else is imported from its module.

>>> from helpers import read_plan
>>> plan = read_plan("data/borlange-v-2022")
"""

from importlib import import_module
from pathlib import Path
from typing import Any

_HOMES = {
    "read_plan": "helpers.plan.read",
    "PlanError": "helpers.errors",
    "propose_links": "helpers.matching.propose",
    "cross_reference": "helpers.links.crossref",
}

HERE = Path(__file__).parent
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'helpers' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
