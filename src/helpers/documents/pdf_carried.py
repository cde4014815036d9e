"""What goes on at the top of the next page from a column that is not the last one of its page."""

from collections.abc import Iterator
from itertools import pairwise

from helpers.documents.pdf_columns import Frame
from helpers.documents.pdf_lines import Line

_EARLY, _LAST = 4.0, 1.5
_SAME = 2.0
_ALIKE = 0.07


def seat_carried(pages: list[list[Frame]]) -> None:
    """Set what a page has of a column of the page before below that column.

    Text runs on to the next page from the last column of a page. Where that ends far above the others, each runs on by
    itself: into what stands on the next page at the same place, no wider, and set alike.
    """
    for before, after in pairwise(pages):
        for host, edge in _list_open(before):
            for frame in after:
                carried = _list_carried(host, frame, edge)
                host.parts += carried
                frame.parts = frame.parts[len(carried) :]


def _list_open(frames: list[Frame]) -> Iterator[tuple[Frame, float]]:
    """The columns of a page that end where the page does, each with where the next one begins, if the last does not."""
    frames = [frame for frame in frames if frame.parts]
    ends = [_find_end(frame) for frame in frames]
    size = frames[-1].parts[-1].size if frames else 0.0
    if ends and ends[-1] - min(ends) > _EARLY * size:
        for frame, end in zip(frames, ends, strict=True):
            beside = [_find_left(other) for other in frames if _find_left(other) > _find_left(frame) + _SAME]
            if end - min(ends) < _LAST * size and beside:
                yield frame, min(beside)


def _find_end(frame: Frame) -> float:
    last = frame.parts[-1]
    return last.base if isinstance(last, Line) else last.bottom


def _find_left(frame: Frame) -> float:
    return min(part.left for part in frame.parts)


def _list_carried(host: Frame, frame: Frame, edge: float) -> list[Line]:
    """The lines at the top of a column that go on with another one: set as its last line is, up to any other; none
    where one reaches into the next column.
    """
    last = host.parts[-1]
    carried: list[Line] = []
    for part in frame.parts:
        if not isinstance(part, Line) or not isinstance(last, Line) or not _is_alike(part, last):
            break
        carried.append(part)
    begins = bool(carried) and abs(min(line.left for line in carried) - _find_left(host)) <= _SAME
    return carried if begins and all(line.right < edge for line in carried) else []


def _is_alike(line: Line, last: Line) -> bool:
    return abs(line.size - last.size) <= _ALIKE * last.size and line.bold == last.bold
