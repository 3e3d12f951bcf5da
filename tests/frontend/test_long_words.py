"""What people type may hold words longer than a screen; no page gets wider for it."""

from __future__ import annotations

import pytest

from ledportal.extensions import db
from ledportal.offices import actions
from tests.browser import chromium, served
from tests.catalogue.editions import make_edition, publish_edition
from tests.directory.entries import publish
from tests.distribution.people import make_recipient, send
from tests.factories import NOW, full_content, make_member, make_moderator, make_user, office
from tests.invitations.making import make_run
from tests.people import make_world

pytestmark = pytest.mark.database("sqlite")
WORD = "Najnepretpostavljivije" * 9
PAPER = {"id": "d1", "type": "led_strategy", "title": WORD, "in_preparation": True}
PEOPLE = ("/moja-kancelarija/becej/", "/moja-kancelarija/becej/pregled/", "/moja-kancelarija/becej/dokumenta/")
STAFF = (
    "/moderacija/", "/moderacija/podnesci/{draft}/", "/moderacija/kancelarije/becej/", "/moderacija/korisnici/", "/moderacija/dnevnik/",
    "/moja-kancelarija/becej/clanovi/", "/moderacija/pisma/", "/moderacija/pisma/{run}/", "/moderacija/distribucija/",
    "/moderacija/distribucija/adresar/", "/moderacija/distribucija/{recipient}/", "/moderacija/distribucija/{recipient}/brisanje/",
    "/moderacija/distribucija/nalepnice/", "/moderacija/distribucija/posiljke/{edition}/", "/moderacija/distribucija/posiljke/{edition}/slanje/",
    "/moderacija/katalog/", "/moderacija/katalog/{edition}/",
)  # fmt: skip

EVERYBODY = (
    "/", "/kancelarije/", "/kancelarije/becej/", "/kancelarije/?q=najnepretpostavljivije", "/kancelarije/za-stampu/", "/lokacije/",
    "/uporedi/?k=becej&k=cacak&k=ub&k=ada", "/katalog/", "/katalog/2026/",
)  # fmt: skip
SITE = {"id": "s1", "name": WORD, "type": "greenfield", "area": "3", "ownership": "private", "status": "free"}


def make():
    head = make_member(office(), user=make_user(name=WORD, email=f"{WORD[:60]}@{WORD[:60]}.rs"))
    for slug in ("becej", "cacak"):
        publish(slug, documents={"documents": [PAPER]}, sites={"sites": [SITE]}, office={"name": WORD})
    draft = actions.start_draft(office(), by=head, at=NOW)
    draft.content = full_content(documents={"documents": [PAPER, PAPER | {"id": "d2"}]}, contact={"street": WORD, "position": WORD})
    other = actions.start_draft(office("ada"), by=make_member(office("ada")), at=NOW)
    other.content = draft.content
    actions.submit(other, version=other.version, confirmed=(), by=office("ada").members[0], at=NOW)
    db.session.flush()
    return {"head": head, "draft": other, **printed(make_moderator())}


def printed(staff):
    """Make a published edition, a recipient to whom it was sent and one to whom it was not, and letters, with all that may be long."""
    edition = publish_edition(make_edition(by=staff, title=WORD, subtitle=WORD), by=staff)
    long = {"name": WORD, "person": WORD, "street": WORD, "place": WORD[:100], "email": f"{WORD[:60]}@{WORD[:60]}.rs", "wish": "both"}
    recipient = make_recipient(staff, **long)
    send(edition, recipient, by=staff)
    make_recipient(staff, **long)
    office().municipality.postal_street, office().municipality.postal_place = "Bulevar despota Stefana " * 12, "Beograd"
    run = make_run(staff, "becej", "ub")
    run.name = WORD[:100]
    return {"staff": staff, "edition": edition, "recipient": recipient, "run": run}


@pytest.mark.parametrize("width", [320, 1280])
def test_long_words_break_and_do_not_widen_the_page(app, width):
    world = make_world(app, make)
    visits = {"head": PEOPLE, "staff": [path.format(**world.ids) for path in STAFF], None: EVERYBODY}
    wide = []
    with served(app) as address, chromium() as browser:
        for who, paths in visits.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            cookie = world.browser(who).get_cookie(app.config["SESSION_COOKIE_NAME"])
            if cookie:
                page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
            for path in paths:
                page.goto(address + path)
                assert page.url == address + path
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append(path)
    assert wide == []
