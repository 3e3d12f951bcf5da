"""A world for a page's tests: made in one application context, used by requests that each have their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from ledportal.accounts.models import User
from ledportal.extensions import db
from tests.client import Client
from tests.databases import DATABASE


class World:
    """What was made, and a browser for each person of it. Requests must not run inside an application context: they would share it."""

    def __init__(self, app: Flask, ids: dict[str, Any]) -> None:
        self.app = app
        self.ids = ids

    def __getitem__(self, name: str) -> Any:
        return self.ids[name]

    def browser(self, name: str | None = None) -> Client:
        """Return a browser in which the person is signed in; without a name, a visitor's."""
        client = self.app.test_client()
        if name is None:
            return client
        with self.app.app_context():
            return client.sign_in(db.session.get_one(User, self.ids[name]))

    def ask(self, question: Callable[[], Any]) -> Any:
        """Return what a query in a new application context finds."""
        with self.app.app_context():
            return question()


def make_world(app: Flask, make: Callable[[], dict[str, Any]]) -> World:
    """Run ``make`` and commit; it returns what tests name: anything with an id."""
    with app.app_context():
        made = make()
        db.session.commit()
        return World(app, {name: each.id for name, each in made.items()})


def shared_world(app: Flask, make: Callable[[], dict[str, Any]]) -> World:
    """Return what ``make_world`` returns, made for the first test that asks for it, and put back as it was for each other.

    So ``make`` must depend on nothing but its module, and no test on what stood in the database before.
    """
    assert make.__closure__ is None, "it depends on more than its module"
    ids = made_once(app, (make.__module__, make.__code__), lambda: make_world(app, make).ids)
    return World(app, dict(ids))


def made_once(app: Flask, name: object, make: Callable[[], Any]) -> Any:
    """Return what ``make`` returned when it was called first, with the database as it was after it."""
    database = app.extensions[DATABASE]
    found = database.bring(name)
    if found is None:
        found = make()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        database.keep(name, found)
    return found


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the statements that the block sends to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def at_once(*calls: Callable[[], object]) -> list[int]:
    """Run the calls in threads that start together and return the statuses of their answers, sorted."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(120)
        return call().status_code

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))
