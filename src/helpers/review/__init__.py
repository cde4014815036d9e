"""A table to review in, in JupyterLab: a person decides pair by pair, and each decision is saved at once. What is shown
goes out of the widget as one value, what is pressed comes in as a message.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers.codebook import CARRYING, DEFINITIONS, RELATIONS
from helpers.errors import PlanError
from helpers.files import write_bytes
from helpers.grid import fold
from helpers.language import FIRST, Language, list_languages, read_language
from helpers.links.decisions import COLUMNS, PAIRS, keep_decisions, read_decisions, restore_decisions
from helpers.links.labels import Labels, find_resting, read_labels
from helpers.links.needs import lacks
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
        raise PlanError(path, None, "beslutet 'none', som sambanden motsäger", remedy)


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


TABLES = tuple(CHOICES)
"""What can be reviewed: links, and committees with who leads."""


class Session:
    """One person's way through the pairs of a plan, what is worth most first.

    Who comes back begins at the first undecided pair. Raises PlanError where the plan has no settled readings yet.

    >>> Session(plan, "A1").view()["count"] > 100
    True
    """

    def __init__(
        self, plan: Plan, who: str = "", table: str = TABLES[0], today: Callable[[], date] = date.today
    ) -> None:
        if missing := lacks(plan, "links"):
            remedy = "Läs planen först; det som behövs ligger i build/<plan>/reading."
            raise PlanError(plan.folder.name, None, missing, remedy)
        language = plan.file.document.language
        self.plan, self.who, self.today = plan, who.strip(), today
        self.words: Language = read_language(language if language in list_languages() else FIRST)
        self.done: list[tuple[str, str, dict[Path, bytes | None], dict[Path, bytes | None]]] = []
        self.said = ""
        self.open(table)

    def open(self, table: str) -> None:
        """Take up the pairs of a table where they were left."""
        self.table = table
        self.tasks = list_tasks(self.plan, table)
        self.keys = [*self.tasks.key[self.tasks.decided != ""], *self.tasks.key[self.tasks.decided == ""]]
        self.place = int((self.tasks.decided != "").sum()) % max(len(self.keys), 1)

    def decide(self, choice: str, reason: str = "") -> None:
        """Decide the pair that is shown and go to the next; what cannot be decided is said, and nothing is saved."""
        key, before = self.keys[self.place], keep_decisions(self.plan)
        day = self.today().isoformat()
        try:
            taken = save_decision(self.plan, Decision(key, choice, reason.strip(), self.who, day), self.table)
        except PlanError as error:
            self.said = str(error)
            return
        self.done.append((self.table, key, before, keep_decisions(self.plan)))
        self._refresh()
        self.said = self.say("taken_back", keys=", ".join(taken)) if taken else self.say("saved")
        self.place = self._find_next()

    def _find_next(self) -> int:
        """The first undecided pair that a headline hangs on, else the next one that is undecided, else the next one."""
        open_ = self.tasks[self.tasks.decided == ""]
        weighty = open_.key[open_.weight > 0].tolist()
        after = [*self.keys[self.place + 1 :], *self.keys[: self.place]]
        undecided = {*open_.key}
        wanted = [*weighty, *(key for key in after if key in undecided), *after, *self.keys]
        return self.keys.index(wanted[0])

    def undo(self) -> None:
        """Put the decisions back as they were before the last one, unless somebody has changed them since."""
        if not self.done:
            self.said = self.say("nothing_to_undo")
            return
        table, key, before, after = self.done[-1]
        if keep_decisions(self.plan) != after:
            self.said = self.say("changed_since")
            return
        try:
            restore_decisions(before)
        except PlanError as error:
            self.said = str(error)
            return
        self.done.pop()
        if table != self.table:
            self.open(table)
        self._refresh()
        self.place, self.said = self.keys.index(key), self.say("undone")

    def move(self, step: int) -> None:
        """Show the next pair, or (-1) the one before."""
        self.place = min(max(self.place + step, 0), max(len(self.keys) - 1, 0))

    def say(self, key: str, **values: object) -> str:
        """A phrase of the review."""
        return str(self.words.phrase(f"review_{key}")).format(**values)

    def _refresh(self) -> None:
        self.tasks = list_tasks(self.plan, self.table)

    def view(self) -> dict[str, Any]:
        """All that is shown: the pair, how far it has come, and what can be pressed."""
        decided, weighty = int((self.tasks.decided != "").sum()), int((self.tasks.weight > 0).sum())
        resting = int((self.tasks.rests & (self.tasks.decided == "")).sum())
        key = "weighty_none" if not weighty else "weighty_one" if weighty == 1 else "weighty"
        return {
            "who": self.who,
            "table": self.table,
            "count": len(self.keys),
            "decided": decided,
            "place": self.place + 1,
            "headline": self.say(key, count=weighty),
            "progress": self.say("progress", decided=decided, count=len(self.keys), resting=resting),
            "said": self.said,
            "task": self._show(self.keys[self.place]) if self.keys else None,
            "choices": [
                {"key": str(number), "choice": choice, "label": self.say(f"{self.table}_{choice}")}
                for number, choice in enumerate(CHOICES[self.table], start=1)
            ],
            "words": {name: self.say(name) for name in _WORDS},
            "tables": [{"table": table, "label": self.say(f"table_{table}")} for table in TABLES],
        }

    def _show(self, key: str) -> dict[str, Any]:
        """One pair as it is shown: the demand under its theme with the running text, the other side, the readings."""
        plan, row = self.plan, self.tasks.set_index("key").loc[key]
        demand = plan.demands.set_index("demand_id").loc[row.demand_id]
        prose = plan.prose[plan.prose.theme_id == demand.theme_id]
        decisions = read_decisions(plan, self.table).set_index("key")
        own = decisions.loc[key].to_dict() if key in decisions.index else {}
        return {
            "key": key,
            "theme": plan.themes.set_index("theme_id").title[demand.theme_id],
            "prose": [f"{text} ({self.words.at(line)})" for text, line in zip(prose.text, prose.line, strict=True)],
            "demand": f"{demand.text} ({self.words.at(demand.line)})",
            **self._show_other(row),
            "settled": self._name(str(row.settled)),
            "readings": self._say_readings(str(row.readings)),
            "reason": self._find_reason(key),
            "decided": f"{self._name(own['decision'])} ({own['who']}, {own['date']})" if own else "",
            "why": own.get("reason", ""),
            "weight": int(row.weight),
        }

    def _show_other(self, row: pd.Series) -> dict[str, Any]:
        names = self.plan.committees.set_index("committee_id").name
        if self.table == "committees":
            missions = self.plan.missions[self.plan.missions.committee_id == row.committee_id]
            return {"committee": names[row.committee_id], "mission": "", "missions": missions.text.tolist()}
        mission = self.plan.missions.set_index("mission_id").loc[row.mission_id]
        place = f"{mission.text} ({self.words.at(mission.line)})"
        return {"committee": names.get(mission.committee_id, ""), "mission": place, "missions": []}

    def _say_readings(self, said: str) -> str:
        pairs = [each.partition(": ") for each in said.split("; ") if each]
        return "; ".join(f"{name}: {self._name(value)}" for name, _, value in pairs)

    def _find_reason(self, key: str) -> str:
        rows = read_labels(self.plan).read(self.table)
        item = "mission_id" if self.table == "links" else "committee_id"
        mine = rows[(rows.demand_id + " " + rows[item]) == key]
        return str(mine.reason.iloc[0]) if len(mine) and "reason" in mine else ""

    def _name(self, value: str) -> str:
        """A relation or a basis as the language says it."""
        if self.table == "links":
            return self.say(f"links_{value}") if value else ""
        return self.say(f"committees_{_find_choice(value)}") if value else ""


def _find_choice(decision: str) -> str:
    """What was pressed for a decision on a committee as its file has it."""
    return "none" if decision == "none" else "lead" if decision.endswith(" lead") else "acts"


_WORDS = (
    *("next", "back", "undo", "why", "who", "who_hint", "demand", "mission", "committee", "missions", "theme"),
    *("settled", "readings", "decided", "keys", "empty", "review"),
)


class Review(anywidget.AnyWidget):
    """The table to review in. It holds what is shown at the moment and nothing else; decisions are in files."""

    _esm = Path(__file__).with_name("review.js")
    _css = Path(__file__).with_name("review.css")
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__(shown=session.view())
        self.on_msg(self._take)

    def _take(self, _: object, message: dict[str, Any], __: object) -> None:
        self.take(message)

    def take(self, message: dict[str, Any]) -> None:
        """Do what was pressed: decide, next, back, undo, table (another one), who (its code)."""
        session, do = self.session, message.get("do")
        session.said = ""
        if do == "decide":
            session.decide(str(message["choice"]), str(message.get("reason", "")))
        elif do in ("next", "back"):
            session.move(1 if do == "next" else -1)
        elif do == "undo":
            session.undo()
        elif do == "table":
            session.open(str(message["table"]))
        elif do == "who":
            session.who = str(message["who"]).strip()
        self.shown = session.view()


def review(plan: Plan, who: str = "", table: str = "links") -> Review:
    """The table to review a plan in: as the last line of a cell it is shown below.

    ``who`` is a code as in readers.csv, never a name; without it the table asks. Each decision is saved at once, in
    decisions_links.csv or decisions_committees.csv. Raises PlanError without settled readings.

    >>> review(plan, who="A1").shown["who"]
    'A1'
    """
    return Review(Session(plan, who, table))
