"""The register as the simulation reaches it: real commands, a real worker, real requests, real mail; and what stands in it afterwards."""

from __future__ import annotations

import copy
import os
import re
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from bench.simulation import processes
from ledportal import clock, worker
from ledportal.accounts.models import User
from ledportal.directory.place_queries import on_the_map
from ledportal.extensions import db
from ledportal.freshness.models import Reminder
from ledportal.memberships import actions as memberships
from ledportal.memberships import colleague_actions
from ledportal.memberships.models import Membership
from ledportal.municipalities.models import Municipality
from ledportal.offices import actions
from ledportal.offices.models import Office, Provenance
from ledportal.offices.settings import current_periods
from ledportal.outbox.models import MailState, OutboxMessage
from tests.client import Client
from tests.factories import full_content, make_moderator, make_user
from tests.outbox.smtp import Received, Server

STATES = {"confirmed": "confirmed", "published": "unconfirmed", "outdated": "outdated"}
"""What the directory calls the marks."""
STAFF = "urednica@example.org"
ON_ITS_WAY = (MailState.QUEUED, MailState.SENDING)


@dataclass(frozen=True)
class Stage:
    """A stage as it was queued: for which office and due day, and to whom."""

    slug: str
    due: date
    stage: int
    to: list[str]


class OnePass(worker.Stop):
    """Lets the worker make one pass."""

    def wait(self, seconds: float) -> None:  # noqa: ARG002  # the worker's signature
        self.tell()


