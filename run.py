"""Everything the project can do, on every platform: ``python run.py``, ``… test``, ``… help``.

The Makefile's targets are these same commands. Only the standard library is used here, since this script
makes the environment that all else runs in; what needs more than that (running a notebook) is done by the
same script under the environment's own Python.
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
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent
SETUP_FILES = ("pyproject.toml", "uv.lock", "requirements.txt", "requirements-uv.txt", "requirements-web.txt")
# A lock names all that there is, so pip has nothing to resolve; pip before 23.3 stumbles over extras where it does.
AS_LOCKED = ("--no-deps", "--require-hashes", "-r")
WEB_GROUPS = ("--only-group", "site", "--only-group", "browser")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
START = "notebooks/00_start.ipynb"
WORKERS = 2
# More parts than workers, who take the next one when they are ready: a file's size says little of the time it takes.
PARTS = 6
CELL_SECONDS = 600
# Settings of the person who runs this, which must not show in what the notebooks put out.
FOREIGN = re.compile(
    r"(PYTHON|JUPYTER|IPYTHON|MPL|PYTEST|COV_|COVERAGE|NBVAL|HYPOTHESIS|GIT_|CLICOLOR)|(FORCE_COLOR|NO_COLOR"
    r"|PY_COLORS|COLUMNS|LINES|VIRTUAL_ENV|__PYVENV_LAUNCHER__)$"
)


class RunError(Exception):
    """A step did not work; the message is all that the user has to see."""


def say(text: str = "") -> None:
    """Print at once, also when two things run side by side."""
    print(text, flush=True)


# --- the environment ----------------------------------------------------------------------------------------


def venv_python(venv: Path, os_name: str = os.name) -> Path:
    """The interpreter inside a virtual environment, on this or another kind of system.

    >>> venv_python(Path(".venv"), "nt").as_posix()
    '.venv/Scripts/python.exe'
    """
    return venv / "Scripts" / "python.exe" if os_name == "nt" else venv / "bin" / "python"


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
        yield jupyter_environment(Path(empty))


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


def quietly(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command and show what it printed only if it fails: RunError with its whole output."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env or own_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise RunError(f"This command failed: {' '.join(command)}\n{done.stdout.rstrip()}")


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
    base = getattr(sys, "_base_executable", None) or sys.executable
    quietly([base, "-m", "venv", *([] if same else ["--clear"]), str(ROOT / ".venv")])


def pip_install(*arguments: str) -> None:
    """Install into .venv with pip."""
    quietly([python(), "-m", "pip", "install", "--quiet", *arguments])


def uv(*arguments: str, venv: Path | None = None) -> None:
    """Run uv, at the version and hashes of requirements-uv.txt, on .venv (or another environment) and nothing else."""
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", "requirements-uv.txt")
    trust = {"UV_SYSTEM_CERTS": "1"}  # as pip does: a network with a certificate of its own is no hindrance
    here = {"UV_PROJECT_ENVIRONMENT": str(venv or ROOT / ".venv"), "UV_PYTHON_DOWNLOADS": "never"}
    env = trust | own_environment() | here
    quietly([python(), "-m", "uv", *arguments, "--python", python()], env)


def install_with_pip() -> None:
    """The plain way: the same versions from requirements.txt, hash by hash, then the project itself."""
    pip_install(*AS_LOCKED, "requirements.txt")
    pip_install("--no-deps", "-e", ".")


def reason(output: str) -> str:
    """The line of a failed command's output that says why: the first that begins with "error", or the last.

    >>> reason("Collecting uv\\nERROR: No matching distribution found for uv\\nhint: none")
    'ERROR: No matching distribution found for uv'
    """
    lines = output.splitlines()
    return next((line for line in lines if line.lower().startswith("error")), lines[-1])


def install() -> None:
    """Everything that the lock names, into .venv; by pip where uv cannot be had or does not get through."""
    say("Set-up: the packages of uv.lock")
    try:
        uv("sync", "--frozen")
    except RunError as error:
        say(f"Set-up: not with uv ({reason(str(error))}), so with pip, which takes a minute or two")
        install_with_pip()


def quiet_lab(prefix: Path) -> None:
    """Keep JupyterLab, installed under this prefix, from asking about news and looking for updates."""
    settings = prefix / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    plugin = "@jupyterlab/apputils-extension:notification"
    wish = json.dumps({plugin: {"fetchNews": "false", "checkForUpdates": False}}, indent=1)
    (settings / "overrides.json").write_text(f"{wish}\n", encoding="utf-8", newline="\n")


def set_up() -> None:
    """Make .venv what the lock says; at once where it is already."""
    stamp, digest = ROOT / ".venv" / "set-up", setup_digest()
    if Path(python()).exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    begun = time.monotonic()
    stamp.unlink(missing_ok=True)
    make_venv()
    install()
    quiet_lab(ROOT / ".venv")
    stamp.write_text(digest, encoding="utf-8")
    say(f"Set-up: done in {time.monotonic() - begun:.0f} s")


def web_venv() -> Path:
    """Where the packages of the site and of the browser tests are: apart, so that nobody else has to wait for them."""
    return ROOT / "build" / "web-venv"


def install_web() -> None:
    """The packages of the groups ``site`` and ``browser``, by uv, or by pip where uv does not get through."""
    try:
        uv("sync", "--frozen", *WEB_GROUPS, venv=web_venv())
    except RunError as error:
        say(f"Set-up: not with uv ({reason(str(error))}), so with pip, which takes a minute or two")
        quietly([python(), "-m", "venv", "--clear", str(web_venv())])
        pip = [str(venv_python(web_venv())), "-m", "pip", "install", "--quiet"]
        quietly([*pip, *AS_LOCKED, "requirements-web.txt"])


def set_up_web() -> str:
    """Make .venv and build/web-venv what the lock says, at once where they are; the interpreter of the latter."""
    set_up()
    stamp, digest, interpreter = web_venv() / "set-up", setup_digest(), venv_python(web_venv())
    if not (interpreter.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == digest):
        say("Set-up: what the site and the browser tests need, into build/web-venv")
        stamp.unlink(missing_ok=True)
        install_web()
        stamp.write_text(digest, encoding="utf-8")
    return str(interpreter)


# --- the notebooks ------------------------------------------------------------------------------------------


def files_below(*folders: Path) -> list[Path]:
    """Every file in these folders, sorted, without Python's own leavings."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def input_files(root: Path = ROOT) -> list[Path]:
    """What every notebook may read: the helpers, the data (but nothing derived), the lock."""
    data = [path for path in files_below(root / "data") if path.relative_to(root).parts[2:3] != ("derived",)]
    return [*files_below(root / "src" / "helpers"), *data, root / "uv.lock"]


