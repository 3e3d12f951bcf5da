"""What the worker can do: each feature registers its kinds of work. Pure.

``run`` does the work of a job step by step. It may be run again from the start after it was broken off in the middle, by a crash or by a
stop, so what it wrote before it must find and leave. Each ``progress.step`` commits. Between two steps it may compute for minutes, and then
holds no transaction open: it reads first, steps, and computes afterwards, for on SQLite whoever reads keeps all others from writing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ledportal.text import N_

if TYPE_CHECKING:
    from ledportal.jobs.models import Job
    from ledportal.jobs.progress import Progress


def _nothing(_job: Job) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """A kind of work.

    Attributes:
        name: in the style ``catalogue.files``: the feature, a dot, what is made.
        label: the msgid of what it is called on the screen.
        run: does it; the job is detached from the session.
        where: the address to go on to when it is done, asked in a request; empty where there is none.
        about: what this one is about, such as an edition's name, in the reader's language; its script is seen to.
        kept_for: how long its files are kept.
    """

    name: str
    label: str
    run: Callable[[Job, Progress], None]
    where: Callable[[Job], str] = _nothing
    about: Callable[[Job], str] = _nothing
    kept_for: timedelta = timedelta(days=1)


class Failed(Exception):
    """It cannot be done, and another try by itself would not help; ``message`` is a msgid that tells staff why and what to do."""

    def __init__(self, message: str, values: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.values = dict(values or {})


UNKNOWN = N_("Work of another version of the register")

_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let the worker know a kind; the ``init_app`` of its feature calls this, for each application anew."""
    _kinds[kind.name] = kind


def forget(name: str) -> None:
    """Take a kind away."""
    del _kinds[name]


def names() -> Collection[str]:
    return _kinds.keys()


def of(job: Job) -> Kind:
    return _kinds[job.kind]


def label(name: str) -> str:
    """Return the msgid of what a kind is called; one from another release has no name."""
    return _kinds[name].label if name in _kinds else UNKNOWN


def where(job: Job) -> str:
    """Return where to go on; nothing where another release made the job."""
    return of(job).where(job) if job.kind in _kinds else ""


def about(job: Job) -> str:
    return of(job).about(job) if job.kind in _kinds else ""
