"""What stands on a page of a PDF, by pypdfium2: its signs with place, size and weight, and its ruled lines."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from helpers.documents.limits import Watch
from helpers.documents.signs import BULLET, drop_controls, show_private

OUTSIDE, SWITCHED_OFF = "text utanför sidans kant", "text i ett släckt lager"
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|extrabold|\bBd\b", re.IGNORECASE)
_HEAVY = 600
_FORCED_BOLD = 1 << 18
_SHADOW = 0.12
_NEXT = 0.01
_HIGH = 0.2
_THIN = 3.0
_SHORTEST_RULE = 8.0
_SMALLEST, _LARGEST, _SQUARE = 1.2, 8.0, 0.15
_MOST_DRAWN = 5000
_SMALLEST_BOX = 20.0
_MOST_OBJECTS = 100_000
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNKNOWN = "\x00\ufffd"
_UNPRINTED = "\r\n"
_HYPHENS = "\ufffe\u00ad\u2010\u2011"


class Glyph(NamedTuple):
    """A sign on the page; lengths in points, ``base`` the line that it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    raised: bool = False


class Rule(NamedTuple):
    """A ruled line: lying where bottom and top are (nearly) the same, else standing."""

    left: float
    bottom: float
    right: float
    top: float


class Turned(NamedTuple):
    """A line that is written at another angle, with the box that it takes on the page, its size, and whether one reads
    it from its top down.
    """

    text: str
    box: Rule
    size: float
    down: bool = False


