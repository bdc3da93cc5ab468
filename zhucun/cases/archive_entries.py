"""What lies in a village's archive from here: cases raised in the year. Of what is confidential only that there was one."""

from collections.abc import Collection, Iterator
from functools import partial
from uuid import UUID

from django.urls import reverse

from zhucun.cases import queries
from zhucun.cases.filters import Filters, Standing
from zhucun.cases.listing import Line, Teller
from zhucun.cases.models import Case
from zhucun.cases.paper_source import NOT_TOLD
from zhucun.cases.routing import SEE
from zhucun.documents.archives.entries import Asked, Held, Looked, Lying, Source, offer_entries
from zhucun.documents.gb9704.paper import written
from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import within
from zhucun.policy.pack.archive_model import Entry, Filled

NAME = "cases.cases"


def offer_all() -> None:
    offer_entries(NAME, Source(SEE, lying, read, there))


def lying(asked: Asked) -> Iterator[Lying]:
    for id, day, flow in _cases(asked).order_by().values_list("id", "raised_on", "flow"):
        yield Lying(NAME, id, day, Entry(Filled.FLOWS, flow))


def read(asked: Asked, ids: Collection[UUID]) -> Iterator[Held]:
    rows = list(_cases(asked).filter(id__in=ids).select_related("raised_by", "waits_user"))
    teller = Teller.of(asked.whole.county, clock.today(), asked.places, rows)
    return map(partial(_held, asked), teller.lines(rows))


def there(looked: Looked) -> Iterator[tuple[str, Entry]]:
    """That there was one is no secret; what it is about stays out."""
    rows = Case.objects.in_county(looked.county).filter(
        within("place_code", looked.village or looked.county),
        raised_on__gte=looked.first,
        raised_on__lte=looked.last,
    )
    for village, flow in rows.order_by().values_list("place_code", "flow").distinct():
        yield village, Entry(Filled.FLOWS, flow)


def _cases(asked: Asked) -> CountyQuerySet[Case]:
    today = clock.today()
    filters = Filters(place=asked.village, month=Period(asked.first, asked.last), standing=Standing.ALL)
    return queries.visible(asked.whole, today).filter(filters.conditions(today))


def _held(asked: Asked, line: Line) -> Held:
    case = line.case
    hidden = case.confidential or case.against_id is not None
    told = [("种类", line.kind), ("提出日期", written(case.raised_on)), ("办到哪一步", line.state)]
    told += [("办结日期", written(case.ended_on))] if case.ended_on else []
    return Held(
        id=case.id,
        title=f"{line.kind}：{NOT_TOLD if hidden else case.title}",
        day=case.raised_on,
        path=reverse("cases:case", args=[asked.whole.county, case.id]),
        lines=tuple(told),
    )
