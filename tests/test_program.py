"""What names the running program changes with its code and its translations."""

from __future__ import annotations

import pytest

from ledportal.program import digest, this_program


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "code.py").write_text("one = 1\n")
    (tmp_path / "words.mo").write_bytes(b"words")
    return tmp_path


def test_the_same_files_are_the_same_program(folder):
    before = digest(folder)
    (folder / "part" / "code.pyc").write_bytes(b"compiled")
    assert digest(folder) == before != this_program() == this_program()


@pytest.mark.parametrize("change", [
    lambda folder: (folder / "part" / "code.py").write_text("one = 2\n"),
    lambda folder: (folder / "words.mo").write_bytes(b"others"),
    lambda folder: (folder / "part" / "code.py").rename(folder / "code.py"),
])  # fmt: skip
def test_another_file_is_another_program(folder, change):
    before = digest(folder)
    change(folder)
    assert digest(folder) != before
