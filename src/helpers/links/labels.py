"""The settled tables of a plan: which mission carries which demand, who has to act, and what else was read in it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.codebook import BASES, CARRYING, RELATIONS
from helpers.errors import PlanError
from helpers.plan.read import Plan
from helpers.tables import read_rows

_COLUMNS = {
    "links": ["demand_id", "mission_id", "relation"],
    "committees": ["demand_id", "committee_id", "basis", "lead"],
    "pledges": ["id", "form", "specificity", "specificity_votes", "direction"],
    "prose_commitments": ["sentence_id", "line", "commitment", "level", "same_as", "votes", "level_votes"],
    "tensions": ["line_a", "line_b", "matter", "how", "strength", "votes"],
    "verbs": ["demand_id", "mission_id", "strength", "words"],
    "outside": ["item_id", "fact_key", "why"],
    "web_priorities": ["mission_id", "remark"],
    "decisions_links": ["key", "decision", "reason", "who", "date"],
    "decisions_committees": ["key", "decision", "reason", "who", "date"],
    "topics": ["topic_id", "line", "why"],
    "topic_names": ["topic_id"],
    "tension_readings": ["line_a", "line_b"],
    "later": ["item_id", "fact_key", "why"],
}


_KEYS = {
    "links": ["demand_id", "mission_id"],
    "committees": ["demand_id", "committee_id"],
    "pledges": ["id"],
    "tensions": ["line_a", "line_b"],
    "verbs": ["demand_id", "mission_id"],
    "outside": ["item_id"],
    "web_priorities": ["mission_id"],
    "decisions_links": ["key"],
    "decisions_committees": ["key"],
    "topics": ["topic_id", "line"],
    "topic_names": ["topic_id"],
    "tension_readings": ["line_a", "line_b"],
    "later": ["item_id", "fact_key"],
}


_VALUES: dict[str, tuple[str, ...]] = {
    "relation": RELATIONS,
    "basis": BASES,
    "level": ("municipality", "region", "state", "unclear"),
    "specificity": ("specific", "general"),
    "form": ("action", "outcome"),
    "direction": ("expand", "cut", "inquire", "maintain"),
    "lead": ("0", "1"),
}


_STRENGTHS = {"verbs": ("weaker", "same", "stronger"), "tensions": ("1", "2", "3")}


_ANSWERS = {"links": ("mission_id", "relation"), "committees": ("committee_id", "basis")}


_VOTES = ("votes", "specificity_votes", "level_votes")


_NUMBERS = ("line", "line_a", "line_b", *_VOTES, "lead")


def read_labels(plan: Plan, name: str, path: Path | None = None) -> pd.DataFrame:
    """One table of labels by its name (``links``, ``committees``, ``pledges`` …), checked against the plan.

    Reads ``<name>.csv`` in the plan's folder, or the file given; whole numbers as such, all else as text, an empty
    cell as empty text; empty lines are passed over. Raises PlanError, naming file and line, for a missing file, an
    empty table, missing columns, a row with more or fewer cells, a key that stands twice, a second committee that
    leads the same demand, an id or line that the plan has not, a value that is none of the codebook's. A demand that
    was read without result may stand in links and committees as a row ``demand,,none``.

    >>> read_labels(plan, "links").relation.value_counts()["exact"].item()
    18
    """
    return _read_checked(plan, name, path or plan.folder / f"{name}.csv").reset_index(drop=True)


def _read_checked(plan: Plan, name: str, path: Path) -> pd.DataFrame:
    """The table as ``read_labels`` gives it, each row's index its line in the file."""
    table = read_rows(path, _COLUMNS[name])
    missing = [column for column in _COLUMNS[name] if column not in table]
    if missing:
        raise PlanError(path, 1, f"no column {', '.join(missing)}", f"It needs {', '.join(_COLUMNS[name])}.")
    if not len(table) and not name.startswith("decisions"):
        raise PlanError(path, 1, "a table without rows", "A table that was read has at least one row.")
    faults = [*_find_strangers(plan, name, table), *_find_doubles(name, table)]
    if faults:
        raise PlanError(path, *min(faults))
    numbers = [column for column in table if column in _NUMBERS or (name, column) == ("tensions", "strength")]
    return table.astype(dict.fromkeys(numbers, "int64"))


