"""JupyterLab on the start notebook, which asks nothing and keeps its settings in build/."""

import json
import subprocess
from pathlib import Path

from tools.processes import ROOT, START, RunError, jupyter_environment, python


def quiet_lab(prefix: Path) -> None:
    """Keep JupyterLab, installed under this prefix, from asking about news and looking for updates."""
    settings = prefix / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    plugin = "@jupyterlab/apputils-extension:notification"
    wish = json.dumps({plugin: {"fetchNews": "false", "checkForUpdates": False}}, indent=1)
    (settings / "overrides.json").write_text(f"{wish}\n", encoding="utf-8", newline="\n")


def run_review(folders: list[str]) -> None:
    """JupyterLab on a notebook with the table to review a plan in, for the first of these folders."""
    if not folders or not (Path(folders[0]) / "plan.txt").is_file():
        raise RunError("Säg vilken plan (say which plan): python run.py review data/min-plan; mappen har plan.txt")
    folder = Path(folders[0]).resolve()
    notebook = ROOT / "build" / "review" / f"{folder.name}.ipynb"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    notebook.write_text(make_notebook(folder), encoding="utf-8", newline="\n")
    run_lab(notebook.relative_to(ROOT).as_posix())


def make_notebook(folder: Path) -> str:
    """A notebook of two cells, what to do and the table, for the plan of a folder.

    >>> "review(read_plan" in make_notebook(ROOT / "data" / "my-plan")
    True
    """
    text = "# Granska\n\nTryck Skift+Retur i cellen nedan. Varje beslut sparas genast i planens mapp."
    path = folder.relative_to(ROOT).as_posix() if folder.is_relative_to(ROOT) else folder.as_posix()
    code = f"""from helpers import read_plan
from helpers.files import ROOT
from helpers.review import review

review(read_plan(ROOT / {path!r}))"""
    cells = [
        {"cell_type": "markdown", "id": "what", "metadata": {}, "source": text},
        {"cell_type": "code", "id": "table", "metadata": {}, "source": code, "outputs": [], "execution_count": None},
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


def run_lab(notebook: str = START) -> None:
    """JupyterLab on the start notebook or another one, until the user ends it."""
    command = [python(), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", notebook]
    subprocess.run(command, cwd=ROOT, env=jupyter_environment(ROOT / "build" / "lab"))
