"""The Swedish that tells a plan's lines apart: how leads, wishes, missions and committees are put (data/swedish)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from helpers.plan.clean import fold
from helpers.tables import SWEDISH, demand_words, read_rows, read_wordlist, wish_verbs

"""Where the word lists stand."""

SLOT = "\x00"
"""What a committee's name becomes before a sentence is matched with a cue."""

_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_MISSION_WORDS = re.compile(
    r"\b(?:särskil[dt]a?|politisk[ta]|prioriterade|uppdrag(?:en|et)?|uppdras|till|för|åt|nämndens?|direktiv|och|samt)\b"
    r"|[\d\W_]+"
)
_LEARNED = re.compile(r"\w{4}era$")  # verbs such as revidera; kamera is shorter
_ABBREVIATION = re.compile(r"\s*\(([^\W\d_]{1,6})\)")
_JOINT = r"(?:\s*,\s*(?:och\s+|samt\s+)?|\s+och\s+|\s+samt\s+|\s*&\s*|\s*/\s*)"
_GENITIVE = re.compile(r"(?<=en|et|er)s$", re.IGNORECASE)
FINISHED = re.compile(r"[.!?:…][\"”»')*]*$")
"""What a text ends in that is no half sentence."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"”»')*]*(?=\s+[\"“”«»'(*–-]*\s*[A-ZÅÄÖÉÜ0-9])")


class Mention(NamedTuple):
    """A committee in a text: its name as written and where it stands; ``kind`` is name, short, every or pronoun."""

    name: str
    start: int
    end: int
    kind: str


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """What two forms of a committee's name have in common: capitals, endings and an abbreviation left out.

    >>> name_key("Bygg- och miljönämndens") == name_key("BYGG- & MILJÖNÄMND (BMN)")
    True
    >>> name_key("Tekniska nämnden") == name_key("Teknisk nämnd")
    True
    """
    text = _ABBREVIATION.sub("", fold(name)).casefold().replace(" & ", " och ").strip(" :.–-")
    text = re.sub(r"(nämnd|beredning|styrelse)(?:en|n|er|erna)?s?\b", r"\1", text)
    text = re.sub(r"(utskott)(?:et|en)?s?\b", r"\1", text)
    text = re.sub(r"\b(\w+isk)[at] (?=nämnd|utskott)", r"\1 ", text)
    return re.sub(r"[-\s]+", " ", text).strip()


def abbreviation_of(name: str) -> str | None:
    """The abbreviation that stands in brackets after a name.

    >>> abbreviation_of("Fritidsnämnden (SN)"), abbreviation_of("Fritidsnämnden")
    ('SN', None)
    """
    found = _ABBREVIATION.search(fold(name))
    return found[1] if found else None


def split_sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a paragraph, each with the place where it begins.

    One ends in ``.``, ``!``, ``?`` or ``…`` (and a closing sign) where white space and a capital or a digit follow, and
    it is no abbreviation of data/swedish.

    >>> split_sentences("Bra, t.ex. Lingon. Så blir det!")
    [(0, 'Bra, t.ex. Lingon.'), (19, 'Så blir det!')]
    """
    short = _abbreviations()
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    ends = [end for end in ends if not short & {*_join_last(text[:end])}]
    pieces = zip([0, *ends], [*ends, len(text)], strict=True)
    found = [
        (start + len(text[start:end]) - len(text[start:end].lstrip()), text[start:end].strip()) for start, end in pieces
    ]
    return [(start, piece) for start, piece in found if piece]


def _join_last(text: str) -> Iterator[str]:
    """The last word of a text as abbreviations are listed, and the last two and three, which people part ("bl. a.")."""
    words = text.casefold().split()[-3:]
    return ("".join(words[-count:]).lstrip("(\"“”'") for count in range(1, len(words) + 1))


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(_words("abbreviations", "abbreviation", "meaning").abbreviation.str.casefold())


def _words(name: str, *columns: str, patterns: Iterable[str] = ()) -> pd.DataFrame:
    return read_wordlist(f"{name}.csv", columns, list(patterns))


@lru_cache(maxsize=1)
def match_counted() -> str:
    """The pattern of a mark that says what is counted ("Krav 1:", "Förslag 2 –"), or whose it is ("KS 1.")."""
    number = r"\d{1,3}(?:[.:)]|\s*[–—-](?=\s))"
    named = rf"(?:{_committee_forms()['short']})[\s-]?{number}"
    return rf"(?:(?i:{'|'.join(demand_words('counted'))})\s+(?:nr\.?\s*)?{number}|{named})"


