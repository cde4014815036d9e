"""Following one matter through a plan: from theme to demand to mission with the words on each side, the passages that
pull in different directions, what the running text asks for beyond the bullets, and what later became of a mission.
"""

from collections.abc import Iterable

import pandas as pd

from helpers.errors import PlanError
from helpers.links.crossref import list_missions, list_states, read_reviewed
from helpers.links.labels import read_labels, read_links
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
    "demand_words",
    "mission_words",
    "committee_id",
    "mission_id",
    "mission_line",
    "mission",
    "carries",
]
"""The columns of a trace."""


ALL_VOTES = 3
"""How many passes there are: a tension with as many votes was seen in each."""


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


def read_topics(plan: Plan) -> pd.DataFrame:
    """The lines of every topic that somebody chose to follow: topics.csv with the titles of topic_names.csv.

    Gives topic_id, title_sv, title_en …, line, why and, from the plan, kind and item_id. Raises PlanError as
    ``read_labels`` does, for a topic without a title, and for a line that is no demand, mission or running text.

    >>> read_topics(plan).topic_id.nunique()
    5
    """
    topics, names = read_labels(plan, "topics"), read_labels(plan, "topic_names")
    titles = [column for column in names if column.startswith("title_")]
    if not titles:
        remedy = "Give every topic its title in one language at least: title_sv, title_en and so on."
        raise PlanError(plan.folder / "topic_names.csv", 1, "no column with titles", remedy)
    passages = list_passages(plan)
    for column, known, remedy in (
        ("topic_id", names.topic_id, "Give it titles in topic_names.csv."),
        ("line", passages.line, "Name a line with a demand, a mission or running text."),
    ):
        strange = topics[~topics[column].isin(known)]
        if len(strange):
            row = int(str(strange.index[0])) + 2
            raise PlanError(plan.folder / "topics.csv", row, f"the {column} {strange[column].iloc[0]}", remedy)
    merged = topics.merge(names, on="topic_id").merge(passages[["line", "kind", "item_id"]], on="line")
    return merged[["topic_id", *titles, "line", "why", "kind", "item_id"]]


def trace(plan: Plan, lines: Iterable[int], links: pd.DataFrame, verbs: pd.DataFrame) -> pd.DataFrame:
    """The way from theme to demand to mission among these lines: a row for each link, and for each bullet without one.

    Takes links (demand_id, mission_id, relation) and verbs (demand_id, mission_id, strength, words: "demand's /
    mission's", of which those are kept that stand in the bullets). Gives ``TRACE``: strength is the mission's words
    against the demand's (``weaker``, ``same``, ``stronger``; empty where they were not compared); state is the demand's
    in the whole plan; carries names all demands that the mission carries, also those outside these lines. Lines without
    a bullet have no row.

    >>> trace(plan, [56, 236, 268], links, verbs).strength.tolist()
    ['weaker', 'weaker']
    """
    chosen = set(lines)
    demands = plan.demands[plan.demands.line.isin(chosen)].rename(columns={"line": "demand_line", "text": "demand"})
    missions = plan.missions[plan.missions.line.isin(chosen)].rename(
        columns={"line": "mission_line", "text": "mission"}
    )
    demands = demands.merge(list_states(plan, links)[["demand_id", "state"]], on="demand_id")
    missions = missions.merge(list_missions(plan, links)[["mission_id", "carries"]], on="mission_id")
    found = links[(links.relation != "none") & links.mission_id.isin(missions.mission_id)]
    found = found[["demand_id", "mission_id", "relation"]].merge(
        _split_words(verbs), "left", ["demand_id", "mission_id"]
    )
    rows = demands.merge(found, "left", "demand_id").merge(missions, "outer", "mission_id")
    for side in ("demand", "mission"):
        words, texts = rows[f"{side}_words"].fillna(""), rows[side].fillna("")
        rows[f"{side}_words"] = [quote(said, text) for said, text in zip(words, texts, strict=True)]
    rows = rows.sort_values(["demand_line", "mission_line"], ignore_index=True)
    numbers = {"demand_line": "Int64", "mission_line": "Int64"}
    return rows.fillna(dict.fromkeys(set(TRACE) - set(numbers), "")).astype(numbers)[TRACE]


def _split_words(verbs: pd.DataFrame) -> pd.DataFrame:
    sides = verbs.words.str.partition(" / ")
    return verbs[["demand_id", "mission_id", "strength"]].assign(demand_words=sides[0], mission_words=sides[2])


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


