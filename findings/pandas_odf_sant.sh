#!/usr/bin/env bash
# pandas 3.1.1 with odfpy 1.4.1: a Swedish TRUE in an ODS is read as False.
# Guess: a cell of value type boolean and value true is True, whatever the language in which it is shown.
# Seen: the engine odf goes by the shown text: "SANT" (and "WAHR") is False, "TRUE" is True; the engine
#   calamine is right.
# Hurts: whoever reads ticked-off answers from a sheet saved in Swedish LibreOffice: every yes becomes a no.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
venv/bin/python - <<'PY'
import zipfile

import pandas as pd

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


YES = 'office:value-type="boolean" office:boolean-value="true"'
write("svar.ods", [(YES, f"<text:p>{shown}</text:p>") for shown in ("SANT", "WAHR", "TRUE")])
seen = {
    engine: [bool(value) for value in pd.read_excel("svar.ods", header=None, engine=engine).iloc[0]]
    for engine in ("odf", "calamine")
}

expected = {
    "odf": [False, False, True],
    "calamine": [True, True, True],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
