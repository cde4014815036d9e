"""From the blocks of a document to demands, missions and their parts, by the evidence that the document gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from helpers.plan.clean import clean, fold
from helpers.plan.cues import (
    FINISHED,
    Cues,
    Mention,
    announces,
    find_committees,
    head_kind,
    heads_committee,
    is_company,
    name_key,
    names_only,
    names_who,
    opens_wish,
    receivers,
    split_sentences,
    wish_weight,
)
from helpers.plan.lists import WISHED, read_list, read_rows, weigh
from helpers.plan.outline import ITEMS, Block, leads_on, trails_off
from helpers.plan.sections import (
    APART,
    INLINE,
    WITHIN,
    Entry,
    Found,
    Place,
    Section,
    Standing,
    committee_key,
    own_names,
)

_SIGN = re.compile(r"\s*:\s|\s+[–-]\s")
_CLAUSES = re.compile(r"(?:[,;]|[,;]?\s+och|[,;]?\s+samt)\s+(?=att\s)")
_FIRST = re.compile(r"\batt (\S.*(?:[,;]|\s(?:och|samt)))$")
_COUNTED = re.compile(r"(?:[,;]?\s+(?:och|samt)|[,;:])?\s+\(?([1-9a-i])\)\s+")

_RUN_IN = 4
"""A lead with what it leads to in one paragraph has no more words than these."""

_TITLE_PAGE = 4
"""So many blocks at the beginning may say whose the document is."""

Leads = Mapping[str, Sequence[re.Pattern[str]]]
"""The leads that plan.toml names: demand, mission -> patterns."""


def walk(place: Place, blocks: Sequence[Block], leads: Leads, titles: frozenset[int] = frozenset()) -> Found:
    """Go through the blocks of a document once; ``titles`` are the lines of its title page."""
    return _Walk(place, blocks, leads, titles).run()


@dataclass
class _Walk:
    place: Place
    blocks: Sequence[Block]
    lead_of: Leads
    titles: frozenset[int]
    wishes: list[tuple[Section, Block, str]] = field(default_factory=list)
    statements: list[tuple[Section, Block, str]] = field(default_factory=list)  # on what is to be
    orders: list[tuple[Section, Block, str, tuple[Mention, ...]]] = field(default_factory=list)  # to whom, outside them
    gives: bool = False  # a sentence of the document gives a mission
    unheaded: list[tuple[Block, str]] = field(default_factory=list)  # paragraphs before every heading, their prose
    awaited: list[Section] = field(default_factory=list)  # committees' sections where missions are given
    bodies: dict[int, Mention] = field(default_factory=dict)  # line -> who the heading is by where it stands
    wished: frozenset[int] = frozenset()  # lines of headings that are what is wanted themselves

    def __post_init__(self) -> None:
        headings = [block for block in self.blocks if block.kind == "heading" and not self._is_title(block)]
        texts = [_drop_number(block).casefold() for block in headings]
        self.place.flat = len({block.level for block in headings}) < 2
        self.place.repeated = frozenset(text for text in texts if texts.count(text) > 1)
        self.bodies = {block.first.number: _name_body(block) for block in self._find_bodies(headings)}
        self.wished = frozenset(block.first.number for block in self._find_wished())
        named = any(self._heading_committees(block) for block in headings)
        self.place.has_committees = named or bool(self.place.told.committees)
        self.place.only = self._find_only()
        self.place.wishes = self._weigh_leads()
        self.place.unled = self._weigh_unled()

    def run(self) -> Found:
        n = 0
        while n < len(self.blocks):
            run = self._run_from(n)
            after = self.blocks[n + len(run)] if n + len(run) < len(self.blocks) else None
            self._read(run, after)
            n += len(run)
        self._take_wishes()
        self._take_orders()
        self._ask_for_missions()
        found = self.place.found
        found.entries.sort(key=lambda entry: (entry.lines[0].number, _offset(entry)))
        return found

    def _find_only(self) -> tuple[Mention, ...]:
        """The committee that stands on the title page, where the document names no other."""
        named = [own_names(find_committees(block.text)) for block in self.blocks]
        opening = [n for n, block in enumerate(self.blocks[:_TITLE_PAGE]) if not self._gives(block)]
        first = next((named[n][:1] for n in opening if named[n]), ())
        alike = {committee_key(each) for found in named for each in found} == {committee_key(each) for each in first}
        return first if alike else ()

    def _weigh_leads(self) -> dict[str, int]:
        """What all lists under a lead weigh together, for each lead that stands above several."""
        weights: dict[str, list[int]] = {}
        for n, block in enumerate(self.blocks):
            run = self._run_from(n + 1) if block.kind == "text" and n + 1 < len(self.blocks) else ()
            if run and run[0].kind == "item":
                weights.setdefault(_last_sentence(block), []).append(sum(weigh(self.place.cues, each) for each in run))
        return {lead: sum(found) for lead, found in weights.items() if len(found) > 1}

    def _weigh_unled(self) -> int:
        """What all lists without a lead, below headings that say nothing, weigh together, 1 where several say nothing
        either way; nothing where any has one.
        """
        found, lists, is_bare = 0, 0, False
        for n, block in enumerate(self.blocks[:-1]):
            is_bare = self._says_nothing(block) if block.kind == "heading" else is_bare
            is_lead = block.kind == "text" and not FINISHED.search(block.text.rstrip(":"))
            if is_lead and self.place.cues.lead_kind(_last_sentence(block)) == "demand":
                return 0
            if is_bare and not is_lead and block.kind in ("heading", "text") and self.blocks[n + 1].kind == "item":
                found += sum(weigh(self.place.cues, each) for each in self._run_from(n + 1))
                lists += len(self._run_from(n + 1)) > 1
        return found or int(lists > 1)

    def _says_nothing(self, block: Block) -> bool:
        return self.place.cues.lead_kind(block.text) is None and not find_committees(block.text)

    def _run_from(self, start: int) -> Sequence[Block]:
        """A heading or a paragraph, or all items or rows that stand together."""
        kind, end = self.blocks[start].kind, start + 1
        while kind in ("item", "row") and end < len(self.blocks) and self.blocks[end].kind == kind:
            end += 1
        return self.blocks[start:end]

    def _read(self, run: Sequence[Block], after: Block | None) -> None:
        block, named = run[0], self._named_below(run[-1], after)
        if named:
            if before := run[:-1]:
                self._read(before, run[-1])
            self._take_task(run[-1], named)
        elif block.kind == "item":
            read_list(self.place, run, self.blocks)
        elif block.kind == "row" and (len(run) > 1 or block.first.kind):
            read_rows(self.place, run)
        elif block.kind == "heading":
            self._heading(block, after)
        else:
            self._text(block, after)

    def _named_below(self, block: Block, after: Block | None) -> tuple[Mention, ...]:
        """The committees that the line below a mission says are to do it: "Ansvarig: socialnämnden"."""
        named = names_who(after.text) if after is not None and after.kind == "text" else ()
        gives = self.place.stands_mission or any(each.cue == "mission" for each in self.place.path)
        counted = self.place.cues.lead_kind(block.first.mark) == "mission"
        return named if counted or (gives and opens_wish(_without_mark(block))) else ()

    def _take_task(self, block: Block, committees: tuple[Mention, ...]) -> None:
        theme = self.place.need_theme()
        self.place.found.entries.append(Entry("mission", _without_mark(block), block.lines, theme, committees))
        self.place.mark(block, "mission")

    # headings

    def _heading_committees(self, block: Block) -> tuple[Mention, ...]:
        """The committees that a heading names, where it says no more than that, or that they are to do what follows."""
        if fold(block.first.text).casefold() in self.place.told.committees:
            return (Mention(clean(block.first.raw), 0, 0, "told"),)
        mentions = own_names(find_committees(block.text))
        if mentions and heads_committee(block.text, mentions):
            return mentions
        if mentions and mentions == own_names(receivers(block.text)) and self._gives(block):
            return mentions
        return (self.bodies[block.first.number],) if block.first.number in self.bodies else ()

    def _gives(self, block: Block) -> bool:
        return self.place.cues.lead_kind(block.text) == "mission"

    def _find_bodies(self, headings: Sequence[Block]) -> list[Block]:
        """The headings below one that gives missions that are who gets them, though their words do not say it: they
        stand beside a committee's, or a row of the budget is called the same.
        """
        found: list[Block] = []
        for n, head in enumerate(headings):
            if self._gives(head) and not self._heading_committees(head):
                found += self._bodies_below(head, headings[n + 1 :])
        return found

    def _bodies_below(self, head: Block, after: Sequence[Block]) -> list[Block]:
        below = list(takewhile(lambda block: block.level > head.level, after))
        level = min((block.level for block in below), default=0)
        beside = [block for block in below if block.level == level]
        alike = any(self._heading_committees(block) for block in beside)
        if not below:
            beside = list(takewhile(lambda block: self._heading_committees(block) or self._is_body(block), after))
        plain = [block for block in beside if not self._heading_committees(block) and self._may_be_body(block)]
        return [block for block in plain if alike or self._is_body(block)]

    def _find_wished(self) -> list[Block]:
        """The headings below one that says that demands follow which all begin as something wanted does, where no list
        and no wish stands among them: cards, each with a demand and why.
        """
        found: list[Block] = []
        for n, head in enumerate(self.blocks):
            if head.kind == "heading" and self.place.cues.lead_kind(_drop_number(head)) == "demand":
                below = _take_below(self.blocks[n + 1 :], head.level)
                cards = [block for block in below if block.kind == "heading"]
                plain = len(cards) > 1 and not any(map(self._holds_demands, below))
                found += cards if plain and all(opens_wish(_drop_number(card)) for card in cards) else []
        return found

    def _holds_demands(self, block: Block) -> bool:
        said = split_sentences(block.text) if block.kind == "text" else ()
        return block.kind in ("item", "row") or any(self.place.cues.sentence_kind(each) == "demand" for _, each in said)

    def _is_body(self, block: Block) -> bool:
        return self._has_row(block) or is_company(_name_body(block).name)

    def _has_row(self, block: Block) -> bool:
        return name_key(_name_body(block).name) in self.place.framed

    def _may_be_body(self, block: Block) -> bool:
        """Whether neither plan.toml, lines.csv nor its words say that a heading is something else than a committee."""
        told, fixed = self.place.told.knows(block.first.text), self.place.correction(block).role
        return not told and not fixed and self.place.cues.lead_kind(block.text) is None

    def _heading(self, block: Block, after: Block | None) -> None:
        place, text = self.place, block.first.text
        place.lead, place.lead_committees = None, ()
        if text in place.told.within and text not in place.told.themes:
            place.mark(block, "heading")
            return
        if self._is_title(block):
            self._title(block)
            return
        if block.first.number in self.wished and not place.told.knows(text) and not place.correction(block).role:
            place.doubt("heading_as_demand", block, block.text)
            place.found.entries.append(Entry("demand", _drop_number(block), block.lines, place.need_theme()))
            place.mark(block, "demand")
            return
        section = self._section(block)
        place.open(section)
        if section.leads and section.cue in ITEMS and after is not None and after.kind in ("heading", "text"):
            place.standing = Standing(str(section.cue), block.level)
        if block.first.number in self.bodies and not self._has_row(block):
            place.doubt("committee_by_place", block, block.text)
        if section.committees and (place.stands_mission or any(each.cue == "mission" for each in place.path)):
            self.awaited.append(section)
        place.last_committee = section.committees or place.last_committee
        place.mark(block, "heading")

    def _is_title(self, block: Block) -> bool:
        if fixed := self.place.correction(block).role:
            return fixed == "title"
        named = block.first.text in self.place.told.titles and all(each.title for each in self.place.path)
        return named or block.first.number in self.titles

    def _title(self, block: Block) -> None:
        self.place.open(Section(block, 0, title=True))
        self.place.last_committee = self._heading_committees(block) or self.place.last_committee
        self.place.mark(block, "title")

    def _section(self, block: Block) -> Section:
        """What a heading opens, by plan.toml and lines.csv, else by its words."""
        text, fixed = block.first.text, self.place.correction(block)
        told = text in self.place.told.themes or fixed.role == "theme"
        between = text in self.place.told.between or fixed.role == "heading"
        committees = () if fixed.role == "heading" else self._heading_committees(block)
        if fixed.role == "committee":
            committees = own_names(find_committees(block.text))[:1] or (Mention(block.text, 0, 0, "told"),)
        cue = "between" if between else self.place.cues.lead_kind(_drop_number(block))
        section = Section(block, block.level, cue, committees, theme_told=told, part=fixed.part)
        leads = cue in ITEMS or _drop_number(block).casefold() in self.place.repeated
        section.leads = leads and not committees and not told
        section.level = self._level(section)
        return section

    def _level(self, section: Section) -> int:
        """The level of a section: a heading that leads stands within the part above it where all look alike; so does
        one that stands in several parts, beside their headings.
        """
        place = self.place
        above = next((each for each in reversed(place.path) if each.level < WITHIN), None)
        repeated = section.block is not None and _drop_number(section.block).casefold() in place.repeated
        alike = place.flat or (repeated and above is not None and not above.leads and above.level == section.level)
        if not alike or not section.leads or above is None or above.title:
            return section.level
        if section.cue == "mission":
            return WITHIN if place.committees else section.level
        lacks = not above.listed and above.cue is None and all(each is not above for each, _, _ in self.wishes)
        return WITHIN if repeated or (lacks and not self._closes_document()) else section.level

    def _closes_document(self) -> bool:
        """Whether a lead comes after several parts without any list: it is then the document's, not the last part's."""
        parts = {id(each) for each in self.place.found.under.values() if not each.title}
        return len(parts) > 1 and not self.place.found.entries

    # paragraphs

    def _text(self, block: Block, after: Block | None) -> None:
        place, fixed = self.place, self.place.correction(block)
        if self._is_title(block):
            self._title(block)
            return
        if fixed.role == "prose":
            self._keep_prose(block, block.text)
            place.mark(block, "prose")
            return
        kind, start = self._lead_kind(block.text, after)
        kind = fixed.role.removesuffix("_lead") if fixed.role.endswith("_lead") else kind
        place.lead, place.lead_committees, place.lead_text = kind, (), _last_sentence(block)
        if kind in ITEMS:
            self._lead(str(kind), block, start, after)
        elif not self._take_run_in(block):
            self._ask_for_list(block)
            place.mark(block, self._prose(block, block.text))

    def _take_run_in(self, block: Block) -> bool:
        """Read what follows a short lead in the same paragraph as its list: "Vi vill: Anställa fler. Öppna bad."."""
        place = self.place
        head, _, rest = block.text.partition(": ")
        kind = place.cues.lead_kind(f"{head}:") if rest and len(head.split()) <= _RUN_IN else None
        parted = _list_counted(block.text) or _list_promised(block.text, place.cues)
        if kind not in ITEMS or head_kind(head) == "goal" or find_committees(head) or parted:
            return False
        said = [each for _, each in split_sentences(rest)]
        items = [each for n, each in enumerate(said) if not n or opens_wish(each)]
        place.lead, place.lead_text = kind, f"{head}:"
        if left := " ".join(each for each in said if each not in items):
            self._keep_prose(block, left)
        read_list(place, [replace(block, kind="item", text=each) for each in items], self.blocks)
        return True

    def _lead_kind(self, text: str, after: Block | None) -> tuple[str | None, int]:
        """What the end of a paragraph says of the list after it, and where the lead begins."""
        start, last = (split_sentences(text) or [(0, text)])[-1]
        for kind, patterns in self.lead_of.items():
            for hit in filter(None, (pattern.search(text) for pattern in patterns)):
                return kind, hit.start() if kind == "demand" else start
        opens = after is not None and after.kind in ("item", "heading")
        listed = after is not None and after.kind == "item"
        finished = bool(re.search(r"[.!?]$", last)) and not announces(last)
        if not opens or finished or not (leads_on(last) or listed):
            return None, start
        said = self.place.cues.lead_kind(last) or self._addressed(last)
        return (said if said in (*ITEMS, *APART) else "colon" if leads_on(last) else None), start

    def _ask_for_list(self, block: Block) -> None:
        """A lead that no list stands below asks for a look."""
        last = (split_sentences(block.text) or [(0, block.text)])[-1][1]
        leads = last.endswith(":") or (trails_off(last) and self.place.cues.sentence_kind(last))
        if leads and self.place.cues.lead_kind(last) in ITEMS:
            self.place.doubt("lead_without_list", block, last)

    def _addressed(self, text: str) -> str | None:
        """A committee's name alone, above a list, is a lead where missions are given; so is "Ansvarig: socialnämnden"
        where the list above has no such line.
        """
        mentions, top, entries = own_names(find_committees(text)), self.place.top, self.place.found.entries
        below = bool(entries) and entries[-1].kind == "mission" and entries[-1].section is self.place.theme
        if names_who(text) and (not below or (top is not None and top.inline)):
            return "mission"
        gives = self.place.stands_mission or (top is not None and top.cue == "mission")
        return "mission" if gives and mentions and names_only(text, mentions) else None

    def _lead(self, kind: str, block: Block, start: int, after: Block | None) -> None:
        """A lead: for the list after it, or for all lists to come where a heading follows."""
        place = self.place
        place.found.leads.setdefault(kind, []).append(block.text[start:])
        if before := clean(block.text[:start]):
            self._prose(block, before)
        if after is not None and after.kind == "heading":
            self._ask_for_own_list(block, after)
            level, over = place.path[-1].level if place.path else 1, bool(self._heading_committees(after))
            place.standing, place.lead = Standing(kind, level, over), None
        elif kind == "mission":
            text = block.text[start:]
            place.lead_committees = place.receivers(text) or self._addressee(block, text)
            place.last_committee = place.lead_committees or place.last_committee
        place.mark(block, self._open_inline(block) or f"{kind}_lead")
        self._take_clause(block, block.text[start:], after)

    def _take_clause(self, block: Block, text: str, after: Block | None) -> None:
        """Read the clause that a lead itself begins its list with: "Vi yrkar att sänka taxan," above "att öka …"."""
        place = self.place
        hit = _FIRST.search(text) if after is not None and after.text.startswith("att ") else None
        if hit and opens_wish(hit[1]) and not (place.top and place.top.block is block):
            lead = place.lead
            read_list(place, [replace(block, kind="item", text=hit[0])], self.blocks)
            place.lead = lead

    def _addressee(self, block: Block, text: str) -> tuple[Mention, ...]:
        """Who a lead gives missions to, where its words do not say that it is a committee: "Uppdrag till ABC:"."""
        named = re.fullmatch(r"uppdrag(?:et|en)? (?:till|åt|för) ([A-ZÅÄÖ][^.:]*?)\s*:?", text, re.IGNORECASE)
        if not named or not named[1][0].isupper() or find_committees(named[1]):
            return ()
        self.place.doubt("committee_by_lead", block, named[1])
        return (Mention(named[1], 0, 0, "name"),)

    def _ask_for_own_list(self, block: Block, after: Block) -> None:
        """A lead that stands above several lists, and here ends its part instead, asks for a look: the list that it had
        may stand elsewhere.
        """
        place = self.place
        ends = bool(place.path) and after.level <= place.path[-1].level
        if ends and place.lead_text in place.wishes:
            place.doubt("lead_without_list", block, place.lead_text)

    def _open_inline(self, block: Block) -> str | None:
        """Open a section for a lead that names a committee other than the one that is open."""
        named = {committee_key(each) for each in self.place.lead_committees}
        if not named or named == {committee_key(each) for each in self.place.committees}:
            return None
        self.place.open(Section(block, INLINE, "mission", self.place.lead_committees, inline=True))
        return "committee"

    def _prose(self, block: Block, text: str) -> str:
        """Read the sentences of a paragraph, and give its role: that of what stands in it, else prose."""
        sentences = [self._unlabel(sentence) for _, sentence in split_sentences(text)]
        gives = any(self.place.cues.sentence_kind(sentence) == "mission" for sentence in sentences)
        self.place.run_in = ()
        taken = [self._take_sentence(sentence, block, gives) for sentence in sentences]
        left = " ".join(sentence for sentence, kind in zip(sentences, taken, strict=True) if not kind)
        top = self.place.top
        cut = top is None or top.cue in ("aside", "between") or not re.search(r"[^\W\d_]", text)
        if left and not cut:
            self._keep_prose(block, left if any(taken) else text)
        if top in (None, self.place.whole) and not any(taken):
            self.unheaded.append((block, text))
        return max(taken, default="") or ("other" if cut else "prose")

    def _unlabel(self, sentence: str) -> str:
        """A sentence that wants something, without a word before it that says what it is: "Svar: Vi vill …"."""
        label, _, rest = sentence.partition(": ")
        wants = " " not in label and self.place.cues.sentence_kind(rest) == "demand"
        return rest if wants and self.place.cues.sentence_kind(sentence) is None else sentence

    def _keep_prose(self, block: Block, text: str) -> None:
        if self.place.theme is not None:
            self.place.found.prose.append((self.place.theme, block.first.number, text))

    def _take_sentence(self, sentence: str, block: Block, gives: bool) -> str:
        """Take a sentence as a mission, or as the demands that it counts up, and say which; keep a wish until it is
        known whether its part has a list. What a committee "ska" is a mission where missions are given: in the part, or
        (``gives``) in the paragraph.
        """
        place, top, theme = self.place, self.place.top, self.place.theme
        kind = place.cues.sentence_kind(sentence)
        if kind and leads_on(sentence):
            return ""
        committees, text = self._receivers(sentence, kind, gives)
        if committees and theme is not None:
            for task in _split_tasks(sentence, text):
                place.found.entries.append(Entry("mission", task, block.lines, theme, committees))
            place.spoken_of, self.gives = committees, self.gives or kind == "mission"
            return "mission"
        if kind == "order" and WISHED.search(sentence) and (top is None or top.cue not in (*APART, "intro")):
            place.spoken_of = place.receivers(sentence) or place.spoken_of
            self.orders.append((theme or place.whole, block, sentence, place.spoken_of))
            return ""
        if promised := _list_promised(sentence, place.cues):
            theme = place.need_theme()
            place.found.entries += [Entry("demand", each, block.lines, theme) for each in promised]
            return "demand"
        if kind == "others":
            place.doubt("wish_of_others", block, sentence)
        kind = "statement" if kind == "promise" and re.search(r"\d", sentence) else kind
        if kind in ("demand", "statement") and (top is None or top.cue not in (*APART, "intro")):
            kept = self.wishes if kind == "demand" else self.statements
            kept.append((theme or place.whole, block, sentence))
        return ""

    def _receivers(self, sentence: str, kind: str | None, gives: bool) -> tuple[tuple[Mention, ...], str]:
        """Who gets the mission of a sentence, nobody where it gives none, and the mission. One that is addressed before
        a sign goes on in the sentences after it that begin as something wanted does.
        """
        place, top = self.place, self.place.top
        addressed, text = _split_lead(sentence)
        gives = gives or place.stands_mission or (top is not None and top.cue == "mission")
        ordered = kind == "order" and (gives or (addressed and opens_wish(_after_sign(sentence))))
        goes_on = kind is None and opens_wish(sentence)
        committees = place.receivers(sentence) if kind == "mission" or ordered else place.run_in if goes_on else ()
        place.run_in = committees if addressed or goes_on else ()
        return committees, text

    # what is known at the end

    def _take_wishes(self) -> None:
        """Sentences that say what the party wants are demands where their part has no list of demands; so are, in
        doubt, those on what is to be where a part has nothing else. Beside such demands they ask for a look.
        """
        place, demands = self.place, [entry for entry in self.place.found.entries if entry.kind == "demand"]
        listed = {id(entry.section) for entry in demands} - {id(place.whole)}
        headed = any(
            not _is_whole(each) for each in [*(entry.section for entry in demands), *(s for s, _, _ in self.wishes)]
        )
        self._place_unheaded(headed)
        for section, block, sentence in self.wishes:
            if id(section) not in listed and not (headed and _is_whole(section)):
                self._take_wish(section, block, sentence)
            elif not _is_whole(section) and not section.theme_told:
                place.doubt("wish_beside_list", block, sentence)
        having = {id(entry.section) for entry in place.found.entries}
        for section, block, sentence in self.statements:
            if _is_whole(section) or section.parted:
                continue
            if id(section) not in having:
                place.doubt("statement_as_demand", block, sentence)
                self._take_wish(section, block, sentence)
            elif id(section) not in listed:
                place.doubt("statement_beside_wish", block, sentence)

    def _place_unheaded(self, headed: bool) -> None:
        """What stands before every heading is prose where it is all that the document wants."""
        place = self.place
        if not headed and any(section is place.whole for section, _, _ in self.wishes):
            for block, _ in self.unheaded:
                place.found.roles |= {line.number: "prose" for line in block.lines}
            place.found.prose[:0] = [(place.whole, block.first.number, text) for block, text in self.unheaded]

    def _take_orders(self) -> None:
        """What a committee "ska" outside the parts and paragraphs that give missions is one, in doubt, where the
        document gives others in sentences; else it asks for a look.
        """
        for section, block, sentence, committees in self.orders:
            is_taken = self.gives and bool(committees)
            self.place.doubt("order_as_mission" if is_taken else "order_in_prose", block, sentence)
            if is_taken:
                self._take_wish(section, block, sentence, committees)

    def _take_wish(self, section: Section, block: Block, sentence: str, committees: tuple[Mention, ...] = ()) -> None:
        found, kind = self.place.found, "mission" if committees else "demand"
        found.entries.append(Entry(kind, sentence, block.lines, section, committees))
        found.roles |= {line.number: kind for line in block.lines}
        found.prose = [piece for row in found.prose for piece in _without(row, section, block, sentence)]

    def _ask_for_missions(self) -> None:
        """A committee's heading where missions are given asks for a look if the committee gets none at all."""
        missions = [entry for entry in self.place.found.entries if entry.committees]
        getting = {committee_key(each) for entry in missions for each in entry.committees}
        for section in self.awaited:
            is_given = any(entry.section is section for entry in missions)
            if section.block and not is_given and not {committee_key(each) for each in section.committees} & getting:
                self.place.doubt("lead_without_list", section.block, section.block.text)


