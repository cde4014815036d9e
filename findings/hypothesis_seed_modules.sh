#!/usr/bin/env bash
# hypothesis 6.170.15: one seed draws other examples when another module has been loaded.
# Guess: @seed(0) alone decides what is drawn; what else the process has loaded does not count.
# Seen: the integers of one seed differ before and after a module of the project that holds a few numbers is
#   loaded, and no line says so: numbers and words of loaded local modules are drawn now and then as they stand.
# Hurts: test files handed out to several workers: a run with a fixed seed fails that passed an hour before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check hypothesis==6.170.15
printf 'AMOUNTS = [299420, 14120, 110595, 141250]\n' > budget_amounts.py
cat > draw.py <<'PY'
import importlib

from hypothesis import given, seed, settings
from hypothesis import strategies as st


def draw_numbers():
    """What one seed draws."""
    drawn = []

    @seed(0)
    @settings(max_examples=300, deadline=None, database=None)
    @given(st.integers())
    def keep(number):
        drawn.append(number)

    keep()
    return drawn


first, second = draw_numbers(), draw_numbers()
amounts = set(importlib.import_module("budget_amounts").AMOUNTS)
third = draw_numbers()
seen = {
    "twice the same": first == second,
    "the same after a module": first == third,
    "its amounts drawn before": bool(amounts & set(first)),
    "its amounts drawn after": bool(amounts & set(third)),
}
expected = {
    "twice the same": True,
    "the same after a module": False,
    "its amounts drawn before": False,
    "its amounts drawn after": True,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
PYTHONPATH="$folder" venv/bin/python draw.py
