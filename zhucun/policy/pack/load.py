"""Installing a pack: read the folders that apply, refuse the whole if any part is wrong, give one `Pack`."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from zhucun.policy.pack.archive_cases import archive_cases_of
from zhucun.policy.pack.archives import archive_of, lint_archive
from zhucun.policy.pack.digest import digest_of
from zhucun.policy.pack.examples import cases_of, value_cases_of
from zhucun.policy.pack.files import LayerFiles, Read, layer_folders, read_layer
from zhucun.policy.pack.flow_examples import flow_cases_of
from zhucun.policy.pack.flow_warnings import flow_warnings
from zhucun.policy.pack.flows import flows_of
from zhucun.policy.pack.inherited import without_outdated
from zhucun.policy.pack.ledgers import ledgers_of
from zhucun.policy.pack.lint import (
    Known,
    gaps,
    lint_form,
    lint_names,
    lint_roles,
    lint_sources,
    unread_sources,
)
from zhucun.policy.pack.lint_calendar import missing_days
from zhucun.policy.pack.lint_cases import lint_cases
from zhucun.policy.pack.lint_circles import lint_circles
from zhucun.policy.pack.lint_duty import lint_duty
from zhucun.policy.pack.lint_flow import lint_flow
from zhucun.policy.pack.lint_flow_cases import lint_flow_cases
from zhucun.policy.pack.lint_ledger import lint_ledgers
from zhucun.policy.pack.lint_paper import lint_paper, lint_paper_cases
from zhucun.policy.pack.lint_warning import lint_warning, lint_warning_cases
from zhucun.policy.pack.model import Form, Layer, Pack, SetBy, Wording
from zhucun.policy.pack.numbers import Declared, duties_of, values_of
from zhucun.policy.pack.paper_cases import paper_cases_of
from zhucun.policy.pack.papers import DeclaredPaper, papers_of
from zhucun.policy.pack.problems import PackError, Problem
from zhucun.policy.pack.retention import lint_retention, lint_retention_cases, retention_of
from zhucun.policy.pack.retention_cases import retention_cases_of
from zhucun.policy.pack.retention_model import RetentionKind
from zhucun.policy.pack.set_here import read_set_here
from zhucun.policy.pack.shapes.duty import DutyChange, DutyShape
from zhucun.policy.pack.shapes.files import PackFile
from zhucun.policy.pack.shapes.forms import FormShape
from zhucun.policy.pack.vocabulary import calendar_of, forms_of, roles_of, sources_of, vocabularies_of
from zhucun.policy.pack.warning_cases import warning_cases_of
from zhucun.policy.pack.warning_rules import DeclaredRule, warning_rules_of
from zhucun.policy.pack.words import duty_wording, form_wording, wording_of

PACKS = Path(__file__).resolve().parents[2] / "packs"
OWN = "ZHUCUN_PACKS"  # names a folder laid out like ours, for counties that keep their pack themselves
COUNTY_DIGITS = 6
NATION = "national"
TEMPLATE, TEMPLATES = "template", "templates"  # the code of a sample pack, and the folder of all of them
Part = TypeVar("Part")


@lru_cache(maxsize=64)
def load_pack(county_code: str) -> Pack:
    """The pack of a county; one without a folder of its own has the nation's alone, and so no duties.

    Raises `PackError` with every problem found. Read once and kept: a changed pack needs a restart.
    """
    return load_from(PACKS, county_code, own=own_packs())


def own_packs() -> Path | None:
    """The folder of packs that a county keeps itself, when it has named one."""
    own = os.environ.get(OWN)
    return Path(own) if own else None


def load_from(
    root: Path, county_code: str, *, own: Path | None = None, set_here: Mapping[str, str] | None = None
) -> Pack:
    """The same from another folder, read afresh: for drafts and for tests. A layer found in `own` is taken from there.

    `set_here` holds the files of what the county set in the interface; they stand for its folder of that kind.
    """
    if not _is_county(county_code):
        raise ValueError(f"a county has a code of six digits, not {county_code!r}")
    layers, problems = _read([own, root] if own else [root], county_code)
    if set_here:
        layers = [layer for layer in layers if not layer.set_here]
        layer, found = read_set_here(county_code, set_here)
        layers.append(layer)
        problems += found
    if problems:
        raise PackError(problems)
    return _assembled(county_code, layers)


def load_template(root: Path, name: str) -> Pack:
    """A sample pack on top of the nation's: no county has it until it copies it into its own folder."""
    layers, problems = _read([root], TEMPLATE)
    sample, found = read_layer(root, TEMPLATE, root / TEMPLATES / name)
    layers, problems = [*layers, sample], [*problems, *found]
    if problems:
        raise PackError(problems)
    return _assembled(TEMPLATE, layers)


