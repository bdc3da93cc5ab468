"""`zhucun serve`: refuses with a sentence before it starts anything."""

import socket
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_named_with_the_way_out(taken_port: int) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("serve", port=taken_port)

    assert str(refused.value).startswith(f"端口 {taken_port} 已被占用。")
    assert "PORT=8001 make run" in str(refused.value)


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(CommandError, match=f"端口 {port} 不对"):
        call_command("serve", port=port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CommandError, match=r"这台机器没有地址 192\.0\.2\.1"):
        call_command("serve", host="192.0.2.1")


@pytest.mark.django_db
def test_a_database_of_an_older_version_is_refused() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="accounts").delete()

    with pytest.raises(CommandError, match="数据库还没有升级到当前版本。请先运行 zhucun prepare。"):
        call_command("serve")
