from __future__ import annotations

import pytest

from ledportal.accounts.models import User
from ledportal.attachments import files
from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.offices.models import Revision
from ledportal.page_cache import FOR_EVERYBODY
from tests.attachments.files import pdf, picture
from tests.factories import NOW, full_content, make_member, make_moderator, make_user, office
from tests.people import make_world, shared_world

PEOPLE = ("author", "user", "member", "other", "staff")


@pytest.fixture
def world(app):
    """An office's logo, document and letter, and the people who may or may not see them."""

    def make():
        people = (make_user(), make_user(), make_member(office()), make_member(office("ub")), make_moderator())
        streams = {"logo": picture(), "document": pdf(), "letter": picture(size=(3, 3))}
        stored = {name: files.store(each, name, office(), by=people[0], at=NOW, filename="slika") for name, each in streams.items()}
        return dict(zip(PEOPLE, people, strict=True)) | stored

    return shared_world(app, make)


def get(world, name, person=None):
    return world.browser(person).get(f"/prilozi/{world[name]}", buffered=True)


def publish(world, **sections):
    def make():
        revision = Revision(office=office(), number=1, status="published", schema=1, content=full_content(**sections), created_at=NOW)
        db.session.add(revision)
        db.session.flush()
        office().published_revision = revision
        return {}

    make_world(world.app, make)


def test_a_draft_picture_is_for_members_and_staff_only(world):
    assert {person: get(world, "logo", person).status_code for person in (None, *PEOPLE)} == {
        None: 404, "author": 404, "user": 404, "member": 200, "other": 404, "staff": 200
    }  # fmt: skip


def test_a_letter_is_for_its_author_and_staff_only(world):
    assert {person: get(world, "letter", person).status_code for person in (None, *PEOPLE)} == {
        None: 404, "author": 200, "user": 404, "member": 404, "other": 404, "staff": 200
    }  # fmt: skip


def test_what_the_published_profile_shows_is_public(world):
    publish(world, office={"logo": [world["logo"]]})
    response = get(world, "logo")
    assert (response.status_code, response.mimetype, response.headers["Cache-Control"]) == (200, "image/webp", FOR_EVERYBODY)
    assert "Set-Cookie" not in response.headers
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_everybody_gets_a_file_under_a_name_that_names_nobody(world):
    world.ask(
        lambda: (setattr(db.session.get_one(Attachment, world["document"]), "filename", "Plan Vesne Kanarinac.pdf"), db.session.commit())
    )
    assert "Kanarinac" in get(world, "document", "member").headers["Content-Disposition"]
    documents = full_content()["documents"]["documents"]
    publish(world, documents={"documents": [{**documents[0], "file": [world["document"]]}]})
    for person in (None, "member"):
        assert get(world, "document", person).headers["Content-Disposition"] == f"attachment; filename=becej-{world['document'][:8]}.pdf"


def test_a_letter_stays_private_even_where_a_profile_names_it(world):
    publish(world, office={"logo": [world["letter"]]})
    assert get(world, "letter").status_code == 404


def test_a_pdf_is_downloaded_and_not_kept_by_caches(world):
    response = get(world, "document", "staff")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["0" * 32, "x", "9223372036854775808", "%00", "..%2f..%2fetc", "a" * 5000, "č" * 32])
def test_an_unknown_file_is_not_found(world, address):
    assert world.browser("staff").get(f"/prilozi/{address}").status_code == 404


def test_a_row_whose_file_is_gone_is_not_found(world):
    path = world.ask(lambda: files.path_of(db.session.get_one(Attachment, world["letter"])))
    lost = path.rename(path.with_suffix(".lost"))
    try:
        assert get(world, "letter", "staff").status_code == 404
    finally:
        lost.rename(path)  # the other tests have the same world


def test_staff_without_the_second_factor_that_they_need_see_no_more_than_others(world, monkeypatch):
    monkeypatch.setitem(world.app.config, "STAFF_SECOND_FACTOR", True)
    assert [get(world, name, "staff").status_code for name in ("logo", "document", "letter")] == [404] * 3
    with world.app.app_context():
        db.session.get_one(User, world["staff"]).totp_enabled_at = NOW
        db.session.commit()
    assert [get(world, name, "staff").status_code for name in ("logo", "document", "letter")] == [200] * 3
