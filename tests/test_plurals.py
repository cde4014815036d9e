"""How many there are of something is said in the form that the language has for it, in every catalogue."""

import pickle
import re
import tomllib
from collections.abc import Iterator
from string import Formatter

import pytest

from helpers.language import CATALOGUES, Count, list_forms, read_language
from helpers.words import LANGUAGES

MANY = (0, 1, 2, 25)
PLURALS = {
    "sv": "teman|nämnder|ramar|meningar|läsningar|omgångar|punkter|delar",
    "en": "themes|demands|missions|committees|frames|sentences|readings|passes|points|parts|lines of",
}


SEVERAL = {
    "sv": r"\b(?:de|[Aa]lla|var och en av) \{\w+\}|\} lästa\b",
    "en": r"\b(?:[Aa]ll|each of) (?:the )?\{\w+[:}]|\}(?: \w+){0,3} are\b|\{(?!low|high|span)\w+\} (?:pairs|lines)\b",
}
"""What is said of several, beside a number that may be one."""
NEVER_ONE = re.compile(
    "trace_|card_|page_|same_|span_|unsaid_title_nothing|matrix_title_theme_all|leads_title_unread|book_"
)
"""The phrases that are said only of several, or have another beside them for one."""


def list_phrases(language: str) -> Iterator[tuple[str, str]]:
    """Every phrase of a catalogue by its key, those of a table by the table's."""
    for key, phrase in tomllib.loads((CATALOGUES / f"{language}.toml").read_text(encoding="utf-8")).items():
        for each in phrase.values() if isinstance(phrase, dict) else [phrase]:
            if isinstance(each, str):
                yield key, each


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_has_as_many_forms_as_the_language(language: str) -> None:
    forms = [
        (key, name, spec)
        for key, phrase in list_phrases(language)
        for _, name, spec, _ in Formatter().parse(phrase)
        if spec
    ]
    plain = [(*each[:2], [form for form in each[2].split("|") if form[0:1] != "="]) for each in forms]
    assert len(forms) > 20 and [each for each in plain if len(each[2]) != len(list_forms(language))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plural_stands_bare_after_a_number(language: str) -> None:
    bare = re.compile(r"\{(?!low|high|span)\w+\} (?:" + PLURALS[language] + r")\b")
    told = [
        (key, phrase) for key, phrase in list_phrases(language) if not key.startswith("span_")
    ]  # from one to another
    assert [key for key, phrase in told if bare.search(phrase)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_two_are_both(language: str) -> None:
    every = {"sv": r"\|[Aa]lla\b", "en": r"\|[Aa]ll\b"}[language]
    told = [phrase for _, phrase in list_phrases(language) if re.search(every, phrase)]
    assert len(told) > 10 and [phrase for phrase in told if "|=2 " not in phrase] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_several_is_not_said_of_one(language: str) -> None:
    told = [(key, phrase) for key, phrase in list_phrases(language) if not NEVER_ONE.match(key)]
    assert [(key, found[0]) for key, phrase in told if (found := re.search(SEVERAL[language], phrase))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_that_counts_can_be_said_of_any_number(language: str) -> None:
    words = read_language(language)
    for _, phrase in list_phrases(language):
        parts = [*Formatter().parse(phrase)]
        names = {name: spec for _, name, spec, _ in parts if name}
        if any(names.values()):
            said = [words.fill(phrase, {**dict.fromkeys(names, "x"), **_count(names, n)}) for n in MANY]
            assert said[0].count("|") == phrase.count("|") - sum(spec.count("|") for _, _, spec, _ in parts if spec)
            alike = all(len({*spec.split("|")}) == 1 for spec in names.values() if spec)
            bare = [re.sub(rf"\b{words.count(n)}\b", "", each) for n, each in ((1, said[1]), (2, said[2]))]
            assert alike == (bare[0] == bare[1])


def _count(names: dict[str, str], number: int) -> dict[str, int]:
    return dict.fromkeys([name for name, spec in names.items() if spec], number)


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("sv", "bodies", ["noll nämnder", "en nämnd", "två nämnder", "25 nämnder"]),
        ("en", "bodies", ["zero committees", "one committee", "two committees", "25 committees"]),
        ("sv", "passes", ["noll omgångar", "en omgång", "två omgångar", "25 omgångar"]),
        ("en", "readings", ["zero readings", "one reading", "two readings", "25 readings"]),
        ("sv", "bullets", ["noll", "ett", "två", "25"]),
        ("en", "bullets", ["zero", "one", "two", "25"]),
        ("sv", "role_budget", ["budgetrader", "budgetrad", "budgetrader", "budgetrader"]),
        ("en", "role_demand", [f"{each} of demands" for each in ("lines", "line", "lines", "lines")]),
        ("sv", "trace_than", ["kraven", "kravet", "kraven", "kraven"]),
        ("en", "trace_than", ["the demands", "the demand", "the demands", "the demands"]),
        ("sv", "pamphlet_themes", ["teman", "tema", "teman", "teman"]),
        ("en", "pamphlet_missions", ["missions", "mission", "missions", "missions"]),
    ],
)
def test_none_one_two_and_many(language: str, key: str, said: list[str]) -> None:
    words = read_language(language)
    assert [words.fill(words.phrase(key), {"count": words.count(n)}) for n in MANY] == said


def test_what_was_reported_is_said_right() -> None:
    swedish, english = read_language("sv"), read_language("en")
    counts = {"demands": 1, "count": swedish.count(1), "missions": 1, "bodies": "en nämnd"}
    assert swedish.fill(swedish.phrase("counts_title"), counts) == "1 krav i ett tema, 1 uppdrag till en nämnd"
    only = {"bodies": swedish.count(1)}
    assert swedish.fill(swedish.phrase("leads_title_all"), only).startswith("Den enda nämnden ")
    one = {"carried": english.count(1), "all": 4}
    assert english.fill(english.phrase("matrix_title"), one).startswith("one of 4 demands is ")


@pytest.mark.parametrize(
    ("key", "swedish", "english"),
    [
        ("verbatim_title", "1 krav och det uppdrag som motsvarar det,", "1 demand and the mission that answers it,"),
        ("verbatim_alt", "Citat: 1 krav och uppdragen under det;", "Quotes: 1 demand and the missions below it;"),
        ("effort_what", "Så stor andel av det enda par där", "Share of the only pair where"),
        ("ledger_title", "1 av 1 rader med text är", "1 of 1 line with text is a demand or a mission"),
    ],
)
def test_a_sentence_about_one_says_so(key: str, swedish: str, english: str) -> None:
    names = ("demands", "missions", "answered", "links", "bullets", "written", "proposal", "year")
    for language, said in (("sv", swedish), ("en", english)):
        words = read_language(language)
        assert words.fill(words.phrase(key), dict.fromkeys(names, 1)).startswith(said)


def test_a_number_takes_the_forms_of_its_language_and_goes_to_other_processes() -> None:
    assert list_forms("pl") == ("one", "few", "many", "other") and list_forms("ar")[0] == "zero"
    forms = "# żądanie|# żądania|# żądań|# żądania"
    polish = [format(Count(str(n), n, "pl"), forms) for n in (1, 2, 5, 22)]
    assert polish == ["1 żądanie", "2 żądania", "5 żądań", "22 żądania"]
    again = pickle.loads(pickle.dumps(read_language("sv").number(1.0, 1)))
    assert (again, f"{again:# krona|# kronor}") == ("1,0", "1,0 kronor")
