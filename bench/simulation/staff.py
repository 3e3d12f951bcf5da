"""The staff at their to-do list: on some days they end a part of it, put off another, and leave the rest lying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from bench.simulation import tasks
from bench.simulation.register import STAFF, Register
from bench.simulation.tasks import Task

ENDS = ("reached", "reached", "letter", "not_needed")


class Staff:
    """Those who work off the list.

    Attributes:
        reached: called with the office that they spoke to.
        lying: the tasks that nobody ever takes up, of those that were ``seen``.
    """

    def __init__(self, register: Register, random: Random, figures: Counter[str]) -> None:
        self.register, self.random, self.figures = register, random, figures
        self.reached: Callable[[str], None] = lambda _slug: None
        self.seen: set[int] = set()
        self.lying: set[int] = set()

    def day(self, today: date) -> None:
        """Do a day's work, if it is a day on which somebody does any."""
        if self.random.random() < 0.75:
            return
        for task in tasks.waiting(self.register.app):
            if task.id not in self.seen and self.random.random() < 0.1:
                self.lying.add(task.id)
            self.seen.add(task.id)
            if task.id not in self.lying:
                self._take_up(task, today)

    def _take_up(self, task: Task, today: date) -> None:
        way = self.random.random()
        if way < 0.25:
            self._end(task, self.random.choice(ENDS))
        elif way < 0.35:
            day = today + timedelta(days=self.random.randint(1, 60))
            self._write_down(task, "put off", outcome="later", until=f"{day:%d.%m.%Y.}")

    def _end(self, task: Task, outcome: str) -> None:
        self._write_down(task, "closed", outcome=outcome)
        if outcome == "reached":
            self.reached(task.slug)

    def _write_down(self, task: Task, what: str, **typed: str) -> None:
        typed = {"version": str(task.version), "note": "", "until": "", **typed}
        status = self.register.browser(STAFF).send(f"/moderacija/zadaci/{task.id}/", typed).status_code
        assert status == 303, f"the page of a task answered {status}"
        self.figures[f"tasks that staff {what}"] += 1
