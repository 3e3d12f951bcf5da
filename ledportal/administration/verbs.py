"""What the audit log's verbs are called on the screen."""

from __future__ import annotations

from flask_babel import gettext

from ledportal.text import N_

VERBS = {
    "address.blocked": N_("Address found dead"),
    "address.subscribed": N_("Reminders wanted again"),
    "address.unblocked": N_("Address written to again"),
    "address.unsubscribed": N_("Reminders stopped by the receiver"),
    "colleague.invited": N_("Colleague invited"),
    "colleague.uninvited": N_("Invitation cancelled"),
    "cycle.changed": N_("Mapping cycle changed"),
    "cycle.closed": N_("Mapping cycle closed"),
    "cycle.created": N_("Mapping cycle planned"),
    "cycle.noted": N_("Note in a mapping cycle"),
    "cycle.opened": N_("Mapping cycle opened"),
    "cycle.reminded": N_("Reminders of a mapping cycle asked for"),
    "mail.retried": N_("Email sent again"),
    "freshness.changed": N_("Periods of freshness changed"),
    "membership.cancelled": N_("Request cancelled"),
    "membership.granted": N_("Request granted"),
    "membership.handed_over": N_("Head's role handed over"),
    "membership.joined": N_("Colleague joined"),
    "membership.left": N_("Member left"),
    "membership.refused": N_("Request refused"),
    "membership.removed": N_("Member removed"),
    "membership.requested": N_("Office asked for"),
    "membership.taken_over": N_("Office taken over"),
    "municipality.changed": N_("Municipality's data changed"),
    "office.status_changed": N_("Status of the office changed"),
    "profile.confirmed": N_("Public profile confirmed"),
    "reminder.ending_queued": N_("Notice of an end queued"),
    "reminder.queued": N_("Reminder queued"),
    "report.answered": N_("Error report answered"),
    "report.received": N_("Error report came in"),
    "revision.approved": N_("Profile approved and published"),
    "revision.assigned": N_("Submission assigned"),
    "revision.attributed": N_("Source of the data changed"),
    "revision.drafted": N_("Draft started"),
    "revision.noted": N_("Internal note written"),
    "revision.rejected": N_("Profile rejected"),
    "revision.released": N_("Submission released"),
    "revision.returned": N_("Profile returned"),
    "revision.submitted": N_("Profile submitted"),
    "revision.superseded": N_("Version replaced by a newer one"),
    "revision.withdrawn": N_("Profile withdrawn"),
    "staff.invited": N_("Staff invited"),
    "task.closed": N_("Task closed"),
    "task.opened": N_("Task opened"),
    "task.put_off": N_("Task put off"),
    "text.changed": N_("Text of a mail changed"),
    "text.reset": N_("Text of a mail reset"),
    "user.confirmed": N_("Email address confirmed"),
    "user.deleted": N_("Account deleted"),
    "user.details_changed": N_("Name or language changed"),
    "user.disabled": N_("Account disabled"),
    "user.email_change_asked": N_("Change of email address asked for"),
    "user.email_changed": N_("Email address changed"),
    "user.enabled": N_("Account enabled"),
    "user.joined_staff": N_("Joined the staff"),
    "user.password_changed": N_("Password changed"),
    "user.password_reset": N_("New password chosen by a link"),
    "user.recovery_codes_renewed": N_("New recovery codes made"),
    "user.registered": N_("Account made"),
    "user.reset_asked": N_("New password asked for"),
    "user.role_changed": N_("Role changed"),
    "user.second_factor_off": N_("Second factor switched off"),
    "user.second_factor_on": N_("Second factor switched on"),
    "user.second_factor_reset": N_("Second factor taken away"),
}


def verb_label(verb: str) -> str:
    """Return a verb in the reader's words; one from an older release as it is."""
    return gettext(VERBS[verb]) if verb in VERBS else verb
