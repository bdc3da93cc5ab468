"""Give somebody a new first password at the server: the way back in when no administrator can."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhucun.accounts.handlers import trail_of
from zhucun.accounts.issuing import first_password
from zhucun.accounts.models import User
from zhucun.accounts.services import reset_password
from zhucun.audit.services import System


class Command(BaseCommand):
    help = "在服务器上重置一个账号的密码，新的初始密码只显示这一次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="登录名")
        parser.add_argument("--because", required=True, help="依据或原因，留在审计记录中")

    def handle(self, *args: Any, username: str, because: str, **options: Any) -> None:
        user = User.objects.filter(username=username.lower()).first()
        if user is None:
            raise CommandError(f"没有登录名为“{username}”的账号。请在人员页核对登录名。")
        password = first_password()
        user = reset_password(
            by=System("命令行"), county=trail_of(user), user=user, password=password, because=because
        )
        self.stdout.write(
            f"登录名：{user.username}\n初始密码：{password}\n有效至 {user.first_password_until}。"
        )