class Register:
    def __init__(self, app: Flask, smtp: Server) -> None:
        app.test_client_class = Client
        self.app, self.smtp = app, smtp
        self.read = self.last_reminder = self.last_mail = 0
        self.kills = 0

    # The start

    def slugs(self, most: int) -> list[str]:
        with self.app.app_context():
            query = select(Office.slug).join(Office.municipality).where(Municipality.active).order_by(Office.id)
            return list(db.session.scalars(query.limit(most)))

    def hire(self) -> None:
        with self.app.app_context():
            self.staff = make_moderator(email=STAFF).id
            db.session.commit()

    def open(self, slug: str, address: str, head: str, sections: Iterable[str], *, at: datetime) -> None:
        """Make an office's head and publish its profile, as of a time."""
        with self.app.app_context():
            office = _office(slug)
            user = make_user(email=head, created_at=at, confirmed_at=at)
            db.session.add(Membership(office=office, user=user, role="head", status="granted", requested_at=at, decided_at=at))
            db.session.flush()
            draft = actions.start_draft(office, by=user, at=at)
            draft.content = full_content(contact={"reminder_email": address})
            self._publish(draft, sections, by=user, at=at)

    def _publish(self, draft, sections, *, by, at):
        actions.submit(draft, version=draft.version, confirmed=sections, by=by, at=at)
        actions.approve(draft, version=draft.version, by=self._staff(), at=at)
        db.session.execute(OutboxMessage.__table__.delete())
        db.session.commit()

    def _staff(self) -> User:
        return db.session.get_one(User, self.staff)

    # The machines

    def command(self, *arguments: str, data: bytes | None = None) -> str:
        """Run a command to its end."""
        done = self.app.test_cli_runner().invoke(args=arguments, input=data, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    def work(self) -> None:
        """Let a worker make one pass over all that it has to do."""
        with self.app.app_context():
            worker.run(OnePass(), interval=0)

    def killed(self, act: Callable[[], object], at_event: int) -> bool:
        """Act in a process that is killed at a database event; say whether it got to its end before that."""
        done = processes.ended(processes.start(self.app, act, kill_at=at_event))
        self.kills += not done
        return done

    def killed_after_mail(self, number: int) -> bool:
        """Deliver in a process that is killed when the server has taken so many mails, before it hears that; say whether it was not."""
        before = len(self.smtp.received)
        running: list[int] = []

        def kill() -> None:
            if running and len(self.smtp.received) - before >= number:
                os.kill(running.pop(), signal.SIGKILL)

        self.smtp.on_data = kill
        running.append(pid := processes.start(self.app, self.deliver))
        done = processes.ended(pid)
        self.kills += not done
        self.smtp.on_data = lambda: None
        return done

    def at_once(self, *acts: Callable[[], object]) -> None:
        """Act on several machines at the same time."""
        for pid in [processes.start(self.app, act) for act in acts]:
            assert processes.ended(pid)

    def remind(self) -> None:
        self.command("reminders", "run")

    def deliver(self) -> None:
        self.command("mail", "deliver")

    # The people

    def browser(self, head: str | None = None) -> Client:
        client = self.app.test_client()
        if head is not None:
            with self.app.app_context():
                client.sign_in(db.session.scalars(select(User).where(User.email == head)).one())
        client.checks = head is not None
        return client

    def confirm_by_link(self, mail: Received) -> str:
        """Open the link of a reminder and press its button; return what came of it."""
        url, browser = self.link(mail, "potvrda"), self.browser()
        page = browser.get(url)
        if page.status_code == 410:
            return "expired"
        assert page.status_code == 200, page.status_code
        seen = re.search(r'name="revision" value="(\d+)"', page.text)
        if seen is None:
            return "used"
        assert browser.post(url, data={"revision": seen[1]}).status_code == 303
        return "confirmed"

    def confirm_by_page(self, slug: str, head: str, sections: Iterable[str]) -> int:
        """Sign in and tick sections on the page; return the answer's status."""
        answer = self.browser(head).submit(f"/moja-kancelarija/{slug}/potvrda/", {"confirmed": list(sections)})
        return int(answer.status_code)

    def prefetch(self, mail: Received) -> None:
        """Follow every link of a mail, as scanners do."""
        browser = self.browser()
        for url in sorted(set(re.findall(r"https?://[^\s>\"']+", mail.text))):
            path = urlsplit(url).path
            browser.head(path)
            browser.get(path)

    def unsubscribe(self, mail: Received) -> None:
        url = urlsplit(str(mail.mail["List-Unsubscribe"]).strip("<> ")).path
        assert self.browser().post(url, data={"List-Unsubscribe": "One-Click"}).status_code == 200

    @staticmethod
    def link(mail: Received, word: str) -> str:
        found = re.search(rf"https?://\S+?((?:/cir|/en)?/{word}/[^\s/]+/)", mail.text)
        assert found is not None, mail.text
        return found[1]

    def submit(self, slug: str, sections: Iterable[str], *, head: str | None, **changed: dict[str, object]) -> int | None:
        """Hand in a changed profile, by its head or by staff; return the revision's id, None where one is on its way already."""
        with self.app.app_context():
            office, now = _office(slug), clock.now()
            by = db.session.scalars(select(User).where(User.email == head)).one() if head else self._staff()
            if actions.open_revision(office) is not None:
                return None
            draft = actions.start_draft(office, by=by, at=now, provenance=Provenance.OFFICE if head else Provenance.PHONE)
            content = copy.deepcopy(draft.content)
            for key, values in changed.items():
                content[key] |= values
            draft.content = content
            actions.submit(draft, version=draft.version, confirmed=sections, by=by, at=now)
            db.session.commit()
            return draft.id

    def approve(self, revision: int) -> None:
        with self.app.app_context():
            found = db.session.get_one(actions.Revision, revision)
            actions.approve(found, version=found.version, by=self._staff(), at=clock.now())
            db.session.commit()

    def leave(self, slug: str) -> None:
        with self.app.app_context():
            (member,) = _office(slug).granted
            colleague_actions.leave(member, role="head", alone=True, by=member.user, at=clock.now())
            db.session.commit()

    def succeed(self, slug: str, head: str) -> None:
        """Give an office a new head."""
        with self.app.app_context():
            now = clock.now()
            user = make_user(email=head, created_at=now, confirmed_at=now)
            request = memberships.claim(_office(slug), message="", letter=None, by=user, at=now)
            memberships.grant(request, replacing=None, by=self._staff(), at=now)
            db.session.commit()

    # What stands in it

    def new_stages(self) -> list[Stage]:
        """Return the stages that were queued since the last look."""
        found: dict[tuple[str, date, int], list[str]] = {}
        with self.app.app_context():
            query = select(Reminder, Office.slug).join(Reminder.office).where(Reminder.id > self.last_reminder).order_by(Reminder.id)
            for row, slug in db.session.execute(query):
                self.last_reminder = row.id
                if row.kind == "due":
                    found.setdefault((slug, row.due_on, row.stage), []).append(row.recipient)
        return [Stage(*key, to) for key, to in found.items()]

    def new_mails(self) -> list[Received]:
        """Return what the server took since the last look."""
        new = self.smtp.received[self.read :]
        self.read += len(new)
        return new

    def new_keys(self) -> dict[str, str | None]:
        """Return the keys of the mails that were queued since the last look, by their Message-IDs."""
        with self.app.app_context():
            query = select(OutboxMessage.id, OutboxMessage.message_id, OutboxMessage.key).where(OutboxMessage.id > self.last_mail)
            found = db.session.execute(query.order_by(OutboxMessage.id)).all()
        self.last_mail = found[-1].id if found else self.last_mail
        return {row.message_id: row.key for row in found}

    def marks(self, today: date) -> dict[str, str]:
        """Return the public mark of every entry, as the map and the directory show it."""
        with self.app.app_context():
            places = on_the_map(current_periods(), today=today)
            return {place.slug: STATES[place.state] for place in places if place.state in STATES}

    def entry(self, slug: str) -> dict[str, object]:
        """Return an entry as its public JSON says it."""
        return dict(self.browser().get(f"/kancelarije/{slug}.json").json)

    def in_hand(self) -> list[tuple[str, int]]:
        """Return the Message-IDs of the mails that a worker had in hand when it was killed, each with the number of the attempt."""
        with self.app.app_context():
            query = select(OutboxMessage.message_id, OutboxMessage.attempts).where(OutboxMessage.state == MailState.SENDING)
            return [(row[0], row[1]) for row in db.session.execute(query)]

    def on_its_way(self) -> int:
        with self.app.app_context():
            return len(db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.state.in_(ON_ITS_WAY))).all())

    def outbox(self) -> list[tuple[str, str, str, str, str | None]]:
        """Return Message-ID, template, receiver, state and key of every mail."""
        with self.app.app_context():
            columns = (OutboxMessage.message_id, OutboxMessage.template, OutboxMessage.to_address, OutboxMessage.state, OutboxMessage.key)
            return [tuple(row) for row in db.session.execute(select(*columns).order_by(OutboxMessage.id))]


def _office(slug: str) -> Office:
    return db.session.scalars(select(Office).where(Office.slug == slug)).one()
