"""The door as a county meets it, through the real server: a week of everybody's work, everybody's pull after it, batches
without pause, and re-sends that race the first.

What must stay true: the last figure says whether all of it is there once; times of work that was lost mean nothing.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

from zhucun.config.bench.machine import Meter, family_seconds
from zhucun.config.bench.sampling import Limit, NotMeasured, spread
from zhucun.config.bench.served import Site, server
from zhucun.config.bench.sync_lines import Asking, Reply, at_once, one_by_one, twice
from zhucun.config.bench.sync_outbox import SEED, Envelope, FieldPhone, as_message
from zhucun.demo.drawing import stream
from zhucun.sync.messages import MOST_ENVELOPES

PHONES, MINUTE, SUSTAINED = 200, 60.0, 20.0
LINES, RACES, RACING = 4, 40, 5
ENOUGH = 40  # phones for a whole run without pause: each then writes what a phone may bring after weeks
FASTEST = 1500  # envelopes a second that are written beforehand, so that no line stands still
PULL = (Limit("wall_ms.p95", 2000), Limit("cpu_ms.mean", 100))
PUSH = (Limit("wall_ms.p95", 300), Limit("cpu_ms.mean", 2 * MOST_ENVELOPES))
ONE_RECEIPT = (Limit("differing", 0),)
Figure = dict[str, Any]


@dataclass
class Spent:
    """What was used from one moment to another, by the server and by others."""

    site: Site
    meter: Meter = field(default_factory=Meter.now)

    def __post_init__(self) -> None:
        self.before, self.began = family_seconds(self.site.pid), time.perf_counter()

    def figure(
        self, key: str, title: str, replies: Sequence[Reply], rows: int, limits: Sequence[Limit] = ()
    ) -> Figure:
        seconds = time.perf_counter() - self.began
        cpu = (family_seconds(self.site.pid) - self.before) * 1000
        times = [reply.ms for reply in replies]
        return {
            "key": key,
            "title": title,
            "runs": len(times),
            "rows": rows,
            "seconds": round(seconds, 1),
            "cpu_ms": {"mean": round(cpu / len(times), 2)},
            "wall_ms": spread(times) | {"max": round(max(times), 2)},
            "busy": sum(reply.busy for reply in replies),
            "others_cpu": self.meter.others_share(),
            "limits": [limit._asdict() for limit in limits],
        }


@dataclass
class Door:
    """The phones of a run; `taken` are the ids of what the door said it took."""

    phones: list[FieldPhone]
    runs: int
    taken: set[str] = field(default_factory=set)

    @property
    def share(self) -> float:
        """A small county has fewer phones, and less is asked of it."""
        return min(1.0, len(self.phones) / PHONES)

    def figures(self, tell: Callable[[str], object]) -> Iterator[Figure]:
        """One after the other; each is told as it is done, for the whole takes minutes."""
        for figure in self._figures():
            tell(f"　{figure['title']}：{figure['wall_ms']}")
            yield figure

    def _figures(self) -> Iterator[Figure]:
        with server() as site:
            for part in (self.week, self.pulls, self.batches, self.races, self.sustained):
                yield part(site)
        with server(workers=2) as site:
            yield self.sustained(site, workers=2)

    def week(self, site: Site) -> Figure:
        """Everybody hands in a week of work."""
        askings = [_push(phone, phone.outbox.week(phone.homes)) for phone in self.phones]
        spent = Spent(site)
        replies = at_once(site.port, LINES, askings)
        figure = spent.figure("week", "人人上交一周的工作，经真实服务器", replies, len(self.phones))
        return figure | self._rate(replies, figure)

    def pulls(self, site: Site) -> Figure:
        """Everybody pulls within a minute, whenever it comes to each."""
        rng, window = stream(SEED, "pulls"), MINUTE * self.share
        due = sorted(rng.uniform(0, window) for _phone in self.phones)
        askings = [_pull(phone, at) for phone, at in zip(self.phones, due, strict=True)]
        spent = Spent(site)
        replies = at_once(site.port, 2 * LINES, askings)
        title = f"{len(replies)} 部手机一周后在 {window:.0f} 秒内下载"
        figure = spent.figure("week_pull", title, replies, len(replies), PULL)
        if not all(reply.told["parts"] for reply in replies):
            raise NotMeasured("pull", "nothing has changed")
        sizes = [reply.size for reply in replies]
        asked = max(len(asking.body) for asking in askings)
        return figure | {"bytes": spread(sizes) | {"max": max(sizes)}, "bytes_asked": asked}

    def batches(self, site: Site) -> Figure:
        """One batch after the other over one line: what a phone waits for."""
        askings = self._full(2 * self.runs)
        spent = Spent(site)
        replies = one_by_one(site.port, askings)
        title = f"上交 {MOST_ENVELOPES} 条，经真实服务器"
        figure = spent.figure("served_push", title, replies, MOST_ENVELOPES, PUSH)
        return figure | self._rate(replies, figure)

    def races(self, site: Site) -> Figure:
        """A re-send beside the first: both hear of one receipt, one of them that it was there already."""
        turns = islice(cycle(self.phones), RACES)
        askings = [_push(phone, phone.outbox.notes(RACING)) for phone in turns]
        spent = Spent(site)
        replies = twice(site.port, askings)
        figure = spent.figure("races", f"{RACES} 对同时到达的重复上交", replies, RACING, ONE_RECEIPT)
        same = sum(map(_one_receipt, replies[:RACES], replies[RACES:]))
        self.taken |= {one["id"] for reply in replies for one in _answers(reply)}
        return figure | {"pairs": RACES, "same": same, "differing": RACES - same}

    def sustained(self, site: Site, workers: int = 1) -> Figure:
        """As many lines as keep two cores busy, none of which waits for anything but the door."""
        seconds = SUSTAINED * min(1.0, len(self.phones) / ENOUGH)
        askings = self._full(round(FASTEST * seconds / MOST_ENVELOPES))
        spent = Spent(site)
        replies = at_once(site.port, LINES, askings, seconds)
        title = f"{LINES} 路连续上交，{workers} 个服务进程"
        figure = spent.figure(f"sustained_{workers}", title, replies, MOST_ENVELOPES)
        return figure | self._rate(replies, figure)

    def _full(self, many: int) -> list[Asking]:
        turns = islice(cycle(self.phones), many)
        return [_push(phone, phone.outbox.notes(MOST_ENVELOPES)) for phone in turns]

    def _rate(self, replies: Sequence[Reply], figure: Figure) -> Figure:
        answers = [one for reply in replies for one in _answers(reply)]
        if other := next((one for one in answers if one["answer"] != "accepted"), None):
            raise NotMeasured("push", other)
        self.taken |= {one["id"] for one in answers}
        cpu = figure["cpu_ms"]["mean"] * len(replies) / len(answers)
        return {
            "envelopes": len(answers),
            "per_second": round(len(answers) / figure["seconds"], 1),
            "cpu_ms_each": round(cpu, 3),
        }


def kept(taken: int, receipts: int, records: int) -> Figure:
    """Whether everything that was taken has one receipt and one record."""
    return {
        "key": "kept",
        "title": "已收下的都在，各一次",
        "rows": taken,
        "receipts": receipts,
        "records": records,
        "differing": abs(taken - receipts) + abs(taken - records),
        "limits": [limit._asdict() for limit in ONE_RECEIPT],
    }


def _push(phone: FieldPhone, envelopes: Sequence[Envelope]) -> Asking:
    return Asking(phone.authorization, "push", as_message(envelopes))


def _pull(phone: FieldPhone, at: float) -> Asking:
    return Asking(phone.authorization, "pull", json.dumps({"have": phone.have}).encode(), at)


def _answers(reply: Reply) -> Sequence[Mapping[str, Any]]:
    answers: Sequence[Mapping[str, Any]] = reply.told["answers"]
    return answers


def _one_receipt(one: Reply, other: Reply) -> bool:
    """Whether one heard that it was the first, the other that it was not, and both of the same record."""
    first, second = _answers(one), _answers(other)
    same = [each["made"] for each in first] == [each["made"] for each in second]
    heard = [{one["answer"], other["answer"]} for one, other in zip(first, second, strict=True)]
    return same and all(words == {"accepted", "already"} for words in heard)
