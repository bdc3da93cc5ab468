import csv
from pathlib import Path

import pytest

from zhucun.places import domain
from zhucun.places.choices import DivisionKind, Level
from zhucun.places.domain import Row

RARE = Path(__file__).parent / "data" / "rare-names.csv"


def village(name, code="513331101201"):
    return Row(code, 5, name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("根呷村村民委员会", "根呷村"),
        ("阿察村民委员会", "阿察村"),
        ("桃村村委会", "桃村"),
        ("马庄村委会", "马庄村"),
        ("巴彦嘎查村民委员会", "巴彦嘎查"),
        ("巴彦嘎查委员会", "巴彦嘎查"),
        ("石铺社区村民委员会", "石铺社区"),
        ("建设社区居民委员会", "建设社区"),
        ("百花社区居委会", "百花社区"),
        ("第一居委会", "第一居委会"),
        ("社区居委会", "社区居委会"),
        ("村委会", "村委会"),
        ("八家村民委员会（八家分场）", "八家村民委员会（八家分场）"),
        ("孙坊良种场生活区", "孙坊良种场生活区"),
        ("白玉县", "白玉县"),
    ],
)
def test_a_name_loses_its_committee_and_nothing_else(name, short):
    assert domain.short_name_of(name) == short


def test_rare_and_private_characters_stay_as_the_source_writes_them():
    with RARE.open(encoding="utf-8", newline="") as opened:
        names = {row["code"]: row["name"] for row in csv.DictReader(opened) if row["level"] == "5"}

    short = {code: domain.short_name_of(name) for code, name in names.items()}

    assert short["420602006207"] == "莫\U00021413村"
    assert short["441424103203"] == "輋\U0002348d村"
    assert short["451302107210"] == "那\U00021336村"
    assert short["420684103229"] == "高\ue170村"
    assert short["450681101201"] == "\ue08b尾村"


def test_neighbours_that_would_share_a_short_name_keep_the_full_one():
    rows = [
        village("顾村居委会", "513331101001"),
        village("顾村村委会"),
        village("上村村委会", "513331101202"),
    ]

    short = domain.short_names(rows)

    assert list(short.values()) == ["顾村居委会", "顾村村委会", "上村"]


def test_villages_of_two_townships_may_share_a_short_name():
    rows = [village("团结村委会"), village("团结村委会", "513331102201")]

    assert set(domain.short_names(rows).values()) == {"团结村"}


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("阿察村民委员会", "513331101201", "village"),
        ("新酉村", "441581102235", "village"),
        ("老街村委会", "513331101001", "village"),
        ("城中社区居民委员会", "441900101002", "community"),
        ("亚青寺管理局社区", "513331101400", "community"),
        ("东街", "513331101003", "community"),
        ("孙坊良种场生活区", "350428101500", "other"),
        ("产业园虚拟社区", "150402400498", "other"),
        ("原种场", "350428101501", "other"),
    ],
)
def test_the_name_says_the_kind_and_else_the_last_three_digits(name, code, kind):
    assert domain.kind_of(village(name, code)) == kind


def test_kinds_and_levels_are_those_of_the_table():
    assert {"village", "community", "other", "area"} == set(DivisionKind.values)
    assert list(domain.LENGTH_OF_LEVEL) == Level.values


def test_codes_are_padded_and_repeats_and_stand_ins_dropped():
    rows = [
        domain.row("350527", "金门县"),
        domain.row("350527000", "金门县"),
        domain.row("350527000000", "金门县"),
        domain.row("4419", "东莞市"),
        domain.row("441900", "东莞市"),
        domain.row("441900", "东莞市"),
    ]

    assert domain.distinct(rows) == [
        Row("441900000000", 2, "东莞市"),
        Row("350527000000", 3, "金门县"),
        Row("441900000000", 3, "东莞市"),
    ]
