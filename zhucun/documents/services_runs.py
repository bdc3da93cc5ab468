"""Acts of a run of papers: asked for, stopped, ended. What a run does in between is `running`."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.audit.services import Actor, note, recorded
from zhucun.documents.choices import OPEN_RUNS, RunState
from zhucun.documents.models import Paper, PaperRun
from zhucun.documents.services import keep_paper
from zhucun.documents.sources import can_be_had_for_all, every_subject
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.paper_model import PackPaper

ZIP = "application/zip"


class NobodyToWriteOf(Refusal):
    """这里没有可以写“%(title)s”的村或者人。"""

    code = "documents.nobody_to_write_of"
    next_step = "请换一个地方，或者先登记派驻。"


class AlreadyAsked(Refusal):
    """这一批“%(title)s”已经在生成，不用再点。"""

    code = "documents.run_already_asked"
    next_step = "请等它生成完，或者先把它停下。"


@recorded("documents.run_asked", _("成批生成文书"))
def ask_run(
    *,
    by: User,
    county: str,
    scope: Scope,
    paper: PackPaper,
    place: str,
    period: str,
    site: str,
    at: datetime,
) -> PaperRun:
    """Ask for one paper of everything of its kind below a place; a second asking while it is under way is refused."""
    total = len(every_subject(scope, paper.subject, place)) if can_be_had_for_all(paper.subject) else 0
    if not total:
        raise NobodyToWriteOf(title=paper.title)
    same = PaperRun.objects.in_county(county).filter(
        paper=paper.id, place_code=place, period=period, state__in=OPEN_RUNS, asked_by=by
    )
    if same.exists():
        raise AlreadyAsked(title=paper.title)
    note(kind=paper.id, rows=total)
    return PaperRun.objects.create(
        county_code=county,
        paper=paper.id,
        title=f"{paper.title}（{total}份）",
        place_code=place,
        period=period,
        site=site,
        total=total,
        asked_by=by,
        asked_at=at,
    )


@recorded("documents.run_stopped", _("停下成批生成"))
def stop_run(*, by: User, run: PaperRun, at: datetime) -> bool:
    """Stop what is not over yet; says whether it was."""
    rows = PaperRun.objects.in_county(run.county_code).filter(id=run.id, state__in=OPEN_RUNS)
    return bool(rows.update(state=RunState.STOPPED, ended_at=at, lease_until=None))


@recorded("documents.run_failed", _("成批生成没有完成"))
def fail_run(*, by: Actor, run: PaperRun, problem: str, at: datetime) -> None:
    rows = PaperRun.objects.in_county(run.county_code).filter(id=run.id, state=RunState.RUNNING)
    rows.update(state=RunState.FAILED, ended_at=at, lease_until=None, problem=problem[:300])


@recorded("documents.run_done", _("成批生成完成"))
def end_run(*, by: Actor, run: PaperRun, content: bytes, at: datetime) -> Paper | None:
    """Keep the archive, made for whoever asked; None when it was stopped meanwhile."""
    rows = PaperRun.objects.in_county(run.county_code).filter(id=run.id, state=RunState.RUNNING)
    if not rows.update(state=RunState.DONE, ended_at=at, lease_until=None):
        return None
    paper = keep_paper(
        by=run.asked_by,
        county=run.county_code,
        kind=run.paper,
        title=run.title,
        place_code=run.place_code,
        file_name=f"{run.title}.zip",
        media_type=ZIP,
        content=content,
        at=at,
    )
    PaperRun.objects.in_county(run.county_code).filter(id=run.id).update(result=paper)
    return paper
