"""Papers made in the background, beside the night watch: looks every other second whether somebody has asked for many."""

from django.db import DatabaseError, connections

from zhucun.audit.services import System
from zhucun.config.keeper import Stop, Tell
from zhucun.documents.running import work_next

BY = System("成批生成")
LOOK = 2.0  # seconds


def make_papers(stop: Stop, tell: Tell) -> None:
    """Until told to stop. What fails is tried again at the next look; a run that is under way is left for the next worker."""
    while not stop.wait(LOOK):
        try:
            going = True
            while going and (run := work_next(by=BY, going=lambda: not stop.wait(0))):
                tell(f"{run.county_code}　{run.title}")
                going = not stop.wait(0)
        except DatabaseError as problem:
            tell(f"数据库暂不可用，稍后重试：{str(problem).strip()}")
            connections.close_all()
