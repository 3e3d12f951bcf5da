"""Editions for tests, and a register to make them of."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from ledportal.catalogue import actions, storing
from ledportal.catalogue.actions import Plan
from ledportal.catalogue.models import Edition, EditionEntry, EditionLogo, FileKind
from ledportal.extensions import db
from ledportal.offices.models import Office, OfficeStatus
from ledportal.offices.periods import PUBLIC_SECTIONS
from tests.directory.entries import publish
from tests.factories import NOW, office

EVERY = tuple(section.key for section in PUBLIC_SECTIONS)
LONG_AGO = NOW - timedelta(days=900)


def plan(**values: Any) -> Plan:
    usual: dict[str, Any] = {
        "year": 2026,
        "title": "Katalog kancelarija za lokalni ekonomski razvoj",
        "subtitle": "Pregled jedinica lokalne samouprave",
        "foreword": "Dragi čitaoci,\n\novo je pregled svih kancelarija.",
        "foreword_by": "Vera Uredna, urednica",
        "isbn": "978-86-7831-001-0",
        "cip": "CIP – Katalogizacija u publikaciji\nNarodna biblioteka Srbije, Beograd",
        "imprint": "Izdavač\nCenTriR",
        "licence": "CC BY 4.0",
        "sections": [*EVERY],
        "order": "district",
        "locale": "sr_Latn",
        "paper": "a5",
        "leaf": 110,
        "cover_leaf": 300,
    }
    return Plan(**usual | values)


def make_register() -> None:
    """Make one municipality of each kind: Bečej in full, Ub on the phone, Ada outdated, Apatin without an office, Arilje being set up."""
    publish("becej", confirmed=EVERY)
    publish("ub").provenance = "phone"
    publish("ada", confirmed=EVERY, at=LONG_AGO)
    office("apatin").status = OfficeStatus.NONE
    office("arilje").status = OfficeStatus.BEING_SET_UP
    db.session.flush()


def make_edition(*, by: Any, at: datetime = NOW, **values: Any) -> Edition:
    return actions.make(plan(**values), by=by, at=at)


def entry(edition: Edition, place: Office | str) -> EditionEntry:
    slug = place if isinstance(place, str) else place.slug
    return next(each for each in edition.entries if each.office.slug == slug)


def give_files(edition: Edition, *, at: datetime = NOW) -> Edition:
    """Let an edition have files, as if they had been made."""
    proof = BytesIO()
    with zipfile.ZipFile(proof, "w") as archive:
        archive.writestr("1.png", b"\x89PNG\r\n\x1a\n")
    contents = {kind: b"%PDF-1.7 " + kind.encode() for kind in FileKind} | {FileKind.PROOF: proof.getvalue()}
    files = [actions.Made(kind, storing.keep(content), "application/pdf", len(content), 1) for kind, content in contents.items()]
    actions.store(edition, files, [], version=edition.version, made_with={"typst": "0"}, at=at)
    return edition


def publish_edition(edition: Edition, *, by: Any, at: datetime = NOW) -> Edition:
    give_files(edition, at=at)
    actions.publish(edition, version=edition.version, by=by, at=at)
    return edition


def give_logo(edition: Edition) -> EditionLogo:
    """Put a logo into an edition, as if it had been uploaded."""
    logo = EditionLogo(edition=edition, name="CenTriR", sha256=storing.keep(b"RIFF"), width=10, height=10)
    db.session.add(logo)
    db.session.flush()
    return logo
