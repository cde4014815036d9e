"""The one error that bad input raises: which file, which line, what was found there and what to do about it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any


class PlanError(ValueError):
    """Input that cannot be read without making ids or amounts wrong.

    Attributes: ``file`` (name of the file), ``line`` (from 1, or None where no line is to blame), ``found``
    (what stands there), ``remedy`` (what to do).

    >>> print(PlanError("plan.txt", 12, "the amount '14 12O'", "Write it in digits."))
    plan.txt, line 12: found the amount '14 12O'. Write it in digits.
    """

    def __init__(self, file: str | Path, line: int | None, found: str, remedy: str) -> None:
        self.file, self.line, self.found, self.remedy = Path(file).name, line, found, remedy
        place = self.file if line is None else f"{self.file}, line {line}"
        super().__init__(f"{place}: found {found}. {remedy}")

    def __reduce__(self) -> tuple[Any, ...]:
        """How the error comes back from another process: as itself, with all that it says.

        >>> import pickle
        >>> print(pickle.loads(pickle.dumps(PlanError("plan.txt", 12, "the amount '14 12O'", "Write it in digits."))))
        plan.txt, line 12: found the amount '14 12O'. Write it in digits.
        """
        return type(self), (self.file, self.line, self.found, self.remedy), {"args": self.args}


def join_errors(errors: Sequence[PlanError]) -> PlanError:
    """Several faults as one error: the first, with the others on lines of their own, each told once.

    >>> faults = [PlanError("plan.toml", 3, "no year", "Add it."), PlanError("lines.csv", 2, "line 900", "Correct it.")]
    >>> print(join_errors(faults))
    plan.toml, line 3: found no year. Add it.
    lines.csv, line 2: found line 900. Correct it.
    """
    first, *_ = errors
    whole = PlanError(first.file, first.line, first.found, first.remedy)
    whole.args = ("\n".join(dict.fromkeys(str(error) for error in errors)),)
    return whole
