"""The script behind make: what it sets up, what it says when something is missing, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from types import ModuleType

import psutil
import pytest
from test_due import FILES

from helpers.files import seal
from tools import __main__ as task
from tools import clean, lab, processes, site, tests
from tools.processes import RunError

ROOT = Path(__file__).resolve().parents[1]


# --- set-up -------------------------------------------------------------------------------------------------


def test_the_interpreter_stands_elsewhere_on_windows(run: ModuleType) -> None:
    assert processes.venv_python(Path(".venv"), "nt").as_posix() == ".venv/Scripts/python.exe"
    assert processes.venv_python(Path(".venv"), "posix").as_posix() == ".venv/bin/python"


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 2), (3, 10, 13)])
def test_an_old_python_is_told_which_one_is_needed(run: ModuleType, version: tuple[int, ...]) -> None:
    found = f"{version[0]}.{version[1]}"
    assert run.too_old(version) == (f"Python 3.11 or newer is needed, and this is {found}. Try: make PYTHON=python3.11")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_python_will_do(run: ModuleType, version: tuple[int, ...]) -> None:
    assert run.too_old(version) == ""


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_the_package_to_install_is_named(run: ModuleType, missing: str) -> None:
    said = run.missing_venv(lambda name: None if name == missing else object(), (3, 12))
    assert "sudo apt install python3.12-venv\n" in said
    assert run.missing_venv(lambda name: object(), (3, 12)) == ""


def test_why_uv_did_not_work_is_said_in_one_line(run: ModuleType) -> None:
    assert run.reason("x\nerror: no route\n  Caused by: y\nhint: z") == "error: no route"
    assert run.reason("This command failed: uv\nno space left") == "no space left"


def test_the_users_settings_stay_outside(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = [
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "JUPYTER_PATH",
        "IPYTHONDIR",
        "MPLBACKEND",
        "PYTEST_ADDOPTS",
        "GIT_DIR",
        "COLUMNS",
    ]
    for name in [*foreign, "LINES_KEPT", "PIP_INDEX_URL"]:
        monkeypatch.setenv(name, "x")
    env = processes.own_environment()
    assert [name for name in foreign if name in env] == []
    assert (env["LINES_KEPT"], env["PIP_INDEX_URL"], env["PYTHONUTF8"]) == ("x", "x", "1")


def test_lab_is_quiet_by_settings_that_it_knows(run: ModuleType, tmp_path: Path) -> None:
    lab.quiet_lab(tmp_path)
    overrides = json.loads((tmp_path / "share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8"))
    assert list(overrides) == ["@jupyterlab/apputils-extension:notification"]
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas" / "@jupyterlab"
    known = json.loads((schemas / "apputils-extension" / "notification.json").read_text(encoding="utf-8"))["properties"]
    assert overrides.popitem()[1] == {"fetchNews": "false", "checkForUpdates": False}
    assert "false" in [choice["const"] for choice in known["fetchNews"]["oneOf"]]
    assert known["checkForUpdates"]["type"] == "boolean"


def test_packages_are_installed_with_pip_where_uv_does_not_get_through(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []

    def quietly(command: list[str], env: dict[str, str] | None = None) -> None:
        called.append(command)
        if "requirements-uv.txt" in command:
            raise RunError("Collecting uv\nERROR: No matching distribution found for uv")

    monkeypatch.setattr(run, "quietly", quietly)
    run.install()
    run.install(web=True)
    said = "not with uv (ERROR: No matching distribution found for uv), so with pip"
    assert capsys.readouterr().out.count(said) == 2
    locked, venv, web = [command for command in called if "requirements-uv.txt" not in command]
    assert locked[-4:] == ["--no-deps", "--require-hashes", "-r", "requirements.txt"]
    assert venv[1:3] == ["-m", "venv"] and venv[-1].endswith("web-venv")
    assert "web-venv" in web[0] and web[-4:] == ["--no-deps", "--require-hashes", "-r", "requirements-web.txt"]


def test_helpers_are_found_from_a_folder_of_any_name_that_was_moved(run: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "Paweł – 計画" / ".venv").mkdir(parents=True)
    venv = tmp_path / "Paweł – 計画" / ".venv"
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(venv)}))
    packages.mkdir(parents=True)
    run.point_to_helpers(venv, venv.parent)
    (venv.parent / "src").mkdir()
    moved = venv.parent.rename(tmp_path / "flyttad")
    code = f"import site, sys; site.addsitedir({str(moved / packages.relative_to(venv.parent))!r}); print(sys.path[-1])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert Path(done.stdout.strip()) == moved / "src"


def test_clean_removes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    for name in [*FILES, "build/stamps/01_plan.txt", "src/helpers/__pycache__/x.pyc", "notebooks/.ipynb_checkpoints/a"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    clean.clean(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == sorted(FILES)


def test_clean_keeps_and_names_what_somebody_has_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = ["build/p/kontroll.xlsx", "build/p/reading/form.xlsx", "build/p/reading/theme_1.md"]
    for name in [*kept, "build/p/.plan", "build/p/kontroll.html", "build/p/reading/theme_2.md", "build/made/p.json"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(seal(b"x") + b"svar" * (name in kept))
    clean.clean(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["build/p/.plan", *kept]
    said = capsys.readouterr().out
    assert all(f"{Path(name)}: ifylld eller sparad av någon" in said for name in kept)


@pytest.fixture
def handed(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What run.py hands on to tools/, without setting up or doing it."""
    tasks: list[dict] = []
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(run, "run_child", lambda command: tasks.append(json.loads(command[-1])) or 0)
    return tasks


