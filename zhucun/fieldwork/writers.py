"""For whom somebody may write: oneself, else those stationed where an office may write on their behalf."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.fieldwork.drafts import made_by
from zhucun.kernel.place_codes import VILLAGE, within
from zhucun.policy.pack import Form, Pack

WRITE = "fieldwork.write"
LATE = timedelta(days=62)  # what happened under a posting just ended can still be written down


def may_write_under(scope: Scope, posting: Posting) -> bool:
    """One's own posting, or an office above the village; a neighbour in the team writes for nobody."""
    offices = scope.narrowed(WRITE).prefixes
    return posting.person.user_id == scope.user_id or any(
        len(prefix) < VILLAGE and posting.village_code.startswith(prefix) for prefix in offices
    )


def postings_for(user: User, scope: Scope, on: date) -> list[Posting]:
    """The postings one may write under: one's own, the latest first; an office's otherwise."""
    own = postings_between(scope.county, on - LATE, on).filter(person__user_id=user.id)
    if held := list(own.order_by("-starts_on", "id")):
        return held
    offices = [prefix for prefix in scope.narrowed(WRITE).prefixes if len(prefix) < VILLAGE]
    below = Q(pk__in=[])
    for prefix in offices:
        below |= within("village_code", prefix)
    return list(postings_between(scope.county, on, on).filter(below)) if offices else []


def posting_among(postings: Sequence[Posting], wanted: str) -> Posting | None:
    """The posting named in the address, else one's latest; None when somebody has to be chosen first."""
    if wanted:
        found = next((posting for posting in postings if str(posting.id) == wanted), None)
        if found is None:
            raise Http404("posting")
        return found
    return postings[0] if len({posting.person_id for posting in postings}) == 1 else None


def forms_for(pack: Pack, posting: Posting) -> list[Form]:
    """What the holder of a posting may record."""
    return [form for form in pack.forms.values() if made_by(form, posting)]


def people_in(scope: Scope, first: date, last: date, place: str, most: int) -> list[tuple[UUID, str]]:
    """Those stationed at a place within a period, to choose from; nobody when they are too many to choose from."""
    found = postings_between(scope.county, first, last).filter(scope.condition(Posting.scope_fields))
    if place:
        found = found.filter(within("village_code", place))
    people = {posting.person_id: posting.person.name for posting in found[: most + 1]}
    return sorted(people.items(), key=lambda one: one[1]) if len(people) <= most else []


def postings_of(scope: Scope, person: UUID, first: date, last: date) -> list[Posting]:
    """One person's postings within a period, as far as the reader may see them."""
    found = postings_between(scope.county, first, last).filter(person_id=person)
    return list(found.filter(scope.condition(Posting.scope_fields)))


def own_between(user: User, county: str, first: date, last: date) -> list[Posting]:
    """One's own postings within a period."""
    return list(postings_between(county, first, last).filter(person__user_id=user.id))
