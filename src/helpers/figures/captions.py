"""What captions of the cross-reference say alike: who has judged, how far readings are apart, counts, repeats."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from helpers.codebook import UNANSWERED
from helpers.language import Count
from helpers.links.labels import Labels, count_signed
from helpers.tables import join_runs
from helpers.words import Words

Note = str | tuple[str, str]
"""What a note says; of two the second in brief."""


def say_notes(
    words: Words, links: pd.DataFrame, *notes: Note, committees: pd.DataFrame | None = None
) -> dict[str, str]:
    """A caption's ``note`` and ``note_brief``: how far what it rests on is reviewed, then the notes that there are."""
    pairs = [(each, each) if isinstance(each, str) else each for each in notes]
    remark = say_reviewed(words, links, committees)
    return {key: join(remark, *(pair[n] for pair in pairs)) for n, key in enumerate(("note", "note_brief"))}


def say_reviewed(words: Words, links: pd.DataFrame, committees: pd.DataFrame | None = None) -> str:
    """Who has judged, and how much of it a person has signed; nothing where all is.

    >>> say_reviewed(words, labels.links)
    'Maskinbedömt, ej granskat av människa.'
    """
    signed, count = count_signed(links, committees)
    brief = words.say("who_read_brief")
    return (
        ""
        if signed == count > 0
        else words.say("who_half", signed=signed, count=count, brief=brief)
        if signed
        else brief
    )


def say_span(words: Words, labels: Labels, among: Iterable[str], kind: str = "demands") -> tuple[str, str]:
    """How far the whole passes are apart on these demands, and the same in brief; nothing where there are no two."""
    passes = len(labels.readings) - 1  # what is settled is none
    if passes < 2:
        return "", ""
    ids = list(among)
    spans = (labels.span(*grades, among=ids) for grades in ((), ("whole",), UNANSWERED))
    carried, whole, without = (Count(words.range(*span), span[1], words.language) for span in spans)
    known = {"carried": carried, "whole": whole, "without": without, "readings": words.say_readings(passes)}
    return words.say(f"span_{kind}", **known), words.say(f"span_{kind}_brief", **known)


def say_repeats(words: Words, lines: Iterable[int]) -> str:
    """Which bullets on these lines stand on another line too, and whether both are counted here."""
    mine, odd = set(lines), words.plan.oddities
    items = {item.line: key for key, item in words.plan.items.items()}
    both, one = [], []
    for row in odd[odd.kind.isin(_REPEATS)].itertuples():
        here = [line for line in (row.line, row.other_line) if line in mine]
        if here:
            other = row.other_line if here[0] == row.line else row.line
            known = {"line": words.lines(here[:1]), "other": words.lines([other])}
            if len(here) > 1:
                both.append(known | {"pair": words.lines(here)})
            else:
                one.append(words.say("repeat_note_one", **known, place=words.place(items[other])))
    if len(both) > 1:
        return join(words.say("repeat_note_several", pairs="; ".join(sorted(each["pair"] for each in both))), *one)
    return join(*(words.say("repeat_note_both", **each) for each in both), *one)


_REPEATS = ("repeat_in_list", "repeat_across_themes", "repeat_across_committees")
"""The oddities that are a bullet twice."""


def say_together(words: Words, labels: Labels, among: Iterable[str] | None = None) -> tuple[str, str]:
    """Which demands, or those ``among`` these, several missions say all of together; and the same in brief."""
    chosen = None if among is None else {*among}
    told = [
        {
            "count": words.count(len(missions)),
            "line": words.lines(words.plan.locate([demand])),
            "missions": words.lines(words.plan.locate(missions)),
        }
        for demand, missions in zip(labels.together.demand_id, labels.together.mission_ids.str.split(), strict=True)
        if chosen is None or chosen & {demand, *missions}
    ]
    note, brief = (join(*(words.say(f"together_{kind}", **each) for each in told)) for kind in ("note", "brief"))
    return note, brief


def say_unread(words: Words, states: pd.DataFrame) -> str:
    """How many of the demands nobody has read, where there are any: no mark is no finding there."""
    unread = int((states.state == "unread").sum())
    return words.say("cross_unread_note", count=unread) if unread else ""


def join(*notes: str) -> str:
    """The notes that there are, one after the other."""
    return " ".join(note for note in notes if note)


def say_count(words: Words, value: int) -> str:
    """The number in words, one as the language counts demands and missions."""
    return Count(words.say("bullets", count=words.count(value)), value, words.language)


def say_settled(words: Words, settled: int, span: tuple[int, int]) -> Count:
    """A settled number, and in brackets from how few to how many the readings gave where that is not the same.

    >>> say_settled(words, 21, (17, 21)), say_settled(words, 6, (6, 6))
    ('21 (17–21)', '6')
    """
    said = words.number(settled)
    told = said if span == (settled, settled) else words.say("with_span", count=said, span=words.range(*span))
    return Count(told, settled, words.language)


def say_spread(words: Words, counts: Sequence[int]) -> Count:
    """The first of these counts, which is the settled one, and in brackets how far all of them are apart.

    >>> say_spread(words, labels.count_leads("kfn"))
    '7 (5–7)'
    """
    return say_settled(words, counts[0], (min(counts), max(counts)))


def say_only_related(words: Words, labels: Labels, demands: Iterable[str]) -> dict[str, object]:
    """That demands have only related missions, or one alone: how many (``ties``), and the words (``only``).

    >>> say_only_related(words, labels, ["klimat-5"])["only"]
    'bara ett besläktat uppdrag'
    """
    return count_only_related(words, sum(len(labels.list_answering(demand)) for demand in demands))


def count_only_related(words: Words, related: int) -> dict[str, object]:
    """The same of so many missions, those counted twice that are related to two demands."""
    return {"ties": related, "only": words.say("only_related", ties=related)}


def has_span(said: Iterable[str]) -> bool:
    """Whether any of these counts, or of what tells of them, has brackets as ``say_settled`` writes them.

    >>> has_span(["Rad (vår bedömning)", "8"]), has_span(["Uppdrag: 8 (7–9)"])
    (False, True)
    """
    return any(re.search(r"\(\d[^()]*\)", each) for each in said)


def say_named(words: Words, key: str, demands: Iterable[str]) -> list[str]:
    """Demands by their short names and their lines, in the phrase ``key``; those of one name once, with all lines.

    >>> say_named(words, "card_named", ["skola-4", "jamlikhet-5", "klimat-4"])
    ['Mot mobbning och diskriminering i skolan (156, 218)', 'Jämställdhet och antidiskriminering (43)']
    """
    found: dict[str, list[str]] = {}
    for demand in demands:
        found.setdefault(words.name(demand), []).append(demand)
    return [words.say(key, name=name, line=join_runs(words.plan.locate(mine), "–")) for name, mine in found.items()]


def say_own_names(words: Words, items: Iterable[str]) -> str:
    """Whose the short names of these demands and missions are: ours, where any of them has one of ours.

    >>> say_own_names(words, ["klimat-1"])
    'Kortnamnen är våra.'
    """
    return words.say("short_names") if words.named & {*items} else ""
