#!/usr/bin/env bash
# textstat 0.7.13: sentences of one or two words are not counted, but their words are.
# Guess: "Höj lönerna. Bygg bostäder. Utred frågan." has three sentences, so LIX is 6 / 3 + 100 * 2 / 6 = 35.3.
# Seen: a sentence of up to two words is left out of the count of sentences (at least one is left), its words and
#   long words stay in: LIX is 39.3, RIX 2.0 instead of 0.67. The more short demands, the harder the text: ten are
#   one sentence of twenty words, LIX 20 instead of 2. The documentation says "Number of sentences".
#   The rule shows in an old report (textstat/textstat issue 49), not what it does to LIX.
# Hurts: whoever compares how readable plans are: the one in short demands is found to be the harder one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check textstat==0.7.13
venv/bin/python - <<'PY'
import textstat

texts = {
    "three short": "Höj lönerna. Bygg bostäder. Utred frågan.",
    "ten short": "Fler bussar. " * 10,
    "ten longer": "Fler bussar nu. " * 10,
}
seen = {
    name: (
        textstat.lexicon_count(text),
        textstat.sentence_count(text),
        round(textstat.lix(text), 1),
        round(textstat.rix(text), 2),
    )
    for name, text in texts.items()
}

expected = {
    "three short": (6, 1, 39.3, 2.0),
    "ten short": (20, 1, 20.0, 0.0),
    "ten longer": (30, 10, 3.0, 0.0),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
