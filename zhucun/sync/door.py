"""Requests as they come, answers as they go: every answer is JSON with the field `zhucun`, whatever happened.

No cookie counts at this door but at the enrolment, and no page of another origin can send what it reads.
"""

import functools
import hmac
import json
import logging
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from pydantic import BaseModel, ValidationError

from zhucun.kernel import clock
from zhucun.kernel.fields import keyed_hash
from zhucun.kernel.refusals import Refusal
from zhucun.kernel.screens import screen
from zhucun.sync import limits, queries, refusals
from zhucun.sync.messages import MOST_BYTES, Problem, State, Told
from zhucun.sync.models import Device
from zhucun.sync.services import HASHED
from zhucun.sync.states import state_of

log = logging.getLogger(__name__)
JSON = "application/json"
LONGEST_NUMBER = 12
M = TypeVar("M", bound=BaseModel)
Answer = Callable[..., Told]
STATUS = {
    refusals.NotReadable: 400,
    refusals.TooMuch: 413,
    refusals.TooOften: 429,
    refusals.UnknownDevice: 401,
    refusals.SignInAgain: 401,
}


class NotToday(Exception):
    """A refusal of the request as a whole, with what the device must know of itself."""

    def __init__(self, refusal: Refusal, state: State | None = None, status: int = 0) -> None:
        self.refusal, self.state = refusal, state
        self.status = status or STATUS.get(type(refusal), 409)
        super().__init__(refusal.code)


def answering(*verbs: str) -> Callable[[Answer], Callable[..., HttpResponse]]:
    """A view that gives a message; what it refuses is a message too."""

    def mark(view: Answer) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def run(request: HttpRequest, **kwargs: str) -> HttpResponse:
            if request.method not in verbs:
                return _sent(_problem(refusals.NotReadable()), 405)
            try:
                return _sent(view(request, **kwargs), 200)
            except NotToday as error:
                return _sent(_problem(error.refusal, error.state), error.status)
            except refusals.TooOften as refusal:
                answer = _sent(_problem(refusal), STATUS[refusals.TooOften])
                answer.headers["Retry-After"] = f"{limits.REST.seconds}"
                return answer
            except OperationalError:  # full, locked or gone: the phone tries again later
                log.exception("the door could not write")
                return _sent(_problem(refusals.NotNow()), 503)
            except Refusal as refusal:
                return _sent(_problem(refusal), STATUS.get(type(refusal), 409))

        return csrf_exempt(screen(public=True)(gzip_page(run)))

    return mark


def read(request: HttpRequest, shape: type[M]) -> M:
    """The message in a request; another site's form cannot be one, for browsers ask before they send JSON across."""
    if request.content_type != JSON:
        raise refusals.NotReadable
    said = request.headers.get("Content-Length", "")
    if (said.isdecimal() and int(said) > MOST_BYTES) or len(request.body) > MOST_BYTES:
        raise refusals.TooMuch
    try:
        return shape.model_validate(json.loads(request.body))
    except (ValidationError, ValueError, RecursionError) as error:
        raise refusals.NotReadable from error


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number in the address; None where there is none."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise refusals.NotReadable
    return int(text)


def device_of(request: HttpRequest, *, signed_in: bool = True) -> Device:
    """Whose request it is; refused where it is nobody's, or where its person has to sign in first."""
    device = _named(request.headers.get("Authorization", ""))
    if device is None:
        limits.unknown(request)
        raise NotToday(refusals.UnknownDevice(), "sign_in")
    limits.known(request, device)
    state = state_of(device, clock.now())
    if signed_in and state == "sign_in":
        raise NotToday(refusals.SignInAgain(), state)
    return device


def _named(header: str) -> Device | None:
    scheme, _, rest = header.partition(" ")
    county, _, rest = rest.partition(".")
    id, _, secret = rest.partition(".")
    try:
        device = queries.device_in(county, UUID(id)) if scheme == "Device" else None
    except ValueError:
        return None
    if device is None or not hmac.compare_digest(device.secret_hash, keyed_hash(secret, HASHED)):
        return None
    return device


def _problem(refusal: Refusal, state: State | None = None) -> Problem:
    return Problem(code=refusal.code, says=refusal.sentence, next=refusal.advice, state=state)


def _sent(message: Told, status: int) -> HttpResponse:
    answer = HttpResponse(message.model_dump_json(), content_type=JSON, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
