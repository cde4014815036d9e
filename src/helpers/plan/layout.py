"""The lines of a document with what their layout says: marks, indents, and what places.csv knows of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from unicodedata import category

from helpers.errors import PlanError
from helpers.numbering import ARROWS, BULLETS, DECIMAL, ROMAN, TOUCHING
from helpers.plan.clean import clean, fold, show
from helpers.plan.cues import Cues, is_web_part, match_counted
from helpers.tables import read_rows

_SIGNS = rf"(?:\[[ xX]?\](?=\s)|[-=–—]{{1,2}}>|[-‐-―−→\ue000-\uf8ff]|[{BULLETS}]\ufe0f?)"
_NUMBERED = rf"#\d{{1,3}}[.:)]?|\(?(?:\d{{1,3}}|[a-zA-Z]|{ROMAN})[.)]"
_DECIMAL = rf"{DECIMAL}|\d{{1,3}}:(?=\s)"
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?(?:sida|sidan|sid\.?|s\.)?\s*\d{1,3}(?:\s*(?:\(\d+\)|av\s+\d+|/\s*\d+))?(?:\s*[-–])?", re.IGNORECASE
)
_DOTTED = re.compile(r"^(?P<title>.*?\S)\s*(?:\.{3,}|…+|(?:\. ){3,}|\t+|\s{3,})[.\s]*\d{1,3}$")
_LONGEST_TITLE = 100
_SYMBOL = re.compile(r"(?P<sign>[^\w\s\x00-\xff]+)\s+(?=[^\W\d_])")
_CODE = re.compile(r"(?P<letters>[A-ZÅÄÖ]{2,5})[ -]?(?P<number>\d{1,3})(?=\s+[A-ZÅÄÖ][^\W\d_])")
_OFTEN = 3
"""So many lines that begin with the same symbol are a list, whatever the symbol."""

_CITED = re.compile(r"(?<=[^\W\d])(?:\*+| ?\(?\d\))(?=\s|$)|(?<=\w)[¹²³⁴⁵⁶⁷⁸⁹]⁾?(?=\s|$)")
_RAISED_NOTE = re.compile(r"(?<=[^\W\d])(?<!\b[mk])(?<!\b[kdc]m)[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?(?!\w)")
_AMOUNT_LAST = re.compile(r"\d\W{0,2}$")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁾", "0123456789)")
_RULE = re.compile(r"([=_~*#·–—-])\1{2,}")
_RAISED = re.compile(r"(?<=\w)[⁰¹²³⁴⁵⁶⁷⁸⁹⁾]+$")


@dataclass(frozen=True)
class Line:
    """A line of plan.txt: what stands on it, its mark, and its place on the page where places.csv tells it."""

    number: int
    raw: str
    text: str  # as it is compared
    mark: str  # the bullet or number that it begins with, else ""
    body: str  # what stands after the mark
    indent: int
    kind: str = ""  # of places.csv: heading, paragraph, item, row, header, footer, note, box, toc
    level: int | None = None
    page: int | None = None
    bold: bool = False
    size: float | None = None
    gap: bool = False  # more than the usual distance is above it

    @property
    def mark_class(self) -> str:
        """What marks of one list have in common: the sign itself, or its kind of number."""
        bare = self.mark.strip("().:")
        if re.search(r"\d", bare):
            return re.sub(r"\d+", "1", bare)
        is_letter = bare.isalpha() and self.mark != "o"
        return ("A" if bare.isupper() else "a") if is_letter else self.mark


def find_mark(raw: str, told: Iterable[str] = ()) -> tuple[str, str]:
    """The mark that a line begins with, "" if none, and its text without it.

    >>> find_mark(" • bygga"), find_mark("1.10 Bygga"), find_mark("-bygga"), find_mark("2027 blir bra")
    (('•', 'bygga'), ('1.10', 'Bygga'), ('-', 'bygga'), ('', '2027 blir bra'))
    """
    text = show(raw)
    own = "|".join(sorted(map(re.escape, told), key=len, reverse=True)) or "(?!)"
    spaced = re.match(
        rf"\**(?P<mark>{own}|{_SIGNS}|[*+o]|(?:>{{1,2}}|[{ARROWS}])(?=\s+\S)|{_NUMBERED}|{_DECIMAL}|{match_counted()})(?:\s+|$)",
        text,
    )
    found = spaced or re.match(rf"\**(?P<mark>{own}|{_SIGNS}|{TOUCHING})(?<!\w)(?=\*?[^\W\d_])", text)
    if found is None or re.match(r"\*[^\s*]", text):
        return ("", clean(raw)) if spaced is None else (spaced["mark"], clean(text[spaced.end() :]))
    return found["mark"], clean(text[found.end() :])


def read_lines(text: str, places: Mapping[int, Mapping[str, str]], marks: Sequence[str] = ()) -> list[Line]:
    """Every line of a text with its features; joining ``raw`` by line feeds gives the text back."""
    rows = text.split("\n")
    marks = [*marks, *_find_symbols(rows), *_find_codes(rows)]
    return [_line(number, raw, places.get(number, {}), marks) for number, raw in enumerate(rows, start=1)]


def _find_symbols(rows: Sequence[str]) -> list[str]:
    """The symbols, such as small pictures, that several lines begin with."""
    signs = [hit["sign"] for raw in rows if (hit := _SYMBOL.match(show(raw))) and _is_symbol(hit["sign"])]
    return [sign for sign in dict.fromkeys(signs) if signs.count(sign) >= _OFTEN]


def _find_codes(rows: Sequence[str]) -> list[str]:
    """Letters with a number that several lines begin with, counted from 1: "BBN 1 Bygga", "BBN 2 Riva"."""
    found: dict[str, list[str]] = {}
    for hit in filter(None, (_CODE.match(show(raw)) for raw in rows)):
        series = found.setdefault(hit["letters"], [])
        series += [hit[0]] if int(hit["number"]) == len(series) + 1 else []
    return [code for series in found.values() if len(series) > 1 for code in series]


def _is_symbol(sign: str) -> bool:
    return category(sign[0]) in ("So", "Sm") and all(category(each) in ("So", "Sm", "Mn", "Cf") for each in sign)


def _line(number: int, raw: str, place: Mapping[str, str], marks: Sequence[str]) -> Line:
    mark, body = find_mark(raw, marks)
    return Line(
        number,
        raw,
        fold(raw),
        mark,
        _RAISED.sub("", body) if place else body,
        len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()),
        place.get("kind", ""),
        int(place["level"]) if place.get("level") else None,
        int(place["page"]) if place.get("page") else None,
        place.get("bold", "") == "yes",
        float(place["size"]) if place.get("size") else None,
        place.get("gap", "") == "yes",
    )


def read_places(path: Path, rows: Sequence[str]) -> dict[int, dict[str, str]]:
    """places.csv, by line of plan.txt, whose lines are ``rows``; nothing where there is no such file. What it says goes
    with its line's text where lines were inserted or taken away since. Raises PlanError for cells that are no numbers.
    """
    if not path.is_file():
        return {}
    table = read_rows(path, ["line", "kind"])
    places = {}
    for at, row in zip(table.index, table.to_dict("records"), strict=True):
        for column in ("line", "level", "page", "size"):
            _need_number(path, int(at), column, str(row.get(column, "")))
        places[int(row["line"])] = {str(key): str(value) for key, value in row.items()}
    return _follow_texts(places, rows) if "text" in table else places


def _follow_texts(places: dict[int, dict[str, str]], rows: Sequence[str]) -> dict[int, dict[str, str]]:
    """The places by the lines that have their texts now; of a line that was rewritten, by the one in its stead."""
    before, now = [fold(place["text"]) for place in places.values()], [*map(fold, rows)]
    if before == now[: len(before)]:
        return places
    own = list(places.values())
    parts = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    return {c + n + 1: own[a + n] for _, a, b, c, d in parts for n in range(min(b - a, d - c))}


def _need_number(path: Path, at: int, column: str, cell: str) -> None:
    if not re.fullmatch(r"\d+(?:\.\d+)?" if column == "size" else r"\d+", cell) and (cell or column == "line"):
        raise PlanError(path, at, f"{cell!r} i kolumnen {column}", "Skriv ett tal, eller ta in dokumentet igen.")


def find_furniture(lines: Sequence[Line], cues: Cues) -> dict[int, str]:
    """The lines that are no part of the plan, with their roles: contents, header, footer, page_number, note, menu."""
    roles = {line.number: role for line in lines if (role := _furniture_of(line))}
    roles |= dict.fromkeys(_find_notes(lines), "note")
    roles |= dict.fromkeys(_find_endnotes(lines), "note")
    roles |= dict.fromkeys(_find_contents(lines, cues), "contents")
    roles |= dict.fromkeys(_find_running(lines), "header")
    return roles | {number: "menu" for number in _find_menu(lines) if number not in roles}


def _furniture_of(line: Line) -> str | None:
    kinds = {"header": "header", "footer": "footer", "toc": "contents", "note": "note"}
    if line.kind in kinds:
        return kinds[line.kind]
    if _RULE.fullmatch(line.text):
        return "other"
    return "page_number" if line.kind != "row" and _PAGE_NUMBER.fullmatch(line.text) and not line.mark else None


def _find_notes(lines: Sequence[Line]) -> list[int]:
    """Notes below a table: lines that begin with the sign that a row of it ends a word in."""
    cited: set[str] = set()
    found: list[int] = []
    for line in (line for line in lines if line.text):
        in_table = line.kind == "row" or "\t" in line.raw.strip()
        if line.mark and _bare_sign(line.mark) in cited and not in_table:
            found.append(line.number)
        elif in_table or _AMOUNT_LAST.search(line.text):
            cited |= {_bare_sign(sign) for sign in _CITED.findall(line.raw)}
        else:
            cited = set()
    return found


def _find_endnotes(lines: Sequence[Line]) -> list[int]:
    """A numbered list whose numbers are just those that stand raised in the text, all above it; the last such list."""
    content = [line for line in lines if line.text]
    counted = [_bare_sign(line.mark) if line.mark_class == "1" and line.kind != "heading" else "" for line in content]
    places: dict[str, int] = {}  # where a number stands raised last
    for n, line in enumerate(content):
        places |= {_bare_sign(sign): n for sign in _RAISED_NOTE.findall(line.raw)}
    if not places or any(line.kind == "note" for line in lines):
        return []
    runs = [list(run) for is_counted, run in groupby(range(len(content)), lambda n: bool(counted[n])) if is_counted]
    own = [run for run in runs if {counted[n] for n in run} == {*places} and run[0] > max(places.values())]
    return [content[n].number for n in own[-1]] if own else []


def _bare_sign(sign: str) -> str:
    return sign.translate(_LOWERED).strip("(). ")


def _find_contents(lines: Sequence[Line], cues: Cues) -> list[int]:
    """The contents list: its heading and the titles after it, or three lines and more that end in dots and a number."""
    found: list[int] = []
    content = [line for line in lines if line.text]
    for n, line in enumerate(content):
        if line.kind == "row" or line.number in found:
            continue
        if cues.lead_kind(line.text) == "contents":
            titles = _titles_after(content[n + 1 :])
            found += [line.number, *titles] if titles else []
        elif all(_is_dotted(each) for each in content[n : n + 3]) and len(content[n : n + 3]) == 3:
            found += _titles_after(content[n:])
    return found


def _is_dotted(line: Line) -> bool:
    return bool(_DOTTED.match(show(line.raw))) and "...." in line.raw.replace("…", "....").replace(" ", "")


def _titles_after(content: Sequence[Line]) -> list[int]:
    later = {line.body: n for n, line in enumerate(content)}  # where a title stands last
    found: list[int] = []
    seen: set[str] = set()
    for n, line in enumerate(content):
        numbered = line.kind != "row" and _DOTTED.match(show(line.raw))
        told = line.kind == "heading" or line.body in seen or later[line.body] == n or len(line.body) > _LONGEST_TITLE
        if not numbered and told:
            break
        seen |= set() if numbered else {line.body}
        found.append(line.number)
    return found


def _find_running(lines: Sequence[Line]) -> list[int]:
    """Headers and footers of a text without places: the same line beside a page number three times and more."""
    content = [line for line in lines if line.text]
    numbers = {n for n, line in enumerate(content) if _PAGE_NUMBER.fullmatch(line.text) and not line.mark}
    beside = [content[m] for n in numbers for m in (n - 1, n + 1) if 0 <= m < len(content) and m not in numbers]
    texts = [line.text for line in beside]
    return sorted({line.number for line in beside if texts.count(line.text) > 2})


def _find_menu(lines: Sequence[Line]) -> list[int]:
    """What is of a web page's frame: single lines, and all lines before the last of them at the top of the page."""
    content = [line for line in lines if line.text and line.kind in ("", "paragraph")]
    web = [line.number for line in content if is_web_part(line.body)]
    top = [n for n, line in enumerate(content[:25]) if line.number in web]
    before = [line.number for line in content[: top[-1]] if len(line.text) < 60] if len(top) > 2 else []
    head = _run_of_web(content, web)
    framed = [line for line in lines if line.kind in ("header", "footer") and is_web_part(line.body)]
    return sorted({*web, *(number for number in before if number <= head)}) if len(web) + len(framed) > 2 else []


def _run_of_web(content: Sequence[Line], web: Sequence[int]) -> int:
    """The last line of the menu at the top: up to where two lines in a row are none of a web page's frame."""
    last = 0
    for n, line in enumerate(content[:25]):
        if line.number in web:
            last = line.number
        elif n and content[n - 1].number not in web:
            break
    return last
