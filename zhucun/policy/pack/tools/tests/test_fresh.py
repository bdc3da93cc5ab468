"""A new county's folder: complete, its own, and never in place of what is there."""

from pathlib import Path

import pytest

from zhucun.policy.pack.load import PACKS, load_from
from zhucun.policy.pack.tools.fresh import CannotBegin, begin, choices

GREEN = "990001"


def test_a_county_begun_from_another_loads_at_once_under_its_own_name(tmp_path: Path) -> None:
    begin(GREEN, "counties/350428", "青山县'驻村': 制度包 # 一", tmp_path, "2026-11-18")

    pack = load_from(PACKS, GREEN, own=tmp_path)

    assert pack.title == "青山县'驻村': 制度包 # 一"
    assert pack.version == f"{GREEN}-1"
    assert pack.duties.keys() == load_from(PACKS, "350428").duties.keys()


@pytest.mark.parametrize("template", choices())
def test_everything_that_is_offered_can_be_begun_from(tmp_path: Path, template: str) -> None:
    begin(GREEN, template, "青山县", tmp_path, "2026-11-18")

    assert load_from(PACKS, GREEN, own=tmp_path).title == "青山县"


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    held = tmp_path / "counties" / GREEN / "pack.yaml"
    held.parent.mkdir(parents=True)
    held.write_text("自己的")

    with pytest.raises(CannotBegin, match="已经有了"):
        begin(GREEN, "counties/350428", "青山县", tmp_path, "2026-11-18")

    assert [path.name for path in held.parent.iterdir()] == ["pack.yaml"]
    assert held.read_text() == "自己的"


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "counties").mkdir()
    (tmp_path / "counties" / GREEN).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotBegin, match="已经有了"):
        begin(GREEN, "counties/350428", "青山县", tmp_path, "2026-11-18")

    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("county", ["99001", "../../x", "９９０００１", "99000a", ""])
def test_a_code_that_is_no_county_makes_no_folder(tmp_path: Path, county: str) -> None:
    with pytest.raises(CannotBegin, match="六位县代码"):
        begin(county, "counties/350428", "青山县", tmp_path, "2026-11-18")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "template", ["national", "counties/999999", "counties/../national", "/etc", "templates/.."]
)
def test_only_what_is_offered_can_be_copied(tmp_path: Path, template: str) -> None:
    with pytest.raises(CannotBegin, match=r"可以用的有：.*counties/350428"):
        begin(GREEN, template, "青山县", tmp_path, "2026-11-18")


@pytest.mark.parametrize("title", ["", "  ", "甲\n乙", "长" * 61])
def test_a_name_that_cannot_stand_on_a_page_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(CannotBegin, match="名称"):
        begin(GREEN, "counties/350428", title, tmp_path, "2026-11-18")
