"""The phone's store: pictures that hold up no other, the store of the version before, leaving, and who uses the phone."""

import pytest

from tests.field.test_core import BEGUN

# A door that takes envelopes as they come, and of each picture says what `of` says; `backed_up` is a number.
DOOR = """
(of) => {
  const asked = [];
  const door = {
    hello: async () => ({ clock: "", state: "ready", again: [], backed_up: of.backed_up ?? 0 }),
    push: async (all) => Promise.all(all.map(async (one) => ({ id: one.id, hash: await core.hashOf(one), answer: "accepted" }))),
    hasOf: async () => ({ has: 0, whole: false }),
    piece: async (digest, _at, size) => {
      asked.push(digest[0]);
      if (of[digest[0]] === "refused") throw new core.Told(422, "sync.not_a_picture", "这不是照片。");
      if (of[digest[0]] === "broken") throw new core.NoAnswer(true);
      if (of[digest[0]] === "cut") throw new core.NoAnswer(false);
      if (of[digest[0]] === "sign_in") throw new core.Told(401, "sync.sign_in", "请重新登录。");
      return { has: size, whole: true };
    },
  };
  window.asked = asked;
  window.sender = new core.Sender(store, keys, door, "1");
}
"""
PICTURE = "(of) => ({ digest: of.repeat(64), bytes: new Uint8Array(1000).buffer })"
FOUR = f"""
async () => {{
  const picture = {PICTURE};
  for (const of of ["a", "b", "c", "d"]) {{
    await act("有照片" + of, {{ pictures: [picture(of)] }});
    await new Promise((done) => setTimeout(done, 3));
  }}
}}
"""
KEPT = "async () => (await store.rows('answered')).map((row) => row.seq)"
ROUND = "() => sender.round().then(() => 'done', (error) => error.constructor.name)"
SENT = "async () => (await store.pictures()).map((one) => [one.digest[0], one.sent, one.refused ?? ''])"


@pytest.mark.parametrize(
    ("trouble", "ends", "sent"),
    [
        ("refused", "done", "abd"),
        ("broken", "NoAnswer", "abd"),
        ("cut", "NoAnswer", "d"),
        ("sign_in", "Told", "d"),
    ],
)
def test_one_picture_that_will_not_go_holds_up_no_other(page, trouble, ends, sent):
    page.evaluate(BEGUN)
    page.evaluate(FOUR)
    page.evaluate(DOOR, {"c": trouble})

    said = page.evaluate(ROUND)

    assert said == ends
    assert "".join(name for name, was_sent, _code in page.evaluate(SENT) if was_sent) == sent
    assert page.evaluate("store.count('out')") == 0


@pytest.mark.fault(row=35)
def test_an_envelope_in_a_backup_is_kept_while_a_picture_of_it_is_on_its_way(page):
    page.evaluate(BEGUN)
    page.evaluate(FOUR)
    page.evaluate(DOOR, {"b": "broken"})
    page.evaluate(ROUND)

    page.evaluate(DOOR, {"b": "broken", "backed_up": 4})
    page.evaluate(ROUND)
    meanwhile = page.evaluate(KEPT)
    page.evaluate(DOOR, {"backed_up": 4})
    page.evaluate(ROUND)
    page.evaluate(ROUND)

    assert meanwhile == [2]
    assert page.evaluate(KEPT) == []


def test_a_sender_that_stops_at_the_first_no_is_found_out(page):
    page.evaluate(BEGUN)
    page.evaluate(FOUR)
    page.evaluate(DOOR, {"c": "refused"})
    page.evaluate(
        """() => { core.Sender.prototype.sendPicture = async function (picture) {
          await this.sendPieces(picture.digest, new ArrayBuffer(1000));
          await this.store.keepPicture({ ...picture, sent: true }); }; }"""
    )

    assert page.evaluate(ROUND) == "Told"
    assert [name for name, was_sent, _code in page.evaluate(SENT) if was_sent] == ["d"]


def test_a_picture_that_was_refused_is_kept_with_its_reason_and_not_sent_again(page):
    page.evaluate(BEGUN)
    page.evaluate(FOUR)
    page.evaluate(DOOR, {"c": "refused"})

    first, second = page.evaluate(ROUND), page.evaluate(ROUND)

    assert (first, second) == ("done", "done")
    assert page.evaluate("asked.join('')") == "dcba"
    assert ["c", False, "sync.not_a_picture"] in page.evaluate(SENT)
    assert page.evaluate("async () => (await store.bytes('c'.repeat(64))).byteLength") > 1000


