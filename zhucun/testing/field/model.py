"""What the door ought to answer, worked out once more and plainly: a few dictionaries, no database.

It is told of every request the door really worked on, also of those whose answer was lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhucun.testing.field.phones import Envelope, hash_of

ACCEPTED, CONFLICT, REFUSED, WAITING = "accepted", "conflict", "refused", "waiting"
Answer = tuple[str, str]  # how, and the refusal's code
YES: Answer = (ACCEPTED, "")
UNSURE: Answer = ("", "")  # rights of the day of arrival: whatever the door says is taken over
NOT_YOURS = (REFUSED, "fieldwork.not_your_posting")
TRIES = 3  # alone, until it is not tried any more


@dataclass
class Stay:
    """A posting as far as days are judged."""

    person: str
    starts: date
    ends: date | None = None


@dataclass
class Thing:
    """A record or an entry with its versions; the last one holds."""

    person: str
    stay: Stay
    versions: list[str]
    voided: bool = False


@dataclass
class Model:
    today: date
    stays: dict[str, Stay]
    people: dict[str, str]  # device → person
    stopped: set[str] = field(default_factory=set)  # devices and persons from whom nothing is taken on
    answers: dict[str, tuple[str, Answer]] = field(default_factory=dict)  # hash and answer, for ever
    things: dict[str, Thing] = field(default_factory=dict)  # by every version
    cases: dict[str, int] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)  # persons who are stationed elsewhere since
    tried: dict[str, int] = field(default_factory=dict)  # how often an envelope alone brought the door down

    def takes(self, device: str, envelopes: Sequence[Envelope]) -> dict[int, Answer]:
        """The answers by position: carried out in the order of their numbers."""
        order = sorted(range(len(envelopes)), key=lambda at: envelopes[at]["seq"])
        unread = len(envelopes) == 1 and self.tried.get(envelopes[0]["id"], 0) >= TRIES
        return {at: self._take(device, envelopes[at], unread) for at in order}

    def office_corrects(self, version: str, fresh: str) -> None:
        self._follow(version, fresh)

    def _take(self, device: str, one: Envelope, unread: bool = False) -> Answer:
        hash_, known = hash_of(one), self.answers.get(one["id"])
        if known is not None:
            before, answer = known
            if before != hash_:
                return REFUSED, "sync.same_id_other_content"
            return ("already", "") if answer == YES else answer
        person = self.people[device]
        if unread:
            answer = REFUSED, "sync.brought_down"
        elif self.stopped & {device, person}:
            answer = REFUSED, "sync.upload_only"
        elif person in self.moved and one["kind"].startswith("case."):
            return UNSURE
        else:
            answer = getattr(self, "_" + one["kind"].replace(".", "_"))(person, one)
        self._settle(one, answer)
        return answer

    def adopt(self, one: Envelope, answer: Answer) -> None:
        """What could not be foreseen: how a case goes on for somebody who has been moved."""
        self._settle(one, answer)
        if answer == YES:
            case = one["body"].get("case", one["id"])
            self.cases[case] = self.cases.get(case, 0) + 1

    def _settle(self, one: Envelope, answer: Answer) -> None:
        if answer[0] != WAITING:
            self.answers[one["id"]] = hash_of(one), answer

    def _record_write(self, person: str, one: Envelope) -> Answer:
        stay = self.stays[one["body"]["posting"]]
        if stay.person != person:
            return NOT_YOURS
        wrong = self._wrong_day(stay, one["body"]["occurred_on"])
        if wrong:
            return wrong
        self.things[one["id"]] = Thing(person, stay, [one["id"]])
        return YES

    def _record_correct(self, person: str, one: Envelope) -> Answer:
        answer = self._changeable(one, one["body"]["record"], one["base"])
        if answer:
            return answer
        thing = self.things[one["base"]]
        if thing.person != person:
            return NOT_YOURS
        wrong = self._wrong_day(thing.stay, one["body"]["occurred_on"])
        return wrong or self._moved_on(one, thing, "fieldwork.superseded")

    def _record_void(self, person: str, one: Envelope) -> Answer:
        answer = self._changeable(one, one["body"]["record"], one["base"])
        if answer:
            return answer
        thing = self.things[one["base"]]
        if thing.person != person:
            return NOT_YOURS
        answer = self._moved_on(one, thing, "fieldwork.superseded")
        thing.voided |= answer == YES
        return answer

    def _presence_add(self, person: str, one: Envelope) -> Answer:
        stay = self.stays[one["body"]["posting"]]
        if stay.person != person:
            return REFUSED, "attendance.not_yours"
        if stay.ends and date.fromisoformat(one["body"]["last"]) > stay.ends:
            return REFUSED, "attendance.outside_posting"
        self.things[one["id"]] = Thing(person, stay, [one["id"]])
        return YES

    def _presence_void(self, person: str, one: Envelope) -> Answer:
        answer = self._changeable(one, one["body"]["entry"], one["base"])
        if answer:
            return answer
        thing = self.things[one["base"]]
        answer = self._moved_on(one, thing, "attendance.entry_superseded")
        thing.voided |= answer == YES
        return answer

    def _case_raise(self, person: str, one: Envelope) -> Answer:
        self.cases[one["id"]] = 1
        return YES

    def _case_step(self, person: str, one: Envelope) -> Answer:
        case = one["body"]["case"]
        if case not in self.cases:
            return self._waits_for(case)
        if self.cases[case] != one["base"]:
            return CONFLICT, "cases.somebody_was_first"
        self.cases[case] += 1
        return YES

    def _changeable(self, one: Envelope, *names: Any) -> Answer | None:
        """Not, while something that it names has not come, or has come to nothing."""
        return next((self._waits_for(name) for name in names if name not in self.things), None)

    def _waits_for(self, name: str) -> Answer:
        if name in self.answers:
            return REFUSED, "sync.before_it_not_taken"
        return WAITING, "sync.waiting"

    def _moved_on(self, one: Envelope, thing: Thing, code: str) -> Answer:
        if thing.voided or thing.versions[-1] != one["base"]:
            return CONFLICT, code
        self._follow(one["base"], one["id"])
        return YES

    def _follow(self, version: str, fresh: str) -> None:
        thing = self.things[version]
        thing.versions.append(fresh)
        self.things[fresh] = thing

    def _wrong_day(self, stay: Stay, day: str) -> Answer | None:
        on = date.fromisoformat(day)
        if on > self.today:
            return REFUSED, "fieldwork.day_ahead"
        if on < stay.starts or (stay.ends and on > stay.ends):
            return REFUSED, "fieldwork.day_outside_posting"
        return None
