"""No untrue sentence comes out of a plan that is read, or adds up, in part: every figure, card and print of a set of
half-made plans is walked through, and each sentence of a kind that could be untrue is held against the plan.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from matplotlib.text import Text

from helpers.codebook import CARRYING
from helpers.figures.captions import say_span
from helpers.figures.registry import list_figures, read_figure
from helpers.links.intake import settle_passes, tell_passes
from helpers.links.labels import read_labels
from helpers.make import list_left_out, make_index
from helpers.newplan import tell_left_out
from helpers.plan.read import Plan, read_plan
from helpers.prints.documents import list_documents
from helpers.record import place_gallery, place_outputs
from helpers.words import read_words
from tests.half_made import SLIPS, Slip, make


class Truth(NamedTuple):
    """What is so in a plan, counted from its tables alone."""

    demands: int
    read: int
    carried: int
    led: int
    judged: int
    seen: bool
    whole: bool
    bodies: int
    rows: int
    stated: int | None
    largest: str
    unread: list[str]
    framed: int
    compared: int
    board: bool
    uneven: bool

    @property
    def all_read(self) -> bool:
        return self.read == self.demands and self.seen

    @property
    def agrees(self) -> bool:
        return self.stated in (None, self.rows)


def find_truth(plan: Plan) -> Truth:
    labels, budget = read_labels(plan), plan.budget[plan.budget.year == plan.file.document.year]
    links, acts = (
        getattr(labels, name) if labels.has(name) else pd.DataFrame(columns=["demand_id", "lead", "relation"])
        for name in ("links", "committees")
    )
    read = {*links.demand_id}
    readers = plan.folder / "passes" / "readers.csv"
    one = readers.is_file() and readers.read_text(encoding="utf-8").splitlines()[1].endswith(",un")
    sums = plan.totals.amount_tkr[plan.totals.year == plan.file.document.year]
    frames = budget.assign(size=budget.amount_tkr.abs()).sort_values("size", ascending=False)
    votes = labels.read("links") if labels.has("links") else links
    whole = [
        name
        for name in votes.filter(regex="^pass_")
        if {*plan.demands.demand_id} <= {*votes.demand_id[votes[name] != ""]}
    ]
    half = any((labels.read(name).filter(regex="^pass_") == "").any().any() for name in TABLES if labels.has(name))
    return Truth(
        demands=len(plan.demands),
        read=len(read),
        carried=links.demand_id[links.relation.isin(CARRYING)].nunique(),
        led=acts.demand_id[acts.lead == 1].nunique(),
        judged=acts.demand_id.nunique(),
        seen=not one,
        whole=not one and not half and acts.demand_id.nunique() == len(plan.demands),
        bodies=plan.missions.committee_id.nunique(),
        rows=int(budget.amount_tkr.sum()),
        stated=int(sums.iloc[0]) if len(sums) else None,
        largest=frames.label.iloc[0] if len(frames) else "",
        unread=plan.demands.text[~plan.demands.demand_id.isin(read)].tolist(),
        framed=budget.committee_id.dropna().nunique(),
        compared=len(whole) if len(whole) > 1 else 0,
        uneven=plan.missions.committee_id.value_counts().nunique() > 1,
        board="ks" in {*plan.committees.committee_id},
    )


TABLES = ("links", "committees")
NUMBERS = ("noll", "en", "två", "tre")


def _count(word: str) -> int:
    """A number up to four as a figure says it at the beginning of a sentence."""
    words = ("noll zero", "ett en one", "två two", "tre three", "fyra four")
    return next((n for n, each in enumerate(words) if word.casefold() in each.split()), -1)


Rule = tuple[str, Callable[[re.Match[str], Truth], bool]]
RULES: dict[str, Rule] = {
    "without": (r"(\d+) (?:utan uppdrag|without a mission)", lambda m, t: int(m[1]) == t.read - t.carried),
    "named": (
        r"(?:Utan uppdrag|Without a mission): (.+)",
        lambda m, t: not any(each[:20] in m[1] for each in t.unread),
    ),
    "list": (
        r"(?:Inget uppdrag i planen motsvarar kravet|No mission in the plan answers the demand)",
        lambda m, t: t.read > t.carried,
    ),
    "every": (
        r"Varje krav har ett uppdrag|Every demand has a mission",
        lambda m, t: t.all_read and t.carried == t.demands,
    ),
    "nobody": (
        r"(?:motsvarar inte något krav|answers? no demand|ring gör det inte|ring inte\.|a ring does not)",
        lambda m, t: t.all_read,
    ),
    "not": (
        r"(\w+) (?:av|of) 4 (?:krav motsvaras inte|demands are answered by no)",
        lambda m, t: _count(m[1]) == t.read - t.carried and t.all_read,
    ),
    "none of a theme": (
        r"(?:inget|none) (?:av|of) (?:två|two) (?:krav|demands)",
        lambda m, t: t.read - t.carried > 1,
    ),
    "read apart": (r"\d+ \((\d+)\) (?:har inget|with no)", lambda m, t: int(m[1]) <= t.read),
    "board": (r"\bStyrelsen\b|\b[Tt]he board\b|Board and", lambda m, t: t.board),
    "lead": (r"(?:ingen leder tydligt|nobody clearly leads) (\d+)", lambda m, t: int(m[1]) <= t.judged - t.led),
    "leads": (
        r"(?:leder arbetet|lead the work) (?:med|on) (?:minst ett|at least one)",
        lambda m, t: t.judged == t.demands,
    ),
    "carried": (
        r"(\d+) (?:av|of) (\d+) (?:krav har|demands have)",
        lambda m, t: t.all_read and (int(m[1]), int(m[2])) in {(t.carried, t.demands)},
    ),
    "carried of the read": (
        r"(?<!: )\b(\d+) (?:av|of) (\d+) (?:lästa krav har|demands read have)",
        lambda m, t: (int(m[1]), int(m[2])) == (t.carried, t.read) and t.read < t.demands,
    ),
    "carried since": (
        r"omgång(?:ar)?: (\d+) av \d+ krav motsvaras helt eller delvis\.(?! Med de granskade)",
        lambda m, t: int(m[1]) == t.carried,
    ),
    "every bullet": (r"läst varje punkt|read every bullet", lambda m, t: t.all_read and t.whole),
    "bodies": (
        r"uppdrag till (kommunstyrelsen och )?(\w+) nämnder",
        lambda m, t: NUMBERS.index(m[2]) == t.bodies - bool(m[1]),
    ),
    "framed": (
        r"uppdrag och ram för (kommunstyrelsen och )?(\w+) nämnd",
        lambda m, t: NUMBERS.index(m[2]) == t.framed - bool(m[1]),
    ),
    "compared": (r"I (\w+) läsningar", lambda m, t: NUMBERS.index(m[1]) == t.compared),
    "none given": (
        r"(?<!\d)0 (?:uppdrag|missions)\b(?!\s+(?:som motsvarar|that))|inget uppdrag i planen\b(?! mot)",
        lambda m, t: False,
    ),
    "largest": (
        r"(?:Störst ram|Largest frame): (.+?)(?:, (?:SEK )?\d| \||[.(]|$)",
        lambda m, t: t.agrees and m[1].strip() == t.largest,
    ),
    "most": (r"Flest uppdrag|Most missions", lambda m, t: t.uneven),
    "half": (r"mer än hälften av summan|more than half of the total", lambda m, t: t.agrees),
    "share": (r"% av summan|% of the total", lambda m, t: t.agrees),
    "hundred": (r"Av hundra kronor skulle|[Oo]f a hundred kronor", lambda m, t: t.agrees),
    "exactly": (r"exakt det|exactly that", lambda m, t: t.stated == t.rows),
    "answered": (r"(?:Krav som inget uppdrag motsvarar|Demands that no mission)", lambda m, t: t.all_read),
}  # fmt: skip


def find_untrue(text: str, truth: Truth) -> list[str]:
    """The rules that a sentence of the text breaks."""
    return [name for name, (form, holds) in RULES.items() if not all(holds(m, truth) for m in re.finditer(form, text))]


def tell(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text of every figure and print that is made of the plan, by its name, in each language."""
    left, labels = list_left_out(plan), read_labels(plan)
    for language in ("sv", "en"):
        words = labels.speak(language)
        for name in (name for name in list_figures(labels) if name not in left):
            figure = read_figure(labels, name).draw(words)
            caption = figure.caption
            yield name, " | ".join([caption.title, caption.what, caption.note, caption.alt, caption.alt_long])
            for text in figure.figure.findobj(Text):
                yield name, text.get_text().replace("\n", " ")
        for name, document in list_documents(plan).items() if language == "sv" else ():
            if name not in left:
                parts = [next(iter(versions)) for versions in document.make(words, labels=labels).versions()]
                told = [text for text in flatten(parts) if text]
                assert len(told) > 20, name
                yield from ((name, text) for text in told)


