"""The words about one plan in one language: what a figure says, and what its parts are called.

What a plan lacks in a language (short names and translations, ``texts.csv``) it says in its own.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import PlanError
from helpers.files import CREDIT, read_repository
from helpers.grid import fold
from helpers.language import CATALOGUES, CODE, Language, list_languages, read_language
from helpers.plan.cues import is_every
from helpers.plan.naming import name_themes
from helpers.plan.read import Plan
from helpers.plan.readers import READERS, is_part, read_who
from helpers.plan.settled_texts import follow, list_texts
from helpers.tables import fill_cells, join_runs, read_rows

LANGUAGES = list_languages()
"""The languages that every figure is made in, the first one first: those that have a catalogue."""

MOST_WORDS = 9
"""How many words a headline has at the most."""

LONGEST = 40
"""How many characters of a bullet's own text stand for it in figures where texts.csv gives it no short name."""

_VARIANTS = {
    ("machine", "one"): ("machine",),
    ("machine", "several"): ("machines", "machine"),
    ("people", "one"): ("person", "people"),
    ("people", "several"): ("people",),
}
"""Which variants of a phrase say that one reader of a kind has read, or several."""

_RUN = r"\d+(?:–\d+)?"

_TEXT_COLUMN = re.compile(f"(short|text)_{CODE}")


@dataclass(frozen=True)
class Caption:
    """The words that go with a figure: in the picture (headline, what it shows, note, source; where there is no room
    the ``…_brief`` ones, as far as there are any) and beside it (title, alt texts). The title says the finding exactly;
    a headline that does not name its subject has a ``kicker`` that does, and a ``full`` form for where it stands alone.
    ``lines`` are those of the document that the figure rests on.
    """

    title: str
    what: str
    source: str
    alt: str
    alt_long: str
    note: str = ""
    lines: tuple[int, ...] = ()
    language: str = "sv"
    note_brief: str | None = None
    source_brief: str | None = None
    what_brief: str | None = None
    headline: str = ""
    headline_brief: str | None = None
    kicker: str = ""
    full: str = ""

    @property
    def said(self) -> str:
        """What stands above the picture: the headline, else the title."""
        return self.headline or self.title

    @property
    def alone(self) -> str:
        """What stands for the figure in a list, a text or a file's own title: what stands above it, its subject named.

        >>> Caption("T", "", "", "", "", headline="Ett krav", kicker="Skola", full="Skola: ett krav").alone
        'Skola: ett krav'
        """
        return self.full or self.said

    def shorten(self, *parts: str) -> "Caption":
        """The caption with the short form of these parts (``source``, ``note``, ``what``, ``headline``) that has one.

        >>> Caption("Rubrik", "Vad", "Källa: rad 1–9.", "", "", source_brief="Källa.").shorten("source", "note").source
        'Källa.'
        """
        known = {part: getattr(self, f"{part}_brief") for part in parts}
        return replace(self, **{part: brief for part, brief in known.items() if brief is not None})


