"""What a table, a figure or a print needs of a plan, and why one cannot be made: questions by name, told in Swedish."""

from collections.abc import Callable

from helpers.codebook import CARRYING
from helpers.links.labels import Labels, read_labels
from helpers.plan.budget import compare_attention, tabulate_frames
from helpers.plan.read import Plan


def has_frames(plan: Plan) -> bool:
    """Whether the plan's year has frames, none of them below zero, so that they can be shown as parts of a whole."""
    amounts = plan.budget.amount_tkr[plan.budget.year == plan.file.document.year]
    return bool(amounts.sum() > 0 and amounts.min() >= 0)


def _lacks_committee_frames(labels: Labels) -> str:
    """Frames to set beside the missions: the largest frame of the plan is among those of committees with missions."""
    if missing := lacks(labels, "frames") or lacks(labels, "missions"):
        return missing
    frames = compare_attention(labels.plan).amount_tkr.dropna()
    if not len(frames):
        return "ingen nämnd med uppdrag har en ram i budgettabellen"
    larger = frames.max() < tabulate_frames(labels.plan).amount_tkr.max()
    return "den största ramen hör inte till någon nämnd med uppdrag" if larger else ""


def _lacks_links(labels: Labels) -> str:
    missing = [f"{name}.csv" for name in ("links", "committees") if not labels.has(name)]
    return f"ingen läsning är införd än ({' och '.join(missing)} saknas)" if missing else ""


def _lacks_carried(labels: Labels) -> str:
    if missing := lacks(labels, "links"):
        return missing
    return "" if labels.links.relation.isin(CARRYING).any() else "läsningarna fann inget uppdrag som bär ett krav"


def _lacks_unanswered(labels: Labels) -> str:
    """Demands that were read and that no mission answers, even in part."""
    if missing := lacks(labels, "links"):
        return missing
    without = labels.grade("demand_id").isin(["related", "none"]).sum() - len(labels.unread)
    return "" if without else "varje läst krav motsvaras av uppdrag, helt eller delvis"


def _lacks_traces(labels: Labels) -> str:
    return lacks(labels, "links") or lacks(labels, "topics") or lacks(labels, "topic_names") or lacks(labels, "verbs")


QUESTIONS: dict[str, Callable[[Labels], str]] = {
    "demands": lambda labels: "" if len(labels.plan.demands) else "planen har inga krav",
    "missions": lambda labels: "" if len(labels.plan.missions) else "planen har inga uppdrag",
    "pairs": lambda labels: lacks(labels, "demands") or lacks(labels, "missions"),
    "budget": lambda labels: "" if len(labels.plan.budget) else "planen har ingen budgettabell",
    "frames": lambda labels: lacks(labels, "budget") or ("" if has_frames(labels.plan) else _NO_FRAMES),
    "committee frames": _lacks_committee_frames,
    "links": _lacks_links,
    "carried": _lacks_carried,
    "unanswered": _lacks_unanswered,
    "inhabitants": lambda labels: "" if labels.plan.file.inhabitants else "plan.toml anger inget invånarantal",
    "swedish": lambda labels: "" if labels.plan.file.document.language == "sv" else "planen är inte på svenska",
    "traces": _lacks_traces,
}
"""The questions that have a name; any other name is asked for as a table of the plan's folder (``pledges``)."""


_NO_FRAMES = "budgettabellen har inga ramar för planens år som är delar av en helhet"


def lacks(plan: Plan | Labels, *needs: str) -> str:
    """Why what needs this cannot be made of the plan, in words; empty where nothing is lacking.

    ``needs`` are names of ``QUESTIONS``, or of tables that the plan's folder must have. Raises as ``Labels.read`` does.

    >>> lacks(plan, "links", "frames"), lacks(plan, "wishes")
    ('', 'wishes.csv saknas')
    """
    labels = plan if isinstance(plan, Labels) else read_labels(plan)
    for need in needs:
        found = QUESTIONS[need](labels) if need in QUESTIONS else "" if labels.has(need) else f"{need}.csv saknas"
        if found:
            return found
    return ""