def made_files(root: Path = ROOT) -> list[Path]:
    """All figures and derived tables."""
    return files_below(root / "figures", *sorted(root.glob("data/*/derived")))


def output_files(notebook: Path, root: Path = ROOT) -> list[Path]:
    """What a notebook has made: the figures and derived tables whose names begin with its number.

    What has no number, the manifests and the gallery, belongs to the start notebook, which runs last.
    """
    number = notebook.name.split("_")[0] + "_"
    start = notebook.name == Path(START).name
    return [path for path in made_files(root) if path.name.startswith(number) or (start and not path.name[0].isdigit())]


def digest_of(paths: Iterable[Path], root: Path = ROOT) -> str:
    """One number for these files' names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{content} {path.relative_to(root).as_posix()}\n".encode())
    return digest.hexdigest()


def published_state(root: Path = ROOT) -> str:
    """What git holds of figures and derived tables, as one number; nothing where there is no git.

    The start notebook says whether what was made is what git holds, so it is due again when that has changed.
    """
    with suppress(RunError):
        held = git("ls-files", "--stage", "--", "figures", "data/*/derived", folder=root)
        return hashlib.sha256(held.encode()).hexdigest()
    return ""


def state_of(notebook: Path, inputs: str, root: Path = ROOT) -> str:
    """What a notebook's stamp holds: the digest of all that it reads, of itself, and of all that it made."""
    published = published_state(root) if notebook.name == Path(START).name else ""
    return f"{inputs} {digest_of([notebook, *output_files(notebook, root)], root)} {published}".rstrip() + "\n"