def _find_strangers(plan: Plan, name: str, table: pd.DataFrame) -> list[tuple[int, str, str]]:
    """In every column the first id, line or value that neither plan nor codebook has: line, what is found, remedy."""
    items = {*plan.demands.demand_id, *plan.missions.mission_id}
    lines = set(plan.lines.line.astype(str))
    known: dict[str, Callable[[str], bool]] = {
        "demand_id": set(plan.demands.demand_id).__contains__,
        "mission_id": set(plan.missions.mission_id).__contains__,
        "committee_id": set(plan.committees.committee_id).__contains__,
        "id": items.__contains__,
        "item_id": items.__contains__,
        "same_as": lambda ids: set(ids.split()) <= items,
        "line": lines.__contains__,
        "line_a": lines.__contains__,
        "line_b": lines.__contains__,
        **dict.fromkeys(_VOTES, str.isdecimal),
    }
    remedies = dict.fromkeys(_VOTES, "It must be a whole number.")
    for column, values in {**_VALUES, "strength": _STRENGTHS.get(name, ())}.items():
        known[column], remedies[column] = values.__contains__, f"It must be one of {', '.join(values)}."
    item, value = _ANSWERS.get(name, ("", ""))
    without = (table[item] == "") & (table[value] == "none") if item else pd.Series(False, index=table.index)
    faults = []
    for column in [column for column in table if column in known]:
        right = table[column].map(known[column]).astype(bool)
        wrong = table[column][~(right | without if column == item else right)]
        if len(wrong):
            remedy = remedies.get(column, "The plan has no such id or line.")
            faults.append((int(wrong.index[0]), f"{wrong.iloc[0]!r} as {column}", remedy))
    return faults


def _find_doubles(name: str, table: pd.DataFrame) -> list[tuple[int, str, str]]:
    """The first key that stands a second time, and the first demand with a second lead: line, what is found, remedy."""
    faults = []
    if name in _KEYS:
        for row in table[table.duplicated(_KEYS[name])].head(1).itertuples():
            key = " ".join(getattr(row, column) for column in _KEYS[name])
            faults.append((int(row.Index), f"{key!r} a second time", "Keep one row for each."))
    if name == "committees":
        leads = table[table.lead == "1"]
        for row in leads[leads.duplicated("demand_id")].head(1).itertuples():
            faults.append((int(row.Index), f"a second lead for {row.demand_id!r}", "Let one lead at most."))
    return faults


def read_links(plan: Plan) -> pd.DataFrame:
    """The settled links with a person's decisions put over them.

    Gives links.csv's columns and origin (``passes`` or ``decision``) and overridden (the relation that a decision
    replaced; empty where none did). Decisions are rows of decisions_links.csv: key ("demand mission"), decision (a
    relation), reason, who, date. Raises PlanError as ``read_labels`` does, and for a key or decision that cannot be.
    A link that only a decision gives has no votes (missing).

    >>> read_links(plan).origin.unique().tolist()
    ['passes']
    """
    links = read_labels(plan, "links").assign(origin="passes", overridden="")
    decisions = _read_decisions(plan, "links", RELATIONS, "mission_id")
    return _override(links, decisions, "relation", ["demand_id", "mission_id"], plan)


def read_committees(plan: Plan) -> pd.DataFrame:
    """Who has to act, with a person's decisions put over it.

    Gives committees.csv's columns and origin and overridden, as ``read_links`` does. A decision is ``mission`` or
    ``mission lead`` where a mission of the committee carries the demand, else ``remit``, ``remit lead`` or ``none``;
    a new lead takes the place of the old one. Raises PlanError as ``read_links`` does, for a decision that the links
    contradict, and for two that both give a lead to the same demand.
    """
    rows = read_labels(plan, "committees").assign(origin="passes", overridden="")
    allowed = ("mission", "mission lead", "remit", "remit lead", "none")
    decisions = _read_decisions(plan, "committees", allowed, "committee_id")
    _check_against_links(plan, decisions)
    decisions = pd.concat([decisions, _pass_leads_on(rows, decisions)], ignore_index=True)
    spoken = rows.basis + rows.lead.map({1: " lead", 0: ""})
    decided = _override(rows.assign(basis=spoken), decisions, "basis", ["demand_id", "committee_id"], plan)
    lead = decided.basis.str.endswith(" lead").astype("int64")
    return decided.assign(lead=lead, basis=decided.basis.str.removesuffix(" lead"))


