"""Everything the project can do, on every platform: ``python run.py``, ``… test``, ``… help``.

The Makefile's targets are these same commands. Only the standard library is used here, since this script makes the
environment that all else runs in: it sets that up, and hands the command to tools/ under the environment's own Python.
"""

import sys

OLDEST = (3, 11)


def too_old(version: "tuple[int, ...]") -> str:
    """What to say to a Python of this version: nothing if it will do.

    Down to here an old Python must be able to read this file.

    >>> too_old((3, 12, 1))
    ''
    """
    if tuple(version) >= OLDEST:
        return ""
    found, wanted = ".".join(map(str, version[:2])), ".".join(map(str, OLDEST))
    return f"Python {wanted} or newer is needed, and this is {found}. Try: make PYTHON=python{wanted}"


if too_old(sys.version_info[:3]):
    sys.exit(too_old(sys.version_info[:3]))

import argparse
import hashlib
import importlib.util
import json
import os
import re
import signal
import subprocess
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

from tools.clean import clean, clean_all
from tools.lab import quiet_lab, run_lab, run_review
from tools.processes import ROOT, RunError, base_python, own_environment, python, quietly, run_child, say, venv_python

SETUP_FILES = ("pyproject.toml", "uv.lock", "requirements.txt", "requirements-uv.txt", "requirements-web.txt")
# A lock names all that there is, so pip has nothing to resolve; pip before 23.3 stumbles over extras where it does.
AS_LOCKED = ("--no-deps", "--require-hashes", "-r")
WEB_GROUPS = ("--only-group", "site", "--only-group", "browser")
VENV, WEB_VENV = ROOT / ".venv", ROOT / "build" / "web-venv"
STAMP = "set-up"


# --- the environment ----------------------------------------------------------------------------------------


def setup_digest(root: Path = ROOT) -> str:
    """What the environment is made from: the lock and the Python, as one number."""
    digest = hashlib.sha256(sys.version.encode())
    for name in SETUP_FILES:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def missing_venv(find: Callable[[str], object], version: tuple[int, ...]) -> str:
    """What to say if a Python of this version cannot make an environment: nothing if it can."""
    if find("venv") and find("ensurepip"):
        return ""
    package = f"python{version[0]}.{version[1]}-venv"
    return (
        "This Python comes without the module venv, which makes the project's environment.\n"
        f"On Debian and Ubuntu: sudo apt install {package}\nand then the same command again."
    )


def works(code: str) -> bool:
    """Does the environment's Python exist, and run this code without an error?"""
    try:
        done = subprocess.run([python(), "-c", code], capture_output=True, env=own_environment())
    except OSError:
        return False
    return done.returncode == 0


def make_venv() -> None:
    """A virtual environment with pip in .venv, anew where it is broken or of another Python."""
    same = works(f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})")
    if same and works("import pip"):
        return
    problem = missing_venv(importlib.util.find_spec, sys.version_info[:2])
    if problem:
        raise RunError(problem)
    say(f"Set-up: .venv with Python {sys.version.split()[0]}")
    quietly([base_python(), "-m", "venv", *([] if same else ["--clear"]), str(VENV)])


def pip_install(*arguments: str, venv: Path = VENV) -> None:
    """Install into .venv, or another environment, with pip."""
    quietly([str(venv_python(venv)), "-m", "pip", "install", "--quiet", *arguments])


def uv(*arguments: str, venv: Path = VENV) -> None:
    """Run uv, at the version and hashes of requirements-uv.txt, on .venv (or another environment) and nothing else."""
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", "requirements-uv.txt")
    trust = {"UV_SYSTEM_CERTS": "1"}  # as pip does: a network with a certificate of its own is no hindrance
    here = {"UV_PROJECT_ENVIRONMENT": str(venv), "UV_PYTHON_DOWNLOADS": "never"}
    env = trust | own_environment() | here
    quietly([python(), "-m", "uv", *arguments, "--python", python()], env)


def reason(output: str) -> str:
    """The line of a failed command's output that says why: the first that begins with "error", or the last.

    >>> reason("Collecting uv\\nERROR: No matching distribution found for uv\\nhint: none")
    'ERROR: No matching distribution found for uv'
    """
    lines = output.splitlines()
    return next((line for line in lines if line.lower().startswith("error")), lines[-1])


def install(web: bool = False) -> None:
    """All that the lock names into .venv, or its web groups into their own; by pip where uv does not get through."""
    say(
        "Set-up: "
        + ("what the site and the browser tests need, into build/web-venv" if web else "the packages of uv.lock")
    )
    try:
        uv("sync", "--frozen", *(WEB_GROUPS if web else ("--no-install-project",)), venv=WEB_VENV if web else VENV)
    except RunError as error:
        say(f"Set-up: not with uv ({reason(str(error))}), so with pip, which takes a minute or two")
        if web:
            quietly([python(), "-m", "venv", "--clear", str(WEB_VENV)])
            pip_install(*AS_LOCKED, "requirements-web.txt", venv=WEB_VENV)
        else:
            pip_install(*AS_LOCKED, "requirements.txt")


