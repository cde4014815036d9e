#!/usr/bin/env bash
# pysie-accounting 0.0.2: balances without decimals and vouchers without quotation marks are passed over.
# Guess: a SIE 4 file is read whole: decimals may be left out of an amount, and only a field with a space in it
#   needs quotation marks (programs write #VER A 1 20220601).
# Seen: "#RES 0 3010 -500" goes ("#RES 0 3010 -500.00" is kept), and the voucher A 1 goes with both its rows
#   ("A" "2" with a text and a date of entry is kept, and there the amount may be whole). No word about either.
# Hurts: whoever adds up a municipality's accounts: a result of -299.50 becomes 200.50.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pysie-accounting==0.0.2 pandas==3.1.1 numpy==2.4.6
venv/bin/python - <<'PY'
from pathlib import Path

from pysie_accounting.pysie import PySIE

BOOK = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#RAR 0 20220101 20221231
#KONTO 3010 "Avgifter"
#SRU 3010 7410
#KONTO 4010 "Lokaler"
#SRU 4010 7511
#UB 0 1930 299.50
#RES 0 3010 -500%s
#RES 0 4010 200.50
#VER A 1 20220601
{
   #TRANS 1930 {} 500
   #TRANS 3010 {} -500
}
#VER "A" "2" 20220602 "Lokaler" 20220602
{
   #TRANS 1930 {} -200
   #TRANS 4010 {} 200
}
"""
Path("sru.csv").write_text("SRU,Ink2\n7410,a\n7511,b\n")


def read(decimals):
    Path("bok.se").write_text(BOOK % decimals)
    book = PySIE()
    book.open_trans("sru.csv")
    book.open("bok.se")
    return float(book.sum_result()), {number: len(voucher[3]) for number, voucher in book.verifikat.items()}


seen = {name: read(decimals) for name, decimals in (("-500.00", ".00"), ("-500", ""))}

expected = {
    "-500.00": (-299.5, {"2": 2}),
    "-500": (200.5, {"2": 2}),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
