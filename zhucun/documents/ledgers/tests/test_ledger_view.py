"""One ledger on screen: who sees which rows, what each opens, what narrows it, what is said of what is wrong."""

import re

import pytest

from zhucun.documents.ledgers.tests.conftest import NOW, World, address, on_leave
from zhucun.households.models import Household
from zhucun.kernel.guard import watching
from zhucun.policy.pack import load_pack
from zhucun.testing.cast import client_of
from zhucun.testing.planting import plant

LEDGERS = sorted(load_pack("513331").ledgers)
BODY = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)
LEADS = re.compile(r'<a href="(/c/[^"]+)">')
FIGURE = re.compile(r'<a href="([^"]+)" class="figure"><strong>(\d+)</strong>')
STATEMENTS = 8
MORE = {"matters": 1}  # the versions of flows that the county has

each = pytest.mark.parametrize("ledger", LEDGERS)


def shown(user, ledger: str, **asked: str) -> str:
    page = client_of(user).get(address("ledger", ledger, **asked))
    assert page.status_code == 200
    return page.content.decode()


def rows(text: str) -> str:
    found = BODY.search(text)
    return found[1] if found else ""


def total(text: str) -> int:
    told = re.search(r"共 (\d+) 条。", text)
    assert told
    return int(told[1])


@each
def test_every_row_opens_its_record(world: World, ledger: str) -> None:
    user = world.cast.county_officer

    text = shown(user, ledger, month="all")

    leads = LEADS.findall(rows(text))
    assert total(text) == rows(text).count("<tr>") > 0
    assert len(leads) >= total(text)
    for url in leads:
        assert client_of(user).get(url).status_code == 200, url


@each
def test_a_reader_sees_the_own_village_and_nothing_of_others(world: World, ledger: str) -> None:
    text = shown(world.cast.first_secretary, ledger, month="all")

    assert rows(text)
    for planted in (world.far, world.away):
        assert not [mark for mark in planted.canaries if mark in text]


@each
def test_the_figures_by_place_open_just_what_they_count(world: World, ledger: str) -> None:
    user = world.cast.county_officer

    text = shown(user, ledger, month="all")

    figures = [(url.replace("&amp;", "&"), int(count)) for url, count in FIGURE.findall(text)]
    assert sum(count for _url, count in figures) == total(text) or not figures
    for query, count in figures:
        narrowed = client_of(user).get(address("ledger", ledger) + query).content.decode()
        assert total(narrowed) == count


def test_both_townships_stand_as_figures(world: World) -> None:
    text = shown(world.cast.county_officer, "households")

    assert [int(count) for _url, count in FIGURE.findall(text)] == [1, 1]


def test_the_number_of_measures_is_what_the_household_s_page_lists(world: World) -> None:
    household = world.near.things["household"]

    text = rows(shown(world.cast.first_secretary, "monitored"))

    counted = re.search(rf'<a href="(/c/[^"]+{household.pk}/)">(\d+)</a>', text)
    assert counted
    page = client_of(world.cast.first_secretary).get(counted[1]).content.decode()
    assert page.count("/monitoring/measures/") >= int(counted[2]) == 1


def test_a_child_has_neither_name_nor_sex_in_it(world: World) -> None:
    villager = world.near.things["villager"]
    villager.born_on, villager.sex = world.cast.posting.starts_on.replace(year=2020), "female"
    villager.save()

    text = rows(shown(world.cast.first_secretary, "members"))

    assert "未满 14 周岁" in text
    assert villager.name not in text
    assert "女" not in text


def test_no_number_of_a_person_stands_in_any_ledger(world: World) -> None:
    person = world.near.things["posting"].person

    pages = [shown(world.cast.county_officer, ledger, month="all") for ledger in LEDGERS]

    assert not [page for page in pages if person.id_number in page or person.phone in page]


def test_the_outsider_finds_none_and_who_may_not_is_refused(world: World) -> None:
    assert client_of(world.cast.outsider).get(address("ledger", "households")).status_code == 404
    assert client_of(world.cast.unit_contact).get(address("ledger", "households")).status_code == 403
    assert client_of(world.cast.system_admin).get(address("ledger", "households")).status_code == 403


def test_a_place_beyond_the_reader_is_not_found(world: World) -> None:
    far = world.cast.villages[2].code

    page = client_of(world.cast.first_secretary).get(address("ledger", "households", place=far))

    assert page.status_code == 404


@pytest.mark.parametrize(
    ("ledger", "asked", "status", "says"),
    [
        ("no-such-one", {}, 404, "没有“no-such-one”这份台账。"),
        ("leave", {"month": "2026-13"}, 422, "“2026-13”不是一个月份或者年份。"),
        ("leave", {"month": "去年"}, 422, "“去年”不是一个月份或者年份。"),
        ("leave", {"month": "0000"}, 422, "“0000”不是一个月份或者年份。"),
        ("leave", {"place": "51333"}, 422, "“51333”不是乡镇或者村的代码。"),
        ("leave", {"order": "price"}, 422, "这份台账没有“price”这种排法。"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(world: World, ledger, asked, status, says) -> None:
    page = client_of(world.cast.county_officer).get(address("ledger", ledger, **asked))

    assert page.status_code == status
    assert says in page.content.decode()


def test_a_time_without_rows_says_so_and_leads_on(world: World) -> None:
    text = shown(world.cast.county_officer, "leave", month="2026-02")

    assert "这份台账现在没有内容" in text
    assert "?month=2026-01" in text
    assert "?month=all" in text


def test_an_order_turns_the_rows(world: World) -> None:
    one, other = (shown(world.cast.county_officer, "households", order=order) for order in ("place", "name"))

    assert LEADS.findall(rows(one)) != []
    assert sorted(LEADS.findall(rows(one))) == sorted(LEADS.findall(rows(other)))


@each
def test_a_page_asks_as_often_for_twice_as_many_rows(world: World, ledger: str) -> None:
    browser, url = client_of(world.cast.county_officer), address("ledger", ledger, month="all")
    once = browser.get(url).content.decode()

    more = plant(world.cast.home, world.cast.villages[1], "暗记乙", 15, NOW, own_unit=True)
    on_leave(more)
    with watching() as watch:
        twice = browser.get(url).content.decode()

    assert total(twice) > total(once)
    assert not watch.unpinned
    assert len(watch.statements) == STATEMENTS + MORE.get(ledger, 0), "\n".join(watch.statements)


def test_a_second_page_goes_on_where_the_first_ended(world: World) -> None:
    village = world.cast.villages[0].code
    Household.objects.bulk_create(
        Household(county_code="513331", village_code=village, head_name=f"户{serial:03}", people=1)
        for serial in range(60)
    )
    user = world.cast.county_officer

    pages = [rows(shown(user, "households", page=str(number))) for number in (1, 2)]

    assert [page.count("<tr>") for page in pages] == [50, 12]
    assert len({url for page in pages for url in LEADS.findall(page)}) == 62
