from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.dispatch import services
from zhucun.dispatch.models import Posting
from zhucun.dispatch.refusals import EndsBeforeStart, PostingHasEnded, ReasonMissing
from zhucun.policy import registry

pytestmark = pytest.mark.usefixtures("frozen_today")
LAST = date(2026, 10, 31)


def end(cast, on=LAST, because="任期届满"):
    return services.end_posting(by=System(), posting=cast.posting, on=on, because=because)


def again(cast):
    return Posting.objects.in_county(cast.home.code).get(id=cast.posting.id)


def test_a_posting_ends_on_its_last_day_with_the_reason(cast):
    end(cast)

    assert (again(cast).ends_on, again(cast).end_because) == (LAST, "任期届满")
    event = AuditEvent.objects.in_county(cast.home.code).get(act="dispatch.posting_ended")
    assert event.place_code == cast.posting.village_code
    assert event.details == {"on": "2026-10-31", "because": "任期届满"}


def test_the_days_after_it_are_told_of_it(cast, monkeypatch):
    told = []
    monkeypatch.setitem(registry._refreshers, "test", lambda *change, at: told.append(change))

    end(cast)

    assert told == [(cast.home.code, LAST, date(2026, 11, 18), [cast.posting.id])]


def test_an_end_can_be_moved_forward_and_not_back(cast):
    end(cast)
    end(cast, on=date(2026, 9, 30))

    assert again(cast).ends_on == date(2026, 9, 30)
    with pytest.raises(PostingHasEnded) as caught:
        end(cast, on=LAST)
    assert caught.value.sentence == "这段派驻已于 2026-09-30 结束。"


def test_an_end_before_the_start_or_without_a_reason_is_refused(cast):
    with pytest.raises(EndsBeforeStart):
        end(cast, on=date(2025, 12, 31))
    with pytest.raises(ReasonMissing):
        end(cast, because=" \u3000")

    assert again(cast).ends_on is None


def test_the_screen_ends_it_and_shows_a_refusal_beside_its_field(cast, client_of):
    client = client_of(cast.county_officer)
    address = reverse("dispatch:end", args=[cast.home.code, cast.posting.id])

    refused = client.post(address, {"on": "2025-12-31", "because": "任期届满"})
    done = client.post(address, {"on": "2026-10-31", "because": "任期届满"}, follow=True)

    assert refused.status_code == 422
    assert "结束日期早于开始日期 2026-01-01" in refused.content.decode()
    assert "李书记的派驻至 2026-10-31 结束。" in done.content.decode()


def test_who_may_not_end_is_refused_and_an_outsider_finds_nothing(cast, client_of):
    address = reverse("dispatch:end", args=[cast.home.code, cast.posting.id])
    sent = {"on": "2026-10-31", "because": "x"}

    assert client_of(cast.township_officer).post(address, sent).status_code == 403
    assert client_of(cast.first_secretary).post(address, sent).status_code == 403
    assert client_of(cast.outsider).post(address, sent).status_code == 404
    assert again(cast).ends_on is None
