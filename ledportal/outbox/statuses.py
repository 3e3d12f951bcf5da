"""What a mail server's answer means: its enhanced status code (RFC 3463), whether it says that an address is dead, and plain words."""

from __future__ import annotations

import re

from ledportal.text import N_

CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
ANSWER = re.compile(r"(?:smtp\s*;\s*)?(\d{3})[\s-]+", re.IGNORECASE)
DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
"""No such mailbox, no such domain, no address at all, moved away, takes no mail, switched off, no way to the domain. A full mailbox and a
refusal by policy (5.2.2, 5.7.x) say nothing against the address."""
NO_SUCH = "5.1.1"
NO_MAILBOX = re.compile(
    r"no such (?:user|mailbox|recipient|address|person)"
    r"|(?:user|recipient|mailbox|address) (?:is )?(?:unknown|not found|does(?: not|n't) exist)"
    r"|unknown (?:user|recipient|mailbox|local[ -]part)|unrout(?:e)?able address|no mailbox here",
    re.IGNORECASE,
)
"""How servers say it that give no code, or only a general one."""

WORDS = {
    "5.1.1": N_("There is no such mailbox."),
    "5.1.2": N_("The domain of the address does not exist, or takes no mail."),
    "5.1.3": N_("This is not a valid address."),
    "5.1.6": N_("The mailbox has moved, and nobody knows where."),
    "5.1.10": N_("The domain of the address does not exist, or takes no mail."),
    "5.2.1": N_("The mailbox is switched off."),
    "5.2.2": N_("The mailbox is full."),
    "5.2.3": N_("The mail is too big for this mailbox."),
    "5.3.4": N_("The mail is too big for this server."),
    "5.4.4": N_("No way to the domain of the address was found."),
    "5.4.6": N_("The mail went round in circles between servers."),
    "5.7.1": N_("The server refused the mail by its rules, for example as unwanted."),
    "4.2.2": N_("The mailbox is full; the server may take the mail later."),
    "4.4.1": N_("The server did not answer."),
    "4.4.7": N_("The mail waited too long and was given up on the way."),
    "4.7.1": N_("The server asks for another try later, a usual test of unknown senders."),
}
BY_SUBJECT = {
    "5.1": N_("The address is not right."),
    "5.2": N_("The mailbox cannot take the mail."),
    "5.3": N_("The receiving server could not take the mail."),
    "5.4": N_("The receiving server could not be reached."),
    "5.5": N_("The servers did not understand each other."),
    "5.6": N_("The server did not accept the form of the mail."),
    "5.7": N_("The server refused the mail by its rules, for example as unwanted."),
    "4.2": N_("The mailbox cannot take the mail for now."),
    "4.3": N_("The receiving server is busy for now."),
    "4.4": N_("The receiving server could not be reached for now."),
    "4.7": N_("The server refuses the mail for now by its rules."),
}
BY_CLASS = {"5": N_("The server refused the mail for good."), "4": N_("The server could not take the mail for now.")}


def parse(text: str) -> str:
    """Return the enhanced status code of an answer; that of an unknown mailbox where the words say so, and empty where there is none.

    A general code (``5.0.0``) gives way to words.
    """
    found = [".".join(str(int(part)) for part in each) for each in CODE.findall(text)]
    status = next((each for each in found if not each.endswith(".0.0")), found[0] if found else "")
    says_no_mailbox = NO_MAILBOX.search(text) is not None and (status.startswith("5") or reply_code(text) in range(500, 600))
    return NO_SUCH if says_no_mailbox and (not status or status.endswith(".0.0")) else status


def reply_code(text: str) -> int | None:
    """Return the three digits at the start of a server's answer."""
    found = ANSWER.match(text)
    return int(found[1]) if found else None


def is_dead(status: str) -> bool:
    """Say whether nothing will ever arrive at the address."""
    return status in DEAD


def words(status: str) -> str:
    """Return the msgid of what a code means; empty where there is none."""
    return WORDS.get(status) or BY_SUBJECT.get(status.rpartition(".")[0]) or BY_CLASS.get(status[:1], "")
