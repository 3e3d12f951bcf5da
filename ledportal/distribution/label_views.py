"""Address labels of a choice: what would be printed, the sheets, and a test print."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.days import belgrade_day
from ledportal.distribution import labels, queries, sheets, work
from ledportal.distribution.forms import LabelForm
from ledportal.distribution.views import DISTRIBUTION, distribution
from ledportal.downloads import file_name
from ledportal.extensions import db

PDF = "application/pdf"


def pdf_response(content: bytes, name: str) -> Response:
    response = Response(content, content_type=PDF)
    response.headers.set("Content-Disposition", "inline", filename=file_name(name))
    return response


@distribution.get(f"{DISTRIBUTION}nalepnice/")
@requires(Permission.MODERATE)
def labels_page() -> ResponseReturnValue:
    """Show what would be printed of a choice, and who gets no label and why."""
    form = LabelForm(request.args).offer()
    if not form.validate():
        return render_template("distribution/labels.html", form=form, found=None), 422
    asked, chosen = form.labels(), queries.on_paper(form.choice())
    if len(chosen) > work.MOST_AT_ONCE:
        return render_template("distribution/labels.html", form=form, found=None, many=len(chosen))
    found = labels.sort(chosen, asked, day=belgrade_day(clock.now()))
    pages = sheets.pages(asked.sheet, len(found.printable), start=asked.start)
    return render_template("distribution/labels.html", form=form, found=found, pages=pages)


@distribution.post(f"{DISTRIBUTION}nalepnice/")
@requires(Permission.MODERATE)
def prepare_labels() -> ResponseReturnValue:
    """Have the labels of a large choice made by the worker."""
    form = LabelForm(request.form).offer()
    if not form.validate():
        return render_template("distribution/labels.html", form=form, found=None), 422
    job = work.ask_for_labels(queries.on_paper(form.choice()), form.labels(), by=current_user, at=clock.now())
    db.session.commit()
    return redirect(url_for("jobs.job", job=job.id), 303)


@distribution.get(f"{DISTRIBUTION}nalepnice.pdf")
@requires(Permission.MODERATE)
def labels_pdf() -> Response:
    """Give the labels of a choice as PDF."""
    form = LabelForm(request.args).offer()
    if not form.validate():
        abort(404)
    asked, day, chosen = form.labels(), belgrade_day(clock.now()), queries.on_paper(form.choice())
    if len(chosen) > work.MOST_AT_ONCE:
        abort(404)
    found = labels.sort(chosen, asked, day=day)
    return pdf_response(labels.pdf(found.printable, asked, day=day), f"nalepnice-{asked.sheet.key}.pdf")


@distribution.get(f"{DISTRIBUTION}nalepnice-proba.pdf")
@requires(Permission.MODERATE)
def outlines_pdf() -> Response:
    """Give one sheet with the outline of each label."""
    sheet = LabelForm(request.args).offer().asked_sheet()
    return pdf_response(labels.outlines(sheet, day=belgrade_day(clock.now())), f"proba-{sheet.key}.pdf")
