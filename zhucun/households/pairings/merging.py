"""Units that help a village help the one that takes it over.

The old village keeps its pairings up to the day of the merge, the new one has them from that day on, so that both
histories can be read; only what had not begun by then is simply said of the new village. Runs inside the merge's
transaction. Families' pairings move with their families.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from zhucun.audit.services import note
from zhucun.households.models import Pairing
from zhucun.households.pairings.domain import joined
from zhucun.households.pairings.queries import helper_of
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.ids import uuid7

AT_ONCE = 1000


def follow(county: str, old_codes: Sequence[str], new_code: str, on: date) -> None:
    """Carry the pairings of merged villages over to their successor from a day on."""
    moving = list(_lasting(county, set(old_codes) - {new_code}, on).select_for_update())
    begun = [one for one in moving if one.starts_on < on]
    coming = [one for one in moving if one.starts_on >= on]
    fresh = list(_carried_on(begun, list(_lasting(county, {new_code}, on)), new_code, on))
    for one in begun:
        one.ends_on, one.because = on, joined(one.because, _("村合并"))
    for one in coming:
        one.place_code = new_code
    rows = Pairing.objects.in_county(county)
    rows.bulk_update(begun, ["ends_on", "because"], batch_size=AT_ONCE)
    rows.bulk_update(coming, ["place_code"], batch_size=AT_ONCE)
    Pairing.objects.bulk_create(fresh, batch_size=AT_ONCE)
    if moving:
        note(pairings=len(moving))


def foresee(county: str, old_codes: Sequence[str], new_code: str, on: date) -> Iterable[str]:
    """What the preview of a merge says of units that help the villages."""
    count = _lasting(county, set(old_codes) - {new_code}, on).count()
    if count:
        yield _("%(count)s 项部门帮扶结对从合并之日起转到合并后的村，原来的记录保留。") % {"count": count}


def _lasting(county: str, codes: Iterable[str], on: date) -> CountyQuerySet[Pairing]:
    """Pairings with these places themselves that reach to the day of the merge or beyond it."""
    rows = Pairing.objects.in_county(county).filter(household__isnull=True, voided=False)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), place_code__in=list(codes))


def _carried_on(begun: Iterable[Pairing], there: list[Pairing], code: str, on: date) -> Iterator[Pairing]:
    """One for each helper: a unit that helped two of the villages, or helps the new one already, is said once."""
    for one in begun:
        if any(one.kind == held.kind and helper_of(one).is_same(helper_of(held)) for held in there):
            continue
        fresh = Pairing(
            id=uuid7(),
            county_code=one.county_code,
            kind=one.kind,
            place_code=code,
            user_id=one.user_id,
            unit_id=one.unit_id,
            name=one.name,
            starts_on=on,
            ends_on=one.ends_on,
            because=_("村合并"),
        )
        there.append(fresh)
        yield fresh
