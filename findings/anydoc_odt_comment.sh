#!/usr/bin/env bash
# firecrawl-anydoc 0.2.4: a comment in an ODT, with the name of who made it, stands within the sentence: 39 is "1239".
# Guess: a comment in the margin is left out of the text, or marked as one.
# Seen: it is set before the words it belongs to, without a space or sign: "Ram A B1239 mnkr" for "Ram 39 mnkr" with the
#   comment "12" by A B. pandoc 3.9 gives the sentence without it.
# Hurts: readers of drafts in ODT: amounts and demands are mixed up with remarks on them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check firecrawl-anydoc==0.2.4 odfpy==1.4.1 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import anydoc
import pypandoc
from odf.dc import Creator
from odf.office import Annotation
from odf.opendocument import OpenDocumentText
from odf.text import P

plan = OpenDocumentText()
paragraph = P(text="Ram ")
comment = Annotation()
comment.addElement(Creator(text="A B"))
comment.addElement(P(text="12"))
paragraph.addElement(comment)
paragraph.addText("39 mnkr")
plan.text.addElement(paragraph)
plan.save("plan.odt")

seen = {
    "anydoc": anydoc.to_markdown("plan.odt").strip(),
    "pandoc": pypandoc.convert_file("plan.odt", "plain").strip(),
}

expected = {"anydoc": "Ram A B1239 mnkr", "pandoc": "Ram 39 mnkr"}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