def _take_below(blocks: Sequence[Block], level: int) -> list[Block]:
    """The blocks below a heading of that level."""
    return list(takewhile(lambda block: block.kind != "heading" or block.level > level, blocks))


def _is_whole(section: Section) -> bool:
    """Whether a section is the document itself, before its first part."""
    return section.block is None or section.title


def _name_body(block: Block) -> Mention:
    """A heading as the name of who gets the missions below it: without its number."""
    return Mention(_drop_number(block).rstrip(" :"), 0, 0, "name")


def _without_mark(block: Block) -> str:
    return block.text.removeprefix(block.first.mark).strip()


def _drop_number(block: Block) -> str:
    """A heading without its mark or number."""
    return re.sub(r"^[\d.]+\s+", "", block.first.body if block.first.text == block.text else clean(block.text))


def _split_lead(sentence: str) -> tuple[bool, str]:
    """Whether a sentence says before a sign to whom its mission goes, and the mission: without a lead ("Uppdrag till
    skolnämnden:"), with the name of a committee where that stands alone.
    """
    head = _SIGN.split(sentence, maxsplit=1)
    mentions = own_names(find_committees(head[0])) if len(head) > 1 else ()
    if not mentions or not names_only(head[0], mentions):
        return False, sentence
    return True, sentence if mentions[0].start == 0 else head[1]


