"""Everything of any plan, several plans side by side; and every figure of every plan in every size."""

import subprocess
from pathlib import Path

from tools.processes import ROOT, RunError, python, say, write_log


def make_plans(paths: list[Path], workers: int = 1) -> None:
    """Tables, figures, prints and reading sheets of plans, by their folders or documents, as the user names them."""
    from helpers.newplan import main, make_side_by_side

    if not paths:
        raise RunError(
            "Säg vilken plan (say which plan): make plan PLAN=data/min-plan, eller python run.py plan data/min-plan"
        )
    names = [str(path) for path in paths]
    if len(names) == 1 or workers == 1:
        failed = main(names, workers)
    else:
        failed = 0
        for code, said in make_side_by_side(names, workers):
            say(said.rstrip())
            failed += code
    if failed:
        raise RunError("Allt gjordes inte; vad som hindrar står ovan.")


def make_figures() -> None:
    """Every figure of every plan in every size, language and variant into build/figures-all/."""
    plans = [str(path.parent) for path in sorted(ROOT.glob("data/*/plan.toml"))]
    if not plans:
        raise RunError("There is no data/*/plan.toml.")
    command = [python(), "-m", "helpers.publish.edition", *plans]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    if done.returncode:
        trace = f"\nThe whole trace: {write_log('figures-all', done.stderr)}" if done.stderr else ""
        raise RunError(f"Not every figure could be made; what was made stays.{trace}")
