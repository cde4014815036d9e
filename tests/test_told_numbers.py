"""Every number that the pamphlet and the start notebook tell is the one in derived/00_numbers.csv, place by place.

README is held against the same table in test_readme.py. The pamphlet is read as it is set: its texts and tables. What
its pictures show, with their captions, is drawn from the tables that stand beside each figure, and is left out here.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import read_plan
from helpers.figures.registry import name_card
from helpers.plan.read import Plan
from helpers.prints.documents import list_documents
from helpers.words import LANGUAGES, Words, read_words

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "borlange-v-2022"
NUMBER = re.compile(r"(?<![\w.])\d+(?:[ \u00a0\u2009\u202f,.]\d{3})*(?:[.,]\d+)?(?!\w)")
CARRIED = "demands_with_a_mission_in_whole_or_part"

# Where a sheet tells which numbers: the place in its contents, then the keys, each ``low`` or ``high`` where not value.
SHEET = {
    "cover.stats.0.value": ["themes"],
    "cover.stats.1.value": ["demands"],
    "cover.stats.2.value": ["missions"],
    "cover.stats.3.value": ["frames_total"],
    "cover.intro": ["demands"],
    "who.head": [CARRIED, "demands"],
    "who.deck": ["missions"],
    "money.deck": ["frames_total", "per_inhabitant"],
    "read.columns.1.0.body": [f"{CARRIED} low", f"{CARRIED} high", "demands"],
    "read.table.rows.0.0": ["demands"],
    "read.table.rows.1.0": ["missions"],
    "read.table.rows.5.0": ["frames_total"],
    "read.table.rows.7.1": ["inhabitants"],
}
CARD = {
    "cover.stats.0.value": ["missions_{id}"],
    "cover.stats.1.value": ["leads_{id}"],
    "cover.stats.2.value": ["frame_{id}"],
    "notes.2.body": [f"{CARRIED} low", f"{CARRIED} high", "demands"],
}
# What is told in words: the place, and the key.
SPELLED = {"cover.intro": "themes", "who.deck": "committees", "read.columns.1.0.body": "readings"}
# Places with other numbers: those of lines, years, pictures, colours; the plan's words and our names for them.
ELSEWHERE = re.compile(
    r"cover\.(title|kicker|deck|parts\..*)|(who|money)\.figures\..*|who\.table\.(note|rows\.\d\.3)|read\.quotes\..*"
    r"|read\.table\.rows\.\d\.1|read\.columns\.1\.1\.body|title|source|running|colophon|palette\..*"
    r"|(front|back)\.\d\.entries\..*"
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(FOLDER)


@pytest.fixture(scope="module")
def numbers() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "derived" / "00_numbers.csv").set_index("key")


def strings_below(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a sheet's contents by its place; what is a number there is a setting."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        yield from strings_below(below, f"{place}.{key}".lstrip("."))
    if isinstance(value, str):
        yield place, value


def told(text: str) -> list[str]:
    """The numbers in a text, without what groups their digits; a decimal sign is a point."""
    found = NUMBER.findall(re.sub(r"https?://\S+|±\d+|\d{4}-\d\d-\d\d", " ", text))
    return [re.sub(r"[ \u00a0\u2009\u202f]|[,.](?=\d{3}\b)", "", number).replace(",", ".") for number in found]


def expected(keys: list[str], numbers: pd.DataFrame) -> list[str]:
    """The same numbers by their keys; amounts in millions, both ends where readings differ and no end is asked."""
    found = []
    for key, _, end in (key.partition(" ") for key in keys):
        row = numbers.loc[key]
        ends = [row[end]] if end else [row.low, row.high] if key.startswith("leads_") else [row.value]
        scale = 1000 if row.unit == "tkr" else 1
        found += [f"{number / scale:.1f}".removesuffix(".0") for number in dict.fromkeys(ends)]
    return found


def faults(contents: dict, places: dict[str, list[str]], numbers: pd.DataFrame) -> list[str]:
    """What a sheet tells otherwise than the table, and the numbers that nothing stands behind."""
    texts = {place: text for place, text in strings_below(contents) if told(text)}
    wrong = [
        f"{place}: {told(texts.get(place, ''))} and not {expected(keys, numbers)}"
        for place, keys in places.items()
        if [number.removesuffix(".0") for number in told(texts.get(place, ""))] != expected(keys, numbers)
    ]
    unknown = [place for place in texts if place not in places and not ELSEWHERE.fullmatch(place)]
    return wrong + [f"{place}: {texts[place]}" for place in unknown]


def first_version(plan: Plan, name: str, words: Words) -> dict:
    """A document's contents in its fullest version."""
    return json.loads(json.dumps(next(iter(list_documents(plan)[name].make(words).versions()))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "columns"), [("07_folder_a5", ("missions", "leads")), ("07_faktablad_a4", ("missions", "leads", "frame"))]
)
def test_a_sheet_tells_the_numbers_of_the_table(
    plan: Plan, numbers: pd.DataFrame, name: str, columns: tuple[str, ...], language: str
) -> None:
    words = read_words(language, plan)
    contents = first_version(plan, name, words)
    table = {
        f"who.table.rows.{row}.{column}": [f"{key}_{committee}"]
        for row, committee in enumerate(plan.committees.committee_id)
        for column, key in enumerate(columns, 1)
    }
    texts = dict(strings_below(contents))
    there = {place: keys for place, keys in SHEET.items() if place in texts or not place.startswith("cover.intro")}
    assert faults(contents, there | table, numbers) == []
    for place in [place for place in SPELLED if place in texts]:
        assert words.count(int(numbers.value[SPELLED[place]])) in texts[place].casefold()
    assert len(contents["who"]["table"]["rows"]) == len(plan.committees)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_tells_the_numbers_of_the_table(plan: Plan, numbers: pd.DataFrame, language: str) -> None:
    words, found = read_words(language, plan), {}
    for committee in plan.committees.committee_id:
        contents = first_version(plan, f"07_{name_card(plan, committee)}_a6", words)
        places = {place: [key.format(id=committee) for key in keys] for place, keys in CARD.items()}
        answers = f"missions_that_answer_a_demand_{committee}"
        if numbers.low[answers] != numbers.high[answers]:
            places["remark"] = [f"{answers} low", f"{answers} high"]
        lists = [*contents.pop("front"), *contents.pop("back")]
        found[committee] = faults(contents, places, numbers)
        found[committee] += [part["head"] for part in lists if told(part["head"]) != [str(len(part["entries"]))]]
    assert found == {committee: [] for committee in found}


