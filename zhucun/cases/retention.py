"""Files beside a case go when its term is over, their content too; nothing of a household is dropped while a case is open."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhucun.cases.models import Case, CaseFile
from zhucun.documents import store
from zhucun.documents.queries import named
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.erasing import erase
from zhucun.kernel.place_codes import within
from zhucun.places.queries import counties
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, hold_back, offer


def offer_all() -> None:
    """Called at start."""
    offer(Held("case-file", Then.DELETE, _over, _erase_files, _show, _in_place, _of_households))
    hold_back("cases.open", _("有事项正在办的户"), _asked_about)


def _asked_about(county: str) -> Any:
    rows = Case.objects.in_county(county).filter(ending="", subject_id__isnull=False)
    return rows.values("subject_id")


def _over(county: str, last: date) -> CountyQuerySet[CaseFile]:
    return CaseFile.objects.in_county(county).filter(case__ended_on__lte=last)


def _erase_files(county: str, ids: Sequence[UUID], on: date) -> None:
    """Content goes before the commit: killed in between, the row is due again, and no content is left without a row."""
    rows = CaseFile.objects.in_county(county).filter(id__in=ids)
    digests = set(rows.values_list("digest", flat=True))
    erase(rows)
    for digest in digests - _still_named(digests):
        store.drop(digest)


def _still_named(digests: set[str]) -> set[str]:
    """One content is stored once, whoever added it."""
    found: set[str] = set()
    for county in counties():
        rows = CaseFile.objects.in_county(county).filter(digest__in=digests)
        found |= {*rows.values_list("digest", flat=True), *named(county, digests)}
    return found


def _in_place(county: str, prefix: str) -> Q:
    rows = Case.objects.in_county(county).filter(within("place_code", prefix))
    return Q(case_id__in=rows.values("id"))


def _of_households(county: str, households: Any) -> Q:
    rows = Case.objects.in_county(county).filter(subject_id__in=households)
    return Q(case_id__in=rows.values("id"))


def _show(rows: Iterable[CaseFile]) -> list[Shown]:
    """By the kind of case; of a confidential one not even that."""
    named_too = rows.select_related("case__flow_version") if isinstance(rows, CountyQuerySet) else rows
    return [_shown(row) for row in named_too]


def _shown(row: CaseFile) -> Shown:
    if row.case.confidential:
        return Shown(row.id, str(_("保密的事项")), "")
    return Shown(row.case_id, row.case.flow_version.title, row.case.place_code, "cases:case")
