"""Who meets a rule and why: through the reader's scope, by answer and township, with everything it rests on."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.attendance.refresh import refresh_between
from zhucun.dispatch.choices import Role
from zhucun.engine.verdict import Answer, Reason, Step, StepCode, Verdict
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.policy.models import Decision
from zhucun.policy.pack import load_pack
from zhucun.policy.pages.missed import missed_members
from zhucun.testing.county import member, post
from zhucun.testing.stage import SINCE

JIANGLE, RULE = "350428", "onsite-days"
OCTOBER, NOW = date(2026, 10, 1), date(2026, 11, 18)
STATEMENTS = 14


def answers(**asked):
    return reverse("policy:answers", kwargs={"county": JIANGLE, "duty": RULE}, query={"on": OCTOBER} | asked)


def why(decision):
    return reverse("policy:why", kwargs={"county": JIANGLE, "decision": decision.id})


def decision_of(posting, *, current=True):
    rows = Decision.objects.in_county(JIANGLE).filter(
        duty=RULE, subject_id=posting.id, period_from=OCTOBER, is_current=current
    )
    return rows.first()


def named(answer):
    return [row.name for row in answer.context["rows"]]


def on_leave(stage, kind=Kind.PERSONAL_LEAVE):
    """Three days of leave; personal ones are not excused, so October is no longer met."""
    return services.add_entry(
        by=stage.secretary,
        posting=stage.posting,
        kind=kind,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 14),
        at=clock.now(),
    )


def test_each_reader_sees_the_answers_about_their_own_places_and_people(full_time, client_of):
    assert named(client_of(full_time.officer).get(answers())) == ["李书记", "周书记"]
    assert named(client_of(full_time.township).get(answers())) == ["李书记"]
    assert named(client_of(full_time.secretary).get(answers())) == ["李书记"]
    assert named(client_of(full_time.contact).get(answers())) == ["李书记", "周书记"]


def test_the_list_is_narrowed_by_answer_and_by_township(full_time, client_of):
    on_leave(full_time)
    browser = client_of(full_time.officer)
    east, west = (town.code for town in full_time.county.townships)

    assert named(browser.get(answers(answer="undetermined"))) == ["李书记"]
    assert named(browser.get(answers(township=west))) == ["周书记"]
    assert not named(browser.get(answers(township=east, answer="met")))
    assert named(browser.get(answers(answer="nonsense"))) == ["李书记", "周书记"]


def test_the_counts_of_the_rule_s_page_are_those_of_its_list(full_time, client_of):
    on_leave(full_time)
    page = reverse("policy:duty", kwargs={"county": JIANGLE, "duty": RULE}, query={"on": OCTOBER})

    shown = client_of(full_time.officer).get(page)

    assert shown.context["totals"] == {"undetermined": 1, "met": 1}
    assert [(town.name, town.total) for town in shown.context["townships"]] == [("东镇", 1), ("西乡", 1)]
    for answer, count in shown.context["totals"].items():
        assert len(named(client_of(full_time.officer).get(answers(answer=answer)))) == count


def test_the_technical_offices_see_the_rule_and_nobody_s_answers(full_time, client_of):
    user, grant = member(JIANGLE, "technical", "吴系统", "system_admin", JIANGLE)
    user.save()
    grant.save()
    page = reverse("policy:duty", kwargs={"county": JIANGLE, "duty": RULE})

    assert "totals" not in client_of(user).get(page).context
    assert client_of(user).get(answers()).status_code == 403
    assert client_of(user).get(why(decision_of(full_time.posting))).status_code == 403


def test_a_period_without_answers_leads_to_one_that_has_some(full_time, client_of):
    answer = client_of(full_time.officer).get(answers(on="2027-05-01"))

    assert not answer.context["count"]
    assert answer.context["earlier"] == date(2026, 11, 1)


def test_a_longer_list_asks_no_oftener(full_time, client_of):
    def statements():
        browser = client_of(full_time.officer)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(answers()).status_code == 200
        return len(asked)

    before = statements()
    for serial in range(10, 16):
        user, grant = member(
            JIANGLE, f"more{serial}", f"某{serial}", "team_member", full_time.county.villages[0].code
        )
        user.save()
        grant.save()
        post(full_time.county, user, full_time.county.villages[0], Role.TEAM_MEMBER, serial, since=SINCE)
    refresh_between(JIANGLE, SINCE, date(2026, 11, 18))

    assert statements() == before <= STATEMENTS


def test_why_names_rule_paper_arithmetic_and_what_would_change_it(full_time, client_of):
    text = client_of(full_time.secretary).get(why(decision_of(full_time.posting))).content.decode()

    for said in ("李书记", "22 天", "每月一般不少于22天", "18 天", "判断时的制度包"):
        assert said in text


def test_why_opens_the_records_and_tells_what_changed(full_time, client_of):
    before = decision_of(full_time.posting)
    entry = on_leave(full_time, Kind.SICK_LEAVE)

    answer = client_of(full_time.secretary).get(why(decision_of(full_time.posting)))

    opened = reverse("attendance:entry", kwargs={"county": JIANGLE, "entry": entry.id})
    assert opened in answer.content.decode()
    assert [one.decision.id for one in answer.context["revisions"]][1] == before.id
    assert [line.href for line in answer.context["revisions"][0].came] == [opened]


def test_an_answer_that_was_superseded_says_so(full_time, client_of):
    before = decision_of(full_time.posting)
    on_leave(full_time)

    assert "这是以前的结果" in client_of(full_time.secretary).get(why(before)).content.decode()


@pytest.mark.parametrize("reader", ["secretary", "township"])
def test_a_neighbour_s_answer_is_not_there(full_time, client_of, reader):
    neighbour = decision_of(full_time.neighbour)

    assert client_of(getattr(full_time, reader)).get(why(neighbour)).status_code == 404


def test_nobody_from_elsewhere_gets_in(full_time, cast, client_of):
    for address in (answers(), why(decision_of(full_time.posting))):
        assert client_of(cast.outsider).get(address).status_code == 404


def test_a_covered_set_names_who_is_still_waited_for_to_those_who_may_know(full_time, client_of):
    duty = load_pack(JIANGLE).duties["monitored-visits"]
    village = full_time.posting.village_code
    household = Household.objects.create(
        county_code=JIANGLE, village_code=village, head_name="王小户", people=3
    )
    step = Step(StepCode.MISSED_MEMBERS, 1, records=(str(household.id),))
    verdict = Verdict(Answer.UNDETERMINED, Reason.PERIOD_RUNNING, 1, steps=(step,))

    def told(user):
        return missed_members(scope_of(user, JIANGLE, on=NOW), duty, verdict)

    assert told(full_time.secretary) == ["王小户"]
    assert told(full_time.contact) == []
