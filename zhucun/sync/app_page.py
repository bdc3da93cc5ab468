"""The field app's page and its service worker, as they were built. Both hold nothing of anybody and open without a sign-in.

They are served here and not as plain files, because a service worker rules only what lies at or below its own address.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from zhucun.kernel.screens import screen


@screen(public=True)
@require_safe
def app(request: HttpRequest) -> HttpResponse:
    return _built("index.html", "text/html; charset=utf-8")


@screen(public=True)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    return _built("worker.js", "text/javascript; charset=utf-8")


@csrf_exempt
@screen(public=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the web's sign-in, so that the next page asks for a fresh one. No other origin may send JSON here."""
    if request.content_type != "application/json":
        return HttpResponse(status=400)
    logout(request)
    return HttpResponse(status=204)


def _built(name: str, kind: str) -> HttpResponse:
    file = Path(settings.STATIC_ROOT) / "field" / name
    if not file.is_file():
        raise Http404(f"{name} has not been built")
    answer = HttpResponse(file.read_bytes(), content_type=kind)
    answer.headers["Cache-Control"] = "no-cache"  # always asked for again, so that a new build is noticed
    return answer


app_name = "app"
urlpatterns = [
    path("", app, name="page"),
    path("worker.js", worker, name="worker"),
    path("sign-out", sign_out, name="sign_out"),
]
