"""Households, the people in them and who answers for them as rows of ledgers.

No number of a person, nothing of health; of a child under 14, or of whom may be one, neither name nor sex.
"""

from datetime import date
from functools import partial

from django.db.models import Q, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

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
from zhucun.households.choices import Circumstance, Housing, PairingKind, Sex, Water
from zhucun.households.domain_people import HEAD, age_on
from zhucun.households.models import Household, Membership, Pairing, holding
from zhucun.households.queries_people import facet_of
from zhucun.kernel.county import CountyQuerySet

SEE = "households.see"
YES, NO = "yes", "no"  # of the facet by which members are told apart


def households(asked: Asked) -> CountyQuerySet[Household]:
    return Household.objects.for_scope(asked.scope)


def household_told(asked: Asked) -> dict[str, Told]:
    return {
        **place_names(asked),
        "head": plain("head_name"),
        "group": plain("group_name"),
        "people": plain("people"),
        "circumstance": worded("circumstance", dict(Circumstance.choices)),
        "housing": worded("housing", dict(Housing.choices)),
        "water": worded("water", dict(Water.choices)),
        "number": plain("number"),
    }


def household_opens(asked: Asked) -> Told:
    return opening(asked, "households:household", "household_id")


def members(asked: Asked) -> CountyQuerySet[Membership]:
    """Who is in a household now."""
    return Membership.objects.for_scope(asked.scope).filter(ends_on__isnull=True, voided=False)


def is_minor(asked: Asked) -> dict[str, Combinable]:
    """Whether somebody is kept as closely as a child, as the list of members has it."""
    return {"minor": facet_of("minor", asked.on)}


def _minor(said: str, asked: Asked) -> Q:
    return Q(Exact(facet_of("minor", asked.on), Value(said)))


def member_told(asked: Asked) -> dict[str, Told]:
    child, unknown = _("未满 14 周岁"), _("年龄没有登记的人")
    sexes = {**dict(Sex.choices), Sex.UNKNOWN: ""}

    def name(minor: str, born_on: date | None, name: str) -> str:
        return name if minor == NO else child if born_on else unknown

    return {
        **place_names(asked),
        "name": Told(("minor", "villager__born_on", "villager__name"), name),
        "head": plain("household__head_name"),
        "group": plain("household__group_name"),
        "relation": worded("relation", {HEAD: _("户主"), **asked.pack.vocabularies.get("relation", {})}),
        "sex": Told(
            ("minor", "villager__sex"), lambda minor, sex: str(sexes.get(sex, "")) if minor == NO else ""
        ),
        "age": Told(("villager__born_on",), lambda born_on: age_on(born_on, asked.on) if born_on else None),
    }


def member_opens(asked: Asked) -> Told:
    return opening(asked, "households:person", "villager_id", "villager_id")


def pairings(asked: Asked) -> CountyQuerySet[Pairing]:
    return Pairing.objects.for_scope(asked.scope).filter(voided=False)


def pairing_told(asked: Asked) -> dict[str, Told]:
    return {
        **place_names(asked, "place_code"),
        "helper": plain("name"),
        "kind": worded("kind", dict(PairingKind.choices)),
        "head": plain("household__head_name"),
        "group": plain("household__group_name"),
        "starts_on": plain("starts_on"),
        "ends_on": plain("ends_on"),
        "because": plain("because"),
    }


def pairing_opens(asked: Asked) -> Told:
    return opening(asked, "households:pairing", "pairing")


HOUSEHOLDS = LedgerOffer(
    needs=SEE,
    rows=households,
    told=household_told,
    opens=household_opens,
    orders={"place": ("village_code", "head_name"), "name": ("head_name",)},
    filters={
        "state": either(
            registered=lambda _asked: Q(ends_on__isnull=True),
            ended=lambda _asked: Q(ends_on__isnull=False),
        ),
        "circumstance": one_of("circumstance"),
    },
)
MEMBERS = LedgerOffer(
    needs=SEE,
    rows=members,
    told=member_told,
    opens=member_opens,
    worked_out=is_minor,
    orders={"place": ("village_code", "household_id")},
    filters={
        "circumstance": one_of("household__circumstance"),
        "minor": either(
            yes=partial(_minor, YES),
            no=partial(_minor, NO),
        ),
    },
)
PAIRINGS = LedgerOffer(
    needs=SEE,
    rows=pairings,
    told=pairing_told,
    opens=pairing_opens,
    place="place_code",
    days=lambda first, last: Q(starts_on__lte=last) & (Q(ends_on__isnull=True) | Q(ends_on__gt=first)),
    orders={
        "place": ("place_code", "kind"),
        "name": ("name",),
        "newest": ("-starts_on",),
    },
    filters={
        "state": either(
            standing=lambda asked: holding(asked.on),
            over=lambda asked: Q(ends_on__lte=asked.on),
        ),
        "kind": one_of("kind"),
    },
)


def offer() -> None:
    offer_ledger("household", HOUSEHOLDS)
    offer_ledger("member", MEMBERS)
    offer_ledger("pairing", PAIRINGS)
