"""The words of figures, from one catalogue file per language, and the way that language writes numbers and places.

Adding a language is adding ``catalogue/<language>.toml``. A key that a catalogue lacks is an error that names it.
What a plan lacks in a language (short names and translations, ``texts.csv``) it says in its own.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from babel.localedata import exists
from babel.numbers import format_decimal

from helpers import HERE
from helpers.errors import PlanError
from helpers.files import read_repository
from helpers.plan.read import Plan
from helpers.plan.readers import READERS, _read_kinds
from helpers.tables import read_rows

CATALOGUES = HERE / "catalogue"


FIRST = "sv"
"""The language that comes first wherever there are several."""


def list_languages(catalogues: Path = CATALOGUES) -> tuple[str, ...]:
    """The languages of a folder of catalogues, Swedish first and the others by their codes.

    >>> list_languages()[0]
    'sv'
    """
    return tuple(sorted((path.stem for path in catalogues.glob("*.toml")), key=lambda code: (code != FIRST, code)))


LANGUAGES = list_languages()
"""The languages that every figure is made in, the first one first: those that have a catalogue."""


LONGEST = 40
"""How many characters of a bullet's own text stand for it in figures where texts.csv gives it no short name."""


_CODE = "[a-z]{2,3}"


_TEXT_COLUMN = re.compile(f"(short|text)_{_CODE}")


@dataclass(frozen=True)
class Words:
    """One language's phrases, numbers, names and places for one plan."""

    language: str
    plan: Plan
    phrases: dict[str, Any]
    names: dict[str, str]
    repository: str = ""
    readers: tuple[str, ...] = ()

    def say(self, key: str, **values: object) -> str:
        """The phrase of the catalogue, with values (and the plan's own: party, year …) put in; of a phrase that depends
        on who has read the plan (``readers``, the kind for each pass), the variant that is true.

        Raises PlanError where the catalogue has no such phrase, or a value in braces that nothing gives.
        """
        document = self.plan.file.document
        known = {
            "party": document.party,
            "party_short": document.party_short,
            "party_genitive": self.genitive(document.party_short),
            "title": document.title,
            "year": document.year,
            "published": document.published.year if document.published else "–",
            "unit": self._phrase(f"unit_{self.plan.file.budget.unit}") if self.plan.file.budget else "",
        }
        phrase = self._phrase(key)
        if isinstance(phrase, dict):
            variant = self._read_by if self._read_by in phrase else "other"
            phrase, known = phrase[variant], known | self._readings
        try:
            return str(phrase).format_map({**known, **values})
        except KeyError as error:
            remedy = f"It can have {', '.join(sorted({**known, **values}))}."
            raise PlanError(f"{self.language}.toml", None, f"the value {error} in {key!r}", remedy) from None

    def _phrase(self, key: str) -> Any:
        if key not in self.phrases:
            file = f"{self.language}.toml"
            raise PlanError(file, None, f"no phrase {key!r}", f"Add it to helpers/catalogue/{file}.")
        return self.phrases[key]

    @property
    def _read_by(self) -> str:
        """Which variant of a phrase says who has read: ``machine``, ``people``, ``both`` or ``unsaid``."""
        kinds = {READERS[kind] for kind in self.readers}
        return kinds.pop() if len(kinds) == 1 else "both" if kinds else "unsaid"

    @property
    def _readings(self) -> dict[str, str]:
        """How many passes there are, in words: as passes, as readings, as a number."""
        count = self.count(len(self.readers))
        many = "one" if len(self.readers) == 1 else "many"
        said = {name: str(self._phrase(f"{name}_{many}")).format(count=count) for name in ("passes", "readings")}
        return said | {"read": count}

    def genitive(self, name: str) -> str:
        """The name's possessive by the catalogue's ending; names that end in s, x or z take ``genitive_after_s``."""
        return name + str(self._phrase("genitive_after_s" if name[-1:] in "sxz" else "genitive"))

    def name(self, key: str) -> str:
        """The short name of a theme, committee, demand, mission or budget row, in the first of these that there is:
        the language, the plan's own language, the plan's own text (of a demand or mission shortened: ``shorten``).
        """
        return self.names[key]

    @property
    def is_own(self) -> bool:
        """Whether the language is the one that the plan is written in."""
        return self.language == self.plan.file.document.language

    @property
    def translations(self) -> dict[str, str]:
        """Our translation of the plan's texts, by id; none in the plan's own language, and none where texts.csv has no
        ``text_<language>``: the plan is then quoted as it stands.
        """
        column, texts = f"text_{self.language}", read_texts(self.plan)
        return {} if self.is_own or column not in texts else texts[column].to_dict()

    def choose(self, stem: str, columns: Iterable[str]) -> str:
        """Which of a table's columns (``<stem>_<language>``) to say: that of the language, else that of the plan's own
        language, else the first; nothing where there is none.

        >>> read_words("en", plan).choose("title", ["title_sv", "title_en"])
        'title_en'
        """
        found = [column for column in columns if re.fullmatch(f"{stem}_{_CODE}", column)]
        wanted = [f"{stem}_{language}" for language in (self.language, self.plan.file.document.language)]
        return next((column for column in [*wanted, *found] if column in found), "")

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as the language writes it, with no-break spaces (sv) or commas (en) between thousands.

        >>> read_words("sv", plan).number(1098.8, 1)
        '1\\xa0098,8'
        """
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self.language)

    def count(self, value: int) -> str:
        """A whole number in words up to twelve, in digits above, as running text wants it."""
        numerals: list[str] = self._phrase("numerals")
        return numerals[value] if 0 <= value < len(numerals) else self.number(value)

    def mnkr(self, tkr: int) -> str:
        """An amount in tkr as millions of kronor with one decimal, without the unit."""
        return self.number(tkr / 1000, 1)

    def kronor(self, ore: int) -> str:
        """Öre as kronor and öre, without the unit."""
        return self.number(ore / 100, 2)

    def listing(self, items: list[str]) -> str:
        """a, b och c."""
        head, last = items[:-1], items[-1]
        return f"{', '.join(head)} {self._phrase('and')} {last}" if head else last

    def lines(self, lines: list[int]) -> str:
        """Line numbers in order, runs of neighbours drawn together.

        >>> read_words("sv", plan).lines([338, 339, 340, 56])
        'rad 56, 338–340'
        """
        numbers = sorted({int(line) for line in lines})
        starts = [n for n in numbers if n - 1 not in numbers]
        ends = [n for n in numbers if n + 1 not in numbers]
        runs = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))
        return self.say("line" if len(numbers) == 1 else "lines", lines=runs)

    def place(self, key: str) -> str:
        """Where a demand or mission stands, as a reader of the document finds it: its part and its number there."""
        part, _, number = key.rpartition("-")
        return self.say("place", part=self.parts[part], number=int(number))

    @property
    def parts(self) -> dict[str, str]:
        """The full names of themes and committees: committees as the document has them, themes in short."""
        own = dict(zip(self.plan.committees.committee_id, self.plan.committees.name, strict=True))
        themes = {theme: self.names[theme] for theme in self.plan.themes.theme_id}
        return own | themes

    def source(self, lines: list[int]) -> str:
        """The source line of a figure: the document, the lines, and the repository's address where it is decided."""
        said = self.say("source", lines=self.lines(lines))
        return f"{said} {self.repository}".strip()

    @property
    def bodies(self) -> str:
        """Who is given missions, as a reader would say it: the board by its name, and how many committees."""
        boards = [c.id for c in self.plan.file.committees if c.board and c.id in set(self.plan.committees.committee_id)]
        count = self.count(len(self.plan.committees) - len(boards))
        names = self.listing([self.name(board) for board in boards]) if boards else ""
        key = "bodies_with_board" if boards else "bodies"
        return self.say(key, board=names, board_lower=names[:1].lower() + names[1:], count=count)

    @property
    def frames_are(self) -> str:
        """What the budget frames are: whose proposal, of which year, published when, the unit if inferred."""
        inferred = "unit_not_stated" in set(self.plan.oddities.kind)
        return self.say("frames_unit_inferred" if inferred else "frames")


