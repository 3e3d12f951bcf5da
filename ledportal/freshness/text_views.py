"""The texts of the mails: what they say, how a mail with them looks, and back to what was written."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.freshness import samples, text_actions, texts
from ledportal.freshness.forms import TextForm
from ledportal.freshness.text_actions import Stale
from ledportal.freshness.texts import Text
from ledportal.freshness.views import REMINDERS, pages
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.languages import LANGUAGES
from ledportal.outbox import previews
from ledportal.outbox.previews import VERSIONS

TEXTS = f"{REMINDERS}tekstovi/"
TEXT = f"{TEXTS}<string:name>/<string:version>/"


def find_text(name: str) -> str | None:
    return name if name in texts.TEXTS else None


def find_locale(_name: str, version: str) -> str | None:
    return VERSIONS.get(version)


@pages.get(TEXTS)
@requires(Permission.MODERATE)
def all_texts() -> str:
    """List the texts, and which of them staff changed."""
    rows = {
        name: {version: (texts.stored(name, locale), texts.text(name, locale)) for version, locale in VERSIONS.items()}
        for name in texts.TEXTS
    }
    langs = {slug: LANGUAGES[locale].html_lang for slug, locale in VERSIONS.items()}
    return render_template("freshness/texts.html", rows=rows, texts=texts.TEXTS, labels=previews.labels(), langs=langs)


@pages.get(TEXT)
@requires(Permission.MODERATE, name=find_text, version=find_locale)
def text(name: str, version: str) -> Response:
    """Show a text to be changed, and a mail with it."""
    found = texts.text(name, version)
    return _page(name, version, TextForm(None, data={"subject": found.subject, "body": found.body}))


@pages.post(TEXT)
@requires(Permission.MODERATE, name=find_text, version=find_locale)
@keeps_typed_text
def change_text(name: str, version: str) -> ResponseReturnValue:
    """Store a text, or go back to the one that was written."""
    form = TextForm(request.form)
    if not token_is_valid():
        return _page(name, version, form, trouble="token", status=400)
    is_reset = request.form.get("verb") == "reset"
    if not is_reset and not form.validate():
        return _page(name, version, form, status=422)
    try:
        _write(name, version, None if is_reset else form.text)
    except Stale:
        db.session.rollback()
        return _page(name, version, form, trouble="stale", status=409)
    db.session.commit()
    flash(gettext("The text is as it was written.") if is_reset else gettext("Saved."), "success")
    return redirect(request.path, 303)


def _write(name: str, locale: str, typed: Text | None) -> None:
    what = {"version": seen(), "by": current_user, "at": clock.now()}
    if typed is None:
        text_actions.reset(name, locale, **what)
    else:
        text_actions.save(name, locale, typed, **what)


@pages.get(f"{TEXT}mejl/")
@requires(Permission.MODERATE, name=find_text, version=find_locale)
def sample_mail(name: str, version: str) -> Response:
    """Show a mail with the text that holds, as a mail program would."""
    return previews.shown(samples.sample(name, version, texts.text(name, version), at=clock.now()))


@pages.post(f"{TEXT}mejl/")
@requires(Permission.MODERATE, name=find_text, version=find_locale)
def try_text(name: str, version: str) -> Response:
    """Show a mail with what was typed; nothing is saved."""
    form = TextForm(request.form)
    if not form.validate():
        return previews.refused(form.errors)
    return previews.shown(samples.sample(name, version, form.text, at=clock.now()))


def _page(name: str, locale: str, form: TextForm, *, trouble: str = "", status: int = 200) -> Response:
    stored = texts.stored(name, locale)
    html = render_template(
        "freshness/text.html",
        form=form,
        name=name,
        slug=next(slug for slug, each in VERSIONS.items() if each == locale),
        label=texts.TEXTS[name].label,
        labels=previews.labels(),
        stored=stored,
        now=texts.text(name, locale),
        placeholders=texts.PLACEHOLDERS,
        trouble=trouble,
    )
    return previews.framing(html, status)
