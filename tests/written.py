"""Documents as tests need them: the same blocks written as Word, OpenDocument and (through Typst) PDF."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import typst

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


class Written(NamedTuple):
    """A block to write: heading, paragraph, item (its mark is the file's matter) or row (cells by tabs)."""

    kind: str
    text: str
    mark: str = ""


def pack(parts: dict[str, str]) -> bytes:
    """A zip archive of some parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def make_docx(body: str, styles: str = "", numbering: str = "", **parts: str) -> bytes:
    """A Word file of the xml of its body, styles and lists; further parts by name (``footnotes``, ``header1`` …)."""
    named = {"header": "header", "footer": "footer"}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{named.get(name[:6], name)}" Target="{name}.xml"/>' for name in parts
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return pack(
        {
            "_rels/.rels": f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{head}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"{head}<w:styles {W}>{styles}</w:styles>",
            "word/numbering.xml": f"{head}<w:numbering {W}>{numbering}</w:numbering>",
            "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
            f'/relationships">{relations}</Relationships>',
            **{f"word/{name}.xml": f"{head}{xml}" for name, xml in parts.items()},
        }
    )


def make_odt(body: str, automatic: str = "", styles: str = "", masters: str = "") -> bytes:
    """An OpenDocument text of the xml of its body and styles."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{head}<office:document-content {ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"{head}<office:document-styles {ODF}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        }
    )


def read_lines(path: Path) -> list[Written]:
    """A plan's own text as blocks to write: capitals are headings, a dash marks an item, tabs a row."""
    lines = [line.rstrip("\r") for line in path.read_text(encoding="utf-8-sig").split("\n")]
    return [_classify(line) for line in lines if line.strip()]


def _classify(line: str) -> Written:
    text = " ".join(line.split())
    if "\t" in line:
        return Written("row", line)
    if text.startswith("- "):
        return Written("item", text[2:], "-")
    return Written("heading" if text.isupper() else "paragraph", text)


def write_docx(blocks: Iterable[Written]) -> bytes:
    """The blocks as a Word file: a heading style, a list for each mark, tables."""
    blocks = list(blocks)
    marks = sorted({block.mark for block in blocks if block.kind == "item"})
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{escape(mark)}"/></w:lvl></w:abstractNum>'
        for n, mark in enumerate(marks)
    ) + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _ in enumerate(marks))
    style = '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
    body = ""
    for is_row, group in groupby(blocks, key=lambda block: block.kind == "row"):
        if is_row:
            rows = (f"<w:tr>{''.join(_docx_cell(cell) for cell in block.text.split(chr(9)))}</w:tr>" for block in group)
            body += f"<w:tbl>{''.join(rows)}</w:tbl>"
        else:
            body += "".join(_docx_paragraph(block, marks) for block in group)
    return make_docx(body, style, lists)


def _docx_cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"


def _docx_paragraph(block: Written, marks: list[str]) -> str:
    number = (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{marks.index(block.mark) + 1 if block.mark else 0}"/></w:numPr>'
    )
    look = {"heading": '<w:pStyle w:val="Rubrik1"/>', "item": number}.get(block.kind, "")
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{escape(block.text)}</w:t></w:r></w:p>"


def write_odt(blocks: Iterable[Written]) -> bytes:
    """The blocks as an OpenDocument text."""
    blocks = list(blocks)
    marks = sorted({block.mark for block in blocks if block.kind == "item"})
    lists = "".join(
        f'<text:list-style style:name="L{n}"><text:list-level-style-bullet text:level="1" text:bullet-char="{mark}"/>'
        "</text:list-style>"
        for n, mark in enumerate(marks)
    )
    body = ""
    for kind, group in groupby(blocks, key=lambda block: (block.kind, block.mark)):
        texts = [escape(block.text) for block in group]
        if kind[0] == "item":
            items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
            body += f'<text:list text:style-name="L{marks.index(kind[1])}">{items}</text:list>'
        elif kind[0] == "row":
            rows = "".join(f"<table:table-row>{_odt_cells(text)}</table:table-row>" for text in texts)
            body += f"<table:table>{rows}</table:table>"
        elif kind[0] == "heading":
            body += "".join(f'<text:h text:outline-level="1">{text}</text:h>' for text in texts)
        else:
            body += "".join(f"<text:p>{text}</text:p>" for text in texts)
    return make_odt(body, lists)


def _odt_cells(text: str) -> str:
    return "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in text.split("\t"))


def write_pdf(blocks: Iterable[Written], setup: str = "", mark: str = "") -> bytes:
    """The blocks as a PDF, typeset by Typst; ``setup`` is Typst code before them, ``mark`` another mark for items."""
    body = [
        '#set text(lang: "sv", size: 10pt)\n#set page(numbering: "1")\n#set heading(numbering: none)\n',
        f"{setup}\n",
    ]
    for kind, group in groupby(blocks, key=lambda block: (block.kind, block.mark)):
        texts = [block.text for block in group]
        if kind[0] == "item":
            items = ", ".join(f"[#{_quote(text)}]" for text in texts)
            body.append(f"#list(marker: [#{_quote(mark or kind[1])}], tight: true, {items})\n")
        elif kind[0] == "row":
            rows = [text.split("\t") for text in texts]
            cells = ", ".join(f"[#{_quote(cell)}]" for row in rows for cell in row)
            align = "(left, " + ", ".join(["right"] * (len(rows[0]) - 1)) + ",)"
            body.append(f"#table(columns: {len(rows[0])}, align: {align}, {cells})\n")
        elif kind[0] == "heading":
            body += [f"#heading[#{_quote(text)}]\n\n" for text in texts]
        else:
            body += [f"#par[#{_quote(text)}]\n\n" for text in texts]
    return typst.compile("".join(body).encode("utf-8"))


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
