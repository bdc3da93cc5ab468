"""A verdict in words: what the why page shows, row by row, from the pack's own sentences."""

from dataclasses import dataclass
from datetime import date

from zhucun.engine.calendar import days_between
from zhucun.engine.duty import Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import Step, StepCode, Verdict
from zhucun.policy.pack.model import VOCABULARY_OF, Citation, Pack, StepText, Wording


class Filling(dict[str, object]):
    """What goes into a sentence; a number that an older verdict does not carry is shown as a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


@dataclass(frozen=True, slots=True)
class Row:
    """One step in words; `records` are the ids behind the number, `source` the article behind the rule."""

    code: str
    label: str
    note: str
    value: str
    records: tuple[str, ...]
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a person is told about one verdict."""

    title: str
    answer: str
    badge: str
    sentence: str
    rows: tuple[Row, ...]
    changes: str
    ask: str
    readings: tuple[str, ...]
    citation: Citation | None
    pack_line: str


def explain(pack: Pack, duty_id: str, verdict: Verdict, period: Period) -> Explanation:
    """Put a verdict of one of the pack's duties into words."""
    duty = pack.duties[duty_id]
    wording = pack.wording_for(duty_id)
    common = _common(pack, duty, wording, period)
    reason = wording.reasons[verdict.reason]
    told = Filling(common | _sums(verdict))
    return Explanation(
        title=duty.title,
        answer=wording.answers[verdict.answer],
        badge=reason.badge % told,
        sentence=reason.sentence % told,
        rows=tuple(_row(pack, duty, wording, step, common, period) for step in verdict.steps),
        changes=reason.changes % told,
        ask=reason.ask % told,
        readings=tuple(reading.says for reading in duty.readings),
        citation=_cited(pack, duty, verdict, period),
        pack_line=_pack_line(pack, wording),
    )


def _cited(pack: Pack, duty: Duty, verdict: Verdict, period: Period) -> Citation | None:
    """The article the answer rests on; before a value is in force or after its end, the nearest one."""
    minimum = verdict.step(StepCode.MINIMUM)
    if minimum is not None and minimum.source is not None:
        return pack.cite(minimum.source)
    begun = [value for value in duty.threshold.values if value.since <= period.last]
    nearest = begun[-1:] or list(duty.threshold.values[:1])
    return pack.cite(nearest[0].source) if nearest else None


def _common(pack: Pack, duty: Duty, wording: Wording, period: Period) -> dict[str, object]:
    words = wording.periods[duty.period]
    dates = {
        "year": period.first.year,
        "month": period.first.month,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }
    within = pack.values.get("explain_within")
    told = within.on(period.last).found if within else None
    return {
        "unit": wording.units.get(duty.unit, duty.unit),
        "this_period": words.this % dates,
        "period": words.name % dates,
        "explain_within": told.value if told else wording.phrases["no_value"],
    }


def _sums(verdict: Verdict) -> dict[str, object]:
    return {
        "done": verdict.done,
        "target": verdict.target or 0,
        "short": verdict.short,
        "open": verdict.open,
        "possible": verdict.possible,
        "excused": verdict.excused,
        "reachable": verdict.done + verdict.open + verdict.possible,
    }


def _row(
    pack: Pack, duty: Duty, wording: Wording, step: Step, common: dict[str, object], period: Period
) -> Row:
    code = "minimum_part" if step.code is StepCode.MINIMUM and "first" in step.detail else step.code.value
    text = wording.steps.get(code, StepText(label=code, value="%(value)s"))
    source = pack.cite(step.source)
    filling = Filling(common | dict(step.detail))
    filling["value"] = _value(pack, wording, step)
    filling["since"] = step.since.isoformat() if step.since else wording.phrases["no_value"]
    filling["source"] = source.source.title if source else wording.phrases["no_value"]
    filling["counted_by"] = wording.phrases[duty.counted_by]
    filling["make_up"] = _make_up(pack, wording, period)
    if step.code is StepCode.APPLIES:
        filling["attribute"] = wording.attributes.get(str(step.detail["attribute"]), step.detail["attribute"])
    return Row(
        step.code.value, text.label % filling, text.note % filling, text.value % filling, step.records, source
    )


def _value(pack: Pack, wording: Wording, step: Step) -> object:
    if step.code is StepCode.APPLIES:
        return _held(pack, wording, step)
    return wording.phrases["no_value"] if step.value is None else step.value


def _held(pack: Pack, wording: Wording, step: Step) -> str:
    if step.value is None:
        return wording.phrases["unknown_attribute"]
    vocabulary = VOCABULARY_OF.get(str(step.detail["attribute"]), "")
    words = [pack.term(vocabulary, code) for code in str(step.value).split(",") if code]
    return "、".join(words) or wording.phrases["no_value"]


def _make_up(pack: Pack, wording: Wording, period: Period) -> str:
    """The weekend days of a period that are worked, for the line that says how much it holds."""
    days = [day for day in days_between(period.first, period.last) if pack.calendar.is_make_up(day)]
    return wording.phrases["make_up"] % {"days": "、".join(_short(day) for day in days)} if days else ""


def _short(day: date) -> str:
    return f"{day:%m-%d}"


def _pack_line(pack: Pack, wording: Wording) -> str:
    layer = pack.layers[-1]
    return wording.phrases["pack_line"] % {
        "code": layer.code,
        "version": layer.version,
        "digest": pack.digest[:8],
    }
