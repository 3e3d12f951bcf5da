"""What happened in the demo: about 45 published profiles of every age, and each state of the workflow at least once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from ledportal import audit
from ledportal.accounts import actions as accounts
from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.attachments import files
from ledportal.demo import people, pictures
from ledportal.demo.catalogue import editions
from ledportal.demo.cycles import cycles
from ledportal.demo.dead_links import dead_link
from ledportal.demo.freshness import freshness
from ledportal.demo.letters import letters
from ledportal.demo.people import MARK, Person
from ledportal.demo.profiles import domain, full_name, profile
from ledportal.demo.recipients import recipients
from ledportal.demo.shipments import shipments
from ledportal.demo.stage import PUBLIC_SECTIONS, Stage, Story, becomes_head, decides, office, submits, write
from ledportal.demo.tasks import reported, without_head, without_member
from ledportal.memberships import actions as memberships
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.moderation import actions as moderation
from ledportal.offices import actions
from ledportal.offices.actions import Ruling
from ledportal.offices.content import Content
from ledportal.offices.models import OfficeStatus, Provenance, Revision

PUBLISHED = (
    "subotica", "backa-topola", "zrenjanin", "novi-becej", "kikinda", "senta", "vrsac", "pancevo", "apatin", "sombor", "backa-palanka",
    "novi-sad", "indjija", "ruma", "stara-pazova", "sabac", "loznica", "ljubovija", "valjevo", "ub", "smederevo", "pozarevac",
    "golubac", "arandjelovac", "kragujevac", "jagodina", "paracin", "bor", "negotin", "zajecar", "knjazevac", "uzice", "arilje",
    "cacak", "gornji-milanovac", "kraljevo", "novi-pazar", "krusevac", "nis", "aleksinac", "prokuplje", "pirot", "leskovac", "vranje",
)  # fmt: skip
AGES = (9, 26, 48, 83, 117, 151, 176, 214, 263, 318, 402, 466, 521, 604, 688)
CONFIRMED: tuple[tuple[str, ...], ...] = (PUBLIC_SECTIONS, PUBLIC_SECTIONS, ("contact",), PUBLIC_SECTIONS, ())


def stories(stage: Stage) -> Iterator[Story]:
    staff = [stage.cast[person.email] for person in (people.MODERATOR, people.COLLEAGUE, people.ADMINISTRATOR)]
    for number, slug in enumerate(PUBLISHED):
        yield published(stage, slug, number, by=staff[number % 2])
    yield returned_with_comments(stage, by=staff[0])
    yield unfinished(stage, by=staff[1])
    yield dead_link()
    yield waiting(stage, "despotovac", days=6, by=staff[0])
    yield waiting(stage, "vladicin-han", days=1, by=staff[0])
    yield waiting(stage, "sid", days=13, by=staff[0], assignee=staff[1])
    yield rejected(stage, "kladovo", by=staff[1])
    yield withdrawn(stage, "bajina-basta", by=staff[0])
    yield on_behalf("crna-trava", Provenance.PHONE, days=33, by=staff[0])
    yield on_behalf("osecina", Provenance.PAPER, days=70, by=staff[1])
    yield statuses(by=staff[2])
    yield claims(stage, by=staff[0])
    yield cycles(stage, by=staff[2])
    yield editions(by=staff[0])
    yield reported(by=staff[0])
    yield without_member(by=staff[1])
    yield without_head(stage)
    yield recipients(by=staff[0])
    yield shipments(by=staff[0])
    yield letters(stage, by=staff[1])
    yield from freshness(by=staff[1])
    yield newcomers(stage)


def _invented(slug: str) -> Person:
    """Return the head of an office nobody signs in as."""
    return Person(full_name(Random(slug)), f"ler.{slug}@example.org", locale="sr_Cyrl" if len(slug) % 4 == 0 else "sr_Latn")


def _profile(stage: Stage, slug: str, days: float, **given: bool) -> Content:
    return profile(office(slug).municipality, year=stage.moment(days).year, **given)


def published(stage: Stage, slug: str, number: int, *, by: User) -> Story:
    """An office's profile is approved; some are approved again, and some of those have a change waiting."""
    days = AGES[number % len(AGES)] + number / 50
    head = yield from becomes_head(stage, slug, _invented(slug), days=days + 9, by=by)
    written = _profile(stage, slug, days, cyrillic=number % 4 == 1, long_name=number % 17 == 5)
    if number % 5 == 0:
        written = _with_pictures(slug, written, by=head, at=stage.moment(days + 3))
    first = yield from submits(slug, written, days=days + 2, by=head, confirmed=CONFIRMED[number % len(CONFIRMED)])
    yield from decides(actions.approve, first, days=days, by=by)
    if number % 5 == 4:
        later = yield from submits(slug, _with_a_change(first), days=days / 3 + 2, by=head)
        yield from decides(actions.approve, later, days=days / 3, by=by)
        if number % 10 == 9:
            yield from submits(slug, _with_a_change(later), days=2 + number / 10, by=head)


