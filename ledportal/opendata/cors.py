"""Public data are open to the scripts of every site (CORS), with their errors too."""

from __future__ import annotations

from flask import Flask, Response, request

OPEN = ("/api/", "/podaci/")
METHODS = "GET, HEAD, OPTIONS"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Content-Disposition, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def is_open(path: str) -> bool:
    return path.startswith(OPEN) or (path.startswith("/kancelarije/") and path.endswith(".json"))


def share(response: Response) -> Response:
    if is_open(request.path):
        response.headers.update(HEADERS)
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT)
    return response


def init_app(app: Flask) -> None:
    app.after_request(share)
