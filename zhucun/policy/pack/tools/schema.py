"""JSON Schemas of the pack files, made from the shapes that check them: an editor says at once what `pack lint` would.

A schema cannot say everything: references, dates in order and sums that come out are only checked by `pack lint`.
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from pydantic import BaseModel, TypeAdapter

from zhucun.policy.pack.files import EXAMPLES, FOLDERS, SINGLE
from zhucun.policy.pack.shapes.duty import DUTY_SHAPES, DutyChange

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES: Mapping[str, str] = {
    "pack": "制度包的代码、名称、版本",
    "sources": "出处",
    "roles": "角色权限",
    "wording": "判断结果的文字",
    "vocabularies": "词表",
    "values": "不属于某一项要求的数",
    "values.cases": "数的例子",
    "archive": "档案清单",
    "archive.cases": "档案清单的例子",
    "retention": "个人信息的保存期限",
    "retention.cases": "保存期限的例子",
    "calendar": "一年的放假安排",
    "form": "工作记录的表单",
    "duty": "要求，或者对上级要求的修改",
    "cases": "要求的例子",
    "flow": "流程",
    "flow.cases": "流程的例子",
    "document": "文书",
    "ledger": "台账",
    "document.cases": "文书的例子",
    "warning": "提示规则",
    "warning.cases": "提示规则的例子",
}


def kinds() -> dict[str, tuple[str, tuple[type[BaseModel], ...]]]:
    """For each kind of file: where it stands in a pack's folder, and the shapes it may have."""
    found: dict[str, tuple[str, tuple[type[BaseModel], ...]]] = {
        name.removesuffix(".yaml"): (name, (shape,)) for name, shape in SINGLE.items()
    }
    for folder, shape in EXAMPLES.items():
        name = "cases" if folder == "duties" else f"{folder.removesuffix('s')}.cases"
        found[name] = (f"{folder}/*.cases.yaml", (shape,))
    for folder, shape in FOLDERS.items():
        found[folder.removesuffix("s")] = (f"{folder}/*.yaml", (shape,))
    found["duty"] = ("duties/*.yaml", (*DUTY_SHAPES.values(), DutyChange))
    return found


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by the name it is saved under."""
    return {f"{kind}.schema.json": _schema(kind, shapes) for kind, (_, shapes) in kinds().items()}


def readme() -> str:
    """How an editor finds the right schema."""
    return "\n".join([*_readme(), ""])


def _schema(kind: str, shapes: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    made = TypeAdapter(reduce(or_, shapes)).json_schema(by_alias=True)
    return {"$schema": DIALECT, **made, "title": TITLES.get(kind, kind)}


def _readme() -> Iterator[str]:
    yield "# 制度包各类文件的 JSON Schema"
    yield ""
    yield "把本文件夹叫作 `schema`，放在 `counties` 旁边，不要放进某个县的文件夹。用带 yaml-language-server 的编辑器时，"
    yield "在文件第一行写上对应的一句，写错的地方当场就有提示："
    yield ""
    yield "| 文件 | 第一行 |"
    yield "| --- | --- |"
    for kind, (where, _) in kinds().items():
        up = "../../../" if "/" in where else "../../"
        first = f"# yaml-language-server: $schema={up}schema/{kind}.schema.json"
        yield f"| `{where}`（{TITLES.get(kind, kind)}） | `{first}` |"
    yield ""
    yield "出处、日期先后、算式和例子是否相符，仍要运行 `zhucun pack lint` 检查。"
