"""The rules of the pack run over a county every night: each opens one lead per household, and says which figure it saw.

A rule that was answered stays silent about a household until its figure changes, so that what was looked at is not
asked again every morning. The run may be killed at any time and run again at any time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.monitoring.choices import Channel
from zhucun.monitoring.figures import Figures, figures_of
from zhucun.monitoring.models import Lead
from zhucun.monitoring.queries import OPEN_LEADS
from zhucun.monitoring.rules import rules_of, said
from zhucun.monitoring.services import SAYS
from zhucun.monitoring.snapshot import Snapshot
from zhucun.places.queries import counties
from zhucun.policy.pack.warning_model import RuleOn

AT_ONCE = 1000
Seen = Mapping[tuple[str, UUID], int | None]


@dataclass(frozen=True, slots=True)
class Warned:
    """What a run did in one county."""

    county: str
    rules: int
    leads: int


def warn_everywhere(*, by: Actor, at: datetime) -> Iterator[Warned]:
    """Every county whose pack has warning rules, each in a transaction of its own."""
    for county in counties():
        if rules_of(county, clock.date_of(at)):
            warned = run_warnings(by=by, county=county, at=at)
            if warned.leads:
                yield warned


@recorded("monitoring.rules_run", _("按规则提示监测线索"))
def run_warnings(*, by: Actor, county: str, at: datetime) -> Warned:
    """Open a lead for every household that a rule fits and that is not being looked at for it."""
    on = clock.date_of(at)
    rules = rules_of(county, on)
    now = Snapshot(county, on)
    figures = figures_of(now, (rule.reads for rule in rules))
    seen = _seen(county)
    hits = [(rule, id, figure) for rule in rules for id, figure in _hits(rule, figures[rule.reads], seen)]
    villages = _villages(county, {id for _rule, id, _figure in hits})
    leads = [_lead(county, rule, id, figure, villages[id], on) for rule, id, figure in hits if id in villages]
    Lead.objects.bulk_create(leads, batch_size=AT_ONCE)
    note(rules=len(rules), leads=len(leads))
    return Warned(county, len(rules), len(leads))


def _hits(rule: RuleOn, figures: Figures, seen: Seen) -> Iterator[tuple[UUID, int]]:
    for id, figure in figures.items():
        if rule.fits(figure) and seen.get((rule.id, id), ...) not in (None, figure):
            yield id, figure


def _seen(county: str) -> Seen:
    """By rule and household: the figure of the last lead that was answered, None while one is open."""
    rows = Lead.objects.in_county(county).exclude(rule="").order_by("found_on", "id")
    return {
        (rule, household): None if state in OPEN_LEADS else figure
        for rule, household, state, figure in rows.values_list("rule", "household_id", "state", "figure")
    }


def _villages(county: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = Household.objects.in_county(county).filter(ends_on__isnull=True).order_by()
    wanted = set(ids)
    return {id: village for id, village in rows.values_list("id", "village_code") if id in wanted}


def _lead(county: str, rule: RuleOn, household: UUID, figure: int, village: str, on: date) -> Lead:
    return Lead(
        county_code=county,
        household_id=household,
        village_code=village,
        channel=Channel.RULE,
        rule=rule.id,
        figure=figure,
        says=said(rule, figure)[:SAYS],
        found_on=on,
    )
