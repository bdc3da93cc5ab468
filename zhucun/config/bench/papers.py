"""Papers of a county with a full register: one to read, one to take, a card of every village, a village's archive."""

from collections.abc import Iterator
from functools import partial

from zhucun.accounts.queries import scope_of
from zhucun.audit.services import System
from zhucun.config.bench.asked_pages import page as page_work
from zhucun.config.bench.asked_pages import read
from zhucun.config.bench.county import Bench
from zhucun.config.bench.sampling import Limit, NotMeasured, Work
from zhucun.documents.choices import RunState
from zhucun.documents.models import PaperRun
from zhucun.documents.running import work_next
from zhucun.documents.services_runs import ask_run
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of

CARD = "village-card"
BY = System("测量")
DRAFT = (Limit("queries", 40), Limit("cpu_ms.median", 500))
WORD = (Limit("cpu_ms.median", 2_000),)
CARDS = (Limit("wall_ms.p95", 60_000), Limit("peak_mb", 300))
ARCHIVE = (Limit("wall_ms.p95", 10_000), Limit("peak_mb", 300))


def works(bench: Bench) -> Iterator[Work]:
    posting = bench.posting_of("first_secretary")
    village, month = posting.village_code, f"{bench.last_month:%Y-%m}"
    card = bench.address("documents:draft", subject="village", of=village, document=CARD)
    diary = bench.address("documents:draft", subject="posting", of=posting.id, document="month-diary")
    box = bench.address("documents:archive", year=bench.on.year, code=village)
    yield page_work(bench, "card", "村情卡，底稿", "county_officer", card, 1, DRAFT)
    yield page_work(bench, "diary", "驻村日记，底稿", "first_secretary", f"{diary}?period={month}", 1, DRAFT)
    yield page_work(bench, "archive", "一村档案", "first_secretary", box, 1, DRAFT)
    take = partial(bench.client("county_officer").post, f"{card}word/")
    yield Work("card_word", "村情卡，Word", partial(read, take), 1, WORD)
    villages = len(bench.villages)
    yield Work("cards", f"{villages} 个村的村情卡打包", partial(_cards, bench), villages, CARDS, slow=True)
    out = partial(
        bench.client("county_officer").get,
        bench.address("documents:archive_export", year=bench.on.year, code=village),
    )
    yield Work("archive_export", "导出一村档案", partial(read, out), 1, ARCHIVE, slow=True)


def _cards(bench: Bench) -> int:
    """Asked for and worked through as the background does it."""
    user = bench.user("county_officer")
    run = ask_run(
        by=user,
        county=bench.county,
        scope=scope_of(user, bench.county, on=bench.on),
        paper=pack_of(bench.county).papers[CARD],
        place=f"{bench.county}000000",
        period="",
        site="http://127.0.0.1/",
        at=clock.now(),
    )
    work_next(by=BY, going=lambda: True)
    done = PaperRun.objects.in_county(bench.county).get(id=run.id)
    if done.state != RunState.DONE or done.result is None:
        raise NotMeasured(f"{run.title}: {done.problem}", 500)
    return int(done.result.size)
