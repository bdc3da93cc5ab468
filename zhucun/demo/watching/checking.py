"""One household from what was heard of it to the county's decision, through the steps of the nation's flow."""

from datetime import date, timedelta

from zhucun.cases.models import Case
from zhucun.demo.diary import Story
from zhucun.demo.watching.acting import Desk
from zhucun.demo.watching.helping import helped
from zhucun.demo.watching.stories import Goes, Tale
from zhucun.dispatch.choices import Role
from zhucun.monitoring.services import add_lead
from zhucun.monitoring.services_opening import open_check

VISITED, DISCUSSED, POSTED = timedelta(days=1), timedelta(days=2), timedelta(days=1)
NOTICE, DECIDED = timedelta(days=6), timedelta(days=2)  # five days, and the night after them; then the county
LOOKED_AT = {"visit_way": "at_home", "situation": "看了住房、吃水和牲口，问了收支，和登记的一致。"}
IN_RANGE, SUDDEN = "in_range", "sudden"  # how the steps are called


def watched(desk: Desk, tale: Tale, day: date) -> Story:
    """As far as the tale goes; each `yield` waits for the next day on which somebody acts."""
    watch = desk.watch
    lead = add_lead(
        by=desk.secretary, household=desk.home, channel=tale.channel, says=tale.says, at=watch.at(day)
    )
    if tale.goes is Goes.LEAD:
        return
    yield (day := day + timedelta(days=1))
    fields = {"channel": tale.channel, "found": tale.says}
    case = open_check(
        by=desk.secretary, lead=lead, role=Role.FIRST_SECRETARY, fields=fields, at=watch.at(day)
    )
    yield (day := day + VISITED)
    if tale.goes is Goes.NO_CONSENT:
        desk.take(
            desk.secretary,
            case,
            "refused",
            day,
            visited_on=str(day),
            refusal="说自家的事自家办，不愿意查财产。",
        )
        return
    watch.sheet(desk.secretary, desk.home, tale.share, day, tale.illness)
    if tale.goes is Goes.NO_RISK:
        reason = "两个儿子收入稳定，花费已经报销大半，没有返贫风险。"
        desk.take(desk.secretary, case, "no_risk", day, visited_on=str(day), no_reason=reason)
        return
    yield from _agreed(desk, tale, case, day)


def _agreed(desk: Desk, tale: Tale, case: Case, day: date) -> Story:
    """The household's word, the villagers', the notice, township and county."""
    way, signed = SUDDEN if tale.kind == "sudden" else IN_RANGE, str(day)
    told = {"visited_on": signed, "consented_on": signed, **LOOKED_AT}
    desk.take(
        desk.secretary, case, f"found_{way}", day, **told, kind=tale.kind, risk=tale.risk, labour=tale.labour
    )
    yield (day := day + DISCUSSED)
    said = {"discussed_on": str(day), "present": "32"}
    if tale.goes is Goes.NOT_AGREED:
        desk.take(
            desk.secretary,
            case,
            "not_agreed",
            day,
            **said,
            agree="9",
            no_reason="家里有车，三个劳力在外做工。",
        )
        yield (day := day + DECIDED)
        desk.take(desk.township, case, "confirm_no", day)
        return
    desk.take(desk.secretary, case, "agreed", day, **said, agree="29")
    yield (day := day + POSTED)
    desk.take(desk.secretary, case, "post", day, posted_on=str(day), posted_at="村务公开栏")
    yield (day := day + NOTICE)
    desk.watch.night(day)
    desk.take(desk.township, case, "township_agrees", day, township_opinion="材料齐全，情况属实。")
    yield (day := day + DECIDED)
    desk.take(desk.county, case, f"identify_{way}", day, county_opinion="同意纳入监测。")
    yield from helped(desk, tale, case, day)
