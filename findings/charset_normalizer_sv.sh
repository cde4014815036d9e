#!/usr/bin/env bash
# charset-normalizer 3.5.3: a Swedish table in Latin-1 is taken for Central European, a Swedish sentence for Chinese.
# Guess: å, ä and ö are right: a text in Latin-1 is found to be Latin-1 or its neighbour cp1252.
# Seen: "Skåne" is "Skĺne" (cp1250), "Nämnd" is "Nðmnd" (hp_roman8), and "får" is "f緳" (big5). A text of nearly four
#   hundred characters is found to be Danish, and is still read as cp1250: "fĺr", "gĺrden". chardet 7.7.0 is right in
#   all four.
# Hurts: whoever opens the files of a municipality by a guess: names of committees and places are other words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check charset-normalizer==3.5.3 chardet==7.7.0
venv/bin/python - <<'PY'
import chardet
from charset_normalizer import from_bytes

SENTENCE = "Förskolan får fler platser. Vi vill att gården blir större och att alla barn får gå på förskola.\n"
TEXTS = {
    "Skåne": "Kommun;Ram\nBorlänge;1098,8\nSkåne;299,4\nÖrebro;300\n",
    "Nämnd": "Nämnd;Ram\nSkola;39,5\nÄldreomsorg;40,2\nKultur och fritid;5,1\n",
    "får": "Kommunstyrelsen får 39,5 mnkr och omsorgen får 40 mnkr.\n",
    "gården": SENTENCE * 4,
}


def look(word):
    text = TEXTS[word]
    data = text.encode("latin-1")
    best = from_bytes(data).best()
    start = text.index(word)
    other = data.decode(chardet.detect(data)["encoding"])
    return best.encoding, best.language, str(best)[start : start + len(word)], other == text


seen = {word: look(word) for word in TEXTS}

expected = {
    "Skåne": ("cp1250", "Unknown", "Skĺne", True),
    "Nämnd": ("hp_roman8", "Croatian", "Nðmnd", True),
    "får": ("big5", "Chinese", "f緳 ", True),
    "gården": ("cp1250", "Danish", "gĺrden", True),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
