"""Ids for the parts of a document: of a theme from its heading, of a committee from its abbreviation or initials."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from helpers.plan.clean import fold
from helpers.plan.cues import abbreviation_of, name_key

_LETTERS = str.maketrans("åäöéüøæ", "aaoeuoa")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+(?=\D)")
_BODIES = ("nämnd", "styrelse", "utskott", "beredning")


def slug(text: str) -> str:
    """A text as an id: small ASCII letters, digits and hyphens.

    >>> slug("• Vägar, bussar och bredband"), slug("2027 års löften")
    ('vagar-bussar-och-bredband', 'p-2027-ars-loften')
    """
    plain = unicodedata.normalize("NFKD", fold(text).casefold().translate(_LETTERS))
    joined = re.sub(r"[^a-z0-9]+", "-", _NUMBER.sub("", plain)).strip("-")
    return joined if joined[:1].isalpha() else f"p-{joined}".rstrip("-")


def name_themes(titles: Iterable[str]) -> list[str]:
    """What themes are called after their headings: without a colon, and without numbers where all of several have one.

    >>> name_themes(["3.1 Trygghet:", "3.2 Skola"]), name_themes(["10 punkter", "Skola"])
    (['Trygghet', 'Skola'], ['10 punkter', 'Skola'])
    """
    whole = [title.rstrip(" :") for title in titles]
    bare = [_NUMBER.sub("", title) for title in whole]
    return bare if len(whole) > 1 and not {*bare} & {*whole} else whole


def initials(name: str) -> str:
    """The abbreviation of a committee: the one in brackets after it, else the first letters of its parts.

    >>> initials("Bygg- och miljönämnden"), initials("Tekniska nämnden"), initials("Fritidsnämnden (FRI)")
    ('bmn', 'tn', 'fri')
    """
    if short := abbreviation_of(name):
        return slug(short)
    words = [word for word in re.split(r"[\s,-]+", name_key(name)) if word not in ("och", "samt", "för", "i", "")]
    letters = [word[0] for word in words]
    body = next((body[0] for body in _BODIES if words and words[-1].endswith(body) and words[-1] != body), "")
    return slug("".join(letters) + body)


def unique(wanted: str, otherwise: str, taken: Collection[str]) -> str:
    """An id that neither a part nor an item of one has yet: the wanted one, else the longer one, else a numbered one.

    >>> unique("sn", "samhallsbyggnadsnamnden", {"sn"}), unique("skola-1", "skola-1", {"skola"})
    ('samhallsbyggnadsnamnden', 'skola-1-del-2')
    """
    names = [wanted, otherwise, *(f"{otherwise}-del-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if not any(_collide(name, each) for each in taken))


def _collide(one: str, other: str) -> bool:
    """Whether two ids are the same, or one may be that of an item of the other."""
    shorter, longer = sorted((one, other), key=len)
    return re.fullmatch(rf"{re.escape(shorter)}(-\d+)?", longer) is not None
