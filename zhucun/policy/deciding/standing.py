"""The answers that stand, for duties that are made of other duties' answers."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.models import Decision


def answers_between(
    county: str, duties: list[str], first: date, last: date, subjects: Collection[UUID] | None
) -> Iterator[tuple[str, UUID, Period, Answer]]:
    """The answers that stand, of some duties and of the periods that end within some days."""
    rows: CountyQuerySet[Decision] = Decision.objects.in_county(county).filter(
        duty__in=duties, is_current=True, period_to__gte=first, period_to__lte=last
    )
    if subjects is not None:
        rows = rows.filter(subject_id__in=list(subjects))
    for duty, subject, begins, ends, answer in rows.order_by("period_from").values_list(
        "duty", "subject_id", "period_from", "period_to", "answer"
    ):
        yield duty, subject, Period(begins, ends), Answer(answer)