@dataclass(frozen=True)
class Words(Language):
    """One language's phrases, numbers, names and places for one plan.

    ``names`` are the short names of themes, committees, demands, missions and budget rows, ``translations`` our
    translations of demands and missions, both by id; ``named`` are the ids that have a name of ours, and ``readers``
    say who made each reading (``plan.readers``), ``part`` that one of them has not read every demand.
    """

    plan: Plan
    names: dict[str, str]
    translations: dict[str, str]
    named: frozenset[str] = frozenset()
    repository: str = ""
    readers: tuple[tuple[str, str], ...] = ()
    part: bool = False

    def say(self, key: str, **values: object) -> str:
        """The phrase of the catalogue with values (and the plan's own: party, year …) put in; of one that depends on
        who has read, the true variant. Raises PlanError for no such phrase, and for a value in braces that nothing
        gives.
        """
        document, budget = self.plan.file.document, self.plan.file.budget
        known = {
            "party": document.party,
            "party_short": document.party_short,
            "party_genitive": self.genitive(document.party),
            "proposal": self.proposal,
            "kind": self.phrase(f"kind_{document.standing or 'plain'}"),
            "outcome": f" {self.outcome}" if self.outcome else "",
            "title": document.title,
            "year": document.year,
            "published": self.dated,
            "unit": self.phrase(f"unit_{budget.unit}") if budget else "",
        }
        phrase = self.phrase(key)
        if isinstance(phrase, dict):
            phrase = next((phrase[by] for by in self._read_by if by in phrase), None)
            known |= self._readings
        try:
            return self.fill(str(phrase), {**known, **values})
        except KeyError as error:
            remedy = f"Den kan ha {', '.join(sorted({**known, **values}))}."
            raise PlanError(f"{self.language}.toml", None, f"värdet {error} i {key!r} finns inte", remedy) from None

    @property
    def _read_by(self) -> tuple[str, ...]:
        """Which variants of a phrase say who has read, the most telling first: ``machine``, ``machines``, ``person``,
        ``people``, ``both`` or ``unsaid``, of a part of the plan before the whole; then ``other``, then the other
        number's.
        """
        kinds = {READERS[kind] for kind, _ in self.readers}
        number = "one" if len({*self.readers}) == 1 else "several"
        exact = _VARIANTS[kinds.pop(), number] if len(kinds) == 1 else ("both" if kinds else "unsaid",)
        parts = tuple(f"{variant}_part" for variant in exact) if self.part else ()
        return (*parts, exact[0], "other", *exact[1:])

    @property
    def _readings(self) -> dict[str, str]:
        """How many passes there are, in words: as passes, as readings (without a number where nobody says who has
        read), as a number.
        """
        count = len(self.readers)
        return {"passes": self.passes(count), "readings": self.say_readings(count), "read": self.count(count)}

    def say_readings(self, count: int) -> str:
        """So many readings, in words; without a number where nobody says who has read.

        >>> words.say_readings(2)
        'två läsningar'
        """
        return self.fill(self.phrase("readings" if self.readers else "readings_unsaid"), {"count": self.count(count)})

    def passes(self, count: int) -> str:
        """So many passes, in words.

        >>> words.passes(3)
        'tre omgångar'
        """
        return self.fill(self.phrase("passes"), {"count": self.count(count)})

    def caption(self, stem: str, lines: Sequence[int], /, *variants: str, **values: object) -> Caption:
        """The words of a figure that rests on these lines of the document, and on those that its note names: the
        phrases ``<stem>_title``, ``_what``, ``_alt``, ``_alt_long``, and those of ``_note``, ``_note_brief``,
        ``_what_brief`` that there are; and of ``_headline`` and ``_headline_short`` the first one that has no more than
        ``MOST_WORDS``. Where there is a ``_kicker`` the short one goes first, below it, so that a series looks alike.

        Of each the first of the ``variants`` that the catalogue has (``<stem>_title_<variant>``) goes before the plain
        one, and a value of its name (``note``) before all. The long alt text begins with the title. Raises PlanError
        where one of the first four is in no form there.

        >>> words.caption("hundred", [3, 9], amount="61,45", whole=31, count=words.count(1), names="vård", all=2,
        ...     first="Vården", largest="", rows="").headline
        'Vården skulle få mest: 31 av hundra kronor'
        """

        def list_said(part: str) -> Iterator[str]:
            keys = (*(f"{stem}_{part}_{variant}" for variant in variants), f"{stem}_{part}")
            return (self.say(key, **values) for key in keys if key in self.phrases)

        def find(part: str) -> str | None:
            return str(values[part]) if part in values else next(list_said(part), None)

        title, what, alt, alt_long = (
            self.say(f"{stem}_{part}") if (said := find(part)) is None else said
            for part in ("title", "what", "alt", "alt_long")
        )
        full, short = (capitalise(next(list_said(part), "")) for part in ("headline", "headline_short"))
        kicker = find("kicker") or ""
        both = (short, full) if kicker and short else (full, short)
        headline = next((each for each in both if len(each.split(" ")) <= MOST_WORDS), "")
        kicker = kicker if headline != full else ""
        note, note_brief = find("note") or "", find("note_brief")
        lines = sorted({*lines, *self.find_lines(note), *self.find_lines(note_brief or "")})
        source, brief = self.source(lines), self._source(self.span(lines))
        return Caption(
            capitalise(title),
            what,
            source,
            alt,
            f"{capitalise(title)}. {alt_long}",
            note,
            tuple(lines),
            self.language,
            note_brief,
            brief if len(brief) < len(source) else None,
            None if (what_brief := find("what_brief")) is None else capitalise(what_brief),
            headline,
            short if short and not kicker else None,
            kicker,
            full if kicker else "",
        )

    def rows(self, key: str, rows: Iterable[Mapping[Any, Any]]) -> str:
        """A phrase once for each row of values, one after the other."""
        return " ".join(self.say(key, **row) for row in rows)

    def name(self, key: str) -> str:
        """The short name of a theme, committee, demand, mission or budget row, in the first of these that there is:
        the language, the plan's own language, the plan's own text (of a demand or mission shortened: ``shorten``).
        """
        return self.names[key]

    def refer(self, committee: str) -> str:
        """The name of a committee in running text, in full in the plan's own language, as the language writes it there
        (with an article, in small letters): not where it stands as in a plan of another language.

        >>> read_words("en", plan).refer("on"), words.refer("on")
        ('the Care Committee', 'omsorgsnämnden')
        """
        name, full = self.name(committee), self.parts[committee]
        if not self.is_own and name == full:
            return name
        return self.say("referred", name=name, name_lower=uncapitalise(full))

    @property
    def is_own(self) -> bool:
        """Whether the language is the one that the plan is written in."""
        return self.language == self.plan.file.document.language

    def choose(self, stem: str, columns: Iterable[str]) -> str:
        """Which of a table's columns (``<stem>_<language>``) to say: the language's, the plan's own, the first; or
        nothing.

        >>> read_words("en", plan).choose("title", ["title_sv", "title_en"])
        'title_en'
        """
        found = [column for column in columns if re.fullmatch(f"{stem}_{CODE}", column)]
        wanted = [f"{stem}_{language}" for language in (self.language, self.plan.file.document.language)]
        return next((column for column in [*wanted, *found] if column in found), "")

    def lines(self, lines: Iterable[int]) -> str:
        """Line numbers in order, runs of neighbours drawn together.

        >>> words.lines([338, 339, 340, 56])
        'rad 56, 338–340'
        """
        numbers = set(lines)
        return self.say("line" if len(numbers) == 1 else "lines", lines=join_runs(numbers, "–"))

    def find_lines(self, text: str) -> set[int]:
        """The line numbers that a text names, as ``lines`` writes them.

        >>> sorted(words.find_lines("Punkten på rad 218 står på rad 156; rad 338–340, 345."))
        [156, 218, 338, 339, 340, 345]
        """
        before = "|".join(re.escape(str(self.phrase(key)).partition("{")[0]) for key in ("line", "lines"))
        said = (each[1].split(", ") for each in re.finditer(rf"(?:{before})({_RUN}(?:, {_RUN})*)", text, re.IGNORECASE))
        runs = [run.split("–") for each in said for run in each]
        return {line for run in runs for line in range(int(run[0]), int(run[-1]) + 1)}

    def span(self, lines: Collection[int]) -> str:
        """Between which lines something stands, the first and the last of them, where there is no room for all.

        >>> words.span([338, 339, 340, 56])
        'ur rad 56–340'
        """
        first, last = min(lines), max(lines)
        return self.say("lines_between", first=first, last=last) if first < last else self.lines(lines)

    def place(self, key: str) -> str:
        """Where a demand or mission stands: its part (in the plan's own language by its full name) and its number."""
        part, _, number = key.rpartition("-")
        return self.say("place", part=(self.parts if self.is_own else self.names)[part], number=int(number))

    @property
    def parts(self) -> dict[str, str]:
        """The full names of themes and committees: committees as the document has them, themes in short."""
        own = dict(zip(self.plan.committees.committee_id, self.plan.committees.name, strict=True))
        return own | {theme: self.names[theme] for theme in self.plan.themes.theme_id}

    def source(self, lines: Iterable[int]) -> str:
        """The source line: document, lines, outcome where plan.toml has it, whom to credit, the repository."""
        return self._source(self.lines(lines))

    def _source(self, lines: str) -> str:
        return " ".join(filter(None, [self.say("source", lines=lines), self.outcome, self.credit, self.repository]))

    @property
    def credit(self) -> str:
        """Whom to name where a figure is used."""
        return str(self.phrase("credit")).format(credit=CREDIT)

    @property
    def outcome(self) -> str:
        """Whether the proposal was adopted, where plan.toml says it."""
        outcome = self.plan.file.document.outcome
        return str(self.phrase(f"outcome_{outcome}")) if outcome else ""

    @property
    def dated(self) -> str:
        """When the document was published, as it follows what it is; nothing where plan.toml does not say it."""
        published = self.plan.file.document.published
        return str(self.phrase("document_dated")).format(date=published.year) if published else ""

    @property
    def proposal(self) -> str:
        """Whose proposal the document is, and whether that party was in opposition, where plan.toml says it."""
        document = self.plan.file.document
        phrase = self.phrase(f"proposal_{document.standing}" if document.standing else "proposal_plain")
        return str(phrase).format(party_genitive=self.genitive(document.party))

    @property
    def bodies(self) -> str:
        """Who is given missions, as ``say_bodies`` says it."""
        return self.say_bodies(self.plan.missions.committee_id)

    def say_bodies(self, given: Iterable[str]) -> str:
        """Committees as a reader would say them: the board by its name, how many others, and all of them together.

        >>> words.say_bodies(["ks", "kfn"])
        'kommunstyrelsen och en nämnd'
        """
        own = [each for each in self.plan.file.committees if each.id in {*given}]
        boards = [self.refer(each.id) for each in own if each.board]
        every = [self.refer(each.id) for each in own if is_every(each.name)]
        count = self.count(len(own) - len(boards) - len(every))
        counted = [self.say("bodies", count=count)] if count.value or not own else []
        return self.listing([*boards, *counted, *every])

    @property
    def unit_inferred(self) -> bool:
        """Whether the plan does not state the unit of its budget, so that a figure says how it is read."""
        return "unit_not_stated" in set(self.plan.oddities.kind)

    @property
    def frames_are(self) -> str:
        """What the budget frames are: whose proposal, of which year, published when, the unit if inferred."""
        return self.say("frames_what_inferred" if self.unit_inferred else "frames_what")


