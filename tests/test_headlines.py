"""The headlines of every figure of every plan: short, grammatical, free of hedges, and true by the plan's numbers."""

import re
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from helpers.figures.card import say_headline
from helpers.figures.registry import list_figures, list_shown, name_card, read_figure
from helpers.figures.sheet import RoomError
from helpers.links.labels import Labels, read_labels
from helpers.plan.read import read_plan
from helpers.words import LANGUAGES, MOST_WORDS, Caption, Words

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "data" / "borlange-v-2022"
FOLDERS = [OURS, *(path.parent for path in sorted((ROOT / "tests" / "plans").glob("*/links.csv")))]
CASES = [pytest.param(folder, language, id=f"{folder.name}-{language}") for folder in FOLDERS for language in LANGUAGES]

HEDGES = ("ens delvis", "even in part", "vår bedömning", "our judgement")
PARTLY = {"sv": "helt eller delvis", "en": "wholly or partly"}
"""What a headline says that counts demands which a mission answers in part among those that are answered."""

UNGRAMMATICAL = {
    "sv": r"\ben (krav|uppdrag|nämnder|ramar)\b|\bett (nämnd|ram)\b",
    "en": r"\bone (demands|missions|committees|frames)\b|\b(?!one\b)(two|three|four|five|six|\d+) (demand|mission)\b|"
    r"\bone (demand|mission) have\b",
}
"""What a number and its noun must not look like, in each language."""


@cache
def read(folder: Path) -> Labels:
    """A plan with its labels, read once for every language and test."""
    return read_labels(read_plan(folder))


@cache
def tell(folder: Path, language: str) -> dict[str, Caption]:
    """What every figure of a plan says at its own size."""
    labels, told = read(folder), dict[str, Caption]()
    words = labels.speak(language)
    for name, figure in list_figures(labels).items():
        if figure.possible(labels):
            with suppress(RoomError):
                told[name] = read_figure(labels, name).draw(words).caption
    return told


@pytest.mark.parametrize(("folder", "language"), CASES)
def test_headlines_are_short_and_grammatical(folder: Path, language: str) -> None:
    said = {name: caption.said for name, caption in tell(folder, language).items()}
    assert len(said) > 12
    assert {name: text for name, text in said.items() if len(text.split(" ")) > MOST_WORDS} == {}
    assert {name: text for name, text in said.items() if any(hedge in text for hedge in HEDGES)} == {}
    assert {name: text for name, text in said.items() if re.search(UNGRAMMATICAL[language], text.lower())} == {}
    assert {name: text for name, text in said.items() if text[:1].islower() or text.endswith((".", ":"))} == {}


@pytest.mark.parametrize(("folder", "language"), CASES)
def test_headlines_name_their_subject_and_do_not_flatter(folder: Path, language: str) -> None:
    labels, told = read(folder), tell(folder, language)
    words, grades = labels.speak(language), labels.grade("demand_id")
    for theme, demands in labels.plan.demands.groupby("theme_id").demand_id:
        caption, name = told[f"04_tema_{theme}"], words.name(theme)
        assert caption.alone.startswith((f"{name}: ", "0 "))
        assert caption.said.startswith(f"{name}: ") or caption.kicker == name
        mine = set(grades[demands])
        assert (PARTLY[language] in caption.said) == (mine == {"whole", "part"} or mine == {"part"}), caption.said
    whole = told["04_alla-krav"]
    assert PARTLY[language] in (whole.what if "related" in grades.values or "none" in grades.values else whole.headline)
    for name in ("04_alla-krav", "04_krav-med-uppdrag", "04_bara-beslaktade"):
        if name in told and not (grades == "none").any() and (grades == "related").any():
            assert re.search("bara besläktade uppdrag|only related missions", told[name].headline), name
    topics = {name: caption for name, caption in told.items() if name.startswith("05_")}
    assert all(
        ": " in caption.alone and caption.said in (caption.alone, caption.headline) for caption in topics.values()
    )
    assert all(caption.kicker or caption.said == caption.alone for caption in told.values())


def test_a_slip_of_grammar_is_found() -> None:
    assert re.search(UNGRAMMATICAL["en"], "one demands have only related missions")
    assert re.search(UNGRAMMATICAL["en"], "six demand has only related missions")
    assert re.search(UNGRAMMATICAL["sv"], "en krav har bara besläktade uppdrag")
    assert not re.search(
        UNGRAMMATICAL["en"], "one of six missions in weaker words; one demand has only related missions"
    )


