"""What a compared list leaves behind: a lead for each household that was confirmed, and a count."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.monitoring import refusals
from zhucun.monitoring.checks import MANAGE, words_of
from zhucun.monitoring.choices import Channel
from zhucun.monitoring.models import Lead
from zhucun.monitoring.queries import OPEN_LEADS
from zhucun.monitoring.services import SAYS

AT_ONCE = 1000


@recorded("monitoring.list_compared", _("部门名单比对登记线索"))
def add_compared_leads(
    *, by: User, county: str, households: Collection[UUID], says: str, lines: int, at: datetime
) -> int:
    """A lead for each chosen household that lies where the person may do this; gives how many were noted.

    `lines` is how many names the list had. A household with an open lead that says the same gets no second one.
    """
    on = clock.date_of(at)
    said = words_of(says, SAYS, refusals.SaysMissing)
    scope = scope_of(by, county, on=on).narrowed(MANAGE)
    rows = Household.objects.for_scope(scope).filter(ends_on__isnull=True).order_by()
    wanted = set(households)
    there = {id: village for id, village in rows.values_list("id", "village_code") if id in wanted}
    same = Lead.objects.in_county(county).filter(state__in=OPEN_LEADS, channel=Channel.COMPARED, says=said)
    noted = set(same.order_by().values_list("household_id", flat=True))
    leads = [
        Lead(
            county_code=county,
            household_id=id,
            village_code=village,
            channel=Channel.COMPARED,
            says=said,
            found_on=on,
        )
        for id, village in there.items()
        if id not in noted
    ]
    if not there:
        raise refusals.NothingChosen
    Lead.objects.bulk_create(leads, batch_size=AT_ONCE)
    note(lines=lines, chosen=len(wanted), leads=len(leads))
    return len(leads)
