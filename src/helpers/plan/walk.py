"""From the blocks of a document to demands, missions and their parts, by the evidence that the document gives."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.plan.clean import clean, fold
from helpers.plan.corrections import Correction
from helpers.plan.cues import Cues, Mention, find_committees, name_key, receivers, split_sentences, wish_weight
from helpers.plan.layout import Line
from helpers.plan.outline import Block, Told, trails_off

EVERY = "every committee"
"""The key of "samtliga nämnder", however it is put."""

_APART = ("past", "facts", "aside")
_MISSION_WORDS = re.compile(
    r"\b(?:särskilda|särskilt|politiska|politiskt|prioriterade|uppdrag(?:en|et)?|uppdras|till|för|åt|nämndens?|direktiv|och|samt)\b|[\d\W_]+"
)
_INLINE = 40
_WITHIN = 50


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
    part: str = ""  # the id that lines.csv gives it
    standing: str | None = None
    theme_told: bool = False
    listed: int = 0


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
    """What the walk found: entries in the document's order, a role for each line, and what asks for a look."""

    entries: list[Entry] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    under: dict[int, Section] = field(default_factory=dict)  # line -> section
    prose: list[tuple[Section, int, str]] = field(default_factory=list)
    doubts: list[tuple[str, int, str]] = field(default_factory=list)  # kind, line, what
    leads: dict[str, list[str]] = field(default_factory=dict)  # demand, mission -> leads as they stand


def committee_key(mention: Mention) -> str:
    """What a committee is told by: its name without ending, one key for all committees together."""
    every = any(each.kind == "every" for each in find_committees(mention.name))
    return EVERY if every else name_key(mention.name)


