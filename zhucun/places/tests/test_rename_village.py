from datetime import date

import pytest

from zhucun.audit.services import System
from zhucun.places import queries, services
from zhucun.places.models import Division
from zhucun.places.refusals import NameMissing, NameTaken, ReasonMissing, SameName, TooEarly, UnknownVillage
from zhucun.places.tests.conftest import ACHA, NEW_YEAR


@pytest.fixture
def rename(baiyu):
    def act(**changes):
        asked = {
            "by": System(),
            "county": baiyu,
            "code": ACHA,
            "name": "幸福村村民委员会",
            "on": NEW_YEAR,
            "because": "批复",
        }
        return services.rename_village(**(asked | changes))

    return act


def test_a_renamed_village_keeps_its_code_and_its_old_name_before_the_day(rename, acts):
    renamed = rename()

    assert (renamed.code, renamed.short_name) == (ACHA, "幸福村")
    assert queries.names("513331", on=date(2025, 12, 31))[ACHA] == "阿察村"
    assert queries.names("513331")[ACHA] == "幸福村"
    assert [row.short_name for row in queries.successor_chain(ACHA)] == ["阿察村", "幸福村"]
    assert acts("513331")[-1].act == "places.village_renamed"
    assert acts("513331")[-1].details == {"code": ACHA, "on": "2026-01-01", "because": "批复"}


def test_a_renamed_village_stands_once_in_the_list_of_any_day(rename):
    rename()

    for day in (date(2025, 12, 31), NEW_YEAR):
        assert [village.code for village in queries.villages("513331", day)].count(ACHA) == 1


def test_a_village_may_be_renamed_twice(rename):
    rename()
    rename(name="阿察村", on=date(2026, 2, 1))

    assert [row.short_name for row in queries.village("513331", ACHA)] == ["阿察村", "幸福村", "阿察村"]


@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"because": ""}, ReasonMissing, "没有写明依据。"),
        ({"name": "　"}, NameMissing, "没有填写新村的名称。"),
        ({"name": "阿察村"}, SameName, "“阿察村”就是现在的名称。"),
        ({"name": "查科村"}, NameTaken, "阿察镇已有“查科村”（513331101202）。"),
        ({"code": "513331101000"}, UnknownVillage, "系统中没有代码为 513331101000 的村。"),
        ({"on": date(2023, 6, 1)}, TooEarly, "“阿察村”的资料从 2023-06-30 开始，2023-06-01 不在这之后。"),
    ],
)
def test_a_rename_that_cannot_be_is_refused_in_words(rename, changes, refusal, sentence):
    with pytest.raises(refusal) as refused:
        rename(**changes)

    assert refused.value.sentence == sentence
    assert Division.objects.filter(code=ACHA, level=5).count() == 1
