"""The why page in words: every reason has a sentence, every row its number and its paper."""

from typing import Any

import pytest

from zhucun.engine.facts import Facts
from zhucun.engine.judge import judge
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, Step, StepCode, Verdict
from zhucun.policy.pack import explain, load_pack
from zhucun.policy.pack.tests.build import BAIYU, JIANGLE, ONSITE, Bench

OCTOBER = Period.month(2026, 10)
SECRETARY = {"role": ("first_secretary",)}


def facts(done: int, **changes: Any) -> Facts:
    settings: dict[str, Any] = {
        "done": done,
        "countable": 18,
        "countable_while_posted": 18,
        "period_over": True,
        "settled": True,
        "attributes": SECRETARY,
        "calendar_source": "gbfmd-2025-7#days",
    }
    return Facts(**(settings | changes))


def test_three_days_short_reads_like_a_paper() -> None:
    pack = load_pack(JIANGLE)
    verdict = judge(pack.duties["onsite-days"], facts(15, records=("day-1",)), OCTOBER)

    told = explain(pack, "onsite-days", verdict, OCTOBER)

    assert (told.title, told.answer, told.badge) == ("每月驻村天数", "未达标", "差 3 天")
    assert told.sentence == (
        "本月已计入 15 天，应达 18 天，差 3 天。本人可在 5 个工作日内说明；说明前不作任何处理。"
    )
    assert [(row.label, row.value) for row in told.rows] == [
        ("适用对象", "第一书记"),
        ("每月驻村不少于", "22 天"),
        ("本月最多能有", "18 天"),
        ("应在", "18 天"),
        ("在村", "15 天"),
        ("乡镇确认", "已确认"),
        ("结果", "15 / 18 天"),
    ]
    assert told.rows[1].note == "自 2021-08-01 起 · 除节假日外"
    assert told.rows[2].note == "2026 年 10 月工作日 18 天（10-10 调休上班），规则以工作日封顶"
    assert told.rows[2].source is not None
    assert told.rows[2].source.source.number == "国办发明电〔2025〕7号"
    assert told.rows[4].records == ("day-1",)
    assert told.citation is not None
    assert told.citation.text == "驻村干部除节假日外，每月一般不少于22天"
    assert told.changes.startswith("周末如实际在村而没有登记，可以补登")
    assert told.ask.startswith("先问乡镇管理员")
    assert told.pack_line == f"制度包 350428 第 1 版 · 摘要 {pack.digest[:8]}…"
    assert len(told.readings) == 6


@pytest.mark.parametrize("county", [JIANGLE, BAIYU])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_says_what_why_how_it_changes_and_whom_to_ask(county: str, reason: Reason) -> None:
    verdict = Verdict(Answer.UNDETERMINED, reason, target=18, done=15, possible=2, open=1, excused=1)

    told = explain(load_pack(county), "onsite-days", verdict, OCTOBER)

    for text in (told.badge, told.sentence, told.changes, told.ask):
        assert text
        assert "%(" not in text
        assert "—" not in text
    assert told.sentence.endswith("。")
    assert told.citation is not None


def test_a_value_that_changes_midway_is_shown_part_by_part(bench: Bench) -> None:
    duty_file = f"counties/{JIANGLE}/{ONSITE}"
    more = '\n    - {from: 2026-10-17, value: 24, source: "B#onsite-days"}\n\ncounted_by'
    bench.change(duty_file, "\n\ncounted_by", more)
    bench.change(duty_file, "if_it_changes_midway: undetermined", "if_it_changes_midway: split")
    pack = bench.load()

    told = explain(pack, "onsite-days", judge(pack.duties["onsite-days"], facts(18), OCTOBER), OCTOBER)

    notes = [row.note for row in told.rows if row.code == "minimum"]
    assert notes == [
        "自 2021-08-01 起 · 管 2026-10-01 至 2026-10-16 这 16 天",
        "自 2026-10-17 起 · 管 2026-10-17 至 2026-10-31 这 15 天",
    ]
    assert [row.value for row in told.rows if row.code == "split"] == ["22 天"]


def test_a_missing_attribute_and_a_provisional_year_are_named() -> None:
    pack = load_pack(JIANGLE)
    duty = pack.duties["onsite-days"]

    unknown = explain(pack, "onsite-days", judge(duty, facts(15, attributes={}), OCTOBER), OCTOBER)
    january = Period.month(2027, 1)
    later = judge(duty, facts(15, provisional_years=(2027,), calendar_source=None), january)
    provisional = explain(pack, "onsite-days", later, january)

    assert [(row.label, row.value) for row in unknown.rows] == [("适用对象", "资料里没有")]
    assert ("2027 年放假安排", "暂定") in [(row.label, row.value) for row in provisional.rows]


def test_an_older_verdict_is_shown_with_a_dash_where_it_lacks_a_number() -> None:
    pack = load_pack(JIANGLE)
    bare = Step(StepCode.CAP, 18, "day", source="gone#1")
    verdict = Verdict(Answer.MET, Reason.REACHED, 18, 18, steps=(Step(StepCode.PRO_RATA, 9, "day"), bare))

    told = explain(pack, "onsite-days", verdict, OCTOBER)

    assert "任职期间 — 天" in told.rows[0].note
    assert told.rows[1].source is None
