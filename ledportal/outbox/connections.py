"""A connection to a mail server: Flask-Mail's, with a time-out, certificates checked, and something to do while the server reads."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from typing import Any

import flask_mail
from flask import current_app

GO_ON = 354


class Attentive(smtplib.SMTP):
    """Calls ``meanwhile`` between a mail's text and the server's answer to it."""

    meanwhile: Callable[[], object]

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send a text whose lines end with CR LF, the last one too; a dot that begins a line is doubled (for which smtplib takes long)."""
        self.putcmd("data")
        code, answer = self.getreply()
        if code != GO_ON:
            raise smtplib.SMTPDataError(code, answer)
        self.send(msg.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        self.meanwhile()
        return self.getreply()


class AttentiveAndEncrypted(Attentive, smtplib.SMTP_SSL):
    """The same, encrypted from the start."""


class Connection(flask_mail.Connection):
    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt and sign in as the settings say."""
        config = current_app.config
        where = {"host": config["MAIL_SERVER"], "port": config["MAIL_PORT"], "timeout": config["MAIL_TIMEOUT"]}
        encrypted = config["MAIL_USE_SSL"]
        host = AttentiveAndEncrypted(**where, context=ssl.create_default_context()) if encrypted else Attentive(**where)
        try:
            if config["MAIL_USE_TLS"]:
                host.starttls(context=ssl.create_default_context())
            if config["MAIL_USERNAME"]:
                host.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"] or "")
        except BaseException:
            host.close()
            raise
        return host

    def is_open(self) -> bool:
        return self.host is not None and self.host.sock is not None