def compare_traces(
    plan: Plan, topics: pd.DataFrame, readings: dict[str, tuple[pd.DataFrame, pd.DataFrame]]
) -> pd.DataFrame:
    """The numbers behind every topic's headline under each reading, so that one sees which of them hold.

    Takes ``read_topics`` and named pairs of links and verbs (the passes, the settled ones). Gives topic_id, number (its
    name in ``summarise_trace``), a column for each reading, and stable: whether all agree.
    """
    rows = []
    for topic, chosen in topics.groupby("topic_id", sort=False):
        counts = {name: summarise_trace(trace(plan, chosen.line, *pair)) for name, pair in readings.items()}
        for number in next(iter(counts.values())):
            rows.append({"topic_id": topic, "number": number, **{name: each[number] for name, each in counts.items()}})
    table = pd.DataFrame(rows)
    return table.assign(stable=table[list(readings)].nunique(axis=1) == 1)


def read_readings(plan: Plan) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Links and verbs of every pass by its name, then ``settled``: what ``compare_traces`` wants.

    >>> list(read_readings(plan))
    ['a', 'b', 'c', 'settled']
    """
    verbs = {
        file.name.removesuffix("_verbs.csv"): read_labels(plan, "verbs", file)
        for file in sorted((plan.folder / "passes").glob("*_verbs.csv"))
    }
    links = read_reviewed(plan).readings
    return {name: (links[name], each) for name, each in {**verbs, "settled": read_labels(plan, "verbs")}.items()}


def list_topics(plan: Plan) -> list[str]:
    """The ids of the topics that somebody chose to follow, in their order; none where a table of them is missing."""
    there = all((plan.folder / f"{name}.csv").is_file() for name in ("topics", "topic_names"))
    return read_topics(plan).topic_id.unique().tolist() if there else []


def read_trace(plan: Plan, topic_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One topic's rows of ``read_topics`` and its trace by the settled labels. Raises ValueError for no such topic.

    >>> read_trace(plan, list_topics(plan)[0])[1].mission_line.tolist()
    [236, 268]
    """
    topics = read_topics(plan)
    topic = topics[topics.topic_id == topic_id]
    if topic.empty:
        raise ValueError(f"{topic_id!r} is no topic_id; there are {', '.join(topics.topic_id.unique())}")
    return topic, trace(plan, topic.line, read_links(plan), read_labels(plan, "verbs"))


def tabulate_traces(words: Words) -> pd.DataFrame:
    """The traces of all topics below each other, by the settled labels: topic_id, ``TRACE`` and the places."""
    plan = words.plan
    tables = [read_trace(plan, topic)[1].assign(topic_id=topic) for topic in list_topics(plan)]
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


