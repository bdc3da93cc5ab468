"""The line between phones and the door: the door is the real one, what goes wrong is chosen.

Every request the door really worked on is told to the plain model, and both must say the same.
"""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from zhucun.sync.models import Attempt, Receipt
from zhucun.testing.field.doors import FAILURES, JSON, KILLS, Door, Fell, Harm
from zhucun.testing.field.model import UNSURE, WAITING, Answer, Model
from zhucun.testing.field.phones import NoAnswer, Phone, Reply

PORTAL = Reply(200, "text/html; charset=utf-8", b"<html>sign in to the wireless network</html>")
BUSY, BROKEN = 503, 500
AFTER_THE_DOOR = ("fine", "drop_resp", "cut_down", "dup", "dup_first", "spoilt")
BEFORE_THE_DOOR = ("cut_up", "hold", "html200", "json200", "status")
FAULTS = AFTER_THE_DOOR + BEFORE_THE_DOOR + FAILURES
PIECES = ("piece_lost", "piece_unanswered", "piece_twice", "piece_spoilt")
LATEST = 40  # writes of a request among which one is chosen
STATEMENTS, EACH_TAKES = 10, 0.008  # about those of an envelope, and its seconds


@dataclass
class Line:
    """`fault` is that of the next push, `piece` of the next piece; `late` are requests still on their way."""

    door: Door
    model: Model
    counts: Counter[str]
    county: str
    compared: bool = True  # answers are held against the model's
    fault: str = "fine"
    piece: str = "fine"
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    late: list[tuple[Phone, str, Any]] = field(default_factory=list)
    whole: bool = True  # nothing has gone wrong at the door itself

    def carry(self, phone: Phone, path: str, said: Any) -> Reply:
        if isinstance(said, bytes):
            return self._piece(phone, path, said)
        if path != "push":
            return self.ask(phone, path, said)
        fault, self.fault = self.fault, "fine"
        self.counts[fault] += 1
        if fault in FAILURES + KILLS:
            return self._harmed(fault, phone, path, said)
        if fault in BEFORE_THE_DOOR:
            return self._before(fault, phone, path, said)
        first = self.ask(phone, path, said)
        return self._after(fault, first, phone, path, said)

    def deliver(self, at: int) -> None:
        """One that was held up arrives; whoever sent it does not listen any more."""
        self.counts["late"] += 1
        self.ask(*self.late.pop(at))

    def ask(self, phone: Phone, path: str, said: Any, harm: Harm | None = None) -> Reply:
        self.whole = False
        answer = self.door.ask(path, said, phone.authorization, harm)
        assert answer.status != BROKEN or not self.compared, f"the door broke: {said}"
        if path == "push" and answer.status == 200:
            self._compare(phone, said["envelopes"], json.loads(answer.body)["answers"])
        self.whole = True
        return answer

    # --- what goes wrong

    def _before(self, fault: str, phone: Phone, path: str, said: Any) -> Reply:
        match fault:
            case "html200":
                return PORTAL
            case "json200":
                return Reply(200, JSON, b'{"answers": []}')
            case "status":
                return Reply(BUSY, "text/html", b"<html>overloaded</html>")
            case "hold":
                self.late.append((phone, path, said))
        raise NoAnswer

    def _after(self, fault: str, first: Reply, phone: Phone, path: str, said: Any) -> Reply:
        match fault:
            case "drop_resp":
                raise NoAnswer
            case "cut_down":
                return first._replace(body=first.body[: len(first.body) // 2])
            case "dup":
                return self.ask(phone, path, said)
            case "dup_first":
                self.ask(phone, path, said)
            case "spoilt":
                return first._replace(body=first.body.replace(b'"hash":"', b'"hash":"f'))
        return first

    def _harmed(self, fault: str, phone: Phone, path: str, said: Any) -> Reply:
        """Nobody was told; what the database says must then be all of the request or nothing of it."""
        try:
            answer = self.ask(phone, path, said, Harm(fault, self._when(fault, len(said["envelopes"]))))
        except Fell as fell:
            self.counts["kills"] += 1
            self._look_for(phone, said["envelopes"])
            self.whole = True
            raise NoAnswer from fell
        if answer.status == BUSY:
            self.counts["could not write"] += 1
            self._note_tries(said["envelopes"])
        return answer

    def _when(self, fault: str, many: int) -> float:
        """The more a request carries, the longer it takes: the moment may be anywhere, also after all is written."""
        if fault == "shot":
            return self.chance.random() * EACH_TAKES * (many + 1)
        return self.chance.randint(1, LATEST if fault in FAILURES else STATEMENTS * many)

    def _piece(self, phone: Phone, path: str, said: bytes) -> Reply:
        fault, self.piece = self.piece, "fine"
        self.counts[fault if fault != "fine" else "pieces"] += 1
        match fault:
            case "piece_lost":
                raise NoAnswer
            case "piece_unanswered":
                self.ask(phone, path, said)
                raise NoAnswer
            case "piece_twice":
                self.ask(phone, path, said)
            case "piece_spoilt":
                said = bytes(byte ^ 1 for byte in said)
        return self.ask(phone, path, said)

    # --- the model

    def _look_for(self, phone: Phone, envelopes: Any) -> None:
        """After a kill: were they answered? Then all of them were, as the model says."""
        unknown = [one["id"] for one in envelopes if one["id"] not in self.model.answers]
        rows = Receipt.objects.in_county(self.county).filter(id__in=unknown)
        found = {str(id): (answer, code) for id, answer, code in rows.values_list("id", "answer", "code")}
        self._note_tries(envelopes)
        if not found:
            return
        self.counts["killed after it was done"] += 1
        expected = self.model.takes(phone.id, envelopes)
        for at, one in enumerate(envelopes):
            if one["id"] in unknown:
                self._hold(one, expected[at], found.get(one["id"], (WAITING, "sync.waiting")))

    def _note_tries(self, envelopes: Any) -> None:
        """One that has been tried alone too often is held unread the next time."""
        if len(envelopes) == 1:
            rows = Attempt.objects.in_county(self.county).filter(id=envelopes[0]["id"])
            self.model.tried[envelopes[0]["id"]] = rows.values_list("times", flat=True).first() or 0

    def _compare(self, phone: Phone, envelopes: Any, answers: Any) -> None:
        expected = self.model.takes(phone.id, envelopes)
        for at, one in enumerate(answers):
            said = one["answer"], one["code"]
            self.counts[one["answer"]] += 1
            self.counts[one["code"]] += 1
            self._hold(envelopes[at], expected[at], said)

    def _hold(self, envelope: Any, expected: Answer, said: Answer) -> None:
        """An answer against what was expected."""
        if expected == UNSURE:
            self.model.adopt(envelope, said)
        elif self.compared:
            assert said == expected, f"model: {expected}, the door: {said}, {json.dumps(envelope)}"
