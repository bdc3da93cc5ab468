"""How many households of a village are monitored, for those who would ask it."""

from django.utils.translation import gettext_lazy as _

from zhucun.engine.period import Period
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.checks import SEE
from zhucun.monitoring.models import Monitored
from zhucun.policy.held_figures import HeldFigure, HeldLine, offer


def offer_all() -> None:
    """Called at start."""
    offer(
        HeldFigure(
            name="monitored",
            label=_("在测监测户数"),
            unit=_("户"),
            needs=SEE,
            rows=_rows,
            lines=_lines,
            also=("监测户数", "监测户", "监测对象", "防返贫监测户数", "未消除风险监测户数"),
        )
    )


def _rows(county: str, _period: Period) -> CountyQuerySet[Monitored]:
    rows = Monitored.objects.in_county(county).filter(removed_on__isnull=True)
    return rows.select_related("household").order_by("since", "id")


def _lines(rows: CountyQuerySet[Monitored]) -> list[HeldLine]:
    return [
        HeldLine(
            row.household.head_name,
            f"{row.get_kind_display()} · {row.since:%Y-%m-%d}",
            "households:household",
            {"household_id": row.household_id},
        )
        for row in rows
    ]