@lru_cache(maxsize=1)
def known_parties() -> pd.DataFrame:
    """The parties of the Riksdag and some others: name, short, members (what theirs call themselves), note."""
    return _words("parties", "name", "short", "members", "note")


@lru_cache(maxsize=1)
def _committee_forms() -> dict[str, str]:
    """The forms of data/swedish by their kind, those of a kind as one pattern."""
    table = _words("committee_forms", "pattern", "kind", "note", patterns=["pattern"])
    return {str(kind): "|".join(rows.pattern) for kind, rows in table.groupby("kind")}


@lru_cache(maxsize=1)
def _committee_pattern() -> re.Pattern[str]:
    forms = _committee_forms()
    body = rf"(?:{forms['ending']})"
    named = r"[^\W\d_]+(?:iska?|ala|lla|samma)\s+(?:nämnd(?:en)?|utskott(?:et)?)s?"
    apart = rf"(?:(?:{forms['before']})\s+)?"
    parts = rf"{apart}(?:{_match_unhyphened(body)}|(?:[^\W\d_]+-,?\s+)+(?:och|samt|&)\s+)?"
    of_board = rf"(?:(?:{body})(?<=s)\s+(?={forms['under']}))?"
    joined = rf"(?P<name>{of_board}(?:{named}|{parts}{body}))"
    heads = rf"(?:gemensamma\s+)?(?:{forms['for']})"
    phrase = rf"(?P<phrase>{of_board}{heads}\s+för\s+{_match_subjects(forms, named)})"
    short = rf"(?P<short>(?<!\()(?-i:{forms['short']}))"
    every, pronoun = rf"(?P<every>{forms['every']})", rf"(?P<pronoun>{forms['pronoun']})"
    return re.compile(rf"(?<![\w-])(?:{every}|{phrase}|{pronoun}|{joined}|{short})(?![\w-])", re.IGNORECASE)


def _match_unhyphened(body: str) -> str:
    """What stands before a name whose hyphens are left out: "teknik, fritid och kulturnämnden"; words that committees
    are about, or any that stand before one at the beginning of a text that says no more.
    """
    terms = read_rows(SWEDISH / "committee_words.csv", ["kind", "term"]).term.str.casefold()
    about = {each for each in terms if each.isalpha() and not re.fullmatch(body, each)}
    known = rf"(?:{'|'.join(sorted(about, key=len, reverse=True))})(?:-|\b)"
    word = rf"(?!(?:{body}|[^\W\d_]{{3,}}(?:en|et))\b)[^\W\d_]+-?"
    whole = rf"\A{word}(?:,\s+{word})*\s+(?:och|samt|&)\s+(?={body}$)"
    return rf"(?:{known},\s+)*{known}\s+(?:och|samt|&)\s+|{whole}"


def _match_subjects(forms: Mapping[str, str], named: str) -> str:
    """What a committee "for" something is for: subjects joined by "och", which need nothing after them, else a few
    words up to one that a name ends before. No subject is a committee, or a verb that another clause begins with.
    """
    no_subject = "|".join([forms["after"], forms["ending"], named, *sorted(wish_verbs()[0])])
    word = rf"(?!(?:{no_subject})\b)[^\W\d_]+-?"
    ends = rf"(?=$|\s*[.,:;(/]|\s+(?:{forms['after']}|{'|'.join(sorted(_presents()))}|och|samt|[&–-])(?!\w))"
    joined = rf"(?>{word}(?:,\s+{word})*(?:,?\s+(?:och|samt)|\s*&)\s+{word})(?:(?:\s+med)?\s+{word}{ends})?"
    return rf"(?:{joined}|{word}(?:\s+{word}){{0,2}}?{ends})"


@lru_cache(maxsize=1)
def _head_patterns() -> list[tuple[str, re.Pattern[str]]]:
    table = _words("table_heads", "pattern", "kind", "note", patterns=["pattern"])
    return [(str(row.kind), re.compile(str(row.pattern))) for row in table.itertuples()]


