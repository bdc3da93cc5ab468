"""Inbox, list and board: the most urgent first, filters stay in the address, and nobody sees beyond their places."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.cases.boards import FIRST
from zhucun.cases.listing import waiting_in_short
from zhucun.cases.models import Case
from zhucun.cases.tests.staging import AT, raised, taken
from zhucun.kernel.clock import SHANGHAI
from zhucun.kernel.guard import watching

LONG_AGO = datetime(2026, 9, 1, 10, tzinfo=SHANGHAI)
MOST_STATEMENTS = 16


@pytest.fixture(autouse=True)
def _today(frozen_today):
    """Every test on this page is on the same day."""


def url(cast, name, **parts):
    return reverse(f"cases:{name}", kwargs={"county": cast.home.code, **parts})


def titles(answer):
    return [line.case.title for line in answer.context["lines"]]


def test_the_inbox_begins_with_what_waits_for_the_reader_the_overdue_first(cast, client_of):
    raised(cast, "新的一件")
    raised(cast, "早就该办的", at=LONG_AGO)

    answer = client_of(cast.first_secretary).get(url(cast, "inbox"))

    assert answer.context["tab"] == "mine"
    assert titles(answer) == ["早就该办的", "新的一件"]
    assert "逾期" in answer.content.decode()


def test_tabs_count_what_waits_what_was_raised_and_what_is_open_here(cast, client_of):
    raised(cast, by=cast.team_member, role="team_member")
    raised(cast)

    answer = client_of(cast.first_secretary).get(url(cast, "inbox"))

    assert {one["key"]: one["count"] for one in answer.context["tabs"]} == {"mine": 1, "raised": 1, "here": 2}


@pytest.mark.parametrize(
    ("tab", "says"), [("mine", "没有等您办的事"), ("raised", "您还没有提出过"), ("here", "这里没有在办的事")]
)
def test_an_empty_tab_says_what_comes_here(cast, client_of, tab, says):
    answer = client_of(cast.township_officer).get(url(cast, "inbox") + f"?tab={tab}")

    assert says in answer.content.decode()


def test_a_list_is_narrowed_by_what_stands_in_the_address(cast, client_of):
    raised(cast, "水管漏水")
    raised(cast, "路灯不亮", at=LONG_AGO)
    over = raised(cast, "已经说清楚的")
    taken(over, cast.first_secretary, "withdraw_late", withdraw_reason="说错了")
    client = client_of(cast.township_officer)

    def shown(query):
        return titles(client.get(url(cast, "list") + query))

    assert shown("?words=水管") == ["水管漏水"]
    assert shown("?overdue=1") == ["路灯不亮"]
    assert shown("?standing=ended") == ["已经说清楚的"]
    assert shown("?month=2026-09") == ["路灯不亮"]
    assert shown("?kind=leave") == []
    assert shown("?kind=matter&state=handling&level=village") == ["路灯不亮", "水管漏水"]


@pytest.mark.parametrize(
    "query", ["place=12", "month=2026-13", "standing=x", "size=7", "page=x", "level=moon"]
)
def test_a_filter_that_no_page_writes_is_not_found(cast, client_of, query):
    answer = client_of(cast.county_officer).get(url(cast, "list") + f"?{query}")

    assert answer.status_code == 404


def test_pages_follow_by_key_and_show_every_case_once(cast, client_of):
    for at in range(45):
        raised(cast, f"第{at}件")
    client = client_of(cast.township_officer)
    first = client.get(url(cast, "list"))
    second = client.get(url(cast, "list") + f"?page={first.context['following']}")
    third = client.get(url(cast, "list") + f"?page={second.context['following']}")

    found = [*titles(first), *titles(second), *titles(third)]
    assert third.context["following"] is None
    assert len(found) == len(set(found)) == 45


def test_a_place_out_of_reach_shows_nothing(cast, client_of):
    raised(cast, village=0)
    outside = cast.villages[2].code

    answer = client_of(cast.township_officer).get(url(cast, "list") + f"?place={outside}")

    assert titles(answer) == []
    assert cast.villages[2].name not in answer.content.decode()


def test_a_board_has_a_column_for_every_state_with_its_count(cast, client_of):
    raised(cast)
    raised(cast, by=cast.team_member, role="team_member")

    answer = client_of(cast.township_officer).get(url(cast, "board") + "?kind=matter")

    columns = {one.value: one.count for one in answer.context["columns"]}
    assert (columns["received"], columns["handling"], columns["rating"]) == (1, 1, 0)


def test_a_column_shows_the_first_and_leads_to_the_rest(cast, client_of):
    for at in range(FIRST + 3):
        raised(cast, f"第{at}件")

    answer = client_of(cast.township_officer).get(url(cast, "board"))

    column = next(one for one in answer.context["columns"] if one.value == "village")
    assert (column.count, len(column.lines), column.more) == (FIRST + 3, FIRST, 3)
    assert url(cast, "list") + "?level=village" in answer.content.decode()


@pytest.mark.parametrize("page", ["inbox", "list", "board"])
@pytest.mark.parametrize("part", ["first_secretary", "township_officer", "county_officer"])
def test_a_list_asks_no_more_when_there_are_more_cases(cast, client_of, page, part):
    client = client_of(getattr(cast, part))
    raised(cast)
    client.get(url(cast, page))
    with watching() as few:
        client.get(url(cast, page))
    for at in range(25):
        raised(cast, f"第{at}件", at=AT - timedelta(days=at))

    with watching() as many:
        client.get(url(cast, page))

    assert len(many.statements) == len(few.statements) <= MOST_STATEMENTS
    assert many.unpinned == []


@pytest.mark.parametrize("page", ["inbox", "list", "board", "raise", "flows"])
def test_the_outsider_finds_no_list(cast, client_of, page):
    assert client_of(cast.outsider).get(url(cast, page)).status_code == 404


@pytest.mark.parametrize("page", ["inbox", "list"])
def test_who_keeps_the_machine_has_no_cases(cast, client_of, page):
    assert client_of(cast.system_admin).get(url(cast, page)).status_code == 403


def test_officers_take_the_list_away_as_a_ledger_with_formulas_made_harmless(cast, client_of):
    raised(cast, "=HYPERLINK(1)")
    client = client_of(cast.county_officer)

    answer = client.post(url(cast, "export"))

    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert client_of(cast.first_secretary).post(url(cast, "export")).status_code == 403


def test_many_are_reminded_at_once_and_each_answers(cast, client_of):
    waits = raised(cast, "等人办的")
    over = raised(cast, "撤回的")
    taken(over, cast.first_secretary, "withdraw_late", withdraw_reason="说错了")

    answer = client_of(cast.township_officer).post(
        url(cast, "bulk"), {"act": "remind", "case": [waits.id, over.id]}
    )

    assert {one.case.title: one.done for one in answer.context["answers"]} == {
        "等人办的": True,
        "撤回的": False,
    }


def test_several_cases_get_somebody_with_one_act(cast, client_of):
    cases = [raised(cast, f"第{at}件") for at in range(2)]
    given = {"act": "assign", "case": [case.id for case in cases]}
    client = client_of(cast.township_officer)

    asked = client.post(url(cast, "bulk"), given)
    done = client.post(
        url(cast, "bulk"),
        {**given, "party": "any", "user": cast.team_member.id, "because": "第一书记外出培训"},
    )

    assert asked.status_code == 200
    assert [one.done for one in done.context["answers"]] == [True, True]


def test_nothing_ticked_is_said(cast, client_of):
    answer = client_of(cast.county_officer).post(url(cast, "bulk"), {"act": "remind"}, follow=True)

    assert "没有选中办件" in answer.content.decode()


def test_a_case_out_of_reach_is_not_reminded(cast, client_of):
    far = raised(cast, by=cast.county_officer, role="county_officer", village=2)

    client_of(cast.township_officer).post(url(cast, "bulk"), {"act": "remind", "case": [far.id]})

    assert Case.objects.in_county(cast.home.code).get(id=far.id).seq == far.seq


def test_what_waits_is_counted_for_the_home_page_with_what_is_late_and_what_is_next(cast):
    raised(cast, at=LONG_AGO)
    raised(cast)
    scope = scope_of(cast.first_secretary, cast.home.code, on=AT.date())

    with watching() as watch:
        found = waiting_in_short(scope, AT.date())

    assert (found.count, found.overdue) == (2, 1)
    assert found.nearest is not None
    assert found.nearest < AT.date()
    assert len(watch.statements) == 1


def test_a_unit_s_contact_finds_what_waits_for_the_unit_and_can_answer_it(cast, client_of):
    case = taken(raised(cast), cast.first_secretary, "send_up", up_reason="要部门丈量")
    case = taken(case, cast.township_officer, "accept")
    case = taken(case, cast.township_officer, "to_unit", unit=str(cast.home.unit.id), unit_ask="请丈量")
    client = client_of(cast.unit_contact)
    where = reverse("cases:case", kwargs={"county": cast.home.code, "case": case.id})

    inbox = client.get(url(cast, "inbox"))
    page = client.get(where).content.decode()

    assert titles(inbox) == [case.title]
    assert inbox.context["lines"][0].acts == f"{cast.home.unit.name}联系人"
    assert "部门答复" in page
