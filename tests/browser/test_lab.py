"""JupyterLab in Chromium: each notebook opens, Run All Cells ends without an error, and nothing is asked of elsewhere.

All of it happens in a copy of the project, so that the notebooks and figures in the tree stay as they are.

What can be seen of "nothing is asked of elsewhere": every request and web socket of the page (conftest.Watch), and of
the server and the kernels everything that heeds the usual proxy variables (Python's urllib and requests, pip, npm, git,
curl), since these name a proxy that only takes note. A program that opens a socket past them would not be seen.
"""

import json
import os
import re
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from urllib.request import urlopen

import pytest

from conftest import ROOT
from tools.lab import make_notebook

TOKEN = "browser-tests"
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
LONGEST = 1200  # seconds for one notebook
# Asked for twice a second while a notebook runs, so it leaves out what is long: pictures and tables.
CELLS = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets;
  return cells.filter((cell) => cell.model.type === "code").map((cell) => ({
    source: cell.model.sharedModel.source,
    count: cell.model.executionCount,
    outputs: cell.model.outputs.length,
    errors: Array.from({length: cell.model.outputs.length}, (_, index) => cell.model.outputs.get(index))
      .filter((output) => output.type === "error")
      .map((output) => output.toJSON().evalue),
  }));
}"""
READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  return panel?.content?.widgets?.length > 0 && panel.sessionContext?.session?.kernel?.status === "idle";
}"""
WRONG = "raise ValueError('wrong')"
SPOIL = f"""() => {{
  const cells = window.jupyterapp.shell.currentWidget.content.widgets;
  cells.find((cell) => cell.model.type === "code").model.sharedModel.setSource({WRONG!r});
}}"""
FORGET = "() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"


def wait_for(url: str, process: subprocess.Popen, seconds: float = 60) -> None:
    """Until something answers at the address."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "JupyterLab has ended"
        try:
            urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("JupyterLab does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy that takes note of what it is asked for, and lets nothing through."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Note)
        self.asked: list[str] = []
        self.daemon_threads = True
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def environment(self) -> dict[str, str]:
        """The variables by which programs know it; what is on this machine goes past it."""
        address = f"http://127.0.0.1:{self.server_address[1]}"
        names = [name for each in ("HTTP", "HTTPS", "ALL") for name in (f"{each}_PROXY", f"{each}_proxy".lower())]
        here = "localhost,127.0.0.1"
        return dict.fromkeys(names, address) | {"NO_PROXY": here, "no_proxy": here}


class Note(socketserver.StreamRequestHandler):
    """Keeps the first line of a request, which says where it would go, and hangs up."""

    def handle(self) -> None:
        """Called by the server."""
        self.server.asked.append(self.rfile.readline().decode("latin-1").strip())


@pytest.fixture(scope="module")
def proxy() -> Iterator[Proxy]:
    """The way out that JupyterLab is given."""
    with Proxy() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def lab_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project."""
    copy = tmp_path_factory.mktemp("lab") / "project"
    unneeded = (".git", ".venv", "build", "__pycache__", ".ipynb_checkpoints", "*.egg-info")
    copytree(ROOT, copy, ignore=ignore_patterns(*unneeded))
    return copy


