"""Every model of the application, for migrations."""

from ledportal.accounts.models import Attempt, OneTimeToken, RecoveryCode, User, UserSession
from ledportal.attachments.models import Attachment
from ledportal.audit import AuditEvent
from ledportal.catalogue.models import Edition, EditionEntry, EditionFile, EditionLogo
from ledportal.cycles.models import Cycle, CycleAnswer, CycleLink
from ledportal.distribution.models import Recipient, Shipment
from ledportal.freshness.models import MailText, Reminder
from ledportal.invitations.models import InvitationCode, ShownCode
from ledportal.jobs.models import Job, JobFile
from ledportal.letters.models import Letter, LetterRun
from ledportal.links.models import CheckedLink
from ledportal.memberships.models import Membership
from ledportal.municipalities.models import District, Municipality, Region
from ledportal.offices.directory_models import Change, DirectoryState
from ledportal.offices.freshness_models import ConfirmationLink, FreshnessSettings
from ledportal.offices.models import Comment, Confirmation, Decision, Listing, Office, Revision
from ledportal.outbox.models import BlockedAddress, DeliveryFailure, OutboxMessage
from ledportal.reports.models import ErrorReport
from ledportal.search.models import SearchDocument, SearchWord
from ledportal.todo.models import StaffTask

__all__ = [
    "Attachment",
    "Attempt",
    "AuditEvent",
    "BlockedAddress",
    "Change",
    "CheckedLink",
    "Comment",
    "Confirmation",
    "ConfirmationLink",
    "Cycle",
    "CycleAnswer",
    "CycleLink",
    "Decision",
    "DeliveryFailure",
    "DirectoryState",
    "District",
    "Edition",
    "EditionEntry",
    "EditionFile",
    "EditionLogo",
    "ErrorReport",
    "FreshnessSettings",
    "InvitationCode",
    "Job",
    "JobFile",
    "Letter",
    "LetterRun",
    "Listing",
    "MailText",
    "Membership",
    "Municipality",
    "Office",
    "OneTimeToken",
    "OutboxMessage",
    "Recipient",
    "RecoveryCode",
    "Region",
    "Reminder",
    "Revision",
    "SearchDocument",
    "SearchWord",
    "Shipment",
    "ShownCode",
    "StaffTask",
    "User",
    "UserSession",
]
