#!/usr/bin/env bash
# docx-mailmerge2 1.0.3: a format with a decimal comma prints thousands of it.
# Guess: the switch \\# "0,0" of a Swedish template gives 1098,8 in the letter, or 1098.8.
# Seen: 1098.8 becomes "1,099", which is a little over one in Swedish; 39.5 becomes "40" and -5.2 with "0,00" becomes
#   "0-5". Amounts that are text are left as they are. What is written about the language concerns dates only.
# Hurts: letters and decisions merged from a table of amounts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
venv/bin/python - <<'PY'
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from mailmerge import MailMerge


def add_field(switch):
    """A merge field as Word writes it: begin, instruction, separator, shown text, end."""
    paragraph = template.add_paragraph()
    parts = [("fldChar", "begin"), ("instrText", f' MERGEFIELD ram \\# "{switch}" '), ("fldChar", "separate"),
             ("t", "ram"), ("fldChar", "end")]
    for tag, text in parts:
        element = OxmlElement(f"w:{tag}")
        if tag == "fldChar":
            element.set(qn("w:fldCharType"), text)
        else:
            element.text = text
        paragraph.add_run()._r.append(element)


template = Document()
switches = ["0,0", "0,00"]
for switch in switches:
    add_field(switch)
template.save("mall.docx")
seen = {}
for amount in (1098.8, 39.5, -5.2):
    with MailMerge("mall.docx") as merged:
        merged.merge(ram=amount)
        merged.write("brev.docx")
    seen[amount] = [paragraph.text for paragraph in Document("brev.docx").paragraphs]

expected = {1098.8: ["1,099", "1,099"], 39.5: ["40", "040"], -5.2: ["-5", "0-5"]}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
