#!/usr/bin/env bash
# sssom-pydantic 0.6.10: a link whose demand has a category in words is not read, and who reviewed it is forgotten.
# Guess: a link of a table in SSSOM comes back with what SSSOM has columns for: a category, the names of its reviewers.
# Seen: with "Skola" as subject_category, which SSSOM allows to be a word or a term, the link is not there, and no error
#   comes; with a term it is. reviewer_label and author_label are passed over, so that a reviewer without an ORCID is
#   nobody. A link of one demand to several missions (1:n) that is inverted still says 1:n.
# Hurts: whoever hands on a cross-reference of demands and missions: links are missing, and who signed them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sssom-pydantic==0.6.10
venv/bin/python - <<'PY'
from pathlib import Path

import sssom_pydantic

HEAD = """#curie_map:
#  krav: https://exempel.se/krav/
#  uppdrag: https://exempel.se/uppdrag/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#mapping_set_id: https://exempel.se/korsreferens
#license: https://creativecommons.org/licenses/by/4.0/
"""
LINK = {
    "subject_id": "krav:jobb-2",
    "predicate_id": "skos:narrowMatch",
    "object_id": "uppdrag:5",
    "mapping_justification": "semapv:ManualMappingCuration",
}


def read(**more):
    rows = [LINK | more, LINK | {"subject_id": "krav:jobb-3"}]
    lines = ["\t".join(rows[0]), *("\t".join(row.get(name, "") for name in rows[0]) for row in rows)]
    Path("links.sssom.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return sssom_pydantic.read("links.sssom.tsv")


def back(**more):
    """The columns and demands that are left when a table has been read and written."""
    links, converter, metadata = read(**more)[:3]
    sssom_pydantic.write(links, "again.tsv", metadata=metadata, converter=converter)
    lines = [line for line in Path("again.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [name for name in lines[0].split("\t") if name in more], [line.split("\t")[0] for line in lines[1:]]


links, converter = read(mapping_cardinality="1:n")[:2]
turned = sssom_pydantic.invert(links[0], converter=converter)
seen = {
    "category, a term": back(subject_category="skos:Concept"),
    "category, a word": back(subject_category="Skola"),
    "reviewer": back(reviewer_label="Granskare A"),
    "comment": back(comment="se rad 12"),
    "inverted": (turned.subject.curie, turned.predicate.curie, turned.object.curie, str(turned.cardinality)),
}
expected = {
    "category, a term": (["subject_category"], ["krav:jobb-2", "krav:jobb-3"]),
    "category, a word": ([], ["krav:jobb-3"]),
    "reviewer": ([], ["krav:jobb-2", "krav:jobb-3"]),
    "comment": (["comment"], ["krav:jobb-2", "krav:jobb-3"]),
    "inverted": ("uppdrag:5", "skos:broadMatch", "krav:jobb-2", "1:n"),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
