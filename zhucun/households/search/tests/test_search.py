"""Who is found, by what, where; what stays closed; what the trail, the address and the log hold afterwards."""

import logging
from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households.choices import Gone
from zhucun.households.models import Household, Membership, Villager
from zhucun.households.search.domain import meaning_of
from zhucun.households.search.queries import MOST, found
from zhucun.households.services_people import member_leaves
from zhucun.households.tests.registry import home, scope
from zhucun.kernel.guard import watching
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY = date(2026, 11, 18)
NAME_STATEMENTS = 3  # people that fit, where they live, households nobody is entered of


def address(cast):
    return reverse("households:search", args=[cast.home.code])


def said(browser, cast, typed):
    """The whole page, as it is shown without a script: names by their address, numbers by the form."""
    answer = browser.post(address(cast), {"q": typed}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def meant(typed):
    meaning = meaning_of(typed, today=TODAY)
    assert meaning is not None
    return meaning


def hits(cast, typed):
    return found(scope(cast), meant(typed))


def names(result):
    return [stay.villager.name for stay in result.stays] + [one.head_name for one in result.households]


def lines(cast):
    return AuditEvent.objects.in_county(cast.home.code).filter(act__startswith="households.found_by")


@pytest.mark.parametrize(
    ("typed", "why"),
    [("三", "姓名"), ("张三", "姓名"), ("ZSF", "首字母"), ("sf", "首字母"), ("张sf", "姓名和首字母")],
)
def test_a_name_is_found_with_the_reason_the_place_and_ways_to_go_on(cast, client_of, family, typed, why):
    page = said(client_of(cast.first_secretary), cast, typed)

    assert f">{why}</td>" in page and "张三丰户" in page and "一组" in page and "现住" in page
    assert reverse("households:person", args=[cast.home.code, family.head.id]) in page
    assert reverse("households:household", args=[cast.home.code, family.household.id]) in page
    assert cast.villages[0].name in page
    assert not lines(cast).exists()


def test_a_surname_is_found_in_each_of_its_readings_and_a_rare_character_as_it_is(cast):
    plant_family(cast.villages[0], "单晓东", 2)
    plant_family(cast.villages[0], "张𬭊", 3)

    assert all("单晓东" in names(hits(cast, typed)) for typed in ("dxd", "sxd", "cxd", "单xd"))
    assert "张𬭊" in names(hits(cast, "𬭊"))


def test_the_very_name_comes_before_those_that_begin_so_and_those_that_hold_it(cast):
    for serial, name in enumerate(("李张三", "张三丰", "张三"), start=2):
        plant_family(cast.villages[0], name, serial)

    assert [name for name in names(hits(cast, "张三")) if "的" not in name] == ["张三", "张三丰", "李张三"]


def test_a_household_whose_people_nobody_entered_is_found_by_its_head(cast, client_of):
    old = home(cast, "赵六")

    page = said(client_of(cast.first_secretary), cast, "zl")

    assert "赵六户" in page and "在册" in page
    assert reverse("households:household", args=[cast.home.code, old.id]) in page


def test_who_left_is_found_and_it_is_said_so(cast, client_of, family):
    member_leaves(
        by=cast.first_secretary,
        villager=family.spouse,
        gone=Gone.MOVED_OUT,
        on=date(2026, 3, 1),
        because="迁出",
    )

    page = said(client_of(cast.first_secretary), cast, "张三丰的妻")

    assert "2026年3月1日 迁出" in page and "现住" not in page


def test_who_lives_beyond_the_reader_s_places_by_now_is_found_without_a_way_there(cast, client_of, family):
    far = plant_family(cast.villages[2], "李四", 5).household
    Membership.objects.in_county(cast.home.code).filter(villager=family.spouse).update(
        ends_on=date(2026, 3, 1), gone=Gone.MARRIED
    )
    Membership.objects.create(
        county_code=cast.home.code, villager=family.spouse, household=far, village_code=far.village_code,
        relation="spouse", joined="married", starts_on=date(2026, 3, 1),
    )  # fmt: skip

    page = said(client_of(cast.first_secretary), cast, "张三丰的妻")

    assert "婚出" in page and str(family.spouse.id) not in page and "李四" not in page


@pytest.mark.parametrize(
    ("kind", "why"),
    [("id", "证件号"), ("certificate", "证件号"), ("tail", "电话尾号"), ("phone", "电话号码")],
)
def test_a_number_finds_its_person_and_leaves_one_line_without_it(cast, client_of, family, kind, why):
    number, phone = family.head.id_number, family.head.phone
    typed = {"id": number.lower(), "certificate": number + "43", "tail": phone[-4:], "phone": phone}[kind]

    page = said(client_of(cast.first_secretary), cast, typed)

    line = lines(cast).get()
    assert f">{why}</td>" in page and "张三丰" in page
    assert typed not in page and number not in page and phone not in page
    assert (line.actor_id, line.subject_id) == (cast.first_secretary.id, None)
    assert line.details == {"people": 1, "found": [str(family.head.id)]}


def test_a_household_is_found_by_its_number_in_the_national_platform(cast, client_of):
    home(cast, "赵六", number="51333100000000012")

    page = said(client_of(cast.first_secretary), cast, "51333100000000012")

    assert "赵六户" in page and "户编号" in page and "51333100000000012" not in page
    assert not lines(cast).exists()


@pytest.mark.parametrize("typed", ["张三丰的儿子", "number"])
def test_a_child_is_found_only_as_a_child_of_the_household(cast, client_of, family, typed):
    page = said(client_of(cast.first_secretary), cast, family.child.id_number if typed == "number" else typed)
    rows = page.split("<tbody>")[1]

    assert "未满 14 周岁的孩子" in rows and "张三丰户" in rows
    assert "儿子" not in rows and str(family.child.id) not in rows


@pytest.mark.parametrize("by", ["name", "id", "tail"])
def test_what_lies_beyond_one_s_places_is_as_if_it_did_not_exist(cast, client_of, by):
    far = plant_family(cast.villages[2], "欧阳远", 4)
    typed = {"name": "欧阳", "id": far.head.id_number, "tail": far.head.phone[-4:]}[by]
    browser = client_of(cast.first_secretary)

    beyond = said(browser, cast, typed)
    Membership.objects.in_county(cast.home.code).delete()
    Villager.objects.in_county(cast.home.code).delete()
    Household.objects.in_county(cast.home.code).delete()
    nobody = said(browser, cast, typed)

    assert "在您能看的村里没有找到" in beyond
    assert _bare(beyond) == _bare(nobody)


def test_an_outsider_learns_nothing(cast, client_of, family):
    answer = client_of(cast.outsider).post(address(cast), {"q": family.head.id_number})

    assert answer.status_code == 404
    assert not lines(cast).exists()


def test_who_may_not_see_households_is_refused(cast, client_of):
    assert client_of(cast.system_admin).post(address(cast), {"q": "张三"}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("z", "只输了一个字母"),
        ("13", "只输了 2 位数字"),
        ("513331198505010038", "校验码应为"),
        ("张3", "姓名里没有数字"),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_how_to_do_it(cast, client_of, typed, sentence):
    answer = client_of(cast.first_secretary).post(address(cast), {"q": typed}, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert not lines(cast).exists()


def test_a_number_in_the_address_is_not_looked_for_and_not_repeated(cast, client_of, family):
    answer = client_of(cast.first_secretary).get(address(cast), {"q": family.head.id_number}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(address(cast), 302)] and "网址里不能写号码" in page
    assert family.head.id_number not in page and "张三丰" not in page
    assert not lines(cast).exists()


def test_a_number_is_sent_by_the_form_alone_and_stands_in_no_address_and_no_log(
    cast, client_of, family, caplog
):
    number, browser = family.head.id_number, client_of(cast.first_secretary)
    caplog.set_level(logging.DEBUG)

    page = browser.get(address(cast)).content.decode()
    plain = browser.post(address(cast), {"q": number})
    scripted = browser.post(address(cast), {"q": number}, headers={"HX-Request": "true"})

    assert '<form class="search" method="post"' in page and 'autocomplete="off"' in page
    assert (plain.status_code, plain.headers.get("Location")) == (200, None)
    assert scripted.headers["HX-Replace-Url"] == address(cast)
    assert number not in caplog.text.replace("\n", "") and not [
        r for r in caplog.records if number in str(r.args)
    ]


def test_while_typing_names_are_looked_for_and_numbers_wait_for_the_button(cast, client_of, family):
    browser, typing = client_of(cast.first_secretary), {"headers": {"HX-Request": "true"}}

    name = browser.post(address(cast), {"q": "张三", "typing": "1"}, **typing)
    letter = browser.post(address(cast), {"q": "z", "typing": "1"}, **typing)
    digits = browser.post(address(cast), {"q": family.head.phone[-4:], "typing": "1"}, **typing)

    assert "张三丰户" in name.content.decode() and "<html" not in name.content.decode()
    assert name.headers["HX-Replace-Url"].endswith("?q=%E5%BC%A0%E4%B8%89")
    assert [(one.status_code, one.content) for one in (letter, digits)] == [(204, b"")] * 2
    assert not lines(cast).exists()


def test_more_than_fit_are_cut_with_a_word_on_how_to_narrow(cast, client_of):
    for serial in range(MOST + 1):
        home(cast, f"马{chr(0x4E00 + serial)}")

    page = said(client_of(cast.first_secretary), cast, "马")

    assert f"先列 {MOST} 个" in page and page.count("在册") == MOST


def test_a_search_costs_the_same_however_many_are_found(cast, family):
    costs = []
    for more in (1, 6):
        for serial in range(more):
            plant_family(cast.villages[0], f"张三{chr(0x4E00 + serial)}", 10 * more + serial)
        reader = scope(cast)
        with watching() as watch:
            found(reader, meant("张三"))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs == [NAME_STATEMENTS, NAME_STATEMENTS]


def _bare(page):
    """The answer alone: the frame around it has a token of its own each time."""
    return page.split('id="found"')[1].split("</main>")[0]
