"""Cases of a county: what waits, lists and boards, the clock of a night, and every row held against its events."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from zhucun.audit.services import System
from zhucun.cases.models import Case
from zhucun.cases.rebuilding import rebuild
from zhucun.cases.services_clock import run_clocks
from zhucun.config.bench.asked_pages import page
from zhucun.config.bench.county import Bench
from zhucun.config.bench.sampling import Limit, NotMeasured, Work
from zhucun.kernel import clock

PAGE = (Limit("wall_ms.p95", 100), Limit("queries", 15))
READERS = {"county_officer": "县级", "first_secretary": "第一书记"}
BY = System("测量")


def works(bench: Bench) -> Iterator[Work]:
    count = Case.objects.in_county(bench.county).count()
    for part, word in {**READERS, bench.township: "乡镇"}.items():
        for key, title, address in _pages(bench):
            yield page(bench, f"{key}_{part}", f"{title}（{word}）", part, address, count, PAGE)
    figures = bench.address("cases:figures")
    yield page(bench, "case_figures", "办件统计（县级）", "county_officer", figures, count, ())
    clocks = partial(_clocks, bench.county)
    waiting = Case.objects.in_county(bench.county).filter(ending="").count()
    yield Work("case_clocks", "全部在办件走一夜", clocks, waiting, (Limit("wall_ms.p95", 10_000),), slow=True)
    again = partial(_rebuilt, bench.county)
    yield Work("case_rebuild", "按经过重建全部办件", again, count, (Limit("wall_ms.p95", 60_000),), slow=True)


def _pages(bench: Bench) -> Iterator[tuple[str, str, str]]:
    everything = bench.address("cases:list")
    yield "case_inbox", "办件首页", bench.address("cases:inbox")
    yield "case_list", "办件列表", everything
    yield "case_list_ended", "办件列表，一类已结束", f"{everything}?kind=matter&standing=ended"
    yield "case_board", "办件看板", bench.address("cases:board")


def _clocks(county: str) -> int:
    """A night that is taken back, so that the next has as much to do."""
    with transaction.atomic():
        ran = run_clocks(by=BY, county=county, at=clock.now())
        transaction.set_rollback(True)
    if not ran.events:
        raise NotMeasured("no term was over")
    return ran.events


def _rebuilt(county: str) -> int:
    found = rebuild(by=BY, county=county)
    if found.differing:
        raise NotMeasured("rows that are not what their events say", len(found.differing))
    return found.cases
