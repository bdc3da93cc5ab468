"""Who is stationed in a village, for those who would ask it."""

from django.utils.translation import gettext_lazy as _

from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import overlapping
from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.held_figures import HeldFigure, HeldLine, offer


def offer_all() -> None:
    """Called at start."""
    offer(
        HeldFigure(
            name="stationed",
            label=_("驻村干部人数"),
            unit=_("人"),
            needs="dispatch.see",
            rows=_rows,
            lines=_lines,
            also=("驻村人数", "工作队人数", "工作队员人数", "驻村工作队人数", "第一书记和工作队员人数"),
        )
    )


def _rows(county: str, _period: Period) -> CountyQuerySet[Posting]:
    today = clock.today()
    rows = Posting.objects.in_county(county).filter(overlapping(today, today))
    return rows.select_related("person", "unit").order_by("village_code", "role", "starts_on", "id")


def _lines(rows: CountyQuerySet[Posting]) -> list[HeldLine]:
    return [
        HeldLine(
            row.person.name,
            f"{row.get_role_display()} · {row.unit.name}",
            "dispatch:posting",
            {"posting_id": row.id},
        )
        for row in rows
    ]
