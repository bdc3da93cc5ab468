"""The register of a county: its pages for three readers, writing a visit, a night of rules, files that are sent in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.test import Client

from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.audit.services import System
from zhucun.config.bench.asked_pages import page as page_work
from zhucun.config.bench.asked_pages import read
from zhucun.config.bench.county import Bench
from zhucun.config.bench.register_rows import VISIT
from zhucun.config.bench.sampling import Limit, NotMeasured, Work
from zhucun.config.bench.sent_registers import list_of, register_of
from zhucun.households.domain import Filters
from zhucun.households.domain_filters import PeopleFilters
from zhucun.households.models import Household, Membership
from zhucun.households.queries import households_in
from zhucun.households.queries_people import people_in
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.monitoring.models import Lead
from zhucun.monitoring.services_warnings import run_warnings

PAGE = (Limit("wall_ms.p95", 100), Limit("queries", 25))
CHECK_LIST = (
    Limit("wall_ms.p95", 1500),
    Limit("queries", 45),
)  # every rule over every household, counted now
SEE, BY = "households.see", System("测量")
SEEN_OTHER, MOST_SENT, MOST_NAMES = 302, 10_000, 20_000


@dataclass(frozen=True)
class Reader:
    """Somebody before the register: what they may see, and one village, household and person of it."""

    part: str
    word: str
    scope: Scope
    home: Household
    member: Membership

    @property
    def village(self) -> str:
        return self.home.village_code


def works(bench: Bench) -> Iterator[Work]:
    people = Membership.objects.in_county(bench.county).count()
    for part, word in {
        "county_officer": "县级",
        bench.township: "乡镇",
        "first_secretary": "第一书记",
    }.items():
        reader = _reader(bench, part, word)
        for key, title, address in _pages(bench, reader):
            limits = CHECK_LIST if key == "quality" else PAGE
            yield page_work(
                bench, f"register_{key}_{part}", f"{title}（{word}）", part, address, people, limits
            )
        yield from _searches(bench, reader, people)
    yield _visit(bench)
    yield from _whole(bench)


def _reader(bench: Bench, part: str, word: str) -> Reader:
    """A household in the middle of what the reader sees, with somebody in it whose numbers are known."""
    scope = scope_of(bench.user(part), bench.county, on=bench.on).narrowed(SEE)
    people = people_in(scope, PeopleFilters()).exclude(villager__id_hash="")
    people = people.filter(villager__phone__isnull=False)
    member = people[people.count() // 2]
    return Reader(part, word, scope, member.household, member)


def _pages(bench: Bench, reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Key, title and address: lists as they open, narrowed, and far down; then what one page shows."""
    homes, people = bench.address("households:households"), bench.address("households:people")
    far, person_far = _far(reader)
    yield "list", "农户", homes
    yield "list_narrowed", "农户，一类", f"{homes}?circumstance=lifted"
    yield "list_marked", "农户，一种情形", f"{homes}?mark=disaster"
    yield "list_named", "农户，户主姓名", f"{homes}?q={reader.home.head_name[:1]}"
    yield "list_far", "农户，翻到后面", f"{homes}?page={far}"
    yield "people", "成员", people
    yield "people_narrowed", "成员，60 至 79 岁", f"{people}?age=60-79"
    yield "people_far", "成员，翻到后面", f"{people}?page={person_far}"
    yield "household", "一户", bench.address("households:household", household_id=reader.home.id)
    yield "person", "一人", bench.address("households:person", villager_id=reader.member.villager_id)
    yield "card", "村情卡", bench.address("households:card", code=reader.village)
    book = bench.address("households:book")
    yield "book", "情况手册", f"{book}?village={reader.village}"
    yield "book_gap", "情况手册，一种缺项", f"{book}?village={reader.village}&gap=insurance"
    yield "quality", "数据核对", bench.address("households:quality")
    yield "monitoring", "监测户", bench.address("monitoring:list")
    yield "leads", "监测线索", bench.address("monitoring:list") + "?tab=leads"
    yield "pairings", "结对", bench.address("households:pairings")
    yield "gaps", "没有结对的农户", bench.address("households:pairing_gaps")


