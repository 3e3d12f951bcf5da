"""A kind of work for the tests, and the program of workers that know it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask

from ledportal import create_app as create_register
from ledportal.jobs import kinds, results
from ledportal.jobs.models import Job
from ledportal.jobs.progress import Progress

NAME = "sample.files"
KEPT_FOR = timedelta(days=3)


def run(job: Job, progress: Progress) -> None:
    """Make a file in two steps; ``args`` say what goes wrong, or in which folder it is noted who works and waited for others."""
    progress.step("Pages are set", done=1, total=2)
    if folder := job.args.get("folder"):
        _meet(Path(folder), job)
    if error := job.args.get("error"):
        raise kinds.Failed("The picture %(name)s is broken", {"name": error})
    if job.args.get("surprise"):
        raise ValueError(job.args["surprise"])
    results.store(job, "sample.pdf", "application/pdf", b"%PDF-1.7 " + job.subject.encode(), at=progress.clock())
    progress.step("The file is written", done=2, total=2)


def _meet(folder: Path, job: Job) -> None:
    """Note who does the job, and go on when so many workers have begun, or never."""
    with (folder / str(job.id)).open("a") as file:
        file.write(f"{os.getpid()}\n")
    (folder / f"worker {os.getpid()}").touch()
    deadline = time.monotonic() + 60
    while len(list(folder.glob("worker *"))) < job.args["workers"]:
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.01)


KIND = kinds.Kind(NAME, "Sample files", run, where=lambda _job: "/moderacija/", about=lambda job: f"of {job.subject}", kept_for=KEPT_FOR)


@contextmanager
def registered() -> Iterator[None]:
    """Let this process know the kind."""
    kinds.register(KIND)
    try:
        yield
    finally:
        kinds.forget(NAME)


@contextmanager
def running(other: Callable[[Job, Progress], None]) -> Iterator[None]:
    """Let it do something else."""
    kinds.register(replace(KIND, run=other))
    try:
        yield
    finally:
        kinds.register(KIND)


def create_app() -> Flask:
    """The register with the kind, for ``flask --app tests.jobs.sample worker``."""
    kinds.register(KIND)
    return create_register()
