"""What is said of the sum of the frames and of its unit, wherever frames are drawn."""

import pandas as pd

from helpers.plan.budget import check_totals
from helpers.words import Words


def list_total_lines(words: Words) -> list[int]:
    """The lines on which the plan states the sum of its frames for its year; none where it states none."""
    plan = words.plan
    return plan.totals.line[plan.totals.year == plan.file.document.year].tolist()


def say_sums(words: Words) -> str:
    """What has to be known of the sum of the frames: that the plan states another, or none; which years are not shown.

    >>> say_sums(words)
    ''
    """
    plan, year = words.plan, words.plan.file.document.year
    check = check_totals(plan.budget, plan.totals).set_index("year").loc[year]
    others = sorted({*plan.budget.year} - {year})
    said = [words.say("costs_note")] if plan.budget.amount_tkr[plan.budget.year == year].max() < 0 else []
    if pd.isna(check.stated_tkr):
        said.append(words.say("sums_none_note"))
    elif not check.agrees:
        rows, stated = (words.number(abs(int(tkr))) for tkr in (check.rows_tkr, check.stated_tkr))
        said.append(words.say("sums_differ_note", rows=rows, stated=stated))
    if others:
        said.append(words.say("years_note", years=words.listing([str(other) for other in others])))
    return " ".join(said)


def say_unit(words: Words) -> str:
    """What a frame is, and how its unit is read where the plan does not state it.

    >>> say_unit(words)
    'Ram: beloppet i planens tabell, som vi läser i tusen kronor.'
    """
    return words.say("unit_note" if words.unit_inferred else "frame_note")
