"""Which tests run on which database."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.conftest import DATABASES, has_its_turn


def turns(name: str, *fixtures: str, marks: tuple[str, ...] = ()) -> list[str]:
    """Return the databases on which a test runs."""

    def item(database: str) -> SimpleNamespace:
        return SimpleNamespace(
            nodeid=f"tests/test_x.py::{name}[{database}-1]",
            fixturenames=("backend", *fixtures),
            callspec=SimpleNamespace(params={"backend": database}),
            get_closest_marker=lambda mark: mark in marks or None,
        )

    return [each for each in DATABASES if has_its_turn(item(each))]


NAMES = [f"test_{number}" for number in range(200)]


def test_a_test_of_pages_runs_on_one_database_and_half_of_them_on_each():
    found = [turns(name, "app") for name in NAMES]
    assert all(len(each) == 1 for each in found)
    assert 70 < sum(each == ["sqlite"] for each in found) < 130


@pytest.mark.parametrize("needed", [{"fixtures": ("app", "context")}, {"fixtures": ("app",), "marks": ("every_database",)}], ids=str)
def test_what_calls_the_register_itself_or_is_marked_runs_on_both(needed):
    assert all(turns(name, *needed["fixtures"], marks=needed.get("marks", ())) == list(DATABASES) for name in NAMES)


def test_what_needs_no_database_always_runs():
    assert has_its_turn(
        SimpleNamespace(nodeid="tests/test_x.py::test_x", fixturenames=(), callspec=None, get_closest_marker=lambda _: None)
    )
