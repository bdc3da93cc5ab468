"""What a duty counts: a measure that exists, that its form can read, and records that somebody can make."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhucun.engine.duty import Form as DutyForm
from zhucun.engine.duty import Subject
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.measures import MEASURES, READ_BY, Gives, Measure
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.duty import CoverageShape, DutyShape, SelectionShape, StreakShape, TallyShape
from zhucun.policy.pack.yaml12 import Path

ADDED = frozenset({"number", "money"})
RECORDS_IN = frozenset({"time", "item", "person", "household"})


def lint_measure(declared: Declared, known: Known) -> Iterator[Problem]:
    read, form = declared.read, declared.duty.form
    measure = MEASURES.get(read.shape.measure)
    if measure is None:
        named = "、".join(name for name, one in MEASURES.items() if one.gives in READ_BY[form])
        yield read.problem(("measure",), f"没有“{read.shape.measure}”这项统计。", f"{form} 可以写：{named}。")
        return
    yield from _fits(read, form, measure)
    yield from _selection(read, measure, known)
    match read.shape:
        case TallyShape() as shape:
            yield from _presence(Read(shape, read.document), measure, known)
        case CoverageShape() as shape:
            yield from _set(Read(shape, read.document))
        case StreakShape() as shape:
            yield from _hits(Read(shape, read.document), measure, known)


def _fits(read: Read[DutyShape], form: DutyForm, measure: Measure) -> Iterator[Problem]:
    shape = read.shape
    if measure.gives not in READ_BY[form]:
        named = "、".join(name for name, one in MEASURES.items() if one.gives in READ_BY[form])
        what = f"{form} 读不了“{measure.title}”（{shape.measure}）。"
        yield read.problem(("measure",), what, f"{form} 可以写：{named}。")
    if Subject(shape.subject) not in measure.subjects:
        allowed = "、".join(sorted(measure.subjects))
        what = f"“{measure.title}”不是按 {shape.subject} 统计的。"
        yield read.problem(("subject",), what, f"只能写：{allowed}。")
    if shape.unit not in measure.units:
        allowed = "、".join(sorted(measure.units))
        what = f"“{measure.title}”不以“{shape.unit}”计。"
        yield read.problem(("unit",), what, f"只能写：{allowed}。")


def _selection(read: Read[DutyShape], measure: Measure, known: Known) -> Iterator[Problem]:
    shape = read.shape
    if measure.selects and shape.of is None:
        what = "没有写数哪些记录（of）。"
        yield read.problem(("measure",), what, "请写 of: {form: [表单代码]}，需要时加 where。")
    if shape.of is None:
        return
    if not measure.selects:
        yield read.problem(("of",), f"“{measure.title}”不用挑选记录。", "请删去 of。")
        return
    yield from _forms(read, shape.of, known)
    yield from _where(read, ("of", "where"), shape.of, shape.of.where, known)
    yield from _added(read, shape.of, known)


def _forms(read: Read[DutyShape], of: SelectionShape, known: Known) -> Iterator[Problem]:
    for index, code in enumerate(of.form):
        form = known.forms.get(code)
        if form is None:
            named = "、".join(known.forms)
            yield read.problem(("of", "form", index), f"没有“{code}”这份表单。", f"现有：{named}。")
        elif not any(role in known.makers for role in form.made_by):
            what = f"表单“{form.title}”没有哪个角色可以填。"
            yield read.problem(("of", "form", index), what, "请在表单的 made_by 里写上能填工作记录的角色。")


def _where(
    read: Read[Any], inside: Path, of: SelectionShape, asked: Mapping[str, list[str]], known: Known
) -> Iterator[Problem]:
    for key, wanted in asked.items():
        for form in (known.forms[code] for code in of.form if code in known.forms):
            field = next((one for one in form.fields if one.key == key), None)
            if field is None or not field.options:
                choices = "、".join(one.key for one in form.fields if one.options) or "（没有）"
                what = f"表单“{form.title}”没有“{key}”这个选择项。"
                yield read.problem((*inside, key), what, f"这份表单的选择项有：{choices}。")
                continue
            codes = [option.code for option in field.options]
            for index, code in enumerate(wanted):
                if code not in codes:
                    what = f"“{field.label}”里没有“{code}”这个选项。"
                    yield read.problem((*inside, key, index), what, f"只能写：{'、'.join(codes)}。")


def _added(read: Read[DutyShape], of: SelectionShape, known: Known) -> Iterator[Problem]:
    """What is added up, and the unit that it is told in."""
    unit, inside = read.shape.unit, ("of", "add_up")
    if of.add_up != "records" and not isinstance(read.shape, TallyShape | CoverageShape):
        yield read.problem(inside, "这种要求只能按记录的条数计。", "请删去 add_up。")
    if (of.add_up == "field") is (of.field is None):
        yield read.problem(
            inside, "add_up 和 field 不相符。", "按表单里的数相加，写 add_up: field 和 field。"
        )
        return
    if of.add_up == "days" and unit != "day":
        yield read.problem(("unit",), "按天数计的，单位应当是 day。", "请写 unit: day。")
    if of.add_up == "records" and unit not in RECORDS_IN:
        what = f"按记录条数计，不能以“{unit}”为单位。"
        yield read.problem(("unit",), what, f"请写 {'、'.join(sorted(RECORDS_IN))} 之一，或者写 add_up。")
    for form in (known.forms[code] for code in of.form if code in known.forms) if of.field else ():
        field = next((one for one in form.fields if one.key == of.field), None)
        if field is None or field.type not in ADDED:
            what = f"表单“{form.title}”里的“{of.field}”不是数，不能相加。"
            yield read.problem(("of", "field"), what, "请写一个 type: number 或 money 的项。")
        elif (field.type == "money") is not (unit == "yuan"):
            what = f"“{field.label}”和单位“{unit}”不相符。"
            yield read.problem(("unit",), what, "金额（money）以 yuan 计，其他数不能以 yuan 计。")


def _set(read: Read[CoverageShape]) -> Iterator[Problem]:
    named = "、".join(name for name, one in MEASURES.items() if one.gives is Gives.SET)
    members = MEASURES.get(read.shape.every.set)
    if members is None or members.gives is not Gives.SET:
        what = f"“{read.shape.every.set}”不是一组对象。"
        yield read.problem(("every", "set"), what, f"只能写：{named}。")
    elif Subject(read.shape.subject) not in members.subjects:
        allowed = "、".join(sorted(members.subjects))
        what = f"“{members.title}”不是 {read.shape.subject} 的一组对象。"
        yield read.problem(("every", "set"), what, f"subject 只能写：{allowed}。")


def _hits(read: Read[StreakShape], measure: Measure, known: Known) -> Iterator[Problem]:
    """A row is made of records or of another duty's answers, never of both."""
    shape = read.shape
    if measure.gives is not Gives.ANSWERS:
        for part in ("of_duty", "outcome"):
            if getattr(shape, part) is not None:
                do = "看另一项要求的结果，measure 请写 policy.answers；看记录的，请删去这一项。"
                yield read.problem((part,), f"“{measure.title}”用不着 {part}。", do)
        if not shape.hit:
            what = "没有写记录里什么算一次（hit）。"
            yield read.problem((), what, "请写 hit: {选择项: [选项]}；选别的就不连续了。")
        elif shape.of:
            yield from _where(read, ("hit",), shape.of, shape.hit, known)
        return
    for part in ("of_duty", "outcome"):
        if getattr(shape, part) is None:
            yield read.problem(
                ("measure",), f"看另一项要求的结果，没有写 {part}。", "请写明哪一项要求、什么结果。"
            )
    if shape.hit:
        yield read.problem(("hit",), "看另一项要求的结果，用不着 hit。", "请删去 hit，写 outcome。")


