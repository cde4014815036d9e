"""JupyterLab on the start notebook, which asks nothing and keeps its settings in build/."""

import json
import subprocess
from pathlib import Path

from tools.processes import ROOT, START, jupyter_environment, python


def quiet_lab(prefix: Path) -> None:
    """Keep JupyterLab, installed under this prefix, from asking about news and looking for updates."""
    settings = prefix / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    plugin = "@jupyterlab/apputils-extension:notification"
    wish = json.dumps({plugin: {"fetchNews": "false", "checkForUpdates": False}}, indent=1)
    (settings / "overrides.json").write_text(f"{wish}\n", encoding="utf-8", newline="\n")


def run_lab() -> None:
    """JupyterLab on the start notebook, until the user ends it."""
    command = [python(), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", START]
    subprocess.run(command, cwd=ROOT, env=jupyter_environment(ROOT / "build" / "lab"))
