#!/usr/bin/env bash
# scour 0.38.2: taking away ids that nothing uses takes away the ones that name a picture's alternative text.
# Guess: --enable-id-stripping ("remove all unreferenced IDs") keeps an id to which the file itself refers.
# Seen: only references with href or url() count. aria-labelledby="rubrik text", by which a picture names its title and
#   description, stays, and the ids of both are gone; --shorten-ids renames both, and the reference stays as it was. The
#   id of a gradient is kept, or renamed with its reference.
# Hurts: readers with a screen reader: the figure on the page has no name any more.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scour==0.38.2 lxml==6.1.3
venv/bin/python - <<'PY'
from lxml import etree
from scour import scour

FIGURE = """<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="rubrik text" width="9" height="9">
<title id="rubrik">Ramar</title><desc id="text">Skola 39,5 mnkr</desc>
<linearGradient id="skala"><stop offset="0"/><stop offset="1" stop-color="#fff"/></linearGradient>
<rect width="9" height="9" fill="url(#skala)"/></svg>"""


def ids(*options):
    root = etree.fromstring(scour.scourString(FIGURE, scour.parse_args(list(options))).encode())
    return root.get("aria-labelledby"), [each.get("id") for each in root.iter() if each.get("id")]


seen = {
    "as it comes": ids(),
    "--enable-id-stripping": ids("--enable-id-stripping"),
    "--shorten-ids": ids("--shorten-ids"),
}

expected = {
    "as it comes": ("rubrik text", ["rubrik", "text", "skala"]),
    "--enable-id-stripping": ("rubrik text", ["skala"]),
    "--shorten-ids": ("rubrik text", ["b", "c", "a"]),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