@pytest.fixture(scope="module")
def lab(lab_copy: Path, proxy: Proxy) -> Iterator[str]:
    """The address of a JupyterLab over a copy of the project, with the project's own environment."""
    copy = lab_copy
    port = free_port()
    command = [
        *(os.environ["PROJECT_PYTHON"], "-m", "jupyterlab", "--no-browser", "--LabApp.expose_app_in_browser=True"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={copy}"),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    with (copy.parent / "lab.log").open("wb") as log:
        environment = os.environ | proxy.environment() | {"PYTHONPATH": str(copy / "src")}
        process = subprocess.Popen(command, cwd=copy, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", process)
            yield f"http://127.0.0.1:{port}/lab"
        finally:
            process.terminate()
            process.wait(20)


def run_all(page: object) -> list[dict]:
    """Press Run → Run All Cells, as a person does; the code cells when the last one has ended."""
    page.wait_for_function(READY, timeout=60_000)
    page.evaluate(FORGET)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        page.wait_for_timeout(500)
        cells = page.evaluate(CELLS)
        begun = [cell["count"] for cell in cells] == list(range(1, len(cells) + 1))
        if problems(cells) or (begun and page.evaluate(READY)):
            return cells
    raise AssertionError("the last cell has not ended")


def problems(cells: list[dict]) -> list[str]:
    """The cells that ended in an error, each with what it says."""
    return [f"{cell['source']}\n{error}" for cell in cells for error in cell["errors"]]


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_run_all_ends_without_an_error(
    notebook: str, lab: str, proxy: Proxy, open_page: Callable, screenshots: Path
) -> None:
    watch = open_page(1400)
    watch.page.goto(f"{lab}/tree/notebooks/{notebook}?token={TOKEN}&reset")
    cells = run_all(watch.page)
    watch.page.screenshot(path=screenshots / f"lab_{Path(notebook).stem}.png")
    watch.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    assert problems(cells) == []
    assert len(cells) > 3 and any(cell["outputs"] for cell in cells)
    assert (watch.outside, watch.problems, proxy.asked) == ([], [], [])
    assert watch.page.locator(".jp-toast-message, .Toastify__toast").count() == 0, "no news is asked for or shown"


def test_an_error_is_found(lab: str, open_page: Callable) -> None:
    page = open_page(1400).page
    page.goto(f"{lab}/tree/notebooks/{NOTEBOOKS[0]}?token={TOKEN}&reset")
    page.wait_for_function(READY, timeout=60_000)
    page.evaluate(SPOIL)
    failed = run_all(page)[0]
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    assert problems([failed]) == [f"{WRONG}\nwrong"]


def test_a_request_to_elsewhere_is_found() -> None:
    ask = "from urllib.request import urlopen; urlopen('https://example.org/', timeout=5)"
    with Proxy() as proxy:
        environment = os.environ | proxy.environment()
        done = subprocess.run([os.environ["PROJECT_PYTHON"], "-c", ask], env=environment, capture_output=True)
        proxy.shutdown()
    assert done.returncode != 0
    assert [each.rpartition(" ")[0] for each in proxy.asked] == ["CONNECT example.org:443"]


# --- the table to review in ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reviewed(lab_copy: Path) -> Path:
    """A plan of two hundred pairs in the copy of the project, and a notebook that reviews it."""
    folder = lab_copy / "data" / "large"
    copytree(lab_copy / "data" / "borlange-v-2022", folder)
    links = (folder / "links.csv").read_text(encoding="utf-8").splitlines()
    known = {tuple(line.split(",")[:2]) for line in links}
    demands = dict.fromkeys(line.split(",")[0] for line in links[1:])
    pairs = [(demand, f"on-{n:02}") for demand in demands for n in range(1, 8)]
    votes = links[0].split(",")[3:]
    row = ["related" if name.startswith("pass_") else "3" if name == "votes" else "" for name in votes]
    new = [",".join([*pair, "related", *row]) for pair in pairs if pair not in known]
    (folder / "links.csv").write_text("\n".join([*links, *new[: 200 - len(links) + 1], ""]), encoding="utf-8")
    return folder


SHOWN = ".review:visible"


def open_review(page: object, lab: str) -> None:
    """Open the review's notebook and run it; the table has the keyboard."""
    page.goto(f"{lab}/tree/build/review/large.ipynb?token={TOKEN}&reset")
    page.wait_for_function(READY, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector(SHOWN, timeout=120_000)


def press(page: object, key: str, until: str) -> None:
    """A key, and what is shown after it."""
    page.keyboard.press(key)
    page.wait_for_function(f"() => document.querySelector('.review').textContent.includes({until!r})", timeout=30_000)


def read_signed(folder: Path) -> list[list[str]]:
    path = folder / "decisions_links.csv"
    return [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]] if path.is_file() else []


def test_decisions_are_signed_in_the_browser(
    lab: str, reviewed: Path, proxy: Proxy, open_page: Callable, screenshots: Path
) -> None:
    """Twenty pairs by key and one by a click, undo, why, a reload; all of it in the plan's folder at once."""
    notebook = reviewed.parents[1] / "build" / "review" / "large.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text(make_notebook(reviewed), encoding="utf-8")
    watch = open_page(1400)
    page = watch.page
    open_review(page, lab)
    page.screenshot(path=screenshots / "review_who.png")
    assert re.match(r"Avgör de här \d+ först", page.locator(".review-headline").inner_text())
    assert page.locator(".review-choice").first.is_disabled(), "nobody has said who decides"
    page.locator(".review-who").fill("A1")
    page.locator(".review-who").press("Enter")
    page.wait_for_selector(".review-choice:enabled")
    begun = time.monotonic()
    page.locator(".review").focus()
    for n in range(1, 4):
        press(page, "3", f"{n} av 200 avgjorda")
    page.screenshot(path=screenshots / "review_keys.png")
    first = [row[0] for row in read_signed(reviewed)]
    assert len(first) == 3 and {row[1] for row in read_signed(reviewed)} == {"narrower"}
    press(page, "u", "2 av 200 avgjorda")
    assert [row[0] for row in read_signed(reviewed)] == first[:2]
    page.keyboard.press("w")
    page.keyboard.type("en av flera platser")
    page.keyboard.press("Enter")
    page.locator(".review-choice[data-choice=close]").click()
    page.wait_for_function("() => document.querySelector('.review').textContent.includes('3 av 200 avgjorda')")
    assert read_signed(reviewed)[-1][:4] == [first[2], "close", "en av flera platser", "A1"]
    press(page, "n", "5 / 200")
    press(page, "b", "4 / 200")
    for n in range(4, 21):
        press(page, "6", f"{n} av 200 avgjorda")
    assert len(read_signed(reviewed)) == 20 and time.monotonic() - begun < 600
    page.screenshot(path=screenshots / "review_twenty.png")
    cells = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")
    assert cells == 2, "the keys are the table's and not JupyterLab's, which would cut or add cells"
    page.get_by_role("button", name="Nämnder", exact=True).click()
    page.wait_for_function("() => document.querySelector('.review').textContent.includes('skulle leda')")
    page.screenshot(path=screenshots / "review_committees.png")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1500)
    kept = json.loads(notebook.read_text(encoding="utf-8"))
    assert "widgets" not in kept["metadata"], "no state of the table is in the notebook"
    assert "jämlik" not in json.dumps(kept, ensure_ascii=False)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    open_review(page, lab)
    assert "20 av 200 avgjorda" in page.locator(".review-progress").inner_text()
    assert page.locator(".review-place").inner_text() == "21 / 200"
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    assert (watch.outside, watch.problems, proxy.asked) == ([], [], [])
