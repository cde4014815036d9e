#!/usr/bin/env bash
# pdftext 0.7.1 on a PDF of typst 0.15.2: a range over two lines loses its hyphen: "5-" and "6 mnkr" are "56 mnkr".
# Guess: with the default of joining what a line's end broke, words are joined and figures are left alone.
# Seen: where Typst has broken a word before, every hyphen at a line's end goes with the break, behind figures too: "56
#   mnkr", "20222025". Behind letters it goes in any case: "SFIundervisning", "kulturoch fritid". With hyphens=True
#   all stay, those of broken words as well.
# Hurts: whoever reads amounts and years out of a plan in narrow columns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pdftext==0.7.1 typst==0.15.2
venv/bin/python - <<'PY'
import typst
from pdftext.extraction import plain_text_output

LINES = ["Skolan får 5-", "6 mnkr åren 2022-", "2025 till SFI-", "undervisning, kultur-", "och fritidsverk-", "samhet."]
BROKEN = "Socialnämndens äldreomsorgsverksamhet och barnomsorgsverksamhet.\n\n"
SET = """#set page(width: 60mm, height: 90mm, margin: 8mm)
#set text(lang: "sv", font: "Libertinus Serif", size: 10pt, hyphenate: true)
"""


def read(text, hyphens=False):
    typst.compile((SET + text + " #linebreak()\n".join(LINES)).encode(), output="plan.pdf")
    text = " ".join(plain_text_output("plan.pdf", hyphens=hyphens).split())
    return text[text.index("Skolan") :]


seen = {"behind a broken word": read(BROKEN), "without one": read(""), "hyphens kept": read("", hyphens=True)}

expected = {
    "behind a broken word": "Skolan får 56 mnkr åren 20222025 till SFIundervisning, kulturoch fritidsverksamhet.",
    "without one": "Skolan får 5- 6 mnkr åren 2022- 2025 till SFIundervisning, kulturoch fritidsverksamhet.",
    "hyphens kept": "Skolan får 5- 6 mnkr åren 2022- 2025 till SFI- undervisning, kultur- och fritidsverk- samhet.",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
