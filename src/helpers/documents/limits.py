"""What a document may be at most: a stranger's file must not fill the memory or run for ever."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from helpers.documents.unused import Unused
from helpers.errors import PlanError

MEGABYTE = 2**20
HIDDEN, DELETED, REMARK = "dold text", "borttagen text (spårad ändring)", "kommentar"
OBJECT = "formel eller annat inbäddat objekt"


@dataclass(frozen=True)
class Limits:
    """The most that is read: the file and what it unpacks to in bytes, pages, signs on a page, seconds."""

    size: int = 100 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    pages: int = 600
    signs: int = 60_000
    seconds: float = 120.0


@dataclass
class Watch:
    """The limits for one file, with the time that is left, and what of it is no part of the text."""

    path: Path
    limits: Limits = field(default_factory=Limits)
    begun: float = field(default_factory=time.monotonic)
    unused: list[Unused] = field(default_factory=list)

    def leave(self, what: str, text: str, page: int | None = None) -> None:
        """Keep in mind what is left out of the text, and where known the page that it is on.

        >>> watch = Watch(Path("plan.docx"))
        >>> watch.leave("kommentar", "39 "), watch.leave("dold text", " ")
        (None, None)
        >>> watch.unused
        [Unused(what='kommentar', page=None, text='39')]
        """
        if told := " ".join(text.split()):
            self.unused.append(Unused(what, page, told))

    def check_time(self) -> None:
        """Raises PlanError where the time is out."""
        if time.monotonic() - self.begun > self.limits.seconds:
            raise self.fault(
                f"ett dokument som tar mer än {self.limits.seconds:g} sekunder att läsa",
                "Dela upp det, eller spara bara de sidor som behövs.",
            )

    def check_size(self, size: int) -> None:
        """Raises PlanError where the file has more bytes than the limit."""
        if size > self.limits.size:
            raise self.fault(
                f"en fil på {size // MEGABYTE} MB; gränsen är {self.limits.size // MEGABYTE} MB",
                "Spara dokumentet utan bilder, eller bara de sidor som behövs.",
            )

    def check_pages(self, pages: int) -> None:
        """Raises PlanError where there are more pages than the limit."""
        if pages > self.limits.pages:
            raise self.fault(
                f"{pages} sidor; gränsen är {self.limits.pages}",
                "Spara bara de sidor som behövs som ett eget dokument.",
            )

    def fault(self, found: str, remedy: str) -> PlanError:
        """The error of this file."""
        return PlanError(self.path, None, found, remedy)