def test_what_was_ended_before_it_could_say_so_is_told(
    run: ModuleType, handed: list[dict], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "run_child", lambda command: -signal.SIGTERM)
    monkeypatch.setattr(sys, "argv", ["run.py", "plan", "a"])
    assert run.main(["plan", "a"]) == 130
    assert "Avbrutet (stopped). Fortsätt där det var" in capsys.readouterr().out


def test_a_plan_is_looked_for_where_the_user_stands(
    run: ModuleType, handed: list[dict], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run.main(["plan", ".", "b/mitt.pdf", "-j", "3"]) == 0
    assert handed[0]["paths"] == [str(tmp_path), str(tmp_path / "b" / "mitt.pdf")] and handed[0]["workers"] == 3
    assert run.main(["bench", "HEAD~1"]) == 0 and handed[1]["paths"] == ["HEAD~1"]
    assert run.main([]) == 0 and handed[2]["command"] == "all"


# --- ending -------------------------------------------------------------------------------------------------

BUSY = """
import subprocess, sys, time
from tools.processes import end_with_parent
end_with_parent("To go on: run it again")
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('begun', flush=True); time.sleep(600)"
subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True)
time.sleep(600)
"""
OUTER = "import sys; from tools.processes import run_child; sys.exit(run_child([sys.executable, '-c', sys.argv[1]]))"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_run_alone_ends_all_that_it_began(number: signal.Signals) -> None:
    """Killed without a word too; and what was begun in a session of its own, as kernels are, and hears no signal."""
    outer = subprocess.Popen([sys.executable, "-c", OUTER, BUSY], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
    assert outer.stdout and outer.stdout.readline() == "begun\n"
    below = psutil.Process(outer.pid).children(recursive=True)
    assert len(below) == 2
    begun = time.monotonic()
    outer.send_signal(number)
    assert outer.stdout.read() == "Avbrutet (stopped). To go on: run it again\n"
    outer.wait()
    assert psutil.wait_procs(below, timeout=60)[1] == [] and time.monotonic() - begun < 3


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals")
def test_what_is_begun_when_run_is_gone_already_ends_too() -> None:
    gone = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}], stdin=subprocess.PIPE)"
    done = subprocess.run([sys.executable, "-c", gone], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", timeout=60)
    assert done.stdout.splitlines()[-1] == "Avbrutet (stopped). To go on: run it again"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_the_set_up_ends_it_and_says_what_to_run(tmp_path: Path, number: signal.Signals) -> None:
    """The script itself, with a set-up that lasts."""
    code = (ROOT / "run.py").read_text(encoding="utf-8")
    lasting = "import time; open(sys.argv[1], 'w').close(); time.sleep(600)"
    body = f"quietly([sys.executable, '-c', {('import sys; ' + lasting)!r}, {str(tmp_path / 'begun')!r}])"
    old = "def set_up() -> None:\n"
    assert old in code
    script = tmp_path / "run.py"
    script.write_text(code.replace(old, f"{old}    {body}\n"), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    before = signal.signal(number, signal.SIG_DFL)  # a shell lets what it runs behind ignore SIGINT, and all below
    try:
        outer = subprocess.Popen(
            [sys.executable, str(script), "plan", "a"], env=env, stdout=subprocess.PIPE, encoding="utf-8"
        )
    finally:
        signal.signal(number, before)
    while not (tmp_path / "begun").exists():
        time.sleep(0.05)
    below, begun = psutil.Process(outer.pid).children(recursive=True), time.monotonic()
    outer.send_signal(number)
    assert outer.stdout and outer.stdout.read().endswith(
        "Avbrutet (stopped). Fortsätt där det var (to go on): python run.py plan a\n"
    )
    assert outer.wait() == 130 and len(below) == 1
    assert psutil.wait_procs(below, timeout=60)[1] == [] and time.monotonic() - begun < 3


def test_what_goes_wrong_is_three_lines_and_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(task, "do", fail)
    monkeypatch.setattr(task, "end_with_parent", lambda after: None)
    monkeypatch.setattr(processes, "ROOT", tmp_path)
    given = {"command": "plan", "paths": [], "seed": 0, "workers": 1, "again": "python3 run.py plan data/a"}
    with monkeypatch.context() as kept:
        kept.setattr(os, "environ", dict(os.environ))
        assert task.main([json.dumps(given)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Det gick inte (it stopped): OSError: No space left on device",
        "Hela spåret (the whole trace): build/logs/plan.txt",
        "Fortsätt där det var (to go on): python3 run.py plan data/a",
    ]
    assert "Traceback" in (tmp_path / "build/logs/plan.txt").read_text(encoding="utf-8")


# --- the site, and a real browser ---------------------------------------------------------------------------


def test_chromium_is_found_by_any_of_its_names(run: ModuleType) -> None:
    there = {"google-chrome": "bin/google-chrome", "chrome": "bin/chrome"}
    assert site.chromium(there.get) == "bin/google-chrome"


def test_the_package_is_named_where_chromium_is_missing(run: ModuleType) -> None:
    with pytest.raises(RunError, match="sudo apt install chromium"):
        site.chromium(lambda _: None)


def test_without_chromium_nothing_else_is_begun(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    find = site.chromium
    monkeypatch.setattr(site, "chromium", lambda: find(lambda _: None))
    monkeypatch.setattr(site, "make_site", lambda: pytest.fail("made"))
    with pytest.raises(RunError, match="Chromium is missing"):
        site.run_browser_tests()


# --- tests and help -----------------------------------------------------------------------------------------


def test_files_that_the_tests_change_are_named(run: ModuleType) -> None:
    before, after = {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}
    assert tests.changed_outputs(before, after) == ["b", "c", "d"]
    assert tests.changed_outputs(before, before) == []


def test_what_a_command_does_not_take_is_refused(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["help", "data/my-plan"])
    assert "help takes nothing more, and was given data/my-plan" in capsys.readouterr().err


def test_help_is_the_makefiles_own_words(run: ModuleType) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "run.py"), "help"], capture_output=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    comments = run.targets((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert [line.split()[1] for line in lines] == list(run.COMMANDS) == list(comments)
    assert [line.endswith(comment) for line, comment in zip(lines, comments.values(), strict=True)] == [True] * len(
        lines
    )
