"""lines.csv: a person's last word on a line, its role and the part it belongs to."""

from pathlib import Path
from typing import NamedTuple

from helpers.errors import FaultsError, PlanError
from helpers.plan.schemas import ROLES
from helpers.tables import read_rows

COLUMNS = ("line", "role", "part")
"""The columns of lines.csv: the line of plan.txt, its role, and the id of its theme or committee (may be empty)."""

GOES_ON = "continued"
"""The role that a line gets in lines.csv which goes on from the line above it."""


class Correction(NamedTuple):
    """What a person says of a line."""

    role: str
    part: str  # an id, several joined by ", ", or ""


def read_corrections(path: Path, lines: int) -> dict[int, Correction]:
    """lines.csv by line; nothing where there is no such file.

    Raises PlanError (all faults at once) for other columns, a line that plan.txt does not have or that stands twice,
    and a role that there is not.
    """
    if not path.is_file():
        return {}
    table = read_rows(path, COLUMNS)
    if list(table.columns) != list(COLUMNS):
        raise PlanError(path, 1, f"kolumnerna {', '.join(table.columns)}", f"De ska vara {', '.join(COLUMNS)}.")
    found: dict[int, Correction] = {}
    faults: list[PlanError] = []
    for at, (line, role, part) in zip(table.index, table.itertuples(index=False), strict=True):
        fault = _find_fault(path, int(at), str(line), str(role), lines, found)
        if fault:
            faults.append(fault)
        else:
            found[int(str(line))] = Correction(str(role), str(part).strip())
    if faults:
        raise FaultsError(faults)
    return found


def _find_fault(
    path: Path, at: int, line: str, role: str, lines: int, found: dict[int, Correction]
) -> PlanError | None:
    if not line.isdecimal() or not 1 <= int(line) <= lines:
        return PlanError(path, at, f"raden {line!r} finns inte", f"plan.txt har rad 1 till {lines}.")
    if int(line) in found:
        return PlanError(path, at, f"rad {line} en andra gång", "Behåll en av raderna.")
    if role not in (*ROLES, GOES_ON):
        return PlanError(path, at, f"rollen {role!r} finns inte", f"Rollerna är {', '.join((*ROLES, GOES_ON))}.")
    return None
