"""The end of a simulation: what was queued against what arrived, and what staff got to do."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask

from bench.simulation import tasks
from bench.simulation.machines import Machines
from bench.simulation.oracle import LAST, Oracle
from bench.simulation.people import Person
from bench.simulation.register import Register

FAILURES = ("the worker goes on after an error", "housekeeping failed", "reminder failed")


@dataclass
class Outcome:
    """What a simulation came to."""

    offices: int
    days: int
    seed: int
    oracle: Oracle = field(default_factory=Oracle)
    figures: Counter[str] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    ages: list[float] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not any(self.oracle.wrong.values())


def judge(outcome: Outcome, register: Register, machines: Machines, taken: Counter[str], by_address: Mapping[str, Person]) -> None:
    """Judge the mail and the tasks of the whole time; ``taken`` says how often the server took each Message-ID."""
    for message_id, template, address, state, key in register.outbox():
        name, times = key or template, taken[message_id]
        outcome.figures[f"mail {_sort(template, key)}: {state}"] += 1
        if times > 1:
            outcome.figures["same Message-ID again after a kill"] += times - 1
        wrong = outcome.oracle.wrong
        if times > 1 + len(machines.in_hand[message_id]):
            wrong["duplicates"].append(f"{name}: {times} times")
        if problem := _problem(state, times, address in outcome.oracle.blocked):
            wrong["lost stages"].append(f"{name} to {address} is {state}: {problem}")
    _judge_reminders(outcome, register)
    outcome.figures["kills"] = register.kills
    made = list(tasks.ever(register.app))
    outcome.tasks = Counter(kind for kind, _ in made)
    _judge_tasks(outcome.oracle, Counter(made), by_address)


def _sort(template: str, key: str | None) -> str:
    """Return what sort of mail it is: a reminder's stage, else its template."""
    return f"{template}, stage {key.split(':')[3]}" if key and key.startswith("reminder:") else template


def _problem(state: str, times: int, blocked: bool) -> str:
    """Return what is wrong with a mail's state at the end, after so many arrivals."""
    if state == "sent":
        return "" if times else "it did not arrive"
    if state in {"failed", "withheld"}:
        return "" if blocked else "its receiver takes mail"
    return "it should have gone out"


def _judge_reminders(outcome: Outcome, register: Register) -> None:
    """See that each receiver of each stage has one mail of their own."""
    mails = sum((key or "").startswith("reminder:") for *_, key in register.outbox())
    expected = outcome.oracle.mails
    outcome.oracle.expect(mails == expected, f"{mails} mails for {expected} receivers of stages", "lost stages")


def _judge_tasks(oracle: Oracle, made: Counter[tuple[str, str]], by_address: Mapping[str, Person]) -> None:
    """See that staff got a task of every office that let three stages pass, and of every address that is not written to."""
    kind = "tasks that staff did not get"
    for slug, entry in oracle.entries.items():
        if any(LAST in stages for stages in entry.stages.values()):
            oracle.expect(made["no_answer", slug] > 0, f"{slug}: three stages without an answer", kind)
    for address in oracle.blocked:
        slug = by_address[address].slug
        oracle.expect(made["dead_address", slug] + made["unsubscribed", slug] > 0, f"{slug}: {address} is not written to", kind)


@contextmanager
def failures_noted(app: Flask, oracle: Oracle) -> Iterator[None]:
    """Note what the machines log as their own failure; the rest of the log is not shown."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() in FAILURES:
                oracle.wrong["failures"].append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]}")

    logger = app.logger
    before, level, propagates = logger.handlers[:], logger.level, logger.propagate
    logger.handlers[:], logger.propagate = [Handler()], False
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = before, propagates
        logger.setLevel(level)
