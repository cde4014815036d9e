"""The chart of quotes: whose words stand where, what is marked, and what is said where there is nothing to quote."""

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.figures.pairs import Told, join_same, pair
from helpers.figures.poster import verbatim
from helpers.figures.preflight import find_faults
from helpers.figures.quote_rows import LARGEST, say_rest, say_ties
from helpers.figures.quotes import exceptions, theme
from helpers.figures.registry import FIGURES, draw, list_figures, read_figure
from helpers.figures.sheet import SIZES, PrintFigure, RoomError, Sheet
from helpers.figures.states import states
from helpers.links.labels import Labels, read_labels
from helpers.links.needs import lacks_theme
from helpers.plan.read import Plan, read_plan
from helpers.words import LANGUAGES, Words, read_words

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def words(plan: Plan) -> Words:
    return read_words("sv", plan)


def read_all(figure: PrintFigure) -> str:
    return " ".join(text.get_text() for text in figure.axes[0].texts)


def read_words_about(figure: PrintFigure) -> str:
    return " ".join(text.get_text() for text in figure.texts)


@pytest.fixture(scope="module")
def drawn(labels: Labels, words: Words) -> list[PrintFigure]:
    """Every figure of quotes about a theme or a topic, in those of three sizes that have room for it."""
    names = [name for name in list_figures(labels) if name.startswith(("04_tema", "04_bara", "05_"))]
    figures = []
    for name in names:
        for size in ("a5", "landscape", "square"):
            with suppress(RoomError):
                figures.append(draw(labels, name, words, size))
    return figures


def test_the_six_are_quoted_with_their_related_missions(plan: Plan, labels: Labels, words: Words) -> None:
    figure = exceptions(labels, words, Sheet(SIZES["a4"]))
    said = read_all(figure)
    without = plan.demands[labels.grade("demand_id").isin(["related", "none"]).to_numpy()]
    assert len(without) == figure.numbers.demand_id.nunique() == 6
    assert all(f"rad {line}" in said for line in without.line)
    assert "”utlysa klimatnödläge i Borlänge kommun”" in said and find_faults(figure) == []
    assert not figure.axes[0].patches, "all missions are of one kind: no mark is needed"


def test_a_small_sheet_names_those_whose_missions_it_cannot_quote(plan: Plan, labels: Labels, words: Words) -> None:
    figure = exceptions(labels, words, Sheet(SIZES["square"]))
    said = [text.get_text() for text in figure.axes[0].texts]
    assert "Kommunstyrelsen, Miljönämnden, Samhällsbyggnadsnämnden" in said
    assert words.find_lines(" ".join(said)) == set(plan.locate(figure.numbers.demand_id))
    places = {text.get_position()[0] for text in figure.axes[0].texts}
    assert len([x for x in places if x >= 0]) == 2, "one column of lines, one of names"
    assert len([x for x in places if x < 0]) == 1, "the quotation marks hang out to the left"
    assert max(_list_sizes(figure)) >= figure.sheet.size.text, "the quotes have the whole width"


def test_a_screen_names_all_before_it_quotes_a_few(plan: Plan, words: Words) -> None:
    named = {each: draw(plan, each, words, "square") for each in ("04_tema_jamlikhet", "05_spar_avslutas")}
    for name, figure in named.items():
        missions = figure.numbers.mission_id[figure.numbers.demand_id == ""]
        said, about = read_all(figure), read_words_about(figure).replace("\n", " ")
        assert all(words.name(each) in said for each in missions), name
        assert "Kortnamnen är våra." in about and "Citaten" not in about and "”" not in said
        assert min(_list_sizes(figure)) >= figure.sheet.size.small == 9.5
    assert "Avsluta" in read_all(draw(plan, "05_spar_avslutas", words)), "in print they are quoted"
    texts = named["05_spar_avslutas"].axes[0].texts
    places = [text for text in texts if text.get_text().startswith(("Kommunstyrelsen, rad 2", "Omsorgsnämnden, rad"))]
    assert len({text.get_position()[0] for text in places[:5]}) == 1, "their places stand in a column"


def test_a_card_without_room_for_the_demands_it_would_lead_says_their_lines(plan: Plan, words: Words) -> None:
    said = read_all(draw(plan, "04_kort_barn-och-utbildningsnamnden", words, "square"))
    assert "Skulle leda arbetet med 5 (3–5) krav, vår bedömning: rad 153–156, 218" in said
    assert "rad 275" in said and "Bättre samverkan för barns välmående" in said


