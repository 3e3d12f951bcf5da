"""An SMTP server for tests: it collects what it is sent, and misbehaves when told to."""

from __future__ import annotations

import email
import inspect
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from tests.ports import free_port

DEFER = "451 4.7.1 Greylisted, come back later"
REJECT = "550 5.1.1 No such user"
PATIENCE = 30.0
"""Seconds, for a machine that has much else to do."""


@dataclass(frozen=True)
class Received:
    """One mail that the server has taken: from which connection, to whom, and what stands in it."""

    peer: tuple[str, int]
    sender: str
    recipients: list[str]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        return email.message_from_bytes(self.content, policy=default)  # type: ignore[return-value]

    @property
    def text(self) -> str:
        return str(self.mail.get_body(("plain",)).get_content())

    @property
    def html(self) -> str:
        return str(self.mail.get_body(("html",)).get_content())


class Server:
    """The server and its handler.

    ``answers`` maps a recipient to what it is told at RCPT (``DEFER``, ``REJECT``, any answer); ``mail_answer`` is what each sender
    is told, ``data_answer`` what the end of a mail is told instead of being taken. ``drop`` hangs up at MAIL; ``lose_reply`` takes a
    mail and hangs up without saying so. ``on_mail`` and ``on_data`` are called (and awaited), in the server's thread,
    when a mail is announced and when it has been taken.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self.received: list[Received] = []
        self.rcpts: list[str] = []
        self.connections = 0
        self.answers: dict[str, str] = {}
        self.mail_answer = "250 OK"
        self.data_answer = ""
        self.drop = self.lose_reply = False
        self.on_mail: Callable[[], object] = lambda: None
        self.on_data: Callable[[], object] = lambda: None
        self._changed = threading.Condition()
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> Server:
        """Start, also after a stop: on the same port."""
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=False, ready_timeout=PATIENCE, **self._options
        )
        self._controller.start()
        return self

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def settings(self) -> dict[str, Any]:
        """Return what makes an application send its mail here."""
        return {"MAIL_FOLDER": None, "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": self.port, "MAIL_TIMEOUT": PATIENCE}

    @property
    def environment(self) -> dict[str, str]:
        """Return the same for a process of its own."""
        return {"LEDPORTAL_SMTP_HOST": "127.0.0.1", "LEDPORTAL_SMTP_PORT": str(self.port), "LEDPORTAL_SMTP_TIMEOUT": str(PATIENCE)}

    def wait_for(self, address: str, *, number: int = 1, holding: str = "", within: float = 2 * PATIENCE) -> Received:
        """Return the mail to an address, the ``number``-th of those in whose text a pattern is found, as soon as it is here."""

        def found() -> list[Received]:
            return [each for each in self.received if address in each.recipients and re.search(holding, each.text)]

        with self._changed:
            assert self._changed.wait_for(lambda: len(found()) >= number, within), f"no mail {number} to {address}: {self.rcpts}"
        return found()[number - 1]

    async def handle_EHLO(self, _server: SMTP, session: Session, _envelope: Envelope, name: str, responses: list[str]) -> list[str]:  # noqa: N802  # aiosmtpd's names
        session.host_name = name
        self.connections += 1
        return responses

    async def handle_MAIL(self, server: SMTP, _session: Session, envelope: Envelope, address: str, *_options: object) -> str:  # noqa: N802
        await _call(self.on_mail)
        if self.drop:
            server.transport.abort()
        if self.mail_answer.startswith("250"):
            envelope.mail_from = address
        return self.mail_answer

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, *_options: object) -> str:  # noqa: N802
        self.rcpts.append(address)
        if refused := self.answers.get(address):
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer:
            return self.data_answer
        with self._changed:
            self.received.append(Received(session.peer, str(envelope.mail_from), list(envelope.rcpt_tos), bytes(envelope.content or b"")))
            self._changed.notify_all()
        await _call(self.on_data)
        if self.lose_reply:
            server.transport.abort()
        return "250 Taken"


async def _call(hook: Callable[[], object]) -> None:
    result = hook()
    if inspect.isawaitable(result):
        await result


@contextmanager
def smtp_server(app: Flask | None = None) -> Iterator[Server]:
    """Run a server; an application that is given sends its mail there for as long."""
    server = Server().start()
    before = {name: app.config[name] for name in server.settings} if app is not None else {}
    try:
        if app is not None:
            app.config.update(server.settings)
        yield server
    finally:
        server.stop()
        if app is not None:
            app.config.update(before)
