"""What the tests of the register do in one line each: enter a household, a person, ask what the trail and history say."""

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.households import services_people
from zhucun.households.domain import Entry
from zhucun.households.domain_people import VillagerEntry
from zhucun.households.models import Household, Membership, RegistryAct
from zhucun.households.services import add_household
from zhucun.kernel import clock
from zhucun.testing.county import SINCE


def home(cast, head="张三", village=0, **other):
    entry = Entry(village_code=cast.villages[village].code, head_name=head, people=4, **other)
    return add_household(by=cast.township_officer, county=cast.home.code, entry=entry, on=SINCE)


def add(cast, household, name="张三", relation="head", by="first_secretary", **other):
    given = {"on": SINCE, **other}
    person = {key: given.pop(key) for key in list(given) if key in VillagerEntry.__slots__}
    return services_people.add_villager(
        by=getattr(cast, by),
        county=cast.home.code,
        household=household,
        relation=relation,
        entry=VillagerEntry(name=name, **person),
        **given,
    )


def family(cast, village=0, **people):
    """A household and its people by relation: `family(cast, head="张三", spouse="王芳")`."""
    people = people or {"head": "张三", "spouse": "王芳", "son": "张明"}
    household = home(cast, people.get("head", "张三"), village)
    return household, {
        relation: add(cast, household, name, relation, by="township_officer")
        for relation, name in people.items()
    }


def scope(cast, who="first_secretary"):
    return scope_of(getattr(cast, who), cast.home.code, on=clock.today()).narrowed("households.see")


def names_in(cast, household):
    rows = Membership.objects.in_county(cast.home.code).filter(
        household=household, ends_on__isnull=True, voided=False
    )
    return {row.villager.name: row.relation for row in rows.select_related("villager")}


def line(cast, act):
    """The last line of the trail of one act."""
    return AuditEvent.objects.in_county(cast.home.code).filter(act=f"households.{act}").latest("seq")


def history(cast, household):
    rows = RegistryAct.objects.in_county(cast.home.code).filter(household=household).order_by("id")
    return [row.act for row in rows]


def kept(cast, household):
    return Household.objects.in_county(cast.home.code).get(id=household.id)
