"""What a document may be at most: a stranger's file must not fill the memory or run for ever."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten

from helpers.errors import PlanError

MEGABYTE = 2**20
_MOST_TOLD, _LONGEST = 20, 120
HIDDEN, DELETED, REMARK = "dold text", "borttagen text (spårad ändring)", "kommentar"


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
    """The limits for one file, with the time that is left, and what of it is no part of the text: kinds and texts."""

    path: Path
    limits: Limits = field(default_factory=Limits)
    begun: float = field(default_factory=time.monotonic)
    unused: dict[str, list[str]] = field(default_factory=dict)

    def leave(self, what: str, text: str, page: int | None = None) -> None:
        """Keep in mind what is left out of the text, and where known the page that it is on."""
        if told := shorten(text, _LONGEST, placeholder=" …"):
            self.unused.setdefault(what, []).append(f"sidan {page}: ”{told}”" if page else f"”{told}”")

    def tell_unused(self) -> Iterator[str]:
        """What was left out, kind by kind.

        >>> watch = Watch(Path("plan.docx"))
        >>> watch.leave("kommentar", "39 "), watch.leave("dold text", "utkast", 2)
        (None, None)
        >>> list(watch.tell_unused())
        ['kommentar används inte: ”39”', 'dold text används inte: sidan 2: ”utkast”']
        """
        for what, texts in self.unused.items():
            yield f"{what} används inte: {', '.join(texts[:_MOST_TOLD])}{' …' if len(texts) > _MOST_TOLD else ''}"

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
