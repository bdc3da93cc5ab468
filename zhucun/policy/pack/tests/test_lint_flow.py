"""What lint holds against a flow: ways that lead nowhere, people nobody is, numbers nobody knows. Each on its line."""

import pytest

from zhucun.policy.pack.tests.build import JIANGLE, Bench
from zhucun.policy.pack.tests.two_flows import LEAVE, ROAD

FLOW = f"counties/{JIANGLE}/flows/flow.yaml"
WITH_UNIT = """    steps:
      - {id: unit_done, title: 修好了, asks: [result, mended_on], to: notice}
      - {id: not_ours, title: 不归我们, asks: [why], to: mending}
"""


@pytest.mark.parametrize("text", [ROAD, LEAVE])
def test_a_flow_that_holds_together_is_accepted_without_a_warning(bench: Bench, text: str) -> None:
    bench.write(FLOW, text)

    pack = bench.load()

    assert [str(one) for one in pack.warnings if "flows" in one.file] == []


def holds(bench: Bench, text: str, before: str, after: str, at: str, words: str) -> None:
    """The mistake is told in these words, on the line where this stands, with what to do."""
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
    bench.write(FLOW, text.replace(before, after))

    problems = bench.problems()

    found = next((one for one in problems if words in one.what + one.do), None)
    assert found is not None, [str(one) for one in problems]
    assert (found.file, found.line) == (FLOW, bench.line_of(FLOW, at))
    assert found.column >= 1
    assert found.do.endswith(("。", "？"))


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("to: with_unit}", "to: gone}", "to: gone", "没有“gone”这个状态。"),
        ("asks: [mender], to: with_unit", "asks: [mender], kind: stay", "id: with_unit", "“单位在修”没有哪条路走得到。"),
        ("kind: stay, asks: [why], prolongs", "kind: stay, to: new, asks: [why], prolongs", "id: longer",
         "不离开这个状态，不能写 to。"),
        ("kind: stay, asks: [why], prolongs", "to: mending, asks: [why], prolongs", "id: longer",
         "延长期限的一步要留在原来的状态。"),
        ("level: up, to: new", "level: up", "id: send_up", "“报乡镇”没有写走到哪里。"),
        ("level: up, to: new", "level: county, to: new", "id: send_up", "流程没有“county”这一级。"),
        ("kind: merge, asks", "kind: merge, to: done, asks", "id: same", "并案，to 要写有 end: merged 的状态。"),
        (WITH_UNIT, "", "id: with_unit", "“单位在修”没有下一步，也没有办结。"),
        ("}]}, {state: mending}]", "}]}, {state: mending}, {state: new}]", "to: [{state: new", "后面的去向永远轮不到。"),
        (", reopens: true", "", "id: again", "已经办结，只能有重新办理的步骤。"),
        ("title: 又坏了, by: {party: raiser}", "title: 又坏了", "id: again", "没有写“又坏了”由谁办。"),
        ("[why], to: mending}", "[why], to: mending, reopens: true}", "id: not_ours", "还没有办结，谈不上重新办理。"),
        ("{id: unit_done, title: 修好了,", "{id: unit_done, kind: suspend, title: 修好了,", "id: unit_done",
         "没有期限，谈不上中止。"),
        ("end: withdrawn}", "end: withdrawn, term: {days: 1}}", "id: withdrawn, t", "已经办结，不再有期限。"),
        ("at_top: remind}", "at_top: take}", "at_top: take", "到期自己走一步，“等受理”里却没有“（没有写）”这一步。"),
        (", at_top: remind}", "}", "do: escalate", "没有写到了最高一级怎么办。"),
        ("do: escalate, state: new", "do: escalate, state: rating", "do: escalate", "“等评价”还是由原来的人办。"),
        ("late: {do: remind}", "late: {do: remind, at_top: remind}", "at_top: remind}\n    steps:\n      - {id: longer",
         "at_top 只用于到期上报"),
        ("late: {do: remind}", "late: {do: take, step: gone}", "step: gone", "里却没有“gone”这一步。"),
        ("late: {do: remind}", "late: {do: take, step: help}", "step: help", "“交单位修”要填 mender，到期自己走时没有人填。"),
        ("late: {do: remind}", "late: {do: take, step: wait}", "step: wait", "不往下走，不能到期自己走。"),
        ("late: {do: remind}", "late: {do: remind, step: wait}", "step: wait", "到期不自己走，不用写 step。"),
        ("by: {nobody: true}, to: rating", "by: {nobody: true}, to: rating, when: [{filled: result, else: 甲}]",
         "step: shown", "条件不符时就再也走不了。"),
        ("to: rating}", "to: notice}", "id: notice\n", "“张贴三天”走不到办结。"),
        ("to: rating}", "to: notice}", "late: {do: take, step: shown}", "到期就自己转圈：notice → notice。"),
        ("    waits: true\n    late: {do: take, step: shown}\n", "    waits: true\n", "waits: true", "到了日子却不会往下走。"),
        ("    term: {days: 3}\n", "", "late: {do: take, step: shown}", "写了 late，却没有写期限。"),
        ("levels:\n  - {level: village, role: first_secretary}\n  - {level: township, role: township_officer}\n", "",
         "do: escalate", "到期上报，流程却没有办理层级。"),
    ],
)  # fmt: skip
def test_every_state_is_reached_and_ends_and_the_clock_knows_what_it_does(
    bench: Bench, before: str, after: str, at: str, words: str
) -> None:
    holds(bench, ROAD, before, after, at, words)


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("by: [first_secretary, team_member]", "by: [first_secretary, mayor]", "mayor", "没有“mayor”这个角色。"),
        ("by: [first_secretary, team_member]", "by: [first_secretary, auditor]", "auditor", "没有提出事项的权限（cases.raise）"),
        ("township, role: township_officer", "township, role: auditor", "auditor", "没有办理事项的权限（cases.act）。"),
        ("township, role: township_officer", "township, role: county_officer", "role: county", "不在乡镇一级。"),
        ("{level: village, role: first_secretary}\n", "{level: township, role: township_officer}\n", "levels:",
         "没有从低到高写，或者写了两次。"),
        ("about: village", "about: township", "level: village, role", "在乡镇一级，没有村一级。"),
        ("actor: {party: reporter}", "actor: {role: unit_contact}", "role: unit", "属于单位，不能按地方找到。"),
        ("actor: {party: reporter}", "actor: {party: someone}", "party: someone", "“someone”始终没有定下是谁。"),
        ("actor: {party: reporter}", "actor: {unit: what}", "unit: what", "“what”不是单位项（unit）。"),
        ("actor: {party: reporter}", "actor: {}", "actor: {}", "没有说清由谁办。"),
        ("actor: {party: reporter}", "actor: {party: raiser, level: true}", "raiser, level", "没有说清由谁办。"),
        ("    actor: {party: reporter}\n", "", "id: rating\n", "“等评价”没有写由谁办。"),
        ("actor: {party: reporter}", "actor: {nobody: true}", "true}\n    steps:\n      - id: rate",
         "没有人办，也不会自己往下走。"),
        ("by: {party: raiser}, asks: [why], to: withdrawn", "by: {nobody: true}, asks: [why], to: withdrawn", "id: drop",
         "“撤回”没有人办，到期也不会自己走。"),
        ("not_by: [accept]", "not_by: [accepted]", "not_by", "没有“accepted”这一步，事项里也没有这个人。"),
        ("not_by: [accept]", "not_by: [reporter]", "not_by", "又写了不能由这个人办，谁也办不了。"),
        ("names: {reporter: me}", "names: {raiser: me}", "names: {raiser", "“raiser”已有别的意思"),
        ("names: {reporter: me}", "names: {first_secretary: me}", "names: {first", "“first_secretary”已有别的意思"),
        ("names: {reporter: me}", "names: {reporter: what}", "names: {reporter", "“what”不能说明是谁。"),
        ("seen_by: [raiser, handler,", "seen_by: [raiser, somebody,", "seen_by", "“somebody”不是事项里的人，也不是角色。"),
        ("seen_by: [raiser, handler,", "seen_by: [against, handler,", "seen_by", "被反映的人看不到事项，也看不到这一项。"),
        ("title_from: what", "title_from: what\nagainst: what", "against", "“what”不是指明人员的项（account）。"),
        ("title_from: what", "title_from: what\nagainst: checker", "against", "可能先到被反映的人手里。"),
    ],
)  # fmt: skip
def test_whoever_acts_is_somebody_who_may(bench: Bench, before: str, after: str, at: str, words: str) -> None:
    holds(bench, ROAD, before, after, at, words)


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("township: explain_within", "township: explain_with", "explain_with}", "算式里的“explain_with”不知道是什么数。"),
        ("township: explain_within", 'township: "2 * ("', "2 * (", "算式“2 * (”第"),
        ("village: 3, township: explain_within", "village: 3", "term: {workdays", "没有写 township 一级的期限。"),
        ("village: 3, township", "county: 3, village: 3, township", "county: 3", "流程没有“county”这一级。"),
        ("workdays: {village", "days: 1, workdays: {village", "term: {days: 1", "没有说清期限按什么日子算。"),
        ("since: broken_on}", "since: what}", "since: what", "“what”不是日期项。"),
        ("at_least: 0, else: 日期不对。", "at_least: 0", "check: days_broken", "没有写给办的人看的话。"),
        ("check: days_broken, at_least: 0", "check: days_late, at_least: 0", "days_late", "算式里的“days_late”不知道"),
        ("check: days_broken, at_least: 0", "check: days_broken", "check: days_broken", "没有说清和什么比。"),
        ("check: days_broken, at_least: 0", "filled: result, field: why", "filled: result, f", "一个条件只能写一种"),
        ("field: rating, is: [bad]", "field: rating", "field: rating", "没有说清选了什么才算。"),
        ("field: rating, is: [bad]", "field: rating, is: [poor]", "is: [poor]", "“满意吗”里没有“poor”这个选项。"),
        ("field: rating, is: [bad]", "field: what, is: [bad]", "field: what", "“what”不是选择项。"),
        ("filled: result", "filled: results", "filled: results", "没有“results”这一项。"),
        ("raised_as: [team_member]", "raised_as: [county_officer]", "raised_as", "不能提出这个事项，这个条件永远不符。"),
        ("level: [village]", "level: [county]", "level: [county]", "流程没有“county”这一级，这个条件永远不符。"),
        ("opens: {flow: road, fields: {what: why, broken_on: broken_on}}, ", "", "children: over", "没有哪一步会开子事项。"),
        ("first: broken_on, last", "first: what, last", "first: what", "“what”不是日期项。"),
        ("key: days_broken", "key: explain_within", "key: explain", "“explain_within”这个名字已经用过。"),
        ("{key: why, label", "{key: explain_within, label", "key: explain", "和 values.yaml 里的数同名。"),
        ("type: choice, default: good, options", "type: text, default: good, options", "key: rating", "选项和类型不相符。"),
        ("default: good", "default: fair", "default: fair", "默认值“fair”不在选项里。"),
        ("{code: bad,", "{code: good,", "key: rating", "选项“good”写了两次。"),
        ("options: [{code: good, label: 满意}, {code: bad, label: 不满意}]", "options_from: nothing", "nothing",
         "没有词表“nothing”。"),
        ("asks: [mender]", "asks: [mender, nothing]", "nothing", "没有“nothing”这一项。"),
        ("asks: [mender]", "asks: [mender], may_add: [mender]", "may_add: [mender]", "“mender”问了两次。"),
        ("  may_add: [cost]\n", "", "key: cost", "“要多少钱”（cost）没有哪一步填写。"),
        ("title_from: what", "title_from: result", "title_from", "提出时却没有填它。"),
        ("rating: rating\n", "rating: what\n", "rating: what", "“what”不是选择项。"),
        ("closing_needs: [result, rating]", "closing_needs: [result, rate]", "closing_needs", "没有“rate”这一项。"),
        ("closing_needs: [result, rating]", "closing_needs: [mender]", "asks: [rating]", "“评价”办结时需要“mender”"),
    ],
)  # fmt: skip
def test_every_number_is_known_and_every_field_is_asked(
    bench: Bench, before: str, after: str, at: str, words: str
) -> None:
    holds(bench, ROAD, before, after, at, words)


