"""The settled labels of a plan: which mission carries which demand, who has to act, and what else was read in it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pandas as pd

from helpers.codebook import CARRYING
from helpers.errors import PlanError, raise_all
from helpers.files import list_files
from helpers.grid import fold
from helpers.language import FIRST
from helpers.links.crossref import TABLES as SETTLED
from helpers.links.crossref import (
    cross_reference,
    find_missions,
    grade,
    list_committees,
    list_missions,
    list_states,
)
from helpers.links.decisions import TABLES as DECISIONS
from helpers.links.decisions import Decisions, override, pass_leads_on
from helpers.links.readings import Readings, find_passes, read_passes
from helpers.plan.read import Plan
from helpers.plan.readers import list_committees_read
from helpers.plan.settled_texts import list_ids, read_texts
from helpers.tables import Table, find_table, read_table
from helpers.words import Words, read_words

TABLES = {
    **DECISIONS,
    **SETTLED,
    "pledges": Table(
        ("id", "form", "specificity", "specificity_votes", "direction"),
        ("id",),
        {
            "form": ("action", "outcome"),
            "specificity": ("specific", "general"),
            "direction": ("expand", "cut", "inquire", "maintain"),
        },
        ("specificity_votes",),
    ),
    "prose_commitments": Table(
        ("sentence_id", "line", "commitment", "level", "same_as", "votes", "level_votes"),
        values={"level": ("municipality", "region", "state", "unclear")},
        numbers=("line", "votes", "level_votes"),
        lists=("same_as",),
    ),
    "tensions": Table(
        ("line_a", "line_b", "matter", "how", "strength", "votes"),
        ("line_a", "line_b"),
        {"strength": ("1", "2", "3")},
        ("line_a", "line_b", "strength", "votes"),
    ),
    "verbs": Table(
        ("demand_id", "mission_id", "strength", "words"),
        ("demand_id", "mission_id"),
        {"strength": ("weaker", "same", "stronger")},
        ("votes",),
    ),
    "outside": Table(("item_id", "fact_key", "why"), ("item_id",)),
    "web_priorities": Table(("mission_id", "remark"), ("mission_id",)),
    "topics": Table(("topic_id", "line", "why"), ("topic_id", "line"), numbers=("line",)),
    "topic_names": Table(("topic_id",), ("topic_id",)),
    "tension_readings": Table(("line_a", "line_b"), ("line_a", "line_b"), numbers=("line_a", "line_b")),
    "together": Table(("demand_id", "mission_ids", "why"), ("demand_id",), lists=("mission_ids",)),
    "later": Table(("item_id", "fact_key", "why"), ("item_id", "fact_key")),
    "timeline": Table(("fact_key",), ("fact_key",)),
}
"""The tables of labels by their names, as data/README.md describes them."""


class Labels:
    """The labels of one plan: every table is read and checked once, when it is first asked for.

    Make it with ``read_labels`` and hand it on. Errors are those of ``read``.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._tables: dict[str, pd.DataFrame] = {}
        self._given: dict[str, Any] = {}
        self._words: dict[str, Words] = {}

    @cached_property
    def decisions(self) -> Decisions:
        """What a person has decided."""
        return Decisions(self.plan)

    @property
    def moved(self) -> dict[str, str]:
        """The ids whose text is another now than when the labels were settled (``settled_texts.find_moved``).

        >>> read_labels(plan).moved
        {}
        """
        return self.decisions.moved

    def speak(self, language: str = FIRST) -> Words:
        """The words of a language for the plan, read once.

        >>> read_labels(plan).speak("en").place("sbn-06")
        '..., item 6'
        """
        if language not in self._words:
            self._words[language] = read_words(language, self.plan)
        return self._words[language]

    def has(self, *names: str) -> bool:
        """Whether the plan's folder has all of these tables (names as in ``read``, or of any other table there).

        >>> read_labels(plan).has("links", "committees"), read_labels(plan).has("wishes")
        (True, False)
        """
        return all(find_table(self.plan.folder, name).is_file() for name in names)

    def read(self, name: str) -> pd.DataFrame:
        """One table by its name (``TABLES``), checked against the plan; each row's index is its line in the file.

        Whole numbers as such, all else as text, an empty cell as empty text. A demand that was read without result may
        stand in links and committees as a row ``demand,,none``. Raises FaultsError (file, line) as
        ``tables.read_table`` does, and for a second committee that leads the same demand.

        >>> read_labels(plan).read("links").relation.value_counts()["exact"].item()
        13
        """
        if name not in self._tables:
            kind = name.removeprefix("decisions_")
            self._tables[name] = self._read(name, name) if kind == name else self.decisions.read(kind)
        return self._tables[name]

    def _read(self, name: str, file: str) -> pd.DataFrame:
        """A table of one kind from the file of a name, below the plan's folder; that of a pass has no votes."""
        path, declared = find_table(self.plan.folder, file), TABLES[name]
        if file != name:
            declared = replace(declared, columns=tuple(each for each in declared.columns if not each.endswith("votes")))
        table = self._follow(read_table(path, declared, _list_known(self.plan)), name)
        if name == "committees":
            raise_all(_find_second_leads(path, table.demand_id[table.lead == 1]))
        return table

    def _follow(self, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Rows of links or committees with the ids that their texts have now; without those whose text is gone."""
        columns = [column for column in ("demand_id", "mission_id", "committee_id") if column in table]
        if not self.moved or name not in ("links", "committees"):
            return table
        now = table.assign(**{column: [self.moved.get(unit, unit) for unit in table[column]] for column in columns})
        return now[~((now[columns] == "") & (table[columns] != "")).any(axis=1)]

    @cached_property
    def links(self) -> pd.DataFrame:
        """The settled links with a person's decisions put over them.

        links.csv's columns and origin (``passes`` or ``decision``) and overridden (the relation that a decision
        replaced; empty where none did). Decisions are rows of decisions_links.csv: key ("demand mission"), decision (a
        relation), reason, who, date. A link that only a decision gives has no votes (missing).

        >>> read_labels(plan).links.origin.unique().tolist()
        ['passes']
        """
        links = self.read("links").assign(origin="passes", overridden="")
        return override(self.plan, links, self.decisions.take("links"), "relation")

    @cached_property
    def committees(self) -> pd.DataFrame:
        """Who has to act, with a person's decisions put over it.

        committees.csv's columns and origin and overridden, as ``links`` has them. A decision is ``mission`` or
        ``mission lead`` where a mission of the committee carries the demand, else ``remit``, ``remit lead`` or
        ``none``; a new lead takes the place of the old one. Raises FaultsError for a decision that the links
        contradict, and for two that both give a lead to the same demand.
        """
        rows = self.read("committees").assign(origin="passes", overridden="")
        decisions = self.decisions.take("committees")
        self._check_against_links(decisions)
        decisions = pd.concat([decisions, pass_leads_on(rows, decisions)], ignore_index=True)
        spoken = rows.basis + rows.lead.map({1: " lead", 0: ""})
        decided = override(self.plan, rows.assign(basis=spoken), decisions, "basis")
        lead = decided.basis.str.endswith(" lead").astype("int64")
        return decided.assign(lead=lead, basis=decided.basis.str.removesuffix(" lead"))

    @cached_property
    def table(self) -> pd.DataFrame:
        """The cross-reference of links and committees (``crossref.cross_reference``)."""
        return cross_reference(self.plan, self.links, self.committees)

    @cached_property
    def states(self) -> pd.DataFrame:
        """The state of every demand (``crossref.list_states``), with who leads it and to whose remit it belongs."""
        return list_states(self.plan, self.links, table=self.table)

    @cached_property
    def missions(self) -> pd.DataFrame:
        """What each mission carries (``crossref.list_missions``), with the running text that argues for it."""
        prose = self.read("prose_commitments") if self.has("prose_commitments") else None
        return list_missions(self.plan, self.links, prose)

    @cached_property
    def passes(self) -> dict[str, pd.DataFrame]:
        """The votes of every pass that has read anything, by its name: demand_id, mission_id, relation."""
        votes = self.read("links").filter(regex="^pass_").rename(columns=lambda column: column.removeprefix("pass_"))
        pairs = self.read("links")[["demand_id", "mission_id"]]
        read = {str(name): pairs.assign(relation=cast)[cast != ""] for name, cast in votes.items()}
        return {name: rows.reset_index(drop=True) for name, rows in read.items() if len(rows)}

    @cached_property
    def readings(self) -> dict[str, pd.DataFrame]:
        """Every whole reading of the links by its name: the passes that read all that is settled, and ``settled``."""
        read, decided = {*self.links.demand_id}, {*self.links.demand_id} - {*self.read("links").demand_id}
        whole = {name: rows for name, rows in self.passes.items() if read <= {*rows.demand_id} | decided}
        return {**whole, "settled": self.links}

    @cached_property
    def handed_in(self) -> Readings:
        """The passes as they lie in ``passes/``, those that links.csv was settled from; raises FaultsError for faults.

        >>> read_labels(plan).handed_in.passes
        ['a', 'b', 'c', 'd', 'e']
        """
        folder = self.plan.folder / "passes"
        settled = {fold(name): name for name in self.passes}
        files = {settled.get(fold(name), ""): paths for name, paths in find_passes(folder).items()}
        files.pop("", None)
        return read_passes(self.plan, files, self.handed)

    @cached_property
    def handed(self) -> dict[str, dict[str, str]]:
        """Of each settled pass the texts of the ids (folded) that it rests on."""
        texts = read_texts(self.plan)
        handed = dict(zip(texts.id.map(fold), texts.text, strict=True))
        return dict.fromkeys(self.passes, handed)

    @cached_property
    def acts(self) -> dict[str, pd.DataFrame]:
        """Who has to act, as settled and by every pass that says so: demand_id, committee_id, basis, lead."""
        rows = self.handed_in.committees[lambda rows: rows.basis != "none"]
        passes = {name: rows[rows["pass"] == name] for name in rows["pass"].unique()}
        columns = ["demand_id", "committee_id", "basis", "lead"]
        return {name: each[columns].astype({"lead": bool}) for name, each in {"settled": self.table, **passes}.items()}

    @cached_property
    def leads(self) -> dict[str, pd.DataFrame]:
        """Who leads each demand, as settled and by every pass that has named committees: demand_id, committee_id."""
        return {name: each.loc[each.lead, ["demand_id", "committee_id"]] for name, each in self.acts.items()}

    @cached_property
    def judged(self) -> dict[str, pd.DataFrame]:
        """What ``acts`` holds as settled and by every pass that has judged all that is settled: what can be compared.

        >>> list(read_labels(plan).judged)
        ['settled', 'a', 'b', 'c', 'd', 'e']
        """
        settled = {*self.committees.demand_id[self.committees.origin != "decision"]}
        rows = self.handed_in.committees
        whole = {name for name, each in rows.groupby("pass") if settled <= {*each.demand_id}}
        return {name: each for name, each in self.acts.items() if name in {"settled", *whole}}

    def count_acts(self, committee: str, basis: str = "") -> list[int]:
        """How many demands a committee (``""``: all together) leads on this basis (``mission``, ``remit``), or without
        one on how many it has to act without leading, by each of ``judged``.

        >>> read_labels(plan).count_acts("mn"), read_labels(plan).count_acts("", "mission")
        ([3, 2, 3, 3, 2, 3], [25, 24, 25, 26, 26, 20])
        """
        mine = (each[each.committee_id == committee] if committee else each for each in self.judged.values())
        return [int((each.lead & (each.basis == basis) if basis else ~each.lead).sum()) for each in mine]

    def count_leads(self, committee: str) -> list[int]:
        """How many demands a committee leads, by each of ``judged``; for no committee ("") how many of the demands that
        were judged nobody leads.

        >>> read_labels(plan).count_leads("kfn")
        [7, 6, 6, 7, 7, 5]
        """
        leads = [table.committee_id[table.lead] for table in self.judged.values()]
        if committee:
            return [int((each == committee).sum()) for each in leads]
        return [len(self.plan.demands) - len(self.unjudged) - len(each) for each in leads]

    @cached_property
    def committee_counts(self) -> dict[str, pd.DataFrame]:
        """``crossref.list_committees`` by every whole reading that has named committees and as settled.

        >>> [counts.demands_by_mission.sum().item() for counts in read_labels(plan).committee_counts.values()]
        [43, 42, 44, 45, 44, 44]
        """
        missions = {
            name: self.missions if name == "settled" else list_missions(self.plan, links)
            for name, links in self.readings.items()
            if name in self.judged
        }
        return {name: list_committees(self.plan, self.acts[name], given) for name, given in missions.items()}

    def read_passes(self, name: str, file: str) -> dict[str, pd.DataFrame]:
        """One table of every pass that has it (``passes/<pass>_<file>``), by the name of the pass.

        >>> list(read_labels(plan).read_passes("verbs", "verbs"))
        ['a', 'b', 'c']
        """
        folder = self.plan.folder / "passes"
        names = sorted(_list_passes(folder, file))
        return {each: self._read(name, f"passes/{each}_{file}") for each in names}

    def count_passes(self, file: str) -> int:
        """How many passes there are: those with a table of that name, else those that links.csv holds votes of.

        >>> read_labels(plan).count_passes("tensions")
        3
        """
        folder = self.plan.folder / "passes"
        own = _list_passes(folder, file)
        return len(own) or (len(self.passes) if self.has("links") else 0)

    @cached_property
    def unread(self) -> list[str]:
        """The demands that do not stand in the links: nobody has read them against the missions."""
        read = {*self.links.demand_id}
        return [demand for demand in self.plan.demands.demand_id if demand not in read]

    def find_missions(self, demands: Iterable[str]) -> pd.DataFrame:
        """The links of these demands to the missions that answer them, or else are related (``crossref``)."""
        return find_missions(self.links, demands)

    def list_answering(self, demand: str) -> list[str]:
        """The missions that answer a demand, in whole or part, or else are related to it.

        >>> read_labels(plan).list_answering("barnfattigdom-1")
        ['ks-10', 'sbn-06']
        """
        return self._answering.get(demand, [])

    @cached_property
    def _answering(self) -> dict[str, list[str]]:
        missions = self.find_missions(self.links.demand_id).groupby("demand_id").mission_id
        return {str(demand): mine.tolist() for demand, mine in missions}

    def grade(self, column: str) -> pd.Series:
        """How far each demand is answered, or each mission answers, as settled (``crossref.grade``)."""
        return self._settled[column]

    def _grade(self, column: str, links: pd.DataFrame) -> pd.Series:
        return grade(
            links, column, self.plan.demands.demand_id if column == "demand_id" else self.plan.missions.mission_id
        )

    @cached_property
    def _settled(self) -> dict[str, pd.Series]:
        """The settled grades by the column of their ids."""
        return {column: self._grade(column, self.links) for column in ("demand_id", "mission_id")}

    @cached_property
    def _graded(self) -> dict[str, list[dict[str, str]]]:
        """The grades of every whole pass by the column of their ids, of demands those it has read; the settled ones
        where there is no pass, or where of several one alone is whole.
        """
        passes = [links for name, links in self.readings.items() if name in self.passes]
        compared = passes if passes and len(passes) >= min(len(self.passes), 2) else [self.links]
        return {
            "demand_id": [grade(each, "demand_id", each.demand_id.drop_duplicates()).to_dict() for each in compared],
            "mission_id": [self._grade("mission_id", each).to_dict() for each in compared],
        }

    @cached_property
    def unjudged(self) -> list[str]:
        """The demands of which nobody has said which committees have to act for them.

        >>> read_labels(plan).unjudged
        []
        """
        judged = {*self.committees.demand_id}
        return [demand for demand in self.plan.demands.demand_id if demand not in judged]

    @cached_property
    def unseen(self) -> list[str]:
        """The committees whose missions no pass has read, as readers.csv says it.

        >>> read_labels(plan).unseen
        []
        """
        seen = list_committees_read(self.plan)
        given = self.plan.missions.committee_id.unique().tolist()
        return [committee for committee in given if seen is not None and committee not in seen]

    def span(self, *grades: str, among: Iterable[str] | None = None) -> tuple[int, int]:
        """The lowest and highest number that a pass gave of demands (or of those or the missions ``among``) of these
        grades (in whole or part where none is named); the settled one twice where there is no pass.

        >>> read_labels(plan).span(), read_labels(plan).span("whole")
        ((28, 29), (17, 21))
        """
        ids = list(self.plan.demands.demand_id if among is None else among)
        column = "mission_id" if {*ids} <= {*self.plan.missions.mission_id} else "demand_id"
        counts = [
            sum(table.get(each) in (grades or ("whole", "part")) for each in ids) for table in self._graded[column]
        ]
        return min(counts), max(counts)

    @cached_property
    def together(self) -> pd.DataFrame:
        """Missions that say all of a demand together: demand_id, mission_ids, why; no rows without together.csv."""
        return self.read("together") if self.has("together") else pd.DataFrame(columns=list(TABLES["together"].columns))

    def replace(self, **tables: Any) -> Self:
        """A copy in which some of the tables (links, committees, table, missions …) are others.

        >>> read_labels(plan).replace(links=plan.demands.iloc[:0]).links.empty
        True
        """
        other = type(self)(self.plan)
        other._tables, other._given = self._tables, {**self._given, **tables}
        other.__dict__.update(other._given)
        return other

    @cached_property
    def tied(self) -> set[tuple[str, str]]:
        """The demands with the committees of which a mission carries them.

        >>> len(read_labels(plan).tied)
        44
        """
        owners = self.plan.missions.set_index("mission_id").committee_id
        carrying = self.links[self.links.relation.isin(CARRYING)]
        return set(zip(carrying.demand_id, carrying.mission_id.map(owners), strict=True))

    def _check_against_links(self, decisions: pd.DataFrame) -> None:
        """Raise FaultsError where a decision on a committee and the links contradict each other, or two decisions."""
        path = find_table(self.plan.folder, "decisions_committees")
        faults = []
        for row in decisions.itertuples():
            if row.decision.startswith("mission") != ((row.demand_id, row.committee_id) in self.tied):
                found = f"beslutet {row.decision!r}, som sambanden motsäger"
                remedy = "Besluta om nämndens uppdrag i decisions_links.csv, eller ändra raden."
                faults.append(PlanError(path, row.Index, found, remedy))
        raise_all([*faults, *_find_second_leads(path, decisions.demand_id[decisions.decision.str.endswith(" lead")])])


def read_labels(plan: Plan | Labels) -> Labels:
    """The settled labels of a plan; nothing is read before it is asked for. Labels themselves are given back.

    >>> read_labels(plan).table.basis.value_counts()["mission"].item()
    44
    """
    return plan if isinstance(plan, Labels) else Labels(plan)


def _find_second_leads(path: Path, led: pd.Series) -> list[PlanError]:
    """A fault for every demand that was led already further up; the index is the line."""
    again = led[led.duplicated()].items()
    remedy = "Låt en leda, eller ingen."
    return [PlanError(path, int(str(line)), f"en andra nämnd som leder {demand!r}", remedy) for line, demand in again]


def _list_passes(folder: Path, file: str) -> set[str]:
    """The passes that have a table of this name in a folder."""
    parts = [path.name.partition("_") for path in list_files(folder)]
    return {name for name, _, rest in parts if rest.startswith(f"{file}.")}


def _list_known(plan: Plan) -> dict[str, Iterable[str]]:
    """The ids and lines of a plan that may stand in a column, those from when the labels were settled too."""
    items = [*plan.demands.demand_id, *plan.missions.mission_id]
    lines = plan.lines.line.astype(str).tolist()
    return {
        **list_ids(plan),
        **dict.fromkeys(("id", "item_id", "same_as", "mission_ids"), items),
        **dict.fromkeys(("line", "line_a", "line_b"), lines),
    }


def find_resting(links: pd.DataFrame) -> "pd.Series[bool]":
    """Which links pictures rest on: those that carry a demand, and those that a reading gave as such.

    >>> links = labels.links
    >>> find_resting(links)[links.relation == "exact"].all().item()
    True
    """
    return links.relation.isin(CARRYING) | links.filter(regex="^pass_").isin(CARRYING).any(axis=1)


def count_signed(links: pd.DataFrame, committees: pd.DataFrame | None = None) -> tuple[int, int]:
    """How many of the judgements that a picture rests on a person has signed, and how many there are: its links
    (``find_resting``; all of them where none carries a demand) and, where it tells who leads, the leads of
    ``committees``.

    >>> count_signed(labels.links)[0], count_signed(labels.links, labels.committees)[0]
    (0, 0)
    """
    resting = find_resting(links)
    origins = [links.origin[resting if resting.any() else links.index == links.index]]
    origins += [] if committees is None else [committees.origin[committees.lead == 1]]
    return sum(int((each == "decision").sum()) for each in origins), sum(map(len, origins))


def all_reviewed(links: pd.DataFrame, committees: pd.DataFrame | None = None) -> bool:
    """Whether a person has signed every judgement that a picture rests on, and there is one."""
    signed, count = count_signed(links, committees)
    return signed == count > 0
