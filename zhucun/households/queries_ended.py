"""What became of a household that ended: whoever took it in stands for it from then on."""

from datetime import date

from zhucun.households.choices import Did
from zhucun.households.models import Household, RegistryAct


def standing_on(household: Household, day: date) -> Household | None:
    """The household on a day: itself, or the one it had gone over into by then; None where it was gone."""
    now: Household | None = household
    while now is not None and now.ends_on is not None and now.ends_on < day:
        now = _taken_in_by(now, now.ends_on)
    return now


def _taken_in_by(household: Household, ended: date) -> Household | None:
    acts = RegistryAct.objects.in_county(household.county_code).filter(act=Did.TOOK_IN, happened_on=ended)
    taken = (
        one for one in acts.select_related("household") if one.changed["household"][0] == str(household.id)
    )
    act = next(taken, None)
    return act.household if act else None
