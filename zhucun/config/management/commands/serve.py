"""Serve the site: granian in front, so that a slow phone does not hold up the office."""

import errno
import multiprocessing
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from zhucun.__main__ import main

PATIENCE = 20  # seconds for a night's run to end before the site does
ANOTHER = "PORT=8001 make run，或 zhucun serve --port 8001"
WHY_NOT = {
    errno.EADDRINUSE: f"端口 %(port)s 已被占用。请先停掉占用它的程序，或换一个端口：{ANOTHER}。",
    errno.EACCES: f"没有权限使用端口 %(port)s。请换一个 1024 以上的端口：{ANOTHER}。",
    errno.EADDRNOTAVAIL: "这台机器没有地址 %(host)s。请用 --host 127.0.0.1，或本机已有的地址。",
}


class Command(BaseCommand):
    help = "启动网站（默认 http://127.0.0.1:8000/）"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址")
        parser.add_argument("--port", type=int, default=8000, help="监听的端口")
        parser.add_argument("--workers", type=int, default=1, help="工作进程数")
        parser.add_argument("--threads", type=int, default=3, help="每个进程的线程数，各用一条数据库连接")
        parser.add_argument("--prepare", action="store_true", help="先把数据库升级到当前版本")
        parser.add_argument("--signins", action="store_true", help="先列出演示县的登录名和口令")
        parser.add_argument("--no-keep", action="store_true", help="不随网站启动 zhucun keep（每天零点重算）")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_unusable(host, port)
        if options["prepare"]:  # in this process: another start costs two seconds
            call_command("prepare", verbosity=0)
        refuse_old_database()
        if options["signins"]:
            call_command("demo_signins", if_any=True)
        self.stdout.write(f"驻村 → http://{host}:{port}/　（按 Ctrl+C 停止）")
        self.stdout.flush()
        server = Granian(
            "zhucun.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=options["threads"],
            respawn_failed_workers=True,
            websockets=False,
            log_level=LogLevels.warning,
        )
        with nullcontext() if options["no_keep"] else night_watch():
            server.serve()


@contextmanager
def night_watch() -> Iterator[None]:
    """`zhucun keep` beside the site; it ends with this process, however that ends."""
    words = ["keep", "--parent", str(os.getpid())]
    watch = multiprocessing.get_context("spawn").Process(target=main, args=(words,), name="zhucun keep")
    watch.start()
    try:
        yield
    finally:
        watch.terminate()
        watch.join(PATIENCE)


def refuse_unusable(host: str, port: int) -> None:
    if not 0 < port < 65536:
        raise CommandError(f"端口 {port} 不对：请用 1 到 65535 之间的数。")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sentence = WHY_NOT.get(error.errno or 0, f"无法在 %(host)s:%(port)s 上监听：{error}。")
            raise CommandError(sentence % {"host": host, "port": port}) from error


def refuse_old_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("数据库还没有升级到当前版本。请先运行 zhucun prepare。")
    connection.close()