def _with_pictures(slug: str, written: Content, *, by: User, at: datetime) -> Content:
    """Return a profile with a logo, and a photo of each of two sites."""
    place, sites = office(slug), written["sites"]["sites"]
    logo = files.store_image(pictures.logo(slug), "logo", place, by=by, at=at, filename="primer.png")
    photos = [files.store_image(pictures.photo(each["name"]), "photo", place, by=by, at=at, filename="primer.png") for each in sites[:2]]
    shown = [{**site, "photos": [photo.id]} for site, photo in zip(sites, photos, strict=False)]
    return {**written, "office": {**written["office"], "logo": [logo.id]}, "sites": {"sites": [*shown, *sites[2:]]}}


def _with_a_change(revision: Revision) -> Content:
    """Return a profile with a new member of the team, one project less and another text."""
    contact, projects = revision.content["contact"], revision.content["projects"]["projects"]
    newcomer = {**contact["team"][0], "id": f"n{revision.number}", "name": full_name(Random(revision.number)), "task": "analize"}
    about = f"{revision.content['office']['about']}\nOd ove godine radimo i subotom pre podne. ({MARK})"
    return {
        **revision.content,
        "office": {**revision.content["office"], "about": about},
        "contact": {**contact, "team": [*contact["team"], newcomer]},
        "projects": {"projects": projects[1:]},
    }


def returned_with_comments(stage: Stage, *, by: User) -> Story:
    """The head and the editor who can be tried: their profile is public, and the change to it came back."""
    slug = "becej"
    head = yield from becomes_head(stage, slug, people.HEAD, days=400, by=by)
    at = yield 398
    _add_editor(stage, slug, at=at)
    first = yield from submits(slug, _profile(stage, slug, 390), days=390, by=head)
    yield from decides(actions.approve, first, days=388, by=by)
    change = yield from submits(slug, _with_a_change(first), days=8, by=head, confirmed=("contact",))
    item = change.content["contact"]["team"][-1]["id"]
    comments = (("contact.phone", "Na ovaj broj se niko ne javlja."), (f"contact.team.{item}.email", "Dodajte službenu adresu."))
    ruling = Ruling(("contact", "incomplete"), f"Hvala na izmenama. Dopunite kontakte pa podnesite ponovo. ({MARK})", comments)
    yield from decides(actions.return_to_office, change, days=5, by=by, ruling=ruling)


def _add_editor(stage: Stage, slug: str, *, at: datetime) -> None:
    editor = stage.enter(people.EDITOR, at=at)
    place = Membership(
        office=office(slug), user=editor, role=MembershipRole.EDITOR, status=MembershipStatus.GRANTED, requested_at=at, decided_at=at
    )
    memberships.add(place)
    audit.record("membership.joined", place, by=editor, at=at, office=place.office)


def unfinished(stage: Stage, *, by: User) -> Story:
    """A draft in which the later sections are still empty."""
    slug = "kanjiza"
    head = yield from becomes_head(stage, slug, people.BEGINNER, days=20, by=by)
    at = yield 4
    whole = _profile(stage, slug, 4)
    empty = actions.start_draft(office(slug), by=head, at=at).content
    write(slug, {**empty, "office": whole["office"], "contact": {**whole["contact"], "phone": ""}}, by=head, at=at)


