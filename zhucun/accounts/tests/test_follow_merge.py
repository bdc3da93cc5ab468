from datetime import date

from zhucun.accounts.models import Grant
from zhucun.accounts.queries import scope_of
from zhucun.accounts.services import follow_merge
from zhucun.accounts.tests.builders import COUNTY, give, lines
from zhucun.audit.services import System
from zhucun.places.services import merge_villages

MERGED = date(2026, 12, 1)


def merge(cast):
    return merge_villages(
        by=System(),
        county=COUNTY,
        codes=[cast.villages[0].code],
        into_code=cast.villages[1].code,
        on=MERGED,
        because="青山县行政村撤并方案",
    )


def grants(user):
    return list(
        Grant.objects.filter(user=user).order_by("starts_on").values_list("place_prefix", "starts_on")
    )


def test_roles_follow_their_village_and_the_old_one_stays_readable(cast, frozen_today):
    merge(cast)

    old, new = cast.villages[0].code, cast.villages[1].code
    assert grants(cast.first_secretary) == [(old, date(2026, 1, 1)), (new, MERGED)]
    scope = scope_of(cast.first_secretary, COUNTY, on=MERGED)
    assert scope.covers(old, "fieldwork.see") and scope.covers(new, "fieldwork.write")
    assert not scope_of(cast.first_secretary, COUNTY, on=frozen_today).covers(new, "fieldwork.write")


def test_the_new_grant_ends_when_the_old_one_does_and_says_why(cast, frozen_today):
    Grant.objects.filter(user=cast.team_member).update(ends_on=date(2027, 3, 1))

    merge(cast)

    new = Grant.objects.get(user=cast.team_member, starts_on=MERGED)
    assert new.ends_on == date(2027, 3, 1)
    assert "村合并" in new.because and cast.villages[0].code in new.because


def test_one_line_tells_how_many_followed(cast, frozen_today):
    merge(cast)

    (line,) = [line for line in lines() if line.act == "accounts.grants_followed_merge"]
    assert line.details["grants"] == 2
    assert line.details["new"] == cast.villages[1].code


def test_whoever_has_the_role_there_already_gets_no_second_one(cast, frozen_today):
    give(cast, System(), cast.team_member, role="team_member", place_prefix=cast.villages[1].code)

    merge(cast)

    assert len(grants(cast.team_member)) == 2


def test_two_villages_merging_give_one_grant(cast, frozen_today):
    give(cast, System(), cast.team_member, role="team_member", place_prefix=cast.villages[1].code)

    moved = follow_merge(
        by=System(),
        county=COUNTY,
        old_codes=[cast.villages[0].code, cast.villages[1].code],
        new_code=cast.villages[2].code,
        on=MERGED,
    )

    assert moved == 2
    assert Grant.objects.filter(user=cast.team_member, place_prefix=cast.villages[2].code).count() == 1


def test_what_has_ended_or_been_taken_back_does_not_follow(cast, frozen_today):
    Grant.objects.filter(user=cast.team_member).update(ends_on=date(2026, 11, 30))
    Grant.objects.filter(user=cast.first_secretary).update(withdrawn=True)

    merge(cast)

    assert not Grant.objects.filter(place_prefix=cast.villages[1].code).exists()


def test_grants_above_the_village_need_not_follow(cast, frozen_today):
    merge(cast)

    assert len(grants(cast.township_officer)) == 1
