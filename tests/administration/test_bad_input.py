"""Whatever is sent to the staff's and the members' pages: an answer in words, never a failure (which the tests' application raises)."""

from __future__ import annotations

from io import BytesIO

import pytest

from ledportal.extensions import db
from ledportal.memberships.models import Membership
from tests.administration.test_logs import make_mail
from tests.factories import NOW, make_administrator, make_member, make_user, office
from tests.people import shared_world

FIELDS = (
    "office", "message", "letter", "reason", "verb", "head", "email", "q", "state", "view", "status", "district", "successor", "version",
    "role", "email_domains", "postal_street", "postal_postcode", "registry_phone", "registry_email", "active", "file", "content", "digest",
)  # fmt: skip
BAD = {
    "nothing": {},
    "empty": dict.fromkeys(FIELDS, ""),
    "long": dict.fromkeys(FIELDS, "x" * 20_000),
    "numbers": dict.fromkeys(FIELDS, str(2**64)),
    "lists": {name: ["a", "b"] for name in FIELDS},
    "odd": dict.fromkeys(FIELDS, "\u202e\ufeff²٣'\"<script>{{7*7}}%s%(x)s\\"),
    "files": {"office": "becej", "verb": "grant"},
}
ANSWERS = {200, 303, 400, 404, 405, 409, 410, 413, 422}


@pytest.fixture
def world(app):
    def make():
        person = make_user()
        request = Membership(office=office("ada"), user=person, role="head", status="requested", requested_at=NOW)
        db.session.add(request)
        head, editor = make_member(office()), make_member(office(), role="editor")
        db.session.flush()
        made = {"admin": make_administrator(), "head": head, "editor": editor, "person": person, "request": request}
        return made | {"mail": make_mail(1, "failed")}

    return shared_world(app, make)


def addresses(world):
    code = world.ask(lambda: office().municipality.code)
    values = {
        "request_id": world["request"], "found": world["request"], "member": 1, "invitation_id": 1, "user": world["person"],
        "message": world["mail"], "slug": "becej", "office": "becej", "token": "x", "municipality": code,
    }  # fmt: skip
    with world.app.test_request_context():
        for rule in world.app.url_map.iter_rules():
            if rule.endpoint.split(".")[0] in {"memberships", "administration", "attachments"}:
                kept = {name: values.get(name, "1") for name in rule.arguments}
                yield rule.methods, world.app.url_map.bind("localhost").build(rule.endpoint, kept, method=sorted(rule.methods)[0])


@pytest.mark.parametrize("name", BAD)
def test_bad_forms_are_answered(world, name):
    browsers = [world.browser(each) for each in ("admin", "head")]
    for methods, url in addresses(world):
        for browser in browsers if "POST" in methods else ():
            data = dict(BAD[name])
            if name == "files":
                data |= {key: (BytesIO(b"%PDF-"), "a\r\nb.pdf") for key in ("letter", "file")}
            assert browser.send(url, data, content_type="multipart/form-data").status_code in ANSWERS, url


@pytest.mark.parametrize("name", [name for name in BAD if name != "files"])
def test_bad_queries_are_answered(world, name):
    browser = world.browser("admin")
    query = {key: value if isinstance(value, list) else value[:2_000] for key, value in BAD[name].items()}
    for methods, url in addresses(world):
        if "GET" in methods:
            assert browser.get(url, query_string={**query, "opstina": "x", "stanje": "open"}).status_code in ANSWERS, url
