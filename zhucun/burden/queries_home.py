"""What the home page tells of burden: what a village has still to answer, what waits for the county; read with other counts."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from zhucun.accounts.scope import Scope
from zhucun.burden.checks import ANSWER, APPROVE
from zhucun.burden.choices import Outcome, State
from zhucun.burden.models import Answer, DataRequest, RequestTime, UnregisteredRequest
from zhucun.burden.queries import visible
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.short import Counts, counted

TO_ANSWER, TO_APPROVE, TO_SETTLE = "to_answer", "requests_to_approve", "refused_to_settle"
SOON, LATE_FOR = timedelta(days=14), timedelta(days=92)


def to_answer_counted(scope: Scope, today: date) -> Counts | None:
    """What the reader's village has not answered and is due within two weeks, or was; nothing without one village."""
    villages = [prefix for prefix in scope.narrowed(ANSWER).prefixes if len(prefix) == VILLAGE]
    if len(villages) != 1:
        return None
    answered = Answer.objects.in_county(scope.county).filter(
        request_id=OuterRef("request_id"), nth=OuterRef("nth"), village_code=villages[0], is_current=True
    )
    running = visible(scope.narrowed(ANSWER)).filter(state=State.APPROVED)
    rows = RequestTime.objects.in_county(scope.county).filter(
        ~Exists(answered),
        request_id__in=running.values("id"),
        first_on__lte=today,
        due_on__gte=today - LATE_FOR,
        due_on__lte=today + SOON,
    )
    return counted(rows, TO_ANSWER, day="due_on", overdue=Q(due_on__lt=today))


def to_decide_counted(scope: Scope) -> list[Counts]:
    """What others have submitted, and what villages refused: for whoever decides for the county."""
    if not scope.narrowed(APPROVE).whole_county:
        return []
    asked = DataRequest.objects.in_county(scope.county).filter(state=State.SUBMITTED)
    others = asked.exclude(Q(drafted_by=scope.user_id) | Q(submitted_by=scope.user_id))
    waiting = UnregisteredRequest.objects.in_county(scope.county).filter(outcome=Outcome.WAITING)
    never = Q(id__isnull=True)  # nothing here has a day to be late for
    return [
        counted(others, TO_APPROVE, day="first_on", overdue=never),
        counted(waiting, TO_SETTLE, day="asked_on", overdue=never),
    ]
