"""Writing the trail. A write and its audit line commit together, or neither does.

One county has one writer at a time, on every database: an act takes its place in the county's queue before
it reads anything. On SQLite the transaction itself is that queue; on PostgreSQL it is the row of the chain's
head. So what a service has checked is still true when it writes, and two acts can never wait for each other.
"""

import functools
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.db import connection, transaction

from zhucun.audit import acts
from zhucun.audit.gathering import gathered_of, lock_head, move_head, next_event
from zhucun.audit.models import NO_COUNTY, AuditEvent
from zhucun.kernel.hiding import hide_numbers

P = ParamSpec("P")
R = TypeVar("R")

_notes: ContextVar[dict[str, Any] | None] = ContextVar("audit_notes", default=None)
ALWAYS_KEPT = ("because", "on", "month")  # arguments worth reading in a trail, never personal


class Actor(Protocol):
    """Whoever acts: an account, or the installation itself."""

    @property
    def id(self) -> uuid.UUID | None: ...


class System:
    """The installation acting on its own: a command line or a nightly run."""

    id = None

    def __init__(self, name: str = "系统") -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def note(**details: Any) -> None:
    """Add codes, dates or counts to the line of the act under way; never personal data."""
    notes = _notes.get()
    if notes is not None:
        notes.update(details)


def recorded(act: str, called: acts.Words = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a service as one act: it runs in a transaction that ends with its audit line.

    The county comes from `county=` or from the thing given or returned; a service without any is the installation's.
    `called` is what the act is called on screen.
    """
    acts.name(act, called)

    def mark(service: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            outer, county = _notes.set({}), _county_of(kwargs)
            try:
                with transaction.atomic(), _taking_back(county):
                    _queue(county)
                    result = service(*args, **kwargs)
                    _write(act, kwargs, result, _notes.get() or {})
            finally:
                _notes.reset(outer)
            return result

        run.recorded_act = act  # type: ignore[attr-defined]
        return run

    return mark


def _write(act: str, given: dict[str, Any], result: Any, notes: dict[str, Any]) -> None:
    subject = result if hasattr(result, "pk") else None
    details = {name: given[name] for name in ALWAYS_KEPT if given.get(name) is not None}
    append(
        county=_county_of(given) or getattr(subject, "county_code", "") or NO_COUNTY,
        act=act,
        by=cast(Actor, given["by"]),
        subject=subject,
        place_code=getattr(subject, "village_code", "") or getattr(subject, "township_code", ""),
        details={**details, **notes},
    )


def _county_of(given: dict[str, Any]) -> str:
    """The county an act is about, as far as its arguments tell."""
    counties = (getattr(thing, "county_code", "") for thing in given.values())
    return str(given.get("county") or next(filter(None, counties), ""))


def _queue(county: str) -> None:
    if county and connection.features.has_select_for_update and gathered_of(county) is None:
        lock_head(county)


def _taking_back(county: str) -> AbstractContextManager[None]:
    """Lines of what fails are not written: by the database, or by whoever gathers them."""
    gathered = gathered_of(county)
    return gathered.or_nothing() if gathered else nullcontext()


def append(
    *,
    county: str,
    act: str,
    by: Actor | None,
    subject: Any = None,
    place_code: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one line at the end of the county's chain, inside the caller's transaction."""
    line = {
        "actor_id": str(by.id) if by and by.id else None,
        "actor": str(by) if by else "",
        "act": act,
        "subject_kind": subject._meta.label_lower if subject is not None else "",
        "subject_id": str(subject.pk) if subject is not None else None,
        "place_code": place_code,
        "details": _hidden(_plain(details or {})),
    }
    gathered = gathered_of(county)
    if gathered is not None:
        return gathered.add(line)
    with transaction.atomic():
        head = lock_head(county)
        event = next_event(county, head.seq, head.hash, line)
        event.save(force_insert=True)
        move_head(county, event)
    return event


def _hidden(details: dict[str, Any]) -> dict[str, Any]:
    """What a person wrote may hold a number, though it should not; the trail cannot be cleaned afterwards."""
    written = details.get("because")
    return details | {"because": hide_numbers(written)} if isinstance(written, str) else details


def _plain(value: Any) -> Any:
    """What every database gives back as it got it: a fraction might not, so it is kept as written."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in (value if isinstance(value, list | tuple) else sorted(value))]
    return value if isinstance(value, str | int) or value is None else str(value)
