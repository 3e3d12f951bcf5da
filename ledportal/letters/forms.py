"""The forms of letters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext, lazy_pgettext, ngettext
from wtforms.fields.choices import RadioField, SelectMultipleField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from ledportal.days import as_typed
from ledportal.forms import DayField, Form, as_number, choices, is_day, is_option, one_line, tidy
from ledportal.languages import LANGUAGES, current_locale
from ledportal.letters.actions import Plan
from ledportal.letters.addresses import has_address
from ledportal.letters.defaults import KEPT
from ledportal.letters.envelopes import ENVELOPES
from ledportal.letters.models import Chosen, LetterRun
from ledportal.offices.models import Office
from ledportal.typesetting.fonts import characters

LONGEST_NAME = 100
LONGEST_SUBJECT = 150
LONGEST_TEXT = 3000
LONGEST_LINE = 60
MOST_LINES = 5
LATEST = timedelta(days=366)
SCRIPTS: dict[str, str] = {each.locale: each.label for each in LANGUAGES.values() if each.locale != "en"}


def lines(typed: str | None) -> str:
    """Return the lines that were typed, each without space around it, and no empty ones."""
    return "\n".join(filter(None, (one_line(each) for each in tidy(typed).split("\n"))))


def at_most(limit: int) -> Length:
    return Length(max=limit, message=lazy_gettext("Write at most %(limit)s characters", limit=limit))


def can_be_printed(_form: Any, field: Any) -> None:
    """Refuse signs for which the fonts have no shape, and name them."""
    missing = sorted({each for each in field.data or "" if each != "\n" and ord(each) not in characters()})
    if missing:
        raise ValidationError(gettext("These signs cannot be printed: %(signs)s", signs=" ".join(missing[:20])))


def line_field(label: Any, missing: Any, limit: int = LONGEST_NAME, **options: Any) -> StringField:
    return StringField(label, [DataRequired(missing), at_most(limit), can_be_printed], filters=[one_line], **options)


class RunForm(Form):
    name = line_field(
        lazy_gettext("Name"), lazy_gettext("Enter a name"), description=lazy_gettext("For staff only. For example: First letters 2027")
    )
    chosen = RadioField(lazy_gettext("To whom?"), [InputRequired(lazy_gettext("Choose to whom")), is_option], validate_choice=False)
    offices = SelectMultipleField(lazy_gettext("Towns and municipalities"), coerce=as_number, validate_choice=False)
    deadline = DayField(lazy_gettext("Valid to"), [InputRequired(lazy_gettext("Enter the last day on which the codes work")), is_day])
    script = RadioField(lazy_gettext("Script"), [is_option], choices=choices(SCRIPTS), validate_choice=False)
    envelope = RadioField(
        lazy_gettext("Envelope"),
        [is_option],
        validate_choice=False,
        description=lazy_gettext("Print one letter first and try it in the envelope: not every maker places the window alike."),
    )
    sender = TextAreaField(
        lazy_gettext("Sender"),
        [DataRequired(lazy_gettext("Enter the sender's name and address")), can_be_printed],
        filters=[lines],
        description=lazy_gettext("The name in the first line, then the postal address: the letterhead, and the line above the address"),
        render_kw={"rows": 4},
    )
    subject = line_field(lazy_pgettext("letter", "Subject"), lazy_gettext("Enter a subject"), LONGEST_SUBJECT)
    text = TextAreaField(
        lazy_gettext("Text"),
        [DataRequired(lazy_gettext("Write the text of the letter")), at_most(LONGEST_TEXT), can_be_printed],
        filters=[tidy],
        description=lazy_gettext("In Serbian, in either script. An empty line begins a paragraph. The code stands below it in a frame."),
        render_kw={"rows": 16, "data-longest": LONGEST_TEXT},
    )
    signed_by = line_field(lazy_gettext("Signed by"), lazy_gettext("Enter who signs the letters"))
    position = line_field(lazy_gettext("Position"), lazy_gettext("Enter the position of who signs the letters"))

    def offer(self, offices: Sequence[Office], alone: Collection[int], *, today: date, cycle: int | None = None) -> RunForm:
        """Fill in the options; ``alone`` are the offices that nobody represents, ``cycle`` is the mapping cycle that leads here."""
        self.today, self.cycle, self.alone = today, cycle, [each.id for each in offices if each.id in alone]
        self.offices.choices = [(each.id, _label(each, alone)) for each in offices]
        every = ngettext(
            "The town or municipality that nobody represents (%(num)s)",
            "All towns and municipalities that nobody represents (%(num)s)",
            len(self.alone),
        )
        ways: dict[str, str] = {Chosen.NO_MEMBER: every, Chosen.SOME: gettext("Those chosen below")}
        if cycle is not None:
            ways[Chosen.CYCLE] = gettext("Those chosen below, of the mapping cycle")
        self.chosen.choices = choices(ways)
        self.envelope.choices = choices({code: gettext(each.label) for code, each in ENVELOPES.items()})
        return self

    def validate_offices(self, field: Any) -> None:
        if not self.wanted:
            raise ValidationError(gettext("Choose at least one town or municipality"))
        if not {*(field.data or [])} <= {value for value, _ in field.choices}:
            raise ValidationError(gettext("Choose from the list"))

    def validate_deadline(self, field: DayField) -> None:
        if field.day is not None and not self.today < field.day <= self.today + LATEST:
            raise ValidationError(gettext("Choose a day after today and within a year"))

    def validate_sender(self, field: Any) -> None:
        found = field.data.split("\n")
        if len(found) > MOST_LINES or max(map(len, found)) > LONGEST_LINE:
            text = gettext("Write at most %(lines)s lines of at most %(limit)s characters", lines=MOST_LINES, limit=LONGEST_LINE)
            raise ValidationError(text)

    @property
    def wanted(self) -> list[int]:
        """Return the ids of the offices that are written to."""
        return self.alone if self.chosen.data == Chosen.NO_MEMBER else self.offices.data or []

    def plan(self) -> Plan:
        """Return what was typed."""
        assert self.deadline.day is not None  # it was validated
        cycle = self.cycle if self.chosen.data == Chosen.CYCLE else None
        kept = {name: self[name].data for name in ("name", "chosen", *KEPT)}
        return Plan(**kept, deadline=self.deadline.day, cycle_id=cycle)


def run_form(run: LetterRun) -> RunForm:
    """Return the form filled with letters as they are; what was sent wins."""
    kept = {name: getattr(run, name) for name in ("name", "chosen", *KEPT)}
    return RunForm(data=kept | {"deadline": as_typed(run.deadline), "offices": [each.office_id for each in run.letters]})


def _label(office: Office, alone: Collection[int]) -> str:
    """Return a municipality's name, and why one may not want to write to it."""
    notes = [gettext("no postal address")] if not has_address(office.municipality) else []
    notes += [gettext("somebody represents it")] if office.id not in alone else []
    return f"{office.name(current_locale())} ({', '.join(notes)})" if notes else office.name(current_locale())


class PostedForm(Form):
    day = DayField(lazy_gettext("Posted on"), [InputRequired(lazy_gettext("Enter the day on which the letters were posted")), is_day])

    def posted_on(self, today: date) -> date | None:
        """Return the day; of one that has not come yet nothing, and say so beside the field."""
        if not self.validate() or self.day.day is None:
            return None
        if self.day.day > today:
            self.day.errors = [gettext("This day has not come yet")]
            return None
        return self.day.day
