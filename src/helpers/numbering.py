"""The marks of lists, in a file and in its text: signs, numbers by chapter and place, numbers that touch their text."""

DECIMAL = (
    r"\d{1,2}(?:\.[1-9]\d?){2,4}[.)]?(?=\s+[^\W\d_])"
    r"|\d{1,2}\.[1-9]\d?(?:[.)](?=\s+[^\W\d_])|(?=\s+(?:[A-ZÅÄÖ]|[a-zåäö]+a\b|att\b)))"
)
"""A mark by chapter and place. Of two numbers alone, which may be an amount (2.5 miljoner), only what a wish follows:
a capital, an infinitive, "att".
"""

BULLETS = "•●▪■□◦○◆◇❖❑➢➤►▶▸▷‣∙·⋅✓✔☑☐☒◻◾▫⁃★☆♦◊✗✘✅♥❤☞⬤◉"
"""Signs that mark an item though its text may touch them."""

ARROWS = "→➔➜➝➞⇒⇨›❯»"
"""Signs that mark an item where white space follows."""

TOUCHING = r"\d{1,3}\.(?=[A-ZÅÄÖ][^\W\d_])"
"""A number with nothing between it and its text: 1.Bygga."""


def is_decimal(sign: str) -> bool:
    """Whether a mark numbers by chapter and place, as rows of a table do too.

    >>> is_decimal("1.10"), is_decimal("10.")
    (True, False)
    """
    return "." in sign[:-1]
