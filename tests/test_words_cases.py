"""Edge cases of words: catalogues, texts.csv and readers.csv with faults, and names that are too long."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpers import PlanError
from helpers.language import CATALOGUES
from helpers.plan.read import Plan
from helpers.words import LONGEST, read_texts, read_words, shorten

ROOT = Path(__file__).resolve().parents[1]
HEAD, GOOD = "id,short_sv,short_en,text_en", "jobb,Jobb,Jobs,JOB"


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        (1, "id,kort\njobb,Jobb\n", "kolumnerna id"),
        (1, "id,text_en\njobb,JOB\n", "kolumnerna id"),
        (2, f"{HEAD}\njob,Jobb,Jobs,JOB\n", "ett id som planen inte har: 'job'"),
        (3, f"{HEAD}\n{GOOD}\n{GOOD}\n", "en andra rad för: 'jobb'"),
        (4, f"{HEAD}\n{GOOD}\nskola,Skola,School,SCHOOL\nomsorg,Omsorg,,CARE\n", "en tom text för: 'omsorg'"),
    ],
)
def test_a_fault_of_texts_is_told_with_its_line(plan: Plan, tmp_path: Path, line: int, text: str, found: str) -> None:
    (tmp_path / "texts.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=found) as caught:
        read_texts(replace(plan, folder=tmp_path))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("line", "text"), [(3, "pass,kind,reader,remark\na,person,A,\nb,robot,B,\n"), (1, "pass,reader\na,reader 1\n")]
)
def test_a_fault_of_readers_is_told_with_its_line(plan: Plan, tmp_path: Path, line: int, text: str) -> None:
    (tmp_path / "passes").mkdir()
    (tmp_path / "passes" / "readers.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_words("sv", replace(plan, folder=tmp_path))
    assert (caught.value.file, caught.value.line) == ("readers.csv", line)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("eo", "and = kaj", "går inte att läsa som TOML"),
        ("sv copy", 'and = "och"', "språket 'sv copy' är okänt"),
        ("qq", 'and = "q"', "språket 'qq' är okänt"),
        ("fi", None, "språket 'fi' har ingen katalog"),
    ],
)
def test_a_catalogue_that_cannot_be(plan: Plan, tmp_path: Path, language: str, text: str | None, found: str) -> None:
    (tmp_path / "sv.toml").write_bytes((CATALOGUES / "sv.toml").read_bytes())
    if text is not None:
        (tmp_path / f"{language}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=found):
        read_words(language, plan, tmp_path)


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("fler böcker", 40, "fler böcker"),
        ("fler mötesplatser, som är öppna för alla", 20, "fler mötesplatser\xa0…"),
        ("antidiskrimineringsarbete i skolorna", 10, "antidiskr…"),
        ("x" * 40, 40, "x" * 40),
        ("x" * 41, 40, "x" * 39 + "…"),
        ("ab " + "x" * 60, 40, "ab " + "x" * 36 + "…"),
    ],
)
def test_names_are_shortened_between_words(text: str, longest: int, short: str) -> None:
    assert shorten(text, longest) == short and LONGEST == 40


@pytest.mark.parametrize(
    ("readers", "brief", "span"),
    [
        ([("language model", "m1")] * 2, "Maskinbedömt, ej granskat av människa: en språkmodell", "av en språkmodell"),
        ([("language model", "m1"), ("language model", "m2")], "ej granskat av människa: språkmodeller", "motsvaras"),
        ([("person", "a")], "Bedömt av en människa, som", "motsvaras"),
        ([("person", "a"), ("person", "b")], "Bedömt av människor, som", "motsvaras"),
        ([("person", "a"), ("language model", "m1")], "Bedömt av språkmodell och av människor", "motsvaras"),
        ([], "utan uppgift om vem som har läst", "motsvaras"),
    ],
)
def test_one_reader_is_told_from_several(plan: Plan, readers: list[tuple[str, str]], brief: str, span: str) -> None:
    words = replace(read_words("sv", plan), readers=tuple(readers))
    said = words.say("span_demands", carried="1", whole="0", without="0")
    assert brief in words.say("who_read") and span in said
    assert ("av en språkmodell" in said) == (span == "av en språkmodell")


def test_a_theme_is_named_without_the_colon_of_its_heading(plan: Plan, tmp_path: Path) -> None:
    themes = plan.themes.assign(title=plan.themes.title + " :")
    words = read_words("sv", replace(plan, folder=tmp_path, themes=themes))
    assert [words.name(key) for key in plan.themes.theme_id[:2]] == plan.themes.title[:2].tolist()
