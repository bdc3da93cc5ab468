"""Coverage: only an example that comes out proves a mechanism, and the catalogue is complete."""

from zhucun.policy.pack.tests.build import BAIYU, JIANGLE, Bench
from zhucun.policy.pack.tools.chosen import every_pack
from zhucun.policy.pack.tools.coverage import as_data, covered, proofs, told
from zhucun.policy.pack.tools.mechanisms import MECHANISMS

CASES = f"counties/{JIANGLE}/duties/onsite-days.cases.yaml"


def test_the_catalogue_has_every_mechanism_of_the_five_papers() -> None:
    last = {"A": 15, "B": 24, "C": 13, "D": 39, "E": 11}

    expected = [f"{letter}{number}" for letter, most in last.items() for number in range(1, most + 1)]

    assert list(MECHANISMS) == expected
    assert len(expected) == 102
    assert all(title.strip() for title in MECHANISMS.values())


def test_a_mechanism_is_covered_by_an_example_that_comes_out(bench: Bench) -> None:
    found = proofs([bench.load(JIANGLE), bench.load(BAIYU)])

    data = as_data(found)

    assert {"B17", "C13"} <= set(data["covered"])
    assert data["covered"] + data["missing"] != list(MECHANISMS)
    assert sorted(data["covered"] + data["missing"]) == sorted(MECHANISMS)


def test_an_example_that_fails_proves_nothing_and_is_told(bench: Bench) -> None:
    text = (bench.root / CASES).read_text("utf-8")
    alone = text[: text.index("  - says: 十月在村 18 天")].replace("mechanisms: [B17]", "mechanisms: [B18]")
    bench.write(CASES, alone.replace("target: 18", "target: 19"))

    found = proofs([bench.load()])

    assert "B18" not in covered(found)
    assert any("对不上的例子：B18" in line for line in told(found))


def test_an_id_that_is_not_in_the_catalogue_is_told_and_not_counted(bench: Bench) -> None:
    bench.change(CASES, "mechanisms: [B17]", "mechanisms: [B17, B99]")

    found = proofs([bench.load()])

    assert "B99" not in as_data(found)["covered"]
    assert any("机制目录里没有 B99" in line for line in told(found))


def test_an_example_of_a_number_covers_its_mechanism(bench: Bench) -> None:
    bench.write(
        "national/values.cases.yaml",
        "cases:\n  - {says: 说明期限, mechanisms: [A7], value: explain_within, on: 2026-10-01, expect: 5}\n"
        "  - {says: 还没有, mechanisms: [A8], value: explain_within, on: 2020-01-01, expect: none}\n"
        "  - {says: 写错了, mechanisms: [D39], value: explain_within, on: 2026-10-01, expect: 7}\n",
    )

    data = as_data(proofs([bench.load()]))

    assert {"A7", "A8"} <= set(data["covered"])
    assert "D39" in data["missing"]


def test_every_shipped_example_names_a_mechanism_of_the_catalogue() -> None:
    found = proofs(pack for _, pack in every_pack())

    assert [proof for proof in found if proof.mechanism not in MECHANISMS or not proof.passed] == []
