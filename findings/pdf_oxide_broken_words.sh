#!/usr/bin/env bash
# pdf_oxide 0.3.78 on a PDF of Typst 0.15.2: in Markdown every word that is broken at a line's end is two words.
# Guess: a word that the typesetter broke is put together again, and a hyphen of the writer's own is kept.
# Seen: to_markdown() joins the lines and sets a space for the soft hyphen of the break: "fri tidsverksamheter",
#   "äldreomsorgsverk samhet". extract_text() joins where the hyphen is the writer's own: "kulturoch fritid",
#   "etjänster" (and leaves "5-" and "6 mnkr" on two lines, which to_markdown() joins).
# Hurts: whoever looks for "äldreomsorgsverksamhet" in a plan that was set with hyphenation.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pdf_oxide==0.3.78 typst==0.15.2
venv/bin/python - <<'PY'
import pdf_oxide
import typst

PAGE = """#set page(width: 60mm, height: 120mm, margin: 8mm)
#set text(lang: "sv", font: "Libertinus Serif", size: 10pt, hyphenate: %s)
#set par(justify: true)
%s"""
BROKEN = """Kommunstyrelsen ska utreda avgiftsfri kollektivtrafik för alla nämnders ansvarsområden, liksom för
kultur- och fritidsverksamheter och socialnämndens äldreomsorgsverksamhet."""
WORDS = ("fritidsverksamheter", "äldreomsorgsverksamhet", "fri tidsverksamheter", "äldreomsorgsverk samhet")
OWN = ["Mer stöd till kultur-", "och fritid, fler e-", "tjänster, 5-", "6 mnkr till skolan."]


def read(hyphenate, text):
    typst.compile((PAGE % (hyphenate, text)).encode(), output="plan.pdf")
    document = pdf_oxide.PdfDocument("plan.pdf")
    return document.to_markdown(0).strip(), document.extract_text(0).strip()


soft = read("true", BROKEN)
own = read("false", " #linebreak()\n".join(OWN))
seen = {
    "soft hyphens, Markdown": [word in soft[0] for word in WORDS],
    "own hyphens, text": own[1].split("\n"),
    "own hyphens, Markdown": own[0],
}

expected = {
    "soft hyphens, Markdown": [False, False, True, True],
    "own hyphens, text": ["Mer stöd till kulturoch fritid, fler etjänster, 5-", "6 mnkr till skolan."],
    "own hyphens, Markdown": "Mer stöd till kultur-och fritid, fler e-tjänster, 5-6 mnkr till skolan.",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
