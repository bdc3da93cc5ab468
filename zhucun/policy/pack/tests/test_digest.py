"""The digest follows what a pack says, not how it is laid out."""

from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, WITHOUT_PACK, Bench

DUTY = f"counties/{JIANGLE}/{ONSITE}"


def test_comments_order_and_examples_leave_the_digest_alone(bench: Bench) -> None:
    before = bench.load().digest

    bench.change(
        DUTY, "id: onsite-days\ntitle: 每月驻村天数\n", "# 改了次序\ntitle: 每月驻村天数\nid: onsite-days\n"
    )
    bench.change(f"counties/{JIANGLE}/duties/onsite-days.cases.yaml", "十月在村 18 天，刚好达到", "刚好")

    assert bench.load().digest == before


def test_a_number_a_date_and_a_word_each_change_the_digest(bench: Bench) -> None:
    digests = {bench.load().digest}

    for before, after in (
        ("value: 22", "value: 23"),
        ("from: 2021-08-01", "from: 2021-09-01"),
        ("title: 每月驻村天数", "title: 每月在村天数"),
    ):
        bench.change(DUTY, before, after)
        digests.add(bench.load().digest)

    assert len(digests) == 4
    assert all(len(digest) == 64 for digest in digests)


def test_a_change_in_one_county_leaves_the_others_alone(bench: Bench) -> None:
    nation, county = bench.load(WITHOUT_PACK).digest, bench.load().digest

    bench.change(DUTY, "value: 22", "value: 23")

    assert bench.load(WITHOUT_PACK).digest == nation
    assert bench.load().digest != county
