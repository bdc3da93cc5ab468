"""An installed pack as the rest of the product sees it: read-only, complete, with every number cited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.dated import Dated, DatedValue, Lookup
from zhucun.engine.duty import Duty
from zhucun.policy.pack.archive_model import Archive, ArchiveCase
from zhucun.policy.pack.flow_model import FlowCase, PackFlow
from zhucun.policy.pack.ledger_model import PackLedger
from zhucun.policy.pack.options import Option as Option
from zhucun.policy.pack.paper_model import PackPaper, PaperCase
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.retention_model import RetentionCase, RetentionKind
from zhucun.policy.pack.shapes.base import OwnWords
from zhucun.policy.pack.warning_model import WarningCase, WarningRule

CHECK_EVERY = timedelta(days=365)

# The attributes a duty may choose by that a word list names.
VOCABULARY_OF: Mapping[str, str] = {
    "role": "posting_role",
    "unit_kind": "unit_kind",
    "village_type": "village_type",
}
# Those whose codes are the product's own; a test holds them against the lists they come from.
CODES_OF: Mapping[str, Mapping[str, str]] = {
    "sender_level": {"central": "中央", "province": "省", "city": "市", "county": "县"},
    "political": {
        "member": "中共党员",
        "probationary": "中共预备党员",
        "league": "共青团员",
        "other_party": "民主党派",
        "masses": "群众",
        "unknown": "未填",
    },
    "circumstance": {
        "none": "一般农户",
        "lifted": "脱贫户",
        "monitored": "监测户",
        "allowance": "低保户",
        "supported": "特困户",
    },
}
PLACE = "place"
PLACE_LENGTHS = frozenset({6, 9, 12})  # county, township, village


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder that went into a pack: national, province, city or county."""

    code: str
    title: str
    version: int
    published: date
    kept_by: str
    set_here: bool = False  # in the interface, over the county's own files


@dataclass(frozen=True, slots=True)
class Source:
    """A paper. `seen` is original, reprint, report (somebody wrote about it) or own (this product's default)."""

    id: str
    title: str
    issuer: str
    number: str | None
    dated: str
    seen: str
    note: str | None
    articles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of a paper, as a step of a verdict points to it."""

    source: Source
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    code: str
    title: str
    scope: str
    technical: bool
    permissions: frozenset[str]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing a form asks. `max` is characters for words, the value itself for numbers, fen for money."""

    key: str
    label: str
    type: str
    required: bool
    help: str
    max: int | None
    default: str | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of work record. `day` names the field that says on which day it happened."""

    code: str
    title: str
    help: str
    about: str
    made_by: frozenset[str]
    serves: tuple[str, ...]
    day: str
    presence: str
    presence_field: str | None
    presence_is: str | None
    evidence: str
    source: str
    fields: tuple[FormField, ...]

    def field(self, key: str) -> FormField:
        return next(field for field in self.fields if field.key == key)

    def in_village(self, values: Mapping[str, object]) -> bool:
        """Whether a record with these values says that its day was spent in the village."""
        if self.presence == "chosen" and self.presence_field:
            return values.get(self.presence_field) == self.presence_is
        return self.presence == "always"

    @property
    def asks_work_area(self) -> bool:
        """Whether one of its questions is just that: which of the four duties."""
        return any(
            field.options and all(option.code == option.serves for option in field.options)
            for field in self.fields
        )

    def work_area(self, values: Mapping[str, object]) -> str | None:
        """Which of the four duties a record serves; `None` when its values leave that open."""
        for field in self.fields:
            chosen = values.get(field.key)
            serves = next((option.serves for option in field.options if option.code == chosen), None)
            if serves is not None:
                return serves
        return self.serves[0] if len(self.serves) == 1 else None


@dataclass(frozen=True, slots=True)
class StepText:
    label: str = ""
    note: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReasonText:
    badge: str = ""
    sentence: str = ""
    changes: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class PeriodText:
    this: str
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of verdicts, with %(name)s where a number or a date goes.

    `givers` says who can give a fact that is missing; `forms` holds what a form says in its own way.
    """

    answers: Mapping[str, str]
    steps: Mapping[str, StepText]
    reasons: Mapping[str, ReasonText]
    attributes: Mapping[str, str]
    periods: Mapping[str, PeriodText]
    units: Mapping[str, str]
    phrases: Mapping[str, str]
    quantities: Mapping[str, str]
    givers: Mapping[str, str]
    forms: Mapping[str, tuple[OwnWords, ...]]


