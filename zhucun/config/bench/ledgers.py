"""A ledger of every case there is: the catalogue, its first and its last page, and the whole of it as a file."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from zhucun.cases.models import Case
from zhucun.config.bench.asked_pages import page as page_work
from zhucun.config.bench.county import Bench
from zhucun.config.bench.sampling import OK, Limit, NotMeasured, Work

LEDGER, PER_PAGE = "matters", 50
PAGE = (Limit("queries", 12), Limit("cpu_ms.median", 800))
FILE = (Limit("cpu_ms.median", 20_000), Limit("peak_mb", 300))


def works(bench: Bench) -> Iterator[Work]:
    rows = Case.objects.in_county(bench.county).count()
    address = bench.address("documents:ledger", ledger=LEDGER)
    last = max(1, rows // PER_PAGE)
    for key, title, where in (
        ("ledgers", "台账目录", bench.address("documents:ledgers")),
        ("ledger", "台账，本年", address),
        ("ledger_all", "台账，不限时间", f"{address}?month=all"),
        ("ledger_last", "台账，最后一页", f"{address}?month=all&page={last}"),
    ):
        yield page_work(bench, key, title, "county_officer", where, rows, PAGE)
    made = bench.address("documents:ledger_xlsx", ledger=LEDGER)
    asked = partial(bench.client("county_officer").post, f"{made}?month=all")
    yield Work("ledger_xlsx", f"台账 Excel（{rows} 行）", partial(_read, asked), rows, FILE, slow=True)


def _read(ask: Callable[[], Any]) -> int:
    """Read as it is sent, a piece at a time: the whole is never held."""
    answer = ask()
    if answer.status_code != OK:
        raise NotMeasured(answer.request["PATH_INFO"], answer.status_code)
    return sum(len(piece) for piece in answer.streaming_content)
