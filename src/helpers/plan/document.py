"""What a document says of itself: its title, party, municipality and year, each with the line it stands on."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.plan.clean import fold
from helpers.plan.cues import find_committees, known_parties, opens_wish
from helpers.plan.layout import Line
from helpers.plan.outline import Block
from helpers.tables import small_words

_YEAR = re.compile(r"(?<![\d.,])(20\d\d)(?![\d])")
_DATE = re.compile(r"\b\d{1,2}(?::[ea])?\s+[a-z]{3,9}\s+20\d\d|\b20\d\d-\d\d-\d\d")
_BUDGET_YEAR = re.compile(r"budget\w*\b\D{0,20}(20\d\d)(?!\d)", re.IGNORECASE)
_PLACE = r"[A-ZÅÄÖ][^\W\d_]+(?:-[A-ZÅÄÖ]?[^\W\d_]+)?"
_KOMMUN = re.compile(rf"\b((?:Upplands |Stora |Östra |Norra |Södra |Västra )?{_PLACE})\s+kommuns?\b")
_IN_KOMMUN = re.compile(rf"(?<=\w)\s+i\s+{_PLACE}(?:\s{_PLACE})?\s+kommun$")
_COUNCIL = re.compile(rf"\b[Kk]ommunfullmäktige i ({_PLACE})\b")
_LOCAL = re.compile(rf"\s+(?:[iI]\s+)?{_PLACE}(?:\s{_PLACE})?(?:\s+kommun)?(?=$|\s*[,:|]|\s+[–-]|\s+\d)")
"""What stands after a party's name where it is the name of its branch: "i Ekeby"."""

_DOCUMENT = re.compile(
    r"(?:plan|budget|program|manifest|förslag|reservation|motion|yttrande)(?:en|et)?\b", re.IGNORECASE
)
_OWN_NAME = re.compile(r"\b(?P<name>[A-ZÅÄÖ][^\W\d_]+(?:listan|partiet|alternativet|samlingen))s?\b", re.IGNORECASE)
"""How many local parties call themselves."""

_OF_PARTY = re.compile(r"(?P<name>[A-ZÅÄÖ][^\W\d_]+)s\s+(?:\w+\s+)?(?:budget|förslag|program|plan|valmanifest)")
_NO_PARTY = re.compile(r"\d|plan|budget|program|manifest|förslag", re.IGNORECASE)

_COUNTRIES = ("Sverige", "Norden", "Europa")

_SENTENCE_END = re.compile(r"[.!?:;,][\"”»)]*$")


class Fact(NamedTuple):
    """Something found out: the value, its line (missing where it stands nowhere), whether it is doubtful."""

    value: str
    line: int | None = None
    doubtful: bool = False


def find_titles(blocks: Sequence[Block]) -> list[Block]:
    """The lines of a title page: what is short and stands before the first paragraph, list, part or contents list.

    They end with the last line that says a year, a party or what kind of document it is.
    """
    opening: list[Block] = []
    for block in blocks[:12]:
        short = block.kind in ("heading", "text") and len(block.text) <= 120 and not _SENTENCE_END.search(block.text)
        if not short or (opening and _is_apart(opening[-1], block)):
            break
        opening.append(block)
    while len(opening) > 1 and not _is_title_like(opening[-1]):
        opening.pop()
    return [] if opening and _is_part(opening, blocks) else opening


