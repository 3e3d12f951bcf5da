from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog, Message

from tools.translations.checks import complaints, differences, wrong_with


def catalogue(**translations):
    made = Catalog(locale="sr_Latn")
    for message, translation in translations.items():
        made.add(message, translation)
    return made


def test_a_good_catalogue_has_no_complaints():
    assert list(complaints(catalogue(Save="", Office=""), catalogue(Save="Sačuvaj", Office="Kancelarija"))) == []


def test_what_the_code_and_the_catalogue_do_not_share_is_named():
    found = list(complaints(catalogue(Save=""), catalogue(Office="Kancelarija")))
    assert found == ["not in the catalogue, run update: 'Save'", "no longer in the code, run update: 'Office'"]


def test_an_obsolete_entry_is_named():
    translated = catalogue(Save="Sačuvaj")
    translated.obsolete["Old"] = Message("Old", "Staro")
    assert list(complaints(catalogue(Save=""), translated)) == ["obsolete, run update: 'Old'"]


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (Message("Save", ""), "not translated"),
        (Message("Save", "Sačuvaj", flags=["fuzzy"]), "fuzzy"),
        (Message(("%(num)s day", "%(num)s days"), ("%(num)s dan", "", "")), "not all of the 3 plural forms"),
        (Message(("%(num)s day", "%(num)s days"), ("%(num)s dan", "%(num)s dana")), "not all of the 3 plural forms"),
        (Message(("One day", "%(num)s days"), ("jedan dan", "%(num)s dana", "%(num)s dana")), "placeholders differ"),
    ],
)
def test_what_is_wrong_with_a_message(message, what):
    assert list(wrong_with(message)) == [what]


EDGES = "space, full stop, colon, question mark or dots at the start or end differ"


@pytest.mark.parametrize(
    ("source", "translation", "what"),
    [
        ("Reason: %(reason)s", "Razlog: %(razlog)s", "placeholders differ"),
        ("<b>Save</b> it", "<i>Sačuvaj</i> to", "tags differ"),
        ("Saved.", "Sačuvano", EDGES),
        ("Reasons:", "Razlozi", EDGES),
        ("Save ", "Sačuvaj", EDGES),
        ("Sure?", "Sigurno.", EDGES),
        ("Since %(date)s.", "Od %(date)s.", "a full stop after a date, which ends in one"),
        ("Choose “Other”", 'Izaberite "Drugo"', "quotation marks are not „…“"),
        ("Choose “Other”", "Izaberite „Drugo”", "quotation marks are not „…“"),
        ("Municipality", "Opstina", "without its diacritics (Opstin)"),
        ("Correct", "Točno", "not ekavica (Točn)"),
        ("Save", "Сачувај", "Cyrillic letters"),
        ("Save", "Sac\u030cuvaj", "letters with loose marks"),
        ("Dashboard", "Dashboard za WiFi", "no Serbian word, and not kept in Cyrillic (WiFi)"),
    ],
)
def test_what_is_wrong_with_a_translation(source, translation, what):
    assert list(differences(source, translation)) == [what]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Only if you chose “Other”", "Samo ako ste izabrali „Drugo“"),
        ("A file may have 10 MB. It is a PDF.", "Datoteka može da ima 10 MB. To je PDF."),
        ("Write to %(email)s.", "Pišite na %(email)s."),
        ("As name@example.rs", "Kao name@example.rs"),
    ],
)
def test_what_is_right(source, translation):
    assert list(differences(source, translation)) == []
