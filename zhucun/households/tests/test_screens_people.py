"""The page of a family, every act on it from the screen, and what is kept more closely."""

import re
from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households.domain import Entry
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.households.page import page_of
from zhucun.households.services import add_households_in_bulk
from zhucun.households.services_families import split_household
from zhucun.households.services_minors import give_minor_access
from zhucun.households.tests.registry import add, family, home, names_in, scope
from zhucun.kernel.guard import watching
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY = date(2026, 11, 18)
PAGE_STATEMENTS = 4  # the county's rules, members, circumstances, history; other features count their own


def at(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.home.code, *args])


def shown(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(cast, browser, name, thing, query="", /, **given):
    return browser.post(
        at(cast, name, thing.id) + query, {"because": "户口本核对", "on": "2026-11-18", **given}
    )


def kept(cast, model, **wanted):
    return model.objects.in_county(cast.home.code).get(**wanted)


def test_the_page_tells_members_and_circumstances_and_no_whole_number(cast, client_of):
    planted = plant_family(cast.villages[0], "张三", 1, marks=["allowance", "martyr"])

    page = shown(client_of(cast.first_secretary), at(cast, "household", planted.household.id))

    assert "低保户" in page and "烈军属" in page and "41 岁" in page and "配偶" in page
    assert not [number for number in planted.numbers if number in page]


def test_of_a_child_the_page_says_who_it_is_and_no_more(cast, client_of):
    planted = plant_family(cast.villages[0], "张三", 1, child_marks=["left_child"])
    browser = client_of(cast.first_secretary)

    page = shown(browser, at(cast, "household", planted.household.id))
    own = shown(browser, at(cast, "person", planted.child.id))

    assert "张三的儿子" in page and "未满 14 周岁，信息从严保管" in page
    assert "留守儿童" not in page and "留守儿童" not in own
    assert "您没有查看的批准" in own and planted.child.phone[-4:] not in own


def test_a_household_whose_members_nobody_entered_stays_readable(cast, client_of):
    (old,) = add_households_in_bulk(
        by=cast.county_officer,
        county=cast.home.code,
        entries=[
            Entry(village_code=cast.villages[0].code, head_name="赵六", people=4, circumstance="lifted")
        ],
    )

    page = shown(client_of(cast.first_secretary), at(cast, "household", old.id))

    assert "4 人" in page and "脱贫户" in page and "还没有登记成员" in page


def test_the_page_costs_the_same_for_twice_the_members(cast, client_of):
    household, browser, costs = home(cast, "张三"), client_of(cast.first_secretary), []
    for count in (2, 4):
        for serial in range(count):
            add(cast, household, f"张{count}{serial}", "son", works_at="成都")
        with watching() as watch:
            browser.get(at(cast, "household", household.id))
        costs.append(len(watch.statements))
        assert not watch.unpinned
    reader = scope(cast)
    with watching() as watch:
        page_of(reader, household, TODAY)

    assert costs[0] == costs[1]
    assert len(watch.statements) == PAGE_STATEMENTS


def test_a_member_is_entered_from_the_page_and_stands_in_the_history(cast, client_of):
    household, browser = home(cast, "张三"), client_of(cast.first_secretary)
    given = {"name": "张三", "relation": "head", "sex": "male", "joined": "known", "works_at": "成都"}

    answer = sent(cast, browser, "add_member", household, **given)

    assert answer.status_code == 302
    assert names_in(cast, household) == {"张三": "head"}
    page = shown(browser, at(cast, "household", household.id))
    assert "登记成员" in page and "与户主关系：户主" in page and "在成都务工" in page


def test_a_wrong_number_is_refused_at_its_field_and_never_repeated_by_the_refusal(cast, client_of):
    household, browser = home(cast, "张三"), client_of(cast.first_secretary)
    given = {"name": "张三", "relation": "head", "sex": "unknown", "joined": "known", "id_number": "511"}

    answer = sent(cast, browser, "add_member", household, **given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="id_id_number_error">\s*<li>证件号码不对', page)


def test_a_correction_leaves_numbers_and_benefits_that_were_not_shown(cast, client_of):
    planted, browser = plant_family(cast.villages[0], "张三", 1), client_of(cast.first_secretary)
    number, phone = planted.head.id_number, planted.head.phone
    browser.post(at(cast, "details", planted.head.id))
    form = shown(browser, at(cast, "correct_person", planted.head.id))

    answer = sent(
        cast, browser, "correct_person", planted.head, name="张叁", sex="male", born_on="1985-05-01"
    )

    villager = kept(cast, Villager, id=planted.head.id)
    assert answer.status_code == 302 and number not in form and "不改就空着" in form
    assert (villager.name, villager.id_number, villager.phone) == ("张叁", number, phone)


def test_a_child_is_not_corrected_without_leave(cast, client_of):
    planted, browser = plant_family(cast.villages[0], "张三", 1), client_of(cast.first_secretary)

    answer = sent(cast, browser, "correct_person", planted.child, name="别的名字", sex="male")

    assert "没有查看和更正的批准" in answer.content.decode()
    assert kept(cast, Villager, id=planted.child.id).name == "张三的儿子"


def test_people_leave_die_and_come_back(cast, client_of):
    household, people = family(cast, head="张三", spouse="王芳", son="张明")
    browser = client_of(cast.first_secretary)

    assert sent(cast, browser, "leave", people["son"], gone="moved_out").status_code == 302
    assert sent(cast, browser, "died", people["spouse"]).status_code == 302
    assert names_in(cast, household) == {"张三": "head"}

    back = sent(
        cast, browser, "come_back", people["son"], f"?to={household.id}", joined="returned", relation="son"
    )
    assert back.status_code == 302 and names_in(cast, household) == {"张三": "head", "张明": "son"}
    assert "已离开的成员" in shown(browser, at(cast, "household", household.id))


def test_a_marriage_takes_somebody_into_a_household_that_was_looked_for(cast, client_of):
    _old, people = family(cast, head="张三", daughter="张小妹")
    other, _ = family(cast, head="李四")
    browser = client_of(cast.first_secretary)

    looked = shown(browser, at(cast, "move", people["daughter"].id) + "?q=李")
    given = {"joined": "married", "relation": "daughter_in_law"}
    answer = sent(cast, browser, "move", people["daughter"], f"?to={other.id}", **given)

    assert f"?to={other.id}" in looked
    assert answer.status_code == 302 and names_in(cast, other)["张小妹"] == "daughter_in_law"


def test_nobody_is_moved_into_a_village_that_one_may_not_act_on(cast, client_of):
    _old, people = family(cast, head="张三", son="张明")
    other, _ = family(cast, village=1, head="李四")
    browser = client_of(cast.first_secretary)

    found = browser.get(at(cast, "move", people["son"].id), {"q": "李"}).content.decode()
    answer = sent(cast, browser, "move", people["son"], f"?to={other.id}", joined="moved_in", relation="son")

    assert "没有找到" in found and answer.status_code == 404


def test_a_family_splits_changes_its_head_merges_again_and_ends(cast, client_of):
    household, people = family(cast, head="张三", spouse="王芳", son="张明")
    browser = client_of(cast.first_secretary)

    assert (
        sent(cast, browser, "split", household, **{f"relation_{people['son'].id}": "head"}).status_code == 302
    )
    new = kept(cast, Household, head_name="张明")
    relations = {f"relation_{people['head'].id}": "spouse"}
    changed = sent(cast, browser, "change_head", household, head=str(people["spouse"].id), **relations)
    assert changed.status_code == 302 and names_in(cast, household) == {"王芳": "head", "张三": "spouse"}

    given = {f"relation_{people['son'].id}": "son"}
    merged = sent(cast, browser, "merge", new, f"?to={household.id}", **given)
    assert merged.status_code == 302 and names_in(cast, household)["张明"] == "son"
    assert "已于 2026年11月18日 注销（并户）" in shown(browser, at(cast, "household", new.id))

    assert sent(cast, browser, "end", household, gone="moved_out").status_code == 302
    assert names_in(cast, household) == {}


def test_a_split_without_a_head_is_refused_in_words(cast, client_of):
    household, people = family(cast, head="张三", son="张明")

    answer = sent(
        cast, client_of(cast.first_secretary), "split", household, **{f"relation_{people['son'].id}": "son"}
    )

    assert answer.status_code == 422 and "没有指定新户的户主" in answer.content.decode()


def test_who_misses_a_relation_is_told_at_that_person(cast, client_of):
    household, people = family(cast, head="张三", spouse="王芳")
    into, _ = family(cast, head="李四")

    answer = sent(cast, client_of(cast.first_secretary), "merge", household, f"?to={into.id}")

    assert answer.status_code == 422
    assert f'id="id_relation_{people["head"].id}_error"' in answer.content.decode()


def test_a_circumstance_begins_ends_and_is_taken_back(cast, client_of):
    household, people = family(cast, head="张三")
    browser = client_of(cast.first_secretary)

    assert sent(cast, browser, "mark", household, kind="allowance", basis="民政名册").status_code == 302
    assert sent(cast, browser, "mark_person", people["head"], kind="disabled").status_code == 302
    of_household, of_person = kept(cast, Mark, kind="allowance"), kept(cast, Mark, kind="disabled")
    page = shown(browser, at(cast, "household", household.id))
    assert "低保户" in page and "持证残疾人" in page and "民政名册" in page

    assert sent(cast, browser, "end_mark", of_household).status_code == 302
    assert sent(cast, browser, "void_mark", of_person).status_code == 302
    assert kept(cast, Mark, kind="allowance").ends_on == TODAY
    assert kept(cast, Mark, kind="disabled").voided


def test_what_members_tell_is_not_asked_when_a_household_is_corrected(cast, client_of):
    household, _people = family(cast, head="张三")
    browser = client_of(cast.first_secretary)

    form = shown(browser, at(cast, "correct", household.id))
    answer = sent(cast, browser, "correct", household, circumstance="none", housing="unsafe", needs="修房")

    found = kept(cast, Household, id=household.id)
    assert 'name="people"' not in form and 'name="head_name"' not in form
    assert answer.status_code == 302
    assert (found.housing, found.needs, found.people) == ("unsafe", "修房", 1)


def test_a_number_is_shown_once_after_a_reason_with_a_line(cast, client_of):
    planted, browser = plant_family(cast.villages[0], "张三", 1), client_of(cast.county_officer)
    url = at(cast, "numbers", planted.head.id)

    without = browser.post(url, {"because": ""})
    opened = browser.post(url, {"because": "核对医保参保信息"}).content.decode()

    assert without.status_code == 422 and planted.head.id_number not in without.content.decode()
    assert planted.head.id_number in opened and planted.head.phone in opened
    line = kept(cast, AuditEvent, act="households.numbers_shown")
    assert line.place_code == cast.villages[0].code and line.subject_id == planted.head.id


def test_who_may_not_reveal_is_kept_out_and_is_not_offered_it(cast, client_of):
    planted, browser = plant_family(cast.villages[0], "张三", 1), client_of(cast.first_secretary)

    assert browser.post(at(cast, "numbers", planted.head.id), {"because": "想看"}).status_code == 403
    assert browser.get(at(cast, "opened", planted.head.id)).status_code == 403
    assert "查看完整号码" not in shown(browser, at(cast, "person", planted.head.id))


def test_a_child_is_opened_with_leave_and_a_reason_each_time_with_a_line(cast, client_of):
    planted, browser = (
        plant_family(cast.villages[0], "张三", 1, child_marks=["left_child"]),
        client_of(cast.first_secretary),
    )
    url = at(cast, "child", planted.child.id)
    closed = browser.post(url, {"because": "开学摸底"}).content.decode()
    give_minor_access(
        by=cast.county_officer, county=cast.home.code, user=cast.first_secretary,
        place_code=cast.villages[0].code, starts_on=TODAY, ends_on=TODAY, because="开学摸底",
    )  # fmt: skip

    opened = browser.post(url, {"because": "开学摸底"}).content.decode()

    assert "没有查看和更正的批准" in closed and "留守儿童" not in closed
    assert "留守儿童" in opened and planted.child.id_number not in opened
    assert kept(cast, AuditEvent, act="households.minor_opened").subject_id == planted.child.id


def test_the_numbers_of_a_child_ask_for_leave_besides(cast, client_of):
    planted, browser = plant_family(cast.villages[0], "张三", 1), client_of(cast.county_officer)

    page = browser.post(at(cast, "numbers", planted.child.id), {"because": "想看"}).content.decode()

    assert planted.child.id_number not in page and "没有查看和更正的批准" in page


HOUSEHOLD_SCREENS = ["household", "correct", "add_member", "change_head", "split", "merge", "end", "mark"]
PERSON_SCREENS = [
    "person", "child", "correct_person", "correct_relation", "leave", "died", "move", "come_back",
    "void_person", "mark_person",
]  # fmt: skip


@pytest.mark.parametrize("name", HOUSEHOLD_SCREENS)
def test_the_next_village_s_household_is_not_there(cast, client_of, name):
    planted, browser = plant_family(cast.villages[1], "张三", 1), client_of(cast.first_secretary)

    assert browser.get(at(cast, name, planted.household.id)).status_code == 404
    assert browser.post(at(cast, name, planted.household.id)).status_code == 404


@pytest.mark.parametrize("name", PERSON_SCREENS)
def test_the_next_village_s_people_are_not_there(cast, client_of, name):
    planted, browser = plant_family(cast.villages[1], "张三", 1), client_of(cast.first_secretary)

    assert browser.get(at(cast, name, planted.head.id)).status_code == 404
    assert browser.post(at(cast, name, planted.head.id)).status_code == 404


@pytest.mark.parametrize("name", ["end_mark", "void_mark"])
def test_the_next_village_s_circumstances_are_not_there(cast, client_of, name):
    plant_family(cast.villages[1], "张三", 1, marks=["lifted"])

    url = at(cast, name, kept(cast, Mark, kind="lifted").id)

    assert client_of(cast.first_secretary).get(url).status_code == 404


def test_who_moved_to_another_village_is_no_longer_this_village_s_to_read(cast, client_of):
    household, people = family(cast, head="张三", son="张明")
    other, _ = family(cast, village=1, head="李四")
    browser = client_of(cast.township_officer)
    given = {"joined": "moved_in", "relation": "other_relative"}
    assert sent(cast, browser, "move", people["son"], f"?to={other.id}", **given).status_code == 302

    old = client_of(cast.first_secretary)

    assert "张明" in shown(old, at(cast, "household", household.id))
    assert old.get(at(cast, "person", people["son"].id)).status_code == 404


def test_the_outsider_finds_nothing_and_the_county_reads_without_acting(cast, client_of):
    planted = plant_family(cast.villages[0], "张三", 1)

    assert client_of(cast.outsider).get(at(cast, "person", planted.head.id)).status_code == 404
    county = client_of(cast.county_officer)
    page = shown(county, at(cast, "household", planted.household.id))
    assert "添加成员" not in page and county.get(at(cast, "split", planted.household.id)).status_code == 403


def test_history_leads_to_the_household_that_somebody_went_to(cast, client_of):
    household, people = family(cast, head="张三", son="张明")
    new = split_household(
        by=cast.first_secretary,
        household=household,
        head=people["son"],
        relations={},
        on=TODAY,
        because="结婚",
    )

    page = shown(client_of(cast.first_secretary), at(cast, "household", household.id))

    assert f'/households/{new.id}/">看“张明”户' in page.replace("\n", "") and "原因：结婚" in page
    assert RegistryAct.objects.in_county(cast.home.code).filter(household=new).exists()
    assert Membership.objects.in_county(cast.home.code).filter(household=new).count() == 1
