"""A flow as a picture: boxes one below the other, what may be done in each, and lines to where that leads.

Pure numbers for a template to draw. One column, so that a phone shows it and an A4 sheet prints it: what leads to
the next box is an arrow down, what skips ahead runs on the right, what goes back on the left, dashed. Lines to one
box share a trunk of their own, so two trunks never lie on each other; nothing is told by colour alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from zhucun.engine.flow.definition import Flow, State, Step

START = "opening"
BOX, PAD, GAP = 300, 12, 26
LEAD, SMALL = 24, 20  # height of a line of the title, and of the others
LANE, MARGIN = 12, 10
LONGEST = 1000  # of a part, so that two stand side by side on a sheet of A4
CLOSING = "，。、；：）》”"
PIECES = re.compile(r"[!-~]{1,24}|.")
TITLE_EMS, NOTE_EMS, ROW_EMS = 16.5, 20.5, 19.0  # what fits into a line of each


class Way(StrEnum):
    """Where an exit leads, seen from its box."""

    NEXT = "next"
    AHEAD = "ahead"
    BACK = "back"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Exit:
    """One thing that may be done, and the box it leads to; the same box for what stays."""

    step: str
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    title: str
    notes: tuple[str, ...] = ()
    exits: tuple[Exit, ...] = ()
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    step: str
    way: Way
    to: str
    lines: tuple[Line, ...]

    @property
    def y(self) -> int:
        return self.lines[0].y


@dataclass(frozen=True, slots=True)
class Box:
    id: str
    y: int
    height: int
    title: tuple[Line, ...]
    notes: tuple[Line, ...]
    rows: tuple[Row, ...]
    ending: bool
    tag: Line | None = None  # where the case stands now

    @property
    def here(self) -> bool:
        return self.tag is not None

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        """Where lines arrive: the first line of the title."""
        return self.title[0].y


@dataclass(frozen=True, slots=True)
class Trunk:
    """All lines that run to one box along one side; `x` is where it stands upright."""

    to: str
    way: Way
    x: int
    top: int
    end: int
    side: int  # of the boxes
    leaves: tuple[int, ...]
    arrives: int


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the picture that is cut between two boxes: below each other on a screen, side by side on paper."""

    top: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    left: int
    boxes: tuple[Box, ...]
    trunks: tuple[Trunk, ...]
    downs: tuple[tuple[int, int], ...] = field(default=())

    @property
    def right(self) -> int:
        return self.left + BOX

    @property
    def centre(self) -> int:
        return self.left + BOX // 2

    @property
    def parts(self) -> tuple[Part, ...]:
        """As few as a sheet needs, about as long as each other."""
        number = -(-self.height // LONGEST)
        middles = [box.y - GAP // 2 for box in self.boxes[1:]]
        wanted = (self.height * at // number for at in range(1, number))
        cuts = sorted({min(middles, key=lambda y: abs(y - cut)) for cut in wanted})
        return tuple(
            Part(top, end - top, tuple(box for box in self.boxes if top <= box.y < end))
            for top, end in pairwise([0, *cuts, self.height])
        )


def picture_of(
    flow: Flow,
    opening: str,
    notes: Mapping[str, Sequence[str]],
    here: str = "",
    by: Mapping[str, str] | None = None,
) -> Picture:
    """The picture of a flow. `notes` says below each title who acts and by when; `by` says who takes a step
    when that is somebody else."""
    return draw(list(places_of(flow, opening, notes, by or {})), here)


def places_of(
    flow: Flow, opening: str, notes: Mapping[str, Sequence[str]], by: Mapping[str, str]
) -> Iterator[Place]:
    first = tuple(
        Exit("", _towards(flow, opening, route.state, flow.opening.to), route.state)
        for route in flow.opening.to
    )
    yield Place(START, opening, tuple(notes.get(START, ())), _distinct(first))
    for state in in_order(flow):
        exits = tuple(one for step in state.steps for one in _exits(flow, state, step, by.get(step.id, "")))
        yield Place(state.id, state.title, tuple(notes.get(state.id, ())), exits, state.ending is not None)


def _exits(flow: Flow, state: State, step: Step, by: str) -> tuple[Exit, ...]:
    title = f"{step.title}（{by}）" if by else step.title
    exits = (Exit(step.id, _towards(flow, title, route.state, step.to), route.state) for route in step.to)
    return _distinct(exits) or (Exit(step.id, title, state.id),)


def _distinct(exits: Iterable[Exit]) -> tuple[Exit, ...]:
    return tuple(dict.fromkeys(exits))


def _towards(flow: Flow, title: str, target: str, routes: Sequence[object]) -> str:
    """Where a step may lead to several places, each says which."""
    return f"{title} → {flow.states[target].title}" if len(routes) > 1 and target in flow.states else title


def in_order(flow: Flow) -> list[State]:
    """States as a case meets them, endings last; what leads back does not pull anything down."""
    seen: dict[str, None] = {}
    done: list[str] = []

    def walk(id: str) -> None:
        if id in seen or id not in flow.states:
            return
        seen[id] = None
        for target in reversed(targets_of(flow.states[id])):
            walk(target)
        done.append(id)

    for route in reversed(flow.opening.to):
        walk(route.state)
    done = [id for id in reversed(list(flow.states)) if id not in seen] + done
    found = [flow.states[id] for id in reversed(done)]
    return [state for state in found if not state.ending] + [state for state in found if state.ending]


def targets_of(state: State) -> list[str]:
    return [route.state for step in state.steps for route in step.to]


def draw(places: Sequence[Place], here: str) -> Picture:
    """Boxes first, then the lines between them."""
    order = {place.id: at for at, place in enumerate(places)}
    boxes, y = [], MARGIN
    for place in places:
        boxes.append(_box(place, order, y, here))
        y = boxes[-1].bottom + GAP
    lanes = {way: _lanes(boxes, way) for way in (Way.AHEAD, Way.BACK)}
    left = MARGIN + (len(lanes[Way.BACK]) + 1) * LANE
    right = MARGIN + (len(lanes[Way.AHEAD]) + 1) * LANE
    trunks = [
        _trunk(boxes, to, way, left, lane)
        for way in lanes
        for lane, row in enumerate(lanes[way])
        for to in row
    ]
    downs = [
        (box.bottom, below.y)
        for box, below in pairwise(boxes)
        if any(row.way is Way.NEXT for row in box.rows)
    ]
    return Picture(left + BOX + right, y - GAP + MARGIN, left, tuple(boxes), tuple(trunks), tuple(downs))


def _box(place: Place, order: Mapping[str, int], y: int, here: str) -> Box:
    at = y + PAD
    tag = Line(at + SMALL // 2, "") if place.id == here else None
    at += SMALL if tag else 0
    title, at = _lines(place.title, TITLE_EMS, at, LEAD)
    notes: list[Line] = []
    for note in place.notes:
        lines, at = _lines(note, NOTE_EMS, at, SMALL)
        notes += lines
    rows = []
    at += 6 if place.exits else 0
    for exit in place.exits:
        lines, at = _lines(exit.words, ROW_EMS, at, SMALL)
        rows.append(Row(exit.step, _way(order, place.id, exit.to), exit.to, lines))
    return Box(place.id, y, at + PAD - y, title, tuple(notes), tuple(rows), place.ending, tag)


def _way(order: Mapping[str, int], here: str, to: str) -> Way:
    far = order.get(to, order[here]) - order[here]
    return Way.STAYS if far == 0 else Way.NEXT if far == 1 else Way.AHEAD if far > 1 else Way.BACK


def _lines(text: str, ems: float, y: int, height: int) -> tuple[tuple[Line, ...], int]:
    """Each line with the middle of its height, and where the next thing begins."""
    words = wrapped(text, ems)
    lines = tuple(Line(y + at * height + height // 2, word) for at, word in enumerate(words))
    return lines, y + len(words) * height


def wrapped(text: str, ems: float) -> list[str]:
    """Chinese may be broken anywhere but before a closing mark, a word of letters only if it is longer than a line."""
    lines, line, room = [], "", ems
    for piece in PIECES.findall(text):
        width = sum(map(_width, piece))
        if line and room < width and piece not in CLOSING:
            lines.append(line)
            line, room = "", ems
        line, room = line + piece, room - width
    return [*lines, line]


def _width(sign: str) -> float:
    return 1.0 if ord(sign) > 0x2E7F or sign in "“”→—" else 0.58


def _lanes(boxes: Sequence[Box], way: Way) -> list[list[str]]:
    """Targets by lane: trunks that pass each other stand in different ones, the shortest nearest to the boxes."""
    spans = {box.id: _span(boxes, box, way) for box in boxes}
    lanes: list[list[str]] = []
    for to, (top, end) in sorted(spans.items(), key=lambda one: one[1][1] - one[1][0]):
        if top == end:
            continue
        free = (
            lane for lane in lanes if all(end < spans[other][0] or top > spans[other][1] for other in lane)
        )
        lane = next(free, None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(to)
    return lanes


def _leaves(boxes: Sequence[Box], to: str, way: Way) -> tuple[int, ...]:
    return tuple(row.y for box in boxes for row in box.rows if row.to == to and row.way is way)


def _span(boxes: Sequence[Box], target: Box, way: Way) -> tuple[int, int]:
    ends = (*_leaves(boxes, target.id, way), target.middle)
    return min(ends), max(ends)


def _trunk(boxes: Sequence[Box], to: str, way: Way, left: int, lane: int) -> Trunk:
    target = next(box for box in boxes if box.id == to)
    top, end = _span(boxes, target, way)
    side = left if way is Way.BACK else left + BOX
    away = -(lane + 1) * LANE if way is Way.BACK else (lane + 1) * LANE
    return Trunk(to, way, side + away, top, end, side, _leaves(boxes, to, way), target.middle)
