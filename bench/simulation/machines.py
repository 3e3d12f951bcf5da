"""The machines' days: runs and deliveries as cron or a worker starts them, twice, at the same time, or killed in the middle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from random import Random

from bench.simulation.register import Register

MOST_EVENTS = 120
"""Database events among which one is drawn to be the last."""
MORNING = 8
"""From this hour on, in Belgrade, a worker queues reminders."""


class Machines:
    """What the machines do in a day, drawn by lot.

    Attributes:
        ran: called after a run that got to its end; ``stopped`` after one that did not.
        looked: called after a worker's pass over everything, the look for work for staff among it, that got to its end.
        pause: lets some minutes go by.
        in_hand: the attempts that were in the hands of a worker when it was killed, by Message-ID.
    """

    def __init__(self, register: Register, random: Random, figures: Counter[str]) -> None:
        self.register, self.random, self.figures = register, random, figures
        self.ran: Callable[[], None] = lambda: None
        self.looked: Callable[[], None] = lambda: None
        self.stopped: Callable[[], None] = lambda: None
        self.pause: Callable[[], None] = lambda: None
        self.in_hand: dict[str, set[int]] = defaultdict(set)

    def day(self, hour: int) -> None:
        """Do the day's run and delivery."""
        way = self.random.random()
        if way < 0.06:
            self._killed_run()
        elif way < 0.08 and hour >= MORNING:
            self._killed_pass()
        elif way < 0.10:
            self.figures["runs on two machines"] += 1
            self.register.at_once(self.register.remind, self.register.remind)
            self.ran()
        elif way < 0.55 and hour >= MORNING:
            self.register.work()
            self._passed()
        else:
            self._run()
        self.pause()
        if self.register.on_its_way() and self.random.random() < 0.3:
            self._killed_delivery()
            self.pause()
        self.register.deliver()
        if self.random.random() < 0.1:
            self._run()

    def _run(self) -> None:
        self.register.remind()
        self.ran()

    def _passed(self) -> None:
        self.figures["passes of a worker"] += 1
        self.ran()
        self.looked()

    def _killed_pass(self) -> None:
        """Kill a worker in the middle of its pass; it starts again on another day."""
        if self.register.killed(self.register.work, self.random.randint(1, MOST_EVENTS)):
            self._passed()
        else:
            self.figures["workers killed"] += 1
            self.stopped()
        self._note_in_hand()

    def _killed_run(self) -> None:
        """Kill a run in the middle; it may be started again at once, or on another day."""
        if self.register.killed(self.register.remind, self.random.randint(1, MOST_EVENTS)):
            self.ran()
        else:
            self.figures["runs killed"] += 1
            self.stopped()
        if self.random.random() < 0.5:
            self._run()

    def _killed_delivery(self) -> None:
        """Kill a delivery: at a database event, or between the server's taking a mail and our marking it."""
        if self.random.random() < 0.5:
            done = self.register.killed(self.register.deliver, self.random.randint(1, MOST_EVENTS // 3))
        else:
            done = self.register.killed_after_mail(self.random.randint(1, 3))
        self.figures["deliveries killed"] += not done
        self._note_in_hand()

    def _note_in_hand(self) -> None:
        for message_id, attempt in self.register.in_hand():
            self.in_hand[message_id].add(attempt)
