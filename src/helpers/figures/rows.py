"""Rows of names and bars in millimetres, and the caption that every chart has."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from helpers.figures.marks import lead, measure_rows
from helpers.figures.sheet import SIZES, Caption, Sheet
from helpers.words import Words

A5 = Sheet(SIZES["a5"])


PITCH, LEAST_PITCH = 0.62, 0.43
"""From one row of words to the next, in mm for each point of type: as wanted, and the least, as in running text."""


def list_total_lines(words: Words) -> list[int]:
    """The lines on which the plan states the sum of its frames for its year; none where it states none."""
    plan = words.plan
    return plan.totals.line[plan.totals.year == plan.file.document.year].tolist()


def make_caption(
    words: Words,
    lines: list[int],
    *,
    title: str,
    what: str,
    alt: str,
    alt_long: str,
    note: str = "",
    note_brief: str | None = None,
    what_brief: str | None = None,
) -> Caption:
    """The words of a figure that rests on these lines of the document, with its source and a shorter one.

    The long alt text begins with the title: what the figure finds.

    >>> make_caption(words, [3, 5, 9], title="", what="", alt="", alt_long="").source_brief[-12:]
    ' ur rad 3–9.'
    """
    span = words.say("lines_between", first=min(lines), last=max(lines))
    brief = f"{words.say('source', lines=span)} {words.repository}".strip()
    source = words.source(lines)
    return Caption(
        title,
        what,
        source,
        alt,
        f"{title}. {alt_long}",
        note,
        tuple(sorted(set(lines))),
        words.language,
        note_brief,
        brief if len(brief) < len(source) else None,
        what_brief,
    )


class Rows(NamedTuple):
    """The rows of a chart by their labels, wrapped to ``width`` mm: how high they are at a pitch (mm for each point).

    ``more`` is what stands besides the rows, in rows of one line; ``fixed`` what does in mm; ``below`` is what each row
    has below its label, in mm; ``least`` is how many lines each row has room for at the least.
    """

    labels: list[str]
    width: float
    pt: float
    more: float
    fixed: float = 0.0
    below: float = 0.0
    least: tuple[int, ...] = ()

    def rows(self, pitch: float) -> list[float]:
        """The height of each row (mm) where one of a single line is ``pitch`` mm high."""
        heights = [row + self.below for row in measure_rows(self.labels, self.width, self.pt, pitch)]
        lines = self.least or (1,) * len(heights)
        return [max(row, pitch + (least - 1) * lead(self.pt)) for row, least in zip(heights, lines, strict=True)]

    def height(self, share: float) -> float:
        """The height of the whole chart (mm) where a row of one line has ``share`` mm for each point of type."""
        pitch = self.pt * share
        return sum(self.rows(pitch)) + self.more * pitch + self.fixed

    def fill(self, height: float) -> float:
        """The height of a row of one line (mm) with which the chart is as high as ``height``."""
        return (height - self.height(0)) / (len(self.labels) + self.more)

    def middles(self, pitch: float, top: float) -> list[float]:
        """The middle of each row (mm), the first one beginning at ``top``."""
        rows = self.rows(pitch)
        return [top + end - row / 2 for end, row in zip(accumulate(rows), rows, strict=True)]


def _names(frames: pd.DataFrame, words: Words) -> list[str]:
    """The short name of every frame: its committee's, or its own label where it has none."""
    keys = frames.committee_id.fillna(frames.label)
    return [words.name(str(key)) for key in keys]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
