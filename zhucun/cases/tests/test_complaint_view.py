"""A complaint on screens: whom it is against, and whoever reports to that person, find no trace of it."""

import pytest
from django.urls import reverse

from zhucun.cases.forms import ID
from zhucun.cases.models import Case
from zhucun.kernel.ids import uuid7

SECRET = "常不在村里"
NO_TRACE = {"inbox", "list", "board"}


@pytest.fixture(autouse=True)
def _today(frozen_today):
    """Every test on this page is on the same day."""


def url(cast, name, **parts):
    return reverse(f"cases:{name}", kwargs={"county": cast.home.code, **parts})


@pytest.fixture
def complaint(cast, client_of):
    """The team member complains about the first secretary, on the page that anybody would use."""
    given = {
        ID: uuid7(),
        "topic": SECRET,
        "person": cast.first_secretary.id,
        "detail": f"{SECRET}，群众都知道",
    }
    client_of(cast.team_member).post(url(cast, "raise_one", flow="complaint"), given)
    return Case.objects.in_county(cast.home.code).get()


@pytest.mark.parametrize("page", sorted(NO_TRACE))
def test_whom_it_is_against_finds_no_trace_in_any_list(cast, client_of, complaint, page):
    query = "?tab=here" if page == "inbox" else "?standing=all"

    answer = client_of(cast.first_secretary).get(url(cast, page) + query)

    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert "周队员" not in answer.content.decode()


@pytest.mark.parametrize("name", ["case", "note", "resume", "add_file"])
def test_whom_it_is_against_finds_no_page_of_it(cast, client_of, complaint, name):
    assert client_of(cast.first_secretary).get(url(cast, name, case=complaint.id)).status_code == 404


def test_whoever_handles_it_reads_what_was_said_and_about_whom(cast, client_of, complaint):
    page = client_of(cast.township_officer).get(url(cast, "case", case=complaint.id)).content.decode()

    assert "群众都知道" in page
    assert "李书记" in page


def test_its_author_follows_it_without_what_is_kept_for_handlers(cast, client_of, complaint):
    officer = client_of(cast.township_officer)
    officer.post(url(cast, "act", case=complaint.id, step="accept"), {"case-seq": 1})
    officer.post(
        url(cast, "act", case=complaint.id, step="hear"),
        {"case-seq": 2, "heard_on": "2026-11-18", "heard": "本人说每周都在"},
    )

    page = client_of(cast.team_member).get(url(cast, "case", case=complaint.id)).content.decode()

    assert "群众都知道" in page
    assert "登记本人说明" in page
    assert "本人说每周都在" not in page


def test_an_officer_of_the_place_who_does_not_handle_it_does_not_read_it(cast, client_of, complaint):
    listed = client_of(cast.county_officer).get(url(cast, "list") + "?standing=all").content.decode()

    assert SECRET not in listed
    assert client_of(cast.county_officer).get(url(cast, "case", case=complaint.id)).status_code == 404
