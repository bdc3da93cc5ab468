"""What papers are written from here: a person's posting, and who is stationed at a place."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from zhucun.accounts.scope import Scope
from zhucun.dispatch import queries
from zhucun.dispatch.models import Posting
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, Subject, offer_source, offer_subject, words
from zhucun.kernel import clock
from zhucun.kernel.place_codes import township_of
from zhucun.policy.pack.paper_filling import Fact, Row

SEE = "dispatch.see"
ROLES = "posting_role"


def offer_all() -> None:
    offer_subject("posting", posting_of, own, everybody)
    offer_source("person", SEE, person)
    offer_source("team", SEE, team)


def posting_of(scope: Scope, key: str) -> Subject:
    try:
        posting = queries.posting_for(scope, UUID(key))
    except ValueError:
        raise Http404("posting") from None
    return Subject("posting", str(posting.id), posting.village_code, posting.person.name, posting.person_id)


def own(scope: Scope) -> list[Subject]:
    rows = queries.own_postings(scope.user_id, scope.county, on=clock.today())
    return [Subject("posting", str(one.id), one.village_code, one.person.name, one.person_id) for one in rows]


def everybody(scope: Scope, place: str) -> list[Subject]:
    """Who is stationed below a place today."""
    found = queries.postings_in(scope, queries.Filters(state="current", township=place), on=clock.today())
    return [
        Subject("posting", str(one.id), one.village_code, one.person.name, one.person_id) for one in found
    ]


def person(asked: Asked) -> Given:
    posting = queries.posting_for(asked.scope, asked.subject.id)
    page = asked.link(reverse("dispatch:posting", args=[asked.county, posting.id]))
    township = township_of(posting.village_code)
    fields = {
        "name": Fact(posting.person.name, page),
        "role": words(asked.pack.term(ROLES, posting.role)),
        "unit": words(posting.unit.name),
        "village": words(asked.places.get(posting.village_code, posting.village_code)),
        "township": words(asked.places.get(township, township)),
        "began": words(written(posting.starts_on)),
        "batch": words(posting.batch.name),
    }
    if posting.ends_on:
        fields["ends"] = words(written(posting.ends_on))
    return Given(fields)


def team(asked: Asked) -> Given:
    """Who is there on the day of writing."""
    place = asked.subject.village
    rows = list(
        queries.postings_in(asked.scope, queries.Filters(state="current", township=place), on=asked.on)
    )
    path = f"{reverse('dispatch:postings', args=[asked.county])}?{urlencode({'township': place})}"
    return Given({"count": asked.counted(len(rows), path)}, [_row(asked, one) for one in rows])


def _row(asked: Asked, posting: Posting) -> Row:
    page = asked.link(reverse("dispatch:posting", args=[asked.county, posting.id]))
    return {
        "name": Fact(posting.person.name, page),
        "role": words(asked.pack.term(ROLES, posting.role)),
        "unit": words(posting.unit.name),
        "village": words(asked.places.get(posting.village_code, posting.village_code)),
        "began": words(written(posting.starts_on)),
    }
