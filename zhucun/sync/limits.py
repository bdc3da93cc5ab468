"""Who asks too often waits: a phone that has lost its way, an address that tries secrets, a person who enrols without end.

Counted by what counts sign-ins, in the database, where every process sees it (`ACCOUNT_RATE_LIMITS`). That takes three
writes, so a process reports only each twentieth request; a round of a phone, weeks of work in it or not, costs nothing.
"""

from collections import Counter
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest

from zhucun.kernel import clock
from zhucun.sync.models import Device
from zhucun.sync.refusals import TooOften

STEP = 20  # requests behind one that is counted
REST = timedelta(minutes=1)
MOST = 10_000  # names remembered by one process
DEVICE, STRANGER, ENROLMENT = "field_requests", "field_strangers", "field_devices"
asked: Counter[str] = Counter()
resting: dict[str, datetime] = {}


def enrolling(request: HttpRequest) -> None:
    """Of one person and of one address: each sign-in makes a phone or two, not hundreds."""
    if not ratelimit.consume(request, action=ENROLMENT):
        raise TooOften


def known(request: HttpRequest, device: Device) -> None:
    _count(request, DEVICE, str(device.id))


def unknown(request: HttpRequest) -> None:
    """Only who has no right secret is counted by address: behind one address there may be a whole valley."""
    _count(request, STRANGER, get_adapter().get_client_ip(request))


def _count(request: HttpRequest, action: str, key: str) -> None:
    name, now = f"{action} {key}", clock.now()
    if resting.get(name, now) > now:
        raise TooOften
    if len(asked) >= MOST:
        asked.clear()
        resting.clear()
    asked[name] += 1
    if asked[name] % STEP == 0 and not ratelimit.consume(request, action=action, key=key):
        asked[name] -= 1  # the next one, after the rest, is looked at again
        resting[name] = now + REST
        raise TooOften
