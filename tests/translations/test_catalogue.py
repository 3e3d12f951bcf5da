"""The contract: whatever the code says, the Serbian catalogue says too."""

from __future__ import annotations

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
