"""A refusal that no view has caught still reaches the person as a sentence with a next step."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhucun.kernel.refusals import Refusal

CONFLICT = 409


class RefusalPages:
    """Middleware; views that show a refusal beside their form catch it themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return render(request, "kernel/refused.html", {"refusal": error}, status=CONFLICT)
        return None
