"""Edge cases of figures: where words break, which title is true, what a plan lacks, and how a card is named."""

import re
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.font_manager import get_font
from matplotlib.textpath import TextToPath
from PIL import Image

from helpers import cross_reference
from helpers.check.summary import tell_counts, tell_sum
from helpers.colour import COLOURS, Palette, make_palette, reduce_colours
from helpers.figures.card import card
from helpers.figures.effort import effort
from helpers.figures.leads import leads
from helpers.figures.matrix import _fit, matrix
from helpers.figures.money import attention, frames, hundred
from helpers.figures.poster import verbatim
from helpers.figures.preflight import find_faults
from helpers.figures.quotes import exceptions, theme
from helpers.figures.registry import FIGURES, draw, name_card
from helpers.figures.render import UNITS, _spell, draw_svg
from helpers.figures.sheet import SIZES, Sheet
from helpers.figures.states import states
from helpers.figures.type import FILES, FONTS, balance, fill, measure, wrap
from helpers.links.crossref import list_missions
from helpers.links.labels import Labels, read_labels
from helpers.links.needs import lacks
from helpers.links.numbers import KeyNumber
from helpers.plan.budget import compare_attention, tabulate_frames
from helpers.plan.read import Plan
from helpers.prints.contents import Story, write_choice
from helpers.publish.checks import list_shapes
from helpers.publish.export import name_colours, render_figure
from helpers.site.pictures import shrink
from helpers.tables import read_wordlist
from helpers.words import Words, read_words

ROOT = Path(__file__).resolve().parents[1]
NAME = "Barn- och utbildningsnämnden"
TITLE = "Två av tio ramar utgör mer än hälften av summan i den kommunala budgetrevisionen"
SOURCE = "Källa: Partiet, Plan och budget, rad 39–44, 56–59, 83–87, 215–219."


@pytest.fixture(scope="module")
def words(plan: Plan) -> dict[str, Words]:
    return {language: read_words(language, plan) for language in ("sv", "en")}


# --- type ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FILES, ids=" ".join)
@pytest.mark.parametrize(
    "text", ["”Två av tio” ramar: 25 %, T. ex. AV Ta", " W  A – f i", "Omsorg", "", "\u05d0\u05d1 \u05d2 1 \u05d3"]
)
def test_words_set_one_by_one_stand_where_the_whole_line_has_them(text: str, face: tuple[str, str]) -> None:
    font = get_font(str(FONTS / FILES[face]))
    font.set_size(UNITS, 72)
    letters, *_ = TextToPath().get_glyphs_with_font(font, text)
    assert [*_spell(text, *face)] == [(name, x, y) for name, x, y, _ in letters]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, [""]),
        ("och", 3, ["och"]),  # cannot be parted
        (NAME, 60, [NAME]),
        (NAME, 20, ["Barn- och", "utbildnings-", "nämnden"]),
    ],
)
def test_words_break_at_spaces_first(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, 8.5, "sv") == lines


@pytest.mark.parametrize("width", range(20, 120, 3))
def test_no_line_is_too_wide_and_no_letter_is_lost(width: int) -> None:
    lines = wrap(TITLE, width, 14, "sv", "bold")
    assert max(measure(line, 14, "bold") for line in lines) <= width
    assert "".join(lines).replace("-", "").replace(" ", "") == TITLE.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Kort", 90, ["Kort"]),
        (
            "Miljönämnden: sju uppdrag, fem motsvarar inte något krav",
            90,
            ["Miljönämnden: sju uppdrag,", "fem motsvarar inte något krav"],
        ),
        (
            "Kommunstyrelsen har 19 uppdrag och 13 av dem är nya",
            70,
            ["Kommunstyrelsen", "har 19 uppdrag", "och 13 av dem är nya"],
        ),
    ],
)
def test_lines_are_about_as_long_as_each_other(text: str, width: float, lines: list[str]) -> None:
    assert balance(text, width, 14, "sv", "bold") == lines


