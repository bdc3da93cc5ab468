"""What became of everything phones sent: a history of what they did and heard, held against what the database says.

Pure: the shelf is plain data, so that every finding can be shown on a forged one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

FINAL = {"accepted": "accepted", "already": "accepted", "conflict": "conflict", "refused": "refused"}
ACTS = {
    "record.write": "fieldwork.record_written",
    "record.correct": "fieldwork.record_corrected",
    "record.void": "fieldwork.record_voided",
    "presence.add": "attendance.entry_added",
    "presence.void": "attendance.entry_voided",
    "case.raise": "cases.case_raised",
    "case.step": "cases.step_taken",
}
VERSIONED = {"record.write", "record.correct", "record.void", "presence.add", "presence.void"}
HELD = "sync.envelope_held"


@dataclass(frozen=True)
class Made:
    phone: str
    id: str
    hash: str
    envelope: Mapping[str, Any]


@dataclass(frozen=True)
class Invoked:
    phone: str
    id: str


@dataclass(frozen=True)
class Told:
    """The phone has heard an answer and believes it."""

    phone: str
    id: str
    answer: str
    code: str
    made: str | None


@dataclass(frozen=True)
class Again:
    """The door asks for one that it had answered: it stands on an older copy."""

    phone: str
    id: str


@dataclass(frozen=True)
class Whole:
    """The phone was told that a picture is there; `id` is its digest."""

    phone: str
    id: str


@dataclass(frozen=True)
class PutBack:
    """The door stands on an older copy, whose trail reaches so far; what it had answered since is answered anew."""

    trail: int
    phone: str = ""
    id: str = ""


Event = Made | Invoked | Told | Again | Whole | PutBack


@dataclass
class History:
    """Events in the order in which they happened, whichever phone they happened on."""

    events: list[Event] = field(default_factory=list)
    lock: Any = field(default_factory=Lock)

    def add(self, event: Event) -> None:
        with self.lock:
            self.events.append(event)

    def count(self, kind: type) -> int:
        return sum(isinstance(event, kind) for event in self.events)


@dataclass
class Shelf:
    """The database, as far as it concerns phones. Ids are text; `lines` are the trail's acts by number."""

    receipts: dict[str, dict[str, Any]]  # hash, answer, code, trail, kind
    held: dict[str, dict[str, Any]]  # hash, code
    versions: dict[str, dict[str, Any]]  # supersedes, current, first, act
    cases: dict[str, int]
    lines: dict[int, str]
    faults: list[str]  # what integrity_check and the trail's own check found
    pictures: list[str] = field(default_factory=list)  # those that are there whole


def findings(
    history: History, shelf: Shelf, *, office: Iterable[str] = (), still_out: Iterable[str] = ()
) -> list[str]:
    """Everything that breaks a promise. `office` are ids made without a phone, `still_out` those never answered."""
    made = {event.id: event for event in history.events if isinstance(event, Made)}
    return [
        *shelf.faults,
        *_lost(made, history, shelf, set(still_out)),
        *_phantoms(made, shelf, set(office)),
        *_answers(history, shelf),
        *_effects(made, shelf),
        *_overwritten(made, shelf),
        *_lines(shelf),
        *_order(history, shelf),
        *_pictures(made, history, shelf),
    ]


def _lost(made: Mapping[str, Made], history: History, shelf: Shelf, still_out: set[str]) -> Iterator[str]:
    heard = {event.id for event in history.events if isinstance(event, Told)}
    for id, one in made.items():
        receipt = shelf.receipts.get(id)
        if receipt is None:
            if id in heard or id not in still_out:
                yield f"lost: {id} has no receipt"
        elif receipt["hash"] != one.hash:
            yield f"changed: the receipt of {id} is of another content"
        elif id not in heard and id not in still_out:
            yield f"unheard: {id} was answered and left the outbox for no answer"


def _phantoms(made: Mapping[str, Made], shelf: Shelf, office: set[str]) -> Iterator[str]:
    for id in shelf.receipts:
        if id not in made:
            yield f"phantom: a receipt of {id}, which nobody made"
    for id in (*shelf.versions, *shelf.cases):
        if id not in office and shelf.receipts.get(id, {}).get("answer") != "accepted":
            yield f"phantom: {id} is there and was not accepted"


