"""Which committees a text names, by the words of data/swedish."""

import pytest

from helpers.plan.cues import Cues, find_committees
from helpers.plan.mission_tables import read_table_rows


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nämnden för kultur, idrott och fritid", ["Nämnden för kultur, idrott och fritid"]),
        ("Nämnden för kultur, idrott och fritid får i uppdrag att", ["Nämnden för kultur, idrott och fritid"]),
        ("ge nämnden för barn & utbildning i uppdrag att", ["nämnden för barn & utbildning"]),
        ("nämnden för personer med funktionsnedsättning ska", ["nämnden för personer med funktionsnedsättning"]),
        ("nämnden för vård och omsorg kartlägger behovet", ["nämnden för vård och omsorg"]),
        ("nämnden för vård, kommunstyrelsen och Skolnämnden", ["nämnden för vård", "kommunstyrelsen", "Skolnämnden"]),
        ("nämnden för skola och tekniska nämnden", ["nämnden för skola", "tekniska nämnden"]),
        ("nämnden för skola och bygga fler hem", ["nämnden för skola"]),
    ],
)
def test_committees_that_a_text_names(text: str, names: list[str]) -> None:
    assert [each.name for each in find_committees(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "att ge nämnden för vård och omsorg i uppdrag att införa heltid",
        "Nämnden för kultur, idrott och fritid har i uppdrag att se över avgiften",
        "Vi vill uppdra åt nämnden för barn och ungdom att införa läxhjälp",
    ],
)
def test_sentences_that_give_a_mission(text: str) -> None:
    assert Cues().sentence_kind(text) == "mission"


def test_a_row_that_names_a_committee_alone_is_for_the_rows_below() -> None:
    rows = read_table_rows(["Mål\tÅtgärd", "Kommunstyrelsen\t", "Fler hus\tBygga hus"], Cues())
    assert rows is not None and rows[1] is None and rows[2] is not None
    assert [each.name for each in rows[2].committees] == ["Kommunstyrelsen"] and not rows[2].above
