"""The notice that hangs in a village: which households are proposed to be monitored, or to be monitored no more.

It names the head of the household, the group and the category, and nothing else: no number, no telephone, no account,
nothing of anybody's health – a risk would tell of an illness, so it stays out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from zhucun.accounts.scope import Scope
from zhucun.cases.models import Case
from zhucun.cases.pages import seen_values
from zhucun.cases.queries import visible
from zhucun.households.models import Household
from zhucun.households.queries import households_by_ids
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.conditions import number_on
from zhucun.monitoring.services_opening import FLOW, REMOVAL
from zhucun.policy.pack import Pack

POSTED = ("posting", "notice")  # states of the nation's flows in which a notice is made or hangs
CATEGORY = {FLOW: "kind", REMOVAL: "how"}
DAY, DAYS = "posted_on", "monitoring_notice_days"


@dataclass(frozen=True, slots=True)
class Named:
    """A household on the notice."""

    head_name: str
    group: str
    category: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One sheet: households of one flow that are posted from the same day."""

    removal: bool
    first: date
    last: date
    hangs: bool  # registered as posted already
    named: tuple[Named, ...]


def notices_of(scope: Scope, village: str, pack: Pack, today: date) -> list[Notice]:
    """The sheets of a village, those to be posted today first."""
    cases = list(_posted(scope, today).filter(place_code=village).order_by("raised_on", "id"))
    ids = [case.subject_id for case in cases if case.subject_id]
    homes = households_by_ids(scope.county, ids) if ids else {}
    sheets: dict[tuple[bool, date, bool], list[Named]] = {}
    for case in cases:
        told = {one.key: one for one in seen_values(scope, case)}
        home = homes.get(case.subject_id) if case.subject_id else None
        if home is not None:
            posted = told.get(DAY)
            first = date.fromisoformat(str(posted.value)) if posted else today
            category = told.get(CATEGORY[case.flow])
            row = _named(home, category.shown if category else "")
            sheets.setdefault((case.flow == REMOVAL, first, posted is not None), []).append(row)
    days = number_on(pack, DAYS, today)
    return [
        Notice(removal, first, first + timedelta(days=days or 0), hangs, tuple(named))
        for (removal, first, hangs), named in sorted(sheets.items(), key=lambda one: (one[0][2], one[0]))
    ]


def villages_posting(scope: Scope, today: date) -> list[str]:
    """Villages in which a notice is to be posted or hangs."""
    codes: Iterable[str] = _posted(scope, today).order_by("place_code").values_list("place_code", flat=True)
    return list(dict.fromkeys(codes))


def _posted(scope: Scope, today: date) -> CountyQuerySet[Case]:
    return visible(scope, today).filter(flow__in=list(CATEGORY), state__in=POSTED, ending="")


def _named(home: Household, category: str) -> Named:
    return Named(home.head_name, home.group_name, category)
