"""The days of the simulation, one after the other: what the machines do, what the people do, and what the oracle says to it."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask

from bench.simulation.bouncing import notification
from bench.simulation.judging import Outcome, failures_noted, judge
from bench.simulation.machines import Machines
from bench.simulation.oracle import MONTHS, Entry
from bench.simulation.people import Character, Deed, Person, cast
from bench.simulation.register import Register
from bench.simulation.staff import Staff
from bench.simulation.watching import Watching
from tests.outbox.smtp import DEFER, REJECT, Received, smtp_server

BELGRADE = ZoneInfo("Europe/Belgrade")
START = date(2027, 1, 11)
DAY = timedelta(days=1)
LINK_HOLDS = timedelta(days=60)


class Play:
    def __init__(self, register: Register, *, offices: int, days: int, seed: int) -> None:
        self.register, self.days, self.random = register, days, Random(seed)
        self.outcome = Outcome(offices, days, seed)
        self.oracle = self.outcome.oracle
        self.machines = Machines(register, self.random, self.outcome.figures)
        self.machines.ran, self.machines.stopped, self.machines.pause = self._ran, self._judge_stages, self._pass
        self.machines.looked = self._looked
        self.staff = Staff(register, Random(seed + 1), self.outcome.figures)
        self.staff.reached = self._reached
        self.watching = Watching(register, self.outcome, self.random)
        self.looked = datetime.combine(START, time(), UTC)
        self.people = {person.slug: person for person in cast(register.slugs(offices), self.random)}
        self.by_address: dict[str, Person] = {}
        self.waiting: list[tuple[date, int, Callable[[], object]]] = []
        self.numbers = count()
        self.down_until = START
        self.bouncing: set[str] = set()
        self.taken: Counter[str] = Counter()
        self.keys: dict[str, str | None] = {}

    # The start

    def prepare(self) -> None:
        self.register.hire()
        for person in self.people.values():
            self._open(person)
            self._plan(person)

    def _open(self, person: Person) -> None:
        """Publish the profile of an office within the year before the start; some never confirmed a section."""
        day = START - timedelta(days=self.random.randint(1, 360))
        left_out = self.random.choice(list(MONTHS)) if self.random.random() < 0.06 else ""
        confirmed = [key for key in MONTHS if key != left_out]
        at = datetime.combine(day, time(self.random.randint(0, 23), self.random.randint(0, 59)), BELGRADE)
        self.register.open(person.slug, person.address, str(person.head), confirmed, at=at.astimezone(UTC))
        self.oracle.entries[person.slug] = Entry(
            dict.fromkeys(MONTHS, day), dict.fromkeys(confirmed, day), person.address, {str(person.head)}
        )
        self.by_address |= {person.address: person, str(person.head): person}

    def _plan(self, person: Person) -> None:
        """Plan what happens to an office by itself."""
        day = START + timedelta(days=self.random.randint(5, max(6, self.days * 2 // 3)))
        match person.character:
            case Character.LEAVES:
                self.at(day, lambda: self._leave(person))
            case Character.MOVES:
                self.at(day, lambda: self.register.smtp.answers.update({person.address: REJECT}))
            case Character.BOUNCES:
                self.at(day, lambda: self.bouncing.add(person.address))

    def at(self, day: date, act: Callable[[], object]) -> None:
        heapq.heappush(self.waiting, (day, next(self.numbers), act))

    # The days

    def run(self) -> Outcome:
        with time_machine.travel(datetime.combine(START, time(5), UTC), tick=False) as self.clock:
            self.prepare()
            for number in range(self.days):
                self._day(START + number * DAY)
            self._drain()
            judge(self.outcome, self.register, self.machines, self.taken, self.by_address)
        return self.outcome

    def _day(self, today: date) -> None:
        self.today = today
        self._move_to(time(self.random.randint(0, 19), self.random.randint(0, 59)))
        if self.random.random() < 0.02:
            self.down_until = max(self.down_until, today + timedelta(days=self.random.randint(1, 25)))
        if today >= self.down_until:
            self.machines.day(self.now.astimezone(BELGRADE).hour)
        self._meet()
        self._act()
        self.staff.day(today)
        self._move_to(time(23, self.random.randint(30, 59)))
        self.watching.day(today, looked=self.looked)

    def _move_to(self, clock_time: time) -> None:
        self.now = datetime.combine(self.today, clock_time, BELGRADE).astimezone(UTC)
        self.clock.move_to(self.now)

    def _pass(self) -> None:
        """Let some minutes go by, within the day."""
        self.now = min(
            self.now + timedelta(minutes=self.random.randint(1, 3)), datetime.combine(self.today, time(23, 59), BELGRADE).astimezone(UTC)
        )
        self.clock.move_to(self.now)

    def _ran(self) -> None:
        """Judge what a run did that got to its end."""
        self._judge_stages()
        self.oracle.ran(self.today)

    def _looked(self) -> None:
        self.looked = self.now

    def _judge_stages(self) -> None:
        for each in self.register.new_stages():
            self.oracle.queued(each.slug, each.due, each.stage, each.to, self.today)

    # The mail

    def _meet(self) -> None:
        """Let people get what the server took, and learn what it refused."""
        self.keys |= self.register.new_keys()
        for mail in self.register.new_mails():
            message_id = str(mail.mail["Message-ID"])
            self.taken[message_id] += 1
            if self.taken[message_id] == 1 and (self.keys.get(message_id) or "").startswith("reminder:"):
                self._read(mail, message_id)
        for address in set(self.register.smtp.rcpts) & set(self.register.smtp.answers):
            self._refused(address, self.register.smtp.answers[address])
        self.register.smtp.rcpts.clear()

    def _refused(self, address: str, said: str) -> None:
        """Note that a mail was refused: for good, or until another try a day or two later."""
        if said == REJECT:
            self._dead(address)
        else:
            self.outcome.figures["mails put off"] += 1
            self.at(self.today + timedelta(days=self.random.randint(1, 2)), lambda: self.register.smtp.answers.pop(address, None))

    def _read(self, mail: Received, message_id: str) -> None:
        (address,) = mail.recipients
        person = self.by_address[address]
        if self.random.random() < 0.03:
            self.register.prefetch(mail)
        if address in self.bouncing:
            self.at(self.today + timedelta(days=self.random.randint(0, 3)), lambda: self._bounce(mail, address))
        elif person.head is not None and (answer := person.answer(self.random)):
            days, deed = answer
            self.at(self.today + timedelta(days=days), lambda: self._do(deed, person, mail, message_id))
        if person.character == Character.GREYLISTS and self.random.random() < 0.5:
            self.register.smtp.answers[address] = DEFER

    def _bounce(self, mail: Received, address: str) -> None:
        self.register.command("mail", "bounce", data=notification(mail))
        self.outcome.figures["mails sent back"] += 1
        self._dead(address)

    def _dead(self, address: str) -> None:
        """From now on nothing may go there; the office gets another address some day."""
        if address not in self.oracle.blocked:
            self.oracle.blocked.add(address)
            person = self.by_address[address]
            self.at(self.today + timedelta(days=self.random.randint(20, 200)), lambda: self._give_address(person))

    # The people

    def _act(self) -> None:
        while self.waiting and self.waiting[0][0] <= self.today:
            self._pass()
            heapq.heappop(self.waiting)[2]()

    def _do(self, deed: Deed, person: Person, mail: Received, message_id: str) -> None:
        match deed:
            case Deed.LINK:
                self._link(person, mail, message_id)
            case Deed.PAGE:
                self._page(person)
            case Deed.CHANGE:
                self._change(person, projects=self._changed_projects())
            case Deed.UNSUBSCRIBE:
                self.register.unsubscribe(mail)
                self.oracle.blocked.add(mail.recipients[0])
                self.outcome.figures["unsubscribed"] += 1

    def _link(self, person: Person, mail: Received, message_id: str) -> None:
        entry = self.oracle.entries[person.slug]
        due, queued = date.fromisoformat(str(self.keys[message_id]).split(":")[2]), mail.mail["Date"].datetime
        holds = self.now < queued + LINK_HOLDS and mail.recipients[0] in {entry.address, *entry.members}
        expected = "expired" if not holds else "confirmed" if due == entry.due else "used"
        found = self.register.confirm_by_link(mail)
        self.oracle.expect(found == expected, f"{self.today} {person.slug}: {found}, expected {expected}", "links that behaved otherwise")
        self.outcome.figures[f"links {found}"] += 1
        if found == "confirmed":
            entry.confirm(MONTHS, self.today)

    def _page(self, person: Person) -> None:
        entry = self.oracle.entries[person.slug]
        due = [key for key in MONTHS if entry.section_due(key) <= self.today]
        if due and person.head:
            status = self.register.confirm_by_page(person.slug, person.head, due)
            self.oracle.expect(status == 303, f"{self.today} {person.slug}: the page answered {status}", "pages that behaved otherwise")
            entry.confirm(due, self.today)
            self.outcome.figures["confirmed on the page"] += 1

    def _changed_projects(self) -> dict[str, object]:
        title = f"Projekat {self.random.randint(1, 10**6)}"
        return {"projects": [{"id": "p1", "title": title, "donor": "Evropska unija", "partners": "", "role": "lead", "budget": "",
                              "start": "2025", "end": "2027", "status": "running", "result": ""}]}  # fmt: skip

    def _change(self, person: Person, **changed: dict[str, object]) -> None:
        """Hand in a change, with most sections confirmed; staff approve it some days later."""
        entry, ticked = self.oracle.entries[person.slug], [key for key in MONTHS if self.random.random() < 0.95]
        submitted, address = self.today, str(changed.get("contact", {}).get("reminder_email", entry.address))
        revision = self.register.submit(person.slug, ticked, head=person.head, **changed)
        if revision is None:
            return

        def approved() -> None:
            self.register.approve(revision)
            entry.changed |= dict.fromkeys(set(changed) - {"contact"}, self.today)
            entry.confirm(ticked, submitted)
            entry.address = address
            self.by_address[address] = person
            self.outcome.figures["changes published"] += 1

        self.at(self.today + timedelta(days=self.random.randint(0, 5)), approved)

    def _give_address(self, person: Person) -> None:
        person.moved += 1
        self._change(person, contact={"reminder_email": f"novi{person.moved}.{person.slug}@example.org"})

    def _leave(self, person: Person) -> None:
        self.register.leave(person.slug)
        person.head = None
        self.oracle.entries[person.slug].members.clear()
        self.at(self.today + timedelta(days=self.random.randint(30, 300)), lambda: self._succeed(person))

    def _succeed(self, person: Person) -> None:
        person.head = f"novi.head.{person.slug}@example.org"
        self.register.succeed(person.slug, person.head)
        self.oracle.entries[person.slug].members.add(person.head)
        self.by_address[person.head] = person
        self._give_address(person)

    def _reached(self, slug: str) -> None:
        """Let an office to which staff spoke confirm some days later, or leave it at its word."""
        person = self.people[slug]
        if person.character != Character.NEVER and self.random.random() < 0.4:
            self.at(self.today + timedelta(days=self.random.randint(0, 20)), lambda: self._page(person))

    # The end

    def _drain(self) -> None:
        """Let the machines run on without trouble until no mail is left."""
        self.register.smtp.answers = {address: said for address, said in self.register.smtp.answers.items() if said != DEFER}
        for _ in range(6):
            self.today += DAY
            self._move_to(time(12))
            self.register.deliver()
            self._meet()


def simulate(app: Flask, *, offices: int, days: int, seed: int) -> Outcome:
    """Play so many days of so many offices on the application's database."""
    with smtp_server(app) as server:
        play = Play(Register(app, server), offices=offices, days=days, seed=seed)
        with failures_noted(app, play.oracle):
            return play.run()