def head_kind(text: str) -> str | None:
    """What the head of a column says of the cells below it: outcome, who, mission, demand, goal, theme,
    problem or None.

    >>> head_kind("Mål"), head_kind("Uppdrag till nämnd"), head_kind("Ansvarig nämnd"), head_kind("2023")
    ('goal', 'mission', 'who', None)
    """
    said = fold(text).casefold().strip(" :")
    return next((kind for kind, pattern in _head_patterns() if pattern.search(said)), None)


def names_who(text: str) -> tuple[Mention, ...]:
    """The committees that a line says are to do what stands above it, and nothing else.

    >>> [each.name for each in names_who("Ansvarig: Fritidsnämnden")], names_who("Ansvarig: rektor")
    (['Fritidsnämnden'], ())
    """
    head, _, names = text.partition(":")
    mentions = tuple(each for each in find_committees(names) if each.kind != "pronoun")
    return mentions if mentions and head_kind(head) == "who" and names_only(names, mentions) else ()


def is_body(name: str) -> bool:
    """Whether a name is of what belongs to a committee, as an utskott does.

    >>> is_body("Tekniska utskottet"), is_body("Tekniska nämnden")
    (True, False)
    """
    return re.search(rf"(?:^|\s)(?:{_committee_forms()['under']})$", name, re.IGNORECASE) is not None


def is_company(name: str) -> bool:
    """Whether a name is that of a company or an association of municipalities.

    >>> is_company("Tuna Bostäder AB"), is_company("Bostäder")
    (True, False)
    """
    return re.fullmatch(_committee_forms()["company"], name, re.IGNORECASE) is not None


def find_committees(text: str) -> list[Mention]:
    """The committees that a text names, by the forms of their names, in its order.

    >>> [each.name for each in find_committees("Miljöutskottet och kultur- och fritidsnämnden ska samverka")]
    ['Miljöutskottet', 'kultur- och fritidsnämnden']
    """
    return list(_find_committees(text))


def is_every(name: str) -> bool:
    """Whether a name is that of all committees together.

    >>> is_every("Samtliga nämnder"), is_every("Fritidsnämnden")
    (True, False)
    """
    return any(each.kind == "every" for each in find_committees(name))


@lru_cache(maxsize=1 << 14)
def _find_committees(text: str) -> tuple[Mention, ...]:
    """The same; a line is asked again by each of those who weigh what it is."""
    found = []
    for hit in _committee_pattern().finditer(text):
        kind = str(hit.lastgroup if hit.lastgroup in ("every", "pronoun", "short") else "name")
        name = hit[0] if hit.lastgroup == "phrase" else _GENITIVE.sub("", hit[0])
        found.append(Mention(name, hit.start(), hit.end(), kind))
    return tuple(found)


