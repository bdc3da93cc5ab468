"""What a home page tells of envelopes that were not carried out: those that wait for the reader, and the reader's own."""

from django.db.models import Q
from django.db.models.functions import TruncDate

from zhucun.accounts.scope import Scope
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.short import Counts, counted
from zhucun.sync import queries
from zhucun.sync.choices import HeldState
from zhucun.sync.models import Held

TO_SETTLE, OWN = "held", "held_own"
NEVER_LATE = Q(pk__in=[])


def to_settle_counted(scope: Scope) -> Counts:
    """What waits for the reader's word: nobody settles what is the own."""
    rows = queries.open_in(scope).exclude(user_id=scope.user_id)
    return _counted(rows.select_related(None), TO_SETTLE)


def own_counted(scope: Scope) -> Counts:
    rows = Held.objects.in_county(scope.county).filter(state=HeldState.OPEN, user_id=scope.user_id)
    return _counted(rows, OWN)


def _counted(rows: CountyQuerySet[Held], name: str) -> Counts:
    days = rows.annotate(day=TruncDate("held_at", tzinfo=clock.SHANGHAI))
    return counted(days, name, day="day", overdue=NEVER_LATE)
