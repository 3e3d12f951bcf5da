"""To whom an office's reminders go: its reminder address, else its members; nowhere that mail does not arrive or is not wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledportal.accounts.queries import certain_owner
from ledportal.offices.emails import Addressee
from ledportal.offices.models import Office
from ledportal.outbox.addresses import blocked
from ledportal.outbox.emails import Recipient


def recipients(office: Office, content: Mapping[str, Any]) -> list[Recipient]:
    """Return who gets the reminders of an office; nobody where no address takes them."""
    members = office.active_members
    own = content["contact"]["reminder_email"]
    refused = blocked({own, *(each.email for each in members)}, bulk=True)
    if own not in refused:
        return [certain_owner(own.lower()) or Addressee(own, content["contact"]["contact_person"] or content["contact"]["head"])]
    return [each for each in members if each.email not in refused]
