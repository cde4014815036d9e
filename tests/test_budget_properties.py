"""Shares and rounding for any amounts: parts add up, keep their order, and what is rounded holds for both bounds.

The amounts are random, from one seed, which ``run.py test --seed`` changes; a failure prints the example.
"""

from fractions import Fraction
from itertools import pairwise
from math import floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers.plan.budget import apportion, per_inhabitant, round_safely

AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any)
BOUNDS = st.floats(-1e7, 1e7, allow_nan=False)
thoroughly = settings(max_examples=500, deadline=None, print_blob=True)


def nearest(value: float, step: int) -> int:
    """The multiple of a step that a value is nearest to, in exact arithmetic; upwards from the middle."""
    return floor(Fraction(value) / step + Fraction(1, 2)) * step


@thoroughly
@given(AMOUNTS, st.integers(0, 10**6))
def test_parts_add_up_to_the_whole(amounts: list[int], whole: int) -> None:
    parts = apportion(amounts, whole)
    assert sum(parts) == whole
    assert min(parts) >= 0


@thoroughly
@given(AMOUNTS, st.integers(0, 10**6))
def test_no_part_is_a_unit_away_from_its_quota(amounts: list[int], whole: int) -> None:
    quotas = [Fraction(amount * whole, sum(amounts)) for amount in amounts]
    assert all(abs(part - quota) < 1 for part, quota in zip(apportion(amounts, whole), quotas, strict=True))


@thoroughly
@given(AMOUNTS, st.integers(0, 10**6))
def test_a_larger_amount_never_gets_less(amounts: list[int], whole: int) -> None:
    pairs = sorted(zip(amounts, apportion(amounts, whole), strict=True))
    for (smaller, its_part), (larger, other_part) in pairwise(pairs):
        assert its_part <= other_part or smaller == larger


@thoroughly
@given(AMOUNTS, st.integers(0, 10**6), st.integers(1, 1000))
def test_the_unit_of_the_amounts_does_not_matter(amounts: list[int], whole: int, factor: int) -> None:
    assert apportion([amount * factor for amount in amounts], whole) == apportion(amounts, whole)


@thoroughly
@given(BOUNDS, st.floats(0, 1e5, allow_nan=False), st.floats(0, 1))
def test_what_is_printed_is_the_same_wherever_the_truth_lies(low: float, width: float, share: float) -> None:
    high = low + width
    printed = round_safely(low, high)
    truth = min(max(low + share * width, low), high)
    exact = next(n for n in range(20) if nearest(low, 10**n) == nearest(high, 10**n))
    # Where a value lies within a float's error of the middle between two steps, either neighbour is right.
    steps = [10**n for n in range(exact + 1)]
    assume(all(abs(Fraction(value) / s % 1 - Fraction(1, 2)) > 1e-9 for value in (low, truth, high) for s in steps))
    step = steps[-1]
    assert printed == nearest(low, step) == nearest(truth, step) == nearest(high, step)


@thoroughly
@given(st.integers(1, 10**8), st.integers(1_000, 10**6), st.integers(0, 500))
def test_per_inhabitant_holds_for_every_number_of_inhabitants(amount: int, inhabitants: int, plus_minus: int) -> None:
    printed = per_inhabitant(amount, inhabitants, plus_minus)
    ends = (inhabitants - plus_minus, inhabitants, inhabitants + plus_minus)
    quotients = [Fraction(amount * 1000, number) for number in ends]
    assert any({nearest(quotient, 10**n) for quotient in quotients} == {printed} for n in range(20))
