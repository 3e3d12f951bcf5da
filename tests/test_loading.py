from __future__ import annotations

from sqlalchemy import func, select

from ledportal.extensions import db
from ledportal.municipalities import loading
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office


def test_all_municipalities_are_loaded_and_145_are_active(context):
    assert db.session.scalar(select(func.count()).select_from(Municipality)) == 199
    assert db.session.scalar(select(func.count()).where(Municipality.active)) == 145


def test_the_two_palilulas_have_slugs_of_their_own(context):
    slugs = db.session.scalars(select(Office.slug).where(Office.slug.contains("palilula")).order_by(Office.slug)).all()
    assert slugs == ["beograd-palilula", "nis-palilula"]


def test_loading_again_keeps_what_staff_changed(context):
    becej = db.session.scalars(select(Municipality).where(Municipality.name_latin == "Bečej")).one()
    becej.active, becej.email_domains = False, ["becej.rs"]
    assert loading.load() == 0
    assert (becej.active, becej.email_domains) == (False, ["becej.rs"])
