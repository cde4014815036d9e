"""Lines that a page has broken, joined: a hyphen at a line's end is told from one that belongs to the word."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from helpers.lemmas import find_seam, is_word
from helpers.tables import SWEDISH, read_rows, small_words

_HYPHENS = "-\u00ad\u2010\ufffe"
_ENDING = re.compile(rf"(\S*?)([{_HYPHENS}])$")
_RANGE = re.compile(r"[^\W_][–‒]$")
_FIRST = re.compile(r"[^\s,.;:!?)”\"’]+")
_CONJUNCTIONS = ("och", "eller", "samt", "respektive", "till", "som", "men", "/", "o")
_PAIR = re.compile(r"([^\W\d_]{4,}) ([^\W\d_]+)")
_LONG = 14
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_text(lines: Iterable[str], known: frozenset[str] = frozenset()) -> str:
    """Lines as one text. ``known``: the words that the rest of the document writes inside a line, in small letters.

    >>> join_text(["Vi vill bygga fler hyres-", "rätter i kultur-", "och fritidsnämndens gemen-", "samt ägda hus"])
    'Vi vill bygga fler hyresrätter i kultur- och fritidsnämndens gemensamt ägda hus'
    """
    text = ""
    for line in lines:
        text = join_two(text, line.strip(), known) if text else line.strip()
    return text


def join_two(before: str, after: str, known: frozenset[str] = frozenset()) -> str:
    """Two lines as one text, as ``join_text``; a dash right behind a figure or word ("2023–") is that of a range."""
    if _RANGE.search(before) and after[:1].isalnum():
        return before + after
    ending, first = _ENDING.search(before), _FIRST.match(after)
    if not ending or not ending[1] or not first:
        return f"{before} {after}"
    stem = before[: ending.start(2)]
    led = first[0].casefold() in _CONJUNCTIONS and not is_word(f"{_core(ending[1])}{first[0]}")
    if led or first[0] in ("&", "–"):
        return f"{stem}- {after}"
    return f"{stem}{'-' if keeps_hyphen(ending[1], first[0], known) else ''}{after}"


def keeps_hyphen(before: str, after: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether the hyphen between two parts of a word at a line's end belongs to the word.

    Told by the document itself, where it writes the word inside a line; by the dictionary (simplemma's) and the
    project's word lists; else by its look: before a capital or a digit, after a digit, capitals or one letter.

    >>> keeps_hyphen("S", "märkt"), keeps_hyphen("hyres", "rätter"), keeps_hyphen("A", "traktorer")
    (True, False, True)
    """
    left, right = _core(before), _core(after)
    whole, hyphened = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
    if hyphened in known or whole in known:
        return hyphened in known
    if left.isupper() and right.isupper():
        return not is_word(whole.split("-")[0]) and len(left) < _CAPITALS
    if not left or not right or not right[:1].islower() or not left[-1:].isalpha():
        return True
    if len(left) == 1 or (left.isupper() and len(left) < _CAPITALS):
        return True
    return hyphened in _hyphened() and not is_word(whole)


_CAPITALS = 6


def _core(part: str) -> str:
    return part.strip("\"”»'’(*[").rsplit("/", 1)[-1]


@lru_cache(maxsize=1)
def _hyphened() -> frozenset[str]:
    """The words of the thesaurus that are written with a hyphen."""
    terms = read_rows(SWEDISH / "terms.csv", ["concept_id", "term", "kind"]).term
    return frozenset(word.casefold() for term in terms for word in term.split() if "-" in word.strip("-"))


def list_known(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand inside these lines, in small letters; the first and the last of a line may be parts.

    >>> sorted(list_known(["en S-märkt kultur-"]))
    ['s-märkt']
    """
    words: set[str] = set()
    for text in texts:
        found = list(_LETTERS.finditer(text))
        words.update(each[0].casefold() for each in found[1:-1])
    return frozenset(words)


def close_words(texts: list[str]) -> list[str]:
    """Texts without the space in a long word whose first part stands nowhere else: a narrow cell breaks such a word
    without a hyphen. Another text writes it whole, or its second part is no word and the two are one.

    >>> close_words(["Samhällsbyggnadsutsk ottet\\t74,6", "Samhällsbyggnadsutskottet"])[0]
    'Samhällsbyggnadsutskottet\\t74,6'
    >>> close_words(["Jordbruksn ämnden\\t74,6", "utbildningsnämnde n", "Ekonomiutskottet Kvarnberga"])
    ['Jordbruksnämnden\\t74,6', 'utbildningsnämnden', 'Ekonomiutskottet Kvarnberga']
    """
    words = Counter(word.casefold() for text in texts for word in _LETTERS.findall(text))
    pairs = Counter(pair[0].casefold() for text in texts for pair in _PAIR.finditer(text))

    def close(pair: re.Match[str]) -> str:
        whole = f"{pair[1]}{pair[2]}"
        alone = words[pair[1].casefold()] == pairs[pair[0].casefold()] and len(whole) >= _LONG
        return whole if alone and (whole.casefold() in words or _is_cut(pair[2], whole)) else pair[0]

    return [_PAIR.sub(close, text) for text in texts]


def _is_cut(rest: str, whole: str) -> bool:
    """Whether some letters are no word, but the end of one."""
    known = rest in small_words() if len(rest) == 1 else _is_known(rest)
    return rest.islower() and not known and _is_known(whole)


def _is_known(word: str) -> bool:
    return is_word(word) or find_seam(word.casefold()) is not None
