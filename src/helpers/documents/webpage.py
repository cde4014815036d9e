"""A web page (.html) or Markdown (.md): Beautiful Soup and mistune read it, here it becomes blocks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from helpers.documents.blocks import Block, Run, join_runs, take_start
from helpers.documents.grid import Cell, list_rows
from helpers.documents.limits import HIDDEN, Watch
from helpers.documents.signs import count_with, drop_controls
from helpers.documents.web_looks import Look, Looks
from helpers.grid import STRUCK

_STRUCK = {"del", "s", "strike"}
_SILENT = {"script", "style", "template", "noscript", "head", "svg", "select", "iframe", "object"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}  # fmt: skip
_BUTTON = {"button"}
_PANELS = {"div", "section", "article"}
_HEADINGS = {f"h{number}": number for number in range(1, 7)}
_REGIONS = {"nav": "header", "header": "header", "footer": "footer", "aside": "box", "dialog": "header"}
_ROLES = {
    "navigation": "header", "banner": "header", "contentinfo": "footer", "complementary": "box", "dialog": "header",
    "alertdialog": "header",
}  # fmt: skip
_FRAME = re.compile(
    r"(?:(?:main|top|side|site|nav|mobile|huvud)[-_]?)?(?:cookies?|consent|breadcrumbs?|navbar|menu|meny)"
    r"(?:[-_]?(?:banner|bar|wrapper|container|list|notice|consent|info))?",
    re.IGNORECASE,
)
_CONTENT = {"article", "main", "section"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z]\w*);")
_TABLE = re.compile(r"^ {0,3}\|.*(?:\n {0,3}\|.*)+", re.MULTILINE)
_BOXES = re.compile(r"^(\s*(?:[-*+]|\d+[.)]) )\[[ xX]\] ", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = "\v"
_MOST_SPANNED = 100
_DEEPEST = 250


def read_markdown(text: str, watch: Watch) -> list[Block]:
    """The blocks of a text in Markdown, with its tables."""
    # Only who brings Markdown waits for its reader.
    import mistune

    plain = _BOXES.sub(r"\1", _ENTITY.sub(lambda entity: unescape(entity[0]), text))
    even = _TABLE.sub(_even_rows, plain)
    html = mistune.create_markdown(escape=True, plugins=["table", "strikethrough", "footnotes", "def_list"])(even)
    return read_webpage(str(html), watch)


def _even_rows(table: re.Match[str]) -> str:
    """A table whose rows all have as many cells: mistune takes one with a shorter or a longer row for prose."""
    rows = [(row.rstrip(), len(_PIPE.findall(row))) for row in table[0].split("\n")]
    most = min(max(pipes for _, pipes in rows), _MOST_SPANNED)
    # The second row is the rule below the headings.
    return "\n".join(row + (" --- |" if n == 1 else " |") * (most - pipes) for n, (row, pipes) in enumerate(rows))


def read_webpage(text: str | bytes, watch: Watch) -> list[Block]:
    """The blocks of a web page. Nothing that it points to is fetched, no script is run; menus are kind ``header``."""
    soup = BeautifulSoup(text, "lxml")
    watch.check_time()
    top = soup.body or soup
    looks = Looks(soup, watch)
    _leave_unseen(top, watch)
    walk = _Walk(looks)
    blocks = list(walk.read(top, "", 0, looks.look(top, looks.base)))
    return blocks + walk.flush("", False)


class _Walk:
    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self.parts: list[tuple[str, Look]] = []
        self.label, self.level, self.tables = "", 0, 0

    def read(self, parent: Tag, region: str, depth: int, look: Look) -> Iterator[Block]:
        """The blocks below a tag that looks so; text that stands between two blocks is a paragraph."""
        for child in parent.children if depth < _DEEPEST else ():
            if isinstance(child, Tag) and not _is_silent(child):
                yield from self.read_tag(child, region, depth + 1, look)
            elif type(child) is NavigableString:
                self.parts.append((str(child), look))

    def read_tag(self, tag: Tag, region: str, depth: int, around: Look) -> Iterator[Block]:
        look = self.looks.look(tag, around)
        if tag.name == "br":
            self.parts.append((_BREAK, look))
        elif _is_inline(tag) and not _holds_blocks(tag):
            raised = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾") if tag.name == "sup" else {}
            before = len(self.parts)
            yield from self.read(tag, region, depth, look)
            self.parts[before:] = [(part.translate(raised), own) for part, own in self.parts[before:]]
        else:
            yield from self.flush(region, False)
            look = look._replace(bold=look.bold or tag.name in _BUTTON)
            yield from self.read_block(tag, _region(tag, region), depth, look)

    def read_block(self, tag: Tag, region: str, depth: int, look: Look) -> Iterator[Block]:
        if tag.name in _HEADINGS:
            yield from self.read(tag, region, depth, look)
            yield from self.flush(region, True, _HEADINGS[tag.name])
        elif tag.name in ("ul", "ol", "menu"):
            yield from self.read_list(tag, region, depth, look)
        elif tag.name == "dd" and not _holds_blocks(tag):
            yield from self.read_item(tag, "•", region, depth, look)
        elif tag.name == "table":
            yield from self.read_table(tag, region, depth, look)
        else:
            yield from self.read(tag, region, depth, look)
            yield from self.flush(region, False)

    def read_list(self, tag: Tag, region: str, depth: int, look: Look) -> Iterator[Block]:
        self.level += 1
        number = _whole(tag.get("start"), 1) - 1
        for child in tag.find_all(True, recursive=False):
            if child.name == "li":
                number = _whole(child.get("value"), number + 1)
                label = f"{count_with(number, str(tag.get('type') or '1'))}." if tag.name == "ol" else "•"
                yield from self.read_item(child, label, region, depth + 1, self.looks.look(child, look))
            else:
                yield from self.read_tag(child, region, depth + 1, look)
        self.level -= 1

    def read_item(self, tag: Tag, label: str, region: str, depth: int, look: Look) -> Iterator[Block]:
        self.label = label
        yield from self.read(tag, region, depth, look)
        yield from self.flush(region, False)
        self.label = ""

    def read_table(self, tag: Tag, region: str, depth: int, look: Look) -> Iterator[Block]:
        self.tables += 1
        number, rows, above = self.tables, [], dict[int, int]()
        for caption in tag.find_all("caption", recursive=False):
            yield from self.read_block(caption, region, depth, self.looks.look(caption, look))
        for row in tag.find_all("tr"):
            if row.find_parent("table") is tag:
                rows.append(list(self.read_row(row, above, depth, self.looks.look(row, look))))
        yield from (replace(block, kind=region or block.kind) for block in list_rows(rows, number))

    def read_row(self, row: Tag, above: dict[int, int], depth: int, look: Look) -> Iterator[Cell]:
        """The cells of a row; ``above`` tells for how many rows more a column is covered from above."""
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while above.get(column, 0):
                above[column] -= 1
                column += 1
                yield Cell([])
            blocks = [*self.read(cell, "", depth + 1, self.looks.look(cell, look)), *self.flush("", False)]
            span, rows = (min(max(_whole(cell.get(name), 1), 1), _MOST_SPANNED) for name in ("colspan", "rowspan"))
            above.update(dict.fromkeys(range(column, column + span), rows - 1))
            column += span
            yield Cell(blocks, span)
        while above.get(column, 0):
            above[column] -= 1
            column += 1
            yield Cell([])

    def flush(self, region: str, heading: bool, level: int | None = None) -> list[Block]:
        """The text that has been gathered as a block, with the mark of the item that it begins."""
        parts, self.parts = self.parts, []
        text = "".join(part if part == _BREAK else drop_controls(part) for part, _ in parts)
        text = _SPACES.sub(" ", text).replace(_BREAK, "\n").replace("\u00ad", "").strip()
        if not text:
            return []
        _, bold, size = join_runs([Run(part, *look) for part, look in parts])
        start = take_start((part, look.bold) for part, look in parts)
        block = Block(text, "paragraph", bold=bold, size=size, start=start)
        if heading:
            block = replace(block, kind="heading", level=level)
        elif self.label:
            block = replace(block, text=f"{self.label} {text}", kind="item", level=max(self.level, 1))
            self.label = ""
        return [replace(block, kind=region) if region else block]


def _region(tag: Tag, region: str) -> str:
    """The kind of all that stands in a menu, head or foot of the page; a header inside an article is none."""
    if _is_frame(tag):
        return region or "header"
    within = any(parent.name in _CONTENT for parent in tag.parents)
    named = _ROLES.get(str(tag.get("role") or ""), "" if within and tag.name != "nav" else _REGIONS.get(tag.name, ""))
    return region or named


def _is_frame(tag: Tag) -> bool:
    """Whether a tag is named as a menu or what asks about cookies, and holds nothing of the page's own."""
    names = (str(each) for name in ("id", "class") for each in tag.get_attribute_list(name) if each)
    return any(map(_FRAME.fullmatch, names)) and tag.find(["h1", "main", "article"]) is None


