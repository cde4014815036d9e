#!/usr/bin/env bash
# segno 1.6.6 and opencv 5.0.0 or zxing-cpp 3.1.1: a minus or a Swedish quotation mark makes a QR code Japanese.
# Guess: what one writes the other reads: text beyond Latin-1 is written as UTF-8, as qrcode 8.2 writes it.
# Seen: "−5,2 mnkr" and "”Skola”" are in Shift JIS, since they hold U+2212 or U+201D and no å, ä or ö; nothing in the
#   code tells, and OpenCV reads "\x81|5,2 mnkr" and "\x81hSkola\x81h". With an ö among the letters it is UTF-8.
#   zxing-cpp guesses those right, and takes "±5" in Latin-1 for a Japanese letter and 5. qrcode's are read right by
#   both.
# Hurts: codes on a print, short amounts most of all: one telephone shows the text, another does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check segno==1.6.6 qrcode==8.2 pillow==13.0.0 numpy==2.4.6 opencv-python-headless==5.0.0.93 zxing-cpp==3.1.1
venv/bin/python - <<'PY'
import io

import cv2
import numpy as np
import qrcode
import segno
import zxingcpp
from PIL import Image

TEXTS = ["−5,2 mnkr", "”Skola”", "−5,2 för skolan", "±5"]


def by_segno(text, buffer):
    segno.make_qr(text).save(buffer, kind="png", scale=6)


def by_qrcode(text, buffer):
    qrcode.make(text).save(buffer)


def read(write, text):
    buffer = io.BytesIO()
    write(text, buffer)
    picture = Image.open(buffer).convert("L")
    return cv2.QRCodeDetector().detectAndDecode(np.array(picture))[0], zxingcpp.read_barcodes(picture)[0].text


seen = {text: read(by_segno, text) for text in TEXTS}
seen["qrcode"] = all(read(by_qrcode, text) == (text, text) for text in TEXTS)

expected = {
    "−5,2 mnkr": ("\x81|5,2 mnkr", "−5,2 mnkr"),
    "”Skola”": ("\x81hSkola\x81h", "”Skola”"),
    "−5,2 för skolan": ("−5,2 för skolan", "−5,2 för skolan"),
    "±5": ("±5", "ｱ5"),
    "qrcode": True,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
