"""The households of a village as a phone may hold them: no number, no telephone, no health, no child's name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.dispatch.parts import Parts, Reader
from zhucun.households.choices import Circumstance
from zhucun.households.domain_people import HEAD, age_on, is_minor
from zhucun.households.models import Household, Mark, Membership, Pairing, holding
from zhucun.households.queries_people import there_on
from zhucun.households.said import Said
from zhucun.households.sections import last_seen
from zhucun.kernel.lists import listed

SEE = "households.see"
# Opening what is sealed takes longer than all the rest, and no part holds any of it.
NOT_READ = ("villager__id_number", "villager__phone", "villager__health", "villager__benefits")


def households(reader: Reader) -> Parts:
    """One part for each village of the reader's; five statements, whatever the number of villages."""
    scope = reader.scope.narrowed(SEE)
    villages = [code for code in reader.villages if scope.covers(code, SEE)]
    if not villages:
        return {}
    rows = Household.objects.for_scope(scope).filter(village_code__in=villages, ends_on__isnull=True)
    found: dict[str, list[Household]] = {code: [] for code in villages}
    for row in rows.order_by("village_code", "head_name", "id"):
        found[row.village_code].append(row)
    known = _Known(reader, scope, villages, [one.id for rows in found.values() for one in rows])
    return {
        f"households/{code}": {
            "village": code,
            "name": reader.names.get(code, code),
            "households": [known.told(one) for one in rows],
        }
        for code, rows in found.items()
    }


class _Known:
    """What is known of some households beside their own rows, read for all of them at once."""

    def __init__(self, reader: Reader, scope: Scope, villages: Sequence[str], ids: Sequence[UUID]) -> None:
        self.today, self.said = reader.today, Said(scope.county)
        self.seen = last_seen(reader.scope, ids)
        self.members: dict[UUID, list[Membership]] = defaultdict(list)
        self.marks: dict[UUID, list[str]] = defaultdict(list)
        self.answering: dict[UUID, list[str]] = defaultdict(list)
        at = {"village_code__in": villages}
        there = Membership.objects.for_scope(scope).filter(there_on(self.today), **at)
        for member in there.select_related("villager").defer(*NOT_READ).order_by("id"):
            self.members[member.household_id].append(member)
        marks = Mark.objects.for_scope(scope).filter(holding(self.today), villager__isnull=True, **at)
        for household, kind in marks.order_by("id").values_list("household_id", "kind"):
            self.marks[household].append(kind)
        pairs = Pairing.objects.for_scope(scope).filter(
            holding(self.today), place_code__in=villages, household__isnull=False
        )
        for household, name in pairs.order_by("id").values_list("household_id", "name"):
            if household is not None:
                self.answering[household].append(name)

    def told(self, one: Household) -> dict[str, Any]:
        seen = self.seen.get(one.id)
        return {
            "id": str(one.id),
            "head": one.head_name,
            "initials": one.initials,
            "group": one.group_name,
            "people": one.people,
            "marks": [self.said.mark(kind, personal=False) for kind in self._marks(one)],
            "last_seen": seen.isoformat() if seen else None,
            "agreed": None,
            "answered_for": listed(self.answering[one.id]),
            "members": [self._member(member) for member in _head_first(self.members[one.id])],
        }

    def _marks(self, one: Household) -> Iterable[str]:
        said = [] if one.circumstance == Circumstance.NONE else [one.circumstance]
        return dict.fromkeys([*said, *self.marks[one.id]])

    def _member(self, member: Membership) -> Mapping[str, str]:
        person = member.villager
        minor = is_minor(person, self.today, member.relation)
        age = "" if minor or person.born_on is None else str(age_on(person.born_on, self.today))
        return {
            "name": _("未满 14 周岁") if minor else person.name,
            "relation": self.said.word("relation", member.relation),
            "age": age,
        }


def _head_first(members: Iterable[Membership]) -> list[Membership]:
    return sorted(members, key=lambda one: (one.relation != HEAD, one.id))
