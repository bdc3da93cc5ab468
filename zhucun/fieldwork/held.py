"""How much was recorded in a village over some days, for those who would ask it."""

from django.utils.translation import gettext_lazy as _

from zhucun.engine.period import Period
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import NEWEST_FIRST, standing
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.held_figures import HeldFigure, HeldLine, offer

SEE = "fieldwork.see"


def offer_all() -> None:
    """Called at start."""
    offer(
        HeldFigure(
            name="records",
            label=_("工作记录条数"),
            unit=_("条"),
            needs=SEE,
            rows=_records,
            lines=_lines,
            of_period=True,
            also=("工作日志篇数", "民情日记篇数", "驻村日志篇数"),
        ),
        HeldFigure(
            name="visits",
            label=_("走访农户次数"),
            unit=_("次"),
            needs=SEE,
            rows=_visits,
            lines=_lines,
            of_period=True,
            also=("走访次数", "入户走访次数", "走访户次", "入户次数"),
        ),
    )


def _records(county: str, period: Period) -> CountyQuerySet[WorkRecord]:
    rows = standing(county).filter(occurred_on__gte=period.first, occurred_on__lte=period.last)
    return rows.order_by(*NEWEST_FIRST)


def _visits(county: str, period: Period) -> CountyQuerySet[WorkRecord]:
    return _records(county, period).filter(household__isnull=False)


def _lines(rows: CountyQuerySet[WorkRecord]) -> list[HeldLine]:
    return [
        HeldLine(row.title, f"{row.occurred_on:%Y-%m-%d}", "fieldwork:record", {"record_id": row.id})
        for row in rows
    ]
