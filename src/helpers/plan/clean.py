"""The text of a line without what a reader does not see: control characters, soft hyphens, stray asterisks."""

import re
import unicodedata
from functools import lru_cache

_NAMES = {"\ufeff": "byte order mark", "\r": "carriage return", "\f": "form feed"}
_DROPPED = ("Cc", "Cf")
_UNSEEN = (*_DROPPED, "Zs", "Zl", "Zp")
_SPACE = re.compile(r"[^\S\t]")
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_HIDDEN_MINUS = re.compile("(?<![^\\s(;:/])\u00ad(?=\\d)")
"""A soft hyphen before an amount: some programs take one out of a PDF where a minus sign stands."""

_STRAY_ASTERISKS = re.compile(r"(?<!\w)\*+|\*+(?!\w)")


@lru_cache(maxsize=4096)
def show(raw: str) -> str:
    """The line as it looks: every kind of space a plain one (tabs stay), control and format characters and what is
    no character gone, letters and their marks composed (NFC). A soft hyphen right before an amount is its minus sign.

    >>> show("\\ufeffSumma\\t3\\u00a0608\\u00a0000\\r")
    'Summa\\t3 608 000'
    """
    text = _SPACE.sub(" ", raw)
    if not text.isprintable():
        text = _NO_CHARACTER.sub("", _HIDDEN_MINUS.sub("−", text))
        text = "".join(each for each in text if each == "\t" or unicodedata.category(each) not in _DROPPED)
    return unicodedata.normalize("NFC", text).strip()


def name_unseen(raw: str) -> set[str]:
    """The names of the characters in a line that are cleaned away or made a plain space; tabs are not among them.

    >>> sorted(name_unseen("3\\u00a0608\\u00a0000\\r"))
    ['carriage return', 'no-break space']
    """
    if raw.isprintable():
        return set()
    shown = _HIDDEN_MINUS.sub("−", raw)
    unseen = {each for each in shown if each not in " \t" and unicodedata.category(each) in _UNSEEN}
    unseen.update(_NO_CHARACTER.findall(raw))
    return {_NAMES.get(each) or unicodedata.name(each, "").lower() or f"U+{ord(each):04X}" for each in unseen}


@lru_cache(maxsize=4096)
def clean(raw: str) -> str:
    """The line's text for the tables: as it looks, without stray asterisks; nothing else is changed.

    An asterisk between two letters or digits is not stray.

    >>> clean("*vill uppnå:*"), clean("skapa ett hållbart byggande*"), clean("5*3")
    ('vill uppnå:', 'skapa ett hållbart byggande', '5*3')
    """
    return _STRAY_ASTERISKS.sub("", show(raw)).replace("\t", " ").strip()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as it is compared: cleaned, white space collapsed; capitals are kept.

    >>> fold("TRYGGT  FO\\u0308R ALLA") == "TRYGGT FÖR ALLA"
    True
    """
    return " ".join(clean(text).split())


def match_key(text: str) -> str:
    """The text as repeats are told: folded, capitals and a final full stop left out of account.

    >>> match_key("Ge fler Utbildningsinsatser.") == match_key("ge fler utbildningsinsatser")
    True
    """
    return fold(text).casefold().rstrip(".")
