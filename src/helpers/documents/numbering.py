"""Lists and numbering of a Word file: the label that Word shows before a paragraph, which the text does not hold."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from helpers.documents.signs import count_with, show_sign, write_bullet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {
    "decimalZero": "01", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
}  # fmt: skip
_SILENT = ("none",)


def find(element: Element | None, path: str) -> Element | None:
    """The element at a path of Word's names.

    >>> find(None, "pPr/numPr") is None
    True
    """
    return None if element is None else element.find("/".join(W + step for step in path.split("/")))


def value(element: Element | None, path: str, name: str = "val") -> str | None:
    """The value of the element at a path, None where it is not there."""
    found = find(element, path)
    return None if found is None else found.get(W + name)


@dataclass
class Numbering:
    """The lists of numbering.xml, and how far each has been counted."""

    root: Element
    styles: dict[str, Element]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._abstract = {each.get(f"{W}abstractNumId", ""): each for each in self.root.iter(f"{W}abstractNum")}
        self._lists = {each.get(f"{W}numId", ""): each for each in self.root.iter(f"{W}num")}

    def label(self, number: str, level: int) -> str:
        """The next label of a list on a level (from 0); empty where Word shows none."""
        listed = self._lists.get(number)
        key, abstract = self._find_abstract(listed)
        if listed is None or abstract is None:
            return ""
        count = self._count(number, key, listed, abstract, level)
        shown = self._level(listed, abstract, level)
        style, text = value(shown, "numFmt") or "decimal", value(shown, "lvlText") or ""
        if style == "bullet":
            return write_bullet(self._bullet(shown, text))
        if style in _SILENT or not text:
            return ""
        for each in range(level, -1, -1):
            other = self._level(listed, abstract, each)
            style = "decimal" if find(shown, "isLgl") is not None else value(other, "numFmt") or "decimal"
            written = count_with(count.get(each, self._start(other)), _STYLES.get(style, "1"))
            text = text.replace(f"%{each + 1}", written)
        return text.strip()

    def level_of_style(self, number: str, style: str) -> int:
        """The level (from 0) of a list that belongs to a paragraph style."""
        _, abstract = self._find_abstract(self._lists.get(number))
        for each in abstract.iter(f"{W}lvl") if abstract is not None else ():
            if value(each, "pStyle") == style:
                return int(each.get(f"{W}ilvl", "0"))
        return 0

    def _find_abstract(self, listed: Element | None) -> tuple[str, Element | None]:
        key = value(listed, "abstractNumId") or ""
        abstract = self._abstract.get(key)
        linked = value(abstract, "numStyleLink")
        for other, each in self._abstract.items() if linked else ():
            if value(each, "styleLink") == linked:
                return other, each
        return key, abstract

    def _level(self, listed: Element, abstract: Element, level: int) -> Element | None:
        for source in (*self._overrides(listed, level), abstract):
            for each in source.findall(f"{W}lvl"):
                if each.get(f"{W}ilvl") == str(level):
                    return each
        return None

    def _overrides(self, listed: Element, level: int) -> list[Element]:
        return [each for each in listed.findall(f"{W}lvlOverride") if each.get(f"{W}ilvl") == str(level)]

    def _start(self, level: Element | None) -> int:
        start = value(level, "start")
        return int(start) if start is not None else 1

    def _count(self, number: str, key: str, listed: Element, abstract: Element, level: int) -> dict[int, int]:
        """Count one on a level: lists of one kind count on, unless this one is told to start again."""
        count = self._counts.setdefault(key, {})
        for deeper in [each for each in count if each > level]:
            if value(self._level(listed, abstract, deeper), "lvlRestart") != "0":
                del count[deeper]
        starts = [value(each, "startOverride") for each in self._overrides(listed, level)]
        if (number, level) not in self._begun and starts and starts[0] is not None:
            count[level] = int(starts[0]) - 1
        self._begun.add((number, level))
        begin = self._start(self._level(listed, abstract, level)) - 1
        count[level] = count.get(level, begin) + 1
        return count

    def _bullet(self, level: Element | None, text: str) -> str:
        font = value(level, "rPr/rFonts", "ascii") or value(level, "rPr/rFonts", "hAnsi") or ""
        return show_sign(ord(text), font) if len(text) == 1 else text
