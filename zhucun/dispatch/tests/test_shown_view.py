"""Who is stationed sees who looked at the numbers, and nobody sees that of another."""

import pytest
from django.urls import reverse

from zhucun.dispatch.services import show_person
from zhucun.kernel.guard import watching

pytestmark = pytest.mark.usefixtures("frozen_today")


def page(cast, client_of, name):
    answer = client_of(cast.members[name]).get(reverse("dispatch:shown", args=[cast.home.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_whose_number_was_shown_reads_by_whom_and_why(cast, client_of):
    person = cast.posting.person
    show_person(by=cast.county_officer, person=person, because="核对意外险")

    own, other = page(cast, client_of, "first_secretary"), page(cast, client_of, "team_member")

    assert "赵县委" in own and "核对意外险" in own
    assert person.id_number not in own and person.phone not in own
    assert "核对意外险" not in other and "还没有人打开过" in other


def test_who_stands_in_no_roster_is_told_so(cast, client_of):
    assert "没有与您账号关联的人" in page(cast, client_of, "county_officer")


def test_the_page_is_offered_beside_one_s_own_numbers_alone(cast, client_of):
    address = reverse("dispatch:posting", args=[cast.home.code, cast.posting.id])

    own, officer = (
        client_of(reader).get(address).content.decode()
        for reader in (cast.first_secretary, cast.county_officer)
    )

    assert "谁看过我的号码" in own and "谁看过我的号码" not in officer


def test_it_costs_the_same_however_often_it_was_shown(cast, client_of):
    costs = []
    for _again in range(2):
        show_person(by=cast.county_officer, person=cast.posting.person, because="核对意外险")
        with watching() as watch:
            page(cast, client_of, "first_secretary")
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1]