def test_neither_a_scrap_nor_a_year_stands_alone() -> None:
    assert balance("Jobb: alla fem krav har ett uppdrag i planen", 90, 14, "sv", "bold")[0] != "Jobb:"
    year = balance("Ett krav i partiets förslag för 2022 och vad det får", 60, 8.5, "sv")
    assert any("för 2022" in line or "2022 och" in line for line in year)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (SOURCE, 100, [SOURCE]),
        (
            "Källa: Partiet, rad 39–44. Figur: From plan to print.",
            40,
            ["Källa: Partiet, rad 39–44. Figur:", "From plan to print."],
        ),
        ("Kravet på rad 218 står", 15, ["Kravet på", "rad 218 står"]),
        ("Ensam utbildningsförvaltning", 30, wrap("Ensam utbildningsförvaltning", 30, 7, "sv")),
    ],
)
def test_a_note_fills_its_lines(text: str, width: float, lines: list[str]) -> None:
    assert fill(text, width, 7, "sv") == lines


# --- titles -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "carried", "ending"),
    [
        ("sv", 1, "ett av fem krav motsvaras av uppdrag, helt eller delvis"),
        ("sv", 0, "inget av fem krav motsvaras av ett uppdrag, inte ens delvis"),
        ("en", 1, "one of five demands is answered by a mission, in whole or in part"),
        ("en", 0, "none of five demands is answered by a mission, not even in part"),
    ],
)
def test_a_theme_counts_in_words(
    plan: Plan, labels: Labels, words: dict[str, Words], language: str, carried: int, ending: str
) -> None:
    climate = plan.demands.demand_id[plan.demands.theme_id == "klimat"]
    related = labels.links.demand_id.isin(climate[carried:])
    now = labels.replace(links=labels.links.assign(relation=labels.links.relation.mask(related, "related")))
    assert theme(now, words[language], theme="klimat").caption.title.partition(": ")[2] == ending


@pytest.mark.parametrize(
    ("language", "carrying", "ending"),
    [
        ("sv", "all", "alla sju uppdrag motsvarar ett krav, helt eller delvis"),
        ("sv", "one", "1 av 7 uppdrag motsvarar ett krav, helt eller delvis"),
        ("sv", "none", "inget av sju uppdrag motsvarar något krav, inte ens delvis"),
        ("en", "one", "1 of 7 missions answers a demand, in whole or in part"),
        ("en", "none", "none of seven missions answers a demand, not even in part"),
    ],
)
def test_a_card_counts_in_words(
    labels: Labels, words: dict[str, Words], language: str, carrying: str, ending: str
) -> None:
    missions = labels.missions
    chosen = {"all": missions.committee_id == "mn", "one": missions.mission_id == "mn-02", "none": missions.line < 0}
    now = labels.replace(missions=missions.assign(carries=chosen[carrying].map({True: "jobb-1", False: ""})))
    assert card(now, words[language], committee="mn").caption.title.partition(": ")[2] == ending


@pytest.mark.parametrize(
    ("language", "rest"),
    [
        ("sv", "De övriga 13: rad 227–230, 232–233, 235–238, 240–241, 243"),
        ("en", "The other 13: lines 227–230, 232–233, 235–238, 240–241, 243"),
    ],
)
def test_a_square_without_room_for_all_missions_tells_where_the_others_stand(
    labels: Labels, words: dict[str, Words], language: str, rest: str
) -> None:
    drawn = card(labels, words[language], Sheet(SIZES["square"]), committee="ks")
    (axes,) = drawn.axes
    said = " ".join(text.get_text() for text in axes.texts).replace("\N{NO-BREAK SPACE}", " ")
    assert rest in said and words[language].name("ks-08") in said and words[language].name("ks-01") not in said


@pytest.mark.parametrize(
    ("leading", "title"),
    [
        ({"ks": "jamlikhet-3"}, "En av åtta skulle leda arbetet med minst ett krav (vår bedömning)"),
        (
            {"ks": "jamlikhet-3", "mn": "klimat-1", "sbn": "bostad-1", "bun": "skola-1"}
            | {"gan": "jobb-1", "kfn": "jamlikhet-1", "on": "omsorg-1", "sn": "jobb-2"},
            "Alla åtta skulle leda arbetet med minst ett krav (vår bedömning)",
        ),
    ],
)
def test_the_chart_counts_who_would_lead(
    labels: Labels, words: dict[str, Words], leading: dict[str, str], title: str
) -> None:
    lead = [leading.get(row.committee_id) == row.demand_id for row in labels.table.itertuples()]
    table = labels.table.assign(lead=lead)
    now = labels.replace(table=table, acts={"settled": table})
    assert leads(now, words["sv"]).caption.title == title


