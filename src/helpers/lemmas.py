"""The dictionary forms of Swedish words."""

from functools import lru_cache

from helpers.files import ROOT
from helpers.tables import read_wordlist


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


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, str]:
    table = read_wordlist(ROOT / "data" / "swedish" / "lemmas.csv", ["form", "lemma", "note"], [])
    return dict(zip(table.form, table.lemma, strict=True))