def _searches(bench: Bench, reader: Reader, people: int) -> Iterator[Work]:
    """Names stand in the address; numbers are sent, and each leaves its line in the trail."""
    address, who = bench.address("households:search"), reader.member.villager
    client = bench.client(reader.part)
    for key, title, typed in (
        ("surname", "查找，一个字", who.name[:1]),
        ("name", "查找，姓名", who.name),
        ("initials", "查找，拼音首字母", who.initials.split()[0][:2]),
    ):
        asked = f"{address}?{urlencode({'q': typed})}"
        name = f"search_{key}_{reader.part}"
        yield page_work(bench, name, f"{title}（{reader.word}）", reader.part, asked, people, PAGE)
    for key, title, typed in (
        ("paper", "查找，证件号码", str(who.id_number)),
        ("telephone", "查找，电话末四位", str(who.phone)[-4:]),
        ("household", "查找，户编号", reader.home.number),
    ):
        sent = partial(read, partial(client.post, address, {"q": typed}))
        yield Work(f"search_{key}_{reader.part}", f"{title}（{reader.word}）", sent, people, PAGE)


def _far(reader: Reader) -> tuple[UUID, UUID]:
    """The rows after which the page begins that lies nine tenths down each list."""
    homes, people = households_in(reader.scope, Filters()), people_in(reader.scope, PeopleFilters())
    return homes[homes.count() * 9 // 10].id, people[people.count() * 9 // 10].id


def _visit(bench: Bench) -> Work:
    """A first secretary writes a visit: kept, judged, audited, committed."""
    posting = bench.posting_of("first_secretary")
    home = Household.objects.in_county(bench.county).filter(village_code=posting.village_code).latest("id")
    said = {
        "visited_on": bench.on.isoformat(),
        "household": str(home.id),
        "way": "at_home",
        "topic": "living",
        "said": "水管冻裂过一次，现在通了。",
    }
    write = partial(bench.client("first_secretary").post, bench.address("fieldwork:new", form=VISIT))
    return Work(
        "register_visit",
        "写一条走访",
        lambda: _written(write(said | {"record-id": str(uuid7())}).status_code),
        1,
        (Limit("wall_ms.p95", 100),),
    )


def _written(status: int) -> None:
    if status != SEEN_OTHER:
        raise NotMeasured("a visit was not taken", status)


def _whole(bench: Bench) -> Iterator[Work]:
    """What is done with a whole county or a whole file."""
    homes = Household.objects.in_county(bench.county).count()
    night = partial(_night, bench.county)
    yield Work("warnings", "规则走一夜", night, homes, (Limit("wall_ms.p95", 20_000),), slow=True)
    families, names = min(homes, MOST_SENT), min(homes, MOST_NAMES)
    client = bench.client("county_officer")
    register, address = register_of(bench, homes, families), bench.address("households:import")
    sent = partial(_send, client, address, register, {})
    yield Work("import", "农户导入预览", sent, families, (Limit("wall_ms.p95", 20_000),), slow=True)
    names_file, compare = list_of(bench, names, homes), bench.address("monitoring:compare")
    asked = partial(_send, client, compare, names_file, {"title": "试算名单"})
    yield Work("compare", "名单比对", asked, names, (Limit("wall_ms.p95", 10_000),), slow=True)


def _night(county: str) -> int:
    """The first night of the rules, taken back: later ones find most leads open already."""
    with transaction.atomic():
        Lead.objects.in_county(county).exclude(rule="").delete()
        found = run_warnings(by=BY, county=county, at=clock.now()).leads
        transaction.set_rollback(True)
    if not found:
        raise NotMeasured("no rule found anything")
    return found


def _send(client: Client, address: str, file: Path, said: Mapping[str, str]) -> bytes:
    with file.open("rb") as opened:
        return read(partial(client.post, address, {**said, "file": opened}, follow=True))
