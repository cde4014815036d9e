"""From what the lines of a document are to its tables: parts get ids, items their numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.errors import FaultsError, PlanError
from helpers.plan import schemas
from helpers.plan.clean import clean, fold, show
from helpers.plan.cues import Mention, abbreviation_of, find_committees, name_key
from helpers.plan.naming import initials, slug, unique
from helpers.plan.schemas import Tables, make_table
from helpers.plan.sections import EVERY, Entry, Section, committee_key
from helpers.plan.source import Reading


@dataclass
class Parts:
    """The ids of themes and committees, with their titles and the lines they begin on, in the document's order."""

    reading: Reading
    themes: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # heading as compared -> id, title, line
    committees: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # key -> id, name, line

    def __post_init__(self) -> None:
        told = self.reading.source.told
        self.told_themes = {fold(theme.heading): theme.id for theme in told.themes}
        self.told_names = {name_key(name): each.id for each in told.committees for name in (each.name, *each.aliases)}
        self._name_themes()
        self._name_committees()
        self._name_corrected()

    def theme(self, section: Section) -> str | None:
        """The id of the theme that a section is, None where it is none."""
        found = self.themes.get(_heading(section))
        return found[0] if found else None

    def committee(self, mention: Mention) -> str:
        """The id of a committee that is mentioned."""
        return self.committees[self._key(mention)][0]

    def theme_of(self, entry: Entry) -> str:
        """The id of the theme that a demand belongs to."""
        if entry.part:
            return self._find_part(entry, entry.part, self.themes)
        return self.themes[_heading(entry.section)][0]

    def receivers(self, entry: Entry) -> list[str]:
        """The ids of the committees that get a mission."""
        if entry.part:
            return [self._find_part(entry, each, self.committees) for each in entry.part.split(",")]
        return list(dict.fromkeys(self.committee(each) for each in entry.committees))

    def _find_part(self, entry: Entry, said: str, parts: Mapping[str, tuple[str, str, int]]) -> str:
        """The id of the part that lines.csv gives a line to, by its id or by its name."""
        spelt = {
            name_key(name): id_ for place in (1, 0) for id_, name in ((each[0], each[place]) for each in parts.values())
        }
        if name_key(said) not in spelt:
            line, kind = entry.lines[0].number, "Temana" if entry.kind == "demand" else "Nämnderna"
            known = ", ".join(id_ for id_, _, _ in parts.values())
            at = self.reading.source.corrections[line].at
            raise PlanError(
                "lines.csv", at, f"delen {said!r} för rad {line} finns inte", f"{kind} är {known or 'inga'}."
            )
        return spelt[name_key(said)]

    def committee_of(self, section: Section) -> str | None:
        """The id of the committee whose section it is, None where it is none."""
        found = [self.committees.get(self._key(each)) for each in section.committees]
        return next((each[0] for each in found if each), None)

    def _key(self, mention: Mention) -> str:
        key = committee_key(mention)
        whole = name_key(self.name(mention))
        told = self.told_names.get(key) or (self._told_every() if key == EVERY else self.told_names.get(whole))
        return told or (whole if mention.kind == "short" else key)

    def name(self, mention: Mention) -> str:
        """The name of a committee in full, as the document writes it; an abbreviation where it does not say of what."""
        short = name_key(mention.name)
        return self.reading.meanings.get(short, mention.name) if mention.kind == "short" else mention.name

    def _told_every(self) -> str | None:
        """The id that plan.toml gives all committees together, however it names them."""
        for each in self.reading.source.told.committees:
            if any(mention.kind == "every" for mention in find_committees(each.name)):
                return each.id
        return None

    def _told_committees(self) -> list[str]:
        return [each.id for each in self.reading.source.told.committees]

    def doubts(self) -> Iterator[tuple[object, ...]]:
        """The committees that only an abbreviation names, for the document does not say of what; the themes that are
        called as a row of the budget that is no committee's.
        """
        for _, name, line in self.committees.values():
            if [each.kind for each in find_committees(name)] == ["short"]:
                yield "committee_by_abbreviation", line, None, f"{name!r} is read as a committee"
        framed = {name_key(row.label) for row in self.reading.budget.rows if row.kind == "frame"}
        for _, title, line in self.themes.values():
            if name_key(title) in framed - {*self.committees, *self.told_names}:
                yield "theme_is_budget_row", line, None, f"{title!r} is read as a theme"

    def _name_themes(self) -> None:
        demands = [entry for entry in self.reading.found.entries if entry.kind == "demand"]
        own = (
            each for each in demands if not each.part or slug(each.part) == slug(_title(each.section, self.reading)[0])
        )
        wanted = {id(entry.section) for entry in own}
        taken = {*self.told_themes.values(), *self._told_committees()}
        for section in _sections(self.reading):
            key = _heading(section)
            if key in self.themes or not (id(section) in wanted or section.theme_told):
                continue
            title, line = _title(section, self.reading)
            id_ = section.part or self.told_themes.get(key) or unique(slug(title), slug(title), taken)
            taken.add(id_)
            self.themes[key] = (id_, title, line)

    def _name_committees(self) -> None:
        receiving = {self._key(each) for entry in self.reading.found.entries for each in entry.committees}
        taken = {*self._told_committees(), *(id_ for id_, _, _ in self.themes.values())}
        for mention, line, short, part in _committee_places(self.reading):
            key = self._key(mention)
            if key in self.committees or not (part or key in receiving or mention.kind == "told"):
                continue
            id_ = (
                part or self.told_names.get(name_key(mention.name)) or (key if key in self._told_committees() else None)
            )
            short = short or (mention.name if mention.kind == "short" else initials(mention.name))
            id_ = id_ or unique("alla" if key == EVERY else slug(short), slug(mention.name), taken)
            taken.add(id_)
            name = clean(self.name(mention))
            self.committees[key] = (id_, name[:1].upper() + name[1:], line)  # in a sentence it may have a small letter

    def _name_corrected(self) -> None:
        """Parts that plan.toml names and only lines.csv gives something to: they begin where that stands."""
        told, known = (
            self.reading.source.told,
            {id_ for id_, _, _ in (*self.themes.values(), *self.committees.values())},
        )
        themes = {theme.id: theme.heading for theme in told.themes if theme.id not in known}
        committees = {committee.id: committee.name for committee in told.committees if committee.id not in known}
        for entry in self.reading.found.entries:
            names, parts = (themes, self.themes) if entry.kind == "demand" else (committees, self.committees)
            for id_ in filter(names.get, (each.strip() for each in entry.part.split(","))):
                parts.setdefault(id_, (id_, names[id_], entry.lines[0].number))


