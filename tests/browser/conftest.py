"""What the browser tests share: Chromium, pages that may speak to this machine only, and where screenshots go.

They are run by ``python run.py test-browser``, which says where Chromium and the environments are.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Response, Route

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
SCREENSHOTS = ROOT / "build" / "screenshots"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Chromium's sandbox does not start for the superuser, as in most containers.
FLAGS += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []

# The project's own environment has no Playwright: there these tests are not collected.
collect_ignore_glob = [] if find_spec("playwright") else ["test_*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, with no window and none of its own traffic."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield opened
        opened.close()


def is_here(url: str) -> bool:
    """Whether an address is on this machine, or leads to no machine at all."""
    address = urlsplit(url)
    return address.scheme in ("data", "blob", "file") or address.hostname in ("localhost", "127.0.0.1")


class Watch:
    """What a page did that it should not: requests and web sockets to elsewhere, errors of its scripts, dialogs.

    It sees what the page asks for, not what the server behind it does: for JupyterLab that is test_lab.py's matter.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.outside: list[str] = []
        self.problems: list[str] = []
        self.loaded: list[Response] = []
        page.route("**/*", self.admit)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", self.dismiss)
        page.on("response", lambda response: self.loaded.append(response))
        page.on("websocket", lambda socket: self.outside.extend([] if is_here(socket.url) else [socket.url]))

    def admit(self, route: "Route") -> None:
        """Let a request through to this machine, and stop every other."""
        if is_here(route.request.url):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def dismiss(self, dialog: "Dialog") -> None:
        """Close a dialog, and remember it."""
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[Callable[..., Watch]]:
    """A new page of a given width, closed after the test."""
    contexts = []

    def open_(width: int = 1280, **options: object) -> Watch:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        return Watch(contexts[-1].new_page())

    yield open_
    for context in contexts:
        context.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """A server that takes it calmly when a page is closed before all of it has come."""

    def handle_error(self, *arguments: object) -> None:
        """As usual, but for a broken connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*arguments)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine; gives its address."""
    servers = []

    def start(folder: Path) -> str:
        servers.append(Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder))))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def address(serve: Callable[[Path], str]) -> str:
    """Where the site is served."""
    assert (SITE / "index.html").is_file(), "make it first: python run.py site"
    return serve(SITE)


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where screenshots go; ignored by git."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
