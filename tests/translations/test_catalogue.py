"""The contract: whatever the code says, the Serbian catalogue says too."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural

from tools.translations.catalogue import LATIN, extract, merged, messages, read, text_of
from tools.translations.checks import complaints


def test_every_message_is_translated_and_well_written():
    assert list(complaints(extract(), read())) == []


def test_the_catalogue_is_as_update_writes_it():
    assert LATIN.read_text() == text_of(merged(extract(), read()), "sr_Latn")


def test_messages_of_code_and_of_templates_are_found():
    places = {place.partition("/")[0] for message in messages(extract()) for place, _line in message.locations}
    assert places == {"ledportal", "templates"}


def test_the_plural_rule_is_that_of_serbian():
    plural = read().plural_expr
    assert plural == get_plural("sr_Latn").plural_expr
    assert read().num_plurals == 3


def catalogue(*entries):
    made = Catalog(locale="sr_Latn")
    for message, translation in entries:
        made.add(message, translation)
    return made


DAYS = ("%(num)s day", "%(num)s days")


def test_merging_keeps_what_is_translated_and_drops_what_is_gone():
    translated = catalogue(("Save", "Sačuvaj"), ("Old", "Staro"))
    result = merged(catalogue(("Save", ""), ("Sava", "")), translated)
    assert {message.id: message.string or "" for message in messages(result)} == {"Save": "Sačuvaj", "Sava": ""}
    assert not result.obsolete and not any(message.fuzzy for message in messages(result))


def test_a_message_that_became_a_plural_is_translated_anew():
    result = merged(catalogue((DAYS, "")), catalogue(("%(num)s day", "%(num)s dan")))
    assert not any(result.get(DAYS[0]).string)


def test_a_catalogue_is_written_in_order_without_places_and_dates():
    written = text_of(catalogue(("b", "b"), ("a", "a")), "sr_Latn")
    assert written.index('msgid "a"') < written.index('msgid "b"')
    assert "#:" not in written and "POT-Creation-Date" not in written and "Language: sr_Latn" in written
