#!/usr/bin/env bash
# PyMuPDF 2.0: "−5,2 mnkr" written on a page is "·5,2 mnkr", or "?5,2 mnkr".
# Guess: a sign that the font has not is refused, or taken from another font, as in insert_htmlbox.
# Seen: insert_text sets a dot for every sign outside Latin-1, insert_textbox a question mark, and neither says so: the
#   minus U+2212, the narrow space of "1 098", the dash of 2022–2023. insert_htmlbox keeps all.
# Hurts: whoever stamps amounts on a print: a saving is an amount, and 1·098 may be read as a decimal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pymupdf==2.0
venv/bin/python - <<'PY'
import pymupdf

TEXT = "−5,2 mnkr, 1\u202f098 tkr, 2022–2023"
BOX = pymupdf.Rect(20, 20, 500, 200)


def read(write):
    page = pymupdf.open().new_page()
    write(page)
    return page.get_text().strip()


seen = {
    "insert_text": read(lambda page: page.insert_text((20, 50), TEXT)),
    "insert_textbox": read(lambda page: page.insert_textbox(BOX, TEXT)),
    "insert_htmlbox": read(lambda page: page.insert_htmlbox(BOX, TEXT)),
}

expected = {
    "insert_text": "·5,2 mnkr, 1·098 tkr, 2022·2023",
    "insert_textbox": "?5,2 mnkr, 1?098 tkr, 2022?2023",
    "insert_htmlbox": TEXT,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
