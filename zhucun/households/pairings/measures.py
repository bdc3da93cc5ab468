"""What duties can ask of pairings: the families whose cadre somebody stationed is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from zhucun.households.choices import PairingKind
from zhucun.households.measures import of_village
from zhucun.households.models import Pairing
from zhucun.policy.offers import Asked, MemberFact


def paired(asked: Asked) -> Iterator[MemberFact]:
    """Per posting the families it answers for, with the days: those of its own village, where its visits are written.

    A cadre without an account is known by name alone and answers for nothing here.
    """
    families = {fact.id: fact for fact in of_village(asked)}
    postings = defaultdict(list)
    for one in asked.postings:
        postings[one.user_id, one.village_code].append(one.id)
    rows = Pairing.objects.in_county(asked.county).filter(
        kind=PairingKind.CADRE_HOUSEHOLD,
        voided=False,
        user_id__in={one.user_id for one in asked.postings if one.user_id},
        place_code__in=asked.village_codes,
        starts_on__lte=asked.last,
    )
    held = rows.order_by("id").values_list("user_id", "household_id", "starts_on", "ends_on")
    for user, household, since, until in held:
        fact = families.get(household) if household else None
        if fact is None:
            continue
        for posting in postings.get((user, fact.village_code), ()):
            yield replace(fact, posting=posting, since=since, until=until)
