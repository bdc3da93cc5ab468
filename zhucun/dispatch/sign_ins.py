"""Letting stationed people in: an account for whoever has none, a role at the new village for whoever has one.

A first password is shown once and kept nowhere; the account and the person it belongs to are written together.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhucun.accounts.models import User
from zhucun.accounts.services import Opening, begin_with_posting, issue_accounts_in_bulk
from zhucun.audit.services import Actor
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Person, Posting

# A posting's role and what its holder may do are two lists; this is where they meet.
ACCOUNT_ROLE = {
    Role.FIRST_SECRETARY: "first_secretary",
    Role.TEAM_LEADER: "team_member",
    Role.TEAM_MEMBER: "team_member",
}


@dataclass(frozen=True)
class Slip:
    """What is handed to one person. Whoever had an account already gets no new password."""

    posting: Posting
    user: User
    password: str = ""


def open_accounts(*, by: Actor, county: str, postings: Sequence[Posting], on: date) -> list[Slip]:
    """Let the holders of some postings in, until their postings end. Asking twice changes nothing."""
    newcomers: dict[date | None, dict[object, Posting]] = defaultdict(dict)
    slips = []
    for posting in postings:
        if posting.person.user is None:
            newcomers[posting.ends_on].setdefault(posting.person_id, posting)
        else:
            slips.append(_again(by, county, posting, posting.person.user, on))
    for until, group in newcomers.items():
        slips += _first_time(by, county, list(group.values()), on, until)
    return sorted(slips, key=lambda slip: (slip.posting.village_code, slip.user.name))


def _first_time(by: Actor, county: str, postings: list[Posting], on: date, until: date | None) -> list[Slip]:
    def link(users: Sequence[User]) -> None:
        people = [posting.person for posting in postings]
        for person, user in zip(people, users, strict=True):
            person.user = user
        Person.objects.in_county(county).bulk_update(people, ["user"])

    opened = issue_accounts_in_bulk(
        by=by,
        county=county,
        openings=[
            Opening(posting.person.name, ACCOUNT_ROLE[Role(posting.role)], posting.village_code)
            for posting in postings
        ],
        on=on,
        until=until,
        because=_("派驻名册"),
        then=link,
    )
    return [Slip(posting, user, password) for posting, (user, password) in zip(postings, opened, strict=True)]


def _again(by: Actor, county: str, posting: Posting, user: User, on: date) -> Slip:
    begin_with_posting(
        by=by,
        county=county,
        user=user,
        role=ACCOUNT_ROLE[Role(posting.role)],
        village_code=posting.village_code,
        on=on,
        until=posting.ends_on,
    )
    return Slip(posting, user)
