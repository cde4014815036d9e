"""Texts of a document put where marks have a meaning: into Markdown, into csv, into html that a notebook has shown.

Every text stays the text that it is, and does nothing.
"""

import re
from html import escape
from html.parser import HTMLParser

import pandas as pd

_MARKS = re.compile(r"[\\`*_{}\[\]<>~|$^]|&(?=#?\w+;)|^[ \t]*(?:[#+=%:-]|\d+[.)])", re.MULTILINE)

_FORMULA = re.compile(
    r"""
    '*\s*[=+@＝＋＠]                       # what begins a formula, also behind spaces and apostrophes
    | \s*[-－][\s－-]*[\d=+@＝＋＠(]         # a minus before a number, another sign, a bracket
    | \s*[-－].*(?: \w\( | \| | ![\w$] )   # a minus, and then a function, a program, a cell of another sheet
    | '+(?: \s*[-－] | [\t\r\n] )          # what would else look as if it had been guarded
    """,
    re.VERBOSE | re.DOTALL,
)

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


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens the text from csv could calculate something by it, or show it as guarded.

    That is a text which begins with = + @ (or their full-width forms), also behind spaces and apostrophes, or with a
    minus before what can be calculated. A bullet, a hyphen before words, is none. The danger and the remedy are those
    of OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection).

    >>> is_formula("=1+1"), is_formula("+46 70"), is_formula("-5"), is_formula("- bygga fler (minst tio) lägenheter")
    (True, True, True, False)
    """
    return bool(_FORMULA.match(text))


def guard_formula(text: str) -> str:
    """The text with an apostrophe in front if it ``is_formula``, which is seen: csv has no way to say "this is text".

    >>> guard_formula("=1+1"), guard_formula("'-5"), guard_formula("krav")
    ("'=1+1", "''-5", 'krav')
    """
    return f"'{text}" if is_formula(text) else text


def unguard(text: str) -> str:
    """The text as it was before ``guard_formula``.

    >>> unguard("'=1+1"), unguard("''-5"), unguard("'tis")
    ('=1+1', "'-5", "'tis")
    """
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def guard_table(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text guarded (``guard_formula``), and all else as it is.

    >>> guard_table(pd.DataFrame({"text": ["=1+1", None], "line": [1, 2]})).text[0]
    "'=1+1"
    """
    texts = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    guarded = table.copy()
    for name in texts:
        guarded[name] = table[name].map(lambda value: guard_formula(value) if isinstance(value, str) else value)
    return guarded


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
