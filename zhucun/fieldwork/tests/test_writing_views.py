from datetime import timedelta

import pytest
from django.urls import reverse

from zhucun.accounts import roles
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import versions_of
from zhucun.fieldwork.tests.builders import NOTE, TODAY, VISIT, home, note_down, visit
from zhucun.households.search.picker import LOOK
from zhucun.kernel.guard import watching
from zhucun.kernel.ids import uuid7

pytestmark = pytest.mark.usefixtures("frozen_today")

A_PAGE = 12


def address(cast, name, *args):
    return reverse(f"fieldwork:{name}", args=[cast.home.code, *args])


def finding(posting):
    """Where the box of a visit's form looks for households."""
    there = reverse("fieldwork:find_household", args=[posting.county_code])
    return f"{there}?posting={posting.id}&key=household"


def sent(household, **other):
    answers = {"visited_on": "2026-11-18", "household": str(household.id), "record-id": str(uuid7())}
    return {**answers, **VISIT, **other}


def test_a_cadre_chooses_among_the_forms_of_the_own_posting(cast, client_of):
    page = client_of(cast.first_secretary).get(address(cast, "new")).content.decode()

    assert "入户走访" in page and "工作记录" in page and "上坪村" in page
    assert "请选择记在谁名下" not in page


def test_the_form_used_last_comes_first(cast, client_of):
    browser = client_of(cast.first_secretary)

    first = browser.get(address(cast, "new")).context["definition"].code
    note_down(cast)
    then = browser.get(address(cast, "new")).context["definition"].code

    assert (first, then) == ("household-visit", "work-note")


def test_a_form_comes_with_today_the_village_and_those_who_need_attention(cast, client_of):
    home(cast)

    answer = client_of(cast.first_secretary).get(address(cast, "new", "household-visit"))

    page = answer.content.decode()
    assert 'value="2026-11-18"' in page and "上坪村" in page
    assert 'value="at_home"' in page and "checked" in page
    assert page.index("群众说了什么<") < page.index("<details>") < page.index("答应了什么<")


def test_a_form_opened_from_a_household_has_it_chosen(cast, client_of):
    household = home(cast)

    page = client_of(cast.first_secretary).get(
        address(cast, "new", "household-visit"), {"household": str(household.id)}
    )

    assert f'value="{household.id}" checked' in page.content.decode()


def test_households_are_found_as_one_types_within_the_village(cast, client_of):
    mine, chosen = home(cast, name="\U00020bb7三"), home(cast, name="李四")
    home(cast, name="\U00020bb7五", village=1)
    asked = {"household-name": "\U00020bb7", "household": str(chosen.id)}

    piece = client_of(cast.first_secretary).post(finding(cast.posting), asked).content.decode()

    assert str(mine.id) in piece and "\U00020bb7三" in piece
    assert f'value="{chosen.id}" checked' in piece
    assert "\U00020bb7五" not in piece


def test_nobody_looks_for_households_under_a_posting_not_ones_own(cast, client_of):
    asked = {"household-name": "张"}

    assert client_of(cast.first_secretary).post(finding(cast.away_posting), asked).status_code == 404


