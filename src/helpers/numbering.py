"""The marks of lists, in a file and in its text: signs, numbers by chapter and place, numbers that touch their text."""

import re
from functools import lru_cache

_LETTERS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST = 49

DECIMAL = (
    r"\d{1,2}(?:\.[1-9]\d?){2,4}[.)]?(?=\s+[^\W\d_])"
    r"|\d{1,2}\.[1-9]\d?(?:[.)](?=\s+[^\W\d_])|(?=\s+(?:[A-ZÅÄÖ]|[a-zåäö]+a\b|att\b)))"
)
"""A mark by chapter and place. Of two numbers alone, which may be an amount (2.5 miljoner), only what a wish follows:
a capital, an infinitive, "att".
"""

BULLETS = (
    "•●▪■□◦○◆◇❖❑➢➤►▶▸▷‣∙·⋅✓✔☑☐☒◻◾▫⁃★☆♦◊✗✘✅♥❤☞⬤◉"
    "✱✲✳✴✶✸✹✺✻✽✿❀❁❋❍✦✧✪✚✜✖❏❐❒⦿⚫⚪♣♠▴△◈◼▬☛✎"
    "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓"
)
"""Signs and figures in rings that mark an item though its text may touch them."""

ARROWS = "→➔➜➝➞⇒⇨›❯»"
"""Signs that mark an item where white space follows."""

ROMAN = r"(?:[ivxl]{1,6}|[IVXL]{1,6})"
"""A Roman number, in small letters or in capitals."""

TOUCHING = r"\d{1,3}\.(?=[A-ZÅÄÖ][^\W\d_])"
"""A number with nothing between it and its text: 1.Bygga."""


def is_decimal(sign: str) -> bool:
    """Whether a mark numbers by chapter and place, as rows of a table do too.

    >>> is_decimal("1.10"), is_decimal("10.")
    (True, False)
    """
    return "." in sign[:-1]


def write_roman(number: int) -> str:
    """A number from 1 on in Roman letters.

    >>> write_roman(14)
    'xiv'
    """
    written = ""
    for value, letters in _LETTERS:
        written += letters * (number // value)
        number %= value
    return written


@lru_cache(maxsize=1)
def _romans() -> dict[str, int]:
    return {write_roman(number): number for number in range(1, _HIGHEST + 1)}


def read_numbers(sign: str) -> list[tuple[str | int, ...]]:
    """What the number of a mark may be, with the kind of number before it where it is none in digits.

    >>> read_numbers("3.1"), read_numbers("b)"), read_numbers("IV."), read_numbers("i."), read_numbers("•")
    ([(3, 1)], [('a', 2)], [('I', 4)], [('a', 9), ('i', 1)], [])
    """
    bare = sign.strip("().: ")
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*", bare):
        return [tuple(map(int, bare.split(".")))]
    small = bare.lower()
    letter, roman = ("A", "I") if bare.isupper() else ("a", "i")
    found: list[tuple[str | int, ...]] = [(letter, ord(small) - ord("a") + 1)] if re.fullmatch("[a-z]", small) else []
    return [*found, (roman, _romans()[small])] if small in _romans() else found
