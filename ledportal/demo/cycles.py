"""Mapping cycles of the demo: two that are closed, so that their reports can be compared, and one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.cycles import actions, inviting, queries
from ledportal.cycles.actions import Plan
from ledportal.cycles.models import Cycle
from ledportal.cycles.states import State
from ledportal.demo.people import MARK
from ledportal.demo.profiles import domain
from ledportal.demo.stage import PUBLIC_SECTIONS, Stage, Story, office
from ledportal.demo.words import AREAS
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy

TEXT = (
    "CenTriR ponovo popisuje kancelarije za lokalni ekonomski razvoj u svim gradovima i opštinama.\n\n"
    f"Molimo vas da proverite šta o vašoj kancelariji piše u registru. Za to je dovoljno nekoliko minuta. ({MARK})"
)
TEXT_EN = (
    "CenTriR is mapping the local economic development offices of all towns and municipalities again.\n\n"
    "Please check what the register says about your office. It takes a few minutes. (sample)"
)
WITH_REGISTRY = (
    "ada", "alibunar", "bela-crkva", "coka", "kula", "odzaci", "secanj", "titel", "zabalj", "bogatic", "koceljeva", "vladimirci",
    "blace", "brus", "bojnik", "lebane", "sokobanja", "svrljig", "razanj", "merosina",
)  # fmt: skip
HEARD = (
    (State.NO_OFFICE, f"Rekli su da kancelarije nema. ({MARK})"),
    (State.NO_OFFICE, f"Poslove radi odeljenje za finansije. ({MARK})"),
    (State.PHONE, f"Odgovorili su telefonom, obrazac ne mogu da popune. ({MARK})"),
    (State.PHONE, f"Javila se načelnica. ({MARK})"),
    (State.PHONE, ""),
    (State.REFUSED, f"Ne žele da budu u registru. ({MARK})"),
)
Notes = Sequence[tuple[str, State, str]]


def cycles(stage: Stage, *, by: User) -> Story:
    """Staff map the country three times; the last time goes on."""
    yield from _registries(by=by)
    first = yield from _opened(stage, opens=610, days=50, by=by)
    yield from _answered(first, closes=555, confirmed=("zrenjanin",), heard=38, by=by)
    second = yield from _opened(stage, opens=350, days=60, by=by)
    yield from _answered(second, closes=280, confirmed=("novi-sad", "sombor", "sabac", "nis", "vranje", "bor"), heard=49, by=by)
    yield from _opened(stage, opens=12, days=30, by=by)
    at = yield 4
    _confirm(("smederevo", "jagodina", "uzice", "pirot"), at=at)
    current = queries.open_cycle()
    if current is not None:
        _note(current, _notes(current, 9), by=by, at=at)


def _registries(*, by: User) -> Story:
    at = yield 640
    for slug in WITH_REGISTRY:
        town = office(slug).municipality
        values = {"registry_email": f"pisarnica@{domain(town)}", "postal_street": "Trg slobode 1",
                  "postal_postcode": AREAS[town.district_code][1], "postal_place": town.name_latin}  # fmt: skip
        administration.change_municipality(town, values, version=town.version, by=by, at=at)


def _opened(stage: Stage, *, opens: float, days: int, by: User) -> Story:
    """Plan a cycle, open it that many days ago, and queue its invitations."""
    at = yield opens + 5
    starts = stage.moment(opens).date()
    name = f"Mapiranje {_half(starts)} ({MARK})"
    name_en = f"Mapping {starts.year}/{1 if starts.month < 7 else 2} (sample)"
    cycle = actions.create(Plan(name, name_en, starts, starts + timedelta(days=days), TEXT, TEXT_EN), by=by, at=at)
    at = yield opens
    actions.open_(cycle, version=cycle.version, by=by, at=at)
    inviting.invite_batch(cycle, 0, at)
    return cycle


def _half(day: date) -> str:
    return f"{day.year}. ({'prva' if day.month < 7 else 'druga'} polovina)"


def _answered(cycle: Cycle, *, closes: float, confirmed: Sequence[str], heard: int, by: User) -> Story:
    at = yield closes + 20
    _confirm(confirmed, at=at)
    _note(cycle, _notes(cycle, heard), by=by, at=at)
    at = yield closes
    actions.close(cycle, version=cycle.version, by=by, at=at)


def _confirm(slugs: Sequence[str], *, at: datetime) -> None:
    for slug in slugs:
        place = office(slug)
        if place.published_revision_id is not None:
            head = place.members[0]
            confirming.confirm(place, PUBLIC_SECTIONS, revision=place.published_revision_id, via=ConfirmedBy.PAGE, by=head, at=at)


def _notes(cycle: Cycle, number: int) -> Notes:
    """Return what staff heard on the phone from so many of those whom no mail reached."""
    silent = [each.office.slug for each in queries.answers(cycle) if not each.reached]
    random = Random(f"notes {cycle.starts_on.year}")
    return [(slug, *random.choice(HEARD)) for slug in random.sample(silent, number)]


def _note(cycle: Cycle, notes: Notes, *, by: User, at: datetime) -> None:
    for slug, said, text in notes:
        answer = queries.find_answer(cycle, slug)
        if answer is not None:
            actions.note(answer, said, text, version=answer.version, by=by, at=at)
