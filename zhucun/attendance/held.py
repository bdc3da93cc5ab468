"""Days in the village, for those who would ask it: whole months as their calendars stand, added up over the people there."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from zhucun.attendance.models import PostingMonth
from zhucun.engine.period import Period
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.held_figures import HeldFigure, HeldLine, offer


def offer_all() -> None:
    """Called at start."""
    offer(
        HeldFigure(
            name="days-in-village",
            label=_("驻村干部在村天数（合计）"),
            unit=_("天"),
            needs="attendance.see",
            rows=_rows,
            lines=_lines,
            of_period=True,
            adds="done",
            also=("驻村天数", "在岗天数", "在村天数", "工作队驻村天数"),
        )
    )


def _rows(county: str, period: Period) -> CountyQuerySet[PostingMonth]:
    """Every month that the period touches, whole: a calendar is confirmed by months."""
    rows = PostingMonth.objects.in_county(county).filter(
        month__gte=period.first.replace(day=1), month__lte=period.last, done__isnull=False
    )
    return rows.order_by("month", "village_code", "role", "person_name", "id")


def _lines(rows: CountyQuerySet[PostingMonth]) -> list[HeldLine]:
    return [
        HeldLine(
            row.person_name,
            date_format(row.month, "YEAR_MONTH_FORMAT"),
            "attendance:calendar",
            {"month": row.month, "posting": row.posting_id},
            row.done,
        )
        for row in rows
    ]
