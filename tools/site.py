"""The site, and a real browser that reads it and runs the notebooks."""

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.processes import CHROMIUMS, ROOT, WORKERS, RunError, capture, isolated, python, quietly, say, venv_python

WEB_VENV = ROOT / "build" / "web-venv"


def make_site() -> None:
    """The site into build/site, from what is in the tree: no notebook is run for it."""
    sphinx, begun = [str(venv_python(WEB_VENV)), "-m", "sphinx"], time.monotonic()
    source, site = ROOT / "build" / "site-source", ROOT / "build" / "site"
    for folder in (source, site):
        shutil.rmtree(folder, ignore_errors=True)
    quietly([python(), "-m", "helpers.site.build", str(ROOT), str(source)])
    doctrees = ROOT / "build" / "doctrees"
    quietly([*sphinx, "-b", "html", "-q", "-W", "--keep-going", "-E", "-d", str(doctrees), str(source), str(site)])
    say(f"Done in {time.monotonic() - begun:.0f} s: build/site/index.html")


def chromium(find: Callable[[str], str | None] = shutil.which) -> str:
    """Where Chromium is; RunError that names the package to install where it is not."""
    found = next(filter(None, map(find, CHROMIUMS)), None)
    if not found:
        raise RunError(
            "Chromium is missing, which the browser tests drive.\n"
            "On Debian and Ubuntu: sudo apt install chromium\nand then the same command again."
        )
    return found


def run_browser_tests() -> None:
    """The notebooks run in JupyterLab and the site read in Chromium, side by side; screenshots to build/screenshots."""
    given = {"CHROMIUM": chromium(), "PROJECT_PYTHON": python()}
    make_site()
    files = sorted(ROOT.glob("tests/browser/test_*.py"))
    if not files:
        raise RunError("There is no tests/browser/test_*.py.")
    with isolated() as env, ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(lambda path: run_browser_test(path, env | given), files))
    if any(done):
        raise RunError("Not passed.")


def run_browser_test(path: Path, env: dict[str, str]) -> int:
    """One file of browser tests, and what it printed in one piece; its exit code."""
    name = path.relative_to(ROOT).as_posix()
    say(f"{name} …")
    result = capture([str(venv_python(WEB_VENV)), "-m", "pytest", "--no-header", str(path)], env)
    say(f"\n--- {name} " + "-" * (110 - len(name)) + f"\n{result.output}\n")
    return result.code