@pytest.mark.parametrize(
    ("committees", "headline"),
    [
        (["ks"], "Den enda nämnden skulle leda arbetet med krav"),
        (["ks", "kfn"], "Skulle leda mest: kommunstyrelsen och kultur- och fritidsnämnden"),
    ],
)
def test_the_headline_says_of_whom_it_speaks(
    labels: Labels, words: dict[str, Words], committees: list[str], headline: str
) -> None:
    parts = labels.plan.committees
    few = replace(labels.plan, committees=parts[parts.committee_id.isin(committees)])
    table = labels.table[labels.table.committee_id.isin(committees)]
    now = labels.replace(table=table, leads={"settled": table[table.lead]})
    assert leads(now, replace(words["sv"], plan=few)).caption.headline == headline


def test_all_committees_together_are_no_committee(plan: Plan) -> None:
    name, mine = "Samtliga nämnder", plan.committees.committee_id == "mn"
    told = [each.model_copy(update={"name": name if each.id == "mn" else each.name}) for each in plan.file.committees]
    rows = plan.committees.assign(name=plan.committees.name.mask(mine, name))
    now = replace(plan, committees=rows, file=plan.file.model_copy(update={"committees": told}))
    assert read_words("sv", now).bodies == "kommunstyrelsen, sex nämnder och samtliga nämnder"
    assert tell_counts(now).startswith("Läst: 7 teman med 35 krav, 7 nämnder med 72 uppdrag")


def test_a_sheet_too_narrow_for_the_headline_takes_the_short_one(plan: Plan) -> None:
    words = read_words("en", plan)
    wide, narrow = (draw(plan, "01_krav-och-uppdrag", words, size) for size in ("a5", "square"))
    said = [" ".join(text.get_text() for text in figure.texts) for figure in (wide, narrow)]
    assert said[0].startswith("35 demands, 72 missions, most for Municipal Executive Board ")
    assert said[1].startswith("35 demands and 72 missions From ") and find_faults(narrow) == []


# --- the smallest of plans, and plans with less ---------------------------------------------------------------


@pytest.fixture(scope="module")
def small(plan: Plan) -> Plan:
    """One demand, one mission; no short names, and nobody says who has read."""
    demands, missions = plan.demands, plan.missions
    return replace(
        plan,
        folder=plan.folder / "nowhere",
        demands=demands[demands.demand_id == "skola-1"],
        missions=missions[missions.mission_id == "bun-01"],
    )


def settle(small: Plan, relation: str) -> Labels:
    pair = [("skola-1", "bun-01", relation, "passes", 1)]
    links = pd.DataFrame(pair, columns=["demand_id", "mission_id", "relation", "origin", "votes"])
    acting = pd.DataFrame([("skola-1", "bun", "mission", 1)], columns=["demand_id", "committee_id", "basis", "lead"])
    table, missions = cross_reference(small, links, acting), list_missions(small, links)
    acting = acting.assign(origin="passes")
    read = {"passes": {}, "readings": {"settled": links}}
    return read_labels(small).replace(links=links, committees=acting, table=table, missions=missions, **read)


@pytest.mark.parametrize(
    ("language", "relation", "titles"),
    [
        (
            "sv",
            "exact",
            [
                "Temat EN SKOLA FÖR ALLA: det enda kravet motsvaras helt av uppdrag",
                "1 av 1 krav motsvaras av uppdrag, helt eller delvis",
                "En av åtta skulle leda arbetet med minst ett krav (vår bedömning)",
                "Barn- och utbildningsnämnden: det enda uppdraget motsvarar ett krav, helt eller delvis",
            ],
        ),
        (
            "sv",
            "none",
            [
                "Temat EN SKOLA FÖR ALLA: det enda kravet motsvaras inte av något uppdrag, inte ens delvis",
                "0 av 1 krav motsvaras av uppdrag, helt eller delvis",
                "Det är inte tydligt vem som skulle leda arbetet med det enda kravet (vår bedömning)",
                "Barn- och utbildningsnämnden: det enda uppdraget motsvarar inte något krav, inte ens delvis",
            ],
        ),
    ],
)
def test_the_smallest_of_plans(small: Plan, language: str, relation: str, titles: list[str]) -> None:
    words, labels = read_words(language, small), settle(small, relation)
    drawn = [
        theme(labels, words, theme="skola"),
        states(labels, words),
        leads(labels, words),
        card(labels, words, committee="bun"),
    ]
    assert [figure.caption.title for figure in drawn] == titles
    assert (
        drawn[0].caption.alt
        == {
            "exact": "Lista: det enda kravet i temat motsvaras helt av uppdrag.",
            "none": "Lista: det enda kravet i temat motsvaras inte av något uppdrag, inte ens delvis.",
        }[relation]
    )
    assert drawn[0].caption.what.endswith("inte av något uppdrag, inte ens delvis") == (relation == "none")
    assert [find_faults(figure) for figure in drawn] == [[]] * 4
    assert drawn[2].caption.note.startswith(
        "Bedömt, utan uppgift om vem som har läst. Vem som skulle leda är vår bedömning"
    )