def test_a_picture_the_door_falls_over_goes_last_the_next_time_and_a_door_that_always_does_is_left_alone(
    page,
):
    page.evaluate(BEGUN)
    page.evaluate(FOUR)
    page.evaluate(DOOR, {"d": "broken"})

    first, second = page.evaluate(ROUND), page.evaluate(ROUND)
    asked = page.evaluate("asked.join('')")
    page.evaluate(
        "async () => { for (const of of 'efghij') await act(of, { pictures: [(" + PICTURE + ")(of)] }); }"
    )
    page.evaluate(DOOR, dict.fromkeys("defghij", "broken"))
    page.evaluate(ROUND)

    assert (first, second, asked) == ("NoAnswer", "NoAnswer", "dcbad")
    assert len(page.evaluate("asked")) == 4


V1 = """
async () => {
  const name = "zhucun-field-" + crypto.randomUUID();
  const { keys, locks } = await core.makeKeys("135790", "ab".repeat(32), 1000);
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const digest = "e".repeat(64);
  const rows = [];
  let prev = "0".repeat(64);
  for (let seq = 1; seq <= 60; seq++) {
    const envelope = { id: core.uuid7(), seq, prev, kind: "record.write", made_at: "2026-11-18T09:00:00+08:00",
      app: "1.0.0", pack: "", base: null, body: { words: "第" + seq } };
    prev = await core.hashOf(envelope);
    rows.push({ seq, id: envelope.id, hash: prev, state: "out", sealed: await core.seal(keys.outbox, "outbox", envelope),
      open: false, pictures: seq === 60 ? [digest] : [] });
  }
  const picture = { digest, size: 3, sealed: await core.sealBytes(keys.outbox, digest, bytes), sent: false, kept_at: 1 };
  const db = await new Promise((done) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      db.createObjectStore("meta");
      const envelopes = db.createObjectStore("envelopes", { keyPath: "seq" });
      envelopes.createIndex("state", "state");
      envelopes.createIndex("id", "id", { unique: true });
      db.createObjectStore("parts", { keyPath: "name" });
      db.createObjectStore("pictures", { keyPath: "digest" });
    };
    asked.onsuccess = () => done(asked.result); });
  const tx = db.transaction(["meta", "envelopes", "pictures"], "readwrite");
  for (const row of rows) tx.objectStore("envelopes").put(row);
  tx.objectStore("pictures").put(picture);
  tx.objectStore("meta").put({ seq: 60, prev }, "head");
  tx.objectStore("meta").put(locks, "locks");
  await new Promise((done) => { tx.oncomplete = done; });
  db.close();
  const store = await core.Store.open(name.replace("zhucun-field-", ""));
  const found = await Promise.all((await store.rows("out")).map((row) => core.opened(keys, row)));
  const next = await core.make(store, keys, { kind: "record.write", body: {}, pack: "", app: "1.1.0",
    made_at: "2026-11-18T09:00:00+08:00" });
  const there = new Uint8Array(await core.unsealBytes(keys.outbox, digest, await store.bytes(digest)));
  return { words: found.map((one) => one.body.words), chained: next.seq === 61 && next.prev === prev, there: [...there] };
}
"""


@pytest.mark.fault(row=23)
def test_the_store_of_the_version_before_is_read_whole(page):
    found = page.evaluate(V1)

    assert found == {"words": [f"第{seq}" for seq in range(1, 61)], "chained": True, "there": [1, 2, 3]}


@pytest.mark.fault(row=30)
def test_the_phone_is_left_only_when_nothing_would_be_lost(page):
    page.evaluate(BEGUN)
    page.evaluate(FOUR)
    leave = "() => core.leave(store).then(() => 'left', (error) => error.left)"

    full = page.evaluate(leave)
    page.evaluate(DOOR, {})
    page.evaluate("() => core.exported(store)")
    page.evaluate("() => act('后来写的', { pictures: [(" + PICTURE + ")('e')] })")
    saved = page.evaluate(leave)
    page.evaluate(ROUND)

    assert full == {"envelopes": 4, "pictures": 4}
    assert saved == {"envelopes": 1, "pictures": 1}
    assert page.evaluate(leave) == "left"
