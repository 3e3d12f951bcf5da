"""The queue's filters, and the form of a review: comments to fields, reasons, a text, and notes for staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import SelectField, SelectMultipleField
from wtforms.fields.simple import TextAreaField
from wtforms.validators import Length

from ledportal.accounts.models import User
from ledportal.forms import LONGEST, Filter, Form, choices, search_field, tidy
from ledportal.languages import in_script
from ledportal.offices.actions import Ruling
from ledportal.offices.comparison import Comparison
from ledportal.offices.reasons import REASONS
from ledportal.offices.workflow import Verb

TOO_LONG = lazy_gettext("Write at most %(limit)s characters", limit=LONGEST)


class QueueFilter(Filter):
    q = search_field(lazy_gettext("Town or municipality"))
    okrug = SelectField(lazy_gettext("District"), validate_choice=False)

    def offer(self, districts: dict[str, str]) -> QueueFilter:
        self.okrug.choices = choices(districts, empty=gettext("All"))
        return self


@dataclass
class Remark:
    """A comment to a field as it is typed; ``path`` says which field."""

    path: str
    text: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"comment-{self.path}"


class ReviewForm(Form):
    reasons = SelectMultipleField(
        lazy_gettext("Reasons"),
        description=lazy_gettext("For returning or rejecting. Several may hold at once."),
        validate_choice=False,
    )
    text = TextAreaField(
        lazy_gettext("Message to the office"),
        description=lazy_gettext("The members read it in an email, with the reasons and the comments to the fields."),
        filters=[tidy],
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"data-longest": LONGEST},
    )
    note = TextAreaField(
        lazy_gettext("New internal note"), filters=[tidy], validators=[Length(max=LONGEST, message=TOO_LONG)], render_kw={"rows": 3}
    )
    assignee = SelectField(lazy_gettext("Give it to"), validate_choice=False)

    def offer(self, comparison: Comparison, staff: list[User]) -> ReviewForm:
        """Make the boxes for comments to what is compared, each with what was typed into it, and fill in the options."""
        self.comparison = comparison
        self.remarks = {path: Remark(path, tidy(request.form.get(f"comment-{path}"))) for path in comparison.paths()}
        self.reasons.choices = choices({code: gettext(label) for code, label in REASONS.items()})
        self.assignee.choices = choices({str(each.id): in_script(each.name) for each in staff}, empty=gettext("Choose"))
        return self

    @property
    def chosen_reasons(self) -> tuple[str, ...]:
        return tuple(code for code in REASONS if code in (self.reasons.data or ()))

    @property
    def comments(self) -> tuple[tuple[str, str], ...]:
        return tuple((path, remark.text) for path, remark in self.remarks.items() if remark.text)

    def is_typed_in(self, paths: Iterable[str]) -> bool:
        """Say whether a comment stands at one of the paths or below."""
        inside = tuple(f"{path}." for path in paths)
        return any(remark.text and f"{remark.path}.".startswith(inside) for remark in self.remarks.values())

    @property
    def is_blank(self) -> bool:
        return not (self.chosen_reasons or self.comments or self.text.data or self.note.data)

    def ruling(self) -> Ruling:
        return Ruling(self.chosen_reasons, self.text.data, self.comments)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the lengths of all that was typed."""
        for remark in self.remarks.values():
            remark.error = str(TOO_LONG) if len(remark.text) > LONGEST else ""
        if any(remark.error for remark in self.remarks.values()):
            self.form_errors.append(str(TOO_LONG))
        return bool(super().validate(extra_validators)) and not self.form_errors

    def fits(self, verb: Verb) -> bool:
        """Say whether what was typed goes with the decision, and say beside the field where it does not."""
        if verb == Verb.APPROVE and self.chosen_reasons:
            self.reasons.errors = [gettext("Reasons are for returning or rejecting. Untick them to approve")]
        elif verb != Verb.APPROVE and not (self.chosen_reasons or self.text.data or self.comments):
            self.text.errors = [gettext("Choose a reason, or write a message or a comment to a field, so that the office knows what to do")]
        return not (self.reasons.errors or self.text.errors)

    def complain(self, message: str) -> None:
        """Say something about the form as a whole."""
        self.form_errors.append(message)

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong, each with the id of its control, in the order of the page."""
        boxes = [(remark.name, remark.error) for remark in self.remarks.values() if remark.error]
        whole = [] if boxes else [("review", str(message)) for message in self.form_errors]
        return [*whole, *boxes, *((each.id, str(each.errors[0])) for each in self if each.errors)]
