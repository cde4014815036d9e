"""What a table, a figure or a print needs of a plan, and why one cannot be made: questions by name, told in Swedish."""

from collections.abc import Callable
from dataclasses import dataclass

from helpers.codebook import CARRYING, UNANSWERED
from helpers.links.labels import Labels, read_labels
from helpers.plan.budget import check_totals, compare_attention, tabulate_frames, take_frames
from helpers.plan.read import Plan

Question = Callable[[Labels], str]
"""Why something cannot be made of a plan, in Swedish; empty where it can."""


def _lacks_frames(labels: Labels) -> str:
    """Frames of the plan's year that are parts of a whole: none below zero, and not all of them nothing."""
    rows, year = take_frames(labels.plan), labels.plan.file.document.year
    below = rows.label[rows.amount_tkr < 0].tolist()
    if len(rows) == 0:
        return f"budgettabellen har inga belopp för {year}"
    if below:
        return f"ramarna är inte delar av en helhet: {_name(below)} är mindre än noll"
    return "" if rows.amount_tkr.any() else f"alla ramar för {year} är noll"


def _lacks_sum(labels: Labels) -> str:
    """Frames that add up to the stated sum; where none is stated, a row for all that has one in another year."""
    budget, totals, year = labels.plan.budget, labels.plan.totals, labels.plan.file.document.year
    check = check_totals(budget, totals).set_index("year").loc[year]
    stated = bool((totals.year == year).any())
    if stated and not check.agrees:
        are = "raderna blir" if (budget.year == year).sum() > 1 else "den enda raden är"
        return f"ramarna går inte ihop: {are} {check.rows_tkr} tkr, planen anger {check.stated_tkr} tkr"
    gone = sorted({*budget.label} - {*budget.label[budget.year == year]})
    return f"{_name(gone)} har belopp för andra år, men inte för {year}" if gone and not stated else ""


def _name(labels: list[str]) -> str:
    """The first three of them."""
    return ", ".join(labels[:3]) + (" …" if len(labels) > 3 else "")


def _lacks_committee_frames(labels: Labels) -> str:
    """Frames to set beside the missions: they add up, and the largest of the plan is a committee's with missions."""
    frames = compare_attention(labels.plan).query("missions > 0").amount_tkr.dropna()
    if not len(frames):
        return "ingen nämnd med uppdrag har en ram i budgettabellen"
    larger = frames.max() < tabulate_frames(labels.plan).amount_tkr.max()
    return "den största ramen hör inte till någon nämnd med uppdrag" if larger else ""


def _lacks_links(labels: Labels) -> str:
    missing = [name for name in ("links", "committees") if not labels.has(name)]
    if len(missing) == 1:
        return f"ingen läsning säger {_UNSAID[missing[0]]} ({missing[0]}.csv saknas)"
    return "ingen läsning är införd än (links.csv och committees.csv saknas)" if missing else ""


_UNSAID = {"links": "vilka uppdrag som motsvarar kraven", "committees": "vilka nämnder som måste göra något"}
"""What a plan is not known to say where a table is missing that readings are settled into."""


def _lacks_seen(labels: Labels) -> str:
    """Readings of some demand (a table of links has a row), against the missions of every committee."""
    names = labels.plan.committees.set_index("committee_id").name
    unseen = [names[committee] for committee in labels.unseen]
    return f"uppdragen till {_name(unseen)} är ännu inte lästa" if unseen else ""


def _lacks_read(labels: Labels) -> str:
    """Readings of every demand against every mission: only then is it known what is not carried."""
    return _say_some(labels.unread, labels, "är ännu inte lästa", "är ännu inte läst")


def _lacks_judged(labels: Labels) -> str:
    """The same, and who has to act for every demand."""
    said = "har ingen läsning av vem som ska göra det"
    return _say_some(labels.unjudged, labels, said, said)


def _say_some(demands: list[str], labels: Labels, many: str, one: str) -> str:
    said = f"{len(demands)} av {len(labels.plan.demands)} krav {one if len(demands) == 1 else many}"
    return f"{said} ({_name(demands)})" if demands else ""


