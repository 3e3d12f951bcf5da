from __future__ import annotations

import os

import pytest
from babel.messages.catalog import Catalog
from flask_babel import force_locale, gettext, ngettext, pgettext

from tests.databases import TRANSLATED, make_app
from tools.translations.catalogue import FOLDER, LATIN
from tools.translations.compiling import compile_catalogues, in_cyrillic


@pytest.fixture
def speaking(tmp_path):
    app = make_app("sqlite://", tmp_path, **TRANSLATED)
    with app.app_context():
        yield app


def test_the_cyrillic_catalogue_keeps_placeholders_tags_and_plural_forms():
    latin = Catalog(locale="sr_Latn")
    latin.add("Reason: %(reason)s", "Razlog: <b>%(reason)s</b>", context="mail")
    latin.add(("%(num)s day", "%(num)s days"), ("%(num)s dan", "%(num)s dana", "%(num)s dana"))
    cyrillic = in_cyrillic(latin)
    assert cyrillic.get("Reason: %(reason)s", "mail").string == "Разлог: <b>%(reason)s</b>"
    assert cyrillic.get("%(num)s day").string == ("%(num)s дан", "%(num)s дана", "%(num)s дана")


@pytest.mark.parametrize(
    ("locale", "save", "title"), [("sr_Latn", "Sačuvaj", "Prijava"), ("sr_Cyrl", "Сачувај", "Пријава"), ("en", "Save", "Sign in")]
)
def test_the_application_finds_its_catalogues(speaking, locale, save, title):
    with force_locale(locale):
        assert (gettext("Save"), pgettext("title", "Sign in")) == (save, title)


@pytest.mark.parametrize(
    ("count", "latin", "cyrillic"),
    [
        (1, "pre 1 mesec", "пре 1 месец"),
        (2, "pre 2 meseca", "пре 2 месеца"),
        (5, "pre 5 meseci", "пре 5 месеци"),
        (11, "pre 11 meseci", "пре 11 месеци"),
        (21, "pre 21 mesec", "пре 21 месец"),
        (22, "pre 22 meseca", "пре 22 месеца"),
        (112, "pre 112 meseci", "пре 112 месеци"),
    ],
)
def test_plural_forms(speaking, count, latin, cyrillic):
    with force_locale("sr_Latn"):
        assert ngettext("%(num)s month ago", "%(num)s months ago", count) == latin
    with force_locale("sr_Cyrl"):
        assert ngettext("%(num)s month ago", "%(num)s months ago", count) == cyrillic


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 odeljak još nije završen."),
        (2, "2 odeljka još nisu završena."),
        (5, "5 odeljaka još nije završeno."),
        (12, "12 odeljaka još nije završeno."),
        (21, "21 odeljak još nije završen."),
    ],
)
def test_a_whole_sentence_agrees_with_its_count(speaking, count, sentence):
    singular = "%(num)s section is not finished yet. Then you can submit the profile."
    plural = "%(num)s sections are not finished yet. Then you can submit the profile."
    assert ngettext(singular, plural, count).startswith(sentence)


@pytest.fixture
def folder(tmp_path):
    """A folder of translations with compiled catalogues of its own."""
    source = tmp_path / LATIN.relative_to(FOLDER)
    source.parent.mkdir(parents=True)
    source.write_bytes(LATIN.read_bytes())
    compile_catalogues(tmp_path)
    return tmp_path


def test_nothing_is_compiled_again_while_nothing_has_changed(folder):
    compiled = sorted(folder.rglob("*.mo"))
    assert [path.parent.parent.name for path in compiled] == ["sr_Cyrl", "sr_Latn"]
    for path in compiled:
        os.utime(path, (1, 1))
    compile_catalogues(folder)
    assert {path.stat().st_mtime for path in compiled} == {1}


def test_a_change_and_a_missing_file_are_compiled(folder):
    latin, cyrillic = (folder / locale / "LC_MESSAGES" for locale in ("sr_Latn", "sr_Cyrl"))
    (cyrillic / "messages.mo").unlink()
    compile_catalogues(folder)
    assert "Сачувај".encode() in (cyrillic / "messages.mo").read_bytes()
    source = latin / "messages.po"
    source.write_text(source.read_text().replace('"Sačuvaj"', '"Zapamti"'))
    compile_catalogues(folder)
    assert "Запамти".encode() in (cyrillic / "messages.mo").read_bytes()
    assert b"Zapamti" in (latin / "messages.mo").read_bytes()
