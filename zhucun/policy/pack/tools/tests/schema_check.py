"""As much of JSON Schema as pydantic writes, so that our schemas can be tried on our files; unknown words fail."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
IGNORED = {"$schema", "$defs", "title", "description", "default", "discriminator"}
LOOKED_INTO = {"$ref", "anyOf", "type", "properties", "patternProperties", "items"}


def faults(schema: Mapping[str, Any], data: Any) -> list[str]:
    """What a value does not keep of a schema; empty when it keeps all of it."""
    return list(_faults(schema, schema, _plain(data), "$"))


def _plain(data: Any) -> Any:
    """As JSON has it: a date is a text."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def _faults(root: Mapping[str, Any], schema: Mapping[str, Any], data: Any, at: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _faults(root, _found(root, schema["$ref"]), data, at)
    if "anyOf" in schema and all(list(_faults(root, one, data, at)) for one in schema["anyOf"]):
        yield f"{at}: none of anyOf"
    kinds = schema.get("type")
    if kinds and not (isinstance(data, KINDS[kinds]) and (kinds == "boolean") == isinstance(data, bool)):
        yield f"{at}: not {kinds}"
        return
    words = {word: wanted for word, wanted in schema.items() if word not in IGNORED | LOOKED_INTO}
    yield from (f"{at}: {word}" for word, wanted in words.items() if not KEPT[word](data, wanted, schema))
    if isinstance(data, dict):
        yield from _inside(root, schema, data, at)
    if isinstance(data, list) and "items" in schema:
        for place, one in enumerate(data):
            yield from _faults(root, schema["items"], one, f"{at}[{place}]")


def _inside(
    root: Mapping[str, Any], schema: Mapping[str, Any], data: dict[str, Any], at: str
) -> Iterator[str]:
    for key, value in data.items():
        named = schema.get("properties", {}).get(key)
        for pattern, one in schema.get("patternProperties", {}).items():
            named = named or (one if re.search(pattern, key) else None)
        if named is not None:
            yield from _faults(root, named, value, f"{at}.{key}")
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from _faults(root, schema["additionalProperties"], value, f"{at}.{key}")


def _found(root: Mapping[str, Any], reference: str) -> Mapping[str, Any]:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _no_more(data: Any, wanted: Any, schema: Mapping[str, Any]) -> bool:
    known = set(schema.get("properties", {}))
    return wanted is not False or not isinstance(data, dict) or set(data) <= known


KEPT: Mapping[str, Any] = {
    "required": lambda data, wanted, _: set(wanted) <= set(data),
    "enum": lambda data, wanted, _: data in wanted,
    "const": lambda data, wanted, _: data == wanted,
    "pattern": lambda data, wanted, _: re.search(wanted, data) is not None,
    "minLength": lambda data, wanted, _: len(data) >= wanted,
    "maxLength": lambda data, wanted, _: len(data) <= wanted,
    "minItems": lambda data, wanted, _: len(data) >= wanted,
    "maxItems": lambda data, wanted, _: len(data) <= wanted,
    "maxProperties": lambda data, wanted, _: len(data) <= wanted,
    "minimum": lambda data, wanted, _: data >= wanted,
    "maximum": lambda data, wanted, _: data <= wanted,
    "format": lambda data, wanted, _: wanted == "date" and date.fromisoformat(data) is not None,
    "propertyNames": lambda data, wanted, _: all(not faults(wanted, key) for key in data),
    "additionalProperties": _no_more,
}
