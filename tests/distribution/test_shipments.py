"""What was sent of an edition, what came back, what is left, and who was told by mail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.catalogue.models import Edition
from ledportal.days import as_typed, belgrade_day
from ledportal.distribution.models import Recipient, Shipment
from ledportal.extensions import db
from ledportal.outbox import blocking
from ledportal.outbox.models import OutboxMessage, Reason
from tests.catalogue.editions import make_edition, make_register, publish_edition
from tests.distribution.people import make_recipient, send
from tests.factories import NOW, make_moderator
from tests.people import at_once, shared_world

SHIPMENTS = "/moderacija/distribucija/posiljke/"


def make():
    staff = make_moderator()
    make_register()
    edition = publish_edition(make_edition(by=staff), by=staff)
    return {
        "staff": staff,
        "edition": edition,
        "draft": make_edition(by=staff, locale="en"),
        "library": make_recipient(staff),
        "ministry": make_recipient(staff, kind="ministry", name="Ministarstvo", wish="both", email="Kabinet@example.org", copies=10),
        "donor": make_recipient(staff, kind="donor", name="Fond", wish="mail", email="fond@example.org", country="Austria", copies=3),
        "nobody": make_recipient(staff, name="Zatvorena biblioteka", wish="nothing"),
    }


@pytest.fixture
def world(app):
    return shared_world(app, make)


@pytest.fixture
def url(world):
    return f"{SHIPMENTS}{world['edition']}/"


def shipments(world):
    query = select(Shipment.way, Shipment.kind, Shipment.copies, Shipment.returned_on, Shipment.reason).order_by(Shipment.id)
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query)])


def verbs(world):
    query = select(AuditEvent.verb).where(AuditEvent.subject_type.in_(("editions", "shipments"))).order_by(AuditEvent.id)
    return world.ask(lambda: [*db.session.scalars(query)])


def figures(page):
    """Return the figures by kind: wanted, sent, came back, still to be sent, told."""
    rows = page.xpath("//table[1]//tbody/tr")
    return {row.xpath("string(th)"): [int(cell) for cell in row.xpath("td/text()")] for row in rows}


def texts(page):
    return " ".join(page.xpath("string(//main)").split())


def test_only_published_editions_are_there(world):
    staff = world.browser("staff")
    assert len(staff.get(SHIPMENTS).page.xpath("//tbody/tr")) == 1
    assert staff.get(f"{SHIPMENTS}{world['draft']}/").status_code == 404
    assert staff.send(f"{SHIPMENTS}{world['draft']}/slanje/").status_code == 404


def test_a_whole_choice_is_noted_as_sent_in_one_step(world, url):
    staff = world.browser("staff")
    assert figures(staff.get(url).page)["All together"] == [12, 0, 0, 12, 0]
    assert staff.submit(f"{url}slanje/?kind=library", {"sent_on": "20.11.2024."}).status_code == 303
    assert shipments(world) == [("paper", "library", 2, None, "")]
    assert figures(staff.get(url).page) == {
        "Library": [2, 2, 0, 0, 0], "Ministry": [10, 0, 0, 10, 0], "All together": [12, 2, 0, 10, 0],
    }  # fmt: skip
    assert staff.submit(f"{url}slanje/").status_code == 303
    assert [each[1] for each in shipments(world)] == ["library", "ministry"]
    assert "Nobody is left" in texts(staff.get(f"{url}slanje/").page)
    assert verbs(world)[-2:] == ["edition.sent", "edition.sent"]


@pytest.mark.parametrize("typed", ["", "sutra", "31.2.2026.", "1.1.2999."])
def test_a_day_that_is_none_is_refused(world, url, typed):
    response = world.browser("staff").submit(f"{url}slanje/", {"sent_on": typed})
    assert response.status_code == 422 and response.page.xpath("//*[@id='sent_on-error']")
    assert shipments(world) == []


def test_a_choice_that_changed_in_between_is_not_noted(world, url):
    staff = world.browser("staff")
    page = staff.get(f"{url}slanje/").page
    (name,) = page.xpath("//input[@name='seen']/@value")
    staff.submit(f"/moderacija/distribucija/{world['library']}/", {"copies": "9"})
    sent = {"seen": name, "sent_on": "20.11.2024.", "recipient": str(world["library"])}
    assert staff.send(f"{url}slanje/", sent).status_code == 409
    assert shipments(world) == []


def test_only_those_who_are_ticked_and_those_without_an_address_are_not(world, url):
    staff = world.browser("staff")
    bare = world.ask(lambda: (make_recipient(None, name="Bez adrese", street=""), db.session.commit())[0].id)
    page = staff.get(f"{url}slanje/").page
    assert bare in map(int, page.xpath("//input[@name='recipient']/@value"))
    assert bare not in map(int, page.xpath("//input[@name='recipient'][@checked]/@value"))
    (seen,) = page.xpath("//input[@name='seen']/@value")
    assert staff.send(f"{url}slanje/", {"seen": seen, "sent_on": "20.11.2024.", "recipient": "999999"}).status_code == 409
    assert staff.send(f"{url}slanje/", {"seen": seen, "sent_on": "20.11.2024.", "recipient": "x"}).status_code == 409
    assert staff.send(f"{url}slanje/", {"seen": seen, "sent_on": "20.11.2024.", "recipient": str(bare)}).status_code == 303
    assert shipments(world) == [("paper", "library", 2, None, "")]


def test_nobody_ticked_is_said_and_the_day_is_kept(world, url):
    staff = world.browser("staff")
    (seen,) = staff.get(f"{url}slanje/").page.xpath("//input[@name='seen']/@value")
    response = staff.send(f"{url}slanje/", {"seen": seen, "sent_on": "20.11.2024."})
    assert response.status_code == 422 and response.page.xpath("//*[@id='recipient-error']")
    assert response.page.xpath("//input[@name='sent_on']/@value") == ["20.11.2024."]
    assert response.page.xpath("//input[@name='recipient'][@checked]") == []


def twice_at_once(world, page, **typed):
    """Press the button of a page in two browsers at the same time; return the statuses."""
    browsers = [world.browser("staff") for _ in range(2)]
    shown = browsers[0].get(page).page
    seen = {"seen": shown.xpath("//input[@name='seen']/@value"), "recipient": shown.xpath("//input[@name='recipient']/@value")}
    sent = [(browser, {"csrf_token": browser.token(), **seen, **typed}) for browser in browsers]
    return at_once(*(lambda browser=browser, data=data: browser.post(page, data=data) for browser, data in sent))


@pytest.mark.every_database
def test_two_who_note_the_same_at_once_note_it_once(world, url):
    assert twice_at_once(world, f"{url}slanje/", sent_on="20.11.2024.") == [303, 409]
    assert len(shipments(world)) == 2


@pytest.fixture
def sent(world):
    """The number of a shipment to the library."""

    def note():
        edition, library = db.session.get_one(Edition, world["edition"]), db.session.get_one(Recipient, world["library"])
        found = send(edition, library, by=None)
        db.session.commit()
        return found.id

    return world.ask(note)


def test_what_came_back_is_noted_with_its_reason_and_can_be_sent_again(world, url, sent):
    staff = world.browser("staff")
    came = {"returned_on": "25.11.2024.", "reason": "moved", "note": "nova adresa"}
    assert staff.submit(f"{url}{sent}/", came, form=0).status_code == 303
    assert [each[4] for each in shipments(world)] == ["moved"]
    assert figures(staff.get(url).page)["Library"] == [2, 2, 2, 2, 0]
    assert "Moved away" in texts(staff.get(f"{url}?state=returned").page)
    assert "No shipment found" in texts(staff.get(f"{url}?state=underway").page)
    for version in "12":
        assert staff.send(f"{url}{sent}/", came | {"version": version, "reason": "unclaimed"}).status_code == 409
    assert [each[4] for each in shipments(world)] == ["moved"]
    staff.submit(f"{url}slanje/?kind=library")
    assert figures(staff.get(url).page)["Library"] == [2, 4, 2, 0, 0]
    assert "shipment.returned" in verbs(world)


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"returned_on": ""}, "returned_on"), ({"returned_on": "1.11.2024."}, "returned_on"), ({"returned_on": "1.1.2999."}, "returned_on"),
     ({"reason": ""}, "reason"),
     ({"reason": "x"}, "reason"), ({"note": "x" * 501}, "note")],
)  # fmt: skip
def test_what_is_wrong_about_a_return_is_said_beside_the_field(world, url, sent, typed, field):
    right = {"returned_on": "25.11.2024.", "reason": "moved", "note": ""}
    response = world.browser("staff").submit(f"{url}{sent}/", right | typed, form=0)
    assert response.status_code == 422 and response.page.xpath(f"//*[@id='{field}-error']")


def test_a_mistake_is_taken_away(world, url, sent):
    staff = world.browser("staff")
    assert staff.send(f"{url}{sent}/brisanje/", {"version": "7"}).status_code == 409
    assert staff.submit(f"{url}{sent}/").status_code == 303
    assert shipments(world) == [] and verbs(world)[-1] == "shipment.deleted"


def test_a_deleted_recipient_leaves_the_figures_as_they_were(world, url, sent):
    staff = world.browser("staff")
    staff.submit(f"{url}{sent}/", {"returned_on": "25.11.2024.", "reason": "moved", "note": "Ana se preselila"}, form=0)
    erase = f"/moderacija/distribucija/{world['library']}/brisanje/"
    assert "1 shipment stays in the figures" in texts(staff.get(erase).page)
    staff.submit(erase)
    assert figures(staff.get(url).page)["Library"] == [0, 2, 2, 0, 0]
    page = texts(staff.get(f"{url}{sent}/").page)
    assert "Deleted recipient" in page and "Ana" not in page and "Gradska" not in page


def test_those_to_whom_an_edition_is_still_to_go_are_a_choice_of_the_list(world, url, sent):
    page = world.browser("staff").get("/moderacija/distribucija/?left=2026").page
    assert page.xpath("//tbody//th/a/text()") == ["Ministarstvo"]
    assert "Gradska" in texts(world.browser("staff").get(f"/moderacija/distribucija/{world['library']}/").page)


def mails(world):
    query = select(OutboxMessage.to_address, OutboxMessage.locale, OutboxMessage.unsubscribe_url).where(
        OutboxMessage.template == "edition_announced"
    )
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query.order_by(OutboxMessage.to_address))])


def test_those_who_want_the_pdf_are_told_once(world, url):
    staff = world.browser("staff")
    world.ask(lambda: make_recipient(None, name="Drugo odeljenje", wish="mail", email="kabinet@example.org") and db.session.commit())
    page = staff.get(f"{url}najava/").page
    assert "3 recipients want the PDF" in texts(page)
    assert "2026" in staff.get(f"{url}najava/primer/").text
    assert staff.submit(f"{url}najava/").status_code == 303
    found = mails(world)
    assert [(address.lower(), locale) for address, locale, _ in found] == [("fond@example.org", "en"), ("kabinet@example.org", "sr_Latn")]
    assert all("/odjava/" in way for *_, way in found)
    assert "Nobody to tell" in texts(staff.get(f"{url}najava/").page)
    assert figures(staff.get(url).page)["All together"][-1] == 3
    assert {each[2] for each in shipments(world)} == {0}, "a mail is no copy"
    assert staff.send(f"{url}najava/", {"seen": "x"}).status_code == 409
    assert len(mails(world)) == 2


def test_an_institution_is_not_called_by_its_name_and_a_person_is(world, url):
    staff = world.browser("staff")
    world.ask(
        lambda: make_recipient(None, name="Biblioteka", person="", wish="mail", email="biblioteka@example.org") and db.session.commit()
    )
    world.ask(
        lambda: make_recipient(None, name="Novine", person="Vera Verić", wish="mail", email="novine@example.org") and db.session.commit()
    )
    staff.submit(f"{url}najava/")
    query = select(OutboxMessage.to_address, OutboxMessage.body_text).where(OutboxMessage.template == "edition_announced")
    first_lines = {address: text.split("\n")[0] for address, text in world.ask(lambda: [tuple(row) for row in db.session.execute(query)])}
    assert first_lines["biblioteka@example.org"] == "Dear Sir or Madam,"
    assert "Vera Verić" in first_lines["novine@example.org"]


def test_a_mail_neither_comes_back_as_a_parcel_nor_was_it_noted_by_mistake(world, url):
    staff = world.browser("staff")
    staff.submit(f"{url}najava/")
    before, mail = shipments(world), world.ask(lambda: db.session.scalars(select(Shipment.id).where(Shipment.way == "mail")).first())
    came = {"version": "1", "returned_on": as_typed(belgrade_day(clock.now())), "reason": "moved"}
    assert staff.send(f"{url}{mail}/", came).status_code == 409
    assert staff.send(f"{url}{mail}/brisanje/", {"version": "1"}).status_code == 409
    assert shipments(world) == before


def test_somebody_who_was_deleted_and_added_again_is_not_told_again(world, url):
    staff = world.browser("staff")
    staff.submit(f"{url}najava/")
    staff.submit(f"/moderacija/distribucija/{world['donor']}/brisanje/")
    world.ask(lambda: make_recipient(None, name="Fond", wish="mail", email="FOND@example.org") and db.session.commit())
    assert "Nobody to tell" in texts(staff.get(f"{url}najava/").page)


def test_who_unsubscribed_is_not_told(world, url):
    world.ask(lambda: blocking.block("fond@example.org", Reason.UNSUBSCRIBED, None, at=NOW) and db.session.commit())
    staff = world.browser("staff")
    page = texts(staff.get(f"{url}najava/").page)
    assert "1 recipient wants the PDF" in page and "asked for none: Fond" in page
    staff.submit(f"{url}najava/")
    assert [address for address, *_ in mails(world)] == ["Kabinet@example.org"]


@pytest.mark.every_database
def test_two_who_announce_at_once_write_to_nobody_twice(world, url):
    assert twice_at_once(world, f"{url}najava/") == [303, 409]
    assert len(mails(world)) == 2


def test_nobody_but_staff_sees_shipments(world, url):
    assert world.browser().get(url).status_code in {302, 303}
