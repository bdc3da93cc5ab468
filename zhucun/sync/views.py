"""The addresses below /api/field/. Each reads a message, has it done, and gives a message."""

from typing import cast

from django.http import HttpRequest

from zhucun.accounts.fresh import signed_in_just_now
from zhucun.accounts.models import User
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of
from zhucun.sync import limits, photos, queries, refusals, services
from zhucun.sync.door import NotToday, answering, device_of, number_in, read
from zhucun.sync.messages import Enrol, Enrolled, Greeted, Hello, Person, Piece, Pull, Pulled, Push, Pushed
from zhucun.sync.pieces import PIECE
from zhucun.sync.pulling import pull as pull_parts
from zhucun.sync.services_quarantine import let_go
from zhucun.sync.states import state_of
from zhucun.sync.taking import take


@answering("POST")
def devices(request: HttpRequest) -> Enrolled:
    """Make this phone known to the person who has just signed in."""
    said, at = read(request, Enrol), clock.now()
    if not signed_in_just_now(request, at):
        raise NotToday(refusals.SignInAgain(), "sign_in")
    limits.enrolling(request)
    by = cast(User, request.user)
    made = services.enrol(by=by, id=said.id, name=said.name, app=said.app, county=said.county, at=at)
    return Enrolled(
        secret=made.secret,
        recovery=made.device.recovery,
        county=made.device.county_code,
        person=Person(id=by.id, name=by.name),
        signed_in_until=made.device.signed_in_until,
    )


@answering("POST")
def hello(request: HttpRequest) -> Greeted:
    device, at = device_of(request, signed_in=False), clock.now()
    said = read(request, Hello)
    services.greet(device, said, at)
    if said.let_go:
        let_go(by=device.user, county=device.county_code, device=device, ids=said.let_go, at=at)
    return Greeted(
        clock=at,
        state=state_of(device, at),
        again=queries.forgotten(device, said.kept),
        lacking=queries.lacking(device, said.kept),
        backed_up=queries.backed_up(device),
        packs=[pack_of(device.county_code).digest],
        signed_in_until=device.signed_in_until,
    )


@answering("POST")
def push(request: HttpRequest) -> Pushed:
    device = device_of(request)
    return Pushed(answers=take(device, read(request, Push).envelopes, clock.now()))


@answering("POST")
def pull(request: HttpRequest) -> Pulled:
    device, at = device_of(request), clock.now()
    parts, gone = pull_parts(device, read(request, Pull).have, at)
    return Pulled(parts=parts, gone=gone, as_of=at)


@answering("GET", "PUT")
def photo(request: HttpRequest, digest: str) -> Piece:
    """A picture by its name: how much of it is there, or a further piece of it."""
    device = device_of(request)
    if request.method == "GET":
        return photos.standing(device, digest)
    piece = request.body
    if len(piece) > PIECE:
        raise refusals.TooMuch
    at, of = number_in(request, "at"), number_in(request, "of")
    return photos.receive(device, digest, at or 0, piece, of, clock.now())
