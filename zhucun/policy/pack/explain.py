"""A verdict in words: what the why page shows, row by row, from the pack's own sentences."""

from dataclasses import dataclass
from datetime import date

from zhucun.engine.duty import Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import THRESHOLD_STEPS, Step, StepCode, Verdict
from zhucun.policy.pack.filling import (
    Filling,
    arithmetic,
    common,
    facts_missing,
    make_up_days,
    quantity,
    sums,
)
from zhucun.policy.pack.model import PLACE, Citation, Pack, StepText, Wording


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


def explain(
    pack: Pack, duty_id: str, verdict: Verdict, period: Period, *, on: date | None = None
) -> Explanation:
    """Put a verdict of one of the pack's duties into words, as somebody reads them on a day."""
    duty = pack.duties[duty_id]
    wording = pack.wording_for(duty_id)
    everywhere = common(pack, duty, wording, period, on)
    reason = wording.reasons[verdict.reason]
    told = Filling(
        everywhere | sums(verdict, wording, everywhere["unit"]) | facts_missing(pack, duty, wording, verdict)
    )
    telling = _Telling(pack, duty, wording, verdict, period, everywhere)
    return Explanation(
        title=duty.title,
        answer=wording.answers[verdict.answer],
        badge=reason.badge % told,
        sentence=reason.sentence % told,
        rows=tuple(telling.row(step) for step in verdict.steps),
        changes=reason.changes % told,
        ask=reason.ask % told,
        readings=tuple(reading.says for reading in duty.readings),
        citation=_cited(pack, duty, verdict, period),
        pack_line=_pack_line(pack, wording),
    )


def _cited(pack: Pack, duty: Duty, verdict: Verdict, period: Period) -> Citation | None:
    """The article the answer rests on; before a value is in force or after its end, the nearest one."""
    asked = next((step for step in verdict.steps if step.code in THRESHOLD_STEPS and step.source), None)
    if asked is not None:
        return pack.cite(asked.source)
    begun = [value for value in duty.threshold.values if value.since <= period.last]
    nearest = begun[-1:] or list(duty.threshold.values[:1])
    return pack.cite(nearest[0].source) if nearest else None


@dataclass(frozen=True, slots=True)
class _Telling:
    """One verdict being told, step by step."""

    pack: Pack
    duty: Duty
    wording: Wording
    verdict: Verdict
    period: Period
    everywhere: dict[str, object]

    def row(self, step: Step) -> Row:
        part = step.code in THRESHOLD_STEPS and "first" in step.detail
        code = f"{step.code}_part" if part else step.code.value
        text = self.wording.steps.get(code, StepText(label=code, value="%(value)s"))
        filling = Filling(self.everywhere | dict(step.detail) | self._of_step(step))
        source = self.pack.cite(step.source)
        filling["source"] = source.source.title if source else self.wording.phrases["no_value"]
        told = (text.label % filling, text.note % filling, text.value % filling)
        return Row(step.code.value, *told, step.records, source)

    def _of_step(self, step: Step) -> dict[str, object]:
        phrases = self.wording.phrases
        told: dict[str, object] = {
            "value": self._value(step),
            "since": step.since.isoformat() if step.since else phrases["no_value"],
            "counted_by": phrases[self.duty.counted_by],
        }
        match step.code:
            case StepCode.APPLIES:
                attribute = str(step.detail["attribute"])
                told["attribute"] = self.wording.attributes.get(attribute, attribute)
            case StepCode.CAP:
                told["make_up"] = make_up_days(self.pack, self.wording, self.period)
            case StepCode.QUANTITY:
                told["name"] = quantity(self.pack, self.wording, str(step.detail["name"]))
            case StepCode.ARITHMETIC:
                told |= arithmetic(self.pack, self.wording, self.verdict, step)
            case StepCode.DUE_DAY | StepCode.GAP:
                kind = "due" if step.code is StepCode.DUE_DAY else "gap"
                told["state"] = phrases[f"{kind}_{step.detail['state']}"]
            case StepCode.BREACH:
                told["says"] = self._consequence(step)
        return told

    def _value(self, step: Step) -> object:
        phrases = self.wording.phrases
        if step.code is StepCode.APPLIES:
            return self._held(step)
        if step.value is not None:
            return step.value
        unknown = {StepCode.POSSIBLE: "no_limit", StepCode.QUANTITY: "unknown_quantity"}
        return phrases[unknown.get(step.code, "no_value")]

    def _held(self, step: Step) -> str:
        if step.value is None:
            return self.wording.phrases["unknown_attribute"]
        attribute = str(step.detail["attribute"])
        codes = [code for code in str(step.value).split(",") if code]
        if (
            attribute == PLACE
        ):  # a village lies in a township and a county: the place that the duty names is told
            codes = [code for code in codes if code in self.duty.who.get(PLACE, ())] or codes[:1]
        words = [self.pack.held(attribute, code) for code in codes]
        return "、".join(words) or self.wording.phrases["no_value"]

    def _consequence(self, step: Step) -> str:
        """What the pack says now; a consequence that it no longer knows is shown as a dash."""
        index = int(step.detail["index"])
        known = self.duty.on_breach
        return known[index].says if index < len(known) else self.wording.phrases["no_value"]


def _pack_line(pack: Pack, wording: Wording) -> str:
    layer = pack.layers[-1]
    return wording.phrases["pack_line"] % {
        "code": layer.code,
        "version": layer.version,
        "digest": pack.digest[:8],
    }
