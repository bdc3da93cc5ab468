"""What a merge of villages means for their types: they end with the village; the village that takes over keeps its own.

Of which types the merged village is, people say anew: a type is a county's word on one village.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from zhucun.audit.services import note
from zhucun.kernel.county import CountyQuerySet
from zhucun.places.models import VillageType

BECAUSE = "村合并"


def follow(county: str, old_codes: Sequence[str], new_code: str, on: date) -> None:
    """End the types of villages that end; one that had not begun yet never holds."""
    lasting = _lasting(county, old_codes, new_code, on)
    coming = lasting.filter(starts_on__gte=on).update(voided=True, void_because=BECAUSE)
    ended = lasting.filter(starts_on__lt=on).update(ends_on=on - timedelta(days=1), end_because=BECAUSE)
    if coming or ended:
        note(types=coming + ended)


def foresee(county: str, old_codes: Sequence[str], new_code: str, on: date) -> Iterable[str]:
    count = _lasting(county, old_codes, new_code, on).count()
    if count:
        yield _("%(count)d 条村类型到前一天为止；合并后的村属于什么类型，请按文件重新登记。") % {
            "count": count
        }


def _lasting(county: str, old_codes: Sequence[str], new_code: str, on: date) -> CountyQuerySet[VillageType]:
    reaching = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    ending = set(old_codes) - {new_code}
    return VillageType.objects.in_county(county).filter(reaching, voided=False, village_code__in=ending)
