"""How every printed number is rounded: half away from zero, as it is taught in school."""

from decimal import ROUND_HALF_UP, Decimal


def round_half(value: float | Decimal, decimals: int = 0) -> Decimal:
    """The number with so many decimals, a half away from zero; nothing is ever minus zero.

    >>> str(round_half(141.25, 1)), str(round_half(-0.5)), str(round_half(-0.04, 1))
    ('141.3', '-1', '0.0')
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
