"""A real browser, and the application served for it."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.databases import require

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000
"""Milliseconds until what is expected of a page has to be so, also on a machine that has much else to do."""
AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """axe.run({resultTypes: ['violations']}).then(
  (found) => found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`)))"""
"""What axe-core finds, put into words in the browser: all that it says of a page is long, and takes long to come here."""


@cache
def _running() -> tuple[contextlib.ExitStack, Browser]:
    """Start Debian's Chromium, once for all tests of this process; skips loudly where there is none."""
    program = shutil.which("chromium")
    require(program, "Chromium")
    expect.set_options(timeout=PATIENCE)
    with contextlib.ExitStack() as starting:
        playwright = starting.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        starting.callback(browser.close)
        return starting.pop_all(), browser


def stop_chromium() -> None:
    """End the browser at the end of all tests, where one was started."""
    if _running.cache_info().currsize:
        _running()[0].close()
        _running.cache_clear()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Lend the browser; what was opened in it in the meantime is closed afterwards."""
    _stack, browser = _running()
    before = browser.contexts
    try:
        yield browser
    finally:
        for context in browser.contexts:
            if context not in before:
                context.close()


@contextlib.contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application on a free port; yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds wrong on the page, each rule with the elements that break it."""
    page.evaluate(_axe())
    found: list[str] = page.evaluate(FOUND)
    return found


@cache
def _axe() -> str:
    return AXE.read_text()
