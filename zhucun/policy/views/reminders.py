"""What one was reminded of: one's own, day by day."""

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.policy.reminders.queries import digests_of


@screen(needs="policy.see")
def reminders(request: ScreenRequest, county: str) -> HttpResponse:
    """The digests of the last workdays; whoever asks sees their own alone."""
    return render(
        request, "policy/reminders.html", {"county": county, "days": digests_of(request.user, county)}
    )