@pytest.mark.parametrize(
    ("text", "before", "after", "at", "words"),
    [
        (LEAVE, "name: attendance.leave,", "name: attendance.holiday,", "holiday", "没有“attendance.holiday”这种效果。"),
        (LEAVE, "about: posting", "about: village", "attendance.leave,", "不能用于 about: village 的事项。"),
        (LEAVE, "kind: kind, first: first, last: last", "kind: kind, first: first", "attendance.leave,",
         "没有写“最后一天”（last）。"),
        (LEAVE, "kind: kind, first: first, last: last", "kind: kind, first: first, last: last, who: first", "who: first",
         "“who”用不着，或者写了两次。"),
        (LEAVE, "first: first, last: last", "first: kind, last: last", "first: kind", "“kind”不能作“第一天”。"),
        (LEAVE, "first: first, last: last", "first: first, last: returned", "last: returned", "“哪天返岗”不一定填过。"),
        (LEAVE, "options_from: presence}", "options: [{code: odd, label: 甲}]}", "attendance.leave,", "不在词表 presence 里。"),
        (LEAVE, "gives: {kind: kind, first", "fixed: {kind: asleep}, gives: {first", "asleep", "词表 presence 里没有“asleep”。"),
        (LEAVE, "gives: {returned: returned}", "fixed: {returned: today}", "today", "“哪天返岗”不能固定写死。"),
        (ROAD, "opens: {flow: road,", "opens: {flow: roads,", "roads", "没有“roads”这个流程。"),
        (ROAD, "by: {nobody: true}, to: rating}",
         "by: {nobody: true}, to: rating, opens: {flow: road, fields: {what: what, broken_on: broken_on}}}", "id: shown",
         "到期就会不断开出新的事项：road → road。"),
        (ROAD, "what: why, broken_on: broken_on", "what: why", "fields: {what", "这里没有给它。"),
        (ROAD, "what: why, broken_on", "what: why, whose: why, broken_on", "whose", "没有“whose”这一项。"),
        (ROAD, "what: why, broken_on", "what: cost, broken_on", "what: cost", "不能照抄。"),
        (ROAD, "what: why, broken_on", "what: nothing, broken_on", "what: nothing", "本流程没有“nothing”这一项。"),
        (ROAD, 'because: "zhucun#explain-within"\nmay_be', 'because: "zhucun#nothing"\nmay_be', "zhucun#nothing",
         "找不到出处“zhucun#nothing”。"),
        (ROAD, 'because: "zhucun#explain-within"\n    warn', 'because: "zhucun#nothing"\n    warn', "zhucun#nothing",
         "找不到出处“zhucun#nothing”。"),
    ],
)  # fmt: skip
def test_effects_children_and_papers_exist(
    bench: Bench, text: str, before: str, after: str, at: str, words: str
) -> None:
    holds(bench, text, before, after, at, words)


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("names: {handler: me}, to: mending}", "to: [{states: mending}]}", "states: mending", "不认识的项“states”。"),
        ("names: {handler: me}, to: mending}", "to: 3}", "to: 3", "“to”"),
        ("term: {days: 3}", "term: {days: 0}", "days: 0", "“days”太小。"),
        ("term: {days: 3}", "term: {days: {village: 0, township: 1}}", "village: 0", "“village”太小。"),
        ("actor: {party: reporter}", "actor: {level: false}", "level: false", "“level”不能是“False”。"),
        ("kind: merge", "kind: melt", "kind: melt", "“kind”不能是“melt”。"),
        ("type: unit", "type: photo", "type: photo", "“type”不能是“photo”。"),
        ("id: accept, title: 受理", "id: accept", "id: accept", "缺少“title”。"),
        ("id: with_unit", "id: mending", "id: mending\n    title: 单位", "“mending”写了两次。"),
        ("{key: why,", "{key: what,", "key: what, label: 为", "“what”写了两次。"),
        ("id: not_ours", "id: unit_done", "id: unit_done, title: 不", "“unit_done”写了两次。"),
    ],
)  # fmt: skip
def test_what_does_not_have_the_shape_is_told_where_it_stands(
    bench: Bench, before: str, after: str, at: str, words: str
) -> None:
    holds(bench, ROAD, before, after, at, words)


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("{state: mending, when: [{field: rating, is: [bad]}, {filled: result}]}, {state: done}]",
         "{state: mending, when: [{field: rating, is: [bad]}]}, {state: done, when: [{filled: result}]}]",
         "{state: done, when", "最后一个去向也有条件"),
        ("title: 评价\n", "title: 评价\n        by: {party: checker}\n", "by: {party: checker}", "“checker”还没有定下是谁。"),
        ("{id: wait,", "{id: ours, title: 单位说明, kind: stay, by: {unit: mender}}\n      - {id: wait,", "id: ours",
         "“mender”还没有填。"),
        ("since: broken_on", "since: mended_on", "since: mended_on", "走到“正在修”时它不一定填过"),
    ],
)  # fmt: skip
def test_what_may_be_right_is_a_warning(bench: Bench, before: str, after: str, at: str, words: str) -> None:
    bench.write(FLOW, ROAD.replace(before, after))

    warned = [one for one in bench.load().warnings if words in one.what]

    assert [one.line for one in warned] == [bench.line_of(FLOW, at)]


def test_a_case_sent_up_and_brought_down_again_by_the_clock_alone_goes_round_for_ever(bench: Bench) -> None:
    waiting = """  - id: waiting
    title: 等一等
    actor: {level: true}
    term: {days: 1}
    late: {do: take, step: down}
    steps:
      - {id: down, title: 交回, level: village, to: new}
  - {id: withdrawn,"""
    text = ROAD.replace("do: escalate, state: new", "do: escalate, state: waiting")
    bench.write(FLOW, text.replace("  - {id: withdrawn,", waiting))

    assert "到期就自己转圈：new → waiting → new。" in bench.only_problem().what


@pytest.mark.parametrize("kind", ["account", "unit"])
def test_a_work_record_names_no_account_and_no_unit(bench: Bench, kind: str) -> None:
    bench.change("national/forms/work-note.yaml", "type: long_text", f"type: {kind}")

    assert f"“type”不能是“{kind}”。" in bench.only_problem().what