def stamp_of(notebook: Path, root: Path = ROOT) -> Path:
    """Where a notebook's stamp is kept."""
    return root / "build" / "stamps" / f"{notebook.stem}.txt"


def is_up_to_date(notebook: Path, inputs: str, root: Path = ROOT) -> bool:
    """Is everything as it was when this notebook was last run to its end?"""
    stamp = stamp_of(notebook, root)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == state_of(notebook, inputs, root)


def normalised(notebook: Any) -> bytes:
    """A notebook as it is kept: only what is the same at every run and on every Python; of a cell's metadata, its tags.

    This one needs the environment's Python.
    """
    import nbformat

    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = {"tags": tags} if tags else {}
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def cell_problem(number: int, cell: Any) -> str:
    """What a code cell shows that a finished notebook must not: an error that was not meant, or stderr."""
    expected = "raises-exception" in cell.metadata.get("tags", [])
    for output in cell.outputs:
        if output.output_type == "error" and not expected:
            trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
            return f"code cell {number} failed:\n{cell.source}\n\n{trace}"
        if output.get("name") == "stderr":
            return f"code cell {number} wrote to stderr:\n{cell.source}\n\n{output.text}"
    return ""


def execute(path: Path) -> str:
    """Run a notebook, and write it back if its bytes change; what went wrong, or nothing.

    This one needs the environment's Python.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    with suppress(CellExecutionError):  # the cell holds its error, and is reported below
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's own log; what a cell writes is in its outputs
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    problems = [cell_problem(number, cell) for number, cell in enumerate(code, 1)]
    if any(problems):
        return next(filter(None, problems))
    content = normalised(notebook)
    if content != path.read_bytes():
        path.write_bytes(content)
    return ""


class Result(NamedTuple):
    """How a command went: its exit code, all that it printed, seconds."""

    code: int
    output: str
    seconds: float


def capture(command: list[str], env: dict[str, str]) -> Result:
    """Run a command in the project's folder and keep what it prints."""
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    )
    return Result(done.returncode, done.stdout.rstrip(), time.monotonic() - begun)


def run_notebook(notebook: Path, inputs: str, env: dict[str, str]) -> str:
    """Run one notebook in a process of its own and stamp it; what went wrong, or nothing."""
    name = notebook.relative_to(ROOT).as_posix()
    say(f"  {name} …")
    stamp_of(notebook).unlink(missing_ok=True)
    result = capture([python(), __file__, "execute-notebook", str(notebook)], env)
    if result.code:
        say(f"  {name} FAILED after {result.seconds:.0f} s")
        return f"{name}: {result.output}"
    stamp_of(notebook).parent.mkdir(parents=True, exist_ok=True)
    stamp_of(notebook).write_text(state_of(notebook, inputs), encoding="utf-8", newline="\n")
    say(f"  {name} done in {result.seconds:.0f} s")
    return ""


