"""The app's own outbox and sender in a real browser, with the face of the plain phone: so that both live the same lives.

The browser's requests are handed to the line of the test; what the line loses, the browser loses.
"""

import json
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import Any

from playwright.sync_api import Page, Route

from zhucun.testing.field.history import Again, History, Invoked, Made, Told
from zhucun.testing.field.phones import Envelope, NoAnswer, Reply, SignIn, StoreFull

ADDRESS = "**/api/field/**"
ROUNDS = 1000  # of the slow hash of the PIN
BEGIN = """
async ([id, authorization]) => {
  const store = await core.Store.open(id);
  const { keys, locks } = await core.makeKeys("135790", "ab".repeat(32), %d);
  const secret = await core.seal(keys.outbox, "secret", "s");
  await store.begin({ device: id, county: "990001", name: id, secret }, locks);
  window.phones ??= {};
  phones[id] = { store, keys };
}
"""
KNOWN = """
([id, authorization]) => {
  const { store, keys } = phones[id];
  phones[id].sender = new core.Sender(store, keys, new core.Door("/api/field/", authorization), "1.0.0");
}
"""
ACT = "([id, act]) => core.make(phones[id].store, phones[id].keys, act)"
ROUND = """
async ([id, most]) => {
  const { sender } = phones[id];
  sender.most = most;
  try {
    return { round: await sender.round(), most: sender.most };
  } catch (error) {
    if (error instanceof core.NoAnswer) return { busy: error.busy, most: sender.most };
    if (error instanceof core.Told) return { told: error.status, most: sender.most };
    throw error;
  }
}
"""
LIES = """
async (id) => {
  const { store, keys } = phones[id];
  const told = (row) => row.answer ? core.unseal(keys.outbox, core.ANSWER, row.answer) : null;
  const read = async (row) => ({ envelope: await core.opened(keys, row), answer: await told(row) });
  return { out: await Promise.all((await store.rows("out")).map(read)),
           kept: await Promise.all((await store.rows("answered")).map(read)) };
}
"""


class AppPhone:
    """`out` and `kept` are what lies in the browser's store, by number."""

    def __init__(
        self,
        page: Page,
        id: str,
        authorization: str,
        carry: Callable[[Any, str, Any], Reply],
        history: History,
        now: Callable[[], str],
    ) -> None:
        self.page, self.id, self.carry, self.history, self.now = page, id, carry, history, now
        self.seq, self.most, self.full, self.app = 0, 100, False, "1.0.0"
        self.context = copy_context()  # of the test: a request of the browser's is answered on its connection
        self.broken: AssertionError | None = None  # what the line found wrong with the door's answer
        self.out: dict[int, Envelope] = {}
        self.kept: dict[int, tuple[Envelope, dict[str, Any]]] = {}
        page.evaluate(BEGIN % ROUNDS, [id, authorization])
        self.authorization = authorization

    @property
    def authorization(self) -> str:
        return self._authorization

    @authorization.setter
    def authorization(self, said: str) -> None:
        self._authorization = said
        self.page.evaluate(KNOWN, [self.id, said.removeprefix("Device ")])

    def act(self, kind: str, body: dict[str, Any], base: str | int | None = None, **other: Any) -> Envelope:
        """What the person meant, durable in the browser's store."""
        if self.full:  # how the app bears a full store is seen with a store that is full
            raise StoreFull
        act = {"kind": kind, "body": body, "base": base, "pack": "", **other}
        act |= {"app": self.app, "made_at": self.now()}
        envelope: Envelope = self.page.evaluate(ACT, [self.id, act])
        self.seq = envelope["seq"]
        self.out[self.seq] = envelope
        hash_ = self.page.evaluate("(one) => core.hashOf(one)", envelope)
        self.history.add(Made(self.id, envelope["id"], hash_, envelope))
        return envelope

    def round(self) -> bool:
        """What the app does when it is online; gives whether something is left."""
        self.context = copy_context()
        told = self.page.evaluate(ROUND, [self.id, self.most])
        self.most = told["most"]
        if self.broken:
            raise self.broken
        self._look()
        if "round" not in told:
            raise NoAnswer(busy=bool(told.get("busy")))
        if told["round"]["state"] == "sign_in":
            raise SignIn
        return bool(self.out)

    def push(self, batch: Sequence[Envelope]) -> None:
        """The app sends in its own order, whatever a test would like it to send."""
        self.round()

    # --- the line's end

    def heard(self, route: Route) -> None:
        """Hand a request of the browser to the line and bring back what comes of it."""
        path = route.request.url.partition("/api/field/")[2]
        said = route.request.post_data_json or {}
        for envelope in said.get("envelopes", []):
            self.history.add(Invoked(self.id, envelope["id"]))
        try:
            reply = self.context.run(self.carry, self, path, said)
        except (NoAnswer, AssertionError) as error:
            self.broken = error if isinstance(error, AssertionError) else None
            route.abort("connectionreset")
            return
        if path == "hello" and reply.status == 200:
            self._asked_again(json.loads(reply.body)["again"])
        route.fulfill(status=reply.status, content_type=reply.type, body=reply.body)

    def _asked_again(self, spans: Sequence[tuple[int, int]]) -> None:
        for seq in [seq for seq in self.kept if any(first <= seq <= last for first, last in spans)]:
            envelope, _answer = self.kept.pop(seq)
            self.history.add(Again(self.id, envelope["id"]))

    def _look(self) -> None:
        lies = self.page.evaluate(LIES, self.id)
        self.out = {one["envelope"]["seq"]: one["envelope"] for one in lies["out"]}
        for one in lies["kept"]:
            envelope, answer = one["envelope"], one["answer"]
            if envelope["seq"] not in self.kept:
                told = Told(
                    self.id, envelope["id"], answer["answer"], answer.get("code", ""), answer.get("made")
                )
                self.history.add(told)
        self.kept = {one["envelope"]["seq"]: (one["envelope"], one["answer"]) for one in lies["kept"]}


def hear_all(page: Page, phones: dict[str, AppPhone]) -> None:
    """Requests of the page go to the phone whose device they name."""

    def heard(route: Route) -> None:
        device = route.request.headers["authorization"].split(".")[1]
        phones[device].heard(route)

    page.route(ADDRESS, heard)
