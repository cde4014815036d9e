#!/usr/bin/env bash
# joblib 1.5.3: a process that begins with a light task is put away after a heavy one; begun with the heavy one, it stays.
# Guess: to start the processes early with a light task (the imports) only saves time for the heavy ones that follow.
# Seen: loky takes the size of a process after its first task as its own and replaces it when it has grown by more than
#   300 MB. The same 400 MB kept (a dictionary of words, a corpus) cost a new process and new imports only where a light
#   task came first. It says so by the warning of a memory leak, which there is none of.
# Hurts: drawing many figures side by side from one large plan: warmed processes made our run 2.5 s slower, not faster.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check joblib==1.5.3 psutil==7.1.3
cat > work.py <<'PY'
import os
import time

KEPT = []


def light(_: int) -> int:
    time.sleep(1.5)  # the size is taken once a second at most
    return os.getpid()


def heavy(number: int) -> int:
    if not KEPT:
        KEPT.append(b"x" * 400_000_000)
    return light(number)
PY
venv/bin/python -W ignore - <<'PY'
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor
from work import heavy, light


def count_processes(tasks) -> int:
    pids = Parallel(2, batch_size=1)(delayed(task)(n) for n, task in enumerate(tasks))
    get_reusable_executor().shutdown(wait=True)
    return len({*pids})


seen = {
    "heavy first": count_processes([heavy] * 8),
    "light first": count_processes([light] * 2 + [heavy] * 8) > 2,
}

expected = {"heavy first": 2, "light first": True}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