def templates(root: Path = PACKS) -> tuple[str, ...]:
    """The names of the sample packs."""
    return tuple(sorted(folder.name for folder in (root / TEMPLATES).glob("*") if folder.is_dir()))


def packed_counties(root: Path = PACKS) -> tuple[str, ...]:
    """The counties that have a folder of their own."""
    found = (folder.name for folder in (root / "counties").glob("[0-9]*") if folder.is_dir())
    return tuple(sorted(code for code in found if _is_county(code)))


def _is_county(code: str) -> bool:
    return len(code) == COUNTY_DIGITS and code.isascii() and code.isdecimal()


def _read(roots: Sequence[Path], county_code: str) -> tuple[list[LayerFiles], list[Problem]]:
    layers, problems = [], []
    for root, code, folder in layer_folders(roots, county_code):
        layer, found = (
            _nation(root, folder, _stamp(folder)) if code == NATION else read_layer(root, code, folder)
        )
        layers.append(layer)
        problems += found
    return layers, problems


@lru_cache(maxsize=4)
def _nation(
    root: Path, folder: Path, stamp: tuple[tuple[str, int, int], ...]
) -> tuple[LayerFiles, list[Problem]]:
    """The nation's layer, which every county's pack begins with; read again when one of its files has changed."""
    return read_layer(root, NATION, folder)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = ((path.as_posix(), path.lstat()) for path in sorted(folder.rglob("*")))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def _assembled(county_code: str, layers: Sequence[LayerFiles]) -> Pack:
    problems: list[Problem] = []
    vocabularies = vocabularies_of(layers)
    sources = _kept(sources_of(layers), problems)
    roles = _kept(roles_of(layers), problems)
    forms = _kept(forms_of(layers, vocabularies), problems)
    calendar = _kept(calendar_of(layers), problems)
    values = _kept(values_of(layers), problems)
    declared = _kept(duties_of(layers), problems)
    wording = _kept(wording_of(layers), problems)
    flows = _kept(flows_of(layers, vocabularies, roles), problems)
    rules = _kept(warning_rules_of(layers), problems)
    retention = _kept(retention_of(layers), problems)
    papers = _kept(papers_of(layers), problems)
    archive = _kept(archive_of(layers), problems)
    ledgers = _kept(ledgers_of(layers), problems)
    known = Known(
        sources=sources,
        vocabularies=vocabularies,
        roles=roles,
        calendar=calendar,
        forms={code: form for code, (form, _) in forms.items()},
        values=values,
        duties=declared,
        flows=flows,
    )
    problems += _linted(layers, known, forms, rules, papers, retention)
    problems += [*lint_archive(archive, known, frozenset(papers)), *lint_ledgers(ledgers, known)]
    own_words = _kept(_duty_words(layers, declared, wording), problems)
    _refuse(problems)
    pack = Pack(
        county_code=county_code,
        layers=tuple(_layers(layers)),
        digest=digest_of(layers),
        sources=sources,
        calendar=calendar,
        vocabularies=vocabularies,
        roles=roles,
        forms=known.forms,
        values=values,
        duties={duty_id: one.duty for duty_id, one in declared.items()},
        wording=wording,
        duty_wording=own_words,
        cases=tuple(cases_of(layers)),
        value_cases=tuple(value_cases_of(layers)),
        flows={flow_id: one.flow for flow_id, one in flows.items()},
        flow_cases=tuple(flow_cases_of(layers)),
        warning_rules={rule_id: one.rule for rule_id, one in rules.items()},
        warning_cases=tuple(warning_cases_of(layers)),
        retention=retention,
        retention_cases=tuple(retention_cases_of(layers)),
        papers={paper_id: one.paper for paper_id, one in papers.items()},
        paper_cases=tuple(paper_cases_of(layers)),
        archive=archive.archive if archive else None,
        ledgers={ledger_id: one.ledger for ledger_id, one in ledgers.items()},
        archive_cases=tuple(archive_cases_of(layers)),
        warnings=tuple(_warnings(layers, known)),
        set_by={duty_id: _set_by(one) for duty_id, one in declared.items()},
    )
    return without_outdated(pack, layers)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise PackError(problems)


