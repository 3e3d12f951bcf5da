"""Editions of the demo: one that was published a year ago, and a draft whose files were made."""

from __future__ import annotations

from datetime import timedelta

from ledportal.accounts.models import User
from ledportal.catalogue import actions, making, queries
from ledportal.catalogue.actions import Plan
from ledportal.catalogue.models import Edition
from ledportal.demo.people import MARK
from ledportal.demo.stage import PUBLIC_SECTIONS, Story
from ledportal.extensions import db

AGO = 400
"""Days; more than a year, so that the two are of different years."""
TITLE = f"Katalog kancelarija za lokalni ekonomski razvoj ({MARK})"
FOREWORD = (
    "Pred vama je katalog kancelarija za lokalni ekonomski razvoj u gradovima i opštinama Srbije. Nastao je iz javnog registra, u kojem "
    "svaka kancelarija sama vodi svoje podatke, a saradnici CenTriR-a ih proveravaju pre objavljivanja.\n\n"
    "Male opštine imaju jednog ili dva čoveka koji dovode ulagače. Ovaj katalog pomaže da ih nađete: u njemu su njihovi telefoni, planovi, "
    f"lokacije i projekti. Podaci su izmišljeni. ({MARK})"
)
IMPRINT = f"Izdavač: CenTriR\nZa izdavača: Vera Uredna\nŠtamparija: Primer štampa, Beograd\nTiraž: 500 ({MARK})"
CIP = (
    "CIP – Katalogizacija u publikaciji\nNarodna biblioteka Srbije, Beograd\n\n332.14(497.11)(085)\n\n"
    f"KATALOG kancelarija za lokalni ekonomski razvoj ({MARK}). – Beograd : CenTriR. – 30 cm\n\nTiraž 500.\n\nISBN 978-86-7831-001-0"
)


def editions(*, by: User) -> Story:
    """Freeze the register twice; the files are made after all has been played, since each takes a transaction of its own."""
    at = yield AGO
    actions.make(_plan(at.year), by=by, at=at)
    at = yield 1
    actions.make(_plan(at.year), by=by, at=at)


def _plan(year: int) -> Plan:
    return Plan(
        year=year,
        title=TITLE,
        subtitle="Gradovi i opštine Srbije",
        foreword=FOREWORD,
        foreword_by=f"Vera Uredna, urednica ({MARK})",
        isbn="978-86-7831-001-0",
        cip=CIP,
        imprint=IMPRINT,
        licence="CC BY 4.0",
        sections=list(PUBLIC_SECTIONS),
        order="district",
        locale="sr_Latn",
        paper="a4",
        leaf=110,
        cover_leaf=300,
    )


def make_files() -> None:
    """Make the files of the editions, and publish the first of them as on the day after it was frozen."""
    earlier, *_ = [_make(each) for each in sorted(queries.editions(), key=lambda each: each.year)]
    actions.publish(earlier, version=earlier.version, by=earlier.created_by, at=earlier.frozen_at + timedelta(days=1))
    db.session.commit()


def _make(edition: Edition) -> Edition:
    making.make(edition, at=lambda: edition.frozen_at)
    db.session.commit()
    return edition
