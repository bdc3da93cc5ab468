"""Words for papers made in the background."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    WAITING = "waiting", _("等候生成")
    RUNNING = "running", _("正在生成")
    DONE = "done", _("已生成")
    STOPPED = "stopped", _("已停下")
    FAILED = "failed", _("没有生成")


OPEN_RUNS = frozenset({RunState.WAITING, RunState.RUNNING})
