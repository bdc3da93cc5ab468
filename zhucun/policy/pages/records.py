"""The records behind an answer, as far as a reader may open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.policy.registry import RecordLine, record_lines


@dataclass(frozen=True)
class Behind:
    """A record behind a figure, with the way to it."""

    title: str
    day: date
    href: str


def records_behind(scope: Scope, ids: Iterable[str]) -> list[Behind]:
    """By day, each once."""
    # An outcome of a row of answers names a duty and a period, not a record.
    wanted = [UUID(one) for one in dict.fromkeys(ids) if "@" not in one]
    return [seen_line(scope, line) for line in record_lines(scope.county, wanted)] if wanted else []


def seen_line(scope: Scope, line: RecordLine) -> Behind:
    """Whoever may not open a record sees that it is there and of which day, not whom it names."""
    if not scope.may(line.needs):
        return Behind(_("工作记录"), line.day, "")
    way = reverse(line.url_name, kwargs={"county": scope.county, line.kwarg: line.id})
    return Behind(line.title, line.day, way)
