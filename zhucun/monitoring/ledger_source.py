"""Monitored households and what is done for them as rows of ledgers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from zhucun.documents.ledgers.registry import (
    Asked,
    LedgerOffer,
    Told,
    either,
    offer_ledger,
    one_of,
    opening,
    place_names,
    plain,
    worded,
)
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.checks import EDIT, SEE
from zhucun.monitoring.choices import Channel, Effect, Kind, MeasureState
from zhucun.monitoring.models import HelpMeasure, Monitored
from zhucun.monitoring.services_measures import KINDS

RISKS = "poverty_risk"


def monitored(asked: Asked) -> CountyQuerySet[Monitored]:
    return Monitored.objects.for_scope(asked.scope)


def monitored_told(asked: Asked) -> dict[str, Told]:
    risks = asked.pack.vocabularies.get(RISKS, {})
    return {
        **_home(asked),
        "people": plain("household__people"),
        "kind": worded("kind", dict(Kind.choices)),
        "risks": Told(("risks",), lambda codes: "、".join(risks.get(code, code) for code in codes)),
        "channel": worded("channel", dict(Channel.choices)),
        "since": plain("since"),
        # The household's page lists them all.
        "measures": Told(("measures_there",), int, opens=_household(asked)),
        "removed_on": plain("removed_on"),
    }


def measures_there(asked: Asked) -> Mapping[str, Combinable]:
    """How many measures a household has: all of its times of being monitored, as its page lists them."""
    rows = HelpMeasure.objects.in_county(asked.county).filter(household=OuterRef("household")).order_by()
    counted: Any = rows.values("household").annotate(n=Count("pk")).values("n")
    return {"measures_there": Coalesce(Subquery(counted, output_field=IntegerField()), 0)}


def measures(asked: Asked) -> CountyQuerySet[HelpMeasure]:
    return HelpMeasure.objects.for_scope(asked.scope)


def measure_told(asked: Asked) -> dict[str, Told]:
    return {
        **_home(asked),
        "what": plain("what"),
        "kind": worded("kind", asked.pack.vocabularies.get(KINDS, {})),
        "owner": plain("owner"),
        "due_on": plain("due_on"),
        "state": worded("state", dict(MeasureState.choices)),
        "done_on": plain("done_on"),
        "effect": worded("effect", dict(Effect.choices)),
    }


def measure_opens(asked: Asked) -> Told:
    """The measure for whoever may move it on; for others the household's page, which lists it."""
    return opening(asked, "monitoring:measure", "measure") if asked.scope.may(EDIT) else _household(asked)


def _home(asked: Asked) -> dict[str, Told]:
    names = {"head": plain("household__head_name"), "group": plain("household__group_name")}
    return {**place_names(asked), **names}


def _household(asked: Asked) -> Told:
    return opening(asked, "households:household", "household_id", "household_id")


MONITORED = LedgerOffer(
    needs=SEE,
    rows=monitored,
    told=monitored_told,
    opens=_household,
    worked_out=measures_there,
    days=lambda first, last: Q(since__lte=last) & (Q(removed_on__isnull=True) | Q(removed_on__gte=first)),
    orders={
        "place": ("village_code", "household__head_name"),
        "oldest": ("since",),
        "newest": ("-since",),
    },
    filters={
        "state": either(
            monitored=lambda _asked: Q(removed_on__isnull=True),
            removed=lambda _asked: Q(removed_on__isnull=False),
        ),
        "kind": one_of("kind"),
        "channel": one_of("channel"),
    },
)
MEASURES = LedgerOffer(
    needs=SEE,
    rows=measures,
    told=measure_told,
    opens=measure_opens,
    days=lambda first, last: Q(due_on__gte=first, due_on__lte=last),
    orders={
        "place": ("village_code", "household__head_name", "due_on"),
        "due": ("due_on",),
        "newest": ("-planned_at",),
    },
    filters={"state": one_of("state"), "kind": one_of("kind"), "effect": one_of("effect")},
)


def offer() -> None:
    offer_ledger("monitored", MONITORED)
    offer_ledger("help_measure", MEASURES)
