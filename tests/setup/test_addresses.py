"""What must not stand in the repository is found."""

from __future__ import annotations

import pytest

from tools.check_addresses import findings

HOST = b"pypi" + b".org"
HOME = b"/ho" + b"me/ana/"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("README.md", b"see " + HOST),
        ("tools/some.py", b'PATH = "' + HOME + b'project"'),
        ("requirements.txt", b"--index-url somewhere\nflask==1"),
        ("requirements-dev.txt", b"flask @ https://example.org/flask.whl"),
        ("frontend/package-lock.json", b'"resolved": "x"'),
    ],
)
def test_it_is_found(name, content):
    assert len(findings(name, content)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("README.md", b"https://example.org/home/ and /moja-kancelarija/"),
        ("requirements.txt", b"flask==3.1.3 \\\n    --hash=sha256:00\n    # via -r requirements.in"),
    ],
)
def test_what_may_stand_there_is_left_alone(name, content):
    assert findings(name, content) == []