def read_number(text: str, words: Words) -> int:
    """The first number of a headline, in words or figures; "alla" and "all" count as none without."""
    numbers = {word: n for n, word in enumerate(words.phrase("numerals"))} | {words.say("bullets", count=1): 1}
    found = [numbers[word] for word in re.findall(r"\w+", text.lower()) if word in numbers]
    return next(iter([*found, *map(int, re.findall(r"\d+", text))]), 0)


def count_without(labels: Labels, column: str, ids: list[str]) -> int:
    """How many of these demands or missions no link carries, counted anew from the links."""
    carried = labels.links[labels.links.relation.isin(["exact", "close", "broader", "narrower"])][column]
    return len(set(ids) - set(carried))


@pytest.mark.parametrize(("folder", "language"), CASES)
def test_headlines_of_the_crossreference_are_true(folder: Path, language: str) -> None:
    labels, told = read(folder), tell(folder, language)
    plan, words = labels.plan, labels.speak(language)
    themes = {f"04_tema_{theme}": rows.demand_id.tolist() for theme, rows in plan.demands.groupby("theme_id")}
    for name, demands in {**themes, "04_krav-med-uppdrag": plan.demands.demand_id.tolist()}.items():
        said = (
            told[name].headline.removeprefix(f"{words.name(name.removeprefix('04_tema_'))}: ")
            if (name in themes)
            else told[name].headline
        )
        without = count_without(labels, "demand_id", demands)
        lone = [words.name(demand) for demand in demands if count_without(labels, "demand_id", [demand])]
        assert read_number(said, words) == without or (without == 1 and said.startswith(f"{lone[0]}: ")), (name, said)
        if "bara besläktade" in said or "only related" in said:
            found = labels.links[labels.links.demand_id.isin(demands) & (labels.links.relation == "related")]
            carried = labels.links[labels.links.relation.isin(["exact", "close", "broader", "narrower"])].demand_id
            assert len(set(demands) - set(carried) - set(found.demand_id)) == 0, name


@pytest.mark.parametrize(("folder", "language"), CASES)
def test_the_headline_of_leads_is_true(folder: Path, language: str) -> None:
    labels = read(folder)
    words, said = labels.speak(language), tell(folder, language)["04_vem-leder"].headline
    led = labels.table.committee_id[labels.table.lead].value_counts()
    named = [words.refer(str(each)) in said for each in led.index]
    most = max(max(labels.count_leads(str(each))) for each in led.index)
    assert named == [*(led == led.max())] or (not any(named) and read_number(said, words) == most)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_of_money_are_true(language: str) -> None:
    words, told = read(OURS).speak(language), tell(OURS, language)
    frames = words.plan.budget.amount_tkr.sort_values(ascending=False)
    largest = words.number(int(frames.iloc[0]) / 1000)
    assert largest in told["03_ramar"].headline
    assert str(round(100 * frames.iloc[:2].sum() / frames.sum())) in told["03_hundra-kronor"].headline
    assert words.number(69_000) in told["03_per-invanare"].headline


@pytest.mark.parametrize(("folder", "language"), CASES)
def test_headlines_of_cards_are_true(folder: Path, language: str) -> None:
    labels, told = read(folder), tell(folder, language)
    plan, words = labels.plan, labels.speak(language)
    for committee, missions in plan.missions.groupby("committee_id").mission_id:
        name = name_card(plan, str(committee))
        headline = told[f"04_{name}"].headline.rpartition(": ")[2]
        without = count_without(labels, "mission_id", missions.tolist())
        answering = len(missions) - without
        counted = re.match(r"(\d+) (av|of) \d+ ", headline)
        said = int(counted[1]) if counted else len(missions) if re.match("all", headline.lower()) else 0
        assert said == answering or len(missions) == 1, (name, headline)
        low, high = labels.span(among=missions)
        between = "" if low == high == answering else f"({words.range(low, high)})"
        assert say_headline(labels, words, str(committee)).endswith(between), name


def test_the_front_row_is_eight_in_two_proportions() -> None:
    labels = read(OURS)
    figures = list_figures(labels)
    front = [name for name in list_shown(labels) if figures[name].front]
    assert front == [
        "04_krav-med-uppdrag",
        "04_bara-beslaktade",
        "04_ord-mot-ord",
        "03_hundra-kronor",
        "03_ramar",
        "05_spar_fri-kollektivtrafik",
        "05_spar_sextimmarsdag",
        "02_vad-planen-inte-sager",
    ]
    words = labels.speak()
    for name in front:
        if name != "04_ord-mot-ord":
            drawable = read_figure(labels, name)
            for size in ("landscape", "square"):
                figure = drawable.draw(words, size)
                assert figure.caption.what and not any(text.get_rotation() for text in figure.axes[0].texts)
    assert figures["04_ord-mot-ord"].sizes == ("a3",)
