"""A phone as docs/offline.md describes it, written a second time and apart from the app.

What must stay true: an envelope leaves the outbox only for an answer of the door that names its id and its hash.
"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from zhucun.testing.field.history import Again, History, Invoked, Made, Told, Whole

Envelope = dict[str, Any]
FIRST, MOST = "0" * 64, 100
OPEN = {"refused", "conflict"}
BUSY = 500


class NoAnswer(Exception):
    """Whatever came back, if anything, is not a word of the door; `busy` where the door was brought down."""

    def __init__(self, *, busy: bool = False) -> None:
        self.busy = busy
        super().__init__("busy" if busy else "cut")


class SignIn(Exception):
    """The door takes nothing until the person has signed in again."""


class StoreFull(Exception):
    """The browser would not keep it: nothing was made, and the words stay on the screen."""


class Reply(NamedTuple):
    """An answer as it came over the line."""

    status: int
    type: str
    body: bytes


@dataclass
class Picture:
    """One on the phone, and how much of it the door has."""

    content: bytes
    has: int = 0
    whole: bool = False


Carry = Callable[["Phone", str, Any], Reply]


@dataclass
class Phone:
    """`out` and `kept` are by number; both are what a phone finds when it is opened again."""

    id: str
    authorization: str
    carry: Carry
    history: History
    now: Callable[[], str]
    next_id: Callable[[], str]
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    seq: int = 0
    prev: str = FIRST
    out: dict[int, Envelope] = field(default_factory=dict)
    kept: dict[int, tuple[Envelope, dict[str, Any]]] = field(default_factory=dict)
    state: str = "ready"
    most: int = MOST
    failed: int = 0
    full: bool = False
    app: str = "1.0.0"
    pictures: dict[str, Picture] = field(default_factory=dict)

    def act(self, kind: str, body: dict[str, Any], base: str | int | None = None, **other: Any) -> Envelope:
        """What the person meant, from now on in the outbox."""
        if self.full:
            raise StoreFull
        self.seq += 1
        envelope = {
            "id": self.next_id(),
            "seq": self.seq,
            "prev": self.prev,
            "kind": kind,
            "made_at": self.now(),
            "app": self.app,
            "pack": "",
            "base": base,
            "body": body,
            **other,
        }
        self.prev = hash_of(envelope)
        self.out[self.seq] = envelope
        self.history.add(Made(self.id, envelope["id"], self.prev, envelope))
        return envelope

    def round(self) -> bool:
        """Greet, then everything the door will take now; gives whether something is left."""
        self.hello()
        if self.state == "sign_in":
            raise SignIn
        after = 0  # what waits is not asked twice in a round
        while batch := [self.out[seq] for seq in sorted(self.out) if seq > after][: self.most]:
            self.push(batch)
            after = batch[-1]["seq"]
        self.hand_in_pictures()
        return bool(self.out)

    def photograph(self, content: bytes) -> str:
        """The name by which a record knows a picture."""
        name = sha256(content).hexdigest()
        self.pictures[name] = Picture(content)
        return name

    def hand_in_pictures(self) -> None:
        """Piece after piece, each from where the last one ended; what came through spoilt is begun again."""
        for name, picture in self.pictures.items():
            while not picture.whole:
                told = self._piece(name, picture)
                picture.has, picture.whole = told["has"], told["whole"]
                if picture.whole:
                    self.history.add(Whole(self.id, name))

    def hello(self) -> None:
        said = {
            "app": self.app,
            "clock": self.now(),
            "made": self.seq,
            "kept": ranges(self.kept),
            "waiting": len(self.out),
        }
        told = self._asked("hello", said)
        self.state = told["state"]
        again = [seq for seq in self.kept if any(first <= seq <= last for first, last in told["again"])]
        for seq in again:
            self.out[seq] = one = self.kept.pop(seq)[0]
            self.history.add(Again(self.id, one["id"]))
        for name in told["lacking"]:
            self.pictures[name] = Picture(self.pictures[name].content)
        for seq in [seq for seq in self.kept if seq <= told["backed_up"] and self._may_forget(seq)]:
            del self.kept[seq]

    def push(self, batch: Sequence[Envelope]) -> None:
        """Send some, in any order; what is answered for good moves from `out` to `kept`."""
        sent = {one["id"]: one for one in batch}
        for id in sent:
            self.history.add(Invoked(self.id, id))
        told = self._asked("push", {"envelopes": list(batch)})
        self.most = min(MOST, self.most * 2)
        for answer in told["answers"]:
            envelope = sent.get(answer["id"])
            if envelope and answer["hash"] == hash_of(envelope) and answer["answer"] != "waiting":
                self._settle(envelope, answer)

    def is_open(self, seq: int) -> bool:
        """Whether a person has still to look at what became of it."""
        return self.kept[seq][1]["answer"] in OPEN

    def seconds_to_wait(self) -> float:
        """After so many rounds that failed; half of it to one and a half times."""
        longest: float = min(300, 2 ** max(1, self.failed))
        return longest * self.chance.uniform(0.5, 1.5)

    def _may_forget(self, seq: int) -> bool:
        """Not what a person has still to see, and not what has a picture on its way: no copy can hold that."""
        pictures = self.kept[seq][0]["body"].get("photos", ())
        return not self.is_open(seq) and all(self.pictures[name].whole for name in pictures)

    def _settle(self, envelope: Envelope, answer: dict[str, Any]) -> None:
        self.history.add(
            Told(self.id, envelope["id"], answer["answer"], answer.get("code", ""), answer.get("made"))
        )
        self.out.pop(envelope["seq"], None)
        self.kept[envelope["seq"]] = envelope, answer

    def _piece(self, name: str, picture: Picture) -> Any:
        length, at = len(picture.content), picture.has
        piece = picture.content[at : at + max(1, self.chance.randint(length // 4, length))]
        return self._asked(f"photos/{name}?at={at}&of={length}", piece)

    def _asked(self, path: str, said: Any) -> Any:
        try:
            told = read(self.carry(self, path, said))
        except NoAnswer as error:
            self.failed += 1
            if error.busy and path == "push":
                self.most = max(1, len(said["envelopes"]) // 2)
            raise
        self.failed = 0
        return told


def read(reply: Reply) -> Any:
    """The door's word; everything else is a failure of the network, whatever its status says."""
    if reply.status >= BUSY:
        raise NoAnswer(busy=True)
    if reply.type.split(";")[0] != "application/json":
        raise NoAnswer
    try:
        told = json.loads(reply.body)
    except ValueError as error:
        raise NoAnswer from error
    if not isinstance(told, dict) or told.get("zhucun") != 1:
        raise NoAnswer
    if told.get("state") == "sign_in" and reply.status == 401:
        raise SignIn
    if reply.status != 200:
        raise NoAnswer
    return told


def hash_of(envelope: Envelope) -> str:
    """Keys of envelopes are ASCII or of the first plane, whose code units sort as Python sorts them."""
    text = json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """1 2 3 7 8 → (1, 3), (7, 8)."""
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1] = spans[-1][0], number
        else:
            spans.append((number, number))
    return spans
