"""What the charts of the cross-reference share: notes on readings, counts and the marks of a tie."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import dot, half_dot, square
from helpers.figures.sheet import Sheet
from helpers.language import Count
from helpers.links.labels import Labels, count_signed
from helpers.words import Words


def say_note(words: Words, links: pd.DataFrame, *notes: str, committees: pd.DataFrame | None = None) -> str:
    """The notes that there are, after the remark that nobody has reviewed what the picture rests on, or how much of it
    somebody has, until all of it is signed: its links and, where it tells who leads, ``committees``.
    """
    return join(say_reviewed(words, links, committees), *notes)


def say_reviewed(words: Words, links: pd.DataFrame, committees: pd.DataFrame | None = None) -> str:
    """Who has judged, and how much of it a person has signed; nothing where all is.

    >>> say_reviewed(words, labels.links)
    'Maskinbedömt, ej granskat av människa.'
    """
    signed, count = count_signed(links, committees)
    brief = words.say("who_read_brief")
    return (
        ""
        if signed == count > 0
        else words.say("who_half", signed=signed, count=count, brief=brief)
        if signed
        else brief
    )


def say_span(words: Words, labels: Labels) -> str:
    """How many demands with a mission the passes gave, where they differ."""
    low, high = labels.span()
    passes = words.count(len(labels.passes)).capitalize()
    return words.say("cross_span_note", count=passes, low=low, high=high) if low != high else ""


def say_unread(words: Words, states: pd.DataFrame) -> str:
    """How many of the demands nobody has read, where there are any: no mark is no finding there."""
    unread = int((states.state == "unread").sum())
    return words.say("cross_unread_note", count=unread) if unread else ""


def join(*notes: str) -> str:
    """The notes that there are, one after the other."""
    return " ".join(note for note in notes if note)


def say_count(words: Words, value: int) -> str:
    """The number in words, one as the language counts demands and missions."""
    return Count(words.say("bullets", count=words.count(value)), value, words.language)


def draw_mark(axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet) -> None:
    """The mark of a kind by its middle: full dot (``whole``), half dot (``part``), ring (``related``), square."""
    colours = sheet.palette
    if kind == "whole":
        dot(axes, x, y, diameter, colours.accent)
    elif kind == "part":
        half_dot(axes, x, y, diameter, colours.accent)
    elif kind == "related":
        dot(axes, x, y, diameter * 0.7, colours.muted, filled=False)
    else:
        square(axes, x, y, diameter, colours.muted)
