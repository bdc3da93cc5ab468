"""The files of a county nobody here has seen, word for word as a clerk might type them."""

QINGSHAN = "990001"
PACK = f"""
code: "{QINGSHAN}"
title: 青山县驻村制度包
version: 1
published: 2026-11-22
kept_by: 县委组织部
"""
SOURCES = """
sources:
  - id: qs-2026-8
    title: 青山县驻村干部管理办法
    issuer: 中共青山县委组织部
    number: 青组通〔2026〕8号
    dated: "2026-06"
    seen: original
    articles:
      - {id: days, text: 驻村干部每月驻村不少于20天。请假3天以内的，由乡镇党委批准。}
      - {id: two-thirds, text: 全年驻村时间不少于全年工作日的三分之二。}
      - {id: four, text: 工作队同时在岗不少于4人。}
      - {id: leave, text: 每季度请假累计不超过10天。}
      - {id: absence, text: 检查时第一次不在岗的，年度考核不得评为优秀；第二次的，降低一个等次；第三次的，评为不合格。}
"""
USUAL = """
when_missing: undetermined
if_it_changes_midway: undetermined
before_confirmation: as_recorded
"""
PRESENCE = """
basis: full_time
counts:
  in_village: counts
  training: counts
  official_trip: counts
  sick_leave: excused
  statutory_leave: excused
  personal_leave: neither
  found_absent: neither
counts_on: {workday: counts, rest_day: counts, public_holiday: neither}
counted_by: workdays
"""

TWENTY_DAYS = f"""
id: twenty-days
title: 每月驻村天数
form: tally
mechanisms: [B17]
subject: posting
period: month
measure: attendance.onsite_days
unit: day
minimum:
  may_be: fixed
  values:
    - {{from: 2026-07-01, value: 20, source: "qs-2026-8#days"}}
{PRESENCE}
cap: true
pro_rata: false
excused_lowers: day_for_day
{USUAL}
readings:
  - {{of: cap, says: 有的月份工作日不到20天，以当月工作日封顶。}}
"""
TWENTY_DAYS_CASES = """
duty: twenty-days
mechanisms: [B17]
cases:
  - says: 七月在村19天
    month: "2026-07"
    given: {done: 19}
    expect: {answer: not_met, reason: fell_short, target: 20}
  - says: 七月在村20天
    month: "2026-07"
    given: {done: 20}
    expect: {answer: met, reason: reached}
  - says: 七月在村21天
    month: "2026-07"
    given: {done: 21}
    expect: {answer: met, reason: reached}
  - says: 十月只有18个工作日
    month: "2026-10"
    given: {done: 18}
    expect: {answer: met, reason: reached, target: 18}
  - says: 病假3天
    month: "2026-07"
    given: {done: 17, excused: 3}
    expect: {answer: met, reason: reached, target: 17}
  - says: 没有记录
    month: "2026-07"
    given: {}
    expect: {answer: undetermined, reason: nothing_recorded}
  - says: 六月还没有执行
    month: "2026-06"
    given: {done: 0}
    expect: {answer: not_applicable, reason: not_yet_in_force}
"""

TWO_THIRDS = f"""
id: two-thirds
title: 全年驻村时间
form: tally
mechanisms: [B17]
subject: posting
period: year
measure: attendance.onsite_days
unit: day
minimum:
  may_be: fixed
  values:
    - {{from: 2026-01-01, value: workdays * 2 / 3, source: "qs-2026-8#two-thirds"}}
{PRESENCE}
cap: false
pro_rata: true
rounding: up
excused_lowers: in_proportion
{USUAL}
readings:
  - {{of: pro_rata, says: 中途到任的，按任职期间的工作日折算。}}
"""
TWO_THIRDS_CASES = """
duty: two-thirds
mechanisms: [B17]
cases:
  - says: 全年248个工作日，三分之二进一是166天；差1天
    on: 2026-12-31
    given: {done: 165}
    expect: {answer: not_met, reason: fell_short, target: 166}
  - says: 刚好166天
    on: 2026-12-31
    given: {done: 166}
    expect: {answer: met, reason: reached, target: 166}
  - says: 多1天
    on: 2026-12-31
    given: {done: 167}
    expect: {answer: met, reason: reached}
  - says: 没有记录
    on: 2026-12-31
    given: {}
    expect: {answer: undetermined, reason: nothing_recorded}
  - says: 上一年还没有执行
    on: 2025-12-31
    given: {done: 0}
    expect: {answer: not_applicable, reason: not_yet_in_force}
"""

