"""What was answered to what a form asks: read into the values that are kept, or said field by field what is wrong.

One reader serves the page, the phone and an import, work records and cases, so that the same answer is taken or
refused everywhere. Pure: knows no database. What is kept is plain JSON: words, whole numbers, fen, codes
or lists of codes, dates as 2026-10-31.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.kernel.lists import listed
from zhucun.kernel.money import NotMoney, format_fen, parse_fen
from zhucun.kernel.text import canonical, canonical_code
from zhucun.policy.pack import FormField
from zhucun.policy.pack.model import Option

CHOSEN = frozenset({"choice", "checks", "household", "village", "account", "unit"})
LINE, PAGE = 200, 4000  # characters of a text and a long text when the pack sets no bound
MOST = 1_000_000_000


class Question(Protocol):
    """What may be asked somewhere. Whether it must be answered is said where it is asked."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def max(self) -> int | None: ...
    @property
    def default(self) -> str | None: ...
    @property
    def options(self) -> tuple[Option, ...]: ...


class Wrong(ValueError):
    """An answer that cannot be kept; the sentence says what and what next."""


@dataclass(frozen=True, slots=True)
class Answers:
    values: dict[str, Any]  # only what was answered
    problems: dict[str, str]  # a sentence per field


def asked_of(
    questions: Iterable[Question], asks: Sequence[str], may_add: Sequence[str] = ()
) -> tuple[FormField, ...]:
    """The fields of one act, in its order: those that must be answered, then those that may be."""
    known = {question.key: question for question in questions}
    must = dict.fromkeys(asks, True)
    may = dict.fromkeys((key for key in may_add if key not in must), False)
    return tuple(as_asked(known[key], required) for key, required in {**must, **may}.items())


def as_asked(question: Question, required: bool) -> FormField:
    return FormField(
        key=question.key,
        label=question.label,
        type=question.type,
        required=required,
        help=question.help,
        max=question.max,
        default=question.default,
        options=question.options,
    )


def read_answers(fields: Sequence[FormField], given: Mapping[str, object]) -> Answers:
    """Read every field that is asked; what is not asked is a problem, not something to drop silently."""
    values: dict[str, Any] = {}
    problems = {
        key: _("“%(key)s”不是这张表要填的项。请更新后重试。") % {"key": key} for key in unasked(fields, given)
    }
    for field in fields:
        try:
            value = read_answer(field, given.get(field.key))
        except Wrong as wrong:
            problems[field.key] = str(wrong)
        else:
            if value is not None:
                values[field.key] = value
    return Answers(values, problems)


def unasked(fields: Iterable[FormField], given: Mapping[str, object]) -> list[str]:
    asked = {field.key for field in fields}
    return [str(key) for key in given if key not in asked]


def read_answer(field: FormField, given: object) -> Any:
    """One answer as it is kept; None when nothing was answered and nothing had to be."""
    if isinstance(given, str):
        given = canonical(given)
    if given is None or given == "" or given == []:
        if field.required:
            raise Wrong(_say_missing(field))
        return None
    return READERS[field.type](field, given)


def shown(field: FormField, value: Any) -> str:
    """A kept value as a reader sees it."""
    if field.type == "choice":
        return next((option.label for option in field.options if option.code == value), str(value))
    if field.type == "checks" and isinstance(value, list):
        return listed(option.label for option in field.options if option.code in value)
    if field.type == "money":
        return _("%(yuan)s 元") % {"yuan": format_fen(value)}
    return str(value)


def _say_missing(field: FormField) -> str:
    if field.type in CHOSEN:
        return _("“%(label)s”没有选择。请选一项后再保存。") % {"label": field.label}
    return _("“%(label)s”没有填写。请填写后再保存。") % {"label": field.label}


def _text(field: FormField, given: object) -> str:
    text = " ".join(_words(field, given).split())
    return _no_longer(field, text, field.max or LINE)


