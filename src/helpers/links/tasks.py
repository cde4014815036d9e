"""What a person has to decide, what is worth most first, and how each decision is written down at once, with who, when
and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.codebook import CARRYING, DEFINITIONS, RELATIONS
from helpers.errors import PlanError
from helpers.files import write_bytes
from helpers.grid import fold
from helpers.links.decisions import COLUMNS, PAIRS, keep_decisions, read_decisions, restore_decisions
from helpers.links.labels import Labels, find_resting, read_labels
from helpers.plan.read import Plan
from helpers.plan.settled_texts import find_moved, name_texts
from helpers.tables import BREAK, find_table, render_above, render_table

CHOICES = {"links": RELATIONS, "committees": ("lead", "acts", "none")}
"""What can be decided of a pair: how the mission stands to the demand; whether the committee leads, acts or neither."""


@dataclass(frozen=True)
class Decision:
    """What somebody has decided of a pair (``demand mission`` or ``demand committee``), why, and when."""

    key: str
    choice: str
    reason: str
    who: str
    date: str


def list_tasks(plan: Plan, table: str = "links") -> pd.DataFrame:
    """The pairs to decide, what is worth most first.

    First those on which the readings differ and a headline hangs: whether the demand has a mission (in whole, or at
    all), whether the mission answers a demand, who leads. Once these are decided, no headline can move. Then the other
    pairs that a picture rests on, then the rest.
    Gives key, demand_id, mission_id (or committee_id), weight (how many headlines hang on it), rests (whether pictures
    rest on it), settled, decided (empty where nobody has), decisions and readings.

    >>> list_tasks(plan).columns[:4].tolist()
    ['key', 'demand_id', 'mission_id', 'weight']
    """
    labels = read_labels(plan)
    tasks = _list_links(labels) if table == "links" else _list_committees(labels)
    decided = {row.key: row.decision for row in read_decisions(plan, table).itertuples()}
    tasks.insert(0, "key", tasks.demand_id + " " + tasks[PAIRS[table][1]])
    tasks["decided"] = pd.Series([decided.get(key, "") for key in tasks.key], dtype="str")
    weighty = tasks.weight.where(tasks.decided == "", 0)
    order = pd.DataFrame({"w": -weighty, "r": ~tasks.rests, "n": range(len(tasks))})
    return tasks.assign(weight=weighty).loc[order.sort_values(["w", "r", "n"]).index].reset_index(drop=True)


def _list_links(labels: Labels) -> pd.DataFrame:
    settled = labels.links[labels.links.mission_id != ""].reset_index(drop=True)
    votes = _list_votes(settled)
    tasks = settled[["demand_id", "mission_id"]].copy()
    hangs = [
        _find_open(votes, settled[side], values)
        for side, values in (
            ("demand_id", CARRYING),
            ("demand_id", DEFINITIONS["in whole"]),
            ("mission_id", CARRYING),
        )
    ]
    tasks["weight"] = [sum(each) for each in zip(*hangs, strict=True)]
    tasks["rests"] = find_resting(settled)
    return tasks.assign(settled=settled.relation, readings=_say_votes(settled))


def _list_committees(labels: Labels) -> pd.DataFrame:
    named = labels.committees[labels.committees.committee_id != ""].reset_index(drop=True)
    tasks = named[["demand_id", "committee_id"]].copy()
    pairs = list(tasks.itertuples(index=False, name=None))
    led = {name: {*each.itertuples(index=False, name=None)} for name, each in labels.leads.items() if name != "settled"}
    decided = (named.origin == "decision").tolist()
    said = [{pair in each for each in led.values()} for pair in pairs]
    tasks["weight"] = [int(len(each) > 1 and not own) for each, own in zip(said, decided, strict=True)]
    tasks["rests"] = named.lead == 1
    spoken = named.basis + named.lead.map({1: " lead", 0: ""})
    passes = {
        f"pass_{name}": [
            f"{vote} lead" if pair in pairs_led else vote
            for pair, vote in zip(pairs, named[f"pass_{name}"], strict=True)
        ]
        for name, pairs_led in led.items()
    }
    return tasks.assign(settled=spoken, readings=_say_votes(named.assign(**passes)))


def _list_votes(links: pd.DataFrame) -> list[list[str]]:
    """What each pass says of each pair, and the decision alone where a person has decided."""
    passes = links.filter(regex="^pass_")
    cast = [[vote for vote in row if vote] for row in passes.itertuples(index=False)]
    known = zip(cast, links.relation, links.origin, strict=True)
    return [[value] if origin == "decision" or not votes else votes for votes, value, origin in known]


def _say_votes(rows: pd.DataFrame) -> list[str]:
    names = [str(name).removeprefix("pass_") for name in rows.filter(regex="^pass_")]
    cells = rows.filter(regex="^pass_").itertuples(index=False)
    return ["; ".join(f"{name}: {vote}" for name, vote in zip(names, row, strict=True) if vote) for row in cells]


def _find_open(votes: list[list[str]], sides: Iterable[str], values: Sequence[str]) -> list[int]:
    """For each pair 1 where readings differ on whether its side has a value, and no other pair settles that."""
    keys = list(sides)
    sure = {key for key, cast in zip(keys, votes, strict=True) if {*cast} <= {*values}}
    differs = [bool({*cast} & {*values}) and not {*cast} <= {*values} for cast in votes]
    return [int(each and key not in sure) for key, each in zip(keys, differs, strict=True)]


def save_decision(plan: Plan, decision: Decision, table: str = "links") -> list[str]:
    """Write a decision into the plan's decisions at once, in the place of an earlier one on the same pair.

    Gives the keys of decisions on committees that are taken back by it: a lead that another committee has now, a
    decision that the links contradict now. Raises PlanError for a choice or a pair that there is not, without a name
    (``who``) or a day, and where the decisions are kept in another kind of file than csv.
    """
    _check(plan, decision, table)
    rows = read_decisions(plan, table)
    demand, item = decision.key.split()
    basis = "mission" if (demand, item) in read_labels(plan).tied else "remit"
    spoken = {"lead": f"{basis} lead", "acts": basis}.get(decision.choice, decision.choice)
    mine = rows.key.map(fold) == fold(decision.key)
    leads = [row.decision.endswith(" lead") and row.key.split()[:1] == [demand] for row in rows.itertuples()]
    second = pd.Series(leads, rows.index, dtype=bool) & ~mine & spoken.endswith(" lead")
    kept = rows[~(mine | second)]
    texts = name_texts(plan)
    told = BREAK.join([texts["demand"][demand], texts[PAIRS[table][1].removesuffix("_id")][item]])
    values = [decision.key, spoken, decision.reason, decision.who, decision.date, told]
    new = pd.DataFrame([dict(zip(COLUMNS, values, strict=True))], dtype="str")
    _write(plan, table, pd.concat([kept, new], ignore_index=True))
    taken = rows.key[second].tolist()
    return taken + (_drop_contradicted(plan) if table == "links" else [])


def _drop_contradicted(plan: Plan) -> list[str]:
    """Take back the decisions on committees that the links contradict, so that they are asked for again."""
    rows, tied = read_decisions(plan, "committees"), read_labels(plan).tied
    wrong = [row.decision.startswith("mission") != (tuple(row.key.split()) in tied) for row in rows.itertuples()]
    if any(wrong):
        _write(plan, "committees", rows[[not each for each in wrong]])
    return rows.key[wrong].tolist()


def _check(plan: Plan, decision: Decision, table: str) -> None:
    path = find_table(plan.folder, f"decisions_{table}")
    if find_moved(plan):
        remedy = (
            "Ta bort links.csv och committees.csv, rätta nycklarna i besluten och kör om, så görs de av läsningarna."
        )
        raise PlanError(path, None, "texter i planen som har ändrats sedan den lästes", remedy)
    items = plan.missions.mission_id if table == "links" else plan.committees.committee_id
    demand, _, item = decision.key.partition(" ")
    choices = CHOICES[table]
    if demand not in {*plan.demands.demand_id} or item not in {*items}:
        remedy = f"Den ska vara ett demand_id, ett mellanslag och ett {PAIRS[table][1]} ur planen."
        raise PlanError(path, None, f"nyckeln {decision.key!r}", remedy)
    if decision.choice not in choices:
        raise PlanError(path, None, f"beslutet {decision.choice!r}", f"Det ska vara något av {', '.join(choices)}.")
    if not decision.who.strip() or not decision.date.strip():
        remedy = "Skriv vem som beslutar (who), under en kod och inte ett namn."
        raise PlanError(path, None, "ett beslut som ingen har skrivit under", remedy)
    if table == "committees" and decision.choice == "none" and (demand, item) in read_labels(plan).tied:
        remedy = "Besluta om nämndens uppdrag först: ett av dem motsvarar kravet."
        raise PlanError(path, None, "beslutet 'none', som länkarna motsäger", remedy)


def _write(plan: Plan, table: str, rows: pd.DataFrame) -> None:
    """Write the decisions, whole or not at all, and only where the plan's labels can be read with them."""
    path = find_table(plan.folder, f"decisions_{table}")
    if path.suffix != ".csv":
        raise PlanError(path, None, "beslut i en annan fil än csv", f"Spara den som decisions_{table}.csv.")
    kept = keep_decisions(plan)
    above = render_above(path, COLUMNS) if path.is_file() else b""
    write_bytes(path, above + render_table(rows))
    try:
        getattr(read_labels(plan), table)
    except PlanError:
        restore_decisions(kept)
        raise
