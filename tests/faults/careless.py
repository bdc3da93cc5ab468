"""The real server with a planted bug: `python -m tests.faults.careless BUG PORT`. For faults that only a served door has."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from unittest import mock

BUG = "ZHUCUN_PLANTED_BUG"
HERE = "tests.faults.careless:application"
PLANTED = ExitStack()  # for as long as the process lives


@contextmanager
def forgets_nothing() -> Iterator[None]:
    """A server put back from a copy asks for nothing."""
    with mock.patch("zhucun.sync.queries.forgotten", lambda _device, _kept: []):
        yield


def no_idempotency() -> AbstractContextManager[None]:
    from tests.faults.bugs import no_idempotency

    return no_idempotency()


def lost_receipt() -> AbstractContextManager[None]:
    from tests.faults.bugs import lost_receipt

    return lost_receipt()


BUGS = {
    "no_idempotency": no_idempotency,
    "lost_receipt": lost_receipt,
    "forgets_nothing": forgets_nothing,
}


def serve(bug: str, port: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ[BUG] = bug
    server = Granian(
        HERE,
        address="127.0.0.1",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=3,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve()


if (
    BUG in os.environ
):  # in the process that serves: the site's own application, with the bug from the first request on
    from zhucun.config.wsgi import application as application

    PLANTED.enter_context(BUGS[os.environ[BUG]]())

if __name__ == "__main__":
    serve(*sys.argv[1:])
