"""The source of every figure: it names each line of the document that the figure draws or that its note names."""

from contextlib import suppress
from pathlib import Path

import pytest

from helpers.figures.registry import list_figures, read_figure
from helpers.figures.sheet import PrintFigure, RoomError
from helpers.links.labels import read_labels
from helpers.plan.read import read_plan
from helpers.words import LANGUAGES, Words, read_words

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [ROOT / "data" / "borlange-v-2022", ROOT / "tests" / "plans" / "almvik-2026"]


def name_lines(figure: PrintFigure, words: Words) -> set[int]:
    """The lines that the picture names above its source: in the body and in the note."""
    body = " ".join(text.get_text() for axes in figure.axes for text in axes.texts)
    return words.find_lines(f"{body} {figure.caption.note} {figure.caption.note_brief or ''}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_names_every_line_that_the_figure_names(folder: Path, language: str) -> None:
    plan = read_plan(folder)
    words, labels, drawn = read_words(language, plan), read_labels(plan), 0
    for name, figure in list_figures(labels).items():
        if figure.possible(labels):
            for size in ("a5", "square", "landscape"):
                with suppress(RoomError):
                    made = read_figure(labels, name).draw(words, size)
                    drawn += 1
                    assert name_lines(made, words) <= set(made.caption.lines), (name, size)
                    assert made.caption.source.startswith(words.say("source", lines=words.lines(made.caption.lines)))
    assert drawn > 40


def test_a_card_rests_on_the_demands_that_its_missions_answer() -> None:
    plan = read_plan(FOLDERS[0])
    labels = read_labels(plan)
    card = read_figure(labels, "04_kort_kommunstyrelsen").draw(read_words("sv", plan))
    linked = labels.links[labels.links.mission_id.str.startswith("ks-") & (labels.links.relation == "narrower")]
    assert set(plan.locate(linked.demand_id)) <= set(card.caption.lines)