def waiting(stage: Stage, slug: str, *, days: float, by: User, assignee: User | None = None) -> Story:
    """A first profile waits for staff; perhaps one of them has taken it."""
    head = yield from becomes_head(stage, slug, _invented(slug), days=days + 10, by=by)
    revision = yield from submits(slug, _profile(stage, slug, days), days=days, by=head)
    if assignee is not None:
        at = yield days - 1
        moderation.assign(revision, assignee, seen=0, by=assignee, at=at)
        moderation.note(revision, f"Pitati opštinu za broj zaposlenih. ({MARK})", by=assignee, at=at)


def rejected(stage: Stage, slug: str, *, by: User) -> Story:
    head = yield from becomes_head(stage, slug, _invented(slug), days=90, by=by)
    revision = yield from submits(slug, _profile(stage, slug, 80), days=80, by=head)
    ruling = Ruling(("wrong", "personal"), f"Podaci su iz druge opštine, a navedeni su i privatni brojevi. ({MARK})")
    yield from decides(actions.reject, revision, days=77, by=by, ruling=ruling)


def withdrawn(stage: Stage, slug: str, *, by: User) -> Story:
    head = yield from becomes_head(stage, slug, _invented(slug), days=60, by=by)
    revision = yield from submits(slug, _profile(stage, slug, 50), days=50, by=head)
    yield from decides(actions.withdraw, revision, days=49, by=head)


def on_behalf(slug: str, provenance: Provenance, *, days: float, by: User) -> Story:
    """Staff enter a profile that came by phone or on paper, for an office without a member."""
    written = profile(office(slug).municipality, year=2025)
    revision = yield from submits(slug, written, days=days + 1, by=by, confirmed=(), provenance=provenance)
    yield from decides(actions.approve, revision, days=days, by=by)


def statuses(*, by: User) -> Story:
    """Staff write down what they know of municipalities whose office is not in the register."""
    at = yield 120
    for slug, status in (("gadzin-han", OfficeStatus.NONE), ("trgoviste", OfficeStatus.NONE), ("opovo", OfficeStatus.BEING_SET_UP)):
        administration.change_status(office(slug), status, None, version=office(slug).version, by=by, at=at)
    at = yield 95
    closed, successor = office("cajetina"), office("uzice")
    administration.change_status(closed, OfficeStatus.CLOSED, successor, version=closed.version, by=by, at=at)


def claims(stage: Stage, *, by: User) -> Story:
    """Requests that wait, one whose address has the municipality's own domain, and one that was refused."""
    at = yield 30
    town = office("topola").municipality
    administration.change_municipality(town, {"email_domains": [domain(town)]}, version=town.version, by=by, at=at)
    refused = stage.enter(_invented("raca"), at=at)
    request = memberships.claim(office("raca"), message="", letter=None, by=refused, at=at)
    at = yield 28
    memberships.refuse(request, reason=f"Pošaljite ovlašćenje na memorandumu opštine. ({MARK})", by=by, at=at)
    at = yield 3
    official = stage.enter(Person(f"Radmila Topalović ({MARK})", f"radmila@{domain(town)}"), at=at)
    memberships.claim(office("topola"), message=f"Vodim kancelariju od 2019. godine. ({MARK})", letter=None, by=official, at=at)
    at = yield 2
    stranger = stage.enter(_invented("rekovac"), at=at)
    memberships.claim(office("rekovac"), message=f"Pišem sa privatne adrese. ({MARK})", letter=None, by=stranger, at=at)


def newcomers(stage: Stage) -> Story:
    """Somebody who has not asked for an office yet, and somebody who has not opened the mail with the link."""
    at = yield 2
    stage.enter(people.WITHOUT_OFFICE, at=at)
    at = yield 0.1
    unconfirmed = stage.enter(people.UNCONFIRMED, at=at, confirmed=False)
    accounts.send_confirmation(unconfirmed, at=at)
