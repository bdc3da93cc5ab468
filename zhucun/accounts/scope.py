"""Whose eyes a page reads with.

A scope is made of current grants; asked for a permission it keeps only the grants that carry it,
so a person who confirms months in one township and merely reads another cannot confirm there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q

from zhucun.accounts import roles
from zhucun.kernel.place_codes import within

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class GrantView:
    """One current grant, as far as deciding needs it."""

    role: str
    place_prefix: str
    unit_id: UUID | None

    @property
    def permissions(self) -> frozenset[str]:
        return roles.permissions_of(self.role)

    @property
    def title(self) -> str:
        return roles.title_of(self.role)


@dataclass(frozen=True)
class Scope:
    """A reader in one county."""

    county: str
    user_id: UUID
    grants: tuple[GrantView, ...]

    @property
    def permissions(self) -> frozenset[str]:
        return frozenset().union(*(grant.permissions for grant in self.grants))

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def narrowed(self, permission: str) -> "Scope":
        """Only the grants that carry a permission."""
        return replace(self, grants=tuple(g for g in self.grants if permission in g.permissions))

    def covers(self, village_code: str, permission: str) -> bool:
        """Whether one place lies below a grant that carries the permission."""
        return any(
            grant.place_prefix and village_code.startswith(grant.place_prefix)
            for grant in self.narrowed(permission).grants
        )

    def reaches(self, place_prefix: str, unit_id: UUID | None = None) -> bool:
        """Whether a grant at that place, or for that unit, would lie below one of these."""
        if unit_id is not None:
            return self.whole_county
        return any(place_prefix.startswith(prefix) for prefix in self.prefixes)

    @property
    def whole_county(self) -> bool:
        return any(self.county.startswith(prefix) for prefix in self.prefixes)

    @property
    def prefixes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(g.place_prefix for g in self.grants if g.place_prefix))

    @property
    def units(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(g.unit_id for g in self.grants if g.unit_id))

    def condition(self, fields: dict[str, str]) -> Q:
        """What the reader may see of a table that says where its rows lie; nothing when it does not say."""
        parts: list[Q] = []
        if "place" in fields:
            parts += [within(fields["place"], prefix) for prefix in self.prefixes]
        if "unit" in fields and self.units:
            parts.append(Q(**{f"{fields['unit']}__in": self.units}))
        if "user" in fields and self.grants:
            parts.append(Q(**{fields["user"]: self.user_id}))
        return _any(parts)


def _any(parts: Iterable[Q]) -> Q:
    found = NOTHING
    for part in parts:
        found = part if found is NOTHING else found | part
    return found
