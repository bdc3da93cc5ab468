"""What a county has said of its villages, and what one more word would do: pure, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Key = tuple[str, str]  # village code and kind


class Span(NamedTuple):
    """A type that a village has had from a day on; without a last day it still has it."""

    kind: str
    first: date
    last: date | None


class Wanted(NamedTuple):
    """One line of what an officer wants to say."""

    village_code: str
    kind: str
    starts_on: date
    because: str
    ends_on: date | None = None


class State(StrEnum):
    """What a line would do."""

    NEW = "new"
    ENDS = "ends"
    SAME = "same"
    CLASHES = "clashes"


@dataclass(frozen=True)
class Classified:
    """All types of a county; `since` is its first day with a word on any village."""

    since: date | None = None
    spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)

    def on(self, village_code: str, day: date) -> tuple[str, ...] | None:
        """The types of a village on a day; `None` while the county had not classified any village yet."""
        if self.since is None or day < self.since:
            return None
        held = self.spans.get(village_code, ())
        return tuple(sorted(one.kind for one in held if holds(one, day)))


def holds(span: Span, day: date) -> bool:
    return span.first <= day and (span.last is None or day <= span.last)


class Plan:
    """Lines one after the other, each held against what is there and against the lines before it."""

    def __init__(self, held: Iterable[tuple[str, Span]]) -> None:
        self._held: dict[Key, list[Span]] = {}
        for code, span in held:
            self._held.setdefault((code, span.kind), []).append(span)

    def add(self, wanted: Wanted) -> tuple[State, Span | None]:
        """What a line would do, and the span that it ends, repeats or clashes with."""
        spans = self._held.setdefault((wanted.village_code, wanted.kind), [])
        fresh = Span(wanted.kind, wanted.starts_on, wanted.ends_on)
        same = next((one for one in spans if one.first == fresh.first), None)
        if same is not None:
            return self._again(spans, same, fresh), same
        other = next((one for one in spans if _overlap(one, fresh)), None)
        if other is not None:
            return State.CLASHES, other
        spans.append(fresh)
        return State.NEW, None

    def _again(self, spans: list[Span], same: Span, fresh: Span) -> State:
        if fresh.last is None or fresh.last == same.last:
            return State.SAME
        if same.last is not None:
            return State.CLASHES
        spans[spans.index(same)] = fresh
        return State.ENDS


def _overlap(one: Span, other: Span) -> bool:
    return (other.last is None or one.first <= other.last) and (one.last is None or other.first <= one.last)
