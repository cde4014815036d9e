"""A text file: its lines as they stand, unless a program has broken them at a width; then they are joined."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from helpers.documents.blocks import Block
from helpers.documents.joining import join_text
from helpers.documents.limits import Watch
from helpers.documents.signs import BULLETS, DASHES, split_mark
from helpers.files import decode

_NARROWEST, _WIDEST = 45, 130
_SLACK = 0.25
_ENOUGH = 8
_SHARE = 0.6
_FEWEST, _MOSTLY = 3, 0.7
_NEARLY = 0.75
_RULE = re.compile(r"[=_~-]{3,}")
_CELLS = re.compile(r"\t|\S {3,}\S")
_LONE_MARK = re.compile(rf"[{re.escape(BULLETS)}{DASHES}*-]|\d{{1,2}}[.)]")
_AMOUNTS = re.compile(r"[\d\s.,%]*\d[\d\s.,%]*")
_COLUMNS = re.compile(r"(?:\s[-–−+]?\d[\d.,]*){3,}$")
_TITLE = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_BELOW_HEADS = re.compile(r"^ {0,3}\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.MULTILINE)
_MIDDLE = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")  # a sentence ends in the line, and another begins
_DIVIDED = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010]$")


def read_characters(data: bytes, watch: Watch) -> str:
    """The text of the bytes (``files.decode``). Raises PlanError for bytes that are no text."""
    try:
        return decode(data)
    except ValueError:
        remedy = "Spara den som text i UTF-8, eller ta med originalet (Word eller PDF)."
        raise watch.fault("en fil som inte är text", remedy) from None


def is_markdown(text: str) -> bool:
    """Whether a text is written in Markdown: two headings and more, some of them below others, or a table's rule.

    >>> is_markdown("# Plan\\n## Skola\\nVi vill"), is_markdown("|Nämnd|2027|\\n|---|---:|"), is_markdown("# 1\\n# 2")
    (True, True, False)
    """
    titles = [hit[0].count("#") for hit in _TITLE.finditer(text)]
    return (len(titles) > 1 and max(titles) > 1) or _BELOW_HEADS.search(text) is not None


def read_text(text: str) -> list[Block]:
    """The blocks of a text file; a form feed begins a new page."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    paged = "\f" in text.strip("\f\n ")
    lines, page, gap = [], 1, False
    for line in re.split(r"\n|(?<=\f)|(?=\f)", text):
        if line == "\f":
            page, gap = page + 1, False
        elif line.strip():
            lines.append(Block(line, page=page if paged else None, gap=gap))
            gap = False
        else:
            gap = True
    lines = _seat_marks(list(_underlined(lines)))
    width = find_width([line.text.rstrip() for line in lines])
    return list(_nest(_join(lines, width)))


def _seat_marks(lines: list[Block]) -> list[Block]:
    """Marks that stand on lines of their own, as copied text has them, before the text that they belong to."""
    found: list[Block] = []
    seated = False
    for line in lines:
        before, text = found[-1] if found else None, line.text.strip()
        if before and _LONE_MARK.fullmatch(before.text.strip()) and text[:1].isalpha() and not _follows_amount(found):
            found[-1] = replace(before, text=f"{before.text.rstrip()} {text}")
            seated = True
        elif before and seated and not line.gap and text[:1].islower() and not split_mark(text):
            found[-1] = replace(before, text=join_text([before.text, text]))
        else:
            found.append(line)
            seated = False
    return found


def _follows_amount(lines: list[Block]) -> bool:
    """Whether a dash on a line of its own stands below an amount: it is then one itself."""
    return len(lines) > 1 and _AMOUNTS.fullmatch(lines[-2].text.strip()) is not None


def _underlined(lines: list[Block]) -> Iterator[Block]:
    """A line with a rule under it is a heading; the rule is how it is underlined."""
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        if after and not after.gap and _underlines(after.text.strip(), line.text.rstrip()):
            yield replace(line, kind="heading", level=1 if "=" in after.text else 2)
        elif not _RULE.fullmatch(line.text.strip()):
            yield line