def _leave_unseen(top: Tag, watch: Watch) -> None:
    """Take out what is hidden, and the text of what is struck through, and keep in mind what it was."""
    for tag in top.find_all(lambda tag: _is_hidden(tag) or _is_struck(tag)):
        if tag.decomposed:
            continue
        watch.leave(HIDDEN if _is_hidden(tag) else STRUCK, tag.get_text(" ", strip=True))
        if _is_hidden(tag):
            tag.decompose()
        else:
            tag.clear(decompose=True)


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").casefold()
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or "display:none" in style


def _is_struck(tag: Tag) -> bool:
    """Whether a tag strikes its text through, as what was deleted or holds no more."""
    return tag.name in _STRUCK or "line-through" in str(tag.get("style") or "")


def _is_silent(tag: Tag) -> bool:
    if tag.name == "form":  # some systems set a whole page in one
        return tag.find(list(_HEADINGS)) is None
    return tag.name in _SILENT or (tag.name in _BUTTON and not _opens_text(tag))


def _opens_text(button: Tag) -> bool:
    """Whether a button is a heading, or stands right above the text that it folds out."""
    panel = button.find_next_sibling()
    folds = panel is not None and panel.name in _PANELS and panel.find("p") is not None
    return folds or button.find_parent(list(_HEADINGS)) is not None


def _is_inline(tag: Tag) -> bool:
    """Whether a tag stands within a line, as all do that a word processor has added (``o:p``)."""
    within = tag.name in _BUTTON and tag.find_parent(list(_HEADINGS)) is not None
    return tag.name in _INLINE or ":" in tag.name or within


def _holds_blocks(tag: Tag) -> bool:
    return any(isinstance(each, Tag) and not _is_inline(each) and not _is_silent(each) for each in tag.descendants)


def _whole(text: object, default: int) -> int:
    return int(str(text)) if text is not None and str(text).isdecimal() else default
