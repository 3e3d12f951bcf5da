"""A packing slip for each recipient, in the language and script of its address."""

from __future__ import annotations

from datetime import date

import pytest

from ledportal.distribution import labels, slips
from ledportal.distribution.addresses import Script
from ledportal.distribution.slips import Content
from tests.catalogue.editions import make_edition
from tests.distribution.people import make_recipient
from tests.factories import make_moderator
from tests.pdfs import pages, words

DAY = date(2026, 11, 26)


@pytest.fixture
def edition(translated):
    with translated.test_request_context():
        yield make_edition(by=make_moderator())


def page_texts(recipients, content):
    made = slips.pdf(recipients, content, day=DAY)
    found = pages(made)
    assert [(round(page.width), round(page.height)) for page in found] == [(148, 210)] * len(recipients)
    assert all(word.left >= 16 - 0.2 and word.right <= 148 - 16 + 0.2 for page in found for word in page.words)
    return [" ".join(word.text for word in page.words) for page in found]


def test_each_recipient_has_a_page_that_says_what_is_sent(edition):
    people = [
        make_recipient(None),
        make_recipient(None, name="Народна библиотека", copies=12),
        make_recipient(None, name="Fund", country="Austria"),
    ]
    latin, cyrillic, abroad = page_texts(people, Content(edition, "Hvala na saradnji.\nČuvajte *primerak*.", Script.AS_TYPED))
    assert all(
        each in latin
        for each in ("Spisak uz pošiljku", "Gradska biblioteka", "21220 Bečej", edition.title, "*primerak*", "26. novembar 2026.")
    )
    assert all(each in cyrillic for each in ("Списак уз пошиљку", "Народна библиотека", "Каталог", " 12", "Хвала на сарадњи."))
    assert all(each in abroad for each in ("Packing slip", "AUSTRIA", "26 November 2026", "Copies"))


def test_the_script_that_was_chosen_counts_for_all_in_serbia(edition):
    (text,) = page_texts([make_recipient(None)], Content(edition, "", Script.CYRILLIC))
    assert "Градска библиотека" in text and "Списак уз пошиљку" in text


def test_the_longest_texts_go_on_to_a_second_page_and_nothing_is_cut(edition):
    longest = make_recipient(None, name="Ш" * 90 + " " + "ш " * 54, person="Ж " * 100, street="Љ " * 100, place="Њ " * 50)
    edition.title = "Katalog " * 37
    found = words(slips.pdf([longest], Content(edition, "Napomena " * 55, Script.AS_TYPED), day=DAY))
    assert {word.page for word in found} == {0, 1}
    assert all(word.left >= 16 - 0.2 and word.right <= 148 - 16 + 0.2 and word.bottom <= 210 - 14 + 1.5 for word in found)
    assert sum(word.text == "Напомена" for word in found) == 55


def test_who_cannot_be_sent_anything_is_told(edition):
    people = [make_recipient(None, street=""), make_recipient(None, name="图"), make_recipient(None)]
    found = slips.sort(people, Content(edition, "", Script.AS_TYPED))
    assert [each.message for each in found.unprintable] == [labels.NO_ADDRESS, labels.NO_LETTERS]
    assert found.printable == [people[2]]


def test_the_staffs_note_about_a_recipient_is_not_printed(edition):
    (text,) = page_texts([make_recipient(None, note="tajna beleška")], Content(edition, "", Script.AS_TYPED))
    assert "tajna" not in text
