"""Every number that the start notebook tells in its findings is one of derived/00_numbers.csv.

README is held against the same table in test_readme.py, and the prints are written from it (test_prints.ipynb).
"""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"(?<![\w.])\d+(?:[ \u00a0\u2009\u202f,.]\d{3})*(?:[.,]\d+)?(?!\w)")


def told(text: str) -> list[str]:
    """The numbers in a text, without what groups their digits; a decimal sign is a point."""
    found = NUMBER.findall(re.sub(r"https?://\S+|±\d+|\d{4}-\d\d-\d\d", " ", text))
    return [re.sub(r"[ \u00a0\u2009\u202f]|[,.](?=\d{3}\b)", "", number).replace(",", ".") for number in found]


def test_the_start_notebook_tells_the_numbers_of_the_table() -> None:
    """In its findings; lines, years and what is asserted beside them without being a count are left out."""
    numbers = pd.read_csv(ROOT / "data" / "borlange-v-2022" / "derived" / "00_numbers.csv").set_index("key")
    notebook = json.loads((ROOT / "notebooks" / "00_start.ipynb").read_text(encoding="utf-8"))
    prose = "\n".join("".join(cell["source"]) for cell in notebook["cells"][:6] if cell["cell_type"] == "markdown")
    findings = re.findall(r"^\d+\. (.+?) \[\w+\]\(", prose, flags=re.MULTILINE)
    text = re.sub(r"(rad|raderna|lines?) \d+( (och|and) \d+)?|målår, \d{4}|own, \d{4}", " ", " ".join(findings))
    known = {*map(str, numbers.value), *map(str, numbers.low), *map(str, numbers.high)}
    known |= {f"{numbers.value['frames_total'] / 1000:.0f}", f"{numbers.value['two_largest_frames'] / 100:.2f}"}
    assert len(findings) == 10 and [number for number in told(text) if number not in known] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Omkring 69\u00a0000 kr, SEK 3,608 million", ["69000", "3608"]),
        ("1\u202f098,8, 28–29 av 35", ["1098.8", "28", "29", "35"]),
        ("A5, ±10, 2021-12-31, https://x.y/7", []),
    ],
)
def test_numbers_are_found(text: str, numbers: list[str]) -> None:
    assert told(text) == numbers
