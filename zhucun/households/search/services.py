"""Looking for a person by a number tells something of that person, so each such search is one line of the trail.

The line says who looked, by which kind of number and who was found, by id, so that each can be told of it; never the
number and never a name.
"""

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.audit.services import note, recorded
from zhucun.households.search.domain import Number
from zhucun.households.search.queries import Found, found

BY_PAPER, BY_TELEPHONE = "households.found_by_paper", "households.found_by_telephone"


@recorded(BY_PAPER, _("按证件号码查找农户成员"))
def find_by_paper(*, by: User, county: str, scope: Scope, number: Number) -> Found:
    return _looked(scope, number)


@recorded(BY_TELEPHONE, _("按电话号码查找农户成员"))
def find_by_telephone(*, by: User, county: str, scope: Scope, number: Number) -> Found:
    return _looked(scope, number)


def _looked(scope: Scope, number: Number) -> Found:
    hits = found(scope, number)
    note(people=len(hits.stays), found=[stay.villager_id for stay in hits.stays])
    return hits
