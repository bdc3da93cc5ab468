"""What stands behind the keys in answers and events: people, units, households, by name. Read once per page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts.queries import names_of
from zhucun.cases.people import names_of_units
from zhucun.engine.flow.case import Event
from zhucun.households.queries import households_by_ids
from zhucun.policy.asking.answers import asked_of, shown
from zhucun.policy.pack import FormField
from zhucun.policy.pack.flow_model import PackFlow

Given = Mapping[str, Any]
NAMED = frozenset({"account", "unit", "household"})


@dataclass(frozen=True, slots=True)
class Names:
    """`places` is by code, as everywhere; the others by id."""

    places: Mapping[str, str]
    users: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    households: Mapping[str, str] = field(default_factory=dict)

    def said(self, asked: FormField, value: Any) -> str:
        """A kept answer as a reader sees it."""
        known: dict[str, Mapping[str, str]] = {
            "account": self.users,
            "unit": self.units,
            "household": self.households,
            "village": self.places,
        }
        if asked.type in known:
            return known[asked.type].get(str(value), _("（已不在名册）"))
        return shown(asked, value)

    def user(self, id: str) -> str:
        return self.users.get(id, "")


def names_for(
    county: str, flow: PackFlow, places: Mapping[str, str], values: Sequence[Given], events: Iterable[Event]
) -> Names:
    """Whatever a case names anywhere: at most one statement for people, one for units, one for households."""
    types = {one.key: one.type for one in flow.fields if one.type in NAMED}
    ids: dict[str, set[str]] = {kind: set() for kind in NAMED}
    for given in values:
        for key in given.keys() & types.keys():
            ids[types[key]].add(str(given[key]))
    for event in events:
        ids["account"].update(user for user in (*event.names.values(), event.waits.user) if user)
        ids["unit"].update({event.waits.unit} - {""})
    households = households_by_ids(county, [UUID(id) for id in ids["household"]]) if ids["household"] else {}
    return Names(
        places=places,
        users={str(id): name for id, name in names_of(ids["account"]).items()} if ids["account"] else {},
        units=names_of_units(county, map(UUID, ids["unit"])) if ids["unit"] else {},
        households={str(id): one.head_name for id, one in households.items()},
    )


def facts_of(
    flow: PackFlow, values: Given, seen: Iterable[str], names: Names, keys: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Label and words of what the reader may see, in the order of the flow."""
    may = set(seen)
    asked = asked_of(flow.fields, [one.key for one in flow.fields])
    wanted = may if keys is None else may & set(keys)
    return [
        (one.label, names.said(one, values[one.key]))
        for one in asked
        if one.key in values and one.key in wanted
    ]
