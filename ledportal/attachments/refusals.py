"""Why an uploaded file is not taken."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The file is not taken; ``message`` says what to do, with ``values`` for its placeholders."""

    def __init__(self, message: str, values: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.values = values or {}