def _presence(read: Read[TallyShape], measure: Measure, known: Known) -> Iterator[Problem]:
    """A duty that reads presence says how each kind of entry and each kind of day counts."""
    shape, reads_presence = read.shape, measure.gives is Gives.PRESENCE
    if shape.basis is not None and not reads_presence:
        what = f"“{measure.title}”不看在岗日历。"
        yield read.problem(("basis",), what, "请删去 basis、counts 和 counts_on。")
    elif shape.basis is None:
        yield from _without_basis(read, needed=reads_presence)
    else:
        if shape.counts_on is None:
            what = "没有写哪些日子计入（counts_on）。"
            yield read.problem(("basis",), what, "请写明工作日、休息日、法定节假日是否计入。")
        yield from _treatments(read, known)


def _without_basis(read: Read[TallyShape], *, needed: bool) -> Iterator[Problem]:
    given = [part for part in ("counts", "counts_on") if getattr(read.shape, part)]
    for part in given:
        yield read.problem((part,), f"写了 {part} 却没有写 basis。", "请写明 full_time 或 part_time。")
    if needed and not given:
        what = "没有写怎样知道在村（basis）。"
        yield read.problem(("measure",), what, "请写 full_time 或 part_time，再写 counts 和 counts_on。")


def _treatments(read: Read[TallyShape], known: Known) -> Iterator[Problem]:
    for code, label in known.vocabularies.get("presence", {}).items():
        if code not in read.shape.counts:
            what = f"没有写“{label}”（{code}）怎么计。"
            do = "请写 counts（计入）、excused（抵减）或 neither（都不算）。"
            yield read.problem(("counts",), what, do)
    for code in read.shape.counts:
        if not known.has("presence", code):
            what = f"没有“{code}”这种登记。"
            yield read.problem(("counts", code), what, "请核对 vocabularies.yaml 里的 presence。")
