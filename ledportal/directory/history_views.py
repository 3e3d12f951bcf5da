"""What an entry was like before: its published versions, what changed in each, and each as it was."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import entry
from ledportal.directory.history_forms import DayForm
from ledportal.directory.loading import of_an_office
from ledportal.directory.steps import steps
from ledportal.directory.views import directory
from ledportal.languages import current_locale
from ledportal.offices import history
from ledportal.offices.comparison import differing
from ledportal.offices.models import Office, is_gone
from ledportal.offices.validity import is_over, validities
from ledportal.page_cache import same_for_everybody
from ledportal.paging import paginate_list

COMPARED: dict[str, Any] = {"form": None, "earlier": {}, "said": {}, "is_first": False, "for_everybody": True, "differing": differing}
"""A comparison on which nobody decides anything."""


@directory.get("/kancelarije/<string:slug>/istorija/")
@public
@same_for_everybody
@of_an_office
def office_history(office: Office) -> ResponseReturnValue:
    """List the published versions of an entry; with a day, lead to the version that everybody saw then."""
    versions = history.versions(office)
    if not versions:
        abort(404)
    form = DayForm(request.args).within(belgrade_day(versions[-1].since), belgrade_day(clock.now()))
    is_valid = form.validate()
    if is_valid and form.dan.day and (found := history.on(versions, form.dan.day)):
        return redirect(url_for("directory.office_version", slug=office.slug, number=found.number))
    page = paginate_list(steps(versions, gone=is_gone(office.status)))
    return render_template("directory/history.html", office=office, page=page, form=form), 200 if is_valid else 422


@directory.get("/kancelarije/<string:slug>/istorija/<int:number>/")
@public
@same_for_everybody
@of_an_office
def office_version(office: Office, number: int) -> ResponseReturnValue:
    """Show an entry as it was, and what had changed."""
    versions = history.versions(office)
    found = steps(versions, gone=is_gone(office.status)) if versions else []
    step = next((each for each in found if each.version.number == number), None)
    if step is None:
        abort(404)
    now = clock.now()
    day = belgrade_day(step.version.until or now)
    name, about = (entry.own_text(step.content, key, locale=current_locale()) for key in ("name", "about"))
    return render_template(
        "directory/version.html",
        office=office,
        step=step,
        name=name,
        about=about,
        chapters=entry.past_chapters(step.content, without=entry.shown_elsewhere(name, about)),
        validities=validities(step.content, today=day),
        certificate_is_over=is_over(step.content["environment"]["certificate_valid_to"], today=day),
        compared={**COMPARED, "before": gettext("Before"), "after": gettext("In this version")},
        now=now,
    )
