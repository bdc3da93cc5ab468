from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhucun.accounts.queries import scope_of
from zhucun.audit.services import System
from zhucun.places import editions, queries, services
from zhucun.places.models import Division
from zhucun.places.services import WantedUnit, ensure_units
from zhucun.places.tests.conftest import ACHA, ACHA_TOWN

RARE = Path(__file__).parent / "data" / "rare-names.csv"
TODAY = date(2026, 3, 2)


@pytest.fixture
def rare(db):
    for county in ("420602", "420684"):
        rows = editions.read(RARE, county).rows
        services.import_divisions(
            by=System(), county=county, rows=rows, source="试验", edition=editions.AS_OF
        )


def found(county, fragment):
    return [village.short_name for village in queries.search_villages(county, fragment, TODAY)]


def test_a_county_is_named_and_an_unknown_one_keeps_its_code(baiyu):
    assert queries.county_name(baiyu) == "白玉县"
    assert queries.county_name("513399") == "513399"


def test_townships_and_their_villages_come_in_the_order_of_codes(baiyu):
    townships = queries.townships(baiyu, TODAY)
    names = [village.short_name for village in queries.villages(baiyu, TODAY, ACHA_TOWN)]

    assert (len(townships), townships[1].short_name) == (16, "阿察镇")
    assert names == ["阿察村", "查科村", "昌拖村", "班充村", "亚青寺管理局社区"]


def test_a_township_of_another_county_has_no_villages_here(baiyu):
    assert queries.villages("350428", TODAY, ACHA_TOWN) == []


def test_nothing_is_valid_before_the_edition(baiyu):
    assert queries.villages(baiyu, date(2023, 6, 29)) == []
    assert queries.townships(baiyu, date(2023, 6, 29)) == []


def test_all_names_of_a_county_cost_one_statement(baiyu, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = queries.names(baiyu)

    assert len(names) == 1 + 16 + 133
    assert (names["513331000000"], names[ACHA_TOWN], names[ACHA]) == ("白玉县", "阿察镇", "阿察村")


def test_names_walk_the_index_of_codes(baiyu):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queries.names(baiyu)

    sql = captured[0]["sql"]
    assert '"code" >= ' in sql and '"code" < ' in sql and "LIKE" not in sql


@pytest.mark.parametrize(
    ("prefix", "title"),
    [
        ("51", "四川省"),
        ("5133", "甘孜藏族自治州"),
        ("513331", "白玉县"),
        ("513331101", "阿察镇"),
        (ACHA_TOWN, ACHA_TOWN),
        (ACHA, "阿察镇阿察村"),
        ("513331999", "513331999"),
    ],
)
def test_a_scope_has_a_title(baiyu, prefix, title):
    assert queries.place_title(baiyu, prefix) == title


def test_villages_are_found_by_part_of_a_name_and_by_code(baiyu):
    assert found(baiyu, " 阿 察 ") == ["阿察村"]
    assert found(baiyu, "亚青") == ["亚青寺管理局社区"]
    assert found(baiyu, ACHA) == ["阿察村"]
    assert found(baiyu, "不存在的村") == []
    assert len(found(baiyu, "")) == 133


@pytest.mark.parametrize(
    ("county", "fragment", "name"),
    [("420602", "\U00021413", "莫\U00021413村"), ("420684", "\ue170", "高\ue170村")],
)
def test_rare_and_private_characters_are_found_as_they_are(rare, county, fragment, name):
    assert found(county, fragment) == [name]


def test_a_percent_sign_finds_itself_and_nothing_else(baiyu):
    assert found(baiyu, "%") == []


def test_names_of_a_readers_villages_and_of_codes_asked_for(baiyu, person):
    clerk = scope_of(person("镇干部", "places_reader", "513331101"), baiyu, on=TODAY)

    below = queries.village_names(clerk)

    assert (len(below), below[ACHA]) == (5, "阿察村")
    assert queries.village_names(clerk, ["513331100202"]) == {"513331100202": "亚通村"}


def test_units_are_seen_by_the_county_and_by_themselves(baiyu, person):
    units = ensure_units(baiyu, [WantedUnit("县医院"), WantedUnit("县农业农村局")])
    officer = scope_of(person("县干部", "places_reader", baiyu), baiyu, on=TODAY)
    city = scope_of(person("州干部", "places_reader", "513331"), baiyu, on=TODAY)
    clerk = scope_of(person("镇干部", "places_reader", "513331101"), baiyu, on=TODAY)

    assert list(queries.units(baiyu, officer)) == [units["县农业农村局"], units["县医院"]]
    assert queries.units(baiyu, city).count() == 2
    assert not queries.units(baiyu, clerk).exists()


def test_a_chain_of_codes_that_runs_in_a_circle_ends(baiyu):
    first, second = queries.villages(baiyu, TODAY, ACHA_TOWN)[:2]
    for one, other in ((first, second), (second, first)):
        Division.objects.filter(id=one.id).update(valid_to=date(2025, 1, 1), successor_code=other.code)

    assert [row.code for row in queries.successor_chain(first.code)] == [first.code, second.code]


def test_a_code_without_a_village_has_no_chain(baiyu):
    assert queries.successor_chain("513331101999") == []
