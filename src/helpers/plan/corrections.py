"""lines.csv: a person's last word on a line, its role and the part it belongs to."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.errors import FaultsError, PlanError
from helpers.files import read_text
from helpers.plan.clean import clean, fold
from helpers.plan.schemas import ROLES
from helpers.tables import BREAK, fill_cells, join_runs, read_rows, read_wordlist

COLUMNS = ("line", "role", "part", "text")
"""The columns of lines.csv: the line of plan.txt, its role, the id of its theme or committee (may be empty), and what
stands on the line, which a run fills in (``settle_corrections``)."""

GOES_ON = "continued"
"""The role that a line gets in lines.csv which goes on from the line above it."""


class Correction(NamedTuple):
    """What a person says of a line."""

    role: str
    part: str  # an id, several joined by ", ", or ""
    told: str = ""  # the number that the row has for the line
    at: int = 0  # where the row stands in lines.csv


def read_corrections(path: Path, rows: Sequence[str]) -> dict[int, Correction]:
    """lines.csv by line of plan.txt, whose lines are ``rows``; nothing where there is no such file. A row with a text
    belongs to the line that has it, whatever its number.

    Raises PlanError (all faults at once) without the columns line and role, for a line that plan.txt does not have or
    that stands twice, a text that stands on no line or on several others, and a role that there is not.
    """
    if not path.is_file():
        return {}
    table = read_rows(path, COLUMNS)
    if not {*COLUMNS[:2]} <= {*table.columns}:
        raise PlanError(path, 1, f"kolumnerna {', '.join(table.columns)}", f"De ska vara {', '.join(COLUMNS)}.")
    found: dict[int, Correction] = {}
    faults: list[PlanError] = []
    for at, row in zip(table.index, table.reindex(columns=[*COLUMNS], fill_value="").to_dict("records"), strict=True):
        try:
            said = _read_number(row["line"])
            line = _find_line(said, row["text"], rows)
            if line in found:
                raise PlanError("", None, f"rad {line} en andra gång", "Behåll en av raderna.")
            role = row["role"].strip(" .").casefold()
            role = next((each for each, word in name_roles().items() if word == role), role)
            if role not in (*ROLES, GOES_ON):
                remedy = f"Rollerna är {', '.join(name_roles().values())}."
                raise PlanError("", None, f"rollen {row['role']!r} finns inte", remedy)
            found[line] = Correction(role, row["part"].strip(), said, int(at))
        except PlanError as error:
            faults.append(PlanError(path, int(at), error.found, error.remedy))
    if faults:
        raise FaultsError(faults)
    return found


@cache
def name_roles() -> dict[str, str]:
    """What the roles of lines are called in Swedish (``data/swedish/roles.csv``); in lines.csv both may stand.

    >>> name_roles()["demand"]
    'krav'
    """
    table = read_wordlist("roles.csv", ["role", "word"])
    return dict(zip(table.role, table.word, strict=True))


def _read_number(cell: str) -> str:
    """The number of a line as spreadsheets and people write it; what is none as it stands."""
    number = re.fullmatch(
        r"(?:rad(?:en)? )?0*(\d+)(?:[.,]0+)?", "".join(re.split(r"(?<=\d)\s+(?=\d)", cell.strip())), re.I
    )
    return number[1] if number else cell.strip()


def _find_line(said: str, text: str, rows: Sequence[str]) -> int:
    """The line that a row means: the one of its number, or that of its text where another text stands there."""
    number = int(said) if said.isdecimal() else 0
    if not text:
        if 1 <= number <= len(rows):
            return number
        raise PlanError(
            "", None, f"raden {said!r} finns inte", f"Skriv ett nummer på varje rad; plan.txt har 1 till {len(rows)}."
        )
    texts = text.split(BREAK)
    meant = _find_text([*map(fold, texts)], [*map(fold, rows)])
    if not meant and all(map(_bare, texts)):
        meant = _find_text([*map(_bare, texts)], [*map(_bare, rows)])
    if number in meant and BREAK not in text:
        return number
    if len(meant) != 1:
        where = f"står på rad {join_runs(meant, '–')}" if meant else "inte står i plan.txt nu"
        remedy = "Skriv det nummer som raden har nu och töm cellen text, eller ta bort raden."
        raise PlanError("", None, f"rad {said} har inte längre texten {text!r}, som {where}", remedy)
    return meant[0]


def _bare(text: str) -> str:
    """The words of a line alone, as a person gives them who leaves out its mark."""
    return " ".join(re.findall(r"\w+", fold(text).casefold()))


def _find_text(texts: Sequence[str], rows: Sequence[str]) -> list[int]:
    """The lines that have a text, or the last of several that stand below each other."""
    count = len(texts)
    return [
        end for end in range(count, len(rows) + 1) if rows[end - 1] == texts[-1] and rows[end - count : end] == texts
    ]


def _tell_text(line: int, rows: Sequence[str]) -> str:
    """The text of a line, with as many of the lines above it as it takes to tell it from others."""
    folded = [*map(fold, rows)]
    counts = range(1, line + 1)
    count = next((n for n in counts if len(_find_text(folded[line - n : line], folded)) == 1), 1)
    return BREAK.join(map(clean, rows[line - count : line]))


def settle_corrections(folder: Path) -> list[str]:
    """Fill in the texts of the lines in lines.csv, so that its rows follow them when plan.txt is changed, and the
    numbers of those that have moved since; gives what is to be said of these.

    >>> settle_corrections(Path("data/borlange-v-2022"))
    []
    """
    path = folder / "lines.csv"
    if not path.is_file():
        return []
    rows = read_text(folder / "plan.txt").split("\n")
    found = read_corrections(path, rows)
    cells = {each.at: {"line": str(line), "text": _tell_text(line, rows)} for line, each in found.items()}
    fill_cells(path, COLUMNS, cells)
    moved = [(each.told, line) for line, each in found.items() if each.told != str(line)]
    return [f"lines.csv: rad {told} är nu rad {line}, som har radens text" for told, line in moved]
