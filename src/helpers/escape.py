"""Texts of a document put where marks have a meaning: into Markdown, into html that a notebook has shown.

Every text stays the text that it is, and does nothing.
"""

import re
from html import escape
from html.parser import HTMLParser

_MARKS = re.compile(r"[\\`*_{}\[\]<>~|$^]|&(?=#?\w+;)|^[ \t]*(?:[#+=%:-]|\d+[.)])", re.MULTILINE)

_ELEMENTS = {
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "style", "div", "span", "p"),
    *("br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "b", "strong", "i", "em", "code", "pre"),
}

_ATTRIBUTES = {"class", "id", "border", "rowspan", "colspan", "scope", "lang", "dir", "style"}

_STYLE = re.compile(r"(?!.*url)[\w\s.:;,#%(){}>*+-]*", re.IGNORECASE | re.DOTALL)


def escape_markdown(text: str) -> str:
    """The text with a backslash before every mark that could be read as Markdown, html or mathematics.

    A letter, a full stop or a comma is left as it is, so that the text can still be read where nothing renders it.

    >>> escape_markdown("5*3 <b> & [a](b)"), escape_markdown("# a"), escape_markdown("10. a")
    ('5\\\\*3 \\\\<b\\\\> & \\\\[a\\\\](b)', '\\\\# a', '10\\\\. a')
    """
    return _MARKS.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", text)


def make_inert(html: str) -> str:
    """What a notebook has shown as html, with tables and their style as they are, and every other element as a text.

    Nothing of it can run, load, or lead anywhere: of the attributes those for structure and plain style are kept.

    >>> make_inert('<td onclick="x">a</td><script>1</script>')
    '<td>a</td>&lt;script&gt;1&lt;/script&gt;'
    """
    inert = _Inert()
    inert.feed(html)
    inert.close()
    return "".join(inert.parts)


class _Inert(HTMLParser):
    """Reads html, and writes what is known to do nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.parts.append(escape(self.get_starttag_text() or "", quote=False))
            return
        kept = {name: value or "" for name, value in attrs if name in _ATTRIBUTES}
        if not _STYLE.fullmatch(kept.get("style", "")):
            del kept["style"]
        said = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{said}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        end = f"</{tag}>"
        self.parts.append(end if tag in _ELEMENTS else escape(end))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem != "style":
            self.parts.append(escape(data, quote=False))
        elif _STYLE.fullmatch(data):
            self.parts.append(data)
