"""A run of papers in the background: one paper after another, each on disk before it is counted, then one archive.

Killed at any moment, the next worker goes on where the last one stopped: what is on disk is not made again. A worker
holds a lease that it renews with every paper, so that two never work on one run; whoever stopped it is obeyed at once.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.audit.services import Actor
from zhucun.documents import queries_runs
from zhucun.documents.choices import RunState
from zhucun.documents.composing import to_word
from zhucun.documents.filling import papers_for, period_of
from zhucun.documents.models import PaperRun
from zhucun.documents.redaction import refuse_numbers
from zhucun.documents.services_runs import end_run, fail_run
from zhucun.documents.sources import Subject, every_subject
from zhucun.documents.writing import draft
from zhucun.kernel import clock
from zhucun.kernel.files import flush_folder
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.paper_model import PackPaper
from zhucun.policy.queries import pack_of

LEASE = timedelta(minutes=2)
Going = Callable[[], bool]
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LONGEST = 80


class NoRightAnyMore(Refusal):
    """申请的人现在没有生成这份文书的权限。"""

    code = "documents.no_right_any_more"
    next_step = "请有权限的人重新申请。"


def work_next(*, by: Actor, going: Going) -> PaperRun | None:
    """Work on the oldest run until it is over, stopped, or the worker has to go; None when there is none."""
    run = _claimed(clock.now())
    if run is None:
        return None
    try:
        _work(run, by, going)
    except Refusal as refusal:
        fail_run(by=by, run=run, problem=refusal.said, at=clock.now())
        shutil.rmtree(_folder(run), ignore_errors=True)
    return run


def _claimed(at: datetime) -> PaperRun | None:
    run = queries_runs.to_do(at)
    if run is None:
        return None
    rows = PaperRun.objects.in_county(run.county_code).filter(
        id=run.id, state=run.state, lease_until=run.lease_until
    )
    return run if rows.update(state=RunState.RUNNING, lease_until=at + LEASE) else None


def _work(run: PaperRun, by: Actor, going: Going) -> None:
    scope = scope_of(run.asked_by, run.county_code, on=clock.today())
    paper = _paper(run, scope)
    folder = _folder(run)
    folder.mkdir(parents=True, exist_ok=True)
    subjects = every_subject(scope.narrowed("documents.write"), paper.subject, run.place_code)
    for number, subject in enumerate(subjects, 1):
        if not any(folder.glob(f"{number:04d}_*.docx")):
            _write(folder, number, subject, paper, run, scope)
        if not _renewed(run, number, len(subjects)):  # stopped
            shutil.rmtree(folder, ignore_errors=True)
            return
        if not going():
            return
    end_run(by=by, run=run, content=_archive(folder), at=clock.now())
    shutil.rmtree(folder, ignore_errors=True)


def _paper(run: PaperRun, scope: Scope) -> PackPaper:
    pack = pack_of(run.county_code)
    known = pack.papers.get(run.paper)
    if (
        known is None
        or known not in papers_for(scope, known.subject, pack)
        or not scope.may("documents.write")
    ):
        raise NoRightAnyMore
    return known


def _write(
    folder: Path, number: int, subject: Subject, paper: PackPaper, run: PaperRun, scope: Scope
) -> None:
    today = clock.today()
    period = period_of(paper, run.period, today)
    made = draft(scope, paper, subject, period, on=today, link=lambda path: run.site.rstrip("/") + path)
    refuse_numbers(paper, made.filled)
    place = folder / f"{number:04d}_{_safe(made.title)}.docx"
    half = place.with_suffix(".half")
    half.write_bytes(to_word(paper, made.filled, today))
    half.replace(place)
    flush_folder(folder)


def _renewed(run: PaperRun, done: int, total: int) -> bool:
    rows = PaperRun.objects.in_county(run.county_code).filter(id=run.id, state=RunState.RUNNING)
    return bool(rows.update(done=done, total=total, lease_until=clock.now() + LEASE))


def _archive(folder: Path) -> bytes:
    """The papers in their order, and a list of them that any browser opens."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in _papers(folder):
            archive.write(one, one.name)
        names = "".join(f"{one.name}\r\n" for one in _papers(folder))
        archive.writestr("目录.txt", "\ufeff" + names)
    return out.getvalue()


def _papers(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.docx"))


def _safe(title: str) -> str:
    return _NOT_IN_NAMES.sub("_", title)[:LONGEST].rstrip(". ")


def _folder(run: PaperRun) -> Path:
    return Path(settings.ZHUCUN_HOME) / "files" / "runs" / str(run.id)
