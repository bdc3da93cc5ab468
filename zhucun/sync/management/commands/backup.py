"""A backup that phones may rely upon."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhucun.kernel import clock
from zhucun.sync.backup import CopyBroken, backup

FEW = 5


class Command(BaseCommand):
    help = "备份数据库和附件到一个文件夹，当场打开核对；手机据此知道哪些内容可以不再留存。密钥文件另行备份，分开存放"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="备份放在哪个文件夹，最好在另一块磁盘上")
        parser.add_argument("--thorough", action="store_true", help="以前备份过的附件也逐个重读核对")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            place, brought = backup(options["folder"], clock.now(), thorough=options["thorough"])
        except CopyBroken as error:
            raise CommandError(
                f"备份没有通过核对，不能作数：{error}。请检查磁盘空间和数据库后再试。"
            ) from error
        except OSError as error:
            raise CommandError(
                f"无法写入 {error.filename}：{error.strerror}。请检查该文件夹的权限和磁盘空间。"
            ) from error
        self.stdout.write(f"{place}　已备份并核对；附件新增 {brought.new} 个，原有 {brought.there} 个")
        if brought.lost:
            raise CommandError(
                f"数据库已备份，但有 {len(brought.lost)} 个附件读不出来：{'、'.join(brought.lost[:FEW])}。"
                "请从以前的备份里取回，放到 files/papers/ 下同样的位置，再备份一次；在此以前，手机会留着相关的记录。"
            )
