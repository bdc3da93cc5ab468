"""Every read of pairings: each is one set query, whatever the number of families and helpers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import Scope
from zhucun.households.choices import PairingKind
from zhucun.households.models import Household, Pairing, holding
from zhucun.households.pairings.domain import LIMITS, OF_PLACES, Held, Helper, Target
from zhucun.households.queries import household_for
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.paging import Page, page
from zhucun.kernel.place_codes import bounds, prefix_of, within
from zhucun.places import queries as places
from zhucun.places.models import Division
from zhucun.policy.pack import Pack

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of pairings is narrowed to."""

    kind: str = ""
    place: str = ""  # twelve digits, of a township or a village
    text: str = ""
    circumstance: str = ""
    over: bool = False  # those that have ended
    mine: str = ""  # one helper, as a `Load` names it


@dataclass(frozen=True, slots=True)
class Load:
    """How much one helper answers for; `mine` narrows the list to just that."""

    name: str
    count: int
    mine: str


@dataclass(frozen=True, slots=True)
class Gap:
    """How many of a kind are without anybody, of how many."""

    kind: PairingKind
    missing: int
    of: int


def helper_of(pairing: Pairing) -> Helper:
    return Helper(pairing.name, pairing.user_id, pairing.unit_id)


def standing(county: str, on: date) -> CountyQuerySet[Pairing]:
    """The pairings of a county that hold on a day."""
    return Pairing.objects.in_county(county).filter(holding(on))


def pairings_in(scope: Scope, filters: Filters, on: date) -> CountyQuerySet[Pairing]:
    """The pairings a reader may see, narrowed by filters, by place and family."""
    found = Pairing.objects.for_scope(scope)
    found = found.filter(voided=False, ends_on__lte=on) if filters.over else found.filter(holding(on))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.place:
        low, high = bounds(prefix_of(filters.place))
        found = found.filter(place_code__gte=low, place_code__lt=high)
    if filters.text:
        found = found.filter(Q(name__contains=filters.text) | Q(household__head_name__contains=filters.text))
    if filters.mine:
        found = found.filter(_of_helper(filters.mine))
    return found.select_related("household").order_by("place_code", "kind", "id")


def _of_helper(mine: str) -> Q:
    """One helper as the list of loads names it; anything else is a ValueError."""
    what, _colon, key = mine.partition(":")
    match what:
        case "user" | "unit":
            return Q(**{f"{what}_id": UUID(key)})
        case "name":
            place, _colon, name = key.partition(":")
            return Q(user__isnull=True, unit__isnull=True, place_code=place, name=name)
        case _:
            raise ValueError(mine)


def page_of(scope: Scope, filters: Filters, on: date, after: UUID | None = None) -> Page[Pairing]:
    """One page of the list; a row to begin after that the reader may not see is 404."""
    last = pairing_for(scope, after) if after else None
    return page(pairings_in(scope, filters, on), PAGE, after=last)


def pairing_for(scope: Scope, pairing: UUID) -> Pairing:
    """One pairing, or 404 when the reader may not know of it."""
    rows = Pairing.objects.for_scope(scope).select_related("household", "user", "unit")
    return get_object_or_404(rows, id=pairing)


def history_of(pairing: Pairing) -> list[Pairing]:
    """Everybody who has answered for the same family or place, the latest first."""
    rows = Pairing.objects.in_county(pairing.county_code).filter(kind=pairing.kind)
    same = (
        Q(household_id=pairing.household_id)
        if pairing.household_id
        else Q(household__isnull=True, place_code=pairing.place_code)
    )
    return list(rows.filter(same).order_by("-starts_on", "-id"))


def responsible_for(county: str, households: Collection[UUID], on: date) -> dict[UUID, list[Pairing]]:
    """Who answers for each of these families on a day: one query for all of them."""
    found: dict[UUID, list[Pairing]] = defaultdict(list)
    rows = standing(county, on).filter(household_id__in=list(households)).order_by("kind", "starts_on", "id")
    for row in rows if households else ():
        if row.household_id:
            found[row.household_id].append(row)
    return dict(found)


def helpers_of_place(county: str, village_code: str, on: date) -> list[Pairing]:
    """The units that help a village, and the leaders of its township, on a day."""
    codes = [village_code, village_code[:9].ljust(12, "0")]
    rows = standing(county, on).filter(household__isnull=True, place_code__in=codes)
    return list(rows.order_by("place_code", "starts_on", "id"))


def households_of_cadre(county: str, user: UUID, on: date) -> list[UUID]:
    """The families whose cadre somebody is on a day."""
    rows = standing(county, on).filter(kind=PairingKind.CADRE_HOUSEHOLD, user_id=user)
    return [id for id in rows.values_list("household_id", flat=True) if id]


def held_for(county: str, targets: Collection[Target]) -> Iterator[tuple[Target, Held]]:
    """Everything said of some families and places, ended pairings too."""
    families = {target.household_id for target in targets if target.household_id}
    codes = {target.place_code for target in targets if not target.household_id}
    asked = Q(household_id__in=families) | Q(household__isnull=True, place_code__in=codes)
    return _held(Pairing.objects.in_county(county).filter(asked))


