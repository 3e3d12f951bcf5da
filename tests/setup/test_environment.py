"""Making .venv: plain words where it cannot be made, nothing to do when it is there, nothing without a hash."""

from __future__ import annotations

import subprocess
import sys
import venv

import pytest

from tools import environment


def test_an_old_python_is_told_what_to_do():
    assert "Python 3.11 or newer is needed and this one is 3.9" in environment.complaint((3, 9, 2), True)


def test_a_python_without_venv_is_told_what_to_install():
    assert "apt-get install python3-venv" in environment.complaint((3, 11, 0), False)


def test_this_python_will_do():
    assert environment.complaint(sys.version_info[:3], environment.can_make_environments()) is None


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("# nothing yet\n")
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("environment") / ".venv"
    venv.create(folder, symlinks=True, with_pip=True)
    return folder


def test_a_second_time_runs_nothing(monkeypatch, lock, place):
    environment.install(lock, place)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_kwargs: pytest.fail("ran a program"))
    environment.install(lock, place)


def test_a_changed_lock_file_is_installed_and_refused_without_hashes(lock, place):
    environment.install(lock, place)
    lock.write_text("flask==3.1.3\n")
    with pytest.raises(subprocess.CalledProcessError):
        environment.install(lock, place)
