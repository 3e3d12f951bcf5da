"""Nothing private leaves the register: whatever it gives to everybody is read, in every version, and holds no mark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.routing import Rule

from ledportal.extensions import db
from ledportal.offices.models import Listing
from ledportal.offices.profile import SECTIONS
from ledportal.opendata.tables import TABLES
from ledportal.search.criteria import COUNTED
from tests.client import Client
from tests.databases import TRANSLATED, SqliteDatabase, make_app
from tests.directory.entries import publish
from tests.people import World, make_world
from tests.privacy.marks import DIGITS, MARK, TYPED, everywhere, found_in, read
from tests.privacy.places import PUBLIC, make, private_tables

VERSIONS = ("", "/cir", "/en")
ENTRIES = ("becej", "nis", "ub", "kula", "vrbas", "ada", "bor")

VALUES: dict[str, tuple[Any, ...]] = {
    "slug": ENTRIES,
    "file": tuple(table.file for table in TABLES.values()),
    "section": tuple(section.slug for section in SECTIONS),
    "number": (1, 2, 3, 4),
    "token": ("0" * 43,),
    "feeds.district:slug": ("juznobacki", "nisavski"),
    "directory.one_version:version": ("cir", "en"),
    "directory.one_version:rest": ("kancelarije/becej", "kancelarije/kula"),
    "statistics.table:name": ("oblik",),
    "static:filename": ("dist/manifest.json",),
    **{f"catalogue.{name}:slug": ("2026",) for name in ("published_edition", "published_file")},
    "kind": ("screen", "archive"),
    **{f"cycles.{name}:slug": ("mapiranje",) for name in ("report", "response_file", "outcomes_file")},
}
"""What stands for the variables of addresses: those of one endpoint before those of all."""

QUERIES = (
    "",
    *(f"q={text}" for text in TYPED),
    f"q={DIGITS[:6]}",
    "q=rukovodilac",
    "strana=2",
    "k=becej&k=nis&k=ada",
    "poredak=changed",
    "since=0",
    "limit=1",
)
"""What every address is asked with that names nothing itself: the start of a mark, pages, a comparison."""

DAY = ("", "dan=2026-01-01")
CHOICES = {"directory.index", "directory.map_of_offices", "opendata.all_json"}
"""What is also asked with the first choices of each filter."""

CLOSED = {
    **dict.fromkeys(("outbox.sample_mail", "outbox.sample_message", "outbox.sample_html"), "only in the demo"),
    **dict.fromkeys(("accounts.confirm", "accounts.reset", "accounts.join_staff", "accounts.first_administrator"), "opened by a link"),
    **dict.fromkeys(("unsubscribing.show", "memberships.invitation", "reminders.confirm"), "opened by a link"),
    "accounts.second_step": "after the password",
    "attachments.show": "the letter is not for everybody, and no entry has a file",
    "directory.one_version": "leads to another address",
    "memberships.offer": "after a code from a letter",
}
"""What gives nothing to whoever just comes along, and why."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The register with its marks; it is only read, so one serves all tests, and its words are the same on every database."""
    folder = tmp_path_factory.mktemp("privacy")
    database = SqliteDatabase(folder)
    database.reset()
    app = make_app(database.url, folder, **TRANSLATED)
    app.test_client_class = Client
    return make_world(app, make)


def public_rules(world: World) -> list[Rule]:
    views = world.app.view_functions
    return [each for each in world.app.url_map.iter_rules() if "GET" in each.methods and views[each.endpoint].access == "public"]


def addresses(world: World, rule: Rule) -> Iterator[str]:
    """Yield the addresses of a rule, with everything that it may be asked with."""
    names = sorted(rule.arguments)
    unknown = [name for name in names if f"{rule.endpoint}:{name}" not in VALUES and name not in VALUES and name != "attachment_id"]
    assert not unknown, f"{rule.endpoint}: say in VALUES what {unknown} stands for"
    values = {**VALUES, "attachment_id": (world["letter"], "a" * 32)}
    adapter = world.app.url_map.bind("localhost")
    for combination in product(*(values.get(f"{rule.endpoint}:{name}", values.get(name)) for name in names)):
        path = adapter.build(rule.endpoint, dict(zip(names, combination, strict=True)))
        yield from (f"{path}?{query}" if query else path for query in queries(rule))


