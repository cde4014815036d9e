"""Which committee the label of a row names: in full, without "nämnd", by initials, or cut short."""

import re
from collections.abc import Callable, Iterable, Mapping

from helpers.plan.clean import fold
from helpers.plan.cues import Mention, abbreviation_of, find_committees, name_key, names_only
from helpers.plan.naming import initials

_STUB = 3


def name_finder(names: Mapping[str, str], is_closed: bool) -> Callable[[str], str | None]:
    """Finds the key of the committee that a label names; ``names`` gives the key of each form that is known of a name.

    A short form counts where it can be that of one committee only. Where ``is_closed``, there are no others than these.

    >>> find = name_finder({"skolnämnd": "skolnämnd", "bygg och tekniknämnd": "btn"}, is_closed=False)
    >>> [find(label) for label in ("Bygg och teknik", "BTN", "Bygg/tekn", "Tekniknämnden", "Vatten")]
    ['btn', 'btn', 'btn', 'tekniknämnd', None]
    """
    keys = {**{bare: key for name, key in names.items() if (bare := _bare(name))}, **names}

    def find(label: str) -> str | None:
        text = fold(label)
        key = keys.get(name_key(text)) or keys.get(text.casefold()) or _find_short(text, names)
        if key:
            return key
        mentions = [each for each in find_committees(text) if each.kind in ("name", "short")]
        said = name_key(mentions[0].name) if mentions and names_only(text, mentions) else None
        return keys.get(said, None if is_closed else said) if said else None

    return find


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """The committees that some texts name, each by its key.

    >>> names_in(["Ge skolnämnden och Fritidsnämnden medel", "Skolnämnden"])
    {'skolnämnd': 'skolnämnd', 'fritidsnämnd': 'fritidsnämnd'}
    """
    mentions = (each for text in texts for each in find_committees(text) if each.kind == "name")
    return {key: key for key in (name_key(each.name) for each in mentions)}


def find_meanings(texts: Iterable[str]) -> dict[str, str]:
    """What the abbreviations of committees stand for, as some texts say: the name that one stands beside, else the only
    one with its initials. Abbreviation (as a key) -> name.

    >>> find_meanings(["SN = socialnämnden, Vårdnämnden (VN)", "Park- och gatunämnden", "PGN utreder"])
    {'sn': 'socialnämnden', 'vn': 'Vårdnämnden', 'pgn': 'Park- och gatunämnden'}
    """
    said: dict[str, str] = {}
    named: dict[str, dict[str, str]] = {}  # initials -> key -> name
    for text in texts:
        for mention in (each for each in find_committees(text) if each.kind == "name"):
            for short in _beside(text, mention):
                said.setdefault(name_key(short), mention.name)
            named.setdefault(initials(mention.name), {}).setdefault(name_key(mention.name), mention.name)
    alone = {short: name for short, names in named.items() if len(names) == 1 for name in names.values()}
    return {**alone, **said}


def _beside(text: str, mention: Mention) -> list[str]:
    """The abbreviations that stand in brackets after a name, or before it with a sign between."""
    after = abbreviation_of(text[mention.end :]) if re.match(r"\s*\(", text[mention.end :]) else None
    before = re.search(r"(?:^|[\s,;])([A-ZÅÄÖ]{2,5})\s*[=–:-]\s*$", text[: mention.start])
    return [each for each in (after, before[1] if before else None) if each]


def _bare(name: str) -> str:
    """A committee's name without "nämnd": what it is about."""
    return re.sub(r"s?nämnd$", "", name).strip()


def _find_short(label: str, names: Mapping[str, str]) -> str | None:
    """The committee that a short form is of: by its initials, else by beginnings of its words; one only."""
    by_initials = {key for name, key in names.items() if label.isupper() and initials(name) == label.casefold()}
    pieces = re.findall(r"[^\W\d_]+", label.casefold())
    is_cut = re.search(r"\w[/.]", label) or len(label) <= _STUB
    in_order = re.compile(".*?".join(map(re.escape, pieces)))
    may_be = is_cut and pieces and min(map(len, pieces)) >= _STUB
    by_pieces = {key for name, key in names.items() if may_be and in_order.match(name)}
    found = by_initials or by_pieces
    return found.pop() if len(found) == 1 else None
