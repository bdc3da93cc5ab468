"""Papers, word lists, roles, forms and calendars of all layers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from zhucun.engine.calendar import SATURDAY, SpecialDay, SpecialKind, WorkCalendar, days_between
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.model import Form, FormField, Option, Role, Source
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.files import (
    CalendarFile,
    HolidayShape,
    RolesFile,
    SourcesFile,
    SourceShape,
    VocabulariesFile,
)
from zhucun.policy.pack.shapes.forms import FieldShape, FormShape
from zhucun.policy.pack.yaml12 import Path

Vocabularies = dict[str, dict[str, str]]
DECEMBER = 12
LONGEST_HOLIDAY = 31


def sources_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, Source], list[Problem]]:
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(SourcesFile):
            for index, shape in enumerate(read.shape.sources):
                if shape.id in sources:
                    what = f"文件编号“{shape.id}”已经用过。"
                    problems.append(read.problem(("sources", index, "id"), what, "请换一个编号。"))
                    continue
                problems += _repeated_articles(read, index, shape)
                sources[shape.id] = _source(shape)
    return sources, problems


def _source(shape: SourceShape) -> Source:
    articles = {article.id: article.text for article in shape.articles}
    return Source(
        shape.id, shape.title, shape.issuer, shape.number, shape.dated, shape.seen, shape.note, articles
    )


def _repeated_articles(read: Read[SourcesFile], index: int, shape: SourceShape) -> Iterable[Problem]:
    seen: set[str] = set()
    for place, article in enumerate(shape.articles):
        if article.id in seen:
            inside: Path = ("sources", index, "articles", place, "id")
            yield read.problem(inside, f"条款编号“{article.id}”写了两次。", "请换一个编号。")
        seen.add(article.id)


def vocabularies_of(layers: Sequence[LayerFiles]) -> Vocabularies:
    """Lower layers add words and may call a known code by their own word."""
    found: Vocabularies = {}
    for layer in layers:
        for read in layer.all_of(VocabulariesFile):
            for name, terms in read.shape.vocabularies.items():
                found.setdefault(name, {}).update({term.code: term.label for term in terms})
    return found


def roles_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, Role], list[Problem]]:
    """Roles are the nation's alone: a county that could widen one could let itself in anywhere."""
    roles: dict[str, Role] = {}
    problems: list[Problem] = []
    for place, layer in enumerate(layers):
        for read in layer.all_of(RolesFile):
            if place > 0:
                what = "角色和权限由全国制度包统一规定。"
                problems.append(read.problem((), what, "请删去这个文件；需要调整的，请提出修改全国制度包。"))
                continue
            apart = frozenset(code for group in read.shape.apart for code in group)
            for shape in read.shape.roles:
                together = frozenset().union(*(set(g) for g in read.shape.apart if shape.code in g))
                roles[shape.code] = Role(
                    shape.code,
                    shape.title,
                    shape.scope,
                    shape.technical,
                    frozenset(shape.permissions),
                    together - {shape.code},
                )
            for code in sorted(apart - set(roles)):
                problems.append(read.problem(("apart",), f"没有“{code}”这个角色。", "请核对角色代码。"))
    return roles, problems


def forms_of(
    layers: Sequence[LayerFiles], vocabularies: Vocabularies
) -> tuple[dict[str, tuple[Form, Read[FormShape]]], list[Problem]]:
    forms: dict[str, tuple[Form, Read[FormShape]]] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(FormShape):
            known = forms.get(read.shape.code)
            if known is not None and known[1].shape.may_be == "fixed":
                what = f"表单“{read.shape.code}”由上级统一规定，不能改。"
                problems.append(read.problem(("code",), what, "请换一个代码另设表单，或者删去这个文件。"))
                continue
            forms[read.shape.code] = (_form(read.shape, vocabularies), read)
    return forms, problems