def queries(rule: Rule) -> Iterator[str]:
    yield from (DAY if rule.endpoint == "directory.office" else ("",)) if rule.arguments else QUERIES
    if rule.endpoint in CHOICES:
        yield from (f"{facet.parameter}={value}" for facet in COUNTED for value in list(facet.options or ())[:2])


def walk(world: World, prefix: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield what each public address gives to a visitor: its endpoint, the address, the status, and all that it says."""
    visitor = world.browser()
    visitor.checks = False
    for rule in public_rules(world):
        for address in addresses(world, rule):
            with visitor.get(prefix + address) as answer:
                yield rule.endpoint, prefix + address, answer.status_code, read(answer)


@pytest.mark.parametrize("prefix", VERSIONS)
def test_nothing_that_the_register_gives_to_everybody_holds_anything_private(world, prefix):
    reached: set[str] = set()
    leaks: dict[str, list[str]] = {}
    for endpoint, address, status, text in walk(world, prefix):
        assert status < 500, address
        reached |= {endpoint} if status == 200 else set()
        if marks := found_in(text):
            leaks[address] = marks[:3]
    assert leaks == {}
    every = {rule.endpoint for rule in public_rules(world)}
    assert every - reached == set(CLOSED), "every public address has to be read: say in VALUES or QUERIES how, or in CLOSED why not"


EMPTY = {
    "attempts": "numbers of tries, and digests",
    "recovery_codes": "digests",
    "delivery_failures": "of a mail that came back",
    "mail_texts": "the words of a mail, which staff changed",
    "checked_links": "what the worker found",
    "reminders": "of a day that has not come",
    "jobs": "what the worker prepares, by numbers",
    "job_files": "names and digests of what the worker made",
    "invitation_codes": "digests",
    "shown_codes": "which account showed which code",
    "shipments": "of an edition, which has not been sent yet",
}
"""The private tables of which the marked register has no row, and what they would hold."""


def test_every_private_table_has_a_marked_row(world):
    counts = world.ask(lambda: {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in private_tables()})
    assert {name for name, count in counts.items() if not count} == set(EMPTY)


def test_a_search_finds_nobody_by_what_is_private(world):
    visitor = world.browser()
    for text in (MARK, "звркован", f"{MARK} training_needs", f"{MARK}.reminder_email@example.org", DIGITS, "064 5550199"):
        page = visitor.get("/kancelarije/", query_string={"q": text}).page
        assert page.xpath("//li[contains(@class, 'entry')]") == [], text


def test_the_listing_itself_holds_nothing_private(world):
    listing = world.ask(lambda: db.session.scalars(select(Listing).where(Listing.slug == "becej")).one())
    assert found_in(f"{listing.content} {listing.name}") == []


def test_what_is_being_prepared_does_not_change_what_everybody_sees(world):
    page = world.browser().get("/en/mapa/").page
    squares = {each.get("href"): each.get("aria-label") for each in page.xpath("//*[local-name()='a'][@aria-label]")}
    assert {squares[f"/en/kancelarije/{slug}/"].rpartition(": ")[2] for slug in ("vrbas", "ada", "bor")} == {"No entry yet"}


HOLDING = (
    "/kancelarije/becej/", "/cir/kancelarije/becej/", "/en/kancelarije/becej/", "/kancelarije/becej.json", "/kancelarije/becej.vcf",
    "/kancelarije/becej/istorija/1/", "/kancelarije/", "/lokacije/", "/podaci/registar.xlsx", "/podaci/podaci.zip",
    *(f"/podaci/kancelarije.{ending}" for ending in ("csv", "json", "xlsx", "geojson", "vcf")),
    *(f"/podaci/tim.{ending}" for ending in ("csv", "json", "xlsx")), "/kancelarije/predlozi?q=zvrkov",
)  # fmt: skip


@pytest.fixture
def open_world(translated):
    """The same marks where everybody may see them."""

    def publish_all():
        content = everywhere()
        content["contact"] |= {"mobile_public": True, "team": [each | {"public": True} for each in content["contact"]["team"]]}
        return {"revision": publish("becej", confirmed=PUBLIC, **content)}

    return make_world(translated, publish_all)


@pytest.mark.database("sqlite")
def test_the_marks_are_seen_in_every_form_where_they_are_public(open_world):
    visitor = open_world.browser()
    visitor.checks = False
    assert [path for path in HOLDING if not found_in(read(visitor.get(path)))] == []
    assert "reminder_email" not in visitor.get("/kancelarije/becej.json").text