def _is_part(opening: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether what stands first is a part's heading and no title: it says nothing of a title page, and names a
    committee, or a text follows it directly and other headings look like it.
    """
    first = opening[0]
    if len(opening) > 1 or _is_title_like(first) or first.kind != "heading" or first.level == 0:
        return False
    headed = len(blocks) > 1 and blocks[1].kind == "heading"
    alike = any(block.kind == "heading" and block.level == first.level for block in blocks[1:])
    return bool(find_committees(first.text)) or (alike and not headed)


def _is_title_like(block: Block) -> bool:
    """Whether a line says what a title page says: a year, a party, what kind of document it is."""
    kinds = () if block.text.casefold().startswith("våra ") else (_DOCUMENT,)  # "Våra förslag" heads a part
    said = any(each.search(block.text) for each in (_YEAR, _known_party(), _OWN_NAME, *kinds))
    return said and not find_committees(block.text)


def _is_apart(block: Block, after: Block) -> bool:
    """Whether something else stands between two blocks, such as a contents list."""
    between = after.first.number - block.lines[-1].number
    return (between > 1 and bool(block.first.kind)) or between > 4


@lru_cache(maxsize=1)
def _party_names() -> str:
    return "|".join(map(re.escape, sorted(known_parties().name, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _known_party() -> re.Pattern[str]:
    """A party that is known, or several that are joined."""
    joint = rf"(?:\s*[,/&]\s*|\s*,?\s+(?:och|samt)\s+)(?:{_party_names()})"
    return re.compile(rf"\b((?:{_party_names()})(?:{joint})*)s?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _branch() -> re.Pattern[str]:
    """The place after "för", "i" or a party's name: "för Ekeby", "Centerpartiet Ekebys budget"."""
    party = rf"(?i:{_party_names()})"
    before = rf"(?:(?:för|i)\s+(?:hela\s+)?(?:{party}s?\s+(?:i\s+)?)?|{party}\s+(?:i\s+)?)"
    return re.compile(rf"\b{before}(?!{party}\b)({_PLACE})\b")


def find_year(lines: Sequence[Line], titles: Sequence[Block]) -> Fact:
    """The year of the budget in the title, else the first year there; else the one that the text names most often,
    as that of a budget if it does, which is doubtful. A date is not the year of a plan.
    """
    for pattern in (_BUDGET_YEAR, _YEAR):
        for block in titles:
            if years := pattern.findall(_DATE.sub("", block.text)):
                return Fact(years[0], block.first.number)
    texts = [_DATE.sub("", line.text) for line in lines]
    budgets, named = (Counter(year for text in texts for year in each.findall(text)) for each in (_BUDGET_YEAR, _YEAR))
    named = budgets or named
    if not named:
        return Fact("1900", None, True)
    year = max(named, key=lambda each: (named[each], each))
    return Fact(year, next(line.number for line in lines if year in line.text), True)


def find_party(lines: Sequence[Line], titles: Sequence[Block]) -> tuple[Fact, Fact]:
    """The party as the document writes it, and its short name: from the title, there by its letters too, else who
    "vill", else unknown. Parties that are joined are one name; the first of several that only the text names is
    doubtful.
    """
    known = _known_party()
    named = {name.casefold() for line in lines for name in re.findall(_party_names(), line.text, re.IGNORECASE)}
    heads = {block.first.number for block in titles}
    for line in [*(block.first for block in titles), *lines]:
        if hit := known.search(line.text):
            short = next((name for name in known_parties().name if name.casefold() == hit[1].casefold()), hit[1])
            whole = _LOCAL.match(line.text, hit.end())
            is_branch = whole and hit.span() == (0, hit.end(1)) and not _DOCUMENT.search(whole[0])
            name = line.text[: whole.end()] if whole and is_branch else short
            doubtful = len(named) > 1 and line.number not in heads
            return Fact(name, line.number, doubtful), Fact(short, line.number, doubtful)
    letters = re.compile(rf"(({'|'.join(sorted({*known_parties().short}))})\s+(?:i\s+)?{_PLACE})")
    for block in titles:
        if hit := letters.match(block.text):  # "SD Ekeby"
            return Fact(hit[1], block.first.number, True), Fact(hit[2], block.first.number, True)
    used = _party_by_use(lines, titles)
    return used, used


def _party_by_use(lines: Sequence[Line], titles: Sequence[Block]) -> Fact:
    """A local party: who most often "vill" or "föreslår" something; else who the title names, or the text twice; else a
    short line of the title.
    """
    wants = re.compile(rf"^({_PLACE}(?:\s{_PLACE}){{0,3}})\s+(?:vill|föreslår|kräver|yrkar)\b(?!\s+vi\b)")
    hits = [hit[1] for line in lines if "\t" not in line.raw.strip() and (hit := wants.match(line.text))]
    named = Counter(name for name in hits if name.split()[0].casefold() not in {"kommunen", *small_words()})
    if named:
        name = named.most_common(1)[0][0]
        return Fact(name, next(line.number for line in lines if line.text.startswith(name)), True)
    for block in titles:
        if hit := _OWN_NAME.search(block.text) or _OF_PARTY.match(block.text):
            return Fact(hit["name"], block.first.number, True)
    own = Counter(hit["name"] for line in lines for hit in _OWN_NAME.finditer(line.text) if hit[0][0].isupper())
    for name in [name for name, times in own.most_common(1) if times > 1]:
        return Fact(name, next(line.number for line in lines if name in line.text), True)
    rest = [block for block in titles[:4] if not _NO_PARTY.search(block.text)]
    if not rest or len(titles) < 2:
        return Fact("Partiet", None, True)
    return Fact(_IN_KOMMUN.sub("", rest[0].text), rest[0].first.number, True)


def find_municipality(lines: Sequence[Line], titles: Sequence[Block], party: Fact, short: Fact) -> Fact:
    """The place before "kommun" in the title, in the party's name, after "för" or a party in the title, before
    "kommun", after a party in a header or footer, or what the text names most often after "i". Where title and party's
    name say two that share no word, it is the one that the text names more often, and doubtful.
    """
    own = _place_of_branch(party, short)
    for block in titles:
        if (hit := _KOMMUN.search(block.text)) and not _is_common(hit[1]):
            said = Fact(_drop_genitive(hit[1], lines), block.first.number)
            return _choose(said, own, lines) if own else said
    if own:
        return own
    for block in titles:
        if hit := _branch().search(block.text):
            return Fact(_drop_genitive(hit[1], lines), block.first.number, True)
    hits = (hit for line in lines for hit in (*_KOMMUN.findall(line.text), *_COUNCIL.findall(line.text)))
    named = Counter(hit for hit in hits if not _is_common(hit))
    if named:
        name = named.most_common(1)[0][0]
        return Fact(_drop_genitive(name, lines), next(line.number for line in lines if name in line.text), True)
    for line in (line for line in lines if line.kind in ("header", "footer")):
        if hit := _branch().search(line.text):
            return Fact(_drop_genitive(hit[1], lines), line.number, True)
    return _place_by_use(lines)


def _is_common(word: str) -> bool:
    """Whether a word before "kommun" is no name: "Mer kommun för pengarna", "En kommun för alla"."""
    return word.casefold() in small_words() or opens_wish(word)


def _place_of_branch(party: Fact, short: Fact) -> Fact | None:
    """The place in a party's name."""
    rest = re.sub(rf"^{re.escape(short.value)}\s*(?:i\s+)?", "", party.value, flags=re.IGNORECASE)
    place = re.sub(r"\s+kommun$", "", rest)
    return Fact(place.capitalize() if place.isupper() else place, party.line) if rest and rest != party.value else None


def _choose(said: Fact, own: Fact, lines: Sequence[Line]) -> Fact:
    """The place of the title or that of the party's name."""
    if {*said.value.casefold().split()} & {*own.value.casefold().split()}:
        return said
    text = "\n".join(line.text for line in lines)
    of_said, of_own = (len(re.findall(rf"\b{re.escape(fact.value)}s?\b", text)) for fact in (said, own))
    return (own if of_own >= of_said else said)._replace(doubtful=True)


def _drop_genitive(name: str, lines: Sequence[Line]) -> str:
    """A place without the ending of "Granhults kommun", where the document also writes it without; "Borås" stays."""
    bare = name.removesuffix("s")
    return bare if any(re.search(rf"\b{re.escape(bare)}\b", line.text) for line in lines) else name


def _place_by_use(lines: Sequence[Line]) -> Fact:
    """The name that stands after "i" and most often of all in the text; twice at least."""
    text = "\n".join(line.text for line in lines)
    places = {name for name in re.findall(rf"(?<=\bi )({_PLACE})\b", text) if name.casefold() not in small_words()}
    places -= {*_COUNTRIES}
    named = Counter({name: len(re.findall(rf"\b{re.escape(name)}s?\b", text)) for name in sorted(places)})
    if not named or named.most_common(1)[0][1] < 2:
        return Fact("Kommunen", None, True)
    name = named.most_common(1)[0][0]
    return Fact(name, next(line.number for line in lines if name in line.text), True)


def find_title(titles: Sequence[Block], party: Fact, lines: Sequence[Line]) -> Fact:
    """The first line of the title page that is not the party's name alone, a date or whom it is sent to; else the
    document's first line.
    """
    for block in titles:
        if fold(block.text) != fold(party.value) and not _is_of_letter(block.text):
            return Fact(block.text, block.first.number)
    first = next((line for line in lines if line.text), None)
    return Fact(first.text[:100], first.number, True) if first else Fact("Plan", None, True)


def _is_of_letter(text: str) -> bool:
    """Whether a line is what stands above the title of a motion: a date, or "Till kommunfullmäktige i Ekeby"."""
    dated = not re.search(r"[^\W\d_]", _DATE.sub("", text))
    return dated or (text.startswith("Till ") and bool(find_committees(text)))
