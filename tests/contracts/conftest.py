from __future__ import annotations

import pytest
from flask import Flask

from tests.databases import make_app


@pytest.fixture
def bare(tmp_path) -> Flask:
    """An application that no other test uses, without tables."""
    return make_app("sqlite://", tmp_path)
