"""What the parts of workbooks of Excel and of OpenDocument have alike: names of another space, and their margins."""

import re
from contextlib import suppress
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

SHRINK = "Ta bort de tomma raderna under tabellen och kolumnerna till höger om den, och spara igen."
"""What to do about a sheet with too many cells."""


def name_of(tag: str) -> str:
    """The name of an element or attribute without its namespace, which Strict Open XML has another of."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute's value by its name without the namespace; nothing where it is not there."""
    return next((value for key, value in element.attrib.items() if name_of(key) == name), "")


def show_number(value: str) -> str:
    """A number with as many digits as spreadsheets show, of those that one is kept with; what is none as it stands.

    >>> show_number("0.80000000000000004"), show_number("7.0"), show_number("12345678901234567890"), show_number("x")
    ('0.8', '7', '12345678901234567890', 'x')
    """
    with suppress(ValueError, OverflowError):
        return value if value.isdecimal() else f"{float(value):.15g}"
    return value


_COUNTED = re.compile(r"\b(?:sida|sidan|page|av|of)\b|[\W\d_]+", re.IGNORECASE)


def is_written(archive: ZipFile, text: str) -> bool:
    """Whether the text of a margin is somebody's, and neither a count of pages nor the title of the workbook."""
    said = " ".join(text.split()).removesuffix("…").rstrip()
    parts = [archive.read(name) for name in {"docProps/core.xml", "meta.xml"} & {*archive.namelist()}]
    titles = [each.text or "" for data in parts for each in fromstring(data).iter() if name_of(each.tag) == "title"]
    return bool(_COUNTED.sub("", said)) and not any(said and title.startswith(said) for title in titles)
