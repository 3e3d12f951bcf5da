"""Profiles on their way, for the tests of an office's pages."""

from __future__ import annotations

from datetime import timedelta

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.actions import Ruling
from ledportal.offices.profile import BY_KEY
from tests.factories import NOW, full_content, make_member, make_moderator, make_user, office
from tests.people import World, made_once, make_world

LATER = NOW + timedelta(hours=1)
OFFICE = "/moja-kancelarija/becej/"
RULING = Ruling(("unclear",), "Dopunite profil.", (("contact.phone", "Ne javlja se niko."), ("contact.team.t2.task", "Šta radi?")))


def make_people():
    return {
        "head": make_member(office(), user=make_user(name="Ana Šefić")),
        "editor": make_member(office(), role="editor", user=make_user(name="Vera Urednić")),
        "other": make_member(office("ub")),
        "outsider": make_user(),
        "unconfirmed": make_user(confirmed=False),
        "staff": make_moderator(),
    }


def drafted(people, slug="becej", **sections):
    """A complete draft of an office's head."""
    draft = actions.start_draft(office(slug), by=people["head"], at=NOW)
    draft.content = full_content(**sections)
    draft.saved_at, draft.saved_by = NOW, people["head"]
    return draft


def submitted(people, **sections):
    draft = drafted(people, **sections)
    actions.submit(draft, version=draft.version, by=people["head"], at=NOW)
    return draft


def returned(people):
    revision = submitted(people)
    actions.return_to_office(revision, version=revision.version, ruling=RULING, by=people["staff"], at=LATER)
    return revision


def rejected(people):
    revision = submitted(people)
    actions.reject(revision, version=revision.version, ruling=RULING, by=people["staff"], at=LATER)
    return revision


def withdrawn(people):
    revision = submitted(people)
    actions.withdraw(revision, version=revision.version, by=people["head"], at=LATER)
    return revision


def published(people, confirmed=("contact",), at=NOW, slug="becej"):
    draft = drafted(people, slug)
    actions.submit(draft, version=draft.version, confirmed=confirmed, by=people["head"], at=at)
    actions.approve(draft, version=draft.version, by=people["staff"], at=at + (LATER - NOW))
    return draft


def fresh(people):
    """A published profile of which all was confirmed just now."""
    return published(people, confirmed=list(BY_KEY), at=clock.now() - timedelta(hours=1))


def a_world(app, *makers):
    """Make the people, and the profile by the functions given, in turn; what the same functions made is made once for all tests."""

    def make():
        people = make_people()
        for maker in makers:
            maker(people)
        db.session.flush()
        return people

    return World(app, dict(made_once(app, (__name__, makers), lambda: make_world(app, make).ids)))
