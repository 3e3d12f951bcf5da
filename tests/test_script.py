"""Serbian in two scripts: conversion, order and search."""

from __future__ import annotations

import csv
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledportal.paths import DATA
from ledportal.script import CYRILLIC, fold, search_text, slug, sort_key, to_cyrillic, to_latin

letters = st.text(alphabet="".join(CYRILLIC), min_size=3, max_size=12)
words = st.one_of(letters, letters.map(str.capitalize), letters.map(str.upper))
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)


@given(sentences)
def test_latin_text_comes_back_from_cyrillic(cyrillic):
    latin = to_latin(cyrillic)
    assert to_latin(to_cyrillic(latin)) == latin


@given(st.text())
@example("\N{SERVICE MARK}")
def test_any_text_survives_and_a_second_turn_changes_nothing(text):
    once = to_cyrillic(text)
    assert to_cyrillic(once) == once
    assert to_latin(to_latin(text)) == to_latin(text)
    assert fold(fold(text)) == fold(text)
    assert len(sort_key(text)) <= 300


@pytest.mark.parametrize(("text", "folded"), [("℠", "sm"), ("Ǣ", "ae"), ("Ѓорѓи", "gorgi"), ("Й", "i"), ("ǅ", "dz"), ("ﬁ", "fi")])
def test_a_sign_that_stands_for_letters_is_folded_as_these(text, folded):
    assert fold(text) == folded == fold(folded)


def names():
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        return [(row["name_latin"], row["name_cyrillic"]) for row in csv.DictReader(file)]


def test_the_names_of_all_municipalities_are_exact_both_ways():
    for latin, cyrillic in names():
        assert (to_cyrillic(latin), to_latin(cyrillic)) == (cyrillic, latin)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ljubav, ljubav, LJUBAV", "Љубав, љубав, ЉУБАВ"),
        ("Lj. Petrović i Nj. Nikolić", "Љ. Петровић и Њ. Николић"),
        ("u formatu JSON-LD i u JSON-u", "у формату JSON-LD и у JSON-у"),
        ("Đorđe džep Džep DŽEP", "Ђорђе џеп Џеп ЏЕП"),
        ("Odžaci, odžak, nadžak, budžet", "Оџаци, оџак, наџак, буџет"),
        ("injekcija Injekcija INJEKCIJA", "инјекција Инјекција ИНЈЕКЦИЈА"),
        ("konjunktura, konjugacija, konjektura", "конјунктура, конјугација, конјектура"),
        ("konj, konjušar, vinjeta", "коњ, коњушар, вињета"),
        ("Tanjuga, vanjezički, anjon", "Танјуга, ванјезички, анјон"),
        ("nadživeti, podžupan, odžaliti, predžetveni", "надживети, поджупан, оджалити, преджетвени"),
    ],
)
def test_letters_of_two_signs(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Pišite na ler@becej.rs.", "Пишите на ler@becej.rs."),
        ("-ana.anic@grad.ls.gov.rs", "-ana.anic@grad.ls.gov.rs"),
        ("Vidi https://becej.rs/put?x=lj, pa nastavi", "Види https://becej.rs/put?x=lj, па настави"),
        ("Adresa je www.becej.rs, ne becej.org.rs/lj.", "Адреса је www.becej.rs, не becej.org.rs/lj."),
        ('<a href="/lj">Ljubav</a> &amp; %(name)s', '<a href="/lj">Љубав</a> &amp; %(name)s'),
        ("PDF-a, u PDF-u, CSV, URL, QR-kod, TOTP", "PDF-а, у PDF-у, CSV, URL, QR-код, TOTP"),
        ("CenTriR-a i BFC SEE sertifikat, nivo B2", "CenTriR-а и BFC SEE сертификат, ниво B2"),
        ("PIB, LER, SKGO, NALED, JLS", "ПИБ, ЛЕР, СКГО, НАЛЕД, ЈЛС"),
        ("Cena: 12,5 EUR/m², 3 ha, 18 km, 10 MB", "Цена: 12,5 EUR/m², 3 ha, 18 km, 10 MB"),
        ("III izdanje, I-III razred, XXI vek", "III издање, I-III разред, XXI век"),
        ("MI SMO TU, ALI LI LIM?", "МИ СМО ТУ, АЛИ ЛИ ЛИМ?"),
        ("I tako dalje, Vi znate", "И тако даље, Ви знате"),
        ("Ana Kovács i Łukasz iz firme Xella, Đorđe", "Ана Kovács и Łukasz из фирме Xella, Ђорђе"),
        ("„Drugo“ i „Lj“", "„Друго“ и „Љ“"),
    ],
)
def test_what_stays_and_what_turns(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


def test_letters_with_loose_marks_and_letters_of_one_sign_are_understood():
    assert to_cyrillic("C\u030cac\u030cak ǈubav") == "Чачак Љубав"
    assert sort_key("C\u030cac\u030cak") == sort_key("Čačak")


@pytest.mark.parametrize("piece", ["a", "a.", "a-", "<a", "%(", "a@", "a.b-", "I", "@a.", "&a", "a.rs.", "c\u030c"])
def test_long_text_without_spaces_takes_no_long_time(piece):
    text = piece * 10_000
    start = time.process_time()
    to_cyrillic(text), to_latin(text), fold(text), sort_key(text)
    assert time.process_time() - start < 1


def strictly_in_order(texts):
    keys = [sort_key(text) for text in texts]
    return keys == sorted(set(keys))


def test_the_order_is_that_of_the_serbian_alphabet():
    ordered = "Ada Bač Beograd Cerak Čačak Ćićevac Dalj Dubac Džep Đala Ečka Lapovo Lučani Ljig Malo Negotin Nova Njegoš Osečina Petrovac "
    ordered += "Raška Sombor Surčin Šabac Šid Tutin Ub Vranje Zaječar Žabalj"
    towns = ordered.split()
    assert strictly_in_order(towns)
    assert strictly_in_order([to_cyrillic(town) for town in towns])


def test_shorter_names_and_names_of_several_words_come_in_order():
    ordered = ["Bač", "Bačka Palanka", "Bačka Topola", "Bački Petrovac", "Novi Bečej", "Novi Sad", "Novo"]
    assert strictly_in_order(ordered)


@pytest.mark.parametrize("typed", ["Đurđevo", "djurdjevo", "DJURDJEVO", "Ђурђево", "ЂУРЂЕВО", " đurđevo! ", "Djurđevo"])
def test_search_knows_no_script_case_or_marks(typed):
    assert fold(typed) == "djurdjevo"


def test_a_name_with_a_crossed_d_is_found_by_a_bare_d_too():
    assert search_text("Đurđevo", "Šabac") == "djurdjevo sabac durdevo sabac"
    assert search_text("Šabac") == "sabac"


def test_letters_of_other_languages_are_folded():
    assert fold("Žužić Łódź Straße Øresund Temesvár") == "zuzic lodz strasse oresund temesvar"


def test_a_slug_is_ascii_words_with_hyphens():
    assert slug("Сремски Карловци") == "sremski-karlovci"
    assert slug("Đurđevo (novo)") == "djurdjevo-novo"
