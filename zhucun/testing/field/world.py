"""The world of a life: three phones and what each of them shows, an office, and the day. What people and offices do in it."""

import random
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from zhucun.accounts.models import Grant
from zhucun.accounts.services import close_account
from zhucun.audit.queries import head_of
from zhucun.dispatch.models import Posting
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import correct_record
from zhucun.kernel import clock
from zhucun.kernel.fields import keyed_hash
from zhucun.sync.models import Copy, Device
from zhucun.sync.services import HASHED, revoke_device
from zhucun.testing.field.copies import Copies
from zhucun.testing.field.history import History, PutBack
from zhucun.testing.field.line import Line
from zhucun.testing.field.model import Model, Stay
from zhucun.testing.field.phones import Phone
from zhucun.testing.field.stage import Stage

DAY = date(2026, 11, 18)
NOTE = {"kind": "project", "work_area": "prosperity", "where": "in_village"}
VISIT = {"way": "at_home", "topic": "living"}
WORK = ["write"] * 4 + ["change"] * 4 + ["train", "cancel", "raise", "settle", "decide", "decide"]
OFFICE = ["pull", "correct", "correct", "day_passes", "back_up", "back_up"] + ["sign_in_runs_out"] * 3
APPS = ["1.0.0", "1.0.0", "0.9.0", "1.1.0"]
LEAVING = ["is_stopped", "has_left", "is_moved"]


@dataclass(frozen=True)
class Kept:
    """A copy of what the door has, with what the model knew at that moment."""

    place: Any
    trail: int
    model: Model
    office: list[str]


