"""The words of every figure, in every language: the finding in the long alt text, sentences that begin as such."""

import re
from pathlib import Path

import pytest

from helpers import read_plan
from helpers.recipes import list_figures
from helpers.style import SIZES, Caption, Sheet
from helpers.words import LANGUAGES, read_words

PLAN = read_plan(Path(__file__).parents[1] / "data" / "borlange-v-2022")
FIGURES = list_figures(PLAN)
PARTS = ("title", "what", "note", "source", "alt", "alt_long")


def draw(name: str, language: str) -> Caption:
    recipe = FIGURES[name]
    return recipe.make(PLAN, read_words(language, PLAN), Sheet(SIZES[recipe.size])).caption


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_words_of_a_figure(name: str, language: str) -> None:
    caption = draw(name, language)
    texts = {part: getattr(caption, part) for part in PARTS}
    assert caption.alt_long.startswith(f"{caption.title}. ") and caption.alt_long.endswith(".")
    assert len(caption.alt) <= 100 and caption.alt.endswith(".")
    for part, text in texts.items():
        said = text.removeprefix(caption.title) if part == "alt_long" else text
        assert not re.search(r"[.!?] [a-zåäö]", said), f"{part}: a sentence begins with a small letter: {said}"
        assert "  " not in text and "'" not in text and '"' not in text, f"{part}: {text}"
        assert text.count("(") == text.count(")") and "{" not in text
    assert text[:1].isupper() or text[:1].isdigit()