@dataclass
class Page:
    """A page: its size in points, its signs as they lie, those that are turned, its rules, dots and boxes, whether it
    has pictures, and whether its signs are not shown, as where a program has read them off a picture.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Rule] = field(default_factory=list)
    boxes: list[Rule] = field(default_factory=list)
    pictured: bool = False
    unseen: bool = False
    left: dict[str, list[Glyph]] = field(default_factory=dict)
    """The signs that nobody sees, by why."""


class _Look(NamedTuple):
    size: float
    bold: bool
    angle: int
    unseen: bool
    off: bool = False


def read_page(page: Any, number: int, watch: Watch, off: Container[bytes] = ()) -> Page:
    """The signs and rules of a page (a ``pypdfium2.PdfPage``), turned so that most of its text lies; ``off`` are the
    names of the layers that are switched off.

    Raises PlanError where the time is out or the page has more signs than the limit.
    """
    watch.check_time()
    text_page = page.get_textpage()
    drawn = [*_list_drawn(page)]
    forms = [each.moved for each in drawn if each.is_form]
    paths = [each for each in drawn if not each.is_form]
    box = page.get_bbox()
    kinds: dict[str, list[tuple[Glyph, _Look]]] = {"": []}
    for glyph, look in _read_signs(text_page, forms, watch, off):
        kinds.setdefault(_find_why(glyph, look, box), []).append((glyph, look))
    signs = kinds.pop("")
    angles: dict[int, int] = {}
    for _, look in signs:
        angles[look.angle] = angles.get(look.angle, 0) + 1
    main = max(angles, key=lambda angle: angles[angle], default=0)
    width, height = page.get_size()
    turn = _Turn(main, box)
    read = Page(number, height if main % 180 else width, width if main % 180 else height)
    read.glyphs = _drop_shadows([turn.turn(glyph) for glyph, look in signs if look.angle == main])
    read.turned = [*_join_turned([(glyph, look) for glyph, look in signs if look.angle != main], turn)]
    read.rules = [turn.turn_rule(rule) for rule in _read_rules(paths)]
    shapes = [turn.turn_rule(shape) for shape in _read_shapes(paths)]
    read.dots = [shape for shape in shapes if _is_dot(shape)]
    read.boxes = [shape for shape in shapes if min(_measure(shape)) >= _SMALLEST_BOX]
    read.pictured = holds_picture(page)
    read.left = {why: [glyph for glyph, _ in each] for why, each in kinds.items()}
    read.unseen = sum(look.unseen for _, look in signs) * 2 > len(signs)
    return read


def _read_signs(
    text_page: Any, forms: list[_Matrix], watch: Watch, off: Container[bytes]
) -> Iterator[tuple[Glyph, _Look]]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(text_page)
    if count > watch.limits.signs:
        raise watch.fault(
            f"en sida med {count} tecken; gränsen är {watch.limits.signs}", "Spara om dokumentet som PDF."
        )
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int, _Look] = {}
    before: tuple[int, float, float, float] | None = None
    shifted = 0.0
    last, follows = Glyph("", 0.0, 0.0, 0.0, 0.0), 0
    for place in range(count):
        sign = chr(pdfium.FPDFText_GetUnicode(text_page, place))
        if sign in _UNPRINTED or pdfium.FPDFText_IsGenerated(text_page, place) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
        pdfium.FPDFText_GetCharOrigin(text_page, place, x, y)
        key = ctypes.cast(pdfium.FPDFText_GetTextObject(text_page, place), ctypes.c_void_p).value or 0
        look = looks.get(key)
        if look is None:
            look = looks[key] = _read_look(pdfium, text_page, place, off)
        sign = BULLET if sign in _UNKNOWN else sign
        sign = "-" if sign in _HYPHENS or pdfium.FPDFText_IsHyphen(text_page, place) == 1 else sign
        here = (key, x.value, y.value, box.right)
        lying = look.angle in (0, 180)
        left, right, base = (box.left, box.right, y.value) if lying else (box.bottom, box.top, x.value)
        left = max(left, x.value) if look.angle == 0 else left  # a j reaches back below the sign before it
        if before == here and not sign.isspace():
            # A ligature: the letters that it stands for have one place, which here keeps them in order.
            left = shifted = shifted + _NEXT
        else:
            shifted = left
        before = here
        if sign == "-" and place == follows and look.angle == 0:
            # At the end of a line in a form the library tells where a hyphen stands in the form, not on the page.
            seats = (_move(x.value, y.value, form) for form in forms)
            wide = right - left
            left, base = next((seat for seat in seats if _is_behind(last, *seat)), (left, base))
            right = left + wide
        raised = sign.isdigit() and lying and _is_raised(pdfium, text_page, place, base, look.size)
        last = Glyph(show_private(sign), left, max(right, left), base, look.size, look.bold, raised)
        follows = place + 1 if sign.isalpha() else 0
        yield last, look


def _is_behind(last: Glyph, left: float, base: float) -> bool:
    return abs(base - last.base) < 1 and abs(left - last.right) < last.size / 2


def _is_raised(pdfium: Any, text_page: Any, place: int, base: float, size: float) -> bool:
    """Whether a figure is one that the font itself draws small and high."""
    edges = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text_page, place, *edges)
    return bool(edges[2].value - base > _HIGH * size)


def _read_look(pdfium: Any, text_page: Any, place: int, off: Container[bytes]) -> _Look:
    matrix, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(256), ctypes.c_int()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text_page, place, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    pdfium.FPDFText_GetFontInfo(text_page, place, name, 256, flags)
    heavy = pdfium.FPDFText_GetFontWeight(text_page, place) >= _HEAVY or bool(flags.value & _FORCED_BOLD)
    bold = heavy or bool(_BOLD.search(name.value.decode("utf-8", "replace")))
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(text_page, place))
    size = pdfium.FPDFText_GetFontSize(text_page, place) * scale
    drawn = pdfium.FPDFText_GetTextObject(text_page, place)
    unseen = pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return _Look(round(size, 1), bold, round(angle / 15) * 15 % 360, unseen, bool(off) and _is_off(pdfium, drawn, off))


class _Drawn(NamedTuple):
    """A shape, and how what it stands in is moved; or a form, and how all in it is."""

    raw: Any
    moved: _Matrix
    is_form: bool = False


class _Turn:
    """From a page whose text is turned by right angles to one whose text lies."""

    def __init__(self, angle: int, box: tuple[float, float, float, float]) -> None:
        self.angle, self.box = angle, box

    def turn(self, glyph: Glyph) -> Glyph:
        left, bottom, right, top = self.box
        if self.angle == 0 and left == 0 and bottom == 0:
            return glyph
        if self.angle == 90:
            return glyph._replace(left=top - glyph.right, right=top - glyph.left, base=glyph.base - left)
        if self.angle == 270:
            return glyph._replace(left=glyph.left - bottom, right=glyph.right - bottom, base=right - glyph.base)
        if self.angle == 180:
            return glyph._replace(left=right - glyph.right, right=right - glyph.left, base=top - glyph.base)
        return glyph._replace(left=glyph.left - left, right=glyph.right - left, base=glyph.base - bottom)

    def turn_rule(self, rule: Rule) -> Rule:
        left, bottom, right, top = self.box
        if self.angle == 90:
            return Rule(top - rule.top, rule.left - left, top - rule.bottom, rule.right - left)
        if self.angle == 270:
            return Rule(rule.bottom - bottom, right - rule.right, rule.top - bottom, right - rule.left)
        if self.angle == 180:
            return Rule(right - rule.right, top - rule.top, right - rule.left, top - rule.bottom)
        return Rule(rule.left - left, rule.bottom - bottom, rule.right - left, rule.top - bottom)


def _drop_shadows(glyphs: list[Glyph]) -> list[Glyph]:
    """The signs without those that are drawn twice at one place, to look bold or to throw a shadow."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = round(glyph.left / 4), round(glyph.base / 4)
        near = [each for dx in (-1, 0, 1) for dy in (-1, 0, 1) for each in seen.get((glyph.text, x + dx, y + dy), ())]
        room = glyph.size * _SHADOW
        drawn_before = [each for each in near if each is not kept[-1]]
        if glyph.text.isspace() or not any(_is_near(glyph, each, room) for each in drawn_before):
            kept.append(glyph)
            seen.setdefault((glyph.text, x, y), []).append(glyph)
    return kept


