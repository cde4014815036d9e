"""Small print in a box beside the text, as facts have it: no part of what runs around it."""

from helpers.documents.pdf_columns import Frame
from helpers.documents.pdf_lines import Line
from helpers.documents.pdf_page import Page, Rule

_WIDEST, _SMALLER = 0.45, 0.95
_SAME_BASE, _FEWEST = 1.0, 2


def take_boxes(page: Page, lines: list[Line], body: float) -> tuple[list[Line], list[Frame]]:
    """The lines of a page without those in such boxes, and these, each box for itself, from the top down.

    ``body`` is the size of the text. A box of lists, or one whose lines stand on those beside it as a table's cells do,
    is a part of the text.
    """
    frames: list[Frame] = []
    for box in sorted({*page.boxes}, key=lambda box: (-box.top, box)):
        inside, outside = _split(lines, box)
        if box.right - box.left <= _WIDEST * page.width and _is_aside(inside, outside, box, body):
            frames.append(Frame([*inside], box.left + box.right))
            lines = outside
    return lines, frames


def _split(lines: list[Line], box: Rule) -> tuple[list[Line], list[Line]]:
    """The lines in a box and those outside it, a line that goes across as two."""
    inside, outside = [], []
    for line in lines:
        held = [word for word in line.words if box.bottom < line.base < box.top and _holds(box, word.left, word.right)]
        rest = [word for word in line.words if word not in held]
        inside += [Line(held, line.page) if rest else line] if held else []
        outside += [Line(rest, line.page) if held else line] if rest else []
    return inside, outside


def _holds(box: Rule, left: float, right: float) -> bool:
    return box.left <= (left + right) / 2 <= box.right


def _is_aside(inside: list[Line], outside: list[Line], box: Rule, body: float) -> bool:
    """Whether the lines in a box are small print without a list, and text beside them, if any, on lines of its own."""
    beside = [line for line in outside if box.bottom < line.base < box.top]
    shared = sum(any(abs(line.base - other.base) < _SAME_BASE for other in beside) for line in inside)
    plain = not any(line.mark or line.leader or line.text.endswith(":") for line in inside)
    small = all(line.size <= _SMALLER * body for line in inside)
    return len(inside) >= _FEWEST and plain and small and 2 * shared < len(inside)
