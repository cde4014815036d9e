"""JupyterLab in Chromium: each notebook opens, Run All Cells ends without an error, and nothing is asked of elsewhere.

All of it happens in a copy of the project, so that the notebooks and figures in the tree stay as they are.

What can be seen of "nothing is asked of elsewhere": every request and web socket of the page (conftest.Watch), and of
the server and the kernels everything that heeds the usual proxy variables (Python's urllib and requests, pip, npm, git,
curl), since these name a proxy that only takes note. A program that opens a socket past them would not be seen.
"""

import os
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
def lab(tmp_path_factory: pytest.TempPathFactory, proxy: Proxy) -> Iterator[str]:
    """The address of a JupyterLab over a copy of the project, with the project's own environment."""
    copy = tmp_path_factory.mktemp("lab") / "project"
    unneeded = (".git", ".venv", "build", "__pycache__", ".ipynb_checkpoints", "*.egg-info")
    copytree(ROOT, copy, ignore=ignore_patterns(*unneeded))
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
