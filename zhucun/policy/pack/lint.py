"""What no single file can show: references that lead nowhere and rights that nobody may have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.expression import Expression, ExpressionError
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.flows import DeclaredFlow
from zhucun.policy.pack.measures import QUANTITIES
from zhucun.policy.pack.model import Form, Role, Source, Value
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.permissions import BUSINESS, PERMISSIONS
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.base import AmountShape, DatedShape
from zhucun.policy.pack.shapes.document import PaperShape
from zhucun.policy.pack.shapes.duty import DutyChange, DutyShape, threshold_of
from zhucun.policy.pack.shapes.files import CalendarFile, RolesFile, ValuesFile
from zhucun.policy.pack.shapes.flow import FlowShape
from zhucun.policy.pack.shapes.forms import FieldShape, FormShape
from zhucun.policy.pack.shapes.ledger import LedgerShape
from zhucun.policy.pack.shapes.retention import RetentionFile
from zhucun.policy.pack.shapes.warning import WarningShape
from zhucun.policy.pack.vocabulary import Vocabularies
from zhucun.policy.pack.yaml12 import Path

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """All that references may point to."""

    sources: Mapping[str, Source]
    vocabularies: Vocabularies
    roles: Mapping[str, Role]
    calendar: WorkCalendar
    forms: Mapping[str, Form]
    values: Mapping[str, Value]
    duties: Mapping[str, Declared]
    flows: Mapping[str, DeclaredFlow]

    @property
    def makers(self) -> frozenset[str]:
        """The roles that may make work records."""
        return frozenset(code for code, role in self.roles.items() if "fieldwork.write" in role.permissions)

    def cites(self, reference: str) -> bool:
        source, _, article = reference.partition("#")
        return source in self.sources and article in self.sources[source].articles

    def has(self, vocabulary: str, code: str) -> bool:
        return code in self.vocabularies.get(vocabulary, {})


def lint_sources(layers: Iterable[LayerFiles], known: Known) -> Iterator[Problem]:
    """Every reference to a paper leads to an article that is written down."""
    for layer in layers:
        for read, inside, reference in _references(layer):
            if not known.cites(reference):
                what = f"找不到出处“{reference}”。"
                yield read.problem(inside, what, "请在 sources.yaml 写明这份文件和这一条，或者核对编号。")


def _references(layer: LayerFiles) -> Iterator[tuple[Read[Any], Path, str]]:
    for calendar in layer.all_of(CalendarFile):
        yield calendar, ("source",), calendar.shape.source
    whole: list[Read[FormShape] | Read[WarningShape] | Read[PaperShape] | Read[LedgerShape]]
    whole = [*layer.all_of(FormShape), *layer.all_of(WarningShape), *layer.all_of(PaperShape)]
    whole += layer.all_of(LedgerShape)
    for read in whole:
        yield read, ("because",), read.shape.because
    for flow in layer.all_of(FlowShape):
        yield flow, ("because",), flow.shape.because
        for index, state in enumerate(flow.shape.states):
            if state.because:
                yield flow, ("states", index, "because"), state.because
    for duty in layer.all_of(DutyShape):
        for index, breach in enumerate(duty.shape.on_breach):
            yield duty, ("on_breach", index, "source"), breach.source
    yield from _kept(layer)
    for dated, inside, values in dated_in(layer):
        for index, value in enumerate(values):
            yield dated, (*inside, index, "source"), value.source


def _kept(layer: LayerFiles) -> Iterator[tuple[Read[Any], Path, str]]:
    for table in layer.all_of(RetentionFile):
        for index, kind in enumerate(table.shape.kinds):
            yield table, ("kinds", index, "because"), kind.because


def gaps(layers: Iterable[LayerFiles]) -> Iterator[Problem]:
    """A warning: days between two values on which nothing is in force."""
    for layer in layers:
        for read, inside, values in dated_in(layer):
            for index, (before, after) in enumerate(pairwise(values), 1):
                if before.until is not None and before.until + ONE_DAY < after.since:
                    first, last = before.until + ONE_DAY, after.since - ONE_DAY
                    what = f"{first} 至 {last} 没有数在执行。"
                    do = "确实停止执行的不用改；否则请核对前一条的 until 和这一条的 from。"
                    yield read.problem((*inside, index, "from"), what, do)


def lint_names(layers: Iterable[LayerFiles], known: Known) -> Iterator[Problem]:
    """Every name in an expression is a number that somebody knows."""
    for layer in layers:
        for read, inside, values in dated_in(layer):
            for index, value in enumerate(values):
                for name in sorted(_names(value.value)):
                    if name not in QUANTITIES and name not in known.values:
                        allowed = "、".join((*QUANTITIES, *known.values))
                        what = f"算式里的“{name}”不知道是什么数。"
                        yield read.problem((*inside, index, "value"), what, f"可以写：{allowed}。")


def _names(written: int | str) -> frozenset[str]:
    try:
        return frozenset() if isinstance(written, int) else Expression.parse(written).names
    except ExpressionError:  # told where the value is read
        return frozenset()


def dated_in(layer: LayerFiles) -> Iterator[tuple[Read[Any], Path, Sequence[AmountShape | DatedShape]]]:
    for duty in layer.all_of(DutyShape):
        yield from _thresholds(duty)
    for change in layer.all_of(DutyChange):
        yield from _thresholds(change)
    for read in layer.all_of(ValuesFile):
        for key, shape in read.shape.values.items():
            yield read, ("values", key, "values"), shape.values
        for key, changes in read.shape.changes.items():
            yield read, ("changes", key), changes


def _thresholds(
    read: Read[DutyShape] | Read[DutyChange],
) -> Iterator[tuple[Read[Any], Path, Sequence[AmountShape]]]:
    written = threshold_of(read.shape)
    if written is not None:
        name, threshold = written
        yield read, (name, "values"), threshold.values


def lint_roles(layers: Iterable[LayerFiles]) -> Iterator[Problem]:
    """Known permissions only; technical roles without business rights; nobody apart from themselves."""
    for layer in layers:
        for read in layer.all_of(RolesFile):
            for index, role in enumerate(read.shape.roles):
                for place, permission in enumerate(role.permissions):
                    inside: Path = ("roles", index, "permissions", place)
                    if permission not in PERMISSIONS:
                        yield read.problem(inside, f"没有“{permission}”这项权限。", "请核对权限代码。")
                    elif role.technical and permission in BUSINESS:
                        what = f"“{role.title}”是技术管理角色，不能有业务权限“{permission}”。"
                        yield read.problem(inside, what, "请删去这一项。")


def lint_form(form: Form, read: Read[FormShape], known: Known) -> Iterator[Problem]:
    for index, role in enumerate(read.shape.made_by):
        if role not in known.roles:
            yield read.problem(
                ("made_by", index), f"没有“{role}”这个角色。", "请核对 roles.yaml 里的角色代码。"
            )
    for index, area in enumerate(read.shape.serves):
        if not known.has("work_area", area):
            yield read.problem(("serves", index), f"四项职责里没有“{area}”。", "请核对词表 work_area。")
    keys = {field.key: field for field in form.fields}
    if form.day not in keys or keys[form.day].type != "date" or not keys[form.day].required:
        what = f"“{form.day}”不是必填的日期项。"
        yield read.problem(("day",), what, "请写本表里说明事情发生在哪一天的那个日期项。")
    if form.about == "household" and not any(field.type == "household" for field in form.fields):
        yield read.problem(("about",), "以农户为对象的表单要有农户项。", "请加一个 type: household 的项。")
    yield from _says_presence(form, read, keys)
    for index, field in enumerate(read.shape.fields):
        yield from _field(read, index, field, known)


def _says_presence(form: Form, read: Read[FormShape], keys: Mapping[str, Any]) -> Iterator[Problem]:
    if form.presence != "chosen":
        return
    field = keys.get(form.presence_field or "")
    codes = [option.code for option in field.options] if field else []
    if form.presence_is not in codes:
        what = "在村与否要由一个选择项说明，这里没有指明。"
        yield read.problem(("presence",), what, "请写 field（哪一项）和 is（选什么算在村）。")


def _field(read: Read[FormShape], index: int, field: FieldShape, known: Known) -> Iterator[Problem]:
    inside: Path = ("fields", index)
    if [one.key for one in read.shape.fields].index(field.key) != index:
        yield read.problem((*inside, "key"), f"“{field.key}”写了两次。", "请换一个名字。")
    choice = field.type in {"choice", "checks"}
    if choice is not bool(field.options or field.options_from):
        what = f"“{field.label}”的选项和类型不相符。"
        yield read.problem(
            (*inside, "type"), what, "选择项（choice）和勾选项（checks）才写选项，并且一定要写。"
        )
    if field.options_from and field.options_from not in known.vocabularies:
        yield read.problem((*inside, "options_from"), f"没有词表“{field.options_from}”。", "请核对名字。")
    codes = [option.code for option in field.options]
    codes += known.vocabularies.get(field.options_from or "", {})
    if field.default is not None and field.default not in codes:
        yield read.problem((*inside, "default"), f"默认值“{field.default}”不在选项里。", "请从选项里选。")
    for place, option in enumerate(field.options):
        if option.serves is not None and option.serves not in read.shape.serves:
            what = f"“{option.label}”服务的“{option.serves}”不在本表的 serves 里。"
            yield read.problem((*inside, "options", place, "serves"), what, "请补到 serves，或者改正。")


def unread_sources(layers: Iterable[LayerFiles], known: Known) -> Iterator[Problem]:
    """A warning, not an error: a rule rests on what somebody wrote about a paper nobody here has read."""
    for layer in layers:
        for read, inside, reference in _references(layer):
            source = known.sources.get(reference.partition("#")[0])
            if source is not None and source.seen == "report":
                what = f"出处《{source.title}》是转述，没有见到文件原文。"
                yield read.problem(inside, what, "请找到原文核对，再把 seen 改成 original。")
