"""Every figure at every size that it names, in every language: no text outside, over another or too small, no line too
thin, the finding told in its alt text, each line that it names in its source. And what happens to the layouts with
longer words, on other grounds, and for other plans.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.figures.preflight import find_faults
from helpers.figures.registry import FIGURES, list_figures, read_figure
from helpers.figures.sheet import LONGEST_ALT, SIZES, PrintFigure, RoomError
from helpers.links.labels import read_labels
from helpers.plan.read import Plan, read_plan
from helpers.words import LANGUAGES, Caption, Words, read_words

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "data" / "borlange-v-2022"
OTHERS = [path.parent for path in sorted((ROOT / "tests" / "plans").glob("*/links.csv"))]

ENDING = "ningen"
"""What the made-up language puts behind every longer word: such words are a good third longer than Swedish ones."""

MOST_REFUSED = 0.25
"""The share of small figures that may have no room for words a third longer; each of them must be refused clearly."""


def lengthen(text: str) -> str:
    """The text in the made-up language: words of five letters or more are longer, what stands in braces is kept."""
    return " ".join(
        word if "{" in word or len(word.strip(".,:;”")) < 5 else word.rstrip(".,:;”") + ENDING + _tail(word)
        for word in text.split(" ")
    )


def _tail(word: str) -> str:
    return word[len(word.rstrip(".,:;”")) :]


def speak_longer(words: Words) -> Words:
    """Swedish made longer: the phrases of the catalogue, and the names of themes, committees, demands and missions."""
    phrases = {key: lengthen(said) if isinstance(said, str) else said for key, said in words.phrases.items()}
    return replace(words, phrases=phrases, names={key: lengthen(name) for key, name in words.names.items()})


@pytest.fixture(scope="module")
def ours() -> Plan:
    return read_plan(OURS)


def find_slips(caption: Caption) -> Iterator[str]:
    """What is wrong with a figure's words: a finding that is not told, a sentence that begins small, a stray mark."""
    if not caption.alt_long.startswith(f"{caption.title}. "):
        yield "the long alt text does not begin with the finding"
    for part in ("title", "what", "note", "source", "alt", "alt_long"):
        text = getattr(caption, part)
        said = text.removeprefix(caption.title) if part == "alt_long" else text
        if re.search(r"[.!?] [a-zåäö]", said):
            yield f"{part}: a sentence begins with a small letter"
        if any(mark in text for mark in ("  ", "'", '"', "{")) or text.count("(") != text.count(")"):
            yield f"{part}: a stray mark"
        if part.startswith("alt") and not text.endswith("."):
            yield f"{part}: no end"
    if len(caption.alt) > LONGEST_ALT:
        yield "alt: too long"


def find_unsourced(figure: PrintFigure, words: Words) -> Iterator[str]:
    """The lines that a figure names above its source and that its source does not name; a source that is another."""
    caption = figure.caption
    body = " ".join(text.get_text() for axes in figure.axes for text in axes.texts)
    named = words.find_lines(f"{body} {caption.note} {caption.note_brief or ''}")
    yield from (f"line {line} is not in the source" for line in sorted(named - set(caption.lines)))
    if not caption.source.startswith(words.say("source", lines=words.lines(caption.lines))):
        yield "another source"


def test_lines_that_the_source_does_not_name_are_found(ours: Plan) -> None:
    words = read_words("sv", ours)
    figure = read_figure(read_labels(ours), "03_ramar").draw(words)
    assert list(find_unsourced(figure, words)) == []
    named = sorted(figure.caption.lines)
    figure.caption = replace(figure.caption, note=f"Raderna {words.lines(named)} och rad 3.", lines=tuple(named[1:]))
    assert list(find_unsourced(figure, words)) == [
        f"line {line} is not in the source" for line in sorted([3, named[0]])
    ] + ["another source"]


def test_slips_are_found() -> None:
    right = Caption("Fem krav", "Vad", "Källa: planen.", "Prickar.", "Fem krav. Prickar.")
    assert list(find_slips(right)) == []
    wrong = replace(right, note="Så. sedan (ett", alt="Prickar", alt_long="Prickar. {tal}")
    assert [slip.partition(":")[0] for slip in find_slips(wrong)] == [
        "the long alt text does not begin with the finding", "note", "note", "alt", "alt_long", "alt_long"
    ]  # fmt: skip


