"""What is no character never makes a workbook that nobody can open, and a workbook that is broken is told as such."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from helpers.errors import PlanError
from helpers.grids.read import read_grids
from helpers.workbook import Book, write_workbook


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
