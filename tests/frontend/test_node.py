"""Which Node is taken, and which of its packages are installed when."""

from __future__ import annotations

import os

import pytest

from tools import node


@pytest.mark.parametrize(("version", "taken"), [("v22.19.0", True), ("v24.1.0", True), ("v22.18.9", False), ("v20.20.2", False)])
def test_the_systems_node_is_taken_when_new_enough(monkeypatch, tmp_path, version, taken):
    program = tmp_path / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (node.node_environment()["PATH"] == str(tmp_path)) is taken


@pytest.fixture
def frontend(tmp_path, monkeypatch):
    """A folder with a lock file, and an npm that notes what it is asked for."""
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "npm").write_text('#!/bin/sh\nmkdir -p node_modules\necho "$*" >> asked\n')
    (tmp_path / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def asked(frontend) -> list[bool]:
    """Say of each time that npm ran whether it left out what only tests need."""
    path = frontend / "asked"
    return ["--omit=dev" in line for line in path.read_text().splitlines()] if path.exists() else []


def install(frontend, **kwargs: bool) -> None:
    node.install(dict(os.environ), frontend=frontend, **kwargs)


def test_running_the_register_installs_nothing_for_tests_and_a_second_time_nothing_at_all(frontend):
    install(frontend)
    install(frontend)
    assert asked(frontend) == [True]


def test_the_tests_add_what_they_need_and_the_register_takes_it_as_it_is(frontend):
    install(frontend)
    install(frontend, for_tests=True)
    install(frontend, for_tests=True)
    install(frontend)
    assert asked(frontend) == [True, False]


def test_a_changed_lock_file_is_installed(frontend):
    install(frontend, for_tests=True)
    (frontend / "package-lock.json").write_text("{ }")
    install(frontend)
    assert asked(frontend) == [False, True]


def test_another_checkouts_packages_are_left_alone(frontend, tmp_path_factory):
    others = tmp_path_factory.mktemp("other")
    (others / "kept").touch()
    (frontend / "node_modules").symlink_to(others)
    install(frontend)
    assert (others / "kept").exists()
    assert not (frontend / "node_modules").is_symlink()
