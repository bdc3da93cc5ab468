"""An envelope in words: what a person meant, with the labels of the forms that the person saw.

What cannot be read is shown as it came. Nothing is shown of whom or what the reader may not see elsewhere.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel

from zhucun.accounts.scope import Scope
from zhucun.kernel.lists import listed
from zhucun.policy.asking.answers import Question, Wrong, as_asked, read_answer, shown
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of
from zhucun.sync.arriving import arrived
from zhucun.sync.carrying import body_of
from zhucun.sync.envelopes import Envelope
from zhucun.sync.kept_forms import packs_seen
from zhucun.sync.models import Held

Rows = list[tuple[str, str]]
LONGEST = 4000
KINDS = {
    "record.write": gettext_lazy("写工作记录"),
    "record.correct": gettext_lazy("更正工作记录"),
    "record.void": gettext_lazy("撤销工作记录"),
    "record.promise": gettext_lazy("把答应的事转为办件"),
    "case.raise": gettext_lazy("提出办件"),
    "case.step": gettext_lazy("办理办件"),
    "presence.add": gettext_lazy("登记在岗或者请假"),
    "presence.void": gettext_lazy("撤销在岗登记"),
}


def kind_said(kind: str) -> str:
    return str(KINDS.get(kind) or (_("不认识的内容") if kind else _("读不懂的内容")))


@dataclass(frozen=True)
class Reading:
    """One envelope with what is needed to read it, for one reader."""

    held: Held
    scope: Scope
    today: date

    @cached_property
    def envelope(self) -> Envelope | None:
        return arrived(json.loads(self.held.envelope)).envelope

    @cached_property
    def body(self) -> BaseModel | None:
        return body_of(self.envelope) if self.envelope else None

    @cached_property
    def pack(self) -> Pack:
        """With the forms that the person saw."""
        county, digest = self.held.county_code, self.envelope.pack if self.envelope else ""
        return packs_seen(county, pack_of(county), [digest])[digest]

    @property
    def is_first(self) -> bool:
        """Whether it is held under its own id: another content has not come before it."""
        return self.envelope is not None and self.envelope.id == self.held.id

    @property
    def there(self) -> Mapping[str, Any]:
        """In conflict: what stands at the door instead."""
        return json.loads(self.held.there) if self.held.there else {}

    @property
    def as_it_came(self) -> Rows:
        return [(_("原文"), self.held.envelope[:LONGEST])]


def answers(fields: Iterable[Question], given: Mapping[str, Any]) -> Rows:
    """Answers by the labels of their questions; one whose question is gone stands under its key."""
    known = {one.key: one for one in fields}
    ordered = [key for key in known if key in given] + [key for key in given if key not in known]
    return [
        (known[key].label if key in known else key, answer(known.get(key), given[key])) for key in ordered
    ]


def answer(asked: Question | None, given: Any) -> str:
    if asked is not None:
        field = as_asked(asked, required=False)
        try:
            value = read_answer(field, given)
        except Wrong:
            return plain(given)
        return shown(field, value) if value is not None else ""
    return plain(given)


def plain(value: Any) -> str:
    if isinstance(value, list):
        return listed(plain(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def day_of(text: Any) -> str:
    """A day as the door wrote it beside a version."""
    return day(date.fromisoformat(str(text)[:10])) if text else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of two versions side by side."""

    label: str
    phone: str
    here: str

    @property
    def differs(self) -> bool:
        return self.phone != self.here


def side_by_side(phone: Rows, here: Rows) -> list[Pair]:
    """Two versions by label, in the phone's order; what only one of them says stands alone."""
    left, right = dict(phone), dict(here)
    return [Pair(label, left.get(label, ""), right.get(label, "")) for label in {**left, **right}]


def id_of(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
