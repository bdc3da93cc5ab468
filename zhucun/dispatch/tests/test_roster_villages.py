import pytest

from zhucun.dispatch.roster.villages import KnownVillage, Meant, NotFound, VillageFinder
from zhucun.dispatch.tests.roster_samples import VILLAGES


def code_of(found):
    assert isinstance(found, Meant)
    return found.village.code


@pytest.fixture
def finder():
    return VillageFinder(VILLAGES)


@pytest.mark.parametrize(
    ("township", "village", "code", "as_written"),
    [
        ("建设镇", "根呷村", "513331100201", True),
        ("建设", "根呷", "513331100201", False),
        ("建设镇", "根呷村委会", "513331100201", False),
        ("建设镇", "根呷村村民委员会", "513331100201", False),
        ("建设镇", "建设镇根呷村", "513331100201", False),
        ("建设镇", "和平村民委员会", "513331100202", False),
        ("建设镇", "和平社区居委会", "513331100001", False),
        ("麻绒乡", "绒麦村", "513331101201", False),
        ("麻绒乡", "新村", "513331101202", False),
        ("盖玉镇", "河东村", "513331103201", True),
    ],
)
def test_a_village_is_found_by_the_names_people_use(finder, township, village, code, as_written):
    found = finder.find(township, village)

    assert (code_of(found), found.as_written) == (code, as_written)


@pytest.mark.parametrize(
    ("township", "village", "column", "sentence"),
    [
        ("建没镇", "根呷村", "township", "本县没有“建没镇”。是不是“建设镇”？请核对后改正。"),
        ("火星街道", "根呷村", "township", "本县没有“火星街道”。请核对后改正。"),
        ("建设镇", "根甲村", "village", "“建设镇”没有“根甲村”。是不是“根呷村”？请核对后改正。"),
        ("建设镇", "麻绒村", "village", "“建设镇”没有“麻绒村”，但“麻绒乡”有。请核对乡镇。"),
        ("建设镇", "河东村", "village", "“建设镇”没有“河东村”，但“盖玉镇”、“阿察镇”有。请核对乡镇。"),
        ("建设镇", "和平", "village", "“建设镇”有“和平村”、“和平社区”，分不清“和平”是哪一个。请写全名。"),
    ],
)
def test_what_is_not_one_village_is_answered_with_the_nearest_names(
    finder, township, village, column, sentence
):
    assert finder.find(township, village) == NotFound(column, finder.find(township, village).code, sentence)


def test_todays_name_wins_over_a_neighbours_former_name():
    finder = VillageFinder(
        [KnownVillage("1", "上村", "甲镇", ("东村",)), KnownVillage("2", "东村", "甲镇", ("上东村",))]
    )

    assert code_of(finder.find("甲镇", "东村")) == code_of(finder.find("甲镇", "上东村")) == "2"


def test_names_with_rare_and_private_characters_stay_apart():
    finder = VillageFinder([KnownVillage("1", "\ue170村", "甲镇"), KnownVillage("2", "\ue08b村", "甲镇")])

    assert code_of(finder.find("甲镇", "\ue08b村")) == "2"


def test_a_whole_name_may_begin_with_the_townships_name():
    finder = VillageFinder(
        [KnownVillage("1", "余坊乡林场生活区", "余坊乡"), KnownVillage("2", "余坊村", "余坊乡")]
    )

    assert code_of(finder.find("余坊乡", "余坊乡林场生活区")) == "1"
    assert code_of(finder.find("余坊乡", "余坊乡余坊村")) == "2"
