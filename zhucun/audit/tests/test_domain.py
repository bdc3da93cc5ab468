"""The chain without a database: every kind of tampering, at every place, is found and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.audit.domain import COVERED, Break, first_break, row_hash


def chain(length, start=0):
    rows, previous = [], ""
    for seq in range(1, length + 1):
        row = dict.fromkeys(COVERED, "") | {
            "county_code": "990001",
            "seq": seq,
            "act": f"test.act_{start + seq}",
            "details": {"n": seq},
            "previous": previous,
        }
        row["hash"] = previous = row_hash(row)
        rows.append(row)
    return rows


def rehash(rows):
    """What a forger with full access does: number, link and hash everything anew."""
    previous = ""
    for seq, row in enumerate(rows, 1):
        row |= {"seq": seq, "previous": previous}
        row["hash"] = previous = row_hash(row)
    return rows


def look(rows, head=None, witness=None):
    head = head or rows[-1]
    return first_break(rows, head["seq"], head["hash"], witness or {})


@given(st.integers(1, 30))
def test_an_honest_chain_is_whole(length):
    rows = chain(length)

    assert look(rows, witness={row["seq"]: row["hash"] for row in rows}) is None


def test_an_empty_chain_is_whole():
    assert first_break([], 0, "", {}) is None


@given(st.integers(1, 20), st.data())
def test_an_edited_column_is_found(length, data):
    rows = chain(length)
    at = data.draw(st.integers(0, length - 1))
    column = data.draw(st.sampled_from([name for name in COVERED if name not in ("seq", "previous")]))

    rows[at] = rows[at] | {column: "changed"}

    assert look(rows) == Break("content", at + 1)


@given(st.integers(2, 20), st.data())
def test_a_deleted_line_is_found(length, data):
    rows = chain(length)
    at = data.draw(st.integers(0, length - 2))
    head = rows[-1]

    del rows[at]

    assert look(rows, head) == Break("gap", at + 1)


def test_a_line_deleted_with_its_number_closed_up_is_found():
    rows = chain(5)
    head = rows[-1]

    del rows[2]
    for seq, row in enumerate(rows, 1):
        row["seq"] = seq

    assert look(rows, head) == Break("link", 3)


def test_an_inserted_line_is_found():
    rows = chain(5)
    stranger = chain(3, start=100)[2]

    rows[2:2] = [stranger]
    for seq, row in enumerate(rows, 1):
        row["seq"] = seq

    assert look(rows) == Break("link", 3)


def test_swapped_lines_are_found():
    rows = chain(5)
    rows[1], rows[2] = rows[2] | {"seq": 2}, rows[1] | {"seq": 3}

    assert look(rows) == Break("link", 2)


def test_a_line_with_a_hash_of_its_own_breaks_the_next_link():
    rows = chain(5)
    rows[2]["act"] = "forged"
    rows[2]["hash"] = row_hash(rows[2])

    assert look(rows) == Break("link", 4)


def test_a_cut_end_is_found_by_the_head():
    rows = chain(5)

    assert look(rows[:3], head=rows[-1]) == Break("end", 4)


def test_a_cut_end_with_its_head_is_found_by_a_witness():
    rows = chain(5)
    witness = {5: rows[4]["hash"]}

    assert look(rows[:3]) is None
    assert look(rows[:3], witness=witness) == Break("witness", 5)


@pytest.mark.parametrize("forge", [lambda rows: rows[1].update(act="forged"), lambda rows: rows.pop(1)])
def test_a_chain_rewritten_as_a_whole_is_found_by_a_witness(forge):
    rows = chain(6)
    witness = {4: rows[3]["hash"]}
    forge(rows)
    rehash(rows)

    assert look(rows) is None
    assert look(rows, witness=witness) == Break("witness", 4)


def test_a_changed_head_is_found():
    rows = chain(3)

    assert look(rows, head=rows[-1] | {"hash": "0" * 64}) == Break("end", 3)