class World:
    """State of one life; a machine sets it up and chooses what happens. `dice` is chance for the act at hand."""

    stage: ClassVar[Stage]
    counts: ClassVar[Counter[str]]
    compared: ClassVar[bool] = True
    photographed: ClassVar[float] = 0.0  # share of the records that have a picture
    days_back: ClassVar[Sequence[int]] = [0, 0, 0, 0, 1, 2, -1, 400]  # how long ago is what they write of

    clock: Any
    today: date
    history: History
    model: Model
    line: Line
    phones: list[Phone]
    dice: random.Random
    posting: str  # of the first secretary, now
    days: int  # how many words and days have been used
    office: list[str]  # versions written without a phone
    undone: set[str]  # of those, what an older copy does not know
    copies: Copies
    copy: "Kept | None"  # the last verified copy, and what the model knew then
    seen: list[dict[str, str]]  # of each phone: record → the version it shows
    records: dict[str, list[str]]  # by person
    entries: dict[str, list[str]]
    cases: list[str]
    forms: dict[str, str]

    # --- what people do

    def _write(self, at: int) -> None:
        first = at < 2
        posting = self.posting if first else str(self.stage.cast.member_posting.id)
        back = self.dice.choice(self.days_back)
        body: dict[str, Any] = {
            "posting": posting,
            "form": "work-note",
            "occurred_on": str(self.today - timedelta(days=back)),
            "body": {**NOTE, "text": self._words()},
        }
        if self.dice.random() < self.photographed:
            body["photos"] = [self.phones[at].photograph(_picture(self._words()))]
        if posting == str(self.stage.cast.posting.id) and self.dice.random() < 0.5:
            body |= {"form": "household-visit", "household": str(self.stage.household.id)}
            body["body"] = {**VISIT, "said": self._words()}
        one = self.phones[at].act("record.write", body, pack=self.dice.choice(self.stage.packs))
        self.records[self._person(at)].append(one["id"])
        self.forms[one["id"]] = body["form"]

    def _change(self, at: int) -> None:
        person = self._person(at)
        if self.dice.random() < 0.1:  # a neighbour's record: not for this person
            person = self._person(2 if at < 2 else 0)
        if self.records[person]:
            first = self._one(self.records[person][-6:])
            self._change_on(at, first, self.seen[at].get(first, first), void=self.dice.random() < 0.15)

    def _change_on(self, at: int, first: str, base: str, *, void: bool) -> None:
        body: dict[str, Any] = {"record": first, "because": "写错了"}
        if not void:
            visit = self.forms[first] == "household-visit"
            words = {**VISIT, "said": self._words()} if visit else {**NOTE, "text": self._words()}
            body |= {"occurred_on": str(DAY), "body": words}
        one = self.phones[at].act("record.void" if void else "record.correct", body, base)
        self.seen[at][first] = one["id"]

    def _train(self, at: int) -> None:
        self.days += 1
        posting = str((self.stage.cast.posting if at < 2 else self.stage.cast.member_posting).id)
        day = str(DAY + timedelta(days=self.days))
        body = {"posting": posting, "kind": "training", "first": day, "last": day}
        self.entries[self._person(at)].append(self.phones[at].act("presence.add", body)["id"])

    def _cancel(self, at: int) -> None:
        if entries := self.entries[self._person(at)]:
            entry = self._one(entries[-4:])
            self.phones[at].act("presence.void", {"entry": entry, "because": "改期"}, entry)

    def _raise(self, at: int) -> None:
        if at < 2:
            fields = {"topic": self._words(), "came_by": "visit"}
            place = self.stage.cast.villages[0].code
            body = {"flow": "matter", "role": "first_secretary", "place": place, "fields": fields}
            self.cases.append(self.phones[at].act("case.raise", body)["id"])

    def _settle(self, at: int) -> None:
        if at < 2 and self.cases:
            body = {"case": self._one(self.cases[-4:]), "step": "settle", "fields": {"result": "已修好"}}
            self.phones[at].act("case.step", body, 1)

    def _decide(self, at: int) -> None:
        """Looks at a conflict and does it again on what is there now."""
        open_ones = [
            (one, answer)
            for one, answer in self.phones[at].kept.values()
            if answer["answer"] == "conflict" and one["kind"] == "record.correct"
        ]
        if open_ones:
            one, answer = self._one(open_ones)
            if answer["against"] and not answer["against"]["voided"]:
                self.counts["decided"] += 1
                self._change_on(at, one["body"]["record"], answer["against"]["id"], void=False)

    # --- what time and the office do

    def _pull(self, at: int) -> None:
        """The phone shows from now on what holds at the door."""
        mine, things = self.records[self._person(at)], self.model.things
        self.seen[at] = {first: things[first].versions[-1] for first in mine if first in things}

    def _correct(self, at: int) -> None:
        known = self.model.things
        mine = [known[first] for first in self.records[self._person(0)] if first in known]
        open_ones = [thing for thing in mine if not thing.voided and not thing.stay.ends]
        if not open_ones:
            return
        current = self._one(open_ones).versions[-1]
        records = WorkRecord.objects.in_county(self.stage.county).select_related("posting__person")
        record = records.get(id=current)
        fresh = correct_record(
            by=self.stage.cast.first_secretary,
            record=record,
            occurred_on=record.occurred_on,
            household=record.household,
            duty=record.duty,
            title=record.title,
            body={**record.body, ("said" if "said" in record.body else "text"): self._words()},
            because="核实",
            at=clock.now(),
        )
        self.office.append(str(fresh.id))
        self.model.office_corrects(current, str(fresh.id))

    def _day_passes(self, at: int) -> None:
        self.clock.shift(timedelta(days=1))
        self.today = self.model.today = clock.today()

    def _back_up(self, at: int) -> None:
        """A copy that was read back whole; only then does the door count upon it."""
        county = self.stage.county
        trail = head_of(county).seq
        self.copy = Kept(self.copies.make(), trail, deepcopy(self.model), [*self.office])
        Copy.objects.create(county_code=county, made_at=clock.now(), trail=trail, digest="0" * 64)
        self.counts["backed_up"] += 1

    def _put_back(self, at: int) -> None:
        """The server is lost, and stands on the last copy."""
        if self.copy is None:
            return
        self.line.door.stop()
        self.copies.put_back(self.copy.place)
        self.line.door.start()
        self.undone |= set(self.office) - set(self.copy.office)
        self.office = [*self.copy.office]
        self.model = deepcopy(self.copy.model)
        self.model.today = self.today
        self.line.model = self.model
        self.history.add(PutBack(self.copy.trail))
        self.counts["put back"] += 1

    def _sign_in_runs_out(self, at: int) -> None:
        self._device(at).update(signed_in_until=clock.now() - timedelta(days=1))

    def _is_stopped(self) -> None:
        device = self._device(1).select_related("user").get()
        if self.phones[1].id not in self.model.stopped and self._knows(device, self.phones[1]):
            revoke_device(by=self.stage.cast.county_officer, device=device, because="丢失", at=clock.now())
            self.model.stopped.add(self.phones[1].id)
            self.counts["stopped"] += 1

    def _has_left(self) -> None:
        cast = self.stage.cast
        if self._person(2) not in self.model.stopped:
            close_account(
                by=cast.county_officer, county=self.stage.county, user=cast.team_member, because="调离"
            )
            self.model.stopped.add(self._person(2))
            self.counts["left"] += 1

    def _is_moved(self) -> None:
        cast, person = self.stage.cast, self._person(0)
        if person in self.model.moved:
            return
        ended, new = self.today - timedelta(days=1), cast.villages[1].code
        fields = (field.attname for field in Posting._meta.local_concrete_fields if field.name != "id")
        kept = {name: getattr(cast.posting, name) for name in fields}
        Posting.objects.in_county(self.stage.county).filter(id=cast.posting.id).update(ends_on=ended)
        fresh = Posting.objects.create(**kept | {"village_code": new, "starts_on": self.today})
        Grant.objects.filter(user=cast.first_secretary).update(place_prefix=new)
        self.model.stays[self.posting].ends = ended
        self.model.stays[str(fresh.id)] = Stay(person, self.today)
        self.posting = str(fresh.id)
        self.model.moved.add(person)
        self.copy = None  # an office that lost this would have to do it again, under another id
        self.counts["moved"] += 1

    # --- small things

    def _knows(self, device: Device, phone: Phone) -> bool:
        """A door put back to an older copy may not know a phone until it has signed in anew: docs/offline.md says to wait."""
        return keyed_hash(phone.authorization.rpartition(".")[2], HASHED) == device.secret_hash

    def _device(self, at: int) -> Any:
        return Device.objects.in_county(self.stage.county).filter(id=self.phones[at].id)

    def _person(self, at: int) -> str:
        return self.model.people[self.phones[at].id]

    def _words(self) -> str:
        self.days += 1
        return f"第{self.days}件"

    def _one(self, things: Any) -> Any:
        return self.dice.choice(list(things))


def _picture(words: str) -> bytes:
    """The least that is a JPEG."""
    return b"\xff\xd8\xff\xda\x00\x02" + words.encode() + b"\xff\xd9"
