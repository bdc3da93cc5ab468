"""One file against its shape, with pydantic's findings put into a clerk's words."""

from collections.abc import Callable, Hashable
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.yaml12 import Document, Path

Shaped = TypeVar("Shaped", bound=BaseModel)
Said = tuple[str, str]


def checked(document: Document, shape: type[Shaped]) -> tuple[Shaped | None, list[Problem]]:
    """The file as its shape, or everything that keeps it from having it."""
    try:
        return shape.model_validate(document.data), []
    except ValidationError as error:
        return None, [_problem(document, shape, detail) for detail in _sorted_out(document, error.errors())]


def _sorted_out(document: Document, details: list[ErrorDetails]) -> list[ErrorDetails]:
    """One finding for a place that may hold this or that; pydantic gives one for each of the two."""
    plain: list[ErrorDetails] = []
    either: dict[Path, list[ErrorDetails]] = {}
    for detail in details:
        whole: Path = detail["loc"]
        fork = _fork(document, whole)
        if fork is None:
            plain.append(detail)
        else:
            detail["loc"] = (*detail["loc"][:fork], *_below(document, whole[:fork], detail["loc"][fork:]))
            either.setdefault(whole[:fork], []).append(detail)
    return [*plain, *(one for found in either.values() for one in _likeliest(found))]


def _fork(document: Document, path: Path) -> int | None:
    """Where a path stops naming parts of the file and names one of the shapes that the part may have."""
    here = document.data
    for index, part in enumerate(path):
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int)
        )
        if not inside:
            return index if not isinstance(here, dict) or _is_branch(part) else None
        here = here[part]
    return None


