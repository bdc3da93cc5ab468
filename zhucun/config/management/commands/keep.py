"""`zhucun keep`: the night watch. `zhucun serve` starts one; it may also run by itself, or more than once."""

import ctypes
import os
import signal
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.config.keeper import keep
from zhucun.config.keeper_papers import make_papers

PR_SET_PDEATHSIG = 1
LAST_PAPER = 10.0  # seconds in which the one at hand is finished


class Command(BaseCommand):
    help = "每天零点后自动重算本月和上月；随 zhucun serve 启动，也可单独运行"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, help="启动它的进程号；那个进程结束时一同停止")

    def handle(self, *args: Any, parent: int | None, **options: Any) -> None:
        stop = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        if parent is None or lives_with(parent):
            papers = Thread(target=make_papers, args=(stop, self._tell), daemon=True)
            papers.start()
            keep(stop, self._tell)
            papers.join(LAST_PAPER)

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def lives_with(parent: int) -> bool:
    """Have the kernel ask this process to stop when its parent ends, be it by kill -9; False if it has ended already."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    return os.getppid() == parent