def read_words(language: str, plan: Plan, catalogues: Path = CATALOGUES) -> Words:
    """The words of one language for a plan. Short names come from texts.csv, else from the plan itself.

    Raises PlanError where there is no catalogue for the language, where its code is none that Babel knows the numbers
    of, and where the catalogue or texts.csv is not as it should be.

    >>> read_words("en", plan).place("sbn-06")
    'Samhällsbyggnadsnämnden, item 6'
    """
    path = catalogues / f"{language}.toml"
    if not path.is_file():
        have = ", ".join(list_languages(catalogues))
        raise PlanError(path, None, f"no catalogue for the language {language!r}", f"There are: {have}.")
    if not (re.fullmatch(_CODE, language) and exists(language)):
        raise PlanError(path, None, f"the language {language!r}", "Name the file by a code of ISO 639, like fi.toml.")
    try:
        phrases = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PlanError(path, None, f"TOML that cannot be read ({error})", "Mend this file.") from None
    words = Words(language, plan, phrases, {}, read_repository(), _read_kinds(plan))
    return replace(words, names=_names(words))


def _names(words: Words) -> dict[str, str]:
    plan, texts = words.plan, read_texts(words.plan)
    own = [
        *zip(plan.themes.theme_id, plan.themes.title, strict=True),
        *zip(plan.committees.committee_id, plan.committees.name, strict=True),
        *zip(plan.demands.demand_id, plan.demands.text.map(shorten), strict=True),
        *zip(plan.missions.mission_id, plan.missions.text.map(shorten), strict=True),
        *zip(plan.budget.label, plan.budget.label, strict=True),
    ]
    column = words.choose("short", texts.columns)
    return dict(own) | (texts[column].to_dict() if column else {})


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
    """texts.csv of the plan's folder by id: short names and translations, ``short_<language>`` and ``text_<language>``
    of those languages that it has; empty where the folder has none.

    Raises PlanError as ``read_rows`` does, and for other columns, ids that the plan has not, ids that stand twice,
    empty texts.
    """
    path = plan.folder / "texts.csv"
    if not path.is_file():
        return pd.DataFrame(columns=["id"], dtype="str").set_index("id")
    texts = read_rows(path, ["id", "short_sv"])
    first, *others = [*texts.columns] or [""]
    kinds = [found[1] if (found := _TEXT_COLUMN.fullmatch(column)) else "" for column in others]
    if first != "id" or "short" not in kinds or "" in kinds:
        remedy = "They must be id and, by language, short_sv, text_sv and so on: at least one of short names."
        raise PlanError(path, 1, f"the columns {list(texts.columns)}", remedy)
    known = {*plan.themes.theme_id, *plan.committees.committee_id, *plan.demands.demand_id}
    known |= {*plan.missions.mission_id, *plan.budget.label}
    for problem, rows in (
        ("an id that the plan has not", texts[~texts.id.isin(known)]),
        ("a second row for", texts[texts.id.duplicated()]),
        ("an empty text for", texts[(texts == "").any(axis=1)]),
    ):
        if len(rows):
            line = int(str(rows.index[0]))
            raise PlanError(path, line, f"{problem}: {rows.id.iloc[0]!r}", "Mend this row.")
    return texts.set_index("id")
