"""Who has read a plan, as its folder says: a language model, people, both, or nobody says."""

from helpers.errors import PlanError
from helpers.plan.read import Plan
from helpers.tables import read_rows

READERS = {"person": "people", "language model": "machine"}
"""Who may have read (``kind`` in readers.csv), and which variant of a phrase says so."""


def _read_kinds(plan: Plan) -> tuple[str, ...]:
    """Who made each pass, by ``kind`` in passes/readers.csv; nothing where there is no such file."""
    path = plan.folder / "passes" / "readers.csv"
    if not path.is_file():
        return ()
    readers = read_rows(path, ["kind"])
    if "kind" not in readers:
        raise PlanError(path, 1, "no column kind", f"It says who read: {' or '.join(READERS)}.")
    strange = readers[~readers.kind.isin(READERS)]
    if len(strange):
        found = f"the kind {strange.kind.iloc[0]!r}"
        raise PlanError(path, int(str(strange.index[0])), found, f"It must be {' or '.join(READERS)}.")
    return tuple(readers.kind)