def _heading(section: Section) -> str:
    return section.block.first.text if section.block else ""


def _title(section: Section, reading: Reading) -> tuple[str, int]:
    if block := section.block:
        return clean(block.first.raw) if len(block.lines) == 1 else block.text, block.first.number
    entry = next(entry for entry in reading.found.entries if entry.section is section)
    return reading.facts["title"].value, entry.lines[0].number


def _sections(reading: Reading) -> Iterator[Section]:
    """Every section in the document's order, each once."""
    seen: set[int] = set()
    under = [section for _, section in sorted(reading.found.under.items(), key=lambda each: each[0])]
    for section in [*under, *(entry.section for entry in reading.found.entries)]:
        if id(section) not in seen:
            seen.add(id(section))
            yield section


def _committee_places(reading: Reading) -> list[tuple[Mention, int, str | None, str]]:
    """Where committees are named, in headings first, then in missions: with abbreviation and the id of lines.csv."""
    firsts: dict[str, tuple[Mention, int, str | None, str]] = {}
    for section in _sections(reading):
        for mention in section.committees:
            if section.block:
                place = (mention, section.block.first.number, abbreviation_of(section.block.text), section.part)
                firsts.setdefault(committee_key(mention), place)
    for entry in reading.found.entries:
        for mention in entry.committees:
            firsts.setdefault(committee_key(mention), (mention, entry.lines[0].number, None, ""))
    return sorted(firsts.values(), key=lambda each: each[1])


def assemble(reading: Reading) -> tuple[Tables, Parts]:
    """The tables of a document, and the ids of its parts."""
    parts = Parts(reading)
    demands, missions, ids = _number(reading.found.entries, parts)
    _check_ids(parts, demands, missions)
    lines = _lines(reading, parts, ids)
    told = [row for row in reading.found.prose if reading.apart.get(row[1]) != "budget_heading"]
    prose = [(theme, line, text) for section, line, text in told if (theme := parts.theme(section))]
    budget, totals, amounts = _money(reading, parts)
    tables = Tables(
        lines=make_table(schemas.LINES, lines),
        themes=make_table(schemas.THEMES, sorted(parts.themes.values(), key=lambda each: each[2])),
        prose=make_table(schemas.PROSE, sorted(prose, key=lambda each: each[1])),
        demands=make_table(schemas.DEMANDS, demands),
        committees=make_table(schemas.COMMITTEES, sorted(parts.committees.values(), key=lambda each: each[2])),
        missions=make_table(schemas.MISSIONS, missions),
        budget=make_table(schemas.BUDGET, budget),
        totals=make_table(schemas.TOTALS, totals),
        amounts=make_table(schemas.AMOUNTS, amounts),
        doubts=make_table(schemas.ODDITIES, [*_doubts(reading, lines), *parts.doubts()]),
    )
    return tables, parts