def _form(shape: FormShape, vocabularies: Vocabularies) -> Form:
    return Form(
        code=shape.code,
        title=shape.title,
        help=shape.help or "",
        about=shape.about,
        made_by=frozenset(shape.made_by),
        serves=tuple(shape.serves),
        day=shape.day,
        presence=shape.presence.when,
        presence_field=shape.presence.field,
        presence_is=shape.presence.is_,
        evidence=shape.evidence,
        source=shape.because,
        fields=tuple(_field(field, vocabularies) for field in shape.fields),
    )


def _field(shape: FieldShape, vocabularies: Vocabularies) -> FormField:
    options = [Option(one.code, one.label, one.serves) for one in shape.options]
    if shape.options_from:
        # A choice among the four duties serves the duty that is chosen.
        serves_itself = shape.options_from == "work_area"
        terms = vocabularies.get(shape.options_from, {})
        options = [Option(code, label, code if serves_itself else None) for code, label in terms.items()]
    return FormField(
        shape.key,
        shape.label,
        shape.type,
        shape.required,
        shape.help or "",
        shape.max,
        shape.default,
        tuple(options),
    )


def calendar_of(layers: Sequence[LayerFiles]) -> tuple[WorkCalendar, list[Problem]]:
    """The nation announces a year; a lower layer may add days of its own to it, never take one away."""
    days: dict[date, SpecialDay] = {}
    announced: dict[int, str] = {}
    problems: list[Problem] = []
    for place, layer in enumerate(layers):
        for read in layer.all_of(CalendarFile):
            if place == 0:
                announced[read.shape.year] = read.shape.source
            elif read.shape.year not in announced:
                what = f"全国制度包里还没有 {read.shape.year} 年的放假安排。"
                problems.append(read.problem(("year",), what, "请等国务院办公厅公布后再补充本地假日。"))
                continue
            problems += _add_days(read, days, announced)
    return WorkCalendar(days.values(), announced), problems


def _add_days(
    read: Read[CalendarFile], days: dict[date, SpecialDay], announced: Mapping[int, str]
) -> Iterable[Problem]:
    for index, holiday in enumerate(read.shape.holidays):
        if not 0 <= (holiday.last - holiday.first).days < LONGEST_HOLIDAY:
            what = f"“{holiday.name}”从 {holiday.first} 到 {holiday.last}，不像一个假期。"
            yield read.problem(("holidays", index, "last"), what, "请核对起止日期。")
            continue
        for inside, day in _days_of(("holidays", index), holiday):
            fault = _fault(read.shape.year, day, days, announced)
            if fault is None:
                days[day.on] = day
            else:
                yield read.problem(inside, *fault)


def _days_of(inside: Path, shape: HolidayShape) -> Iterable[tuple[Path, SpecialDay]]:
    for day in days_between(shape.first, shape.last):
        yield (*inside, "first"), SpecialDay(day, SpecialKind.HOLIDAY, shape.name)
    for place, day in enumerate(shape.make_up):
        yield (*inside, "make_up", place), SpecialDay(day, SpecialKind.MAKE_UP, shape.name)


def _fault(
    year: int, day: SpecialDay, days: Mapping[date, SpecialDay], announced: Mapping[int, str]
) -> tuple[str, str] | None:
    # A New Year's holiday may begin, or be made up for, in the December before.
    new_year = (day.on.year, day.on.month) == (year - 1, DECEMBER)
    if day.on.year != year and not new_year:
        return f"{day.on} 不在 {year} 年。", "请写到那一年的日历文件里。"
    if day.on.year not in announced:
        return f"{day.on} 属于 {day.on.year} 年，那一年的放假安排还没有录入。", "请先录入那一年的日历。"
    if day.on in days:
        return f"{day.on} 已经有安排。", "请核对日期，一天只能写一次。"
    if day.kind is SpecialKind.MAKE_UP and day.on.weekday() < SATURDAY:
        return f"{day.on} 本来就是工作日，不用调休上班。", "请核对日期。"
    return None
