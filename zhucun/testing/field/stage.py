"""Who plays: the cast with three enrolled phones, a household to visit, and packs that phones have seen."""

from dataclasses import dataclass, replace
from typing import Any

from zhucun.households.domain import Entry
from zhucun.households.models import Household
from zhucun.households.services import add_households_in_bulk
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of
from zhucun.sync.kept_forms import keep_forms
from zhucun.testing.phone import Phone

OLD = "0a" * 32


@dataclass(frozen=True)
class Stage:
    """`phones`: two of the first secretary, one of the team member. `packs`: none said, today's, an old one."""

    cast: Any
    phones: tuple[Phone, Phone, Phone]
    household: Household
    packs: tuple[str, str, str]

    @property
    def county(self) -> str:
        code: str = self.cast.home.code
        return code


def set_up(cast: Any) -> Stage:
    county = cast.home.code
    pack = pack_of(county)
    keep_forms(county, replace(pack, digest=OLD), clock.now())
    first, second = (Phone.enrolled(cast.first_secretary, county) for _time in range(2))
    entry = Entry(village_code=cast.villages[0].code, head_name="张三", people=4)
    (home,) = add_households_in_bulk(by=cast.county_officer, county=county, entries=[entry])
    third = Phone.enrolled(cast.team_member, county)
    return Stage(cast, (first, second, third), home, ("", pack.digest, OLD))