def _underlines(rule: str, text: str) -> bool:
    """Whether a rule is about as long as the text above it, and so no rule between two parts."""
    as_long = abs(len(rule) - len(text)) <= 3 + 0.2 * len(text)
    return as_long and _RULE.fullmatch(rule) is not None and _RULE.fullmatch(text.strip()) is None


def _nest(blocks: Iterable[Block]) -> Iterator[Block]:
    """Items with their levels, by how far their marks are indented within a list."""
    open_: list[int] = []
    for block in blocks:
        is_item = block.kind == "paragraph" and split_mark(block.text.strip()) is not None
        indent = _indent(block.text.expandtabs(4))
        open_ = [each for each in open_ if each < indent - 1 or abs(each - indent) < 2] if is_item else []
        if is_item and all(abs(each - indent) > 1 for each in open_):
            open_.append(indent)
        yield replace(block, level=len(open_)) if len(open_) > 1 else block


def find_width(lines: list[str]) -> int | None:
    """The width at which a text has been broken into lines; None where its lines are paragraphs.

    It has been where its lines end at nearly one width and, most of the time, in the middle of a sentence.

    >>> find_width(["Vi vill bygga.", "En rad som är ett helt stycke och hur lång som helst, " * 4]) is None
    True
    """
    lengths = sorted(len(line) for line in lines)
    width = lengths[-1 - len(lengths) // 50] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > width * (1 + _SLACK):
        return None
    full = [place for place, line in enumerate(lines[:-1]) if _is_full(line, lines[place + 1], width)]
    runs_on = {place for place in range(len(lines) - 1) if _runs_on(lines[place], lines[place + 1])}
    broken = runs_on.intersection(full)
    enough = len(broken) >= _ENOUGH or (len(broken) >= _FEWEST and len(broken) >= _MOSTLY * len(runs_on))
    return width if enough and len(broken) >= _SHARE * len(full) * 0.5 else None


def _runs_on(line: str, after: str) -> bool:
    """Whether a line goes on in the middle of a sentence."""
    return after.lstrip()[:1].islower() and not _ends(line)


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word had no room at the end of a line."""
    first = after.split()[0] if after.split() else ""
    return len(line) + 1 + len(first) > width


def _ends(line: str) -> bool:
    return line.rstrip().endswith((".", "!", "?", ":"))


def _join(lines: list[Block], width: int | None) -> Iterator[Block]:
    held: list[Block] = []
    for line in lines:
        if held and not _continues(held, line, width):
            yield _merge(held)
            held = []
        held.append(line)
    if held:
        yield _merge(held)


def _continues(held: list[Block], line: Block, width: int | None) -> bool:
    text, before = line.text, held[-1].text.rstrip()
    if line.gap or "heading" in (line.kind, held[-1].kind) or _CELLS.search(text) or _CELLS.search(before):
        return False
    if split_mark(text.strip()) or (_COLUMNS.search(text) and _COLUMNS.search(before)):
        return False
    if _DIVIDED.search(before) and text.lstrip()[:1].islower():
        return True
    if _hangs(held[0].text, text) or (_runs_on(before, text) and _MIDDLE.search(before) and _ends(text)):
        return True
    return width is not None and (_is_full(before, text, width) or _wraps(held[0].text, before, text, width))


def _wraps(first: str, before: str, text: str, width: int) -> bool:
    """Whether a line goes on with an item in the middle of a sentence, below a line that is nearly full: the lines of a
    text that is set in letters of different widths are not equally long.
    """
    return split_mark(first.strip()) is not None and _runs_on(before, text) and len(before) > _NEARLY * width


def _hangs(first: str, text: str) -> bool:
    """Whether a line begins below the text of an item, behind its mark."""
    mark = split_mark(first.strip())
    return mark is not None and _indent(text) == _indent(first) + len(first.strip()) - len(mark.rest)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _merge(held: list[Block]) -> Block:
    first = held[0]
    return replace(first, text=join_text([line.text for line in held])) if held[1:] else first