def flatten(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value if "<svg" not in value[:200] else ""
    elif isinstance(value, dict):
        for each in value.values():
            yield from flatten(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from flatten(each)


@pytest.fixture(scope="module", params=SLIPS, ids=lambda slip: slip.name)
def half(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Slip, Plan]:
    return request.param, read_half(request.param, tmp_path_factory.mktemp("half"))


def read_half(slip: Slip, place: Path) -> Plan:
    plan = read_plan(make(slip, place / slip.name.replace(" ", "-")))
    settle_passes(plan)
    return plan


def test_no_untrue_sentence_comes_out(half: tuple[Slip, Plan]) -> None:
    slip, plan = half
    truth = find_truth(plan)
    said = [*tell(plan)]
    untrue = [(name, rule, text) for name, text in said for rule in find_untrue(text, truth)]
    assert said
    assert untrue == [], slip.name


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read_half(
        next(slip for slip in SLIPS if slip.name.startswith("two of four")), tmp_path_factory.mktemp("part")
    )


SENTENCES = {
    "without": "2 utan uppdrag",
    "named": "Utan uppdrag: servera frukost i skolan (rad 12).",
    "list": "Inget uppdrag i planen motsvarar kravet, ens delvis:",
    "every": "Varje krav har ett uppdrag i planen, helt eller delvis.",
    "nobody": "Kommunstyrelsen: det enda uppdraget motsvarar inte något krav, ens delvis",
    "not": "Två av 4 krav motsvaras inte av något uppdrag i planen, inte ens delvis",
    "none of a theme": "Temat Gator och parker: inget av två krav motsvaras av ett uppdrag, inte ens delvis",
    "read apart": "1 (3) har inget uppdrag, inte ens besläktat",
    "lead": "Skolan: Utbildningsnämnden 1, ingen leder tydligt 1.",
    "leads": "Två av tre leder arbetet med minst ett krav",
    "carried": "2 av 4 krav har ett uppdrag i planen, helt eller delvis",
    "carried of the read": "2 av 3 lästa krav har ett uppdrag",
    "carried since": "av en människa i en omgång: 3 av 4 krav motsvaras helt eller delvis.",
    "every bullet": "Bedömt av människor, som har läst varje punkt i en omgång.",
    "bodies": "3 uppdrag till kommunstyrelsen och tre nämnder",
    "none given": "Tekniska nämnden: inget uppdrag i planen",
    "framed": "Antal uppdrag och ram för kommunstyrelsen och tre nämnder",
    "compared": "I två läsningar motsvaras 2 krav helt eller delvis",
    "largest": "Störst ram: Kommunstyrelsen",
    "most": "Flest uppdrag: Kommunstyrelsen, Utbildningsnämnden och Tekniska nämnden.",
    "answered": "Krav som inget uppdrag motsvarar, ens delvis, i partiets ord",
}


@pytest.mark.parametrize("rule", SENTENCES)
def test_an_untrue_sentence_would_be_found(part: Plan, rule: str) -> None:
    assert rule in find_untrue(SENTENCES[rule], find_truth(part))


@pytest.mark.parametrize("text", ["83,3 % av summan", "Av hundra kronor skulle 83,33 gå till skolan", "exakt det"])
def test_so_would_one_about_a_sum_that_is_none(part: Plan, text: str) -> None:
    assert find_untrue(text, find_truth(part)._replace(stated=361_000))


REASONS = {
    "unread": ("04_krav-med-uppdrag", "ingen läsning är införd än (links.csv och committees.csv saknas)"),
    "two of four demands read": ("04_kort_kommunstyrelsen", "2 av 4 krav är ännu inte lästa (skola-2, gator-2)"),
    "one theme read": ("04_tema_gator", "temats krav är ännu inte alla lästa"),
    "who has to act read in part": (
        "04_kort_tekniska-namnden",
        "2 av 4 krav har ingen läsning av vem som ska göra det (skola-2, gator-2)",
    ),
    "the missions of one committee read": (
        "04_alla-krav",
        "uppdragen till Kommunstyrelsen, Tekniska nämnden är ännu inte lästa",
    ),
    "does not add up": (
        "03_hundra-kronor",
        "ramarna går inte ihop: raderna blir 360000 tkr, planen anger 361000 tkr",
    ),
    "a frame below zero": ("03_ramar", "ramarna är inte delar av en helhet: Sparkrav är mindre än noll"),
    "nothing but frames of nothing": ("03_ramar", "alla ramar för 2027 är noll"),
    "a row for another year alone": (
        "03_hundra-kronor",
        "Utbildningsnämnden har belopp för andra år, men inte för 2027",
    ),
    "a committee in the budget alone": (
        "03_uppdrag-och-ramar",
        "den största ramen hör inte till någon nämnd med uppdrag",
    ),
    "a committee without missions": (
        "03_uppdrag-och-ramar",
        "den största ramen hör inte till någon nämnd med uppdrag",
    ),
    "demands alone": ("07_folder_a5", "planen har inga uppdrag"),
}


def test_what_is_left_out_says_why(half: tuple[Slip, Plan]) -> None:
    slip, plan = half
    left = list_left_out(plan)
    if slip.name in REASONS:
        name, reason = REASONS[slip.name]
        assert left[name] == reason
        assert any(line.startswith(f"Ritas inte, för {reason}: ") and name in line for line in tell_left_out(plan))
    else:
        linked = {name for name in left if name[:2] in ("04", "06", "07")}
        assert set(left) <= {"02_gar-att-prova", "03_per-invanare", *linked}


def test_a_pass_that_is_completed_later_is_told(tmp_path: Path) -> None:
    half, whole = (next(slip for slip in SLIPS if slip.name.startswith(name)) for name in ("two of four", "whole"))
    plan = read_half(half, tmp_path)
    later = make(whole, tmp_path / "later")
    for path in (later / "passes").iterdir():
        (plan.folder / "passes" / path.name).write_bytes(path.read_bytes())
    assert settle_passes(plan) == []
    assert [said for said in tell_passes(plan) if said.startswith("links.csv")] == [
        "links.csv: lämnas som den är, utan a (3 svar har ändrats); "
        "ta bort links.csv och committees.csv och kör om, så görs de av alla läsningar"
    ]


def test_the_gallery_says_it_too(part: Plan, tmp_path: Path) -> None:
    make_index(part, tmp_path)
    gallery = place_gallery(place_outputs(part.folder, tmp_path)[1]).read_text(encoding="utf-8")
    assert "- `04_kort_kommunstyrelsen`: 2 av 4 krav är ännu inte lästa (skola-2, gator-2)" in gallery


NOTES = {
    "does not add up": "Raderna blir 360\xa0000 tkr, "
    "men planen anger summan 361\xa0000 tkr; andelar är av radernas summa.",
    "every frame below zero": "Planen skriver kostnader med minus; här står de utan.",
    "no sum": "Planen anger ingen summa; summan är radernas.",
    "a frame for two of three": "Talen är avrundade var för sig och kan tillsammans bli något annat än summan.",
    "a row for another year alone": "Planen anger ingen summa; summan är radernas. "
    "Tabellen har också belopp för 2028, som inte visas.",
    "two years": "Tabellen har också belopp för 2028, som inte visas.",
}


def test_the_frames_say_what_is_to_be_known_of_their_sum(half: tuple[Slip, Plan]) -> None:
    slip, plan = half
    if "03_ramar" not in list_left_out(plan):
        words = read_words("sv", plan)
        note = read_figure(plan, "03_ramar").draw(words).caption.note
        assert note.startswith(words.say("unit_note"))
        assert note.removeprefix(words.say("unit_note")).strip() == NOTES.get(slip.name, "")


def test_a_frame_of_nothing_has_no_bar(tmp_path: Path) -> None:
    plan = read_half(next(slip for slip in SLIPS if slip.name == "a frame of nothing"), tmp_path)
    figure = read_figure(plan, "03_ramar").draw(read_words("sv", plan)).figure
    assert sorted(bar.get_width() > 0 for bar in figure.axes[0].patches) == [False, True, True]


def test_a_pass_that_is_whole_in_part_is_compared_with_none(tmp_path: Path) -> None:
    plan = read_half(next(slip for slip in SLIPS if slip.name.startswith("one pass whole")), tmp_path)
    labels, words = read_labels(plan), read_words("sv", plan)
    assert [*labels.passes] == ["a", "b"] and [*labels.readings] == [*labels.judged][::-1] == ["a", "settled"]
    assert say_span(words, labels, plan.demands.demand_id) == ("", "") and labels.span() == (2, 2)
    assert labels.count_leads("un") == [2, 2] and labels.count_acts("", "mission") == [2, 2]
