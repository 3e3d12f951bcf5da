"""Work for staff in the demo: what readers reported, and offices that nobody looks after; some of it is done."""

from __future__ import annotations

from ledportal import audit
from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.demo.people import MARK, Person
from ledportal.demo.profiles import domain
from ledportal.demo.stage import Stage, Story, office
from ledportal.memberships import actions as memberships
from ledportal.memberships import colleague_actions
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.offices.profile import CONTACT, SITES
from ledportal.reports import actions as reports
from ledportal.todo import actions
from ledportal.todo.kinds import Kind, Outcome


def reported(*, by: User) -> Story:
    """Readers report something: one report is answered, the other waits for an office whose head can be tried."""
    at = yield 26
    text = f"Lokacija je prodata prošlog proleća. ({MARK})"
    report = reports.receive(office("kragujevac"), SITES, text, locale="sr_Latn", at=at)
    at = yield 24
    reports.answer(report, Outcome.CORRECTED, f"Hvala, ispravljeno je. ({MARK})", version=report.version, by=by, at=at)
    at = yield 3
    text = f"Telefon više ne radi, javlja se pekara. ({MARK})"
    reports.receive(office("becej"), CONTACT, text, email="citalac@example.org", locale="sr_Latn", at=at)


def without_member(*, by: User) -> Story:
    """Two offices whose entries came by phone and on paper: nobody keeps them, and about one of them staff have done something."""
    at = yield 69
    closed = actions.open_task(Kind.NO_MEMBER, office("osecina"), at=at, membership=None)
    at = yield 50
    if closed is not None:
        note = f"Nova rukovoditeljka se javila telefonom, poslat joj je poziv. ({MARK})"
        actions.close(closed, Outcome.NEW_HEAD, note=note, version=closed.version, by=by, at=at)
    at = yield 32
    actions.open_task(Kind.NO_MEMBER, office("crna-trava"), at=at, membership=None)
    town = office("crna-trava").municipality
    values = {"registry_email": f"pisarnica@{domain(town)}", "registry_phone": "+38116555100", "postal_street": "Trg slobode 1",
              "postal_postcode": "16215", "postal_place": town.name_latin}  # fmt: skip
    administration.change_municipality(town, values, version=town.version, by=by, at=at)


def without_head(stage: Stage) -> Story:
    """A head leaves an office in which a colleague stays."""
    slug = "kraljevo"
    at = yield 7
    colleague = stage.enter(Person(f"Slavica Kraljević ({MARK})", f"saradnik.{slug}@example.org"), at=at)
    place = Membership(office=office(slug), user=colleague, role=MembershipRole.EDITOR, status=MembershipStatus.GRANTED,
                       requested_at=at, decided_at=at)  # fmt: skip
    memberships.add(place)
    audit.record("membership.joined", place, by=colleague, at=at, office=place.office)
    at = yield 5
    head = stage.cast[f"ler.{slug}@example.org"]
    colleague_actions.end_all(head, by=head, at=at)
    actions.open_task(Kind.NO_HEAD, office(slug), at=at, membership=place.id)
