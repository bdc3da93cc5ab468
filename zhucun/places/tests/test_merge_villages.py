from datetime import date

import pytest

from zhucun.accounts.models import User
from zhucun.audit.services import System
from zhucun.kernel.refusals import Refusal
from zhucun.places import queries, registry, services
from zhucun.places.models import Division
from zhucun.places.refusals import (
    CodeElsewhere,
    CodeTaken,
    CountyNotHeld,
    NameMissing,
    NameTaken,
    NameTooLong,
    OneVillageOnly,
    ReasonMissing,
    SeveralTownships,
    TooEarly,
    TownshipFull,
    UnknownVillage,
    VillageElsewhere,
    VillageEnded,
)
from zhucun.places.tests.conftest import ACHA, CHAKE, CHANGTUO, NEW_YEAR

EVE = date(2025, 12, 31)


@pytest.fixture
def merge(baiyu):
    """Merge with every argument right, except those a test changes."""

    def act(**changes):
        asked = {
            "by": System(),
            "county": baiyu,
            "codes": [ACHA, CHAKE],
            "on": NEW_YEAR,
            "because": "县政府批复〔2025〕9号",
            "into_name": "和睦村村民委员会",
        }
        return services.merge_villages(**(asked | changes))

    return act


@pytest.fixture
def listeners(monkeypatch):
    """An empty list of listeners, restored afterwards."""
    fresh: list[registry.Listener] = []
    monkeypatch.setattr(registry, "_listeners", fresh)
    return fresh


def codes_on(day):
    return {village.code for village in queries.villages("513331", day, "513331101000")}


def test_two_villages_end_the_day_before_and_a_new_one_takes_them_over(merge):
    successor = merge()

    assert (successor.code, successor.short_name) == ("513331101205", "和睦村")
    assert (successor.kind, successor.valid_from) == ("village", NEW_YEAR)
    assert codes_on(EVE) >= {ACHA, CHAKE}
    assert codes_on(NEW_YEAR) == {CHANGTUO, "513331101204", "513331101205", "513331101400"}
    assert [row.code for row in queries.successor_chain(ACHA)] == [ACHA, "513331101205"]


def test_old_codes_keep_their_names(merge):
    merge()

    names = queries.names("513331")

    assert (names[ACHA], names["513331101205"]) == ("阿察村", "和睦村")


def test_one_of_them_may_go_on_and_keep_its_name(merge):
    successor = merge(into_code=ACHA, into_name="")

    assert (successor.code, successor.name, successor.valid_to) == (ACHA, "阿察村民委员会", None)
    assert CHAKE not in codes_on(NEW_YEAR)
    assert Division.objects.filter(code=ACHA).count() == 1


def test_one_of_them_may_go_on_under_a_new_name(merge):
    merge(into_code=ACHA)

    assert [row.short_name for row in queries.village("513331", ACHA)] == ["阿察村", "和睦村"]
    assert queries.names("513331", on=EVE)[ACHA] == "阿察村"
    assert queries.names("513331", on=NEW_YEAR)[ACHA] == "和睦村"


def test_a_neighbour_may_take_one_village_over(merge):
    successor = merge(codes=[ACHA], into_code=CHANGTUO, into_name="")

    assert successor.code == CHANGTUO
    assert [row.code for row in queries.predecessors("513331", CHANGTUO)] == [ACHA]


def test_an_approved_code_is_used(merge):
    assert merge(into_code=" 513331101２99 ").code == "513331101299"


def test_a_community_gets_a_code_of_its_kind(merge):
    successor = merge(into_name="和睦社区居民委员会")

    assert (successor.code, successor.kind) == ("513331101001", "community")


def test_a_made_up_code_follows_the_highest_and_never_fills_a_gap(merge):
    merge()
    successor = merge(codes=[CHANGTUO, "513331101204"], into_name="团结村")

    assert successor.code == "513331101206"


def test_the_act_leaves_an_audit_line(merge, acts):
    merge()

    line = acts("513331")[-1]
    assert line.act == "places.villages_merged"
    assert line.details == {
        "old": [ACHA, CHAKE],
        "new": "513331101205",
        "on": "2026-01-01",
        "because": "县政府批复〔2025〕9号",
    }


def test_floors_above_hear_of_it_inside_the_transaction(merge, listeners):
    heard = []
    registry.on_merge(heard_by := lambda *told: heard.append(told))
    registry.on_merge(heard_by)

    merge()

    assert heard == [("513331", [ACHA, CHAKE], "513331101205", NEW_YEAR)]