def _long_text(field: FormField, given: object) -> str:
    return _no_longer(field, _words(field, given), field.max or PAGE)


def _words(field: FormField, given: object) -> str:
    if not isinstance(given, str):
        raise Wrong(_("“%(label)s”应填文字。请重新填写。") % {"label": field.label})
    return given


def _no_longer(field: FormField, text: str, most: int) -> str:
    if len(text) > most:
        raise Wrong(
            _("“%(label)s”最多 %(most)s 个字，现在 %(now)s 个字。请删去 %(over)s 个字。")
            % {"label": field.label, "most": most, "now": len(text), "over": len(text) - most}
        )
    return text


def _number(field: FormField, given: object) -> int:
    text = canonical_code(str(given))
    if isinstance(given, bool) or not (text.isascii() and text.isdigit()):
        raise Wrong(_("“%(label)s”应是整数。请只填数字，例如 12。") % {"label": field.label})
    return _no_more(field, int(text[:20]), str(field.max or MOST))


def _money(field: FormField, given: object) -> int:
    """Fen when it comes as a number, yuan when somebody typed it."""
    try:
        fen = given if type(given) is int else parse_fen(canonical_code(str(given)))
    except NotMoney as error:
        raise Wrong(
            _("“%(label)s”应是金额。请以元为单位填写，例如 1200 或 1200.50。") % {"label": field.label}
        ) from error
    if fen < 0:
        raise Wrong(_("“%(label)s”不能是负数。请填写实际金额。") % {"label": field.label})
    return _no_more(field, fen, format_fen(field.max or MOST * 100))


def _no_more(field: FormField, value: int, most: str) -> int:
    if value > (field.max or (MOST * 100 if field.type == "money" else MOST)):
        raise Wrong(
            _("“%(label)s”不能超过 %(most)s。请核对后重新填写。") % {"label": field.label, "most": most}
        )
    return value


def _choice(field: FormField, given: object) -> str:
    if not isinstance(given, str) or given not in {option.code for option in field.options}:
        raise Wrong(_("“%(label)s”没有这一项。请从列出的选项中选择。") % {"label": field.label})
    return given


def _checks(field: FormField, given: object) -> list[str]:
    """What was ticked, in the order of the list; one code alone is a list of one."""
    ticked = [given] if isinstance(given, str) else given
    if not isinstance(ticked, list) or not {*map(str, ticked)} <= {option.code for option in field.options}:
        raise Wrong(_("“%(label)s”没有这一项。请从列出的几项中勾选。") % {"label": field.label})
    return [option.code for option in field.options if option.code in ticked]


def _date(field: FormField, given: object) -> str:
    try:
        day = given if isinstance(given, date) else date.fromisoformat(str(given))
    except ValueError as error:
        raise Wrong(
            _("“%(label)s”不是日期。请填写年月日，例如 2026-10-31。") % {"label": field.label}
        ) from error
    return f"{day:%Y-%m-%d}"


def _household(field: FormField, given: object) -> str:
    return _id(given, _("“%(label)s”不是名册中的农户。请从名册中选择。") % {"label": field.label})


def _account(field: FormField, given: object) -> str:
    return _id(given, _("“%(label)s”不是本县的人员。请从列出的人员中选择。") % {"label": field.label})


def _unit(field: FormField, given: object) -> str:
    return _id(given, _("“%(label)s”不是本县的单位。请从列出的单位中选择。") % {"label": field.label})


def _id(given: object, otherwise: str) -> str:
    try:
        return str(UUID(str(given)))
    except ValueError as error:
        raise Wrong(otherwise) from error


READERS: dict[str, Callable[[FormField, object], Any]] = {
    "text": _text,
    "long_text": _long_text,
    "number": _number,
    "money": _money,
    "choice": _choice,
    "checks": _checks,
    "date": _date,
    "household": _household,
    "village": _text,
    "account": _account,
    "unit": _unit,
}
