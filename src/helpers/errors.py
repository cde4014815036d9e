"""The one error that bad input raises: which file, which line, what was found there and what to do about it; said in
Swedish, to whoever runs the program.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

MOST_TOLD = 20
"""How many faults a message tells before it counts the rest."""


class PlanError(ValueError):
    """Input that cannot be read without making ids or amounts wrong.

    ``file`` (its name), ``line`` (from 1, or None where none is to blame), ``found`` (what stands there), ``remedy``.

    >>> print(PlanError("data/x/plan.txt", 12, "beloppet '14 12O'", "Skriv det med siffror."))
    plan.txt, rad 12: beloppet '14 12O'. Skriv det med siffror.
    """

    def __init__(self, file: str | Path, line: int | None, found: str, remedy: str) -> None:
        self.file, self.line, self.found, self.remedy = Path(file).name, line, found, remedy
        place = self.file if line is None else f"{self.file}, rad {line}"
        super().__init__(f"{place}: {found}. {remedy}")

    def __reduce__(self) -> tuple[Any, ...]:
        """How the error comes back from another process: as itself, with all that it says.

        >>> import pickle
        >>> print(pickle.loads(pickle.dumps(PlanError("plan.txt", 12, "beloppet '14 12O'", "Skriv det med siffror."))))
        plan.txt, rad 12: beloppet '14 12O'. Skriv det med siffror.
        """
        return type(self), (self.file, self.line, self.found, self.remedy)


class FaultsError(PlanError):
    """All faults of one file, or of several: ``faults`` holds each; the message tells each once, ``MOST_TOLD`` at most.

    >>> print(FaultsError([PlanError("a.csv", 2, "x", "Y."), PlanError("a.csv", 4, "z", "Y.")]))
    a.csv, rad 2: x. Y.
    a.csv, rad 4: z. Y.
    """

    def __init__(self, faults: Sequence[PlanError]) -> None:
        first = faults[0]
        super().__init__(first.file, first.line, first.found, first.remedy)
        self.faults = list(faults)
        told = list(dict.fromkeys(line for fault in faults for line in str(fault).splitlines()))
        more = [f"… och {len(told) - MOST_TOLD} fel till."] if len(told) > MOST_TOLD else []
        self.args = ("\n".join([*told[:MOST_TOLD], *more]),)

    def __reduce__(self) -> tuple[Any, ...]:
        """How they come back from another process."""
        return type(self), (self.faults,)


def raise_all(faults: Iterable[PlanError]) -> None:
    """Raise FaultsError with all of these faults, where there is any.

    >>> raise_all([])
    """
    if found := [*faults]:
        raise FaultsError(found)
