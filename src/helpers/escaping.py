"""Texts of a document put into Markdown: every mark in them stays the mark that it is."""

import re

_MARKS = re.compile(r"[\\`*_{}\[\]<>~|$^]|&(?=#?\w+;)|^[#+=%:-]|(?<=^\d)[.)]", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """The text with a backslash before every mark that could be read as Markdown, html or mathematics.

    A letter, a full stop or a comma is left as it is, so that the text can still be read where nothing renders it.

    >>> escape_markdown("5*3 <b> & [a](b)"), escape_markdown("# a"), escape_markdown("1. a")
    ('5\\\\*3 \\\\<b\\\\> & \\\\[a\\\\](b)', '\\\\# a', '1\\\\. a')
    """
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
