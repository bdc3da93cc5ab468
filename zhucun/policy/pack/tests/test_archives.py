"""The checklist of an archive: read, replaced below, mistakes told on their line, examples that come out."""

import pytest

from zhucun.policy.pack import load_pack
from zhucun.policy.pack.archive_cases import run_archive_cases
from zhucun.policy.pack.archive_model import Item
from zhucun.policy.pack.tests.build import JIANGLE, WITHOUT_PACK, Bench

OWN = f"counties/{JIANGLE}/archive.yaml"
SMALL = """
because: "zhucun#archive"
may_be: replaced
mechanisms: [D27]
groups:
  - id: one
    title: 一组
    items:
      - {id: visits, title: 走访, provider: first_secretary, by: "02-29", fills: {forms: [household-visit]}}
      - {id: meetings, title: 会议, provider: first_secretary, fills: {forms: [party-life], kinds: [lecture]}}
      - {id: file, title: 文件, provider: township_officer, upload: true}
"""


@pytest.fixture
def with_own(bench: Bench) -> Bench:
    bench.write(OWN, SMALL)
    return bench


def test_every_example_of_the_nation_s_checklist_comes_out() -> None:
    results = run_archive_cases(load_pack(WITHOUT_PACK))

    assert len(results) >= 5
    assert [str(one) for one in results if not one.passed] == []


def test_a_county_writes_its_own_checklist_with_a_file_alone(with_own: Bench) -> None:
    archive = with_own.load().archive

    assert archive is not None
    assert [item.id for item in archive.items] == ["visits", "meetings", "file"]


def test_a_checklist_that_is_fixed_cannot_be_replaced(with_own: Bench) -> None:
    with_own.write("national/archive.yaml", SMALL.replace("replaced", "fixed"))

    assert with_own.only_problem().what == "档案清单由上级统一规定，不能改。"


def test_a_last_day_of_february_is_the_28th_in_a_year_without_another(with_own: Bench) -> None:
    archive = with_own.load().archive
    item = archive.item("visits") if archive else None

    assert isinstance(item, Item)
    assert [f"{item.due(year):%m-%d}" for year in (2024, 2026)] == ["02-29", "02-28"]


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("id: meetings", "id: visits", "id: visits, title: 会议", "“visits”写了两次"),
        ("provider: township_officer", "provider: mayor", "id: file", "没有“mayor”这个角色"),
        (", upload: true}", "}", "id: file", "没有说清靠什么归档"),
        ("forms: [household-visit]", "forms: [visit]", "id: visits", "forms 里没有“visit”"),
        ("forms: [household-visit]", "flows: [gone]", "id: visits", "flows 里没有“gone”"),
        ("kinds: [lecture]", "kinds: [lectures]", "id: meetings", "没有“lectures”这个选项"),
        ("{forms: [household-visit]}", "{}", "id: visits", "没有说清靠什么归档"),
    ],
)
def test_a_mistake_is_told_on_its_line_with_what_to_do(
    with_own: Bench, before: str, after: str, at: str, words: str
) -> None:
    with_own.change(OWN, before, after)

    problems = [one for one in with_own.problems() if one.file == OWN]

    assert with_own.line_of(OWN, at) in {one.line for one in problems}
    assert words in "".join(one.what + one.do for one in problems)