def names_only(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a heading says no more than which committee it is about, what is counted with it, and that it gets
    missions.

    >>> texts = ["Uppdrag till utbildningsnämnden", "Skolnämnden (inkl. särskola)", "Så styrs nämnden"]
    >>> [names_only(text, find_committees(text)) for text in texts]
    [True, True, False]
    """
    return _says_no_more(_drop_added(_put_slots(text, mentions)))


def heads_committee(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a heading is a committee's: it names no more than that, perhaps with a few words on which part of it.

    >>> texts = ["Byggnämnden, gator och parker", "Byggnämnden, som sköter alla gator", "Byggnämnden – en tillgång"]
    >>> [heads_committee(text, find_committees(text)) for text in texts]
    [True, False, False]
    """
    part = re.compile(rf"(?<={SLOT}),\s+[^\s.,:]+(?:\s+(?:och\s+)?[^\s.,:]+)?$")
    return _says_no_more(part.sub("", _drop_added(_put_slots(text, mentions))))


def _says_no_more(slotted: str) -> bool:
    """Whether nothing is left; a committee with a date is a meeting of it."""
    return not _DATE.search(slotted) and not _MISSION_WORDS.sub("", slotted.replace(SLOT, " ").casefold()).strip()


def _put_slots(text: str, mentions: Sequence[Mention]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + SLOT + text[mention.end :]
    return text


def _drop_added(slotted: str) -> str:
    """A text without what stands after a committee in short brackets, or is said to be counted with it."""
    return _added().sub("", slotted)


@lru_cache(maxsize=1)
def _added() -> re.Pattern[str]:
    forms = _committee_forms()
    counted = rf"(?:{forms['with']})(?!\w)\.?"
    words = rf"(?:\s+(?!(?:{forms['after']})(?!\w))[^\s:()]+){{1,6}}"
    frame, unit = match_frame()
    money = rf"(?:(?:{frame})\W\s*)?[-–−+]?\d[\d\s.,]*(?:{unit})\.?"
    brackets = rf"\s*\((?:[^)]{{1,8}}|{counted}[^)]{{1,60}}|{money})\)"
    return re.compile(rf"(?<={SLOT})(?:{brackets}|\s+{counted}{words}|\s*[,:–-]?\s+{money}$)", re.IGNORECASE)


def match_frame() -> tuple[str, str]:
    """What a committee's frame is called, and the units of its amount, as patterns."""
    forms = _committee_forms()
    return forms["frame"], forms["unit"]


@lru_cache(maxsize=1 << 14)
def _slot(raw: str) -> str:
    """The text in small letters with one slot for each committee, or for several that are joined."""
    text = fold(raw)
    text = _drop_added(_put_slots(text, find_committees(text)))
    return re.sub(rf"{SLOT}(?:{_JOINT}{SLOT})+", SLOT, text).casefold()


@lru_cache(maxsize=1)
def _presents() -> dict[str, str]:
    """The present tense of the verbs that demands begin with, each with its infinitive."""
    table = _words("opening_verbs", "verb", "present", "imperative", "verb_en")
    return dict(zip(table.present, table.verb, strict=True))


@lru_cache(maxsize=1)
def _measure_verbs() -> frozenset[str]:
    """The present tense of what brings something about, ends it or looks into it: "inför", "stoppar", "tar fram"."""
    kinds = _words("verbs", "term", "kind", "polarity", "note")
    measures = kinds.term[(kinds.polarity.astype(int) != 0) | (kinds.kind == "inquire")]
    presents = {verb: present for present, verb in _presents().items()}
    parted = [term.partition(" ") for term in measures]
    return frozenset(f"{presents[verb]}{space}{rest}" for verb, space, rest in parted if verb in presents)


@dataclass(frozen=True)
class Cues:
    """The cues of data/swedish for a plan whose party has these names (besides the parties that are listed);
    ``others`` are the names of those that are not among the plan's.
    """

    parties: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @cached_property
    def _slots(self) -> dict[str, str]:
        return {
            "{party}": self._match_party(),
            "{other}": "|".join(re.escape(name.casefold()) for name in self.others) or "(?!)",
            "{committee}": SLOT,
            "{does}": "|".join(sorted(_measure_verbs())),
            "{talk}": rf"(?:(?:{'|'.join(demand_words('softens'))}) )?(?:{'|'.join(demand_words('talk'))})",
        }

    def _match_party(self) -> str:
        """A party by its name, the plan's own also by its letter, or as those who write: "vi liberaler"; or several
        that are joined, any of them by their letters.
        """
        known = known_parties()
        own = [fold(name).casefold() for name in self.parties if fold(name)]
        letters = [row.short for row in known.itertuples() if any(row.name.casefold() in name for name in own)]
        names = {*known.name.str.casefold(), *own, *map(str.casefold, letters)}
        names |= {f"vi {members}" for members in known.members if members}
        party = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        beside = rf"(?:{party}|{'|'.join(known.short.str.casefold())})"
        return rf"(?:{beside}(?: ?/ ?|,? och |, ))*(?:{party})(?:(?: ?/ ?|,? och |, ){beside})*"

    def lead_kind(self, text: str) -> str | None:
        """What a lead or a heading says of what follows: mission, past, facts, aside, contents, intro, demand or None.

        >>> Cues().lead_kind("Därför vill vi:"), Cues().lead_kind("Uppdrag:"), Cues().lead_kind("Trafik:")
        ('demand', 'mission', None)
        """
        return _lead_kind(self, text)

    def is_against(self, text: str) -> bool:
        """Whether a lead or a heading says that the party is against what follows, or wants to end it.

        >>> Cues().is_against("Vi säger nej till:"), Cues().is_against("Vi vill:")
        (True, False)
        """
        return any(kind == "against" and pattern.search(_slot(text)) for kind, pattern in _compile(self, "lead_cues"))

    def sentence_kind(self, text: str) -> str | None:
        """What a sentence is by how it begins: demand, mission, order (what a committee "ska"), promise, formal (what a
        council decides of its budget), others (what another party wants) or None.

        >>> Cues().sentence_kind("Vi vill ha fler lärare."), Cues().sentence_kind("Vi vill höra vad du tycker.")
        ('demand', None)
        """
        return _sentence_kind(self, text)


@lru_cache(maxsize=1 << 10)
def _compile(cues: Cues, name: str) -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for row in _words(name, "pattern", "kind", "note").itertuples():
        pattern = str(row.pattern)
        for slot, text in cues._slots.items():
            pattern = pattern.replace(slot, rf"(?:{text})" if slot != "{committee}" else text)
        found.append((str(row.kind), re.compile(pattern)))
    return found


@lru_cache(maxsize=1 << 14)
def _lead_kind(cues: Cues, text: str) -> str | None:
    slotted = _slot(text)
    met = {kind for kind, pattern in _compile(cues, "lead_cues") if pattern.search(slotted)}
    kinds = ("past", "mission", "aside", "contents", "facts", "demand", "intro")
    return next((kind for kind in kinds if kind in met), None)


@lru_cache(maxsize=1 << 14)
def _sentence_kind(cues: Cues, text: str) -> str | None:
    slotted = _slot(text)
    return next((kind for kind, pattern in _compile(cues, "sentence_cues") if pattern.search(slotted)), None)


def receivers(text: str) -> list[Mention]:
    """The committees that get the mission of a sentence: the first that it names, and those joined to it.

    >>> [each.name for each in receivers("ge socialnämnden i uppdrag att samverka med vårdnämnden")]
    ['socialnämnden']
    """
    mentions = find_committees(text)
    taken = mentions[:1]
    for before, mention in pairwise(mentions):
        if not re.fullmatch(_JOINT, _ABBREVIATION.sub("", text[before.end : mention.start])):
            break
        taken.append(mention)
    return taken


def wish_weight(text: str) -> int:
    """1 where a text reads as something wanted, -1 where it tells how things are, 0 where it does not show.

    >>> texts = ["anställa fler lärare", "Fler poliser", "14 236 invånare", "Skolan har byggts", "Lövstabyskolan"]
    >>> [wish_weight(text) for text in (*texts, "Skolan byggs ut", "40 nya platser", "Stoppar rivningen")]
    [1, 1, -1, -1, 0, 1, 1, 1]
    """
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.casefold())
    words = words[1:] if words[1:] and words[0].isdigit() and words[1] in demand_words("opening") else words
    if not words or words[0][0].isdigit():
        return -1
    infinitives, imperatives = wish_verbs()
    if (
        words[0] in infinitives | imperatives | _measure_verbs()
        or words[0] in demand_words("opening")
        or {*words} & {*demand_words("modal")}
    ):
        return 1
    if {*words} & {*demand_words("finite")}:
        return -1
    passive = {f"{each}s" for each in imperatives}
    looks_infinitive = (text[:1].islower() and len(words[0]) > 3 and words[0].endswith("a")) or _LEARNED.search(
        words[0]
    )
    return int(bool(looks_infinitive) or not passive.isdisjoint(words))


def announces(text: str) -> bool:
    """Whether a sentence ends in a word that says that a list comes, as one with a colon does.

    >>> announces("Vi yrkar följande."), announces("Vi yrkar avslag.")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return bool(words) and words[-1] in demand_words("announces")


def opens_wish(text: str) -> bool:
    """Whether a text begins with a verb, or a word such as "fler", as what is wanted does.

    >>> opens_wish("Bygga en ny skola"), opens_wish("Skolan ska byggas")
    (True, False)
    """
    first = re.match(r"[^\W\d_]+", text.casefold())
    infinitives, imperatives = wish_verbs()
    return first is not None and first[0] in {*infinitives, *imperatives, *demand_words("opening")}


def is_web_part(text: str) -> bool:
    """Whether a line is of a web page's frame: menu, share buttons, the line on cookies.

    >>> is_web_part("Hoppa till innehåll"), is_web_part("Skola och barn")
    (True, False)
    """
    return any(pattern.search(fold(text).casefold()) for pattern in _web_patterns())


@lru_cache(maxsize=1)
def _web_patterns() -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in _words("web_words", "pattern", "note", patterns=["pattern"]).pattern]