def test_every_line_that_is_drawn_is_in_its_source(drawn: list[PrintFigure], plan: Plan, words: Words) -> None:
    for figure in drawn:
        named = words.find_lines(f"{read_all(figure)} {figure.caption.note}")
        assert set(plan.locate({*figure.numbers.demand_id} - {""})) <= named <= set(figure.caption.lines), figure.name
        assert set(plan.locate({*figure.numbers.mission_id} - {""})) <= set(figure.caption.lines), figure.name


def test_a_demand_has_the_same_missions_in_every_figure(plan: Plan, labels: Labels, drawn: list[PrintFigure]) -> None:
    wanted = {demand: set(labels.list_answering(demand)) for demand in plan.demands.demand_id}
    numbers = [
        figure.numbers[figure.numbers.demand_id != ""] for figure in (*drawn, verbatim(labels, read_words("sv", plan)))
    ]
    for rows in numbers:
        for demand, mine in rows.groupby("demand_id"):
            answers = mine[mine.kind.isin(["whole", "part"])]
            shown = answers if len(answers) else mine
            assert set(shown.mission_id) - {""} == wanted[demand], demand
    assert {demand for rows in numbers for demand in rows.demand_id} == set(wanted)


def test_a_place_has_a_line_of_its_own(drawn: list[PrintFigure], words: Words) -> None:
    for figure in drawn:
        for text in figure.axes[0].texts:
            said = text.get_text()
            assert not (re.search(r"[a-zåäö.]”", said) and words.find_lines(said)), (figure.name, said)


def test_no_quote_is_larger_than_the_headline(drawn: list[PrintFigure]) -> None:
    assert all(max(_list_sizes(figure)) <= figure.sheet.size.title * LARGEST + 0.01 for figure in drawn)


def test_headlines_of_a_series_have_one_size(drawn: list[PrintFigure]) -> None:
    for figure in (each for each in drawn if "/04_" in each.name):
        headline = [text for text in figure.texts if text.get_weight() == "bold"]
        assert {text.get_fontsize() for text in headline} == {figure.sheet.size.title}, figure.name


def test_quotes_of_a_series_have_one_size(drawn: list[PrintFigure]) -> None:
    themes = [figure for figure in drawn if "04_tema" in figure.name and figure.sheet.size.name != "square"]
    sizes = {name: {max(_list_sizes(figure)) for figure in themes if figure.sheet.size.name == name} for name in USED}
    assert {name: found for name, found in sizes.items() if found != {SIZES[name].text}} == {}
    assert all(figure.caption.kicker for figure in themes)


USED = ("a5",)


def test_a_mission_is_quoted_once(labels: Labels, words: Words) -> None:
    said = read_all(exceptions(labels, words, Sheet(SIZES["a4"])))
    assert said.count("”Förbättra det påbörjade") == 1 and said.count("Samma uppdrag som ovan") == 2


def test_what_is_not_quoted_keeps_its_sign(plan: Plan, labels: Labels, words: Words) -> None:
    pairs = pair(labels, ["skola-1"])
    told = join_same(pairs, plan)
    rest = say_rest(told[1:], words)
    assert {kind for kind, _ in rest} == {each.mark for each in told[1:]}
    missions = [mission for each in told[1:] for mission in each.missions]
    names = {words.name(plan.items[mission].part) for mission in missions}
    assert {name for _, said in rest for name in said.partition(": ")[2].split(", ")} == names
    assert sum(int(said.split()[1]) for _, said in rest) == len(missions)


def test_the_same_mission_is_one_quote_with_both_places(plan: Plan, words: Words) -> None:
    said = read_all(draw(plan, "04_tema_jobb", words, "a5"))
    assert "Gymnasie- och arbetsmarknadsnämnden, rad 290; Socialnämnden, rad 331" in said
    assert said.count("”Starta projekt") <= 2


def test_those_that_answer_best_come_first(labels: Labels) -> None:
    pairs = pair(labels, ["skola-1", "klimat-5"])
    assert pairs.demand_id.iloc[0] == "klimat-5"
    assert pairs[pairs.demand_id == "skola-1"].kind.tolist() == sorted(pairs.kind[1:], reverse=True)


def test_a_demand_without_any_link_says_so(labels: Labels, words: Words) -> None:
    gone = labels.links.demand_id == "klimat-5"
    none = labels.replace(links=labels.links.assign(relation=labels.links.relation.mask(gone, "none")))
    figure = exceptions(none, words, Sheet(SIZES["a4"]))
    assert figure.caption.headline == "Sex krav motsvaras inte av något uppdrag"
    assert "inget uppdrag, inte ens ett besläktat" in read_all(figure)


