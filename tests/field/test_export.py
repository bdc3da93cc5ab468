"""The file a phone saves is the one the office reads in: written by the real core in a browser, opened by the door's code."""

import json

from tests.field.test_core import BEGUN
from zhucun.sync.envelopes import hash_of
from zhucun.sync.outbox_file import opened, read_file

RECOVERY = "ab" * 32  # as BEGUN gives it to the phone


def test_what_a_phone_saves_the_office_reads(page):
    page.evaluate(BEGUN)
    made = page.evaluate("async () => [await act('走访'), await act('水管修好了。')]")

    blob = page.evaluate("async () => JSON.stringify(await core.exported(store))").encode()

    found = opened(read_file(blob), RECOVERY)
    assert [one["body"] for one in found.envelopes] == [{"words": "走访"}, {"words": "水管修好了。"}]
    assert found.envelopes[1]["prev"] == hash_of(found.envelopes[0])
    assert len(made) == 2
    assert not found.spoilt
    assert "走访" not in json.dumps(json.loads(blob), ensure_ascii=False)
