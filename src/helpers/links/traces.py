"""Following one matter through a plan: from theme to demand to mission with the words on each side, the passages that
pull in different directions, what the running text asks for beyond the bullets, and what later became of a mission.
"""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from helpers.errors import PlanError, raise_all
from helpers.links.crossref import list_missions, list_states
from helpers.links.labels import Labels
from helpers.plan.budget import read_facts
from helpers.plan.read import Plan
from helpers.plan.text import running_text, split_sentences
from helpers.words import Words

TRACE = [
    "theme_id",
    "demand_id",
    "demand_line",
    "demand",
    "state",
    "relation",
    "strength",
    "strength_votes",
    "demand_words",
    "mission_words",
    "committee_id",
    "mission_id",
    "mission_line",
    "mission",
    "carries",
    "related",
]
"""The columns of a trace."""

STRONG = 2
"""From this strength on a tension takes more than an easy word to explain (codebook.md)."""


def list_passages(plan: Plan) -> pd.DataFrame:
    """Every line that says something: columns line, kind (``prose``, ``demand``, ``mission``), part_id, item_id, text.

    ``item_id`` is the id of the demand or mission, and empty for running text. In the document's order.

    >>> list_passages(plan).kind.value_counts()["mission"].item()
    72
    """
    names = {"theme_id": "part_id", "committee_id": "part_id", "demand_id": "item_id", "mission_id": "item_id"}
    kinds = {"prose": plan.prose.assign(item_id=""), "demand": plan.demands, "mission": plan.missions}
    tables = [table.rename(columns=names).assign(kind=kind) for kind, table in kinds.items()]
    passages = pd.concat(tables, ignore_index=True).sort_values("line", ignore_index=True)
    return passages[["line", "kind", "part_id", "item_id", "text"]]


def read_topics(labels: Labels) -> pd.DataFrame:
    """The lines of every topic that somebody chose to follow: topics.csv with the titles of topic_names.csv.

    Gives topic_id, title_sv, title_en …, line, why and, from the plan, kind and item_id. Raises FaultsError as
    ``Labels.read`` does, for a topic without a title, and for a line that is no demand, mission or running text.

    >>> read_topics(read_labels(plan)).topic_id.nunique()
    5
    """
    topics, names = labels.read("topics"), labels.read("topic_names")
    titles = [column for column in names if column.startswith("title_")]
    if not titles:
        remedy = "Ge varje ämne en rubrik på minst ett språk: title_sv, title_en och så vidare."
        raise PlanError("topic_names.csv", 1, "ingen kolumn har rubriker", remedy)
    passages = list_passages(labels.plan)
    _must_be_in("topics.csv", topics.topic_id, names.topic_id, "Ge ämnet en rubrik i topic_names.csv.")
    _must_be_in("topics.csv", topics.line, passages.line, "Ange en rad med krav, uppdrag eller löptext.")
    merged = topics.merge(names, on="topic_id").merge(passages[["line", "kind", "item_id"]], on="line")
    return merged[["topic_id", *titles, "line", "why", "kind", "item_id"]]


def _must_be_in(file: str, cells: pd.Series, known: Iterable[object], remedy: str) -> None:
    """Raise FaultsError for every cell (its index is its line) that is not among what is known."""
    strange = cells[~cells.isin(list(known))].items()
    raise_all(PlanError(file, int(str(line)), f"{cell!r} som {cells.name}", remedy) for line, cell in strange)


