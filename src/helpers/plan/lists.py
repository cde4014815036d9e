"""Lists of a document: whether one holds demands or missions, and whose its items are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.plan.clean import fold
from helpers.plan.corrections import Correction
from helpers.plan.cues import Cues, Mention, find_committees, match_counted, names_only, wish_weight
from helpers.plan.mission_tables import TableRow, Told, read_table_rows
from helpers.plan.outline import ITEMS, Block
from helpers.plan.sections import APART, Entry, Place, Section, own_names

_LAST = re.compile(r"(?:[(\[]|\s[–—-]\s)([^()\[\]–—]+?)[)\]]?\.?$")
WISHED = re.compile(r"\b(?:ska|skall|bör|måste)\b")
"""What says that something is to be done."""


def read_list(place: Place, items: Sequence[Block], blocks: Sequence[Block]) -> None:
    """Read the items of a list into the place's findings: as demands, as missions, or as neither."""
    kind = _decide(place, items, blocks)
    top = place.top
    said = place.lead_text if place.lead else top.block.text if top and top.block else ""
    if kind == "demand" and place.cues.is_against(said):
        place.doubt("list_against", items[0], items[0].text)
    parents: dict[int, Entry] = {}
    for item in items:
        entry = _read_item(place, item, kind, parents)
        if entry is None:
            place.mark(item, "menu" if kind == "aside" else "other")
            continue
        parents = {level: each for level, each in parents.items() if level < item.level} | {item.level: entry}
        place.found.entries.append(entry)
        place.mark(item, entry.kind)
        for section in {id(each): each for each in (top, entry.section) if each}.values():
            section.listed += 1
    place.lead = None


def read_rows(place: Place, rows: Sequence[Block]) -> None:
    """Read a table outside the budget: what its heads say is wanted or to be done, else missions where it has a column
    of committees; else kept as it is.
    """
    owned = bool(place.lead_committees or place.committees)
    table = read_table_rows([row.first.raw for row in rows], place.cues, owned, rows[0].first.number in place.priced)
    themes: dict[str, Section] = {}
    kinds: list[str] = []
    for block, row in zip(rows, table or [None] * len(rows), strict=True):
        theme = place.need_theme()
        if row and row.theme:
            theme = themes.setdefault(row.theme, _open_theme(block, row.theme, theme))
        entries = [entry for cell in row.cells if (entry := _read_cell(place, block, row, cell, theme))] if row else []
        place.found.entries += entries
        if table and not row and any(map(place.cues.is_against, block.first.raw.split("\t"))):
            place.doubt("list_against", block, block.text)
        kinds.append(entries[-1].kind if entries else "lead" if table and not row else "other")
    kind = "mission"
    for block, role in reversed([*zip(rows, kinds, strict=True)]):
        kind = role if role in ITEMS else kind
        place.mark(block, f"{kind}_lead" if role == "lead" else role)


def _open_theme(block: Block, title: str, above: Section) -> Section:
    """The section of a theme that the cell of a row names."""
    above.parted = True
    line = replace(block.first, raw=title, text=fold(title), mark="", body=title)
    return Section(Block("heading", (line,), title, above.level + 1), above.level + 1)


def _read_cell(place: Place, block: Block, row: TableRow, cell: Told, theme: Section) -> Entry | None:
    """A cell of a table as what the head of its column says. A goal is a demand, and asks for a look; so does a mission
    whose committee stands in the row above only.
    """
    if cell.kind != "mission":
        if place.lead in APART or (place.top is not None and place.top.cue in APART):
            return None
        if cell.kind == "goal":
            place.doubt("goal_as_demand", block, cell.text)
        return Entry("demand", cell.text, block.lines, theme)
    if place.cues.sentence_kind(cell.text) == "nothing":
        return None
    said = place.cues.sentence_kind(cell.text) in ("mission", "order") or _begins_with_committee(cell.text)
    given = cell.committees or row.committees or (place.receivers(cell.text) if said else ())
    committees = given or place.lead_committees or place.committees
    if not committees:
        place.doubt("mission_without_committee", block, cell.text)
        return None
    if row.above and row.committees:
        place.doubt("committee_of_row_above", block, cell.text)
    return Entry("mission", cell.text, block.lines, theme, committees)


def _begins_with_committee(text: str) -> bool:
    return any(each.kind == "name" and text.startswith(f"{each.name} ") for each in find_committees(text))


def _decide(place: Place, items: Sequence[Block], blocks: Sequence[Block]) -> str | None:
    """What a list holds: by its lead, its heading, the lead above all, or what its items say."""
    top = place.top
    cue = top.cue if top else None
    if place.lead in ITEMS:
        return place.lead
    if place.lead in APART or cue in APART:
        return "aside" if "aside" in (place.lead, cue) else None
    wish = sum(weigh(place.cues, item) for item in items)
    if place.lead == "colon":
        repeated = place.lead_text in place.wishes  # what stands above several lists is a lead, if nothing says not
        wish = place.wishes.get(place.lead_text, wish) + repeated
        return _by_items(place, items, blocks) if wish > 0 else None
    if cue in ITEMS and top is not None and not top.theme_told:
        return cue
    return _without_lead(place, items, blocks, wish)


def weigh(cues: Cues, item: Block) -> int:
    """1 where an item is put or counted as something wanted, -1 where it tells how things are."""
    counted = re.match(match_counted(), item.first.mark)
    return 1 if counted or cues.sentence_kind(item.text) else wish_weight(item.text)


