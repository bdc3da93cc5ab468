"""Households go with their village when villages are merged; records keep the village under which they were made."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from zhucun.audit.services import System
from zhucun.households import queries, services


def follow(county: str, old_codes: Sequence[str], new_code: str, on: date) -> None:
    services.move_with_village(
        by=System("村的合并"), county=county, old_codes=old_codes, new_code=new_code, on=on
    )


def foresee(county: str, old_codes: Sequence[str], new_code: str, on: date) -> Iterable[str]:
    """What the merge's preview says of households."""
    count = queries.count_in(county, set(old_codes) - {new_code})
    return [_("%(count)s 户农户转到合并后的村名下。") % {"count": count}] if count else []
