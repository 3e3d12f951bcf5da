"""Response headers that limit what a page can do, and who may keep a copy of it."""

from __future__ import annotations

import re
import secrets

from flask import Flask, Response, current_app, g

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NONCE = re.compile(r" 'nonce-[\w-]+'")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PRIVATE = "private, no-store"
HSTS = "max-age=31536000; includeSubDomains"


def csp_nonce() -> str:
    """Return this response's nonce for inline code."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def without_nonce(policy: str) -> str:
    """Return a policy for a page that is given out again and again, and so holds no nonce."""
    return NONCE.sub("", policy)


def protect(response: Response) -> Response:
    """Add the headers; a view that set one of them itself keeps it. Only what a view marks as public may be cached."""
    response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=csp_nonce()))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    response.headers.setdefault("Cache-Control", PRIVATE)
    return response


def init_app(app: Flask) -> None:
    app.after_request(protect)
    app.add_template_global(csp_nonce)
