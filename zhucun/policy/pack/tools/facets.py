"""Everything a pack says, part by part in plain Chinese: what the manual prints and what two packs are compared by.

A part that is missing here is missing from the manual and from every comparison; a test holds both against the duty.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import (
    BeforeConfirmation,
    CountedBy,
    CoverageDuty,
    DatedDuty,
    Duty,
    ExcusedLowers,
    MidwayChange,
    Rounding,
    StandingDuty,
    StreakDuty,
    TallyDuty,
    Treatment,
    WhenMissing,
)
from zhucun.policy.pack.dates import shown
from zhucun.policy.pack.model import Form, Pack, Value
from zhucun.policy.pack.tools.sentence import (
    amount,
    covered,
    days,
    joined,
    limit,
    often,
    row,
    stretch,
    what,
    who,
)

Facets = dict[str, tuple[str, ...]]

FORMS = {
    "tally": "累计：一段时间里合计多少",
    "coverage": "逐一：每一个都要做到",
    "dated": "定日：到了日子要做",
    "standing": "常态：每一天都要保持",
    "streak": "连续：连着几次就有后果",
}
MISSING = {
    WhenMissing.UNDETERMINED: "待定，不作不利的判断",
    WhenMissing.NOT_APPLICABLE: "不适用",
    WhenMissing.COUNT_AS_ZERO: "按没有做计算",
}
MIDWAY = {
    MidwayChange.FIRST_DAY: "以第一天的数为准",
    MidwayChange.LAST_DAY: "以最后一天的数为准",
    MidwayChange.SPLIT: "分段按天数折算",
    MidwayChange.UNDETERMINED: "待定，由人判断",
}
CONFIRMED = {
    BeforeConfirmation.UNDETERMINED: "不判未达标",
    BeforeConfirmation.AS_RECORDED: "按登记判断",
}
COUNTED = {
    CountedBy.WORKDAYS: "工作日",
    CountedBy.DAYS: "日历天",
    CountedBy.DAYS_OUTSIDE_HOLIDAYS: "法定节假日以外的日子",
}
ROUNDED = {Rounding.DOWN: "舍去零头", Rounding.UP: "零头进一", Rounding.HALF_UP: "四舍五入"}
LOWERS = {
    ExcusedLowers.DAY_FOR_DAY: "抵减一天，要求减一天",
    ExcusedLowers.IN_PROPORTION: "抵减按占全部日子的比例折算",
}
TREATED = {Treatment.COUNTS: "计入", Treatment.EXCUSED: "抵减要求", Treatment.NEITHER: "不计入也不抵减"}
DAY_KINDS = {"workday": "工作日", "rest_day": "周末", "public_holiday": "放假日"}
READ = {
    "cap": "封顶", "pro_rata": "折算", "excused": "抵减", "counts": "怎样计", "counts_on": "哪些日子算数", "who": "对谁",
    "minimum": "不少于", "maximum": "不多于", "in_a_row": "连续", "period": "多长时间", "days": "哪些日子",
    "every": "逐一的范围", "of": "看哪些记录", "law": "与现行规定的关系",
}  # fmt: skip
MAY_BE = {"fixed": "不能改", "raised": "只能提高", "lowered": "只能降低", "replaced": "可以另定"}
TYPES = {
    "text": "一行字", "long_text": "一段话", "number": "数字", "choice": "选择", "checks": "勾选",
    "date": "日期", "money": "金额",
    "household": "农户", "village": "村",
}  # fmt: skip
SEEN = {
    "original": "见过原件",
    "reprint": "见过转载全文",
    "report": "只见过转述，待核对原文",
    "own": "本系统自己的约定",
}


def of_duty(pack: Pack, duty: Duty) -> Facets:
    """What a duty says, except its numbers; a part that says nothing is left out."""
    told = {
        "名称": (duty.title,),
        "判断方式": (FORMS[duty.form],),
        "机制": (joined(duty.mechanisms),),
        "对谁": (who(pack, duty),),
        "多久一次": (often(duty), *(f"{one.first} 至 {one.last}" for one in duty.periods)),
        "统计什么": (f"{what(pack, duty)}，{limit(duty)}要求的数", *_added_up(duty)),
        "怎样计": tuple(_counted(pack, duty)),
        "例外": tuple(_excused(pack, duty)),
        "没有记录时": (MISSING[duty.when_missing],),
        "要求中途有变化时": (MIDWAY[duty.if_it_changes_midway],),
        "乡镇确认之前": (CONFIRMED[duty.before_confirmation],),
        "提前提醒": (f"到期前 {duty.warn_before} 个工作日",) if duty.warn_before else (),
        "没有做到的": tuple(_follows(pack, duty)),
        "怎样理解原文": tuple(f"{READ.get(one.of, one.of)}：{one.says}" for one in duty.readings),
    }
    return {label: lines for label, lines in told.items() if lines}


def of_form(pack: Pack, form: Form) -> Facets:
    fields = [
        f"{field.label}（{TYPES.get(field.type, field.type)}{'，必填' if field.required else ''}）"
        + (f"：{joined(option.label for option in field.options)}" if field.options else "")
        for field in form.fields
    ]
    made_by = [pack.roles[code].title if code in pack.roles else code for code in sorted(form.made_by)]
    serves = [pack.term("work_area", code) for code in form.serves]
    return {
        "名称": (form.title,),
        "说明": (form.help,) if form.help else (),
        "谁填": (joined(made_by),),
        "属于": (joined(serves),),
        "填哪些": tuple(fields),
        "依据": (reference(pack, form.source),),
    }


def of_value(value: Value) -> Facets:
    return {"名称": (value.title,), "下级能否改": (MAY_BE[value.may_be],)}


def numbers(pack: Pack, dated: Dated[Any], tell: Callable[[Any], str]) -> Mapping[str, str]:
    """Each number of a rule by the stretch of days it holds for, with the article it comes from."""
    return {
        stretch(one): f"{tell(one.value)}，依据{reference(pack, one.source)}{_days(one)}"
        for one in dated.values
    }


def _days(one: DatedValue[Any]) -> str:
    adopted = f"，{one.adopted} 通过" if one.adopted else ""
    return adopted + (f"，{one.checked} 核对过原文" if one.checked else "，还没有核对原文")


def duty_numbers(pack: Pack, duty: Duty) -> Mapping[str, str]:
    return numbers(pack, duty.threshold, lambda value: amount(pack, duty, value))


def value_numbers(pack: Pack, value: Value) -> Mapping[str, str]:
    unit = pack.wording.units.get(value.unit, value.unit)
    return numbers(pack, value.dated, lambda number: f"{shown(number)} {unit}")


def reference(pack: Pack, written: str) -> str:
    """《文件》（文号）：条文; the bare reference when the pack does not know it."""
    cited = pack.cite(written)
    if cited is None:
        return f"“{written}”"
    number = f"（{cited.source.number}）" if cited.source.number else ""
    return f"《{cited.source.title}》{number}：“{cited.text}”"


def _added_up(duty: Duty) -> Iterator[str]:
    if duty.of is not None:
        by = {
            "records": "按记录条数加",
            "days": "同一天的只算一次",
            "field": f"把“{duty.of.field}”一项的数加起来",
        }
        yield by[duty.of.add_up]


def _counted(pack: Pack, duty: Duty) -> Iterator[str]:
    if isinstance(duty, TallyDuty):
        yield from _tallied(pack, duty)
    if isinstance(duty, CoverageDuty):
        yield f"逐一看：{covered(pack, duty)}"
    if isinstance(duty, StreakDuty):
        yield f"连着看：{row(pack, duty)}"
    if isinstance(duty, DatedDuty):
        yield f"到期日：{days(duty.days)}"
    if isinstance(duty, DatedDuty | StandingDuty) and duty.grace:
        yield f"宽限 {duty.grace} 个工作日"


def _tallied(pack: Pack, duty: TallyDuty) -> Iterator[str]:
    if duty.basis:
        yield "工作日默认在村，只登记例外" if duty.basis == "full_time" else "有记录或补登的日子才算"
    for treatment, said in TREATED.items():
        kinds = [pack.term("presence", kind) for kind, how in duty.counts.items() if how is treatment]
        if kinds:
            yield f"{said}：{joined(kinds)}"
    holds = [DAY_KINDS[kind] for kind, how in duty.counts_on.items() if how is Treatment.COUNTS]
    if holds:
        yield f"这些日子在村算数：{joined(holds)}"
    counted = COUNTED[duty.counted_by]
    yield f"以本期{counted}封顶，不要求办不到的" if duty.cap else "不封顶"
    yield (
        f"中途到任、离任的，按任职期间的{counted}折算，{ROUNDED[duty.rounding]}"
        if duty.pro_rata
        else "不折算"
    )
    yield LOWERS[duty.excused_lowers]


def _excused(pack: Pack, duty: Duty) -> Iterator[str]:
    if duty.excused_by:
        yield f"{joined(pack.term('presence', kind) for kind in sorted(duty.excused_by))}的日子不要求"


def _follows(pack: Pack, duty: Duty) -> Iterator[str]:
    for one in duty.on_breach:
        told = f"，告知{_roles(pack, one.tell)}" if one.tell else ""
        case = f"，可以办理“{one.case}”" if one.case else ""
        missed = f"差 {one.at} 及以上：" if one.at > 1 else ""
        yield f"{missed}{one.says}（依据{reference(pack, one.source)}{told}{case}）"
    if duty.tell:
        yield f"告知{_roles(pack, duty.tell)}，由人决定怎样处理"


def _roles(pack: Pack, codes: tuple[str, ...]) -> str:
    return joined(pack.roles[code].title if code in pack.roles else code for code in codes)
