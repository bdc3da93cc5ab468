"""Cases as rows of ledgers: those the reader may know of, and no others in any figure."""

from django.db.models import F, Q

from zhucun.cases.flow_versions import flows_behind
from zhucun.cases.models import Case, FlowVersion
from zhucun.cases.queries import visible
from zhucun.cases.routing import SEE
from zhucun.cases.words import ENDINGS, LEVELS
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


def rows(asked: Asked) -> CountyQuerySet[Case]:
    return visible(asked.scope, asked.on)


def told(asked: Asked) -> dict[str, Told]:
    """A case is told in the words of the flow under which it was raised."""
    versions = FlowVersion.objects.in_county(asked.county).values_list("id", flat=True)
    flows = flows_behind(asked.county, versions)
    kinds = {id: flow.title for id, flow in flows.items()}
    states = {
        (id, code): state.title for id, flow in flows.items() for code, state in flow.flow.states.items()
    }
    return {
        **place_names(asked, "place_code"),
        "title": plain("title"),
        "kind": Told(("flow_version_id",), lambda version: kinds.get(version, "")),
        "state": Told(
            ("flow_version_id", "state"), lambda version, state: states.get((version, state), state)
        ),
        "level": worded("level", LEVELS),
        "raised_by": plain("raised_by__name"),
        "raised_on": plain("raised_on"),
        "due_on": plain("due_on"),
        "ended_on": plain("ended_on"),
        "ending": worded("ending", ENDINGS),
    }


def opens(asked: Asked) -> Told:
    return opening(asked, "cases:case", "case")


CASES = LedgerOffer(
    needs=SEE,
    rows=rows,
    told=told,
    opens=opens,
    place="place_code",
    days=lambda first, last: Q(raised_on__gte=first, raised_on__lte=last),
    orders={
        "newest": ("-raised_on",),
        "oldest": ("raised_on",),
        "due": (F("due_on").asc(nulls_last=True),),
        "place": ("place_code", "raised_on"),
    },
    filters={
        "standing": either(open=lambda _asked: Q(ending=""), ended=lambda _asked: ~Q(ending="")),
        "kind": one_of("flow"),
        "level": one_of("level"),
    },
)


def offer() -> None:
    offer_ledger("case", CASES)
