from datetime import date

import pytest

from zhucun.places import queries, registry
from zhucun.places.refusals import ReasonMissing
from zhucun.places.tests.conftest import ACHA, CHAKE

ASKED = ["places_merge", "--county", "513331", "--codes", ACHA, CHAKE, "--on", "2026-01-01"]


def test_a_preview_says_what_would_happen_and_changes_nothing(baiyu, command, monkeypatch):
    monkeypatch.setattr(registry, "_foreseers", [])
    registry.on_merge_preview(lambda county, old, new, on: [f"{len(old)} 个村的驻村干部转到 {new}"])

    said = command(*ASKED, "--into-name", "和睦村", "--preview")

    assert said == (
        "513331101201 阿察村：到 2025-12-31 为止\n"
        "513331101202 查科村：到 2025-12-31 为止\n"
        "513331101205 和睦村（阿察镇）：新设立，2026-01-01 起承接\n"
        "  2 个村的驻村干部转到 513331101205\n"
        "以上是预览，没有改动。\n"
    )
    assert len(queries.villages(baiyu, date(2026, 1, 1))) == 133


def test_a_merge_is_done_and_recorded_as_the_installations(baiyu, command, acts):
    said = command(*ASKED, "--into-code", ACHA, "--because", "批复")

    assert said.endswith("阿察村（阿察镇）：继续存在，2026-01-01 起承接\n已办理。\n")
    assert len(queries.villages(baiyu, date(2026, 1, 1))) == 132
    assert (acts(baiyu)[-1].act, acts(baiyu)[-1].actor_id) == ("places.villages_merged", None)


def test_a_merge_without_a_reason_is_refused(baiyu, command):
    with pytest.raises(ReasonMissing):
        command(*ASKED, "--into-name", "和睦村")
