"""What duties can ask of work records: those that stand, of the forms that some duty reads, in one query."""

from collections.abc import Iterator

from zhucun.fieldwork.queries import standing
from zhucun.policy.offers import Asked, Event


def records(asked: Asked, forms: frozenset[str]) -> Iterator[Event]:
    """Every standing record of these forms and days."""
    if not forms:
        return
    found = standing(asked.county).filter(
        form__in=sorted(forms), occurred_on__gte=asked.first, occurred_on__lte=asked.last
    )
    if asked.posting_ids is not None:
        found = found.filter(posting_id__in=asked.posting_ids)
    rows = found.order_by("occurred_on", "id")
    for id, posting, day, form, household, body in rows.values_list(
        "id", "posting_id", "occurred_on", "form", "household_id", "body"
    ):
        yield Event(posting=posting, day=day, record=id, form=form, household=household, body=body)