def draw_all(plan: Plan, words: Words, sizes: tuple[str, ...]) -> Iterator[tuple[str, PrintFigure]]:
    """Every figure of a plan in those of these sizes that it is made for and has room in."""
    labels = read_labels(plan)
    for name, figure in list_figures(labels).items():
        if figure.possible(labels):
            drawable = read_figure(labels, name)
            for size in figure.sizes:
                if size in sizes:
                    with suppress(RoomError):
                        yield f"{name} {size}", drawable.draw(words, size)


class Seen(NamedTuple):
    """What was seen of a figure that was drawn: the size of its sheet, and what is wrong with it."""

    size: str
    faults: list[str]


@pytest.fixture(scope="module")
def seen(ours: Plan) -> dict[str, dict[str, Seen]]:
    """Of every language what was seen of each figure in each size, drawn once for all that is asked of them."""
    return {language: dict(see_all(ours, read_words(language, ours))) for language in LANGUAGES}


def see_all(plan: Plan, words: Words) -> Iterator[tuple[str, Seen]]:
    for name, figure in draw_all(plan, words, tuple(SIZES)):
        faults = [*find_faults(figure), *find_slips(figure.caption), *find_unsourced(figure, words)]
        yield name, Seen(figure.sheet.size.name, faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_right_at_every_size_that_it_names(seen: dict[str, dict[str, Seen]], language: str) -> None:
    faults = {name: figure.faults for name, figure in seen[language].items()}
    assert {name: found for name, found in faults.items() if found} == {}
    assert {name.rpartition(" ")[2] for name in faults} == set(SIZES) and len(faults) > 150


def test_most_figures_have_room_in_most_sizes(seen: dict[str, dict[str, Seen]]) -> None:
    room = defaultdict(set)
    for key, figure in seen["sv"].items():
        room[key.partition(" ")[0]].add(figure.size)
    assert all({"a5", "a4"} <= sizes for name, sizes in room.items() if name not in ("04_alla-krav", "04_ord-mot-ord"))
    everywhere = {name for name, sizes in room.items() if sizes >= set(SIZES) - {"a3", "column"}}
    assert len(everywhere) >= 12 and {"01_dokumentet", "03_hundra-kronor", "04_krav-med-uppdrag"} <= everywhere
    assert "square" in room["04_kort_kommunstyrelsen"] and room["04_ord-mot-ord"] == {"a3"}


@pytest.mark.parametrize(("folder", "language"), [*((each, "sv") for each in OTHERS), (OTHERS[0], "en")])
def test_figures_of_other_plans_are_right(folder: Path, language: str) -> None:
    plan = read_plan(folder)
    words = read_words(language, plan)
    drawn = draw_all(plan, words, ("a5", "square", "landscape"))
    faults = {name: [*find_faults(figure), *find_unsourced(figure, words)] for name, figure in drawn}
    assert {name: found for name, found in faults.items() if found} == {} and len(faults) > 12


def test_longer_words_find_room_or_are_refused(ours: Plan) -> None:
    words = speak_longer(read_words("sv", ours))
    assert words.say("matrix_related") == "bara besläktatningen" and words.name("on").endswith(ENDING)
    refused, faults = [], {}
    chosen = [*FIGURES, "04_tema_klimat", "04_kort_socialnamnden", "05_spar_fri-kollektivtrafik"]
    labels = read_labels(ours)
    drawables = [read_figure(labels, name) for name in chosen]
    drawn = [(drawable, size) for drawable in drawables for size in drawable.figure.sizes]
    for drawable, size in drawn:
        name = drawable.name
        try:
            faults[name, size] = find_faults(drawable.draw(words, size))
        except RoomError as error:
            assert size in str(error) and (size not in ("a5", "a4") or name in ("04_alla-krav", "04_ord-mot-ord"))
            refused.append((name, size))
    assert {key: found for key, found in faults.items() if found} == {}
    assert len(refused) <= MOST_REFUSED * len(drawn)


@pytest.mark.parametrize(("ground", "headline"), [("white", False), ("dark", True), ("transparent", True)])
def test_variants_are_right(ours: Plan, ground: str, headline: bool) -> None:
    words, labels = read_words("sv", ours), read_labels(ours)
    for name in (
        "03_ramar",
        "03_uppdrag-och-ramar",
        "04_tema_jobb",
        "04_vem-leder",
        "04_kort_miljonamnden",
    ):
        drawable = read_figure(labels, name)
        for size in ("a5", "square"):
            figure = drawable.draw(words, size, ground=ground, headline=headline)
            assert find_faults(figure) == [], (name, size)
            assert figure.caption.said in _words_in(figure) or not headline
            assert "Källa: " in _words_in(figure)


def _words_in(figure: PrintFigure) -> str:
    return " ".join(text.get_text() for text in figure.texts)
