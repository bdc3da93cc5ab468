"""The paper of the door says what the door does."""

import json
from pathlib import Path

from django.conf import settings

from zhucun.sync import urls
from zhucun.sync.api import document
from zhucun.sync.kinds import KINDS

FILE = Path(settings.PACKAGE).parent / "docs" / "field-api.json"


def test_the_paper_is_made_from_the_code() -> None:
    assert json.loads(FILE.read_text("utf-8")) == document(), "zhucun field api --out docs/field-api.json"


def test_the_paper_names_every_address_and_every_kind() -> None:
    told = document()

    addresses = {f"/api/field/{pattern.pattern}".split("<")[0] for pattern in urls.urlpatterns}
    assert {path.split("{")[0] for path in told["paths"]} == addresses
    assert {f"body.{kind}" for kind in KINDS} <= set(told["components"]["schemas"])


def test_the_contract_names_every_kind() -> None:
    paper = (FILE.parent / "offline.md").read_text("utf-8")

    assert all(f"| `{kind}` |" in paper for kind in KINDS)
