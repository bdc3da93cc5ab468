"""What is measured, and the budget of each. Pages go through the whole stack, as a browser would ask for them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.test import Client

from zhucun.attendance.months import period_of
from zhucun.attendance.refresh import refresh_month
from zhucun.attendance.services_nightly import Night, refresh_county
from zhucun.audit.services import System
from zhucun.config.bench import cases, duties, ledgers, papers, phones, register
from zhucun.config.bench.asked_pages import page as page_work
from zhucun.config.bench.asked_pages import read
from zhucun.config.bench.county import Bench
from zhucun.config.bench.rosters import roster_of
from zhucun.config.bench.sampling import Limit, Work
from zhucun.config.bench.scratch import MARK
from zhucun.demo.stories import NOTES
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import write_record
from zhucun.kernel import clock

PAGE = (Limit("cpu_ms.median", 30), Limit("queries", 12), Limit("wall_ms.p95", 100))
HOMES = {
    "county_officer": "县级",
    "first_secretary": "第一书记",
    "team_member": "队员",
    "unit_contact": "派出单位",
    "system_admin": "系统管理员",
    "auditor": "审计员",
}
ROSTER_ROWS = 5000
BY = System("测量")


def pages(bench: Bench) -> Iterator[Work]:
    """The month page and the home page; every other role's home has the same budget."""
    page = partial(_page, bench)
    month, home = bench.address("attendance:month", month=bench.last_month), bench.address("home:home")
    for part in ("county_officer", "first_secretary"):
        yield page(f"month_{part}", f"在岗月页（{HOMES[part]}）", part, month)
    for part, word in HOMES.items():
        yield page(f"home_{part}", f"首页（{word}）", part, home)
    yield page("home_township", "首页（乡镇）", bench.township, home)


def twice(bench: Bench) -> Iterator[Work]:
    """The same pages where there is twice as much of everything."""
    for work in pages(bench):
        if work.key.endswith(("county_officer", "first_secretary")):
            yield replace(work, key=f"twice_{work.key}", title=f"{work.title}，两倍")


def sheet(bench: Bench) -> Iterator[Work]:
    """The whole month on one page, its ledger in Excel, the notice in Word."""
    month = bench.last_month
    title = f"在岗总表（{bench.rows} 人 × {period_of(month).days} 天）"
    page = _page(bench, "sheet", title, "county_officer", bench.address("attendance:sheet", month=month))
    yield replace(page, limits=(Limit("cpu_ms.median", 100), Limit("queries", 12)))
    client = bench.client("county_officer")
    for name, title, most in (("ledger", "台账 Excel", 1000), ("notice", "通报 Word", 2000)):
        made = partial(client.post, bench.address(f"attendance:{name}", month=month))
        yield Work(
            key=name,
            title=title,
            run=partial(read, made),
            rows=bench.rows,
            limits=(Limit("cpu_ms.median", most),),
            slow=True,
            ready=forget_papers,
        )


def decisions(bench: Bench) -> Iterator[Work]:
    """A month of the whole county, what one record costs, and a night."""
    last = period_of(bench.last_month)

    def month() -> int:
        return refresh_month(bench.county, last, as_of=bench.on, at=clock.now())

    def night() -> Night:
        return refresh_county(by=BY, county=bench.county, at=clock.now())

    yield Work("month", "全县一个月的判断", month, bench.rows, (Limit("wall_ms.p95", 2000),))
    yield Work("record", "写一条记录并重新判断", record(bench), 1, (Limit("wall_ms.p95", 50),))
    yield Work("night", "每夜重算（两个月）", night, 2 * bench.rows, (Limit("wall_ms.p95", 5000),))


def record(bench: Bench) -> Callable[[], WorkRecord]:
    """A first secretary writes a record of today: kept, judged, audited, committed."""
    user, posting = bench.user("first_secretary"), bench.posting_of("first_secretary")
    (work_area, text), *_others = NOTES["meeting"]
    return lambda: write_record(
        by=user,
        county=bench.county,
        posting=posting,
        form="work-note",
        occurred_on=bench.on,
        at=clock.now(),
        body={"kind": "meeting", "work_area": work_area, "where": "in_village", "text": text},
    )


def roster(bench: Bench) -> Iterator[Work]:
    """A roster is sent in and looked over; once without a fault, once with one in every row."""
    client = bench.client("county_officer")
    for key, title, faulty in (("roster", "名册预览", False), ("roster_faults", "名册预览，每行有错", True)):
        sent = partial(_send, client, bench.address("dispatch:roster"), roster_of(bench, ROSTER_ROWS, faulty))
        yield Work(key, title, sent, ROSTER_ROWS, (Limit("wall_ms.p95", 10_000),), slow=True)


GROUPS: dict[str, Callable[[Bench], Iterator[Work]]] = {
    "pages": pages,
    "twice": twice,
    "sheet": sheet,
    "decisions": decisions,
    "duties": duties.works,
    "roster": roster,
    "cases": cases.works,
    "ledgers": ledgers.works,
    "papers": papers.works,
    "register": register.works,
    "sync": phones.works,
}


def forget_papers() -> None:
    """So that each paper is written to disk, not found there. Papers of a home that is not scratch stay."""
    home = Path(settings.ZHUCUN_HOME)
    if (home / MARK).exists():
        shutil.rmtree(home / "files" / "papers", ignore_errors=True)


def _page(bench: Bench, key: str, title: str, part: str, address: str) -> Work:
    return page_work(bench, key, title, part, address, bench.rows, PAGE)


def _send(client: Client, address: str, file: Path) -> bytes:
    with file.open("rb") as opened:
        return read(partial(client.post, address, {"file": opened}, follow=True))
