"""A pack's field as a phone draws it, from the same definition as the page's."""

from collections.abc import Iterable
from typing import Any

from zhucun.policy.asking.fields import Offered
from zhucun.policy.pack import FormField


def field(asked: FormField, offered: Offered = ()) -> dict[str, Any]:
    """`offered` are the ids and names of those it may name."""
    known: Iterable[tuple[str, str]] = ((option.code, option.label) for option in asked.options)
    return {
        "key": asked.key,
        "label": asked.label,
        "type": asked.type,
        "asked": asked.required,
        "help": asked.help,
        "max": asked.max,
        "default": asked.default,
        "options": [{"code": code, "label": label} for code, label in [*known, *offered]],
    }
