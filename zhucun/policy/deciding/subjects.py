"""Whom a duty can be about, told from postings: persons, units and villages exist through those posted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from zhucun.engine.duty import Subject
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import village_id
from zhucun.policy.offers import MemberFact, Posted

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Who:
    """A subject as one period sees it; `stretches` are the days on which it was there, in order."""

    id: UUID
    kind: Subject
    postings: tuple[Posted, ...]
    village_codes: frozenset[str]
    attributes: Mapping[str, tuple[str, ...]]
    stretches: tuple[Period, ...]
    household: bool = False

    @property
    def label(self) -> str:
        one = self.postings[0] if self.postings else None
        if one is None or self.kind not in {Subject.POSTING, Subject.PERSON, Subject.UNIT}:
            return ""
        return one.unit if self.kind is Subject.UNIT else one.person


def key_of(kind: Subject, posting: Posted) -> UUID:
    """Which subject of a kind a posting belongs to."""
    if kind is Subject.POSTING:
        return posting.id
    if kind is Subject.PERSON:
        return posting.person_id
    return posting.unit_id if kind is Subject.UNIT else village_id(posting.village_code)


def seen_in(kind: Subject, postings: Iterable[Posted], period: Period) -> list[Who]:
    """The subjects of a kind that are there on some day of a period."""
    groups: dict[UUID, list[Posted]] = defaultdict(list)
    for posting in postings:
        if period.overlap(posting.starts_on, posting.ends_on):
            groups[key_of(kind, posting)].append(posting)
    return [_who(kind, id, tuple(group), period) for id, group in groups.items()]


def households_in(members: Iterable[MemberFact], villages: Mapping[UUID, Who], period: Period) -> list[Who]:
    """Households are there as long as the register holds them; who is posted to their village answers for them."""
    found = []
    for member in members:
        village = villages.get(village_id(member.village_code))
        if village is not None:
            codes = frozenset({member.village_code})
            who = Who(
                member.id, Subject.HOUSEHOLD, village.postings, codes, member.attributes, (period,), True
            )
            found.append(who)
    return found


def _who(kind: Subject, id: UUID, group: tuple[Posted, ...], period: Period) -> Who:
    if len(group) == 1:
        one = group[0]
        part = period.overlap(one.starts_on, one.ends_on)
        stretches = (part,) if part else ()
        return Who(id, kind, group, frozenset({one.village_code}), one.attributes, stretches)
    codes = frozenset(posting.village_code for posting in group)
    return Who(id, kind, group, codes, _together(group), _joined(group, period))


def _together(group: tuple[Posted, ...]) -> Mapping[str, tuple[str, ...]]:
    """What any of them is, the whole may be asked by; what is not known of one is not known of all."""
    known = set.intersection(*(set(posting.attributes) for posting in group))
    return {
        name: tuple(sorted({held for posting in group for held in posting.attributes[name]}))
        for name in sorted(known)
    }


def _joined(group: tuple[Posted, ...], period: Period) -> tuple[Period, ...]:
    parts = [part for one in group if (part := period.overlap(one.starts_on, one.ends_on))]
    joined: list[Period] = []
    for part in sorted(parts):
        if joined and part.first <= joined[-1].last + ONE_DAY:
            joined[-1] = Period(joined[-1].first, max(joined[-1].last, part.last))
        else:
            joined.append(part)
    return tuple(joined)
