"""How allauth behaves here: nobody signs up; sign-ins and failures stand in the audit trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from zhucun.accounts.services import note_sign_in_failed


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are issued by the office."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        note_sign_in_failed(username=str(credentials.get("username", "")))
