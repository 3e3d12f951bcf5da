"""Who sits in the offices, and what they do when a reminder reaches them: something, late, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Character(StrEnum):
    PROMPT = "answers at once"
    LATE = "answers late"
    NEVER = "never answers"
    LEAVES = "leaves, and has a successor after some months"
    MOVES = "changes address without a word: the old one is refused"
    BOUNCES = "has an address whose server takes mail and sends it back later"
    UNSUBSCRIBES = "wants no reminders"
    CHANGES = "changes something instead of confirming"
    PARTLY = "signs in and confirms only what is due"
    GREYLISTS = "has a server that takes mail only days later"


SHARES = {
    Character.PROMPT: 30, Character.LATE: 22, Character.NEVER: 8, Character.LEAVES: 8, Character.MOVES: 7, Character.BOUNCES: 5,
    Character.UNSUBSCRIBES: 5, Character.CHANGES: 8, Character.PARTLY: 4, Character.GREYLISTS: 3,
}  # fmt: skip


class Deed(StrEnum):
    LINK = "confirm by the link"
    PAGE = "confirm by the page"
    CHANGE = "hand in a change"
    UNSUBSCRIBE = "unsubscribe"
    BOUNCE = "send the mail back"


@dataclass
class Person:
    """The head of an office.

    Attributes:
        head: the address of the account, None while the office has no member.
        address: to which the published profile wants reminders.
    """

    slug: str
    character: Character
    head: str | None
    address: str
    moved: int = 0

    def answer(self, random: Random) -> tuple[int, Deed] | None:
        """Return in how many days they do what about a reminder that they got, None where nothing."""
        match self.character:
            case Character.PROMPT | Character.GREYLISTS:
                return random.randint(0, 2), Deed.LINK
            case Character.LATE | Character.MOVES | Character.LEAVES:
                return (random.randint(3, 75), Deed.LINK) if random.random() < 0.8 else None
            case Character.UNSUBSCRIBES:
                return random.randint(0, 9), random.choice([Deed.UNSUBSCRIBE, Deed.LINK, Deed.LINK])
            case Character.CHANGES:
                return random.randint(0, 12), Deed.CHANGE
            case Character.PARTLY:
                return random.randint(0, 20), Deed.PAGE
            case Character.BOUNCES:
                return random.randint(0, 3), Deed.LINK
            case Character.NEVER:
                return None


def cast(slugs: list[str], random: Random) -> list[Person]:
    """Return a person for each office; every character is there if there are offices enough."""
    drawn = list(Character) + random.choices(list(SHARES), list(SHARES.values()), k=len(slugs))
    characters = drawn[: len(slugs)]
    random.shuffle(characters)
    people = []
    for slug, character in zip(slugs, characters, strict=True):
        head = f"head.{slug}@example.org"
        shared = random.random() < 0.3
        people.append(Person(slug, character, head, head if shared else f"ler.{slug}@example.org"))
    return people
