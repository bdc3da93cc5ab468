"""Carrying out one envelope: read its body, read what it names, have the feature do it. For phones and the office alike."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from zhucun.accounts.models import User
from zhucun.policy.pack import Pack
from zhucun.policy.phone import Named, Sent
from zhucun.sync import refusals
from zhucun.sync.envelopes import Envelope
from zhucun.sync.kinds import KINDS, Feature


class Known:
    """What some envelopes name, read feature by feature; a feature that nothing is sent to reads nothing."""

    def __init__(self, county: str, envelopes: Iterable[Envelope], bodies: Mapping[UUID, BaseModel]) -> None:
        named: dict[Feature, list[Named]] = {kind.feature: [] for kind in KINDS.values()}
        for one in envelopes:
            if one.id in bodies:
                named[KINDS[one.kind].feature].append(Named(one.id, bodies[one.id], one.base))
        self._by_feature = {feature: feature.read(county, ones) for feature, ones in named.items()}

    def of(self, feature: Feature) -> Any:
        return self._by_feature[feature]

    def place_of(self, envelope: Envelope, body: BaseModel) -> str:
        feature = KINDS[envelope.kind].feature
        return feature.place_of(body, self.of(feature))


def body_of(envelope: Envelope) -> BaseModel | None:
    """What an envelope says, as its kind reads it; None where the kind is not known or cannot read it."""
    kind = KINDS.get(envelope.kind)
    try:
        return kind.shape.model_validate(envelope.body) if kind else None
    except ValidationError:
        return None


def carry_out(
    envelope: Envelope,
    body: BaseModel | None,
    *,
    by: User,
    county: str,
    at: datetime,
    pack: Pack,
    known: Known,
) -> UUID:
    """Do what an envelope says, for its author; gives the id of what was made."""
    kind = KINDS.get(envelope.kind)
    if kind is None:
        raise refusals.UnknownKind(kind=envelope.kind)
    if body is None:
        raise refusals.NotReadable
    sent = Sent(
        id=envelope.id,
        by=by,
        county=county,
        at=at,
        made_at=envelope.made_at,
        base=envelope.base,
        said=body,
        pack=pack,
    )
    return kind.carry_out(sent, known.of(kind.feature))
