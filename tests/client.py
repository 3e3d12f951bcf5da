"""A client that checks every page it opens, and fills in forms as a browser without JavaScript does."""

from __future__ import annotations

import secrets
from collections import Counter
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from lxml.etree import _Element

from ledportal import clock
from ledportal.accounts import sessions
from ledportal.accounts.models import User, UserSession
from ledportal.extensions import db
from tests.checker import OF_A_MAIL
from tests.markup import parse

RAW_TOKEN = "0" * 40


def check_page(html: str, *, is_mail: bool = False) -> _Element:
    """Check what every page must have: one h1, one title, ids once, a name for each control."""
    root = parse(html, is_mail=is_mail)
    assert len(root.xpath("//h1")) == 1, "one h1"
    assert len(root.xpath("//head/title")) == 1 and root.xpath("string(//head/title)").strip(), "a title"
    twice = [each for each, count in Counter(root.xpath("//@id")).items() if count > 1]
    assert not twice, f"ids twice: {twice}"
    labelled = set(root.xpath("//label/@for"))
    for control in root.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        named = (
            control.get("id") in labelled or control.get("aria-label") or control.get("aria-labelledby") or control.xpath("ancestor::label")
        )
        assert named, f"no label: {control.get('name')}"
    ids = set(root.xpath("//@id"))
    for described in root.xpath("//@aria-describedby | //label/@for"):
        assert set(described.split()) <= ids, f"points nowhere: {described}"
    return root


class Client(FlaskClient):
    """Flask's test client, with these additions. ``checks`` False leaves out the check of each page, which takes longer than the page.

    ``buffers`` reads each answer to its end and closes the file that it came from.
    """

    checks = True
    buffers = False

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = super().open(*args, **{"buffered": self.buffers, **kwargs})
        if (
            self.checks
            and response.mimetype == "text/html"
            and response.data
            and not response.is_streamed
            and not response.content_encoding
            and not 300 <= response.status_code < 400
        ):
            is_mail = OF_A_MAIL in response.headers.get("Content-Security-Policy", "")
            response.page = check_page(response.text, is_mail=is_mail)
        return response

    def sign_in(self, user: User) -> Client:
        """Sign in by the back door: a session row and its cookie."""
        with self.session_transaction() as cookie:
            cookie[sessions.TOKEN] = token = f"test-token-{user.id}-{secrets.token_hex(8)}"
            cookie["csrf_token"] = RAW_TOKEN
        now = clock.now()
        digest = sessions.digest(token)
        db.session.add(UserSession(user_id=user.id, token_hash=digest, created_at=now, last_seen_at=now, user_agent="", address=""))
        db.session.commit()
        return self

    def token(self) -> str:
        """Return the CSRF token of this browser's session."""
        with self.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", RAW_TOKEN)
        serializer = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token")
        return str(serializer.dumps(raw))

    def send(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """POST with the CSRF token."""
        return self.post(url, data={"csrf_token": self.token(), **(data or {})}, **kwargs)

    def submit(self, url: str, data: dict[str, Any] | None = None, *, button: str | None = None, form: int = -1, **kwargs: Any) -> Any:
        """Open a page, fill in its form (by default its last) and press its button; what is not given stays as the page has it."""
        page = self.get(url).page
        element = page.xpath("//main//form[@method='post']")[form]
        filled: dict[str, Any] = form_values(element)
        filled |= data or {}
        if button:
            name, _, value = button.partition("=")
            filled[name] = value
        return self.post(element.get("action") or url, data=filled, **kwargs)


def form_values(form: _Element) -> dict[str, Any]:
    """Return what a browser would send of a form as it stands, without a button."""
    values: dict[str, Any] = {}
    for control in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        if control.xpath("ancestor::template"):
            continue
        name, kind = control.get("name"), control.get("type")
        if kind in {"checkbox", "radio"}:
            if control.get("checked") is not None:
                values.setdefault(name, []).append(control.get("value", "on"))
        elif control.tag == "select":
            chosen = control.xpath("./option[@selected]/@value") or control.xpath("./option/@value")[:1]
            values[name] = chosen[0] if chosen else ""
        elif control.tag == "textarea":
            values[name] = "".join(control.itertext()).removeprefix("\n")
        elif kind not in {"file", "submit"}:
            values.setdefault(name, []).append(control.get("value", ""))
    return {name: each[0] if isinstance(each, list) and len(each) == 1 else each for name, each in values.items()}
