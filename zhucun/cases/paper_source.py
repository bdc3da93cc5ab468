"""What papers are written from here: the matters of a place in a period. Of what is confidential, or against somebody,
only that there was one.
"""

from urllib.parse import urlencode

from django.urls import reverse

from zhucun.cases import queries
from zhucun.cases.filters import Filters, Standing
from zhucun.cases.listing import Line, Teller
from zhucun.cases.routing import SEE
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, offer_source, words
from zhucun.policy.pack.paper_filling import Fact, Row

NOT_TOLD = "（不公开）"


def offer_all() -> None:
    offer_source("cases", SEE, cases)


def cases(asked: Asked) -> Given:
    """Raised in the period. Each number opens the list of just these."""
    filters = Filters(place=asked.subject.village, month=asked.period, standing=Standing.ALL)
    found = queries.visible(asked.whole, asked.on).filter(filters.conditions(asked.on))
    rows = list(found.select_related("raised_by", "waits_user").order_by("raised_on", "id"))
    teller = Teller.of(asked.county, asked.on, asked.places, rows)
    over = sum(bool(row.ending) for row in rows)
    fields = {
        "count": asked.counted(len(rows), _address(asked, Standing.ALL)),
        "settled": asked.counted(over, _address(asked, Standing.ENDED)),
        "open": asked.counted(len(rows) - over, _address(asked, Standing.OPEN)),
    }
    return Given(fields, [_row(asked, line) for line in teller.lines(rows)])


def _address(asked: Asked, standing: Standing) -> str:
    query = {"place": asked.subject.village, "standing": str(standing), "month": asked.month}
    kept = {name: value for name, value in query.items() if value}
    return f"{reverse('cases:list', args=[asked.county])}?{urlencode(kept)}"


def _row(asked: Asked, line: Line) -> Row:
    case = line.case
    page = asked.link(reverse("cases:case", args=[asked.county, case.id]))
    hidden = case.confidential or case.against_id is not None
    return {
        "title": words(NOT_TOLD) if hidden else Fact(case.title, page),
        "kind": words(line.kind),
        "raised": words(written(case.raised_on)),
        "state": words(line.state),
        "ended": words(written(case.ended_on) if case.ended_on else ""),
    }