def test_without_a_script_the_button_looks_and_nothing_typed_is_lost_or_judged(cast, client_of):
    wanted = home(cast, name="单晓东")
    half = {**sent(wanted, said=""), "promised": "下周带技术员来", "household-name": "sxd"}
    half.pop("household")

    answer = client_of(cast.first_secretary).post(
        address(cast, "new", "household-visit"), {**half, LOOK: "household"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200 and str(wanted.id) in page and 'value="sxd"' in page
    assert "下周带技术员来</textarea>" in page and 'class="errors"' not in page
    assert not WorkRecord.objects.in_county(cast.home.code).exists()


def test_a_number_is_not_looked_for_in_the_box_and_not_repeated_beside_it(cast, client_of):
    home(cast)

    piece = client_of(cast.first_secretary).post(finding(cast.posting), {"household-name": "13800138000"})

    assert "不用号码" in piece.content.decode() and "13800138000" not in piece.content.decode()


def test_a_visit_is_kept_and_shown(cast, client_of):
    household = home(cast)

    answer = client_of(cast.first_secretary).post(
        address(cast, "new", "household-visit"), sent(household, next_visit="2026-12-01"), follow=True
    )

    record = WorkRecord.objects.in_county(cast.home.code).get()
    assert answer.redirect_chain == [(address(cast, "record", record.id), 302)]
    assert record.body == {**VISIT, "next_visit": "2026-12-01"}
    assert "已记下" in answer.content.decode()


def test_sending_the_same_page_twice_is_one_record(cast, client_of):
    browser, form = client_of(cast.first_secretary), sent(home(cast))

    for _time in range(2):
        answer = browser.post(address(cast, "new", "household-visit"), form)
        assert answer.status_code == 302

    assert WorkRecord.objects.in_county(cast.home.code).count() == 1


def test_what_is_wrong_stands_under_its_field_and_nothing_typed_is_lost(cast, client_of):
    household = home(cast)
    wrong = sent(household, visited_on="2026-11-19", said="", promised="下周带技术员来")

    answer = client_of(cast.first_secretary).post(address(cast, "new", "household-visit"), wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“群众说了什么”没有填写。请填写后再保存。" in page
    assert "下周带技术员来</textarea>" in page and "<details open>" in page
    assert f'value="{household.id}" checked' in page
    assert not WorkRecord.objects.in_county(cast.home.code).exists()


def test_a_refusal_of_the_service_stands_under_the_field_it_speaks_of(cast, client_of):
    ahead = sent(home(cast), visited_on="2026-11-19")

    answer = client_of(cast.first_secretary).post(address(cast, "new", "household-visit"), ahead)

    assert answer.context["form"].errors["visited_on"] == [
        "2026-11-19 还没有到，不能先记。请填写今天或以前的日期；计划要做的事，做完当天再记。"
    ]


def test_a_household_of_another_village_cannot_be_sent(cast, client_of):
    answer = client_of(cast.first_secretary).post(
        address(cast, "new", "household-visit"), sent(home(cast, village=1))
    )

    assert "所选农户不在派驻的村里。" in answer.context["form"].errors["household"][0]


def test_a_form_that_no_pack_knows_is_not_there(cast, client_of):
    assert client_of(cast.first_secretary).get(address(cast, "new", "check-in")).status_code == 404


def test_the_form_page_costs_the_same_in_a_village_of_any_size(cast, client_of):
    browser, costs = client_of(cast.first_secretary), []
    for size in (5, 10):
        for at in range(size):
            home(cast, name=f"张{at}")
        with watching() as watch:
            browser.get(address(cast, "new", "household-visit"))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= A_PAGE


def test_an_office_first_says_for_whom_it_writes(cast, client_of):
    roles.install("clerk_for_tests", "代填人员", ["fieldwork.see", "fieldwork.write"])
    cast.township_officer.grants.update(role="clerk_for_tests")
    browser = client_of(cast.township_officer)
    whom = {"posting": str(cast.member_posting.id)}
    note = {"happened_on": "2026-11-18", "record-id": str(uuid7()), **NOTE}

    asked = browser.get(address(cast, "new")).content.decode()
    chosen = browser.get(address(cast, "new"), whom).content.decode()
    kept = browser.post(address(cast, "new", "work-note") + f"?posting={cast.member_posting.id}", note)

    record = WorkRecord.objects.in_county(cast.home.code).get()
    assert "请选择记在谁名下" in asked and "先选记在谁名下" in asked
    assert "替 周队员（上坪村）记" in chosen
    assert kept.status_code == 302
    assert (record.posting_id, record.recorded_by_id) == (cast.member_posting.id, cast.township_officer.id)


def test_a_correction_comes_filled_in_and_asks_why(cast, client_of):
    record = visit(cast)
    browser = client_of(cast.first_secretary)

    page = browser.get(address(cast, "correct", record.id)).content.decode()
    unexplained = browser.post(address(cast, "correct", record.id), sent(record.household, said="改了"))
    kept = browser.post(
        address(cast, "correct", record.id), sent(record.household, said="改了", **{"record-because": "写错"})
    )

    fresh = versions_of(record)[0]
    assert VISIT["said"] in page and f'value="{record.household_id}" checked' in page
    assert "没有写明更正原因" in unexplained.content.decode() and unexplained.status_code == 422
    assert kept.status_code == 302
    assert (fresh.body["said"], fresh.because) == ("改了", "写错")


def test_taking_back_asks_why_and_keeps_the_record(cast, client_of):
    record = note_down(cast)
    browser = client_of(cast.first_secretary)

    silent = browser.post(address(cast, "void", record.id), {"because": ""})
    kept = browser.post(address(cast, "void", record.id), {"because": "重复了"})
    again = browser.post(address(cast, "void", record.id), {"because": "重复了"})

    assert "没有写明撤销原因" in silent.content.decode() and silent.status_code == 422
    assert kept.status_code == 302
    assert "不能再改这一版" in again.content.decode() and again.status_code == 422
    assert [one.voided for one in versions_of(record)] == [True, False]


def test_looking_writes_nothing(cast, client_of):
    record = note_down(cast, occurred_on=TODAY - timedelta(days=1))
    browser = client_of(cast.first_secretary)

    for name in ("record", "correct", "void"):
        browser.get(address(cast, name, record.id))

    assert [one.id for one in versions_of(record)] == [record.id]


@pytest.mark.parametrize("who", ["team_member", "county_officer"])
def test_a_reader_without_the_pen_cannot_change_a_record(cast, client_of, who):
    record, browser = visit(cast), client_of(getattr(cast, who))

    for name in ("correct", "void"):
        assert browser.post(address(cast, name, record.id), {"because": "x"}).status_code == 403

    assert WorkRecord.objects.in_county(cast.home.code).count() == 1
