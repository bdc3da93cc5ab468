"""What does not fit together in monitoring: rules offered to the check list of the register, each a set query.

None of it changes anything: a rule asks somebody to look. Only who may see monitoring of a place is told of it there.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q
from django.db.models.functions import Cast, ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Housing, Water
from zhucun.households.models import Membership
from zhucun.households.quality import registry
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.checks import SEE
from zhucun.monitoring.choices import MeasureState
from zhucun.monitoring.conditions import line_on, number_on
from zhucun.monitoring.domain import MONTHS_A_YEAR, SCHOOL_AGE, years_before
from zhucun.monitoring.facts import DROPPED_OUT, NO_INSURANCE
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Monitored
from zhucun.policy.queries import pack_of

HELPED, WITHIN = "helped", 2  # removed in the month it was identified, or in the next
ANSWERS: Mapping[
    str, tuple[str, ...]
] = {  # a risk, and the kinds of measure of which one should have been done
    "illness": ("health", "security", "social"),
    "study": ("schooling", "education", "social"),
}
MONTH = timedelta(days=30)
Rows = CountyQuerySet[Monitored]
Narrowing = Callable[[Scope, date, Rows], Rows]


def offer() -> None:
    for code, (title, narrowed, todo) in RULES.items():
        registry.offer(code, title, _source(narrowed), todo)


def _source(narrowed: Narrowing) -> registry.Source:
    def source(scope: Scope, on: date) -> Rows:
        seen = scope.narrowed(SEE)
        return narrowed(seen, on, Monitored.objects.for_scope(seen))

    return source


def _removed(scope: Scope, rows: Rows) -> Rows:
    """Removed, and not taken in again since."""
    later = Monitored.objects.for_scope(scope).filter(household=OuterRef("household"), id__gt=OuterRef("id"))
    return rows.filter(~Exists(later), removed_on__isnull=False, household__ends_on__isnull=True)


def _measures(scope: Scope) -> CountyQuerySet[HelpMeasure]:
    return HelpMeasure.objects.for_scope(scope).filter(monitored=OuterRef("id"))


def _sheets(scope: Scope) -> CountyQuerySet[IncomeSheet]:
    return IncomeSheet.objects.for_scope(scope).filter(household=OuterRef("household"), is_current=True)


def _failing(scope: Scope, on: date, rows: Rows) -> Rows:
    people = Membership.objects.for_scope(scope).filter(
        household=OuterRef("household"), ends_on__isnull=True, voided=False
    )
    at_school_age = Q(
        villager__born_on__lte=years_before(on, SCHOOL_AGE.start),
        villager__born_on__gt=years_before(on, SCHOOL_AGE.stop),
    )
    fails = Q(household__housing=Housing.UNSAFE) | Q(household__water=Water.UNSAFE)
    fails |= Q(Exists(people.filter(villager__medical_insurance=NO_INSURANCE)))
    fails |= Q(Exists(people.filter(at_school_age, villager__schooling=DROPPED_OUT)))
    return _removed(scope, rows).filter(fails)


def _without_measure(scope: Scope, _on: date, rows: Rows) -> Rows:
    done = _measures(scope).filter(state=MeasureState.DONE)
    return _removed(scope, rows).filter(~Exists(done), removed_how=HELPED)


def _unanswered(scope: Scope, _on: date, rows: Rows) -> Rows:
    done = _measures(scope).filter(state=MeasureState.DONE)
    wrong = Q(pk__in=[])
    for risk, kinds in ANSWERS.items():
        wrong |= Q(risks_text__contains=f'"{risk}"') & ~Q(Exists(done.filter(kind__in=kinds)))
    texts: Any = _removed(scope, rows).alias(risks_text=Cast("risks", CharField()))  # SQLite asks no lists
    found: Rows = texts.filter(wrong, removed_how=HELPED)
    return found


def _below_line(scope: Scope, on: date, rows: Rows) -> Rows:
    line = line_on(pack_of(scope.county), on)
    if line is None:
        return rows.none()
    return _removed(scope, rows).filter(Exists(_sheets(scope).filter(per_head__lt=line)))


def _at_once(scope: Scope, _on: date, rows: Rows) -> Rows:
    months = _month("removed_on") - _month("since")
    lasted = ExpressionWrapper(months, output_field=IntegerField())
    counted: Any = _removed(scope, rows).alias(lasted=lasted)
    found: Rows = counted.filter(lasted__lt=WITHIN, removed_how=HELPED)
    return found


def _month(field: str) -> Any:
    return ExpressionWrapper(
        ExtractYear(F(field)) * MONTHS_A_YEAR + ExtractMonth(F(field)), output_field=IntegerField()
    )


def _unplanned(scope: Scope, rows: Rows) -> Rows:
    planned = _measures(scope).exclude(state=MeasureState.STOPPED)
    return rows.filter(~Exists(planned), removed_on__isnull=True)


def _month_unplanned(scope: Scope, on: date, rows: Rows) -> Rows:
    return _unplanned(scope, rows).filter(since__lte=on - MONTH)


def _late(scope: Scope, on: date, rows: Rows) -> Rows:
    days = number_on(pack_of(scope.county), "measures_within_days", on)
    if days is None:
        return rows.none()
    return _unplanned(scope, rows).filter(since__lt=on - timedelta(days=days), since__gt=on - MONTH)


def _no_sheet(scope: Scope, _on: date, rows: Rows) -> Rows:
    return rows.filter(~Exists(_sheets(scope)), removed_on__isnull=True)


RULES = {
    "removed_failing": (
        _("风险已消除，住房、饮水、上学或医保又有问题"),
        _failing,
        _("请入户核实，需要的登记线索。"),
    ),
    "helped_unmeasured": (
        _("帮扶消除，却没有一项落实的措施"),
        _without_measure,
        _("请核对措施有没有漏登。"),
    ),
    "risk_unanswered": (
        _("因病、因学的风险已消除，没有对应的措施"),
        _unanswered,
        _("请核对措施的类别，或者风险是不是真的消除。"),
    ),
    "removed_below_line": (
        _("风险已消除，人均纯收入低于监测收入线"),
        _below_line,
        _("请核对收支表，需要的登记线索。"),
    ),
    "removed_at_once": (_("识别当月或次月就帮扶消除"), _at_once, _("请核对识别和消除的日期。")),
    "month_unmeasured": (_("识别满一个月，还没有安排措施"), _month_unplanned, _("请尽快安排措施。")),
    "late_unmeasured": (_("过了安排措施的期限，还没有安排"), _late, _("请尽快安排措施。")),
    "sheet_missing": (_("监测户还没有收支表"), _no_sheet, _("请入户算一算收支。")),
}