def _linted(
    layers: Sequence[LayerFiles],
    known: Known,
    forms: Mapping[str, tuple[Form, Read[FormShape]]],
    rules: Mapping[str, DeclaredRule],
    papers: Mapping[str, DeclaredPaper],
    retention: Mapping[str, RetentionKind],
) -> Iterable[Problem]:
    """What no single file can show, of every kind of file."""
    yield from (*lint_sources(layers, known), *lint_roles(layers), *lint_names(layers, known))
    yield from (*lint_cases(layers, known.duties, known.values), *lint_circles(known.duties))
    yield from (*lint_flow_cases(layers, known.flows, known.roles), *lint_warning_cases(layers, rules))
    yield from (*lint_retention(layers, known), *lint_retention_cases(layers, retention))
    yield from lint_paper_cases(layers, papers)
    for form, form_file in forms.values():
        yield from lint_form(form, form_file, known)
    yield from _lint_declared(rules, papers, known)


def _set_by(one: Declared) -> SetBy:
    return SetBy(one.bound.level, one.may_be, one.read.document.file)


def _lint_declared(
    rules: Mapping[str, DeclaredRule], papers: Mapping[str, DeclaredPaper], known: Known
) -> Iterable[Problem]:
    for duty in known.duties.values():
        yield from lint_duty(duty, known)
    for flow in known.flows.values():
        yield from lint_flow(flow, known)
    for rule in rules.values():
        yield from lint_warning(rule, known)
    for paper in papers.values():
        yield from lint_paper(paper)


def _kept(part_and_problems: tuple[Part, list[Problem]], problems: list[Problem]) -> Part:
    part, found = part_and_problems
    problems += found
    return part


def _duty_words(
    layers: Sequence[LayerFiles], declared: dict[str, Declared], wording: Wording
) -> tuple[dict[str, Wording], list[Problem]]:
    words: dict[str, Wording] = {}
    problems: list[Problem] = []
    for layer in layers:
        reads: list[tuple[str, Read[DutyShape] | Read[DutyChange]]] = []
        reads += [(read.shape.id, read) for read in layer.all_of(DutyShape)]
        reads += [(change.shape.changes, change) for change in layer.all_of(DutyChange)]
        for duty_id, read in reads:
            if duty_id in declared:
                duty = declared[duty_id].duty
                above = words.get(duty_id) or form_wording(wording, duty.form, duty.bound)
                words[duty_id], found = duty_wording(above, read)
                problems += found
    return words, problems


def _layers(layers: Iterable[LayerFiles]) -> Iterable[Layer]:
    for layer in layers:
        read = layer.one(PackFile)
        if read is not None:
            pack = read.shape
            yield Layer(pack.code, pack.title, pack.version, pack.published, pack.kept_by, layer.set_here)


def _warnings(layers: Sequence[LayerFiles], known: Known) -> Iterable[Problem]:
    found = {*unread_sources(layers, known), *gaps(layers)}
    for declared in known.duties.values():
        found.update(missing_days(declared))
    for flow in known.flows.values():
        found.update(flow_warnings(flow.read))
    return sorted(found)
