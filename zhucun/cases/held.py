"""How many cases a village had over some days. What is confidential or against somebody is in no figure of a form."""

from django.utils.translation import gettext_lazy as _

from zhucun.cases.models import Case
from zhucun.cases.routing import SEE
from zhucun.engine.period import Period
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.held_figures import HeldFigure, HeldLine, offer


def offer_all() -> None:
    """Called at start."""
    offer(
        HeldFigure(
            name="cases-raised",
            label=_("收到办件数"),
            unit=_("件"),
            needs=SEE,
            rows=_raised,
            lines=_lines,
            village="place_code",
            of_period=True,
            also=("群众诉求件数", "收集问题数", "群众反映问题数", "收集诉求数"),
        ),
        HeldFigure(
            name="cases-settled",
            label=_("办结办件数"),
            unit=_("件"),
            needs=SEE,
            rows=_settled,
            lines=_lines,
            village="place_code",
            of_period=True,
            also=("解决问题数", "办结件数", "为民办事件数", "解决群众诉求数"),
        ),
    )


def _open_to_all(county: str) -> CountyQuerySet[Case]:
    return Case.objects.in_county(county).filter(confidential=False, against__isnull=True)


def _raised(county: str, period: Period) -> CountyQuerySet[Case]:
    rows = _open_to_all(county).filter(raised_on__gte=period.first, raised_on__lte=period.last)
    return rows.order_by("-raised_on", "-id")


def _settled(county: str, period: Period) -> CountyQuerySet[Case]:
    """Settled in their terms or late; what was refused, withdrawn or merged was not settled."""
    rows = _open_to_all(county).filter(ended_on__gte=period.first, ended_on__lte=period.last)
    return rows.filter(in_time__isnull=False).order_by("-ended_on", "-id")


def _lines(rows: CountyQuerySet[Case]) -> list[HeldLine]:
    return [HeldLine(row.title, f"{row.raised_on:%Y-%m-%d}", "cases:case", {"case": row.id}) for row in rows]
