"""The session as a widget of JupyterLab: what is shown goes out as one value, what is pressed comes in as a message."""

from typing import Any

import anywidget
import traitlets

from helpers import HERE
from helpers.plan.read import Plan
from helpers.review.session import Session


class Review(anywidget.AnyWidget):
    """The table to review in. It holds what is shown at the moment and nothing else; decisions are in files."""

    _esm = HERE / "review" / "review.js"
    _css = HERE / "review" / "review.css"
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

    ``who`` is the code of who decides, as in readers.csv and never a name; without it the table asks. Each decision is
    saved at once in the plan's folder, as decisions_links.csv or decisions_committees.csv. Raises PlanError where the
    plan has no settled readings yet.

    >>> review(plan, who="A1").shown["who"]
    'A1'
    """
    return Review(Session(plan, who, table))