def _below(document: Document, above: Path, rest: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """What is left of a path once the names of shapes are taken out of it."""
    here = document.data
    for part in above:
        here = here[part]
    kept: list[int | str] = []
    for place, part in enumerate(rest):
        if isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        elif isinstance(here, dict) and (part in here or (place == len(rest) - 1 and not _is_branch(part))):
            here = here.get(part)
        else:
            continue
        kept.append(part)
    return tuple(kept)


def _is_branch(part: Hashable) -> bool:
    """Whether a part of a path is pydantic's name for one of several shapes, and no name in the file."""
    return str(part) in BRANCHES or str(part).startswith(("dict[", "list["))


def _likeliest(found: list[ErrorDetails]) -> list[ErrorDetails]:
    """The findings of the shape that was meant: one of the right kind with a fault inside, else the first."""
    deep = [one for one in found if one["type"] not in OF_ANOTHER_KIND]
    return deep or [{**found[0], "type": "either"}]


def _problem(document: Document, shape: type[BaseModel], detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    if path and path[-1] == "[key]":
        path = path[:-1]
    if detail["type"] == "extra_forbidden":
        return document.problem(path, *_unknown(shape, path))
    said = SAID.get(detail["type"], _otherwise)(detail)
    return document.problem(path, *said)


def _unknown(shape: type[BaseModel], path: Path) -> Said:
    known = [name for name in _known_names(shape) if name != path[-1]]  # right elsewhere, wrong here
    close = get_close_matches(str(path[-1]), known, n=1)
    advice = f"是不是“{close[0]}”？" if close else "请删去，或查看制度包说明里有哪些项。"
    return f"不认识的项“{path[-1]}”。", advice


def _known_names(shape: type[BaseModel]) -> list[str]:
    """Every name that may appear somewhere in a file of this shape, for guessing what was meant."""
    names: dict[str, None] = {}
    waiting: list[type[BaseModel]] = [shape]
    seen: set[type[BaseModel]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for name, info in one.model_fields.items():
            names[info.alias or name] = None
            waiting += _shapes_in(info.annotation)
    return list(names)


def _shapes_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [shape for inner in getattr(annotation, "__args__", ()) for shape in _shapes_in(inner)]


def _missing(detail: ErrorDetails) -> Said:
    return f"缺少“{_last(detail)}”。", "请补上；制度包说明里有它的写法。"


def _not_text(detail: ErrorDetails) -> Said:
    given = detail["input"]
    if isinstance(given, int) and not isinstance(given, bool):
        return f"“{_last(detail)}”要写成文字，这里是数字 {given}。", f'代码和编号请加引号，写成 "{given}"。'
    return f"“{_last(detail)}”要写成文字。", "请写一段文字；需要时加引号。"


def _not_number(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”要写成整数。", "请写不带引号、不带小数的数字。"


def _neither(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”不能是“{detail['input']}”。", EITHER.get(str(_last(detail)), WHOLE_OR_WORD)


def _not_date(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”要写成日期。", "请写成 2026-01-01 这样，不加引号。"


def _not_choice(detail: ErrorDetails) -> Said:
    allowed = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", "、")
    allowed = allowed.replace(", ", "、")
    return f"“{_last(detail)}”不能是“{detail['input']}”。", f"只能写：{allowed}。"


def _bad_pattern(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”的写法“{detail['input']}”不对。", _pattern_advice(detail)


def _pattern_advice(detail: ErrorDetails) -> str:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    return PATTERNS.get(pattern, "请照已有文件里的写法改。")


def _too_small(detail: ErrorDetails) -> Said:
    context = detail.get("ctx", {})
    return f"“{_last(detail)}”太小。", f"不能小于 {context.get('ge', context.get('gt'))}。"


def _too_big(detail: ErrorDetails) -> Said:
    context = detail.get("ctx", {})
    return f"“{_last(detail)}”太大。", f"不能大于 {context.get('le', context.get('lt'))}。"


def _empty(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”是空的。", "请至少写一条，或者删去这一项。"


def _too_long(detail: ErrorDetails) -> Said:
    longest = detail.get("ctx", {}).get("max_length")
    return f"“{_last(detail)}”太长。", f"最多 {longest} 个字。"


def _too_many(detail: ErrorDetails) -> Said:
    most = detail.get("ctx", {}).get("max_length")
    return f"“{_last(detail)}”写了太多条。", f"最多 {most} 条，请分开写或者合并。"


def _not_list(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”要写成几条。", "请每条一行，前面加“- ”。"


def _not_mapping(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”要写成“项名: 内容”。", "请在下面缩进后逐项写。"


def _not_yes_no(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”只能写 true 或 false。", "请写 true（是）或 false（否），不加引号。"


def _otherwise(detail: ErrorDetails) -> Said:
    return f"“{_last(detail)}”的内容不合要求（{detail['type']}）。", "请照已有文件里的写法改。"


def _last(detail: ErrorDetails) -> Hashable:
    named = [part for part in detail["loc"] if isinstance(part, str) and part != "[key]"]
    return named[-1] if named else "这个文件"


BRANCHES = frozenset({"constrained-int", "constrained-str", "int", "str"})
OF_ANOTHER_KIND = frozenset(
    {
        "int_type",
        "string_type",
        "list_type",
        "model_type",
        "model_attributes_type",
        "literal_error",
        "date_type",
    }
)
WHOLE_OR_WORD = "请写整数，或者制度包说明里允许的词。"
EITHER = {
    "value": "请写整数；要求的数也可以写算式，例如 workdays * 2 / 3；例子里不知道的写 unknown。",
    "still_possible": "请写整数；没有上限的写 unlimited。",
    "members": "请写成一串，例如 [2, 1, {done: 0, open: 1}, {excused: true}]；不知道有谁的写 unknown。",
    "expect": "请写整数；当天没有数在执行的写 none。",
}

PATTERNS = {
    r"^[a-z0-9][a-z0-9_-]*$": "请写小写的代码，例如 current；几个的写成 [current, ended]。",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "请用小写字母、数字和连字符，例如 onsite-days。",
    r"^[a-z][a-z0-9_]*$": "请用小写字母、数字和下划线，以字母开头，例如 first_secretary。",
    r"^[A-Z][0-9]{1,2}$": "请写机制编号，例如 B17。",
    r"^[a-z_]+\.[a-z_]+$": "请写成“功能.事项”，例如 attendance.onsite_days。",
    r"^(national|template|[0-9]{2}|[0-9]{4}|[0-9]{6})$": (
        "请写 national，或者两位、四位、六位的行政区划代码并加引号；样板包写 template。"
    ),
    r"^[a-z0-9_]{1,40}$": "请用小写字母、数字和下划线。",
    r"^(02-(0[1-9]|[12][0-9])|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30))$": (
        '请写成有的月-日并加引号，例如 "02-28"。'
    ),
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$": "请用字母、数字和连字符，例如 B 或 jl-2021-17。",
    r"^[A-Za-z0-9-]+#[a-z0-9-]+$": '请写成“文件编号#条款编号”，例如 "B#onsite-days"。',
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": '请写年、年月或年月日并加引号，例如 "2021-08"。',
    r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$": '请写成年月并加引号，例如 "2026-10"。',
}

SAID: dict[str, Callable[[ErrorDetails], Said]] = {
    "missing": _missing,
    "either": _neither,
    "string_type": _not_text,
    "int_type": _not_number,
    "date_type": _not_date,
    "literal_error": _not_choice,
    "string_pattern_mismatch": _bad_pattern,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_big,
    "too_short": _empty,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "too_long": _too_many,
    "list_type": _not_list,
    "dict_type": _not_mapping,
    "model_type": _not_mapping,
    "model_attributes_type": _not_mapping,
    "bool_type": _not_yes_no,
}