def test_the_only_frame_is_not_one_of_one(small: Plan) -> None:
    words, table = read_words("sv", small), tabulate_frames(small)
    mine = table[table.committee_id == "bun"].assign(hundred_ore=10_000)
    one, bar = frames(mine, words).caption, hundred(mine, words).caption
    both = attention(compare_attention(small)[lambda rows: rows.committee_id == "bun"], words).caption
    assert one.title == "Den enda ramen är hela summan"
    assert one.headline.startswith("Den enda ramen: Barn- och utbildningsnämnden, ")
    assert one.alt.startswith("En liggande stapel: Barn- och utbildningsnämnden med ")
    assert bar.headline == "Alla hundra kronor skulle gå till barn- och utbildningsnämnden"
    assert bar.alt == "En stapel på hundra kronor, odelad: Barn- och utbildningsnämnden."
    off = replace(small, budget=small.budget[small.budget.committee_id == "bun"])
    assert lacks(read_labels(off), "sum").startswith("ramarna går inte ihop: den enda raden är ")
    right = replace(off, totals=off.totals.assign(amount_tkr=off.budget.amount_tkr.sum()))
    assert tell_sum(right).startswith("Budgeten: raden är den summa som står, ")
    assert both.title == "Uppdrag och ram för en nämnd"
    assert both.headline == "Uppdrag och ram: Barn- och utbildningsnämnden"


def test_equal_frames_have_no_largest(small: Plan) -> None:
    words, table = read_words("sv", small), tabulate_frames(small).head(3).assign(amount_tkr=100, hundred_ore=3333)
    assert frames(table, words).caption.alt == "Liggande staplar: 3 ramar, de största med 0,1 miljoner kronor."
    assert hundred(table, words).caption.alt == "En stapel på hundra kronor i 3 delar, flera lika stora och störst."


def test_who_has_missions_and_no_frame_is_named_and_not_counted(plan: Plan) -> None:
    words, rows = read_words("sv", plan), compare_attention(plan)
    without = rows.assign(amount_tkr=rows.amount_tkr.where(rows.committee_id != "ks"))
    caption = attention(without, words).caption
    assert "Den som inte har någon egen ram visas inte: Kommunstyrelsen (19 uppdrag)." in caption.note
    assert caption.what.startswith("Antal uppdrag och ram för sju nämnder i ")
    assert caption.title.startswith("Flest uppdrag: Kommunstyrelsen. ")


def test_where_no_mission_answers_none_is_counted(small: Plan) -> None:
    words, labels = read_words("sv", small), settle(small, "none")
    drawn = [states(labels, words).caption, matrix(labels, words, Sheet(SIZES["a4"])).caption]
    assert drawn[0].headline == "Inget krav motsvaras av något uppdrag"
    assert drawn[1].headline == "Nämnd för nämnd: inget krav motsvaras av uppdrag"
    poster = verbatim(labels, words).caption
    assert poster.title == "Kravet i planens egna ord; inget uppdrag motsvarar det"
    assert poster.headline == "Kravet motsvaras inte av uppdrag"
    assert exceptions(labels, words).caption.what.startswith("Det enda kravet i ")
    numbers = {key: KeyNumber(key, 1, 1, 1, key, "", "") for key in ("demands", "missions")}
    assert write_choice(Story(words, labels, numbers, make_palette()))["deck"] == ""
    assert poster.what.endswith(" (i fet stil); inget uppdrag motsvarar det")
    assert poster.alt == "Citat: 1 krav; inget uppdrag motsvarar det."