def _read_decisions(plan: Plan, name: str, allowed: tuple[str, ...], other: str) -> pd.DataFrame:
    """A file of decisions with its key parted in two ids, each row's index its line; empty where the plan has none."""
    path = plan.folder / f"decisions_{name}.csv"
    if not path.is_file():
        return pd.DataFrame(columns=["demand_id", other, "decision", "reason"], dtype="str")
    table = _read_checked(plan, f"decisions_{name}", path)
    demands = set(plan.demands.demand_id)
    others = set(plan.missions.mission_id if other == "mission_id" else plan.committees.committee_id)
    for row in table.itertuples():
        demand, _, item = row.key.partition(" ")
        if demand not in demands or item not in others:
            remedy = f"It must be a demand_id, a space and a {other} of the plan."
            raise PlanError(path, row.Index, f"the key {row.key!r}", remedy)
        if row.decision not in allowed:
            remedy = f"It must be one of {', '.join(allowed)}."
            raise PlanError(path, row.Index, f"the decision {row.decision!r}", remedy)
        if not (row.who.strip() and row.date.strip()):
            raise PlanError(path, row.Index, "a decision that nobody signed", "Say who decided, and when.")
    keys = table.key.str.partition(" ", expand=False)
    both = {"demand_id": keys.str[0], other: keys.str[2]}
    return table.assign(**both)[["demand_id", other, "decision", "reason"]].astype("str")


def _check_against_links(plan: Plan, decisions: pd.DataFrame) -> None:
    """Raise PlanError where a decision on a committee and the links contradict each other, or two decisions do."""
    path = plan.folder / "decisions_committees.csv"
    links = read_links(plan)
    owners = plan.missions.set_index("mission_id").committee_id
    carrying = links[links.relation.isin(CARRYING)]
    tied = set(zip(carrying.demand_id, carrying.mission_id.map(owners), strict=True))
    for row in decisions.itertuples():
        if row.decision.startswith("mission") != ((row.demand_id, row.committee_id) in tied):
            found = f"the decision {row.decision!r}, which the links contradict"
            remedy = "Decide on the committee's missions in decisions_links.csv, or mend this row."
            raise PlanError(path, row.Index, found, remedy)
    leads = decisions[decisions.decision.str.endswith(" lead")]
    seconds = leads[leads.duplicated("demand_id")]
    if len(seconds):
        found = f"a second lead for {seconds.demand_id.iloc[0]!r}"
        raise PlanError(path, int(seconds.index[0]), found, "Let one lead at most.")


def _pass_leads_on(rows: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """What follows from decisions that give a demand to a new lead: rows like theirs that take it from the old one."""
    key = ["demand_id", "committee_id"]
    given = decisions[decisions.decision.str.endswith(" lead")].set_index("demand_id").reason
    old = rows[(rows.lead == 1) & rows.demand_id.isin(given.index)]
    old = old[~old.set_index(key).index.isin(decisions.set_index(key).index)]
    return old[key].assign(decision=old.basis, reason=old.demand_id.map(given))


def _override(table: pd.DataFrame, decisions: pd.DataFrame, column: str, key: list[str], plan: Plan) -> pd.DataFrame:
    """Decisions over rows with the same key, and as rows of their own where there was none; in the plan's order."""
    old = table.set_index(key)
    for row in decisions.itertuples():
        at = (getattr(row, key[0]), getattr(row, key[1]))
        before = old[column].get(at, "none")
        values = {column: row.decision, "reason": row.reason, "origin": "decision", "overridden": before}
        old.loc[at, list(values)] = list(values.values())
    merged = old.reset_index()
    places = {
        name: n
        for n, name in enumerate([*plan.demands.demand_id, *plan.missions.mission_id, *plan.committees.committee_id])
    }
    order = merged[key].apply(lambda ids: ids.map(places)).sort_values(key).index
    filled = merged.loc[order].reset_index(drop=True)
    texts = filled.select_dtypes("str").columns
    numbers = {column: "Int64" for column in filled if column == "votes"}
    return filled.assign(**{text: filled[text].fillna("") for text in texts}).astype(numbers)


def all_reviewed(links: pd.DataFrame) -> bool:
    """Whether a person has signed every link that carries a demand (there is at least one); until then pictures say
    that nobody has.
    """
    carrying = links[links.relation.isin(CARRYING)]
    return len(carrying) > 0 and bool((carrying.origin == "decision").all())
