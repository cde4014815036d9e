"""Where in a document something stands: its sections, the demands and missions under them, and what is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.plan.corrections import Correction
from helpers.plan.cues import Cues, Mention, is_every, name_key, receivers
from helpers.plan.layout import Line
from helpers.plan.outline import Block, Told

EVERY = "every committee"
"""The key of "samtliga nämnder", however it is put."""

APART = ("past", "facts", "aside")
"""What a lead or heading says of a list that holds no demands: what has been done, facts, links."""

INLINE, WITHIN = 40, 50
"""Levels of what stands within a part: a lead that names its committee; a heading that leads, where all look alike."""


@dataclass
class Section:
    """What stands under a heading: its level, what the heading says of it, and the committees that it names."""

    block: Block | None
    level: int
    cue: str | None = None
    committees: tuple[Mention, ...] = ()
    leads: bool = False  # the heading is a lead or stands in every chapter ("Mål"): it is no subject
    inline: bool = False  # a lead that names its committee
    title: bool = False  # of the document
    theme_told: bool = False  # plan.toml or lines.csv says that it is a theme
    part: str = ""  # the id that lines.csv gives it
    listed: int = 0  # the items that were read under it
    parted: bool = False  # others stand within it


@dataclass(frozen=True)
class Entry:
    """A demand or a mission: its text, its lines, the section it stands under, and who gets it."""

    kind: str
    text: str
    lines: tuple[Line, ...]
    section: Section
    committees: tuple[Mention, ...] = ()
    parent: "Entry | None" = None
    part: str = ""  # the ids that lines.csv gives, joined by ", "


@dataclass
class Found:
    """What is found: entries in the document's order, a role for each line, and what asks for a look."""

    entries: list[Entry] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    under: dict[int, Section] = field(default_factory=dict)  # line -> section
    prose: list[tuple[Section, int, str]] = field(default_factory=list)
    doubts: list[tuple[str, int, str]] = field(default_factory=list)  # kind, line, what
    leads: dict[str, list[str]] = field(default_factory=dict)  # demand, mission -> leads as they stand


class Standing(NamedTuple):
    """A lead that holds for all lists after it: its kind, and the level of the heading it stands under."""

    kind: str
    level: int
    over: bool = False  # it leads to headings of committees


def committee_key(mention: Mention) -> str:
    """What a committee is told by: its name without ending; one key for all committees together.

    >>> [committee_key(Mention(name, 0, 0, "name")) for name in ("Fritidsnämnden", "Samtliga nämnder")]
    ['fritidsnämnd', 'every committee']
    """
    return EVERY if is_every(mention.name) else name_key(mention.name)


def own_names(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that are names, without "nämnden"."""
    return tuple(each for each in mentions if each.kind != "pronoun")


@dataclass
class Place:
    """Where a walk through a document is: the headings that are open, what the last lead said, what was found."""

    told: Told
    cues: Cues
    fixed: Mapping[int, Correction]  # lines.csv
    framed: frozenset[str] = frozenset()  # what the rows of the budget are called, as keys
    priced: frozenset[int] = frozenset()  # the rows of tables that are demands with what they cost
    flat: bool = True  # all headings look alike
    repeated: frozenset[str] = frozenset()  # headings that stand more than once, in small letters
    has_committees: bool = False
    only: tuple[Mention, ...] = ()  # the committee that the document begins with, where it names no other
    path: list[Section] = field(default_factory=list)
    standing: Standing | None = None
    last_committee: tuple[Mention, ...] = ()
    spoken_of: tuple[Mention, ...] = ()  # the committees of the last sentence under this heading that gave a mission
    run_in: tuple[Mention, ...] = ()  # those that the paragraph's last mission names before a sign
    lead: str | None = None
    wishes: Mapping[str, int] = field(default_factory=dict)  # lead -> what the items of all lists under it weigh
    unled: int = 0  # what the items of all lists without a lead weigh, where no list has one
    lead_text: str = ""
    lead_committees: tuple[Mention, ...] = ()
    found: Found = field(default_factory=Found)
    whole: Section = field(default_factory=lambda: Section(None, 0))  # the document itself, before every heading

    @property
    def top(self) -> Section | None:
        """The section that is open."""
        return self.path[-1] if self.path else None

    @property
    def theme(self) -> Section | None:
        """The section that a demand belongs to: the nearest that is about something."""
        own = [each for each in self.path if not each.leads and not each.inline and not each.title]
        return own[-1] if own else self.top

    @property
    def committees(self) -> tuple[Mention, ...]:
        """The committees whose section is open, else the one whose the whole document is."""
        return next((each.committees for each in reversed(self.path) if each.committees), self.only)

    @property
    def stands_mission(self) -> bool:
        """Whether a lead holds that gives missions."""
        return self.standing is not None and self.standing.kind == "mission"

    @property
    def stands_demand_over(self) -> bool:
        """Whether a lead holds that says what is wanted, committee by committee."""
        return self.standing is not None and self.standing.over and not self.stands_mission

    def correction(self, block: Block) -> Correction:
        """What lines.csv says of a block, by its first line."""
        return self.fixed.get(block.first.number, Correction("", ""))

    def open(self, section: Section) -> None:
        """Open a section; those of its level and below are closed, and a lead above them that no longer holds."""
        self.spoken_of = ()
        while self.path and self.path[-1].level >= section.level:
            self.path.pop()
        if self.standing and not section.committees and not section.leads:
            over = section.level < self.standing.level + self.stands_mission
            self.standing = None if over else self.standing
        if self.top is not None:
            self.top.parted = True
        self.path.append(section)

    def need_theme(self) -> Section:
        """The section that a demand belongs to; the document itself before every heading."""
        if self.theme is None:
            self.path.append(self.whole)
        return self.theme or self.path[-1]

    def receivers(self, text: str) -> tuple[Mention, ...]:
        """The committees that a text gives something to; "nämnden" is the one that is open."""
        taken = receivers(text)
        if taken and not own_names(taken):
            return self.spoken_of or self.committees or self.last_committee
        return own_names(taken)

    def mark(self, block: Block, role: str) -> None:
        """Note the role of a block's lines, and the section they stand in."""
        for line in block.lines:
            self.found.roles[line.number] = role
            if self.top is not None:
                self.found.under[line.number] = self.top

    def doubt(self, kind: str, block: Block, text: str) -> None:
        """Note that a block asks for a look."""
        self.found.doubts.append((kind, block.first.number, text))