@dataclass(frozen=True, slots=True)
class Value:
    """A number of the pack that belongs to no single duty."""

    key: str
    title: str
    unit: str
    may_be: str
    dated: Dated[int]

    def on(self, day: date) -> Lookup[int]:
        return self.dated.on(day)


@dataclass(frozen=True, slots=True)
class SetBy:
    """Who sets a duty's threshold: the lowest layer that has said anything, and what layers below it may still do."""

    level: str
    may_be: str
    file: str  # where the duty is declared

    @property
    def is_inherited(self) -> bool:
        """Whether a lower layer has set the threshold of a duty that a higher one declares."""
        folder, _, rest = self.file.partition("/")
        declared_by = {"national": "national", "templates": "template"}.get(folder, rest.partition("/")[0])
        return declared_by != self.level


@dataclass(frozen=True, slots=True)
class Case:
    """An example beside a duty: these facts, this answer. `on` is a day of the period it is about."""

    file: str
    line: int
    duty: str
    mechanisms: tuple[str, ...]
    says: str
    on: date
    given: Mapping[str, object]
    answer: str
    reason: str
    target: int | None = None
    done: int | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class ValueCase:
    """An example of a number on a day; `expect` is `None` when nothing is in force."""

    file: str
    line: int
    mechanisms: tuple[str, ...]
    says: str
    value: str
    on: date
    expect: int | None


@dataclass(frozen=True, slots=True)
class Pack:
    county_code: str
    layers: tuple[Layer, ...]
    digest: str
    sources: Mapping[str, Source]
    calendar: WorkCalendar
    vocabularies: Mapping[str, Mapping[str, str]]
    roles: Mapping[str, Role]
    forms: Mapping[str, Form]
    values: Mapping[str, Value]
    duties: Mapping[str, Duty]
    wording: Wording
    duty_wording: Mapping[str, Wording]
    cases: tuple[Case, ...]
    warnings: tuple[Problem, ...]
    set_by: Mapping[str, SetBy]  # by duty
    flows: Mapping[str, PackFlow]
    warning_rules: Mapping[str, WarningRule]  # what asks for a look at a household; `warnings` are lint's
    retention: Mapping[str, RetentionKind]
    papers: Mapping[str, PackPaper]
    archive: Archive | None
    ledgers: Mapping[str, PackLedger]  # in the order of the catalogue
    value_cases: tuple[ValueCase, ...] = ()
    flow_cases: tuple[FlowCase, ...] = ()
    warning_cases: tuple[WarningCase, ...] = ()
    retention_cases: tuple[RetentionCase, ...] = ()
    paper_cases: tuple[PaperCase, ...] = ()
    archive_cases: tuple[ArchiveCase, ...] = ()

    @property
    def version(self) -> str:
        """The lowest layer and its number, e.g. 350428-1, and 350428-1+3 with what the county set in the interface.

        The digest is what tells two packs apart.
        """
        written = self.written
        over = "".join(f"+{layer.version}" for layer in self.layers if layer.set_here)
        return f"{written.code}-{written.version}{over}"

    @property
    def written(self) -> Layer:
        """The lowest layer that somebody wrote as files."""
        return next(layer for layer in reversed(self.layers) if not layer.set_here)

    @property
    def title(self) -> str:
        return self.written.title

    def cite(self, reference: str | None) -> Citation | None:
        """The article a reference like `B#onsite-days` points to, if this pack still knows it."""
        source_id, _, article = (reference or "").partition("#")
        source = self.sources.get(source_id)
        if source is None or article not in source.articles:
            return None
        return Citation(source, article, source.articles[article])

    def term(self, vocabulary: str, code: str) -> str:
        """The word for a code; the code itself when the vocabulary has none."""
        return self.vocabularies.get(vocabulary, {}).get(code, code)

    def held(self, attribute: str, code: str) -> str:
        """The word for what somebody is, by the attribute that a duty chooses by."""
        known = CODES_OF.get(attribute, {})
        return self.term(VOCABULARY_OF.get(attribute, attribute), known.get(code, code))

    def wording_for(self, duty_id: str) -> Wording:
        return self.duty_wording.get(duty_id, self.wording)

    def unchecked(self, on: date) -> tuple[str, ...]:
        """The numbers in force that nobody has compared with their paper within a year."""
        found: dict[str, DatedValue[Any] | None] = {
            duty.title: duty.threshold.on(on).found for duty in self.duties.values()
        }
        found |= {value.title: value.dated.on(on).found for value in self.values.values()}
        return tuple(
            title
            for title, value in found.items()
            if value and (value.checked is None or value.checked + CHECK_EVERY < on)
        )
