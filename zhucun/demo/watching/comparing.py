"""A department's list, held against the register as an officer would, and what became of those it named."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from zhucun.accounts.queries import scope_of
from zhucun.demo.diary import Story
from zhucun.demo.names import Names
from zhucun.demo.watching.acting import Watch
from zhucun.dispatch.models import Posting
from zhucun.households.models import Membership
from zhucun.kernel.identity import Sex
from zhucun.monitoring.checks import MANAGE
from zhucun.monitoring.choices import Channel, LeadState
from zhucun.monitoring.comparing import compare, read_list
from zhucun.monitoring.models import Lead
from zhucun.monitoring.register import people_in
from zhucun.monitoring.services import dismiss_lead
from zhucun.monitoring.services_comparing import add_compared_leads
from zhucun.places import queries as places

SAYS = "医保部门上月名单：个人自付的医疗费用较多，请核实。"
KNOWN, STRANGERS, ANSWERED = (
    14,
    4,
    3,
)  # people of the register on the list, others on it, leads looked at since
NOTHING = "已经报销和救助，剩下的家里担得起，不影响生活。"


def compared(watch: Watch, near: Sequence[Posting], names: Names, rng: Random, day: date) -> Story:
    """The county compares, two villages answer a few days later."""
    officer, county = watch.office.county_officer, watch.county
    text = _list_of(county, [one.village_code for one in near], names, rng)
    asked = read_list(text, None)
    scope = scope_of(officer, county, on=day).narrowed(MANAGE)
    people = people_in(scope, {one.name for one in asked}, {one.hash for one in asked})
    found = compare(asked, people, places.names(county))
    add_compared_leads(
        by=officer, county=county, households=found.sure, says=SAYS, lines=found.lines, at=watch.at(day)
    )
    yield (day := day + timedelta(days=5))
    by_village = {one.village_code: one.person.user for one in near}
    leads = Lead.objects.in_county(county).filter(state=LeadState.OPEN, channel=Channel.COMPARED, says=SAYS)
    for lead in list(leads.select_related("household").order_by("village_code", "household__head_name"))[
        :ANSWERED
    ]:
        user = by_village[lead.village_code]
        dismiss_lead(by=user, lead=lead, because=NOTHING, at=watch.at(day))


def _list_of(county: str, villages: Sequence[str], names: Names, rng: Random) -> str:
    """As a department would send it: a name, a number, the village; some of them nobody knows here."""
    here = Membership.objects.in_county(county).filter(village_code__in=villages, ends_on__isnull=True)
    numbered = list(here.exclude(villager__id_hash="").order_by("id").values_list("id", flat=True))
    drawn = rng.sample(numbered, min(KNOWN, len(numbered)))
    chosen = here.filter(id__in=drawn).select_related("villager").order_by("id")
    titles = places.names(county)
    lines = [f"{one.villager.name}\t{one.villager.id_number}\t{titles[one.village_code]}" for one in chosen]
    lines += [f"{names.person(rng.choice(list(Sex)))}\t\t" for _at in range(STRANGERS)]
    return "\n".join(["姓名\t身份证号\t村", *lines])
