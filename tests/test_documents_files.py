"""What is said of a file that cannot be read, how far a document may go, and what is written of one that can."""

import hashlib
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image
from written import Written, make_docx, pack, write_pdf

from helpers.documents import limits, write
from helpers.documents.blocks import Block
from helpers.documents.limits import Limits
from helpers.documents.read import read_document
from helpers.documents.write import import_document, render_places
from helpers.errors import PlanError

ROOT = Path(__file__).resolve().parents[1]
ZOO = ROOT / "tests" / "zoo"
SMALL = [Written("heading", "Skola"), Written("paragraph", "Vi vill:"), Written("item", "bygga", "–")]
OLD = "doc rtf pages odp pptx ppt xlsx xls ods epub"
OPEN_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        *[pytest.param(f"plan.{kind}", b"x", f"slaget .{kind}, som inte läses", id=kind) for kind in OLD.split()],
        pytest.param("plan.docx", b"{\\rtf1 x}", "slaget .rtf", id="rtf by another name"),
        pytest.param("plan.xyz", b"x", "slaget .xyz", id="unknown"),
        pytest.param("plan.pdf", b"<html>", "inte är en PDF", id="no PDF"),
        pytest.param("plan.pdf", b"%PDF-1.7\n", "skadad PDF", id="broken PDF"),
        pytest.param("plan.docx", b"x", "inte går att öppna", id="no archive"),
        pytest.param("plan.docx", OPEN_OFFICE, "låst med lösenord", id="locked Word file"),
        pytest.param("plan.docx", pack({"a": "b"}), "utan Word-dokument", id="another archive"),
        pytest.param("plan.docx", pack({"word/document.xml": "<a>"}), "skadad del", id="broken part"),
        pytest.param("plan.docx", make_docx(""), "utan text", id="empty"),
        pytest.param("plan.txt", b"\n \n", "utan text", id="blank"),
    ],
)
def test_files_that_are_not_read(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    with pytest.raises(PlanError, match=found):
        read_document(put(tmp_path, name, data))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="ingen fil som går att läsa"):
        read_document(tmp_path / "plan.docx")


def test_a_locked_pdf(tmp_path: Path) -> None:
    path = put(tmp_path, "plan.pdf", write_pdf(SMALL))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="hemligt", owner="hemligt"))
    with pytest.raises(PlanError, match="låst med lösenord"):
        read_document(path)


def test_a_locked_archive(tmp_path: Path) -> None:
    data = bytearray(make_docx("<w:p/>"))
    # The flag of an encrypted member, in the archive's list of contents.
    place = data.index(b"PK\x01\x02") + 8
    data[place] |= 1
    with pytest.raises(PlanError, match="låst med lösenord"):
        read_document(put(tmp_path, "plan.docx", bytes(data)))


def test_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    Image.new("RGB", (200, 280), "white").save(path)
    with pytest.raises(PlanError, match="troligen inskannad"):
        read_document(path)


@pytest.mark.parametrize(
    ("most", "found"),
    [
        (Limits(size=100), "en fil på 0 MB; gränsen är 0 MB"),
        (Limits(pages=1), "2 sidor; gränsen är 1"),
        (Limits(signs=3), "en sida med 5 tecken; gränsen är 3"),
        (Limits(seconds=-1), "mer än -1 sekunder"),
    ],
)
def test_limits_of_a_pdf(tmp_path: Path, most: Limits, found: str) -> None:
    path = put(tmp_path, "plan.pdf", typst.compile(b"Skola\n#pagebreak()\nOmsorg"))
    with pytest.raises(PlanError, match=found):
        read_document(path, most)


def test_limit_of_what_is_unpacked(tmp_path: Path) -> None:
    path = put(tmp_path, "plan.docx", make_docx(f"<w:p>{' ' * 5000}</w:p>"))
    with pytest.raises(PlanError, match="packas upp till mer än 0 MB"):
        read_document(path, Limits(unpacked=1000))


def test_a_watch_that_has_time_left() -> None:
    assert limits.Watch(Path("plan.pdf")).check_time() is None


def test_what_is_written(tmp_path: Path) -> None:
    source = put(tmp_path, "Vår plan.PDF", write_pdf(SMALL))
    brought = import_document(source, tmp_path / "plan")
    folder = tmp_path / "plan"
    assert (folder / "document.pdf").read_bytes() == source.read_bytes()
    assert brought.sha256 == hashlib.sha256(source.read_bytes()).hexdigest() and brought.file == "document.pdf"
    assert (folder / "plan.txt").read_text(encoding="utf-8").splitlines()[:3] == ["Skola", "Vi vill:", "– bygga"]
    places = (folder / "places.csv").read_text(encoding="utf-8").splitlines()
    assert places[0].split(",") == list(write.COLUMNS)
    assert places[1:4] == [
        "1,1,1,heading,1,yes,14,,,Skola",
        "2,1,2,paragraph,,,10,,,Vi vill:",
        "3,1,3,item,1,,10,,,– bygga",
    ]


def test_a_text_that_was_changed_is_kept(tmp_path: Path) -> None:
    source, folder = put(tmp_path, "plan.txt", b"Skola\nVi vill:\n- bygga\n- riva\n"), tmp_path / "plan"
    assert import_document(source, folder).changed == () == import_document(source, folder).changed
    text = folder / "plan.txt"
    own = text.read_text(encoding="utf-8").replace("bygga", "måla").replace("Skola\n", "")
    text.write_text(own, encoding="utf-8")
    assert import_document(source, folder).changed == (1, 2) and text.read_text(encoding="utf-8") == own
    text.write_text(" ", encoding="utf-8")
    assert import_document(source, folder).changed == () and text.read_text(encoding="utf-8") != " "


def test_nothing_is_written_of_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PlanError):
        import_document(put(tmp_path, "plan.doc", b"x"), tmp_path / "plan")
    assert not (tmp_path / "plan").exists()


def test_places_of_a_row() -> None:
    line = render_places((Block("KS\t1", "row", gap=True, table=2),)).splitlines()[1]
    assert line == "1,,0,row,,,,yes,2,KS\t1"


@pytest.mark.parametrize(
    "name", ["alvsunda/plan.docx", "kvarnholma/plan.odt", "stensjoberg/plan.pdf", "ronnhamra/plan.txt"]
)
def test_every_text_of_a_whole_document_stands_on_a_line_of_its_own(tmp_path: Path, name: str) -> None:
    """Each demand and mission that a person read in the document is an item's whole text, or a sentence of a line."""
    import csv

    lines = [block.text.replace("\xa0", " ").replace("\xad", "") for block in read_document(ZOO / name).blocks]
    bare = {line.split(" ", 1)[-1] for line in lines} | set(lines)
    with (ZOO / name).with_name("gold_items.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"].replace("\xa0", " ") for row in csv.DictReader(file)]
    assert [text for text in texts if text not in bare and not any(text in line for line in lines)] == []
    assert sum(text in bare for text in texts) >= 0.7 * len(texts)
