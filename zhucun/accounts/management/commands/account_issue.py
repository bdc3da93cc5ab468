"""Open an account at the server: how the first people of a county get in. There is no default account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.accounts.issuing import Opening
from zhucun.accounts.services import open_account
from zhucun.audit.services import System
from zhucun.kernel import clock
from zhucun.kernel.text import canonical_name


class Command(BaseCommand):
    help = "在服务器上开立一个账号并授予角色，初始密码只显示这一次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", required=True, help="县的 6 位代码")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--role", required=True, help="角色代码，例如 county_officer、security_admin")
        parser.add_argument(
            "--place", default="", help="授权到哪里：县 6 位、乡镇 9 位或村 12 位代码，默认全县"
        )
        parser.add_argument("--username", default="", help="登录名，默认按姓名拼音生成")
        parser.add_argument("--because", default="系统启用", help="依据或原因，留在审计记录中")

    def handle(self, *args: Any, **options: Any) -> None:
        opening = Opening(
            name=canonical_name(options["name"]),
            role=options["role"],
            place_prefix=options["place"] or options["county"],
            username=options["username"],
        )
        user, password = open_account(
            by=System("命令行"),
            county=options["county"],
            opening=opening,
            on=clock.today(),
            because=options["because"],
        )
        self.stdout.write(
            f"姓名：{user.name}\n登录名：{user.username}\n初始密码：{password}\n"
            f"有效至 {user.first_password_until}，首次登录时要换成自己的密码。"
        )