def names_only(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a heading says no more than which committee it is about, and that it gets missions.

    >>> text = "Uppdrag till utbildningsnämnden"
    >>> names_only(text, find_committees(text))
    True
    """
    for mention in reversed(mentions):
        text = text[: mention.start] + " " + text[mention.end :]
    text = re.sub(r"\([^)]{1,8}\)", " ", text)
    return not _MISSION_WORDS.sub("", text.casefold()).strip()


@dataclass
class Walk:
    """Goes through the blocks once, knowing which headings are open and what the last lead said."""

    blocks: Sequence[Block]
    told: Told
    cues: Cues
    lead_of: Mapping[str, Sequence[re.Pattern[str]]]  # demand, mission -> the leads that plan.toml names
    fixed: Mapping[int, Correction] = field(default_factory=dict)
    titles: frozenset[int] = frozenset()
    found: Found = field(default_factory=Found)
    path: list[Section] = field(default_factory=list)
    standing: tuple[str, int] | None = None
    last_committee: tuple[Mention, ...] = ()
    lead: str | None = None
    lead_committees: tuple[Mention, ...] = ()
    wishes: list[tuple[Section, Block, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        levels = {
            block.level for block in self.blocks if block.kind == "heading" and block.first.number not in self.titles
        }
        self.flat = len(levels) < 2
        texts = [block.text.casefold() for block in self.blocks if block.kind == "heading"]
        self.repeated = {text for text in texts if texts.count(text) > 1}
        self.has_committees = bool(self.told.committees) or any(
            self._heading_committees(block) for block in self.blocks if block.kind == "heading"
        )

    def run(self) -> Found:
        """All that the blocks hold."""
        n = 0
        while n < len(self.blocks):
            block = self.blocks[n]
            if block.kind in ("item", "row"):
                end = next(
                    (m for m in range(n, len(self.blocks)) if self.blocks[m].kind != block.kind), len(self.blocks)
                )
                self._list(self.blocks[n:end]) if block.kind == "item" else self._table(self.blocks[n:end])
                n = end
                continue
            after = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
            self._heading(block, after) if block.kind == "heading" else self._text(block, after)
            n += 1
        self._take_wishes()
        self.found.entries.sort(key=lambda entry: (entry.lines[0].number, self._place(entry)))
        return self.found

    @staticmethod
    def _place(entry: Entry) -> int:
        return max(" ".join(line.text for line in entry.lines).find(entry.text), 0)

    def _fixed(self, block: Block) -> Correction:
        """What lines.csv says of a block, by its first line."""
        return self.fixed.get(block.first.number, Correction("", ""))

    # headings

    def _heading_committees(self, block: Block) -> tuple[Mention, ...]:
        if fold(block.first.text).casefold() in self.told.committees:
            return (Mention(clean(block.first.raw), 0, 0, "told"),)
        mentions = [each for each in find_committees(block.text) if each.kind != "pronoun"]
        return tuple(mentions) if mentions and names_only(block.text, mentions) else ()

    def _heading(self, block: Block, after: Block | None) -> None:
        text = block.first.text
        self.lead, self.lead_committees = None, ()
        if text in self.told.within and text not in self.told.themes:
            self._mark(block, "heading")
            return
        if self._is_title(block):
            self._open(Section(block, 0, title=True))
            self._mark(block, "title")
            return
        section = self._section(block)
        self._open(section)
        if (
            section.leads
            and section.cue in ("demand", "mission")
            and after is not None
            and after.kind in ("heading", "text")
        ):
            self.standing = (str(section.cue), block.level)
        if section.committees:
            self.last_committee = section.committees
        self._mark(block, "heading")

    def _is_title(self, block: Block) -> bool:
        named = block.first.text in self.told.titles and not any(not each.title for each in self.path)
        return named or block.first.number in self.titles or self._fixed(block).role == "title"

    def _section(self, block: Block) -> Section:
        """What a heading opens, by plan.toml and lines.csv, else by its words."""
        text, fixed = block.first.text, self._fixed(block)
        told = text in self.told.themes or fixed.role == "theme"
        committees = self._heading_committees(block)
        if fixed.role == "committee":
            committees = tuple(each for each in find_committees(block.text) if each.kind != "pronoun")[:1] or (
                Mention(block.text, 0, 0, "told"),
            )
        elif fixed.role == "heading":
            committees = ()
        cue = "between" if text in self.told.between or fixed.role == "heading" else self.cues.lead_kind(block.text)
        section = Section(block, block.level, cue, committees, theme_told=told, part=fixed.part)
        structural = block.text.casefold() in self.repeated
        section.leads = (cue in ("demand", "mission") or structural) and not committees and not told
        section.level = self._effective_level(section)
        return section

    def _effective_level(self, section: Section) -> int:
        """A heading that is a lead stands within the part above it where all headings look alike."""
        top = next((each for each in reversed(self.path) if each.level < _WITHIN), None)
        if not self.flat or not section.leads or top is None or top.title:
            return section.level
        if section.cue == "mission":
            return _WITHIN if any(each.committees for each in self.path) else section.level
        repeated = section.block is not None and section.block.text.casefold() in self.repeated
        return _WITHIN if repeated or (not top.listed and top.cue is None) else section.level

    def _open(self, section: Section) -> None:
        while self.path and self.path[-1].level >= section.level:
            self.path.pop()
        ends = self.standing and not section.committees and not section.leads
        if (
            ends
            and self.standing
            and (section.level < self.standing[1] or (self.flat and self.standing[0] == "mission"))
        ):
            self.standing = None
        self.path.append(section)

    def _top(self) -> Section | None:
        return self.path[-1] if self.path else None

    def _theme(self) -> Section | None:
        """The section that a demand belongs to: the nearest that is about something."""
        own = [each for each in self.path if not each.leads and not each.inline and not each.title]
        return own[-1] if own else self._top()

    def _committees(self) -> tuple[Mention, ...]:
        return next((each.committees for each in reversed(self.path) if each.committees), ())

    # paragraphs

    def _lead_kind(self, text: str, after: Block | None) -> tuple[str | None, int]:
        """What the end of a paragraph says of the list after it, and where the lead begins."""
        sentences = split_sentences(text)
        start, last = sentences[-1] if sentences else (0, text)
        for kind, patterns in self.lead_of.items():
            for pattern in patterns:
                if hit := pattern.search(text):
                    return kind, hit.start() if kind == "demand" else start
        opens = after is not None and after.kind in ("item", "heading")
        colon = last.endswith(":") or trails_off(last)
        if not opens or re.search(r"[.!?]$", last) or not (colon or (after is not None and after.kind == "item")):
            return None, start
        kind = self.cues.lead_kind(last)
        if kind in ("demand", "mission", "past", "facts", "aside"):
            return kind, start
        return ("colon" if colon else None), start

    def _text(self, block: Block, after: Block | None) -> None:
        if self._is_title(block):
            self._open(Section(block, 0, title=True))
            self._mark(block, "title")
            return
        if self._fixed(block).role == "prose":
            self._plain(block)
            return
        kind, start = self._lead_kind(block.text, after)
        if self._fixed(block).role in ("demand_lead", "mission_lead"):
            kind = self._fixed(block).role.removesuffix("_lead")
        mentions = tuple(each for each in find_committees(block.text[start:]) if each.kind != "pronoun")
        self.lead, self.lead_committees = kind, ()
        if kind == "mission" and after is not None and after.kind == "item":
            taken = tuple(receivers(block.text[start:]))
            self.lead_committees = tuple(each for each in taken if each.kind != "pronoun")
            self._mission_lead(block, start)
        elif kind in ("demand", "mission"):
            self._standing_lead(kind, block, start, after)
        else:
            self._prose(block, block.text)
        if kind and mentions:
            self.last_committee = mentions if kind == "mission" and len(mentions) == 1 else self.last_committee

    def _standing_lead(self, kind: str, block: Block, start: int, after: Block | None) -> None:
        if after is not None and after.kind == "heading":
            self.standing, self.lead = (kind, self.path[-1].level if self.path else 1), None
        self.found.leads.setdefault(kind, []).append(block.text[start:])
        self._before_lead(block, start)
        self._mark(block, f"{kind}_lead")

    def _before_lead(self, block: Block, start: int) -> None:
        if before := clean(block.text[:start]):
            self._prose(block, before)

    def _mission_lead(self, block: Block, start: int) -> None:
        self.found.leads.setdefault("mission", []).append(block.text[start:])
        self._before_lead(block, start)
        names = {committee_key(each) for each in self.lead_committees}
        if names and names != {committee_key(each) for each in self._committees()}:
            section = Section(block, _INLINE, "mission", self.lead_committees, inline=True)
            self._open(section)
            self._mark(block, "committee")
        else:
            self._mark(block, "mission_lead")

    def _plain(self, block: Block) -> None:
        """Prose by lines.csv: no sentence of it is taken."""
        if theme := self._theme():
            self.found.prose.append((theme, block.first.number, block.text))
        self._mark(block, "prose")

    def _prose(self, block: Block, text: str) -> None:
        theme, top = self._theme(), self._top()
        role, rest = "other", []
        for _, sentence in split_sentences(text):
            kind = self._sentence(sentence, block)
            role = kind or role
            if not kind:
                rest.append(sentence)
        is_prose = theme is not None and bool(re.search(r"[^\W\d_]", text)) and (top is None or top.cue != "aside")
        if is_prose and theme is not None and rest:
            self.found.prose.append(
                (theme, block.first.number, text if len(rest) == len(split_sentences(text)) else " ".join(rest))
            )
        self._mark(block, role if role != "other" else "prose" if is_prose else "other")

    def _sentence(self, sentence: str, block: Block) -> str | None:
        """Take a sentence as a mission; keep one that is a wish for later, when it is known whether its part has a list."""
        kind = self.cues.sentence_kind(sentence)
        top, theme = self._top(), self._theme()
        ordered = (
            kind == "order"
            and (self.standing or ("", 0))[0] == "mission"
            or (kind == "order" and top is not None and top.cue == "mission")
        )
        if kind == "mission" or ordered:
            committees = self._who(sentence, ())
            if committees and theme is not None:
                self.found.entries.append(Entry("mission", sentence, block.lines, theme, committees))
                return "mission"
        if kind == "demand" and theme is not None and (top is None or top.cue not in (*_APART, "intro")):
            self.wishes.append((theme, block, sentence))
        return None

    def _who(self, text: str, otherwise: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The committees that a text gives something to; "nämnden" is the one that is open."""
        taken = receivers(text)
        if taken and all(each.kind == "pronoun" for each in taken):
            return otherwise or self._committees() or self.last_committee
        return tuple(each for each in taken if each.kind != "pronoun") or otherwise

    # lists

    def _list(self, items: Sequence[Block]) -> None:
        kind = self._decide(items)
        top = self._top()
        parents: dict[int, Entry] = {}
        for item in items:
            entry = self._item(item, kind, parents)
            if entry is None:
                self._mark(item, "menu" if kind == "aside" else "other")
                continue
            parents = {level: each for level, each in parents.items() if level < item.level} | {item.level: entry}
            self.found.entries.append(entry)
            self._mark(item, entry.kind)
            for section in {id(each): each for each in (top, entry.section) if each}.values():
                section.listed += 1
        self.lead = None

    def _item(self, item: Block, kind: str | None, parents: Mapping[int, Entry]) -> Entry | None:
        theme = self._theme() or self._implicit(item)
        if (fixed := self._fixed(item)).role in ("demand", "mission"):
            return self._fixed_entry(item, fixed, theme)
        parent = next((parents[level] for level in sorted(parents, reverse=True) if level < item.level), None)
        said = self.cues.sentence_kind(item.text)
        if kind in ("demand", "mission") and said in ("mission", "order") and parent is None:
            if committees := self._who(item.text, ()):
                return Entry("mission", item.text, item.lines, theme, committees)
        if kind == "mission":
            committees = parent.committees if parent else self.lead_committees or self._committees() or self._fallback()
            if committees:
                return Entry("mission", item.text, item.lines, theme, committees, parent)
            if self.has_committees:
                self.found.doubts.append(("mission_without_committee", item.first.number, item.text))
                return None
            kind = "demand"
        if kind == "demand":
            if any(each.kind == "name" for each in find_committees(item.text)):
                self.found.doubts.append(("demand_names_committee", item.first.number, item.text))
            return Entry("demand", item.text, item.lines, theme, (), parent)
        return None

    def _fixed_entry(self, item: Block, fixed: Correction, theme: Section) -> Entry | None:
        """An item by lines.csv; a mission without part belongs to the committee that is open or that it names."""
        if fixed.role == "demand" or fixed.part:
            return Entry(fixed.role, item.text, item.lines, theme, part=fixed.part)
        committees = self._who(item.text, ()) or self.lead_committees or self._committees() or self.last_committee
        if not committees:
            self.found.doubts.append(("mission_without_committee", item.first.number, item.text))
            return None
        return Entry("mission", item.text, item.lines, theme, committees)

    def _fallback(self) -> tuple[Mention, ...]:
        return self.last_committee if self.flat else ()

    def _implicit(self, item: Block) -> Section:
        """A part for what stands before every heading: the document itself."""
        section = Section(None, 0)
        self.path.append(section)
        return section

    def _decide(self, items: Sequence[Block]) -> str | None:
        """Whether a list holds demands or missions, or neither: by its lead, its heading, the lead above all, its items."""
        top = self._top()
        cue = top.cue if top else None
        if self.lead in ("demand", "mission"):
            return self.lead
        if self.lead in _APART or cue in _APART:
            return "aside" if "aside" in (self.lead, cue) else None
        wish = sum(wish_weight(item.text) for item in items)
        if self.lead == "colon":
            return self._by_items(items) if wish > 0 else None
        if cue in ("demand", "mission") and top is not None and not top.theme_told:
            return cue
        return self._without_lead(items, wish)

    def _without_lead(self, items: Sequence[Block], wish: int) -> str | None:
        top = self._top()
        if top is None or top.cue == "between":
            return None
        if top.committees and not top.theme_told:
            return self._by_items(items) if wish >= 0 else None
        above = next((each.cue for each in reversed(self.path[:-1]) if each.cue in ("demand", "mission")), None)
        standing = above or (self.standing[0] if self.standing else None)
        if standing and wish > -len(items):
            return standing if standing == "demand" or self._committees() else "demand"
        if top.theme_told and wish >= 0:
            return self._context(items)
        return self._by_items(items) if wish > 0 else None

    def _by_items(self, items: Sequence[Block]) -> str:
        """What a list is by what its items say and where it stands: worth a look."""
        kind = self._context(items)
        self.found.doubts.append(("list_without_lead", items[0].first.number, f"read as {kind}s: {items[0].text}"))
        return kind

    def _context(self, items: Sequence[Block]) -> str:
        """What a list without a clear lead is by where it stands: a committee's own list of things to do is missions."""
        top = self._top()
        chapter = next((each for each in reversed(self.path) if each.committees), None)
        if chapter is None or (top is not None and top.theme_told):
            return "demand"
        if chapter is not top and self._gives_missions(chapter):
            return "demand"
        acts = sum(
            wish_weight(item.text) > 0 and not re.search(r"\b(?:ska|skall|bör|måste)\b", item.text) for item in items
        )
        if (self.standing or ("", 0))[0] == "mission":
            return "mission"
        return "mission" if 2 * acts >= len(items) else "demand"

    def _gives_missions(self, chapter: Section) -> bool:
        """Whether a committee's chapter has a lead or a heading of its own for missions."""
        start = next((n for n, block in enumerate(self.blocks) if block is chapter.block), 0)
        for block in self.blocks[start + 1 :]:
            if block.kind == "heading" and block.level <= chapter.level:
                return False
            if block.kind in ("heading", "text") and self.cues.lead_kind(block.text[-200:]) == "mission":
                return True
        return False

    # tables of missions

    def _table(self, rows: Sequence[Block]) -> None:
        cells = [[clean(cell) for cell in row.first.raw.split("\t")] for row in rows]
        columns = self._mission_columns(cells) if len(rows) > 1 else None
        if columns is None:
            for row in rows:
                self._prose(row, row.text) if len(rows) == 1 and row.first.kind != "row" else self._mark(row, "other")
            return
        who, what = columns
        committees: tuple[Mention, ...] = ()
        theme = self._theme() or self._implicit(rows[0])
        for row, line in zip(rows, cells, strict=True):
            named = find_committees(line[who]) if who < len(line) else []
            committees = tuple(named) or committees
            text = line[what] if what < len(line) else ""
            if not committees or not text or self.cues.lead_kind(text) == "mission" and len(text.split()) < 3:
                self._mark(row, "mission_lead")
                continue
            self.found.entries.append(Entry("mission", text, row.lines, theme, committees))
            self._mark(row, "mission")

    def _mission_columns(self, cells: Sequence[Sequence[str]]) -> tuple[int, int] | None:
        """The column of committees and the column of what they are to do; None where a table has no such two."""
        width = max(len(line) for line in cells)
        by_column = [[line[n] for line in cells if n < len(line) and line[n]] for n in range(width)]
        named = [sum(bool(find_committees(cell)) and len(cell) < 80 for cell in column) for column in by_column]
        long = [
            sum(len(cell.split()) > 2 and not re.search(r"\d{3}", cell[-4:]) for cell in column) for column in by_column
        ]
        who = max(range(width), key=lambda n: named[n])
        rest = [n for n in range(width) if n != who]
        if not rest or 2 * named[who] < len(by_column[who]) or named[who] < 1:
            return None
        what = max(rest, key=lambda n: long[n])
        return (who, what) if 2 * long[what] >= len(by_column[what]) else None

    # what is told at the end

    def _take_wishes(self) -> None:
        """Sentences that say what the party wants are demands where their part has no list of demands."""
        listed = {id(entry.section) for entry in self.found.entries if entry.kind == "demand"}
        for section, block, sentence in self.wishes:
            if id(section) in listed or section.block is None:
                continue
            self.found.entries.append(Entry("demand", sentence, block.lines, section))
            self.found.roles |= {line.number: "demand" for line in block.lines}
            self._cut_prose(section, block, sentence)

    def _cut_prose(self, section: Section, block: Block, sentence: str) -> None:
        rows = []
        for own, line, text in self.found.prose:
            if own is section and line == block.first.number and sentence in text:
                before, _, after = text.partition(sentence)
                rows += [(own, line, piece) for piece in (clean(before), clean(after)) if piece]
            else:
                rows.append((own, line, text))
        self.found.prose = rows

    def _mark(self, block: Block, role: str) -> None:
        top = self._top()
        for line in block.lines:
            self.found.roles[line.number] = role
            if top is not None:
                self.found.under[line.number] = top


def sections_of(entries: Iterable[Entry], kind: str) -> Iterator[Section]:
    """The sections that entries of a kind stand under, each once, in their order."""
    seen: set[int] = set()
    for entry in entries:
        if entry.kind == kind and id(entry.section) not in seen:
            seen.add(id(entry.section))
            yield entry.section
