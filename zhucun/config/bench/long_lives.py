"""The long run: lives of phones at the real door, on two cores, until so many envelopes have been made.

What must stay true: lost, doubled and overwritten are counted by the checker over history and database, never assumed;
a finding names the life in which it came about, and `--seed` brings that life back.
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from zhucun.config.bench import worker
from zhucun.config.bench.machine import Meter, facts
from zhucun.config.bench.scratch import Scratch
from zhucun.kernel import clock

LIFE = 2000  # envelopes of a life: more than three people write in a month
PROCESSES, EVERY = 2, 5.0
LONGEST = 100  # findings that are told
Tell = Callable[[str], object]
# What the checker says, by the promise that is broken.
PROMISES = {
    "lost": ("lost", "unheard", "still out"),
    "doubled": ("phantom", "done all the same", "steps"),
    "overwritten": ("overwritten", "changed", "versions"),
}
OTHER = "other"


class Gone(Exception):
    """A process of the run ended by itself; what it said stands above."""


@dataclass(frozen=True)
class LongRun:
    """`seed` is that of the first life; the next ones follow it."""

    envelopes: int
    seed: int
    folder: Path
    tell: Tell
    life: int = LIFE

    @property
    def size(self) -> int:
        return min(self.life, self.envelopes)


@dataclass
class Total:
    """What has been found so far."""

    run: LongRun
    begun: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[dict[str, Any]] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)
    stopped: bool = False

    def add(self, seed: int, counts: Counter[str], findings: list[str]) -> None:
        self.counts.update(counts)
        for says in findings:
            self.broken[promise_of(says)] += 1
            self.findings.append({"seed": seed, "says": says})
            self.run.tell(f"种子 {seed}：{says}")  # now, for the run may take an hour

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def line(self) -> str:
        made, wanted = self.counts["envelopes"], self.run.envelopes
        rate = made / self.seconds
        left = f"{max(0, wanted - made) / rate / 60:.0f}" if rate else "?"
        return (
            f"{made:,} / {wanted:,} 条，{rate:.0f} 条/秒，{self.counts['lives']} 轮；"
            f"中断 {self.counts['no answer']:,} 次，杀进程 {self.counts['kills']:,} 次，"
            f"发现 {len(self.findings)} 处；约剩 {left} 分钟"
        )


def promise_of(says: str) -> str:
    kinds = (kind for kind, words in PROMISES.items() if says.split(":")[0] in words)
    return next(kinds, OTHER)


def live_long(run: LongRun) -> dict[str, Any]:
    """Run until enough has been made, or until somebody presses Ctrl-C; gives what was found."""
    meter, total = Meter.now(), Total(run)
    try:
        with _workers(run) as lines:
            _all(run, lines, total)
    except KeyboardInterrupt:
        total.stopped = True
        run.tell("已停下；下面是到此为止的结果。")
    return _told(total) | {"machine": facts() | {"others_cpu": meter.others_share()}}


def _all(run: LongRun, lines: list[Connection], total: Total) -> None:
    """Hand out one life after the other; say every few seconds how far it is."""
    seeds, begun, said = iter(range(run.seed, run.seed + run.envelopes)), 0, time.monotonic()
    for line in lines:
        if begun < run.envelopes:
            line.send((next(seeds), run.size))
            begun += run.size
    working = lines[: -(-begun // run.size)]
    while working:
        for line in [one for one in wait(working, EVERY) if isinstance(one, Connection)]:
            total.add(*_heard(line))
            if begun < run.envelopes:
                line.send((next(seeds), run.size))
                begun += run.size
            else:
                working.remove(line)
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            run.tell(total.line())


def _heard(line: Connection) -> Any:
    try:
        return line.recv()
    except (EOFError, OSError) as error:
        raise Gone from error


@contextmanager
def _workers(run: LongRun) -> Iterator[list[Connection]]:
    """Processes with a home each; however this ends, none of them stays."""
    spawn = multiprocessing.get_context("spawn")
    started, lines = [], []
    try:
        for number in range(PROCESSES):
            scratch = Scratch(run.folder / f"lives-{number}")
            scratch.open()
            near, far = spawn.Pipe()
            process = spawn.Process(target=_work, args=(far, scratch.home), daemon=True)
            with scratch.environment():
                process.start()
            far.close()
            started.append(process)
            lines.append(near)
        yield lines
    finally:
        for process in started:
            process.kill()
            process.join()


def _work(line: Connection, home: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C speaks to the run as a whole
    worker.set_up()
    from zhucun.testing.field.long import Ground  # what stands in the models can be read only now

    ground = Ground(home)
    while True:
        try:
            seed, size = line.recv()
        except EOFError:
            os._exit(0)
        line.send(tuple(ground.live(seed, size)))


def _told(total: Total) -> dict[str, Any]:
    run, counts = total.run, total.counts
    return {
        "measured_at": clock.now().isoformat(timespec="seconds"),
        "seed": run.seed,
        "wanted": run.envelopes,
        "envelopes": counts["envelopes"],
        "lives": counts["lives"],
        "seconds": round(total.seconds, 1),
        "per_second": round(counts["envelopes"] / total.seconds, 1),
        "stopped": total.stopped,
        "broken": {kind: total.broken[kind] for kind in (*PROMISES, OTHER)},
        "counts": dict(counts.most_common()),
        "findings": total.findings[:LONGEST],
    }


def some_seed() -> int:
    return random.SystemRandom().randrange(10**9)
