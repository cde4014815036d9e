"""Processes and their surroundings: nothing of the user's settings in them, and none of them left behind.

Only the standard library is needed to import this: run.py does, before there is an environment.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00_start.ipynb"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WORKERS = 2
# Settings of the person who runs this, which must not show in what the notebooks put out.
FOREIGN = re.compile(
    r"(PYTHON|JUPYTER|IPYTHON|MPL|PYTEST|COV_|COVERAGE|NBVAL|HYPOTHESIS|GIT_|CLICOLOR)|(FORCE_COLOR|NO_COLOR"
    r"|PY_COLORS|COLUMNS|LINES|VIRTUAL_ENV|__PYVENV_LAUNCHER__)$"
)
GRACE = 0.8
"""Seconds in which processes that were asked to end may do so; after twice that nothing of them is left."""


_TEMPORARY: list[Path] = []


class RunError(Exception):
    """A step did not work; the message is all that the user has to see."""


def say(text: str = "") -> None:
    """Print at once, also when two things run side by side."""
    print(text, flush=True)


def venv_python(venv: Path, os_name: str = os.name) -> Path:
    """The interpreter inside a virtual environment, on this or another kind of system.

    >>> venv_python(Path(".venv"), "nt").as_posix()
    '.venv/Scripts/python.exe'
    """
    return venv / "Scripts" / "python.exe" if os_name == "nt" else venv / "bin" / "python"


def base_python() -> str:
    """The Python that the project's environment is made with."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def python() -> str:
    """The interpreter of the project's environment."""
    return str(venv_python(ROOT / ".venv"))


def own_environment() -> dict[str, str]:
    """The user's environment without what would change the outcome of a run."""
    kept = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
    return kept | {"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def jupyter_environment(home: Path) -> dict[str, str]:
    """An environment in which Jupyter takes the project's kernel and writes to ``home`` and build/ only.

    One thread for each numeric library, as two processes share two cores.
    """
    return own_environment() | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(ROOT / "build" / "matplotlib"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / "build" / "hypothesis"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


@contextmanager
def isolated() -> Iterator[dict[str, str]]:
    """An environment for notebooks and tests, with none of the user's settings or start-up files."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jupyter-", dir=build, ignore_cleanup_errors=True) as empty:
        _TEMPORARY.append(Path(empty))
        yield jupyter_environment(Path(empty))


class Result(NamedTuple):
    """How a command went: its exit code, all that it printed, seconds."""

    code: int
    output: str
    seconds: float


def capture(command: list[str], env: dict[str, str] | None = None) -> Result:
    """Run a command in the project's folder and keep what it prints."""
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env or own_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    )
    return Result(done.returncode, done.stdout.rstrip(), time.monotonic() - begun)


def quietly(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command and show what it printed only if it fails: RunError with its whole output."""
    result = capture(command, env)
    if result.code:
        raise RunError(f"This command failed: {' '.join(command)}\n{result.output}")


def git(*arguments: str, folder: Path = ROOT) -> str:
    """What git prints, in a folder; RunError with its own words where it fails, or is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=own_environment(), capture_output=True, encoding="utf-8"
        )
    except OSError:
        raise RunError("git is missing, which makes the clone. On Debian and Ubuntu: sudo apt install git") from None
    if done.returncode:
        raise RunError(f"git {arguments[0]} failed in {folder.name}: {done.stderr.strip()}")
    return done.stdout


def write_log(name: str, text: str) -> str:
    """Keep the whole trace of a failure in build/logs; its place as the user is told it."""
    path = ROOT / "build" / "logs" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{text.rstrip()}\n", encoding="utf-8", newline="\n")
    return path.relative_to(ROOT).as_posix()


# --- ending -------------------------------------------------------------------------------------------------


def end_children(grace: float = GRACE) -> None:
    """End all processes that this one has begun, and those that they have begun: asked first, then killed."""
    import psutil

    for _ in range(2):  # what was begun while the first ones ended
        children = psutil.Process().children(recursive=True)
        for child in children:
            _ask(child.terminate)
        _, alive = psutil.wait_procs(children, timeout=grace)
        for child in alive:
            _ask(child.kill)
        grace /= 4


def _ask(send: Callable[[], None]) -> None:
    import psutil

    with suppress(psutil.NoSuchProcess):
        send()


def end_with_parent(after: str) -> None:
    """From now on, a signal to this process or the end of the one that began it ends this one with all its children.

    ``after`` is said then: what to run to go on. The parent is the one that holds the other end of this process's
    standard input (``run_child``): it need not be alive any more when this begins.
    """
    ending = threading.Lock()

    def end(number: int, frame: FrameType | None = None) -> None:
        if ending.acquire(blocking=False):
            end_children()
            for folder in _TEMPORARY:
                shutil.rmtree(folder, ignore_errors=True)
            os.write(1, f"Avbrutet (stopped). {after}\n".encode())  # not print: it may be what was interrupted
            os._exit(128 + number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    threading.Thread(target=_watch_parent, args=(end,), daemon=True).start()


def _watch_parent(end: Callable[[int], None]) -> None:
    import psutil  # noqa: F401  # so that ending need not wait for it

    while os.read(0, 1):  # nobody writes there: it comes back when the parent has closed it, or is gone
        pass
    end(signal.SIGTERM)


def run_child(command: list[str], cwd: Path = ROOT) -> int:
    """Run a command that ends as ``end_with_parent`` says, and hand on to it what asks this process to end.

    Gives its exit code; on Windows, where no signal reaches it, it is ended with its children.
    """
    child = subprocess.Popen(command, cwd=cwd, env=own_environment(), stdin=subprocess.PIPE)

    def hand_on(number: int, frame: FrameType | None) -> None:
        if os.name != "nt":
            child.terminate()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), hand_on)
    return child.wait()