def _without_lead(place: Place, items: Sequence[Block], blocks: Sequence[Block], wish: int) -> str | None:
    top = place.top
    if top is None or top.cue == "between":
        return None
    above = next((each.cue for each in reversed(place.path[:-1]) if each.cue in ITEMS), None)
    standing = above or (place.standing.kind if place.standing else None)
    if top.committees and not top.theme_told and standing != "mission":
        return _by_items(place, items, blocks) if wish >= 0 else None
    if standing and wish > -len(items):
        return standing if standing == "demand" or place.committees else "demand"
    if top.theme_told and wish >= 0:
        return _by_place(place, items, blocks)
    return _by_items(place, items, blocks) if wish > 0 or (wish == 0 and place.unled > 0) else None


def _by_items(place: Place, items: Sequence[Block], blocks: Sequence[Block]) -> str:
    """What a list is by what its items say and where it stands: worth a look."""
    kind = _by_place(place, items, blocks)
    place.doubt("list_without_lead", items[0], f"read as {kind}s: {items[0].text}")
    return kind


def _by_place(place: Place, items: Sequence[Block], blocks: Sequence[Block]) -> str:
    """What a list without a clear lead is by where it stands: a committee's list of things to do is missions, and so is
    one whose items all end in who is to do them: "Bygg ett bad (KFN)".
    """
    if all(_named_last(item.text) for item in items):
        return "mission"
    top = place.top
    chapter = next((each for each in reversed(place.path) if each.committees), None)
    if chapter is None or (top is not None and top.theme_told) or place.stands_demand_over:
        return "demand"
    if chapter is not top and _gives_missions(place, chapter, blocks):
        return "demand"
    if _beside_missions(place, chapter):
        return "mission"
    acts = sum(wish_weight(item.text) > 0 and not WISHED.search(item.text) for item in items)
    return "mission" if place.stands_mission or 2 * acts >= len(items) else "demand"


def _beside_missions(place: Place, chapter: Section) -> bool:
    """Whether the lists right under the other committees' headings, below the same one, were read as missions."""
    above = place.path[-2].block if chapter is place.top and len(place.path) > 1 else None
    if above is None:
        return False
    since = [entry for entry in place.found.entries if entry.lines[0].number > above.first.number]
    beside = [entry for entry in since if entry.section.committees and entry.section.level == chapter.level]
    return {entry.kind for entry in beside} == {"mission"}


def _gives_missions(place: Place, chapter: Section, blocks: Sequence[Block]) -> bool:
    """Whether a committee's chapter has a lead or a heading of its own for missions."""
    start = next((n for n, block in enumerate(blocks) if block is chapter.block), 0)
    for block in blocks[start + 1 :]:
        if block.kind == "heading" and block.level <= chapter.level:
            return False
        if block.kind in ("heading", "text") and place.cues.lead_kind(block.text[-200:]) == "mission":
            return True
    return False


def _read_item(place: Place, item: Block, kind: str | None, parents: Mapping[int, Entry]) -> Entry | None:
    theme, fixed = place.need_theme(), place.correction(item)
    if fixed.role in ITEMS:
        return _as_corrected(place, item, fixed, theme)
    if place.cues.sentence_kind(item.text) == "nothing":
        return None
    parent = next((parents[level] for level in sorted(parents, reverse=True) if level < item.level), None)
    given = _given(place, item, kind) if kind in ITEMS and parent is None else ()
    if given:
        return Entry("mission", item.text, item.lines, theme, given)
    if kind == "mission" and (committees := _receivers(place, item, parent)):
        return Entry("mission", item.text, item.lines, theme, committees, parent)
    if kind == "mission" and place.has_committees:
        place.doubt("mission_without_committee", item, item.text)
        return None
    if kind == "mission":
        place.doubt("mission_without_committee", item, item.text)
    return _as_demand(place, item, theme, parent) if kind in ITEMS else None


def _given(place: Place, item: Block, kind: str | None) -> tuple[Mention, ...]:
    """The committees that an item itself gives its mission to; one of a list of missions may begin with them."""
    said = place.cues.sentence_kind(item.text) in ("mission", "order")
    return place.receivers(item.text) if said or (kind == "mission" and _begins_with_committee(item.text)) else ()


def _receivers(place: Place, item: Block, parent: Entry | None) -> tuple[Mention, ...]:
    """The committees that get the missions of a list: of its lead, else of the section that is open, else those that
    end the item, in brackets or after a dash.
    """
    if parent:
        return parent.committees
    open_ = place.lead_committees or place.committees or _named_last(item.text)
    return open_ or (place.last_committee if place.flat else ())


def _named_last(text: str) -> tuple[Mention, ...]:
    """The committees that a text ends in, in brackets or after a dash: "Bygg ett bad (KFN)"."""
    last = _LAST.search(text)
    mentions = own_names(find_committees(last[1])) if last else ()
    return mentions if last and names_only(last[1], mentions) else ()


def _as_demand(place: Place, item: Block, theme: Section, parent: Entry | None) -> Entry:
    if any(each.kind == "name" for each in find_committees(item.text)):
        place.doubt("demand_names_committee", item, item.text)
    if theme.cue == "intro":
        place.doubt("demand_in_introduction", item, item.text)
    if place.cues.sentence_kind(item.text) == "formal":
        place.doubt("decision_as_demand", item, item.text)
    return Entry("demand", item.text, item.lines, theme, (), parent)


def _as_corrected(place: Place, item: Block, fixed: Correction, theme: Section) -> Entry | None:
    """An item by lines.csv; a mission without part goes to the committee that it names or that is open."""
    if fixed.role == "demand" or fixed.part:
        return Entry(fixed.role, item.text, item.lines, theme, part=fixed.part)
    committees = place.receivers(item.text) or place.receivers(item.first.text)
    committees = committees or place.lead_committees or place.committees or place.last_committee
    if committees:
        return Entry("mission", item.text, item.lines, theme, committees)
    place.doubt("mission_without_committee", item, item.text)
    return None