def run_notebooks(pattern: str = "*.ipynb") -> None:
    """Set up, then run the notebooks (all, or those of a pattern) that are not up to date, two at a time."""
    set_up()
    inputs = digest_of(input_files())
    notebooks = sorted((ROOT / "notebooks").glob(pattern))
    if not notebooks:
        raise RunError(f"There is no {pattern} in notebooks/.")
    due = [notebook for notebook in notebooks if not is_up_to_date(notebook, inputs)]
    if not due:
        say(f"Nothing to do: {len(notebooks)} notebooks and what they make are up to date.")
        return
    say(f"Running {len(due)} of {len(notebooks)} notebooks, {WORKERS} at a time:")
    begun = time.monotonic()
    # The start notebook holds what the others have made against what was published, so it comes when they are done.
    first, last = [path for path in due if path != ROOT / START], [path for path in due if path == ROOT / START]
    with isolated() as env, ThreadPoolExecutor(WORKERS) as pool:
        done = [
            problem
            for part in (first, last)
            for problem in pool.map(lambda path: run_notebook(path, inputs, env), part)
        ]
    problems = [problem for problem in done if problem]
    if problems:
        count = f"{len(problems)} of {len(due)} notebooks failed and were left as they are."
        raise RunError("\n\n".join(["", *problems, count]))
    say(f"Done in {time.monotonic() - begun:.0f} s: notebooks/, figures/, data/*/derived/")


def make_pamphlet() -> None:
    """Set up, then the pamphlet alone: the notebook that tells about it and writes it."""
    run_notebooks("07_*.ipynb")


# --- the tests ----------------------------------------------------------------------------------------------


class Job(NamedTuple):
    """One part of the tests: what it is called, the commands it runs one after another, extra variables."""

    name: str
    commands: list[list[str]]
    extra: dict[str, str]


def share_out(paths: list[Path], count: int) -> list[list[Path]]:
    """So many piles, of about the same size in bytes: the biggest first, onto the lowest pile."""
    piles: list[list[Path]] = [[] for _ in range(count)]
    for path in sorted(paths, key=lambda path: (-path.stat().st_size, path.name)):
        min(piles, key=lambda pile: sum(each.stat().st_size for each in pile)).append(path)
    return [sorted(pile) for pile in piles]


def check_job() -> Job:
    """Lint, format and types, changing nothing."""
    ruff, mypy = [python(), "-m", "ruff"], [python(), "-m", "mypy"]
    return Job("lint, format, types", [[*ruff, "check", "."], [*ruff, "format", "--check", "."], mypy], {})


def all_there(pattern: str) -> list[Path]:
    """The files of a pattern, sorted; RunError if there is none, as no test at all is no passed test."""
    found = sorted(ROOT.glob(pattern))
    if not found:
        raise RunError(f"There is no {pattern}.")
    return found


def coverage_part(number: int, pile: list[Path], nbval: list[str]) -> Job:
    """The notebooks of one pile, with the lines of the helpers counted in their kernels."""
    counted = ["--cov=helpers", "--cov-report=", "--cov-fail-under=0"]
    data = {"COVERAGE_FILE": str(ROOT / "build" / "coverage" / f"part-{number}")}
    return Job(f"notebooks of tests/, part {number}", [[*nbval, *counted, *map(str, pile)]], data)


def all_jobs(seed: int) -> list[list[Job]]:
    """All parts of the tests; those in one list run side by side, the lists one after another."""
    pytest = [python(), "-m", "pytest", "--no-header"]
    nbval = [*pytest, "--nbval", "--nbval-current-env", f"--nbval-cell-timeout={CELL_SECONDS}"]
    spread = ["-n", str(WORKERS), "--dist", "loadfile"]
    tests, notebooks = ([str(path) for path in all_there(p)] for p in ("tests/test_*.py", "notebooks/*.ipynb"))
    piles = filter(None, share_out(all_there("tests/test_*.ipynb"), PARTS))
    return [
        [check_job()],
        [Job("tests/*.py", [[*pytest, *spread, f"--hypothesis-seed={seed}", *tests]], {"MPLBACKEND": "agg"})],
        [Job("notebooks/", [[*nbval, *spread, *notebooks]], {})],
        [coverage_part(number, pile, nbval) for number, pile in enumerate(piles, 1)],
    ]


