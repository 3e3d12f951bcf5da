"""Settings, read once from ``LEDPORTAL_*`` variables and the files in the instance folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from click import ClickException
from sqlalchemy import make_url

MEGABYTE = 1024 * 1024
LONGEST_BOUNCE_NAME = 36
"""RFC 5321 allows 64 characters before the @; the mail's number and its signature take 28."""


class ConfigurationError(ClickException):
    """A setting is missing or contradicts another one; the text says which and what to do, and a command prints just that."""


def load(instance: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return Flask's configuration for the instance folder; sample data has files of its own beside the real ones.

    Raises:
        ConfigurationError: production without a secret key, a base URL or an SMTP server.
    """
    production = environ.get("LEDPORTAL_ENV", "development") == "production"
    base_url = environ.get("LEDPORTAL_BASE_URL", "" if production else "http://127.0.0.1:5000")
    if not base_url:
        raise ConfigurationError("Set LEDPORTAL_BASE_URL, for example https://registar.example.org.")
    https = urlsplit(base_url).scheme == "https"
    sample = environ.get("LEDPORTAL_SAMPLE_DATA") == "yes"
    prefix = "demo-" if sample else ""
    return {
        "PRODUCTION": production,
        "SECRET_KEY": _secret_key(instance / f"{prefix}secret.key", environ, production),
        "BASE_URL": base_url.rstrip("/"),
        "TRUSTED_HOSTS": _trusted_hosts(base_url, environ),
        "TRUSTED_PROXIES": int(environ.get("LEDPORTAL_TRUSTED_PROXIES", "0")),
        "SQLALCHEMY_DATABASE_URI": environ.get("LEDPORTAL_DATABASE_URL")
        or f"sqlite:///{instance / ('demo.db' if sample else 'ledportal.db')}",
        "DATABASE_CONNECTIONS": _connections(environ),
        "UPLOADS": instance / f"{prefix}uploads",
        "RESULTS": instance / f"{prefix}results",
        "CATALOGUE": instance / f"{prefix}catalogue",
        "CONTACT_EMAIL": environ.get("LEDPORTAL_CONTACT_EMAIL") or environ.get("LEDPORTAL_MAIL_FROM", "registar@example.org"),
        "PRINT_PROFILE": environ.get("LEDPORTAL_PRINT_PROFILE") or None,
        "SAMPLE_DATA": sample,
        "PROBE_LINKS": environ.get("LEDPORTAL_PROBE_LINKS", "yes" if production else "no") == "yes",
        "STAFF_SECOND_FACTOR": environ.get("LEDPORTAL_STAFF_SECOND_FACTOR", "yes" if production else "no") == "yes",
        "SESSION_COOKIE_NAME": "__Host-session" if https else f"{prefix}session",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_IDLE": timedelta(hours=2),
        "SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "MAX_CONTENT_LENGTH": 24 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 4 * MEGABYTE,
        "MAX_FORM_PARTS": 10_000,
        **_mail(instance / f"{prefix}mail", environ, production),
    }


def engine_options(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of SQLAlchemy's engine; a database in memory has one connection, and no pool."""
    options = {"hide_parameters": True, **settings.get("SQLALCHEMY_ENGINE_OPTIONS", {})}
    url = make_url(settings["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        return options
    return {"pool_size": settings["DATABASE_CONNECTIONS"], "max_overflow": 0, **options}


def _connections(environ: Mapping[str, str]) -> int:
    connections = environ.get("LEDPORTAL_DATABASE_CONNECTIONS") or "16"
    if not (connections.isdecimal() and int(connections)):
        raise ConfigurationError("Set LEDPORTAL_DATABASE_CONNECTIONS to a number, at least that of a process's threads.")
    return int(connections)


def _secret_key(path: Path, environ: Mapping[str, str], production: bool) -> str:
    """Take the key from the environment or from a file, which development makes for itself."""
    if key := environ.get("LEDPORTAL_SECRET_KEY"):
        return key
    if not path.exists():
        if production:
            raise ConfigurationError(f"Set LEDPORTAL_SECRET_KEY, or put a random key into {path.name} in the instance folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _trusted_hosts(base_url: str, environ: Mapping[str, str]) -> list[str]:
    extra = environ.get("LEDPORTAL_TRUSTED_HOSTS", "")
    return [urlsplit(base_url).hostname or "", *(host.strip() for host in extra.split(",") if host.strip())]


def _mail(folder: Path, environ: Mapping[str, str], production: bool) -> dict[str, Any]:
    """Return the mail settings; without an SMTP server, mail is written to a folder as .eml files."""
    server = environ.get("LEDPORTAL_SMTP_HOST", "")
    sender = environ.get("LEDPORTAL_MAIL_FROM", "registar@example.org")
    if production and not server:
        raise ConfigurationError("Set LEDPORTAL_SMTP_HOST: in production mail leaves by SMTP.")
    return {
        "MAIL_FOLDER": None if server else folder,
        "MAIL_SERVER": server,
        "MAIL_PORT": int(environ.get("LEDPORTAL_SMTP_PORT", "25")),
        "MAIL_USE_TLS": environ.get("LEDPORTAL_SMTP_STARTTLS") == "yes",
        "MAIL_USE_SSL": environ.get("LEDPORTAL_SMTP_TLS") == "yes",
        "MAIL_USERNAME": environ.get("LEDPORTAL_SMTP_USER") or None,
        "MAIL_PASSWORD": environ.get("LEDPORTAL_SMTP_PASSWORD") or None,
        "MAIL_TIMEOUT": float(environ.get("LEDPORTAL_SMTP_TIMEOUT", "60")),
        "MAIL_DEFAULT_SENDER": ("Registar kancelarija za LER", sender),
        "MAIL_VERP": (verp := environ.get("LEDPORTAL_VERP", "yes") == "yes"),
        "MAIL_BOUNCE_ADDRESS": _bounce_address(environ.get("LEDPORTAL_BOUNCE_ADDRESS") or sender, tagged=verp),
        "MAIL_BOUNCE_FOLDER": environ.get("LEDPORTAL_BOUNCE_FOLDER") or None,
    }


def _bounce_address(address: str, *, tagged: bool) -> str:
    """Return the address to which bounces go; where it is tagged, the mail's number and a signature must fit into it."""
    local, _, domain = address.rpartition("@")
    if not (local and domain):
        raise ConfigurationError("Set LEDPORTAL_MAIL_FROM, and LEDPORTAL_BOUNCE_ADDRESS where it differs, to an email address.")
    if tagged and len(local) > LONGEST_BOUNCE_NAME:
        raise ConfigurationError(f"Set LEDPORTAL_BOUNCE_ADDRESS to one with at most {LONGEST_BOUNCE_NAME} characters before the @.")
    return address
