"""A table to review in, in JupyterLab: a person decides pair by pair, and each decision is saved at once. What is shown
goes out of the widget as one value, what is pressed comes in as a message.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers.errors import PlanError
from helpers.language import FIRST, Language, list_languages, read_language
from helpers.links.decisions import keep_decisions, read_decisions, restore_decisions
from helpers.links.labels import read_labels
from helpers.links.needs import lacks
from helpers.links.tasks import CHOICES, Decision, list_tasks, save_decision
from helpers.plan.read import Plan

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
        self.done.pop()
        restore_decisions(before)
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
