"""What a county set in the interface binds like its own files: by what stands above it, never by its own earlier word."""

from datetime import date

import pytest

from zhucun.policy.pack.load import load_from
from zhucun.policy.pack.problems import PackError
from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench
from zhucun.policy.pack.tests.test_layers import county_asks, with_province

PACK = f'code: "{JIANGLE}"\ntitle: 在系统里定的数\nversion: 2\npublished: 2026-11-18\nkept_by: 甲、乙\n'
SOURCES = (
    "sources:\n  - {id: set-1, title: 办法, issuer: 县委, dated: '2026', seen: original, "
    "articles: [{id: article, text: 原文}]}\n"
)


def set_here(value: str) -> dict[str, str]:
    values = f'  values:\n    - {{from: 2026-11-01, value: {value}, source: "set-1#article"}}\n'
    duty = f"changes: onsite-days\nminimum:\n{values}"
    return {"pack.yaml": PACK, "sources.yaml": SOURCES, ONSITE: duty}


def asked(bench: Bench, value: str) -> object:
    pack = load_from(bench.root, JIANGLE, set_here=set_here(value))
    found = pack.duties["onsite-days"].threshold.on(date(2026, 11, 5)).found
    assert found is not None
    return found.value


def test_a_county_goes_back_on_its_own_number_as_far_as_its_province_allows(bench: Bench) -> None:
    with_province(bench, "raised")
    county_asks(bench, 25)

    assert asked(bench, "23") == 23
    with pytest.raises(PackError, match="低于上级的 22"):
        asked(bench, "21")


def test_a_number_that_is_the_county_s_own_moves_either_way(bench: Bench) -> None:
    assert [asked(bench, value) for value in ("10", "23")] == [10, 23]


def test_a_key_that_no_file_may_have_is_refused_here_too(bench: Bench) -> None:
    files = {**set_here("23"), "sources.yaml": SOURCES + "secret: 1\n"}

    with pytest.raises(PackError, match=r"changes/350428/sources\.yaml 第 3 行.*不认识的项“secret”"):
        load_from(bench.root, JIANGLE, set_here=files)


def test_the_version_and_the_digest_tell_the_layer(bench: Bench) -> None:
    plain, laid = bench.load(), load_from(bench.root, JIANGLE, set_here=set_here("23"))

    assert (plain.version, laid.version) == ("350428-1", "350428-1+2")
    assert plain.digest != laid.digest
    assert plain.title == laid.title
