"""The filters and forms of the staff's screens."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext, pgettext
from wtforms.fields.choices import SelectField
from wtforms.fields.simple import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from ledportal.access import Role
from ledportal.accounts.forms import check_email, email_field
from ledportal.administration.municipality_fields import FIELDS, parse
from ledportal.administration.verbs import verb_label
from ledportal.forms import DayField, Filter, Form, choices, is_day, is_option, labels, search_field
from ledportal.imports.fields import reads
from ledportal.offices.models import OfficeStatus
from ledportal.outbox.models import MailState, Reason
from ledportal.script import sort_key
from ledportal.text import N_

TWO_THIRDS = {"class": "govuk-!-width-two-thirds"}

ROLES = {Role.USER: N_("User"), Role.MODERATOR: N_("Moderator"), Role.ADMINISTRATOR: N_("Administrator")}
STAFF_ROLES = {role: label for role, label in ROLES.items() if role != Role.USER}
USER_STATES = {
    "unconfirmed": N_("Address not confirmed"),
    "disabled": N_("Disabled"),
    "moderators": N_("Moderators"),
    "administrators": N_("Administrators"),
}
OFFICE_STATUSES = {
    OfficeStatus.EXISTS: N_("Exists"),
    OfficeStatus.BEING_SET_UP: N_("Being set up"),
    OfficeStatus.NONE: N_("There is none"),
    OfficeStatus.CLOSED: N_("Closed"),
    OfficeStatus.UNKNOWN: N_("Unknown"),
}
OFFICE_VIEWS = {
    "no_member": N_("Without a member"),
    "never_confirmed": N_("Never confirmed"),
    "no_profile": N_("Without a published profile"),
    "draft": N_("With an open draft"),
    "waiting": N_("Waiting for review"),
}
ACTIVITY = {"active": N_("In the register"), "inactive": N_("Not in the register")}
MAIL_STATES = {
    MailState.FAILED: N_("Failed"),
    MailState.QUEUED: N_("Waiting"),
    MailState.SENDING: N_("Being sent"),
    MailState.SENT: N_("Sent"),
    MailState.WITHHELD: N_("Not sent"),
}
BLOCK_REASONS = {Reason.BOUNCED: N_("No mail arrives"), Reason.UNSUBSCRIBED: N_("Wants no reminders")}


class UserFilter(Filter):
    q = search_field(lazy_gettext("Name or email"))
    state = SelectField(lazy_gettext("Show"), validate_choice=False)

    def offer(self) -> UserFilter:
        self.state.choices = choices(labels(USER_STATES), empty=gettext("Everybody"))
        return self


class OfficeFilter(Filter):
    q = search_field(lazy_gettext("Town or municipality"))
    view = SelectField(lazy_gettext("Show"), validate_choice=False)
    status = SelectField(lazy_gettext("Status of the office"), [is_option], validate_choice=False)
    district = SelectField(lazy_gettext("District"), validate_choice=False)

    def offer(self, districts: dict[str, str]) -> OfficeFilter:
        self.view.choices = choices(labels(OFFICE_VIEWS), empty=gettext("All offices"))
        self.status.choices = choices(labels(OFFICE_STATUSES), empty=gettext("Any"))
        self.district.choices = choices(districts, empty=gettext("All"))
        return self


class MunicipalityFilter(Filter):
    q = search_field(lazy_gettext("Name"))
    view = SelectField(lazy_gettext("Show"), validate_choice=False)

    def offer(self) -> MunicipalityFilter:
        self.view.choices = choices(labels(ACTIVITY), empty=gettext("All"))
        return self


class MailFilter(Filter):
    q = search_field(lazy_gettext("Address or subject"))
    state = SelectField(lazy_gettext("Show"), validate_choice=False)

    def offer(self) -> MailFilter:
        self.state.choices = choices(labels(MAIL_STATES), empty=gettext("All outgoing mail"))
        return self


class AddressFilter(Filter):
    q = search_field(lazy_gettext("Address"))
    reason = SelectField(lazy_gettext("Show"), validate_choice=False)

    def offer(self) -> AddressFilter:
        self.reason.choices = choices(labels(BLOCK_REASONS), empty=pgettext("everything", "All"))
        return self


class AuditFilter(Filter):
    q = search_field(lazy_gettext("Text"))
    verb = SelectField(lazy_gettext("What happened"), validate_choice=False)
    office = search_field(lazy_gettext("Office"))
    actor = search_field(lazy_gettext("Who (email)"))
    since = DayField(lazy_gettext("From"), [is_day])
    until = DayField(lazy_gettext("To"), [is_day])

    def offer(self, verbs: list[str]) -> AuditFilter:
        named = sorted(((verb, verb_label(verb)) for verb in verbs), key=lambda each: sort_key(each[1]))
        self.verb.choices = choices(dict(named), empty=gettext("Anything"))
        return self


class StatusForm(Form):
    status = SelectField(lazy_gettext("Status of the office"), [is_option], validate_choice=False)
    successor = SelectField(lazy_gettext("Office that took over"), validate_choice=False)

    def offer(self, offices: dict[str, str]) -> StatusForm:
        self.status.choices = choices(labels(OFFICE_STATUSES))
        self.successor.choices = choices(offices, empty=gettext("None"))
        self.successor.render_kw = {
            "data-autocomplete": "",
            "data-found": gettext("Found: %(count)s. Use the arrows to choose.", count="{count}"),
            "data-nothing": gettext("Nothing found. Check the spelling."),
        }
        return self

    def validate_successor(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(gettext("Choose an office from the list"))
        if field.data and self.status.data != OfficeStatus.CLOSED:
            raise ValidationError(gettext("Only a closed office has another one that took over"))


class RoleForm(Form):
    role = SelectField(lazy_gettext("Role"), [is_option], validate_choice=False)

    def offer(self) -> RoleForm:
        self.role.choices = choices(labels(ROLES))
        return self


class StaffInvitationForm(Form):
    email = email_field()
    role = SelectField(lazy_gettext("Role"), [is_option], validate_choice=False)

    def offer(self) -> StaffInvitationForm:
        self.role.choices = choices(labels(STAFF_ROLES))
        self.email.render_kw = {**self.email.render_kw, "autocomplete": "off"}
        return self

    def validate_email(self, field: Any) -> None:
        check_email(field)


_check = reads(parse)


class MunicipalityForm(Form):
    active = BooleanField(lazy_gettext("In the register"))
    email_domains = TextAreaField(
        lazy_gettext("Email domains"),
        description=lazy_gettext("One a line, for example becej.rs. An address in one of them speaks for a claim."),
        validators=[_check],
    )
    postal_street = StringField(lazy_gettext("Street and number"), validators=[_check], render_kw=TWO_THIRDS)
    postal_postcode = StringField(
        lazy_gettext("Postcode"), validators=[_check], render_kw={"inputmode": "numeric", "class": "govuk-input--width-5"}
    )
    postal_place = StringField(lazy_gettext("Place"), validators=[_check], render_kw=TWO_THIRDS)
    registry_email = StringField(
        lazy_gettext("Email of the registry office"), validators=[_check], render_kw={"type": "email"} | TWO_THIRDS
    )
    registry_phone = StringField(
        lazy_gettext("Telephone of the registry office"), validators=[_check], render_kw={"type": "tel"} | TWO_THIRDS
    )

    def values(self) -> dict[str, Any]:
        """Return what is to be kept."""
        return {"active": self.active.data} | {name: parse(name, self[name].data or "") for name in FIELDS if name != "active"}
