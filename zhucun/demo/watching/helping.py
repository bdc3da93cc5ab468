"""What is done for a household that is monitored, what comes of it, and how its risk is found to be over."""

from datetime import date, timedelta

from zhucun.cases.models import Case
from zhucun.demo.diary import Story
from zhucun.demo.watching.acting import Desk
from zhucun.demo.watching.stories import Goes, Tale
from zhucun.dispatch.choices import Role
from zhucun.monitoring.services_measures import Plan, find_effect, move_measure, plan_measure
from zhucun.monitoring.services_opening import open_removal

PLANS = timedelta(days=4)
TERM = timedelta(days=30)
TWO_MONTHS = timedelta(days=66)
NOTICE = timedelta(days=6)
BETTER = 1.45  # income per head as a share of the line, once it has helped
CAME = "到家里看过，收入接上了。"


def helped(desk: Desk, tale: Tale, case: Case, since: date) -> Story:
    """Measures planned, begun, done, looked at; the last one of several takes longer than the others."""
    if tale.goes is Goes.IDLE:
        return
    watch, user = desk.watch, desk.secretary
    yield (day := since + PLANS)
    measures = [
        plan_measure(
            by=user,
            household=desk.home,
            plan=Plan(kind, what, _owner(desk, at), day + TERM),
            at=watch.at(day),
        )
        for at, (kind, what) in enumerate(tale.measures)
    ]
    desk.take(user, case, "planned", day, plan_note="一户一策，按月看一次。")
    if tale.goes is Goes.PLANNED:
        return
    yield (day := watch.day(day, 6, 10))
    for measure in measures:
        move_measure(by=user, measure=measure, state="underway", at=watch.at(day))
    done = measures if tale.goes is Goes.REMOVED else measures[:1]
    yield (day := watch.day(day, 8, 16))
    for measure in done:
        move_measure(by=user, measure=measure, state="done", at=watch.at(day))
    yield (day := watch.day(day, 10, 20))
    for measure in done:
        find_effect(by=user, measure=measure, effect="helped", words=CAME, at=watch.at(day))
    if tale.goes is Goes.REMOVED:
        yield (day := max(day + timedelta(days=1), since + TWO_MONTHS))
        yield from _over(desk, day)


def _owner(desk: Desk, at: int) -> str:
    return str(desk.posting.unit.name if at % 2 else desk.posting.person.name)


def _over(desk: Desk, day: date) -> Story:
    """The same way back: household, villagers, notice, township, county; then it is still followed."""
    watch, user = desk.watch, desk.secretary
    watch.sheet(user, desk.home, BETTER, day)
    fields = {"how": "helped", "why": "有了稳定收入，看病的钱也报销了。"}
    case = open_removal(
        by=user, household=desk.home, role=Role.FIRST_SECRETARY, fields=fields, at=watch.at(day)
    )
    yield (day := watch.day(day, 1, 3))
    seen = {
        "visited_on": str(day),
        "situation": "收入稳定，住房饮水都好，孩子在校。",
        "agreed_by_family": "agrees",
    }
    desk.take(user, case, "found_helped", day, **seen)
    yield (day := watch.day(day, 1, 3))
    desk.take(user, case, "agreed", day, discussed_on=str(day), present="30", agree="28")
    yield (day := day + timedelta(days=1))
    desk.take(user, case, "post", day, posted_on=str(day), posted_at="村务公开栏")
    yield (day := day + NOTICE)
    desk.watch.night(day)
    desk.take(desk.township, case, "township_agrees", day, township_opinion="同意。")
    yield (day := day + timedelta(days=1))
    desk.take(desk.county, case, "remove_helped", day, county_opinion="同意标注风险消除。")
    yield (day := watch.day(day, 20, 30))
    desk.take(user, case, "followed", day, followed_on=str(day), follow_note="回访没有问题。")
