"""What a merge of villages means for postings: each ends the day before and goes on in the village that takes over.

A posting keeps its village for good, so that its records keep theirs; only one that has not begun is simply sent
to the new village. Runs inside the merge's transaction, and the merge's audit line counts it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from zhucun.audit.services import note
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.ids import uuid7
from zhucun.policy.registry import facts_changed

BECAUSE = "村合并"
AT_ONCE = 500


def follow(county: str, old_codes: Sequence[str], new_code: str, on: date) -> None:
    """Carry the postings of merged villages over to their successor from a day on."""
    moving = list(_lasting(county, set(old_codes) - {new_code}, on).select_for_update())
    begun = [posting for posting in moving if posting.starts_on < on]
    coming = [posting for posting in moving if posting.starts_on >= on]
    carried_on = [_carried_on(posting, new_code, on) for posting in begun]
    for posting in begun:
        posting.ends_on, posting.end_because = on - timedelta(days=1), BECAUSE
    for posting in coming:
        posting.village_code = new_code
    facts = Posting.objects.in_county(county)
    facts.bulk_update(begun, ["ends_on", "end_because"], batch_size=AT_ONCE)
    facts.bulk_update(coming, ["village_code"], batch_size=AT_ONCE)
    Posting.objects.bulk_create(carried_on, batch_size=AT_ONCE)
    if moving:
        note(postings=len(moving))
        told = [posting.id for posting in (*moving, *carried_on)]
        facts_changed(county, on - timedelta(days=1), max(on, clock.today()), told)


def foresee(county: str, old_codes: Sequence[str], new_code: str, on: date) -> Iterable[str]:
    """What the preview of a merge says about postings."""
    moving = _lasting(county, set(old_codes) - {new_code}, on).count()
    if moving:
        yield _("%(count)d 段派驻到前一天结束，从合并之日起转到合并后的村。") % {"count": moving}
    secretaries = _lasting(county, {*old_codes, new_code}, on).filter(role=Role.FIRST_SECRETARY).count()
    if secretaries > 1:
        yield _("合并后的村会有 %(count)d 位第一书记，请在合并后调整。") % {"count": secretaries}


def _lasting(county: str, codes: Iterable[str], on: date) -> CountyQuerySet[Posting]:
    """Postings of villages that reach beyond the last day before a merge."""
    reaching = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return Posting.objects.in_county(county).filter(reaching, village_code__in=list(codes))


def _carried_on(posting: Posting, new_code: str, on: date) -> Posting:
    return Posting(
        id=uuid7(),
        county_code=posting.county_code,
        person_id=posting.person_id,
        batch_id=posting.batch_id,
        unit_id=posting.unit_id,
        village_code=new_code,
        role=posting.role,
        sender_level=posting.sender_level,
        starts_on=on,
        ends_on=posting.ends_on,
    )
