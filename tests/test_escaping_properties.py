"""Whatever marks a text is made of, put into Markdown, csv, a page or a workbook it stays a text; a workbook that is
broken is told as such.
"""

import csv
import io
import re
import zipfile
from pathlib import Path

import mistune
import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.errors import PlanError
from helpers.escape import escape_markdown, make_inert
from helpers.grids.read import read_grids
from helpers.workbook import Book, guard_formula, guard_table, is_formula, unguard, write_workbook

MARKS = st.text(alphabet="<>[]()*_`~$^{}|&#;!\\ab1.-+=%:\"' ", min_size=1, max_size=30)
CELLS = st.text(alphabet="=+-@'|!()\t\r\n a1\u2013\uff1d", max_size=12)
TAGS = st.text(alphabet="<>/=\"'! abimgscriptonx-&#;", max_size=40)
RENDER = mistune.create_markdown(escape=False, plugins=["strikethrough", "table", "math"])


@given(MARKS)
def test_no_element_comes_of_it(text: str) -> None:
    page = RENDER(f"Text {escape_markdown(text)} slut.")
    assert page.count("<") == 2, page
    assert page.startswith("<p>Text ") and page.endswith("slut.</p>\n")


@given(MARKS)
@example("10. första")
@example("2022) andra")
@example("1. tredje")
def test_no_element_comes_of_it_at_the_beginning_of_a_line(text: str) -> None:
    page = RENDER(f"{escape_markdown(text.strip() or 'a')} slut.")
    assert page.count("<") == 2, page


@given(CELLS)
@example("-cmd|' /C calc'!A0")
@example("- bygga fler (minst tio)")
@example("''=1")
def test_what_is_guarded_is_given_back(text: str) -> None:
    guarded = guard_formula(text)
    assert unguard(guarded) == text
    assert guarded in (text, f"'{text}") and not re.match(r"\s*[=+@\uff1d]", guarded)
    assert guarded == text or is_formula(text), "nothing is guarded that is not so in the workbook's own csv"


@given(st.lists(CELLS.map(lambda text: text.replace("\r", "")), min_size=1, max_size=5))
def test_a_guarded_table_is_read_back_from_csv(texts: list[str]) -> None:
    written = guard_table(pd.DataFrame({"text": texts, "line": range(len(texts))})).to_csv(index=False)
    _, *rows = csv.reader(io.StringIO(written, newline=""))
    assert [unguard(row[0]) for row in rows] == texts and [int(row[1]) for row in rows] == [*range(len(texts))]


@given(TAGS)
@example('<img src=x onerror="alert(1)">')
@example("<scr<script>ipt>alert(1)</script>")
@example("<b onclick=x><i>a</i>")
def test_inert_html_stays_inert(html: str) -> None:
    inert = make_inert(html)
    assert re.sub(r"</?[bipsu]>|<(?:hr|br)>", "", inert).count("<") == 0, inert
    assert make_inert(inert) == inert


def test_a_workbook_of_texts_with_what_is_no_character_opens(tmp_path: Path) -> None:
    table = pd.DataFrame({"text\ufffe": ["kultur\ufffe\x02 och fritid"]})
    path = tmp_path / "a.xlsx"
    write_workbook(Book({"krav": table}, notes=[("a\ufffe", "b\x02")], notes_name="om", title="plan\ufffe\x02"), path)
    book = openpyxl.load_workbook(path)
    texts = [cell for sheet in book for row in sheet.values for cell in row]
    assert {"text\ufffd", "kultur\ufffd␂ och fritid", "a\ufffd", "b␂"} <= set(texts)
    assert book.properties.title == "plan\ufffd␂"


def test_a_workbook_with_broken_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook({"krav": pd.DataFrame({"demand_id": ["a"]})}, path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"demand_id", "\ufffe".encode()))
    with pytest.raises(PlanError, match=r"a\.xlsx"):
        read_grids(path)