def test_the_start_notebook_tells_the_numbers_of_the_table(plan: Plan, numbers: pd.DataFrame) -> None:
    """In its findings; lines, years and what is asserted beside them without being a count are left out."""
    notebook = json.loads((ROOT / "notebooks" / "00_start.ipynb").read_text(encoding="utf-8"))
    prose = "\n".join("".join(cell["source"]) for cell in notebook["cells"][:6] if cell["cell_type"] == "markdown")
    findings = re.findall(r"^\d+\. (.+?) \[\w+\]\(", prose, flags=re.MULTILINE)
    text = re.sub(r"(rad|raderna|lines?) \d+( (och|and) \d+)?|målår, \d{4}|own, \d{4}", " ", " ".join(findings))
    known = {*map(str, numbers.value), *map(str, numbers.low), *map(str, numbers.high)}
    known |= {f"{numbers.value['frames_total'] / 1000:.0f}", f"{numbers.value['two_largest_frames'] / 100:.2f}"}
    assert len(findings) == 10 and [number for number in told(text) if number not in known] == []


def test_numbers_are_found(numbers: pd.DataFrame) -> None:
    text = "Omkring 69\u00a0000 kr, SEK 3,608 million, 1\u202f098,8, 28–29 av 35, A5, ±10, 2021-12-31, https://x.y/7"
    assert told(text) == ["69000", "3608", "1098.8", "28", "29", "35"]
    assert expected(["leads_kfn", "frame_ks", "frames_total"], numbers) == ["6", "7", "299.4", "3608"]


def test_another_number_is_a_fault(numbers: pd.DataFrame) -> None:
    contents = {"cover": {"stats": [{"value": "8"}], "deck": "2022"}, "front": [{"head": "Nytt (3)"}]}
    assert faults(contents, {"cover.stats.0.value": ["themes"]}, numbers) == [
        "cover.stats.0.value: ['8'] and not ['7']",
        "front.0.head: Nytt (3)",
    ]