def _is_near(one: Glyph, other: Glyph, room: float) -> bool:
    return abs(one.left - other.left) < room and abs(one.base - other.base) < room


def _join_turned(signs: list[tuple[Glyph, _Look]], turn: _Turn) -> Iterator[Turned]:
    """What is written at another angle, in the order in which the file draws it."""
    lines: list[list[tuple[Glyph, _Look]]] = []
    for glyph, look in signs:
        before = lines[-1][-1] if lines else None
        if before is None or look.angle != before[1].angle or abs(glyph.base - before[0].base) > glyph.size * 0.5:
            lines.append([])
        lines[-1].append((glyph, look))
    for line in lines:
        glyphs, look = [glyph for glyph, _ in line], line[0][1]
        if text := drop_controls("".join(glyph.text for glyph in glyphs)).strip():
            down = (look.angle - turn.angle) % 360 == 90
            yield Turned(text, turn.turn_rule(_box_turned(glyphs, look.angle)), look.size, down)


def _box_turned(glyphs: list[Glyph], angle: int) -> Rule:
    """The box of the signs of one line, before the page is turned."""
    begin, end = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    base, size = glyphs[0].base, glyphs[0].size
    if angle in (0, 180):
        return Rule(begin, base, end, base + size)
    return Rule(base, begin, base + size, end) if angle < 180 else Rule(base - size, begin, base, end)


def _find_why(glyph: Glyph, look: _Look, box: tuple[float, float, float, float]) -> str:
    """Why nobody sees a sign; empty where one does."""
    left, bottom, right, top = box
    sign = _box_turned([glyph], look.angle)
    beyond = sign.right < left or sign.left > right or sign.top < bottom or sign.bottom > top
    return SWITCHED_OFF if look.off else OUTSIDE if beyond else ""