def list_tensions(words: Words, tensions: pd.DataFrame, readings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Passages that pull in different directions, both quoted in full, those to show first at the top.

    Takes tensions.csv and, if at hand, tension_readings.csv (how the two may go together). Gives first (seen in all
    passes, and strong), line_a, place_a, quote_a, the same for b, matter, how, strength, votes, and the readings by
    language, reading_sv … (empty where nobody wrote any). No verdict: that two lines stand here says that a reader may
    ask.

    >>> list_tensions(words, read_labels(plan, "tensions")).line_a.iloc[0].item()
    127
    """
    passages = list_passages(words.plan)
    places, quotes = locate(passages, words), passages.set_index("line").text
    table = tensions.assign(first=(tensions.votes == ALL_VOTES) & (tensions.strength >= STRONG))
    for side in ("a", "b"):
        lines = table[f"line_{side}"]
        table = table.assign(**{f"place_{side}": lines.map(places), f"quote_{side}": lines.map(quotes)})
    written = tensions[["line_a", "line_b"]] if readings is None else readings
    said = [column for column in written if column.startswith("reading_")]
    table = table.merge(written, "left", ["line_a", "line_b"]).fillna(dict.fromkeys(said, ""))
    order = ["first", "strength", "votes", "line_a", "line_b"]
    table = table.sort_values(order, ascending=[False, False, False, True, True], ignore_index=True)
    sides = [f"{part}_{side}" for side in ("a", "b") for part in ("line", "place", "quote")]
    return table[["first", *sides, "matter", "how", "strength", "votes", *said]]


def read_tensions(words: Words) -> pd.DataFrame:
    """``list_tensions`` of the plan's own files; tension_readings.csv need not be there."""
    plan = words.plan
    written = (plan.folder / "tension_readings.csv").is_file()
    return list_tensions(
        words, read_labels(plan, "tensions"), read_labels(plan, "tension_readings") if written else None
    )


def list_commitments(words: Words, commitments: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """What the running text asks for, each with its sentence and the bullets that say the same, even in part.

    Takes prose_commitments.csv and ``text.split_sentences`` (line, number, text). Gives sentence_id, line, place,
    quote, commitment, level (who would have to act), demands, missions (ids), beyond (no bullet says it), votes,
    level_votes. Raises PlanError for a sentence that is not there.

    >>> list_commitments(words, commitments, sentences).beyond.sum().item()
    18
    """
    plan = words.plan
    quotes = dict(zip(sentences.line.astype(str) + "." + sentences.number.astype(str), sentences.text, strict=True))
    strange = commitments[~commitments.sentence_id.isin(quotes)]
    if len(strange):
        row, found = int(str(strange.index[0])) + 2, f"the sentence {strange.sentence_id.iloc[0]}"
        raise PlanError("prose_commitments.csv", row, found, "The running text has no such sentence.")
    table = commitments.assign(
        place=commitments.line.map(locate(list_passages(plan), words)),
        quote=commitments.sentence_id.map(quotes),
        demands=_keep(commitments.same_as, plan.demands.demand_id),
        missions=_keep(commitments.same_as, plan.missions.mission_id),
        beyond=commitments.same_as == "",
    )
    columns = ["sentence_id", "line", "place", "quote", "commitment", "level", "demands", "missions", "beyond"]
    return table[[*columns, "votes", "level_votes"]]


def read_commitments(words: Words) -> pd.DataFrame:
    """``list_commitments`` of the plan's own file and running text."""
    return list_commitments(
        words, read_labels(words.plan, "prose_commitments"), split_sentences(running_text(words.plan))
    )


def _keep(same_as: pd.Series, ids: pd.Series) -> pd.Series:
    """Of the ids in each cell those that are among ``ids``, in the plan's order, joined by ", "."""
    return same_as.map(lambda cell: ", ".join(item for item in ids if item in cell.split()))


def count_levels(commitments: pd.DataFrame) -> pd.DataFrame:
    """Who would have to act: for each level the commitments that a bullet says too, those beyond, and all.

    Takes ``list_commitments``; gives level, in_bullets, beyond, all, and disputed (the passes disagreed on the level).
    """
    levels = commitments.groupby("level").agg(
        beyond=("beyond", "sum"),
        all=("beyond", "size"),
        disputed=("level_votes", lambda votes: (votes < ALL_VOTES).sum()),
    )
    levels = levels.assign(in_bullets=levels["all"] - levels.beyond).sort_values("all", ascending=False, kind="stable")
    return levels.reset_index()[["level", "in_bullets", "beyond", "all", "disputed"]]


def tell_later(words: Words, later: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """What later became of a demand or mission, only where a fact with a source says so.

    Takes later.csv (item_id, fact_key) and ``read_facts``. Gives item_id, place, line, quote, as_of, value, status,
    note, source_url. Raises PlanError for a fact that facts.csv has not.

    >>> tell_later(words, read_labels(plan, "later"), read_facts(plan.folder)).as_of.unique().item()
    '2022-05-24'
    """
    strange = later[~later.fact_key.isin(facts.index)]
    if len(strange):
        row, found = int(str(strange.index[0])) + 2, f"the fact {strange.fact_key.iloc[0]!r}"
        raise PlanError("later.csv", row, found, "Add it to facts.csv with its source.")
    bullets = list_passages(words.plan).rename(columns={"text": "quote"})[["item_id", "line", "quote"]]
    told = later.merge(bullets, on="item_id").merge(facts.reset_index(), left_on="fact_key", right_on="key")
    told = told.assign(place=[words.place(item) for item in told.item_id]).sort_values("line", ignore_index=True)
    return told[["item_id", "place", "line", "quote", "as_of", "value", "status", "note", "source_url"]]


def read_later(words: Words) -> pd.DataFrame:
    """``tell_later`` of the plan's own files."""
    return tell_later(words, read_labels(words.plan, "later"), read_facts(words.plan.folder))
