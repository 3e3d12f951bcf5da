"""Editions: what they freeze, and how they change until they are published and never after that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal.attachments import files
from ledportal.attachments.models import Attachment
from ledportal.audit import AuditEvent
from ledportal.catalogue import actions, freezing, queries
from ledportal.catalogue.book.frozen import Entry, EntryKind, Stored
from ledportal.catalogue.models import Edition, EditionEntry, EditionFile, FileKind
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import changes
from tests.attachments.files import picture
from tests.catalogue.editions import EVERY, entry, give_files, make_edition, make_register, plan, publish_edition
from tests.directory.entries import publish
from tests.factories import NOW, make_moderator, office

pytestmark = pytest.mark.usefixtures("context")
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def staff():
    make_register()
    return make_moderator()


@pytest.fixture
def edition(staff):
    return make_edition(by=staff)


def keep_logo(slug: str) -> Attachment:
    return files.store_image(picture("PNG"), "logo", office(slug), by=make_moderator(), at=NOW)


def verbs() -> list[str]:
    query = select(AuditEvent.verb).where(AuditEvent.subject_type == "editions").order_by(AuditEvent.id)
    return list(db.session.scalars(query))


def test_an_edition_has_each_municipality_of_the_register_once(edition):
    active = set(db.session.scalars(select(Municipality.code).where(Municipality.active)))
    assert sorted(each.office.municipality_code for each in edition.entries) == sorted(active)


def test_how_a_municipality_appears_follows_from_the_register(edition):
    kinds = {slug: entry(edition, slug).kind for slug in ("becej", "ub", "ada", "apatin", "arilje", "backa-palanka")}
    assert kinds == {
        "becej": EntryKind.FULL,
        "ub": EntryKind.PHONE,
        "ada": EntryKind.OUTDATED,
        "apatin": EntryKind.NONE,
        "arilje": EntryKind.SETTING_UP,
        "backa-palanka": EntryKind.SILENT,
    }


def test_what_is_frozen_can_be_read_again(edition):
    becej = Entry.from_json(entry(edition, "becej").frozen)
    assert (becej.slug, becej.place.names["sr_Cyrl"], becej.district.names["sr_Latn"]) == ("becej", "Бечеј", "Južnobački upravni okrug")
    assert (becej.content["contact"]["head"], becej.provenance, becej.confirmed_on) == ("Mira Đorđević", "office", NOW.date())
    assert becej.to_json() == entry(edition, "becej").frozen


def test_only_what_is_public_is_frozen(edition):
    frozen = str([each.frozen for each in edition.entries])
    assert "Mira Đorđević" in frozen
    assert "podsetnik@example.org" not in frozen
    assert "Skriveni Saradnik" not in frozen


def test_the_pictures_that_are_shown_are_frozen(monkeypatch):
    monkeypatch.setattr(freezing, "AT_A_TIME", 1)
    staff, logos = make_moderator(), {slug: keep_logo(slug) for slug in ("becej", "ub", "ada")}
    for slug in ("becej", "ub"):
        publish(slug, confirmed=EVERY, office={"logo": [logos[slug].id]})
    edition = make_edition(by=staff)
    found = {slug: Entry.from_json(entry(edition, slug).frozen).pictures for slug in logos}
    stored = {each.id: Stored(sha256=each.sha256, width=40, height=20, purpose="logo") for each in logos.values()}
    shown = [{each: stored[each]} for each in (logos["becej"].id, logos["ub"].id)]
    assert [found["becej"], found["ub"], found["ada"]] == [*shown, {}]


@pytest.mark.parametrize("slug", ["ada", "apatin", "arilje", "backa-palanka"])
def test_of_what_is_not_printed_no_content_is_frozen(edition, slug):
    found = Entry.from_json(entry(edition, slug).frozen)
    assert (found.content, found.pictures, found.confirmed_on, entry(edition, slug).revision_id) == ({}, {}, None, None)


def test_what_is_published_later_does_not_come_in_by_itself(edition):
    before = entry(edition, "becej").frozen
    publish("becej", confirmed=EVERY, at=LATER, contact={"head": "Nova Glava"})
    db.session.expire_all()
    assert entry(edition, "becej").frozen == before


def test_a_draft_that_took_all_that_changed_is_as_of_now(edition, staff):
    publish("becej", confirmed=EVERY, at=LATER, contact={"head": "Nova Glava"})
    actions.take_again(edition, [office("becej")], version=edition.version, by=staff, at=LATER)
    assert entry(edition, "becej").frozen["content"]["contact"]["head"] == "Nova Glava"
    assert edition.frozen_at == LATER


def test_a_draft_takes_an_office_again_and_leaves_the_others(edition, staff):
    publish("becej", confirmed=EVERY, at=LATER, contact={"head": "Nova Glava"})
    publish("backa-palanka", at=LATER)
    actions.take_again(edition, [office("becej")], version=edition.version, by=staff, at=LATER)
    assert entry(edition, "becej").frozen["content"]["contact"]["head"] == "Nova Glava"
    assert entry(edition, "backa-palanka").kind == EntryKind.SILENT
    assert edition.frozen_at == NOW


@pytest.mark.parametrize(("year", "locale", "slug"), [(2026, "sr_Cyrl", "2026-cir"), (2026, "en", "2026-en"), (2027, "sr_Latn", "2027")])
def test_each_year_and_version_has_its_edition(edition, staff, year, locale, slug):
    assert make_edition(by=staff, year=year, locale=locale).slug == slug


def test_a_year_and_version_has_one_edition(edition, staff):
    with pytest.raises(actions.AlreadyThere):
        make_edition(by=staff)


def test_a_draft_is_changed(edition, staff):
    actions.change(edition, plan(title="Drugi naslov", locale="en"), "", version=edition.version, by=staff, at=LATER)
    assert (edition.title, edition.slug, edition.version) == ("Drugi naslov", "2026-en", 2)


def test_a_draft_does_not_take_the_address_of_another(edition, staff):
    other = make_edition(by=staff, year=2027)
    with pytest.raises(actions.AlreadyThere):
        actions.change(other, plan(), "", version=other.version, by=staff, at=LATER)


def test_an_address_that_somebody_takes_at_the_same_time_is_refused(edition, staff, monkeypatch):
    other = make_edition(by=staff, year=2027)
    monkeypatch.setattr(queries, "editions_of", lambda *_: [])
    with pytest.raises(actions.AlreadyThere):
        actions.change(other, plan(), "", version=other.version, by=staff, at=LATER)


def test_files_are_of_one_state_of_a_draft(edition, staff):
    give_files(edition)
    assert edition.is_made
    actions.change(edition, plan(title="Drugi naslov"), "", version=edition.version, by=staff, at=LATER)
    assert not edition.is_made
    with pytest.raises(actions.NotMade):
        actions.publish(edition, version=edition.version, by=staff, at=LATER)


def test_files_that_were_made_of_a_former_state_are_not_kept(edition, staff):
    version = edition.version
    actions.change(edition, plan(title="Drugi naslov"), "", version=version, by=staff, at=LATER)
    with pytest.raises(actions.Stale):
        actions.store(edition, [], [], version=version, made_with={}, at=LATER)


def test_new_files_take_the_place_of_the_former_ones(edition):
    give_files(edition)
    give_files(edition)
    assert sorted(db.session.scalars(select(EditionFile.kind))) == sorted(FileKind)


def test_a_published_edition_is_seen_by_everybody_and_stays_made(edition, staff):
    before = changes.directory_version()
    publish_edition(edition, by=staff)
    db.session.commit()
    assert [each.slug for each in queries.published()] == ["2026"]
    assert edition.is_made
    assert changes.directory_version() > before


CHANGES = {
    "change": lambda edition, staff: actions.change(edition, plan(title="Drugi"), "", version=edition.version, by=staff, at=LATER),
    "take again": lambda edition, staff: actions.take_again(edition, [], version=edition.version, by=staff, at=LATER),
    "store": lambda edition, _staff: actions.store(edition, [], [], version=edition.version, made_with={}, at=LATER),
    "publish": lambda edition, staff: actions.publish(edition, version=edition.version, by=staff, at=LATER),
    "discard": lambda edition, staff: actions.discard(edition, version=edition.version, by=staff, at=LATER),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_of_a_published_edition_changes(edition, staff, name):
    publish_edition(edition, by=staff)
    with pytest.raises(actions.Stale):
        CHANGES[name](edition, staff)


@pytest.mark.parametrize("name", [each for each in CHANGES if each != "store"])
def test_who_saw_a_former_version_is_told(edition, staff, name):
    give_files(edition)
    seen = edition.version
    actions.change(edition, plan(title="Drugi"), "", version=seen, by=staff, at=LATER)
    db.session.expire(edition)
    stale = db.session.get_one(Edition, edition.id)
    stale.version = seen
    with db.session.no_autoflush, pytest.raises(actions.Stale):
        CHANGES[name](stale, staff)


def test_a_correction_is_a_reprint_beside_the_old_edition(edition, staff):
    publish_edition(edition, by=staff)
    reprint = actions.correct(edition, by=staff, at=LATER)
    assert (reprint.slug, reprint.number, reprint.corrects, reprint.published_at) == ("2026-2", 2, edition, None)
    assert [each.frozen for each in reprint.entries] == [each.frozen for each in edition.entries]
    assert (reprint.frozen_at, reprint.title, reprint.base_url) == (edition.frozen_at, edition.title, edition.base_url)


def test_a_reprint_keeps_its_year_and_version(edition, staff):
    publish_edition(edition, by=staff)
    reprint = actions.correct(edition, by=staff, at=LATER)
    actions.change(reprint, plan(year=2030, locale="en", title="Ispravljen"), "Ispravljen telefon.", version=1, by=staff, at=LATER)
    assert (reprint.slug, reprint.title, reprint.correction) == ("2026-2", "Ispravljen", "Ispravljen telefon.")


def test_one_reprint_at_a_time(edition, staff):
    publish_edition(edition, by=staff)
    actions.correct(edition, by=staff, at=LATER)
    with pytest.raises(actions.AlreadyThere):
        actions.correct(edition, by=staff, at=LATER)


def test_the_second_reprint_goes_on_from_the_first(edition, staff):
    publish_edition(edition, by=staff)
    first = publish_edition(actions.correct(edition, by=staff, at=LATER), by=staff, at=LATER)
    second = actions.correct(edition, by=staff, at=LATER)
    assert (second.slug, second.corrects) == ("2026-3", first)


def test_a_draft_is_thrown_away_with_all_that_is_its(edition, staff):
    give_files(edition)
    actions.discard(edition, version=edition.version, by=staff, at=LATER)
    left = [db.session.scalars(select(model.id)).all() for model in (Edition, EditionEntry, EditionFile)]
    assert left == [[], [], []]


def test_each_step_is_written_down(edition, staff):
    publish_edition(edition, by=staff)
    reprint = actions.correct(edition, by=staff, at=LATER)
    actions.take_again(reprint, [office("becej")], version=reprint.version, by=staff, at=LATER)
    actions.change(reprint, plan(title="Drugi"), "", version=reprint.version, by=staff, at=LATER)
    actions.discard(reprint, version=reprint.version, by=staff, at=LATER)
    assert verbs() == [
        "edition.made", "edition.published", "edition.corrected", "edition.taken_again", "edition.changed", "edition.discarded",
    ]  # fmt: skip
