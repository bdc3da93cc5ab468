"""What is answered and who is named with an act: only what it asks, and nobody who is complained about."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from zhucun.engine.flow.acting import Answers, NotAllowed, Why
from zhucun.engine.flow.definition import AGAINST, RAISER, Flow
from zhucun.engine.flow.numbers import is_filled
from zhucun.engine.flow.routing import EMPTIED, ME


def asked_for(answers: Answers, asks: Iterable[str], may_add: Iterable[str] = ()) -> dict[str, Any]:
    """The answers as they are kept: plain JSON, nothing that was left empty. A later answer replaces an earlier
    one, an empty one takes nothing away."""
    asks = tuple(asks)
    if unknown := set(answers) - set(asks) - set(may_add):
        raise NotAllowed(Why.NOT_ASKED, about=tuple(sorted(unknown)))
    given = {key: _kept(value) for key, value in answers.items() if is_filled(value)}
    if missing := tuple(key for key in asks if key not in given):
        raise NotAllowed(Why.ANSWER_MISSING, about=missing)
    return given


def named(
    names: Mapping[str, str], flow: Flow, values: Answers, parties: Mapping[str, str], by: str
) -> dict[str, str]:
    """The parties an act names, all looked up before any of them changes; an empty name takes one away.

    Whom a case is against need not be said.
    """
    found = {
        party: _found(party, source, flow, values, parties, by)
        for party, source in names.items()
        if party != RAISER and (party != AGAINST or is_filled(values.get(source)))
    }
    refuse_complained_about(found, found.get(AGAINST, parties.get(AGAINST, "")))
    return found


def refuse_complained_about(names: Mapping[str, str], against: str) -> None:
    """Whoever a case is against is nobody else in it, unless it is who raised it."""
    others = {party: user for party, user in names.items() if party not in (AGAINST, RAISER)}
    if barred := tuple(party for party, user in others.items() if user == against != ""):
        raise NotAllowed(Why.NOBODY_TO_NAME, about=barred)


def _found(party: str, source: str, flow: Flow, values: Answers, parties: Mapping[str, str], by: str) -> str:
    if source == EMPTIED:
        return ""
    here = {ME: by} if source == ME else values if source in flow.fields else parties
    if not (user := str(here.get(source) or "")):
        raise NotAllowed(Why.NOBODY_TO_NAME, about=(party,))
    return user


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
