"""The phone's core by itself: the same hash as the door's, keys, wrong PINs, and an outbox that holds."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from zhucun.sync.envelopes import canonical, hash_of

ROUNDS = 1000  # of the slow hash: tests try many PINs
BEGUN = """
async () => {
  const name = crypto.randomUUID();
  const store = await core.Store.open(name);
  const { keys, locks } = await core.makeKeys("135790", "ab".repeat(32), 1000);
  const secret = await core.seal(keys.outbox, "secret", "s");
  await store.begin({ device: name, county: "990001", name: "我的手机", secret }, locks);
  const act = (words, more = {}) => core.make(store, keys, {
    kind: "record.write", body: { words }, pack: "", app: "1", made_at: "2026-11-18T09:00:00+08:00", ...more });
  Object.assign(window, { name, store, keys, locks, act });
}
"""

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
whole = st.integers(min_value=-(2**53 - 1), max_value=2**53 - 1)
plain = st.recursive(
    st.none() | st.booleans() | whole | words,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(words, inside, max_size=4),
    max_leaves=12,
)


def test_phone_and_door_write_and_hash_an_envelope_alike(page):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.dictionaries(words, plain, max_size=5), min_size=5, max_size=5))
    def alike(values):
        script = "(texts) => Promise.all(texts.map(async (t) => { const v = JSON.parse(t);"
        script += " return [core.canonical(v), await core.hashOf(v)]; }))"

        phone = page.evaluate(script, [json.dumps(value) for value in values])

        assert phone == [[canonical(value), hash_of(value)] for value in values]

    alike()


def test_what_no_two_programs_write_alike_is_refused_on_the_phone_too(page):
    refused = page.evaluate(
        """() => [0.5, 2 ** 53, NaN, "\\ud800", ["\\udc00x"], { "\\ud83d": 1 }].map((value) => {
          try { core.canonical(value); return false; } catch (e) { return e instanceof core.NotCanonical; } })"""
    )

    assert refused == [True] * 6


def test_ids_go_up_whatever_the_clock_does(page):
    ids = page.evaluate(
        """() => [...Array(9000)].map((_, i) => core.uuid7(i < 5000 ? 1763424000000 : 1763420000000))"""
    )

    assert ids == sorted(ids)
    assert len(set(ids)) == 9000
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)


def test_envelopes_are_numbered_without_a_gap_and_chained(page):
    page.evaluate(BEGUN)

    made = page.evaluate("() => Promise.all([...Array(30)].map((_, i) => act('第' + i)))")

    by_seq = sorted(made, key=lambda one: one["seq"])
    assert [one["seq"] for one in by_seq] == list(range(1, 31))
    before = ["0" * 64, *(hash_of(one) for one in by_seq)]
    assert [one["prev"] for one in by_seq] == before[:-1]


def test_saving_twice_is_one_envelope(page):
    page.evaluate(BEGUN)

    twice = page.evaluate(
        "async () => { const id = core.uuid7(); return [await act('一', { id }), await act('一', { id })]; }"
    )

    assert twice[0] == twice[1]
    assert page.evaluate("() => store.count('out')") == 1


def test_the_right_pin_opens_and_ten_wrong_ones_destroy_the_data_but_not_the_outbox(page):
    page.evaluate(BEGUN)
    page.evaluate("() => act('没有发出去的')")
    page.evaluate(
        """async () => store.replaceParts([{ name: "households", digest: "d",
             sealed: await core.seal(keys.data, "households", { head: "张三" }) }], [], "t")"""
    )

    right = page.evaluate("async () => (await core.tryPin(store, '135790', Date.now())).is")
    tried = page.evaluate(
        """async () => { let now = 1e12; const said = [];
          for (let i = 0; i < 12; i++) { const one = await core.tryPin(store, "000000", now); said.push(one); now += 3 * 3600e3; }
          return said; }"""
    )
    left = page.evaluate("async () => [await store.count('out'), (await store.parts()).length]")
    back = page.evaluate(
        """async () => { const again = await core.recovered((await store.locksAndTries()).locks, "ab".repeat(32));
          return (await core.opened(again, (await store.rows("out"))[0])).body.words; }"""
    )

    assert right == "open"
    assert [one["is"] for one in tried] == ["wrong"] * 9 + ["destroyed"] * 3
    assert left == [1, 0]
    assert back == "没有发出去的"


def test_wrong_pins_wait_longer_and_longer_and_a_clock_turned_back_gains_nothing(page):
    page.evaluate(BEGUN)

    said = page.evaluate(
        """async () => { const said = []; const at = 1e12;
          for (let i = 0; i < 5; i++) said.push(await core.tryPin(store, "1", at));
          said.push(await core.tryPin(store, "1", at + 59e3), await core.tryPin(store, "1", at - 1e9));
          said.push(await core.tryPin(store, "1", at + 61e3));
          return said; }"""
    )

    assert [one["is"] for one in said] == ["wrong"] * 5 + ["wait", "wait", "wrong"]
    assert [one.get("wait") for one in said] == [0, 0, 0, 0, 60_000, 1000, 60_000, 300_000]


def test_nothing_readable_lies_on_the_phone(page, chromium):
    page.evaluate(BEGUN)
    page.evaluate("() => act('张三家的低保')")

    stored = page.evaluate(
        """async () => { const rows = await store.rows("out");
          const plain = JSON.stringify(rows[0]) + JSON.stringify(await store.get("me"));
          return new TextDecoder("latin1").decode(rows[0].sealed) + plain; }"""
    )

    assert "张三" not in stored
    assert "张三".encode().decode("latin1") not in stored
