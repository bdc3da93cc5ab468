import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.engine.tally import judge
from zhucun.engine.tests.build import OCTOBER, duty, over
from zhucun.engine.verdict import Answer, Reason, Step, StepCode, Verdict

words = st.text(max_size=8)
steps = st.builds(
    Step,
    code=st.sampled_from(StepCode),
    value=st.none() | st.integers() | words,
    unit=words,
    since=st.none() | st.dates(),
    source=st.none() | words,
    records=st.lists(words, max_size=3).map(tuple),
    detail=st.dictionaries(words, st.integers() | words, max_size=3),
)
verdicts = st.builds(
    Verdict,
    answer=st.sampled_from(Answer),
    reason=st.sampled_from(Reason),
    target=st.none() | st.integers(0, 40),
    done=st.integers(0, 40),
    possible=st.integers(0, 40),
    open=st.integers(0, 40),
    excused=st.integers(0, 40),
    steps=st.lists(steps, max_size=4).map(tuple),
)


@given(verdict=verdicts)
def test_a_verdict_survives_being_stored(verdict: Verdict) -> None:
    stored = json.dumps(verdict.to_json(), sort_keys=True, ensure_ascii=False)

    assert Verdict.from_json(json.loads(stored)) == verdict


def test_a_stored_verdict_keeps_the_date_and_the_source_of_its_value() -> None:
    verdict = judge(duty(), over(15, records=("day-1",)), OCTOBER)

    again = Verdict.from_json(json.loads(json.dumps(verdict.to_json())))

    minimum = again.step(StepCode.MINIMUM)
    assert minimum is not None
    assert (minimum.value, minimum.since, minimum.source) == (22, date(2021, 8, 1), "paper#article")
    assert again.step(StepCode.OPEN) is None
    assert again.short == 3


def test_a_verdict_of_an_unknown_shape_is_refused() -> None:
    data = judge(duty(), over(15), OCTOBER).to_json() | {"shape": 2}

    with pytest.raises(ValueError, match="shape 2"):
        Verdict.from_json(data)