def held_in(scope: Scope, kind: str) -> Iterator[tuple[Target, Held]]:
    """Everything of a kind that was said within a reader's places."""
    return _held(Pairing.objects.for_scope(scope).filter(kind=kind))


def _held(rows: CountyQuerySet[Pairing]) -> Iterator[tuple[Target, Held]]:
    for row in rows.filter(voided=False).order_by("starts_on", "id"):
        target = Target(row.kind, "" if row.household_id else row.place_code, row.household_id)
        yield target, Held(row.id, helper_of(row), row.starts_on, row.ends_on)


# --- gaps


def households_without(scope: Scope, filters: Filters, on: date) -> CountyQuerySet[Household]:
    """The families of the reader's places for which nobody answers in this way on a day."""
    held = standing(scope.county, on).filter(kind=filters.kind, household_id=OuterRef("pk"))
    found = Household.objects.for_scope(scope).filter(~Exists(held), ends_on__isnull=True)
    if filters.place:
        low, high = bounds(prefix_of(filters.place))
        found = found.filter(village_code__gte=low, village_code__lt=high)
    if filters.circumstance:
        found = found.filter(circumstance=filters.circumstance)
    return found.order_by("village_code", "head_name", "id")


def page_without(scope: Scope, filters: Filters, on: date, after: UUID | None = None) -> Page[Household]:
    """One page of the families without anybody; a row to begin after that the reader may not see is 404."""
    last = household_for(scope, after) if after else None
    return page(households_without(scope, filters, on), PAGE, after=last)


def gaps_by_circumstance(scope: Scope, filters: Filters, on: date) -> dict[str, int]:
    every = Filters(kind=filters.kind, place=filters.place)
    rows = households_without(scope, every, on).order_by().values("circumstance").annotate(n=Count("id"))
    return {row["circumstance"]: row["n"] for row in rows}


def household_gaps(scope: Scope, kinds: Iterable[PairingKind], on: date) -> list[Gap]:
    """Per kind, how many families are without anybody."""
    total = Household.objects.for_scope(scope).filter(ends_on__isnull=True).count()
    # The few families that are no more are asked for once; looking up every family costs more than all the rest.
    ended = Household.objects.in_county(scope.county).filter(ends_on__isnull=False)
    rows = Pairing.objects.for_scope(scope).filter(holding(on), household__isnull=False)
    rows = rows.exclude(household_id__in=ended.values("id"))
    # A family has one of each kind at a time, so each row is another family: telling them apart doubles the time.
    counted = dict(rows.order_by().values_list("kind").annotate(n=Count("id")))
    return [Gap(kind, total - counted.get(kind, 0), total) for kind in kinds]


def places_without(scope: Scope, kind: str, on: date) -> tuple[list[str], int]:
    """The codes of the townships or villages in the reader's places without anybody, and how many there are."""
    rows = Pairing.objects.for_scope(scope).filter(holding(on), kind=kind, household__isnull=True)
    held = set(rows.values_list("place_code", flat=True))
    codes = [code for code in _places(scope.county, kind, on) if _below(scope, code)]
    return [code for code in codes if code not in held], len(codes)


def known_places(county: str, codes: Collection[str], on: date) -> frozenset[tuple[int, str]]:
    """Level and code of those of the codes that are a township or village of the county on a day."""
    rows = Division.objects.filter(places.valid(on), within("code", county), code__in=list(codes))
    return frozenset(rows.values_list("level", "code")) if codes else frozenset()


def _places(county: str, kind: str, on: date) -> list[str]:
    rows = (
        places.townships(county, on) if kind == PairingKind.LEADER_TOWNSHIP else places.villages(county, on)
    )
    return [row.code for row in rows]


def _below(scope: Scope, code: str) -> bool:
    return any(code.startswith(prefix) for prefix in scope.prefixes)


# --- how much one helper answers for


def limit_of(pack: Pack, kind: str, on: date) -> int | None:
    """How many one helper answers for at most; None when the pack sets no limit on this day."""
    value = pack.values.get(LIMITS[kind])
    found = value.on(on).found if value else None
    return found.value if found else None


def overloaded(scope: Scope, kind: str, limit: int | None, on: date) -> list[Load]:
    """Helpers who answer for more than the limit, in the order of their names; nobody when no limit is known."""
    if limit is None:
        return []
    rows = Pairing.objects.for_scope(scope).filter(holding(on), kind=kind)
    rows = rows.filter(Q(household__isnull=True) | Q(household__ends_on__isnull=True)).order_by()
    target = "place_code" if kind in OF_PLACES else "household_id"
    n, known = Count(target, distinct=True), Q(user_id__isnull=False) | Q(unit_id__isnull=False)
    accounts = rows.filter(known).values_list("user_id", "unit_id").annotate(n=n, called=Min("name"))
    loads = [
        Load(called, count, f"user:{user}" if user else f"unit:{unit}")
        for user, unit, count, called in accounts.filter(n__gt=limit)
    ]
    # Whoever is known by name alone is the same person only inside one village.
    alone = rows.exclude(known).values_list("name", "place_code").annotate(n=n).filter(n__gt=limit)
    loads += [Load(name, count, f"name:{place}:{name}") for name, place, count in alone]
    return sorted(loads, key=lambda load: (load.name, load.mine))