def run_job(job: Job, env: dict[str, str]) -> tuple[Job, Result]:
    """Run a job's commands, all of them even if one fails, and show what they printed in one piece."""
    say(f"{job.name} …")
    results = [capture(command, env | job.extra) for command in job.commands]
    output = "\n".join(result.output for result in results if result.output)
    seconds = sum(result.seconds for result in results)
    say(f"\n--- {job.name} " + "-" * (110 - len(job.name)) + f"\n{output}\n")
    return job, Result(max(abs(result.code) for result in results), output, seconds)


def coverage_job() -> Job:
    """Put the parts together and show them; fails below all lines of src/helpers (pyproject.toml)."""
    coverage = [python(), "-m", "coverage"]
    parts = [str(path) for path in sorted((ROOT / "build" / "coverage").glob("part-*"))]
    whole = {"COVERAGE_FILE": str(ROOT / "build" / "coverage" / "whole")}
    combine = [*coverage, "combine", "--quiet", "--keep", *parts]
    return Job("lines of src/helpers", [combine, [*coverage, "report"]], whole)


def outputs_now(root: Path = ROOT) -> dict[str, str]:
    """What figures/ and the derived tables hold: a digest by file."""
    return {path.relative_to(root).as_posix(): digest_of([path], root) for path in made_files(root)}


def changed_outputs(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The files that are new, gone or different."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def summary_line(result: Result) -> str:
    """The last line of what a job printed, pytest's own summary, without its frame."""
    return (result.output.splitlines() or [""])[-1].strip("= ")


def run_tests(seed: int = 0) -> None:
    """Set up, then every test; the helpers' lines are counted from the notebooks of tests/ alone."""
    set_up()
    say(f"Seed of the property tests: {seed} (other documents: python run.py test --seed N)\n")
    shutil.rmtree(ROOT / "build" / "coverage", ignore_errors=True)
    (ROOT / "build" / "coverage").mkdir(parents=True)
    jobs, before, begun = all_jobs(seed), outputs_now(), time.monotonic()
    with isolated() as env, ThreadPoolExecutor(WORKERS) as pool:
        done = [pair for abreast in jobs for pair in pool.map(lambda job: run_job(job, env), abreast)]
        done.append(run_job(coverage_job(), env))
    say("Summary")
    for job, result in done:
        verdict = "FAILED" if result.code else "passed"
        say(f"  {verdict}  {job.name:28} {result.seconds:4.0f} s  {summary_line(result)}")
    changed = changed_outputs(before, outputs_now())
    if changed:
        say(f"  FAILED  files made by the tests differ from those that were there: {', '.join(changed)}")
    seconds = f"in {time.monotonic() - begun:.0f} s"
    if changed or any(result.code for _, result in done):
        raise RunError(f"Not passed, {seconds}.")
    say(f"All passed, {seconds}.")


def run_checks() -> None:
    """Set up, then lint, format and types: what the commit hook calls."""
    set_up()
    if run_job(check_job(), own_environment())[1].code:
        raise RunError("Some of it can be put right by: python run.py format")


def run_format() -> None:
    """Set up, then let ruff put the code of src/, tests/ and notebooks/ into shape."""
    set_up()
    for arguments in (["check", "--fix", "."], ["format", "."]):
        subprocess.run([python(), "-m", "ruff", *arguments], cwd=ROOT, env=own_environment())


# --- the same result again ----------------------------------------------------------------------------------


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


def uncommitted(root: Path) -> list[str]:
    """The files that are not as they were committed: changed, new or gone."""
    lines = git("status", "--porcelain", "--untracked-files=all", "-z", folder=root).split("\0")
    return [line[3:] for line in lines if line]


def refuse_dirty_tree(root: Path = ROOT) -> None:
    """RunError where the folder is no clone, or that names the files which are not as they were committed."""
    if not (root / ".git").exists():
        raise RunError(
            "Not verified: this folder is no clone, so that nothing in it says what was published.\n"
            "Get the project with git clone, and run it there."
        )
    files = uncommitted(root)
    if files:
        named = ", ".join(files[:5]) + (f" and {len(files) - 5} more" if len(files) > 5 else "")
        raise RunError(
            f"Not verified: {len(files)} files are not as they were committed ({named}).\n"
            "What is verified is the last commit, in a clean clone. Commit them, or put them aside, and run it again."
        )


def made_parts(root: Path = ROOT) -> list[str]:
    """The folders of what is made: figures, derived tables, notebooks with what they put out."""
    derived = sorted(path.relative_to(root).as_posix() for path in root.glob("data/*/derived"))
    return ["figures", *derived, "notebooks"]


def forget_results(root: Path) -> None:
    """Remove all figures and derived tables, and what the notebooks put out, so that nothing of it can be left over."""
    for path in made_files(root):
        path.unlink()
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8", newline="\n")


def make_anew(folder: Path) -> tuple[Path, Path]:
    """Two clean clones of HEAD in an empty folder: one as published, one where all is made anew; RunError if it fails.

    The second has an environment of its own.
    """
    published, made = folder / "published", folder / "made"
    for clone in (published, made):
        git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone))
    forget_results(made)
    say(f"Verify: {git('rev-parse', 'HEAD').strip()}, everything anew from the raw document in a clean clone")
    run_in(made, "all")
    left = plans_left(published, made)
    if left:  # plans beside the one that the notebooks are about
        run_in(made, "plan", *left)
    return published, made


