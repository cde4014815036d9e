"""Equations of Word: what has a plain way to be written on one line, a fraction or a power, is written so."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ONE = re.compile(r"[\w.,%\u00a0]*|\([^()]*\)")
_SCRIPTS = {"sSub": (("sub", "_"),), "sSup": (("sup", "^"),), "sSubSup": (("sub", "_"), ("sup", "^"))}
_AROUND = {"begChr": "(", "sepChr": "|", "endChr": ")"}


def write_equation(part: Element) -> str | None:
    """An equation (``m:oMath``) or a part of one as text; None where it holds what no line of text can say.

    >>> from xml.etree.ElementTree import fromstring
    >>> name = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    >>> half = "<r><t>2</t></r><f><num><r><t>39</t></r></num><den><r><t>100</t></r></den></f>"
    >>> write_equation(fromstring(f'<oMath xmlns="{name}">{half}</oMath>'))
    '2 39/100'
    """
    text, before = "", "r"
    for each in part:
        piece, name = _write(each), each.tag.removeprefix(M)
        if piece is None:
            return None
        # A fraction behind a whole number is no further digits of it.
        apart = {before, name} != {"r"} and text[-1:].isdigit() and piece[:1].isdigit()
        text, before = f"{text} {piece}" if apart else text + piece, name
    return text


def _write(part: Element) -> str | None:
    name = part.tag.removeprefix(M)
    if name.endswith("Pr"):
        return ""
    if name == "r":
        return "".join(each.text or "" for each in part.iter(f"{M}t"))
    if name == "f" and _say(part, "fPr/type", "bar") != "noBar":
        return _join([_group(part, "num"), "/", _group(part, "den")])
    if name in _SCRIPTS:
        return _join(
            [_group(part, "e"), *(each for below, sign in _SCRIPTS[name] for each in (sign, _group(part, below)))]
        )
    if name == "d":
        begin, between, end = (_say(part, f"dPr/{each}", usual) for each, usual in _AROUND.items())
        inner = _join(_part(map(write_equation, part.findall(f"{M}e")), between))
        return None if inner is None else f"{begin}{inner}{end}"
    return None


def _part(pieces: Iterator[str | None], between: str) -> list[str | None]:
    return [each for piece in pieces for each in (between, piece)][1:]


def _group(part: Element, name: str) -> str | None:
    """What stands above or below, in brackets where it is more than one number or name."""
    inner = part.find(f"{M}{name}")
    text = None if inner is None else write_equation(inner)
    return text if text is None or _ONE.fullmatch(text) else f"({text})"


def _join(pieces: list[str | None]) -> str | None:
    told = [piece for piece in pieces if piece is not None]
    return "".join(told) if len(told) == len(pieces) else None


def _say(part: Element, path: str, usual: str) -> str:
    found = part.find("/".join(M + step for step in path.split("/")))
    return usual if found is None else found.get(f"{M}val", usual)
