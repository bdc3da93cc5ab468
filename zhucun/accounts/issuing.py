"""First passwords and sign-in names: made before an act begins, for hashing is slow on purpose."""

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from zhucun.accounts.models import User
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that a printed slip could confuse
FIRST_PASSWORD_DAYS = 30
HASHERS = 2  # threads; argon2 leaves the interpreter to others meanwhile


@dataclass(frozen=True)
class Opening:
    """An account to be issued: for whom, and the role it begins with, at a place or for a unit.

    `account_id` is made where the account is asked for, so that asking twice opens one account.
    """

    name: str
    role: str = ""
    place_prefix: str = ""
    unit_id: UUID | None = None
    username: str = ""
    account_id: UUID = field(default_factory=uuid7)


def first_password() -> str:
    """A random password for one person's first sign-in; it is shown once and must be changed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def first_password_until() -> date:
    """The last day on which a first password opens anything."""
    return clock.today() + timedelta(days=FIRST_PASSWORD_DAYS)


def hashed(passwords: Sequence[str]) -> list[str]:
    """The hashes of many passwords, side by side."""
    with ThreadPoolExecutor(HASHERS) as pool:
        return list(pool.map(make_password, passwords))


def usernames_for(openings: Sequence[Opening]) -> list[str]:
    """A sign-in name for each: the one asked for, else the name in pinyin with four digits, taken by nobody."""
    asked = [opening.username.lower() for opening in openings]  # signing in does not tell A from a
    taken = set(asked)
    found = [name or _unlike(taken, opening.name) for name, opening in zip(asked, openings, strict=True)]
    while held := set(User.objects.filter(username__in=found).values_list("username", flat=True)) - set(
        asked
    ):
        found = [
            _unlike(taken, opening.name) if name in held else name
            for name, opening in zip(found, openings, strict=True)
        ]
    return found


def username_for(name: str) -> str:
    """A sign-in name that says the name in pinyin and is taken by nobody."""
    return usernames_for([Opening(name)])[0]


def _unlike(taken: set[str], name: str) -> str:
    from pypinyin import lazy_pinyin  # a dictionary of 0.3 s, which no other start should pay

    base = "".join(lazy_pinyin(name, errors="ignore"))[:40].lower() or "user"
    while True:
        username = f"{base}{secrets.randbelow(9000) + 1000}"
        if username not in taken:
            taken.add(username)
            return username
