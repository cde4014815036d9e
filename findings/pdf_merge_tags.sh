#!/usr/bin/env bash
# pypdf 7.1.1, pikepdf 10.18.0, pdfrw 0.4, pypdfium2 5.15.2: joining tagged files loses tags and language.
# Guess: at least pypdf's append(), which takes bookmarks along, takes the tags and the language along too.
# Seen: all four give a file without structure tree, language and metadata, though the text still has its tag
#   marks; three leave pages that point into a tree that is not there (StructParents). PdfWriter(clone_from=…)
#   keeps all, for one file.
# Hurts: readers with a screen reader: a folder joined of accessible parts is not accessible.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pikepdf==10.18.0 pdfrw==0.4 pypdfium2==5.15.2 typst==0.15.2
venv/bin/python - <<'PY'
import io

import pdfrw
import pikepdf
import pypdf
import pypdfium2
import typst

part = typst.compile(b'#set document(title: "T")\n#set text(lang: "sv")\n= Rubrik\n- krav', pdf_standards=["ua-1"])


def by_pypdf(buffer):
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(part))
    writer.write(buffer)


def by_pypdf_clone(buffer):
    pypdf.PdfWriter(clone_from=io.BytesIO(part)).write(buffer)


def by_pikepdf(buffer):
    joined = pikepdf.new()
    joined.pages.extend(pikepdf.open(io.BytesIO(part)).pages)
    joined.save(buffer)


def by_pdfrw(buffer):
    writer = pdfrw.PdfWriter()
    writer.addpages(pdfrw.PdfReader(fdata=part).pages)
    writer.write(buffer)


def by_pypdfium2(buffer):
    joined = pypdfium2.PdfDocument.new()
    joined.import_pages(pypdfium2.PdfDocument(part))
    joined.save(buffer)


def look(join):
    buffer = io.BytesIO()
    join(buffer)
    joined = pikepdf.open(buffer)
    page = joined.pages[0]
    marked = any(str(operator) == "BDC" for _, operator in pikepdf.parse_content_stream(page))
    keys = [key[1:] for key in ("/StructTreeRoot", "/Lang", "/Metadata") if key in joined.Root]
    return keys + ["marks"] * marked + ["StructParents"] * ("/StructParents" in page)


seen = {join.__name__[3:]: look(join) for join in (by_pypdf, by_pypdf_clone, by_pikepdf, by_pdfrw, by_pypdfium2)}

expected = {
    "pypdf": ["marks"],
    "pypdf_clone": ["StructTreeRoot", "Lang", "Metadata", "marks", "StructParents"],
    "pikepdf": ["marks", "StructParents"],
    "pdfrw": ["marks", "StructParents"],
    "pypdfium2": ["marks", "StructParents"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