def point_to_helpers(venv: Path, root: Path = ROOT) -> None:
    """Let an environment find src/helpers from where it lies itself.

    So the folder can be moved or copied, and may have a name that the system's own encoding has no letters for.
    """
    packages = sysconfig.get_path("purelib", "venv", {"base": str(venv)})
    (Path(packages) / "plan-to-print.pth").write_text(os.path.relpath(root / "src", packages), encoding="ascii")


def is_set_up(venv: Path) -> bool:
    """Is this environment what the lock says, and was it when it was made?"""
    stamp = venv / STAMP
    return venv_python(venv).exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == setup_digest()


def set_up() -> None:
    """Make .venv what the lock says; at once where it is already."""
    if is_set_up(VENV):
        return
    begun = time.monotonic()
    (VENV / STAMP).unlink(missing_ok=True)
    make_venv()
    install()
    point_to_helpers(VENV)
    quiet_lab(VENV)
    (VENV / STAMP).write_text(setup_digest(), encoding="utf-8")
    say(f"Set-up: done in {time.monotonic() - begun:.0f} s")


def set_up_web() -> None:
    """Make build/web-venv what the lock says, at once where it is: apart, so that nobody else has to wait for it."""
    if not is_set_up(WEB_VENV):
        (WEB_VENV / STAMP).unlink(missing_ok=True)
        install(web=True)
        (WEB_VENV / STAMP).write_text(setup_digest(), encoding="utf-8")


# --- what needs no other environment ------------------------------------------------------------------------------


def lock() -> None:
    """After a change of the dependencies in pyproject.toml: uv.lock and both requirements anew."""
    make_venv()
    uv("lock")
    export = ["--frozen", "--no-emit-project", "--no-header", "--no-annotate", "--format", "requirements-txt"]
    uv("export", *export, "--output-file", "requirements.txt")
    uv("export", *export, *WEB_GROUPS, "--output-file", "requirements-web.txt")


def targets(makefile: str) -> dict[str, str]:
    """The Makefile's targets, each with the comment that stands behind it.

    >>> targets("test: ## pass every test\\n\\t$(PYTHON) run.py test\\n")
    {'test': 'pass every test'}
    """
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", makefile, flags=re.MULTILINE))


def show_help() -> None:
    """The commands, in the Makefile's own words."""
    name = Path(sys.executable).stem
    for target, comment in targets((ROOT / "Makefile").read_text(encoding="utf-8")).items():
        say(f"make {target:12} {name} run.py {'' if target == 'all' else target:12} {comment}")


HERE: dict[str, Callable[[], None]] = {
    "lock": lock,
    "clean": clean,
    "clean-all": clean_all,
    "help": show_help,
    "quiet-lab": lambda: quiet_lab(Path(sys.prefix)),
}
TAKES = {"review": "folders of plans", "plan": "folders or documents of plans", "bench": "the commit to compare with"}
COMMANDS = (
    *("all", "test", "verify", "lab", "review", "plan", "pamphlet", "figures-all", "site", "test-browser", "bench"),
    *("check", "check-pdf", "format", "lock", "clean", "clean-all", "help"),
)


def hand_on(given: argparse.Namespace) -> int:
    """Set up what a command needs, and do it under the environment's own Python; the exit code.

    What it is given as a path is looked for where the user stands.
    """
    set_up()
    if given.command in ("site", "test-browser"):
        set_up_web()
    if given.command == "lab":
        run_lab()
        return 0
    if given.command == "review":
        run_review(given.paths)
        return 0
    paths = given.paths if given.command == "bench" else [str(Path(path).absolute()) for path in given.paths]
    task = {"command": given.command, "paths": paths, "seed": given.seed, "workers": given.workers}
    code = run_child([python(), "-m", "tools", json.dumps(task | {"again": name_command()})])
    if code < 0:  # ended in its first moment or by force, before it could say so
        raise KeyboardInterrupt
    return code


def name_command() -> str:
    """What was typed, to be typed again."""
    return " ".join([Path(sys.executable).stem, "run.py", *(sys.argv[1:] or ["all"])])


def interrupt(number: int, frame: object) -> None:
    """End as Ctrl-C does: what was begun ends too, and what to run next is said."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Do what the command line says; the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="Everything the project can do; see: run.py help")
    parser.add_argument("command", nargs="?", default="all", choices=[*COMMANDS, "quiet-lab"])
    parser.add_argument(
        "paths", nargs="*", metavar="folder", help=f"review, plan: {TAKES['plan']}; bench: {TAKES['bench']}"
    )
    parser.add_argument("--seed", type=int, default=0, help="test: the seed of the property tests")
    parser.add_argument("-j", dest="workers", type=int, default=2, metavar="N", help="plan: how many side by side")
    given = parser.parse_args(arguments)
    if given.paths and given.command not in TAKES:
        parser.error(f"{given.command} takes nothing more, and was given {' '.join(given.paths)}")
    try:
        if given.command not in HERE:
            return hand_on(given)
        HERE[given.command]()
    except RunError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say(f"Avbrutet (stopped). Fortsätt där det var (to go on): {name_command()}")
        return 130
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
    sys.exit(main(sys.argv[1:]))
