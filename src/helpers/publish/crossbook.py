"""The cross-reference as a workbook: who is to carry which demand, with quotes, places and how it is known."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.codebook import CARRYING
from helpers.colour import make_palette, mix
from helpers.files import sum_file
from helpers.links.labels import Labels, all_reviewed
from helpers.plan.budget import take_frames
from helpers.words import Words
from helpers.workbook import Book

MARKS = {"exact": "●", "close": "●≈", "broader": "●+", "narrower": "◐", "related": "○", "remit": "□", "none": "–"}
"""The mark of each relation, the closest first; full, half, ring and square mean what they mean in the figures."""

STATE_MARKS = {"whole": "●", "part": "◐", "nearby": "○", "none": "–", "unread": "?"}
"""The mark of each state of a demand; ``carried`` is told apart in whole and in part."""

_STRENGTHS = {"exact": 0.45, "close": 0.36, "broader": 0.36, "narrower": 0.22, "related": 0.08}
_STATE_STRENGTHS = {"whole": 0.45, "part": 0.22}

_COUNTS = {
    "by_mission": "demands_by_mission",
    "by_remit": "demands_by_remit",
    "leads": "leads",
    "without_demand": "without_demand",
    "related_only": "related",
}
"""The counts of a committee that rest on the readings: the name here, and that in ``crossref.list_committees``."""

_SPAN = "_span"
"""How the name of a column ends that says what the readings gave of the one beside it."""

_JUDGED = {"basis", "relation", "state", "carrying", "carries", *_COUNTS}
_NEEDED = ["demand_id", "mission_id", "relation", "votes", "reason", "origin", "overridden"]


def find_states(labels: Labels) -> pd.Series:
    """The state of each demand (``STATE_MARKS``) by its id: ``carried`` is told apart in whole and in part."""
    states = labels.states.set_index("demand_id").state
    return states.mask(states == "carried", labels.grade("demand_id"))


def crossref_workbook(labels: Labels, words: Words) -> Book:
    """The workbook of a plan's cross-reference, for ``workbook.write_workbook``, in the language of the words.

    In front a sheet on method; then a row for each demand and committee, link, demand, mission, committee, whose counts
    stand beside what the readings gave. As long as a person has not signed every link that carries, headings say that
    it was judged by machine. Raises ValueError for links that lack a column or have unknown ids.

    >>> book = crossref_workbook(labels, read_words("sv", plan))
    >>> list(book.sheets)
    ['Korsreferens', 'Samband', 'Krav', 'Uppdrag', 'Nämnder']
    """
    plan = labels.plan
    missing = [column for column in _NEEDED if column not in labels.links]
    if missing:
        raise ValueError(f"the links have no column {', '.join(missing)}: take them from labels.read_links")
    binder = _Binder(labels, words)
    makers = {
        "crossref": binder.crossref,
        "links": binder.list_links,
        "demands": binder.demands,
        "missions": binder.list_missions,
        "committees": binder.committees,
    }
    return Book(
        sheets={binder.say(f"sheet_{name}"): make() for name, make in makers.items()},
        notes=binder.notes(list(makers)),
        notes_name=binder.say("sheet_method"),
        fills=binder.fills(),
        formats={binder.heading("frame"): "#,##0.0"},
        warning=f"{plan.file.document.party}, {plan.file.document.title}. {binder.status}",
        title=binder.say("title"),
        language=words.language,
    )


@dataclass
class _Binder:
    """Makes the sheets, one method for each, in the words of one language."""

    labels: Labels
    words: Words

    def __post_init__(self) -> None:
        self.plan, self.table, self.links = self.labels.plan, self.labels.table, self.labels.links
        self.mission_list = self.labels.missions
        demands = self.plan.demands.rename(columns={"demand_id": "id", "theme_id": "part"})
        missions = self.plan.missions.rename(columns={"mission_id": "id", "committee_id": "part"})
        self.items = pd.concat([demands, missions]).set_index("id")
        self.states = find_states(self.labels)
        self.found = self.links[self.links.relation != "none"]
        self.all_read = not (self.states == "unread").any()
        self.reviewed = all_reviewed(self.links)

    def say(self, key: str, **values: object) -> str:
        """A phrase of the workbook."""
        return self.words.say(f"book_{key}", **values)

    def heading(self, column: str) -> str:
        """A column's heading, with the remark that a machine has judged what stands below."""
        if column.endswith(_SPAN):
            return self.say("col_span", column=self.heading(column.removesuffix(_SPAN)))
        judged = column in _JUDGED and not self.reviewed
        return self.say(f"col_{column}") + (f" {self.say('judged')}" if judged else "")

    @property
    def status(self) -> str:
        """How the links were made, and whether a person has reviewed them."""
        return self.say("reviewed") if self.reviewed else self.words.say("who_read")

    def relation(self, relation: str) -> str:
        """A relation as its mark and its word."""
        return f"{MARKS[relation]} {self.say(f'relation_{relation}')}"

    def state(self, state: str) -> str:
        """The state of a demand as its mark and its words."""
        return f"{STATE_MARKS[state]} {self.say(f'state_{state}')}"

    def crossref(self) -> pd.DataFrame:
        """A row for each demand and committee."""
        rows = self.table
        relations = [min(_split(row.relations), key=[*MARKS].index, default="remit") for row in rows.itertuples()]
        pairs = [zip(_split(row.mission_ids), _split(row.relations), strict=True) for row in rows.itertuples()]
        return self._sheet(
            **self._item(rows.demand_id, "demand", "theme"),
            committee=rows.committee_id.map(self.words.parts),
            basis=rows.basis.map(lambda basis: self.say(f"basis_{basis}")),
            lead=rows.lead.map({True: self.say("leads"), False: ""}),
            relation=[self.relation(relation) for relation in relations],
            mission_ids=rows.mission_ids,
            missions=[self._quote(each) for each in pairs],
        )

    def list_links(self) -> pd.DataFrame:
        """A row for each link, those that only relate too."""
        rows = self.found
        demands = self._item(rows.demand_id, "demand", "theme")
        missions = self._item(rows.mission_id, "mission", "committee")
        del demands["demand_short"], missions["mission_short"]
        return self._sheet(
            **demands,
            relation=rows.relation.map(self.relation),
            **missions,
            votes=rows.votes.astype("Int64"),
            reason=rows.reason,
            origin=rows.origin.map(lambda origin: self.say(f"origin_{origin}")),
            overridden=rows.overridden.map(lambda relation: self.relation(relation) if relation else ""),
        )

    def demands(self) -> pd.DataFrame:
        """A row for each demand, with its state and who is to carry it."""
        ids = self.plan.demands.demand_id
        leads, others = self.table[self.table.lead], self.table[~self.table.lead]
        return self._sheet(
            **self._item(ids, "demand", "theme"),
            state=self.states.map(self.state),
            carrying=self._linked(ids, "demand_id", "mission_id", CARRYING),
            related=self._linked(ids, "demand_id", "mission_id", ("related",)),
            leading=[self._committees(leads[leads.demand_id == demand]) for demand in ids],
            others=[self._committees(others[others.demand_id == demand]) for demand in ids],
        )

    def list_missions(self) -> pd.DataFrame:
        """A row for each mission, with the demands that it answers, and where the running text argues for it."""
        ids, argued = self.mission_list.mission_id, self.mission_list.argued
        return self._sheet(
            **self._item(ids, "mission", "committee"),
            carries=self._linked(ids, "mission_id", "demand_id", CARRYING),
            near=self._linked(ids, "mission_id", "demand_id", ("related",)),
            **({"argued": argued} if argued.any() else {}),
        )

    def committees(self) -> pd.DataFrame:
        """A row for each committee, with counts, what the readings gave of each, and its frame."""
        rows = self.labels.committee_counts["settled"]
        frames = take_frames(self.plan).dropna(subset="committee_id")
        mnkr = frames.groupby("committee_id").amount_tkr.sum() / 1000
        return self._sheet(
            committee=rows.committee_id.map(self.words.parts),
            line=self.plan.committees.line,
            count=rows.missions,
            **self._count("by_mission", "by_remit", "leads"),
            **(self._count("without_demand", "related_only") if self.all_read else {}),
            **({"argued_count": rows.argued} if self.all_read and self.mission_list.argued.any() else {}),
            **({"frame": rows.committee_id.map(mnkr)} if len(frames) else {}),
        )

    def notes(self, sheets: list[str]) -> list[tuple[str, str]]:
        """The lines of the sheet on method."""
        document = self.plan.file.document
        source = [document.party, document.title, str(document.published or ""), document.url]
        decided = int((self.links.origin == "decision").sum())
        checksum = sum_file(self.plan.folder / "plan.txt")
        how = {
            "source": ", ".join(filter(None, source)),
            "checksum": f"plan.txt, sha256 {checksum}",
            "made": f"{self.status} {self.say('made')}",
            "decided": self.say("decided", count=decided, all=len(self.links)),
            "codebook": self.say("codebook"),
            "counted": self.say("counted"),
            **({"frames": f"{self.words.frames_are}. {self.say('frames')}"} if len(self.plan.budget) else {}),
            "licence": self.say("licence"),
        }
        return [
            (self.say("title"), ""),
            *((self.say(f"note_{key}"), text) for key, text in how.items()),
            (self.say("note_sheets"), ""),
            *((self.say(f"sheet_{sheet}"), self.say(f"about_{sheet}")) for sheet in sheets),
            (self.say("note_relations"), ""),
            *((self.relation(relation), self.say(f"means_{relation}")) for relation in MARKS),
            (self.say("note_states"), ""),
            *((self.state(state), self.say(f"means_state_{state}")) for state in STATE_MARKS),
        ]

    def fills(self) -> dict[str, str]:
        """The colour of each relation and state: the more of the demand, the darker; another colour for no mission."""
        palette = make_palette()
        relations = {self.relation(key): mix("#ffffff", palette.accent, share) for key, share in _STRENGTHS.items()}
        states = {self.state(key): mix("#ffffff", palette.accent, share) for key, share in _STATE_STRENGTHS.items()}
        without = [self.relation("remit"), self.state("nearby"), self.state("none")]
        return relations | states | dict.fromkeys(without, mix("#ffffff", palette.second, 0.2))

    def _sheet(self, **columns: Iterable[object]) -> pd.DataFrame:
        """The columns side by side, under their headings."""
        table = pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in columns.items()})
        return table.set_axis([self.heading(name) for name in columns], axis=1)

    def _item(self, ids: pd.Series, kind: str, part: str) -> dict[str, Iterable[object]]:
        """What tells of a demand or a mission: id, theme or committee, number there, line, short name, text."""
        rows = self.items.loc[ids]
        return {
            f"{kind}_id": ids,
            part: rows.part.map(self.words.parts),
            f"{kind}_number": [int(item.rpartition("-")[2]) for item in ids],
            f"{kind}_line": rows.line,
            f"{kind}_short": [self.words.name(item) for item in ids],
            kind: rows.text,
        }

    def _quote(self, pairs: Iterable[tuple[str, str]]) -> str:
        """Items with their relations, each on a line of its own: mark, place, line, text."""
        said = []
        for item, relation in pairs:
            line, text = self.items.loc[item, ["line", "text"]]
            said.append(f"{MARKS[relation]} {self.words.place(item)}, {self.words.lines([line])}: {text}")
        return "\n".join(said)

    def _linked(self, ids: pd.Series, side: str, other: str, relations: tuple[str, ...]) -> list[str]:
        """For each id what it is linked with by the relations, quoted, in the plan's order."""
        rows = self.found[self.found.relation.isin(relations)]
        rows = rows.assign(line=rows[other].map(self.items.line)).sort_values("line")
        groups = {key: list(zip(group[other], group.relation, strict=True)) for key, group in rows.groupby(side)}
        return [self._quote(groups.get(item, [])) for item in ids]

    def _count(self, *names: str) -> dict[str, Iterable[object]]:
        """Counts of the committees as settled, and beside each what several readings gave."""
        counts = self.labels.committee_counts
        passes = [table for name, table in counts.items() if name != "settled"]
        columns: dict[str, Iterable[object]] = {}
        for name in names:
            columns[name] = counts["settled"][_COUNTS[name]]
            if len(passes) > 1:
                given = zip(*(table[_COUNTS[name]] for table in passes), strict=True)
                ends = ((int(min(each)), int(max(each))) for each in given)
                columns[name + _SPAN] = [low if low == high else self.words.range(low, high) for low, high in ends]
        return columns

    def _committees(self, rows: pd.DataFrame) -> str:
        return ", ".join(self.words.parts[committee] for committee in rows.committee_id)


def _split(cell: str) -> list[str]:
    return cell.split(", ") if cell else []
