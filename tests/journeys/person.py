"""Somebody at a browser, who notices what is wrong with each page that they open."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, Route

from tests.browser import barriers
from tests.journeys.register import Register
from tests.journeys.words import Words

SHOTS = os.environ.get("SHOTS")
"""A folder for a picture of each page, for whoever wants to look at the journey."""
BUILD = "Array.from(document.body.querySelectorAll('*'), each => each.tagName + '.' + each.className).join(' ')"


class Person:
    """One person with a browser of their own.

    Args:
        known: how the pages are built that need no close look any more; persons at the same kind of browser share it.
    """

    def __init__(
        self, name: str, browser: Browser, register: Register, *, words: Words, known: set[str], width: int, scripts: bool
    ) -> None:
        self.name, self.register, self.words, self.known = name, register, words, known
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        context.set_default_timeout(30_000)
        self.page: Page = context.new_page()
        self.scripts = scripts
        self.mirror = self.page if scripts else self._make_mirror(browser, width)
        self.faults: list[str] = []
        self.pictures = 0
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._note)

    def _make_mirror(self, browser: Browser, width: int) -> Page:
        """Make a page that shows what this person sees, with scripts for the inspection and without the site's own."""
        mirror = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        mirror.route("**/*", self._serve_mirror)
        return mirror

    def _serve_mirror(self, route: Route) -> None:
        if route.request.resource_type == "document" and route.request.frame == self.mirror.main_frame:
            route.fulfill(body=self.page.content(), content_type="text/html; charset=utf-8")
        elif route.request.resource_type in {"document", "script"}:
            route.abort()
        else:
            route.continue_()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _note(self, response: Response) -> None:
        if response.status >= 500 or not response.url.startswith((self.register.url, "data:", "blob:")):
            self.faults.append(f"{response.status} {response.url}")

    def close(self) -> None:
        """Close the browser's windows of this person."""
        self.page.context.close()
        if not self.scripts:
            self.mirror.context.close()

    def open(self, path: str) -> None:
        """Open a page of this person's version, or a link from a mail."""
        self.page.goto(path if path.startswith("http") else f"{self.register.url}{self.words.prefix}{path}")
        self.look()

    def go_back(self) -> None:
        """Press the browser's button for the page before."""
        self.page.go_back()
        self.look()

    def press(self, button: str | Locator, *, closely: bool = True) -> None:
        """Press a button or a link, by its selector, and look at the page that comes."""
        found = self.page.locator(button).last if isinstance(button, str) else button
        with self.page.expect_navigation():
            found.click()
        self.look(closely=closely)

    def fill(self, values: dict[str, Any], within: str = "main") -> None:
        """Fill in controls by their names."""
        for name, value in values.items():
            self.fill_one(f'{within} [name="{name}"]', value)

    def fill_one(self, selector: str, value: Any) -> None:
        control = self.page.locator(selector)
        kind = control.first.evaluate("each => each.type")
        if kind in {"radio", "checkbox"}:
            for each in value if isinstance(value, list) else [value]:
                self.page.locator(selector if each is True else f'{selector}[value="{each}"]').check()
        elif kind == "select-one":
            control.select_option(value)
        elif kind == "file":
            control.set_input_files(value)
        else:
            control.fill(str(value))

    def says(self, msgid: str, **values: object) -> None:
        """Wait until the page says something, in the words of its version."""
        self.page.get_by_text(self.words(msgid, **values)).first.wait_for()

    def look(self, *, closely: bool = True) -> None:
        """Look at the page: no error in the console, one heading; closely, unless it is built as another one, also no barrier."""
        page = self.page
        where = f"{self.name} at {page.url}"
        self._take_picture()
        assert page.locator("h1").count() == 1, where
        assert not self.faults, f"{where}: {self.faults}"
        if not closely:
            return
        if not self.scripts:
            self.mirror.goto(page.url)
        assert self.mirror.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"{where} is too wide"
        if self._is_new():
            assert not (found := barriers(self.mirror)), f"{where}: {found}"

    def _is_new(self) -> bool:
        build = hashlib.sha256(self.mirror.evaluate(BUILD).encode()).hexdigest()
        new = build not in self.known
        self.known.add(build)
        return new

    def _take_picture(self) -> None:
        if not SHOTS:
            return
        self.pictures += 1
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self.name}-{self.pictures:02d}.png", full_page=True)
