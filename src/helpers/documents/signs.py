"""Signs and list marks: what Symbol and Wingdings show for a code, numbers as lists write them, typed marks."""

import re
from functools import lru_cache
from typing import NamedTuple

from helpers.numbering import ARROWS, DECIMAL, ROMAN, TOUCHING, write_roman
from helpers.numbering import BULLETS as SIGNS

BULLET = "•"

_SYMBOL = {
    0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x44: "Δ", 0x57: "Ω",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "•", 0x9F: "•", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x46: "☞",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = range(0xF000, 0xF100)

BULLETS = SIGNS + "\uf0b7\uf0a7\uf0d8\uf0fc\uf06f\uf076\uf0a8\uf02d\x7f"
DASHES = "–—−‒"
_SIGN_MARK = re.compile(
    rf"([{re.escape(BULLETS)}]\ufe0f?|\(cid:\d+\)|(?:\[[ xX]?\]|>>?|[-{DASHES}*o{ARROWS}])(?=[ \t\u00a0]))"
    r"[ \t\u00a0]*(?=\S)"
)
_NUMBER_MARK = re.compile(
    rf"\(?(\d{{1,3}}[.):]|[a-zåäö][.)]|{ROMAN}[.)])[ \t\u00a0]+(?=\S)|\(?\d{{1,3}}\)[ \t\u00a0]*(?=\S)"
    rf"|(?:{DECIMAL})[ \t\u00a0]+|{TOUCHING}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufeff\u2060\u200b\u200e\u200f\u202a-\u202e]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def show_sign(code: int, font: str) -> str:
    """What a code of a font looks like as a letter that every font has; a sign that is not known is a bullet.

    >>> show_sign(0xF0B7, "Symbol"), show_sign(0xFC, "Wingdings"), show_sign(0x61, "Arial")
    ('•', '✓', 'a')
    """
    table = _FONTS.get(font.split()[0].casefold() if font else "")
    code = code - _PRIVATE.start if code in _PRIVATE else code
    if table is None:
        return chr(code) if code >= 0x20 and code not in range(0x7F, 0xA0) else BULLET
    return table.get(code, chr(code) if chr(code) in " ()+./0123456789:;" else BULLET)


@lru_cache(maxsize=4096)
def show_private(text: str) -> str:
    """The text with the codes that Symbol and Wingdings leave in a file written as signs, ligatures as letters.

    >>> show_private("\\uf0b7 ﬁnna")
    '• finna'
    """
    text = text.translate(_LIGATURES)
    return "".join(_show_private(each) if ord(each) in _PRIVATE else each for each in text)


def _show_private(sign: str) -> str:
    code = ord(sign) - _PRIVATE.start
    return _SYMBOL.get(code) or _WINGDINGS.get(code) or BULLET


def drop_controls(text: str) -> str:
    """The text without control characters, marks of direction and what is no character at all; tabs and feeds stay.

    >>> drop_controls("kultur\\ufffe\\x02 och\\tfritid")
    'kultur och\\tfritid'
    """
    return _CONTROL.sub("", text)


def count_with(number: int, style: str) -> str:
    """A number as a list of that style writes it: ``1``, ``01``, ``a``, ``A``, ``i``, ``I``; else as digits.

    >>> [count_with(4, style) for style in "1aAiI"], count_with(28, "a")
    (['4', 'd', 'D', 'iv', 'IV'], 'bb')
    """
    if style.lower() == "a" and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "A" else letter
    if style.lower() == "i" and number > 0:
        roman = write_roman(number)
        return roman.upper() if style == "I" else roman
    return f"{number:02}" if style == "01" else str(number)


class Mark(NamedTuple):
    """The mark that a text begins with, as it stands, whether it counts (1., a)), and the rest."""

    sign: str
    counts: bool
    rest: str


def split_mark(text: str) -> Mark | None:
    """The list mark that a text begins with; None where there is none. A minus sign before a digit is none.

    >>> split_mark("– bygga"), split_mark("b) riva"), split_mark("-5 200")
    (Mark(sign='–', counts=False, rest='bygga'), Mark(sign='b)', counts=True, rest='riva'), None)
    """
    if found := _SIGN_MARK.match(text):
        return Mark(found[1], False, text[found.end() :])
    if found := _NUMBER_MARK.match(text):
        return Mark(found[0].strip(), True, text[found.end() :])
    return None


def write_bullet(sign: str) -> str:
    """The bullet of a list as it is written: a sign that everybody has, a dash or arrow as it is, else •.

    >>> write_bullet("\\uf0b7"), write_bullet("–"), write_bullet("o")
    ('•', '–', '•')
    """
    return sign if sign in "–—-−→✓✔*▪●■◦○➢" and sign else BULLET