def _number(
    entries: Iterable[Entry], parts: Parts
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], dict[int, str]]:
    """The rows of demands and of missions, and the id of each entry."""
    counts: dict[str, int] = {}
    ids: dict[int, str] = {}
    demands: list[tuple[object, ...]] = []
    missions: list[tuple[object, ...]] = []
    for entry in entries:
        who = parts.receivers(entry) if entry.kind == "mission" else []
        part = who[0] if entry.kind == "mission" else parts.theme_of(entry)
        key = f"{entry.kind} {part}"
        counts[key] = counts.get(key, 0) + 1
        ids[id(entry)] = f"{part}-{counts[key]:02d}" if entry.kind == "mission" else f"{part}-{counts[key]}"
        parent = ids.get(id(entry.parent)) if entry.parent else None
        row = (ids[id(entry)], part, entry.lines[0].number, entry.text, parent)
        if entry.kind == "mission":
            missions.append((*row, ", ".join(who)))
        else:
            demands.append(row)
    if all(row[1] == row[-1] for row in missions):
        missions = [(*row[:-1], None) for row in missions]
    return demands, missions, ids


def _check_ids(parts: Parts, *items: Iterable[tuple[object, ...]]) -> None:
    """Raise PlanError, with both lines, for each two parts or items of the same id."""
    named = [("temat", *each) for each in parts.themes.values()]
    named += [("nämnden", *each) for each in parts.committees.values()]
    named += [("punkten", str(id_), str(text), int(str(line))) for rows in items for id_, _, line, text, *_ in rows]
    first: dict[str, tuple[str, str, str, int]] = {}
    faults = []
    for kind, id_, text, line in named:
        if id_ in first:
            other, _, said, before = first[id_]
            found = f"{kind} {text!r} har samma id som {other} {said!r} på rad {before}: {id_!r}"
            faults.append(PlanError("plan.txt", line, found, "Ge en av dem ett annat id i plan.toml eller lines.csv."))
        first.setdefault(id_, (kind, id_, text, line))
    if faults:
        raise FaultsError(faults)


def _lines(reading: Reading, parts: Parts, ids: Mapping[int, str]) -> list[tuple[int, str, str, str | None]]:
    """Every line with its role and the part it stands under."""
    owners = {line.number: entry for entry in reading.found.entries for line in entry.lines}
    titles = {block.first.number for block in reading.titles}
    section: Section | None = None
    rows: list[tuple[int, str, str, str | None]] = []
    part: str | None = None
    for line in reading.source.lines:
        found = reading.apart.get(line.number) or reading.found.roles.get(line.number) or "other"
        role = found if show(line.raw) else "blank"
        section = reading.found.under.get(line.number, section)
        if line.number in owners:
            entry = owners[line.number]
            part = parts.theme_of(entry) if entry.kind == "demand" else parts.receivers(entry)[0]
        elif role in ("title", "budget_heading") and section and _heads(section, line.number):
            named, part = _heading_role("heading", section, line.number, titles, parts)
            role = named if part else role
        elif role == "title" or role.startswith("budget"):
            part = None
        elif role != "blank" and line.number in reading.found.under and section is not None:
            role, part = _heading_role(role, section, line.number, titles, parts)
        rows.append((line.number, line.raw, role, part))
    return rows


def _heads(section: Section, number: int) -> bool:
    """Whether a line is the heading of a section."""
    return section.block is not None and section.block.first.number == number


def _heading_role(role: str, section: Section, number: int, titles: set[int], parts: Parts) -> tuple[str, str | None]:
    """The role of a heading or a line under it, with the part it belongs to."""
    theme, committee = parts.theme(section), parts.committee_of(section)
    if role == "mission_lead":
        return role, committee or theme
    if role == "heading" and _heads(section, number):
        if theme or committee:
            return ("theme" if theme else "committee"), theme or committee
        return ("title" if number in titles else "heading"), None
    return role, theme or committee


def _money(
    reading: Reading, parts: Parts
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The frames of the plan's own proposal, their sums, and every amount of the tables."""
    rows = [(row, _committee_id(row.committee_id or name_key(row.label), parts)) for row in reading.budget.rows]
    own = [(row, who) for row, who in rows if row.series in ("budget", "plan")]
    frames = [(row.label, who, row.year, row.amount_tkr, row.line) for row, who in own if row.kind == "frame"]
    totals = [(row.year, row.amount_tkr, row.line) for row, _ in own if row.kind == "total"]
    every = [(row.label, who, row.year, row.series, row.kind, row.amount_tkr, row.line) for row, who in rows]
    return list(frames), list(totals), list(every)


def _committee_id(key: str, parts: Parts) -> str | None:
    """The id of the committee with this name; None where the document has the name in its budget alone."""
    found = parts.committees.get(parts.told_names.get(key) or key)
    return found[0] if found else None


def _doubts(reading: Reading, lines: Sequence[tuple[int, str, str, str | None]]) -> list[tuple[object, ...]]:
    own = [(kind, line, None, text[:120]) for kind, line, text in reading.found.doubts]
    said = reading.source.corrections
    own += [("unplaced", n, None, clean(raw)[:120]) for n, raw, role, _ in lines if role == "other" and n not in said]
    facts = [
        ("fact_doubtful", fact.line, None, f"{key} read as {fact.value!r}")
        for key, fact in reading.facts.items()
        if fact.doubtful
    ]
    return [*own, *facts, *((each.kind, each.line, each.other_line, each.text) for each in reading.budget.oddities)]
