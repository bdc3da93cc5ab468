"""What duties can ask of postings: who is posted, how many to a village, which cadres and villages belong together.

Everything but the postings themselves is told from rows already read; nothing here asks the database twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from zhucun.dispatch.choices import Political
from zhucun.dispatch.models import Person, Posting
from zhucun.dispatch.queries import overlapping
from zhucun.engine.duty import Subject
from zhucun.engine.period import Period
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, township_of, village_id
from zhucun.policy.offers import Asked, Label, MemberFact, Posted, StateFact

ONE_DAY = timedelta(days=1)
SHARED = {Subject.PERSON: "person_id", Subject.UNIT: "unit_id", Subject.VILLAGE: "village_code"}
ROW = (
    "id", "person_id", "unit_id", "person__user_id", "village_code", "role", "starts_on", "ends_on",
    "batch__ends_on", "person__name", "unit__name", "unit__kind", "sender_level", "person__political",
)  # fmt: skip


def posted(
    county: str, first: date, last: date, touched: list[UUID] | None, kin: frozenset[Subject]
) -> Iterator[Posted]:
    """Postings that hold within some days; with `touched`, those and whoever shares one of `kin` with them."""
    found: CountyQuerySet[Posting] = Posting.objects.in_county(county).filter(overlapping(first, last))
    if touched is not None:
        own = Posting.objects.in_county(county).filter(id__in=touched)
        near = Q(id__in=touched)
        for kind in kin & SHARED.keys():
            near |= Q(**{f"{SHARED[kind]}__in": own.values(SHARED[kind])})
        found = found.filter(near)
    yield from _rows(found)


def own_posted(county: str, user_id: UUID, on: date) -> Iterator[Posted]:
    """Where the person of an account is posted on a day."""
    yield from _rows(Posting.objects.in_county(county).filter(overlapping(on, on), person__user_id=user_id))


def _rows(found: CountyQuerySet[Posting]) -> Iterator[Posted]:
    for row in found.order_by("village_code", "starts_on", "id").values_list(*ROW):
        yield Posted(
            id=row[0],
            person_id=row[1],
            unit_id=row[2],
            user_id=row[3],
            village_code=row[4],
            role=row[5],
            starts_on=row[6],
            ends_on=row[7],
            term_ends=row[8],
            person=row[9],
            unit=row[10],
            attributes=attributes(row[4], row[5], row[11], row[12], row[13]),
        )


def attributes(
    village_code: str, role: str, unit_kind: str, sender_level: str, political: str
) -> dict[str, tuple[str, ...]]:
    """What `who` can ask of a posting. Political standing nobody filled in is not known, so it is left out."""
    known = {
        "role": (role,),
        "unit_kind": (unit_kind,),
        "sender_level": (sender_level,),
        "place": places_of(village_code),
    }
    return known if political == Political.UNKNOWN else known | {"political": (political,)}


def posting_attributes(posting: Posting) -> dict[str, tuple[str, ...]]:
    """The same of a row of the table, its person and unit joined."""
    return attributes(
        posting.village_code,
        posting.role,
        posting.unit.kind,
        posting.sender_level,
        posting.person.political,
    )


def places_of(village_code: str) -> tuple[str, ...]:
    """Every prefix a pack may name a village's place by, short and padded."""
    county, township = village_code[:COUNTY], village_code[:TOWNSHIP]
    return county, township, village_code, county.ljust(12, "0"), township_of(village_code)


def team_size(asked: Asked) -> Iterator[StateFact]:
    """How many persons are posted to each village, day by day in stretches."""
    teams: dict[str, list[Posted]] = defaultdict(list)
    for posting in asked.postings:
        teams[posting.village_code].append(posting)
    whole = Period(asked.first, asked.last)
    for code, team in teams.items():
        for part in _stretches(team, whole):
            there = {one.person_id for one in team if _holds(one, part.first)}
            yield StateFact(code, part.first, part.last, len(there))


def _stretches(team: Iterable[Posted], whole: Period) -> Iterator[Period]:
    cuts = {whole.first}
    for one in team:
        cuts.add(one.starts_on)
        if one.ends_on:
            cuts.add(one.ends_on + ONE_DAY)
    starts = sorted(day for day in cuts if day in whole)
    ends = [*(day - ONE_DAY for day in starts[1:]), whole.last]
    yield from (Period(first, last) for first, last in zip(starts, ends, strict=True))


def _holds(posting: Posted, day: date) -> bool:
    return posting.starts_on <= day and (posting.ends_on is None or day <= posting.ends_on)


def posting_members(asked: Asked) -> Iterator[MemberFact]:
    """The cadres a unit has sent, or a village has."""
    for one in asked.postings:
        yield MemberFact(
            id=one.id,
            kind=Subject.POSTING,
            village_code=one.village_code,
            posting=one.id,
            attributes=one.attributes,
        )


def village_members(asked: Asked) -> Iterator[MemberFact]:
    """The villages a unit or a person has been sent to."""
    for one in asked.postings:
        yield MemberFact(
            id=village_id(one.village_code),
            kind=Subject.VILLAGE,
            village_code=one.village_code,
            posting=one.id,
            attributes={"place": one.attributes["place"]},
        )


def posting_labels(county: str, ids: list[UUID]) -> Mapping[UUID, Label]:
    rows = Posting.objects.in_county(county).filter(id__in=ids)
    return {row[0]: Label(row[1], row[2]) for row in rows.values_list("id", "person__name", "village_code")}


def person_labels(county: str, ids: list[UUID]) -> Mapping[UUID, Label]:
    rows = Person.objects.in_county(county).filter(id__in=ids).values_list("id", "name")
    return {id: Label(name) for id, name in rows}