@pytest.mark.parametrize(
    ("ids", "board", "said"),
    [
        (["bun"], "", ("Nämnden, och de krav", "som den skulle")),
        (["bun"], "bun", ("Styrelsen, och de krav", "som den skulle")),
        (["ks", "bun"], "ks", ("Styrelsen och nämnden, och de krav", "som de skulle")),
    ],
)
def test_who_would_lead_is_told_by_how_many_there_are(
    small: Plan, ids: list[str], board: str, said: tuple[str, str]
) -> None:
    mine = [each for each in small.file.committees if each.id in ids]
    told = [each.model_copy(update={"board": each.id == board}) for each in mine]
    rows = small.committees[small.committees.committee_id.isin(ids)]
    few = replace(small, committees=rows, file=small.file.model_copy(update={"committees": told}))
    what = leads(settle(few, "none"), read_words("sv", few)).caption.what
    assert what.startswith(said[0]) and said[1] in what


def test_a_card_without_missions_demands_or_frame(small: Plan) -> None:
    words, labels = read_words("sv", small), settle(small, "exact")
    bare = replace(words, plan=replace(small, budget=small.budget[small.budget.committee_id != "mn"]))
    figure = card(labels, bare, committee="mn")
    said = [text.get_text() for text in figure.axes[0].texts]
    assert figure.caption.title == "Miljönämnden: inget uppdrag i planen"
    assert {"Inget uppdrag.", "ingen ram i tabellen"} <= set(said)
    assert figure.caption.lines == (small.committees.set_index("committee_id").line["mn"],)


def test_every_demand_has_a_mission(small: Plan) -> None:
    figure = states(settle(small, "exact"), read_words("sv", small))
    assert figure.axes[0].texts[-1].get_text() == "Varje krav motsvaras helt eller delvis av ett uppdrag i planen."
    assert figure.caption.alt_long.endswith("Varje krav motsvaras helt eller delvis av ett uppdrag i planen.")


