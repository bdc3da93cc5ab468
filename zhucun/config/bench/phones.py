"""Phones at the door: a batch of visits handed in, handed in again, one alone, a greeting, and what a phone reads.

Every batch is of a phone of its own, so that no month holds more than a month can hold.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from zhucun.accounts.models import Grant, User
from zhucun.config.bench.county import HOST, Bench
from zhucun.config.bench.sampling import OK, Limit, NotMeasured, Work
from zhucun.config.bench.sync_outbox import DAYS, Envelope, Outbox
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.sync.messages import MOST_ENVELOPES
from zhucun.sync.models import Device
from zhucun.sync.services import enrol

PHONES, SUSTAINED = 40, 10
JSON = "application/json"
BATCH = (Limit("cpu_ms.median", 2 * MOST_ENVELOPES), Limit("wall_ms.p95", 300))
EACH_ONE, KNOWN = (
    Limit("queries", MOST_ENVELOPES + 30),
    Limit("queries", 10),
)  # one statement for each record kept


@dataclass
class Phone:
    """A phone and what it is about to send."""

    outbox: Outbox
    authorization: str
    batch: list[Envelope] = field(default_factory=list)
    client: Client = field(default_factory=lambda: Client(SERVER_NAME=HOST))

    def write(self, many: int) -> None:
        self.batch = self.outbox.notes(many)

    def ask(self, address: str, said: Any) -> Any:
        answer = self.client.post(
            f"/api/field/{address}", said, content_type=JSON, headers={"Authorization": self.authorization}
        )
        if answer.status_code != OK:
            raise NotMeasured(address, answer.status_code)
        return answer.json()

    def push(self, expected: str = "accepted") -> None:
        answers = self.ask("push", {"envelopes": self.batch})["answers"]
        if any(one["answer"] != expected for one in answers):
            raise NotMeasured("push", answers[0])

    def hello(self) -> None:
        now = clock.now().isoformat()
        made = self.outbox.seq
        kept = [[1, made]] if made else []
        self.ask("hello", {"app": "1.0.0", "clock": now, "made": made, "kept": kept, "waiting": 0})

    def pull(self, have: dict[str, str]) -> dict[str, str]:
        parts = self.ask("pull", {"have": have})["parts"]
        return {name: part["digest"] for name, part in parts.items()}


@dataclass
class Hand:
    """Whose turn it is."""

    phones: Iterator[Phone]
    phone: Phone | None = None

    def next(self, many: int) -> None:
        self.phone = next(self.phones)
        self.phone.write(many)

    def do(self, act: Callable[[Phone], object]) -> None:
        if self.phone is None:
            raise NotMeasured("nobody's turn")
        act(self.phone)


def works(bench: Bench) -> Iterator[Work]:
    phones = [Phone(Outbox(str(one.posting.id), bench.on), one.says) for one in enrolled(bench, PHONES)]
    hand = Hand(cycle(phones))
    full, one = partial(hand.next, MOST_ENVELOPES), partial(hand.next, 1)
    batch = partial(hand.do, Phone.push)
    yield Work("push", f"上交 {MOST_ENVELOPES} 条", batch, MOST_ENVELOPES, (*BATCH, EACH_ONE), ready=full)
    yield Work("push_one", "上交 1 条", batch, 1, (Limit("cpu_ms.median", 30),), ready=one)
    again = partial(hand.do, partial(Phone.push, expected="already"))
    yield Work(
        "push_again",
        f"再交同样 {MOST_ENVELOPES} 条",
        again,
        MOST_ENVELOPES,
        (*BATCH, KNOWN),
        ready=_sent(hand),
    )
    many = SUSTAINED * MOST_ENVELOPES
    group = cycle([phones[at::4] for at in range(4)])
    yield Work("push_many", f"连续上交 {many} 条", lambda: _all(next(group)), many, slow=True)
    yield Work("hello", "打招呼", partial(hand.do, Phone.hello), 1, (Limit("cpu_ms.median", 20),))
    yield Work("pull", "手机第一次下载", lambda: phones[0].pull({}), 1, (Limit("cpu_ms.median", 200),))
    have = phones[0].pull({})
    yield Work("pull_same", "没有变化时下载", lambda: phones[0].pull(have), 1, (Limit("cpu_ms.median", 200),))


def _sent(hand: Hand) -> Callable[[], None]:
    def ready() -> None:
        hand.next(MOST_ENVELOPES)
        hand.do(Phone.push)

    return ready


def _all(phones: list[Phone]) -> None:
    """So many batches one after the other, written as they go."""
    for _phone, phone in zip(range(SUSTAINED), cycle(phones), strict=False):
        phone.write(MOST_ENVELOPES)
        phone.push()


@dataclass(frozen=True)
class Enrolled:
    """A phone as the door knows it."""

    posting: Posting
    device: Device
    secret: str

    @property
    def says(self) -> str:
        """How it says who it is."""
        return f"Device {self.device.county_code}.{self.device.id}.{self.secret}"


def enrolled(bench: Bench, most: int) -> Iterator[Enrolled]:
    """Phones of first secretaries, who get an account where they have none."""
    since = bench.on - timedelta(days=DAYS)
    held = postings_between(bench.county, bench.on, bench.on)
    there = held.filter(role=Role.FIRST_SECRETARY, starts_on__lte=since).order_by("id")
    for posting in there.select_related("person__user")[:most]:
        user = posting.person.user or _account(posting)
        User.objects.filter(id=user.id).update(must_change_password=False)
        made = enrol(by=user, id=uuid7(), name="试算", app="1.0.0", county=bench.county, at=clock.now())
        yield Enrolled(posting, made.device, made.secret)


def _account(posting: Posting) -> User:
    user = User.objects.create(
        username=f"phone{posting.village_code}",
        name="试算书记",
        password=make_password(None),
        must_change_password=False,
    )
    Grant.objects.create(
        user=user,
        role="first_secretary",
        county=posting.county_code,
        place_prefix=posting.village_code,
        starts_on=posting.starts_on,
        because="测量",
    )
    posting.person.user = user
    posting.person.save(update_fields=["user"])
    return user
