"""Shipped packs, damaged at random: loading gives a pack or says what is wrong, soon, and nothing else happens."""

import re
import time
from collections.abc import Iterator
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhucun.policy.pack import files
from zhucun.policy.pack.load import PACKS, load_from
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.problems import PackError
from zhucun.policy.pack.tests.build import JIANGLE, Bench
from zhucun.policy.pack.tests.five_forms import WHOLE
from zhucun.policy.pack.tests.two_flows import LEAVE, LEAVE_CASES, ROAD, ROAD_CASES
from zhucun.policy.pack.yaml12 import parse

LAYERS = ("national", f"counties/{JIANGLE}")
NAMES = sorted(
    path.relative_to(PACKS).as_posix() for layer in LAYERS for path in (PACKS / layer).rglob("*.yaml")
)
FORMS = {f"counties/{JIANGLE}/duties/a-{form}.yaml": text for form, text in WHOLE.items()} | {
    f"counties/{JIANGLE}/flows/a-{name}.yaml": text
    for name, text in {
        "road": ROAD,
        "road.cases": ROAD_CASES,
        "leave": LEAVE,
        "leave.cases": LEAVE_CASES,
    }.items()
}
TEXTS = {name: (PACKS / name).read_bytes() for name in NAMES} | {
    n: text.encode() for n, text in FORMS.items()
}
SECONDS = (
    5.0  # a hang takes longer; a damaged national file is read with the whole nation, and by both readers
)
VALUE = re.compile(rb"(?<=: )[^\n{}\[\],]+")
NASTY = [
    "", "null", "true", "-1", "0", "1", "22", "999999999999999", "1.5", "1900-01-01", "2199-12-31", "2026-02-29",
    "2024-02-29", '"02-30"', '"02-29"', "[]", "{}", "[[]]", "{a: 1}", "[a, a]", '"%(nobody)s"', '"%"', "%d", '"a#b"',
    '"B#onsite-days"', "workdays * 2 / 3", "1 / 0", "(((((((((((1", "minimum", "national", "day", "month", "free",
    "coverage", "dated", "standing", "streak", "fixed", "lowered", "policy.answers", "onsite-days", "人", "x: y",
    '"' + "9" * 300 + '"', "'" + "甲" * 399 + "'", '"0000"', '"9999-12"', "&a", "*a", "!!int 3", "# 无", "|", ">-",
]  # fmt: skip


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A copy of what is shipped, and a rule of each form; a file that has not changed is read once."""
    bench = Bench(tmp_path_factory.mktemp("fuzz"))
    for name, text in TEXTS.items():
        bench.write(name, text.decode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", lru_cache(maxsize=500)(parse))
        bench.load()
        yield bench


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(FORMS)) | st.sampled_from(NAMES))
    content = TEXTS[name]
    for _ in range(draw(st.integers(1, 3))):
        content = draw(st.sampled_from([bytes_of, lines_of, values_of]))(draw, content)
    return name, content


def bytes_of(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    gone = draw(st.integers(0, 4))
    new = draw(
        st.binary(max_size=4) | st.sampled_from([b"\n", b": ", b"- ", b"'", b'"', b"\t", b"\x00", b"{"])
    )
    return content[:at] + new + content[at + gone :]


def lines_of(draw: st.DrawFn, content: bytes) -> bytes:
    lines = content.split(b"\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.sampled_from(["repeat", "remove", "swap", "indent"])):
        case "repeat":
            lines.insert(other, lines[one])
        case "remove":
            del lines[one]
        case "swap":
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines[one] = b"  " + lines[one]
    return b"\n".join(lines)


def values_of(draw: st.DrawFn, content: bytes) -> bytes:
    found = list(VALUE.finditer(content))
    if not found:
        return content
    one = draw(st.sampled_from(found))
    return content[: one.start()] + draw(st.sampled_from(NASTY)).encode() + content[one.end() :]


@pytest.mark.thorough
@pytest.mark.either
@settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(damage=damaged())
def test_a_damaged_pack_is_loaded_or_refused(shipped: Bench, damage: tuple[str, bytes]) -> None:
    name, content = damage
    path = shipped.root / name
    whole = path.read_bytes()
    path.write_bytes(content)
    started = time.process_time()

    try:
        loaded: Pack | PackError = load_from(shipped.root, JIANGLE)
    except PackError as refused:
        loaded = refused
    finally:
        path.write_bytes(whole)

    assert time.process_time() - started < SECONDS
    assert isinstance(loaded, Pack) or loaded.problems