FOUR_AT_ONCE = f"""
id: four-at-once
title: 工作队同时在岗人数
form: standing
mechanisms: [B17]
subject: village
period: month
measure: attendance.on_duty
unit: person
minimum:
  may_be: fixed
  values:
    - {{from: 2026-07-01, value: 4, source: "qs-2026-8#four"}}
{USUAL}
"""
FOUR_AT_ONCE_CASES = """
duty: four-at-once
mechanisms: [B17]
cases:
  - says: 一直4人
    on: 2026-10-01
    given: {states: [{from: 2026-10-01, value: 4}]}
    expect: {answer: met, reason: reached}
  - says: 20日起只有3人
    on: 2026-10-01
    given:
      states:
        - {from: 2026-10-01, value: 5}
        - {from: 2026-10-20, value: 3}
        - {from: 2026-10-22, value: 4}
    expect: {answer: not_met, reason: fell_short}
  - says: 20日起不知道
    on: 2026-10-01
    given: {states: [{from: 2026-10-01, value: 4}, {from: 2026-10-20, value: unknown}]}
    expect: {answer: undetermined, reason: state_unknown}
  - says: 月中还没有结束
    on: 2026-10-01
    given: {today: 2026-10-15, states: [{from: 2026-10-01, value: 4}]}
    expect: {answer: undetermined, reason: period_running}
  - says: 六月还没有执行
    on: 2026-06-01
    given: {states: [{from: 2026-06-01, value: 1}]}
    expect: {answer: not_applicable, reason: not_yet_in_force}
"""

TEN_DAYS_LEAVE = f"""
id: ten-days-leave
title: 每季度请假天数
form: tally
mechanisms: [B17]
subject: posting
period: quarter
measure: attendance.leave_days
unit: day
maximum:
  may_be: lowered
  values:
    - {{from: 2026-07-01, value: 10, source: "qs-2026-8#leave"}}
cap: false
pro_rata: false
excused_lowers: day_for_day
{USUAL.replace("when_missing: undetermined", "when_missing: count_as_zero")}
"""
TEN_DAYS_LEAVE_CASES = """
duty: ten-days-leave
mechanisms: [B17]
cases:
  - says: 请假9天
    on: 2026-09-30
    given: {done: 9}
    expect: {answer: met, reason: within_limit, target: 10}
  - says: 请假10天
    on: 2026-09-30
    given: {done: 10}
    expect: {answer: met, reason: within_limit}
  - says: 请假11天
    on: 2026-09-30
    given: {done: 11}
    expect: {answer: not_met, reason: over_limit}
  - says: 季中请了4天
    on: 2026-09-30
    given: {done: 4, still_possible: unlimited, over: false}
    expect: {answer: undetermined, reason: period_running}
  - says: 第二季度还没有执行
    on: 2026-06-30
    given: {done: 20}
    expect: {answer: not_applicable, reason: not_yet_in_force}
"""

INSPECTION = """
code: inspection
title: 在岗检查
about: village
made_by: [first_secretary]
serves: [party_building]
day: seen_on
presence: {when: never}
evidence: none
because: "qs-2026-8#absence"
may_be: fixed
fields:
  - {key: seen_on, label: 检查日期, type: date, required: true}
  - key: outcome
    label: 结果
    type: choice
    required: true
    options: [{code: present, label: 在岗}, {code: absent, label: 不在岗}]
"""
ABSENCES = f"""
id: absences
title: 检查时不在岗
form: tally
mechanisms: [B17]
subject: posting
period: year
measure: fieldwork.records
of: {{form: [inspection], where: {{outcome: [absent]}}}}
unit: time
maximum:
  may_be: fixed
  values:
    - {{from: 2026-01-01, value: 0, source: "qs-2026-8#absence"}}
cap: false
pro_rata: false
excused_lowers: day_for_day
{USUAL.replace("when_missing: undetermined", "when_missing: count_as_zero")}
on_breach:
  - {{at: 1, says: 年度考核不得评为优秀, source: "qs-2026-8#absence", tell: [township_officer]}}
  - {{at: 2, says: 年度考核降低一个等次, source: "qs-2026-8#absence"}}
  - {{at: 3, says: 年度考核评为不合格, source: "qs-2026-8#absence"}}
"""
ABSENCES_CASES = """
duty: absences
mechanisms: [B17]
cases:
  - says: 没有一次
    on: 2026-12-31
    given: {done: 0}
    expect: {answer: met, reason: within_limit, target: 0}
  - says: 第一次
    on: 2026-12-31
    given: {done: 1}
    expect: {answer: not_met, reason: over_limit, follows: 年度考核不得评为优秀}
  - says: 第二次
    on: 2026-12-31
    given: {done: 2}
    expect: {answer: not_met, reason: over_limit, follows: 年度考核降低一个等次}
  - says: 第三次
    on: 2026-12-31
    given: {done: 3}
    expect: {answer: not_met, reason: over_limit, follows: 年度考核评为不合格}
  - says: 第四次
    on: 2026-12-31
    given: {done: 4}
    expect: {answer: not_met, reason: over_limit, follows: 年度考核评为不合格}
  - says: 年中
    on: 2026-12-31
    given: {done: 0, still_possible: unlimited, over: false}
    expect: {answer: undetermined, reason: period_running}
  - says: 上一年还没有执行
    on: 2025-12-31
    given: {done: 0}
    expect: {answer: not_applicable, reason: not_yet_in_force}
"""
RULES = {
    "twenty-days": (TWENTY_DAYS, TWENTY_DAYS_CASES),
    "two-thirds": (TWO_THIRDS, TWO_THIRDS_CASES),
    "four-at-once": (FOUR_AT_ONCE, FOUR_AT_ONCE_CASES),
    "ten-days-leave": (TEN_DAYS_LEAVE, TEN_DAYS_LEAVE_CASES),
    "absences": (ABSENCES, ABSENCES_CASES),
}
