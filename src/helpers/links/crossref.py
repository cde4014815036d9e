"""The cross-reference: who is to carry which demand, by which mission, and which demands no mission carries."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from helpers.codebook import BASES, CARRYING, DEFINITIONS, GRADES, RELATIONS
from helpers.grid import fold
from helpers.plan.budget import take_frames
from helpers.plan.read import Plan
from helpers.tables import Table, check_table

TABLES = {
    "links": Table(
        ("demand_id", "mission_id", "relation"),
        ("demand_id", "mission_id"),
        {"relation": RELATIONS},
        ("votes",),
        none=("mission_id", "relation"),
    ),
    "committees": Table(
        ("demand_id", "committee_id", "basis", "lead"),
        ("demand_id", "committee_id"),
        {"basis": BASES, "lead": ("0", "1")},
        ("lead", "votes"),
        none=("committee_id", "basis"),
    ),
}
"""The two tables that it is made of, as readings are settled into them."""

STATES = ("carried", "nearby", "none", "unread")
"""A demand is carried (in whole or part), has related missions nearby, was read and has no link, or is unread."""

COLUMNS = ["demand_id", "committee_id", "basis", "lead", "mission_ids", "relations", "lines"]

_JOINED = {"mission_ids": "mission_id", "relations": "relation", "lines": "lines"}


def find_missions(links: pd.DataFrame, demands: Iterable[str]) -> pd.DataFrame:
    """The links of these demands to the missions that answer them or, where none does, are related.

    >>> find_missions(labels.links, ["barnfattigdom-1"]).mission_id.tolist()
    ['ks-10', 'sbn-06']
    """
    mine = links[(links.relation != "none") & links.demand_id.isin(list(demands))]
    answers = mine.relation.isin(CARRYING)
    return mine[answers | ~mine.demand_id.isin(mine.demand_id[answers])]


def cross_reference(plan: Plan, links: pd.DataFrame, committees: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row for each demand and committee that has to act for it, in the plan's order.

    Takes links (demand_id, mission_id, relation) and, if at hand, committees (demand_id, committee_id, basis, lead); a
    demand that was read without result may stand there with an empty id and ``none``. Gives demand_id, committee_id,
    basis (``mission`` where one of its missions carries the demand, else ``remit``), lead (bool), mission_ids,
    relations and lines of the carrying missions, joined by ", ". A row that stands twice counts once. Raises PlanError,
    naming table and row, for missing columns, unknown ids, relations and bases, and rows that contradict each other.

    >>> cross_reference(plan, labels.links, labels.committees).basis.value_counts().to_dict()
    {'mission': 44, 'remit': 22}
    """
    links = _check(plan, links)
    missions = plan.missions.set_index("mission_id")
    carrying = links[links.relation.isin(CARRYING)]
    carrying = carrying.assign(
        committee_id=carrying.mission_id.map(missions.committee_id), line=carrying.mission_id.map(missions.line)
    ).sort_values("line")
    parts = carrying.assign(lines=carrying.line.astype("str")).groupby(["demand_id", "committee_id"])
    joined = {column: parts[of].agg(", ".join) for column, of in _JOINED.items()}
    rows = pd.DataFrame(joined, dtype="str").assign(basis="mission", lead=False).reset_index()
    if committees is not None:
        rows = _add_remits(plan, rows, committees)
    return put_in_order(plan, rows, ["demand_id", "committee_id"])[COLUMNS]


def _add_remits(plan: Plan, rows: pd.DataFrame, committees: pd.DataFrame) -> pd.DataFrame:
    """The rows with the leads of ``committees``, and with a remit row wherever no mission row stands already."""
    committees = _check(plan, committees, "committees")
    key = ["demand_id", "committee_id"]
    named = committees[committees.basis != "none"].set_index(key)
    remits = named[(named.basis == "remit") & ~named.index.isin(rows.set_index(key).index)].reset_index()
    remits = remits.assign(mission_ids="", relations="", lines="")
    merged = pd.concat([rows, remits[[*key, "basis", "mission_ids", "relations", "lines"]]], ignore_index=True)
    leads = named.index[named.lead.astype(bool)]
    return merged.assign(lead=merged.set_index(key).index.isin(leads))


def _check(plan: Plan, table: pd.DataFrame, name: str = "links") -> pd.DataFrame:
    """The columns of a table of ``TABLES``, each row once, ids as the plan writes them; raises PlanError with the row.

    The second id may be missing where the third column says ``none``; it is then empty.
    """
    rows = table.filter(TABLES[name].columns).drop_duplicates()
    rows = rows.astype(dict.fromkeys(rows.select_dtypes("bool"), "int64")).fillna("").astype("str")
    known = {units.columns[0]: units.iloc[:, 0] for units in (plan.demands, plan.missions, plan.committees)}
    return check_table(name, rows, replace(TABLES[name], can_be_empty=True), known)


