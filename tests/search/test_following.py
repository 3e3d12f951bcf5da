"""The index follows what is published, in the process that published it and in others."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import actions, listing
from ledportal.offices.changes import all_changed, directory_version
from ledportal.offices.confirming import confirm
from ledportal.offices.models import ConfirmedBy, Office
from ledportal.search import index
from ledportal.search.criteria import Criteria
from ledportal.search.finding import find
from ledportal.search.models import BesideTheRow, SearchDocument, SearchWord
from tests.databases import make_app
from tests.directory.entries import PUBLIC, publish
from tests.factories import NOW, full_content, make_moderator, office
from tests.people import counted_queries
from tests.privacy.marks import MARK, where_hidden

TODAY = date(2026, 11, 25)


def slugs(words="", **more):
    found = find(Criteria(words, **more), today=TODAY)
    return [db.session.get_one(Office, each).slug for each in found.ids[: found.entries]]


def published(*args, **sections):
    revision = publish(*args, **sections)
    db.session.commit()
    return revision


def changed(**sections):
    """Publish a second version of an entry."""
    place = office()
    head = place.members[0]
    draft = actions.start_draft(place, by=head, at=NOW)
    draft.content = full_content(**sections)
    actions.submit(draft, version=draft.version, confirmed=(), by=head, at=NOW)
    actions.approve(draft, version=draft.version, by=make_moderator(), at=NOW)
    db.session.commit()


@contextmanager
def older_view(app) -> Iterator[None]:
    """Read as a page whose transaction began before an entry was published and searched for in another one."""
    with app.app_context(), app.test_request_context():
        directory_version()
        with app.app_context():
            published(office={"about": "Jorgovan cveta."}, contact={"head": "Ksenofon Zvonimirović"})
            slugs("becej")
        yield


def test_what_is_published_is_found_at_once_and_what_is_taken_out_is_not(context):
    assert slugs("jorgovan") == []
    published(office={"about": "Jorgovan cveta."}, environment={"sectors": ["ict"]})
    assert slugs("jorgovan") == slugs("", chosen={"sector": ("ict",)}) == ["becej"]
    changed(office={"about": "Kesten cveta."}, environment={"sectors": ["wood"]})
    assert (slugs("jorgovan"), slugs("kesten")) == ([], ["becej"])
    assert (slugs("", chosen={"sector": ("ict",)}), slugs("", chosen={"sector": ("wood",)})) == ([], ["becej"])


def test_a_word_that_was_asked_for_before_is_followed(context):
    published(office={"about": "Jorgovan cveta."})
    assert slugs("jorgovan") == slugs("jorg") == ["becej"]
    published("ada", office={"about": "I ovde jorgovani."})
    assert slugs("jorgovan") == slugs("jorg") == ["ada", "becej"]


@pytest.mark.parametrize("text", ["jorgovan", "jorg", "ksenophon"])
def test_who_sees_what_there_was_before_keeps_it_for_nobody(context, text):
    assert slugs("becej razvoj") == []
    db.session.rollback()
    with older_view(context):
        slugs(text)
    assert slugs(text) == ["becej"]


def test_what_was_asked_for_is_followed_only_where_few_entries_changed(context):
    published()
    assert slugs("becej") == ["becej"]
    all_changed(at=NOW)
    db.session.commit()
    assert index.current().tokens.items() == []
    assert slugs("becej") == ["becej"]


def test_no_more_tokens_are_kept_than_can_be_followed_at_once():
    tokens = index.Tokens()
    for number in range(index.MOST_TOKENS + 5):
        tokens.put(f"d{number}", 0)
        tokens.get("d0")
    kept = dict(tokens.items())
    assert len(kept) == index.MOST_TOKENS
    assert kept.keys() >= {"d0", f"d{index.MOST_TOKENS + 4}"}


def test_rare_tokens_do_not_drive_out_what_takes_long_to_read():
    tokens = index.Tokens()
    tokens.put("cplan", large := (1 << index.LARGE + 1) - 1)
    for number in range(index.MOST_TOKENS + 5):
        tokens.put(f"d{number}", 1)
    assert tokens.get("cplan") == large


def test_what_postgresql_keeps_beside_the_rows_is_read_as_it_was_written(context):
    published()
    row = db.session.get_one(SearchDocument, office("becej").id)
    db.session.refresh(row)
    assert row.words == row.words.rstrip()
    if db.engine.dialect.name == "postgresql":
        kept = db.session.scalar(text("SELECT min(length(words)) FROM search_documents"))
        assert kept >= BesideTheRow.SHORTEST
        storage = db.session.execute(text("SELECT attname, attstorage FROM pg_attribute WHERE attrelid = 'search_documents'::regclass"))
        assert {("words", "x"), ("traits", "m")} <= set(map(tuple, storage))


def test_a_confirmation_moves_an_entry(context):
    for slug in ("ada", "becej"):
        published(slug)
    within = {"confirmed_within": 1}
    assert slugs("", **within) == []
    place = office("becej")
    confirm(place, PUBLIC, by=place.members[0], via=ConfirmedBy.PAGE, revision=place.published_revision_id, at=NOW)
    db.session.commit()
    assert slugs("", **within) == ["becej"]
    assert slugs("", order="confirmed") == ["becej", "ada"]


def test_a_municipality_that_comes_into_the_register_is_found(context):
    assert find(Criteria("vračar"), today=TODAY).others == 0
    place = office("beograd-vracar")
    db.session.get_one(Municipality, place.municipality_code).active = True
    db.session.commit()
    assert list(find(Criteria("vračar"), today=TODAY).ids) == [place.id]
    db.session.get_one(Municipality, place.municipality_code).active = False
    db.session.commit()
    assert list(find(Criteria("vračar"), today=TODAY).ids) == []


def test_another_process_follows(context, backend, tmp_path):
    other = make_app(backend.url, tmp_path)
    with other.app_context():
        assert slugs("jorgovan") == []
        db.session.rollback()
    published(office={"about": "Jorgovan cveta."})
    with other.app_context():
        assert slugs("jorgovan") == ["becej"]
        db.session.remove()
        db.engine.dispose()


def test_what_is_followed_is_what_would_be_read_anew(context):
    for number, slug in enumerate(("ada", "becej", "cacak", "bor")):
        published(slug, at=NOW + timedelta(days=number), environment={"sectors": ["ict", "wood"][number % 2 :][:1]})
        slugs("becej razvoj")
    followed = index.current()
    index.forget(context)
    read = index.current()
    assert followed.facets == read.facets
    assert dict(followed.tokens.items()) == read.read(token for token, _some in followed.tokens.items())


def test_nothing_private_and_nothing_unpublished_is_in_the_index(context):
    published(**where_hidden())
    place = office()
    draft = actions.start_draft(place, by=place.members[0], at=NOW)
    draft.content = full_content(office={"name": f"{MARK} kancelarija"})
    db.session.commit()
    listing.rebuild()
    texts = [f"{row.words} {row.traits}" for row in db.session.scalars(select(SearchDocument))]
    words = [f"{row.word} {row.shown}" for row in db.session.scalars(select(SearchWord))]
    assert len(texts) == 199 and not any(MARK in each.lower() for each in texts + words)


def test_a_former_heads_name_is_offered_to_nobody(context):
    published(contact={"head": "Ksenofon Zvonimirović"})
    assert slugs("ksenofon") == slugs("ksenophon") == ["becej"]
    changed(contact={"head": "Ana Anić"})
    assert slugs("ksenofon") == slugs("zvonimirovic") == []
    assert db.session.scalars(select(SearchWord).where(SearchWord.word.in_(["ksenofon", "zvonimirovic"]))).all() == []


def test_a_name_that_another_office_has_stays_known(context):
    published(contact={"head": "Ksenofon Zvonimirović"})
    published("ada", contact={"head": "Ksenofon Antić"})
    changed(contact={"head": "Ana Anić"})
    assert slugs("ksenophon") == ["ada"]


def test_an_older_format_is_written_anew_by_the_documented_command(context):
    published()
    db.session.execute(SearchDocument.__table__.update().values(format=0, words="aold", traits=""))
    db.session.commit()
    assert listing.any_missing()
    index.forget(context)
    assert slugs("becej") == []
    db.session.rollback()
    assert context.test_cli_runner().invoke(args=["municipalities", "load"]).exit_code == 0
    assert not listing.any_missing()
    assert slugs("becej") == ["becej"]


@pytest.mark.parametrize("text", ["Bečej", "becej klizaliste"])
def test_a_search_asks_the_database_little(context, text):
    published()
    slugs(text)
    with counted_queries() as statements:
        find(Criteria(text), today=TODAY)
    assert len(statements) <= 4


def test_many_threads_find_the_same_while_entries_are_published(context):
    texts = ["bečej", "ada", "razvoj", "jorgovan", "zrenjanjin", "plan", "čačak projekti", ""] * 4

    def ask(text):
        with context.app_context():
            found = find(Criteria(text), today=TODAY)
            return len(list(found.ids)) == found.entries + found.others

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask, text) for text in texts]
        for slug in ("ada", "becej", "cacak"):
            published(slug, office={"about": "Jorgovan cveta."})
            answers += [pool.submit(ask, text) for text in texts]
        assert all(answer.result() for answer in answers)
    assert slugs("jorgovan") == ["ada", "becej", "cacak"]
