"""Lines gathered over one transaction stand in the chain as if each had been written by itself."""

import pytest
from django.db import transaction

from zhucun.audit.gathering import gathering
from zhucun.audit.models import AuditEvent
from zhucun.audit.queries import first_break_of, head_of
from zhucun.audit.services import System, append, recorded
from zhucun.kernel.guard import watching

pytestmark = pytest.mark.django_db
HERE, THERE = "990001", "990002"


@recorded("test.gathered")
def act(*, by, county, fails=False):
    if fails:
        raise LookupError


def line(county=HERE, act="test.line"):
    return append(county=county, act=act, by=System())


def acts(county=HERE):
    return list(AuditEvent.objects.in_county(county).order_by("seq").values_list("act", flat=True))


def test_the_chain_is_dense_and_whole_before_and_after():
    line(act="test.before")

    with gathering(HERE) as trail:
        act(by=System(), county=HERE)
        assert (trail.seq, acts()) == (2, ["test.before"])
        line()
    line(act="test.after")

    assert acts() == ["test.before", "test.gathered", "test.line", "test.after"]
    assert first_break_of(head_of(HERE), {}) is None


def test_the_line_of_an_act_that_fails_vanishes_and_the_chain_closes():
    with gathering(HERE) as trail:
        line(act="test.first")
        with pytest.raises(LookupError), transaction.atomic(), trail.or_nothing():
            act(by=System(), county=HERE)
            act(by=System(), county=HERE, fails=True)
        line(act="test.second")

    assert acts() == ["test.first", "test.second"]
    assert first_break_of(head_of(HERE), {}) is None


def test_nothing_is_written_of_a_block_that_fails():
    with pytest.raises(LookupError), gathering(HERE):
        line()
        raise LookupError

    assert acts() == []
    assert head_of(HERE).seq == 0


def test_another_county_s_line_is_written_at_once():
    with gathering(HERE):
        line(county=THERE)
        assert acts(THERE) == ["test.line"]

    assert first_break_of(head_of(THERE), {}) is None


def test_a_hundred_lines_cost_no_more_statements_than_one():
    counted = []
    for number in (1, 100):
        with watching() as watch, gathering(HERE):
            for _line in range(number):
                line()
        counted.append(len(watch.statements))

    assert counted[0] >= counted[1]
