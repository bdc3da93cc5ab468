"""Who read what of a person: each reading leaves its line once, and the person is told of all of them."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households import services_opening as opening
from zhucun.households.domain import Filters
from zhucun.households.importing.exporting import export_register
from zhucun.households.models import Membership, Villager
from zhucun.households.refusals_opening import DetailsClosed, MinorClosed, NumbersClosed
from zhucun.households.search.domain import Kind, Number
from zhucun.households.search.services import find_by_telephone
from zhucun.households.services_minors import give_minor_access
from zhucun.households.tests.registry import scope
from zhucun.households.traces import MOST, traces_of
from zhucun.kernel.clock import SHANGHAI
from zhucun.kernel.guard import watching
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY = date(2026, 11, 18)


@pytest.fixture
def family(cast):
    planted = plant_family(cast.villages[0], "张三", 1)
    Villager.objects.in_county(cast.home.code).filter(id=planted.head.id).update(disability="second")
    planted.head.refresh_from_db()
    return planted


def at(cast, name, villager):
    return reverse(f"households:{name}", args=[cast.home.code, villager.id])


def lines(cast, act):
    return AuditEvent.objects.in_county(cast.home.code).filter(act=act)


def export(cast, **narrowed):
    return export_register(
        by=cast.county_officer, county=cast.home.code, filters=Filters(**narrowed),
        numbers=False, because="", on=TODAY,
    )  # fmt: skip


def said(villager):
    return [trace.what for trace in traces_of(villager)]


def test_a_person_s_details_are_folded_until_somebody_opens_them_with_a_line(cast, client_of, family):
    browser = client_of(cast.first_secretary)

    before = browser.get(at(cast, "person", family.head)).content.decode()
    after = browser.post(at(cast, "details", family.head), follow=True).content.decode()

    assert "查看详细情况" in before and "健康状况" not in before
    assert "健康状况" in after and "查看详细情况" not in after
    line = lines(cast, opening.DETAILS_READ).get()
    assert (line.subject_id, line.place_code, line.actor) == (family.head.id, cast.villages[0].code, "李书记")


def test_one_reader_leaves_one_line_of_one_person_and_day(cast, client_of, family):
    readers = [client_of(cast.first_secretary), client_of(cast.team_member)]

    for browser in readers * 2:
        browser.post(at(cast, "details", family.head))
    readers[0].post(at(cast, "details", family.spouse))
    with time_machine.travel(datetime(2026, 11, 19, 0, 1, tzinfo=SHANGHAI), tick=False):
        page = client_of(cast.first_secretary).get(at(cast, "person", family.head)).content.decode()
        client_of(cast.first_secretary).post(at(cast, "details", family.head))

    assert "查看详细情况" in page
    assert lines(cast, opening.DETAILS_READ).count() == 4


def test_whoever_corrects_reads_first(cast, client_of, family):
    browser = client_of(cast.first_secretary)

    closed = browser.get(at(cast, "correct_person", family.head)).content.decode()
    form = browser.post(at(cast, "details", family.head), {"on": "correct"}, follow=True)

    assert "查看并更正" in closed and 'name="health"' not in closed
    assert 'name="health"' in form.content.decode()
    assert lines(cast, opening.DETAILS_READ).count() == 1


def test_a_child_is_corrected_only_after_it_was_opened(cast, client_of, family):
    give_minor_access(
        by=cast.county_officer, county=cast.home.code, user=cast.first_secretary,
        place_code=cast.villages[0].code, starts_on=TODAY, ends_on=TODAY, because="开学摸底",
    )  # fmt: skip
    browser = client_of(cast.first_secretary)

    closed = browser.get(at(cast, "correct_person", family.child)).content.decode()
    browser.post(at(cast, "child", family.child), {"because": "开学摸底"})
    form = browser.get(at(cast, "correct_person", family.child)).content.decode()

    assert 'name="health"' not in closed and 'name="health"' in form


def test_the_page_of_a_family_says_nothing_of_health_or_of_the_degree_of_a_disability(
    cast, client_of, family
):
    Villager.objects.in_county(cast.home.code).filter(id=family.head.id).update(health="serious")

    address = reverse("households:household", args=[cast.home.code, family.household.id])
    page = client_of(cast.first_secretary).get(address).content.decode()

    assert "大病" not in page and "二级" not in page


@pytest.mark.parametrize("reader", ["outsider", "unit_contact"])
def test_who_has_nothing_to_do_with_the_village_reads_nothing_and_leaves_no_line(cast, family, reader):
    with pytest.raises(DetailsClosed):
        opening.read_details(by=getattr(cast, reader), villager=family.head, on=TODAY)
    with pytest.raises(NumbersClosed):
        opening.tell_traces(
            by=getattr(cast, reader), villager=family.head, asked_by="self", because="来问", on=TODAY
        )

    assert not lines(cast, opening.DETAILS_READ) and not lines(cast, opening.TRACES_TOLD)


def test_a_child_s_details_are_no_details(cast, family):
    with pytest.raises(MinorClosed):
        opening.read_details(by=cast.first_secretary, villager=family.child, on=TODAY)


def test_everything_that_was_read_is_told_newest_first(cast, family):
    opening.show_numbers(by=cast.county_officer, villager=family.head, because="核对医保", on=TODAY)
    opening.read_details(by=cast.first_secretary, villager=family.head, on=TODAY)
    find_by_telephone(
        by=cast.first_secretary, county=cast.home.code, scope=scope(cast),
        number=Number(Kind.TELEPHONE, family.head.phone),
    )  # fmt: skip
    export(cast, village=cast.villages[0].code)
    export(cast, circumstance="allowance")

    told = traces_of(family.head)

    assert {trace.what for trace in told} == {
        "看了完整号码", "看了详细情况（当天第一次）", "按电话号码查到本人", "导出农户表，号码只留两端",
        "导出农户表，号码只留两端；只导出部分农户，可能没有本人",
    }  # fmt: skip
    assert [trace.because for trace in told if trace.what == "看了完整号码"] == ["核对医保"]
    assert [trace.at for trace in told] == sorted((trace.at for trace in told), reverse=True)


def test_an_export_concerns_those_who_lived_there_that_day(cast, family):
    stay = Membership.objects.in_county(cast.home.code).filter(villager=family.spouse)
    stay.update(ends_on=date(2026, 11, 18), gone="moved_out")
    there = plant_family(cast.villages[2], "李四", 2)

    export(cast, village=cast.villages[0].code)

    assert len(said(family.head)) == 1
    assert not said(family.spouse) and not said(there.head)


def test_an_export_of_the_whole_county_names_its_place_and_nobody(cast, family):
    export(cast)

    details = lines(cast, "households.register_exported").get().details
    assert details["places"] == [cast.home.code] and not details["part"]
    assert "张三" not in str(details)
    assert len(said(family.child)) == 1


def test_the_paper_is_for_the_person_and_leaves_a_line_itself(cast, client_of, family):
    opening.show_numbers(by=cast.county_officer, villager=family.head, because="核对医保", on=TODAY)
    browser = client_of(cast.county_officer)

    asked = browser.get(at(cast, "opened", family.head)).content.decode()
    silent = browser.post(at(cast, "opened", family.head), {"asked_by": "self", "because": ""})
    paper = browser.post(
        at(cast, "opened", family.head), {"asked_by": "guardian", "because": "当面核对身份证"}
    ).content.decode()

    assert "核对医保" not in asked and silent.status_code == 422
    assert "核对医保" in paper and "监护人" in paper and "收到人签名" in paper and "data-prints" in paper
    assert family.head.id_number not in paper and family.head.phone not in paper
    line = lines(cast, opening.TRACES_TOLD).get()
    assert (line.subject_id, line.details) == (
        family.head.id, {"because": "当面核对身份证", "on": "2026-11-18", "asked_by": "guardian"},
    )  # fmt: skip


def test_a_list_that_is_too_long_says_so(cast, client_of, family):
    for _again in range(MOST + 1):
        opening.read_details(by=cast.first_secretary, villager=family.head, on=TODAY)

    page = client_of(cast.county_officer).post(
        at(cast, "opened", family.head), {"asked_by": "self", "because": "当面核对"}
    )

    assert f"只列最近 {MOST} 条" in page.content.decode()


def test_the_list_costs_the_same_however_much_was_read(cast, family):
    costs = []
    for _again in range(2):
        opening.read_details(by=cast.first_secretary, villager=family.head, on=TODAY)
        export(cast)
        with watching() as watch:
            traces_of(family.head)
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs == [4, 4]
