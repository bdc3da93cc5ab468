"""Titles break at words into a shape the standard likes."""

import pytest

from zhucun.documents.gb9704.geometry import TITLE_CHARACTERS
from zhucun.documents.gb9704.titles import lines, width


def test_a_short_title_stays_on_one_line():
    assert lines("关于调整驻村工作队员的通知") == ["关于调整驻村工作队员的通知"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "中共白玉县委组织部关于做好2026年度驻村第一书记和工作队考核工作的通知",
            ["中共白玉县委组织部关于做好2026年度", "驻村第一书记和工作队考核工作的通知"],
        ),
        (
            "关于2026年6月全县驻村第一书记和工作队在岗履职情况的通报",
            ["关于2026年6月全县驻村第一书记和工作队", "在岗履职情况的通报"],
        ),
    ],
)
def test_a_long_title_breaks_between_words(title, expected):
    broken = lines(title)

    assert broken == expected


def test_no_line_is_wider_than_the_type_area_and_no_character_is_lost():
    title = "中共白玉县委组织部白玉县农牧农村和科技局关于开展2026年第一季度驻村干部在岗情况专项督查的通知"

    broken = lines(title)

    assert "".join(broken) == title
    assert max(map(width, broken)) <= TITLE_CHARACTERS


def test_a_line_never_starts_with_a_particle_or_a_closing_mark():
    title = "白玉县人民政府关于印发《白玉县防止返贫动态监测和帮扶工作实施方案》《考核办法》的通知"

    assert not [line for line in lines(title) if line[0] in "的和、》）"]


def test_line_ends_of_the_writer_are_kept():
    assert lines("关于表彰\n优秀驻村第一书记的决定") == ["关于表彰", "优秀驻村第一书记的决定"]


def test_a_title_of_a_thousand_characters_is_broken_and_not_lost():
    title = "驻村工作队员在岗月报" * 100

    assert "".join(lines(title)) == title
