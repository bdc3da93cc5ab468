"""What a phone writes while nobody listens: envelopes that are numbered and chained. Nothing here needs a database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from zhucun.demo import stories
from zhucun.demo.drawing import stream
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.sync.envelopes import FIRST, hash_of

DAYS, WEEK, SEED = 20, 7, 5
VISITS, NOTES = 8, 12  # of one person in one week
Envelope = dict[str, Any]


@dataclass
class Outbox:
    """One phone's envelopes, of one posting."""

    posting: str
    on: date
    seq: int = 0
    prev: str = FIRST
    rng: Random = field(default_factory=lambda: stream(SEED, "outbox"))

    def notes(self, many: int) -> list[Envelope]:
        """Work notes of the last days."""
        return [self._note(DAYS) for _time in range(many)]

    def week(self, homes: Sequence[str]) -> list[Envelope]:
        """What one person writes in a week: visits to households and work notes, in the order of chance."""
        visits = [self._visit(home) for home in self.rng.sample(homes, min(VISITS, len(homes)))]
        return [*visits, *(self._note(WEEK) for _time in range(NOTES))]

    def _note(self, days: int) -> Envelope:
        return self._written("work-note", days, stories.note(self.rng))

    def _visit(self, home: str) -> Envelope:
        return self._written("household-visit", WEEK, stories.visit(self.rng), household=home)

    def _written(self, form: str, days: int, body: dict[str, str], **more: str) -> Envelope:
        self.seq += 1
        day = self.on - timedelta(days=self.seq % days)
        said = {"posting": self.posting, "form": form, "occurred_on": day.isoformat(), "body": body, **more}
        envelope = {
            "id": str(uuid7()),
            "seq": self.seq,
            "prev": self.prev,
            "kind": "record.write",
            "made_at": clock.now().isoformat(timespec="seconds"),
            "app": "1.0.0",
            "pack": "",
            "base": None,
            "body": said,
        }
        self.prev = hash_of(envelope)
        return envelope


@dataclass
class FieldPhone:
    """A phone with what it holds, for whoever speaks to the door from outside: `have` by part its digest."""

    authorization: str
    outbox: Outbox
    homes: list[str]
    have: dict[str, str]


def as_message(envelopes: Sequence[Envelope]) -> bytes:
    return json.dumps({"envelopes": envelopes}, ensure_ascii=False).encode()
