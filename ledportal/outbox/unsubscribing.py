"""The link by which somebody asks for no more mail that one may do without: signed, for one address, without an end.

The token in it is the whole proof, for mail programs follow RFC 8058 without a cookie; it opens nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from ledportal.languages import absolute_url
from ledportal.outbox.addresses import normal


@dataclass(frozen=True)
class Subscription:
    """Whom a link is for, and by which office's mail it came."""

    address: str
    office_slug: str | None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="unsubscribe")


def token(address: str, office_slug: str | None) -> str:
    return str(_signer().dumps([normal(address), office_slug or ""]))


def read(text: str) -> Subscription | None:
    """Return what a token says; None where it is none of ours."""
    try:
        address, office_slug = _signer().loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return Subscription(address, office_slug or None)


def unsubscribe_url(address: str, office_slug: str | None, locale: str) -> str:
    """Return the address of the page with the button, in a version, for the mails of an office (or of none)."""
    return absolute_url("unsubscribing.show", locale, token=token(address, office_slug))
