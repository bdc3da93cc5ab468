"""`zhucun nightly`: what `zhucun keep` does every night, once and on demand, and the proof that it is complete."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhucun.attendance.services_nightly import refresh_counties
from zhucun.audit.services import System
from zhucun.cases.services_clock import run_clocks_everywhere
from zhucun.documents.archives.gaps import look_everywhere
from zhucun.kernel import clock
from zhucun.monitoring.services_warnings import warn_everywhere
from zhucun.policy.retention.services import drop_everywhere
from zhucun.policy.services_nightly import decide_counties
from zhucun.sync.services_pieces import clear_everywhere

BY, CLOCK = System("每夜重算"), System("办件期限")
WARNING, TERMS, BOXES = System("按规则提示"), System("保存期限"), System("核对档案")


class Command(BaseCommand):
    help = "重算本月和上月、处理到期的办件、按规则提示监测线索、处理保存期限到期的信息（全部县）；再算一遍核对，结果必须一样"

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        for night in refresh_counties(by=BY, at=at):
            self.stdout.write(f"{night.county}　{night.rows} 行，{night.changed} 行有变化")
        for decided in decide_counties(by=BY, at=at):  # reads what the months have come to
            self.stdout.write(f"{decided.county}　判断 {decided.rows} 项，{decided.changed} 项有变化")
        for ran in run_clocks_everywhere(by=CLOCK, at=at):
            self.stdout.write(f"{ran.county}　办件到期处理 {ran.events} 件，{ran.stuck} 件未能处理")
        for warned in warn_everywhere(by=WARNING, at=at):
            self.stdout.write(f"{warned.county}　按规则提示线索 {warned.leads} 条")
        for looked in look_everywhere(by=BOXES, at=at):
            self.stdout.write(f"{looked.county}　档案缺 {looked.missing} 项")
        for dropped in drop_everywhere(by=TERMS, at=at):
            self.stdout.write(str(dropped))
        for cleared in clear_everywhere(by=TERMS, at=at):
            self.stdout.write(f"{cleared.county}　清除没有传完的图片 {cleared.files} 张")
        unsteady = [
            f"{again.county}（{again.changed} 行）"
            for again in refresh_counties(by=BY, at=at)
            if again.changed
        ]
        unsteady += [
            f"{again.county}（{again.changed} 项）"
            for again in decide_counties(by=BY, at=at)
            if again.changed
        ]
        if unsteady:
            raise CommandError(
                f"同一时刻再算一遍，结果不同：{'、'.join(unsteady)}。请保留数据库备份并把这句话报给维护人员。"
            )
