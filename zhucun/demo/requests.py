"""Requests for data: some that run and were answered, some on their way through the county, some that villages refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from zhucun.accounts.models import User
from zhucun.burden.choices import FieldKind, Frequency, Way
from zhucun.burden.domain import Content, Field, Occasion, a_year_after, occasions
from zhucun.burden.models import DataRequest, UnregisteredRequest
from zhucun.burden.queries import cost_of
from zhucun.burden.services import approve_request, draft_request, return_request, submit_request
from zhucun.burden.services_answers import Given, answer_request
from zhucun.burden.services_refusing import Told, confirm_refusal, refuse_unregistered
from zhucun.demo.accounts import Office
from zhucun.demo.timeline import ONE_DAY, moment
from zhucun.dispatch.models import Posting
from zhucun.kernel.place_codes import township_of

MORNING, LATER = time(9, 20), time(15, 40)
LIKELY = 0.8  # that a village answers a month that is over
NUMBER, YES_NO, TEXT = FieldKind.NUMBER, FieldKind.YES_NO, FieldKind.TEXT


@dataclass(frozen=True)
class Asking:
    """Who asks and who answers, from the day on which the county began."""

    county: str
    office: Office
    postings: Sequence[Posting]  # first secretaries with accounts; the one whose sign-in is shown first
    on: date
    opened_on: date
    rng: Random

    @property
    def asker(self) -> User:
        return self.office.county_officer

    @property
    def approver(self) -> User:
        return self.office.users["second_officer"]

    @property
    def month(self) -> date:
        """The first day of the last whole month, or of the county if that is later."""
        last = (self.on.replace(day=1) - ONE_DAY).replace(day=1)
        return max(last, self.opened_on)


def live_requests(asking: Asking) -> int:
    """All of it; says how many requests there are."""
    running = [
        _registered(asking, told) for told in (_monthly(asking), _facilities(asking), _held_only(asking))
    ]
    for request in running:
        for occasion in occasions(request.run):
            _answer(asking, request, occasion)
    others = [_submitted(asking), _returned(asking)]
    _refused(asking)
    return len(running) + len(others)


def _content(asking: Asking, **told: object) -> Content:
    plain = Content(
        title="",
        paper_title="",
        paper_number="",
        owner="县农业农村局",
        contact="何科，综合股",
        first_on=asking.month,
        last_on=asking.month,
        frequency=Frequency.ONCE,
        days_after=5,
        people=1,
        places=(f"{asking.county}000000",),
        fields=(),
        held=(),
    )
    return replace(plain, **told)  # type: ignore[arg-type]  # the names are those of its fields


def _monthly(asking: Asking) -> Content:
    return _content(
        asking,
        title="村内安全隐患排查月报",
        paper_title="关于做好农村安全隐患排查的通知（示例）",
        paper_number="示例〔2026〕11号",
        owner="县应急管理局",
        contact="罗科，应急股",
        last_on=min(a_year_after(asking.month), asking.month + timedelta(days=180)),
        frequency=Frequency.MONTHLY,
        fields=(
            Field("f1", "排查出的危房处数", NUMBER, 5),
            Field("f2", "道路塌方处数", NUMBER, 3),
            Field("f3", "有没有需要县里马上处理的", YES_NO, 1),
        ),
        held=("households", "stationed"),
    )


def _facilities(asking: Asking) -> Content:
    return _content(
        asking,
        title="村级公共设施核实",
        paper_title="关于核实村级公共设施的通知（示例）",
        paper_number="示例〔2026〕26号",
        first_on=asking.on - timedelta(days=10),
        last_on=asking.on + timedelta(days=9),
        places=(_town(asking),),
        fields=(
            Field("f1", "通组路硬化公里数", NUMBER, 5),
            Field("f2", "农家书屋能不能正常开放", YES_NO, 1),
            Field("f3", "最急需修缮的一处设施", TEXT, 10),
        ),
        held=("households", "members"),
    )


def _held_only(asking: Asking) -> Content:
    """A table that asks a village for nothing: everything in it is held."""
    return _content(
        asking,
        title="帮扶工作季度汇总",
        paper_title="县乡村振兴领导小组工作规则（示例）",
        paper_number="示例〔2026〕3号",
        owner="县乡村振兴局",
        last_on=min(a_year_after(asking.month), asking.month + timedelta(days=180)),
        frequency=Frequency.QUARTERLY,
        held=("monitored", "pairings", "visits", "cases-raised", "cases-settled"),
    )


def _town(asking: Asking) -> str:
    return township_of(asking.postings[0].village_code)


def _at(asking: Asking, day: date, hour: time) -> datetime:
    return moment(max(min(day, asking.on - ONE_DAY), asking.opened_on), hour)


def _registered(asking: Asking, told: Content) -> DataRequest:
    day = told.first_on - timedelta(days=2)
    draft = draft_request(by=asking.asker, county=asking.county, content=told, at=_at(asking, day, MORNING))
    cost = cost_of(draft).total
    submit_request(by=asking.asker, request=draft, cost=cost, at=_at(asking, day, MORNING))
    return approve_request(by=asking.approver, request=draft, cost=cost, at=_at(asking, day + ONE_DAY, LATER))


def _answer(asking: Asking, request: DataRequest, occasion: Occasion) -> None:
    """Months that are over are mostly answered; of what is still running the shown village has answered nothing."""
    if occasion.period.last >= asking.on:
        return
    at = _at(asking, occasion.period.last + timedelta(days=3), LATER)
    for posting in asking.postings[1:]:
        if posting.person.user and asking.rng.random() < LIKELY:
            values = dict(_values(asking, request))
            answer_request(
                by=posting.person.user,
                request=request,
                village=posting.village_code,
                nth=occasion.nth,
                values=values,
                at=at,
            )


def _values(asking: Asking, request: DataRequest) -> Iterator[tuple[str, Given]]:
    for one in request.asked:
        given: dict[str, Given] = {NUMBER: asking.rng.randrange(4), YES_NO: asking.rng.random() < 0.1}
        yield one.key, given.get(one.kind)


def _submitted(asking: Asking) -> DataRequest:
    told = _content(
        asking,
        title="冬季清洁取暖情况",
        paper_title="关于做好今冬取暖保障的通知（示例）",
        paper_number="示例〔2026〕31号",
        first_on=asking.on,
        last_on=asking.on + timedelta(days=14),
        fields=(
            Field("f1", "烧柴取暖的户有多少", NUMBER, 10),
            Field("f2", "缺燃料的困难户有多少", NUMBER, 10),
        ),
        held=("households",),
    )
    at = _at(asking, asking.on - ONE_DAY, MORNING)
    draft = draft_request(by=asking.approver, county=asking.county, content=told, at=at)
    return submit_request(by=asking.approver, request=draft, cost=cost_of(draft).total, at=at)


def _returned(asking: Asking) -> DataRequest:
    told = _content(
        asking,
        title="产业发展台账周报",
        paper_title="产业发展专班会议纪要（示例）",
        paper_number="示例纪要〔2026〕7号",
        first_on=asking.on,
        last_on=asking.on + timedelta(days=60),
        frequency=Frequency.MONTHLY,
        people=2,
        fields=(Field("f1", "本月新栽种面积（亩）", NUMBER, 20), Field("f2", "存在的问题和建议", TEXT, 30)),
    )
    at = _at(asking, asking.on - timedelta(days=6), MORNING)
    draft = draft_request(by=asking.asker, county=asking.county, content=told, at=at)
    submit_request(by=asking.asker, request=draft, cost=cost_of(draft).total, at=at)
    because = "每月都写问题和建议太重，请改为每季度一次，或者去掉文字项"
    return return_request(by=asking.approver, request=draft, because=because, at=at + timedelta(hours=5))


def _refused(asking: Asking) -> None:
    """The shown secretary refused one that still waits, a neighbour one that the county has confirmed."""
    mine, others = asking.postings[0], [one for one in asking.postings[1:] if one.person.user]
    day = max(asking.on - timedelta(days=4), asking.opened_on)
    told = Told("县某服务中心", "小程序推广注册人数日报", Way.CHAT, day, "要求每天下午五点前报")
    _refuse(asking, mine, told)
    if others:
        paper = Told("县某学会", "村民订阅意愿统计表", Way.PAPER, day)
        refused = _refuse(asking, others[0], paper)
        confirm_refusal(
            by=asking.asker,
            refused=refused,
            because="没有文件依据，已同发表单位说明，不用填",
            at=_at(asking, day + ONE_DAY, LATER),
        )


def _refuse(asking: Asking, posting: Posting, told: Told) -> UnregisteredRequest:
    return refuse_unregistered(
        by=posting.person.user,
        county=asking.county,
        village=posting.village_code,
        told=told,
        at=_at(asking, told.asked_on, LATER),
    )
