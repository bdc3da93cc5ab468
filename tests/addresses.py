"""Every address there is, read from the resolver: a screen that is added tomorrow is tested tomorrow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from zhucun.accounts.screens import Rule, rule_of


@dataclass(frozen=True)
class Address:
    name: str
    view: Callable[..., Any]
    asks_for: frozenset[str]  # names of the parts of the address

    @property
    def rule(self) -> Rule | None:
        return rule_of(self.view, self.name)

    @property
    def in_county(self) -> bool:
        return "county" in self.asks_for

    def url(self, parts: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={part: parts[part] for part in self.asks_for})

    def __str__(self) -> str:
        return "-".join([self.name, *sorted(self.asks_for - {"county"})])


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), ()))


def _walk(
    resolver: Any, namespaces: tuple[str, ...], above: frozenset[str] = frozenset()
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        parts = above | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield Address(":".join([*namespaces, str(pattern.name)]), pattern.callback, parts)
        else:
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inside, parts)