def _answers(history: History, shelf: Shelf) -> Iterator[str]:
    """What a phone was told is what the receipt says, and was told the same way each time."""
    first: dict[str, Told] = {}
    for event in history.events:
        if isinstance(event, Again):
            first.pop(event.id, None)
        if isinstance(event, PutBack):
            anew = (id for id, one in shelf.receipts.items() if one["trail"] > event.trail)
            first = {id: first[id] for id in first.keys() - set(anew)}
        if not isinstance(event, Told):
            continue
        before = first.setdefault(event.id, event)
        if (FINAL[before.answer], before.code, before.made) != (FINAL[event.answer], event.code, event.made):
            yield f"another answer: {event.id} was {before.answer} {before.code}, then {event.answer} {event.code}"
    for id, told in first.items():
        receipt = shelf.receipts.get(id)
        if receipt and (receipt["answer"], receipt["code"]) != (FINAL[told.answer], told.code):
            yield f"another answer: {id} was told {told.answer}, its receipt says {receipt['answer']}"


def _effects(made: Mapping[str, Made], shelf: Shelf) -> Iterator[str]:
    for id, receipt in shelf.receipts.items():
        one = made.get(id)
        if one is None:
            continue
        kind, there = one.envelope["kind"], id in shelf.versions or id in shelf.cases
        if receipt["answer"] == "accepted":
            if not there and kind != "case.step":
                yield f"lost: {id} was accepted and is not there"
        elif there:
            yield f"done all the same: {id} was {receipt['answer']}"
        elif shelf.held.get(id, {}).get("hash") != one.hash:
            yield f"lost: {id} was {receipt['answer']} and is not held whole"
    taken = Counter(
        one.envelope["body"]["case"]
        for id, one in made.items()
        if one.envelope["kind"] == "case.step" and shelf.receipts.get(id, {}).get("answer") == "accepted"
    )
    for case, steps in taken.items():
        if shelf.cases.get(case) != 1 + steps:
            yield f"steps: case {case} stands at {shelf.cases.get(case)} after {steps} steps"


def _overwritten(made: Mapping[str, Made], shelf: Shelf) -> Iterator[str]:
    """Versions are one chain for each record, and each stands on the version that its author saw."""
    after: dict[str, list[str]] = defaultdict(list)
    for id, version in shelf.versions.items():
        if version["supersedes"]:
            after[version["supersedes"]].append(id)
        one = made.get(id)
        if one and one.envelope["kind"] in VERSIONED and version["supersedes"] != one.envelope["base"]:
            yield f"overwritten: {id} saw {one.envelope['base']} and stands on {version['supersedes']}"
    for id, version in shelf.versions.items():
        if len(after[id]) > 1:
            yield f"overwritten: {id} has several successors"
        if version["current"] == bool(after[id]):
            yield f"versions: {id} is {'' if version['current'] else 'not '}current with {len(after[id])} successors"


def _lines(shelf: Shelf) -> Iterator[str]:
    """Each receipt has a line of the trail of its own, of its act; the trail has no line too many or too few."""
    if sorted(shelf.lines) != list(range(1, len(shelf.lines) + 1)):
        yield "trail: a number is missing"
    seen: Counter[int] = Counter(receipt["trail"] for receipt in shelf.receipts.values())
    for id, receipt in shelf.receipts.items():
        wanted = ACTS[receipt["kind"]] if receipt["answer"] == "accepted" else HELD
        if shelf.lines.get(receipt["trail"]) != wanted:
            yield f"trail: line {receipt['trail']} of {id} is {shelf.lines.get(receipt['trail'])}, not {wanted}"
        if seen[receipt["trail"]] > 1:
            yield f"trail: line {receipt['trail']} belongs to several receipts"
    written = Counter(shelf.lines.values())
    for act in ("fieldwork.record_written", "fieldwork.record_corrected", "fieldwork.record_voided"):
        there = sum(version["act"] == act for version in shelf.versions.values())
        if there != written[act]:
            yield f"trail: {written[act]} lines {act} for {there} effects"


def _order(history: History, shelf: Shelf) -> Iterator[str]:
    """What was answered before another was first sent stands before it in the trail."""
    if any(isinstance(event, Again | PutBack) for event in history.events):
        return  # an older copy begins its numbers anew
    sent: set[str] = set()
    latest = 0
    for event in history.events:
        receipt = shelf.receipts.get(event.id)
        if receipt is None:
            continue
        if isinstance(event, Told):
            latest = max(latest, receipt["trail"])
        if isinstance(event, Invoked) and event.id not in sent:
            sent.add(event.id)
            if receipt["trail"] <= latest:
                yield f"order: {event.id} was first sent after line {latest} and has line {receipt['trail']}"


def _pictures(made: Mapping[str, Made], history: History, shelf: Shelf) -> Iterator[str]:
    """A record's picture that a phone was told is whole is there; what an older copy did not bring was asked for again."""
    told = {event.id for event in history.events if isinstance(event, Whole)}
    for id, receipt in shelf.receipts.items():
        if receipt["answer"] == "accepted" and id in made:
            named = set(made[id].envelope["body"].get("photos", ()))
            yield from (f"lost: the picture {name} of {id}" for name in named & told - set(shelf.pictures))
