#!/usr/bin/env bash
# python-calamine 0.9.1 and pandas 3.1.1: a line break or tab inside an ODS cell glues two words.
# Guess: text:line-break and text:tab are white space in every reader.
# Seen: calamine drops both ("Barn-och", "Skola39"); pandas' engine odf keeps the line break and drops the
#   tab; odfdo keeps both.
# Hurts: names of committees broken over two lines, and label and amount parted by a tab.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 odfdo==3.27.3
venv/bin/python - <<'PY'
import zipfile

import pandas as pd
from odfdo import Document

PARTS = "office table text".split()
NAMES = " ".join(f'xmlns:{part}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"' for part in PARTS)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def write(name, cells):
    row = "".join(f"<table:table-cell {attributes}>{text}</table:table-cell>" for attributes, text in cells)
    table = f'<table:table table:name="Ramar"><table:table-row>{row}</table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<office:document-content {NAMES} office:version="1.2">{body}</office:document-content>'
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = [("/", KIND), ("content.xml", "text/xml")]
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries
    )
    with zipfile.ZipFile(name, "w") as packed:
        packed.writestr("mimetype", KIND)
        packed.writestr("content.xml", content)
        manifest = f'<manifest:manifest xmlns:manifest="{space}" manifest:version="1.2">{listed}</manifest:manifest>'
        packed.writestr("META-INF/manifest.xml", manifest)


TEXT = 'office:value-type="string"'
cells = ["och<text:line-break/>kultur", "Skola<text:tab/>39"]
write("ramar.ods", [(TEXT, f"<text:p>{cell}</text:p>") for cell in cells])
seen = {
    engine: pd.read_excel("ramar.ods", header=None, engine=engine).iloc[0].tolist() for engine in ("odf", "calamine")
}
seen["odfdo"] = next(iter(Document("ramar.ods").body.tables[0].get_values()))

expected = {
    "odf": ["och\nkultur", "Skola39"],
    "calamine": ["ochkultur", "Skola39"],
    "odfdo": ["och\nkultur", "Skola\t39"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