@pytest.mark.parametrize("unread", [1, 5])
def test_of_a_theme_that_is_not_all_read_nothing_is_said(unread: int, plan: Plan, labels: Labels, words: Words) -> None:
    mine = plan.demands.demand_id[plan.demands.theme_id == "bostad"].head(unread)
    links, committees = (rows[~rows.demand_id.isin(mine)] for rows in (labels.links, labels.committees))
    part = labels.replace(links=links, committees=committees, table=labels.table[~labels.table.demand_id.isin(mine)])
    with pytest.raises(ValueError, match="not every demand of the theme 'bostad' has been read"):
        theme(part, words, theme="bostad")
    assert lacks_theme(part, "bostad") == "temats krav är ännu inte alla lästa" and lacks_theme(part, "jobb") == ""
    assert f"{unread} ännu inte lästa" in read_all(states(part, words))


def test_where_nobody_says_who_read_no_number_of_readings_is_told(labels: Labels, words: Words) -> None:
    figure = exceptions(labels, replace(words, readers=()))
    assert "I läsningarna är det 6–7 krav" in figure.caption.note and "noll" not in figure.caption.note


def test_the_poster_has_every_demand(plan: Plan, labels: Labels, words: Words) -> None:
    figure = verbatim(labels, words)
    assert figure.numbers.demand_id.nunique() == len(plan.demands) == 35 and find_faults(figure) == []
    assert figure.caption.headline == "35 krav: 19 motsvaras helt, 10 delvis"


def test_the_poster_has_every_mission_that_answers(plan: Plan, labels: Labels) -> None:
    for language in LANGUAGES:
        words = read_words(language, plan)
        figure = verbatim(labels, words)
        answering = figure.numbers.mission_id[figure.numbers.kind.isin(["whole", "part"])]
        said, places = read_all(figure), words.plan.locate(answering.unique())
        assert all(re.search(rf"\b{line}\b", said) for line in places), "each stands with its line"
        assert str(answering.nunique()) in figure.caption.title and str(answering.nunique()) in figure.caption.what
        assert find_faults(figure) == []


def test_the_poster_says_the_same_words_once_and_stands_in_large_type(plan: Plan, labels: Labels, words: Words) -> None:
    figure = verbatim(labels, words)
    said, text = read_all(figure), [each for each in figure.axes[0].texts if each.get_fontsize() > 8]
    assert "Gymnasie- och arbetsmarknadsnämnden, rad 290; Socialnämnden, rad 331" in said
    assert said.count("rad 318, 320") == 2 and "Kommunstyrelsen, rad 242: delvis" in said
    assert min(each.get_fontsize() for each in text) >= 9.5
    for head in ("Bara besläktade uppdrag: 6 (6–7) krav", "Delvis: 10 (8–12) krav", "Helt: 19 (17–21) krav"):
        assert said.count(head) == 1


def test_a_sheet_without_room_for_all_is_no_poster(labels: Labels, words: Words) -> None:
    with pytest.raises(RoomError):
        verbatim(labels, words, Sheet(replace(SIZES["a3"], height=200)))


def test_the_span_of_the_readings_stands_in_every_theme(drawn: list[PrintFigure]) -> None:
    themes = [figure for figure in drawn if not figure.name.rpartition("/")[2].startswith("05_")]
    assert len(themes) > 20
    for figure in themes:
        said = read_words_about(figure).replace("\n", " ")
        assert "fem läsningar av en språkmodell" in said, figure.name


def test_what_is_related_is_told_where_and_only_where_it_is_drawn(drawn: list[PrintFigure], words: Words) -> None:
    note, head = (words.say(key) for key in ("quotes_note", "quotes_missions_related"))
    for figure in drawn:
        body, about = read_all(figure), read_words_about(figure)
        told = (note in about) + (head in body)
        assert told == ("esläkta" in body), figure.name


def test_large_quotes_leave_all_words_about_them(drawn: list[PrintFigure], words: Words) -> None:
    heads = [words.say(key) for key in ("quotes_placed", "quotes_placed_related")]
    quoted = [figure for figure in drawn if not any(head in read_all(figure) for head in heads)]
    large = [figure for figure in quoted if max(_list_sizes(figure)) > figure.sheet.size.text * 1.1]
    assert len(large) > 4
    for figure in large:
        about = read_words_about(figure)
        assert figure.caption.what in about and figure.caption.note in about.replace("\n", " "), figure.name
    assert all("Borlänges förslag (i\u00a0opposition) för 2022" in read_words_about(figure) for figure in drawn)


def _list_sizes(figure: PrintFigure) -> list[float]:
    return [text.get_fontsize() for text in figure.axes[0].texts]


