"""The sources and subjects that stand on no feature: the day of writing, places."""

from django.http import Http404
from django.utils.formats import date_format

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import (
    Asked,
    Given,
    Own,
    Subject,
    SubjectFor,
    offer_source,
    offer_subject,
    words,
)
from zhucun.kernel import clock
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE, prefix_of, township_of
from zhucun.places import queries as places
from zhucun.policy.pack import paper_sources

WRITE = "documents.write"


def offer_all() -> None:
    offer_source("made", WRITE, made)
    offer_source("place", WRITE, place)
    for kind in paper_sources.PLACES:
        offer_subject(
            kind, _place_of(kind), _own(kind), villages_of if kind == paper_sources.VILLAGE else None
        )


def made(asked: Asked) -> Given:
    author = User.objects.filter(id=asked.scope.user_id).values_list("name", flat=True).first() or ""
    fields = {
        "day": words(written(asked.on)),
        "county": words(asked.places.get(_padded(asked.county), asked.county)),
        "by": words(author),
    }
    if asked.period is not None:
        fields["period"] = words(_said(asked))
    return Given(fields)


def _said(asked: Asked) -> str:
    if asked.period is None:
        return ""
    whole_year = asked.period.first.month != asked.period.last.month
    return f"{asked.first.year}年" if whole_year else date_format(asked.first, "Y年n月")


def place(asked: Asked) -> Given:
    code = asked.subject.village
    names = {
        "name": asked.places.get(code, code),
        "county": asked.places.get(_padded(asked.county), asked.county),
    }
    if code[COUNTY:TOWNSHIP].strip("0"):
        names["township"] = asked.places.get(township_of(code), township_of(code))
    return Given({name: words(text) for name, text in names.items()})


def _place_of(kind: str) -> SubjectFor:
    def subject_for(scope: Scope, key: str) -> Subject:
        known = places.names(scope.county, on=clock.today())
        if key not in known or _kind(key) != kind or not _seen(scope, key):
            raise Http404("place")
        return Subject(kind, key, key, known[key])

    return subject_for


def villages_of(scope: Scope, place: str) -> list[Subject]:
    """Every village below a place, by its code."""
    prefix = prefix_of(place)
    names = places.village_names(scope)
    found = [(code, name) for code, name in sorted(names.items()) if code.startswith(prefix)]
    return [Subject(paper_sources.VILLAGE, code, code, name) for code, name in found]


def _own(kind: str) -> Own:
    def own(scope: Scope) -> list[Subject]:
        known = places.names(scope.county, on=clock.today())
        codes = [_padded(prefix) for prefix in scope.prefixes]
        return [
            Subject(kind, code, code, known[code]) for code in codes if code in known and _kind(code) == kind
        ]

    return own


def _kind(code: str) -> str:
    if not code[COUNTY:].strip("0"):
        return paper_sources.COUNTY
    return paper_sources.TOWNSHIP if not code[TOWNSHIP:].strip("0") else paper_sources.VILLAGE


def _seen(scope: Scope, code: str) -> bool:
    bare = code[:COUNTY] if _kind(code) == paper_sources.COUNTY else code
    return any(bare.startswith(prefix) for prefix in scope.prefixes)


def _padded(code: str) -> str:
    return code.ljust(VILLAGE, "0")
