"""What a language is: the phrases of its catalogue, and how it writes numbers, amounts, lists and runs of lines.

Adding a language is adding ``catalogue/<language>.toml``. A phrase that a catalogue lacks is an error that names it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from numbers import Integral
from pathlib import Path
from typing import Any, TypeGuard

from babel import Locale
from babel.dates import format_date
from babel.localedata import exists
from babel.numbers import format_decimal

from helpers.errors import PlanError

CATALOGUES = Path(__file__).with_name("catalogue")

FIRST = "sv"
"""The language that comes first wherever there are several."""

CODE = "[a-z]{2,3}"
"""What the code of a language looks like, as a regular expression."""


def round_half(value: float | Decimal, decimals: int = 0) -> Decimal:
    """The number with so many decimals, a half away from zero as taught in school; nothing is ever minus zero.

    >>> str(round_half(141.25, 1)), str(round_half(-0.5)), str(round_half(-0.04, 1))
    ('141.3', '-1', '0.0')
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def list_languages(catalogues: Path = CATALOGUES) -> tuple[str, ...]:
    """The languages of a folder of catalogues, in which every figure is made: Swedish first, the others by their codes.

    >>> list_languages()[0]
    'sv'
    """
    return tuple(sorted((path.stem for path in catalogues.glob("*.toml")), key=lambda code: (code != FIRST, code)))


@dataclass(frozen=True)
class Language:
    """One language by its code: its phrases by their keys, and its way to write numbers."""

    language: str
    phrases: dict[str, Any]

    def phrase(self, key: str) -> Any:
        """A phrase as it stands in the catalogue. Raises PlanError where there is none."""
        if key not in self.phrases:
            file = f"{self.language}.toml"
            raise PlanError(file, None, f"frasen {key!r} saknas", f"Lägg till den i helpers/catalogue/{file}.")
        return self.phrases[key]

    def genitive(self, name: str) -> str:
        """The name's possessive by the catalogue's ending; names that end in s, x or z take ``genitive_after_s``."""
        return name + str(self.phrase("genitive_after_s" if name[-1:] in "sxz" else "genitive"))

    def number(self, value: float, decimals: int = 0) -> "Count":
        """A number as the language writes it, with no-break spaces (sv) or commas (en) between thousands; rounded as
        ``round_half`` does it.

        >>> read_language("sv").number(1098.8, 1)
        '1\\xa0098,8'
        """
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        rounded = round_half(value, decimals)
        return Count(format_decimal(rounded, format=pattern, locale=self.language), rounded, self.language)

    def count(self, value: int) -> "Count":
        """A whole number in words up to twelve, in digits above, as running text wants it.

        >>> read_language("en").count(12), read_language("en").count(13)
        ('twelve', '13')
        """
        numerals: list[str] = self.phrase("numerals")
        return Count(numerals[value], value, self.language) if 0 <= value < len(numerals) else self.number(value)

    def fill(self, phrase: str, values: Mapping[str, object]) -> str:
        """A phrase with values put in. What stands after a number's colon are the forms of what is counted, in the
        order that the language has them (CLDR: one, other), with the number for ``#``; one that begins with ``=2``
        is said of exactly two.

        Raises KeyError for a value that is not given.

        >>> swedish = read_language("sv")
        >>> [swedish.fill("{n:ett tema|# teman}", {"n": swedish.count(n)}) for n in (0, 1, 2, 25)]
        ['noll teman', 'ett tema', 'två teman', '25 teman']
        >>> [swedish.fill("{n:kravet|=2 båda kraven|alla # krav}", {"n": n}) for n in (1, 2, 3)]
        ['kravet', 'båda kraven', 'alla 3 krav']
        """
        counts = {key: Count(str(value), value, self.language) for key, value in values.items() if _is_whole(value)}
        return phrase.format_map({**values, **counts})

    def range(self, low: int, high: int) -> str:
        """A number where both are the same, else the lowest and the highest.

        >>> read_language("sv").range(17, 21), read_language("sv").range(6, 6)
        ('17–21', '6')
        """
        return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"

    def at(self, line: int) -> str:
        """A line of a document, as it is told.

        >>> read_language("sv").at(12)
        'rad 12'
        """
        return str(self.phrase("line")).format(lines=line)

    def date(self, written: str) -> str:
        """A date of a table as running text has it; one that is no whole date as it is.

        >>> [read_language("sv").date(written) for written in ("2021-12-31", "2021")]
        ['31 december 2021', '2021']
        """
        try:
            return format_date(date.fromisoformat(written), "d MMMM y", locale=self.language)
        except ValueError:
            return written

    def mnkr(self, tkr: int) -> str:
        """An amount in tkr as millions of kronor with one decimal, without the unit."""
        return self.number(tkr / 1000, 1)

    def kronor(self, ore: int) -> str:
        """Öre as kronor and öre, without the unit."""
        return self.number(ore / 100, 2)

    def listing(self, items: list[str]) -> str:
        """The items with commas between them, and a word before the last.

        >>> read_language("sv").listing(["a", "b", "c"])
        'a, b och c'
        """
        head, last = items[:-1], items[-1]
        return f"{', '.join(head)} {self.phrase('and')} {last}" if head else last


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, Integral) and not isinstance(value, bool)


@cache
def list_forms(language: str) -> tuple[str, ...]:
    """The forms that a language has for what is counted, by CLDR's names for them and in its order.

    >>> list_forms("sv")
    ('one', 'other')
    """
    tags = {*Locale.parse(language).plural_form.tags, "other"}
    return tuple(tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in tags)


class Count(str):
    """A number as it is written in a language, which knows its value: a phrase chooses by it (``Language.fill``)."""

    value: float | Decimal
    language: str

    def __new__(cls, text: str, value: float | Decimal, language: str) -> "Count":
        """A number by its text, its value and the code of its language."""
        made = super().__new__(cls, text)
        made.value, made.language = value, language
        return made

    def __getnewargs__(self) -> tuple[str, float | Decimal, str]:  # type: ignore[override]
        """What it is made of, so that it can go to another process."""
        return str(self), self.value, self.language

    def __format__(self, forms: str) -> str:
        """The number, or its form of those given, parted by ``|``: that of exactly this number goes first."""
        if not forms:
            return str(self)
        own, exact = f"={self.value} ", [form for form in forms.split("|") if form.startswith("=")]
        if said := [form.removeprefix(own) for form in exact if form.startswith(own)]:
            return said[0]
        form = Locale.parse(self.language).plural_form(Decimal(str(self.value)))
        plain = [each for each in forms.split("|") if each not in exact]
        return plain[list_forms(self.language).index(form)].replace("#", str(self))


def read_language(language: str, catalogues: Path = CATALOGUES) -> Language:
    """A language by its code; raises PlanError for no catalogue, one that is no TOML, and for an unknown code."""
    path = catalogues / f"{language}.toml"
    if not path.is_file():
        have = ", ".join(list_languages(catalogues))
        raise PlanError(path, None, f"språket {language!r} har ingen katalog", f"De som finns: {have}.")
    if not (re.fullmatch(CODE, language) and exists(language)):
        raise PlanError(path, None, f"språket {language!r} är okänt", "Döp filen efter en kod i ISO 639, som fi.toml.")
    try:
        return Language(language, tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise PlanError(path, None, f"går inte att läsa som TOML ({error})", "Rätta filen.") from None


IN_SWEDISH = read_language(FIRST)
"""The language of all that a run tells."""
