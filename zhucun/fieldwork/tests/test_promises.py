from datetime import timedelta

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.cases.models import Case
from zhucun.fieldwork import refusals
from zhucun.fieldwork.promises import raise_matter
from zhucun.fieldwork.services import correct_record, void_record
from zhucun.fieldwork.tests.builders import AT, TODAY, VISIT, home, visit
from zhucun.kernel.ids import sibling, uuid7
from zhucun.policy import installed

pytestmark = pytest.mark.usefixtures("frozen_today")

PROMISED = {**VISIT, "promised": "帮他问清冻裂的水管谁来换，下周三以前回话。\n顺便带上新的低保表。"}


def address(cast, name, *args):
    return reverse(f"fieldwork:{name}", args=[cast.home.code, *args])


def cases(cast):
    return list(Case.objects.in_county(cast.home.code))


def test_what_was_promised_becomes_a_matter_of_the_village_about_the_family(cast):
    household = home(cast)
    record = visit(cast, household, body=PROMISED)

    case = raise_matter(by=cast.first_secretary, record=record, at=AT)

    assert case.id == sibling(record.id) and case.flow == "matter"
    assert case.place_code == record.village_code
    assert case.values["topic"] == "帮他问清冻裂的水管谁来换，下周三以前回话。"
    assert case.values["detail"] == PROMISED["promised"]
    assert case.values["household"] == str(household.id) and case.values["came_by"] == "visit"
    assert "cases.case_raised" in [row.act for row in AuditEvent.objects.in_county(cast.home.code)]


def test_a_record_gives_one_matter_whatever_becomes_of_it(cast):
    record = visit(cast, body=PROMISED)
    raise_matter(by=cast.first_secretary, record=record, at=AT)
    again = correct_record(
        by=cast.first_secretary,
        record=record,
        occurred_on=TODAY,
        body={**PROMISED, "said": "说得更清楚一些。"},
        because="补充",
        at=AT,
        household=record.household,
    )

    with pytest.raises(refusals.MatterRaised):
        raise_matter(by=cast.first_secretary, record=again, at=AT)
    assert len(cases(cast)) == 1


def test_a_long_promise_is_cut_for_the_title_and_kept_whole_below(cast):
    record = visit(cast, body={**VISIT, "promised": "修路" * 60})

    case = raise_matter(by=cast.first_secretary, record=record, at=AT)

    assert len(case.values["topic"]) <= 60 and case.values["detail"] == "修路" * 60


def test_nothing_promised_taken_back_or_superseded_raises_nothing(cast):
    plain, gone = visit(cast), visit(cast, body=PROMISED)
    void_record(by=cast.first_secretary, record=gone, because="记错了", at=AT)

    for record in (plain, gone):
        with pytest.raises(refusals.NothingPromised):
            raise_matter(by=cast.first_secretary, record=record, at=AT)
    assert cases(cast) == []


def test_who_may_not_raise_in_the_village_is_refused(cast):
    record = visit(cast, body=PROMISED)

    for who in (cast.outsider, cast.auditor, cast.unit_contact):
        with pytest.raises(refusals.MayNotRaise):
            raise_matter(by=who, record=record, at=AT)
    assert raise_matter(by=cast.county_officer, record=record, at=AT).raised_by_id == cast.county_officer.id


def test_a_county_without_matters_says_so(cast, monkeypatch):
    from dataclasses import replace

    pack = installed.pack_of(cast.home.code)
    without = replace(pack, flows={key: flow for key, flow in pack.flows.items() if key != "matter"})
    monkeypatch.setattr("zhucun.fieldwork.promises.pack_of", lambda _county: without)

    with pytest.raises(refusals.NoMatters):
        raise_matter(by=cast.first_secretary, record=visit(cast, body=PROMISED), at=AT)


def test_the_page_of_a_record_offers_it_and_both_lead_to_each_other(cast, client_of):
    record = visit(cast, body=PROMISED)
    browser = client_of(cast.first_secretary)

    offered = browser.get(address(cast, "record", record.id)).content.decode()
    done = browser.post(address(cast, "matter", record.id), follow=True)
    after = browser.get(address(cast, "record", record.id)).content.decode()

    (case,) = cases(cast)
    here = reverse("cases:case", args=[cast.home.code, case.id])
    assert address(cast, "matter", record.id) in offered
    assert done.redirect_chain[-1][0] == here
    assert address(cast, "record", record.id) in done.content.decode()
    assert here in after and address(cast, "matter", record.id) not in after
    assert browser.post(address(cast, "matter", record.id)).status_code in (400, 409, 422)
    assert len(cases(cast)) == 1


def test_a_record_without_a_promise_offers_nothing(cast, client_of):
    page = client_of(cast.first_secretary).get(address(cast, "record", visit(cast).id)).content.decode()

    assert "转为办件" not in page


def test_an_outsider_reaches_no_record_to_raise_from(cast, client_of):
    record = visit(cast, body=PROMISED)

    for who, status in ((cast.outsider, 404), (cast.auditor, 403), (cast.unit_contact, 403)):
        assert client_of(who).post(address(cast, "matter", record.id)).status_code == status
    assert client_of(cast.first_secretary).get(address(cast, "matter", record.id)).status_code == 405
    assert cases(cast) == []


def test_siblings_name_each_other_and_are_ids_like_all_others(cast):
    record = visit(cast)

    other = sibling(record.id)

    assert other != record.id and sibling(other) == record.id
    assert other.version == 7 and other.variant == record.id.variant
    assert abs(record.recorded_at - AT) < timedelta(minutes=1)


def sent_visit(household, **more):
    answers = {"visited_on": TODAY, "way": "at_home", "topic": "living", "said": "水管冻裂了。"}
    return {**answers, "record-id": uuid7(), "household": household.id, **more}


def test_a_visit_turns_its_promise_into_a_matter_in_the_same_step(cast, client_of):
    household = home(cast)
    browser, page = client_of(cast.first_secretary), address(cast, "new", "household-visit")
    shown = browser.get(page).content.decode()
    assert 'name="record-matter"' in shown
    assert "答应的事转为办件" in shown

    answer = browser.post(
        page, sent_visit(household, promised="下周三以前回话", **{"record-matter": "on"}), follow=True
    )

    (case,) = cases(cast)
    assert case.values["detail"] == "下周三以前回话"
    assert "答应的事已转为办件" in answer.content.decode()


@pytest.mark.parametrize("more", [{"record-matter": "on"}, {"promised": "下周三以前回话"}])
def test_without_a_promise_or_without_the_tick_nothing_is_raised(cast, client_of, more):
    page = address(cast, "new", "household-visit")

    answer = client_of(cast.first_secretary).post(page, sent_visit(home(cast), **more))

    assert answer.status_code == 302
    assert cases(cast) == []


def test_a_visit_sent_twice_gives_one_record_and_one_matter(cast, client_of):
    browser, page = client_of(cast.first_secretary), address(cast, "new", "household-visit")
    given = sent_visit(home(cast), promised="下周三以前回话", **{"record-matter": "on"})

    answers = [browser.post(page, given).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert len(cases(cast)) == 1