def _is_off(pdfium: Any, drawn: Any, off: Container[bytes]) -> bool:
    """Whether something that is drawn is in one of these layers."""
    name, size = ctypes.create_string_buffer(256), ctypes.c_ulong()
    for place in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, place)
        data = ctypes.cast(name, ctypes.POINTER(ctypes.c_ubyte))
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", data, 256, size) and name.raw[: size.value] in off:
            return True
    return False


def _list_drawn(page: Any) -> Iterator[_Drawn]:
    """The shapes and forms that a page draws, also within forms."""
    import pypdfium2.raw as pdfium

    holders: list[tuple[Any, Any, Any, _Matrix]] = [
        (page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UNMOVED)
    ]
    left = _MOST_OBJECTS
    for holder, count, get, moved in holders:
        for place in range(min(count(holder), left)):
            raw, left = get(holder, place), left - 1
            kind = pdfium.FPDFPageObj_GetType(raw)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield _Drawn(raw, moved)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = _chain(_read_matrix(raw), moved)
                yield _Drawn(raw, inner, is_form=True)
                holders.append((raw, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner))


def _read_matrix(drawn: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _move(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _chain(first: _Matrix, then: _Matrix) -> _Matrix:
    """One move for two, one after the other."""
    a, b, c, d, *_ = then
    return (
        a * first[0] + c * first[1], b * first[0] + d * first[1], a * first[2] + c * first[3],
        b * first[2] + d * first[3], *_move(first[4], first[5], then),
    )  # fmt: skip


def _read_rules(paths: list[_Drawn]) -> Iterator[Rule]:
    """The straight lines and thin boxes that a page draws."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    for drawn, moved, _ in paths:
        matrix = _chain(_read_matrix(drawn), moved)
        points: list[tuple[float, float]] = []
        for place in range(min(pdfium.FPDFPath_CountSegments(drawn), 2000)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, place)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            begins = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO
            if begins:
                yield from _find_rules(points)
                points = []
            points.append(_move(x.value, y.value, matrix))
        yield from _find_rules(points)


def _find_rules(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """A stroke or a thin box as one rule, a box with room inside as its four sides."""
    if len(points) < 2:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    if min(right - left, top - bottom) <= _THIN:
        if max(right - left, top - bottom) >= _SHORTEST_RULE:
            yield Rule(left, bottom, right, top)
    elif 4 <= len(points) <= 6:
        yield from (Rule(left, bottom, right, bottom), Rule(left, top, right, top))
        yield from (Rule(left, bottom, left, top), Rule(right, bottom, right, top))


def _read_shapes(paths: list[_Drawn]) -> Iterator[Rule]:
    """What each shape takes that a page draws."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for drawn, moved, _ in paths[:_MOST_DRAWN]:
        pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        one, other = _move(left.value, bottom.value, moved), _move(right.value, top.value, moved)
        yield Rule(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _is_dot(shape: Rule) -> bool:
    """Whether a shape is small, and round or square."""
    width, height = _measure(shape)
    small = min(width, height) >= _SMALLEST and max(width, height) <= _LARGEST
    return small and abs(width - height) <= _SQUARE * max(width, height)


def _measure(shape: Rule) -> tuple[float, float]:
    return shape.right - shape.left, shape.top - shape.bottom


def holds_picture(page: Any) -> bool:
    """Whether there is a picture on a page."""
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


_ALIKE = 0.12


def even_sizes(pages: list[Page]) -> None:
    """Give signs not shown, which a program has read off a picture, the most usual of the sizes near theirs."""
    counts = Counter(glyph.size for page in pages if page.unseen for glyph in page.glyphs)
    usual: dict[float, float] = {}
    for size, _ in counts.most_common():
        usual[size] = next((each for each in usual.values() if abs(each - size) <= _ALIKE * each), size)
    for page in pages:
        if page.unseen:
            page.glyphs = [glyph._replace(size=usual[glyph.size]) for glyph in page.glyphs]