def put_in_order(plan: Plan, rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows in the order that the plan has the ids of these columns in."""
    ids = [*plan.demands.demand_id, *plan.missions.mission_id, *plan.committees.committee_id]
    places = {each: n for n, each in enumerate(ids)}
    order = rows[key].apply(lambda column: column.map(places)).sort_values(key).index
    return rows.loc[order].reset_index(drop=True)


def list_states(
    plan: Plan, links: pd.DataFrame, carrying: tuple[str, ...] = CARRYING, table: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The state of every demand (``STATES``) with the missions behind it.

    Gives demand_id, line, state, carrying and related (mission ids), and with ``table``, the cross-reference, lead and
    remit (committee ids). ``carrying`` says which relations carry (one of ``DEFINITIONS``). A demand was read if it
    stands in the links.

    >>> list_states(plan, labels.links).state.value_counts()["nearby"].item()
    6
    """
    links = _check(plan, links)
    linked = links.assign(line=links.mission_id.map(plan.missions.set_index("mission_id").line)).sort_values("line")
    found = linked[linked.relation != "none"]
    carries = found.relation.isin(carrying)
    states = plan.demands[["demand_id", "line"]].copy()
    for column, rows in (("carrying", found[carries]), ("related", found[~carries])):
        states[column] = _list_by(rows, "demand_id", "mission_id", states.demand_id)
    state = pd.Series("unread", index=states.index).mask(states.demand_id.isin(links.demand_id), "none")
    state = state.mask(states.related != "", "nearby").mask(states.carrying != "", "carried")
    states = states.assign(state=state)[["demand_id", "line", "state", "carrying", "related"]]
    if table is not None:
        for column, rows in (("lead", table[table.lead]), ("remit", table[table.basis == "remit"])):
            states[column] = _list_by(rows, "demand_id", "committee_id", states.demand_id)
    return states


def grade(links: pd.DataFrame, column: str, ids: pd.Series) -> pd.Series:
    """The grade (``GRADES``, else ``none``) of each demand or mission, by its id: that of its closest link.

    ``column`` is demand_id or mission_id.

    >>> grade(labels.links, "demand_id", plan.demands.demand_id).value_counts().to_dict()
    {'whole': 19, 'part': 10, 'related': 6}
    """
    ranks = {relation: n for n, group in enumerate(GRADES.values()) for relation in group}
    best = links.relation.map(ranks).groupby(links[column]).min()
    grades = ids.map(best).map(dict(enumerate(GRADES))).fillna("none")
    return grades.set_axis(pd.Index(ids)).astype("str")


def _list_by(rows: pd.DataFrame, key: str, column: str, keys: pd.Series) -> pd.Series:
    """For each of the keys the values of the column that stand with it, joined by ", "; empty where there are none."""
    return keys.map(rows.groupby(key)[column].agg(", ".join).astype("str")).astype("str").fillna("")


def list_missions(plan: Plan, links: pd.DataFrame, commitments: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every mission with the demands that it carries and those it is only related to.

    Gives mission_id, committee_id, line, carries, related (demand ids), argued (lines of ``commitments`` that say it).

    >>> (list_missions(plan, labels.links).carries == "").sum().item()
    32
    """
    links = _check(plan, links)
    order = {demand: n for n, demand in enumerate(plan.demands.demand_id)}
    found = links[links.relation != "none"].sort_values("demand_id", key=lambda ids: ids.map(order))
    carries = found.relation.isin(CARRYING)
    table = plan.missions[["mission_id", "committee_id", "line"]].copy()
    for column, rows in (("carries", found[carries]), ("related", found[~carries])):
        table[column] = _list_by(rows, "mission_id", "demand_id", table.mission_id)
    argued: dict[str, list[int]] = {}
    for line, ids in [] if commitments is None else zip(commitments.line, commitments.same_as, strict=True):
        for item in ids.split():
            argued.setdefault(item, []).append(line)
    lines = {item: ", ".join(str(line) for line in sorted(set(said))) for item, said in argued.items()}
    return table.assign(argued=[lines.get(mission, "") for mission in table.mission_id])


def list_committees(plan: Plan, table: pd.DataFrame, missions: pd.DataFrame) -> pd.DataFrame:
    """What each committee carries: from the cross-reference and ``list_missions``.

    Gives committee_id, missions, demands_by_mission, demands_by_remit, leads, without_demand (missions that carry none
    even in part), related and argued (those of them that are related to one, that the running text argues for).
    """
    count = table.groupby("committee_id")
    free = missions[missions.carries == ""]
    columns = {
        "missions": missions.committee_id.value_counts(),
        "demands_by_mission": count.basis.apply(lambda basis: (basis == "mission").sum()),
        "demands_by_remit": count.basis.apply(lambda basis: (basis == "remit").sum()),
        "leads": count.lead.sum(),
        "without_demand": free.committee_id.value_counts(),
        "related": free[free.related != ""].committee_id.value_counts(),
        "argued": free[free.argued != ""].committee_id.value_counts(),
    }
    ids = plan.committees.committee_id
    numbers = {name: ids.map(values).fillna(0).astype("int64") for name, values in columns.items()}
    return pd.DataFrame({"committee_id": ids, **numbers})


def list_elsewhere(table: pd.DataFrame) -> pd.DataFrame:
    """Demands with a mission row and a remit row: demand_id, by_mission, by_remit (committee ids)."""
    sides = {
        f"by_{basis}": table[table.basis == basis].groupby("demand_id").committee_id.agg(", ".join)
        for basis in ("mission", "remit")
    }
    both = pd.DataFrame(sides).dropna()
    order = table.demand_id.drop_duplicates()
    return both.loc[[demand for demand in order if demand in both.index]].reset_index(names="demand_id")


def list_frames(plan: Plan, table: pd.DataFrame) -> pd.DataFrame:
    """Which frame (tkr) the committees have that are to carry each demand: frames, never a cost of the demand.

    Gives demand_id, committee_id, basis, lead, frame_tkr (missing without a row in the table, else their sum).
    """
    frames = take_frames(plan).groupby("committee_id").amount_tkr.sum()
    return table[["demand_id", "committee_id", "basis", "lead"]].assign(
        frame_tkr=table.committee_id.map(frames).astype("Int64")
    )


def summarise(plan: Plan, links: pd.DataFrame, carrying: tuple[str, ...] = CARRYING) -> dict[str, int]:
    """The headlines under one definition: how many demands and missions are linked, and how many are not.

    A demand that does not stand in the links is unread, and counts on neither side; while there is one, nobody knows
    which missions answer no demand, and that headline is missing.

    >>> summarise(plan, labels.links)["demands not answered"]
    6
    """
    links = _check(plan, links)
    hits = links[links.relation.isin(carrying)]
    demands, missions, read = hits.demand_id.nunique(), hits.mission_id.nunique(), links.demand_id.nunique()
    headlines = {
        "demands answered": demands,
        "demands not answered": read - demands,
        "missions that answer a demand": missions,
    }
    free = {"missions that answer no demand": len(plan.missions) - missions}
    return headlines | (free if read == len(plan.demands) else {})


def compare_readings(plan: Plan, readings: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every headline under every definition, for each reading (the passes, the settled links).

    Takes named tables of links; gives definition, headline (those that every reading has: ``summarise``), a column for
    each reading, and spread: how far the readings are apart. What is printed of them carries that span.
    """
    rows = []
    for definition, carrying in DEFINITIONS.items():
        values = {name: summarise(plan, links, carrying) for name, links in readings.items()}
        fewest = min(values.values(), key=len)
        for headline in fewest:
            row = {name: value[headline] for name, value in values.items()}
            rows.append({"definition": definition, "headline": headline, **row})
    table = pd.DataFrame(rows)
    return table.assign(spread=table[list(readings)].max(axis=1) - table[list(readings)].min(axis=1))


def find(
    plan: Plan,
    table: pd.DataFrame,
    links: pd.DataFrame,
    *,
    theme: str | None = None,
    committee: str | None = None,
    relation: str | None = None,
    state: str | None = None,
    word: str | None = None,
) -> pd.DataFrame:
    """The links that fit all that is asked for, each with places, lines and quotes; a demand without one has a row too.

    ``theme`` and ``committee`` are ids; ``word`` is looked for in demand and mission. Gives demand_id, demand_line,
    demand, state, mission_id, mission_line, mission, relation, committee_id, lead; the five from mission_id on are
    empty without a mission (``relation=""`` finds these). Raises ValueError for what does not exist.

    >>> find(plan, labels.table, labels.links, theme="klimat", state="nearby").demand_id.unique().tolist()
    ['klimat-2', 'klimat-3', 'klimat-5']
    """
    asked = {
        "theme_id": (theme, plan.themes.theme_id),
        "committee_id": (committee, plan.committees.committee_id),
        "relation": (relation, (*DEFINITIONS["related counted too"], "")),
        "state": (state, STATES),
    }
    wanted = {column: _choose(value, column, known) for column, (value, known) in asked.items() if value is not None}
    rows = _spell_out(plan, table, links)
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    if word is not None:
        said = (rows.demand + " " + rows.mission).map(fold)
        rows = rows[said.str.contains(fold(word), regex=False)]
    return rows.drop(columns="theme_id").reset_index(drop=True)


def _choose(value: str, column: str, known: Iterable[str]) -> str:
    """The one of what is known that the value names, as the plan writes it."""
    spelt = {fold(each): each for each in known}
    if fold(value) not in spelt:
        raise ValueError(f"{value!r} finns inte som {column}; det finns {', '.join(filter(None, spelt.values()))}")
    return spelt[fold(value)]


def _spell_out(plan: Plan, table: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Every link with the texts of both sides, and a row for every demand that has none."""
    demands = plan.demands.rename(columns={"line": "demand_line", "text": "demand"})
    missions = plan.missions.rename(columns={"line": "mission_line", "text": "mission"})
    links = _check(plan, links)
    found = links[links.relation != "none"]
    rows = demands.merge(list_states(plan, links, table=table)[["demand_id", "state"]], on="demand_id")
    rows = rows.merge(found, on="demand_id", how="left").merge(missions, on="mission_id", how="left")
    rows = rows.sort_values(["demand_line", "mission_line"])
    leads = table[table.lead].set_index(["demand_id", "committee_id"]).index
    rows["lead"] = rows.set_index(["demand_id", "committee_id"]).index.isin(leads)
    rows["mission_line"] = rows.mission_line.astype("Int64")
    texts = ["mission_id", "mission", "relation", "committee_id"]
    rows[texts] = rows[texts].fillna("")
    columns = ["theme_id", "demand_id", "demand_line", "demand", "state", "mission_id", "mission_line", "mission"]
    return rows[[*columns, "relation", "committee_id", "lead"]]


def describe_demand(plan: Plan, table: pd.DataFrame, links: pd.DataFrame, demand_id: str) -> pd.DataFrame:
    """All that is known of one demand: its linked missions, committees by remit; where there is neither, its state.

    Columns as ``find`` gives them. Raises ValueError for a demand that the plan has not.
    """
    return describe_demands(plan, table, links)[_choose(demand_id, "demand_id", plan.demands.demand_id)]


def describe_demands(plan: Plan, table: pd.DataFrame, links: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The same of every demand, by its id.

    >>> len(describe_demands(plan, labels.table, labels.links)["klimat-3"])
    5
    """
    rows = find(plan, table, links)
    return {demand: _describe(rows, table, demand) for demand in plan.demands.demand_id}


def _describe(rows: pd.DataFrame, table: pd.DataFrame, demand_id: str) -> pd.DataFrame:
    """What the rows of ``find`` and the cross-reference say of one demand."""
    mine = rows[rows.demand_id == demand_id]
    remits = table[(table.demand_id == demand_id) & (table.basis == "remit")]
    demand = mine.iloc[:1][["demand_id", "demand_line", "demand", "state"]]
    more = remits[["demand_id", "committee_id", "lead"]].merge(demand, on="demand_id").assign(relation="remit")
    linked = mine[mine.mission_id != ""] if len(more) else mine
    both = pd.concat([linked, more], ignore_index=True)[rows.columns]
    return both.assign(**{text: both[text].fillna("") for text in ("mission_id", "mission")})


def describe_committee(plan: Plan, table: pd.DataFrame, links: pd.DataFrame, committee_id: str) -> pd.DataFrame:
    """All that one committee is given: a row for each of its missions and each demand that falls to it by remit.

    Gives mission_id, mission_line, mission, demand_id, demand_line, demand, relation (``remit`` where no mission of its
    own carries the demand), lead. Raises ValueError for a committee that the plan has not.
    """
    committee_id = _choose(committee_id, "committee_id", plan.committees.committee_id)
    rows = find(plan, table, links)
    own = plan.missions[plan.missions.committee_id == committee_id]
    own = own.rename(columns={"line": "mission_line", "text": "mission"})[["mission_id", "mission_line", "mission"]]
    sides = ["mission_id", "demand_id", "demand_line", "demand", "relation", "lead"]
    linked = own.merge(rows[rows.committee_id == committee_id][sides], on="mission_id", how="left")
    remits = table[(table.committee_id == committee_id) & (table.basis == "remit")]
    demands = plan.demands.rename(columns={"line": "demand_line", "text": "demand"})
    more = remits[["demand_id", "lead"]].merge(demands, on="demand_id").assign(relation="remit")
    both = pd.concat([linked, more], ignore_index=True)
    both = both.astype({"mission_line": "Int64", "demand_line": "Int64"})
    texts = {text: both[text].fillna("") for text in ("mission_id", "mission", "demand_id", "demand", "relation")}
    columns = ["mission_id", "mission_line", "mission", *sides[1:]]
    return both.assign(**texts, lead=both.lead.fillna(False).astype(bool))[columns]