def lacks_theme(labels: Labels, theme: str) -> str:
    """Why nothing can be said of a theme: not all of its demands have been read.

    >>> lacks_theme(labels, "jobb")
    ''
    """
    demands = labels.plan.demands
    mine = {*demands.demand_id[demands.theme_id == theme]}
    return "temats krav är ännu inte alla lästa" if lacks(labels, "links") == "" and mine & {*labels.unread} else ""


def lacks_missions(labels: Labels, committee: str) -> str:
    """Why nothing can be said of a committee's missions: it is named in the plan, and has no list of them.

    >>> lacks_missions(labels, "ks")
    ''
    """
    listed = committee in {*labels.plan.missions.committee_id}
    return "" if listed else "nämnden nämns i planen, men ingen lista med dess uppdrag är funnen"


def _lacks_carried(labels: Labels) -> str:
    return "" if labels.links.relation.isin(CARRYING).any() else "läsningarna fann inget uppdrag som bär ett krav"


def _lacks_unanswered(labels: Labels) -> str:
    """Demands that were read and that no mission answers, even in part."""
    without = labels.grade("demand_id").isin(UNANSWERED).sum() - len(labels.unread)
    return "" if without else "varje läst krav motsvaras av uppdrag, helt eller delvis"


def _lacks_nothing(labels: Labels) -> str:
    """What has been asked before is enough."""
    return ""


QUESTIONS: dict[str, tuple[tuple[str, ...], Question]] = {
    "demands": ((), lambda labels: "" if len(labels.plan.demands) else "planen har inga krav"),
    "missions": ((), lambda labels: "" if len(labels.plan.missions) else "planen har inga uppdrag"),
    "pairs": (("demands", "missions"), _lacks_nothing),
    "budget": ((), lambda labels: "" if len(labels.plan.budget) else "planen har ingen budgettabell"),
    "frames": (("budget",), _lacks_frames),
    "sum": (("frames",), _lacks_sum),
    "committee frames": (("sum", "missions"), _lacks_committee_frames),
    "links": ((), _lacks_links),
    "seen": (("links",), _lacks_seen),
    "read": (("seen",), _lacks_read),
    "judged": (("read",), _lacks_judged),
    "carried": (("read",), _lacks_carried),
    "unanswered": (("links",), _lacks_unanswered),
    "inhabitants": ((), lambda labels: "" if labels.plan.file.inhabitants else "plan.toml anger inget invånarantal"),
    "swedish": ((), lambda labels: "" if labels.plan.file.document.language == "sv" else "planen är inte på svenska"),
    "traces": (("read", "topics", "topic_names", "verbs"), _lacks_nothing),
}
"""The questions that have a name, each after what has to be asked before it; any other name is asked for as a table of
the plan's folder (``pledges``).
"""


def lacks(plan: Plan | Labels, *needs: str | Question) -> str:
    """Why what needs this cannot be made of the plan, in words; empty where nothing is lacking.

    ``needs`` are questions, names of ``QUESTIONS``, or of tables of the plan. Raises as ``Labels.read`` does.

    >>> lacks(plan, "links", "frames"), lacks(plan, "wishes")
    ('', 'wishes.csv saknas')
    """
    labels = read_labels(plan)
    return next(filter(None, (_ask(labels, need) for need in needs)), "")


def _ask(labels: Labels, need: str | Question) -> str:
    if not isinstance(need, str):
        return need(labels)
    if need not in QUESTIONS:
        return "" if labels.has(need) else f"{need}.csv saknas"
    before, question = QUESTIONS[need]
    return lacks(labels, *before) or question(labels)


@dataclass(frozen=True, kw_only=True)
class Output:
    """Something that can be made of a plan that has what it ``needs``: a table, a figure, a print.

    What rests on proposals is ``heavy``: it takes longest, and what it is made with is loaded once for all of it.
    """

    needs: tuple[str | Question, ...] = ()
    heavy: bool = False

    def lacks(self, plan: Plan | Labels) -> str:
        """What is lacking, in words; empty where it can be made.

        >>> Output(needs=("links", "frames")).lacks(plan), Output(needs=("wishes",)).lacks(plan)
        ('', 'wishes.csv saknas')
        """
        return lacks(plan, *self.needs)

    def possible(self, plan: Plan | Labels) -> bool:
        """Whether it can be made of the plan."""
        return not self.lacks(plan)
