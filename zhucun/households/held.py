"""Figures of the register that nobody needs to ask a village for."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhucun.engine.period import Period
from zhucun.households.choices import Circumstance
from zhucun.households.models import Household, Mark, Membership, Pairing, holding
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.held_figures import HeldFigure, HeldLine, offer

SEE = "households.see"
KINDS = {
    Circumstance.LIFTED: ("households-lifted", ("脱贫户", "脱贫户户数")),
    Circumstance.ALLOWANCE: ("households-allowance", ("低保户", "低保户户数")),
    Circumstance.SUPPORTED: ("households-supported", ("特困户", "特困供养户数")),
}


def offer_all() -> None:
    """Called at start."""
    offer(
        HeldFigure(
            name="households",
            label=_("农户户数"),
            unit=_("户"),
            needs=SEE,
            rows=_households,
            lines=_heads,
            also=("总户数", "农户总数", "户籍户数", "常住户数", "村民户数"),
        ),
        HeldFigure(
            name="members",
            label=_("农户成员人数"),
            unit=_("人"),
            needs=SEE,
            rows=_members,
            lines=_members_told,
            also=("总人口", "人口数", "户籍人口", "农户人口", "村民人数"),
        ),
        HeldFigure(
            name="pairings",
            label=_("结对帮扶户数"),
            unit=_("条"),
            needs=SEE,
            rows=_pairings,
            lines=_pairings_told,
            village="place_code",
            also=("结对户数", "帮扶结对数", "结对帮扶情况"),
        ),
        *(_of_kind(kind, name, also) for kind, (name, also) in KINDS.items()),
    )


def _of_kind(kind: Circumstance, name: str, also: tuple[str, ...]) -> HeldFigure:
    def rows(county: str, period: Period) -> CountyQuerySet[Household]:
        marks = Mark.objects.in_county(county).filter(
            holding(clock.today()), kind=kind, villager__isnull=True
        )
        return _households(county, period).filter(
            Q(circumstance=kind) | Q(id__in=marks.values("household_id"))
        )

    return HeldFigure(
        name=name, label=kind.label, unit=_("户"), needs=SEE, rows=rows, lines=_heads, also=also
    )


def _households(county: str, _period: Period) -> CountyQuerySet[Household]:
    rows = Household.objects.in_county(county).filter(ends_on__isnull=True)
    return rows.order_by("village_code", "head_name", "id")


def _heads(rows: CountyQuerySet[Household]) -> list[HeldLine]:
    return [
        HeldLine(row.head_name, row.group_name, "households:household", {"household_id": row.id})
        for row in rows
    ]


def _members(county: str, _period: Period) -> CountyQuerySet[Membership]:
    rows = Membership.objects.in_county(county).filter(ends_on__isnull=True, voided=False)
    return rows.order_by("village_code", "household_id", "id")


def _members_told(rows: CountyQuerySet[Membership]) -> list[HeldLine]:
    """Each by the household, with how many are in it: a list of names would name children."""
    found: dict[object, HeldLine] = {}
    for row in rows.select_related("household"):
        held = found.get(row.household_id)
        line = HeldLine(
            row.household.head_name,
            row.household.group_name,
            "households:household",
            {"household_id": row.household_id},
            1 + (held.amount or 0 if held else 0),
        )
        found[row.household_id] = line
    return list(found.values())


def _pairings(county: str, _period: Period) -> CountyQuerySet[Pairing]:
    rows = Pairing.objects.in_county(county).filter(holding(clock.today()), household__isnull=False)
    return rows.select_related("household").order_by("place_code", "name", "id")


def _pairings_told(rows: CountyQuerySet[Pairing]) -> list[HeldLine]:
    return [
        HeldLine(
            row.household.head_name,
            f"{row.get_kind_display()} · {row.name}",
            "households:household",
            {"household_id": row.household.id},
        )
        for row in rows
    ]
