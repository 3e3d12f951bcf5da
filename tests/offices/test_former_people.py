"""Who is not named any more is in no listing: neither in what the directory searches nor in what is downloaded."""

from __future__ import annotations

import pytest

from ledportal.administration import actions as administration
from ledportal.extensions import db
from ledportal.offices import listing
from ledportal.offices.models import Listing
from ledportal.search.models import SearchDocument
from tests.directory.entries import publish
from tests.factories import NOW, make_administrator, office

HEAD = {"head": "Vesna Kanarinac"}
SAID = "Kancelariju je osnovala Vesna Kanarinac."


def entry():
    return db.session.get_one(Listing, office().id)


def found_by():
    return db.session.get_one(SearchDocument, office().id).words


def change_status(status):
    administration.change_status(office(), status, None, version=office().version, by=make_administrator(), at=NOW)


@pytest.mark.usefixtures("context")
def test_a_former_head_leaves_the_texts_of_the_entry_with_her_name():
    publish(contact=HEAD, office={"about": SAID})
    assert "Vesna Kanarinac" in f"{entry().content}" and "bkanarinac" in found_by()
    publish(office={"about": SAID})
    assert "Kanarinac" not in f"{entry().content}" and "kanarinac" not in found_by()
    assert entry().content["office"]["about"] == "Kancelariju je osnovala […]."


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("status", ["closed", "none"])
def test_nobody_is_named_for_an_office_that_is_gone_until_it_is_there_again(status):
    publish(contact=HEAD, office={"about": SAID})
    before = dict(entry().content)
    change_status(status)
    found = entry()
    assert [each for each in ("anarinac", "Ana Anić", "ler@example.org") if each in f"{found.content} {found_by()}"] == []
    assert found.content["contact"]["street"] == "Trg oslobođenja 2"
    change_status("exists")
    assert entry().content == before


@pytest.mark.usefixtures("context")
def test_a_listing_that_is_written_anew_names_nobody_more():
    publish(contact=HEAD, office={"about": SAID})
    publish(office={"about": SAID})
    written = dict(entry().content)
    listing.rebuild()
    assert entry().content == written
