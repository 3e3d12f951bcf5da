"""Rules between the fields of one section or item, made from the keys that they compare. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ledportal.offices.declaration import Broken, Rule, Values


def _number(values: Values, key: str) -> Decimal | None:
    try:
        return Decimal(str(values.get(key) or "x"))
    except InvalidOperation:
        return None


def at_most(smaller: str, larger: str, message: str) -> Rule:
    """Make the rule that one number is not more than another; it says nothing while either is missing or unreadable."""

    def rule(values: Values) -> Broken:
        low, high = _number(values, smaller), _number(values, larger)
        if low is not None and high is not None and low > high:
            yield smaller, message

    return rule


def not_after(first: str, last: str, message: str) -> Rule:
    """Make the rule that a year or an ISO date is not after another one."""

    def rule(values: Values) -> Broken:
        start, end = str(values.get(first) or ""), str(values.get(last) or "")
        if start and end and len(start) == len(end) and start > end:
            yield last, message

    return rule
