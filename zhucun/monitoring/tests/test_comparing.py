"""Department lists: exact by number, to be looked at by name, kept as leads and a count and nothing else."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import Workbook

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.households.models import Membership
from zhucun.monitoring.comparing import Match, compare, read_list
from zhucun.monitoring.models import Lead
from zhucun.monitoring.register import people_in
from zhucun.monitoring.tests.acting import TODAY
from zhucun.places.queries import village_names
from zhucun.testing.families import plant_family

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def compared(cast, who, listed: str):
    scope = scope_of(who, cast.home.code, on=TODAY).narrowed("monitoring.manage")
    asked = read_list(listed, None)
    people = people_in(scope, {one.name for one in asked}, {one.hash for one in asked})
    return compare(asked, people, village_names(scope))


def test_somebody_is_found_by_number_whatever_the_name(cast, family):
    number = family.head.id_number

    found = compared(cast, cast.county_officer, f"张叁 {number} 别的村").found[0]

    assert (found.match, found.people[0].household) == (Match.EXACT, family.household.id)


def test_a_name_alone_is_to_be_looked_at_and_a_village_narrows_it(cast, family):
    other = plant_family(cast.villages[1], "张三", serial=5)
    here, there = "上坪村", "下坪村"

    both = compared(cast, cast.county_officer, "姓名\t村\n张三\t\n")
    one = compared(cast, cast.county_officer, f"姓名\t村\n张三\t{there}\n")
    none = compared(cast, cast.county_officer, "姓名\t村\n张三\t石门村\n李四\t" + here)

    assert [one.match for one in both.found] == [Match.SEVERAL]
    assert [known.household for known in one.found[0].people] == [other.household.id]
    assert [one.match for one in none.found] == [Match.NONE, Match.NONE]


def test_somebody_with_another_number_is_somebody_else(cast, family):
    stranger = plant_family(cast.villages[2], "王五", serial=7).head.id_number

    found = compared(cast, cast.township_officer, f"张三 {stranger} 上坪村").found[0]

    assert found.match is Match.NONE


def test_who_left_is_not_found(cast, family):
    rows = Membership.objects.in_county(cast.home.code).filter(villager=family.head)
    rows.update(ends_on=TODAY, gone="moved_out")

    assert compared(cast, cast.county_officer, f"张三 {family.head.id_number}").found[0].match is Match.NONE


def excel(*rows: tuple[str, ...]) -> BytesIO:
    book = Workbook()
    sheet = book.create_sheet("名单", 0)
    for row in [("姓名", "身份证号", "村"), *rows]:
        sheet.append(row)
    data = BytesIO()
    book.save(data)
    data.name = "名单.xlsx"
    data.seek(0)
    return data


def test_a_list_is_previewed_chosen_and_kept_as_leads_and_a_count(cast, family, client_of):
    twin = plant_family(cast.villages[1], "赵六", serial=8)
    browser, county = client_of(cast.county_officer), cast.home.code
    number = family.head.id_number
    address = reverse("monitoring:compare", args=[county])
    file = excel(("张三", number, ""), ("赵六", "", "下坪村"), ("不认识", "", ""))

    preview = browser.post(address, {"title": "医保名单", "text": "", "file": file})

    shown = preview.content.decode()
    assert number not in shown
    assert "不认识" in shown
    assert 'name="title" value="医保名单"' in shown
    assert not Lead.objects.in_county(county).exists()

    browser.post(
        reverse("monitoring:keep_compared", args=[county]),
        {
            "title": "医保名单",
            "lines": "3",
            "sure": " ".join(str(id) for id in preview.context["sure"]),
            "with_sure": "1",
            "household": [str(twin.household.id)],
        },
    )

    leads = Lead.objects.in_county(county)
    assert {lead.household_id for lead in leads} == {family.household.id, twin.household.id}
    assert {(lead.channel, lead.says) for lead in leads} == {("compared", "在“医保名单”里")}
    told = AuditEvent.objects.in_county(county).get(act="monitoring.list_compared").details
    assert told == {"lines": 3, "chosen": 2, "leads": 2}


def test_a_township_compares_with_its_own_villages_and_keeps_no_lead_elsewhere(cast, client_of):
    far = plant_family(cast.villages[2], "远山", serial=6)
    browser, county = client_of(cast.township_officer), cast.home.code

    assert compared(cast, cast.township_officer, f"远山 {far.head.id_number}").found[0].match is Match.NONE
    answer = browser.post(
        reverse("monitoring:keep_compared", args=[county]),
        {"title": "名单", "lines": "1", "household": [str(far.household.id)]},
    )

    assert answer.status_code == 422
    assert not Lead.objects.in_county(county).exists()


def test_the_same_list_twice_notes_no_second_lead(cast, family, client_of):
    browser, county = client_of(cast.county_officer), cast.home.code
    given = {"title": "医保名单", "lines": "1", "household": [str(family.household.id)]}
    address = reverse("monitoring:keep_compared", args=[county])

    browser.post(address, given)
    browser.post(address, given)

    assert Lead.objects.in_county(county).count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"title": "", "text": "张三"},
        {"title": "名单", "text": ""},
        {"title": "名单", "text": "", "file": BytesIO(b"no excel")},
    ],
)
def test_what_is_no_list_is_refused_on_the_page(cast, client_of, given):
    answer = client_of(cast.county_officer).post(reverse("monitoring:compare", args=[cast.home.code]), given)

    assert answer.status_code == 422


def test_a_choice_that_our_page_did_not_write_is_refused(cast, client_of):
    answer = client_of(cast.county_officer).post(
        reverse("monitoring:keep_compared", args=[cast.home.code]), {"title": "名单", "household": ["x"]}
    )

    assert answer.status_code == 422


def test_whoever_may_not_manage_compares_nothing(cast, client_of):
    address = reverse("monitoring:compare", args=[cast.home.code])

    assert client_of(cast.first_secretary).get(address).status_code == 403
    assert client_of(cast.outsider).get(address).status_code == 404
