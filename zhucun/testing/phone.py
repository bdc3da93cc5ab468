"""A phone for tests: it numbers and chains its envelopes as docs/offline.md says, and talks to the real door."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client

from zhucun.accounts.models import User
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.sync.envelopes import FIRST, hash_of
from zhucun.testing.cast import client_of

JSON = "application/json"


@dataclass
class Phone:
    """Somebody's phone. `act` makes an envelope, `send` hands some over and gives the answers."""

    user: User
    id: UUID = field(default_factory=uuid7)
    authorization: str = ""
    seq: int = 0
    prev: str = FIRST
    client: Client = field(default_factory=Client)

    @classmethod
    def enrolled(cls, user: User, county: str) -> "Phone":
        phone = cls(user)
        told = phone.enrol(county).json()
        assert told["county"] == county
        return phone

    def enrol(self, county: str = "") -> Any:
        said = {"id": str(self.id), "name": "红米", "app": "1.0.0", "county": county}
        answer = client_of(self.user).post("/api/field/devices", said, content_type=JSON)
        told = answer.json()
        if "secret" in told:
            self.authorization = f"Device {told['county']}.{self.id}.{told['secret']}"
        return answer

    def act(self, kind: str, body: dict[str, Any], **other: Any) -> dict[str, Any]:
        self.seq += 1
        envelope = {
            "id": str(uuid7()),
            "seq": self.seq,
            "prev": self.prev,
            "kind": kind,
            "made_at": clock.now().isoformat(timespec="seconds"),
            "app": "1.0.0",
            "pack": "",
            "base": None,
            "body": body,
            **other,
        }
        self.prev = hash_of(envelope)
        return envelope

    def say(self, address: str, said: Any) -> Any:
        headers = {"Authorization": self.authorization}
        return self.client.post(f"/api/field/{address}", said, content_type=JSON, headers=headers)

    def send(self, *envelopes: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.say("push", {"envelopes": list(envelopes)})
        assert answer.status_code == 200, answer.content.decode()
        told: list[dict[str, Any]] = answer.json()["answers"]
        return told

    def hello(self, *kept: tuple[int, int], waiting: int = 0, **other: Any) -> dict[str, Any]:
        said = {"app": "1.0.0", "clock": clock.now().isoformat(), "made": self.seq, "kept": kept}
        answer = self.say("hello", {**said, "waiting": waiting, **other})
        assert answer.status_code == 200, answer.content.decode()
        told: dict[str, Any] = answer.json()
        return told