def run_in(folder: Path, *arguments: str) -> None:
    """One of these commands in another clone; RunError if it fails."""
    if subprocess.run(
        [sys.executable, str(folder / "run.py"), *arguments], cwd=folder, env=own_environment()
    ).returncode:
        raise RunError("Not verified: in the clone not everything could be made.")


def plans_left(published: Path, made: Path) -> list[str]:
    """The plans' folders that have derived tables where they were published, and none yet where all is made anew."""
    folders = [path.parent.relative_to(published) for path in sorted(published.glob("data/*/derived"))]
    return [folder.as_posix() for folder in folders if not files_below(made / folder / "derived")]


def compare_clones(published: Path, made: Path) -> bool:
    """Whether all is the same, saying what is and what is not; if not, what was made is put into build/verify."""
    parts, kept = made_parts(published), ROOT / "build" / "verify"
    compare = [str(venv_python(made / ".venv")), "-m", "helpers.verify.compare", str(published), str(made), *parts]
    result, inside = capture(compare, own_environment()), tuple(f"{part}/" for part in parts)
    strays = [name for name in uncommitted(made) if not name.startswith(inside)]
    say(f"Verify: what was made, beside what was published\n{result.output}")
    if strays:
        say(f"  and files changed that no notebook makes: {', '.join(strays)}")
    shutil.rmtree(kept, ignore_errors=True)
    for part in parts if result.code or strays else ():
        if (made / part).is_dir():
            shutil.copytree(made / part, kept / part)
    return not (result.code or strays)


def verify() -> None:
    """Make everything anew in a clean clone of HEAD, and compare it with what was published, folder with folder."""
    refuse_dirty_tree()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="verify-", ignore_cleanup_errors=True) as folder:
        same = compare_clones(*make_anew(Path(folder)))
    seconds = f"in {time.monotonic() - begun:.0f} s, with Python {sys.version.split()[0]}"
    if not same:
        raise RunError(f"Not the same, {seconds}. What was made lies in build/verify.")
    say(f"All the same, {seconds}.")


def bench() -> None:
    """Set up, then what everything costs in seconds and memory, beside what its parts cost at the least."""
    set_up()
    with isolated() as env:
        code = subprocess.run([python(), str(ROOT / "tests" / "bench" / "bench_all.py")], cwd=ROOT, env=env).returncode
    if code:
        raise RunError("Not everything could be measured.")


# --- the site, and a real browser ---------------------------------------------------------------------------