def test_a_listener_that_refuses_undoes_the_merge(merge, listeners, acts):
    class Busy(Refusal):
        """有干部在这一天以后已有记录。"""

    @registry.on_merge
    def refuse(*_told):
        raise Busy

    with pytest.raises(Busy):
        merge()

    assert codes_on(NEW_YEAR) >= {ACHA, CHAKE}
    assert [line.act for line in acts("513331")] == ["places.divisions_imported"]


@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"because": " "}, ReasonMissing, "没有写明依据。"),
        ({"county": "350428"}, CountyNotHeld, "系统中还没有代码为 350428 的县的区划。"),
        (
            {"codes": [ACHA, "350428101200"]},
            VillageElsewhere,
            "代码 350428101200 不属于本县（513331）。",
        ),
        ({"codes": [ACHA, "513331101299"]}, UnknownVillage, "系统中没有代码为 513331101299 的村。"),
        ({"codes": [ACHA]}, OneVillageOnly, "并村至少要有两个村，现在选的是：阿察村。"),
        ({"codes": []}, OneVillageOnly, "并村至少要有两个村，现在选的是：无。"),
        (
            {"codes": [ACHA, ACHA], "into_code": ACHA},
            OneVillageOnly,
            "并村至少要有两个村，现在选的是：阿察村。",
        ),
        (
            {"codes": [ACHA, "513331100202"]},
            SeveralTownships,
            "所选的村分属 2 个乡镇：建设镇、阿察镇。",
        ),
        (
            {"into_code": "513331100202", "into_name": ""},
            SeveralTownships,
            "所选的村分属 2 个乡镇：建设镇、阿察镇。",
        ),
        ({"into_name": " "}, NameMissing, "没有填写新村的名称。"),
        ({"into_name": "村" * 101}, NameTooLong, "名称有 101 个字，最多 100 个字。"),
        ({"into_name": "昌拖村"}, NameTaken, "阿察镇已有“昌拖村”（513331101203）。"),
        ({"into_code": "513331100299"}, CodeElsewhere, "代码 513331100299 不是阿察镇的村级代码。"),
        ({"into_code": "51333110129"}, CodeElsewhere, "代码 51333110129 不是阿察镇的村级代码。"),
        ({"into_code": "513331101000"}, CodeElsewhere, "代码 513331101000 不是阿察镇的村级代码。"),
        (
            {"on": date(2023, 6, 30)},
            TooEarly,
            "“阿察村”的资料从 2023-06-30 开始，2023-06-30 不在这之后。",
        ),
    ],
)
def test_what_cannot_be_merged_is_refused_in_words(merge, changes, refusal, sentence):
    before = list(Division.objects.order_by("id").values())

    with pytest.raises(refusal) as refused:
        merge(**changes)

    assert refused.value.sentence == sentence
    assert refused.value.advice
    assert list(Division.objects.order_by("id").values()) == before


def test_an_ended_village_is_refused_with_its_successor(merge):
    merge()

    with pytest.raises(VillageEnded) as refused:
        merge(codes=[ACHA, CHANGTUO], into_name="团结村")

    assert refused.value.sentence == "“阿察村”（513331101201）到 2025-12-31 为止，不能再办理。"
    assert refused.value.advice == "请改选承接它的村（513331101205）。"


def test_the_code_of_an_ended_village_is_not_given_again(merge):
    merge()

    with pytest.raises(CodeTaken, match="代码 513331101201 已由“阿察村”用过"):
        merge(codes=[CHANGTUO, "513331101204"], into_name="团结村", into_code=ACHA)


def test_a_township_without_a_free_code_asks_for_one(merge):
    Division.objects.bulk_create(
        Division(
            code=f"513331101{number}",
            level=5,
            kind="village",
            name=f"第{number}村",
            short_name=f"第{number}村",
            valid_from=date(2023, 6, 30),
            source="试验",
        )
        for number in (200, *range(205, 400))
    )

    with pytest.raises(TownshipFull, match="阿察镇的村级代码已经用完"):
        merge()


def test_a_merge_asks_the_database_few_times(merge, django_assert_max_num_queries, listeners):
    with django_assert_max_num_queries(16):
        merge()


def test_the_actor_of_a_merge_is_named(merge, person, acts):
    officer = person("区划员", "places_keeper", "513331")

    merge(by=officer)

    assert acts("513331")[-1].actor == "区划员"
    assert User.objects.get(id=acts("513331")[-1].actor_id) == officer