def _after_sign(sentence: str) -> str:
    return _SIGN.split(sentence, maxsplit=1)[-1]


def _split_tasks(sentence: str, text: str) -> list[str]:
    """The missions of a sentence: several where numbers part them ("att 1) …, 2) …"), or where it is addressed before a
    sign and semicolons part what begins as something wanted does.
    """
    if counted := _list_counted(text):
        return counted
    clauses = _CLAUSES.split(_after_sign(sentence)) if re.search(r"\buppdrag:\s+att\b", sentence) else []
    if len(clauses) > 1:
        return clauses
    addressed, _ = _split_lead(sentence)
    tasks = re.split(r"\s*;\s+", _after_sign(sentence)) if addressed else []
    return tasks if len(tasks) > 1 and all(opens_wish(each) or wish_weight(each) > 0 for each in tasks) else [text]


def _list_counted(text: str) -> list[str]:
    """What numbers or letters in a sentence part: "att 1) …, 2) …"."""
    counted = _COUNTED.split(text)
    signs, length = [*counted[1::2]], len(counted) // 2
    is_counted = length > 1 and signs in ([*"123456789"[:length]], [*"abcdefghi"[:length]])
    return [each.strip(" ,;") for each in counted[2::2]] if is_counted else []


def _list_promised(sentence: str, cues: Cues) -> list[str]:
    """What a sentence counts up as wanted: "Det här lovar vi: 1) …, 2) …"; "Vi yrkar: att …, att …"."""
    head = _COUNTED.split(f"{sentence} ", maxsplit=1)[0]
    if counted := _list_counted(sentence) if head.endswith(":") or cues.lead_kind(head) == "demand" else []:
        return counted
    head, _, rest = sentence.partition(": ")
    clauses = _CLAUSES.split(rest) if rest.startswith("att ") and cues.lead_kind(f"{head}:") == "demand" else []
    return clauses if len(clauses) > 1 else []


def _last_sentence(block: Block) -> str:
    return split_sentences(block.text)[-1][1].casefold() if block.text.strip() else ""


def _offset(entry: Entry) -> int:
    """Where in its lines an entry begins."""
    return max(" ".join(line.text for line in entry.lines).find(entry.text), 0)


def _without(
    row: tuple[Section, int, str], section: Section, block: Block, sentence: str
) -> list[tuple[Section, int, str]]:
    """A row of prose without a sentence of it: what is before it and what is after it."""
    own, line, text = row
    if own is not section or line != block.first.number or sentence not in text:
        return [row]
    before, _, after = text.partition(sentence)
    return [(own, line, piece) for piece in (clean(before), clean(after)) if piece]
