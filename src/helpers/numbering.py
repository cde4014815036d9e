"""How lists number by chapter and place (1.1, 2.3.1), and numbers that touch their text, in a file and in its text."""

DECIMAL = (
    r"\d{1,2}(?:\.[1-9]\d?){2,4}[.)]?(?=\s+[^\W\d_])"
    r"|\d{1,2}\.[1-9]\d?(?:[.)](?=\s+[^\W\d_])|(?=\s+(?:[A-ZÅÄÖ]|[a-zåäö]+a\b|att\b)))"
)
"""A mark by chapter and place. Of two numbers alone, which may be an amount (2.5 miljoner), only what a wish follows:
a capital, an infinitive, "att".
"""

TOUCHING = r"\d{1,3}\.(?=[A-ZÅÄÖ][^\W\d_])"
"""A number with nothing between it and its text: 1.Bygga."""


def is_decimal(sign: str) -> bool:
    """Whether a mark numbers by chapter and place, as rows of a table do too.

    >>> is_decimal("1.10"), is_decimal("10.")
    (True, False)
    """
    return "." in sign[:-1]