def test_the_six_hour_day_has_each_mission_once_and_the_exception_first(plan: Plan, words: Words) -> None:
    figure = draw(plan, "05_spar_sextimmarsdag", words, "square")
    said = read_all(figure)
    assert [said.count(words.lines([line])) for line in (241, 291, 317)] == [1, 1, 1] and " till" not in said
    assert (
        "motsvarar kravet under Jobb delvis" in said
        and "svagare ord: ”Ta fram en plan för införandet” mot ”införa”" in said
    )
    strong = [text.get_text() for text in figure.axes[0].texts if text.get_weight() == "semibold"]
    assert strong == ["”Ta fram en plan för införandet av 6 timmars arbetsdag som norm”"]
    assert said.index("rad 241") < said.index("rad 291"), "the exception stands first"
    assert figure.caption.headline == "Sextimmarsdag: två nämnder skulle införa, styrelsen planera"
    care = figure.numbers[figure.numbers.demand_id == "omsorg-3"]
    assert plan.items[care.mission_id.iloc[0]].line == 241
    assert figure.texts[0].get_text().startswith("Sextimmarsdag")


def test_demands_of_one_theme_are_named_by_their_lines(words: Words) -> None:
    told = Told(["ks-01"], (("jobb-1", "whole"), ("jobb-2", "part"), ("jobb-4", "part")), "", ("", ""))
    assert [said for _, said in say_ties(told, words)] == [
        "motsvarar rad 111 helt", "motsvarar rad 112, 114 delvis"
    ]  # fmt: skip


def test_two_missions_that_say_all_together_are_told_of(drawn: list[PrintFigure], plan: Plan, words: Words) -> None:
    told = {figure.name.rpartition("/")[2] for figure in drawn if "uppdrag tillsammans" in read_words_about(figure)}
    assert told == {"04_tema_bostad"}
    assert "uppdrag tillsammans" in draw(plan, "04_kort_samhallsbyggnadsnamnden", words).caption.note
    assert "uppdrag tillsammans" not in draw(plan, "04_kort_omsorgsnamnden", words).caption.note


def test_no_mission_is_said_in_the_size_of_the_quotes_without_a_mark() -> None:
    plan = read_plan(ROOT / "tests" / "plans" / "almvik-2026")
    words, labels = read_words("sv", plan), read_labels(plan)
    large = exceptions(labels, words)
    said = [text for text in large.axes[0].texts if "uppdrag" in text.get_text() or "besläktat" in text.get_text()]
    assert max(text.get_fontsize() for text in said) > large.sheet.size.text
    mixed = theme(labels, words, theme="skola")
    assert "inget uppdrag, inte ens ett besläktat" in read_all(mixed)
    assert words.say("quotes_none") not in read_all(mixed) and words.say("quotes_none") not in mixed.caption.alt_long


def test_a_square_marks_the_lines_of_what_it_cannot_quote(labels: Labels, words: Words) -> None:
    figure = theme(labels, words, Sheet(SIZES["square"]), theme="klimat")
    assert "Miljönämnden, Samhällsbyggnadsnämnden" in read_all(figure)
    assert len(figure.axes[0].patches) >= 5, "a mark for each demand"
    accent = [text for text in figure.axes[0].texts if text.get_color() == figure.sheet.palette.accent]
    said = " ".join(text.get_text() for text in accent)
    assert all(words.lines([line]) in read_all(figure) for line in (216, 217, 219)) and "klimatnödläge" in said


def test_what_every_demand_has_needs_no_list_of_exceptions(plan: Plan, labels: Labels) -> None:
    answered = labels.replace(links=labels.links.assign(relation="exact"))
    assert FIGURES["04_bara-beslaktade"].lacks(answered) == "varje läst krav motsvaras av uppdrag, helt eller delvis"
    assert FIGURES["04_bara-beslaktade"].lacks(labels) == ""


def test_two_largest_frames_share_the_headline(plan: Plan, words: Words) -> None:
    drawable = read_figure(plan, "03_ramar")
    frames = drawable.data.assign(amount_tkr=1000, hundred_ore=1000)
    figure = drawable.figure.chart(frames, words, Sheet(SIZES["a5"]))
    assert figure.caption.said == "Så fördelas ramarna"
    whole = read_figure(plan, "03_hundra-kronor").figure.chart(frames, words, Sheet(SIZES["a5"]))
    said = [text.get_text() for text in whole.axes[0].texts]
    assert said.count("10 kr") == 10, "no frame is less than a krona: none are drawn together"
    assert isinstance(frames, pd.DataFrame)


def test_a_trace_says_what_somebody_noted_of_its_topic_and_which_missions_stand_twice(plan: Plan, words: Words) -> None:
    ended, free = (draw(plan, f"05_spar_{topic}", words).caption for topic in ("avslutas", "avgiftsfritt"))
    assert "rad 227 och 313 gäller enligt vår läsning samma utredning; båda är räknade." in ended.note
    assert "Punkten på rad 269 står ordagrant också på rad 254; båda är räknade." in free.note
