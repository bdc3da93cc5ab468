"""What duties can ask of households: who belongs to a village, and how many."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import Count, Sum

from zhucun.engine.duty import Subject
from zhucun.households.models import Household, Mark, holding
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, township_of
from zhucun.policy.offers import Asked, Label, MemberFact


def of_village(asked: Asked) -> Iterator[MemberFact]:
    """The households of the villages asked about, as the register holds them today, with every circumstance they are in."""
    marked = _marked(asked)
    rows = _asked_about(asked).order_by("village_code", "id")
    for id, village, circumstance in rows.values_list("id", "village_code", "circumstance"):
        kinds = dict.fromkeys([circumstance, *marked.get(id, ())])
        known = {"circumstance": tuple(kinds), "place": _places_of(village)}
        yield MemberFact(id=id, kind=Subject.HOUSEHOLD, village_code=village, attributes=known)


def _marked(asked: Asked) -> Mapping[UUID, list[str]]:
    marks = Mark.objects.in_county(asked.county).filter(
        holding(clock.today()), village_code__in=asked.village_codes, villager__isnull=True
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for id, kind in marks.order_by("kind").values_list("household_id", "kind"):
        found[id].append(kind)
    return found


def households(asked: Asked) -> Mapping[str, int]:
    rows = _asked_about(asked).order_by().values_list("village_code").annotate(n=Count("id"))
    return Counter(dict(rows))


def people(asked: Asked) -> Mapping[str, int]:
    rows = _asked_about(asked).order_by().values_list("village_code").annotate(n=Sum("people"))
    return Counter(dict(rows))


def labels(county: str, ids: list[UUID]) -> Mapping[UUID, Label]:
    rows = Household.objects.in_county(county).filter(id__in=ids)
    return {id: Label(name, code) for id, name, code in rows.values_list("id", "head_name", "village_code")}


def _asked_about(asked: Asked) -> CountyQuerySet[Household]:
    return Household.objects.in_county(asked.county).filter(
        village_code__in=asked.village_codes, ends_on__isnull=True
    )


def _places_of(code: str) -> tuple[str, ...]:
    return code[:COUNTY], code[:TOWNSHIP], code, code[:COUNTY].ljust(12, "0"), township_of(code)
