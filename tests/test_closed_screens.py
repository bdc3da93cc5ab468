"""Every address declares what it needs, or is closed."""

import pytest
from django.test import Client

from tests.addresses import Address, addresses
from zhucun.accounts import roles
from zhucun.accounts.screens import OPENED
from zhucun.policy.pack.permissions import PERMISSIONS
from zhucun.testing.cast import client_of

ALL = addresses()
OURS = [address for address in ALL if hasattr(address.view, "screen")]
CLOSED = [address for address in ALL if address.rule is None]
PUBLIC = {"account_login", "account_inactive", "set_language", "app:page", "app:worker", "app:sign_out"}
# The door of the field app: who asks is told by the phone's own secret, or by a sign-in of just now.
BY_PHONE = {"field:devices", "field:hello", "field:push", "field:pull", "field:photo"}
ANY_PART = {"key": "a", "uidb36": "a"}

each = pytest.mark.parametrize


def test_the_walk_finds_the_addresses_of_every_feature() -> None:
    assert {address.name.split(":")[0] for address in OURS} >= {"home", "dispatch", "attendance", "system"}
    assert len(ALL) > 60


def test_only_screens_of_libraries_are_closed() -> None:
    ours = [address.name for address in CLOSED if address.view.__module__.startswith("zhucun")]

    assert not ours, "declare what the screen needs: @screen(needs=…)"


@pytest.mark.django_db
@each("address", CLOSED, ids=str)
def test_a_closed_address_is_not_found_by_anybody(cast, address: Address) -> None:
    url = address.url(ANY_PART)

    for browser in (Client(), client_of(cast.county_officer)):
        assert browser.get(url).status_code == 404
        assert browser.post(url).status_code == 404


def test_every_name_that_was_opened_exists() -> None:
    assert set(OPENED) <= {address.name for address in ALL}


def test_what_anybody_may_see_without_signing_in_is_listed_here() -> None:
    assert {address.name for address in ALL if address.rule and address.rule.public} == PUBLIC | BY_PHONE


@each("address", OURS, ids=str)
def test_a_screen_of_a_county_needs_a_right_and_others_need_none(address: Address) -> None:
    assert address.rule is not None
    assert bool(address.rule.needs) == address.in_county
    assert address.rule.needs is None or address.rule.needs in PERMISSIONS


def test_every_right_opens_something_and_some_role_has_it() -> None:
    asked = {address.rule.needs for address in ALL if address.rule and address.rule.needs}
    given = {right for role in roles.titles() for right in roles.permissions_of(role)}

    assert asked <= given, "a screen that nobody may enter"
