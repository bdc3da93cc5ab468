"""Two flows with most of what a flow can say, and examples of them: for tests that bend or damage them."""

ROAD = """
id: road
title: 路灯水渠报修
help: 村里公用的东西坏了，在这里报。
mechanisms: [D38]
because: "zhucun#explain-within"
may_be: replaced
about: village
levels:
  - {level: village, role: first_secretary}
  - {level: township, role: township_officer}
title_from: what
closing_needs: [result, rating]
rating: rating
fields:
  - {key: what, label: 什么坏了, type: text, max: 60, help: 一句话}
  - {key: broken_on, label: 哪天坏的, type: date}
  - {key: cost, label: 要多少钱, type: money, seen_by: [raiser, handler, township_officer, actor]}
  - {key: mender, label: 由哪个单位修, type: unit}
  - {key: mended_on, label: 哪天修好, type: date}
  - {key: result, label: 怎样修好的, type: long_text, max: 500}
  - {key: why, label: 为什么, type: text}
  - {key: checker, label: 由谁验收, type: account}
  - {key: rating, label: 满意吗, type: choice, default: good, options: [{code: good, label: 满意}, {code: bad, label: 不满意}]}
counted:
  - {key: days_broken, label: 坏了几天, first: broken_on, last: mended_on, count: workdays}
opening:
  by: [first_secretary, team_member]
  asks: [what, broken_on]
  may_add: [cost]
  to: [{state: new, when: [{raised_as: [team_member]}]}, {state: mending}]
  names: {reporter: me}
states:
  - id: new
    title: 等受理
    help: 先看一看归谁管。
    actor: {level: true}
    term: {workdays: {village: 3, township: explain_within}}
    because: "zhucun#explain-within"
    warn_before: 1
    late: {do: escalate, state: new, at_top: remind}
    steps:
      - {id: accept, title: 受理, names: {handler: me}, to: mending}
      - {id: send_up, title: 报乡镇, level: up, to: new, when: [{level: [village], else: 已经在乡镇。}]}
      - {id: same, title: 并到另一件, kind: merge, asks: [why]}
      - {id: drop, title: 撤回, by: {party: raiser}, asks: [why], to: withdrawn}
  - id: mending
    title: 正在修
    actor: {level: true}
    term: {days: explain_within * 2, since: broken_on}
    late: {do: remind}
    steps:
      - {id: longer, title: 延长, kind: stay, asks: [why], prolongs: {workdays: 2}, once: true}
      - {id: wait, title: 等材料, kind: suspend, asks: [why]}
      - {id: help, title: 交单位修, asks: [mender], to: with_unit}
      - id: done
        title: 修好了
        asks: [result, mended_on, checker]
        when: [{check: days_broken, at_least: 0, else: 日期不对。}]
        names: {checker: checker}
        to: notice
      - {id: split, title: 再报一处, kind: stay, opens: {flow: road, fields: {what: why, broken_on: broken_on}}, asks: [why]}
  - id: with_unit
    title: 单位在修
    actor: {unit: mender}
    steps:
      - {id: unit_done, title: 修好了, asks: [result, mended_on], to: notice}
      - {id: not_ours, title: 不归我们, asks: [why], to: mending}
  - id: notice
    title: 张贴三天
    actor: {nobody: true}
    term: {days: 3}
    waits: true
    late: {do: take, step: shown}
    steps:
      - {id: shown, title: 期满, by: {nobody: true}, to: rating}
  - id: rating
    title: 等评价
    actor: {party: reporter}
    steps:
      - id: rate
        title: 评价
        not_by: [accept]
        asks: [rating]
        when: [{children: over, else: 另一处还没有修好。}]
        to: [{state: mending, when: [{field: rating, is: [bad]}, {filled: result}]}, {state: done}]
  - id: done
    title: 已办结
    end: settled
    steps: [{id: again, title: 又坏了, by: {party: raiser}, asks: [why], to: new, reopens: true}]
  - {id: withdrawn, title: 已撤回, end: withdrawn}
"""
LEAVE = """
id: a-leave
title: 请假
mechanisms: [B18]
because: "zhucun#explain-within"
may_be: fixed
about: posting
confidential: true
fields:
  - {key: kind, label: 哪种假, type: choice, options_from: presence}
  - {key: first, label: 第一天, type: date}
  - {key: last, label: 最后一天, type: date}
  - {key: returned, label: 哪天返岗, type: date}
opening:
  by: [first_secretary, team_member]
  asks: [kind, first, last]
  to: asked
states:
  - id: asked
    title: 等批准
    actor: {role: township_officer}
    steps:
      - id: approve
        title: 批准
        not_by: [raiser]
        to: away
        effects: [{name: attendance.leave, gives: {kind: kind, first: first, last: last}}]
      - {id: refuse, title: 不批准, to: refused}
  - id: away
    title: 假期
    actor: {party: raiser}
    term: {workdays: 1, since: last}
    late: {do: remind}
    steps:
      - {id: back, title: 返岗, asks: [returned], to: back, effects: [{name: attendance.leave_ends, gives: {returned: returned}}]}
  - {id: back, title: 已返岗, end: settled}
  - {id: refused, title: 不批准, end: refused}
"""
ROAD_CASES = """
flow: road
mechanisms: [D38]
cases:
  - says: 村里修好，张贴三天，评价后办结
    raised: {on: 2026-10-09, by: team_member, fields: {what: 路灯, broken_on: 2026-10-08}}
    acts:
      - {on: 2026-10-10, step: accept, by: team_member, refused: not_yours}
      - {on: 2026-10-10, step: accept, by: first_secretary}
      - {on: 2026-10-12, step: done, by: first_secretary, fields: {result: 换了灯泡, mended_on: 2026-10-12, checker: old_li}}
      - {on: 2026-10-15, clock: true}
      - {on: 2026-10-16, clock: true}
      - {on: 2026-10-17, step: rate, by: raiser, fields: {rating: good}}
    expect: {state: done, ended: settled, due: none, waits_for: nobody, effects: [], opened: []}
  - says: 村里三天没有受理，到期报乡镇
    raised: {on: 2026-10-09, by: team_member, fields: {what: 路灯, broken_on: 2026-10-08}}
    acts:
      - {on: 2026-10-14, clock: true}
      - {on: 2026-10-14, step: send_up, by: township_officer, refused: not_yet}
    expect: {state: new, level: township, waits_for: township_officer, due: 2026-10-21, ended: none}
  - says: 村里没有人能办的，直接到乡镇；单位修好
    raised: {on: 2026-10-09, by: team_member, fields: {what: 路灯, broken_on: 2026-10-08}}
    empty_levels: [village]
    acts:
      - {on: 2026-10-10, step: accept, by: township_officer, name: officer_b}
      - {on: 2026-10-10, step: split, by: township_officer, fields: {why: 另一盏}}
      - {on: 2026-10-11, step: help, by: township_officer, fields: {mender: power_station}}
      - {on: 2026-10-12, step: unit_done, by: unit, fields: {result: 换了灯泡, mended_on: 2026-10-12}}
      - {on: 2026-10-16, clock: true}
      - {on: 2026-10-17, step: rate, by: reporter, children_open: 1, fields: {rating: good}, refused: not_yet}
      - {on: 2026-10-18, step: rate, by: reporter, fields: {rating: bad}}
    expect: {state: mending, level: township, opened: [road], waits_for: township_officer}
  - says: 等材料的日子不算
    raised: {on: 2026-10-09, by: first_secretary, fields: {what: 路灯, broken_on: 2026-10-08}}
    acts:
      - {on: 2026-10-10, step: wait, by: first_secretary, fields: {why: 等灯泡}}
      - {on: 2026-10-14, resume: true, by: first_secretary}
    expect: {state: mending, due: 2026-10-22}
  - says: 乡镇管理员不能提出
    raised: {on: 2026-10-09, by: township_officer, fields: {what: 路灯, broken_on: 2026-10-08}, refused: may_not_raise}
    expect: {}
  - says: 和另一件是一回事
    raised: {on: 2026-10-09, by: team_member, fields: {what: 路灯, broken_on: 2026-10-08}}
    acts:
      - {on: 2026-10-10, step: same, by: first_secretary, fields: {why: 同一盏灯}}
    expect: {ended: merged}
"""
LEAVE_CASES = """
flow: a-leave
mechanisms: [B18]
cases:
  - says: 批准后登记，返岗后销假
    raised: {on: 2026-10-09, by: first_secretary, fields: {kind: sick_leave, first: 2026-10-12, last: 2026-10-13}}
    acts:
      - {on: 2026-10-10, step: approve, by: township_officer}
      - {on: 2026-10-14, step: back, by: raiser, fields: {returned: 2026-10-14}}
    expect: {state: back, ended: settled, effects: [attendance.leave, attendance.leave_ends]}
"""
