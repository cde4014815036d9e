#!/usr/bin/env bash
# typst 0.15.2 (Python): what a query has computed is never let go, what a compile has is.
# Guess: typst.query keeps no more in memory than typst.compile, since both set the document.
# Seen: of 60 documents that are set once each, queries keep a like share to the last one; compiles stop growing after
#   some ten, and one empty compile after each query makes queries stop too.
# Hurts: documents that are set again and again, with a query, until they fit on their pages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 psutil==7.1.0
cat > keep.py <<'PY'
import sys

import psutil
import typst

fonts, process = typst.Fonts(include_system_fonts=False), psutil.Process()


def set_once(number):
    task = '#("Nämnden får i uppdrag att pröva detta. " * 900)'
    page = f"#set text(size: 9pt + {number} * 0.01pt)\n{task}\n#metadata({number}) <mark>".encode()
    if sys.argv[1] == "compile":
        typst.compile(page, font_paths=fonts)
    else:
        typst.query(page, "<mark>", font_paths=fonts)
    if sys.argv[1] == "both":
        typst.compile(b"", font_paths=fonts)


sizes = []
for number in range(60):
    set_once(number)
    sizes.append(process.memory_info().rss / 1e6)
early, late = sizes[29] - sizes[19], sizes[59] - sizes[29]
print(f"{early:.0f} {late:.0f}")
PY
grown() { venv/bin/python keep.py "$1"; }
for way in query compile both; do
    read -r early late < <(grown "$way")
    echo "$way: $early MB more from the 20th to the 30th document, $late MB from the 30th to the 60th"
    case $way in
        query) [ "$late" -gt 60 ] || { echo "changed: queries let go"; exit 1; } ;;
        *) [ "$late" -lt 60 ] || { echo "changed: $way keeps"; exit 1; } ;;
    esac
done
