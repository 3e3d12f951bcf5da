"""A mail within a page of ours, to look at before it is sent to anybody. Nothing of it is stored, and it can stop no mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flask import Response, render_template, request
from flask_babel import gettext

from ledportal.headers import POLICY, csp_nonce
from ledportal.languages import LANGUAGES, absolute_url
from ledportal.outbox.emails import Email, Rendered, render

VERSIONS = {"latinica": "sr_Latn", "cirilica": "sr_Cyrl", "engleski": "en"}
ADDRESS = "primer@example.org"
NOWHERE = "primer"
"""What stands in a link for a token that it does not have."""
FRAMED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
"""A mail within our page: its own styles, and nothing else."""


def labels() -> dict[str, str]:
    """Return the names of the versions."""
    return {slug: LANGUAGES[locale].label for slug, locale in VERSIONS.items()}


def sample(email: Email) -> Rendered:
    """Return a mail as it would be, but for its way to stop such mail: that leads nowhere."""
    nowhere = absolute_url("unsubscribing.show", email.to.locale, token=NOWHERE)
    return render(replace(email, unsubscribe_url=email.unsubscribe_url and nowhere))


def shown(mail: Rendered | None) -> Response:
    """Return a mail for a frame, as a mail program shows it or as text."""
    if mail is None:
        return nothing([gettext("No office has a published entry yet.")])
    if "tekst" in (request.form.get("oblik"), request.args.get("oblik")):
        body, kind = f"{mail.subject}\n\n{mail.text}", "text/plain"
    else:
        body, kind = mail.html, "text/html"
    return _framed(body, mimetype=kind)


def refused(errors: Mapping[str, Sequence[str]]) -> Response:
    """Return for a frame what is wrong with what was typed."""
    return nothing([messages[0] for messages in errors.values()], 422)


def nothing(why: Iterable[str], status: int = 200) -> Response:
    """Return for a frame why there is no mail."""
    return _framed(render_template("outbox/no_sample.html", why=why), status)


def _framed(body: str, status: int = 200, mimetype: str = "text/html") -> Response:
    return Response(body, status, {"Content-Security-Policy": FRAMED, "X-Frame-Options": "SAMEORIGIN"}, mimetype=mimetype)


def framing(page: str, status: int = 200) -> Response:
    """Return a page of ours with a mail in a frame."""
    return Response(page, status, {"Content-Security-Policy": f"{POLICY.format(nonce=csp_nonce())}; frame-src 'self'"})
