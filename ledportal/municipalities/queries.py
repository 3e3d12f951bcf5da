"""Reading the reference tables."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality


def districts() -> Sequence[District]:
    """Return the districts that have a municipality in the register, in Serbian order."""
    active = select(Municipality.district_code).where(Municipality.active)
    return db.session.scalars(select(District).where(District.code.in_(active)).order_by(District.sort_key)).all()
