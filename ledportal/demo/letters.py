"""Letters of the demo: a run whose time is over, one that is under way, and one that is written but not made yet. No PDF is set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from ledportal.accounts.models import User
from ledportal.cycles import queries as cycles
from ledportal.days import belgrade_day
from ledportal.demo.people import MARK, Person
from ledportal.demo.profiles import domain
from ledportal.demo.stage import Stage, Story, office
from ledportal.extensions import db
from ledportal.invitations import actions as invitations
from ledportal.invitations.codes import new_code
from ledportal.letters import actions, queries
from ledportal.letters.actions import Plan
from ledportal.letters.defaults import LASTS, first_letter
from ledportal.letters.models import Chosen, Letter, LetterRun
from ledportal.memberships import code_actions
from ledportal.offices.models import Office

FIRST = ("ada", "alibunar", "bela-crkva", "coka", "kula", "odzaci", "secanj", "titel", "zabalj", "bogatic", "koceljeva", "vladimirci")
SECOND = ("ada", "bela-crkva", "coka", "odzaci", "zabalj", "koceljeva", "blace", "brus", "bojnik", "lebane", "sokobanja", "svrljig")
THIRD = ("razanj", "merosina", "crna-trava", "osecina", "malo-crnice", "zagubica")
"""The last two have no postal address, so nothing can be printed for them."""


def letters(stage: Stage, *, by: User) -> Story:
    """Staff write three times; of the codes some are used, some void, some too old, and some wait."""
    first = yield from _posted("Prva pisma", FIRST, days=170, by=by)
    yield from _used(stage, first, "titel", "Borislav Titelac", days=158)
    yield from _used(stage, first, "vladimirci", "Zorica Vladimirac", days=139)
    second = yield from _posted("Pisma uz mapiranje", SECOND, days=9, by=by, with_cycle=True)
    yield from _used(stage, second, "sokobanja", "Dragica Sokolović", days=4)
    at = yield 3
    reprinted, sent_wrong = (_letter(second, slug) for slug in ("brus", "lebane"))
    _make(second, [reprinted], by=by, at=at)
    if sent_wrong.code is not None:
        invitations.void(sent_wrong.code, by=by, at=at)
    at = yield 1
    _plan("Treća pisma", [office(slug) for slug in THIRD], by=by, at=at)


def _posted(name: str, slugs: Sequence[str], *, days: float, by: User, with_cycle: bool = False) -> Story:
    """Letters are written and made, and posted two days later."""
    at = yield days
    current = cycles.open_cycle() if with_cycle else None
    run = _plan(name, [office(slug) for slug in slugs], by=by, at=at, cycle=current.id if current else None)
    _make(run, run.letters, by=by, at=at)
    at = yield days - 2
    actions.note_posted(run, belgrade_day(at), version=run.version, by=by, at=at)
    return run


def _plan(name: str, offices: Sequence[Office], *, by: User, at: datetime, cycle: int | None = None) -> LetterRun:
    chosen = Chosen.SOME if cycle is None else Chosen.CYCLE
    plan = Plan(name=f"{name} ({MARK})", chosen=chosen, cycle_id=cycle, deadline=_deadline(at), **_words())
    return actions.plan(plan, [each.id for each in offices], by=by, at=at)


def _deadline(at: datetime) -> date:
    return belgrade_day(at) + LASTS


def _words() -> dict[str, str]:
    usual = first_letter()
    return usual | {
        "text": f"{usual['text']}\n\n({MARK})",
        "sender": f"CenTriR ({MARK})\nUlica primera 1\n11000 Beograd",
        "signed_by": f"Vera Uredna ({MARK})",
        "position": "direktorka",
    }


def _make(run: LetterRun, wanted: Collection[Letter], *, by: User, at: datetime) -> None:
    """Let the codes of letters hold, as if they had been printed."""
    actions.begin(run, version=run.version, at=at)
    actions.write_codes(run, {each.id: new_code() for each in wanted}, by=by, at=at)
    db.session.flush()
    db.session.expire_all()  # the codes of a letter were read before there were any


def _letter(run: LetterRun, slug: str) -> Letter:
    return next(each for each in queries.letters(run) if each.office.slug == slug)


def _used(stage: Stage, run: LetterRun, slug: str, name: str, *, days: float) -> Story:
    """Somebody registers with the letter at hand, and becomes the head by its code."""
    at = yield days
    address = f"ler@{domain(office(slug).municipality)}"
    person = stage.enter(Person(f"{name} ({MARK})", address), at=at)
    code = _letter(run, slug).code
    if code is not None:
        invitations.note_shown(code.id, by=person, at=at)
        code_actions.accept(code, replacing=None, by=person, at=at + timedelta(minutes=9))
