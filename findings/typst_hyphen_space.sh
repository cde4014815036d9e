#!/usr/bin/env bash
# typst 0.15.2: a no-break space does not hold what a hyphen stands before.
# Guess: "Barn-" and "och" with a no-break space between stay on one line, as "Barn" and "och" do.
# Seen: with linebreaks "optimized" the line ends in "Barn-". The rules of Unicode allow it (LB12a: a
#   hyphen is excepted from what a no-break space holds); a word joiner behind the hyphen holds the two.
# Hurts: names of Swedish committees in narrow columns: "Barn-" is left alone above "och utbildningsnämnden".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
venv/bin/python - <<'PY'
import io

import pypdf
import typst

SPACE, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
names = {
    "word": f"Barn{SPACE}och utbildningsnämnden",
    "hyphen": f"Barn-{SPACE}och utbildningsnämnden",
    "joiner": f"Barn-{JOINER}{SPACE}och utbildningsnämnden",
}


def set_lines(name):
    """The first line of a name in a narrow column whose lines are broken evenly."""
    source = f'#set page(width: 46mm, height: 40mm, margin: 1mm)\n#set par(linebreaks: "optimized")\n{name}'
    pages = pypdf.PdfReader(io.BytesIO(typst.compile(source.encode()))).pages
    return " ".join(pages[0].extract_text().splitlines()[0].replace(JOINER, "").split())


seen = {what: set_lines(name) for what, name in names.items()}

expected = {"word": "Barn och", "hyphen": "Barn-", "joiner": "Barn- och"}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
