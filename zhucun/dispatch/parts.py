"""Whose phone reads, and what it is told of its own person: the first of the parts of docs/offline.md, section 9."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.kernel.place_codes import township_of
from zhucun.places.queries import county_name, names_of
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

LATE = timedelta(days=62)  # what happened under a posting just ended can still be written down
Parts = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody's phone. `names` are those of the places of the postings; `held` are the postings of today."""

    user: User
    scope: Scope
    pack: Pack
    today: date
    postings: tuple[Posting, ...]
    names: Mapping[str, str]

    @property
    def held(self) -> list[Posting]:
        return [one for one in self.postings if one.ends_on is None or one.ends_on >= self.today]

    @property
    def villages(self) -> list[str]:
        """The villages where the reader is stationed today and may see what they ask about."""
        return list(dict.fromkeys(one.village_code for one in self.held))


def reader_of(user: User, county: str, today: date) -> Reader:
    """Everything that all parts need: four statements."""
    rows = postings_between(county, today - LATE, today).filter(person__user_id=user.id)
    postings = tuple(rows.order_by("-starts_on", "id"))
    codes = {one.village_code for one in postings}
    return Reader(
        user=user,
        scope=scope_of(user, county, on=today),
        pack=pack_of(county),
        today=today,
        postings=postings,
        names=names_of({*codes, *map(township_of, codes)}) if codes else {},
    )


def me(reader: Reader) -> Parts:
    county, names = reader.scope.county, reader.names
    return {
        "me": {
            "person": {"id": str(reader.user.id), "name": reader.user.name},
            "county": {"code": county, "name": county_name(county)},
            "postings": [_told(one, names) for one in reader.postings],
            "today": reader.today.isoformat(),
            "pack": reader.pack.digest,
        }
    }


def _told(one: Posting, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "role": one.role,
        "role_name": str(Role(one.role).label),
        "village": one.village_code,
        "village_name": names.get(one.village_code, one.village_code),
        "township_name": names.get(township_of(one.village_code), ""),
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat() if one.ends_on else None,
    }
