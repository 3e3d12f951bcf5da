"""The second factor: codes of an authenticator app (TOTP), and the recovery codes that replace them. Each code counts once."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp
import segno
from sqlalchemy import Update, delete, or_, update

from ledportal.accounts.models import RecoveryCode, User
from ledportal.extensions import db

ISSUER = "Registar kancelarija za LER"
RECOVERY_CODES = 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """Return what the app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(secret: str, email: str) -> str:
    """Return the QR code as the address of an image that is in the page itself."""
    return str(segno.make(address(secret, email), error="m").svg_data_uri(scale=5, border=4, light="#fff"))


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """Return the step of time that a code belongs to, with one step of tolerance; None for a wrong code."""
    app = pyotp.TOTP(secret)
    now = app.timecode(at)
    return next((step for step in (now, now - 1, now + 1) if hmac.compare_digest(app.generate_otp(step), code)), None)


def use(user: User, typed: str, *, at: datetime) -> bool:
    """Use up a code of the person's app or one of their recovery codes; False where it is wrong or was used before."""
    code = re.sub(r"[^0-9a-z]", "", typed.lower())
    return _use_step(user, code, at) if len(code) == 6 else _use_recovery_code(user, code, at)


def _use_step(user: User, code: str, at: datetime) -> bool:
    step = step_of(user.totp_secret, code, at=at) if user.totp_secret and code.isdecimal() else None
    if step is None:
        return False
    later = or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    return _changes_one(update(User).where(User.id == user.id, later).values(totp_last_step=step))


def _use_recovery_code(user: User, code: str, at: datetime) -> bool:
    unused = (RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _digest(code), RecoveryCode.used_at.is_(None))
    return _changes_one(update(RecoveryCode).where(*unused).values(used_at=at))


def _changes_one(statement: Update) -> bool:
    return db.session.execute(statement).rowcount == 1  # type: ignore[attr-defined]


def renew_recovery_codes(user: User) -> list[str]:
    """Replace a person's recovery codes and return the new ones, which are shown once."""
    forget_recovery_codes(user)
    codes = ["-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=_digest(code.replace("-", ""))) for code in codes)
    return codes


def forget_recovery_codes(user: User) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
