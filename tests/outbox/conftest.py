from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.outbox.smtp import Server, smtp_server


@pytest.fixture
def smtp(app: Flask) -> Iterator[Server]:
    """A server to which the application sends its mail."""
    with smtp_server(app) as server:
        yield server
