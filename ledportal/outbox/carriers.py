"""How a mail leaves: by SMTP through Flask-Mail, or as a file in a folder where no SMTP server is set.

Settings: ``LEDPORTAL_SMTP_HOST``, ``_PORT``, ``_STARTTLS`` or ``_TLS`` (``yes``; the server's certificate is checked), ``_USER``,
``_PASSWORD``, ``_TIMEOUT`` (seconds without an answer), and ``LEDPORTAL_MAIL_FROM``.
"""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from flask import current_app

from ledportal.extensions import mail as flask_mail_extension
from ledportal.outbox.composing import Letter
from ledportal.outbox.connections import Attentive, Connection


class Down(Exception):
    """The server cannot be reached, or does not let us in: not the fault of any mail."""


class Carrier(Protocol):
    def open(self) -> None:
        """Be ready to send; does nothing while the connection holds. Raises :class:`Down`."""

    def send(self, letter: Letter, *, meanwhile: Callable[[], object]) -> None:
        """Send a mail; where that takes somebody else's time, ``meanwhile`` is called in it."""

    def close(self) -> None: ...


def carrier() -> Carrier:
    """Return the carrier that the settings name."""
    folder = current_app.config["MAIL_FOLDER"]
    return Smtp() if folder is None else Folder(Path(folder))


class Folder:
    """Mail as ``.eml`` files, named by the number of the row, so that a mail is there once however often it is sent."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Down(str(error)) from error

    def send(self, letter: Letter, *, meanwhile: Callable[[], object]) -> None:  # noqa: ARG002  # nobody is waited for
        """Write the file whole or not at all; the sender on the envelope stands in it as a mailbox would note it."""
        unfinished = self.path / f".{letter.number:08}.{os.getpid()}"
        with unfinished.open("wb") as file:
            file.write(f"Return-Path: <{letter.sender}>\r\n".encode() + letter.content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path / f"{letter.number:08}.eml")

    def close(self) -> None:
        pass


class Smtp:
    """One connection for all mail of a pass; opened anew where the server has closed it."""

    def __init__(self) -> None:
        self.connection = Connection(flask_mail_extension)

    def open(self) -> None:
        if self.connection.is_open():
            return
        try:
            self.connection.host = self.connection.configure_host()
        except (OSError, smtplib.SMTPException) as error:
            raise Down(f"{type(error).__name__}: {error}") from error

    def send(self, letter: Letter, *, meanwhile: Callable[[], object]) -> None:
        host = cast(Attentive, self.connection.host)
        host.meanwhile = meanwhile
        host.sendmail(letter.sender, [letter.recipient], letter.content)

    def close(self) -> None:
        """Say goodbye; a server that has gone already does not mind."""
        if (host := self.connection.host) is None or not self.connection.is_open():
            return
        try:
            host.quit()
        except (OSError, smtplib.SMTPException):
            host.close()