def read_words(language: str, plan: Plan, catalogues: Path = CATALOGUES) -> Words:
    """The words of one language for a plan. Short names come from texts.csv, else from the plan itself.

    Raises PlanError as ``read_language`` and ``read_texts`` do.

    >>> read_words("en", plan).place("sbn-06")
    '..., item 6'
    """
    phrases, texts = read_language(language, catalogues).phrases, read_texts(plan)
    words = Words(language, phrases, plan, {}, {}, frozenset(texts.index), read_repository(), read_who(plan))
    words = replace(words, part=is_part(plan))
    short, ours = words.choose("short", texts.columns), f"text_{language}"
    themes = dict(zip(plan.themes.theme_id, name_themes(plan.themes.title), strict=True))
    own = _list_own(plan) | themes | {item: shorten(each.text) for item, each in plan.items.items()}
    names = own | (texts[short].to_dict() if short else {})
    return replace(words, names=names, translations={} if words.is_own else texts.get(ours, pd.Series()).to_dict())


def shorten(text: str, longest: int = LONGEST) -> str:
    """The text where it has no more characters than ``longest``; else as many of its words as it may, and an ellipsis.

    A word is cut only where less than half of the room would be used without it.

    >>> shorten("fler mötesplatser, som är öppna för alla", 20)
    'fler mötesplatser\xa0…'
    """
    if len(text) <= longest:
        return text
    words = text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:.–-(")
    return f"{words}\xa0…" if len(words) >= longest / 2 else text[: longest - 1] + "…"


def read_texts(plan: Plan) -> pd.DataFrame:
    """texts.csv of the plan's folder by id: ``short_<language>`` and ``text_<language>``; empty where there is none.
    Raises PlanError as ``read_rows`` does, and for other columns, unknown or duplicated ids, and empty texts.
    """
    path = plan.folder / "texts.csv"
    if not path.is_file():
        return pd.DataFrame(columns=["id"], dtype="str").set_index("id")
    texts = read_rows(path, ["id", "short_sv"])
    first, *others = [*texts.columns] or [""]
    kinds = [found[1] if (found := _TEXT_COLUMN.fullmatch(column)) else "" for column in others if column != _TEXT]
    if first != "id" or "short" not in kinds or "" in kinds:
        remedy = "De ska vara id och, för varje språk, short_sv, text_sv och så vidare, minst en med kortnamn."
        raise PlanError(path, 1, f"kolumnerna {', '.join(texts.columns)}", remedy)
    texts = texts.apply(lambda column: column.str.split().str.join(" "))  # no line breaks or lone spaces in a name
    rows = texts.assign(now=_find_ids(plan, texts)).drop(columns=_TEXT, errors="ignore")
    rows = rows[rows.now != ""]
    for problem, wrong in (
        ("ett id som planen inte har", rows[~rows.now.isin([*_list_own(plan)])]),
        ("en andra rad för", rows[rows.now.duplicated()]),
        ("en tom text för", rows[(rows == "").any(axis=1)]),
    ):
        if len(wrong):
            raise PlanError(path, int(str(wrong.index[0])), f"{problem}: {wrong.id.iloc[0]!r}", "Rätta raden.")
    return rows.assign(id=rows.now).drop(columns="now").set_index("id")


_TEXT = "text"  # the column of texts.csv with the plan's own text, which a run fills in


def _list_own(plan: Plan) -> dict[str, str]:
    """What the plan itself says for each id of texts.csv."""
    parts = dict(zip(plan.themes.theme_id, plan.themes.title, strict=True))
    labels = dict(zip(plan.budget.label, plan.budget.label, strict=True))
    return labels | parts | list_texts(plan).set_index("id").text.to_dict()


def _find_ids(plan: Plan, texts: pd.DataFrame) -> list[str]:
    """The id that each row of texts.csv is about, by the plan's text where it carries that; "" where that is gone."""
    own, told = _list_own(plan), texts.get(_TEXT, pd.Series("", texts.index))
    spelt = {fold(unit): unit for unit in own}
    units = [unit if unit in own else spelt.get(fold(unit), unit) for unit in texts.id]
    found = [follow(unit, said, own) if said else unit for unit, said in zip(units, told, strict=True)]
    staying = {now for unit, now in zip(units, found, strict=True) if unit == now}
    # A demand and a mission may say the same: what has a row of its own takes no other.
    return [now if unit == now or now not in staying else "" for unit, now in zip(units, found, strict=True)]


def settle_texts(plan: Plan) -> list[str]:
    """Fill in what the plan itself says in texts.csv, so that its rows follow that when the plan is edited, and the ids
    that it has now; gives what is to be said of rows that have moved, and of those whose text is gone.

    >>> settle_texts(plan)
    []
    """
    path, own = plan.folder / "texts.csv", _list_own(plan)
    if not path.is_file():
        return []
    read_texts(plan)  # all faults of it first
    texts = read_rows(path, ["id", "short_sv"])
    rows = [
        (int(str(at)), was, now) for at, was, now in zip(texts.index, texts.id, _find_ids(plan, texts), strict=True)
    ]
    fill_cells(path, ["id", "short_sv"], {at: {"id": now, _TEXT: own[now]} for at, _, now in rows if now})
    gone = f"används inte, för planen har inte radens text så nu; gäller raden ännu, töm dess cell {_TEXT}"
    moved = [
        (at, f"{was!r} är nu {now!r}, som har radens text" if now else gone) for at, was, now in rows if was != now
    ]
    return [f"texts.csv, rad {at}: {said}" for at, said in moved]


def capitalise(text: str) -> str:
    """The text with a capital first letter, all others as they are."""
    return text[:1].upper() + text[1:]


def uncapitalise(text: str) -> str:
    """The text with a small first letter, where none of the others is a capital.

    >>> uncapitalise("Tekniska nämnden"), uncapitalise("VA-nämnden")
    ('tekniska nämnden', 'VA-nämnden')
    """
    rest = text[1:]
    return text[:1].lower() + rest if rest == rest.lower() else text
