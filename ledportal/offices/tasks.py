"""The task list: how far each section of a profile is, and which comments of staff wait in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from ledportal.offices.content import Content, Problem, empty_section, is_started, section_problems
from ledportal.offices.declaration import Section
from ledportal.offices.profile import BY_KEY, SECTIONS


class State(StrEnum):
    COMPLETE = "complete"
    MISSING = "missing"
    INVALID = "invalid"
    EMPTY = "empty"
    OPTIONAL = "optional"


class Said(Protocol):
    """A comment of staff: the path of what it is about, and its text."""

    field: str
    text: str


@dataclass(frozen=True)
class Task:
    """One section as a task.

    Attributes:
        waiting: the comments to the section whose field still stands as it was when they were written.
    """

    section: Section
    state: State
    problems: tuple[Problem, ...]
    waiting: tuple[Said, ...]

    @property
    def is_done(self) -> bool:
        return not self.problems and not self.waiting

    @property
    def missing(self) -> int:
        return sum(problem.missing for problem in self.problems)

    @property
    def wrong(self) -> int:
        return len(self.problems) - self.missing


def tasks(content: Content, *, today: date, comments: Sequence[Said] = (), commented: Content | None = None) -> list[Task]:
    """Return the sections as tasks, in the order of the form.

    Args:
        comments: what staff wrote about an earlier version, whose content is ``commented``.
    """
    waiting = [each for each in comments if each.field and not is_changed(each.field, commented or {}, content)]
    return [_task(section, content, today, tuple(each for each in waiting if _is_in(section, each.field))) for section in SECTIONS]


def _task(section: Section, content: Content, today: date, waiting: tuple[Said, ...]) -> Task:
    values = content.get(section.key) or empty_section(section)
    problems = tuple(section_problems(section, values, today=today))
    return Task(section, _state(problems, started=is_started(values)), problems, waiting)


def _state(problems: tuple[Problem, ...], *, started: bool) -> State:
    if not started:
        return State.EMPTY if problems else State.OPTIONAL
    if any(not problem.missing for problem in problems):
        return State.INVALID
    return State.MISSING if problems else State.COMPLETE


def _is_in(section: Section, path: str) -> bool:
    return path.partition(".")[0] == section.key


def is_changed(path: str, before: Content, after: Content) -> bool:
    """Say whether what a comment is about stands differently in the later content."""
    return _value_at(path, before) != _value_at(path, after)


def _value_at(path: str, content: Any) -> Any:
    found = content
    for key in path.split("."):
        if isinstance(found, list):
            found = next((item for item in found if item.get("id") == key), None)
        else:
            found = found.get(key) if hasattr(found, "get") else None
    return found


def control_of(path: str, content: Content) -> str | None:
    """Return the name of the form's control that a comment is about; None where it is about a section, or its item is gone."""
    section, *keys = path.split(".")
    if section not in BY_KEY or not keys:
        return None
    if len(keys) == 1:
        return keys[0]
    ids = [item["id"] for item in content.get(section, {}).get(keys[0]) or []]
    return "-".join([keys[0], str(ids.index(keys[1])), *keys[2:]]) if keys[1] in ids else None
