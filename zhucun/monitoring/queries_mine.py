"""Measures that one account answers for."""

from datetime import date, timedelta

from django.db.models import Q

from zhucun.accounts.scope import Scope
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.short import Counts, counted
from zhucun.monitoring.models import HelpMeasure
from zhucun.monitoring.queries import OPEN_MEASURES

MINE = "measures"
SOON = timedelta(days=7)


def mine_in(scope: Scope) -> CountyQuerySet[HelpMeasure]:
    """What the reader answers for and has not done, the first day first."""
    rows = HelpMeasure.objects.for_scope(scope).filter(owner_user_id=scope.user_id, state__in=OPEN_MEASURES)
    return rows.select_related("household").order_by("due_on", "id")


def mine_counted(scope: Scope, today: date) -> Counts:
    """Of those whose day comes within a week or has passed, for the home page."""
    rows = mine_in(scope).select_related(None).filter(due_on__lte=today + SOON)
    return counted(rows, MINE, day="due_on", overdue=Q(due_on__lt=today))
