"""Every model of the application, for migrations."""

from ledportal.accounts.models import Attempt, OneTimeToken, RecoveryCode, User, UserSession
from ledportal.attachments.models import Attachment
from ledportal.audit import AuditEvent
from ledportal.memberships.models import Membership
from ledportal.municipalities.models import District, Municipality, Region
from ledportal.offices.models import Comment, Confirmation, Decision, Listing, Office, Revision
from ledportal.outbox.models import OutboxMessage

__all__ = [
    "Attachment",
    "Attempt",
    "AuditEvent",
    "Comment",
    "Confirmation",
    "Decision",
    "District",
    "Listing",
    "Membership",
    "Municipality",
    "Office",
    "OneTimeToken",
    "OutboxMessage",
    "RecoveryCode",
    "Region",
    "Revision",
    "User",
    "UserSession",
]
