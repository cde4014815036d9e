"""The chart of quotes: on the left what the party demands, in its words, on the right the missions that answer, in
theirs; those that no mission answers stand first, in the accent colour.
"""

import pandas as pd

from helpers.codebook import CARRYING, UNANSWERED
from helpers.figures import captions
from helpers.figures.pairs import GRADE_OF, describe, list_lines, order_pairs, pair, say_whose
from helpers.figures.quote_rows import draw_quotes
from helpers.figures.sheet import A5, PrintFigure, Sheet
from helpers.links.labels import Labels
from helpers.links.traces import summarise_trace
from helpers.words import MOST_WORDS, Caption, Words

_FINDINGS = {"without mission": "demands", "weaker": "missions", "without demand": "missions", "stronger": "missions"}
"""What a trace's title can say, and of what; the first one with the largest share is said."""


def exceptions(labels: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """The demands that no mission answers, even in part, and the missions that are only related to them, as quotes.

    >>> exceptions(labels, words).caption.headline
    'Sex krav har bara besläktade uppdrag'
    """
    return draw_quotes(*tell_exceptions(labels, words), words, sheet, counted=True)


def tell_exceptions(labels: Labels, words: Words) -> tuple[Caption, pd.DataFrame]:
    """What ``exceptions`` says and the quotes in it, as ``pairs.pair`` gives them."""
    kinds = labels.grade("demand_id")
    chosen = [demand for demand, kind in kinds.items() if kind in UNANSWERED and demand not in labels.unread]
    unanswered = any(kinds[demand] == "none" for demand in chosen)
    pairs = pair(labels, chosen)
    span, repeats = captions.say_span(words, labels, kinds.index, "unanswered"), words.plan.locate(chosen)
    caption = words.caption(
        "exceptions",
        list_lines(pairs, words),
        *(["single"] if len(kinds) == 1 else []),
        "none" if unanswered else "",
        **captions.say_only_related(words, labels, chosen),
        count=captions.say_count(words, len(chosen)),
        all=len(kinds),
        **captions.say_notes(words, labels.links, span, captions.say_repeats(words, repeats), say_whose(words)),
        rows=describe(pairs, words),
    )
    return caption, pairs


def theme(labels: Labels, words: Words, sheet: Sheet = A5, *, theme: str) -> PrintFigure:
    """A theme's demands beside the missions that answer them, or else are related, as quotes. Its note speaks of the
    theme's own links alone. Raises ValueError where not all of the theme has been read.

    >>> theme(labels, words, theme="klimat").caption.headline
    'Tre krav har bara besläktade uppdrag'
    """
    plan = words.plan
    demands = plan.demands[plan.demands.theme_id == theme]
    if {*demands.demand_id} & {*labels.unread}:
        raise ValueError(f"not every demand of the theme {theme!r} has been read: nobody knows which are answered")
    pairs, links = pair(labels, demands.demand_id), labels.links[labels.links.demand_id.isin(demands.demand_id)]
    variants, values = _find_theme_title(words, labels, theme)
    caption = words.caption(
        "matrix",
        list_lines(pairs, words),
        f"quotes_{variants[0]}",
        *([f"single_{variants[1]}"] if len(demands) == 1 else []),
        *([] if "theme_whole" in variants else [variants[2].removeprefix("theme_")]),
        *variants,
        "quotes",
        **captions.say_notes(
            words,
            links,
            captions.say_span(words, labels, demands.demand_id),
            captions.say_repeats(words, demands.line),
            captions.say_together(words, labels, demands.demand_id),
            say_whose(words),
        ),
        rows=describe(pairs, words),
        **values,
    )
    return draw_quotes(caption, pairs, words, sheet, counted=True, series=True)


def _find_theme_title(words: Words, labels: Labels, theme: str) -> tuple[list[str], dict[str, object]]:
    """Which headline and which title say how many of a theme's demands are answered, and their values, in words."""
    demands = words.plan.demands
    states = labels.states.state[demands.theme_id == theme]
    grades = labels.grade("demand_id")[demands.demand_id[demands.theme_id == theme]]
    count, carried = len(states), int((states == "carried").sum())
    lone = [str(demand) for demand in grades.index if grades[demand] in UNANSWERED]
    rest = "theme_related" if (states[states != "carried"] == "nearby").all() else "theme_unanswered"
    headline = rest if count > carried else "theme_whole" if (grades == "whole").all() else "theme_answered"
    ending = "all" if carried == count else "" if carried else "nobody"
    named = {"demand": words.name(lone[0])} if len(lone) == 1 and lone[0] in words.named else {}
    only = captions.say_only_related(words, labels, lone)
    if named and len(words.say(f"matrix_headline_short_{headline}_one", **named, **only).split(" ")) <= MOST_WORDS:
        headline = f"{headline}_one"
    counts = {"carried": carried, "all": count, "without": count - carried}
    values: dict[str, object] = {key: captions.say_count(words, number) for key, number in counts.items()}
    return [headline, headline.removesuffix("_one"), f"theme_{'single_' if count == 1 else ''}{ending}", "theme"], {
        **values,
        **named,
        **only,
        "theme": words.name(theme),
    }


def trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A topic (``traces.read_trace``) as quotes: demands beside missions; missions without a demand first."""
    return draw_quotes(*tell_trace(read, words), words, sheet, joined=True)


def tell_trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words) -> tuple[Caption, pd.DataFrame]:
    """What ``trace`` says, and its quotes (``pairs.pair``); ``carries``: demands that are not in the topic."""
    topic, rows = read
    kinds = rows.relation.map(GRADE_OF).fillna("none")
    own = {"carried": "whole", "nearby": "related", "none": "none", "unread": "none", "": ""}
    finding, found = _find_title(rows, words)
    told = rows.strength.where(rows.strength == finding, "")  # only those missions say so that the finding is about
    kept = ["demand_id", "mission_id", "relation", "carries", "demand_words", "mission_words"]
    pairs = rows[kept].assign(kind=kinds, strength=told)
    pairs["carries"] = pairs.carries.where(pairs.demand_id == "", "")
    pairs = order_pairs(pairs.assign(grade=rows.state.map(own)), words.plan)
    votes = rows.strength_votes.max()
    times = words.passes(0 if pd.isna(votes) else int(votes))
    brief = words.say(f"quotes_compared_{finding}") if finding in ("weaker", "stronger") else ""
    compared = captions.join(brief, words.say("quotes_compared", passes=times) if brief else "")
    headline = _find_own("headline", topic, words)
    answering = {*rows.mission_id[rows.relation.isin(CARRYING)]}
    near = {*rows.mission_id[rows.relation != ""]} - answering
    mixed = brief and answering and near  # that is said, and the words beside the mission
    counted = captions.say_repeats(words, topic.line), _find_own("note", topic, words)
    caption = words.caption(
        "trace",
        list_lines(pairs, words),
        *(["own"] if headline else []),
        *(["mixed"] if mixed else []),
        finding,
        own=headline,
        answering=captions.say_count(words, len(answering)),
        near=captions.say_count(words, len(near)),
        note=captions.join(words.say("who_read"), compared, *counted, say_whose(words)),
        note_brief=captions.join(words.say("who_read_brief"), brief, *counted, say_whose(words)),
        topic=topic[words.choose("title", topic.columns)].iloc[0],
        demands=int((rows.demand_id[rows.demand_id != ""]).nunique()),
        missions=int((rows.mission_id[rows.mission_id != ""]).nunique()),
        rows=describe(pairs, words),
        **found,
    )
    return caption, pairs


def _find_title(rows: pd.DataFrame, words: Words) -> tuple[str, dict[str, object]]:
    """The finding with the largest share and its values; none where nothing sets the demands and missions apart."""
    counts = summarise_trace(rows)
    shares = {finding: counts[finding] / max(counts[kind], 1) for finding, kind in _FINDINGS.items()}
    finding = max(shares, key=lambda finding: shares[finding])
    if not shares[finding]:
        return "plain", {}
    kind, found = _FINDINGS[finding], counts[finding]
    than = words.say("trace_than", count=counts["demands"])
    share = _say_share(found, counts[kind], kind, words)
    if finding == "without mission" and not (rows.state == "none").any():
        finding = "related"
    near = captions.count_only_related(words, int((rows.state[rows.mission_id != ""] == "nearby").sum()))
    return finding.replace(" ", "_"), {"share": share, "than": than, "found": found, **near}


def _say_share(count: int, all_: int, kind: str, words: Words) -> str:
    """So many of so many demands or missions, in words."""
    ending = "some" if count < all_ else "every"
    return words.say(f"trace_{kind}_{ending}", count=captions.say_count(words, count), all=words.count(all_))


def _find_own(stem: str, topic: pd.DataFrame, words: Words) -> str:
    """The ``headline`` or ``note`` that somebody wrote for a topic, in this language or the plan's own; or nothing."""
    column = words.choose(stem, topic.columns)
    return str(topic[column].iloc[0]) if column else ""
