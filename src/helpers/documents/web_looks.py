"""How the tags of a web page look: bold or not, and how large; by its style sheets, style attributes and defaults."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import Tag

from helpers.documents.limits import Watch

_DEFAULT = (
    "b,strong,th,dt{font-weight:bold}h1{font-size:2em}h2{font-size:1.5em}h3{font-size:1.17em}h5{font-size:.83em}"
    "h6{font-size:.67em}small,sub,sup{font-size:.83em}"
)
_BASE = 12.0
_UNITS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0}
_NAMED = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0,
    "smaller": 0.83, "larger": 1.2,
}  # fmt: skip
_HEAVY = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_LIGHT = re.compile(r"\b(?:normal|lighter|[1-5]00)\b")
_SIZE = re.compile(rf"(?<![\w-])(?:([\d.]+)(pt|px|cm|mm|in|pc|r?em|%)|({'|'.join(_NAMED)}))(?![\w-])")
_NAMES = re.compile(r"[.#]([\w-]+)")
_LONGEST = 200
_MOST_ASKED = 500_000
"""So often is it asked whether a rule is about a tag; the rules after that are left out."""


class Look(NamedTuple):
    """Whether a text is bold, and its size in points; None where nothing in the page says a size."""

    bold: bool = False
    size: float | None = None


class _Style(NamedTuple):
    """What a rule says: bold or not, the size as a number and its unit (None where it says nothing)."""

    bold: bool | None
    size: tuple[float, str] | None


class Looks:
    """The looks of a page's tags; what a tag does not say it has from the tag around it."""

    def __init__(self, soup: BeautifulSoup, watch: Watch) -> None:
        self._styles: dict[int, list[_Style]] = {}
        sheets = "".join(each.get_text() for each in soup.find_all("style"))
        used = _list_names(soup)
        rules = [rule for rule in _list_rules(sheets) if used.issuperset(_NAMES.findall(rule[0]))]
        rules = rules[: _MOST_ASKED // (len(soup.find_all(True)) + 1)]
        inline = ((tag, _read_style(str(tag["style"]))) for tag in soup.find_all(style=True))
        own = [(tag, style) for tag, style in inline if style is not None]
        self.base = Look(size=_BASE if any(style.size for _, style in [*rules, *own]) else None)
        for selector, style in sorted([*_list_rules(_DEFAULT), *rules], key=lambda rule: _weigh(rule[0])):
            watch.check_time()
            for tag in _select(soup, selector):
                self._styles.setdefault(id(tag), []).append(style)
        for tag, style in own:
            self._styles.setdefault(id(tag), []).append(style)

    def look(self, tag: Tag, around: Look) -> Look:
        """How a tag looks that stands in another."""
        bold, size = around
        for style in self._styles.get(id(tag), ()):
            bold = bold if style.bold is None else style.bold
            size = size if style.size is None or around.size is None else _measure(*style.size, around.size)
        return Look(bold, size)


def _list_names(soup: BeautifulSoup) -> set[str]:
    """All classes and ids of a page: a rule that names another says nothing of it."""
    tags = soup.find_all(True)
    return {name for tag in tags for name in (*tag.get_attribute_list("class"), tag.get("id")) if isinstance(name, str)}


def _list_rules(sheet: str) -> Iterator[tuple[str, _Style]]:
    """The rules of a style sheet that say how text looks, one for each selector; none of print or of narrow screens."""
    for selectors, said in _split_sheet(sheet):
        if (style := _read_style(said)) is not None:
            plain = [each.strip() for each in selectors.split(",") if ":" not in each and len(each) < _LONGEST]
            yield from ((selector, style) for selector in plain)


def _split_sheet(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a style sheet, without comments and what stands under an @."""
    first, *commented = sheet.replace("<!--", "").replace("-->", "").split("/*")
    pieces = re.split(r"([{}])", first + "".join(each.partition("*/")[2] for each in commented))
    depth, selectors = 0, ""
    for text, sign in zip(pieces[::2], pieces[1::2], strict=False):
        if sign == "{" and depth == 0:
            selectors = text.rpartition(";")[2].strip()
        elif sign == "}" and depth == 1 and not selectors.startswith("@"):
            yield selectors, text
        depth = max(depth + (1 if sign == "{" else -1), 0)


def _read_style(said: str) -> _Style | None:
    """What declarations say of weight and size; None where they say neither."""
    pairs = [each.partition(":") for each in said.casefold().split(";")]
    known = {name.strip(): text for name, _, text in pairs}
    weight = " ".join(known.get(name, "") for name in ("font", "font-weight"))
    bold = True if _HEAVY.search(weight) else False if _LIGHT.search(known.get("font-weight", "")) else None
    sizes = _SIZE.findall(" ".join(known.get(name, "").split("/")[0] for name in ("font-size", "font")))
    size = next(((_NAMED[name], "") if name else (float(number), unit) for number, unit, name in sizes), None)
    return None if bold is None and size is None else _Style(bold, size)


def _measure(number: float, unit: str, around: float) -> float:
    """A size in points."""
    if unit in ("em", "%") or (not unit and number < 2):
        return round(around * number / (100 if unit == "%" else 1), 1)
    return round(number * (_BASE if unit == "rem" else _UNITS.get(unit, 1.0)), 1)


def _weigh(selector: str) -> tuple[int, int, int]:
    """How much a selector outweighs others: its ids, its classes, its tags."""
    return selector.count("#"), selector.count(".") + selector.count("["), len(re.findall(r"(?:^|[\s>+~])\w", selector))


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return soup.select(selector)
    except soupsieve.SelectorSyntaxError:
        return []
