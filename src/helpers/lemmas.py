"""The dictionary forms of Swedish words."""

import re
from functools import lru_cache

from helpers.tables import read_wordlist

WORD = re.compile(r"\w+(?:[-:’']\w+)*")
"""A word or a number; what a hyphen, a colon or an apostrophe holds together is one."""


@lru_cache(maxsize=1 << 17)
def lemmatise(word: str) -> str:
    """The dictionary form of a word in small letters, as simplemma (Barbaresi) gives it; an unknown word stays.

    What simplemma takes for a form of another word (2.0.0: "ska" and "skulle" of "skola", "bussar" of "bussa") stands
    in data/swedish/lemmas.csv, and that is given instead.

    >>> lemmatise("Trottoarerna"), lemmatise("ska"), lemmatise("bussar")
    ('trottoar', 'ska', 'buss')
    """
    import simplemma

    form = word.casefold()
    return _exceptions().get(form) or str(simplemma.lemmatize(form, lang="sv")).casefold()


@lru_cache(maxsize=1 << 14)
def is_word(word: str) -> bool:
    """Whether simplemma's dictionary has a word, in any of its forms.

    >>> is_word("omställning"), is_word("tomställning")
    (True, False)
    """
    # The dictionary takes a moment to load; only who asks waits for it.
    import simplemma

    return bool(simplemma.is_known(word.casefold(), lang="sv"))


def find_seam(word: str) -> int | None:
    """Where two words meet in a compound: the place that leaves the shorter one longest; None where there is none.

    >>> find_seam("klimatomställning"), find_seam("barnäktenskap"), find_seam("kommun")
    (6, 4, None)
    """
    places = [n for n in range(_LEAST, len(word) - _LEAST + 1) if is_word(word[:n]) and is_word(word[n:])]
    return max(places, key=lambda n: min(n, len(word) - n), default=None)


_LEAST = 4


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, str]:
    table = read_wordlist("lemmas.csv", ["form", "lemma", "note"])
    return dict(zip(table.form, table.lemma, strict=True))
