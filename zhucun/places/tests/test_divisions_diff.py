from pathlib import Path

import pytest

from zhucun.audit.services import System
from zhucun.places import editions, services
from zhucun.places.models import Division
from zhucun.places.refusals import CountyNotHeld, UnknownCounty
from zhucun.places.tests.conftest import ACHA, CHAKE, NEW_YEAR

RARE = Path(__file__).parent / "data" / "rare-names.csv"


def test_an_edition_equal_to_what_is_held_says_so(baiyu, command):
    said = command("divisions_diff", "--county", baiyu, "--divisions", str(editions.COMMITTED))

    assert said == "150 条区划与系统中的完全一致。\n"


def test_every_kind_of_difference_is_listed_and_nothing_changed(baiyu, command, tmp_path):
    services.merge_villages(
        by=System(), county=baiyu, codes=[ACHA, CHAKE], on=NEW_YEAR, because="批复", into_name="和睦村"
    )
    newer = tmp_path / "newer.csv"
    text = editions.COMMITTED.read_text(encoding="utf-8").replace("昌拖村民委员会", "昌都村民委员会")
    newer.write_text(text + "513331101299,5,先锋村民委员会\n", encoding="utf-8")
    before = list(Division.objects.order_by("id").values())

    said = command("divisions_diff", "--county", baiyu, "--divisions", str(newer))

    assert "系统中没有 1 个\n  513331101299 先锋村民委员会\n" in said
    assert "名称不同 1 个\n  513331101203 昌拖村民委员会 → 昌都村民委员会\n" in said
    assert "资料中没有 1 个\n  513331101205 和睦村\n" in said
    assert "系统中已撤销、资料中仍有 2 个\n  513331101201 阿察村民委员会\n" in said
    assert list(Division.objects.order_by("id").values()) == before


def test_a_renamed_village_is_compared_by_its_latest_name(baiyu, command):
    services.rename_village(by=System(), county=baiyu, code=ACHA, name="幸福村", on=NEW_YEAR, because="批复")

    said = command("divisions_diff", "--county", baiyu, "--divisions", str(editions.COMMITTED))

    assert "名称不同 1 个\n  513331101201 幸福村 → 阿察村民委员会\n" in said
    assert "已撤销" not in said


def test_a_county_not_set_up_and_a_file_without_it_are_refused(baiyu, command):
    with pytest.raises(CountyNotHeld) as refused:
        command("divisions_diff", "--county", "350428", "--divisions", str(editions.COMMITTED))
    with pytest.raises(UnknownCounty):
        command("divisions_diff", "--county", baiyu, "--divisions", str(RARE))

    assert refused.value.advice == "请先运行 zhucun init --county 350428。"
