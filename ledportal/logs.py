"""Logs as JSON lines: one event a line, whatever text is in it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from flask import Flask, g, has_app_context, has_request_context, request

STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Format a record as one line of ASCII JSON, so that no control character reaches a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in STANDARD},
        }
        if has_app_context() and "request_id" in g:
            line["request_id"] = g.request_id
        if has_request_context():
            line |= {"method": request.method, "path": _path()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def _path() -> str:
    """Return the path being served; the token of a mail's link is worth a password, and stays out of the log."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(token, "…") if token else request.path


def init_app(app: Flask) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    app.logger.handlers = [handler]
    app.logger.propagate = bool(app.testing)
    app.logger.setLevel(logging.INFO)