def test_what_a_person_has_signed_is_not_called_unreviewed(
    plan: Plan, words: dict[str, Words], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = read_labels(plan).replace(links=read_labels(plan).links.assign(origin="decision"))
    monkeypatch.setattr("helpers.figures.effort.read_labels", lambda plan: signed)
    pairs = pd.DataFrame({"score": [0.9, 0.5], "carries": [True, False]})
    assert effort(pairs, words["sv"]).caption.note == ""


@pytest.mark.parametrize(
    ("case", "possible"),
    [("as it is", True), ("no committee", False), ("another row", False), ("two rows", True), ("no missions", False)],
)
def test_missions_and_frames_stand_together_only_where_a_committee_has_the_largest(
    plan: Plan, case: str, possible: bool
) -> None:
    rows, largest = plan.budget, plan.budget.amount_tkr.idxmax()
    halves = rows[rows.index == largest].assign(amount_tkr=rows.amount_tkr[largest] // 2)
    tables: dict[str, dict[str, Any]] = {
        "as it is": {},
        "no committee": {"budget": rows.assign(committee_id=pd.Series([None] * len(rows), dtype="str"))},
        "another row": {"budget": rows.assign(committee_id=rows.committee_id.where(rows.index != largest))},
        "two rows": {"budget": pd.concat([rows[rows.index != largest], halves, halves.assign(label="B")])},
        "no missions": {"missions": plan.missions[:0]},
    }
    assert FIGURES["03_uppdrag-och-ramar"].possible(replace(plan, **tables[case])) is possible


def test_a_card_is_named_by_its_committee_or_by_its_id(plan: Plan) -> None:
    named = plan.committees.name
    assert name_card(plan, "bun") == "kort_barn-och-utbildningsnamnden"
    same = replace(plan, committees=plan.committees.assign(name=named.where(named != named[1], named[0])))
    assert [name_card(same, committee) for committee in ("ks", "mn")] == ["kort_ks", "kort_mn"]
    strange = replace(plan, committees=plan.committees.assign(name="!?"))
    assert name_card(strange, "sn") == "kort_sn"


def test_a_figure_in_few_colours_keeps_its_plain_ones(plan: Plan, words: dict[str, Words]) -> None:
    shown, _ = draw(plan, "03_hundra-kronor", words["sv"])._repr_png_()
    picture = Image.open(BytesIO(shown))
    pixels = np.asarray(picture.convert("RGB"))
    assert 24 < len(picture.getcolors()) <= COLOURS and len(reduce_colours(picture, 8).getcolors()) == 8
    for colour in ((255, 255, 255), (0x0B, 0x60, 0x70), (0x1B, 0x1B, 0x1B)):
        assert (pixels == colour).all(axis=2).sum() > 100


COLOURED = (
    "01_dokumentet",
    "02_vad-planen-inte-sager",
    "03_ramar",
    "04_bara-beslaktade",
    "04_kort_kommunstyrelsen",
    "04_ord-mot-ord",
    "04_tema_klimat",
    "05_spar_fri-kollektivtrafik",
)


@pytest.mark.parametrize("name", COLOURED)
def test_a_png_has_each_colour_of_text_and_marks(name: str, labels: Labels, words: dict[str, Words]) -> None:
    figure = draw(labels, name, words["sv"])
    names = name_colours(figure.sheet.palette)
    plain = {field.name for field in fields(Palette)}
    shapes = list_shapes(draw_svg(figure))
    drawn = {colour for shape in shapes for colour in (shape.surface, shape.line) if names[colour] in plain} - {"none"}
    assert {"#ffffff", figure.sheet.palette.ink} < drawn
    for png in (figure._repr_png_()[0], render_figure(figure, "png"), shrink(render_figure(figure, "png"))):
        found = Image.open(BytesIO(png)).convert("RGB").getcolors()
        assert drawn <= {to_hex([part / 255 for part in colour]) for _, colour in found}


def test_an_own_accent_is_kept_and_no_colour_that_is_not_there(plan: Plan, words: dict[str, Words]) -> None:
    figure = draw(plan, "01_krav-och-uppdrag", words["sv"], accent="#7a1f5c", ground="dark")
    palette = figure.sheet.palette
    shown, _ = figure._repr_png_()
    found = Image.open(BytesIO(shown)).convert("RGB").getcolors()
    there = {to_hex([part / 255 for part in colour]) for _, colour in found}
    assert {palette.accent, palette.second, palette.paper} < there and make_palette().accent not in there


def test_an_own_sheet_without_words_has_no_texts_around_its_body(labels: Labels, words: dict[str, Words]) -> None:
    ramar = FIGURES["03_ramar"]
    figure = ramar.chart(ramar.data(labels), words["sv"], Sheet(SIZES["a5"], words=False))
    assert figure.texts == [] and figure.caption.title == "Två av tio ramar utgör mer än hälften av summan"


def test_a_text_in_another_font_is_not_published(plan: Plan, words: dict[str, Words]) -> None:
    figure = draw(plan, "03_ramar", words["sv"])
    figure.axes[0].texts[0].set_family("monospace")
    with pytest.raises(ValueError, match="a text is set in 'DejaVu Sans Mono': figures have 'Source Sans 3' alone"):
        render_figure(figure, "svg")


def test_a_name_too_long_for_its_lines_is_shortened() -> None:
    said = _fit("Gymnasie- och arbetsmarknadsnämnden", 14.0, 8.0, "sv", 3.0, "normal")
    assert said.endswith("…") and "Gymnasie- och arbetsmarknadsnämnden".startswith(said[:-1].rstrip())
    assert _fit("Jobb", 14.0, 8.0, "sv", 3.0, "normal") == "Jobb"


RESULT = "ekonomiskt resultat, överskott, underskott"


@pytest.mark.parametrize(
    ("topic", "text", "found"),
    [
        ("skattesats eller ändrad skatt", "hushålla så väl att kommunalskatten kan sänkas", True),
        ("skattesats eller ändrad skatt", "Skattepengar ska gå till elever", False),
        (RESULT, "Resultatet blev minus 11 miljoner kronor.", True),
        (RESULT, "redovisa resultatet familj för familj", False),
        ("lån och skuld", "låna till en ny skola", True),
        ("lån och skuld", "låna ut skidor som andra lånar ut böcker; plånboken på lång sikt", False),
        ("intäkter", "skatteintäkterna växer", True),
        ("investeringar", "nyinvesteringar i ledningar", True),
        ("lån och skuld", "underhållsskulden för gator", True),
        ("ord för besparingar, neddragningar", "inga personalneddragningar, och ingen skär ned", True),
        ("jämförelse med ett tidigare år", "fler än i fjol, och på fem år dubbelt så många", True),
        ("jämförelse med ett tidigare år", "en plan för varje år", False),
        ("tidsgräns (senast, före, inom)", "redovisas senast i februari", True),
    ],
)
def test_what_is_said_to_be_absent_is_sought_as_plans_say_it(topic: str, text: str, found: bool) -> None:
    columns = ["topic_sv", "topic_en", "short_sv", "short_en", "pattern"]
    patterns = read_wordlist("absences.csv", columns, ["pattern"]).set_index("topic_sv").pattern
    assert bool(re.search(patterns[topic], text, re.IGNORECASE)) == found
