"""Ids have one name space: no two parts or items of a plan have the same, and who gives two the same is told both."""

from pathlib import Path
from unicodedata import normalize

import pytest

from helpers import read_plan
from helpers.errors import PlanError
from helpers.matching.propose import propose_links
from helpers.words import read_words

TEXT = """Plan för Granvik 2027

Skola

Vi vill:

- bygga skolor
- anställa lärare

Skola 1

Vi vill:

- rusta gymnasiet

Kommunstyrelsen

Kommunstyrelsen får i uppdrag att:

- mäta

Barnnämnden

Barnnämnden får i uppdrag att:

- räkna
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def tell(parts: dict[str, str]) -> str:
    """A plan.toml that gives parts their ids, by their headings."""
    kinds = {name: "committees" if name[-1] == "n" else "themes" for name in parts}
    key = {"committees": "name", "themes": "heading"}
    return "\n".join(
        f'[[{kind}]]\nid = "{parts[name]}"\n{key[kind]} = "{name}"\n'
        for kind in ("themes", "committees")
        for name in parts
        if kinds[name] == kind
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"Skola": "skola-1"},
        {"Skola 1": "skola"},
        {"Skola": "ks"},
        {"Barnnämnden": "skola"},
        {"Kommunstyrelsen": "skola-1"},
    ],
)
def test_ids_that_are_found_out_are_no_one_elses(tmp_path: Path, told: dict[str, str]) -> None:
    plan = read_plan(write(tmp_path, plan_txt=TEXT, plan_toml=tell(told)))
    ids = [*plan.themes.theme_id, *plan.demands.demand_id, *plan.committees.committee_id, *plan.missions.mission_id]
    assert len(ids) == len(set(ids)) == 9 and {*told.values()} <= {*ids}


@pytest.mark.parametrize(
    ("told", "corrected", "said"),
    [
        ({"Skola": "s", "Skola 1": "s-1"}, "", ["plan.txt, rad 7: punkten ", "temat 'Skola 1' på rad 10: 's-1'"]),
        (
            {"Kommunstyrelsen": "ks", "Barnnämnden": "ks-01"},
            "",
            ["plan.txt, rad 20: punkten ", "nämnden 'Barnnämnden' på rad 22: 'ks-01'"],
        ),
        ({"Skola": "x-01", "Barnnämnden": "x"}, "", ["plan.txt, rad 26: punkten ", "temat 'Skola' på rad 3: 'x-01'"]),
        ({"Skola": "x", "Barnnämnden": "x"}, "", ["plan.toml, rad 5: id 'x' en andra gång", "det på rad 1"]),
        (
            {"Kommunstyrelsen": 'ks"\nboard = true #', "Barnnämnden": 'bn"\nboard = true #'},
            "",
            ["plan.toml, rad 8: styrelsen (board) True en andra gång", "det på rad 3"],
        ),
        ({}, "3,theme,s\n10,theme,s", ["plan.txt, rad 10: temat ", "temat 'Skola' på rad 3: 's'"]),
        (
            {},
            "16,committee,ks\n22,committee,ks",
            ["plan.txt, rad 22: nämnden ", "nämnden 'Kommunstyrelsen' på rad 16: 'ks'"],
        ),
    ],
)
def test_two_of_one_id_are_told_with_both_lines(
    tmp_path: Path, told: dict[str, str], corrected: str, said: list[str]
) -> None:
    write(tmp_path, plan_txt=TEXT, plan_toml=tell(told), lines_csv=f"line,role,part\n{corrected}\n")
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path)
    assert [part for part in said if part not in str(caught.value)] == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_of_one_sign_or_two_are_the_same_everywhere(tmp_path: Path, form: str) -> None:
    told, texts = tell({"Barnnämnden": "kn"}), "id,short_sv\nskola-2,lärare\n"
    for name, text in {"plan.txt": TEXT, "plan.toml": told, "texts.csv": texts}.items():
        (tmp_path / name).write_text(normalize(form, text), encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.committees.committee_id.tolist() == ["ks", "kn"] and plan.demands.text[1] == "anställa lärare"
    assert plan.find(normalize(form, "LÄRARE")).line.tolist() == plan.find("lärare").line.tolist() == [8]
    assert read_words("sv", plan).name("skola-2") == "lärare"
    other = plan.demands.assign(text=plan.demands.text.map(lambda text: normalize(form, text)))
    assert propose_links(other, plan.missions, 1).equals(propose_links(plan.demands, plan.missions, 1))