def make_site() -> None:
    """Set up, then the site into build/site, from what is in the tree: no notebook is run for it."""
    sphinx, begun = [set_up_web(), "-m", "sphinx"], time.monotonic()
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
    pytest = [set_up_web(), "-m", "pytest", "--no-header"]
    files = all_there("tests/browser/test_*.py")
    jobs = [Job(path.relative_to(ROOT).as_posix(), [[*pytest, str(path)]], given) for path in files]
    with isolated() as env, ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(lambda job: run_job(job, env), jobs))
    if any(result.code for _, result in done):
        raise RunError("Not passed.")


def make_plans(folders: list[Path]) -> None:
    """Set up, then tables, figures, prints and reading sheets of any plans, by their folders."""
    if not folders:
        raise RunError("Say which plan: make plan PLAN=data/my-plan, or python run.py plan data/my-plan")
    set_up()
    folders = [folder.absolute() for folder in folders]
    with isolated() as env:
        code = subprocess.run([python(), "-m", "helpers.newplan", *map(str, folders)], cwd=ROOT, env=env).returncode
    if code:
        raise RunError("Not everything was made; what stands in the way is said above.")


def run_figures() -> None:
    """Set up, then every figure of every plan in every size, language and variant into build/figures-all/."""
    set_up()
    plans = [str(path.parent) for path in all_there("data/*/plan.toml")]
    with isolated() as env:
        code = subprocess.run([python(), "-m", "helpers.publish.edition", *plans], cwd=ROOT, env=env).returncode
    if code:
        raise RunError("Not every figure could be made.")


# --- the rest -----------------------------------------------------------------------------------------------


def run_lab() -> None:
    """Set up, then JupyterLab on the start notebook, with its settings kept in build/."""
    set_up()
    command = [python(), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", START]
    subprocess.run(command, cwd=ROOT, env=jupyter_environment(ROOT / "build" / "lab"))


def clean(root: Path = ROOT) -> None:
    """Remove build/ and the caches, not .venv, not what is in git; the next run does everything anew."""
    for name in ("build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(root / name, ignore_errors=True)
    for folder in ("src", "tests", "notebooks"):
        for path in [*root.glob(f"{folder}/**/__pycache__"), *root.glob(f"{folder}/**/.ipynb_checkpoints")]:
            shutil.rmtree(path, ignore_errors=True)


def clean_all() -> None:
    """Remove .venv too."""
    clean()
    shutil.rmtree(ROOT / ".venv", ignore_errors=True)


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


COMMANDS: dict[str, Callable[..., None]] = {
    "all": run_notebooks,
    "test": run_tests,
    "verify": verify,
    "lab": run_lab,
    "plan": make_plans,
    "pamphlet": make_pamphlet,
    "figures-all": run_figures,
    "site": make_site,
    "test-browser": run_browser_tests,
    "bench": bench,
    "check": run_checks,
    "format": run_format,
    "lock": lock,
    "clean": clean,
    "clean-all": clean_all,
    "help": show_help,
}


def main(arguments: list[str]) -> int:
    """Do what the command line says; the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="Everything the project can do; see: run.py help")
    internal = ["execute-notebook", "quiet-lab"]
    parser.add_argument("command", nargs="?", default="all", choices=[*COMMANDS, *internal])
    parser.add_argument("paths", nargs="*", type=Path, metavar="folder", help="plan: the folders of the plans")
    parser.add_argument("--seed", type=int, default=0, help="test: the seed of the property tests")
    given = parser.parse_args(arguments)
    if given.paths and given.command not in ("plan", "execute-notebook"):
        parser.error(f"{given.command} takes nothing more, and was given {' '.join(map(str, given.paths))}")
    try:
        if given.command == "execute-notebook":
            problem = execute(*given.paths)
            say(problem)
            return int(bool(problem))
        if given.command == "quiet-lab":
            quiet_lab(Path(sys.prefix))
        else:
            taken = {"test": [given.seed], "plan": [given.paths]}
            COMMANDS[given.command](*taken.get(given.command, []))
    except RunError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
