"""What a browser calls itself, in words that its owner recognises. Pure."""

from __future__ import annotations

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS", "Linux": "Linux"}


def describe(user_agent: str) -> str:
    """Return the browser and the system, as far as they are known: names, the same in every language."""
    found = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(each for each in found if each)


def _first(marks: dict[str, str], text: str) -> str | None:
    return next((name for mark, name in marks.items() if mark in text), None)