def trace(
    plan: Plan,
    lines: Iterable[int],
    links: pd.DataFrame,
    verbs: pd.DataFrame,
    known: tuple[pd.DataFrame, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """The way from theme to demand to mission among these lines: a row for each link, and for each bullet without one.

    Takes links (demand_id, mission_id, relation) and verbs (demand_id, mission_id, strength, votes, words: "demand's /
    mission's", of which those are kept that stand in the bullets). Gives ``TRACE``: strength is the mission's words
    against the demand's (``weaker``, ``same``, ``stronger``; empty where they were not compared), strength_votes how
    many passes say so; state is the demand's in the whole plan; carries and related name all demands that the mission
    carries or is related to, also those outside these lines. Lines without a bullet have no row. ``known``: what
    ``list_states`` and ``list_missions`` give for these links, where that has been asked already.

    >>> trace(plan, [56, 236, 268], labels.links, labels.read("verbs")).strength.tolist()
    ['', 'weaker']
    """
    chosen, (states, carried) = set(lines), known or _list_known(plan, links)
    demands = plan.demands[plan.demands.line.isin(chosen)].rename(columns={"line": "demand_line", "text": "demand"})
    missions = plan.missions[plan.missions.line.isin(chosen)].rename(
        columns={"line": "mission_line", "text": "mission"}
    )
    demands = demands.merge(states[["demand_id", "state"]], on="demand_id")
    missions = missions.merge(carried[["mission_id", "carries", "related"]], on="mission_id")
    found = links[(links.relation != "none") & links.mission_id.isin(missions.mission_id)]
    found = found[["demand_id", "mission_id", "relation"]].merge(
        _split_words(verbs), "left", ["demand_id", "mission_id"]
    )
    rows = demands.merge(found, "left", "demand_id").merge(missions, "outer", "mission_id")
    for side in ("demand", "mission"):
        words, texts = rows[f"{side}_words"].fillna(""), rows[side].fillna("")
        rows[f"{side}_words"] = [quote(said, text) for said, text in zip(words, texts, strict=True)]
    rows = rows.sort_values(["demand_line", "mission_line"], ignore_index=True)
    numbers = dict.fromkeys(["demand_line", "mission_line", "strength_votes"], "Int64")
    return rows.fillna(dict.fromkeys(set(TRACE) - set(numbers), "")).astype(numbers)[TRACE]


def _list_known(plan: Plan, links: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return list_states(plan, links), list_missions(plan, links)


def add_missions(labels: Labels, lines: Iterable[int]) -> set[int]:
    """These lines, and those of all missions that answer the demands on them or, where none does, are related.

    >>> sorted(add_missions(labels, [56, 268]))
    [56, 236, 268]
    """
    plan, chosen = labels.plan, set(lines)
    own = labels.find_missions(plan.demands.demand_id[plan.demands.line.isin(chosen)]).mission_id
    return chosen | set(plan.locate(own.unique()))


def _split_words(verbs: pd.DataFrame) -> pd.DataFrame:
    sides = verbs.words.str.partition(" / ")
    own = verbs.reindex(columns=["demand_id", "mission_id", "strength", "votes"])  # a pass by itself has no votes
    own = own.rename(columns={"votes": "strength_votes"})
    return own.assign(demand_words=sides[0], mission_words=sides[2])


def quote(said: str, text: str) -> str:
    """What of the words that a reading compared can be quoted from a bullet: all that stands in it, from the first word
    on; the words that lead on to the bullet stand on a line of their own. Omissions are marked by an ellipsis.

    >>> quote("uppnå: avgiftsfri", "avgiftsfri kollektivtrafik")
    'avgiftsfri'
    """
    words = said.split()
    for start in range(len(words)):
        parts = " ".join(words[start:]).split("…")
        if all(part.strip().casefold() in text.casefold() for part in parts):
            return " ".join(words[start:])
    return ""


def summarise_trace(rows: pd.DataFrame) -> dict[str, int]:
    """How many demands and missions a trace has, and what sets them apart: the numbers behind its headline.

    ``weaker`` and ``stronger`` count the missions whose words are so against a demand of the trace; ``without
    demand`` the missions that carry no demand of the plan, ``without mission`` the demands that no mission carries.

    >>> summarise_trace(rows)["without mission"]
    1
    """
    demands = rows[rows.demand_id != ""].drop_duplicates("demand_id")
    missions = rows[rows.mission_id != ""].drop_duplicates("mission_id")
    return {
        "demands": len(demands),
        "missions": len(missions),
        "weaker": rows[rows.strength == "weaker"].mission_id.nunique(),
        "stronger": rows[rows.strength == "stronger"].mission_id.nunique(),
        "without demand": int((missions.carries == "").sum()),
        "without mission": int((demands.state != "carried").sum()),
    }


def compare_traces(labels: Labels) -> pd.DataFrame:
    """The numbers behind every topic's headline under each reading, so that one sees which of them hold.

    Readings are the passes with a table of verbs, and the settled one. Gives topic_id, number (its name in
    ``summarise_trace``), a column for each reading, and stable: whether all agree.
    """
    verbs = {**labels.read_passes("verbs", "verbs"), "settled": labels.read("verbs")}
    known = {name: _list_known(labels.plan, labels.readings[name]) for name in verbs if name in labels.readings}
    rows = []
    for topic, chosen in read_topics(labels).groupby("topic_id", sort=False):
        lines = add_missions(labels, chosen.line)
        counts = {
            name: summarise_trace(trace(labels.plan, lines, labels.readings[name], verbs[name], each))
            for name, each in known.items()
        }
        for number in next(iter(counts.values())):
            rows.append({"topic_id": topic, "number": number, **{name: each[number] for name, each in counts.items()}})
    table = pd.DataFrame(rows)
    return table.assign(stable=table.iloc[:, 2:].nunique(axis=1) == 1)


def list_topics(labels: Labels) -> list[str]:
    """The ids of the topics that somebody chose to follow, in their order; none where a table of them is missing."""
    there = labels.has("topics", "topic_names")
    return read_topics(labels).topic_id.unique().tolist() if there else []


def read_trace(labels: Labels, topic_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One topic's rows of ``read_topics`` with its headlines and notes, as topic_names.csv has them, and its trace by
    the settled labels, in which its demands have all their missions (``add_missions``).

    Raises ValueError for no such topic.

    >>> labels = read_labels(plan)
    >>> read_trace(labels, list_topics(labels)[0])[1].mission_line.tolist()
    [236, 268]
    """
    topics, names = read_topics(labels), labels.read("topic_names")
    own = names[["topic_id", *(column for column in names if column.startswith(("headline_", "note_")))]]
    topic = topics[topics.topic_id == topic_id].merge(own, on="topic_id")
    if topic.empty:
        raise ValueError(f"{topic_id!r} finns inte som topic_id; det finns {', '.join(topics.topic_id.unique())}")
    lines = add_missions(labels, topic.line)
    return topic, trace(labels.plan, lines, labels.links, labels.read("verbs"), _know(labels))


@lru_cache(maxsize=1)
def _know(labels: Labels) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What ``trace`` takes as known of the settled links, listed once for all topics."""
    return _list_known(labels.plan, labels.links)


def tabulate_traces(labels: Labels, words: Words) -> pd.DataFrame:
    """The traces of all topics below each other, by the settled labels: topic_id, ``TRACE`` and the places."""
    tables = [read_trace(labels, topic)[1].assign(topic_id=topic) for topic in list_topics(labels)]
    return add_places(pd.concat(tables, ignore_index=True)[["topic_id", *TRACE]], words)


def add_places(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A trace with demand_place and mission_place: where a reader of the document finds them (empty where none is)."""
    for side in ("demand", "mission"):
        places = [words.place(item) if item else "" for item in rows[f"{side}_id"]]
        rows = rows.assign(**{f"{side}_place": places})
    return rows


def locate(passages: pd.DataFrame, words: Words) -> dict[int, str]:
    """Where each line stands, as a reader of the document finds it: part and number, or a theme's running text."""
    return {
        row.line: words.place(row.item_id) if row.item_id else words.say("trace_prose", part=words.parts[row.part_id])
        for row in passages.itertuples()
    }


def list_tensions(labels: Labels, words: Words) -> pd.DataFrame:
    """Passages that pull in different directions, both quoted in full, those to show first at the top.

    Of tensions.csv and, if at hand, tension_readings.csv: first (seen in all passes, and strong), line_a, place_a,
    quote_a, the same for b, matter, how, strength, votes, reading_sv … No verdict: a reader may ask.

    >>> list_tensions(read_labels(plan), words).line_a.iloc[0].item()
    127
    """
    tensions, passages = labels.read("tensions"), list_passages(labels.plan)
    places, quotes = locate(passages, words), passages.set_index("line").text
    passes = labels.count_passes("tensions") or tensions.votes.max()
    table = tensions.assign(first=(tensions.votes >= passes) & (tensions.strength >= STRONG))
    for side in ("a", "b"):
        lines = table[f"line_{side}"]
        table = table.assign(**{f"place_{side}": lines.map(places), f"quote_{side}": lines.map(quotes)})
    pair = ["line_a", "line_b"]
    written = labels.read("tension_readings") if labels.has("tension_readings") else tensions[pair]
    said = [column for column in written if column.startswith("reading_")]
    table = table.merge(written, "left", pair).fillna(dict.fromkeys(said, ""))
    order = ["first", "strength", "votes", "line_a", "line_b"]
    table = table.sort_values(order, ascending=[False, False, False, True, True], ignore_index=True)
    sides = [f"{part}_{side}" for side in ("a", "b") for part in ("line", "place", "quote")]
    return table[["first", *sides, "matter", "how", "strength", "votes", *said]]


def list_commitments(labels: Labels, words: Words) -> pd.DataFrame:
    """What the running text asks for, each with its sentence and the bullets that say the same, even in part.

    Gives sentence_id, line, place, quote, commitment, level (who would have to act), demands, missions (ids), beyond
    (no bullet says it), votes, level_votes. Raises FaultsError for a sentence that is not there.

    >>> list_commitments(read_labels(plan), words).beyond.sum().item()
    18
    """
    plan, commitments = labels.plan, labels.read("prose_commitments")
    sentences = split_sentences(running_text(plan))
    quotes = dict(zip(sentences.line.astype(str) + "." + sentences.number.astype(str), sentences.text, strict=True))
    _must_be_in("prose_commitments.csv", commitments.sentence_id, quotes, "Löptexten har ingen sådan mening.")
    table = commitments.assign(
        place=commitments.line.map(locate(list_passages(plan), words)),
        quote=commitments.sentence_id.map(quotes),
        demands=_keep(commitments.same_as, plan.demands.demand_id),
        missions=_keep(commitments.same_as, plan.missions.mission_id),
        beyond=commitments.same_as == "",
    )
    columns = ["sentence_id", "line", "place", "quote", "commitment", "level", "demands", "missions", "beyond"]
    return table[[*columns, "votes", "level_votes"]].reset_index(drop=True)


def _keep(same_as: pd.Series, ids: pd.Series) -> pd.Series:
    """Of the ids in each cell those that are among ``ids``, in the plan's order, joined by ", "."""
    return same_as.map(lambda cell: ", ".join(item for item in ids if item in cell.split()))


def count_levels(labels: Labels, commitments: pd.DataFrame) -> pd.DataFrame:
    """Who would have to act (of ``list_commitments``): level, in_bullets, beyond, all, disputed (by passes)."""
    passes = labels.count_passes("commitments") or commitments.level_votes.max()
    levels = commitments.assign(disputed=commitments.level_votes < passes).groupby("level")
    counts = levels.agg(beyond=("beyond", "sum"), all=("beyond", "size"), disputed=("disputed", "sum"))
    counts = counts.assign(in_bullets=counts["all"] - counts.beyond).sort_values("all", ascending=False, kind="stable")
    return counts.reset_index()[["level", "in_bullets", "beyond", "all", "disputed"]]


def list_later(labels: Labels, words: Words) -> pd.DataFrame:
    """What later became of a demand or mission, only where a fact with a source says so.

    Of later.csv and facts.csv: item_id, place, line, quote, as_of, value, status, note, source_url; raises FaultsError.

    >>> list_later(read_labels(plan), words).as_of.iloc[0]
    '2022-05-24'
    """
    told = _add_facts(labels, "later").rename(columns={"text": "quote"})
    told = told.assign(place=[words.place(item) for item in told.item_id]).sort_values("line", ignore_index=True)
    return told[["item_id", "place", "line", "quote", "as_of", "value", "status", "note", "source_url"]]


def list_timeline(labels: Labels, words: Words) -> pd.DataFrame:
    """What happened with the plan and its matters, and when, for a reader of a later year: the oldest first.

    Rests on timeline.csv (fact_key, a text in each language) and facts.csv. Gives as_of (as facts.csv has it), date (in
    words), said, status, source_url. Raises FaultsError for a fact that facts.csv has not.

    >>> list_timeline(read_labels(plan), words).date.iloc[0]
    '21 juni 2021'
    """
    table, facts = labels.read("timeline"), read_facts(labels.plan.folder)
    _must_be_in("timeline.csv", table.fact_key, facts.index, "Lägg in det i facts.csv, med källa.")
    told = table.merge(facts, left_on="fact_key", right_index=True).sort_values("as_of", ignore_index=True)
    said = told[words.choose("text", table.columns)]
    told = told.assign(date=told.as_of.map(words.date), said=said)
    return told[["as_of", "date", "said", "status", "source_url"]]


def list_outside(labels: Labels) -> pd.DataFrame:
    """Demands and missions that need somebody outside the municipality, each with the fact that says so.

    Gives item_id, line, text, why, fact, as_of, source_url. Raises FaultsError for a fact that facts.csv has not.
    """
    rows = _add_facts(labels, "outside").rename(columns={"value": "fact"})
    return rows[["item_id", "line", "text", "why", "fact", "as_of", "source_url"]]


def _add_facts(labels: Labels, name: str) -> pd.DataFrame:
    """A table of labels with line and text of its items and the rows of facts.csv that it names."""
    table, facts = labels.read(name), read_facts(labels.plan.folder)
    _must_be_in(f"{name}.csv", table.fact_key, facts.index, "Lägg in det i facts.csv, med källa.")
    items = list_passages(labels.plan)[["item_id", "line", "text"]]
    return table.merge(items, on="item_id").merge(facts, left_on="fact_key", right_index=True)


def list_web(labels: Labels) -> pd.DataFrame:
    """The missions that the party itself put first on the web, beside those that it left out there.

    Gives mission_id, committee_id, line, text, on_web (bool), remark: all named, and all of the committee of most.
    """
    web = labels.read("web_priorities").set_index("mission_id").remark
    missions = labels.plan.missions
    missions = missions.assign(on_web=missions.mission_id.isin(web.index))
    most = missions[missions.on_web].committee_id.mode().iloc[0]
    rows = missions[(missions.committee_id == most) | missions.on_web]
    rows = rows.assign(remark=rows.mission_id.map(web).fillna(""))
    return rows[["mission_id", "committee_id", "line", "text", "on_web", "remark"]].reset_index(drop=True)
