"""The forms and flows of a pack as phones were given them: what was made with them is read with them, for ever."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from zhucun.policy.pack import Form, FormField, Pack
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.pack.flows import flow_of
from zhucun.policy.pack.options import Option
from zhucun.sync.models import FormsKept


def keep_forms(county: str, pack: Pack, at: datetime) -> None:
    """Keep what a phone is about to be given. One statement, and one more for the first phone of a pack."""
    rows = FormsKept.objects.in_county(county)
    if rows.filter(digest=pack.digest).exists():
        return
    kept = FormsKept(county_code=county, digest=pack.digest, forms=_written(pack), kept_at=at)
    FormsKept.objects.bulk_create([kept], ignore_conflicts=True)


def packs_seen(county: str, now: Pack, digests: Collection[str]) -> dict[str, Pack]:
    """By digest, the pack with the forms that a phone saw then; one that was never given is the one in force."""
    found = dict.fromkeys(digests, now)
    earlier = [digest for digest in found if digest and digest != now.digest]
    if earlier:
        rows = FormsKept.objects.in_county(county).filter(digest__in=earlier)
        for digest, kept in rows.values_list("digest", Cast("forms", TextField())):
            forms, flows = _read(kept)
            found[digest] = replace(now, digest=digest, forms=forms, flows=flows)
    return found


def _written(pack: Pack) -> dict[str, Any]:
    return {
        "forms": [{**asdict(form), "made_by": sorted(form.made_by)} for form in pack.forms.values()],
        "flows": [dict(flow.definition) for flow in pack.flows.values()],
    }


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[dict[str, Form], dict[str, PackFlow]]:
    """What was kept, as the pack itself holds it; read once, for phones are months behind and send every day."""
    kept = json.loads(text)
    forms = {form["code"]: _form(form) for form in kept["forms"]}
    return forms, {flow.id: flow for flow in map(flow_of, kept["flows"])}


def _form(kept: Mapping[str, Any]) -> Form:
    fields = tuple(
        FormField(**{**field, "options": tuple(Option(**option) for option in field["options"])})
        for field in kept["fields"]
    )
    return Form(
        **{
            **kept,
            "made_by": frozenset(kept["made_by"]),
            "serves": tuple(kept["serves"]),
            "fields": fields,
        }
    )
